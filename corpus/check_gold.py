#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Are the labels of corpus/gold true of the texts in corpus/plans?

    check_gold.py [CORPUS_DIR]

Knows nothing of the plan reader: it looks for what a label says with loose patterns of its own. Every number
must stand in the text as often as the label says and no other number may; names, titles, heads, years and dates
must be found; anniversaries must add up. Also checks that questions.tsv names files that are there.
"""
import html, json, pathlib, re, sys, unicodedata
from collections import Counter

NUMBER = re.compile(
    r"(?<![\w/.,])(\d{1,5})\s*(/\d{4}/[^\W\d]+(?:-[^\W\d]+)*\d{0,2}(?:-[^\W\d]+)*"  # 30/2020/NĐ-CP, 85/2015/QH13
    r"|\s*[-–]\s*[^\W\d]{1,5}\s?/[^\W\d_]+(?:-[^\W\d]+)*"                      # 31-KH/TU
    r"|/[^\W\d]{2,7}-[^\W\d]+(?:-[^\W\d]+)*)")                                 # 45/KH-UBND, 1875/UBND-KGVX
LIST = re.compile(r"số (\d+), \d+(-[A-ZĐ]{2,3}/TW)")


def read(path):
    raw = path.read_bytes()
    if raw[:2] == b"\xff\xfe":
        text = raw[2:].decode("utf-16-le")
    else:
        text = raw.decode("cp1252" if path.suffix == ".htm" else "utf-8")
    if path.suffix in (".htm", ".html"):
        text = re.sub(r"(?s)<(script|style|head).*?</\1>", "", text)
        text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return unicodedata.normalize("NFC", text)


def fold(s):
    s = unicodedata.normalize("NFD", s.replace("đ", "d").replace("Đ", "D"))
    return " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in s if not unicodedata.combining(c)).lower()))


def key(serial, rest):
    rest = re.sub(r"[–]", "-", re.sub(r"\s+", "", rest)).upper()
    return str(int(serial)) + rest


def numbers(text):
    text = re.sub(r"([-/])\n", r"\1", text)
    found = Counter(key(*m.groups()) for m in NUMBER.finditer(text))
    found.update(key(*m.groups()) for m in LIST.finditer(text))
    return found


def date_forms(iso):
    y, m, d = (iso.split("-") + ["", ""])[:3]
    if not d:
        return [f"{m}/{y}", f"{int(m)}/{y}", y] if m else [y]
    pairs = {(d, m), (d, str(int(m))), (str(int(d)), str(int(m))), (str(int(d)), m)}
    return ([f"{a}{s}{b}{s}{y}" for a, b in pairs for s in "/.-"]
            + [f"{w} {a} {x} {b} {z} {y}" for a, b in pairs for w, x, z in (("ngày", "tháng", "năm"), ("ngay", "thang", "nam"))])


def check(label, text):
    flat, own = fold(text), label["number_key"]
    squeezed = re.sub(r"\s+", " ", text)
    has = lambda s: fold(s) in flat
    dated = lambda iso: any(f in squeezed for f in date_forms(iso))
    want = Counter()
    for c in label["citations"]:
        want[c["number_key"]] += c["count"]
        if c["date"] and not dated(c["date"]):
            yield f"date {c['date']} of {c['number_key']} is not in the text"
        if c["issuer"] and not has(c["issuer"]):
            yield f"issuer {c['issuer']}"
    got = numbers(text)
    got[own] -= 1 if own else 0
    if +got != want:
        yield f"numbers: text has {dict(+got - want)} more, label has {dict(want - +got)} more"
    if not has(label.get("title", "")):
        yield "title"
    if label["date"] and not dated(label["date"]):
        yield "date"
    if label["signer"] and not has(label["signer"]["name"]):
        yield "signer"
    for u in label["units"]:
        if u["role"] != "issuer" and not has(u["name"]):
            yield f"unit {u['name']}"
    for s in label.get("sections", []):
        if not has(s["title"]):
            yield f"head {s['label']} {s['title']}"
    for e in label["events"]:
        if e["kind"] != "anniversary":
            continue
        if not has(e["label"]):
            yield f"event {e['label']}"
        if e["origin"] and not (dated(e["origin"]) and dated(e["observed"])):
            yield f"dates of {e['label']}"
        if e["origin"] and int(e["observed"][:4]) - int(e["origin"][:4]) != e["years"]:
            yield f"{e['label']} does not add up"
    for p in label["periods"]:
        for end in (p["from"], p["to"]):
            y, m, d = (end.split("-") + ["", ""])[:3]
            if not (dated(end) or (d and f"{d}/{m}" in text) or f"tháng {int(m)} " in text):
                yield f"end of period {end}"


def main():
    corpus = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
    wrong = labels = questions = 0
    for path in sorted((corpus / "gold").glob("*.json")):
        label = json.loads(path.read_text(encoding="utf-8"))
        labels += 1
        for message in check(label, read(corpus / "plans" / label["file"])):
            wrong += 1
            print(f"{label['file']}: {message}")
    tsv = corpus / "questions.tsv"
    for line in tsv.read_text(encoding="utf-8").splitlines() if tsv.exists() else []:
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        questions += 1
        missing = [f for f in fields[-1].split("|") if not (corpus / "plans" / f).is_file()]
        if len(fields) != 3 or missing:
            wrong += 1
            print(f"questions.tsv: {line}: {missing or 'not three fields'}")
    print(f"{labels} labels, {questions} questions, {wrong} wrong")
    return 1 if wrong or not labels else 0


if __name__ == "__main__":
    sys.exit(main())
