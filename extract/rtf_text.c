/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "base/ascii.h"

#include "base/utf8.h"
#include "extract/rtf.h"

tc_rtf_group *tc_rtf_top(tc_rtf *r)
{
    return &r->groups[r->depth];
}

static const tc_rtf_font *font_of(tc_rtf *r)
{
    size_t i = tc_rtf_top(r)->font;
    return i < r->fonts.len ? &r->fonts.items[i] : NULL;
}

static tc_rtf_story *current(tc_rtf *r)
{
    return &r->stories[r->story];
}

/* ---- characters ---------------------------------------------------------------------------- */

static bool is_shown(const tc_rtf *r, const tc_rtf_group *g)
{
    switch (r->x->options->tracked_changes) {
    case TC_CHANGES_FINAL:
        return !g->taken_out;
    case TC_CHANGES_ORIGINAL:
        return !g->put_in;
    default:
        return true;
    }
}

static void add_text(tc_rtf *r, tc_span s)
{
    const tc_rtf_group *g = tc_rtf_top(r);
    const tc_rtf_font *font = font_of(r);
    if (g->where != TC_RTF_TEXT || g->page_number || !is_shown(r, g))
        return;
    if (g->hidden) {
        r->hidden += s.len;
        return;
    }
    tc_para_change(&current(r)->text, g->taken_out ? '-' : g->put_in ? '+' : '\0');
    tc_para_add(&current(r)->text, s, font ? font->legacy : NULL, g->caps);
}

static bool is_symbol_font(const tc_rtf_font *f)
{
    return f && !f->legacy && f->charset == 2;
}

void tc_rtf_add_character(tc_rtf *r, uint32_t cp)
{
    char bytes[4];
    tc_rtf_flush(r);
    if (cp == 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000))
        cp = 0xFFFD;
    if (cp == '\t' && tc_rtf_top(r)->label)
        cp = ' '; /* the tab behind an automatic number is no column */
    bool symbol = cp > ' ' && is_symbol_font(font_of(r));
    if ((symbol && cp < 0x100) || (cp >= 0xF020 && cp <= 0xF0FF && symbol))
        add_text(r, tc_rtf_top(r)->label ? TC_SPAN("-") : tc_para_symbol(cp));
    else
        add_text(r, tc_span_make(bytes, tc_utf8_put(bytes, cp)));
}

void tc_rtf_add_byte(tc_rtf *r, unsigned char byte, bool raw)
{
    if (tc_rtf_top(r)->where != TC_RTF_TEXT)
        return;
    if (is_symbol_font(font_of(r))) {
        tc_rtf_add_character(r, byte);
        return;
    }
    if (r->run_len == r->run_cap) {
        size_t cap = r->run_cap ? 2 * r->run_cap : 256;
        char *grown = tc_arena_space(r->x->arena, cap, 1);
        if (r->run_len)
            memcpy(grown, r->run, r->run_len);
        r->run = grown;
        r->run_cap = cap;
    }
    r->run[r->run_len++] = (char)byte;
    r->run_raw |= raw && byte >= 0x80;
}

/* Fonts of Vietnam before Unicode say windows-1252 and mean their own set: tc_para decodes that.
 * Some programs write UTF-8 as it is. */
static const char *codepage_of_run(tc_rtf *r, tc_span run)
{
    const tc_rtf_font *font = font_of(r);
    if (r->run_raw && tc_utf8_valid_prefix(run) == run.len)
        return "utf-8";
    if (font && font->legacy)
        return "windows-1252";
    return font && font->codepage ? font->codepage : r->codepage;
}

void tc_rtf_flush(tc_rtf *r)
{
    if (r->run_len == 0)
        return;
    tc_span run = tc_span_make(r->run, r->run_len);
    r->run_len = 0;
    bool ascii = true;
    for (size_t i = 0; i < run.len && ascii; i++)
        ascii = (unsigned char)run.ptr[i] < 0x80;
    if (ascii) {
        add_text(r, run);
    } else {
        tc_decoded info = {0};
        tc_buf_reset(&r->x->decoded);
        r->used = codepage_of_run(r, run);
        if (tc_decode(&r->x->decoded, run, r->used, &info, NULL) != TC_OK)
            tc_decode(&r->x->decoded, run, r->used = "windows-1252", &info, NULL);
        r->undecoded += info.replaced;
        add_text(r, tc_buf_span(&r->x->decoded));
    }
    r->run_raw = false;
}

/* ---- paragraphs and tables ----------------------------------------------------------------- */

static void close_table(tc_rtf *r)
{
    if (r->table_open)
        tc_flow_table_close(&r->flow);
    r->table_open = r->row_open = r->cell_open = false;
}

static void open_cell(tc_rtf *r)
{
    if (!r->table_open)
        tc_flow_table_open(&r->flow);
    if (!r->row_open)
        tc_flow_row_open(&r->flow);
    if (!r->cell_open)
        tc_flow_cell_open(&r->flow);
    r->table_open = r->row_open = r->cell_open = true;
}

static void lay(tc_rtf *r, bool in_cell)
{
    const tc_span none = {NULL, 0};
    tc_rtf_story *s = current(r);
    tc_rtf_flush(r);
    tc_span text = tc_para_take(&s->text);
    r->lost_numbers += s->list && !s->label && !tc_span_empty(tc_span_trim(text));
    s->label = false;
    if (r->story) {
        if (!tc_span_empty(tc_span_trim(text)))
            tc_vec_push(r->x->arena, &s->lines, tc_arena_copy(r->x->arena, text));
        return;
    }
    if (in_cell)
        open_cell(r);
    else
        close_table(r);
    tc_para_lay(&r->flow, none, text);
    for (size_t i = 0; i < s->lines.len; i++) /* text boxes */
        tc_para_lay(&r->flow, none, s->lines.items[i]);
    s->lines.len = 0;
}

