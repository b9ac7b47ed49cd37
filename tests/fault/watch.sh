#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# watch keeps the index in step: files come, change, move and go, in bursts, faster than the kernel can tell, beyond
# the number of folders that it watches, where it tells nothing, beside other writers, and through kill -9; each time
# the index comes to equal a fresh one. Prints how long the slowest new file took to be found.
set -u
. "$(dirname "$0")/scratch.bash"
export TRACUU_INDEX=$tmp/index
doc() { mkdir -p "$(dirname "$2")" && printf 'Số %s-KH/TU\nKế hoạch số %s\n' "$1" "$1" >"$2"; }
list() { "$bin/tracuu" list -f paths -n 0 2>/dev/null | sort; }
# seconds until the list is what the folders hold, of files that can be found; fails after WATCH_PATIENCE
in_step() {
    local start now
    start=$(date +%s%N)
    while ! diff <(find plans more -name '*.txt' 2>/dev/null | sort) <(list) >differs; do
        now=$(date +%s%N)
        [ $(((now - start) / 1000000000)) -lt "${WATCH_PATIENCE:-60}" ] || { say "$1: $(head -5 differs) $(tail -3 log)"; return 1; }
        sleep 0.05
    done
    took=$((($(date +%s%N) - start) / 1000000))
}
started() { # ARGUMENTS...: watch, when it says what it watches
    : >log
    env --default-signal=INT "$bin/tracuu-index" watch "$@" 2>>log &
    pid=$!
    until grep -qE 'watching|looking at' log; do kill -0 $pid || { say "watch ended: $(cat log)"; exit 1; }; sleep 0.02; done
}
ended() { # with this status
    kill "${2:--TERM}" $pid
    wait $pid 2>/dev/null
    local status=$?
    [ $status -eq "$1" ] || say "ended with $status, not $1: $(tail -3 log)"
    # no reader of files outlives it
    sleep 0.1
    pgrep -P $pid >/dev/null && say "a child of it lives on"
}

for i in 1 2 3; do doc $i plans/$i.txt; done
sleep 0.05
"$bin/tracuu-index" add -q plans 2>/dev/null || say add

# one by one
started -v
slowest=0
step() { in_step "$1" && [ $took -gt $slowest ] && slowest=$took; }
doc 4 plans/4.txt; step "a new file"
printf 'Số 40-KH/TU\nKế hoạch khác\n' >plans/4.txt
for _ in $(seq 100); do "$bin/tracuu" 40-KH/TU -f paths 2>/dev/null | grep -q plans/4.txt && break; sleep 0.05; done
"$bin/tracuu" 40-KH/TU -f paths 2>/dev/null | grep -q plans/4.txt || say "a changed file"
sleep 1
: >log; mv plans/1.txt plans/one.txt; step "a renamed file"
grep -q 'read ' log && say "a renamed file was read: $(cat log)"
rm plans/2.txt; step "a deleted file"
for i in $(seq 10 30); do doc $i aside/deep/er/$i.txt; done
mv aside plans/in; step "a folder moved in"
sleep 1
: >log; mv plans/in plans/out; step "a renamed folder"
grep -q 'read ' log && say "files of a renamed folder were read: $(tail -1 log)"
doc 31 plans/out/deep/er/31.txt; step "a new file in a renamed folder"
mv plans/out away; step "a folder moved away"
mkdir -p plans/a/b/c/d/e; doc 32 plans/a/b/c/d/e/32.txt; step "a file in new folders"
rm -r plans/a; step "a deleted folder"
echo "slowest: $slowest ms"

# a file that is being written is taken in once, whole
: >log
(for i in $(seq 30); do echo "Số 50-KH/TU Kế hoạch $i"; sleep 0.1; done) >plans/slow.txt
in_step "a slowly written file"
sleep 1
[ "$(grep -c 'plans/slow.txt' log)" -eq 1 ] || say "a slowly written file: $(cat log)"

# the lock is free while nothing happens, and another writer's work is waited for
"$bin/tracuu-index" update -q || say "update beside watch"
flock index/lock sleep 1 & doc 33 plans/33.txt; in_step "a file while another writes"; wait $!

