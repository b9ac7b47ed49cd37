# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions of each class, drawn from generated plans by a fixed seed."""
import csv, random, re, unicodedata
from collections import Counter
from measure import text_files

SYLLABLE = re.compile(r"[^\W\d_]+")
SAMPLE = 2000  # plans that are looked at


def plain(text):
    """Without marks, as it is typed in a hurry."""
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return text.replace("đ", "d").replace("Đ", "D")


def truth(texts, name, column):
    with open(texts / "truth" / name, encoding="utf-8", newline="") as f:
        return [row[column] for row in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE)]


class Source:
    def __init__(self, texts, seed=1):
        self.random = random.Random(seed)
        files = text_files(texts)
        self.sentences = []
        for p in self.random.sample(files, min(SAMPLE, len(files))):
            for line in p.read_text(encoding="utf-8").splitlines():
                self.sentences += [SYLLABLE.findall(s.lower()) for s in re.split(r"[.;:,]\s", line)]
        counts = Counter(w for s in self.sentences for w in s)
        self.frequent = {w for w, _ in counts.most_common(60)}
        self.texts = texts

    def run_of(self, n, accept=lambda words: True):
        """n neighbouring syllables of some sentence."""
        for _ in range(100000):
            s = self.random.choice(self.sentences)
            if len(s) >= n:
                at = self.random.randrange(len(s) - n + 1)
                if accept(s[at:at + n]):
                    return s[at:at + n]
        raise SystemExit("questions.py: the plans have no such sentence")

    def many(self, n, k, accept=lambda words: True):
        return [" ".join(self.run_of(k, accept)) for _ in range(n)]

    def numbers(self, n):
        keys = sorted(set(truth(self.texts, "documents.tsv", "number_key")))
        return self.random.sample(keys, min(n, len(keys)))

    def cited(self, n):
        """Cited numbers, the most cited ones first: the expensive end."""
        counts = Counter(truth(self.texts, "citations.tsv", "number_key"))
        return [key for key, _ in counts.most_common(n)]

    def phrases(self, n):
        frequent = self.many(n, 3, lambda words: all(w in self.frequent for w in words))
        return [f'"{q}"' for q in frequent]

    def questions(self, n, words):
        """Pieces of different documents, so that no document has all of it."""
        return [" ".join(" ".join(self.run_of(5)) for _ in range(words // 5)) for _ in range(n)]
