#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `tracuu-index extract` finds in a folder of documents that have no labels.

  tests/extraction_report.py BIN DIR...                           counts
  tests/extraction_report.py BIN DIR... --sample citations 200 --seed 7
  tests/extraction_report.py BIN DIR... --sample headers 100 --seed 7
  tests/extraction_report.py BIN DIR... --pages
                                             drawn at random, with their text, to be read by a person
  tests/extraction_report.py BIN DIR... --loose [--each N]        what only looks like a number

BIN is the directory of tracuu-index. Nothing is judged here: the reader of a sample does that.
"""
import argparse
import collections
import json
import pathlib
import random
import re
import subprocess
import sys
import unicodedata

HEADER_FIELDS = ["number", "doc_type", "date", "place", "issuer", "title", "signer"]
HEAD_LINES, AROUND = 24, 170

# A serial, a sign or nothing, capitals: much wider than the grammar of document numbers.
LOOSE = re.compile(
    r"(?<![\w/.,-])\d{1,5}[a-zA-Z]?(?:\s{0,2}[-–—‑/_.]\s{0,2}\d{4})?\s{0,2}[-–—‑/_.]{0,2}\s{0,2}"
    r"(?:[A-ZĐÐƉ][\wĐđ.&]*)(?:\s{0,2}[-–—‑/_@]\s{0,2}[A-ZĐÐƉ][\wĐđ.&]*)+"
    r"|(?<![\w/.,-])\d{1,5}[a-zA-Z]?(?:/\d{4})?\s?[-–—‑/_]{1,2}\s?[A-ZĐÐƉ]{2}[\wĐđ&]*"
    r"|(?<![\w/.,-])\d{1,5}(?:/\d{4})?(?:QH|NĐ|TT|QĐ|NQ|CT|KH|KL)[A-ZĐ\d]*(?!\w)"
)
MONTH = r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}"
# Classes of loose strings, the first that fits. `around` is the text before it, `rest` behind it.
CLASSES = [
    ("the gazette's page head", lambda s, a, r: re.search(r"CÔNG BÁO\s*/\s*Số\s*$", a)
     or re.search(r"^\d+\s*CÔNG BÁO", s)),
    ("line or page number before a word in capitals",
     lambda s, a, r: re.match(r"\d+\s*\n", s)
     or re.match(r"\d+\s*[.)]?\s+[A-ZĐ]", s) and re.search(r"(^|\n|\|)[ \t*#]*$", a)),
    ("standard or technical rule (QCVN, TCVN, ISO)",
     lambda s, a, r: re.search(r"(QCVN|TCVN|TCCS|TCN|ISO|IEC|EN|ASTM|Codex|CAC|QTKĐ|Tiêu chuẩn cơ sở)\W?[^\n;]{0,25}$", a, re.I)
     or re.search(r"QCVN|TCVN|TCCS|TCN\b", s)),
    ("form, template or table",
     lambda s, a, r: re.search(r"(mẫu|biểu|phụ lục|bảng|mã|tờ khai)(\s+(số|biểu|mẫu))?[\s:*.<]*(số)?[\s:*<]*$", a, re.I)
     or re.match(r"\d{3,4}\.[A-Z]\s?/", s)),
    ("judgment or case file",
     lambda s, a, r: re.search(r"[/-](HS|DS|HC|KDTM|HNGĐ|LĐ|PT|ST|HSST|HSPT|DSST|DSPT)\b", s)
     or re.search(r"(bản án|quyết định giám đốc thẩm)[^\n]{0,20}$", a, re.I)),
    ("unit of measure, rate or quantity",
     lambda s, a, r: re.match(r"[\d.,]+\s*[-–/.]?\s*(V|A|W|KV|KW|MW|KVA|MVA|GB|MB|TB|USD|VNĐ|VND|EUR|HP|PCU|BTU|"
                              r"MHz|GHz|Hz|C|oC|CV)\b", s)),
    ("time or date", lambda s, a, r: re.search(MONTH, s) or re.match(r"\d+[gh]\d*", s)
     or re.match(r"\d{4}\s*[-–]\s*\d{4}", s)),
    ("range of years or numbers before a name", lambda s, a, r: re.match(r"\d+\s*[-–]\s*\d{4}\s", s)),
    ("point of a list or provision",
     lambda s, a, r: re.search(r"(khoản|điểm|điều|mục|chương|phần|tiết|lần thứ|stt)\s*$", a, re.I)),
    ("road, bridge, plate or lot",
     lambda s, a, r: re.search(r"(QL|ĐT|TL|HL|DT|quốc lộ|tỉnh lộ|đường|km|lô|thửa|xe|số nhà|tờ)\s*[\d.]*$", a, re.I)),
    ("contract, licence or ticket",
     lambda s, a, r: re.search(r"(hợp đồng|giấy phép|giấy chứng nhận|chứng chỉ|hóa đơn|tài khoản|biên lai|đăng ký)"
                               r"[^\n;]{0,25}$", a, re.I)),
    ("behind a word that says 'number'", lambda s, a, r: re.search(r"s[ốô]\s*:?\s*$", a, re.I)),
]


def extract(bin_dir, files):
    """[(record, text)] of all files; one run for the records and one for the texts."""
    tool = str(pathlib.Path(bin_dir) / "tracuu-index")
    run = lambda flag: subprocess.run([tool, "extract", flag, "--"] + files, capture_output=True, check=True).stdout
    records = [json.loads(line) for line in run("--json").decode().split("\n") if line]
    all_text, at, out = run("--text").decode(), 0, []
    for r in records:
        text = all_text[at:at + r["text_chars"]]
        at += r["text_chars"]
        out.append((r, text.encode()))
    if at != len(all_text):
        sys.exit("the texts do not fit the records")
    return out


def counts(name, docs):
    forms, fields, distinct = collections.Counter(), collections.Counter(), set()
    named, issuers, dates, damaged = collections.Counter(), 0, 0, 0
    for r, _ in docs:
        for c in r["citations"]:
            forms[c["form"]] += 1
            if c["number_key"]:
                distinct.add(c["number_key"])
                issuers += c["issuer"] is not None
                dates += c["date"] is not None
                damaged += c["damaged"]
            elif c["form"] == "named":
                named[(c["id"] or "?").split(":")[0]] += 1
        for f in HEADER_FIELDS:
            fields[f] += bool(r[f] and (r[f]["name"] if f == "signer" else True))
    numbered = forms["full"] + forms["short"]
    print(f"{name}\n  documents                  {len(docs)}")
    print(f"  text, MB                   {sum(len(t) for _, t in docs) / 1e6:.1f}")
    print(f"  citations                  {sum(forms.values())}")
    for f in ("full", "short", "named", "class"):
        print(f"    {f:<24} {forms[f]}")
    print(f"  numbers, distinct          {len(distinct)}")
    print(f"  numbered, with a date      {dates} of {numbered}")
    print(f"  numbered, with an issuer   {issuers} of {numbered}")
    print(f"  numbered, read as damaged  {damaged}")
    print(f"  laws by name               {named['LAW']}")
    print(f"  congresses, plenums        {named['CONG']}, {named['PLENUM']}")
    print(f"  events                     {sum(len(r['events']) for r, _ in docs)}")
    print(f"  periods                    {sum(len(r['periods']) for r, _ in docs)}")
    print(f"  units                      {sum(len(r['units']) for r, _ in docs)}")
    print(f"  sections                   {sum(len(r['sections']) for r, _ in docs)}")
    for f in HEADER_FIELDS:
        print(f"  with {f:<21} {fields[f]} of {len(docs)}")


def flat(raw):
    return re.sub(r"\s+", " ", raw.decode(errors="replace"))


def sample_citations(docs, n, rng):
    every = [(r, t, c) for r, t in docs for c in r["citations"]]
    for i, (r, t, c) in enumerate(rng.sample(every, min(n, len(every))), 1):
        a, b = c["span"]
        print(f"{i}. {pathlib.Path(r['path']).name} {c['form']} key={c['number_key']} date={c['date']} "
              f"issuer={c['issuer']} term={c['term']} id={c['id']}"
              f"{' or ' + ' '.join(c['candidates']) if c['candidates'] else ''} rel={c['relation']}"
              f"{' damaged' if c['damaged'] else ''}")
        print(f"   {flat(t[max(0, a - AROUND):a])}[[{flat(t[a:b])}]]{flat(t[b:b + AROUND])}")


def head_lines(text):
    """From the first state's or Party's emblem line on: pages of the web have much before it."""
    at = re.search(r"C\W*ỘNG H|ĐẢNG CỘNG SẢN", text)
    start = max(0, at.start() - 200) if at else 0
    return [x.strip() for x in text[start:].split("\n") if x.strip("|*_- \t")][:HEAD_LINES]


def tail_lines(text):
    """Around the last line that says for whom is signed."""
    signs = [m.start() for m in re.finditer(r"(?m)^[\W_]*(T/?M|K/?T|T/?L|TUQ|Q)[./ ]|^\W*(BỘ TRƯỞNG|THỦ TƯỚNG|CHỦ TỊCH)", text)]
    start = max(0, signs[-1] - 100) if signs else max(0, len(text) - 1500)
    return [x.strip() for x in text[start:].split("\n") if x.strip("|*_- \t")][:12]


def sample_headers(docs, n, rng):
    every = [(r, t, f) for r, t in docs for f in HEADER_FIELDS]
    for i, (r, t, f) in enumerate(rng.sample(every, min(n, len(every))), 1):
        part = tail_lines(t.decode()) if f == "signer" else head_lines(t.decode())
        print(f"{i}. {pathlib.Path(r['path']).name} {f} = {json.dumps(r[f], ensure_ascii=False)}")
        print("   " + "\n   ".join(x[:160] for x in part))


def tidy(s):
    return re.sub(r"[\s]", "", s).upper()


def document_body(r, text):
    """[from, to) of the document in a saved web page: its emblem to the last of "Nơi nhận"."""
    if "Đang tải văn bản" not in text and "Quý Thành viên" not in text:
        return 0, len(text)
    first = re.search(r"C\W*ỘNG H\w+ XÃ", text)
    ends = [u["span"][1] for u in r["units"] if u["role"] in ("recipient", "archive") and u["span"]]
    to = len(text.encode()[:max(ends)].decode(errors="ignore")) if ends else text.find("Văn bản liên quan")
    return max(0, first.start() - 300) if first else 0, to if to > 0 else len(text)


def loose(docs, each):
    taken, classes = 0, collections.defaultdict(list)
    for r, t in docs:
        spans = sorted(tuple(c["span"]) for c in r["citations"])
        own = tidy(r["number"] or "") or None
        text, starts, at = t.decode(), [], 0
        for ch in text:
            starts.append(at)
            at += len(ch.encode())
        starts.append(at)
        body = document_body(r, text)
        for m in LOOSE.finditer(text):
            a, b = starts[m.start()], starts[m.end()]
            if any(x < b and a < y for x, y in spans):
                taken += 1
                continue
            if not body[0] <= m.start() < body[1]:
                classes["the web page around the document"].append(
                    (pathlib.Path(r["path"]).name, text[max(0, m.start() - 40):m.start()], m.group(), ""))
                continue
            s, before, rest = m.group(), text[max(0, m.start() - 60):m.start()], text[m.end():m.end() + 40]
            if own and tidy(s).startswith(own):
                label = "the document's own number"
            else:
                label = next((name for name, f in CLASSES if f(s, before, rest)), "other")
            classes[label].append((pathlib.Path(r["path"]).name, before[-40:], s, rest[:30]))
    print(f"{taken} loose strings lie in citations; {sum(map(len, classes.values()))} do not:")
    for label, rows in sorted(classes.items(), key=lambda x: -len(x[1])):
        print(f"\n{len(rows):6} {label}")
        for name, before, s, rest in rows if each < 0 else rows[:each]:
            print(f"         {name}: " + re.sub(r"\s+", " ", f"{before}[[{s}]]{rest}"))


def words(s):
    s = unicodedata.normalize("NFD", (s or "").lower().replace("đ", "d"))
    return re.findall(r"[a-z0-9]+", "".join(c for c in s if not unicodedata.combining(c)))


def pages(docs):
    """The head, against the table in which a page of the site tells of its document."""
    labels = {"number": "Số hiệu", "type": "Loại văn bản", "issuer": "Nơi ban hành", "signer": "Người ký",
              "date": "Ngày ban hành"}
    count = collections.Counter()
    for r, text in docs:
        told, t = {}, text.decode()
        for field, label in labels.items():
            m = re.search(r"\*\*" + label + r":\*\*\s*\|\s*([^|]*?)\s*\|", t)
            if m:
                told[field] = m[1].replace("*", "").strip()
        read = {"number": r["number"], "type": r["doc_type_label"], "signer": (r["signer"] or {}).get("name"),
                "issuer": f"{r['issuer'] or ''} {r['issuer_parent'] or ''}", "date": r["date"]}
        for field, value in told.items():
            a, b = words(value), words(read[field])
            if field == "date":
                same = "-".join(reversed(a)) == read["date"]
            elif field == "issuer":  # "Thành phố Hà Nội" of its Ủy ban nhân dân
                same = set(a) - {"tinh", "thanh", "pho", "tp", "viet", "nam"} <= set(b)
            else:
                same = [w.lstrip("0") for w in a] == [w.lstrip("0") for w in b]
            count[field, same] += 1
            if not same:
                print(f"{pathlib.Path(r['path']).name} {field}: the page {value!r}, read {read[field]!r}")
    for field in labels:
        print(f"{field:8} {count[field, True]} of {count[field, True] + count[field, False]} as the page has it")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("bin")
    p.add_argument("dirs", nargs="+")
    p.add_argument("--sample", nargs=2, metavar=("citations|headers", "N"))
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--loose", action="store_true")
    p.add_argument("--pages", action="store_true", help="compare heads with what the pages tell")
    p.add_argument("--each", type=int, default=-1, help="examples of each class (all)")
    args = p.parse_args()
    every = []
    for d in args.dirs:
        docs = extract(args.bin, sorted(str(f) for f in pathlib.Path(d).iterdir() if f.is_file()))
        every += docs
        if not args.sample and not args.loose and not args.pages:
            counts(d, docs)
    if args.pages:
        pages(every)
    if args.loose:
        loose(every, args.each)
    if args.sample:
        draw = {"citations": sample_citations, "headers": sample_headers}[args.sample[0]]
        draw(every, int(args.sample[1]), random.Random(args.seed))


if __name__ == "__main__":
    main()
