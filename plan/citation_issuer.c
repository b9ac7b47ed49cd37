/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the name of an organ ends: "của Bộ trưởng Bộ Lao động - Thương binh và Xã hội quy định".
 * A name is organs of names.def and issuers.def, one behind the other, with the fields of
 * ministries, units of administration and proper names (capitals) between. */
#include "plan/citation.h"
#include "plan/layout.h"

enum { NAME_TOKENS = 40, FIELD_PLAIN = 6 };

static const tc_name *name_at(const tc_citer *c, size_t i, size_t *next)
{
    return tc_name_at(&c->view, c->view.reader->layout->names, i, next);
}

static bool is_type(const tc_citer *c, size_t i)
{
    size_t next;
    return tc_cite_capital(c, i) && tc_phrase_at(&c->view, c->w->types, i, &next) >= 0;
}

/* Words that begin what the document is about. One word with a capital may be part of a proper
 * name ("Cao Bằng"), unless a line starts with it or a figure follows ("Điều 5"). */
static bool stops(const tc_citer *c, size_t i, size_t *next)
{
    if (tc_phrase_at(&c->view, c->w->stops, i, next) < 0)
        return false;
    if (*next > i + 1 || !tc_cite_capital(c, i) || (c->t->items[i].flags & TC_LINE_START))
        return true;
    return i + 1 >= c->t->len || c->t->items[i + 1].kind != TC_TOKEN_WORD || is_type(c, i);
}

static bool is_and(const tc_citer *c, size_t i)
{
    return tc_cite_is(c, i, TC_C_VA) || tc_cite_punct(c, i, '&');
}

static bool is_joint(const tc_citer *c, size_t i)
{
    return tc_cite_punct(c, i, ',') || tc_cite_punct(c, i, '-') || tc_cite_punct(c, i, 0x2013);
}

/* An organ, person or body that a name may begin with. Single common words need their capital:
 * "bộ", "sở", "ban", "hội" in running text are no names. */
static size_t head_at(const tc_citer *c, size_t i, const tc_name **name)
{
    size_t next = i, more = i;
    *name = name_at(c, i, &next);
    if (*name && (*name)->kind == TC_NAME_GROUP)
        *name = NULL;
    if (*name && next == i + 1 && !tc_cite_capital(c, i) && (*name)->kind != TC_NAME_AREA)
        *name = NULL;
    if (tc_phrase_at(&c->view, c->w->issuers, i, &more) >= 0 && (!*name || more >= next)) {
        static const tc_name plain = {"", TC_NAME_ORGAN, TC_NAME_REST};
        *name = &plain;
        next = more;
    }
    return *name ? next : i;
}

/* The field behind "Bộ", "Sở", "Ủy ban": a known one, else words up to a stop. */
static size_t field_end(const tc_citer *c, size_t i)
{
    size_t next = i, skip;
    if (tc_phrase_at(&c->view, c->w->sectors, i, &next) >= 0) {
        for (;;) { /* "Văn phòng, Nội vụ": parts of a field that is not in the table whole */
            size_t more;
            if (!is_and(c, next) || !tc_cite_capital(c, next + 1) ||
                tc_phrase_at(&c->view, c->w->sectors, next + 1, &more) < 0)
                return next;
            next = more;
        }
    }
    const tc_name *name;
    size_t plain = 0;
    for (; i < c->t->len && !tc_cite_break(c, i); i++) {
        if (is_and(c, i) && tc_cite_capital(c, i + 1) && !is_type(c, i + 1) &&
            head_at(c, i + 1, &name) == i + 1)
            continue;
        if (c->t->items[i].kind != TC_TOKEN_WORD || stops(c, i, &skip) || is_type(c, i) ||
            head_at(c, i, &name) > i)
            break;
        plain = tc_cite_capital(c, i) ? 0 : plain + 1;
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

size_t tc_issuer_read(const tc_citer *c, size_t first)
{
    size_t i = first, limit = first + NAME_TOKENS;
    bool party = false, any = false;
    while (i < c->t->len && i < limit && !tc_cite_break(c, i)) {
        const tc_name *name;
        size_t next = head_at(c, i, &name);
        size_t stop_next = i;
        bool stop = stops(c, i, &stop_next);
        if (stop && (next == i || stop_next > next))
            break;
        if (next > i && name->kind != TC_NAME_PLAIN) {
            bool field = name->mode == TC_NAME_FIELD;
            party = name->kind == TC_NAME_BODY ||
                    tc_span_starts(tc_span_str(name->text), TC_SPAN("Đảng"));
            i = field ? field_end(c, next) : next;
            any = true;
            if (party)
                i = group_end(c, i);
            continue;
        }
        if (!any && next == i)
            return 0; /* a name begins with an organ, or with "Đảng", "Trung ương", "Nhà nước" */
        if (next > i) { /* PLAIN */
            if (!any && !tc_cite_capital(c, i))
                return 0;
            any = true;
            i = next;
            continue;
        }
        bool proper =
            c->t->items[i].kind == TC_TOKEN_WORD && tc_cite_capital(c, i) && !is_type(c, i);
        if (!proper && is_joint(c, i) && any && tc_cite_capital(c, i + 1) && i > first) {
            /* "Bộ trưởng, Chủ nhiệm Ủy ban": a second post of the same person */
            const tc_name *post;
            if (tc_cite_punct(c, i, ',') && head_at(c, i + 1, &post) > i + 1 &&
                post->kind == TC_NAME_PERSON) {
                i++;
                continue;
            }
            break;
        }
        if (!proper)
            break;
        i++;
    }
    return any && i > first ? i : 0;
}
