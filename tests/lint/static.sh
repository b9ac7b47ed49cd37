#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# make static: cppcheck, clang-tidy (.clang-tidy) and gcc -fanalyzer, each to be silent. Takes minutes.
#   static.sh [FILE...]    all of them, or these only
set -u
cd "$(dirname "$0")/../.."
bad=0
if [ $# -gt 0 ]; then files=("$@"); else mapfile -t files < <(ls base/*.c text/*.c plan/*.c store/*.c extract/*.c indexer/*.c query/*.c lib/*.c store/*.cc); fi
flags="-I. -D_GNU_SOURCE -DTC_VERSION=\"\" $(pkg-config --cflags icu-uc xapian-core libdeflate libzstd nettle uuid libarchive expat libseccomp 2>/dev/null)"
each() { printf '%s\n' "${files[@]}" | grep -E "$1"; }
quiet() { # name, output
    [ -z "$2" ] && { echo "$1: clean"; return; }
    echo "$1:"
    echo "$2"
    bad=1
}
quiet cppcheck "$(cppcheck --enable=warning,performance,portability --inline-suppr --quiet -D_GNU_SOURCE -I. \
    --suppressions-list=tests/lint/cppcheck.txt --suppress=unmatchedSuppression "${files[@]}" 2>&1)"
# shellcheck disable=SC2086
quiet clang-tidy "$(each '\.c$' | xargs -r -P2 -n1 -I{} clang-tidy --quiet {} -- -std=c11 $flags 2>/dev/null
    each '\.cc$' | xargs -r -I{} clang-tidy --quiet {} -- -std=c++17 $flags 2>/dev/null)"
# as for clang-tidy: what is not TC_OK ends the function, and a span with a length has bytes
off="-Wno-analyzer-null-dereference -Wno-analyzer-use-of-uninitialized-value -Wno-analyzer-possible-null-dereference"
# setjmp: the analyser takes both ways out of TC_ARENA_CATCH for leaks of what the caller frees
off="$off -Wno-analyzer-malloc-leak -Wno-analyzer-file-leak"
# shellcheck disable=SC2086
quiet fanalyzer "$(each '\.c$' | xargs -r -P2 -I{} gcc -std=c11 $flags -O1 -fanalyzer $off -c {} -o /dev/null 2>&1)"
exit $bad
