#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Four shards on three hosts: the same answers as over one index; what is lost is named, the rest answers; a replica.
#   SHARDS_PLANS: how many documents; SHARDS_QUESTIONS: how many questions; SEED
set -u
. "$(dirname "$0")/scratch.bash"
for tool in xapian-tcpsrv xapian-progsrv xapian-replicate xapian-replicate-server; do
    command -v $tool >/dev/null || { echo "$tool (xapian-tools) is not installed"; exit 80; }
done
python3 "$root/tests/fault/shards.py" "$bin" "${SHARDS_PLANS:-200}" "${SHARDS_QUESTIONS:-40}" "${SEED:-1}" || failed=1
exit $failed
