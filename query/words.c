/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/words.h"

#include <math.h>
#include <stdlib.h>

#include "store/record.h"
#include "text/date.h"
#include "text/key.h"

enum { MAX_READINGS = 400, KEEP_READINGS = 64 };

const char *tc_marks_name(tc_marks marks)
{
    static const char *const names[] = {[TC_MARKS_SMART] = "smart",
                                        [TC_MARKS_PARTIAL] = "partial",
                                        [TC_MARKS_IGNORE] = "ignore",
                                        [TC_MARKS_EXACT] = "exact"};
    return names[marks];
}

double tc_rarity(uint64_t all, uint64_t n)
{
    double with = (double)n, without = all > n ? (double)(all - n) : 0;
    return log(1 + (without + 0.5) / (with + 0.5));
}

static tc_hold hold_of(const tc_word *w, tc_marks marks)
{
    if (marks == TC_MARKS_EXACT || (w->digits && marks != TC_MARKS_IGNORE))
        return TC_HOLD_ACCENT;
    if (marks == TC_MARKS_IGNORE || !w->marked)
        return TC_HOLD_FOLDED;
    return marks == TC_MARKS_SMART && w->syllable ? TC_HOLD_ACCENT : TC_HOLD_READINGS;
}

static tc_status in_index(bool *known, double *rarity, const tc_word_reader *r, const tc_word *w,
                          tc_error *err)
{
    uint64_t n = 0;
    *known = false;
    *rarity = tc_rarity(r->documents, 0);
    if (!r->reader)
        return TC_OK;
    tc_span term = tc_record_word_term(r->arena, r->field, TC_LAYER_FOLDED, w);
    tc_status s = tc_reader_term_count(&n, r->reader, term, err);
    if (s != TC_OK)
        return s;
    *known = n > 0;
    *rarity = tc_rarity(r->documents, n);
    return TC_OK;
}

/* One run of letters and digits without a blank: "quye6t1" is six tokens and one word. */
static size_t glued_run(const tc_tokens *t, size_t first)
{
    size_t next = first + 1;
    while (next < t->len && tc_token_indexed(&t->items[next]) && (t->items[next].flags & TC_GLUED))
        next++;
    return next;
}

/* Takes a Telex or VNI spelling in; false when the run is none. */
static tc_status decode_run(bool *done, tc_typed *out, const tc_word_reader *r, const tc_tokens *t,
                            size_t first, size_t next, tc_error *err)
{
    tc_span typed = tc_span_sub(t->text->norm, t->items[first].start, t->items[next - 1].end);
    tc_span spelt;
    bool mixed = next > first + 1;
    *done = false;
    if (t->items[first].kind != TC_TOKEN_WORD || typed.len < 3)
        return TC_OK;
    if (mixed ? !tc_vni_decode(r->arena, typed, &spelt) : !tc_telex_decode(r->arena, typed, &spelt))
        return TC_OK;
    tc_status s = tc_lexicon_word(r->lexicon, spelt, &out->word, err);
    if (s == TC_OK && out->word->syllable) {
        *done = true;
        out->decoded = true;
        out->next = next;
    }
    return s;
}

static tc_status read_word(tc_typed *w, const tc_word_reader *r, const tc_tokens *t, size_t first,
                           tc_error *err)
{
    bool known, done = false;
    w->word = tc_token_word(t, first);
    w->first = first;
    w->next = first + 1;
    tc_status s = in_index(&known, &w->rarity, r, w->word, err);
    size_t run = glued_run(t, first);
    bool odd = run > first + 1 || (!known && !w->word->digits && !w->word->syllable);
    if (s == TC_OK && odd)
        s = decode_run(&done, w, r, t, first, run, err);
    if (s == TC_OK && done)
        s = in_index(&known, &w->rarity, r, w->word, err);
    return s;
}

static tc_status accent_count(uint64_t *n, const tc_word_reader *r, const tc_word *w, tc_error *err)
{
    return tc_reader_term_count(n, r->reader,
                                tc_record_word_term(r->arena, r->field, TC_LAYER_ACCENT, w), err);
}

/* In a question that has Telex, a word that is no syllable is Telex too where more documents have
 * what it spells: some document has every slip of the keyboard. */
static tc_status decode_known(tc_typed *w, const tc_word_reader *r, const tc_tokens *t,
                              tc_error *err)
{
    bool done = false, known;
    uint64_t typed, spelt;
    tc_typed other = *w;
    if (w->decoded || w->word->syllable || w->word->digits || w->next != w->first + 1)
        return TC_OK;
    tc_status s = decode_run(&done, &other, r, t, w->first, w->next, err);
    if (s == TC_OK && done)
        s = accent_count(&typed, r, w->word, err);
    if (s == TC_OK && done)
        s = accent_count(&spelt, r, other.word, err);
    if (s != TC_OK || !done || spelt <= typed)
        return s;
    *w = other;
    return in_index(&known, &w->rarity, r, w->word, err);
}

