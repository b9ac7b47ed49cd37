#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# 1,000 generated plans: every cited-by answer equals what the generator wrote down.
set -eu
cd "$(dirname "$0")/../.."
bin=${REL:-${B:-build}}/bin
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
"$bin/generate" -s 11 -o "$tmp/plans" "${PLANS:-1000}"
python3 tests/generated_truth.py "$bin" "$tmp/plans"
