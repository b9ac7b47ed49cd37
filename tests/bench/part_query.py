#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Latency of questions, ours and the peers' in turn: part_query.py LABEL=PLANS. What part_index.py has not indexed is
indexed first.

Inside: one process that has answered before. The peers are asked through their libraries. Ours is
fed through a pipe, one line ahead: the moment it takes the next line is the moment it is done."""
import fcntl, os, shutil, sqlite3, struct, subprocess, sys, termios, time, pathlib
from measure import BIN, WORK, Runner, compare, heading, median, note, percentile, table, text_folders, timed
from fts5 import SELECT
from questions import Source, plain
import peers

try:
    import xapian
except ImportError:
    xapian = None

COUNT = int(os.environ.get("BENCH_QUESTIONS", "60"))
WANTED = os.environ.get("BENCH_PEERS", "all").split()
WHOLE_COUNT = min(COUNT, 30)  # questions asked by whole processes
COUNTED, WORDS_COUNTED = 20, 100  # questions and words of which all found are counted
LIMIT = 10


def waiting(fd):
    """Bytes in a pipe that nobody has taken yet."""
    return struct.unpack("i", fcntl.ioctl(fd, termios.FIONREAD, b"\0" * 4))[0]


class Lines:
    """One command of tracuu that answers line after line."""

    def __init__(self, index, command):
        self.process = subprocess.Popen([BIN / "tracuu", "-d", index, command, "-f", "jsonl", "-n", str(LIMIT),
                                         "--queries", "-"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL, bufsize=0)
        self.fd = self.process.stdin.fileno()

    def take(self):
        while waiting(self.fd):
            if self.process.poll() is not None:
                sys.exit("part_query.py: tracuu --queries ended early")
            time.sleep(0.00002)

    def ask(self, text):
        """Seconds for one question. The empty line behind it is passed over by the program."""
        os.write(self.fd, (text + "\n").encode())
        self.take()
        start = time.perf_counter()
        os.write(self.fd, b"\n")
        self.take()
        return time.perf_counter() - start

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Ours:
    name = "tracuu"

    def __init__(self, index):
        self.index, self.lines = index, {}

    def ask(self, question):
        if question.command not in self.lines:
            self.lines[question.command] = Lines(self.index, question.command)
        return self.lines[question.command].ask(question.text), True

    def count(self, question):
        return int(peers.output(BIN / "tracuu", "-d", self.index, "search", "-c", question.text) or 0)

    def command(self, question):
        return [BIN / "tracuu", "-d", self.index, question.command, "-f", "jsonl", "-n", LIMIT, question.text]

    def close(self):
        for lines in self.lines.values():
            lines.close()


class Fts5:
    name = "SQLite FTS5"

    def __init__(self, path):
        self.path = path
        self.db = sqlite3.connect(path)

    def ask(self, question):
        found = []
        seconds = timed(lambda: found.extend(self.db.execute(SELECT.format("?"), (question.fts5(),)).fetchall()))
        return seconds, bool(found)

    def count(self, question):
        return self.db.execute("SELECT count(*) FROM docs WHERE docs MATCH ?", (question.fts5(),)).fetchone()[0]

    def command(self, question):
        quoted = "'" + question.fts5().replace("'", "''") + "'"
        return ["sqlite3", self.path, SELECT.format(quoted)] if shutil.which("sqlite3") else None

    def close(self):
        self.db.close()


class Xapian:
    name = "Xapian QueryParser"

    def __init__(self, path):
        self.path = path
        self.db = xapian.Database(path)
        self.parser = xapian.QueryParser()
        self.parser.set_database(self.db)

    def enquire(self, question):
        self.parser.set_default_op(xapian.Query.OP_OR if question.loose else xapian.Query.OP_AND)
        enquire = xapian.Enquire(self.db)
        enquire.set_query(self.parser.parse_query(question.text))
        return enquire

    def count(self, question):
        return self.enquire(question).get_mset(0, 0, self.db.get_doccount()).get_matches_estimated()

    def answer(self, question):
        found = self.enquire(question).get_mset(0, LIMIT)
        return [found.snippet(hit.document.get_data().decode(errors="replace"), 240) for hit in found]

    def ask(self, question):
        found = []
        return timed(lambda: found.extend(self.answer(question))), bool(found)

    def command(self, question):
        if not shutil.which("quest"):
            return None
        op = "or" if question.loose else "and"
        return ["quest", "-d", self.path, "-s", "none", "-o", op, "-m", LIMIT, question.text]

    def close(self):
        self.db.close()


class Question:
    """command: that of tracuu, where it is not a search, which is all the peers have."""

    def __init__(self, text, loose=False, command="search"):
        self.text, self.loose, self.command = text, loose, command

    def fts5(self):
        """In FTS5's syntax: a number or a phrase is a phrase; the rest all or, in a question, any of them."""
        if self.text.startswith('"'):
            return self.text
        words = [f'"{w}"' for w in self.text.split()]
        return (" OR " if self.loose else " ").join(words)


