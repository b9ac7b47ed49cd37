#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a small document of Word 97, for tests.

    make_doc.py [OPTION]... TEXT OUT.doc

Lines of TEXT are paragraphs; a line with tabs is the row of a table. A line that begins with "# " is
an item of a list that numbers itself (I., II.). [-words-] are taken out and {+words+} put in by
tracked changes, in paragraphs without tabs.

    --tcvn3    in the fonts .VnTime and, of capitals, .VnTimeH, as documents before 2001
    --vni      in the font VNI-Times
    --locked   says that it is encrypted
"""
import argparse
import re
import struct

from legacy_text import typed_runs, vni
from make_ole import compound, u16, u32

FKP, TEXT_AT, FEW = 512, 1024, 4096
TAKEN_OUT, PUT_IN = struct.pack("<HB", 0x0800, 1), struct.pack("<HB", 0x0801, 1)


# ---- text --------------------------------------------------------------------------------------

class Writer:
    """Characters and what is told of them: runs and paragraphs by their end in the stream."""

    def __init__(self, wide):
        self.wide, self.data, self.runs, self.paragraphs = wide, b"", [], []

    def at(self):
        return TEXT_AT + len(self.data)

    def add(self, raw, properties):
        self.data += raw
        self.runs.append((self.at(), properties))

    def mark(self, char):
        return char.encode("utf-16-le") if self.wide else char.encode()

    def end(self, char, properties, modifiers=b""):
        self.add(self.mark(char), properties)
        self.paragraphs.append((self.at(), u16(0) + modifiers))


def font(number):
    return struct.pack("<HHHHHH", 0x4A4F, number, 0x4A50, number, 0x4A51, number)


def write_line(w, line, encode):
    in_table = struct.pack("<HB", 0x2416, 1)
    if "\t" in line:
        for cell in line.split("\t"):
            for raw, properties in encode(cell):
                w.add(raw, properties)
            w.end("\x07", b"", in_table)
        w.end("\x07", b"", in_table + struct.pack("<HB", 0x2417, 1))
        return
    item = line.startswith("# ")
    for part in re.split(r"(\[-.*?-\]|\{\+.*?\+\})", line[2:] if item else line):
        change = TAKEN_OUT if part.startswith("[-") else PUT_IN if part.startswith("{+") else b""
        for raw, properties in encode(part[2:-2] if change else part):
            w.add(raw, properties + change)
    w.end("\r", b"", struct.pack("<HH", 0x460B, 1) if item else b"")


# ---- tables of properties ----------------------------------------------------------------------

def character_page(runs, start):
    page, data, at, places = bytearray(FKP), {}, FKP - 2, []
    for _, properties in runs:
        if properties and properties not in data:
            at = (at - len(properties) - 1) & ~1
            page[at:at + len(properties) + 1] = bytes([len(properties)]) + properties
            data[properties] = at // 2
        places.append(data.get(properties, 0))
    head = u32(start) + b"".join(u32(end) for end, _ in runs) + bytes(places)
    assert len(head) <= at
    page[:len(head)] = head
    page[FKP - 1] = len(runs)
    return bytes(page)


def paragraph_page(paragraphs, start):
    page, data, at, places = bytearray(FKP), {}, FKP - 2, b""
    for _, papx in paragraphs:
        if papx not in data:
            padded = papx + bytes(len(papx) % 2)
            at = (at - len(padded) - 2) & ~1
            page[at:at + len(padded) + 2] = bytes([0, len(padded) // 2]) + padded
            data[papx] = at // 2
        places += bytes([data[papx]]) + bytes(12)
    head = u32(start) + b"".join(u32(end) for end, _ in paragraphs) + places
    assert len(head) <= at
    page[:len(head)] = head
    page[FKP - 1] = len(paragraphs)
    return bytes(page)


def pages(items, most, make):
    """Pages, and the offsets at which they begin, with that where the last one ends."""
    out, bounds, start = [], [TEXT_AT], TEXT_AT
    for i in range(0, len(items), most):
        part = items[i:i + most]
        out.append(make(part, start))
        start = part[-1][0]
        bounds.append(start)
    return out, bounds


def font_table(names):
    out = u16(len(names)) + u16(0)
    for name in names:
        ffn = bytes(39) + name.encode("utf-16-le") + b"\0\0"
        out += bytes([len(ffn)]) + ffn
    return out


def list_tables():
    text = "\0.".encode("utf-16-le")
    lst = u16(1) + u32(77) + u32(0) + u16(0xFFF) * 9 + bytes([1, 0])
    level = u32(1) + bytes([1, 0]) + bytes([1]) + bytes(8) + bytes([0]) + bytes(8) + bytes(4) + u16(2) + text
    lfo = u32(1) + u32(77) + bytes(12) + u32(0xFFFFFFFF)
    return lst, level, lfo


def document(w, fonts, flags):
    chars = len(w.data) // (2 if w.wide else 1)
    stream = bytes(TEXT_AT) + w.data
    stream += bytes(-len(stream) % FKP)
    table, pairs = b"", {}

    def part(at, data, more=b""):
        nonlocal table
        pairs[at] = (len(table), len(data))
        table += data + more

    for at, items, most, make in ((0xFA, w.runs, 40, character_page), (0x102, w.paragraphs, 18, paragraph_page)):
        made, bounds = pages(items, most, make)
        first = len(stream) // FKP
        stream += b"".join(made)
        part(at, b"".join(map(u32, bounds)) + b"".join(u32(first + i) for i in range(len(made))))
    part(0x112, font_table(fonts))
    fc = TEXT_AT if w.wide else TEXT_AT * 2 | 0x40000000
    piece = u32(0) + u32(chars) + u16(0) + u32(fc) + u16(0)
    part(0x1A2, b"\2" + u32(len(piece)) + piece)
    lst, level, lfo = list_tables()
    part(0x2E2, lst, level)
    part(0x2EA, lfo)
    fib = bytearray(TEXT_AT)
    fib[0:4] = u16(0xA5EC) + u16(0xC1)
    fib[0x0A:0x0C] = u16(flags)
    fib[0x20:0x22], fib[0x3E:0x40] = u16(14), u16(22)
    fib[0x4C:0x50] = u32(chars)
    fib[0x98:0x9A] = u16(0x5D)
    for at, (start, length) in pairs.items():
        fib[at:at + 8] = u32(start) + u32(length)
    stream = bytes(fib) + stream[TEXT_AT:]
    # the empty streams that Word writes beside, so that the texts are found last
    return compound({"\5DocumentSummaryInformation": b"", "\5SummaryInformation": b"", "WordDocument": stream.ljust(FEW, b"\0"),
                     "\1CompObj": b"", "1Table": table.ljust(FEW, b"\0"), "\1Ole": b""})


def main():
    p = argparse.ArgumentParser()
    for name in ("tcvn3", "vni", "locked"):
        p.add_argument("--" + name, action="store_true")
    p.add_argument("text")
    p.add_argument("out")
    a = p.parse_args()
    with open(a.text, encoding="utf-8") as f:
        lines = f.read().rstrip("\n").split("\n")
    fonts = ["Times New Roman", ".VnTime", ".VnTimeH", "VNI-Times"]

    def encode(text):
        if a.tcvn3:
            return [(raw, font(2 if high else 1)) for high, raw in typed_runs(text)]
        if a.vni:
            return [(vni(text), font(3))]
        return [(text.encode("utf-16-le"), font(0))]

    w = Writer(not (a.tcvn3 or a.vni))
    for line in lines:
        write_line(w, line, encode)
    with open(a.out, "wb") as f:
        f.write(document(w, fonts, 0x0200 | (0x0100 if a.locked else 0)))


if __name__ == "__main__":
    main()
