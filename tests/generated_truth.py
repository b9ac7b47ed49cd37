#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every cited-by answer over generated plans, held against the generator's truth.

    generated_truth.py BIN_DIR PLANS [-d INDEX]

PLANS is what `generate -o PLANS N` wrote. Indexes it (unless -d names an index made already), asks
`tracuu cited-by NUMBER` for every number that any plan cites and compares the citing documents and how often
each cites it. Prints what differs and exits 1, or one line of figures.
"""
import argparse, csv, json, pathlib, subprocess, sys, tempfile, time
from collections import Counter, defaultdict


def truth(plans):
    want = defaultdict(Counter)
    with open(plans / "truth/citations.tsv", encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
            want[row["number_key"]][row["path"]] += int(row["count"])
    return want


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("bin", type=pathlib.Path)
    p.add_argument("plans", type=pathlib.Path)
    p.add_argument("-d", dest="index")
    a = p.parse_args()
    want, wrong, asked = truth(a.plans), 0, 0
    with tempfile.TemporaryDirectory() as tmp:
        index = a.index or tmp + "/index"
        if not a.index:
            dirs = sorted(d for d in a.plans.iterdir() if d.is_dir() and d.name != "truth")
            subprocess.run([a.bin / "tracuu-index", "-d", index, "add", *dirs], check=True, capture_output=True)
        start = time.monotonic()
        for key, citing in want.items():
            run = subprocess.run([a.bin / "tracuu", "-d", index, "cited-by", key, "-n", "0", "-f", "jsonl"],
                                 text=True, capture_output=True)
            if run.returncode not in (0, 1, 3):
                sys.exit(f"{key}: exit {run.returncode}: {run.stderr.strip()}")
            got = Counter()
            for line in run.stdout.splitlines():
                o = json.loads(line)
                if o["type"] == "citation":
                    got["/".join(pathlib.Path(o["path"]).parts[-2:])] += 1
            asked += 1
            if got != citing:
                wrong += 1
                missed, extra = citing - got, got - citing
                print(f"{key}: exit {run.returncode}, missed {dict(missed)}, extra {dict(extra)} {run.stderr.strip()}")
    took = time.monotonic() - start
    print(f"{asked} numbers asked, {wrong} answers differ from the truth, {1000 * took / max(1, asked):.1f} ms each")
    return 1 if wrong or not asked else 0


if __name__ == "__main__":
    sys.exit(main())
