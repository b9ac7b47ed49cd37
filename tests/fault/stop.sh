#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Ctrl-C while a command is in one long step: compact ends at once, anything else at the second; the
# index is as it was.
set -u
. "$(dirname "$0")/scratch.bash"
index() { "$bin/tracuu-index" -d index "$@"; }

# writes into a database that is being made take a second each: compaction lasts
cat >slow.c <<'C'
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
static void slow(int fd)
{
    char link[64], path[512] = "";
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    if (readlink(link, path, sizeof path - 1) > 0 && strstr(path, "/db-2/"))
        sleep(1);
}
ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at)
{
    slow(fd);
    return syscall(SYS_pwrite64, fd, bytes, n, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t n, off_t at)
{
    return pwrite(fd, bytes, n, at);
}
size_t fwrite(const void *bytes, size_t size, size_t n, FILE *f)
{
    slow(fileno(f));
    return fwrite_unlocked(bytes, size, n, f);
}
C
${CC:-gcc} -D_GNU_SOURCE -shared -fPIC -o slow.so slow.c || { echo "no compiler"; exit 80; }
"$bin/generate" -s 4 -o plans 30 >/dev/null 2>&1 || exit 1
sleep 0.1
index add -q plans 2>/dev/null || say "add"
index dump >want

LD_PRELOAD=$tmp/slow.so env --default-signal=INT "$bin/tracuu-index" -d index compact 2>log &
pid=$!
while kill -0 $pid 2>/dev/null && [ ! -d index/db-2 ]; do sleep 0.01; done
sleep 0.3
kill -0 $pid || say "compact was done before it could be stopped"
start=$(date +%s%N)
kill -INT $pid
wait $pid
[ $? -eq 130 ] || say "compact: $(cat log)"
[ $((($(date +%s%N) - start) / 1000000)) -lt 900 ] || say "compact took its time"
grep -q 'stopped; the index is as it was' log || say "compact says: $(cat log)"
ls index | grep -vxE 'XAPIANDB|db-1|lock' && say "compact leaves something"
index dump | cmp - want || say "compact: the contents differ"

# a text that takes seconds; the lock is free again, and nothing is half done
yes 'Thực hiện Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị.' | head -c 30000000 >long.txt
env --default-signal=INT "$bin/tracuu-index" -d index add -q -j 0 long.txt 2>log &
pid=$!
until grep -qa long.txt index/lock; do kill -0 $pid 2>/dev/null || break; sleep 0.01; done
sleep 0.2
kill -INT $pid
sleep 0.1
start=$(date +%s%N)
kill -INT $pid 2>/dev/null
wait $pid
status=$?
[ $status -eq 130 ] || say "second Ctrl-C: exit $status"
[ $((($(date +%s%N) - start) / 1000000)) -lt 900 ] || say "the second Ctrl-C is not heard at once"
index verify -q || say "verify"
index compact || say "the lock is held on"
index update -q -j 0 --max-memory 4G || say "update does not go on"
index dump | grep -q '"paths":\["long.txt"\]' || say "long.txt is not in"

# a service is stopped by a signal to all of its processes: no file is to blame, and update goes on
mkdir many
for i in $(seq 20); do (echo "Kế hoạch $i"; head -c 1100000 long.txt) >many/$i.txt; done
for wait in 0.15 0.3 0.6; do
    rm -rf stopped
    setsid "$bin/tracuu-index" -d stopped add -q -j 2 many 2>log &
    pid=$!
    sleep $wait
    kill -TERM -- -$pid
    wait $pid
    "$bin/tracuu-index" -d stopped failures 2>/dev/null | grep -q . && say "SIGTERM to all after $wait s: $("$bin/tracuu-index" -d stopped failures)"
    "$bin/tracuu-index" -d stopped update -q 2>log || say "update after SIGTERM: $(cat log)"
    [ "$("$bin/tracuu-index" -d stopped dump | grep -c '"type":"document"')" -eq 20 ] || say "after SIGTERM at $wait s update has not all"
done

# what was asked for is written down before it is read: whatever ends a small load, update goes on
mkdir few; cp many/[1-8].txt few
"$bin/tracuu-index" -d cut add -q -j 0 few 2>log &
pid=$!
until "$bin/tracuu-index" -d cut status 2>/dev/null | grep -q few; do kill -0 $pid 2>/dev/null || break; sleep 0.01; done
kill -KILL $pid 2>/dev/null || say "a load is written down only when it is over"
wait $pid 2>/dev/null
"$bin/tracuu-index" -d cut update -q 2>log || say "update after SIGKILL: $(cat log)"
[ "$("$bin/tracuu-index" -d cut dump | grep -c '"type":"document"')" -eq 8 ] || say "after SIGKILL update has not all"
exit $failed
