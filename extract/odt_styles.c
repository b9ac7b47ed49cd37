/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/odt.h"

void tc_odt_styles_init(tc_odt_styles *s, tc_arena *arena)
{
    memset(s, 0, sizeof *s);
    s->arena = arena;
    s->style = SIZE_MAX;
    s->defaults.caps = s->defaults.hidden = -1;
}

/* ---- fonts and styles ---------------------------------------------------------------------- */

/* "'.VnTime'" without its quotes. */
static tc_span unquoted(tc_span s)
{
    s = tc_span_trim(s);
    if (s.len >= 2 && (s.ptr[0] == '\'' || s.ptr[0] == '"') && s.ptr[s.len - 1] == s.ptr[0])
        s = tc_span_sub(s, 1, s.len - 1);
    return s;
}

static const char *charset_of_face(const tc_odt_styles *s, tc_span name)
{
    for (size_t i = 0; i < s->faces.len; i++)
        if (tc_span_eq(s->faces.items[i].name, name))
            return tc_charset_of_font(s->faces.items[i].family);
    return tc_charset_of_font(name);
}

static void read_text_properties(tc_odt_styles *s, tc_odt_style *style, const tc_xml_tag *tag)
{
    const char *face = tc_xml_attribute(tag, "style:font-name");
    const char *family = tc_xml_attribute(tag, "fo:font-family");
    const char *transform = tc_xml_attribute(tag, "fo:text-transform");
    const char *display = tc_xml_attribute(tag, "text:display");
    if (face || family) {
        style->font_set = true;
        style->charset = face ? charset_of_face(s, tc_span_str(face))
                              : tc_charset_of_font(unquoted(tc_span_str(family)));
    }
    if (transform)
        style->caps = strcmp(transform, "uppercase") == 0;
    if (display)
        style->hidden = strcmp(display, "none") == 0;
}

static void start_style(tc_odt_styles *s, const tc_xml_tag *tag)
{
    const char *family = tc_xml_attribute(tag, "style:family");
    bool of_text = family && strcmp(family, "text") == 0;
    if (!family || (!of_text && strcmp(family, "paragraph") != 0))
        return;
    s->style = s->styles.len;
    tc_odt_style *style = tc_vec_add(s->arena, &s->styles);
    style->of_text = of_text;
    style->name = tc_xml_copy(s->arena, tag, "style:name");
    style->parent = tc_xml_copy(s->arena, tag, "style:parent-style-name");
    style->caps = style->hidden = -1;
}

static void start_face(tc_odt_styles *s, const tc_xml_tag *tag)
{
    const char *family = tc_xml_attribute(tag, "svg:font-family");
    if (!family)
        return;
    tc_odt_face face = {tc_xml_copy(s->arena, tag, "style:name"),
                        tc_arena_copy(s->arena, unquoted(tc_span_str(family)))};
    tc_vec_push(s->arena, &s->faces, face);
}

/* ---- list styles --------------------------------------------------------------------------- */

static tc_list_mark mark_of(const char *format)
{
    switch (format && format[0] ? format[0] : '\0') {
    case '\0':
        return TC_MARK_NONE;
    case 'I':
        return TC_MARK_UPPER_ROMAN;
    case 'i':
        return TC_MARK_LOWER_ROMAN;
    case 'A':
        return TC_MARK_UPPER_ALPHA;
    case 'a':
        return TC_MARK_LOWER_ALPHA;
    default:
        return TC_MARK_DECIMAL;
    }
}

/* "%1%.%2%)" of ODF 1.4 as "%1.%2)". */
static tc_span pattern_of_format(tc_arena *a, const char *format)
{
    size_t n = 0, len = strlen(format);
    char *out = tc_arena_alloc(a, len + 1);
    for (size_t i = 0; i < len; i++) {
        out[n++] = format[i];
        if (format[i] == '%' && i + 2 < len && format[i + 2] == '%') {
            out[n++] = format[i + 1];
            i += 2;
        }
    }
    return tc_span_make(out, n);
}

/* Prefix, the numbers of so many levels joined by dots, suffix. */
static tc_span pattern_of_parts(tc_arena *a, const tc_xml_tag *tag, size_t level)
{
    const char *prefix = tc_xml_attribute(tag, "style:num-prefix");
    const char *suffix = tc_xml_attribute(tag, "style:num-suffix");
    long shown = tc_xml_number(tag, "text:display-levels", 1);
    size_t first = level;
    if (shown > 1)
        first = (size_t)shown > level ? 0 : level + 1 - (size_t)shown;
    char *numbers = tc_arena_alloc(a, 3 * TC_LIST_LEVELS + 1);
    size_t n = 0;
    for (size_t k = first; k <= level && k < 9; k++) {
        if (k > first)
            numbers[n++] = '.';
        numbers[n++] = '%';
        numbers[n++] = (char)('1' + k);
    }
    return tc_span_str(
        tc_arena_printf(a, "%s%s%s", prefix ? prefix : "", numbers, suffix ? suffix : ""));
}