static tc_status decode_others(tc_typed_words *words, const tc_word_reader *r, const tc_tokens *t,
                               tc_marks marks, tc_error *err)
{
    bool telex = false;
    tc_status s = TC_OK;
    for (size_t i = 0; i < words->len; i++)
        telex = telex || words->items[i].decoded;
    for (size_t i = 0; s == TC_OK && telex && r->reader && i < words->len; i++) {
        s = decode_known(&words->items[i], r, t, err);
        words->items[i].hold = hold_of(words->items[i].word, marks);
    }
    return s;
}

tc_status tc_words_read(tc_typed_words *out, tc_tokens **tokens, const tc_word_reader *r,
                        tc_span text, size_t offset, tc_marks marks, tc_error *err)
{
    tc_text *norm;
    tc_tokens *t;
    tc_status s = tc_text_normalize(&norm, r->arena, text, err);
    if (s == TC_OK)
        s = tc_tokenize(&t, r->arena, r->lexicon, norm, err);
    if (s != TC_OK)
        return s;
    for (size_t i = 0; s == TC_OK && i < t->len;) {
        if (!tc_token_indexed(&t->items[i])) {
            i++;
            continue;
        }
        tc_typed w = {0};
        s = read_word(&w, r, t, i, err);
        if (s != TC_OK)
            return s;
        w.hold = hold_of(w.word, marks);
        tc_range range = {t->items[i].start, t->items[w.next - 1].end};
        w.source = tc_text_source_range(norm, range);
        w.source.start += offset;
        w.source.end += offset;
        tc_vec_push(r->arena, out, w);
        i = w.next;
    }
    *tokens = t;
    return s == TC_OK ? decode_others(out, r, t, marks, err) : s;
}

/* The typed marks on the written letters: "nghị" against "nghịch" asks for the marks of the part
 * that was typed. */
static bool starts_with_marks(const tc_word *typed, const tc_word *written)
{
    char key[320];
    size_t rest = typed->accent.len - typed->folded.len;
    if (!tc_span_starts(written->folded, typed->folded) || written->folded.len + rest > sizeof key)
        return false;
    memcpy(key, written->folded.ptr, written->folded.len);
    memcpy(key + written->folded.len, typed->accent.ptr + typed->folded.len, rest);
    return tc_key_matches(tc_span_make(key, written->folded.len + rest), written->accent);
}

bool tc_typed_matches(const tc_typed *typed, const tc_word *written, bool unmarked)
{
    const tc_word *w = typed->word;
    bool open = typed->hold == TC_HOLD_FOLDED || unmarked;
    if (typed->prefix)
        return open ? tc_span_starts(written->folded, w->folded) : starts_with_marks(w, written);
    if (w->folded_id != written->folded_id)
        return false;
    if (open)
        return true;
    if (typed->hold == TC_HOLD_ACCENT)
        return w->accent_id == written->accent_id;
    return tc_key_matches(w->accent, written->accent);
}

size_t tc_typed_numeral(const tc_typed_words *words, const tc_tokens *tokens, size_t i,
                        uint32_t *value)
{
    size_t next, n = 0;
    *value = 0;
    if (words->items[i].prefix || !tc_numeral_read(tokens, words->items[i].first, value, &next) ||
        *value == 0)
        return 0;
    while (i + n < words->len && words->items[i + n].first < next)
        n++;
    return n == 1 && !words->items[i].word->digits ? 0 : n;
}

bool tc_words_marked(const tc_typed_words *words)
{
    for (size_t i = 0; i < words->len; i++)
        if (words->items[i].word->marked)
            return true;
    return false;
}

static int by_frequency(const void *a, const void *b)
{
    const tc_term_count *x = a, *y = b;
    if (x->documents != y->documents)
        return x->documents < y->documents ? 1 : -1;
    return tc_span_cmp(x->term, y->term);
}

tc_status tc_typed_readings(tc_term_list *out, const tc_word_reader *r, const tc_typed *typed,
                            tc_error *err)
{
    tc_span prefix = tc_record_readings_prefix(r->arena, r->field, typed->word);
    if (typed->prefix)
        prefix.len--; /* the ' that ends the letters: longer words are wanted too */
    memset(out, 0, sizeof *out);
    if (!r->reader)
        return TC_OK;
    tc_status s = tc_reader_terms(out, r->arena, r->reader, prefix, MAX_READINGS, err);
    size_t kept = 0;
    for (size_t i = 0; s == TC_OK && i < out->len; i++) {
        tc_word written = {.accent = tc_record_accent_key(r->field, out->items[i].term)};
        const char *quote = memchr(written.accent.ptr, '\'', written.accent.len);
        written.folded =
            tc_span_make(written.accent.ptr, quote ? (size_t)(quote - written.accent.ptr) : 0);
        bool fits = typed->hold == TC_HOLD_FOLDED ||
                    (typed->prefix ? starts_with_marks(typed->word, &written)
                                   : tc_key_matches(typed->word->accent, written.accent));
        if (fits)
            out->items[kept++] = out->items[i];
    }
    if (s != TC_OK)
        return s;
    out->len = kept;
    if (kept)
        qsort(out->items, kept, sizeof *out->items, by_frequency);
    if (out->len > KEEP_READINGS)
        out->len = KEEP_READINGS;
    return TC_OK;
}
