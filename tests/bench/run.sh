#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Speed, memory and size, as ratios against peers in one run; writes docs/benchmarks.md.
#
#   BENCH=short    500 plans, no peers, nothing written: shows that all of it works
#   BENCH=large    1,000,000 plans too (some hours, some 60 GB of TMPDIR)
# For trials:
#   BENCH_SIZES="2000"          numbers of generated plans     BENCH_PARTS="index add floor truth extract query size formats"
#   BENCH_PEERS="omindex none"  peers by command               BENCH_ROUNDS=1, BENCH_QUESTIONS=20
#   BENCH_PEER_SECONDS=3600     a peer that would take longer at a size is left out of it
#   BENCH_DOC=FILE              instead of docs/benchmarks.md
# The part "formats" is written to docs/formats.md: what is found of one plan in all formats.
set -euo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
unset TRACUU_INDEX XDG_DATA_HOME
mode=${BENCH:-full}
doc=${BENCH_DOC:-docs/benchmarks.md} formats_doc=${BENCH_DOC:-docs/formats.md}
gazette=${TC_SHARED:-../shared}/data/congbao/txt
parts=${BENCH_PARTS:-index add floor truth extract query size formats}
BENCH_BIN=${REL:-${B:-build}}/bin
BENCH_WORK=$(mktemp -d)
export BENCH_BIN BENCH_WORK
trap 'rm -rf "$BENCH_WORK"' EXIT
python=/usr/bin/python3 # Debian's: python3-xapian is a module of this one
[ -x "$python" ] || python=python3
wants() { case " $parts " in *" $1 "*) return 0 ;; *) return 1 ;; esac; }

case $mode in
short)
    sizes=${BENCH_SIZES:-500} doc=${BENCH_DOC:-/dev/null}
    export BENCH_ROUNDS=${BENCH_ROUNDS:-1} BENCH_QUESTIONS=${BENCH_QUESTIONS:-5} BENCH_PEERS=${BENCH_PEERS:-none}
    parts=${BENCH_PARTS:-index add floor truth query formats} formats_doc=/dev/null
    ;;
full) sizes=${BENCH_SIZES:-20000 100000} ;;
large) sizes=${BENCH_SIZES:-20000 100000 1000000} ;;
*)
    echo "run.sh: BENCH is short, full or large" >&2
    exit 2
    ;;
esac

failed=0
if wants formats; then
    echo formats >&2
    $python tests/bench/part_formats.py corpus/plans/03-*.txt corpus/plans/16-*.txt >"$BENCH_WORK/formats.md" || failed=1
    cat "$BENCH_WORK/formats.md"
    if [ $failed -eq 0 ]; then cat "$BENCH_WORK/formats.md" >"$formats_doc"; else echo "run.sh: formats failed" >&2; fi
    [ "$parts" != formats ] || exit $failed
fi

corpora=() plans=()
[ "$mode" = short ] || [ ! -d "$gazette" ] || corpora+=("gazette=$gazette")
for n in $sizes; do
    echo "generating $n plans" >&2
    "$BENCH_BIN/generate" -o "$BENCH_WORK/plans-$n" "$n"
    corpora+=("plans-$n=$BENCH_WORK/plans-$n")
    plans+=("plans-$n=$BENCH_WORK/plans-$n")
done
first=${sizes%% *}

truth() { # every cited-by answer of the smallest corpus equals what the generator wrote down
    local out rc=0
    out=$(python3 tests/generated_truth.py "$BENCH_BIN" "$BENCH_WORK/plans-$first" \
        -d "$BENCH_WORK/index/plans-$first/index-tracuu") || rc=1
    printf '\n## Answers\n\n`cited-by` of every number cited in plans-%s, against the truth: %s.\n' "$first" "${out##*$'\n'}"
    return $rc
}

report=$BENCH_WORK/benchmarks.md
part() { # name, command...: its output goes to the report and to the terminal
    local name=$1
    shift
    wants "$name" || return 0
    echo "$name" >&2
    "$@" | tee -a "$report" || { echo "run.sh: $name failed" >&2; failed=1; }
}
$python tests/bench/report.py head | tee "$report"
part index $python tests/bench/part_index.py "${corpora[@]}"
part add $python tests/bench/part_add.py "${plans[0]}"
part floor $python tests/bench/part_floor.py "${corpora[@]}"
part truth truth
if [ -d "$gazette" ]; then
    part extract $python tests/bench/part_extract.py "The gazette" "$gazette"
else
    part extract $python tests/bench/part_extract.py "Generated plans" "$BENCH_WORK/plans-$first"/0*
fi
part query $python tests/bench/part_query.py "${plans[@]}"
part size $python tests/bench/part_size.py "plans-$first=$BENCH_WORK/plans-$first"
$python tests/bench/report.py losses | tee -a "$report"
[ "$failed" -eq 0 ] && cat "$report" >"$doc"
exit $failed
