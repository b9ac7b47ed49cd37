/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/people.h"

#include <stdio.h>

#include "base/utf8.h"
#include "query/i18n.h"

static const char *const inks[] = {
    [TC_INK_PLAIN] = "",        [TC_INK_HEAD] = "\x1b[1m",     [TC_INK_FAINT] = "\x1b[2m",
    [TC_INK_PATH] = "\x1b[36m", [TC_INK_MATCH] = "\x1b[1;31m",
};

bool tc_people_hidden(uint32_t cp)
{
    return tc_utf8_steers(cp) || cp == 0xFEFF;
}

static size_t cells_of(uint32_t cp)
{
    if (tc_people_hidden(cp) || (cp >= 0x300 && cp < 0x370) || (cp >= 0x200B && cp <= 0x200D) ||
        cp == 0xAD)
        return 0;
    bool wide = (cp >= 0x1100 && cp < 0x1160) || (cp >= 0x2E80 && cp < 0xA4D0) ||
                (cp >= 0xAC00 && cp < 0xD7A4) || (cp >= 0xF900 && cp < 0xFB00) ||
                (cp >= 0xFF00 && cp < 0xFF61) || (cp >= 0x1F300 && cp < 0x1FA00) ||
                (cp >= 0x20000 && cp < 0x40000);
    return wide ? 2 : 1;
}

size_t tc_people_cells(tc_span s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len;)
        n += cells_of(tc_utf8_next(s, &i));
    return n;
}

static bool is_blank(uint32_t cp)
{
    return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0x85 || cp == 0xA0 || cp == 0x2028 ||
           cp == 0x2029;
}

void tc_people_clean(tc_buf *out, tc_span s)
{
    bool gap = false, any = false;
    for (size_t i = 0; i < s.len;) {
        uint32_t cp = tc_utf8_next(s, &i);
        if (is_blank(cp)) {
            gap = any;
        } else if (!tc_people_hidden(cp)) {
            if (gap)
                tc_buf_addc(out, ' ');
            tc_buf_addcp(out, cp);
            gap = false;
            any = true;
        }
    }
}

static void ink_on(tc_people *p, tc_ink ink)
{
    if (p->color)
        tc_buf_adds(p->out, inks[ink]);
}

static void ink_off(tc_people *p, tc_ink ink)
{
    if (p->color && ink != TC_INK_PLAIN)
        tc_buf_adds(p->out, "\x1b[0m");
}

void tc_people_newline(tc_people *p, size_t indent)
{
    tc_buf_addc(p->out, '\n');
    for (size_t i = 0; i < indent; i++)
        tc_buf_addc(p->out, ' ');
    p->column = indent;
    p->indent = indent;
}

void tc_people_put(tc_people *p, const char *text, tc_ink ink)
{
    tc_people_flow(p, tc_span_str(text), ink, NULL, 0);
    /* a blank at the end is wanted here, flow leaves it to the next word */
    size_t len = strlen(text);
    if (len && text[len - 1] == ' ') {
        tc_buf_addc(p->out, ' ');
        p->column++;
    }
}

/* Cells from here to the next blank. */
static size_t word_cells(tc_span s, size_t i)
{
    size_t n = 0;
    while (i < s.len) {
        uint32_t cp = tc_utf8_next(s, &i);
        if (is_blank(cp))
            break;
        n += cells_of(cp);
    }
    return n;
}

/* The ink at byte i; *m goes along the matches. */
static tc_ink ink_at(size_t i, tc_ink ink, const tc_range *matches, size_t count, size_t *m)
{
    while (*m < count && matches[*m].end <= i)
        ++*m;
    return *m < count && matches[*m].start <= i ? TC_INK_MATCH : ink;
}

static void gap_before(tc_people *p, size_t cells)
{
    if (p->width && p->column > p->indent && p->column + 1 + cells > p->width) {
        tc_people_newline(p, p->indent);
        return;
    }
    tc_buf_addc(p->out, ' ');
    p->column++;
}

static bool is_sign(tc_span s, size_t i)
{
    return i >= s.len || (unsigned char)s.ptr[i] <= ' ' || strchr(".,;:()*|", s.ptr[i]);
}

/* Bytes of markup that say nothing to people: emphasis (**so**, *so*), rules (-----), the bars of
 * empty cells. bar: the last that was shown is a bar, or nothing was. */
