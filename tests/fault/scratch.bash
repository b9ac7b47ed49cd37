# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced first by fault tests: a folder of their own to be in, the programs, what has failed.
# shellcheck disable=SC2034 # read by those who source this
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
root=$PWD
bin=$(cd "${REL:-${B:-build}}/bin" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 1
failed=0
say() { echo "$*"; failed=1; }
index() { "$bin/tracuu-index" -d "$@"; }
