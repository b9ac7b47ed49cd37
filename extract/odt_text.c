/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/odt.h"

tc_odt_story *tc_odt_current(tc_odt *o)
{
    return &o->stories[o->story];
}

/* ---- characters ---------------------------------------------------------------------------- */

void tc_odt_add(tc_odt *o, tc_span s)
{
    const tc_odt_style *style = &o->spans[o->span];
    tc_odt_story *story = tc_odt_current(o);
    if (tc_span_empty(s) || !o->paragraphs)
        return;
    if (o->inserted && o->x->options->tracked_changes == TC_CHANGES_ORIGINAL)
        return;
    if (style->hidden == 1) {
        o->hidden += s.len;
        return;
    }
    tc_para_change(&story->text, o->inserted ? '+' : '\0');
    if (o->page_due && o->story == 0) {
        tc_para_add(&story->text, TC_SPAN("\f"), style->charset, style->caps == 1);
        o->page_due = false;
    }
    tc_para_add(&story->text, s, style->charset, style->caps == 1);
    story->blank = false;
}

/* Blanks of the XML collapse; those that count are elements. */
void tc_odt_characters(tc_odt *o, tc_span s)
{
    for (size_t i = 0; i < s.len;) {
        size_t end = i;
        while (end < s.len && !(s.ptr[end] == ' ' || (s.ptr[end] >= '\t' && s.ptr[end] <= '\r')))
            end++;
        tc_odt_add(o, tc_span_sub(s, i, end));
        if (end < s.len && !tc_odt_current(o)->blank) {
            tc_odt_add(o, TC_SPAN(" "));
            tc_odt_current(o)->blank = true;
        }
        i = end + 1;
    }
}

/* ---- paragraphs ---------------------------------------------------------------------------- */

static void open_story(tc_odt *o)
{
    if (o->story + 1 < TC_ODT_STORIES)
        o->story++;
    memset(tc_odt_current(o), 0, sizeof *tc_odt_current(o));
    tc_para_init(&tc_odt_current(o)->text, o->x);
}

/* One inside of another is that of a box or a shape: a story of its own. */
void tc_odt_open_paragraph(tc_odt *o, const tc_xml_tag *tag, bool heading)
{
    if (o->paragraphs++)
        open_story(o);
    tc_odt_story *s = tc_odt_current(o);
    long level = tc_xml_number(tag, "text:outline-level", 1);
    const char *header = tc_xml_attribute(tag, "text:is-list-header");
    tc_para_clear(&s->text);
    s->style = tc_xml_copy(o->x->arena, tag, "text:style-name");
    s->heading = heading && !(header && strcmp(header, "true") == 0);
    s->level = level > 0 && level <= TC_LIST_LEVELS ? (size_t)level - 1 : 0;
    s->blank = true; /* those at the start go */
    if (o->span + 1 < TC_ODT_SPANS) {
        o->span++;
        tc_odt_resolve(&o->spans[o->span], &o->styles, s->style, false);
    } else {
        o->deeper_spans++;
    }
}

/* The number of a list item, or of a heading of the outline. */
static tc_span label_of(tc_odt *o)
{
    tc_odt_story *s = tc_odt_current(o);
    const tc_span none = {NULL, 0};
    tc_arena *a = o->x->arena;
    if (o->list && !o->story) {
        size_t level = o->list - 1;
        tc_odt_item *item = &o->items[level];
        const tc_odt_series *series = &o->series.items[o->lists[level]];
        if (!item->due)
            return none;
        item->due = false;
        if (!series->style)
            return none;
        tc_list_next(series->count, &series->style->levels, level,
                     item->has_start ? &item->start : NULL);
        return tc_list_label(a, series->count, &series->style->levels, level);
    }
    const tc_list_level *outline = o->styles.outline.levels.at[s->level];
    if (!s->heading || o->story || !outline || outline->mark == TC_MARK_NONE)
        return none;
    tc_list_next(&o->outline, &o->styles.outline.levels, s->level, NULL);
    return tc_list_label(a, &o->outline, &o->styles.outline.levels, s->level);
}

