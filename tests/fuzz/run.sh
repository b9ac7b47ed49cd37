#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh SECONDS TARGET...: replays the seeds, then fuzzes each target so long. What it finds new is kept in
# B/fuzz/corpus/TARGET; an input that breaks something is left in B/fuzz/broken.
set -u
cd "$(dirname "$0")/../.."
B=${B:-build} seconds=$1 bad=0
shift
mkdir -p "$B/fuzz/broken"
# new_delete: see tests/check.sh
export ASAN_OPTIONS=new_delete_type_mismatch=0:allocator_may_return_null=1:detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1
for t in "$@"; do
    kept=$B/fuzz/corpus/$t
    mkdir -p "$kept"
    seeds=(tests/fuzz/seeds/"$t")
    case $t in # whole documents are seeds of what reads documents
    plan | text | extract | decode) seeds+=(corpus/plans) ;;
    esac
    case $t in
    plan | join) longest=8192 ;;
    extract | package) longest=16384 ;;
    *) longest=4096 ;;
    esac
    log=$B/fuzz/$t.log
    if nice -n 5 "$B/fuzz/bin/fuzz_$t" -max_total_time="$seconds" -max_len=$longest -timeout=25 -rss_limit_mb=2048 -malloc_limit_mb=1536 \
        -dict=tests/fuzz/tracuu.dict -artifact_prefix="$B/fuzz/broken/$t-" -print_final_stats=1 -verbosity=1 "$kept" "${seeds[@]}" >"$log" 2>&1; then
        printf 'ok %-8s %9s runs, %6s features, %5s inputs kept\n' "$t" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")" \
            "$(grep -oE 'ft: [0-9]+' "$log" | tail -1 | cut -c5-)" "$(ls "$kept" | wc -l)"
    else
        bad=1
        echo "not ok $t: see $log"
        grep -E 'broken:|ERROR|runtime error|SUMMARY|Test unit written' "$log" | head -5
    fi
done
exit $bad
