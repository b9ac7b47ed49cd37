/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/copies.h"

#include "base/utf8.h"
#include "text/text.h"
#include "text/token.h"

/* A text is told by the least hashes of its runs of three words, one in each of so many bins; the
 * share of equal bins is about the share of equal runs (within 0.05). */
enum { BINS = 128, RUN = 3, TEXT_MAX = 64 << 10, FEW_WORDS = 20 };

/* Shares of equal runs from which on texts are copies. */
static const struct {
    double same_number;
    double same_title; /* a draft: no number yet */
} least = {0.5, 0.9};

typedef struct {
    uint64_t bins[BINS];
    size_t runs;
} sketch;

/* What copies have in common, in the order of looking: what parts most comes first. */
enum { NUMBER, DATE, ISSUER, TRAITS };

typedef struct {
    tc_docid id;
    tc_span traits[TRAITS]; /* the issuer as a slug */
    size_t known;           /* of them, from the first on */
    tc_span title;          /* slug; documents without a number, or once read */
    bool read;
    uint64_t letters; /* hash of the text's letters and digits; documents without a number */
    sketch *sketch;   /* NULL: not made yet */
} document;

typedef struct {
    tc_arena *arena, *scratch;
    tc_engine *engine;
    TC_VEC(document) documents; /* one a folded hit */
    size_t hits;
    tc_error *err;
} folding;

/* ---- reading ------------------------------------------------------------------------------ */

/* A value is not read before it is asked for. */
static tc_status trait(tc_span *out, document *d, folding *k, size_t which)
{
    static const tc_field_id fields[TRAITS] = {TC_FIELD_ID_NUMBER, TC_FIELD_ID_DATE,
                                               TC_FIELD_ID_ISSUER};
    for (tc_status s; d->known <= which; d->known++) {
        tc_span *value = &d->traits[d->known];
        s = tc_reader_value(value, k->arena, k->engine->reader, d->id,
                            tc_field_at(fields[d->known])->slot, k->err);
        if (s != TC_OK)
            return s;
        if (d->known == NUMBER)
            *value = tc_number_key(k->arena, *value);
        else if (d->known == ISSUER)
            *value = tc_text_slug(k->arena, *value, '-');
    }
    *out = d->traits[which];
    return TC_OK;
}

static uint64_t mix(uint64_t h)
{
    h ^= h >> 33;
    h *= 0xFF51AFD7ED558CCDu;
    h ^= h >> 33;
    h *= 0xC4CEB9FE1A85EC53u;
    return h ^ h >> 33;
}

/* Of the bytes that are no blanks and signs, ASCII capitals as small letters. */
static uint64_t hash_letters(tc_span text)
{
    uint64_t h = 0xCBF29CE484222325u;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c >= 'A' && c <= 'Z')
            c = (unsigned char)(c + 32);
        if (c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            h = (h ^ c) * 0x100000001B3u;
    }
    return mix(h);
}

static void add_run(sketch *s, const uint64_t words[RUN])
{
    uint64_t h = mix(mix(mix(words[0]) + words[1]) + words[2]);
    size_t bin = h % BINS;
    s->runs++;
    if (s->bins[bin] == 0 || h < s->bins[bin])
        s->bins[bin] = h;
}

static tc_status make_sketch(document *d, folding *k, tc_span text)
{
    tc_text *norm;
    tc_tokens *t;
    uint64_t words[RUN] = {0};
    size_t count = 0;
    d->sketch = tc_arena_alloc(k->arena, sizeof *d->sketch);
    if (text.len > TEXT_MAX)
        text.len = tc_utf8_floor(text, TEXT_MAX);
    tc_status s = tc_text_normalize(&norm, k->scratch, text, k->err);
    if (s == TC_OK)
        s = tc_tokenize(&t, k->scratch, k->engine->lexicon, norm, k->err);
    for (size_t i = 0; s == TC_OK && i < t->len; i++) {
        if (!tc_token_indexed(&t->items[i]))
            continue;
        words[0] = words[1];
        words[1] = words[2];
        words[2] = tc_span_hash(tc_token_word(t, i)->folded);
        if (++count >= RUN)
            add_run(d->sketch, words);
    }
    return s;
}

/* What only the record tells. */
static tc_status read_document(document *d, folding *k, bool with_sketch)
{
    tc_record *r;
    if (d->read && (d->sketch || !with_sketch))
        return TC_OK;
    tc_arena_reset(k->scratch);
    tc_status s = tc_engine_record(&r, k->scratch, k->engine, d->id, k->err);
    if (s == TC_ENOTFOUND || s == TC_ECORRUPT || s == TC_EVERSION) { /* told when it is shown */
        d->read = true;
        d->sketch = tc_arena_alloc(k->arena, sizeof *d->sketch);
        return TC_OK;
    }
    if (s != TC_OK)
        return s;
    d->read = true;
    d->title = tc_text_slug(k->arena, r->plan->title, '-');
    d->letters = hash_letters(r->text);
    return with_sketch ? make_sketch(d, k, r->text) : TC_OK;
}

