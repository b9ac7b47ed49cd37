#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a small PDF file with a text layer, for tests.

    make_pdf.py [OPTION]... TEXT OUT.pdf

Lines of TEXT go down the page; a form feed begins a page; a line "LEFT<tab>RIGHT" has two columns,
and lines of that kind that follow each other are drawn as Word does it: the left column, then the
right one. The font is none that is embedded: its codes have their characters from a ToUnicode map.

    --picture       no text layer: as a scan of nothing
    --scan          TEXT is a picture (PGM), which is the page
    --layer FILE    behind that picture the text of FILE, not shown, as programs of scanners put it there
    --no-map        without that map: the text layer has letters, but no characters
    --tcvn3         in the fonts .VnTime and .VnTimeH, whose letters have the characters of windows-1252
    --turned        each page turned by a quarter, its text going upwards
    --password      encrypted so that it opens with a password only
"""
import argparse
import hashlib
import zlib

from legacy_text import typed_runs

WIDTH, HEIGHT, LEFT, MIDDLE, TOP, SIZE, LEADING = 595, 842, 70, 320, 780, 11, 16


class Codes:
    """One code for each character of the file, from 33 on."""

    def __init__(self):
        self.of = {" ": 32}

    def encode(self, text):
        for c in text:
            if c not in self.of:
                code = len(self.of) + 32
                if code > 255:
                    raise SystemExit("make_pdf: more than 220 different characters")
                self.of[c] = code
        return "".join("%02X" % self.of[c] for c in text)

    def map(self):
        rows = "\n".join("<%02X> <%s>" % (code, c.encode("utf-16-be").hex().upper())
                         for c, code in sorted(self.of.items(), key=lambda item: item[1]))
        rows = rows.split("\n")
        blocks = "".join("%d beginbfchar\n%s\nendbfchar\n" % (len(part), "\n".join(part))
                         for part in (rows[i:i + 100] for i in range(0, len(rows), 100)))
        return ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
                "/CMapName /T def 1 begincodespacerange <00> <FF> endcodespacerange\n"
                + blocks + "endcmap end end\n")


class Fonts:
    """The fonts before Unicode: F is .VnTime, C is .VnTimeH."""

    def draw(self, text):
        return "".join("/%s %d Tf <%s> Tj " % ("C" if high else "F", SIZE, raw.hex()) for high, raw in typed_runs(text))


def draw(codes, x, y, text):
    shown = codes.draw(text) if isinstance(codes, Fonts) else "/F %d Tf <%s> Tj " % (SIZE, codes.encode(text))
    return "BT 1 0 0 1 %d %d Tm %sET\n" % (x, y, shown)


def page_content(codes, lines, turned):
    out, y, waiting = [], TOP - (240 if turned else 0), []
    for line in lines + [""]:
        if "\t" in line:
            left, right = line.split("\t", 1)
            out.append(draw(codes, LEFT, y, left))
            waiting.append((y, right))
        else:
            out += [draw(codes, MIDDLE, at, text) for at, text in waiting]
            waiting = []
            if line:
                out.append(draw(codes, LEFT, y, line))
        y -= LEADING
    body = "".join(out)
    return "q 0 1 -1 0 %d 0 cm\n%sQ\n" % (WIDTH, body) if turned else body


def picture_content():
    return "0.5 g 70 70 400 700 re f\n"


def scan(file, path):
    """The content of a page that shows a PGM picture, and the object of the picture."""
    with open(path, "rb") as f:
        kind, size, most, pixels = f.read().split(b"\n", 3)
    width, height = size.split()
    if kind != b"P5" or most != b"255":
        raise SystemExit("make_pdf: no PGM picture of 8 bits")
    data = zlib.compress(pixels)
    picture = file.add(b"<< /Type /XObject /Subtype /Image /Width %s /Height %s /ColorSpace /DeviceGray "
                       b"/BitsPerComponent 8 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
                       % (width, height, len(data), data))
    shown = WIDTH * int(height) // int(width)
    return "q %d 0 0 %d 0 %d cm /I Do Q\n" % (WIDTH, shown, HEIGHT - shown), picture


class File:
    def __init__(self):
        self.objects = []

    def add(self, body):
        self.objects.append(body)
        return len(self.objects)

    def stream(self, text):
        data = zlib.compress(text.encode("latin-1"))
        return self.add(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(data), data))

    def write(self, path, root, trailer):
        out, offsets = bytearray(b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n"), []
        for number, body in enumerate(self.objects, 1):
            offsets.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body if isinstance(body, bytes) else body.encode("latin-1"))
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
        out += b"".join(b"%010d 00000 n \n" % at for at in offsets)
        out += b"trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
            len(offsets) + 1, root, trailer.encode("latin-1"), start)
        with open(path, "wb") as f:
            f.write(out)


def encryption(file):
    """A standard security handler whose password is none that is tried: what it guards is left as
    it is, since nobody gets so far."""
    owner, user = hashlib.sha256(b"owner").hexdigest(), hashlib.sha256(b"user").hexdigest()
    handler = file.add("<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (owner, user))
    name = hashlib.md5(b"name").hexdigest()
    return "/Encrypt %d 0 R /ID [<%s> <%s>]" % (handler, name, name)


def main():
    p = argparse.ArgumentParser()
    for name in ("picture", "scan", "no-map", "tcvn3", "turned", "password"):
        p.add_argument("--" + name, action="store_true")
    p.add_argument("--layer")
    p.add_argument("text")
    p.add_argument("out")
    a = p.parse_args()
    codes, file, picture = Fonts() if a.tcvn3 else Codes(), File(), 0
    if a.scan:
        content, picture = scan(file, a.text)
        if a.layer:
            with open(a.layer, encoding="utf-8") as f:
                content += "3 Tr " + page_content(codes, f.read().rstrip("\n").split("\n"), False)
        contents = [file.stream(content)]
    else:
        with open(a.text, encoding="utf-8") as f:
            pages = [page.split("\n") for page in f.read().rstrip("\n").split("\f")]
        contents = [file.stream(picture_content() if a.picture else page_content(codes, lines, a.turned))
                    for lines in pages]
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica %s >>"
    capitals = 0
    if a.tcvn3:
        font, capitals = (file.add("<< /Type /Font /Subtype /TrueType /BaseFont /%s /FirstChar 32 /LastChar 255 "
                                   "/Widths [%s] /Encoding /WinAnsiEncoding >>" % (name, "500 " * 224))
                          for name in ("ABCDEF+.VnTime", "ABCDEG+.VnTimeH"))
    elif a.no_map: # codes that stand for nothing
        names = " ".join("/g%d" % i for i in range(33, 256))
        font = file.add(font % "/Encoding << /Type /Encoding /Differences [ 33 %s ] >>" % names)
    else:
        font = file.add(font % "/ToUnicode %d 0 R" % file.stream(codes.map()))
    shown = "/XObject << /I %d 0 R >>" % picture if picture else ""
    tree = len(file.objects) + len(contents) + 1
    kids = [file.add("<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
                     "/Resources << /Font << /F %d 0 R /C %d 0 R >> %s >> >>" % (tree, WIDTH, HEIGHT, c, font, capitals or font, shown))
            for c in contents]
    file.add("<< /Type /Pages /Kids [%s] /Count %d >>" % (" ".join("%d 0 R" % k for k in kids), len(kids)))
    root = file.add("<< /Type /Catalog /Pages %d 0 R >>" % tree)
    file.write(a.out, root, encryption(file) if a.password else "")


if __name__ == "__main__":
    main()
