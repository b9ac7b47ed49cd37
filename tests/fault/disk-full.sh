#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A disk that fills up while indexing: a clear message, exit 2, an index that still opens and
# verifies, and update goes on when there is room again.
set -u
cd "$(dirname "$0")/../.."
bin=$(cd "${REL:-${B:-build}}/bin" && pwd)
[ "$(id -u)" -eq 0 ] || { echo "only root can mount a small file system"; exit 80; }
tmp=$(mktemp -d)
trap 'umount "$tmp/disk" 2>/dev/null; rm -rf "$tmp"' EXIT
mkdir "$tmp/disk" "$tmp/roomy"
mount -t tmpfs -o size=6m none "$tmp/disk" 2>/dev/null || { echo "mounting is not allowed here"; exit 80; }
cd "$tmp" || exit 1

failed=0
say() { echo "$*"; failed=1; }
"$bin/generate" -s 5 -o plans 1200 >/dev/null 2>&1
"$bin/tracuu-index" -d roomy/index add -q plans 2>/dev/null && "$bin/tracuu-index" -d roomy/index dump >want

for command in "add -q plans" "update -q" "update -q -j 2" rebuild compact; do
    # shellcheck disable=SC2086 # words
    "$bin/tracuu-index" -d disk/index $command >log 2>&1
    status=$?
    # rewriting makes an index smaller and may just fit
    [ $status -eq 2 ] || { [[ $command == rebuild || $command == compact ]] && [ $status -eq 0 ]; } || say "$command: exit $status: $(cat log)"
    [ $status -eq 0 ] || grep -qi 'no space left on device' log || say "$command: not said why: $(cat log)"
    "$bin/tracuu-index" -d disk/index verify -q >log 2>&1 || say "$command: verify: $(cat log)"
    ls disk/index | grep -vxE 'XAPIANDB|db-[0-9]+|part-[0-9]+-[0-9]+-[0-9a-f]{8}|lock' && say "$command: something is left over"
    [ "$(ls -d disk/index/db-* | wc -l)" -eq 1 ] || say "$command: a half database is left over"
done

mount -o remount,size=300m "$tmp/disk"
"$bin/tracuu-index" -d disk/index update -q >log 2>&1 || say "update: $(cat log)"
"$bin/tracuu-index" -d disk/index verify -q >log 2>&1 || say "verify: $(cat log)"
"$bin/tracuu-index" -d disk/index dump >got
cmp -s got want || say "the contents differ"
exit $failed
