#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes calls of the programs fail, one run after the other, and looks at what comes of it.

    faults.py BIN SHIM READER RUNS|all [SEED [WORD]]

For each command and each kind of fault (memory, short reads, EINTR, EIO, ENOSPC, ...: shim.c), RUNS places are
drawn among the calls that the command makes. all: every call, once alone and once with all that follow; of the
thousands of allocations of a command that writes every one up to the 2,000th ($FAULT_EACH) and then about half as
many more, evenly.
WORD: only the commands that have it. READER reads a file in its own process (read_file.c). Whatever fails, the program
  - ends by itself, never by a signal;
  - with its usual status and output, or with 2-6 or 75 and a message (3: what it says is part of the usual);
  - leaves an index that verifies and can be gone on with, or none where there was none.
Prints a table of what was done; exit 1 when something was wrong."""
import collections, hashlib, os, random, re, shlex, shutil, subprocess, sys, tempfile

bin_dir, shim, reader = sys.argv[1], os.path.abspath(sys.argv[2]), os.path.abspath(sys.argv[3])
runs = None if sys.argv[4] == "all" else int(sys.argv[4])
draw = random.Random(int(sys.argv[5]) if len(sys.argv) > 5 else 1)
only = sys.argv[6] if len(sys.argv) > 6 else ""
root = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
work = tempfile.mkdtemp()
wrong = 0
INDEX = os.path.join(work, ".tracuu")
EACH = int(os.environ.get("FAULT_EACH", 2000))  # of the calls of a kind: so many fail in turn, then some
NEW = ("add", "restore")  # commands that begin without an index

INDEXER, QUERY = os.path.join(os.path.abspath(bin_dir), "tracuu-index"), os.path.join(os.path.abspath(bin_dir), "tracuu")
PLAN = "docs/06-kh-22-huyen-uy-binh-khe.txt"
QUESTIONS = """chuyen doi so -f jsonl
"chuyển đổi số" OR phap* NOT xa -f csv
chuyen doi ssoo -f jsonl --summary
list -f tsv --sort date
--queries questions.txt -n 1 -f tsv
cited-by 12-CT/TU -f jsonl
cited-by 31-KH/TU
cites 22-KH/HU -f jsonl
lookup PLAN -f jsonl
missing -f jsonl
show 22-KH/HU
show 22-KH/HU -f jsonl
show PLAN -f paths
explain "nghij quyeets" title:ke NOT xaa
facets -f tsv
events --years 70
units ban -f jsonl
timeline -f tsv
graph -f csv
graph -f graphml
graph 22-KH/HU
calendar --year 2024 -f ics
calendar --year 2024
similar 22-KH/HU -f jsonl
explain ke hoach number:12-CT/TU
complete issuer s
complete command c"""
UPKEEP = """status -f jsonl
failures
dump
verify
verify --fixity
extract PLAN
extract files/plan.docx
extract files/plan.zip
extract files/plan.pdf
extract files/vntime.pdf"""
CHANGES = """add -q docs
add -q -j 2 docs
update -q
remove -q PLAN
annotate PLAN title=x
compact
rebuild -q
restore dump.jsonl"""
FILES = "page.html vntime.rtf unicode.rtf plan.docx vntime.docx plan.odt plan.doc plan.eml plan.zip cp1258.txt " \
        "vntime.xlsx vntime.fodt attached.msg plan.txt.gz plan.docx.bz2 plan.docx.xz".split()


def commands(program, lines):
    return [[program] + shlex.split(line.replace("PLAN", PLAN)) for line in lines.split("\n")]


READING = commands(QUERY, QUESTIONS) + commands(INDEXER, UPKEEP) + [[reader, "files/" + f] for f in FILES]
WRITING = commands(INDEXER, CHANGES)
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


def called(command):
    return " ".join([os.path.basename(command[0])] + command[1:])


def fresh(source):
    shutil.rmtree(INDEX, ignore_errors=True)
    if os.path.isdir(os.path.join(work, source)):
        shutil.copytree(os.path.join(work, source), INDEX, symlinks=True)


def state():
    """What the index folder holds, byte by byte."""
    sum = hashlib.sha256()
    for dir, folders, files in os.walk(INDEX):
        folders.sort()
        for f in sorted(files):
            sum.update(os.path.relpath(os.path.join(dir, f), INDEX).encode() + b"\0")
            with open(os.path.join(dir, f), "rb") as b:
                sum.update(hashlib.sha256(b.read()).digest())
    return sum.digest()


def complain(command, fault, what):
    global wrong
    wrong += 1
    print("WRONG:", called(command), fault, "|", what)


def is_part(part, whole):
    """Every line of the part stands in the whole, an error record or a cut last line aside."""
    lines = set(whole.split(b"\n"))
    return all(l in lines or b'"type":"error"' in l for l in part.split(b"\n")[:-1])


def judge(command, fault, rc, out, err, usual):
    if command[0] == reader and b"Error in libarchive" in err:  # it exits; where readers run apart that is one file's failure
        return "libarchive gave up"
    if rc < 0 or rc >= 128:
        complain(command, fault, f"ended by signal {-rc if rc < 0 else rc - 128}: {err[-300:]!r}")
    elif rc == usual[0] and tidy(out) == usual[1]:
        return "as usual"
    elif rc not in (2, 3, 4, 5, 6, 75):
        complain(command, fault, f"status {rc} for {usual[0]}, {len(out)} for {len(usual[1])} bytes: {err[-300:]!r}")
    elif not re.search(rb": [^%\s]", err) and b'"type":"error"' not in out:
        complain(command, fault, f"status {rc} without a message")
    elif not is_part(tidy(out), usual[1]) and command[1] not in ("verify", "status"):
        complain(command, fault, f"status {rc} and other output: {out[:300]!r}")
    return f"status {rc}"


def after_writing(command, fault, good):
    """The index holds what it held, or what it was to hold, or (add) anything between."""
    if not os.path.exists(os.path.join(INDEX, "XAPIANDB")):
        if command[1] not in NEW:
            complain(command, fault, "the index is gone")
        return
    rc, out, err = run([INDEXER, "verify"])
    if rc:
        complain(command, fault, f"afterwards verify says {rc}: {(out + err)[-300:]!r}")
        return
    run([INDEXER, "retry", "-q"])  # a file that could not be read is kept as a failure
    if command[1] == "restore" and documents() == good:
        return
    again = [INDEXER, "update", "-q"] if command[1] == "rebuild" else command
    rc, out, err = run(again)
    if rc and not (command[1] == "remove" and b"not in the index" in out + err):
        complain(command, fault, f"afterwards the same again says {rc}: {err[-300:]!r}")
    elif documents() != good:
        complain(command, fault, "afterwards the same again gives another index")


def documents():
    return sorted(l for l in run([INDEXER, "dump"])[1].split(b"\n") if b'"type":"document"' in l)


def places(total, at_least):
    """Which of so many calls fail."""
    if runs is None:
        return list(range(1, min(total, EACH) + 1)) + list(range(EACH + 1, total + 1, max(1, (total - EACH) // (EACH // 2))))
    if total <= max(runs, at_least):
        return list(range(1, total + 1))
    first = min(total, max(3, runs // 4))
    return sorted(set(draw.sample(range(1, first + 1), k=runs // 4) + draw.sample(range(1, total + 1), k=runs - runs // 4)))


def faults(total, writes):
    for group, kinds in KINDS.items():
        for kind in kinds:
            alone = kind.endswith(("eintr", "short"))  # these may come once only
            # opening files: all of them, a table that fails was once taken for none
            for at in places(total[group], 14 if group == "open" and not writes else 0):
                if runs is None:
                    yield from [f"{kind}:{at}"] if alone else [f"{kind}:{at}", f"{kind}:{at}:on"]
                else:
                    yield f"{kind}:{at}" + (":on" if not alone and draw.random() < 0.3 else "")


def count_calls(command):
    counts = os.path.join(work, "counts")
    if os.path.exists(counts):
        os.unlink(counts)
    rc, out, err = run(command, count=counts)
    total = collections.Counter()
    with open(counts) as lines:
        for line in lines:
            name, n = line.split()
            total[name] = max(total[name], int(n))
    return (rc, tidy(out)), total


def sweep(command, source, writes):
    if only not in called(command):
        return 0
    fresh(source)
    before = state()
    usual, total = count_calls(command)
    if usual[0] > 1:
        complain(command, "none", f"status {usual[0]}")
    good = documents() if writes else None
    known = {before}  # states of the index that were looked at
    told = collections.Counter()
    for fault in faults(total, writes):
        if writes:
            fresh(source)
        told[judge(command, fault, *run(command, fault), usual)] += 1
        now = state() if writes else before
        if now not in known:
            known.add(now)
            after_writing(command, fault, good)
    if not writes and state() != before:
        complain(command, "all", "the index was changed")
    print(f"{sum(told.values()):6} faults in {sum(total.values()):6} calls of", called(command) + ":",
          ", ".join(f"{k} {v}" for k, v in sorted(told.items())))
    sys.stdout.flush()
    return sum(told.values())


def setup():
    os.mkdir(os.path.join(work, "docs"))
    plans = sorted(os.listdir(os.path.join(root, "corpus", "plans")))
    for p in plans[:8]:
        shutil.copy(os.path.join(root, "corpus", "plans", p), os.path.join(work, "docs"))
    make = lambda tool, *args: subprocess.run([sys.executable, os.path.join(root, "tests", tool), *args], cwd=work, check=True)
    make("formats.py", PLAN, "files")
    make("make_doc.py", PLAN, "files/plan.doc")
    make("make_pdf.py", PLAN, "files/plan.pdf")
    run([INDEXER, "-d", ".tracuu", "add", "-q", "docs"])
    with open(os.path.join(work, "questions.txt"), "w") as questions:
        questions.write(500 * " " + "\n12-CT/TU\n")
    with open(os.path.join(work, "dump.jsonl"), "wb") as dump:
        dump.write(run([INDEXER, "dump"])[1])
    os.rename(INDEX, os.path.join(work, "whole"))


try:
    setup()
    done = sum(sweep(c, "whole", False) for c in READING)
    done += sum(sweep(c, "none" if c[1] in NEW else "whole", True) for c in WRITING)
    print(f"{done} faults, {wrong} wrong")
finally:
    shutil.rmtree(work, ignore_errors=True)
sys.exit(1 if wrong else 0)
