#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Index size against Xapian's TermGenerator on the same texts, and what each layer costs:
part_size.py LABEL=PLANS, indexed by part_index.py."""
import os, pathlib, re, shutil, subprocess, sys
from collections import Counter
from measure import BIN, WORK, compare, heading, note, size_of, table, text_files, text_folders
from peers import PYTHON, xapian_python

try:
    import xapian
except ImportError:
    xapian = None

SAMPLE = int(os.environ.get("BENCH_LAYER_SAMPLE", "1000"))
TABLES = ["postlist", "position", "termlist", "docdata"]
ROOT = pathlib.Path(__file__).resolve().parents[2]
LIMIT = 1.5  # what we allow ourselves


def database(index):
    """The Xapian database inside an index of ours."""
    return next(pathlib.Path(index).rglob("iamglass")).parent


def compacted(source, target):
    shutil.rmtree(target, ignore_errors=True)
    subprocess.run(["xapian-compact", "--quiet", source, target], check=True)
    return target


def table_sizes(path):
    return [(path / f"{t}.glass").stat().st_size / 1e6 if (path / f"{t}.glass").exists() else 0.0 for t in TABLES]


def sizes(label, texts, scratch):
    text_bytes = sum(p.stat().st_size for p in text_files(texts))
    shutil.copytree(WORK / "index" / label / "index-tracuu", scratch / "ours")
    subprocess.run([BIN / "tracuu-index", "-d", scratch / "ours", "compact"], check=True, stderr=subprocess.DEVNULL)
    ours = database(scratch / "ours")
    here = pathlib.Path(__file__).parent
    subprocess.run([PYTHON, here / "xapian_plain.py", scratch / "plain", *text_folders(texts), "--no-text"], check=True)
    plain = compacted(scratch / "plain", scratch / "plain-compacted")
    rows = [["tracuu", *table_sizes(ours), size_of(ours) / 1e6, size_of(ours) / text_bytes],
            ["TermGenerator", *table_sizes(plain), size_of(plain) / 1e6, size_of(plain) / text_bytes]]
    ratio = compare(f"index size, {label}", "compacted", "TermGenerator", size_of(ours), size_of(plain), LIMIT)
    rows.append(["ratio", *[a / b if b else None for a, b in zip(rows[0][1:], rows[1][1:])]])
    table(["MB", *TABLES, "together", "index/text"], rows)
    print(f"All layers, all fields and the stored records, to what a plain word index takes: {ratio:.2f} times "
          f"(we allow ourselves {LIMIT}).\n")
    return ours


# ---- layers ------------------------------------------------------------------------------------

def fields():
    """Prefix -> name, of the field table."""
    text = (ROOT / "store/fields.def").read_text(encoding="utf-8")
    out = {m[2]: m[1] for m in re.finditer(r'^FIELD\(\w+,\s*"(\w+)",\s*"[^"]*",\s*"(\w*)"', text, re.M)}
    out.update({m[2]: m[1].lower() for m in re.finditer(r'^MARK\((\w+),\s*"(\w+)"', text, re.M)})
    return out


def layer(term, names):
    """Field and layer of a term: accent keys start with "'", pairs of syllables with a control byte, other pairs
    with a blank."""
    known = [p for p in names if term.startswith(p.encode())]
    prefix = max(known, key=len) if known else ""
    rest = term[len(prefix):]
    kind = "accented" if rest[:1] == b"'" else "pairs" if rest[:1] <= b" " else "folded"
    textual = {"", "S", "A", "XH", "XE", "XU", "XS", "XL"}
    return f"{names[prefix]}, {kind}" if prefix in textual else names[prefix]


def rebuild(source, ids, target, change):
    shutil.rmtree(target, ignore_errors=True)
    out = xapian.WritableDatabase(str(target), xapian.DB_CREATE)
    for i in ids:
        document = source.get_document(i)
        change(document)
        out.add_document(document)
    out.commit()
    out.close()
    size = size_of(compacted(target, target.with_name("small")))
    return size


def without(group, names):
    def change(document):
        for term in [t.term for t in document.termlist() if layer(t.term, names) == group]:
            document.remove_term(term)
    return change


def layers(path, scratch):
    names, db = fields(), xapian.Database(str(path))
    terms, postings = Counter(), Counter()
    for t in db.allterms():
        group = layer(t.term, names)
        terms[group] += 1
        postings[group] += t.termfreq
    ids = [p.docid for p in db.postlist("")]
    ids = ids[::max(1, len(ids) // SAMPLE)][:SAMPLE]
    whole = rebuild(db, ids, scratch / "layer", lambda d: None)
    costly = [g for g, n in postings.most_common() if n * 200 >= sum(postings.values())]
    changes = {g: without(g, names) for g in costly}
    changes["all smaller ones"] = lambda d: [
        d.remove_term(t) for t in [t.term for t in d.termlist() if layer(t.term, names) not in costly]]
    changes["values"] = lambda d: d.clear_values()
    changes["stored records"] = lambda d: d.set_data("")
    rows = []
    for name, change in changes.items():
        small = name == "all smaller ones"
        count = [sum(n for g, n in c.items() if g not in costly) if small else c.get(name) for c in (terms, postings)]
        saved = (whole - rebuild(db, ids, scratch / "layer", change)) / whole
        rows.append([name, *[f"{n:,}" if n else "-" for n in count], f"{100 * saved:.1f} %"])
    heading("What each layer costs", 3)
    print(f"Terms and postings of the whole index; the share in size is what a compacted index of {len(ids):,} of its documents "
          "loses when it is made without that layer.\n")
    table(["layer", "terms", "postings", "share of the index"], rows)


def main():
    heading("Index size")
    if not (xapian_python() and xapian and shutil.which("xapian-compact")):
        print("Left out: python3-xapian or xapian-tools is not installed.\n")
        return
    for label, texts in (a.partition("=")[::2] for a in sys.argv[1:]):
        scratch = WORK / "size" / label
        scratch.mkdir(parents=True)
        note(f"  {label}: sizes")
        heading(f"{label}, both compacted", 3)
        ours = sizes(label, pathlib.Path(texts), scratch)
        if label == sys.argv[-1].partition("=")[0]:
            layers(ours, scratch)
        shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
