/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/options.h"

#include <stdlib.h>

#include "query/i18n.h"

typedef enum { FLAG, NUMBER, TEXT, DIRS, FILTER } tc_option_kind;

typedef struct {
    char letter;
    const char *name, *value; /* value: what it is called in --help; NULL for flags */
    tc_option_kind kind;
    unsigned groups;
    size_t offset; /* in tc_options; the field for FILTER */
    const char *help;
} tc_option;

#define AT(member) offsetof(tc_options, member)

static const tc_option table[] = {
    {'d', "index", N_("DIR"), DIRS, TC_FOR_ALL, AT(dirs),
     N_("index to ask; may be given several times")},
    {'f', "format", N_("NAME"), TEXT, TC_FOR_ROWS, AT(format),
     N_("text, jsonl, csv, tsv or paths; of some commands dot, graphml or ics")},
    {'n', "limit", N_("N"), NUMBER, TC_FOR_PAGES, AT(limit), N_("at most N documents; 0: all")},
    {0, "offset", N_("N"), NUMBER, TC_FOR_PAGES, AT(offset), N_("leave out the first N")},
    {0, "sort", N_("ORDER"), TEXT, TC_FOR_SORT, AT(sort),
     N_("relevance, -date (newest first), date, number or cited")},
    {'c', "count", NULL, FLAG, TC_FOR_PAGES, AT(count), N_("only say how many there are")},
    {'l', "files", NULL, FLAG, TC_FOR_ROWS, AT(files), N_("only paths, as -f paths")},
    {'0', "null", NULL, FLAG, TC_FOR_ROWS, AT(zero), N_("end paths with NUL")},
    {'q', "quiet", NULL, FLAG, TC_FOR_ALL, AT(quiet), N_("print nothing, tell by the exit status")},
    {0, "fields", N_("NAMES"), TEXT, TC_FOR_ROWS, AT(fields),
     N_("only these keys, with commas between")},
    {0, "summary", NULL, FLAG, TC_FOR_ROWS, AT(summary), N_("a last record with counts")},
    {0, "format-version", N_("N"), NUMBER, TC_FOR_ROWS, AT(format_version),
     N_("the version of records that is understood (1)")},
    {0, "bom", NULL, FLAG, TC_FOR_ROWS, AT(bom), N_("CSV with a byte order mark, for Excel")},
    {0, "excel", NULL, FLAG, TC_FOR_ROWS, AT(excel),
     N_("guard cells that look like formulas; --bom")},
    {0, "color", N_("WHEN"), TEXT, TC_FOR_ROWS, AT(color), N_("auto, always or never")},
    {0, "exact-diacritics", NULL, FLAG, TC_FOR_MARKS, AT(exact_marks),
     N_("words mean just their marks")},
    {0, "ignore-diacritics", NULL, FLAG, TC_FOR_MARKS, AT(ignore_marks),
     N_("words mean every reading")},
    {0, "strict", NULL, FLAG, TC_FOR_MARKS, AT(whole),
     N_("no other marks and no partial matches when nothing is found")},
    {0, "snippets", N_("N"), NUMBER, TC_FOR_SEARCH, AT(snippets),
     N_("at most N passages a document (3)")},
    {0, "context", N_("BYTES"), NUMBER, TC_FOR_SEARCH, AT(context),
     N_("length of a passage (240)")},
    {0, "all", NULL, FLAG, TC_FOR_SEARCH, AT(all),
     N_("copies of one document too, each for itself")},
    {0, "queries", N_("FILE"), TEXT, TC_FOR_QUERIES, AT(queries),
     N_("one question a line; - is standard input")},
    {0, "type", N_("TYPE"), FILTER, TC_FOR_FILTERS | TC_FOR_MISSING, TC_FIELD_ID_TYPE,
     N_("KH, QD, ... or the name of a type")},
    {0, "issuer", N_("NAME"), FILTER, TC_FOR_FILTERS | TC_FOR_CITED, TC_FIELD_ID_ISSUER,
     N_("who issued")},
    {0, "year", N_("A[..B]"), FILTER, TC_FOR_FILTERS | TC_FOR_EVENTS | TC_FOR_CALENDAR,
     TC_FIELD_ID_YEAR, N_("year or years")},
    {0, "date", N_("A[..B]"), FILTER, TC_FOR_FILTERS | TC_FOR_CITED, TC_FIELD_ID_DATE,
     N_("date or dates")},
    {0, "unit", N_("NAME"), FILTER, TC_FOR_FILTERS, TC_FIELD_ID_UNIT, N_("a unit that is named")},
    {0, "event", N_("NAME"), FILTER, TC_FOR_FILTERS, TC_FIELD_ID_EVENT,
     N_("an event that is named")},
    {0, "cites", N_("NUMBER"), FILTER, TC_FOR_FILTERS, TC_FIELD_ID_CITES, N_("what is cited")},
    {0, "basis", N_("NUMBER"), FILTER, TC_FOR_FILTERS, TC_FIELD_ID_BASIS, N_("what it rests on")},
    {0, "title", N_("WORDS"), FILTER, TC_FOR_FILTERS, TC_FIELD_ID_TITLE, N_("words of the title")},
    {0, "signer", N_("NAME"), FILTER, TC_FOR_FILTERS, TC_FIELD_ID_SIGNER, N_("who signed")},
    {0, "place", N_("NAME"), FILTER, TC_FOR_FILTERS, TC_FIELD_ID_PLACE, N_("where it was issued")},
    {0, "system", N_("NAME"), FILTER, TC_FOR_FILTERS, TC_FIELD_ID_SYSTEM,
     N_("party, state or mass")},
    {0, "path", N_("PATH"), FILTER, TC_FOR_FILTERS, TC_FIELD_ID_PATH, N_("file or folder")},
    {0, "id", N_("ID"), FILTER, TC_FOR_CITED, TC_FIELD_ID_ID, N_("the cited document's identity")},
    {0, "relation", N_("NAME"), TEXT, TC_FOR_CITED, AT(relation), N_("can_cu, thuc_hien, ...")},
    {0, "on", N_("D/M"), TEXT, TC_FOR_EVENTS, AT(on), N_("day and month, of origin or observed")},
    {0, "years", N_("N"), NUMBER, TC_FOR_EVENTS, AT(years), N_("the Nth anniversary")},
    {0, "kind", N_("NAME"), TEXT, TC_FOR_EVENTS, AT(kind),
     N_("anniversary, congress, session, election, holiday, campaign")},
    {0, "role", N_("NAME"), TEXT, TC_FOR_UNITS, AT(role),
     N_("issuer, assigned, coordinating, recipient, reported_to, cited, archive")},
    {0, "by", N_("NAMES"), TEXT, TC_FOR_FACETS | TC_FOR_TIMELINE, AT(by),
     N_("facets: type,issuer,year,term,event,unit,cites,number; timeline: year, quarter or month")},
    {0, "since", N_("DATE"), TEXT, TC_FOR_MISSING, AT(since),
     N_("dated then or later, where it is told")},
    {0, "root", N_("DOC"), TEXT, TC_FOR_GRAPH, AT(root), N_("around this document or number")},
    {0, "depth", N_("N"), NUMBER, TC_FOR_GRAPH, AT(depth), N_("so many steps from the root (1)")},
    {0, "direction", N_("NAME"), TEXT, TC_FOR_GRAPH, AT(direction),
     N_("out: what it cites; in: what cites it; both")},
    {0, "round", N_("N[,N]"), TEXT, TC_FOR_CALENDAR, AT(round),
     N_("only years that N divides: 5,10")},
    {0, "known", NULL, FLAG, TC_FOR_CALENDAR, AT(known),
     N_("also known days that no document names")},
    {0, "text", NULL, FLAG, TC_FOR_SHOW, AT(text), N_("the document's text only")},
    {'h', "help", NULL, FLAG, TC_FOR_ALL, AT(help), N_("show this")},
    {0, "version", NULL, FLAG, TC_FOR_ALL, AT(version), N_("show the version")},
};

