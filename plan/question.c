/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A number as people type it: strict where it is written in full, else any blanks, dashes, "_" or
 * "/" between its parts; marks that are not typed are open. */
#include "base/utf8.h"
#include "plan/scan.h"

enum { SPELLINGS = 8, PARTS = 8, KEYS = 64 };

/* Cyrillic capitals that print like Latin ones; typed by mistake, they are in real numbers. */
static uint32_t latin_twin(uint32_t cp)
{
    static const char twins[] = "A\0B\0\0E\0\0\0\0K\0MHO\0PCT\0\0X"; /* U+0410.. */
    if (cp >= 0x430 && cp < 0x450)
        cp -= 0x20;
    if (cp >= 0x410 && cp < 0x410 + sizeof twins - 1 && twins[cp - 0x410])
        return (uint32_t)twins[cp - 0x410];
    return cp;
}

/* Number keys are compared bytewise, so all that is written in more than one way goes. */
tc_span tc_number_key(tc_arena *arena, tc_span written)
{
    char *out = tc_arena_alloc(arena, written.len + 1);
    size_t len = 0;
    for (size_t pos = 0; pos < written.len;) {
        uint32_t cp = tc_utf8_next(written, &pos);
        bool blank = cp <= ' ' || cp == 0xA0 || (cp >= 0x2000 && cp <= 0x200F) || cp == 0x202F ||
                     cp == 0x2060 || cp == 0x3000 || cp == 0xFEFF;
        if (blank)
            continue;
        if ((cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212 || cp == 0xFE58 || cp == 0xFE63 ||
            cp == 0xFF0D || cp == 0xAD)
            cp = '-';
        else if (cp == 0xD0 || cp == 0x189)
            cp = 0x110; /* Đ */
        else if (cp == 0xF0)
            cp = 0x111;
        char put[4];
        size_t n = tc_utf8_put(put, latin_twin(cp));
        if (n == 4 || len + n > written.len) /* no letter of a number is that far out */
            continue;
        memcpy(out + len, put, n);
        len += n;
    }
    tc_span key = tc_text_upper(arena, tc_span_make(out, len));
    while (key.len > 1 && key.ptr[0] == '0' && key.ptr[1] >= '0' && key.ptr[1] <= '9')
        key = tc_span_sub(key, 1, key.len);
    return key;
}

/* Ways in which one typed word may be written. */
typedef struct {
    tc_span items[SPELLINGS];
    size_t len;
} spellings;

static void add_spelling(spellings *out, tc_arena *arena, tc_span s)
{
    tc_span upper = tc_text_upper(arena, s);
    for (size_t i = 0; i < out->len; i++)
        if (tc_span_eq(out->items[i], upper))
            return;
    if (out->len < SPELLINGS)
        out->items[out->len++] = upper;
}

static void spell_type(spellings *out, tc_arena *arena, const tc_word *w)
{
    for (size_t i = 0; i < tc_type_count; i++) /* the table has the likelier one first */
        if (!w->marked && tc_span_eq(tc_types[i].folded, w->lower))
            add_spelling(out, arena, tc_types[i].code);
    add_spelling(out, arena, w->lower);
}

/* Every D of an unknown unmarked word may be Đ; all ways while they are few. */
static void spell_strokes(spellings *out, tc_arena *arena, const tc_word *w)
{
    size_t strokes = 0;
    for (size_t i = 0; i < w->lower.len; i++)
        strokes += w->lower.ptr[i] == 'd';
    if (strokes == 0 || strokes > 3)
        return;
    for (size_t set = 1; set < (size_t)1 << strokes; set++) {
        char *text = tc_arena_alloc(arena, w->lower.len + strokes + 1);
        size_t len = 0, stroke = 0;
        for (size_t i = 0; i < w->lower.len; i++) {
            bool d = w->lower.ptr[i] == 'd';
            if (d && set >> stroke & 1) {
                memcpy(text + len, "đ", 2);
                len += 2;
            } else {
                text[len++] = w->lower.ptr[i];
            }
            stroke += d;
        }
        add_spelling(out, arena, tc_span_make(text, len));
    }
}

static void spell_organ(spellings *out, tc_arena *arena, const tc_number_grammar *g,
                        const tc_word *w)
{
    const tc_code_word *code = tc_code_of(g, w);
    bool exact = code->party >= 0 || code->other >= 0;
    bool folded = false;
    if (exact)
        add_spelling(out, arena, w->lower);
    else if (code->ocr >= 0)
        add_spelling(out, arena, g->organs[code->ocr].code);
    for (size_t i = 0; i < g->organ_count && !w->marked; i++) {
        if (tc_span_eq(g->organs[i].folded, w->lower)) {
            add_spelling(out, arena, g->organs[i].code);
            folded = true;
        }
    }
    add_spelling(out, arena, w->lower);
    if (!exact && !folded && !w->marked)
        spell_strokes(out, arena, w);
}

/* A typed number taken apart: serial, year, then words and digits with what stands before each. */
typedef struct {
    size_t serial, suffix, part, year; /* tokens; all but serial 0 when there is none */
    char seps[2];        /* behind the serial, the year: '-', '/', or 0 for anything else */
    size_t parts[PARTS]; /* tokens of words (or of digits glued to a word) */
    char before[PARTS];  /* '-', '/', '&', '+', 'g' for glued, or 0 */
    size_t part_count;
} typed;

static char typed_separator(const tc_tokens *t, size_t i)
{
    if (t->items[i].kind != TC_TOKEN_PUNCT)
        return 0;
    uint32_t cp = t->items[i].word;
    if ((cp == '&' || cp == '+') && (t->items[i].flags & TC_GLUED))
        return (char)cp; /* of two units: "TT-BVHTT&DL" */
    if (cp == '-' || (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212)
        return '-';
    return cp == '/' ? '/' : cp == '_' || cp == '.' ? '_' : 0;
}

/* Words before the number: nothing, "số", or a type's name with or without it. */
static bool typed_head(const tc_number_grammar *g, const tc_tokens *t, tc_arena *arena,
                       size_t serial)
{
    size_t end = serial;
    if (end > 0 && t->items[end - 1].kind == TC_TOKEN_PUNCT && t->items[end - 1].word == ':')
        end--;
    const tc_code_word *w = end > 0 ? tc_code_at(g, t, end - 1) : NULL;
    if (w && (w->lead & TC_LEAD_NUMBER))
        end--;
    if (end == 0)
        return true;
    tc_span head = tc_span_sub(t->text->norm, t->items[0].start, t->items[end - 1].end);
    if (!tc_span_empty(tc_type_code(arena, head)))
        return true;
    tc_span slug = tc_text_slug(arena, head, ' ');
    return tc_span_eq(slug, TC_SPAN("bo luat")) || tc_span_eq(slug, TC_SPAN("van ban")) ||
           tc_span_eq(slug, TC_SPAN("quy dinh")) || tc_span_eq(slug, TC_SPAN("so hieu")) ||
           tc_span_eq(slug, TC_SPAN("lenh"));
}

/* ".19" of 66.19/2026/NQ-CP */
static bool behind_point(const tc_tokens *t, size_t i)
{
    return i + 2 < t->len && t->items[i].kind == TC_TOKEN_PUNCT && t->items[i].word == '.' &&
           (t->items[i].flags & TC_GLUED) && t->items[i + 1].kind == TC_TOKEN_DIGITS &&
           (t->items[i + 1].flags & TC_GLUED) && t->items[i + 1].end - t->items[i + 1].start <= 2;
}

static bool take_apart(typed *q, const tc_tokens *t, size_t serial)
{
    *q = (typed){.serial = serial};
    if (t->items[serial].end - t->items[serial].start > 5)
        return false;
    size_t i = serial + 1;
    bool letter = i < t->len && t->items[i].kind == TC_TOKEN_WORD &&
                  (t->items[i].flags & TC_GLUED) && tc_token_word(t, i)->letters == 1;
    if (letter && i + 1 < t->len)
        q->suffix = i++;
    else if (behind_point(t, i))
        q->part = i + 1, i += 2;
    char sep = 0;
    for (; i < t->len; i++) {
        const tc_token *token = &t->items[i];
        if (token->kind == TC_TOKEN_PUNCT) {
            if (sep || !(sep = typed_separator(t, i)))
                return false;
            continue;
        }
        bool first = q->part_count == 0;
        if (first && !q->year && token->kind == TC_TOKEN_DIGITS) {
            if (token->end - token->start != 4)
                return false;
            q->year = i;
            q->seps[0] = sep;
        } else {
            if (q->part_count == PARTS || (first && token->kind == TC_TOKEN_DIGITS))
                return false;
            if (first)
                q->seps[q->year ? 1 : 0] = sep;
            q->before[q->part_count] = sep ? sep : (token->flags & TC_GLUED) ? 'g' : 0;
            q->parts[q->part_count++] = i;
        }
        sep = 0;
    }
    return q->part_count > 0 && !sep;
}

typedef struct {
    tc_arena *arena;
    const tc_number_grammar *grammar;
    const tc_tokens *tokens;
    typed q;
    TC_VEC(tc_span) keys;
} asker;

static tc_span serial_text(const asker *a)
{
    tc_span s = tc_token_word(a->tokens, a->q.serial)->folded;
    if (a->q.part) {
        tc_span part = tc_token_span(a->tokens, a->q.part);
        return tc_span_str(
            tc_arena_printf(a->arena, "%.*s.%.*s", (int)s.len, s.ptr, (int)part.len, part.ptr));
    }
    if (!a->q.suffix)
        return s;
    tc_span letter = tc_text_upper(a->arena, tc_token_word(a->tokens, a->q.suffix)->lower);
    return tc_span_str(
        tc_arena_printf(a->arena, "%.*s%.*s", (int)s.len, s.ptr, (int)letter.len, letter.ptr));
}

static void add_key(asker *a, tc_span key)
{
    for (size_t i = 0; i < a->keys.len; i++)
        if (tc_span_eq(a->keys.items[i], key))
            return;
    if (a->keys.len < KEYS)
        tc_vec_push(a->arena, &a->keys, key);
}

/* Parts [from, count) of the organ behind its first word, as typed. */
static tc_span organ_tail(asker *a, size_t from)
{
    tc_span tail = {"", 0};
    for (size_t i = from; i < a->q.part_count; i++) {
        tc_span word = tc_text_upper(a->arena, tc_token_word(a->tokens, a->q.parts[i])->lower);
        char mark = a->q.before[i];
        if (mark != '&' && mark != '+')
            mark = '-';
        tail = tc_span_str(tc_arena_printf(a->arena, "%.*s%.*s%.*s", (int)tail.len, tail.ptr,
                                           a->q.before[i] == 'g' ? 0 : 1, &mark, (int)word.len,
                                           word.ptr));
    }
    return tail;
}

static void add_form(asker *a, const spellings *types, const spellings *organs, tc_span tail,
                     const char *seps)
{
    tc_span serial = serial_text(a), year = {"", 0};
    if (a->q.year)
        year = tc_token_span(a->tokens, a->q.year);
    for (size_t o = 0; o < organs->len; o++) {
        for (size_t t = 0; t < types->len; t++) {
            tc_span type = types->items[t], organ = organs->items[o];
            add_key(
                a, tc_span_str(tc_arena_printf(
                       a->arena, "%.*s%c%.*s%.*s%.*s%c%.*s%.*s", (int)serial.len, serial.ptr,
                       seps[0], (int)year.len, year.ptr, a->q.year ? 1 : 0, seps + 1, (int)type.len,
                       type.ptr, seps[2], (int)organ.len, organ.ptr, (int)tail.len, tail.ptr)));
        }
    }
}

static bool party_organ(const asker *a, const tc_word *w)
{
    const tc_code_word *code = tc_code_of(a->grammar, w);
    if (code->party >= 0)
        return true;
    if (code->ocr >= 0)
        return a->grammar->organs[code->ocr].system == TC_SYSTEM_PARTY;
    for (size_t i = 0; i < a->grammar->organ_count; i++)
        if (a->grammar->organs[i].system == TC_SYSTEM_PARTY &&
            tc_span_eq(a->grammar->organs[i].folded, w->lower))
            return true;
    return false;
}

/* TYPE ORGAN with what was typed between them. */
static bool ask_typed(asker *a)
{
    const typed *q = &a->q;
    if (q->part_count < 2)
        return false;
    const tc_word *type = tc_token_word(a->tokens, q->parts[0]);
    const tc_word *organ = tc_token_word(a->tokens, q->parts[1]);
    const tc_code_word *code = tc_code_of(a->grammar, type);
    if ((code->type < 0 && code->type_folded < 0) || organ->digits) /* QH14 */
        return false;
    spellings types = {.len = 0}, organs = {.len = 0};
    spell_type(&types, a->arena, type);
    spell_organ(&organs, a->arena, a->grammar, organ);
    tc_span tail = organ_tail(a, 2);
    char s0 = q->seps[0], s1 = q->year ? q->seps[1] : '/', s2 = q->before[1];
    if (q->year) {
        bool open = s0 != '/' || s1 != '/' || s2 != '-';
        add_form(a, &types, &organs, tail, "//-");
        if (open && (s0 == '-' || s0 == '/') && (s1 == '-' || s1 == '/') &&
            (s2 == '-' || s2 == '/'))
            add_form(a, &types, &organs, tail, (char[]){s0, s1, s2, 0});
        return true;
    }
    bool party = party_organ(a, organ);
    if ((s0 == '-' || s0 == 'g' || s0 == 0) && s2 == '/')
        party = true;
    if (s0 == '/' && s2 == '-') {
        add_form(a, &types, &organs, tail, "//-");
        if (party) /* as if of the State: "05/CT-TW" */
            add_form(a, &types, &organs, tail, "-//");
        return true;
    }
    bool full = (s0 == '-' || s0 == 0) && s2 == '/';
    add_form(a, &types, &organs, tail, party ? "-//" : "//-");
    if (!full) {
        add_form(a, &types, &organs, tail, party ? "//-" : "-//");
        if ((s0 == '-' || s0 == '/') && s0 == s2)
            add_form(a, &types, &organs, tail, (char[]){s0, '/', s2, 0});
    }
    return true;
}

/* How much of a word is this code, with its marks or without: 0 when it begins otherwise. */
static size_t begins_with_code(tc_arena *arena, tc_span lower, tc_span code, tc_span folded)
{
    tc_span marked = tc_text_lower(arena, code);
    return tc_span_starts(lower, marked)   ? marked.len
           : tc_span_starts(lower, folded) ? folded.len
                                           : 0;
}

/* Type and organ typed as one: "161/2026/NĐCP", "45/KHUBND". */
static void ask_glued(asker *a)
{
    const typed *q = &a->q;
    const tc_number_grammar *g = a->grammar;
    const tc_word *w = tc_token_word(a->tokens, q->parts[0]);
    if (tc_code_of(g, w)->party >= 0 || tc_code_of(g, w)->other >= 0 || w->digits)
        return;
    tc_span tail = organ_tail(a, 1);
    for (size_t t = 0; t < tc_type_count; t++) {
        size_t len = begins_with_code(a->arena, w->lower, tc_types[t].code, tc_types[t].folded);
        tc_span rest = tc_span_sub(w->lower, len, w->lower.len);
        for (size_t o = 0; len && o < g->organ_count; o++) {
            const tc_organ *organ = &g->organs[o];
            if (begins_with_code(a->arena, rest, organ->code, organ->folded) != rest.len)
                continue;
            spellings types = {.len = 0}, organs = {.len = 0};
            add_spelling(&types, a->arena, tc_types[t].code);
            add_spelling(&organs, a->arena, organ->code);
            bool party = organ->system == TC_SYSTEM_PARTY && !q->year;
            add_form(a, &types, &organs, tail, party ? "-//" : "//-");
        }
    }
}

/* 24/2018/QH14; 349/BVHTTDL-TV. The slash must be typed for a letter: "5 NGAY" is no number. */
static bool ask_other(asker *a)
{
    const typed *q = &a->q;
    const tc_word *w = tc_token_word(a->tokens, q->parts[0]);
    const tc_code_word *code = tc_code_of(a->grammar, w);
    tc_span serial = serial_text(a), organ = tc_text_upper(a->arena, w->lower);
    if (q->year) {
        if (!(code->lead & TC_LEAD_TERM_ORGAN) || q->part_count != 2 ||
            a->tokens->items[q->parts[1]].kind != TC_TOKEN_DIGITS)
            return false;
        tc_span year = tc_token_span(a->tokens, q->year),
                term = tc_token_span(a->tokens, q->parts[1]);
        add_key(a, tc_span_str(tc_arena_printf(a->arena, "%.*s/%.*s/%.*s%.*s", (int)serial.len,
                                               serial.ptr, (int)year.len, year.ptr, (int)organ.len,
                                               organ.ptr, (int)term.len, term.ptr)));
        return true;
    }
    if (q->seps[0] != '/' || w->letters < 2 || a->tokens->items[q->parts[0]].kind != TC_TOKEN_WORD)
        return false;
    spellings organs = {.len = 0};
    spell_organ(&organs, a->arena, a->grammar, w);
    tc_span tail = organ_tail(a, 1);
    for (size_t o = 0; o < organs.len; o++)
        add_key(a, tc_span_str(tc_arena_printf(a->arena, "%.*s/%.*s%.*s", (int)serial.len,
                                               serial.ptr, (int)organs.items[o].len,
                                               organs.items[o].ptr, (int)tail.len, tail.ptr)));
    return true;
}

/* The number of the first key, read by the grammar of texts. */
static void fill_number(tc_number *n, asker *a, tc_lexicon *lexicon, tc_error *err)
{
    tc_text *text;
    tc_tokens *tokens;
    *n = (tc_number){.text = a->keys.items[0],
                     .key = a->keys.items[0],
                     .organ_entry = -1,
                     .form = TC_NUMBER_LETTER,
                     .system = TC_SYSTEM_STATE,
                     .serial = tc_token_word(a->tokens, a->q.serial)->value};
    if (tc_text_normalize(&text, a->arena, a->keys.items[0], err) != TC_OK ||
        tc_tokenize(&tokens, a->arena, lexicon, text, err) != TC_OK)
        return;
    tc_number_grammar_meet(a->grammar, a->arena);
    tc_number_scan scan = {a->grammar, tokens, false, false};
    tc_number_match m;
    if (tokens->len > 0 && tc_number_match_at(&scan, 0, &m))
        tc_number_fill(n, a->arena, &scan, &m);
    n->key = a->keys.items[0];
}

static bool ask(asker *a)
{
    const tc_tokens *t = a->tokens;
    size_t serial = 0;
    while (serial < t->len && t->items[serial].kind != TC_TOKEN_DIGITS)
        serial++;
    if (serial == t->len || !typed_head(a->grammar, t, a->arena, serial) ||
        !take_apart(&a->q, t, serial))
        return false;
    if (ask_typed(a))
        return true;
    ask_glued(a);
    return ask_other(a) || a->keys.len > 0;
}

tc_status tc_number_parse(tc_number_question **out, tc_arena *arena, const tc_number_grammar *g,
                          tc_lexicon *lexicon, tc_span question, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to read a number");
    tc_text *text;
    tc_tokens *tokens = NULL;
    tc_status status = tc_text_normalize(&text, arena, question, err);
    if (status == TC_OK)
        status = tc_tokenize(&tokens, arena, lexicon, text, err);
    if (status == TC_OK) {
        asker a = {.arena = arena, .grammar = g, .tokens = tokens};
        tc_number_grammar_meet(g, arena);
        if (ask(&a)) {
            tc_number_question *q = tc_arena_alloc(arena, sizeof *q);
            fill_number(&q->number, &a, lexicon, err);
            q->keys = a.keys.items;
            q->key_count = a.keys.len;
            *out = q;
        } else {
            status = tc_fail(err, TC_ENOTFOUND, "not a document number");
        }
    }
    tc_arena_uncatch(arena, &guard);
    return status;
}
