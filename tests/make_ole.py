# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes compound files ([MS-CFB]), in which old Office formats keep their streams, for tests."""
import struct

SECTOR, MINI, CUTOFF = 512, 64, 4096
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
ROOT, STREAM, STORAGE = 5, 2, 1


def u16(n):
    return struct.pack("<H", n)


def u32(n):
    return struct.pack("<I", n)


def entry(name, kind, child=FREE, left=FREE, first=END, size=0):
    raw = name.encode("utf-16-le")
    return (raw.ljust(64, b"\0") + u16(len(raw) + 2) + bytes([kind, 1]) + u32(left) + u32(FREE)
            + u32(child) + bytes(36) + u32(first) + u32(size) + u32(0))


class Sectors:
    """Chains of sectors, and the table of what follows what."""

    def __init__(self, size):
        self.size, self.table, self.body = size, [], b""

    def add(self, data):
        if not data:
            return END
        first, count = len(self.table), -(-len(data) // self.size)
        self.body += data.ljust(count * self.size, b"\0")
        self.table += [first + i + 1 for i in range(count - 1)] + [END]
        return first


def compound(tree):
    """tree: name -> bytes, or another tree. Siblings hang on each other's left, in this order."""
    def count(folder):
        """Entries, and sectors at most."""
        below = [count(what) if isinstance(what, dict) else (0, len(what) // SECTOR + 2) for what in folder.values()]
        return len(folder) + sum(n for n, _ in below), sum(n for _, n in below)

    sectors, minis, entries = Sectors(SECTOR), Sectors(MINI), [None]
    many, most = count(tree)
    fats = (most + many) // (SECTOR // 4 - 1) + 1
    if fats > 109:
        raise SystemExit("make_ole: more than the header can name")
    room = -(-(many + 1) // 4) * SECTOR
    sectors.add(b"\0" * fats * SECTOR)  # these two are filled in below
    folder = sectors.add(b"\0" * room)

    def place(folder):
        """The number of the first entry."""
        made = []
        for name, what in folder.items():
            made.append(len(entries))
            entries.append(None)
            if isinstance(what, dict):
                entries[made[-1]] = {"name": name, "kind": STORAGE, "child": place(what)}
            else:
                first = (minis if len(what) < CUTOFF else sectors).add(what)
                entries[made[-1]] = {"name": name, "kind": STREAM, "first": first, "size": len(what)}
        for at, left in zip(made, made[1:]):
            entries[at]["left"] = left
        return made[0] if made else FREE

    child = place(tree)
    entries[0] = {"name": "Root Entry", "kind": ROOT, "child": child, "first": sectors.add(minis.body), "size": len(minis.body)}
    minifat = sectors.add(b"".join(map(u32, minis.table)).ljust(-(-len(minis.table) * 4 // SECTOR) * SECTOR, b"\xFF"))
    table = b"".join(map(u32, [FAT] * fats + sectors.table[fats:])).ljust(fats * SECTOR, b"\xFF")
    body = table + b"".join(entry(**e) for e in entries).ljust(room, b"\0") + sectors.body[len(table) + room:]
    head = (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(16) + u16(0x3E) + u16(3) + u16(0xFFFE) + u16(9) + u16(6) + bytes(10)
            + u32(fats) + u32(folder) + u32(0) + u32(CUTOFF) + u32(minifat) + u32(-(-len(minis.table) * 4 // SECTOR))
            + u32(END) + u32(0) + b"".join(u32(i) for i in range(fats)) + u32(FREE) * (109 - fats))
    return head + body


def message(subject, text, attachments=()):
    """A message of Outlook. attachments: (name, bytes)"""
    def wide(s):
        return s.encode("utf-16-le")

    tree = {
        "__properties_version1.0": bytes(32) + properties(),
        "__substg1.0_0037001F": wide(subject),
        "__substg1.0_0C1A001F": wide("Nguyễn Văn A"),
        "__substg1.0_0E04001F": wide("Văn phòng"),
        "__substg1.0_1000001F": wide(text),
    }
    for i, (name, data) in enumerate(attachments):
        tree["__attach_version1.0_#%08X" % i] = {"__substg1.0_3707001F": wide(name), "__substg1.0_37010102": data}
    return compound(tree)


def properties():
    """The time of sending, 2021-05-25 01:00 UTC, as hundreds of nanoseconds since 1601."""
    when = (13266378000) * 10**7
    return u32(0x00390040) + u32(6) + struct.pack("<Q", when)
