#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of a text file in every format and encoding that is read.

    formats.py PLAN.txt DIRECTORY            writes them
    formats.py --tools PLAN.txt DIRECTORY    and what LibreOffice and tesseract's text2image make of it
    formats.py --compare < RECORDS           reads extract --json, tells in what they differ from the first
"""
import bz2
import codecs
import gzip
import io
import json
import lzma
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import textwrap
import unicodedata
import zipfile

import legacy_text
import make_ole
from make_office import DOCX, docx, eml, fodt, odt, page, rtf, xlsx

HERE = os.path.dirname(os.path.abspath(__file__))


class Plan:
    def __init__(self, path):
        with open(path, encoding="utf-8") as f:
            self.text = f.read()
        self.lines = self.text.rstrip("\n").split("\n")

    def pages(self):
        """Lines as they fit a page, as make_pdf.py takes them; columns one tab apart."""
        rows = [row for line in self.lines for row in
                ([re.sub(r"\t+", "\t", line)] if "\t" in line else textwrap.wrap(line, 84, break_on_hyphens=False) or [""])]
        return "\f".join("\n".join(rows[i:i + 44]) for i in range(0, len(rows), 44)) + "\n"


def write(path, data):
    with open(path, "wb") as f:
        f.write(data)


def made_by(script, *options, layout=Plan.pages):
    """A writer that is a program of its own: SCRIPT [OPTION]... TEXT OUT."""
    def run(path, plan):
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as f:
            f.write(layout(plan))
            f.flush()
            subprocess.run([sys.executable, os.path.join(HERE, script), *options, f.name, path], check=True)
    return run


def encoded(encode):
    return lambda path, plan: write(path, encode(plan.text))


def in_lines(writer, *kind):
    return lambda path, plan: writer(path, plan.lines, *kind)


def entities(text):
    return "".join(c if ord(c) < 128 else f"&#{ord(c)};" for c in text).encode("ascii")


def legacy_page(plan):
    head = b"<html><meta http-equiv=Content-Type content='text/html; charset=windows-1252'>"
    return head + legacy_text.encoded(page(plan.lines), legacy_text.VISCII)


def a_docx(plan, where):
    """No copy of the others: each has a comment of its own."""
    out = io.BytesIO()
    docx(out, plan.lines)
    with zipfile.ZipFile(out, "a") as z:
        z.comment = where.encode()
    return out.getvalue()


def zip_with(path, name, data):
    with zipfile.ZipFile(path, "w") as z:
        z.writestr(name, data)


def zipped(path, plan):
    zip_with(path, "kế hoạch.docx", a_docx(plan, "zip"))


def zipped_twice(path, plan):
    inner = io.BytesIO()
    zip_with(inner, "kế hoạch.docx", a_docx(plan, "zip in zip"))
    zip_with(path, "trong.zip", inner.getvalue())


def tarred(path, plan):
    data = a_docx(plan, "tar")
    with tarfile.open(path, "w:gz") as t:
        member = tarfile.TarInfo("thư mục/kế hoạch.docx")
        member.size = len(data)
        t.addfile(member, io.BytesIO(data))


def attached(path, plan):
    eml(path, "", ("ke-hoach.docx", a_docx(plan, "eml"), DOCX))


def attached_to_msg(path, plan):
    write(path, make_ole.message("gửi", "", [("ke-hoach.docx", a_docx(plan, "msg"))]))


# name, format, what is of note, writer
FIXTURES = [
    ("plan.txt", "text", "UTF-8", encoded(str.encode)),
    ("bom.txt", "text", "UTF-8 with a mark", encoded(lambda t: codecs.BOM_UTF8 + t.encode())),
    ("nfd.txt", "text", "UTF-8, decomposed", encoded(lambda t: unicodedata.normalize("NFD", t).encode())),
    ("utf16.txt", "text", "UTF-16", encoded(lambda t: t.encode("utf-16"))),
    ("utf16-bare.txt", "text", "UTF-16 without a mark", encoded(lambda t: t.encode("utf-16-le"))),
    ("cp1258.txt", "text", "windows-1258", encoded(legacy_text.cp1258)),
    ("tcvn3.txt", "text", "TCVN3", encoded(legacy_text.tcvn3)),
    ("vni.txt", "text", "VNI", encoded(legacy_text.vni)),
    ("vps.txt", "text", "VPS", encoded(legacy_text.vps)),
    ("viscii.txt", "text", "VISCII", encoded(legacy_text.viscii)),
    ("viqr.txt", "text", "VIQR", encoded(legacy_text.viqr)),
    ("page.html", "html", "UTF-8", lambda path, plan: write(path, b"<html><meta charset=utf-8>" + page(plan.lines).encode())),
    ("entities.html", "html", "ASCII and entities", lambda path, plan: write(path, b"<html>" + entities(page(plan.lines)))),
    ("legacy.html", "html", "VISCII, said to be windows-1252", lambda path, plan: write(path, legacy_page(plan))),
    ("plan.docx", "docx", "runs split inside of words", in_lines(docx)),
    ("vntime.docx", "docx", ".VnTime, .VnTimeH", in_lines(docx, "vntime")),
    ("vni.docx", "docx", "VNI-Times", in_lines(docx, "vni")),
    ("plan.odt", "odt", "", in_lines(odt)),
    ("vntime.odt", "odt", ".VnTime, .VnTimeH", in_lines(odt, "vntime")),
    ("plan.fodt", "fodt", "", in_lines(fodt)),
    ("vntime.fodt", "fodt", ".VnTime, .VnTimeH", in_lines(fodt, "vntime")),
    ("unicode.rtf", "rtf", "\\u", in_lines(rtf)),
    ("cp1258.rtf", "rtf", "windows-1258", in_lines(rtf, "cp1258")),
    ("vntime.rtf", "rtf", ".VnTime, .VnTimeH", in_lines(rtf, "vntime")),
    ("vni.rtf", "rtf", "VNI-Times", in_lines(rtf, "vni")),
    ("plan.doc", "doc", "", made_by("make_doc.py", layout=lambda plan: plan.text)),
    ("vntime.doc", "doc", ".VnTime, .VnTimeH", made_by("make_doc.py", "--tcvn3", layout=lambda plan: plan.text)),
    ("vni.doc", "doc", "VNI-Times", made_by("make_doc.py", "--vni", layout=lambda plan: plan.text)),
    ("plan.xlsx", "xlsx", "a row for each line", in_lines(xlsx)),
    ("vntime.xlsx", "xlsx", ".VnTime, .VnTimeH", in_lines(xlsx, "vntime")),
    ("plan.pdf", "pdf", "", made_by("make_pdf.py")),
    ("vntime.pdf", "pdf", ".VnTime, .VnTimeH", made_by("make_pdf.py", "--tcvn3")),
    ("plan.eml", "eml", "base64", lambda path, plan: eml(path, plan.text)),
    ("attached.eml", "eml", "a docx attached", attached),
    ("plan.msg", "msg", "Outlook", lambda path, plan: write(path, make_ole.message("gửi", plan.text))),
    ("attached.msg", "msg", "a docx attached", attached_to_msg),
    ("plan.zip", "zip", "a docx in it", zipped),
    ("twice.zip", "zip", "a zip file in it", zipped_twice),
    ("plan.tar.gz", "tar.gz", "a docx in it", tarred),
    ("plan.txt.gz", "gz", "a text in UTF-16", lambda path, plan: write(path, gzip.compress(plan.text.encode("utf-16-be")))),
    ("plan.docx.bz2", "bz2", "a docx", lambda path, plan: write(path, bz2.compress(a_docx(plan, "bz2")))),
    ("plan.docx.xz", "xz", "a docx", lambda path, plan: write(path, lzma.compress(a_docx(plan, "xz")))),
]


# ---- what other programs make of it ------------------------------------------------------------

def office(path, plan):
    """By LibreOffice, out of our docx."""
    with tempfile.TemporaryDirectory() as d:
        docx(os.path.join(d, "plan.docx"), plan.lines)
        kind = path.rsplit(".", 1)[1]
        subprocess.run(["timeout", "120", "soffice", f"-env:UserInstallation=file://{d}/profile", "--headless", "--convert-to",
                        kind, "--outdir", os.path.join(d, "out"), os.path.join(d, "plan.docx")], capture_output=True, check=True)
        shutil.copy(os.path.join(d, "out", "plan." + kind), path)


def picture(path, plan):
    """The first page, as a scan of 300 dots per inch."""
    with tempfile.TemporaryDirectory() as d:
        with open(os.path.join(d, "plan.txt"), "w", encoding="utf-8") as f:
            f.write(plan.pages().split("\f")[0].replace("\t", "\n"))
        subprocess.run(["text2image", f"--text={d}/plan.txt", f"--outputbase={d}/page", "--font=DejaVu Serif",
                        "--fonts_dir=/usr/share/fonts", f"--fontconfig_tmpdir={d}", "--ptsize=10", "--leading=18", "--xsize=2480",
                        "--ysize=3508", "--resolution=300", "--degrade_image=false"], capture_output=True, check=True)
        shutil.copy(os.path.join(d, "page.tif"), path)


BY_TOOLS = [(f"office.{kind}", kind, "by LibreOffice", office, "soffice") for kind in ("doc", "docx", "odt", "fodt", "rtf", "pdf")]
BY_TOOLS.append(("scan.tif", "tiff", "a picture of the first page", picture, "text2image"))


def write_all(plan, out, tools):
    os.makedirs(out, exist_ok=True)
    for name, _, _, writer in FIXTURES:
        writer(os.path.join(out, name), plan)
    for name, _, _, writer, tool in BY_TOOLS if tools else []:
        if shutil.which(tool):
            writer(os.path.join(out, name), plan)


# ---- the same plan? ----------------------------------------------------------------------------

# of the file, and where in its text something is
OF_THE_FILE = "path sha256 mime charset pages text_chars warnings text span".split()


def essence(record):
    """What must not depend on the format: all but places in the text, and how its blanks are."""
    if isinstance(record, dict):
        return {k: essence(v) for k, v in record.items() if k not in OF_THE_FILE}
    if isinstance(record, list):
        return [essence(v) for v in record]
    if isinstance(record, str):
        return unicodedata.normalize("NFC", " ".join(record.split()))
    return record


def differences(wanted, got):
    """Nothing, or what is not the same. Capitals with tones are not in TCVN3."""
    lower = lambda record: json.loads(json.dumps(record, ensure_ascii=False).lower())
    if wanted != got and lower(wanted) == lower(got):
        return ["small letters for capitals"]
    return [f"{k}: {got[k]!r}" for k in wanted if got[k] != wanted[k]]


def compare():
    carriers = ("attached.eml", "attached.msg")  # have a text of their own
    records = [r for r in map(json.loads, sys.stdin) if r["text_chars"] and not r["path"].endswith(carriers)]
    wanted = essence(records[0])
    for r in records:
        print(r["path"], r["charset"], *differences(wanted, essence(r)) or ["same"])


def main():
    if sys.argv[1:] == ["--compare"]:
        return compare()
    tools = sys.argv[1] == "--tools"
    plan, out = sys.argv[1 + tools:]
    return write_all(Plan(plan), out, tools)


if __name__ == "__main__":
    main()
