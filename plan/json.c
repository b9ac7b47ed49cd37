/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan as one JSON object of schema tracuu/1: every key is always there. */
#include "plan/plan.h"

static void write_raw(tc_json *j, tc_range span, tc_span text)
{
    tc_json_key(j, "raw");
    if (span.end > span.start && span.end <= text.len)
        tc_json_string(j, tc_span_sub(text, span.start, span.end));
    else
        tc_json_null(j);
    tc_json_key(j, "span");
    if (span.end > span.start) {
        tc_json_array(j);
        tc_json_int(j, (int64_t)span.start);
        tc_json_int(j, (int64_t)span.end);
        tc_json_end_array(j);
    } else {
        tc_json_null(j);
    }
}

static void write_date(tc_json *j, const char *key, tc_date date)
{
    char iso[TC_DATE_TEXT_MAX] = "";
    if (tc_date_known(date) || date.month)
        tc_date_format(iso, date);
    tc_json_kstring_or_null(j, key, tc_span_str(iso));
}

static void write_strings(tc_json *j, const char *key, const tc_span *items, size_t count)
{
    tc_json_key(j, key);
    tc_json_array(j);
    for (size_t i = 0; i < count; i++)
        tc_json_string(j, items[i]);
    tc_json_end_array(j);
}

static void write_section(tc_json *j, const tc_plan *plan, uint32_t section)
{
    tc_span label = {NULL, 0};
    if (section != TC_NO_SECTION && section < plan->sections.len)
        label = plan->sections.items[section].label;
    tc_json_kstring_or_null(j, "section", label);
}

static void write_citation(tc_json *j, const tc_plan *plan, const tc_citation *c, tc_span text)
{
    write_raw(j, c->span, text);
    tc_json_kstring(j, "form", tc_span_str(tc_citation_form_name(c->form)));
    tc_json_kstring_or_null(j, "number", c->number);
    tc_json_kstring_or_null(j, "number_key", c->number_key);
    tc_json_kstring_or_null(j, "doc_type", c->doc_type);
    write_date(j, "date", c->date);
    tc_json_kstring_or_null(j, "issuer", c->issuer);
    tc_json_kstring_or_null(j, "term", c->term);
    tc_json_kstring_or_null(j, "id", c->id);
    write_strings(j, "candidates", c->candidates, c->candidate_count);
    tc_json_kstring(j, "relation", tc_span_str(tc_relation_name(c->relation)));
    tc_json_kbool(j, "damaged", c->damaged);
    write_section(j, plan, c->section);
}

static void write_event(tc_json *j, const tc_plan *plan, const tc_event *e, tc_span text)
{
    write_raw(j, e->span, text);
    tc_json_kstring_or_null(j, "label", e->label);
    tc_json_kstring(j, "kind", tc_span_str(tc_event_kind_name(e->kind)));
    tc_json_key(j, "years");
    if (e->years)
        tc_json_int(j, e->years);
    else
        tc_json_null(j);
    write_date(j, "origin", e->origin);
    write_date(j, "observed", e->observed);
    tc_json_kstring(j, "calendar", e->lunar ? TC_SPAN("lunar") : TC_SPAN("solar"));
    tc_json_kstring_or_null(j, "id", e->id);
    tc_json_kstring(j, "check", tc_span_str(tc_event_check_name(e->check)));
    write_section(j, plan, e->section);
}

static void write_unit(tc_json *j, const tc_plan *plan, const tc_unit *u, tc_span text)
{
    write_raw(j, u->span, text);
    tc_json_kstring_or_null(j, "name", u->name);
    tc_json_kstring(j, "role", tc_span_str(tc_unit_role_name(u->role)));
    write_section(j, plan, u->section);
}

