/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the name of an organ ends: "của Bộ trưởng Bộ Lao động - Thương binh và Xã hội quy định".
 * A name is organs of names.def and issuers.def, one behind the other, with the fields of
 * ministries, units of administration and proper names (capitals) between. */
#include "plan/citation.h"
#include "plan/layout.h"

enum { NAME_TOKENS = 40, FIELD_PLAIN = 6 };

typedef struct {
    const tc_citer *c;
    bool caps;  /* the text around is in capitals, so that they tell nothing */
    int proper; /* words of a place's name so far; -1 when none is being read */
} namer;

static const tc_name *name_at(const tc_citer *c, size_t i, size_t *next)
{
    return tc_name_at(&c->view, c->view.reader->layout->names, i, next);
}

static bool capital(const namer *n, size_t i)
{
    return !n->caps && tc_cite_capital(n->c, i);
}

static bool is_type(const tc_citer *c, size_t i)
{
    size_t next;
    return tc_cite_capital(c, i) && tc_phrase_at(&c->view, c->w->types, i, &next) >= 0;
}

/* Capitals begin behind a name that is not in capitals: a heading or another cell. */
static bool heading(const namer *n, size_t i)
{
    const tc_token *t = &n->c->t->items[i];
    const tc_word *w = tc_token_word(n->c->t, i);
    return !n->caps && w && (t->flags & TC_ALL_CAPS) && w->syllable && w->letters > 1 &&
           (w->marked || (t->flags & TC_LINE_START));
}

/* Words that begin what the document is about. One word with a capital may be part of a proper
 * name: the second of a place's ("Cao Bằng"); elsewhere unless a line starts with it or a figure
 * follows ("Điều 5"). */
static bool stops(const namer *n, size_t i, size_t *next)
{
    const tc_citer *c = n->c;
    if (tc_cite_is(c, i, TC_C_KHOA)) {
        *next = i + 1;
        return true;
    }
    if (tc_phrase_at(&c->view, c->w->stops, i, next) < 0)
        return false;
    if (*next == i + 1 && n->proper == 1 && tc_cite_capital(c, i))
        return false;
    if (*next > i + 1 || n->proper > 1 || !capital(n, i) ||
        (c->t->items[i].flags & TC_LINE_START) || is_type(c, i))
        return true;
    const tc_word *w = i + 1 < c->t->len ? tc_token_word(c->t, i + 1) : NULL;
    return w && (w->digits || (w->roman && (c->t->items[i + 1].flags & TC_ALL_CAPS)));
}

static bool is_and(const tc_citer *c, size_t i)
{
    return tc_cite_is(c, i, TC_C_VA) || tc_cite_punct(c, i, '&');
}

static bool is_dash(const tc_citer *c, size_t i)
{
    return tc_cite_punct(c, i, '-') || tc_cite_punct(c, i, 0x2013);
}

/* An organ, person or body that a name may begin with. Single common words need their capital:
 * "bộ", "sở", "ban", "hội" in running text are no names. */
static size_t head_at(const namer *n, size_t i, const tc_name **name)
{
    const tc_citer *c = n->c;
    size_t next = i, more = i;
    *name = name_at(c, i, &next);
    if (*name && (*name)->kind == TC_NAME_GROUP)
        *name = NULL;
    if (*name && next == i + 1 && !tc_cite_capital(c, i) && (*name)->kind != TC_NAME_AREA)
        *name = NULL;
    if (tc_phrase_at(&c->view, c->w->issuers, i, &more) >= 0 && (!*name || more >= next)) {
        static const tc_name plain = {"", TC_NAME_ORGAN, TC_NAME_REST};
        static const tc_name joint = {"Liên Bộ", TC_NAME_ORGAN, TC_NAME_FIELD};
        *name = tc_cite_is(c, i, TC_C_LIEN) ? &joint : &plain;
        next = more;
    }
    return *name ? next : i;
}

bool tc_sector_at(const tc_reading *r, size_t i, size_t *next)
{
    return i < r->tokens->len && tc_phrase_at(r, r->reader->citation->sectors, i, next) >= 0;
}

/* Fields of the table, joined: "Kinh tế và Ngân sách", "Tài chính - Kế hoạch". */
static size_t sectors_end(const namer *n, size_t i, bool list)
{
    size_t next = i, more;
    if (!tc_sector_at(&n->c->view, i, &next))
        return i;
    while ((is_and(n->c, next) || (list && is_dash(n->c, next))) &&
           tc_cite_capital(n->c, next + 1) && tc_sector_at(&n->c->view, next + 1, &more))
        next = more;
    return next;
}

/* "VH,TT&DL": marks between the parts of an abbreviation. */
static bool inside_short(const tc_citer *c, size_t i)
{
    return (tc_cite_punct(c, i, ',') || tc_cite_punct(c, i, '&')) && i + 1 < c->t->len &&
           (c->t->items[i].flags & TC_GLUED) && (c->t->items[i + 1].flags & TC_GLUED) &&
           (c->t->items[i + 1].flags & TC_ALL_CAPS);
}

