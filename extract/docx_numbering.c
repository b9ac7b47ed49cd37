/* SPDX-License-Identifier: GPL-3.0-or-later */
/* numbering.xml: abstract lists with their levels, and the lists that paragraphs name, which may
 * set levels and starts of their own. Lists of one abstract list count on together. */
#include "extract/docx.h"

typedef struct {
    tc_docx_numbering *out;
    tc_docx_abstract *abstract;
    tc_docx_num *num;
    tc_list_level *level;
    size_t at; /* level of the override or level in work */
} numbering_reader;

/* Formats that are not here (ordinal words, circled digits, other scripts) count in decimals. */
static tc_list_mark mark_of(const char *format)
{
    static const struct {
        const char *format;
        tc_list_mark mark;
    } FORMATS[] = {{"bullet", TC_MARK_BULLET},           {"none", TC_MARK_NONE},
                   {"upperRoman", TC_MARK_UPPER_ROMAN},  {"lowerRoman", TC_MARK_LOWER_ROMAN},
                   {"upperLetter", TC_MARK_UPPER_ALPHA}, {"lowerLetter", TC_MARK_LOWER_ALPHA},
                   {"decimalZero", TC_MARK_DECIMAL_ZERO}};
    for (size_t i = 0; format && i < sizeof FORMATS / sizeof *FORMATS; i++)
        if (strcmp(FORMATS[i].format, format) == 0)
            return FORMATS[i].mark;
    return TC_MARK_DECIMAL;
}

static size_t level_number(const tc_xml_tag *tag)
{
    long n = tc_xml_number(tag, "w:ilvl", 0);
    return n >= 0 && n < TC_LIST_LEVELS ? (size_t)n : TC_LIST_LEVELS - 1;
}

static void start_level(numbering_reader *r, const tc_xml_tag *tag)
{
    r->at = level_number(tag);
    r->level = NULL;
    if (r->num) {
        r->level = &r->num->own[r->at];
        r->num->has_own[r->at] = true;
    } else if (r->abstract) {
        r->level = &r->abstract->levels[r->at];
        r->abstract->has[r->at] = true;
    }
    if (r->level)
        *r->level = (tc_list_level){.mark = TC_MARK_DECIMAL, .restart = -1};
}

static void in_level(numbering_reader *r, const tc_xml_tag *tag)
{
    const char *name = tag->name, *value = tc_xml_attribute(tag, "w:val");
    tc_docx_font font = {.caps = -1, .hidden = -1};
    if (strcmp(name, "w:start") == 0)
        r->level->start = (uint32_t)tc_xml_number(tag, "w:val", 0);
    else if (strcmp(name, "w:numFmt") == 0)
        r->level->mark = mark_of(value);
    else if (strcmp(name, "w:lvlText") == 0)
        r->level->pattern = tc_xml_copy(r->out->arena, tag, "w:val");
    else if (strcmp(name, "w:lvlRestart") == 0)
        r->level->restart = (int)tc_xml_number(tag, "w:val", -1);
    else if (strcmp(name, "w:isLgl") == 0)
        r->level->legal = tc_xml_on(tag);
    else if (strcmp(name, "w:pStyle") == 0 && !r->num && r->abstract)
        r->abstract->styles[r->at] = tc_xml_copy(r->out->arena, tag, "w:val");
    else if (tc_docx_read_font(&font, tag) && font.font_set)
        r->level->charset = font.charset;
}

