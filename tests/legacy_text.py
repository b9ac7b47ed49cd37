# SPDX-License-Identifier: GPL-3.0-or-later
"""Vietnamese in the encodings before Unicode, for tests that write such files.

The one-byte sets come from the table of the sources (text/legacy.def), so that what is tested is
that the way there and back is the same; VNI, VIQR and windows-1258 are written down here anew."""
import os
import re
import unicodedata

TABLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "text", "legacy.def")
TONES = "\u0300\u0301\u0303\u0309\u0323"
# what no set has, as it was typed
PLAIN = {"–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "\u00a0": " "}


def plain(text):
    return "".join(PLAIN.get(c, c) for c in unicodedata.normalize("NFC", text))


def rows():
    """(letter, byte in TCVN3, in VISCII, in VPS); 0: has none."""
    with open(TABLE, encoding="utf-8") as f:
        found = re.findall(r"LEGACY\((0x\w+), (0x\w+), (0x\w+), (0x\w+)\)", f.read())
    return [(chr(int(row[0], 16)), *(int(n, 16) for n in row[1:])) for row in found]


ROWS = rows()


def table(column):
    return {row[0]: row[column] for row in ROWS if row[column]}


TCVN3, VISCII, VPS = table(1), table(2), table(3)
CAPITALS = {row[0] for row in ROWS if not row[1]}  # only fonts ending in H draw these


def encoded(text, to):
    return b"".join(bytes([to[c]]) if c in to else c.encode("latin-1") for c in plain(text))


def tcvn3(text):
    """As plain text has it: capitals with tones have become small."""
    return encoded("".join(c.lower() if c in CAPITALS else c for c in plain(text)), TCVN3)


def viscii(text):
    return encoded(text, VISCII)


def vps(text):
    return encoded(text, VPS)


def runs(line):
    """A line in the fonts .VnTime and .VnTimeH: (in .VnTimeH, bytes), .VnTimeH as rarely as can be."""
    out = []
    for c in plain(line):
        high = c in CAPITALS
        if not out or out[-1][0] != high:
            out.append([high, b""])
        out[-1][1] += tcvn3(c)
    return out


def typed_runs(line):
    """The same as people typed it: words in capitals are small letters in .VnTimeH."""
    out = []
    for part in re.findall(r"[^\W\d_]+|[\W\d_]+", plain(line)):
        if len(part) > 1 and part.isupper():
            pieces = [[True, tcvn3(part.lower())]]
        else:
            pieces = runs(part)
        for high, raw in pieces:
            if out and out[-1][0] == high:
                out[-1][1] += raw
            else:
                out.append([high, raw])
    return out


VNI = {"á": "aù", "à": "aø", "ả": "aû", "ã": "aõ", "ạ": "aï", "ă": "aê", "ắ": "aé", "ằ": "aè",
       "ẳ": "aú", "ẵ": "aü", "ặ": "aë", "â": "aâ", "ấ": "aá", "ầ": "aà", "ẩ": "aå", "ẫ": "aã",
       "ậ": "aä", "é": "eù", "è": "eø", "ẻ": "eû", "ẽ": "eõ", "ẹ": "eï", "ê": "eâ", "ế": "eá",
       "ề": "eà", "ể": "eå", "ễ": "eã", "ệ": "eä", "ó": "où", "ò": "oø", "ỏ": "oû", "õ": "oõ",
       "ọ": "oï", "ô": "oâ", "ố": "oá", "ồ": "oà", "ổ": "oå", "ỗ": "oã", "ộ": "oä", "ớ": "ôù",
       "ờ": "ôø", "ở": "ôû", "ỡ": "ôõ", "ợ": "ôï", "ú": "uù", "ù": "uø", "ủ": "uû", "ũ": "uõ",
       "ụ": "uï", "ứ": "öù", "ừ": "öø", "ử": "öû", "ữ": "öõ", "ự": "öï", "ý": "yù", "ỳ": "yø",
       "ỷ": "yû", "ỹ": "yõ", "ỵ": "î", "í": "í", "ì": "ì", "ị": "ò", "ĩ": "ó", "ỉ": "æ", "ơ": "ô",
       "ư": "ö", "đ": "ñ"}


def vni(text):
    out = []
    for c in plain(text):
        known = VNI.get(c.lower(), c.lower())
        out.append(known if c == c.lower() else known.upper())
    return "".join(out).encode("cp1252")


VIQR = {"\u0302": "^", "\u0306": "(", "\u031b": "+", "\u0301": "'", "\u0300": "`", "\u0309": "?",
        "\u0303": "~", "\u0323": "."}


def viqr(text):
    """A sign behind a letter that it could be a mark of gets a backslash."""
    out, before = "", ""
    for c in plain(text):
        if c in "đĐ":
            out += "dd" if c == "đ" else "DD"
        elif unicodedata.decomposition(c):
            parts = unicodedata.normalize("NFD", c)
            out += parts[0] + "".join(VIQR[p] for p in sorted(parts[1:], key=lambda p: p in TONES))
        else:
            out += "\\" + c if c in "^(+'`?~.\\" and before.isalpha() else c
        before = c
    return out.encode("ascii")


def cp1258(text):
    """Tones are combining characters, but for some letters of the West."""
    out = b""
    for c in unicodedata.normalize("NFC", text):
        try:
            out += c.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", c)
            base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in TONES))
            tone = "".join(p for p in parts if p in TONES)
            out += base.encode("cp1258", "replace") + tone.encode("cp1258", "replace")
    return out