/* The field behind "Bộ", "Sở", "Ủy ban": a known one, else words up to a stop. */
static size_t field_end(const namer *n, size_t i, bool list)
{
    const tc_citer *c = n->c;
    size_t skip, known = sectors_end(n, i, list);
    if (known > i)
        return known;
    const tc_name *name;
    size_t plain = 0;
    for (; i < c->t->len && !tc_cite_break(c, i) && !heading(n, i); i++) {
        bool joins = is_and(c, i) && capital(n, i + 1) && !is_type(c, i + 1) &&
                     head_at(n, i + 1, &name) == i + 1;
        if (joins || inside_short(c, i))
            continue;
        if (c->t->items[i].kind != TC_TOKEN_WORD || stops(n, i, &skip) || is_type(c, i) ||
            head_at(n, i, &name) > i)
            break;
        plain = capital(n, i) ? 0 : plain + 1;
        if (plain > FIELD_PLAIN)
            break;
    }
    return i;
}

/* "Khối các cơ quan", "các cơ quan Đảng" behind a Party body. */
static size_t group_end(const tc_citer *c, size_t i)
{
    size_t start = i, next;
    if (tc_cite_is(c, i, TC_C_CAC))
        i++;
    const tc_name *name = name_at(c, i, &next);
    return name && name->kind == TC_NAME_GROUP ? next : start;
}

/* Names that nothing follows: there is one Government. */
static bool closed(const tc_name *name, bool field)
{
    static const char *const central[] = {"Chính phủ",          "Thủ tướng Chính phủ",
                                          "Quốc hội",           "Ủy ban Thường vụ Quốc hội",
                                          "Bộ Chính trị",       "Ban Bí thư Trung ương Đảng",
                                          "Thanh tra Chính phủ"};
    if (field)
        return strcmp(name->text, "Bộ") == 0 || strcmp(name->text, "Bộ trưởng Bộ") == 0;
    for (size_t i = 0; i < sizeof central / sizeof *central; i++)
        if (strcmp(name->text, central[i]) == 0)
            return true;
    return false;
}

/* One organ of the name; *done when nothing can follow it. */
static size_t organ_end(const namer *n, const tc_name *name, size_t next, bool *done)
{
    const tc_citer *c = n->c;
    bool party =
        name->kind == TC_NAME_BODY || tc_span_starts(tc_span_str(name->text), TC_SPAN("Đảng"));
    if (name->mode == TC_NAME_FIELD) {
        size_t end = field_end(n, next, strcmp(name->text, "Liên Bộ") == 0);
        size_t known;
        *done = closed(name, true) && tc_sector_at(&c->view, next, &known);
        return end;
    }
    if (name->kind == TC_NAME_PERSON) { /* "Bộ trưởng Lao động", "Bộ trưởng, Chủ nhiệm ..." */
        const tc_name *post;
        if (tc_cite_punct(c, next, ',') && head_at(n, next + 1, &post) > next + 1 &&
            post->kind == TC_NAME_PERSON)
            return next + 1;
        return sectors_end(n, next, false);
    }
    *done = closed(name, false);
    return party ? group_end(c, next) : next;
}

/* "Bà Rịa - Vũng Tàu", "Thừa Thiên - Huế" */
static bool joined_place(const tc_citer *c, size_t i)
{
    const tc_word *w = i > 0 && is_dash(c, i) ? tc_token_word(c->t, i - 1) : NULL;
    return w && tc_cite_capital(c, i + 1) &&
           (tc_span_eq(w->lower, TC_SPAN("rịa")) || tc_span_eq(w->lower, TC_SPAN("thiên")));
}

size_t tc_issuer_read(const tc_citer *c, size_t first)
{
    uint8_t before = first > 0 ? c->t->items[first - 1].flags : 0;
    namer n = {c, (before & TC_ALL_CAPS) && c->t->items[first - 1].kind == TC_TOKEN_WORD, -1};
    size_t i = tc_plenum_name(c, first), limit = first + NAME_TOKENS;
    bool any = i > first, done = false;
    while (!done && i < c->t->len && i < limit && !tc_cite_break(c, i) && !heading(&n, i)) {
        const tc_name *name;
        size_t next = head_at(&n, i, &name), stop_next = i;
        bool plain = next > i && name->kind == TC_NAME_PLAIN;
        if (stops(&n, i, &stop_next) &&
            (next == i || stop_next > next || (stop_next == next && (plain || !capital(&n, i)))))
            break;
        if (next > i && !plain) {
            n.proper = name->kind == TC_NAME_AREA ? 0 : -1;
            i = organ_end(&n, name, next, &done);
            any = true;
            continue;
        }
        if (next > i) { /* PLAIN: "Đảng", "Trung ương", "Nhà nước" */
            if (!any && !tc_cite_capital(c, i))
                return 0;
            any = true;
            i = next;
            continue;
        }
        bool proper =
            any && c->t->items[i].kind == TC_TOKEN_WORD && tc_cite_capital(c, i) && !is_type(c, i);
        if (!proper && !(any && joined_place(c, i)))
            break;
        n.proper += n.proper >= 0;
        i++;
    }
    return any && i > first ? i : 0;
}
