#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading speed on one core: part_extract.py LABEL FOLDER... (as bench_stages takes them)."""
import subprocess, sys
from measure import BIN, ROUNDS, compare, heading, table

LONG_MB = 50
LONG_LIMIT = 1.3  # what a long document may cost, to its share
NAMES = {"normalise": "normalise", "tokenise": "tokens of normal text", "analyse": "normalise and tokens",
         "extract": "the whole plan (with the above)", "record": "the whole plan and its JSON record",
         "icu": "ICU word breaks alone", "extract-long": f"the whole plan, one document of {LONG_MB} MB"}


def main():
    label, folders = sys.argv[1], sys.argv[2:]
    run = subprocess.run([BIN.parent / "bench/bench_stages", "--rounds", str(ROUNDS), "--long", str(LONG_MB), *folders],
                         text=True, capture_output=True, check=True)
    rows = [line.split("\t") for line in run.stdout.splitlines()]
    speed = {name: float(mb) for name, mb, _ in rows}
    heading("Reading plans, one core")
    print(f"{label}: {rows[0][2]} files, {rows[0][1]} MB; best of {ROUNDS} rounds in which all stages ran in turn.\n")
    table(["stage", "MB/s", "to ICU's word breaks"],
          [[NAMES[n], s, s / speed["icu"]] for n, s in speed.items() if n in NAMES])
    compare("reading plans", "the whole plan", "ICU word breaks", 1 / speed["extract"], 1 / speed["icu"])
    share = compare("reading plans", f"a document of {LONG_MB} MB to its share", "linear", speed["extract"],
                    speed["extract-long"], LONG_LIMIT)
    print(f"A document of {LONG_MB} MB takes {share:.2f} times its share (allowed: {LONG_LIMIT}).\n")


if __name__ == "__main__":
    main()
