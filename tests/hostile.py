#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tour of every command and format with names and texts that want to do harm, in a folder of its own.

Names and texts have escapes for terminals, letters that turn the direction of writing, line ends, formulas of
spreadsheets, bytes that are no UTF-8, a line of 200,000 letters. What people read, messages too, is UTF-8 without
control characters and without what steers the direction; what programs read can be read by their rules: JSON line by
line, CSV and TSV with as many cells in each row, XML, calendars of lines that end in CR LF. Prints what is wrong, then
"N outputs"."""
import csv, io, json, os, pty, re, subprocess, xml.etree.ElementTree

ESC, BIDI = "\x1b]0;owned\x07\x1b[31m\x9b2J", "\u202e\u2066gnort\u2069"
NASTY = [b"a\x1b[2Jb.txt", "b\u202egpj.txt".encode(), b"c\nd.txt", b"\xff\xfe.txt", b"=cmd.txt", b"-rf.txt", b"e\x9b\x00f.txt".replace(b"\0", b""),
         ("l" * 240 + ".txt").encode(), b'q"u,o;t\te<&>.txt']
TEXT = f"""TỈNH ỦY{ESC} SÔNG LAM{BIDI}\tĐẢNG CỘNG SẢN VIỆT NAM
Số %d-KH/TU\tSông Lam, ngày 17 tháng 5 năm 2024

KẾ HOẠCH
=cmd|' /C calc'!A0{ESC} kỷ niệm{BIDI} "70 năm", Chiến thắng Điện Biên Phủ\u2028 <b>&amp;]]>

