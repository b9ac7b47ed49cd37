#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a tree of files that want to do harm, with good ones between them.

    make_hostile.py FOLDER TINY     TINY: how many tiny files

Prints one line a file: "good PATH", or "bad PATH REASON..." with the reasons that will do ("-": it is passed over and
no failure); paths as JSON strings."""
import io, json, os, socket, stat, struct, sys, zipfile, zlib

folder, tiny = sys.argv[1], int(sys.argv[2])
os.makedirs(folder, exist_ok=True)
number = 0


def tell(kind, path, *reasons):
    print(kind, json.dumps(os.fsdecode(path), ensure_ascii=True).replace(" ", "\\u0020"), *reasons)


def text():
    global number
    number += 1
    return f"TỈNH ỦY SÔNG LAM\nSố {number}-KH/TU\n\nKẾ HOẠCH\nThực hiện công tác số {number}\n"


def at(name):
    path = os.path.join(os.fsencode(folder), name if isinstance(name, bytes) else name.encode())
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return path


def good(name):
    path = at(name)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text())
    tell("good", path)


def bad(name, data, *reasons):
    path = at(name)
    with open(path, "wb") as f:
        f.write(data)
    tell("bad", path, *reasons)


def packed(*members, by=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", by) as z:
        for name, data in members:
            z.writestr(name, data)
    return out.getvalue()


def packed_zeros(name, size, before=b"", after=b"", fill=b"\0"):
    """One member of that size, without holding it."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    block, crc, body = fill * (1 << 20), 0, []
    for part in [before] + [block] * (size >> 20) + [after]:
        crc = zlib.crc32(part, crc)
        body.append(deflate.compress(part))
    body = b"".join(body) + deflate.flush()
    full = len(before) + (size >> 20 << 20) + len(after)
    head = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, crc, len(body), full, len(name), 0)
    local = b"PK\3\4" + head + name + body
    entry = b"PK\1\2" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    return local + entry + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(local), 0)


def word(document, *more):
    types = ('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName='
             '"/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
    return packed(("[Content_Types].xml", types), ("word/document.xml", document), *more)


def pdf(*objects, root=1):
    """Objects from 1 on, with a table of where they are."""
    out, places = b"%PDF-1.4\n", []
    for i, o in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i, o)
    table = b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, root, len(out))


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PARAGRAPH = "<w:p><w:r><w:t>%s</w:t></w:r></w:p>"
laughs = '<!DOCTYPE x [<!ENTITY a0 "haha">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12)) + "]>"
quadratic = f'<!DOCTYPE x [<!ENTITY a "{"a" * 100000}">]>'

# ---- bombs
good("0-first.txt")
bad("bomb/zeros.zip", packed_zeros(b"zeros.txt", 1 << 30), "too-big")
nest = packed_zeros(b"zeros.txt", 64 << 20)
for level in range(6):
    nest = packed(*((f"{level}{i}.zip", nest) for i in range(20)))  # 64 million files
bad("bomb/nest.zip", nest, "too-big")
bad("bomb/entities.docx", word(f'<?xml version="1.0"?>{laughs}<w:document {W}><w:body>{PARAGRAPH % "&a11;"}</w:body></w:document>'),
    "too-big", "unsupported", "damaged", "empty")
bad("bomb/quadratic.docx", word(f'<?xml version="1.0"?>{quadratic}<w:document {W}><w:body>{PARAGRAPH % ("&a;" * 100000)}</w:body></w:document>'),
    "too-big", "unsupported", "damaged", "empty")
bad("bomb/deep.docx", word(f'<?xml version="1.0"?><w:document {W}><w:body>' + "<w:p>" * 1000000), "too-big", "unsupported", "damaged", "empty")
bad("bomb/blanks.docx", packed_zeros(b"word/document.xml", 1 << 30, f"<w:document {W}><w:body><w:p>".encode(), b"</w:p></w:body></w:document>", b" "),
    "too-big", "unsupported", "damaged", "empty", "memory")
