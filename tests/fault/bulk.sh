#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Loading by workers gives what one process gives: with copies of files, with a worker that crashes,
# stopped by a signal, killed before and after parts are finished.
set -u
. "$(dirname "$0")/scratch.bash"
contents() { index "$1" dump; }
# documents stand in the order of their files, so that equal ranks come in it too
answers() { "$bin/tracuu" -d "$1" list -f jsonl -n 10000 2>&1; }
clean() { ls "$1" | grep -vxE 'XAPIANDB|db-[0-9]+|lock' && say "$2: something is left over"; }
same() { # index what
    index "$1" verify -q || say "$2: verify"
    contents "$1" | cmp - want || say "$2: the contents differ"
    clean "$1" "$2"
}

"$bin/generate" -s 7 -o plans 600 >/dev/null 2>&1 || exit 1
cp plans/00000/00000007.txt plans/a-copy.txt
cp plans/00000/00000007.txt plans/00000/z-copy.txt
head -c 3000 /dev/zero >plans/zeros.txt
index alone add -q -j 0 plans 2>log
[ $? -eq 3 ] || say "one process: $(cat log)"
contents alone >want
answers alone >answers

for j in 1 3; do
    index by-$j add -q -j $j plans 2>log
    [ $? -eq 3 ] || say "-j $j: $(cat log)"
    grep -q 'zeros.txt: unsupported' log || say "-j $j: the failure is not named"
    same by-$j "-j $j"
    answers by-$j | cmp - answers || say "-j $j: another order"
done

# enough for several chunks of two workers: the last one is cut where both end together
"$bin/generate" -s 9 -o more 900 >/dev/null 2>&1 || exit 1
for j in 1 2; do index more-$j add -q -j $j more 2>log || say "more, -j $j: $(cat log)"; done
contents more-1 >want-more
contents more-2 | cmp - want-more || say "more: the contents differ"
answers more-1 >answers-more
answers more-2 | cmp - answers-more || say "more: another order"

# added again, when it is there already: nothing is written, and the next load merges front to back
used() { echo "$1/$(cut -d ' ' -f 2 "$1/XAPIANDB")"; }
cp "$(used by-3)/iamglass" before
index by-3 add -q -j 2 plans 2>log
cmp before "$(used by-3)/iamglass" || say "again: the index has changed"

# known files, in any state, among new ones
index mixed add -q -j 0 plans/00000/00000003.txt plans/00000/00000007.txt plans/zeros.txt 2>log
cp -p plans/00000/00000003.txt keep && echo "đã sửa" >>plans/00000/00000003.txt
index mixed add -q -j 2 plans 2>log
cp -p keep plans/00000/00000003.txt
index mixed update -q 2>log
index mixed verify -q || say "mixed: verify"
[ "$(contents mixed | grep -c '"type":"document"')" -eq "$(grep -c '"type":"document"' want)" ] || say "mixed: documents"

# a worker that is killed costs at most the file it is at
"$bin/tracuu-index" -d crashed add -q -j 2 plans 2>log &
pid=$!
until child=$(pgrep -P $pid | head -1) && [ -n "$child" ]; do sleep 0.01; done
sleep 0.2
kill -SEGV "$child" 2>/dev/null
wait $pid
[ $? -eq 3 ] || say "crash: $(cat log)"
index crashed retry -q 2>log
same crashed crash

