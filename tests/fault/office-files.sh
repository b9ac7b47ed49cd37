#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Real Word files: all are read, and .doc as .docx of the same document.
set -u
data=${TC_SHARED:-../shared}/data/office
[ -d "$data" ] || { echo "no $data"; exit 80; }
exec /usr/bin/python3 "$(dirname "$0")/../office_pairs.py" "${REL:-${B:-build}}/bin/tracuu-index" "$data"