def classes(source, n):
    topics = source.many(n, 2)
    return [
        ("number", [Question(q) for q in source.numbers(n)]),
        ("two-word topic", [Question(q) for q in topics]),
        ("phrase of frequent syllables", [Question(q) for q in source.phrases(n)]),
        ("two words, unaccented", [Question(plain(q)) for q in source.many(n, 2)]),
        ("four words, unaccented", [Question(plain(q)) for q in source.many(n, 4)]),
        ("20-word question", [Question(q, True) for q in source.questions(n, 20)]),
        ("40-word question", [Question(q, True) for q in source.questions(n, 40)]),
        ("20-word question, unaccented", [Question(plain(q), True) for q in source.questions(n, 20)]),
        ("cited by, the most cited", [Question(q, command="cited-by") for q in source.cited(n)]),
        ("facets of a topic", [Question(q, command="facets") for q in topics]),
    ]


def asked_of(questions, engines):
    """The engines that have such a question."""
    return [e for e in engines if e.name == "tracuu" or questions[0].command == "search"]


def inside(questions, engines):
    """p50 and p99 in ms for each engine: every question of a class goes to all of them before the next. The third: did it
    find anything for most of them?"""
    engines = asked_of(questions, engines)
    took, found = {e.name: [] for e in engines}, {e.name: 0 for e in engines}
    for repeat in range(2):  # the first time warms
        for q in questions:
            for e in engines:
                seconds, any_found = e.ask(q)
                if repeat:
                    took[e.name].append(1000 * seconds)
                    found[e.name] += any_found
    return {k: (median(v), percentile(v, 99), 2 * found[k] > len(v)) for k, v in took.items()}


def whole(runner, questions, engines, inside_figures):
    took = {e.name: [] for e in asked_of(questions, engines)}
    for q in questions[:WHOLE_COUNT]:
        for e in engines:
            command = e.command(q) if e.name in took else None
            if command:
                runs = [runner.run(*command) for _ in range(2)]
                took[e.name].append(1000 * min(r.wall for r in runs))
    return {k: (median(v), percentile(v, 99), inside_figures[k][2]) for k, v in took.items() if v}


def make_xapian(label, texts):
    path = WORK / "index" / label / "index-xapian"
    if not path.exists():
        note(f"  {label}: Xapian's TermGenerator index")
        here = pathlib.Path(__file__).parent
        subprocess.run([peers.PYTHON, here / "xapian_plain.py", path, *text_folders(texts)], check=True)
    return path


def make(indexer, texts, index):
    if index.exists():
        return
    note(f"  {index.parent.name}: indexed by {indexer.name}")
    index.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([str(c) for c in indexer.build(texts, index)], check=True)


