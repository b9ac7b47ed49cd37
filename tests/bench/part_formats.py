#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is found of one plan in all formats and encodings, ours beside others: part_formats.py PLAN.txt OTHER.txt

OTHER has none of the answers: an index that finds it gives what nobody asked for."""
import datetime, json, os, pathlib, re, shutil, subprocess, sys
from measure import BIN, WORK, heading, note, table
from peers import Omindex, Recoll, Tracuu, output

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import formats

WANTED = os.environ.get("BENCH_PEERS", "all").split()
# what they call
TOOLS = ["antiword", "catdoc", "unrtf", "poppler-utils", "unzip", "libreoffice-writer-nogui", "tesseract-ocr",
         "tesseract-ocr-vie"]

# letter, what is asked, how we are asked, how the others are
QUESTIONS = [
    ("N", "a number", "35-NQ/TW", "35-NQ/TW"),
    ("P", "a phrase", '"nền tảng tư tưởng"', '"nền tảng tư tưởng"'),
    ("U", "the same without marks", '"nen tang tu tuong"', '"nen tang tu tuong"'),
    ("D", "one without marks that has a đ", '"bau cu dai bieu"', '"bau cu dai bieu"'),
    ("E", "an event", 'event:"Đại hội XIII"', '"Đại hội XIII"'),
]


def lines(*command):
    return output("timeout", "300", *command).splitlines()


class OurAnswers(Tracuu):
    def index(self, tree, scratch):
        self.db = scratch / "ours"
        lines(self.command, "-d", self.db, "add", "-q", "--ocr", "auto", tree)

    def ask(self, question, _, tree):
        paths = lines(BIN / "tracuu", "-d", self.db, "--all", "--limit", "1000", "-f", "paths", question)
        return {pathlib.Path(p.partition("!")[0]).name for p in paths}


class OmegaAnswers(Omindex):
    def index(self, tree, scratch):
        self.db = scratch / "omega"
        lines("omindex", "--stemmer=none", "--db", self.db, "--url", "/", tree)

    def ask(self, _, question, tree):
        found = lines("quest", "--stemmer=none", f"--db={self.db}", "--msize=1000", question)
        return {m[1] for m in (re.match(r".*\burl=/(\S+)", line) for line in found) if m}


class RecollAnswers(Recoll):
    def index(self, tree, scratch):
        self.prepare(tree, scratch)
        lines(*self.build(tree, None))

    def ask(self, _, question, tree):
        found = lines("recollq", "-c", self.conf, "-b", "-n", "1000", question)
        return {pathlib.Path(line.removeprefix("file://")).name for line in found}


def same_plans(tree, names):
    """name -> same, what differs, or not read."""
    records = {}
    wanted = formats.essence(json.loads(lines(BIN / "tracuu-index", "extract", tree / "plan.txt")[0]))
    for name in names:
        run = subprocess.run([BIN / "tracuu-index", "extract", tree / name], capture_output=True, text=True)
        found = [json.loads(line) for line in run.stdout.splitlines()]
        differ = min((formats.differences(wanted, formats.essence(r)) for r in found), key=len, default=["not read"])
        records[name] = "same" if not differ else ", ".join(d.partition(":")[0] for d in differ)
    return records


def version_of(package):
    return output("dpkg-query", "-W", "-f=${Version}", package) or "not installed"


def main():
    plan, other = sys.argv[1:]
    tree = WORK / "formats"
    formats.write_all(formats.Plan(plan), tree, tools=WANTED != ["none"])
    shutil.copy(other, tree / "other.txt")
    rows = [(name, kind, what) for name, kind, what, *_ in formats.FIXTURES + formats.BY_TOOLS if (tree / name).exists()]
    engines = [e for e in (OurAnswers(), OmegaAnswers(), RecollAnswers())
               if isinstance(e, OurAnswers) or (not e.missing() and (WANTED == ["all"] or e.command in WANTED))]
    answers, strays = {}, []
    for e in engines:
        note(f"  {e.name}")
        scratch = WORK / ("formats-" + e.name)
        scratch.mkdir()
        e.index(tree, scratch)
        for letter, _, ours, theirs in QUESTIONS:
            answers[e.name, letter] = e.ask(ours, theirs, tree)
            if "other.txt" in answers[e.name, letter]:
                strays.append(f"{e.name} finds a plan without the answer for {letter}")
    same = same_plans(tree, [name for name, *_ in rows])
    cell = lambda engine, name: "".join(q[0] if name in answers[engine, q[0]] else "·" for q in QUESTIONS)
    print("# What is found in which format\n\nMade by `make bench` (alone: `make bench BENCH_PARTS=formats`); do not edit.\n")
    table(["", "version"], [["date", datetime.date.today().isoformat()], ["commit", output("git", "describe", "--always", "--dirty").strip()]]
          + [[e.name, e.version()] for e in engines]
          + ([[p, version_of(p)] for p in TOOLS] if len(engines) > 1 else []))
    heading("One plan in every format and encoding")
    print("The same plan, " + pathlib.Path(plan).name + ", is written in each of these ways (tests/formats.py), indexed by each "
          "program with what it calls for each format, and asked for: "
          + "; ".join(f"**{letter}** {what}, `{theirs}`" + (f" (ours `{ours}`)" if ours != theirs else "")
                      for letter, what, ours, theirs in QUESTIONS)
          + ". A letter: found; a dot: not. An archive is found by what is in it. The last column: is the record that "
          "`tracuu-index extract` makes the one of plan.txt, and else, in which fields not?\n")
    table(["file", "format", "of note"] + [e.name for e in engines] + ["record"],
          [[name, kind, what] + [f"`{cell(e.name, name)}`" for e in engines] + [same[name]] for name, kind, what in rows])
    totals = [[e.name] + [f"{sum(name in answers[e.name, q[0]] for name, *_ in rows)} of {len(rows)}" for q in QUESTIONS]
              for e in engines]
    table(["found"] + [f"{q[0]}: {q[1]}" for q in QUESTIONS], totals)
    print(f"The record is the same, or but for capitals, in {sum(s in ('same', 'small letters for capitals') for s in same.values())}"
          f" of {len(rows)}.\n")
    for stray in strays:
        print(stray + ".\n")
    missed = [name for name, *_ in rows if "·" in cell(engines[0].name, name)]
    if missed or any(s.startswith(engines[0].name) for s in strays):
        note("not found by ours: " + " ".join(missed))
        sys.exit(1)


if __name__ == "__main__":
    main()
