#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Official PDF files against their publisher's text.
set -u
data=${TC_SHARED:-../shared}/data/congbao
[ -d "$data/pdf" ] || { echo "no $data/pdf"; exit 80; }
command -v pdftotext >/dev/null || { echo "no pdftotext"; exit 80; }
exec /usr/bin/python3 "$(dirname "$0")/../pdf_agreement.py" "${REL:-${B:-build}}/bin/tracuu-index" "$data"