static void start_level(tc_odt_styles *s, const tc_xml_tag *tag, bool bullet)
{
    long n = tc_xml_number(tag, "text:level", 1);
    if (!s->list || n < 1 || n > TC_LIST_LEVELS)
        return;
    size_t level = (size_t)n - 1;
    tc_list_level *l = &s->list->level[level];
    *l = (tc_list_level){.mark = TC_MARK_BULLET, .start = 1, .restart = -1};
    if (bullet) {
        l->pattern = tc_xml_copy(s->arena, tag, "text:bullet-char");
    } else {
        const char *format = tc_xml_attribute(tag, "style:num-list-format");
        if (!format) /* before ODF 1.4 */
            format = tc_xml_attribute(tag, "loext:num-list-format");
        l->mark = mark_of(tc_xml_attribute(tag, "style:num-format"));
        l->start = (uint32_t)tc_xml_number(tag, "text:start-value", 1);
        l->pattern =
            format ? pattern_of_format(s->arena, format) : pattern_of_parts(s->arena, tag, level);
        if (l->mark == TC_MARK_NONE && !format)
            l->pattern = tc_span_make(NULL, 0);
    }
    s->list->levels.at[level] = l;
}

static void start_list_style(tc_odt_styles *s, const tc_xml_tag *tag)
{
    s->list = tc_arena_alloc(s->arena, sizeof *s->list);
    s->list->name = tc_xml_copy(s->arena, tag, "style:name");
    tc_vec_push(s->arena, &s->lists, s->list);
}

/* ---- elements ------------------------------------------------------------------------------ */

void tc_odt_styles_start(tc_odt_styles *s, const tc_xml_tag *tag)
{
    const char *name = tag->name;
    if (strcmp(name, "style:style") == 0)
        start_style(s, tag);
    else if (strcmp(name, "style:font-face") == 0)
        start_face(s, tag);
    else if (strcmp(name, "style:default-style") == 0)
        s->in_defaults = true;
    else if (strcmp(name, "style:text-properties") == 0 && !s->list && s->style < s->styles.len)
        read_text_properties(s, &s->styles.items[s->style], tag);
    else if (strcmp(name, "style:text-properties") == 0 && s->in_defaults)
        read_text_properties(s, &s->defaults, tag);
    else if (strcmp(name, "text:list-style") == 0)
        start_list_style(s, tag);
    else if (strcmp(name, "text:outline-style") == 0)
        s->list = &s->outline;
    else if (strcmp(name, "text:list-level-style-number") == 0 ||
             strcmp(name, "text:outline-level-style") == 0)
        start_level(s, tag, false);
    else if (strcmp(name, "text:list-level-style-bullet") == 0 ||
             strcmp(name, "text:list-level-style-image") == 0)
        start_level(s, tag, true);
}

void tc_odt_styles_end(tc_odt_styles *s, const char *name)
{
    if (strcmp(name, "style:style") == 0)
        s->style = SIZE_MAX;
    else if (strcmp(name, "style:default-style") == 0)
        s->in_defaults = false;
    else if (strcmp(name, "text:list-style") == 0 || strcmp(name, "text:outline-style") == 0)
        s->list = NULL;
}

/* The place in the index of a style or, when it has none, for it. */
static size_t *place_of(tc_odt_styles *s, tc_span name, bool of_text)
{
    size_t i = (size_t)tc_span_hash(name) * 2 + of_text;
    for (;; i++) {
        size_t *place = &s->index[i & (s->index_size - 1)];
        const tc_odt_style *there = *place ? &s->styles.items[*place - 1] : NULL;
        if (!there || (there->of_text == of_text && tc_span_eq(there->name, name)))
            return place;
    }
}

/* A long document has a style for each of its thousands of runs. Styles of the content hide those
 * of styles.xml. */
static void index_styles(tc_odt_styles *s)
{
    if (s->index_size < 2 * s->styles.len + 2) {
        for (s->index_size = 64; s->index_size < 4 * s->styles.len;)
            s->index_size *= 2;
        s->index = tc_arena_array(s->arena, s->index_size, sizeof *s->index);
        s->indexed = 0;
    }
    for (; s->indexed < s->styles.len; s->indexed++) {
        const tc_odt_style *style = &s->styles.items[s->indexed];
        *place_of(s, style->name, style->of_text) = s->indexed + 1;
    }
}

static const tc_odt_style *find(tc_odt_styles *s, tc_span name, bool of_text)
{
    if (s->indexed != s->styles.len || !s->index)
        index_styles(s);
    size_t i = *place_of(s, name, of_text);
    return i ? &s->styles.items[i - 1] : NULL;
}

static void inherit(tc_odt_style *style, const tc_odt_style *from)
{
    if (!style->font_set) {
        style->font_set = from->font_set;
        style->charset = from->charset;
    }
    if (style->caps < 0)
        style->caps = from->caps;
    if (style->hidden < 0)
        style->hidden = from->hidden;
}

bool tc_odt_resolve(tc_odt_style *out, tc_odt_styles *s, tc_span name, bool of_text)
{
    enum { LONGEST_CHAIN = 32 };
    memset(out, 0, sizeof *out);
    out->caps = out->hidden = -1;
    bool found = false;
    for (int i = 0; i < LONGEST_CHAIN && !tc_span_empty(name); i++) {
        const tc_odt_style *style = find(s, name, of_text);
        if (!style)
            break;
        found = true;
        inherit(out, style);
        name = style->parent;
    }
    if (!of_text)
        inherit(out, &s->defaults);
    return found;
}

tc_odt_list_style *tc_odt_list(const tc_odt_styles *s, tc_span name)
{
    for (size_t i = s->lists.len; i-- > 0;)
        if (tc_span_eq(s->lists.items[i]->name, name))
            return s->lists.items[i];
    return NULL;
}
