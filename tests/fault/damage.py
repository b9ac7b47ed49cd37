#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Damages an index, file by file, and asks it.

    damage.py BIN RUNS [SEED]

Each file of the index is cut short, has bits flipped, is emptied, zeroed in a block, taken away or exchanged for
another, RUNS times in all. Then no program ends by a signal or hangs, what fails says why, an answer that is not the
usual one is known to verify (6), and rebuild brings the usual answers back, as the files are still there; where the
database is beyond reading it says so and names the way out. Prints a table; exit 1 when something was wrong."""
import collections, os, random, re, shutil, subprocess, sys, tempfile, time

bin_dir, runs = os.path.abspath(sys.argv[1]), int(sys.argv[2])
draw = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
root = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
work = tempfile.mkdtemp()
INDEX = os.path.join(work, ".tracuu")
ASKED = [["tracuu", "chuyen", "doi", "so", "-f", "jsonl"], ["tracuu", "cited-by", "12-CT/TU", "-f", "jsonl"],
         ["tracuu", "facets", "-f", "tsv"], ["tracuu", "list", "-f", "jsonl"], ["tracuu", "events", "-f", "jsonl", "-n", "0"],
         ["tracuu-index", "dump"]]
wrong = 0
told = collections.Counter()


def run(command):
    env = {"PATH": os.environ["PATH"], "HOME": work, "LC_ALL": "C.UTF-8"}
    try:
        p = subprocess.run([os.path.join(bin_dir, command[0])] + command[1:], cwd=work, env=env, capture_output=True, timeout=60)
    except subprocess.TimeoutExpired:
        return -99, b"", b"hangs"
    return p.returncode, re.sub(rb'"(last_read|index_bytes|elapsed_ms|mtime_ns)":\d+', b"", p.stdout), p.stderr


def cut(f, size):
    os.truncate(f, draw.choice([0, 1, draw.randrange(size), size // 2, size - 1, size // 8192 * 4096]))


def flip(f, size):
    with open(f, "r+b") as b:
        for _ in range(draw.choice([1, 1, 1, 2, 8, 64])):
            at = draw.randrange(size)
            b.seek(at)
            c = b.read(1)[0]
            b.seek(at)
            b.write(bytes([c ^ 1 << draw.randrange(8)]))


def blank(f, size):
    with open(f, "r+b") as b:
        b.seek(draw.randrange(size) // 8192 * 8192)
        b.write(draw.choice([b"\0", b"\xff"]) * min(8192, size - b.tell()))


def away(f, size):
    os.unlink(f)


def exchange(f, size):
    other = draw.choice([g for g in files() if g != f])
    shutil.copyfile(other, f)


def files():
    return sorted(os.path.join(d, f) for d, _, fs in os.walk(INDEX) for f in fs if os.path.getsize(os.path.join(d, f)))


def complain(how, what):
    global wrong
    wrong += 1
    print("WRONG:", how, "|", what)
    sys.stdout.flush()


def without_roots(out):
    return b"".join(line for line in out.splitlines(True) if b'"type":"root"' not in line)


def ask(how, but_roots=False):
    """Are all answers the usual ones?"""
    same = True
    for command, usual in zip(ASKED, USUAL):
        rc, out, err = run(command)
        if but_roots:
            out, usual = without_roots(out), (usual[0], without_roots(usual[1]))
        if rc < 0 or rc >= 128:
            complain(how, f"{command[:2]}: signal or hang {rc}: {err[-200:]!r}")
        elif rc not in (0, 1, 2, 3, 4, 5, 6, 75):
            complain(how, f"{command[:2]}: status {rc}")
        elif rc > 1 and not err.strip():
            complain(how, f"{command[:2]}: status {rc} without a message")
        same = same and (rc, out) == usual
    return same


def one():
    shutil.rmtree(INDEX, ignore_errors=True)
    shutil.copytree(os.path.join(work, "whole"), INDEX)
    target = draw.choice(files())
    size, act = os.path.getsize(target), draw.choice([cut, flip, flip, flip, blank, away, exchange])
    act(target, size)
    how = f"{act.__name__} {os.path.basename(target)}"
    same = ask(how)
    rc, out, err = run(["tracuu-index", "verify"])
    if rc < 0 or rc >= 128:
        complain(how, f"verify: signal or hang {rc}: {err[-200:]!r}")
    if not same and rc == 0:
        complain(how, "other answers, and verify finds nothing")
    verified = rc
    rc, out, err = run(["tracuu-index", "rebuild", "-q"])
    if rc < 0 or rc >= 128:
        complain(how, f"rebuild: signal or hang {rc}: {err[-200:]!r}")
    elif rc in (0, 3):
        # which folders were added stands once: when that is lost, rebuild says so (3)
        if not ask(how + ", rebuilt", rc == 3 and b": damaged: " in err):
            complain(how, f"after rebuild (verify had said {verified}) other answers")
        told[f"{act.__name__:9} noticed and rebuilt" if not same or verified else f"{act.__name__:9} without effect"] += 1
    elif not err.strip():
        complain(how, f"rebuild: status {rc} without a message")
    else:
        told[f"{act.__name__:9} beyond reading (status {rc})"] += 1


try:
    os.mkdir(os.path.join(work, "docs"))
    for p in sorted(os.listdir(os.path.join(root, "corpus", "plans")))[:12]:
        shutil.copy(os.path.join(root, "corpus", "plans", p), os.path.join(work, "docs"))
    time.sleep(0.1)  # a file as young as the clock's tick is kept without its stamp, to be looked at again
    run(["tracuu-index", "-d", ".tracuu", "add", "-q", "docs"])
    USUAL = [run(c)[:2] for c in ASKED]
    os.rename(INDEX, os.path.join(work, "whole"))
    for _ in range(runs):
        one()
    for k, v in sorted(told.items()):
        print(f"{v:6}  {k}")
    print(f"{runs} damaged indexes, {wrong} wrong")
finally:
    shutil.rmtree(work, ignore_errors=True)
sys.exit(1 if wrong else 0)