bad("bomb/deep.html", b"<html><body>" + b"<div>" * 3000000, "too-big", "empty", "unsupported", "memory", "timed-out")
bad("bomb/deep.rtf", b"{\\rtf1 " + b"{" * 5000000, "too-big", "empty", "unsupported", "damaged", "memory")
bad("bomb/bin.rtf", b"{\\rtf1 \\bin2147483647 x}", "empty", "unsupported", "damaged", "too-big")

# ---- PDF in circles
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"
bad("pdf/tree.pdf", pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 9>>"),
    "unsupported", "empty", "ocr", "timed-out", "damaged")
bad("pdf/contents.pdf", pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", PAGE, b"4 0 R"),
    "unsupported", "empty", "ocr", "timed-out", "damaged")
form = b"/F Do"
bad("pdf/form.pdf", pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</F 5 0 R/G 6 0 R>>>>>>",
                        b"<</Length 5>>stream\n/F Do\nendstream",
                        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 6 0 R>>>>/Length 11>>stream\n/F Do /F Do\nendstream",
                        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>/Length 11>>stream\n/F Do /F Do\nendstream"),
    "unsupported", "empty", "ocr", "timed-out", "damaged")
loop = pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>")
bad("pdf/tables.pdf", loop.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % loop.index(b"xref\n")), "unsupported", "empty", "ocr", "timed-out", "damaged")
stream = zlib.compress(b" " * (200 << 20))
bad("pdf/stream.pdf", pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", PAGE,
                          b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream)),
    "unsupported", "empty", "ocr", "timed-out", "damaged")
good("pdf/between.txt")

# ---- no ordinary files
for name in ("sparse.txt", "sparse.pdf", "sparse.zip"):
    path = at("odd/" + name)
    with open(path, "wb") as f:
        f.truncate(2 << 30)
    tell("bad", path, "too-big")
os.mkfifo(at("odd/fifo.txt"))
tell("bad", at("odd/fifo.txt"), "-")
home = os.open(".", os.O_RDONLY)
os.chdir(at("odd"))
socket.socket(socket.AF_UNIX).bind("socket.txt")  # a short name: it has room for 108 bytes
os.fchdir(home)
tell("bad", at("odd/socket.txt"), "-")
try:
    os.mknod(at("odd/zero.txt"), stat.S_IFCHR | 0o644, os.makedev(1, 5))
    tell("bad", at("odd/zero.txt"), "-")
except OSError:
    pass
os.symlink(".", at("odd/loop"))
os.symlink("nowhere", at("odd/dangling.txt"))
for name in ("loop", "dangling.txt"):
    tell("bad", at("odd/" + name), "-")
os.symlink("/proc/self/mem", at("odd/mem.txt"))
tell("bad", at("odd/mem.txt"), "-")
if os.geteuid():
    bad("odd/closed.txt", text().encode(), "unreadable")
    os.chmod(at("odd/closed.txt"), 0)
    os.makedirs(at("odd/shut/inside"))
    os.chmod(at("odd/shut"), 0)
    tell("bad", at("odd/shut"), "unreadable")
good("odd/between.txt")

# ---- names
for name in (b"names/no utf-8 \xff\xfe.txt", b"names/two\nlines.txt", b"names/ -rf.txt", b"names/a\x1b[2J.txt", b"names/" + b"l" * 251 + b".txt",
             "names/kế hoạch số 12.txt".encode(), b"names/e\xcc\x82\xcc\x81.txt", b"names/q'u\"o\\te.txt", b"names/a.zip!/b.txt"):
    good(name)
path = at("names/deep/x")[:-2]
os.chdir(path)
while len(path) < 4100:  # beyond what one call can name
    os.mkdir("d" * 200)
    os.chdir("d" * 200)
    path += b"/" + b"d" * 200
os.fchdir(home)
tell("bad", path, "unreadable")
for i in range(tiny):
    with open(at(f"tiny/{i % 97}/{i}.txt"), "w") as f:
        f.write(f"Số {i}-CV/VP")
    tell("good", at(f"tiny/{i % 97}/{i}.txt"))
good("zz-last.txt")
