#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A few of the calls of each command fail: memory, reads, writes, syncs (faults.py; make soak tries many).
set -eu
cd "$(dirname "$0")/../.."
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cc -shared -fPIC -O1 -D_GNU_SOURCE tests/fault/shim.c -o "$tmp/shim.so"
python3 tests/fault/faults.py "${REL:-${B:-build}}/bin" "$tmp/shim.so" "${FAULT_RUNS:-2}" "${FAULT_SEED:-1}"
