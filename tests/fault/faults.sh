#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A few of the calls of each command fail: memory, reads, writes, syncs (faults.py). FAULT_RUNS: how many of each
# kind, or "all", as make soak has it. FAULT_ONLY: of the commands that have this word.
set -eu
cd "$(dirname "$0")/../.."
b=${REL:-${B:-build}}
[ -w /dev/shm ] && export TMPDIR=${TMPDIR:-/dev/shm} # a disk's syncs would take most of the time
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cc -shared -fPIC -O1 -D_GNU_SOURCE tests/fault/shim.c -o "$tmp/shim.so"
libs=$(pkg-config --cflags --libs icu-uc icu-i18n nettle libarchive expat libseccomp)
# shellcheck disable=SC2086 # words
cc -O1 -D_GNU_SOURCE -I. tests/fault/read_file.c "$b/libtracuu.a" $libs -lm -o "$tmp/read_file"
python3 tests/fault/faults.py "$b/bin" "$tmp/shim.so" "$tmp/read_file" "${FAULT_RUNS:-2}" "${FAULT_SEED:-1}" "${FAULT_ONLY:-}"
