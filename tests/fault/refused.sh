#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A document that the engine refuses, which drops all that was pending with it, costs that file only.
set -u
. "$(dirname "$0")/scratch.bash"

cat >refuse.cc <<'C'
#include <dlfcn.h>
#include <string>
#include <xapian.h>
Xapian::docid Xapian::WritableDatabase::replace_document(const std::string &term, const Xapian::Document &doc)
{
    typedef Xapian::docid (*real)(Xapian::WritableDatabase *, const std::string &, const Xapian::Document &);
    static real next = (real)dlsym(RTLD_NEXT, "_ZN6Xapian16WritableDatabase16replace_documentERKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEERKNS_8DocumentE");
    Xapian::TermIterator word = doc.termlist_begin();
    word.skip_to("refuses");
    if (word != doc.termlist_end() && *word == "refuses")
        throw Xapian::InvalidArgumentError("no such documents here");
    return next(this, term, doc);
}
C
${CXX:-g++} -shared -fPIC -o refuse.so refuse.cc -ldl 2>log || { cat log; echo "no compiler, or no headers of Xapian"; exit 80; }
"$bin/generate" -s 8 -o plans 30 >/dev/null 2>&1 || exit 1
echo 'Số 8-KH/TU the-engine-refuses-this' >plans/00000/00000015x.txt
cp plans/00000/00000015x.txt plans/copy.txt
sleep 0.1
for j in 0; do # workers write without the engine (store/glass.h)
    LD_PRELOAD=$tmp/refuse.so index by-$j add -q -j $j plans 2>log
    [ $? -eq 3 ] || say "-j $j: exit: $(cat log)"
    grep -q '00000015x.txt: ' log || say "-j $j: not named: $(cat log)"
    index by-$j verify -q || say "-j $j: verify"
    [ "$(index by-$j status -f jsonl | jq -c '[.documents, .failed]')" = "[$(($(find plans -type f | wc -l) - 2)),2]" ] ||
        say "-j $j: $(index by-$j status -f jsonl | jq -c '[.documents, .failed]')"
done
LD_PRELOAD=$tmp/refuse.so index by-0 update -q || say "update"
index by-0 dump >before
LD_PRELOAD=$tmp/refuse.so index by-0 rebuild -q 2>log
[ $? -eq 3 ] || say "rebuild: $(cat log)"
index by-0 dump | cmp - before || say "rebuild: the contents differ"
exit $failed
