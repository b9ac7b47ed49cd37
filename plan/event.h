/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by event.c, anniversary.c, occasion.c and period.c only. */
#ifndef TC_PLAN_EVENT_H
#define TC_PLAN_EVENT_H

#include "plan/internal.h"

/* What words announce; the phrases are in event_cues.def. Values below 0x100. */
typedef enum {
    TC_EVENT_CUE_KEEP,     /* kỷ niệm */
    TC_EVENT_CUE_MEDAL,    /* kỷ niệm chương: no event */
    TC_EVENT_CUE_YEARS,    /* năm */
    TC_EVENT_CUE_DAY,      /* ngày: may open a label */
    TC_EVENT_CUE_NTH,      /* lần thứ, thứ */
    TC_EVENT_CUE_DEED,     /* thành lập, giải phóng, ...: how labels begin */
    TC_EVENT_CUE_AND,      /* và, gắn với: joins labels */
    TC_EVENT_CUE_STOP,     /* nhằm, do, tại, ...: a label ends before it */
    TC_EVENT_CUE_CONGRESS, /* đại hội */
    TC_EVENT_CUE_PARTY,    /* đảng bộ: of a congress */
    TC_EVENT_CUE_SESSION, /* kỳ họp thứ, phiên họp, hội nghị trung ương lần thứ */
    TC_EVENT_CUE_ELECTION, /* bầu cử đại biểu */
    TC_EVENT_CUE_DEPUTIES, /* đại biểu hội đồng nhân dân: a second election */
    TC_EVENT_CUE_HOLIDAY,  /* tết nguyên đán */
    TC_EVENT_CUE_CAMPAIGN, /* chiến dịch, tuần lễ, tháng hành động, giải báo chí */
    TC_EVENT_CUE_TERM,     /* nhiệm kỳ, giai đoạn: years behind it are no period */
    TC_EVENT_CUE_FROM,     /* từ, kể từ */
    TC_EVENT_CUE_TO,       /* đến, đến hết, tới */
    TC_EVENT_CUE_MONTH,    /* tháng */
    TC_EVENT_CUE_OF,       /* của */
    TC_EVENT_CUE_KHOA      /* khóa */
} tc_event_cue;

typedef struct {
    const char *id, *label;
    tc_date origin;
    bool lunar;
} tc_known_event;

struct tc_event_words {
    tc_phrases *cues, *known;
};

int tc_event_cue_at(const tc_reading *, size_t token, size_t *next);
/* The known event whose wording stands at token, or NULL. */
const tc_known_event *tc_event_known_at(const tc_reading *, size_t token, size_t *next);
/* "dien-bien-phu", and the way back (NULL when it is none of the table's). */
tc_span tc_event_known_id(tc_arena *, const tc_known_event *);
const tc_known_event *tc_event_known(tc_span id);
bool tc_event_punct(const tc_reading *, size_t token, uint32_t cp);
bool tc_event_dash(const tc_reading *, size_t token);
/* A mark that ends a sentence, or the first token of another paragraph or list line. */
bool tc_event_stop(const tc_reading *, size_t token);
/* Text of a label: no marks of emphasis, no punctuation at its ends. */
tc_span tc_event_text(const tc_reading *, size_t first, size_t next);
tc_event *tc_event_add(tc_reading *, tc_event_kind, size_t first, size_t next, tc_span label);
/* A date of any precision, a bare year too. */
bool tc_event_date(const tc_reading *, size_t token, tc_date *, size_t *next);

/* Each reads at a cue and returns the token to go on from (behind what it took, or next). */
size_t tc_anniversary_read(tc_reading *, size_t token, int cue, size_t next);
void tc_anniversary_complete(tc_reading *); /* dates and ids carried between mentions */
size_t tc_occasion_read(tc_reading *, size_t token, int cue, size_t next);
size_t tc_period_read(tc_reading *, size_t token, int cue, size_t next);

#endif
