# SPDX-License-Identifier: GPL-3.0-or-later
"""The indexers under test. Each builds an index of the text files in some folders by a command of its own."""
import json, pathlib, re, shutil, sqlite3, subprocess, sys
from measure import BIN, OURS, text_files, text_folders

HERE = pathlib.Path(__file__).parent
PYTHON = sys.executable


def output(*command):
    run = subprocess.run([str(c) for c in command], text=True, capture_output=True)
    return run.stdout if run.returncode == 0 else ""


class Indexer:
    name = command = package = ""

    def missing(self):
        return not shutil.which(self.command)

    def version(self):
        run = subprocess.run([self.command, "--version"], text=True, capture_output=True)
        return (run.stdout + run.stderr).splitlines()[0]

    def prepare(self, texts, scratch):
        """What is not part of the work measured."""

    def build(self, texts, index):
        """The command line that makes the index."""
        raise NotImplementedError

    def documents(self, index):
        """How many documents the index answers for: a peer that failed quietly must not look fast."""
        out = output("xapian-delve", index)
        return int(re.search(r"number of documents = (\d+)", out)[1]) if out else 0


class Tracuu(Indexer):
    name, command = OURS, str(BIN / "tracuu-index")

    def build(self, texts, index):
        return [self.command, "-d", index, "add", "-q", *text_folders(texts)]

    def documents(self, index):
        return int(output(BIN / "tracuu", "-d", index, "list", "--count") or 0)


class Omindex(Indexer):
    name, command, package = "omindex", "omindex", "xapian-omega"

    def build(self, texts, index):
        top = pathlib.Path(texts)
        return ["omindex", "--stemmer=none", "--no-delete", "--mime-type=tsv:ignore", "--db", index, "--url", "/", top]


class Recoll(Indexer):
    name, command, package = "recollindex", "recollindex", "recollcmd"

    def version(self):
        run = subprocess.run([self.command, "-h"], text=True, capture_output=True)
        lines = (run.stdout + run.stderr).splitlines()
        return next((line for line in lines if line.startswith("Recoll version")), "?")

    def prepare(self, texts, scratch):
        conf = pathlib.Path(scratch) / "recoll"
        shutil.rmtree(conf, ignore_errors=True)
        conf.mkdir(parents=True)
        tops = " ".join(str(p.resolve()) for p in text_folders(texts))
        (conf / "recoll.conf").write_text(f"topdirs = {tops}\nindexstemminglanguages =\nloglevel = 1\n"
                                          f"dbdir = {scratch}/index-recollindex\naspellLanguage =\nnoaspell = 1\n"
                                          "skippedPaths =\n", encoding="utf-8")
        self.conf = conf

    def build(self, texts, index):
        return ["recollindex", "-c", self.conf, "-z"]


class Fts5(Indexer):
    name, command, package = "SQLite FTS5", PYTHON, "python3"

    def version(self):
        run = subprocess.run([PYTHON, "-c", "import sqlite3; print('SQLite', sqlite3.sqlite_version)"],
                             text=True, capture_output=True)
        return run.stdout.strip()

    def build(self, texts, index):
        return [PYTHON, HERE / "fts5.py", index, *text_folders(texts)]

    def documents(self, index):
        db = sqlite3.connect(index)
        try:
            return db.execute("SELECT count(*) FROM docs").fetchone()[0]
        finally:
            db.close()


class Groonga(Indexer):
    name, command, package = "groonga", "groonga", "groonga-bin"

    def version(self):
        return super().version().split(" [")[0]

    def prepare(self, texts, scratch):
        """The texts in its own load format; the table's index is made when all are in, its faster way."""
        self.load = pathlib.Path(scratch) / "groonga.load"
        with open(self.load, "w", encoding="utf-8") as f:
            f.write("table_create Docs TABLE_NO_KEY\ncolumn_create Docs path COLUMN_SCALAR ShortText\n"
                    "column_create Docs body COLUMN_SCALAR Text\n"
                    "table_create Terms TABLE_PAT_KEY ShortText --default_tokenizer TokenBigram --normalizer NormalizerNFKC130\n"
                    "load --table Docs\n[\n")
            for i, p in enumerate(text_files(texts)):
                row = {"path": str(p), "body": p.read_text(encoding="utf-8", errors="replace")}
                f.write((",\n" if i else "") + json.dumps(row, ensure_ascii=False))
            f.write("\n]\ncolumn_create Terms docs_body COLUMN_INDEX|WITH_POSITION Docs body\n")

    def build(self, texts, index):
        # a folder for the files that it makes beside one another
        return ["sh", "-c", f'mkdir "{index}" && exec groonga --file "{self.load}" -n "{index}/db"']

    def documents(self, index):
        """None when the table of words is empty."""
        out = output("groonga", index / "db", "select", "Terms", "--output_columns", "_key", "--limit", "0")
        terms = json.loads(out)[1][0][0][0] if out else 0
        out = output("groonga", index / "db", "select", "Docs", "--output_columns", "_id", "--limit", "0")
        return json.loads(out)[1][0][0][0] if out and terms > 1000 else 0


def xapian_python():
    """Whether Xapian's Python module is there (python3-xapian)."""
    run = subprocess.run([PYTHON, "-c", "import xapian"], capture_output=True)
    return run.returncode == 0


PEERS = [Omindex(), Recoll(), Fts5(), Groonga()]