# whom a worker dies of, though files go to it by the portion, is told exactly, each time
cat >deadly.c <<'C'
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
size_t ZSTD_compress2(void *c, void *to, size_t room, const void *from, size_t len)
{
    static const char deadly[] = "the-worker-dies-of-this";
    if (memmem(from, len, deadly, sizeof deadly - 1))
        abort();
    return ((size_t(*)(void *, void *, size_t, const void *, size_t))dlsym(RTLD_NEXT, "ZSTD_compress2"))(c, to, room, from, len);
}
C
if ${CC:-gcc} -D_GNU_SOURCE -shared -fPIC -o deadly.so deadly.c -ldl 2>log; then
    mkdir bad && cp -r plans/00000 bad && sleep 0.1
    for n in 00000050a 00000250a 00000251a; do
        { cat plans/00000/00000050.txt && echo "the-worker-dies-of-this $n"; } >bad/00000/$n.txt
    done
    LD_PRELOAD=$tmp/deadly.so index blamed add -q -j 2 bad 2>log
    [ $? -eq 3 ] || say "blamed: $(cat log)"
    grep -o '[0-9a-z]*.txt: crash' log | sort | tr '\n' ' ' >blamed.log
    [ "$(cat blamed.log)" = '00000050a.txt: crash 00000250a.txt: crash 00000251a.txt: crash ' ] || say "blamed: $(cat log)"
    index blamed retry -q 2>>log || say "blamed: retry: $(cat log)"
    index innocent add -q -j 0 bad 2>>log || say "innocent: $(cat log)"
    index blamed dump | cmp - <(index innocent dump) || say "blamed: the contents differ"

    # those of many chunks, each of which is full with the last file, are counted once each
    for n in $(seq 101 160); do
        mkdir -p each/$n && truncate -s 1G each/$n/z.txt && echo "the-worker-dies-of-this $n" >each/$n/k.txt
        for i in a b c d e f g h i j; do echo "kế hoạch $n $i" >each/$n/$i.txt; done
    done
    LD_PRELOAD=$tmp/deadly.so index many add -q -j 2 each 2>log
    [ $? -eq 3 ] || say "many: $(tail -3 log)"
    [ "$(index many failures | grep -c 'k.txt.*crash')" -eq 60 ] || say "many: $(index many failures)"
    index many verify -q || say "many: verify"
fi

# killed while loading: nothing is lost but time; the workers go too
"$bin/tracuu-index" -d killed add -q -j 2 plans 2>log &
pid=$!
until child=$(pgrep -P $pid | head -1) && [ -n "$child" ]; do sleep 0.01; done
sleep 0.2
kill -9 $pid
wait $pid 2>/dev/null
sleep 0.2
grep -qsE '^State:[[:space:]]+[^ZX[:space:]]' "/proc/$child/status" && say "a worker outlives its parent"
index killed verify -q || say "killed: verify"
index killed update -q -j 2 2>log
same killed killed

# index: a load is killed when a part of it is finished, which is met at the first or second try
killed_with_a_part() {
    local try
    for try in 1 2 3 4 5; do
        rm -rf "$1"
        "$bin/tracuu-index" -d "$1" add -q -j 1 plans 2>log &
        pid=$!
        until ls "$1"/part-* >/dev/null 2>&1 || ! kill -0 $pid 2>/dev/null; do :; done
        kill -9 $pid 2>/dev/null
        wait $pid 2>/dev/null
        ls "$1"/part-* >/dev/null 2>&1 && return
    done
    say "$1: not killed with a part in $try tries"
    return 1
}

# the next writer merges it without reading a file again
if killed_with_a_part parted; then
    index parted verify -q || say "parted: verify before"
    chmod -R a-r plans && index parted compact || say "parted: merging"
    chmod -R a+r plans
    [ "$(contents parted | grep -c '"type":"document"')" -ge 200 ] || say "parted: the part is lost"
fi
index parted update -q 2>log
same parted parted

# the machine went down then: who knows what of it is on disk
if killed_with_a_part lost; then
    for part in lost/part-*; do
        mv "$part" "${part%-*}-$(printf %08x $((0x${part##*-} ^ 1)))"
    done
    index lost compact || say "lost: compact"
    ls lost/part-* >/dev/null 2>&1 && say "lost: the part is kept"
    [ "$(contents lost | grep -c '"type":"document"')" -eq 0 ] || say "lost: the part is taken in"
fi
index lost update -q 2>log
same lost lost

# stopped: what is done is merged
env --default-signal=INT "$bin/tracuu-index" -d stopped add -q -j 2 plans 2>log &
pid=$!
until ls stopped/chunk-* >/dev/null 2>&1; do sleep 0.01; done
sleep 0.02 # 600 plans take a quarter of a second; one that is stopped in its merge keeps its parts
kill -INT $pid
wait $pid
status=$?
[ $status -eq 130 ] || [ $status -eq 3 ] || say "stopped: exit $status: $(cat log)"
clean stopped stopped
index stopped update -q 2>log
same stopped stopped
exit $failed