def opened(label, texts):
    made = WORK / "index" / label
    make(peers.Tracuu(), texts, made / "index-tracuu")
    if WANTED == ["all"] or "SQLite" in WANTED:
        make(peers.Fts5(), texts, made / "index-fts5")
    engines = [Ours(made / "index-tracuu")]
    if (made / "index-fts5").exists():
        engines.append(Fts5(made / "index-fts5"))
        if xapian:
            engines.append(Xapian(str(make_xapian(label, texts))))
    return engines


def found_by(questions, engines):
    """How many documents each finds, the median of some questions. Where any word will do, nearly all are found however few
    words are known: then for each word alone, the mean."""
    if questions[0].command != "search":
        return {}
    some = questions[:COUNTED]
    if not some[0].loose:
        return {e.name: median([e.count(q) for q in some]) for e in engines}
    words = sorted({w for q in some for w in q.text.split()})[:WORDS_COUNTED]
    return {e.name: sum(e.count(Question(w)) for w in words) / len(words) for e in engines}


def show_found(found, engines):
    print("Of short questions the median; of long ones, how many documents have one of their words, the mean of all words.\n")
    table(["documents found"] + [e.name for e in engines],
          [[name] + [f"{by[e.name]:,.0f}" for e in engines] for name, by in found.items() if by])


def told_apart(name, peer, found):
    """A peer that looks at much less than we do has another task: the list of losses says so."""
    by = found.get(name) or {peer: 0, "tracuu": 0}
    return f"{name} (it finds {by[peer]:,.0f}, we {by['tracuu']:,.0f})" if 2 * by[peer] < by["tracuu"] else name


def show(label, what, figures, engines, found_of):
    """figures: class -> engine -> (p50, p99, found). Who finds nothing is not compared: that is no answer."""
    names = [e.name for e in engines]
    rows = []
    for name, by in figures.items():
        ours = by.get("tracuu")
        row = [name]
        for n in names:
            p50, p99, found = by.get(n, (None, None, True))
            row += [p50, p99] if found else ["finds nothing"] * 2
        for n in names[1:]:
            theirs = by.get(n)
            if theirs and not theirs[2]:
                theirs = None
            row.append(theirs and ours and theirs[0] / ours[0])
            if theirs and ours:
                told = told_apart(name, n, found_of)
                compare(f"{what}, {label}", f"{told}, p50", n, ours[0], theirs[0])
                compare(f"{what}, {label}", f"{told}, p99", n, ours[1], theirs[1])
        rows.append(row)
    table(["ms"] + [f"{n} {p}" for n in names for p in ("p50", "p99")] + [f"{n}/ours, p50" for n in names[1:]], rows)


def main():
    runner = Runner()
    heading("Questions")
    print(f"The ten best documents with passages, everything in memory already; {COUNT} questions a class inside a process that "
          f"goes on, {WHOLE_COUNT} by whole processes (the better of two runs each). All engines get a question before the next "
          "is asked. Words are ANDed; of the long questions, which no document has whole, the peers are asked for any word. "
          "tracuu looks up citations, the peers have none, nor facets. Where a peer finds nothing for most questions of a class "
          "(unaccented words mean nothing to Xapian's index) it is not compared; where it finds less than half of what we find, "
          "the list of losses says so. SQLite and Xapian inside a process are called from Python; as whole "
          "processes they are sqlite3 and quest, which shows no passages.\n")
    for label, texts in (a.partition("=")[::2] for a in sys.argv[1:]):
        engines = opened(label, pathlib.Path(texts))
        asked = classes(Source(pathlib.Path(texts)), COUNT)
        note(f"  {label}: questions")
        figures = {n: inside(qs, engines) for n, qs in asked}
        found = {n: found_by(qs, engines) for n, qs in asked}
        heading(f"{label}: what is found", 3)
        show_found(found, engines)
        heading(f"{label}: inside one process", 3)
        show(label, "inside", figures, engines, found)
        heading(f"{label}: whole processes", 3)
        show(label, "whole process", {n: whole(runner, qs, engines, figures[n]) for n, qs in asked}, engines, found)
        for e in engines:
            e.close()
    runner.close()


if __name__ == "__main__":
    main()
