#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A tree that wants to do harm (tests/make_hostile.py): bombs, PDF files in circles, sparse and special files, loops of
# links, names that are no text, a file that is written to all the while, thousands of tiny files. The run finishes
# within its memory, nothing of it lives on, each bad file is named with a fitting reason, each good one is found.
# HOSTILE_TINY: how many tiny files.
set -u
. "$(dirname "$0")/scratch.bash"
tiny=${HOSTILE_TINY:-2000}
as() { "$@"; }
if [ "$(id -u)" -eq 0 ] && setpriv --reuid=65534 --regid=65534 --clear-groups "$bin/tracuu-index" --version >/dev/null 2>&1; then
    as() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; } # whom a file can be closed to
    chmod 777 "$tmp"
fi
python=$(PATH=/usr/bin:$PATH command -v python3)
as "$python" "$root/tests/make_hostile.py" in "$tiny" >list || exit 1
trap 'chmod -R u+rwX "$tmp" 2>/dev/null; rm -rf "$tmp"' EXIT
(while [ -d in ]; do echo 'Số 9-KH/TU' >>in/odd/growing.txt 2>/dev/null; sleep 0.001; done) &
writer=$!
cat >run.py <<'P'
# run.py LIMIT PROGRAM...: prints the most memory of one process in KB; all in a session of its own, of which nothing may be left
import os, resource, subprocess, sys, time
p = subprocess.Popen(sys.argv[2:], start_new_session=True, stderr=open("log", "w"))
try:
    status = p.wait(int(sys.argv[1]))
except subprocess.TimeoutExpired:
    os.killpg(p.pid, 9)
    status = -99
time.sleep(0.2)
left = subprocess.run(["pgrep", "-s", str(p.pid), "-a"], capture_output=True, text=True).stdout
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, left.replace("\n", "; "))
sys.exit(99 if status < 0 else status)
P
for j in 0 2; do
    as "$python" run.py "${HOSTILE_SECONDS:-900}" "$bin/tracuu-index" -d by-$j add -q -j $j --ocr off --max-memory 256M in >peak
    rc=$?
    [ $rc -eq 3 ] || say "-j $j: exit $rc: $(tail -3 log | cut -c1-200)"
    read -r kb left <peak
    [ "$kb" -lt 320000 ] || say "-j $j: it took $kb KB"
    [ -z "$left" ] || say "-j $j: this lives on: $left"
    as "$bin/tracuu-index" -d by-$j dump >dump-$j
    as "$bin/tracuu-index" -d by-$j failures -f jsonl >failures-$j
    "$python" - list dump-$j failures-$j <<'P' || say "-j $j"
import base64, collections, json, os, sys
def name(record):  # the bytes of a path
    return base64.b64decode(record["path_bytes"]) if "path_bytes" in record else record["path"].encode()
found = {name(r) for r in map(json.loads, open(sys.argv[2])) if r["type"] == "file" and r["sha256"]}
failed = collections.defaultdict(set)
for r in map(json.loads, open(sys.argv[3])):
    path = name(r)
    at = path.find(b".zip!/")
    failed[path if at < 0 else path[:at + 4]].add(r["reason"])  # of what is inside: of the archive
wrong = 0
def say(*what):
    global wrong
    wrong += 1
    if wrong < 20:
        print(*what)
known = set()
for line in open(sys.argv[1]):
    kind, path, *reasons = line.split()
    path = os.fsencode(json.loads(path))
    known.add(path)
    if kind == "good" and (path not in found or path in failed):
        say("not found:", path, failed.get(path))
    if kind == "bad" and path in found:
        say("taken in:", path)
    if kind == "bad" and reasons != ["-"] and not failed[path]:
        say("nothing is said of", path[:100])
    if kind == "bad" and not failed[path] <= set(reasons) - {"-"}:
        say("another reason:", path[:100], failed[path], "not", reasons)
for path in failed:
    if path not in known and path != b"in/odd/growing.txt":
        say("a good file failed:", path[:100], failed[path])
if failed[b"in/odd/growing.txt"] - {"changed"}:
    say("growing.txt:", failed[b"in/odd/growing.txt"])
sys.exit(wrong > 0)
P
    as "$bin/tracuu-index" -d by-$j verify -q || say "-j $j: verify"
    echo "-j $j: $(grep -c ^good list) good and $(grep -c ^bad list) bad files, at most $kb KB; $(wc -l <failures-$j) failures: $(
        grep -o '"reason":"[a-z-]*"' failures-$j | sort | uniq -c | sort -rn | sed 's/"reason"://; s/"//g' | tr -s ' \n' ' ')"
done
kill $writer
exit $failed
