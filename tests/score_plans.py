#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How well plans are read: extraction output held against hand-made labels.

    score_plans.py GOLD_DIR OUTPUT.jsonl [--min MEASURE=F1 ...] [--errors]

Each measure is a bag of facts a document: what the label says against what the output says. Names are
compared without marks and case; one name may go on where the other ends ("Tỉnh ủy", "Tỉnh ủy Lai Châu").
Prints precision, recall and F1 in per cent over all documents; exits 1 where a --min is missed.
"""
import argparse, json, pathlib, re, sys, unicodedata
from collections import Counter, defaultdict


def plain(s):
    s = unicodedata.normalize("NFD", (s or "").replace("đ", "d").replace("Đ", "D"))
    return " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in s if not unicodedata.combining(c)).lower()))


def alike(a, b):
    if isinstance(a, tuple):
        return isinstance(b, tuple) and len(a) == len(b) and all(map(alike, a, b))
    if isinstance(a, str) and isinstance(b, str):
        return a == b or (min(len(a), len(b)) > 6 and (a.startswith(b + " ") or b.startswith(a + " ")))
    return a == b


def same_event(w, g):
    """Years must be equal, a date that the label gives too; labels share half of the shorter one's words."""
    a, b = set(w[0].split()), set(g[0].split())
    dates = all(want in ("None", have) for want, have in zip(w[2:], g[2:]))
    return w[1] == g[1] and dates and 2 * len(a & b) >= min(len(a), len(b)) > 0


def pair_off(want, got, like):
    got = list(got)
    for w in want:
        hit = next((g for g in got if w == g), None) or next((g for g in got if like(w, g)), None)
        if hit is not None:
            got.remove(hit)
        yield w, hit is not None
    for g in got:
        yield g, None


def label_words(s):
    return " ".join(w for w in plain(s).split() if w not in ("ngay", "ky", "niem", "nam"))


def two_levels(rows):
    return [(plain(s["label"]), plain(s["title"])[:40]) for s in rows if s.get("label") and s["label"].count(".") < 2]


def facts(d, gold):
    """measure -> list of facts; only what the label speaks of is asked of the output."""
    f = {}
    head = gold
    for k in ("number_key", "doc_type", "date", "issuer", "title"):
        if k in head:
            v = d.get(k)
            f.setdefault("header", []).append((k, v if k in ("number_key", "doc_type", "date") else plain(v)))
    if "signer" in gold:
        f.setdefault("header", []).append(("signer", plain((d.get("signer") or {}).get("name"))))
    if "citations" in gold:
        rows = [c for c in d.get("citations", []) if c.get("number_key")]
        f["citations"] = sorted({c["number_key"] for c in rows})
        f["mentions"] = [c["number_key"] for c in rows for _ in range(c.get("count", 1))]
        f["citation.date"] = sorted({(c["number_key"], c["date"]) for c in rows if c.get("date")})
        f["citation.issuer"] = sorted({(c["number_key"], plain(c["issuer"])) for c in rows if c.get("issuer")})
    if "named" in gold:
        f["named"] = sorted({c["id"] for c in d.get("named", d.get("citations", [])) if c.get("form", "named") == "named" and c.get("id")})
    if "events" in gold:
        rows = {}
        for e in d.get("events", []):
            if e["kind"] == "anniversary":  # an event is one by its id, however often it is named
                fact = (label_words(e["label"]), str(e.get("years")), str(e.get("origin")), str(e.get("observed")))
                rows.setdefault((e.get("id") or fact[0],) + fact[1:3], fact)
        f["anniversaries"] = sorted(set(rows.values()))
    if "units" in gold:
        for role in ("issuer", "assigned", "recipient"):
            if any(u["role"] == role for u in gold["units"]):
                f["units." + role] = sorted({plain(u["name"]) for u in d.get("units", []) if u["role"] == role})
    if "periods" in gold:
        f["periods"] = sorted({(p["from"], p["to"]) for p in d.get("periods", [])}, key=str)
    if "sections" in gold:
        f["sections"] = two_levels(d.get("sections", []))
    return f


def only_labelled(measure, want, got):
    """A citation's date or issuer is asked only for numbers whose label gives one."""
    if measure in ("citation.date", "citation.issuer"):
        numbers = {w[0] for w in want}
        right = []  # one issuer may be written in more and in fewer words
        for g in got:
            if any(alike(w, g) for w in want) and not any(alike(r, g) for r in right):
                right.append(g)
        return [g for g in right if g[0] in numbers]
    return got


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("gold")
    p.add_argument("output")
    p.add_argument("--min", action="append", default=[])
    p.add_argument("--errors", action="store_true")
    a = p.parse_args()
    out = {}
    with open(a.output, encoding="utf-8") as lines:
        for line in lines:
            o = json.loads(line)
            out[pathlib.Path(o["path"]).name] = o
    tally = defaultdict(Counter)
    labels = sorted(pathlib.Path(a.gold).glob("*.json"))
    for path in labels:
        gold = json.loads(path.read_text(encoding="utf-8"))
        want, got = facts(gold, gold), facts(out.get(gold["file"], {}), gold)
        for measure, rows in want.items():
            for fact, hit in pair_off(rows, only_labelled(measure, rows, got.get(measure, [])),
                                      same_event if measure == "anniversaries" else alike):
                kind = {True: "right", False: "missed", None: "extra"}[hit]
                if measure == "header" and kind == "extra":
                    continue
                tally[measure][kind] += 1
                if a.errors and kind != "right":
                    print(f"{gold['file']}: {measure}: {kind}: {fact}")
    print(f"{len(labels)} documents\n{'measure':18}{'P':>7}{'R':>7}{'F1':>7}   right missed extra")
    floors = dict(m.split("=") for m in a.min)
    short = [m + " (not measured)" for m in floors if m not in tally]
    for measure, t in sorted(tally.items()):
        prec = 100 * t["right"] / max(1, t["right"] + t["extra"])
        rec = 100 * t["right"] / max(1, t["right"] + t["missed"])
        f1 = 2 * prec * rec / (prec + rec) if prec + rec else 0.0
        print(f"{measure:18}{prec:7.1f}{rec:7.1f}{f1:7.1f}   {t['right']:5} {t['missed']:6} {t['extra']:5}")
        if f1 < float(floors.get(measure, 0)):
            short.append(f"{measure} {f1:.1f} < {floors[measure]}")
    if short:
        print("short: " + "; ".join(short))
    return 1 if short or not labels else 0


if __name__ == "__main__":
    sys.exit(main())
