#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes calls of the programs fail, one run after the other, and looks at what comes of it.

    faults.py BIN SHIM RUNS [SEED]

For each command and each kind of fault (memory, short reads, EINTR, EIO, ENOSPC, ...: shim.c), RUNS places are
drawn among the calls that the command makes. Whatever fails, the program
  - ends by itself, never by a signal;
  - with its usual status and output, or with 2-6 or 75 and a message (3: what it says is part of the usual);
  - leaves an index that verifies and can be gone on with, or none where there was none.
Prints a table of what was done; exit 1 when something was wrong."""
import collections, os, random, re, shutil, subprocess, sys, tempfile

bin_dir, shim, runs = sys.argv[1], os.path.abspath(sys.argv[2]), int(sys.argv[3])
draw = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
root = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
work = tempfile.mkdtemp()
wrong = 0

INDEXER, QUERY = os.path.join(os.path.abspath(bin_dir), "tracuu-index"), os.path.join(os.path.abspath(bin_dir), "tracuu")
READING = [[QUERY, "chuyen", "doi", "so", "-f", "jsonl"], [QUERY, "cited-by", "12-CT/TU", "-f", "jsonl"], [QUERY, "show", "22-KH/HU"],
           [QUERY, "facets", "-f", "tsv"], [QUERY, "graph", "-f", "csv"], [QUERY, "missing", "-f", "jsonl"],
           [QUERY, "lookup", "docs/06-kh-22-huyen-uy-binh-khe.txt", "-f", "jsonl"], [QUERY, "calendar", "--year", "2024", "-f", "ics"],
           [INDEXER, "status", "-f", "jsonl"], [INDEXER, "dump"], [INDEXER, "verify"], [INDEXER, "extract", "docs/06-kh-22-huyen-uy-binh-khe.txt"]]
WRITING = [[INDEXER, "add", "-q", "docs"], [INDEXER, "update", "-q"], [INDEXER, "remove", "-q", "docs/06-kh-22-huyen-uy-binh-khe.txt"],
           [INDEXER, "annotate", "docs/06-kh-22-huyen-uy-binh-khe.txt", "title=x"], [INDEXER, "compact"], [INDEXER, "rebuild", "-q"]]
KINDS = {"memory": ["memory"], "read": ["read-eio", "read-eintr", "read-short"], "open": ["open-eio", "open-emfile"],
         "write": ["write-eio", "write-enospc", "write-eintr", "write-short"], "sync": ["sync-eio"], "rename": ["rename-eio"]}


def run(command, fault=None, count=None):
    env = {"PATH": os.environ["PATH"], "HOME": work, "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1700000000"}
    if fault or count:
        env["LD_PRELOAD"] = shim
    if fault:
        env["TC_FAULT"] = fault
    if count:
        env["TC_FAULT_COUNT"] = count
    try:
        p = subprocess.run(command, cwd=work, env=env, capture_output=True, timeout=120)
    except subprocess.TimeoutExpired:
        return -99, b"", b"timed out"
    return p.returncode, p.stdout, p.stderr


def tidy(out):
    return re.sub(rb'"(elapsed_ms|last_read|index_bytes)":\d+', b"", out)


def fresh(source):
    shutil.rmtree(os.path.join(work, ".tracuu"), ignore_errors=True)
    if os.path.isdir(os.path.join(work, source)):
        shutil.copytree(os.path.join(work, source), os.path.join(work, ".tracuu"), symlinks=True)


def complain(command, fault, what):
    global wrong
    wrong += 1
    print("WRONG:", " ".join([os.path.basename(command[0])] + command[1:]), fault, "|", what)


def is_part(part, whole):
    """Every line of the part stands in the whole, an error record or a cut last line aside."""
    lines = set(whole.split(b"\n"))
    return all(l in lines or b'"type":"error"' in l for l in part.split(b"\n")[:-1])


def judge(command, fault, rc, out, err, usual):
    if rc < 0 or rc >= 128:
        complain(command, fault, f"ended by signal {-rc if rc < 0 else rc - 128}: {err[-300:]!r}")
    elif rc == usual[0] and tidy(out) == usual[1]:
        return "as usual"
    elif rc not in (2, 3, 4, 5, 6, 75):
        complain(command, fault, f"status {rc} for {usual[0]}, {len(out)} for {len(usual[1])} bytes: {err[-300:]!r}")
    elif not err.strip() and b'"type":"error"' not in out:
        complain(command, fault, f"status {rc} without a message")
    elif not is_part(tidy(out), usual[1]) and command[1] not in ("verify", "status"):
        complain(command, fault, f"status {rc} and other output: {out[:300]!r}")
    return f"status {rc}"


def after_writing(command, fault, before, good):
    """The index holds what it held, or what it was to hold, or (add) anything between."""
    dir = os.path.join(work, ".tracuu")
    if not os.path.exists(os.path.join(dir, "XAPIANDB")):
        if command[1] != "add":
            complain(command, fault, "the index is gone")
        return
    rc, out, err = run([INDEXER, "verify"])
    if rc:
        complain(command, fault, f"afterwards verify says {rc}: {(out + err)[-300:]!r}")
        return
    again = command if command[1] != "rebuild" else [INDEXER, "update", "-q"]
    run([INDEXER, "retry", "-q"])  # a file that could not be read is kept as a failure
    rc, out, err = run(again)
    if rc and not (command[1] in ("remove",) and b"not in the index" in out + err):
        complain(command, fault, f"afterwards the same again says {rc}: {err[-300:]!r}")
    elif documents() != good:
        complain(command, fault, "afterwards the same again gives another index")


def documents():
    return sorted(l for l in run([INDEXER, "dump"])[1].split(b"\n") if b'"type":"document"' in l)


def places(total, few):
    if total <= max(runs, 14 if few else 0):  # opening files: all of them, a table that fails was once taken for none
        return list(range(1, total + 1))
    few = min(total, max(3, runs // 4))
    return sorted(set(draw.sample(range(1, few + 1), k=runs // 4) + draw.sample(range(1, total + 1), k=runs - runs // 4)))


def sweep(command, source, writes):
    fresh(source)
    counts = os.path.join(work, "counts")
    if os.path.exists(counts):
        os.unlink(counts)
    rc, out, err = run(command, count=counts)
    usual = (rc, tidy(out))
    good = documents() if writes else None
    total = collections.Counter()
    for line in open(counts):
        name, n = line.split()
        total[name] = max(total[name], int(n))
    told = collections.Counter()
    n = 0
    for group, kinds in KINDS.items():
        for kind in kinds:
            for at in places(total[group], group == "open" and not writes):
                fault = f"{kind}:{at}" + (":on" if draw.random() < 0.3 and not kind.endswith(("eintr", "short")) else "")
                if writes:
                    fresh(source)
                rc, out, err = run(command, fault)
                told[judge(command, fault, rc, out, err, usual)] += 1
                if writes:
                    after_writing(command, fault, source, good)
                n += 1
    print(f"{os.path.basename(command[0]):12} {command[1]:9} {n:6} faults in {sum(total.values()):7} calls:",
          ", ".join(f"{k} {v}" for k, v in sorted(told.items())))
    sys.stdout.flush()
    return n


def setup():
    os.mkdir(os.path.join(work, "docs"))
    plans = sorted(os.listdir(os.path.join(root, "corpus", "plans")))
    for p in plans[:8]:
        shutil.copy(os.path.join(root, "corpus", "plans", p), os.path.join(work, "docs"))
    run([INDEXER, "-d", ".tracuu", "add", "-q", "docs"])
    os.rename(os.path.join(work, ".tracuu"), os.path.join(work, "whole"))


try:
    setup()
    done = sum(sweep(c, "whole", False) for c in READING)
    for c in WRITING:
        done += sweep(c, "none" if c[1] == "add" else "whole", True)
    print(f"{done} faults, {wrong} wrong")
finally:
    shutil.rmtree(work, ignore_errors=True)
sys.exit(1 if wrong else 0)
