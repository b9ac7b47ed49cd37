#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Damaged indexes: some dozens here, many in make soak (damage.py).
set -eu
cd "$(dirname "$0")/../.."
python3 tests/fault/damage.py "${REL:-${B:-build}}/bin" "${DAMAGE_RUNS:-30}" "${FAULT_SEED:-1}"
