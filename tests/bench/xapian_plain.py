#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Xapian's own TermGenerator with positions over text files: xapian_plain.py DATABASE FOLDER...
Documents hold their path and text, so that both engines can show a passage; --no-text leaves the text out."""
import pathlib, sys
import xapian


def main():
    args = [a for a in sys.argv[1:] if a != "--no-text"]
    keep = len(args) == len(sys.argv) - 1
    db = xapian.WritableDatabase(args[0], xapian.DB_CREATE_OR_OPEN)
    generator = xapian.TermGenerator()
    for folder in args[1:]:
        for p in sorted(pathlib.Path(folder).rglob("*.txt")):
            text = p.read_text(encoding="utf-8", errors="replace")
            document = xapian.Document()
            document.set_data(f"{p}\n{text}" if keep else str(p))
            generator.set_document(document)
            generator.set_termpos(0)
            generator.index_text(text)
            db.add_document(document)
    db.commit()
    db.close()


if __name__ == "__main__":
    main()