static void on_start(void *context, const tc_xml_tag *tag)
{
    numbering_reader *r = context;
    const char *name = tag->name;
    tc_arena *a = r->out->arena;
    if (strcmp(name, "w:abstractNum") == 0) {
        r->abstract = tc_vec_add(a, &r->out->abstracts);
        r->abstract->id = tc_xml_number(tag, "w:abstractNumId", -1);
    } else if (strcmp(name, "w:num") == 0) {
        r->num = tc_vec_add(a, &r->out->nums);
        r->num->id = tc_xml_number(tag, "w:numId", -1);
    } else if (strcmp(name, "w:lvl") == 0) {
        start_level(r, tag);
    } else if (r->level) {
        in_level(r, tag);
    } else if (r->num && strcmp(name, "w:abstractNumId") == 0) {
        r->num->abstract_id = tc_xml_number(tag, "w:val", -1);
    } else if (r->num && strcmp(name, "w:lvlOverride") == 0) {
        r->at = level_number(tag);
    } else if (r->num && strcmp(name, "w:startOverride") == 0) {
        r->num->has_start[r->at] = true;
        r->num->start[r->at] = (uint32_t)tc_xml_number(tag, "w:val", 1);
    } else if (r->abstract && strcmp(name, "w:styleLink") == 0) {
        r->abstract->style_link = tc_xml_copy(a, tag, "w:val");
    } else if (r->abstract && strcmp(name, "w:numStyleLink") == 0) {
        r->abstract->link = tc_xml_copy(a, tag, "w:val");
    }
}

static void on_end(void *context, const char *name)
{
    numbering_reader *r = context;
    if (strcmp(name, "w:lvl") == 0)
        r->level = NULL;
    else if (strcmp(name, "w:abstractNum") == 0)
        r->abstract = NULL;
    else if (strcmp(name, "w:num") == 0)
        r->num = NULL;
}

static tc_docx_abstract *abstract_of(tc_docx_numbering *n, long id)
{
    for (size_t i = 0; i < n->abstracts.len; i++) {
        tc_docx_abstract *found = &n->abstracts.items[i];
        if (found->id != id)
            continue;
        for (size_t k = 0; !tc_span_empty(found->link) && k < n->abstracts.len; k++)
            if (tc_span_eq(n->abstracts.items[k].style_link, found->link))
                return &n->abstracts.items[k];
        return found;
    }
    return NULL;
}

static void link_levels(tc_docx_num *num)
{
    for (size_t i = 0; i < TC_LIST_LEVELS; i++) {
        if (num->has_own[i])
            num->levels.at[i] = &num->own[i];
        else if (num->abstract && num->abstract->has[i])
            num->levels.at[i] = &num->abstract->levels[i];
    }
}

tc_status tc_docx_read_numbering(tc_docx_numbering *out, tc_extraction *x, const char *part,
                                 tc_error *err)
{
    static const tc_xml_handler handler = {on_start, on_end, NULL};
    numbering_reader r = {.out = out};
    bool found;
    memset(out, 0, sizeof *out);
    out->arena = x->arena;
    tc_status st = tc_package_xml(&found, x, part, &handler, &r, err);
    for (size_t i = 0; i < out->nums.len; i++) { /* the arrays no longer move */
        tc_docx_num *num = &out->nums.items[i];
        num->abstract = abstract_of(out, num->abstract_id);
        link_levels(num);
    }
    return st;
}

static tc_docx_num *num_of(tc_docx_numbering *n, long id)
{
    for (size_t i = 0; i < n->nums.len; i++)
        if (n->nums.items[i].id == id)
            return &n->nums.items[i];
    return NULL;
}

static size_t level_of(const tc_docx_num *num, long level, tc_span style)
{
    for (size_t i = 0; i < TC_LIST_LEVELS && !tc_span_empty(style); i++)
        if (tc_span_eq(num->abstract->styles[i], style))
            return i;
    return level >= 0 && level < TC_LIST_LEVELS ? (size_t)level : 0;
}

tc_span tc_docx_label(tc_docx_numbering *n, tc_extraction *x, long id, long asked, tc_span style)
{
    tc_docx_num *num = num_of(n, id);
    if (!num || !num->abstract)
        return tc_span_make(NULL, 0);
    size_t level = level_of(num, asked, style);
    const uint32_t *restart = NULL;
    if (num->has_start[level] && !num->started[level])
        restart = &num->start[level];
    num->started[level] = true;
    tc_list_next(&num->abstract->count, &num->levels, level, restart);
    tc_span label = tc_list_label(n->arena, &num->abstract->count, &num->levels, level);
    const tc_list_level *own = num->levels.at[level];
    if (!own || !own->charset || own->mark == TC_MARK_BULLET)
        return label;
    tc_para para;
    tc_para_init(&para, x);
    tc_para_add(&para, label, own->charset, false);
    return tc_para_take(&para);
}