static void write_file(tc_json *j, const tc_plan_file *file)
{
    tc_json_kpath(j, file->path);
    tc_json_kstring_or_null(j, "sha256", file->sha256);
    tc_json_kstring_or_null(j, "mime", file->mime);
    tc_json_kstring_or_null(j, "charset", file->charset);
    tc_json_kint(j, "pages", (int64_t)file->pages);
    tc_json_kint(j, "text_chars", (int64_t)file->text_chars);
    write_strings(j, "warnings", file->warnings, file->warning_count);
    write_strings(j, "by_hand", file->by_hand, file->by_hand_count);
}

static void write_signer(tc_json *j, const tc_signer *s)
{
    tc_json_key(j, "signer");
    if (!s->name.len && !s->position.len && !s->authority.len) {
        tc_json_null(j);
        return;
    }
    tc_json_object(j);
    tc_json_kstring_or_null(j, "authority", s->authority);
    tc_json_kstring_or_null(j, "position", s->position);
    tc_json_kstring_or_null(j, "name", s->name);
    tc_json_end_object(j);
}

static void write_header(tc_json *j, const tc_plan *plan)
{
    tc_json_kstring_or_null(j, "number", plan->number);
    tc_json_kstring_or_null(j, "number_key", plan->number_key);
    tc_json_kstring_or_null(j, "doc_type", plan->doc_type);
    tc_json_kstring_or_null(j, "doc_type_label", plan->doc_type_label);
    tc_json_kstring_or_null(j, "system", tc_span_str(tc_system_name(plan->system)));
    tc_json_kstring_or_null(j, "title", plan->title);
    write_date(j, "date", plan->date);
    tc_json_kstring_or_null(j, "place", plan->place);
    tc_json_kstring_or_null(j, "issuer", plan->issuer);
    tc_json_kstring_or_null(j, "issuer_parent", plan->issuer_parent);
    write_signer(j, &plan->signer);
    tc_json_kstring_or_null(j, "id", plan->id);
}

static void write_sections(tc_json *j, const tc_plan *plan)
{
    tc_json_key(j, "sections");
    tc_json_array(j);
    for (size_t i = 0; i < plan->sections.len; i++) {
        const tc_section *s = &plan->sections.items[i];
        tc_json_object(j);
        tc_json_kstring_or_null(j, "label", s->label);
        tc_json_kstring_or_null(j, "title", s->title);
        tc_json_kint(j, "level", s->level);
        tc_json_krange(j, "span", s->span);
        tc_json_end_object(j);
    }
    tc_json_end_array(j);
}

static void write_periods(tc_json *j, const tc_plan *plan, tc_span text)
{
    tc_json_key(j, "periods");
    tc_json_array(j);
    for (size_t i = 0; i < plan->periods.len; i++) {
        const tc_period *p = &plan->periods.items[i];
        tc_json_object(j);
        write_raw(j, p->span, text);
        write_date(j, "from", p->from);
        write_date(j, "to", p->to);
        write_section(j, plan, p->section);
        tc_json_end_object(j);
    }
    tc_json_end_array(j);
}

#define WRITE_ALL(j, key, plan, list, write, text)         \
    do {                                                   \
        tc_json_key(j, key);                               \
        tc_json_array(j);                                  \
        for (size_t i_ = 0; i_ < (plan)->list.len; i_++) { \
            tc_json_object(j);                             \
            write(j, plan, &(plan)->list.items[i_], text); \
            tc_json_end_object(j);                         \
        }                                                  \
        tc_json_end_array(j);                              \
    } while (0)

void tc_plan_write_json(tc_json *j, const tc_plan *plan, const tc_plan_file *file, tc_span text)
{
    tc_json_object(j);
    tc_json_kint(j, "v", 1);
    tc_json_kstring(j, "type", TC_SPAN("plan"));
    write_file(j, file);
    write_header(j, plan);
    write_sections(j, plan);
    WRITE_ALL(j, "citations", plan, citations, write_citation, text);
    WRITE_ALL(j, "events", plan, events, write_event, text);
    WRITE_ALL(j, "units", plan, units, write_unit, text);
    write_periods(j, plan, text);
    tc_json_end_object(j);
}
