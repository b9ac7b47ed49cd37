/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/law_number.h"

#include "text/text.h"

typedef struct {
    tc_span slug, key;
    tc_date date;
} law_number;

#define LAW_NUMBER(SLUG, KEY, YEAR, MONTH, DAY) \
    {TC_SPAN_LIT(SLUG), TC_SPAN_LIT(KEY), {YEAR, MONTH, DAY}},
static const law_number laws[] = {
#include "plan/law_numbers.def"
};
enum { LAW_COUNT = sizeof laws / sizeof *laws };

/* "2018-06-12" or "2018": the year tells which; a day must not be another one. */
static bool is_of_day(const law_number *l, tc_span iso)
{
    tc_date date;
    if (iso.len < 4 || !tc_date_parse_iso(iso, &date) || date.year != l->date.year)
        return false;
    return !date.month || !l->date.month ||
           (date.month == l->date.month && (!date.day || date.day == l->date.day));
}

tc_span tc_law_id(tc_arena *arena, tc_span slug, tc_span day)
{
    return tc_span_str(
        tc_arena_printf(arena, "LAW:%.*s:%.*s", (int)slug.len, slug.ptr, (int)day.len, day.ptr));
}

bool tc_law_id_split(tc_span *slug, tc_span *day, tc_span id)
{
    const tc_span lead = TC_SPAN("LAW:");
    if (!tc_span_starts(id, lead))
        return false;
    tc_span rest = tc_span_sub(id, lead.len, id.len);
    size_t colon = tc_span_find(rest, TC_SPAN(":"));
    if (colon == SIZE_MAX)
        return false;
    *slug = tc_span_sub(rest, 0, colon);
    *day = tc_span_sub(rest, colon + 1, rest.len);
    return true;
}

static const law_number *law_of(tc_span id)
{
    tc_span slug, iso;
    if (!tc_law_id_split(&slug, &iso, id))
        return NULL;
    const law_number *found = NULL;
    for (size_t i = 0; i < LAW_COUNT; i++) {
        if (!tc_span_eq(laws[i].slug, slug) || !is_of_day(&laws[i], iso))
            continue;
        if (found) /* two of one year: the year alone does not tell */
            return NULL;
        found = &laws[i];
    }
    return found;
}

tc_span tc_cited_number_key(const tc_citation *c)
{
    const law_number *l = c->number_key.len ? NULL : law_of(c->id);
    return l ? l->key : c->number_key;
}

/* "24/2018/QH14": NUM:state:QH:-:L:24:14 */
tc_span tc_cited_id(tc_arena *arena, tc_span id)
{
    const law_number *l = law_of(id);
    if (!l)
        return id;
    size_t serial = tc_span_find(l->key, TC_SPAN("/")), organ = serial + 6, term = organ;
    while (term < l->key.len && (l->key.ptr[term] < '0' || l->key.ptr[term] > '9'))
        term++;
    return tc_span_str(tc_arena_printf(arena, "NUM:state:%.*s:-:L:%.*s:%.*s", (int)(term - organ),
                                       l->key.ptr + organ, (int)serial, l->key.ptr,
                                       (int)(l->key.len - term), l->key.ptr + term));
}

bool tc_law_version(tc_span *number_key, tc_date *day, tc_span slug, size_t k)
{
    for (size_t i = 0; i < LAW_COUNT; i++) {
        if (!tc_span_eq(laws[i].slug, slug) || k-- > 0)
            continue;
        *number_key = laws[i].key;
        *day = laws[i].date;
        return true;
    }
    return false;
}

/* The six codes: all other laws are called "luật". */
static bool is_code(tc_span title)
{
    static const char *const codes[] = {"dan-su",           "hinh-su",         "lao-dong",
                                        "to-tung-dan-su",   "to-tung-hinh-su", "hang-hai",
                                        "hang-hai-viet-nam"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (tc_span_eq(title, tc_span_str(codes[i])))
            return true;
    return false;
}

static size_t known_of(tc_span slug, int year)
{
    size_t count = 0;
    for (size_t i = 0; i < LAW_COUNT; i++)
        count += laws[i].date.year == year && tc_span_eq(laws[i].slug, slug);
    return count;
}

bool tc_law_id_tells(tc_span id)
{
    tc_date date;
    tc_span slug, day;
    return !tc_law_id_split(&slug, &day, id) || !tc_date_parse_iso(day, &date) || date.day ||
           known_of(slug, date.year) < 2;
}

size_t tc_law_own_ids(tc_span out[TC_LAW_OWN_IDS], tc_arena *arena, const tc_plan *p)
{
    char iso[TC_DATE_TEXT_MAX];
    bool ordinance = tc_span_eq(p->doc_type, TC_SPAN("PL"));
    size_t count = 0;
    if ((!ordinance && !tc_span_eq(p->doc_type, TC_SPAN("L"))) || !p->title.len || !p->date.year)
        return 0;
    tc_span title = tc_text_slug(arena, p->title, '-');
    const char *head = ordinance ? "phap-lenh-" : is_code(title) ? "bo-luat-" : "luat-";
    tc_span slug = tc_span_str(tc_arena_printf(arena, "%s%.*s", head, (int)title.len, title.ptr));
    tc_date_format(iso, p->date);
    if (p->date.day)
        out[count++] = tc_law_id(arena, slug, tc_span_str(iso));
    iso[4] = '\0';
    out[count] = tc_law_id(arena, slug, tc_span_str(iso));
    return count + tc_law_id_tells(out[count]);
}
