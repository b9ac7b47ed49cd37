#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns the examples of README, docs/*.md and the man pages into cram transcripts.

    examples.py OUTDIR

In Markdown an example is a ```console block: lines that start with "$ " are commands ("> " goes on), the
others are what they print. "..." alone on a line stands for any lines. In mdoc it is a ".Bd -literal" block
whose first line starts with "$ ". Every page becomes OUTDIR/PAGE.t; each runs in an empty folder, in which
`corpus` is the project's corpus and, unless the page makes one itself, `.tracuu` is an index of corpus/plans.
"""
import os, pathlib, re, sys

PRELUDE = """  $ mkdir corpus && cp -R "$TC_ROOT/corpus/plans" corpus/
  $ unset TRACUU_INDEX XDG_DATA_HOME
"""
INDEX = "  $ tracuu-index -d .tracuu add corpus/plans >/dev/null 2>&1\n"


def blocks_md(text):
    for m in re.finditer(r"^```console\n(.*?)^```", text, re.S | re.M):
        yield m.group(1)


def blocks_mdoc(text):
    for m in re.finditer(r"^\.Bd -literal[^\n]*\n(.*?)^\.Ed", text, re.S | re.M):
        body = m.group(1).replace("\\&", "").replace("\\-", "-").replace("\\e", "\\").replace("\\(aq", "'").replace("\\(dq", '"')
        body = re.sub(r"\\\[u([0-9A-F]{4,6})\]", lambda c: chr(int(c.group(1), 16)), body)
        if body.startswith("$ "):
            yield body


def transcript(block):
    out = []
    for line in block.rstrip("\n").split("\n"):
        if line.strip() == "...":
            out.append("  .* (re)\n")  # widened below: cram has no wildcard for many lines
        else:
            out.append("  " + line + "\n" if line else "  \n")
    return "".join(out)


def widen(text):
    """cram matches line by line: a command whose expected output has "..." is cut there by a filter."""
    lines, res, i = text.split("\n"), [], 0
    while i < len(lines):
        if lines[i].startswith("  $ "):
            cmd = [lines[i]]; i += 1
            while i < len(lines) and lines[i].startswith("  > "):
                cmd.append(lines[i]); i += 1
            want = []
            while i < len(lines) and lines[i].startswith("  ") and not lines[i].startswith("  $ "):
                want.append(lines[i]); i += 1
            if "  .* (re)" in want:
                keep = want.index("  .* (re)")
                cmd[-1] += f" | head -n {keep}" if keep else " >/dev/null"
                want = want[:keep]
            res += cmd + want
        else:
            res.append(lines[i]); i += 1
    return "\n".join(res)


def main(out):
    root = pathlib.Path(__file__).resolve().parent.parent.parent
    out = pathlib.Path(out); out.mkdir(parents=True, exist_ok=True)
    pages = [root / "README.md", *sorted((root / "docs").rglob("*.md")), *sorted((root / "docs/man").glob("*.[1-8]"))]
    for page in pages:
        if not page.exists():
            continue
        text = page.read_text(encoding="utf-8")
        found = list(blocks_md(text) if page.suffix == ".md" else blocks_mdoc(text))
        if not found:
            continue
        makes_index = any("tracuu-index" in b.split("\n")[0] and " add " in b for b in found[:1])
        speaks = "  $ export LC_ALL=C.UTF-8 LANGUAGE=vi\n" if page.name.endswith(".vi.md") else ""
        body = PRELUDE + speaks + ("" if makes_index else INDEX) + "\n" + "\n".join(transcript(b) for b in found)
        (out / (page.name + ".t")).write_text(widen(body), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