static void lay_lines(tc_odt *o, tc_odt_story *s)
{
    for (size_t i = 0; i < s->lines.len; i++)
        tc_para_lay(&o->flow, tc_span_make(NULL, 0), s->lines.items[i]);
    s->lines.len = 0;
}

void tc_odt_close_paragraph(tc_odt *o)
{
    if (!o->paragraphs)
        return;
    tc_odt_story *s = tc_odt_current(o);
    tc_arena *a = o->x->arena;
    tc_span text = tc_para_take(&s->text), label = label_of(o);
    if (o->deeper_spans)
        o->deeper_spans--;
    else if (o->span)
        o->span--;
    bool apart = o->margin || o->in_changes || o->story;
    if (!apart) {
        tc_para_lay(&o->flow, label, text);
        lay_lines(o, s);
    } else if (!tc_span_empty(tc_span_trim(text))) {
        tc_span line = tc_span_empty(label)
                           ? tc_arena_copy(a, text)
                           : tc_span_str(tc_arena_printf(a, "%.*s %.*s", (int)label.len, label.ptr,
                                                         (int)text.len, text.ptr));
        tc_vec_push(a, &s->lines, line);
    }
    if (--o->paragraphs && o->story) {
        size_t n = s->lines.len;
        const tc_span *lines = s->lines.items;
        o->story--;
        for (size_t i = 0; i < n; i++)
            tc_vec_push(a, &tc_odt_current(o)->lines, lines[i]);
    }
}

/* ---- lists --------------------------------------------------------------------------------- */

/* The series that a list goes on with: the one it names, or the last of its style. */
static const tc_odt_series *earlier(const tc_odt *o, const tc_xml_tag *tag,
                                    const tc_odt_list_style *style)
{
    const char *named = tc_xml_attribute(tag, "text:continue-list");
    const char *goes_on = tc_xml_attribute(tag, "text:continue-numbering");
    bool last = goes_on && strcmp(goes_on, "true") == 0;
    for (size_t i = o->series.len; (named || last) && i-- > 0;) {
        const tc_odt_series *s = &o->series.items[i];
        if (named ? tc_span_eq(s->id, tc_span_str(named)) : s->style == style)
            return s;
    }
    return NULL;
}

void tc_odt_open_list(tc_odt *o, const tc_xml_tag *tag)
{
    if (o->list >= TC_ODT_LISTS) {
        o->deeper_lists++;
        return;
    }
    tc_arena *a = o->x->arena;
    const char *name = tc_xml_attribute(tag, "text:style-name");
    const tc_odt_series *outer = o->list ? &o->series.items[o->lists[o->list - 1]] : NULL;
    tc_odt_list_style *style = name ? tc_odt_list(&o->styles, tc_span_str(name)) : NULL;
    o->items[o->list] = (tc_odt_item){.due = false};
    if (outer && (!style || style == outer->style)) {
        o->lists[o->list] = o->lists[o->list - 1];
        o->list++;
        return;
    }
    const tc_odt_series *before = earlier(o, tag, style);
    tc_odt_series series = {.style = style, .id = tc_xml_copy(o->x->arena, tag, "xml:id")};
    series.count = before ? before->count : tc_arena_alloc(a, sizeof *series.count);
    if (before && !series.style)
        series.style = before->style;
    o->lists[o->list++] = o->series.len;
    tc_vec_push(a, &o->series, series);
}

void tc_odt_close_list(tc_odt *o)
{
    if (o->deeper_lists)
        o->deeper_lists--;
    else if (o->list)
        o->list--;
}

void tc_odt_item_of(tc_odt *o, const tc_xml_tag *tag, bool counted)
{
    if (!o->list || o->deeper_lists)
        return;
    long start = tc_xml_number(tag, "text:start-value", -1);
    o->items[o->list - 1] = (tc_odt_item){
        .due = counted, .has_start = start >= 0, .start = start >= 0 ? (uint32_t)start : 0};
}
