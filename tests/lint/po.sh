#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# po.sh TEMPLATE PO...: every message of the template is translated, none in doubt, formats agree;
# and base/retell.c knows the sentences as they stand where they are made.
set -u
template=$1 bad=0
shift
for po in "$@"; do
    msgfmt --check-format --check-domain "$po" -o /dev/null || bad=1
    # msgcmp names what is missing, untranslated or fuzzy
    msgcmp "$po" "$template" || { echo "$po: run make po-update and translate what is empty"; bad=1; }
done
sentences() { # files: the messages in them
    xgettext --from-code=UTF-8 --language=C --omit-header --no-location --no-wrap -k -k_ -kN_ -ktc_fail:3 \
        -ktc_extract_warn:2 "$@" -o - | sed -n 's/^msgid //p' | sort -u
}
hits=$(comm -23 <(sentences base/retell.c) <(sentences $(ls text/*.c extract/*.c store/*.c indexer/*.c)))
[ -z "$hits" ] || { echo "base/retell.c: nobody says this: $hits"; bad=1; }
exit $bad
