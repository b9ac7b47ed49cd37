/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which members of a record are written, under which key, in which order. */
#include "query/writer.h"

#define COLUMN(TYPE, STRUCT, name, member)               \
    {                                                    \
        name, TC_COLUMN_##TYPE, offsetof(STRUCT, member) \
    }

#define DOC(TYPE, name) COLUMN(TYPE, tc_doc_row, #name, name)
static const tc_column doc_columns[] = {
    DOC(UINT, rank),           DOC(DOUBLE, score),  DOC(PATH, path),         DOC(STRING, number),
    DOC(STRING, title),        DOC(DATE, date),     DOC(STRING, issuer),     DOC(STRING, doc_type),
    DOC(UINT, cited_by_count), DOC(PASSAGES, hits), DOC(QUERY_NO, query_no), DOC(QUERY, query),
    DOC(STRINGS, duplicates),
};

#define CITATION(TYPE, name) COLUMN(TYPE, tc_citation_row, #name, name)
static const tc_column citation_columns[] = {
    CITATION(PATH, path),         CITATION(STRING, document),    CITATION(STRING, raw),
    CITATION(STRING, sentence),   CITATION(STRING, section),     CITATION(RANGE, span),
    CITATION(STRING, form),       CITATION(STRING, number),      CITATION(STRING, number_key),
    CITATION(STRING, doc_type),   CITATION(STRING, id),          CITATION(DATE, date),
    CITATION(STRING, issuer),     CITATION(STRING, term),        CITATION(STRING, relation),
    CITATION(STRING, status),     CITATION(STRINGS, candidates), CITATION(UINT_OR_NULL, page),
    CITATION(QUERY_NO, query_no), CITATION(QUERY, query),
};

#define EVENT(TYPE, name) COLUMN(TYPE, tc_event_row, #name, name)
static const tc_column event_columns[] = {
    EVENT(PATH, path),          EVENT(STRING, document),   EVENT(STRING, raw),
    EVENT(RANGE, span),         EVENT(STRING, label),      EVENT(STRING, kind),
    EVENT(UINT_OR_NULL, years), EVENT(DATE, origin),       EVENT(DATE, observed),
    EVENT(STRING, calendar),    EVENT(STRING, id),         EVENT(STRING, check),
    EVENT(STRING, section),     EVENT(UINT_OR_NULL, page),
};

#define UNIT(TYPE, name) COLUMN(TYPE, tc_unit_row, #name, name)
static const tc_column unit_columns[] = {
    UNIT(PATH, path),   UNIT(STRING, document), UNIT(STRING, raw),     UNIT(RANGE, span),
    UNIT(STRING, name), UNIT(STRING, role),     UNIT(STRING, section), UNIT(UINT_OR_NULL, page),
};

#define FACET(TYPE, name) COLUMN(TYPE, tc_facet_row, #name, name)
static const tc_column facet_columns[] = {
    FACET(STRING, field), FACET(STRING, value),      FACET(UINT, count),
    FACET(STRING, label), FACET(QUERY_NO, query_no), FACET(QUERY, query),
};

#define MISSING(TYPE, name) COLUMN(TYPE, tc_missing_row, #name, name)
static const tc_column missing_columns[] = {
    MISSING(STRING, number),  MISSING(STRING, number_key), MISSING(STRING, id),
    MISSING(DATE, date),      MISSING(STRING, issuer),     MISSING(STRING, doc_type),
    MISSING(UINT, documents), MISSING(UINT, mentions),     MISSING(STRING, raw),
};

#define NODE(TYPE, name) COLUMN(TYPE, tc_node_row, #name, name)
static const tc_column node_columns[] = {
    NODE(STRING, node),   NODE(STRING, number),   NODE(STRING, title), NODE(DATE, date),
    NODE(STRING, issuer), NODE(STRING, doc_type), NODE(STRING, id),    NODE(STRING, status),
    NODE(PATH, path),     NODE(UINT, depth),
};

#define EDGE(TYPE, name) COLUMN(TYPE, tc_edge_row, #name, name)
static const tc_column edge_columns[] = {
    EDGE(STRING, source),
    EDGE(STRING, target),
    EDGE(STRING, relation),
    EDGE(UINT, count),
};

#define DAY(TYPE, name) COLUMN(TYPE, tc_day_row, #name, name)
static const tc_column day_columns[] = {
    DAY(DATE, observed),  DAY(STRING, label),    DAY(UINT_OR_NULL, years),
    DAY(DATE, origin),    DAY(STRING, calendar), DAY(STRING, id),
    DAY(UINT, documents), DAY(STRINGS, numbers), DAY(STRINGS, paths),
};

#define ERROR(TYPE, name) COLUMN(TYPE, tc_error_row, #name, name)
static const tc_column error_columns[] = {
    ERROR(PATH, path),
    ERROR(STRING, stage),
    ERROR(STRING, reason),
    ERROR(STRING, detail),
};

#define SUMMARY(TYPE, name) COLUMN(TYPE, tc_summary_row, #name, name)
static const tc_column summary_columns[] = {
    SUMMARY(UINT, matched),        SUMMARY(UINT, returned), SUMMARY(BOOL, exact),
    SUMMARY(BOOL, partial),        SUMMARY(STRING, marks),  SUMMARY(UINT, elapsed_ms),
    SUMMARY(STRINGS, suggestions), SUMMARY(UINT, folded),
};

