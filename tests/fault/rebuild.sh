#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# rebuild keeps what it cannot read anew, and is the way out of an index whose tables are damaged:
# what can be read is in the new one, what cannot be carried over is named, exit 3.
set -u
. "$(dirname "$0")/scratch.bash"
trap 'chmod -R u+rwx "$tmp"; rm -rf "$tmp"' EXIT
documents() { index "$1" dump | grep '"type":"document"' | sort; }
database() { echo "$1/$(sed 's/auto //' "$1/XAPIANDB")"; }

# this process's memory gives EIO to whoever reads it, as a bad disk does
"$bin/generate" -s 3 -o plans 60 >/dev/null 2>&1 || exit 1
cp plans/00000/00000001.txt one.txt && ln -s ../one.txt plans/linked.txt
sleep 0.1
index whole add -q -L plans 2>log || say "add: $(cat log)"
documents whole >want
ln -sfn /proc/self/mem plans/linked.txt
index whole rebuild -q 2>log
[ $? -eq 3 ] || say "unreadable: exit"
grep -q 'linked.txt: unreadable' log || say "unreadable: not named: $(cat log)"
documents whole | cmp - want || say "unreadable: its document is lost"
index whole verify -q || say "unreadable: verify"
ln -sfn ../one.txt plans/linked.txt && index whole retry -q || say "retry"
[ -z "$(index whole failures)" ] || say "readable again, and still a failure"

# what is in an archive stays while the archive cannot be read
mkdir zip && cp plans/00000/0000000[34].txt zip && (cd zip && python3 -m zipfile -c ../in.zip ./*.txt)
ln -s in.zip link.zip && sleep 0.1
index packed add -q link.zip 2>log || say "add an archive: $(cat log)"
documents packed >want-packed && [ "$(wc -l <want-packed)" -eq 2 ] || say "an archive: $(wc -l <want-packed) documents"
ln -sfn /proc/self/mem link.zip
index packed rebuild -q 2>log
[ $? -eq 3 ] || say "an archive: exit"
documents packed | cmp - want-packed || say "an archive that cannot be read loses what is in it"
index packed verify -q || say "an archive: verify"

# a content that is the old one and cannot be analysed now
index whole rebuild -q --max-memory 100K 2>log
[ $? -eq 3 ] || say "no memory: exit"
[ "$(index whole failures --reason memory | wc -l)" -ge 60 ] || say "no memory: not told: $(head -3 log)"

# every table damaged, in turn; the files are there, but for one
rm -rf whole && index whole add -q -L plans 2>log
index whole annotate -q plans/00000/00000002.txt title="by hand"
gone=plans/00000/00000005.txt
mv $gone away.txt
for table in postlist docdata termlist; do
    rm -rf hurt && cp -r whole hurt
    db=$(database hurt)
    size=$(stat -c %s "$db/$table.glass")
    for at in 1 3 5; do # some blocks, not the first: that one says how to read the rest
        dd if=/dev/urandom of="$db/$table.glass" bs=8192 seek=$at count=1 conv=notrunc status=none
    done
    index hurt verify -q >/dev/null 2>&1 && [ "$size" -gt 16384 ] && say "$table: the damage is not seen"
    index hurt rebuild -q 2>log
    status=$?
    [ $status -eq 3 ] || [ $status -eq 0 ] || say "$table: exit $status: $(cat log)"
    index hurt verify -q || say "$table: verify"
    [ "$(documents hurt | wc -l)" -ge $(($(wc -l <want) - 1)) ] || say "$table: documents are lost: $(documents hurt | wc -l)"
    ! grep -q "$gone: damaged" log || ls hurt/damaged-*/docdata.glass >/dev/null || say "$table: the old database is thrown away"
    index hurt dump | grep -q "$gone" || grep -q damaged log || say "$table: $gone has gone without a word"
done
mv away.txt $gone

# a database that cannot be opened at all is left for others to look at
rm -rf hurt && cp -r whole hurt && : >"$(database hurt)/iamglass"
index hurt rebuild -q 2>log && say "not opened: exit 0"
grep -q 'as it was\|cannot\|EOF' log || say "not opened: not told: $(cat log)"
[ -d "$(database hurt)" ] || say "not opened: thrown away"
exit $failed
