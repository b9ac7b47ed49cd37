/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Result writers: whole records in, one output format out. A record is a plain struct; the column
 * tables (columns.c) name its members once for JSON, CSV, TSV and --fields. Keys, their order and
 * their meaning are those of docs/schema.md, format version 1: keys may be added at the end, none
 * removed or retyped.
 *
 * Records borrow what they point to during the call only. */
#ifndef TC_QUERY_WRITER_H
#define TC_QUERY_WRITER_H

#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/status.h"
#include "text/date.h"

#define TC_FORMAT_VERSION 1

/* A passage that shows why a document was found. */
typedef struct {
    tc_span field;     /* "title", "heads", "body", "number", "cites" */
    tc_span section;   /* label path, empty before the first head */
    uint64_t page;     /* from 1; 0: the format has no pages */
    tc_range span;     /* bytes of the stored text */
    tc_span text;      /* those bytes */
    tc_range *matches; /* ascending, apart, bytes of .text */
    size_t match_count;
    bool cut_left, cut_right; /* the sentence goes on there */
} tc_passage;

typedef enum {
    TC_ROW_DOC,
    TC_ROW_CITATION,
    TC_ROW_EVENT,
    TC_ROW_UNIT,
    TC_ROW_FACET,
    TC_ROW_MISSING,
    TC_ROW_NODE,
    TC_ROW_EDGE,
    TC_ROW_DAY,
    TC_ROW_ERROR,
    TC_ROW_SUMMARY,
    TC_ROW_KINDS
} tc_row_kind;

typedef struct {
    uint64_t rank; /* from 1 */
    double score;
    tc_span path, number, title;
    tc_date date;
    tc_span issuer, doc_type;
    uint64_t cited_by_count;
    tc_passage *hits;
    size_t hit_count;
    uint64_t query_no; /* 0: not from --queries */
    tc_span query;
    tc_span place;       /* text format only */
    tc_span *duplicates; /* paths of copies that are not shown for themselves */
    size_t duplicate_count;
} tc_doc_row;

typedef struct {
    tc_span path, document;
    tc_date document_date; /* text format only, as the next two */
    tc_span document_issuer, document_title;
    tc_span raw, sentence, section;
    tc_range span;
    uint64_t page; /* from 1; 0: the format has no pages */
    tc_span form, number, number_key, doc_type;
    tc_date date;
    tc_span issuer, term, id, relation, status;
    tc_span *candidates;
    size_t candidate_count;
    tc_range match;    /* of .sentence, bytes: where .raw stands */
    uint64_t mentions; /* text format: rows of this group, told at its head */
    bool by_target;    /* text format: grouped by what is cited, not by who cites */
    uint64_t query_no; /* 0: not from --queries */
    tc_span query;
    uint32_t held;     /* number of the cited document in the index; 0: none, or not known */
    tc_span held_path; /* text format: its path */
    tc_date held_date; /* text format: its own, where it is not the one cited */
} tc_citation_row;

typedef struct {
    tc_span path, document, raw;
    tc_range span;
    uint64_t page; /* as above, here and below */
    tc_span label, kind;
    uint64_t years; /* 0: none */
    tc_date origin, observed;
    tc_span calendar, id, check, section;
    tc_date document_date;
    tc_span document_issuer, document_title;
    tc_span group; /* text format: the id and date pair that mentions are grouped by */
} tc_event_row;

typedef struct {
    tc_span path, document, raw;
    tc_range span;
    uint64_t page;
    tc_span name, role, section;
    tc_span section_title;
    tc_date document_date;
    tc_span document_issuer, document_title;
} tc_unit_row;

typedef struct {
    tc_span field, value;
    uint64_t count;
    tc_span label;     /* "Kế hoạch" beside KH; may be empty */
    uint64_t query_no; /* 0: not from --queries */
    tc_span query;
} tc_facet_row;

/* A document that is cited and not held. */
typedef struct {
    tc_span number, number_key, id, raw;
    tc_date date;
    tc_span issuer, doc_type;
    uint64_t documents, mentions; /* that cite it; in all of them */
} tc_missing_row;

/* The citation graph: a document, held or only cited ... */
typedef struct {
    tc_span node; /* its name in the graph: the identity, else what tells it apart */
    tc_span number, title;
    tc_date date;
    tc_span issuer, doc_type, id, status, path;
    uint64_t depth; /* steps from the root; 0: the root, or no root */
    uint64_t no;    /* GraphML only: counts nodes, from 1 */
} tc_node_row;

/* ... and what one says of another. */
typedef struct {
    tc_span source, target, relation;
    uint64_t count;                     /* mentions */
    tc_span source_label, target_label; /* text format only */
    uint64_t source_no, target_no;      /* GraphML only */
} tc_edge_row;

/* A day of a year on which an event is observed. */
typedef struct {
    tc_date observed;
    tc_span label;
    uint64_t years; /* 0: not known */
    tc_date origin; /* of a lunar event: lunar month and day */
    tc_span calendar, id;
    uint64_t documents; /* that name it */
    tc_span *numbers;   /* of those that are listed: for this year first, then the newest */
    size_t number_count;
    tc_span *paths;
    size_t path_count;
    tc_span *lines; /* the same for people: number, date, issuer, path */
    size_t line_count;
    tc_span uid, stamp; /* iCalendar only */
} tc_day_row;