/* ---- comparing ---------------------------------------------------------------------------- */

static bool differ(tc_span a, tc_span b)
{
    return a.len && b.len && !tc_span_eq(a, b);
}

/* "20210500" and "20210525" may be one day. */
static bool dates_differ(tc_span a, tc_span b)
{
    if (a.len != 8 || b.len != 8)
        return differ(a, b);
    for (size_t i = 0; i < 8; i += i ? 2 : 4) {
        size_t n = i ? 2 : 4;
        bool known = memcmp(a.ptr + i, "0000", n) != 0 && memcmp(b.ptr + i, "0000", n) != 0;
        if (known && memcmp(a.ptr + i, b.ptr + i, n) != 0)
            return true;
    }
    return false;
}

static tc_status texts_alike(bool *out, document *a, document *b, folding *k, double share)
{
    size_t same = 0, used = 0;
    *out = false;
    tc_status s = read_document(a, k, true);
    if (s == TC_OK)
        s = read_document(b, k, true);
    if (s != TC_OK || a->sketch->runs < FEW_WORDS || b->sketch->runs < FEW_WORDS)
        return s;
    for (size_t i = 0; i < BINS; i++) {
        used += a->sketch->bins[i] || b->sketch->bins[i];
        same += a->sketch->bins[i] && a->sketch->bins[i] == b->sketch->bins[i];
    }
    *out = (double)same >= share * (double)used;
    return TC_OK;
}

static tc_status traits_differ(bool *out, document *a, document *b, folding *k)
{
    tc_status s = TC_OK;
    *out = false;
    for (size_t i = 0; s == TC_OK && !*out && i < TRAITS; i++) {
        tc_span x, y;
        s = trait(&x, a, k, i);
        if (s == TC_OK)
            s = trait(&y, b, k, i);
        if (s == TC_OK)
            *out = i == DATE ? dates_differ(x, y) : differ(x, y);
    }
    return s;
}

static bool has(const document *d, size_t which)
{
    return d->traits[which].len > 0;
}

static tc_status are_copies(bool *out, document *a, document *b, folding *k)
{
    bool other;
    *out = false;
    tc_status s = traits_differ(&other, a, b, k);
    if (s != TC_OK || other)
        return s;
    if (has(a, NUMBER) && has(b, NUMBER))
        return texts_alike(out, a, b, k, least.same_number);
    s = read_document(a, k, false);
    if (s == TC_OK)
        s = read_document(b, k, false);
    if (s != TC_OK)
        return s;
    if (a->title.len && tc_span_eq(a->title, b->title))
        return texts_alike(out, a, b, k, least.same_title);
    *out = !has(a, NUMBER) && !has(b, NUMBER) && a->letters == b->letters;
    return TC_OK;
}

/* ---- folding ------------------------------------------------------------------------------ */

/* One that has a number stands for drafts that have none; what one of them tells holds for all. */
static void fold_into(tc_folded_hit *hit, document *head, const document *d, folding *k)
{
    bool better = has(d, NUMBER) && !has(head, NUMBER);
    document kept = better ? *d : *head;
    const document *other = better ? head : d;
    tc_vec_push(k->arena, &hit->copies, other->id);
    for (size_t i = DATE; i < TRAITS; i++)
        if (!has(&kept, i))
            kept.traits[i] = other->traits[i];
    hit->id = kept.id;
    *head = kept;
}

static tc_status place_hit(tc_folded_hits *out, folding *k, const tc_hit *hit)
{
    document d = {.id = hit->id};
    tc_folded_hit folded = {.id = hit->id, .weight = hit->weight};
    if (k->hits++ >= TC_COPIES_MOST) { /* compared with none, and none with it */
        tc_vec_push(k->arena, out, folded);
        return TC_OK;
    }
    tc_status s = TC_OK;
    for (size_t i = 0; s == TC_OK && i < out->len; i++) {
        bool copies;
        s = are_copies(&copies, &k->documents.items[i], &d, k);
        if (s == TC_OK && copies) {
            fold_into(&out->items[i], &k->documents.items[i], &d, k);
            return TC_OK;
        }
    }
    if (s != TC_OK)
        return s;
    tc_vec_push(k->arena, &k->documents, d);
    tc_vec_push(k->arena, out, folded);
    return TC_OK;
}

tc_status tc_copies_fold(tc_folded_hits *out, tc_arena *arena, tc_arena *scratch, tc_engine *engine,
                         const tc_hits *hits, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to fold copies");
    folding k = {.arena = arena, .scratch = scratch, .engine = engine, .err = err};
    tc_status s = TC_OK;
    memset(out, 0, sizeof *out);
    for (size_t i = 0; s == TC_OK && i < hits->len; i++)
        s = place_hit(out, &k, &hits->items[i]);
    tc_arena_uncatch(arena, &guard);
    return s;
}
