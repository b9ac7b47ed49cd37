#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tour of every command in two languages, in a folder of its own.

    languages.py TREE PO     TREE has corpus/plans; PO is the Vietnamese catalogue

In Vietnamese no English message is left, in English no Vietnamese one, and what is written for programs
is the same bytes in both. Prints what is wrong, then "N commands"."""
import os, re, subprocess, sys, unicodedata

tree, po = sys.argv[1:3]
wrong = 0


def say(*what):
    global wrong
    wrong += 1
    print(*what)


def run(command, locale):
    env = {k: v for k, v in os.environ.items() if not k.startswith("LC_") and k not in ("LANG", "LANGUAGE")}
    env.update(LC_ALL=locale)
    p = subprocess.run(["sh", "-c", command], env=env, capture_output=True, timeout=120)
    return p.returncode, p.stdout.decode("utf-8", "replace"), p.stderr.decode("utf-8", "replace")


def catalogue(path):
    text = open(path, encoding="utf-8").read()
    piece = r'((?:"(?:[^"\\]|\\.)*"\n)+)'
    for m in re.finditer(r"^msgid " + piece + r"msgstr " + piece, text + "\n", re.M):
        yield tuple("".join(re.findall(r'"((?:[^"\\]|\\.)*)"', g)).replace("\\n", "\n").replace('\\"', '"')
                    for g in m.groups())


def phrases(message):
    """The parts of a format that say something: three words or more."""
    for part in re.split(r"%<\w+>|%[-+.*0-9]*(?:ll|z)?[a-zA-Z]|\n", message):
        part = part.strip(" :;,.()\"")
        if len(part.split()) >= 3:
            yield part


pairs = [(e, v) for e, v in catalogue(po) if e]
english = {p for e, v in pairs for p in phrases(e) if p not in v}
WORDS = re.compile(r"(?<![\w./-])(the|of|are|is|not|takes|cannot|and|has|which|that|was|what|there|usage|documents?)(?![\w./-])", re.I)


def vietnamese(line):
    return any(c in "đĐ" or unicodedata.combining(d) for c in line for d in unicodedata.normalize("NFD", c))


COMMANDS = "search cited-by cites events units facets list show explain lookup missing graph calendar timeline similar complete help".split()
KEEPING = "add update watch remove annotate status failures retry extract verify rebuild compact dump restore shard doctor".split()

# What only talks to people: in English it has no Vietnamese letter.
TALK = ["tracuu --help", "tracuu help nothing", "tracuu-index --help", "tracuu-index", "tracuu-index nothing", "tracuu",
        "tracuu -x", "tracuu --nothing x", "tracuu list --limit many", "tracuu list --limit", "tracuu list --color x",
        "tracuu list -f x", "tracuu list --sort x", "tracuu list --fields x", "tracuu list --by x", "tracuu list -f ics",
        "tracuu '(a'", "tracuu 'a)'", "tracuu '\"a'", "tracuu 'a* OR'", "tracuu 'OR a'", "tracuu '()'", "tracuu 'type:'",
        "tracuu 'nothing:a'", "tracuu 'date:x'", "tracuu 'number:x'", "tracuu 'date:..'", "tracuu 'year:x'", "tracuu 'a NEAR/0 b'",
        "tracuu cited-by", "tracuu cites", "tracuu units", "tracuu show", "tracuu similar", "tracuu explain", "tracuu complete a b c d",
        "tracuu cites nothing-here", "tracuu cites 31-KH/TU --relation x", "tracuu events --kind x", "tracuu events --on x",
        "tracuu events --year x", "tracuu units --role x", "tracuu facets --by x", "tracuu timeline --by x", "tracuu missing x", "tracuu list x",
        "tracuu calendar x", "tracuu calendar --year x", "tracuu graph --direction up 1-KH/TU", "tracuu graph --relation x",
        "tracuu graph --offset 1", "tracuu graph --depth 2", "tracuu lookup nothing.txt", "tracuu lookup corpus", "tracuu -d nothing list",
        "tracuu -d corpus list", "tracuu --queries nothing.txt", "tracuu --format-version 9 list", "TRACUU_INDEX=nothing tracuu list",
        "(cd / && unset TRACUU_INDEX && HOME=/nothing XDG_DATA_HOME= tracuu list)",
        "tracuu -d small graph -n 1 -q", "tracuu list > /dev/full",
        "tracuu-index --nothing", "tracuu-index add", "tracuu-index add nothing", "tracuu-index add --lock-timeout x a", "tracuu-index add --exclude",
        "tracuu-index add --jobs x a", "tracuu-index -d corpus add corpus", "tracuu-index -d nothing status", "tracuu-index -d nothing verify",
        "tracuu-index -d nothing update", "tracuu-index remove", "tracuu-index remove nothing", "tracuu-index update x", "tracuu-index rebuild x", "tracuu-index retry x",
        "tracuu-index failures --reason x", "tracuu-index failures -f x", "tracuu-index annotate", "tracuu-index annotate nothing type=KH",
        "tracuu-index annotate bad/empty.txt type=KH", "tracuu-index extract", "tracuu-index extract --json --text x", "tracuu-index extract bad/binary.bin",
        "tracuu-index extract --max-file-size x a", "tracuu-index extract --charset x bad/empty.txt",
        "rm -rf t && tracuu-index -d t add bad", "tracuu-index -d t update -v", "tracuu-index -d t retry", "tracuu-index -d t failures",
        "tracuu-index -d t verify", "tracuu-index -d t compact", "tracuu-index -d t rebuild", "rm -rf t",
        "tracuu-index status > /dev/full", "tracuu-index -d bad add bad", "timeout 1 tracuu-index -d t watch bad", "timeout 1 tracuu-index -d gone watch", "tracuu-index -d small watch --delay x", "timeout 1 tracuu-index -d small watch --poll", "tracuu-index restore", "tracuu-index -d small restore nothing", "tracuu-index -d new restore bad/binary.bin", "tracuu-index shard -n 1", "tracuu-index -d new shard bad", "rm -rf small.*; tracuu-index -d small shard -n 2; tracuu-index -d small shard -n 2", "tracuu-index doctor"]
TALK += [f"tracuu {c} --help" for c in COMMANDS] + [f"tracuu-index {c} --help" for c in KEEPING]

# What shows documents: its own words are of the reader's language, the documents' are theirs.
SHOW = ["tracuu chuyen doi so -n 3", "tracuu --summary chuyen doi so -n 3", "tracuu 'chuyen doi so qqqq'", "tracuu --exact-diacritics ke -n 1",
        "tracuu 'nghị quyết đ' -n 1", "tracuu 05-CT/TW", "tracuu cited-by 31-KH/TU", "tracuu cites 22-KH/HU", "tracuu events --years 70", "tracuu units 'ban tuyen giao' -n 2", "tracuu facets", "tracuu timeline", "tracuu list -n 3",
        "tracuu show 22-KH/HU", "tracuu show 31-KH/TU", "tracuu explain 'ke hoach \"xay dung\" so*'", "tracuu explain 05-CT/TW", "tracuu lookup corpus/plans/06*.txt", "tracuu missing -n 3",
        "tracuu graph 22-KH/HU -f text", "tracuu calendar --year 2024", "tracuu similar 22-KH/HU -n 2", "tracuu-index status"]

SAME = ["tracuu chuyen doi so -f jsonl", "tracuu chuyen doi so -f csv", "tracuu cited-by 05-CT/TW -f jsonl", "tracuu cites 22-KH/HU -f tsv",
        "tracuu events -f jsonl", "tracuu units --role assigned -f csv", "tracuu facets -f jsonl", "tracuu list -f paths", "tracuu show 22-KH/HU -f jsonl",
        "tracuu lookup corpus/plans/06*.txt -f jsonl", "tracuu missing -f csv", "tracuu graph", "tracuu graph -f graphml", "tracuu graph -f jsonl",
        "tracuu calendar --year 2024 -f ics | grep -v DTSTAMP", "tracuu timeline -f tsv", "tracuu similar 22-KH/HU -f jsonl", "tracuu-index status -f jsonl",
        "tracuu-index dump", "tracuu-index extract corpus/plans/0*.txt", "tracuu-index -d bad/.i failures -f jsonl", "tracuu-index -d gone verify --fixity -f jsonl"]


def setup():
    os.makedirs("bad", exist_ok=True)
    os.symlink(os.path.join(tree, "corpus"), "corpus")
    open("bad/empty.txt", "w").close()
    open("bad/binary.bin", "wb").write(b"\x7fELF" + bytes(range(256)) * 40)
    open("bad/utf16.txt", "wb").write(b"\xff\xfea\x00\x00")
    run("tracuu-index add -q corpus/plans; tracuu-index -d small add -q corpus/plans/0*; tracuu-index -d bad/.i add bad; rm bad/utf16.txt; "
        "mkdir go; cp corpus/plans/01* go; tracuu-index -d gone add -q go; rm -r go", "C.UTF-8")


setup()
for program, toured in ("tracuu", COMMANDS), ("tracuu-index", KEEPING):
    listed = re.findall(r"^  ([a-z-]+) ", run(program + " --help", "C.UTF-8")[1], re.M)
    if sorted(listed) != sorted(toured):
        say("not toured, or not there:", program, *sorted(set(listed) ^ set(toured)))
VI = "vi_VN.UTF-8"
for command in TALK + SHOW:
    (rc, out, err), (rc_vi, out_vi, err_vi) = run(command, "C.UTF-8"), run(command, VI)
    if rc != rc_vi:
        say("exit statuses differ:", command, rc, rc_vi)
    talk, talk_vi = (out + err, out_vi + err_vi) if command in TALK else (err, err_vi)
    for line in talk.split("\n"):
        if vietnamese(line) and not line.startswith("  "):  # documents are named with two blanks before
            say("Vietnamese in English:", command, "|", line)
    for p in english:
        if p in out_vi + err_vi:
            say("English in Vietnamese:", command, "|", p)
    for line in talk_vi.split("\n"):
        if WORDS.search(re.sub(r"\b(OR|NOT|AND|NEAR)\b", "", line)):
            say("English words in Vietnamese:", command, "|", line)
    if talk.strip() and talk == talk_vi and re.search(r"[a-z]{3} [a-z]{2}", talk):
        say("the same in both:", command, "|", talk[:100])
for command in SAME:
    a, b = run(command, "C.UTF-8"), run(command, VI)
    strip = lambda s: re.sub(r'"(elapsed_ms|index_bytes)":\d+', "", s)
    if not a[1] or strip(a[1]) != strip(b[1]) or a[0] != b[0]:
        say("records differ:", command, a[0], b[0], a[1][:80])
print(len(TALK) + len(SHOW) + len(SAME), "commands;", wrong, "wrong")
