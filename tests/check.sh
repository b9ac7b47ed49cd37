#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every test, two at a time. Each job is one line of the plan below; a job prints TAP-like result
# lines ("ok NAME", "not ok NAME", "skip NAME: why") and anything else goes to its log.
# The last line is "N passed, N failed, N skipped".
#
#   tests/check.sh            everything
#   tests/check.sh unit cli   only these kinds of jobs
set -u
cd "$(dirname "$0")/.."
export TC_ROOT=$PWD TC_SHARED=${TC_SHARED:-$PWD/../shared}
export LC_ALL=C.UTF-8
unset TRACUU_INDEX XDG_DATA_HOME NO_COLOR
REL=${B:-build} SANITISED=${B:-build}/san CLANG=${B:-build}/clang
# Debian's own python3 first: it has cram, jsonschema and xapian
TOOLS=$(realpath -m "$REL/tools")
mkdir -p "$TOOLS" && ln -sf /usr/bin/python3 "$TOOLS/python3"
PATH=$TOOLS:$PATH
unset SAN DEBUG # make takes these from the environment
OUT=$REL/check
rm -rf "$OUT" && mkdir -p "$OUT"
export OUT REL SANITISED
# new_delete: Xapian's Database::check deletes tables through a base without a virtual destructor
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0:exitcode=99:new_delete_type_mismatch=0 UBSAN_OPTIONS=print_stacktrace=1
kinds=${*:-lint build lib unit valgrind cli docs fault fuzz eval bench}
wants() { case " $kinds " in *" $1 "*) return 0 ;; *) return 1 ;; esac; }

say() { printf '%s\n' "$*" >&2; }
report() { # status name [why]
    echo "$*" >>"$OUT/results"
    [ "$1" = ok ] || say "  $*"
}
: >"$OUT/results"

say "building (gcc; gcc with ASan and UBSan; clang)"
make -s -j2 B="$REL" all units benches >"$OUT/build-gcc.log" 2>&1 && report ok build-gcc || { report "not ok" build-gcc; tail -30 "$OUT/build-gcc.log" >&2; }
make -s -j2 B="$SANITISED" SAN=1 all units >"$OUT/build-san.log" 2>&1 && report ok build-san || { report "not ok" build-san; tail -30 "$OUT/build-san.log" >&2; }
if wants build; then
    make -s -j2 B="$CLANG" CC=clang CXX=clang++ all >"$OUT/build-clang.log" 2>&1 && report ok build-clang || { report "not ok" build-clang; tail -30 "$OUT/build-clang.log" >&2; }
fi

job() { # kind name command...: runs, turns the exit status into a result
    local kind=$1 name=$2 log start end
    shift 2
    log=$OUT/$kind-${name//\//_}.log
    start=$(date +%s)
    "$@" >"$log" 2>&1
    local rc=$?
    end=$(date +%s)
    case $rc in
    0) echo "ok $kind $name" ;;
    80) echo "skip $kind $name: $(tail -1 "$log")" ;;
    *) echo "not ok $kind $name (exit $rc, see $log)" ;;
    esac >>"$OUT/results"
    if [ $rc -ne 0 ] && [ $rc -ne 80 ]; then
        { echo "--- $kind $name: exit $rc"; tail -40 "$log"; } >&2
    fi
    echo "$((end - start)) $kind $name" >>"$OUT/times"
}
export -f job

cram_job() { # one transcript against the sanitised programs, in a folder of its own
    local dir
    dir=$(mktemp -d)
    # the transcript's own tracuu, tracuu-index and generate come first in PATH
    (cd "$dir" && env PATH="$(cd "$TC_ROOT" && realpath "$SANITISED")/bin:$PATH" TMPDIR="$dir" python3 -m cram --shell=/bin/bash "$1")
    local rc=$?
    rm -rf "$dir"
    return $rc
}
export -f cram_job

plan() {
    wants lint && echo "job lint lint bash tests/lint/lint.sh"
    wants lib && echo "job lib lib make -s B=$REL lib-check && job lib install bash tests/lint/install.sh"
    if wants unit; then
        for t in "$SANITISED"/unit/test_*; do
            [ -x "$t" ] && [ -f "$t" ] && case $t in *.o|*.d) ;; *) echo "job unit $(basename "$t") $t" ;; esac
        done
    fi
    if wants valgrind; then
        for t in "$REL"/unit/test_*; do
            [ -x "$t" ] && [ -f "$t" ] && echo "job valgrind $(basename "$t") env TC_SHORT=1 valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite --suppressions=tests/valgrind.supp $t"
        done
    fi
    wants cli && for t in tests/cli/*.t; do echo "job cli $(basename "$t" .t) cram_job $TC_ROOT/$t"; done
    if wants docs; then
        rm -rf "$OUT/examples" && python3 tests/docs/examples.py "$OUT/examples" >&2
        for t in "$OUT"/examples/*.t; do [ -f "$t" ] && echo "job docs $(basename "$t" .t) cram_job $TC_ROOT/$t"; done
    fi
    wants fault && for t in tests/fault/*.sh; do
        case $t in */soak.sh) ;; *) echo "job fault $(basename "$t" .sh) bash $t" ;; esac
    done
    if wants bench; then
        echo "job bench budget bash tests/bench/budget.sh"
        echo "job bench short env BENCH=short bash tests/bench/run.sh"
    fi
    wants fuzz && echo "job fuzz short make -s B=$REL fuzz FUZZ_SECONDS=6" # the seeds, and a minute of new inputs
    wants eval && echo "job eval eval env B=$REL bash tests/eval.sh --check"
}
say "running"
plan | xargs -P 2 -I{} bash -c '{}'

sort -rn "$OUT/times" 2>/dev/null | head -5 | sed 's/^/  slowest (s): /' >&2
grep -h '^skip' "$OUT/results" >&2
passed=$(grep -c '^ok' "$OUT/results")
failed=$(grep -c '^not ok' "$OUT/results")
skipped=$(grep -c '^skip' "$OUT/results")
grep '^not ok' "$OUT/results" >&2
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