void tc_rtf_paragraph(tc_rtf *r)
{
    if (tc_rtf_top(r)->where == TC_RTF_TEXT)
        lay(r, tc_rtf_top(r)->in_table || r->cell_open);
}

void tc_rtf_cell(tc_rtf *r)
{
    if (tc_rtf_top(r)->where != TC_RTF_TEXT)
        return;
    lay(r, true);
    if (r->story == 0) {
        tc_flow_cell_close(&r->flow);
        r->cell_open = false;
    }
}

void tc_rtf_row(tc_rtf *r)
{
    if (tc_rtf_top(r)->where != TC_RTF_TEXT || r->story || !r->row_open)
        return;
    tc_flow_row_close(&r->flow);
    r->row_open = r->cell_open = false;
}

/* ---- notes, text boxes, headers ------------------------------------------------------------ */

void tc_rtf_open_story(tc_rtf *r, char kind)
{
    tc_rtf_group *g = tc_rtf_top(r);
    tc_rtf_flush(r);
    if (g->where != TC_RTF_TEXT || g->story)
        return;
    if (r->story + 1 >= TC_RTF_STORIES) {
        g->where = TC_RTF_SKIPPED;
        return;
    }
    if (kind == 'n') {
        char sign[24];
        size_t n = r->notes.len + 1;
        int len = snprintf(sign, sizeof sign, "[%zu]", n);
        tc_para_sign(&current(r)->text,
                     tc_arena_copy(r->x->arena, tc_span_make(sign, (size_t)len)));
        (void)tc_vec_add(r->x->arena, &r->notes);
    }
    g->story = kind;
    g->in_table = false;
    r->story++;
    memset(current(r), 0, sizeof *current(r));
    tc_para_init(&current(r)->text, r->x);
}

static bool is_known(const tc_rtf *r, tc_span s)
{
    for (size_t i = 0; i < r->margins.len; i++)
        if (tc_span_eq(r->margins.items[i], s))
            return true;
    return false;
}

/* Letters of its own: a running head of signs around the page number is no text. */
static bool says_something(tc_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] >= 0x80 || tc_ascii_letter(s.ptr[i]))
            return true;
    return false;
}

void tc_rtf_close_story(tc_rtf *r, char kind)
{
    enum { LETTERHEAD_LINES = 3 };
    const tc_span none = {NULL, 0};
    lay(r, false);
    tc_rtf_story *s = current(r);
    tc_span text = tc_para_joined(r->x->arena, s->lines.items, s->lines.len);
    tc_arena *a = r->x->arena;
    size_t lines = s->lines.len;
    if (r->story)
        r->story--;
    if (kind == 'n') {
        size_t n = r->notes.len;
        for (; n && !tc_span_empty(r->notes.items[n - 1]);)
            n--; /* the one that is open; notes do not nest */
        if (n)
            r->notes.items[n - 1] = tc_span_str(
                tc_arena_printf(a, "[%zu] %.*s", n, (int)text.len, text.len ? text.ptr : ""));
    } else if (kind == 'b') {
        for (size_t i = 0; i < lines; i++)
            tc_vec_push(a, &current(r)->lines, s->lines.items[i]);
    } else if (says_something(text) && !is_known(r, text)) {
        bool letterhead = kind == 'f' || (kind == 'h' && lines >= LETTERHEAD_LINES);
        if (letterhead && r->x->text.len == 0)
            tc_para_lay(&r->flow, none, text);
        else
            tc_vec_push(a, &r->margins, text);
    }
}

/* ---- the end ------------------------------------------------------------------------------- */

static void warn_lost(tc_rtf *r)
{
    const struct {
        size_t count;
        const char *before, *behind;
    } lost[] = {{r->pictures, "not read: ", "pictures"},
                {r->objects, "not read: ", "embedded objects"},
                {r->comments, "not read: ", "comments"},
                {r->hidden, "not read: ", "bytes of hidden text"},
                {r->lost_numbers, "", "items of lists whose numbers are not in the file"},
                {r->undecoded, "", "bytes could not be decoded"}};
    for (size_t i = 0; i < sizeof lost / sizeof *lost; i++)
        if (lost[i].count)
            tc_extract_warn(r->x, "%s%zu %s", lost[i].before, lost[i].count, lost[i].behind);
}

void tc_rtf_finish(tc_rtf *r)
{
    const tc_span none = {NULL, 0};
    r->depth = 0;
    while (r->story)
        tc_rtf_close_story(r, 'm');
    tc_rtf_flush(r);
    if (r->stories[0].text.len || r->stories[0].lines.len)
        lay(r, r->cell_open);
    close_table(r);
    for (size_t i = 0; i < r->notes.len; i++)
        tc_para_lay(&r->flow, none, r->notes.items[i]);
    for (size_t i = 0; i < r->margins.len; i++)
        tc_para_lay(&r->flow, none, r->margins.items[i]);
    warn_lost(r);
    tc_para_finish(r->x, &r->flow);
    if (r->used && tc_span_eq(r->x->out->charset, TC_SPAN("utf-8")))
        r->x->out->charset = tc_span_str(r->used);
}
