#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks records against docs/schema/TYPE.json.

    validate.py [--broken] < RECORDS.jsonl

Prints how many records of each type there were. With --broken it checks the schemas instead: the first few
records of each type are spoiled, by one key less and one key more in every object they hold, and each
spoiled record must be refused. Exit 1 when a record that should pass does not, or the other way round.
"""
import collections, copy, json, pathlib, sys

import jsonschema

SCHEMAS = pathlib.Path(__file__).resolve().parent.parent / "docs" / "schema"
SPOILED_EACH = 3  # records of a type that are spoiled
FREE = {"formats", "charsets", "reasons"}  # of status: their keys are values
OPTIONAL = {"path_bytes", "paths_bytes", "excludes_bytes"}


def validator(kind, known={}):
    if kind not in known:
        schema = json.loads((SCHEMAS / f"{kind}.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        known[kind] = jsonschema.Draft202012Validator(schema)
    return known[kind]


def objects(value, path=()):
    """Where the objects of a record are: of an array, its first one."""
    if isinstance(value, dict):
        yield path
        for key, member in value.items():
            if key not in FREE:
                yield from objects(member, path + (key,))
    elif isinstance(value, list):
        for i, member in enumerate(value):
            if isinstance(member, dict):
                yield from objects(member, path + (i,))
                break


def spoiled(record):
    for path in objects(record):
        for key in [*find(record, path), None]:
            other = copy.deepcopy(record)
            target = find(other, path)
            if key is None:
                target["extra"] = None
            elif key in OPTIONAL or key == "type" and not path:
                continue
            else:
                del target[key]
            yield ".".join(map(str, path + (("+extra",) if key is None else ("-" + key,)))), other


def find(value, path):
    for step in path:
        value = value[step]
    return value


def first_error(kind, record):
    error = next(validator(kind).iter_errors(record), None)
    if error is None:
        return None
    # of alternatives, the errors of the one that fits best say more
    return jsonschema.exceptions.best_match([error]).message[:200]


def main(broken):
    counts, bad = collections.Counter(), 0
    for number, line in enumerate(sys.stdin.buffer, 1):
        record = json.loads(line.decode("utf-8"))
        kind = record["type"]
        counts[kind] += 1
        if not broken:
            error = first_error(kind, record)
            if error:
                bad += 1
                print(f"line {number}: {kind}: {error}")
        elif counts[kind] <= SPOILED_EACH:
            for what, other in spoiled(record):
                if first_error(kind, other) is None:
                    bad += 1
                    print(f"line {number}: {kind} passes with {what}")
    for kind, count in sorted(counts.items()):
        print(kind, "refused when spoiled" if broken else count)
    return bad > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] == ["--broken"]))
