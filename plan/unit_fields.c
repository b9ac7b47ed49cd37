/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "các Sở: Tài chính, Nội vụ và Y tế": a sort of organs with fields behind it is one unit a field,
 * where each is a field that a ministry or department has; "Ủy ban Tài chính, Ngân sách" is one. */
#include "plan/unit.h"

enum { FIELDS = 24 };

typedef struct {
    size_t person, person_end; /* "Giám đốc" of "Giám đốc các Sở: ..."; equal when there is none */
    tc_span sort;              /* "Sở" */
    tc_range fields[FIELDS]; /* tokens */
    size_t count;
} list;

static const tc_name *name_at(const tc_reading *r, size_t i, size_t *next)
{
    return tc_name_at(r, r->reader->unit->names, i, next);
}

/* "Sở", "Bộ", "Phòng": organs of which an area has one a field. */
static bool is_sort(const tc_name *name)
{
    static const char *const sorts[] = {"Sở", "Bộ", "Phòng"};
    for (size_t k = 0; name && k < sizeof sorts / sizeof *sorts; k++)
        if (strcmp(name->text, sorts[k]) == 0)
            return true;
    return false;
}

/* The sort at token i ("Bộ: Công an", "Sở Nội vụ, ..."), or behind a post; the token behind it. */
static size_t read_sort(const tc_reading *r, size_t i, size_t limit, list *out)
{
    size_t next, after;
    const tc_name *name = name_at(r, i, &next);
    bool listed = i > 0 && tc_unit_cue_at(r, i - 1, &after) == TC_UNIT_CUE_LIST && after == i;
    out->person = out->person_end = i;
    if (name && name->kind == TC_NAME_PERSON && next < limit &&
        tc_unit_cue_at(r, next, &after) == TC_UNIT_CUE_LIST) {
        out->person_end = next;
        i = after;
        listed = true;
        name = i < limit ? name_at(r, i, &next) : NULL;
    }
    if (is_sort(name)) {
        out->sort = tc_span_str(name->text);
    } else if (name && tc_unit_word(r, i, "bo")) { /* "Bộ Công Thương" */
        out->sort = TC_SPAN("Bộ");
        next = i + 1;
    } else {
        return 0;
    }
    return listed || tc_token_is_sign(r->tokens, next, ':') ? next : 0;
}

static size_t join_end(const tc_reading *r, size_t i)
{
    i += tc_token_is_sign(r->tokens, i, ',');
    return i + tc_unit_word(r, i, "va");
}

static size_t read_list(const tc_reading *r, size_t first, size_t limit, list *out)
{
    size_t i = read_sort(r, first, limit, out), end = first, next;
    if (!i)
        return first;
    i += tc_token_is_sign(r->tokens, i, ':');
    for (out->count = 0; i < limit && out->count < FIELDS; i = join_end(r, end)) {
        const tc_token *t = &r->tokens->items[i];
        if (!(t->flags & TC_CAPITAL) || (t->flags & TC_PARA_START) || !tc_sector_at(r, i, &next) ||
            next > limit || (out->count && i == end))
            break;
        out->fields[out->count++] = (tc_range){i, next};
        end = next;
    }
    return out->count > 1 ? end : first;
}

size_t tc_unit_fields_end(const tc_reading *r, size_t first, size_t limit)
{
    list l;
    if (first >= limit || r->tokens->items[first].kind != TC_TOKEN_WORD)
        return first;
    size_t end = read_list(r, first, limit, &l);
    /* "các Sở: Tài chính, Nội vụ tỉnh X": what follows is of the name, which stays whole */
    bool more = end > first && end < limit && r->tokens->items[end].kind == TC_TOKEN_WORD &&
                join_end(r, end) == end;
    return more ? first : end;
}

void tc_unit_add_fields(tc_reading *r, tc_unit_role role, size_t first, size_t next,
                        uint32_t section)
{
    list l;
    if (read_list(r, first, next, &l) == first)
        return;
    tc_span person = tc_reading_text(r, l.person, l.person_end);
    for (size_t n = 0; n < l.count; n++) {
        tc_span field = tc_reading_text(r, l.fields[n].start, l.fields[n].end);
        char *name = tc_arena_printf(r->arena, "%.*s%s%.*s %.*s", (int)person.len, person.ptr,
                                     person.len ? " " : "", (int)l.sort.len, l.sort.ptr,
                                     (int)field.len, field.ptr);
        tc_unit *unit = tc_vec_add(r->arena, &r->plan->units);
        unit->role = role;
        unit->name = tc_name_tidy(r->arena, tc_span_str(name));
        unit->span = tc_reading_range(r, n ? l.fields[n].start : first, l.fields[n].end);
        unit->section = section;
    }
}
