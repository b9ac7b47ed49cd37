#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the plan of a text file in every format that is read: formats.py PLAN.txt DIRECTORY.
With --compare, reads extract --json records and tells in what they differ from the first.

The files are as small as the formats allow."""
import base64
import html
import json
import os
import re
import sys
import unicodedata
import zipfile

import legacy_text
from legacy_text import cp1258, runs

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = " ".join(
    f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
    for p, n in (("office", "office"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"))
)


def font(high):
    return ".VnTimeH" if high else ".VnTime"


def docx(path, lines, legacy=False):
    def paragraph(line):
        if not legacy:
            half = len(line) // 2  # programs split runs anywhere
            parts = [f'<w:r><w:t xml:space="preserve">{html.escape(s)}</w:t></w:r>' for s in (line[:half], line[half:])]
        else:
            parts = [
                f'<w:r><w:rPr><w:rFonts w:ascii="{font(h)}" w:hAnsi="{font(h)}"/></w:rPr>'
                f'<w:t xml:space="preserve">{html.escape(s.decode("latin-1"))}</w:t></w:r>'
                for h, s in runs(line)
            ]
        return f"<w:p>{''.join(parts)}</w:p>"

    relations = "http://schemas.openxmlformats.org"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        z.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{relations}/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{word}"/></Types>',
        )
        z.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{relations}/package/2006/relationships"><Relationship Id="r" Type='
            f'"{relations}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        body = "".join(map(paragraph, lines))
        z.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")


def odt(path, lines):
    def paragraph(line):
        line = re.sub(r" {2,}", lambda m: f' <text:s text:c="{len(m[0]) - 1}"/>', html.escape(line))
        return "<text:p>" + line.replace("\t", "<text:tab/>") + "</text:p>"

    with zipfile.ZipFile(path, "w") as z:
        kind = "application/vnd.oasis.opendocument.text"
        z.writestr("mimetype", kind)
        z.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<m:file-entry m:full-path="/" m:media-type="{kind}"/>'
            '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>',
        )
        body = "".join(map(paragraph, lines))
        z.writestr(
            "content.xml",
            f"<office:document-content {ODF}><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )


def rtf_text(s):
    def one(c):
        n = ord(c)
        if c in "\\{}":
            return "\\" + c
        if c == "\t":
            return "\\tab "
        if n < 128:
            return c
        return "".join(f"\\u{u - 65536 if u > 32767 else u}?" for u in utf16(c))

    return "".join(map(one, s))


def utf16(c):
    b = c.encode("utf-16-le")
    return [b[i] | b[i + 1] << 8 for i in range(0, len(b), 2)]


def rtf(path, lines, kind="unicode"):
    head = "{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0 Times;}{\\f1 .VnTime;}{\\f2 .VnTimeH;}{\\f3\\fcharset163 Arial;}}"
    out = []
    for line in lines:
        if kind == "legacy":
            out.append("".join(f"{{\\f{2 if h else 1} {rtf_bytes(s)}}}" for h, s in runs(line)))
        elif kind == "cp1258":
            out.append("{\\f3 " + rtf_bytes(cp1258(line)) + "}")
        else:
            out.append(rtf_text(line))
    with open(path, "w", encoding="ascii") as f:
        f.write(head + "".join(s + "\\par\n" for s in out) + "}")


def rtf_bytes(b):
    return "".join(rtf_text(chr(c)) if c < 128 else f"\\'{c:02x}" for c in b)


def eml(path, text):
    body = base64.encodebytes(text.encode()).decode()
    with open(path, "w", encoding="ascii") as f:
        f.write(
            "From: a@example.vn\nTo: b@example.vn\nDate: Tue, 25 May 2021 08:00:00 +0700\nSubject: =?utf-8?B?"
            + base64.b64encode("gửi".encode()).decode()
            + "?=\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
            + body
        )


def page_line(line):
    cells = re.split(r"\t+", html.escape(line))
    if len(cells) > 1:
        return "<table><tr>" + "".join(f"<td>{c}</td>" for c in cells) + "</tr></table>\n"
    return f"<p>{cells[0] or '&nbsp;'}</p>\n"


def essence(record):
    """What must not depend on the format: all but places in the text, and how its blanks are."""
    if isinstance(record, dict):
        return {k: essence(v) for k, v in record.items() if k not in OF_THE_FILE}
    if isinstance(record, list):
        return [essence(v) for v in record]
    if isinstance(record, str):
        return unicodedata.normalize("NFC", " ".join(record.split()))
    return record


OF_THE_FILE = "path sha256 mime charset pages text_chars warnings text span".split()


def compare():
    records = [r for r in map(json.loads, sys.stdin) if r["mime"] != "application/zip"]
    wanted = essence(records[0])
    for r in records:
        got = essence(r)
        print(r["path"], r["charset"], *[f"{k}: {got[k]!r}" for k in wanted if got[k] != wanted[k]] or ["same"])


def main():
    if sys.argv[1:] == ["--compare"]:
        return compare()
    plan, out = sys.argv[1:]
    os.makedirs(out, exist_ok=True)
    text = open(plan, encoding="utf-8").read()
    lines = text.rstrip("\n").split("\n")
    at = lambda name: os.path.join(out, name)
    open(at("plan.txt"), "w", encoding="utf-8").write(text)
    open(at("nfd.txt"), "w", encoding="utf-8").write(unicodedata.normalize("NFD", text))
    open(at("utf16.txt"), "w", encoding="utf-16").write(text)
    open(at("cp1258.txt"), "wb").write(cp1258(text))
    open(at("page.html"), "w", encoding="utf-8").write("<html><meta charset=utf-8>" + "".join(map(page_line, lines)))
    docx(at("plan.docx"), lines)
    docx(at("vntime.docx"), lines, legacy=True)
    odt(at("plan.odt"), lines)
    for kind in ("unicode", "legacy", "cp1258"):
        rtf(at(f"{kind}.rtf"), lines, kind)
    eml(at("plan.eml"), text)
    with zipfile.ZipFile(at("plan.zip"), "w") as z:
        z.write(at("plan.docx"), "kế hoạch.docx")


main()