Căn cứ Chỉ thị số 05-CT/TW{BIDI} ngày 15/5/2016 của Bộ Chính trị{ESC} về "học tập";
Thực hiện Kế hoạch số 1-KH/TU của Tỉnh ủy Sông Lam.
I. MỤC ĐÍCH{ESC}
1. Kỷ niệm 70 năm{ESC} Ngày Chiến thắng Điện Biên Phủ (07/5/1954 - 07/5/2024){BIDI}.
II. TỔ CHỨC THỰC HIỆN{BIDI}
1. Ban Tuyên giáo{ESC} Tỉnh ủy{BIDI} chủ trì, phối hợp với @SUM(A1){ESC} Sở Văn hóa.
{'chuyển đổi số ' * 15000}
\x0b\x0c\x7f\x85\u200f\u061c cuối.
"""
STEERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
wrong = outputs = 0


def say(*what):
    global wrong
    wrong += 1
    print(*what)


def people(out):
    out = re.sub(b"\t([0-9]*)\n", b" \\1\n", out)  # what complete tells of a word stands behind a tab
    bad = STEERS.search(out.decode())
    return bad and "%r in %r" % (bad.group(), out.decode()[max(0, bad.start() - 40):bad.end() + 10])


def jsonl(out):
    for line in out.decode().rstrip("\n").split("\n"):
        if line and not isinstance(json.loads(line), dict):
            return "no object"
        if re.search("[\x00-\x1f]", line):
            return "a control character"


def rows(out, **how):
    found = {len(r) for r in csv.reader(io.StringIO(out.decode(), newline=""), strict=True, **how)}
    return len(found) > 1 and f"rows of {found} cells"


def excel(out):
    for row in csv.reader(io.StringIO(out.decode("utf-8-sig"), newline=""), strict=True):
        for cell in row:
            if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not re.fullmatch(r"-?[0-9.]+", cell):
                return "a formula: %r" % cell[:40]


def tsv(out):
    if re.search(b"[\x00-\x08\x0b-\x1f]", out):
        return "a control character"
    found = {line.count("\t") for line in out.decode().rstrip("\n").split("\n")}
    return len(found) > 1 and f"rows of {found} tabs"


def paths(out):
    names = out.split(b"\0")
    return names[-1] != b"" and "no NUL at the end" or any(n and not os.path.exists(n) for n in names) and "no path"


def ics(out):
    for line in out.split(b"\r\n"):
        line.decode()
        if len(line) > 75 or re.search(b"[\x00-\x08\x0a-\x1f\x7f]", line):
            return "%r" % line


def graphml(out):
    xml.etree.ElementTree.fromstring(out)


def dot(out):
    text = out.decode()
    if re.search("[\x00-\x09\x0b-\x1f]", text):
        return "a control character"
    rest = re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', text)
    return re.search(r'[^\w\s"={}\[\];,>-]', rest) and "outside of quotes: %r" % re.search(r'[^\w\s"={}\[\];,>-]', rest).group()


CHECKS = {"text": people, "jsonl": jsonl, "csv": rows, "tsv": tsv, "ics": ics, "graphml": graphml, "dot": dot}
ROWS = ["text", "jsonl", "csv", "tsv"]
ASKED = ["chuyen doi so", "list", "cited-by 05-CT/TW", "cited-by 1-KH/TU", "cites 2-KH/TU", "events", "units ban", "facets", "show 2-KH/TU",
         "lookup FILE", "missing", "timeline", "similar 2-KH/TU"]
TOUR = [(f"tracuu {a} -f {f}", CHECKS[f]) for a in ASKED for f in ROWS]
TOUR += [(f"tracuu {a} -f csv --bom --excel", excel) for a in ASKED]
TOUR += [(f"tracuu graph -f {f}", CHECKS[f]) for f in ROWS + ["dot", "graphml"]]
TOUR += [(f"tracuu calendar --year 2024 -f {f}", CHECKS[f]) for f in ROWS + ["ics"]]
TOUR += [("tracuu list -l0 -n 0", paths), ("tracuu explain ESC", people), ("tracuu ESC", people), ("tracuu 'number:ESC'", people),
         ("tracuu cites ESC", people), ("tracuu show ESC", people), ("tracuu ESC --help", people), ("tracuu list --ESC", people),
         ("tracuu -d ESC list", people), ("tracuu lookup ESC", people), ("tracuu complete issuer ''", people),
         ("tracuu complete number ''", people), ("tracuu --queries ESC", people), ("tracuu list --sort ESC", people),
         ("tracuu list -f ESC", people), ("tracuu list --fields ESC", people), ("tracuu list -n ESC", people),
         ("tracuu '\"ESC'", people), ("tracuu similar ESC", people), ("tracuu units ESC", people), ("tracuu events ESC", people)]
KEPT = ["add -v in", "update -v", "status", "failures", "verify", "verify --fixity", "rebuild -v", "retry -v", "compact", "remove -v ESC",
        "annotate ESC title=x", "annotate FILE type=ESC", "annotate FILE title=ESC", "extract --text ESC", "extract bad/ESC", "ESC",
        "add --ESC", "-d ESC status", "-d in add in", "restore ESC", "doctor", "add -v bad", "failures", "add --exclude ESC -v in",
        "remove -v FILE"]
TOUR += [(f"tracuu-index {k}", people) for k in KEPT]
TOUR += [(f"tracuu-index {k}", jsonl) for k in ("add -f jsonl in", "status -f jsonl", "failures -f jsonl", "dump", "extract FILE", "extract in/*",
                                                "verify -f jsonl", "update -f jsonl")]


def setup():
    os.mkdir(b"in")
    os.mkdir(b"bad")
    for i, name in enumerate(NASTY):
        with open(b"in/" + name, "wb") as f:
            f.write((TEXT % (i + 1)).encode())
        with open(b"bad/" + name, "wb") as f:
            f.write(b"\x7fELF" + bytes(range(256)) * 40)
    with open("bad/" + ESC.replace("/", ""), "wb") as f:
        f.write(b"ID3")
    subprocess.run(["tracuu-index", "add", "-q", "in"], capture_output=True)


def steered(command):
    """What a terminal is sent."""
    main, side = pty.openpty()
    p = subprocess.Popen(["bash", "-c", command], stdout=side, stderr=side)
    os.close(side)
    out = b""
    try:
        while piece := os.read(main, 65536):
            out += piece
    except OSError:  # the other side is closed
        pass
    p.wait()
    return re.sub(b"\r+\n", b"\n", out).replace(b"\t", b" ")


setup()
for command, check in TOUR:
    words = ['"' + w.strip("'").replace('"', '\\"').replace("ESC", "$ESC") + '"' if "ESC" in w else w.replace("FILE", "in/a*.txt")
             for w in command.split(" ")]
    p = subprocess.run(["bash", "-c", " ".join(words)],
                       env=dict(os.environ, ESC=ESC + BIDI + "\n\t"), capture_output=True, timeout=120)
    outputs += 1
    if p.returncode < 0 or p.returncode > 6:
        say(command, "| status", p.returncode, p.stderr[-300:])
    for name, out, of in (("output", p.stdout, check), ("messages", p.stderr, people)):
        try:
            why = of(out)
        except (ValueError, csv.Error, xml.etree.ElementTree.ParseError) as e:
            why = repr(e)
        if why:
            say(command, "|", name, "|", why)
for command in ("tracuu list -l", "tracuu list -f tsv", "tracuu list -f csv", "tracuu list -f jsonl", "tracuu list --color never",
                "tracuu show 2-KH/TU --text --color never", "tracuu graph", "tracuu-index failures", "tracuu-index dump"):
    outputs += 1
    why = people(steered(command))
    if why:
        say(command, "| terminal |", why)
print(outputs, "outputs;", wrong, "wrong")
