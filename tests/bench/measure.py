# SPDX-License-Identifier: GPL-3.0-or-later
"""What all parts of the benchmark share: running commands, sizes, percentiles, tables."""
import glob, os, pathlib, statistics, subprocess, sys, threading, time

BIN = pathlib.Path(os.environ["BENCH_BIN"]).resolve()  # the programs
WORK = pathlib.Path(os.environ["BENCH_WORK"])  # scratch folder, removed at the end
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
OURS = "tracuu"


def note(text):
    print(text, file=sys.stderr, flush=True)


class Run:
    """One measured command: seconds, MiB."""

    def __init__(self, wall, cpu, rss, status):
        self.wall, self.cpu, self.rss, self.status = wall, cpu, rss, status


def children(pid):
    out = []
    for path in glob.glob(f"/proc/{pid}/task/*/children"):
        try:
            with open(path) as f:
                for child in f.read().split():
                    out += [child, *children(child)]
        except OSError:
            pass
    return out


def proportional_kib(pid):
    try:
        with open(f"/proc/{pid}/smaps_rollup") as f:
            return next((int(line.split()[1]) for line in f if line.startswith("Pss:")), 0)
    except OSError:
        return 0


class Runner:
    """bench_runner as a helper process: one command at a time."""

    def __init__(self):
        self.process = subprocess.Popen([BIN.parent / "bench/bench_runner"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)

    def run(self, *args):
        """Memory: the largest process, or all of them together when there are more."""
        args = [str(a) for a in args]
        assert not any("\t" in a or "\n" in a for a in args)
        self.process.stdin.write("\t".join(args) + "\n")
        self.process.stdin.flush()
        wall, user, system, rss, status = map(int, self.process.stdout.readline().split())
        return Run(wall / 1e6, (user + system) / 1e6, rss / 1024, status)

    def run_watched(self, *args):
        """As run(), for long commands: processes of one command are added up, four times a second."""
        peak, done = 0, threading.Event()

        def watch():
            nonlocal peak
            while not done.wait(0.25):
                tree = children(self.process.pid)
                if len(tree) > 1:
                    peak = max(peak, sum(map(proportional_kib, tree)) / 1024)

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            run = self.run(*args)
        finally:
            done.set()
            watcher.join()
        run.rss = max(run.rss, peak)
        return run

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def size_of(path):
    """Bytes on disk: sparse files count for what they take."""
    path = pathlib.Path(path)
    files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return sum(min(p.stat().st_size, p.stat().st_blocks * 512) for p in files)


def text_files(folder):
    return sorted(p for p in pathlib.Path(folder).rglob("*.txt") if p.parent.name != "truth")


def text_folders(folder):
    """The folders to index: those of generated plans, without the truth beside them."""
    subs = sorted(p for p in pathlib.Path(folder).iterdir() if p.is_dir() and p.name != "truth")
    return subs or [pathlib.Path(folder)]


def percentile(values, p):
    values = sorted(values)
    return values[min(len(values) - 1, int(p / 100 * len(values)))]


def median(values):
    return statistics.median(values)


def timed(call):
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def number(x):
    if x is None:
        return "-"
    if abs(x) >= 100:
        return f"{x:,.0f}"
    return f"{x:.1f}" if abs(x) >= 10 else f"{x:.2f}"


def heading(text, level=2):
    print(f"\n{'#' * level} {text}\n", flush=True)


def table(head, rows):
    print("| " + " | ".join(head) + " |")
    print("|" + "|".join(["---"] + ["--:"] * (len(head) - 1)) + "|")
    for row in rows:
        print("| " + " | ".join(c if isinstance(c, str) else number(c) for c in row) + " |")
    print(flush=True)


def compare(where, what, peer, ours, theirs, limit=1.0):
    """Keeps a ratio for the list of losses: ours / theirs of something of which less is better."""
    if not ours or not theirs:
        return None
    with open(WORK / "ratios.tsv", "a", encoding="utf-8") as f:
        f.write(f"{where}\t{what}\t{peer}\t{ours / theirs:.3f}\t{limit}\n")
    return ours / theirs
