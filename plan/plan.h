/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a document says: the plan of schema tracuu/1 (docs/schema.md). Pure: text in, plan out.
 *
 * Every tc_range in a plan is [start, end) bytes of the SOURCE (stored) text. Every tc_span is
 * NFC text in the plan's arena (or static), empty when unknown. Arrays keep the text's order. */
#ifndef TC_PLAN_PLAN_H
#define TC_PLAN_PLAN_H

#include "base/json.h"
#include "plan/number.h"
#include "text/date.h"
#include "text/token.h"

/* name in JSON, meaning. The order is kept in stored records: add at the end. */
#define TC_RELATIONS(X)                       \
    X(KHAC, "khac")                           \
    X(CAN_CU, "can_cu")                       \
    X(THUC_HIEN, "thuc_hien")                 \
    X(HUONG_DAN, "huong_dan")                 \
    X(QUY_DINH_CHI_TIET, "quy_dinh_chi_tiet") \
    X(SUA_DOI_BO_SUNG, "sua_doi_bo_sung")     \
    X(THAY_THE, "thay_the")                   \
    X(BAI_BO, "bai_bo")                       \
    X(HOP_NHAT, "hop_nhat")                   \
    X(DINH_CHINH, "dinh_chinh")               \
    X(DAN_CHIEU, "dan_chieu")
#define TC_CITATION_FORMS(X) X(FULL, "full") X(SHORT, "short") X(NAMED, "named") X(CLASS, "class")
#define TC_EVENT_KINDS(X)         \
    X(ANNIVERSARY, "anniversary") \
    X(CONGRESS, "congress")       \
    X(SESSION, "session")         \
    X(ELECTION, "election")       \
    X(HOLIDAY, "holiday")         \
    X(CAMPAIGN, "campaign")
#define TC_EVENT_CHECKS(X)                                      \
    X(NONE, "none")   /* nothing to check */                    \
    X(OK, "ok")       /* years = observed - origin, same day */ \
    X(YEARS, "years") /* the number of years does not fit */    \
    X(DAY, "day")     /* day and month differ */
#define TC_UNIT_ROLES(X)            \
    X(ISSUER, "issuer")             \
    X(ASSIGNED, "assigned")         \
    X(COORDINATING, "coordinating") \
    X(RECIPIENT, "recipient")       \
    X(REPORTED_TO, "reported_to")   \
    X(CITED, "cited")               \
    X(ARCHIVE, "archive")

#define TC_ENUM_RELATION(ID, NAME) TC_RELATION_##ID,
typedef enum { TC_RELATIONS(TC_ENUM_RELATION) TC_RELATION_COUNT } tc_relation;
#define TC_ENUM_FORM(ID, NAME) TC_CITATION_##ID,
typedef enum { TC_CITATION_FORMS(TC_ENUM_FORM) TC_CITATION_FORM_COUNT } tc_citation_form;
#define TC_ENUM_EVENT(ID, NAME) TC_EVENT_##ID,
typedef enum { TC_EVENT_KINDS(TC_ENUM_EVENT) TC_EVENT_KIND_COUNT } tc_event_kind;
#define TC_ENUM_CHECK(ID, NAME) TC_CHECK_##ID,
typedef enum { TC_EVENT_CHECKS(TC_ENUM_CHECK) TC_CHECK_COUNT } tc_event_check;
#define TC_ENUM_ROLE(ID, NAME) TC_UNIT_##ID,
typedef enum { TC_UNIT_ROLES(TC_ENUM_ROLE) TC_UNIT_ROLE_COUNT } tc_unit_role;

const char *tc_relation_name(tc_relation);
const char *tc_citation_form_name(tc_citation_form);
const char *tc_event_kind_name(tc_event_kind);
const char *tc_event_check_name(tc_event_check);
const char *tc_unit_role_name(tc_unit_role);
/* by name; false when there is no such name */
bool tc_relation_parse(tc_span, tc_relation *);
bool tc_unit_role_parse(tc_span, tc_unit_role *);

#define TC_NO_SECTION UINT32_MAX

typedef struct {
    tc_span label; /* path: "II.1.1", "Điều 2.1" */
    tc_span title;
    unsigned level;  /* 1.. */
    tc_range span;   /* from the head to the next head of its level or above */
    tc_range head;   /* the head line(s) */
    uint32_t parent; /* index or TC_NO_SECTION */
} tc_section;

