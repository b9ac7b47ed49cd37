# SPDX-License-Identifier: GPL-3.0-or-later
"""Other engines over the same texts and questions, each as a program that embeds it would use it.

An engine is a class made from {name: text}; rank(question) gives at most ten names, best first.
"""
import heapq, math, re, sqlite3, tempfile, unicodedata
from collections import Counter, defaultdict

try:
    import xapian
except ImportError:  # Debian: python3-xapian
    xapian = None


def without_marks(s):
    s = unicodedata.normalize("NFD", s.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in s if not unicodedata.combining(c))


def words(text):
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())


class FTS5:
    """Any of the words, by bm25()."""
    options = "unicode61"

    def __init__(self, texts):
        self.db = sqlite3.connect(":memory:")
        self.db.execute(f"CREATE VIRTUAL TABLE docs USING fts5(name UNINDEXED, body, tokenize = '{self.options}')")
        self.db.executemany("INSERT INTO docs VALUES (?, ?)", texts.items())

    def rank(self, question):
        match = " OR ".join(f'"{w}"' for w in words(question))
        if not match:
            return []
        return [r[0] for r in self.db.execute(
            "SELECT name FROM docs WHERE docs MATCH ? ORDER BY rank, name LIMIT 10", (match,))]


class FTS5Folding(FTS5):
    options = "unicode61 remove_diacritics 2"


class Xapian:
    """TermGenerator and QueryParser as they come: Omega, notmuch, mu."""

    def __init__(self, texts):
        self.folder = tempfile.TemporaryDirectory()
        db = xapian.WritableDatabase(self.folder.name, xapian.DB_CREATE_OR_OPEN)
        generator = xapian.TermGenerator()
        for name, text in texts.items():
            document = xapian.Document()
            document.set_data(name)
            generator.set_document(document)
            generator.set_termpos(0)
            generator.index_text(text)
            db.add_document(document)
        db.commit()
        db.close()
        self.db = xapian.Database(self.folder.name)
        self.parser = xapian.QueryParser()
        self.parser.set_database(self.db)

    def rank(self, question):
        try:
            query = self.parser.parse_query(question)
        except xapian.QueryParserError:
            query = self.parser.parse_query(question, 0)
        enquire = xapian.Enquire(self.db)
        enquire.set_query(query)
        return [m.document.get_data().decode() for m in enquire.get_mset(0, 10)]


class Pairs:
    """No engine but a yardstick: BM25 over syllables and pairs of neighbours, with marks, and without for questions
    that have none."""

    def __init__(self, texts):
        self.names = list(texts)
        self.layers = {fold: self.count([without_marks(t) if fold else t for t in texts.values()])
                       for fold in (False, True)}

    @staticmethod
    def terms(text):
        w = words(text)
        return w + [a + " " + b for a, b in zip(w, w[1:])]

    def count(self, texts):
        postings, lengths = defaultdict(list), []
        for n, text in enumerate(texts):
            tally = Counter(self.terms(text))
            lengths.append(sum(tally.values()))
            for term, f in tally.items():
                postings[term].append((n, f))
        return postings, lengths, sum(lengths) / max(1, len(lengths))

    def rank(self, question, k1=1.2, b=0.75):
        postings, lengths, average = self.layers[without_marks(question) == question]
        weight = defaultdict(float)
        for term in set(self.terms(question)):
            have = postings.get(term, [])
            rarity = math.log(1 + (len(lengths) - len(have) + 0.5) / (len(have) + 0.5))
            for n, f in have:
                weight[n] += rarity * f * (k1 + 1) / (f + k1 * (1 - b + b * lengths[n] / average))
        return [self.names[n] for n in heapq.nsmallest(10, weight, key=lambda n: (-weight[n], n))]


ENGINES = {"SQLite FTS5 unicode61": FTS5, "SQLite FTS5 remove_diacritics 2": FTS5Folding}
if xapian:
    ENGINES["Xapian TermGenerator + QueryParser"] = Xapian
ENGINES["BM25 over syllables and pairs (yardstick)"] = Pairs
