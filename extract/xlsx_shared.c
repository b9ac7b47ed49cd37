/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cells of a workbook share: fonts and formats of numbers, and strings with their runs. */
#include "extract/xlsx.h"
#include "text/decode.h"

static bool is(const char *name, const char *element)
{
    return strcmp(name, element) == 0;
}

static const char *charset_of(const tc_xml_tag *tag)
{
    const char *font = tc_xml_attribute(tag, "val");
    return font ? tc_charset_of_font(tc_span_str(font)) : NULL;
}

/* ---- styles --------------------------------------------------------------------------------- */

/* "dd/mm/yyyy", but not "[Red]0.00" or "\"ngày\" 0" */
static bool shows_day(const char *format)
{
    bool quoted = false, bracket = false;
    for (const char *p = format; *p; p++) {
        quoted ^= *p == '"';
        bracket = !quoted && (*p == '[' || (bracket && *p != ']'));
        if (!quoted && !bracket && strchr("dDyY", *p))
            return true;
    }
    return false;
}

static bool is_date(const tc_xlsx_shared *s, long number)
{
    if ((number >= 14 && number <= 17) || number == 22 || (number >= 27 && number <= 36))
        return true;
    for (size_t i = 0; i < s->date_formats.len; i++)
        if (s->date_formats.items[i] == number)
            return true;
    return false;
}

static void on_style(void *context, const tc_xml_tag *tag)
{
    tc_xlsx_shared *s = context;
    tc_arena *a = s->x->arena;
    if (is(tag->name, "x:fonts")) {
        s->in_fonts = true;
    } else if (is(tag->name, "x:cellXfs")) {
        s->in_formats = true;
    } else if (s->in_fonts && is(tag->name, "x:font")) {
        tc_vec_push(a, &s->fonts, NULL);
    } else if (s->in_fonts && is(tag->name, "x:name") && s->fonts.len) {
        s->fonts.items[s->fonts.len - 1] = charset_of(tag);
    } else if (is(tag->name, "x:numFmt")) {
        const char *format = tc_xml_attribute(tag, "formatCode");
        if (format && shows_day(format))
            tc_vec_push(a, &s->date_formats, tc_xml_number(tag, "numFmtId", -1));
    } else if (s->in_formats && is(tag->name, "x:xf")) {
        size_t font = (size_t)tc_xml_number(tag, "fontId", 0);
        const tc_xlsx_format f = {font < s->fonts.len ? s->fonts.items[font] : NULL,
                                  is_date(s, tc_xml_number(tag, "numFmtId", 0))};
        tc_vec_push(a, &s->formats, f);
    }
}

static void on_style_end(void *context, const char *name)
{
    tc_xlsx_shared *s = context;
    s->in_fonts &= !is(name, "x:fonts");
    s->in_formats &= !is(name, "x:cellXfs");
}

tc_status tc_xlsx_read_styles(tc_xlsx_shared *s, const char *part, tc_error *err)
{
    static const tc_xml_handler handler = {on_style, on_style_end, NULL};
    bool found;
    return part ? tc_package_xml(&found, s->x, part, &handler, s, err) : TC_OK;
}

/* ---- strings -------------------------------------------------------------------------------- */

static void on_string(void *context, const tc_xml_tag *tag)
{
    tc_xlsx_shared *s = context;
    if (is(tag->name, "x:si")) {
        const tc_xlsx_string string = {s->runs.len, 0};
        tc_vec_push(s->x->arena, &s->strings, string);
    } else if (is(tag->name, "x:rPh")) {
        s->phonetic++;
    } else if (is(tag->name, "x:r")) {
        s->run = (tc_xlsx_run){.has_font = false};
        s->in_run = true;
    } else if (s->in_run && is(tag->name, "x:rFont")) {
        s->run.has_font = true;
        s->run.charset = charset_of(tag);
    } else if (is(tag->name, "x:t") && !s->phonetic) {
        s->in_value = true;
        s->value.len = 0;
    }
}

static void on_string_end(void *context, const char *name)
{
    tc_xlsx_shared *s = context;
    tc_arena *a = s->x->arena;
    if (is(name, "x:rPh") && s->phonetic) {
        s->phonetic--;
    } else if (is(name, "x:r")) {
        s->in_run = false;
    } else if (is(name, "x:t") && s->in_value && s->strings.len) {
        tc_xlsx_run run = s->in_run ? s->run : (tc_xlsx_run){.has_font = false};
        run.text = tc_arena_copy(a, tc_span_make(s->value.items, s->value.len));
        tc_vec_push(a, &s->runs, run);
        s->strings.items[s->strings.len - 1].count++;
        s->in_value = false;
    }
}

static void on_string_text(void *context, tc_span text)
{
    tc_xlsx_shared *s = context;
    for (size_t i = 0; s->in_value && i < text.len; i++)
        tc_vec_push(s->x->arena, &s->value, text.ptr[i]);
}

tc_status tc_xlsx_read_strings(tc_xlsx_shared *s, const char *part, tc_error *err)
{
    static const tc_xml_handler handler = {on_string, on_string_end, on_string_text};
    bool found;
    return part ? tc_package_xml(&found, s->x, part, &handler, s, err) : TC_OK;
}