typedef struct {
    tc_range span;     /* whole mention: "Kế hoạch số 31-KH/TU, ngày ... của ..." */
    tc_range sentence; /* the sentence (or table cell, or list line) around it */
    tc_citation_form form;
    tc_span number, number_key; /* empty for named and class mentions */
    tc_span doc_type;           /* code */
    tc_date date;
    tc_span issuer;      /* as written after "của", tidied; carried over from a fuller
                            mention of the same document where this one has none */
    tc_span term;        /* "XII" */
    tc_span id;          /* identity; empty when it could be two */
    tc_span *candidates; /* ids it could be, when id is empty */
    size_t candidate_count;
    tc_relation relation;
    uint32_t section;
    bool damaged;
} tc_citation;

typedef struct {
    tc_range span;
    tc_span label;
    tc_event_kind kind;
    unsigned years; /* 70; 0 when there is none */
    tc_date origin, observed;
    bool lunar;
    tc_span id; /* slug of a known event or of the label */
    tc_event_check check;
    uint32_t section;
} tc_event;

typedef struct {
    tc_range span;
    tc_span name; /* list words and notes dropped, uỷ = ủy, place added when bare */
    tc_unit_role role;
    uint32_t section;
} tc_unit;
/* "Lưu: VT, TH" names no body, and "Như Điều 3" those of an article. */
bool tc_unit_names_body(const tc_unit *);

typedef struct {
    tc_range span;
    tc_date from, to;
    uint32_t section;
} tc_period;

typedef struct {
    tc_span authority, position, name; /* "T/M BAN THƯỜNG VỤ", "Phó Bí thư", "Cao Thị Hòa An" */
} tc_signer;

typedef struct tc_plan {
    tc_span number, number_key, doc_type, doc_type_label;
    tc_system system;
    tc_span title;
    tc_date date;
    tc_span place, issuer, issuer_parent;
    tc_signer signer;
    tc_span id; /* own identity, as in citations; empty when it cannot be told */
    tc_range number_span, title_span, issuer_span, date_span; /* 0,0 when not in the text */

    TC_VEC(tc_section) sections;
    TC_VEC(tc_citation) citations;
    TC_VEC(tc_event) events;
    TC_VEC(tc_unit) units;
    TC_VEC(tc_period) periods;

    TC_VEC(uint32_t) page_heads; /* lines of the tokens, in order; neither written nor stored */
} tc_plan;

/* Grammars and their lexicon, compiled once; one for each thread. */
typedef struct tc_plan_reader tc_plan_reader;
tc_status tc_plan_reader_new(tc_plan_reader **out, tc_error *);
void tc_plan_reader_free(tc_plan_reader *);
tc_lexicon *tc_plan_reader_lexicon(tc_plan_reader *);
const tc_number_grammar *tc_plan_reader_numbers(const tc_plan_reader *);

/* Reads a document. tokens must come from this reader's lexicon. Never fails for what the text
 * says: what is not found is empty. TC_ENOMEM. Time is linear in the text. */
tc_status tc_plan_read(tc_plan **out, tc_arena *, tc_plan_reader *, const tc_tokens *, tc_error *);

/* What a person has told of a document's head. It holds over what the text says, and what the text
 * cites is resolved with it; the spans stay those of the text. Empty members are not told. */
typedef struct {
    tc_span number, doc_type, title; /* doc_type: code */
    tc_date date;
    tc_span place, issuer, issuer_parent, signer;
} tc_plan_given;
/* As tc_plan_read; given may be NULL. */
tc_status tc_plan_read_given(tc_plan **out, tc_arena *, tc_plan_reader *, const tc_tokens *,
                             const tc_plan_given *, tc_error *);

/* What the file gave, for the JSON record. */
typedef struct {
    tc_span path, sha256, mime, charset;
    size_t pages, text_chars; /* text_chars: code points */
    const tc_span *warnings;
    size_t warning_count;
    const tc_span *by_hand; /* keys whose values a person has told */
    size_t by_hand_count;
} tc_plan_file;
/* One object of schema tracuu/1; text is the source text that ranges point into. */
void tc_plan_write_json(tc_json *, const tc_plan *, const tc_plan_file *, tc_span text);

#endif
