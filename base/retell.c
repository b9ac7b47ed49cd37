/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/retell.h"

#include <string.h>

#include "base/catalogue.h"

/* The forms as they stand where files are read, extracted and stored ("make po-check" compares). */
static const char *const forms[] = {
    N_("text in no known encoding: %zu of %zu characters as %s"),
    N_("more than %zu bytes of text"),
    N_("text over the limit of %zu bytes"),
    N_("text of %zu bytes is over the limit of 2 GiB"),
    N_("the record of a text of %zu bytes is too large"),
    N_("charset \"%s\" is not known"),
    N_("not UTF-8 at byte %zu"),
    N_("no reader for %s"),
    N_("%zu bytes could not be decoded as %s"),
    N_("%zu NUL characters replaced"),
    N_("the page says %.32s, its bytes do not"),
    N_("encoding %.32s is not known"),
    N_("no text"),
    N_("%.80s unpacks to more than %zu bytes"),
    N_("the reader says more than %zu bytes"),
    N_("took more than %.0f seconds"),
    N_("its reader needed more than %zu MB"),
    N_("its reader was ended by signal %d"),
    N_("its reader ended with status %d"),
    N_("its worker was ended by signal %d"),
    N_("its worker ended with status %d"),
    N_("the archive cannot be read: %s"),
    N_("a damaged PDF document: %s"),
    N_("a picture that cannot be read: %s"),
    N_("a Word document without its text (%.100s)"),
    N_("a picture (%s)"),
    N_("%zu pages with %zu words: pictures of text"),
    N_("%s writes more than %zu bytes"),
    N_("%s took more than %.0f seconds"),
    N_("%s needed more than %zu MB"),
    N_("%s was ended by signal %d"),
    N_("%s is not installed"),
};

enum { GAPS = 4 };

/* What stands up to the next gap, or the end. */
static tc_span words(const char *form)
{
    return tc_span_make(form, strcspn(form, "%"));
}

static const char *behind_gap(const char *form)
{
    return form + 2 + strspn(form + 1, ".0123456789z");
}

/* What fills the gaps of the form to make this text; false when the text is of another form. */
static bool fits(tc_span gaps[GAPS], const char *form, tc_span text)
{
    for (size_t n = 0; *form;) {
        tc_span next = words(form);
        if (!tc_span_starts(text, next))
            return false;
        text = tc_span_sub(text, next.len, text.len);
        form += next.len;
        if (!*form)
            break;
        form = behind_gap(form);
        next = words(form);
        size_t end = next.len ? tc_span_find(text, next) : text.len;
        if (end == SIZE_MAX || n == GAPS)
            return false;
        gaps[n++] = tc_span_sub(text, 0, end);
        text = tc_span_sub(text, end, text.len);
    }
    return text.len == 0;
}

static const char *fill(tc_arena *a, const char *form, const tc_span gaps[GAPS])
{
    const char *out = "";
    for (size_t n = 0; *form;) {
        tc_span part = words(form);
        form += part.len;
        if (part.len == 0) {
            const tc_span *gap = &gaps[n++]; /* may be words too: "no reader for a RAR archive" */
            part = tc_span_str(
                tc_said(tc_arena_printf(a, "%.*s", (int)gap->len, gap->len ? gap->ptr : "")));
            form = behind_gap(form);
        }
        out = tc_arena_printf(a, "%s%.*s", out, (int)part.len, part.len ? part.ptr : "");
    }
    return out;
}

/* "cannot read x: Permission denied": what was being done, and the system's word for why. */
static const char *with_cause(tc_arena *a, const char *text)
{
    const char *colon = strstr(text, ": ");
    if (!colon)
        return text;
    const char *doing = tc_arena_printf(a, "%.*s", (int)(colon - text), text);
    const char *said = tc_said(doing), *cause = tc_said(colon + 2);
    return said == doing && cause == colon + 2 ? text : tc_arena_printf(a, "%s: %s", said, cause);
}

const char *tc_retell(tc_arena *a, tc_span stored)
{
    const char *text = tc_arena_printf(a, "%.*s", (int)stored.len, stored.len ? stored.ptr : "");
    const char *said = tc_said(text);
    if (said != text)
        return said;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        tc_span gaps[GAPS] = {{0}};
        const char *form = _(forms[i]);
        if (form != forms[i] && fits(gaps, forms[i], stored))
            return fill(a, form, gaps);
    }
    return with_cause(a, text);
}