static size_t markup_at(tc_span s, size_t i, bool bar)
{
    size_t n = 1;
    char c = s.ptr[i];
    if (c == '|')
        return bar ? 1 : 0;
    if (!c || !strchr("*-_=~", c))
        return 0;
    while (i + n < s.len && s.ptr[i + n] == c)
        n++;
    bool begins = i == 0 || is_sign(s, i - 1), ends = is_sign(s, i + 1);
    bool held = i && (unsigned char)s.ptr[i - 1] > ' '; /* by what is before it */
    bool one = c == '*' && n == 1 && (ends ? held : begins);
    return one || n > 2 || (c == '*' && n == 2) ? n : 0;
}

static void flow(tc_people *p, tc_span s, tc_ink ink, const tc_range *matches, size_t count,
                 bool prose)
{
    tc_ink now = TC_INK_PLAIN;
    size_t m = 0;
    bool gap = false, begun = false, bar = true;
    for (size_t i = 0; i < s.len;) {
        size_t here = i;
        size_t markup = prose ? markup_at(s, i, bar) : 0;
        if (markup) {
            i += markup;
            continue;
        }
        uint32_t cp = tc_utf8_next(s, &i);
        if (is_blank(cp)) {
            gap = true;
            continue;
        }
        if (tc_people_hidden(cp))
            continue;
        tc_ink want = ink_at(here, ink, matches, count, &m);
        bool inside = want == now && want != TC_INK_PLAIN;
        if (!inside)
            ink_off(p, now);
        if (gap && (begun || p->column > p->indent))
            gap_before(p, word_cells(s, here));
        if (!inside)
            ink_on(p, want);
        now = want;
        gap = false;
        begun = true;
        bar = cp == '|';
        tc_buf_addcp(p->out, cp);
        p->column += cells_of(cp);
    }
    ink_off(p, now);
}

void tc_people_flow(tc_people *p, tc_span s, tc_ink ink, const tc_range *matches, size_t count)
{
    flow(p, s, ink, matches, count, false);
}

void tc_people_prose(tc_people *p, tc_span s, tc_ink ink, const tc_range *matches, size_t count)
{
    flow(p, s, ink, matches, count, true);
}

void tc_people_date(tc_people *p, tc_date d, tc_ink ink)
{
    char text[40] = "";
    if (d.day && d.year)
        snprintf(text, sizeof text, "%02u/%02u/%04d", d.day, d.month, d.year);
    else if (d.day)
        snprintf(text, sizeof text, "%02u/%02u", d.day, d.month);
    else if (d.month)
        snprintf(text, sizeof text, "%02u/%04d", d.month, d.year);
    else if (d.year)
        snprintf(text, sizeof text, "%04d", d.year);
    tc_people_put(p, text, ink);
}

static const struct {
    const char *code;
    const char *term; /* what documents call it, in graphs; NULL: nothing */
    const char *word; /* what people are told */
} words[] = {
    {"can_cu", "căn cứ", N_("based on")},
    {"thuc_hien", "thực hiện", N_("implements")},
    {"huong_dan", "hướng dẫn", N_("guides")},
    {"quy_dinh_chi_tiet", "quy định chi tiết", N_("details")},
    {"sua_doi_bo_sung", "sửa đổi, bổ sung", N_("amends")},
    {"thay_the", "thay thế", N_("replaces")},
    {"bai_bo", "bãi bỏ", N_("repeals")},
    {"hop_nhat", "hợp nhất", N_("consolidates")},
    {"dinh_chinh", "đính chính", N_("corrects")},
    {"dan_chieu", "dẫn chiếu", N_("refers to")},
    {"khac", "nhắc đến", N_("mentions")},
    {"issuer", "ban hành", N_("issuer")},
    {"assigned", "được giao", N_("assigned")},
    {"coordinating", "phối hợp", N_("coordinating")},
    {"recipient", "nơi nhận", N_("recipient")},
    {"reported_to", "báo cáo", N_("reported to")},
    {"cited", "được nhắc", N_("named")},
    {"archive", "lưu", N_("kept on file")},
    {"held", NULL, N_("held")},
    {"missing", NULL, N_("missing")},
    {"ambiguous", NULL, N_("ambiguous")},
    /* what is counted */
    {"type", NULL, N_("type")},
    {"year", NULL, N_("year")},
    {"term", NULL, N_("term of office")},
    {"quarter", NULL, N_("quarter")},
    {"month", NULL, N_("month")},
    {"event", NULL, N_("event")},
    {"unit", NULL, N_("unit")},
    {"cites", NULL, N_("cites")},
    {"number", NULL, N_("number")},
};

const char *tc_people_word(const char *code)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].code, code) == 0)
            return _(words[i].word);
    return code;
}

const char *tc_people_term(const char *code)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].term && strcmp(words[i].code, code) == 0)
            return words[i].term;
    return code;
}