#define KIND(array) array, sizeof(array) / sizeof *(array)
static const struct {
    const char *name;
    const tc_column *columns;
    size_t count;
} kinds[] = {
    [TC_ROW_DOC] = {"doc", KIND(doc_columns)},
    [TC_ROW_CITATION] = {"citation", KIND(citation_columns)},
    [TC_ROW_EVENT] = {"event", KIND(event_columns)},
    [TC_ROW_UNIT] = {"unit", KIND(unit_columns)},
    [TC_ROW_FACET] = {"facet", KIND(facet_columns)},
    [TC_ROW_MISSING] = {"missing", KIND(missing_columns)},
    [TC_ROW_NODE] = {"node", KIND(node_columns)},
    [TC_ROW_EDGE] = {"edge", KIND(edge_columns)},
    [TC_ROW_DAY] = {"day", KIND(day_columns)},
    [TC_ROW_ERROR] = {"error", KIND(error_columns)},
    [TC_ROW_SUMMARY] = {"summary", KIND(summary_columns)},
};

const tc_column *tc_columns_of(tc_row_kind kind, size_t *count)
{
    *count = kinds[kind].count;
    return kinds[kind].columns;
}

const char *tc_row_kind_name(tc_row_kind kind)
{
    return kinds[kind].name;
}

static void choose_all(tc_column_choice *out, tc_arena *arena, tc_row_kind kind, bool queries)
{
    out->items = tc_arena_array(arena, kinds[kind].count, sizeof *out->items);
    for (size_t i = 0; i < kinds[kind].count; i++) {
        const tc_column *c = &kinds[kind].columns[i];
        bool of_queries = c->type == TC_COLUMN_QUERY_NO || c->type == TC_COLUMN_QUERY;
        if (queries || !of_queries)
            out->items[out->len++] = c;
    }
}

/* The column of this name is added to every kind of result that has one. */
static bool choose_one(tc_column_choice out[TC_ROW_KINDS], tc_span name)
{
    bool found = false;
    for (size_t k = 0; k < TC_ROW_ERROR; k++)
        for (size_t i = 0; i < kinds[k].count; i++)
            if (tc_span_eq(name, tc_span_str(kinds[k].columns[i].name))) {
                out[k].items[out[k].len++] = &kinds[k].columns[i];
                found = true;
            }
    return found;
}

static size_t count_names(tc_span names)
{
    size_t n = 1;
    for (size_t i = 0; i < names.len; i++)
        n += names.ptr[i] == ',';
    return n;
}

tc_status tc_columns_choose(tc_column_choice out[TC_ROW_KINDS], tc_arena *arena, tc_span names,
                            bool queries, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the columns");
    tc_status s = TC_OK;
    bool all = tc_span_empty(names);
    for (size_t k = 0; k < TC_ROW_KINDS; k++) {
        out[k].len = 0;
        if (all || k >= TC_ROW_ERROR) /* errors and the summary are always whole */
            choose_all(&out[k], arena, (tc_row_kind)k, queries);
        else
            out[k].items = tc_arena_array(arena, count_names(names), sizeof *out[k].items);
    }
    for (size_t start = 0; !all && s == TC_OK && start <= names.len;) {
        size_t end = start;
        while (end < names.len && names.ptr[end] != ',')
            end++;
        tc_span name = tc_span_trim(tc_span_sub(names, start, end));
        if (!choose_one(out, name))
            s = tc_fail(err, TC_EINVAL, "--fields: no record has the key \"%.*s\"", (int)name.len,
                        name.ptr);
        start = end + 1;
    }
    tc_arena_uncatch(arena, &guard);
    return s;
}

static bool has_column(tc_row_kind kind, tc_span name)
{
    for (size_t i = 0; i < kinds[kind].count; i++)
        if (tc_span_eq(name, tc_span_str(kinds[kind].columns[i].name)))
            return true;
    return kind == TC_ROW_EDGE && has_column(TC_ROW_NODE, name);
}

static tc_status no_column(tc_row_kind kind, tc_span name, tc_error *err)
{
    char known[512];
    size_t len = 0;
    for (size_t i = 0; i < kinds[kind].count && len < sizeof known; i++) {
        int n = snprintf(known + len, sizeof known - len, "%s%s", i ? ", " : "",
                         kinds[kind].columns[i].name);
        len += n > 0 ? (size_t)n : 0;
    }
    return tc_fail(err, TC_EINVAL, "--fields: no record here has the key \"%.*s\" (keys: %s)",
                   (int)name.len, name.len ? name.ptr : "", known);
}

tc_status tc_columns_check(tc_row_kind kind, tc_span names, tc_error *err)
{
    if (tc_span_empty(names))
        return TC_OK;
    for (size_t start = 0; start <= names.len;) {
        size_t end = start;
        while (end < names.len && names.ptr[end] != ',')
            end++;
        tc_span name = tc_span_trim(tc_span_sub(names, start, end));
        if (!has_column(kind, name))
            return no_column(kind, name, err);
        start = end + 1;
    }
    return TC_OK;
}
