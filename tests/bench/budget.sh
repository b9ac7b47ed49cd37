#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Instruction counts on fixed inputs, held against tests/bench/budgets with 5 % tolerance.
#   budget.sh            checks; exit 80 where the counts cannot be compared
#   budget.sh --update   writes the budgets anew
# Counts depend on compiler, libraries and processor; the file keeps what they were made with, and
# elsewhere nothing is compared.
set -euo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8
unset TRACUU_INDEX XDG_DATA_HOME
B=${REL:-${B:-build}}
budgets=tests/bench/budgets
tolerance=5
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

made_with() {
    local p
    printf 'gcc=%s ' "$(gcc -dumpfullversion)"
    for p in libc6 libstdc++6 libicu72 libxapian30 zlib1g libzstd1 libdeflate0 valgrind; do
        printf '%s=%s ' "$p" "$(dpkg-query -W -f='${Version}' "$p" 2>/dev/null || echo none)"
    done
    # libc chooses its string functions by the processor's features, as valgrind shows them
    printf 'avx2=%s ' "$(grep -qw avx2 /proc/cpuinfo && echo yes || echo no)"
    printf 'arch=%s\n' "$(uname -m)"
}

count() { # name, command...: instructions of one run, forked workers and all
    local name=$1
    shift
    if ! valgrind --tool=callgrind --callgrind-out-file="$tmp/$name.out.%p" "$@" >"$tmp/$name.log" 2>&1; then
        tail -5 "$tmp/$name.log" >&2
        return 1
    fi
    awk -v name="$name" '/^totals: / { sum += $2 } END { print name, sum }' "$tmp/$name".out.*
}

measure() {
    cp -r corpus/plans "$tmp/plans"
    cut -f2 corpus/questions.tsv | grep -v '^#' | head -60 >"$tmp/questions"
    # five rounds: what is set up once (grammars, words) must not hide the rest
    count analyse "$B/bench/bench_stages" --rounds 5 --only analyse "$tmp/plans"
    count extract "$B/bench/bench_stages" --rounds 5 --only record "$tmp/plans"
    count index "$B/bin/tracuu-index" -d "$tmp/index" add -q "$tmp/plans"
    count load "$B/bin/tracuu-index" -d "$tmp/loaded" add -q -j 1 "$tmp/plans"
    count query "$B/bin/tracuu" -d "$tmp/index" search -f jsonl --queries "$tmp/questions"
    count facets "$B/bin/tracuu" -d "$tmp/index" facets -f jsonl --queries "$tmp/questions"
}

command -v valgrind >/dev/null || { echo "valgrind is not installed"; exit 80; }
[ -x "$B/bench/bench_stages" ] || { echo "$B/bench is not built (make benches)"; exit 80; }
with=$(made_with)
if [ "${1:-}" = --update ]; then
    measure >"$tmp/new"
    {
        echo "# SPDX-License-Identifier: GPL-3.0-or-later"
        echo "# Instructions (callgrind) on corpus/plans; made by budget.sh --update with"
        echo "# $with"
        cat "$tmp/new"
    } >"$budgets"
    cat "$budgets"
    exit 0
fi
made=$(sed -n 's/^# \(gcc=.*\)/\1/p' "$budgets")
if [ "$made" != "$with" ]; then
    echo "not made with what is here: $made; here: $with" | tr '\n' ' '
    exit 80
fi
measure >"$tmp/new"
awk -v tolerance=$tolerance '
    /^#/ { next }
    NR == FNR { budget[$1] = $2; wanted++; next }
    {
        over = 100 * ($2 / budget[$1] - 1)
        bad = !($1 in budget) || over > tolerance
        printf "%-8s %14d of %14d (%+.1f %%)%s\n", $1, $2, budget[$1], over, bad ? ": over the budget" : ""
        if (over < -tolerance) printf "%-8s is well under: budget.sh --update keeps the gain\n", $1
        failed = failed || bad
        seen++
    }
    END { exit failed || seen != wanted }' "$budgets" "$tmp/new"
