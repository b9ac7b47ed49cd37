#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Ten pages as pictures (clean, askew, on their side and head, noisy), two with a rubbish text layer: found by
# number and by words without marks.
set -u
cd "$(dirname "$0")/../.."
bin=${REL:-${B:-build}}/bin
"$bin/tracuu-index" doctor -f jsonl | jq -es 'any(.[]; .format == "application/pdf; ocr" and .reads)' >/dev/null ||
    { echo "tesseract with Vietnamese is not there"; exit 80; }
/usr/bin/python3 -c 'import PIL' 2>/dev/null || { echo "python3-pil is not there"; exit 80; }
exec /usr/bin/python3 tests/ocr_pages.py "$bin" corpus/plans
