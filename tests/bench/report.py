#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The beginning and the end of docs/benchmarks.md: report.py head|losses."""
import datetime, os, pathlib, platform, shutil, subprocess, sys
from measure import WORK, heading, table
from peers import PEERS, PYTHON, Tracuu, xapian_python


def first(*command):
    run = subprocess.run(command, text=True, capture_output=True)
    return (run.stdout.splitlines() or ["?"])[0] if run.returncode == 0 else "?"


def processor():
    for line in open("/proc/cpuinfo", encoding="utf-8"):
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def system():
    for line in open("/etc/os-release", encoding="utf-8"):
        if line.startswith("PRETTY_NAME="):
            return line.partition("=")[2].strip().strip('"')
    return platform.system()


def memory():
    with open("/proc/meminfo", encoding="utf-8") as f:
        return int(f.readline().split()[1]) / 2**20


def head():
    print("# Benchmarks\n")
    print("Made by `make bench` (sizes up to 1,000,000 plans with `BENCH=large`); do not edit. "
          "What runs is tests/bench/; machines differ, so look at the ratios, which are of one run.\n")
    load = os.getloadavg()[0]
    asked = [f"{k}={v}" for k, v in sorted(os.environ.items())
             if k in ("BENCH", "BENCH_SIZES", "BENCH_PARTS", "BENCH_PEERS", "BENCH_ROUNDS", "BENCH_QUESTIONS", "BENCH_PEER_SECONDS")]
    rows = [["date", datetime.date.today().isoformat()],
            ["asked for", " ".join(["make bench"] + asked)],
            ["machine", f"{processor()}, {os.cpu_count()} cores, {memory():.0f} GiB"],
            ["load before", f"{load:.2f}"],
            ["system", f"{system()}, Linux {platform.release().partition('-')[0]}"],
            ["commit", first("git", "describe", "--always", "--dirty")],
            ["compiler", first(os.environ.get("CC", "gcc"), "--version")],
            ["tracuu-index", Tracuu().version()],
            ["Xapian", first("xapian-config", "--version")],
            ["ICU", first("pkg-config", "--modversion", "icu-uc")],
            ["python3-xapian", "installed" if xapian_python() else "not installed"],
            ["Python", first(PYTHON, "--version")]]
    rows += [[p.name, "not installed" if p.missing() else p.version()] for p in PEERS]
    table(["", "version"], rows)
    if load > 0.5:
        print(f"The machine was not quiet (load {load:.2f}): absolute figures are worse than they could be.\n")


def losses():
    heading("Where we lose")
    path = WORK / "ratios.tsv"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    lost = [[f"{where}: {what}", peer, float(ratio), float(limit)]
            for where, what, peer, ratio, limit in rows if float(ratio) > float(limit)]
    print(f"Of {len(rows)} comparisons {len(lost)} are above the limit: our time or size over theirs (1.00: as fast as they).\n")
    if lost:
        table(["", "against", "ours/theirs", "limit"], sorted(lost, key=lambda r: -r[2] / r[3]))


if __name__ == "__main__":
    {"head": head, "losses": losses}[sys.argv[1]]()
