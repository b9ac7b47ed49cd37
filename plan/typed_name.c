/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Read by the reader of documents, as a citation in one: with capitals too, since people type
 * without, and with a term where one is missing. The reader asks for capitals and marks before it
 * takes a word for a law; whoever types a name alone means one, so its words will do. */
#include "plan/typed_name.h"

#include "base/ascii.h"
#include "plan/law_number.h"
#include "text/text.h"

enum { LONGEST = 400, LAST_TERM = 14, MAX_IDS = 32 };

typedef struct {
    tc_arena *arena;
    tc_plan_reader *reader;
    tc_error *err;
    tc_span *ids;
    size_t count;
    bool open; /* a name without its term was read */
    tc_span number;
    tc_date date;
} naming;

/* Punctuation and blanks at the end of a name are none of it. */
static size_t behind_name(tc_span text, size_t end)
{
    while (end < text.len && text.ptr[end] && strchr(" \t\n.,;:)\"", text.ptr[end]))
        end++;
    return end;
}

static void take(naming *n, const tc_citation *c)
{
    if (c->id.len && n->count < MAX_IDS)
        n->ids[n->count++] = c->id;
    n->open = n->open || !c->id.len;
}

/* Citations by name that fill the text from start to end, one behind the other, or nothing. */
static void take_all(naming *n, const tc_plan *plan, tc_span text, size_t start, size_t end)
{
    size_t covered = start, count = n->count;
    for (size_t i = 0; i < plan->citations.len; i++) {
        const tc_citation *c = &plan->citations.items[i];
        if (c->form != TC_CITATION_NAMED || (i == 0 && c->span.start != start))
            break;
        take(n, c);
        covered = c->span.end > covered ? c->span.end : covered;
    }
    if (behind_name(text, covered) >= end)
        return;
    n->count = count;
    n->open = false;
    const tc_citation *c = plan->citations.len ? &plan->citations.items[0] : NULL;
    if (c && c->number_key.len && c->span.start == start && behind_name(text, c->span.end) >= end) {
        n->number = c->number_key;
        n->date = c->date;
    }
}

static bool is_read(const naming *n)
{
    return n->count > 0 || n->open || n->number.len > 0;
}

static tc_status read_sentence(naming *n, const char *before, tc_span name, const char *behind)
{
    tc_text *norm;
    tc_tokens *tokens;
    tc_plan *plan = NULL;
    tc_span text =
        tc_span_str(tc_arena_printf(n->arena, "%s%.*s%s", before, (int)name.len, name.ptr, behind));
    tc_status s = tc_text_normalize(&norm, n->arena, text, n->err);
    if (s == TC_OK)
        s = tc_tokenize(&tokens, n->arena, tc_plan_reader_lexicon(n->reader), norm, n->err);
    if (s == TC_OK)
        s = tc_plan_read(&plan, n->arena, n->reader, tokens, n->err);
    if (s == TC_OK)
        take_all(n, plan, text, strlen(before), text.len);
    return s;
}

/* As it stands behind the word that most citations stand behind; a text without marks alone, since
 * it is read as one. */
static tc_status read_name(naming *n, tc_span name, const char *behind)
{
    tc_status s = read_sentence(n, "Căn cứ ", name, behind);
    if (s == TC_OK && !is_read(n))
        s = read_sentence(n, "Can cu ", name, behind);
    return s;
}

/* "Nghị quyết Trung ương 4": the one of any term. */
static tc_status of_any_term(naming *n, tc_span name)
{
    tc_status s = TC_OK;
    n->open = false;
    for (unsigned term = LAST_TERM; s == TC_OK && term > 0; term--) {
        char roman[16];
        tc_roman_format(roman, term);
        s = read_name(n, name, tc_arena_printf(n->arena, " khóa %s", roman));
    }
    n->open = false;
    return s;
}

/* ---- laws, by their words ------------------------------------------------------------------- */

/* Takes "-2013" and "-nam-2013" off. */
static tc_span take_year(tc_span *slug)
{
    enum { YEAR = 4 };
    tc_span none = {"", 0};
    if (slug->len < YEAR + 2 || slug->ptr[slug->len - YEAR - 1] != '-')
        return none;
    tc_span year = tc_span_sub(*slug, slug->len - YEAR, slug->len);
    if (!tc_ascii_digits(year) || (year.ptr[0] != '1' && year.ptr[0] != '2'))
        return none;
    *slug = tc_span_sub(*slug, 0, slug->len - YEAR - 1);
    if (tc_span_ends(*slug, TC_SPAN("-nam")))
        *slug = tc_span_sub(*slug, 0, slug->len - strlen("-nam"));
    return year;
}

bool tc_typed_law(tc_span *slug, tc_span *year, tc_arena *arena, tc_span text)
{
    static const tc_span heads[] = {TC_SPAN_LIT("luat-"), TC_SPAN_LIT("bo-luat-"),
                                    TC_SPAN_LIT("phap-lenh-"), TC_SPAN_LIT("hien-phap")};
    *slug = tc_text_slug(arena, text, '-');
    *year = take_year(slug);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        bool whole = i + 1 == sizeof heads / sizeof *heads;
        if (whole ? tc_span_eq(*slug, heads[i]) : tc_span_starts(*slug, heads[i]))
            return true;
    }
    return false;
}

static void law_by_words(naming *n, tc_span name)
{
    tc_span slug, year;
    if (tc_typed_law(&slug, &year, n->arena, name))
        n->ids[n->count++] = tc_law_id(n->arena, slug, year);
}

static tc_status read_typed(naming *n, tc_span name)
{
    tc_status s = read_name(n, name, "");
    tc_span upper = tc_text_upper(n->arena, name);
    if (s == TC_OK && !is_read(n))
        s = read_name(n, upper, "");
    if (s == TC_OK && n->count == 0 && n->open)
        s = of_any_term(n, name);
    if (s == TC_OK && !is_read(n))
        law_by_words(n, name);
    return s;
}

tc_status tc_typed_name_read(tc_typed_name *out, tc_arena *arena, tc_plan_reader *reader,
                             tc_span text, tc_error *err)
{
    tc_arena_catch guard;
    memset(out, 0, sizeof *out);
    text = tc_span_trim(text);
    if (text.len == 0 || text.len > LONGEST)
        return TC_OK;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to read the name");
    naming n = {.arena = arena, .reader = reader, .err = err};
    n.ids = tc_arena_array(arena, MAX_IDS, sizeof *n.ids);
    tc_status s = read_typed(&n, text);
    *out = (tc_typed_name){.ids = n.ids, .count = n.count, .number = n.number, .date = n.date};
    tc_arena_uncatch(arena, &guard);
    return s;
}
