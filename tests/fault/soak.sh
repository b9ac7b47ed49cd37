#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# make soak: the long runs. SOAK=N: so many times the usual length (1: about half an hour). What was tried is printed,
# for docs/reliability.md.
set -u
cd "$(dirname "$0")/../.."
n=${SOAK:-1} bad=0
step() {
    local start
    start=$(date +%s)
    echo "== $*"
    env "$@" || bad=1
    echo "   $(($(date +%s) - start)) s"
}
step FAULT_RUNS=all bash tests/fault/faults.sh
step DAMAGE_RUNS=$((600 * n)) FAULT_SEED="${FAULT_SEED:-7}" bash tests/fault/damage.sh
step MUTATIONS=$((1000 * n)) MUTATION_SEED="${FAULT_SEED:-7}" bash tests/fault/mutations.sh
step READERS_SECONDS=$((600 * n)) bash tests/fault/readers.sh
step KILLS=$((200 * n)) PLANS=400 SEED="${FAULT_SEED:-7}" bash tests/fault/crash-loop.sh
step WATCH_KILLS=$((20 * n)) WATCH_BURST=10000 bash tests/fault/watch.sh
step HOSTILE_TINY=$((100000 * n)) HOSTILE_SECONDS=3600 bash tests/fault/hostile.sh
step SHARDS_PLANS=$((1000 * n)) SHARDS_QUESTIONS=$((500 * n)) SEED="${FAULT_SEED:-7}" bash tests/fault/shards.sh
for t in tests/fault/kill.sh tests/fault/bulk.sh tests/fault/swap.sh; do
    for _ in $(seq 3); do step bash "$t"; done
done
exit $bad