enum { OPTIONS = sizeof table / sizeof *table };

static const tc_option *by_name(tc_span name)
{
    for (size_t i = 0; i < OPTIONS; i++)
        if (tc_span_eq(name, tc_span_str(table[i].name)))
            return &table[i];
    return NULL;
}

static const tc_option *by_letter(char letter)
{
    for (size_t i = 0; i < OPTIONS; i++)
        if (letter && table[i].letter == letter)
            return &table[i];
    return NULL;
}

static tc_status set_number(uint64_t *out, const tc_option *o, const char *value, tc_error *err)
{
    char *end;
    if (*value >= '0' && *value <= '9' && strlen(value) < 16) {
        *out = strtoull(value, &end, 10);
        if (*end == '\0')
            return TC_OK;
    }
    return tc_fail(err, TC_EINVAL, "--%s takes a number, not \"%s\"", o->name, value);
}

static tc_status set_option(tc_options *to, tc_arena *arena, const tc_option *o, const char *value,
                            tc_error *err)
{
    void *member = (char *)to + o->offset;
    switch (o->kind) {
    case FLAG:
        *(bool *)member = true;
        break;
    case TEXT:
        *(const char **)member = value;
        break;
    case DIRS:
        tc_vec_push(arena, &to->dirs, value);
        break;
    case FILTER:
        tc_vec_push(arena, &to->filters, ((tc_filter_option){(tc_field_id)o->offset, value}));
        break;
    case NUMBER:
        to->limit_given = to->limit_given || o->letter == 'n';
        to->version_given = to->version_given || o->offset == AT(format_version);
        return set_number(member, o, value, err);
    }
    return TC_OK;
}

