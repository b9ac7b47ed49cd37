#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of the sample plans as pictures (make_scan.py): ocr_pages.py BIN FOLDER_OF_PLANS

Each is read by OCR, compared with the words that were drawn, and has to be found by its number and by the
words of its title without marks. PDF files with a text layer that is rubbish count as pictures."""
import json
import os
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter

import make_scan

HERE = os.path.dirname(os.path.abspath(__file__))
MOST = 0.08  # of the words of a page may differ

# plan, how it is scanned, the text layer of the PDF file that it is in
PAGES = [
    ("03", [], None),
    ("06", ["--angle", "-1"], None),
    ("07", ["--angle", "2"], None),
    ("09", ["--angle", "3"], None),
    ("12", ["--angle", "90"], None),
    ("13", ["--angle", "180"], None),
    ("14", ["--angle", "270"], None),
    ("16", ["--noise", "5"], None),
    ("17", ["--noise", "5", "--angle", "1"], None),
    ("19", ["--dpi", "200"], "none"),
    ("10", [], "foreign"),
    ("22", [], "codes"),
]


def without_marks(text):
    s = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in s if not unicodedata.combining(c))


def foreign(text):
    """As OCR for English reads Vietnamese: "vi~c th\\!c hi~n"."""
    signs = {"ệ": "~", "ộ": "9", "ự": "\\!", "ị": "!", "ạ": "?", "ế": "@", "ấ": "~", "ả": "a", "ủ": "u", "ố": "6", "ề": "~"}
    return "".join(signs.get(c) or without_marks(c) for c in text)


def codes(text):
    """Numbers of glyphs taken for characters."""
    return "".join(c if c.isspace() else chr(33 + (ord(c) * 7) % 60) for c in text)


LAYERS = {"foreign": foreign, "codes": codes}


def scan(plan, options, layer, folder):
    name = os.path.splitext(os.path.basename(plan))[0]
    picture = os.path.join(folder, name + (".pgm" if layer else ".png"))
    subprocess.run([sys.executable, f"{HERE}/make_scan.py", *options, plan, picture], check=True)
    if not layer:
        return picture
    out, more = os.path.join(folder, name + ".pdf"), []
    if layer in LAYERS:
        with open(os.path.join(folder, "layer"), "w", encoding="utf-8") as f:
            f.write("\n".join(map(LAYERS[layer], drawn(plan))))
        more = ["--layer", os.path.join(folder, "layer")]
    subprocess.run([sys.executable, f"{HERE}/make_pdf.py", "--scan", *more, picture, out], check=True)
    os.remove(picture)
    return out


def drawn(plan):
    with open(plan, encoding="utf-8") as f:
        return make_scan.rows_of(f.read())


def words(text):
    return Counter(unicodedata.normalize("NFC", text).split())


def main():
    programs, plans = sys.argv[1:]

    def run(*command):
        return subprocess.run([os.path.join(programs, command[0]), *command[1:]], capture_output=True, text=True).stdout

    missed = wrong = total = 0
    with tempfile.TemporaryDirectory() as folder:
        pages = []
        os.mkdir(os.path.join(folder, "in"))
        for number, options, layer in PAGES:
            plan = next(os.path.join(plans, n) for n in sorted(os.listdir(plans)) if n.startswith(number + "-"))
            pages.append((plan, options, layer, scan(plan, options, layer, os.path.join(folder, "in"))))
        if os.path.exists(os.path.join(folder, "in", "layer")):
            os.remove(os.path.join(folder, "in", "layer"))
        index = os.path.join(folder, "index")
        run("tracuu-index", "-d", index, "add", "-q", os.path.join(folder, "in"))
        for plan, options, layer, path in pages:
            want = json.loads(run("tracuu-index", "extract", plan))
            read = run("tracuu", "-d", index, "show", "--text", path)
            drawn_words = words("\n".join(drawn(plan)))
            lost = sum((drawn_words - words(read)).values())
            title = " ".join(without_marks(want["title"]).split()[:5])
            by_number = run("tracuu", "-d", index, "-f", "paths", "--all", "-n", "0", "number:" + want["number_key"]).split("\n")
            by_words = run("tracuu", "-d", index, "-f", "paths", "--all", f'"{title}"').split("\n")
            total += drawn_words.total()
            wrong += lost
            bad = [w for w, found in (("number", path in by_number), ("words", path in by_words),
                                      ("many words", lost <= MOST * drawn_words.total())) if not found]
            missed += len(bad)
            how = " ".join(options + [f"layer: {layer}"] * bool(layer)) or "clean"
            print(f"{os.path.basename(plan)[:2]} {how}: {100 * lost / drawn_words.total():.1f} % of {drawn_words.total()} words differ"
                  + "".join(f"; not by {w}" for w in bad))
    print(f"{len(PAGES)} pages, {total} words: {100 * wrong / total:.1f} % differ; {missed} not found or out of bounds")
    sys.exit(missed > 0)


if __name__ == "__main__":
    main()