typedef struct {
    tc_span path, stage, reason, detail;
} tc_error_row;

typedef struct {
    uint64_t matched, returned;
    bool exact;    /* matched is a count, not an estimate */
    bool partial;  /* the best partial matches, not all of the question */
    tc_span marks; /* smart, partial, ignore: how diacritics were taken in the end */
    uint64_t elapsed_ms;
    uint64_t folded;      /* documents that are among the duplicates of others */
    tc_span *suggestions; /* questions that were perhaps meant */
    size_t suggestion_count;
} tc_summary_row;

/* ---- columns ------------------------------------------------------------------------------ */

typedef enum {
    TC_COLUMN_STRING,       /* tc_span; empty: null */
    TC_COLUMN_PATH,         /* tc_span, any bytes */
    TC_COLUMN_UINT,         /* uint64_t */
    TC_COLUMN_UINT_OR_NULL, /* 0: null */
    TC_COLUMN_QUERY_NO,     /* uint64_t, with --queries only */
    TC_COLUMN_QUERY,        /* tc_span, with --queries only */
    TC_COLUMN_DOUBLE,
    TC_COLUMN_BOOL,
    TC_COLUMN_DATE,
    TC_COLUMN_RANGE,
    TC_COLUMN_STRINGS, /* tc_span * and, behind it, size_t */
    TC_COLUMN_PASSAGES /* tc_passage * and, behind it, size_t */
} tc_column_type;

typedef struct {
    const char *name;
    tc_column_type type;
    size_t offset; /* in the row struct */
} tc_column;

/* The columns of a kind, in output order. */
const tc_column *tc_columns_of(tc_row_kind, size_t *count);
const char *tc_row_kind_name(tc_row_kind);
/* Columns chosen by --fields: indexes into those of each kind. */
typedef struct {
    const tc_column **items;
    size_t len;
} tc_column_choice;
/* names: "number,date,title", or empty for all. queries: those of --queries are among them.
 * TC_EINVAL when no record has such a key. */
tc_status tc_columns_choose(tc_column_choice out[TC_ROW_KINDS], tc_arena *, tc_span names,
                            bool queries, tc_error *);
/* Do records of this kind (of edges: or nodes) have all of these keys? TC_EINVAL naming one that
 * they have not, and those that they have. */
tc_status tc_columns_check(tc_row_kind, tc_span names, tc_error *);

/* ---- writers ------------------------------------------------------------------------------ */

typedef struct {
    tc_column_choice columns[TC_ROW_KINDS];
    bool color;      /* people's format only */
    bool terminal;   /* stdout is one: cut to its width, no control bytes */
    size_t width;    /* columns of the terminal; 0: never cut */
    bool zero;       /* paths end in NUL */
    bool bom, excel; /* CSV */
} tc_writer_style;

typedef struct tc_row_writer tc_row_writer;
struct tc_row_writer {
    /* The kind of record to come; once, before the first. */
    void (*begin)(tc_row_writer *, tc_row_kind);
    /* One record; row is the struct of that kind. Failures to write stick until end. */
    void (*row)(tc_row_writer *, tc_row_kind, const void *row);
    /* Writes what is kept back. */
    void (*end)(tc_row_writer *);
    void (*free)(tc_row_writer *);
    FILE *out; /* borrowed */
    bool lost; /* a record could not be made, for want of memory: the output is not whole */
    const tc_writer_style *style;
};

typedef enum {
    TC_FORMAT_TEXT,
    TC_FORMAT_JSONL,
    TC_FORMAT_CSV,
    TC_FORMAT_TSV,
    TC_FORMAT_PATHS,
    TC_FORMAT_DOT,     /* nodes and edges only */
    TC_FORMAT_GRAPHML, /* nodes and edges only */
    TC_FORMAT_ICS,     /* days only */
    TC_FORMAT_COUNT
} tc_format;

/* "text", ...; false when there is none. */
bool tc_format_find(tc_span name, tc_format *out);
/* Can records of this kind be written in this format? */
bool tc_format_fits(tc_format, tc_row_kind);
/* file and style must outlive it. TC_ENOMEM. */
tc_status tc_row_writer_new(tc_row_writer **, tc_format, FILE *file, const tc_writer_style *,
                            tc_error *);
void tc_row_writer_free(tc_row_writer *);
/* For writers: writes what a record has become and empties the buffer, or remembers that it is
 * lost.
 */
void tc_row_writer_put(tc_row_writer *, tc_buf *);

/* used by tc_row_writer_new */
tc_row_writer *tc_text_writer_new(void);
tc_row_writer *tc_jsonl_writer_new(void);
tc_row_writer *tc_csv_writer_new(bool tabs);
tc_row_writer *tc_paths_writer_new(void);
tc_row_writer *tc_graph_writer_new(bool graphml);
tc_row_writer *tc_ics_writer_new(void);

#endif
