#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""SQLite FTS5 over text files, as a program that embeds it would do it: fts5.py DATABASE FOLDER..."""
import pathlib, sqlite3, sys

CREATE = ("CREATE VIRTUAL TABLE docs USING fts5(path UNINDEXED, body, "
          "tokenize = 'unicode61 remove_diacritics 2')")
# what a person is shown: ten documents, best first, with a passage of each
SELECT = "SELECT path, snippet(docs, 1, '[', ']', '...', 32) FROM docs WHERE docs MATCH {} ORDER BY rank LIMIT 10"


def main():
    db = sqlite3.connect(sys.argv[1], isolation_level=None)
    db.execute(CREATE)
    db.execute("BEGIN")
    files = (p for folder in sys.argv[2:] for p in pathlib.Path(folder).rglob("*.txt"))
    db.executemany("INSERT INTO docs VALUES (?, ?)",
                   ((str(p), p.read_text(encoding="utf-8", errors="replace")) for p in files))
    db.execute("COMMIT")
    db.close()


if __name__ == "__main__":
    main()