# a burst
: >log
"$bin/generate" -s 3 -o burst "${WATCH_BURST:-2000}" >/dev/null 2>&1; rm -rf burst/truth
mv burst/*/ plans/ 2>/dev/null || mv burst plans/burst
in_step "a burst"
runs=$(grep -c '; read' log)
[ "$runs" -le 5 ] || say "a burst was taken in by $runs runs"

# the folder goes, as when its disk is not mounted, and comes back
"$bin/tracuu-index" status -f jsonl | grep -o '"documents":[0-9]*' >before
mv plans elsewhere; sleep 1.5
"$bin/tracuu-index" status -f jsonl | grep -o '"documents":[0-9]*' | cmp -s - before || say "the files of a folder that is gone were taken out"
grep -q 'plans: the folder is not there' log || say "nothing is said of a folder that is gone"
ended 143

# SIGINT; what has happened meanwhile is seen at the next start
mv elsewhere plans; doc 34 more/34.txt; rm plans/3.txt
"$bin/tracuu-index" add -q more 2>/dev/null

started -v
in_step "what happened before the start"
# more than the kernel keeps for one who does not listen
kill -STOP $pid
mkdir plans/flood
for i in $(seq 5); do (cd plans/flood && seq 4000 | xargs touch && seq 4000 | xargs rm); done
doc 35 plans/flood/35.txt; doc 36 plans/flood/new/36.txt; rm plans/33.txt
kill -CONT $pid
in_step "an overflow"
doc 37 plans/flood/new/37.txt; in_step "after an overflow"
# a folder that is added meanwhile is watched as well
ended 130 -INT
started --interval 0.5
doc 38 third/38.txt; "$bin/tracuu-index" add -q --lock-timeout 9 third 2>/dev/null
until grep -q 'watching third' log; do kill -0 $pid || exit 1; sleep 0.1; done
rm -r third; "$bin/tracuu-index" remove -q --lock-timeout 9 third
in_step "a folder that was removed"
# nor does a change that was waiting bring it back
ended 143
started --interval 0.5 --delay 1
doc 39 fourth/39.txt; "$bin/tracuu-index" add -q --lock-timeout 9 fourth 2>/dev/null
until grep -q 'watching fourth' log; do kill -0 $pid || exit 1; sleep 0.1; done
doc 40 fourth/40.txt; rm fourth/39.txt; sleep 0.2
"$bin/tracuu-index" remove -q --lock-timeout 9 fourth
sleep 3
"$bin/tracuu-index" dump | grep -q fourth && say "a removed folder came back: $("$bin/tracuu-index" dump | grep fourth)"
ended 143

# looking only
started --poll --interval 0.3
doc 60 plans/60.txt; in_step "looking: a new file"
mv plans/60.txt plans/sixty.txt; in_step "looking: a renamed file"
rm plans/sixty.txt; in_step "looking: a deleted file"
ended 143

# more folders than the system lets be watched
if unshare -Ur sh -c 'echo 3 >/proc/sys/user/max_inotify_watches' 2>/dev/null; then
    mkdir -p plans/many/{1,2,3,4,5,6}
    : >log
    unshare -Ur sh -c 'echo 3 >/proc/sys/user/max_inotify_watches && exec "$0" watch --interval 0.3' "$bin/tracuu-index" 2>>log &
    pid=$!
    until grep -qE 'looking at' log; do kill -0 $pid || { say "watch ended: $(cat log)"; exit 1; }; sleep 0.02; done
    grep -q max_user_watches log || say "the limit is not named: $(cat log)"
    doc 61 plans/many/6/61.txt; in_step "beyond the limit"
    ended 143
fi

# kill -9 at some moment, and again from there
for round in $(seq "${WATCH_KILLS:-3}"); do
    started
    for i in $(seq 200); do doc "$((round * 1000 + i))" plans/k$round/$i.txt; [ $((i % 50)) -eq 0 ] && mv plans/k$round/$i.txt plans/k$round/m$i.txt; done
    sleep "0.$((RANDOM % 9 + 1))"
    kill -9 $pid; wait $pid 2>/dev/null
done
started
in_step "after kills"
ended 143
"$bin/tracuu-index" verify -q --fixity || say verify
"$bin/tracuu-index" -d fresh add -q plans more 2>/dev/null
clean() { "$bin/tracuu-index" -d "$1" dump | sed -E 's/,"(mtime_ns|last_read|inode|ctime_ns)":[0-9]+//g' | sort; }
differs=$(diff <(clean index) <(clean fresh) | cut -c1-300 | head -6)
[ -z "$differs" ] || say "not as a fresh index: $differs"
exit $failed
