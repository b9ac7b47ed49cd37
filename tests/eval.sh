#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Quality, measured: plan extraction against labels, search against questions with known answers.
#   tests/eval.sh            prints every table
#   tests/eval.sh --check    also fails where a measure is under its floor (tests/eval-floors)
# The labels of ../shared are used when they are there; the project's own are always used.
set -u
cd "$(dirname "$0")/.."
B=${B:-build}
SHARED=${TC_SHARED:-../shared}
bin=$B/bin
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
check=0 bad=0
[ "${1:-}" = --check ] && check=1

floors() { # set: the "--min name=value" arguments of one set
    [ $check -eq 1 ] && [ -f tests/eval-floors ] && awk -v s="$1" '$1 == s {printf "--min %s ", $2}' tests/eval-floors
}

echo "== extraction: corpus/gold"
"$bin/tracuu-index" extract --json corpus/plans/* >"$tmp/corpus.jsonl" || bad=1
# shellcheck disable=SC2046
python3 tests/score_plans.py corpus/gold "$tmp/corpus.jsonl" $(floors corpus) || bad=1

if [ -d "$SHARED/gold" ]; then
    echo "== extraction: $SHARED/gold"
    python3 - "$SHARED" >"$tmp/files" <<'PY'
import json, os, sys, pathlib
shared = pathlib.Path(sys.argv[1])
have = {p.name: p for d in ("seeds", "data") for p in (shared / d).rglob("*") if p.is_file()}
for g in sorted((shared / "gold").glob("*.json")):
    f = os.path.basename(json.load(open(g, encoding="utf-8"))["file"])
    print(have[f])
PY
    xargs -d '\n' "$bin/tracuu-index" extract --json <"$tmp/files" >"$tmp/shared.jsonl" || bad=1
    # shellcheck disable=SC2046
    python3 "$SHARED/eval/score_plans.py" "$SHARED/gold" "$tmp/shared.jsonl" $(floors shared) || bad=1
else
    echo "== extraction: skipped, $SHARED/gold is not there"
fi

if [ -d "$SHARED/data" ]; then
    echo "== extraction: what is found in documents without labels (docs/extraction.md)"
    python3 tests/extraction_report.py "$bin" "$SHARED/data/congbao/txt" "$SHARED/data/plans-md" || bad=1
fi

echo "== search: corpus/questions.tsv"
python3 tests/score_questions.py "$bin" corpus/questions.tsv corpus/plans $( [ $check -eq 1 ] && echo --min 95 ) || bad=1

if [ -d "$SHARED/eval/retrieval" ]; then
    echo "== search: $SHARED/eval/retrieval, P@1 and MRR@10"
    # Debian's own python3 has python3-xapian; the peers are for people, not for --check
    python=python3 peers=--peers
    [ -x /usr/bin/python3 ] && python=/usr/bin/python3
    [ $check -eq 1 ] && peers=
    # shellcheck disable=SC2046,SC2086
    $python tests/score_retrieval.py "$bin" "$SHARED"/eval/retrieval/*/ $peers $(floors retrieval) || bad=1
else
    echo "== search: retrieval collections skipped, $SHARED/eval/retrieval is not there"
fi
exit $bad