static tc_status long_option(tc_options *to, tc_arena *arena, char **argv, int *i, tc_error *err)
{
    const char *arg = argv[*i] + 2, *equals = strchr(arg, '=');
    tc_span name = tc_span_make(arg, equals ? (size_t)(equals - arg) : strlen(arg));
    const tc_option *o = by_name(name);
    const char *value = equals ? equals + 1 : NULL;
    if (!o)
        return tc_fail(err, TC_EINVAL, "there is no option --%.*s", (int)name.len, name.ptr);
    if (o->kind == FLAG && value)
        return tc_fail(err, TC_EINVAL, "--%s takes no value", o->name);
    if (o->kind != FLAG && !value && !(value = argv[++*i]))
        return tc_fail(err, TC_EINVAL, "--%s needs a value (%s)", o->name, tc_said(o->value));
    return set_option(to, arena, o, value, err);
}

static tc_status short_options(tc_options *to, tc_arena *arena, char **argv, int *i, tc_error *err)
{
    for (const char *p = argv[*i] + 1; *p; p++) {
        const tc_option *o = by_letter(*p);
        const char *value = NULL;
        if (!o)
            return tc_fail(err, TC_EINVAL,
                           "there is no option -%c (write -- before words that begin with -)",
                           *p >= ' ' && *p < 0x7F ? *p : '?');
        if (o->kind != FLAG)
            value = p[1] ? p + 1 : argv[++*i];
        if (o->kind != FLAG && !value)
            return tc_fail(err, TC_EINVAL, "-%c needs a value (%s)", *p, tc_said(o->value));
        tc_status s = set_option(to, arena, o, value, err);
        if (s != TC_OK || value)
            return s;
    }
    return TC_OK;
}

tc_status tc_options_parse(tc_options *out, tc_arena *arena, int argc, char **argv, tc_error *err)
{
    tc_arena_catch guard;
    memset(out, 0, sizeof *out);
    out->snippets = UINT64_MAX;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the options");
    tc_status s = TC_OK;
    bool ended = false;
    for (int i = 1; s == TC_OK && i < argc; i++) {
        const char *a = argv[i];
        if (ended || a[0] != '-' || a[1] == '\0')
            tc_vec_push(arena, &out->words, a);
        else if (strcmp(a, "--") == 0)
            ended = true;
        else if (a[1] == '-')
            s = long_option(out, arena, argv, &i, err);
        else
            s = short_options(out, arena, argv, &i, err);
    }
    tc_arena_uncatch(arena, &guard);
    return s;
}

static bool differs(const tc_options *a, const tc_options *b, const tc_option *o)
{
    static const size_t sizes[] = {[FLAG] = sizeof(bool),
                                   [NUMBER] = sizeof(uint64_t),
                                   [TEXT] = sizeof(char *),
                                   [DIRS] = 0,
                                   [FILTER] = 0};
    if (o->kind == FILTER) {
        for (size_t i = 0; i < a->filters.len; i++)
            if (a->filters.items[i].field == (tc_field_id)o->offset)
                return true;
        return false;
    }
    return memcmp((const char *)a + o->offset, (const char *)b + o->offset, sizes[o->kind]) != 0;
}

tc_status tc_options_check(const tc_options *given, const tc_verb *verb, tc_error *err)
{
    tc_options none = {.snippets = UINT64_MAX};
    for (size_t i = 0; i < OPTIONS; i++)
        if (!(table[i].groups & (verb->groups | TC_FOR_ALL)) && differs(given, &none, &table[i]))
            return tc_fail(err, TC_EINVAL, "--%s does not go with %s", table[i].name, verb->name);
    if (given->exact_marks && given->ignore_marks)
        return tc_fail(err, TC_EINVAL, "--exact-diacritics and --ignore-diacritics: choose one");
    return TC_OK;
}

void tc_options_each(const tc_verb *verb, tc_option_fn fn, void *context)
{
    for (size_t i = 0; i < OPTIONS; i++)
        if (table[i].groups & (verb->groups | TC_FOR_ALL))
            fn(context, table[i].name, table[i].value, table[i].help);
}

void tc_options_help(FILE *out, const tc_verb *verb)
{
    fprintf(out, _("usage: tracuu [-d DIR]... %s [option]... %s\n\n%s\n"), verb->name,
            tc_said(verb->operands), tc_said(verb->summary));
    if (*verb->notes)
        fprintf(out, "\n%s\n", tc_said(verb->notes));
    fputs("\n", out);
    for (size_t i = 0; i < OPTIONS; i++) {
        const tc_option *o = &table[i];
        char left[64];
        if (!(o->groups & (verb->groups | TC_FOR_ALL)))
            continue;
        snprintf(left, sizeof left, "%s%c%s--%s%s%s", o->letter ? "-" : " ",
                 o->letter ? o->letter : ' ', o->letter ? ", " : "  ", o->name, o->value ? " " : "",
                 o->value ? tc_said(o->value) : "");
        fprintf(out, "  %-*s %s\n", tc_field_width(left, 26), left, tc_said(o->help));
    }
}
