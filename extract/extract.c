/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/extract.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/ascii.h"
#include "base/catalogue.h"
#include "base/utf8.h"
#include "extract/internal.h"

#define HEAD_BYTES ((size_t)4096)

typedef struct {
    const char *mime, *extensions;
    tc_sniff (*sniff)(const tc_extraction *);
    tc_status (*read)(tc_extraction *, tc_error *);
    enum { HERE, APART } where;
} format;

#define FORMAT(MIME, EXTENSIONS, SNIFF, READ, WHERE) {MIME, EXTENSIONS, SNIFF, READ, WHERE},
static const format FORMATS[] = {
#include "extract/formats.def"
};
#undef FORMAT
enum { FORMAT_COUNT = sizeof FORMATS / sizeof *FORMATS };

typedef struct {
    size_t offset;
    tc_span magic;
    const char *what;
} unread;

#define UNREAD(OFFSET, BYTES, WHAT) {OFFSET, TC_SPAN_LIT(BYTES), WHAT},
static const unread UNREADS[] = {
#include "extract/unread.def"
};
#undef UNREAD

void tc_extract_warn(tc_extraction *x, const char *fmt, ...)
{
    char line[256];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    if (n < 0)
        return;
    size_t len = (size_t)n < sizeof line ? (size_t)n : sizeof line - 1;
    len = tc_utf8_valid_prefix(tc_span_make(line, len)); /* cut, or not of our making */
    tc_extracted *out = x->out;
    if (out->warning_count == x->warning_cap)
        out->warnings = tc_arena_grow(x->arena, out->warnings, out->warning_count, &x->warning_cap,
                                      sizeof *out->warnings);
    out->warnings[out->warning_count++] = tc_arena_copy(x->arena, tc_span_make(line, len));
}

void tc_extract_saw_charset(tc_extraction *x, const char *charset, size_t letters)
{
    enum { COUNT = sizeof x->seen / sizeof *x->seen };
    if (strcmp(charset, "tcvn3-caps") == 0) /* the fonts of its capitals */
        charset = "tcvn3";
    for (size_t i = 0; i < COUNT; i++) {
        if (x->seen[i].name && strcmp(x->seen[i].name, charset) != 0)
            continue;
        x->seen[i].name = charset;
        x->seen[i].letters += letters;
        return;
    }
}

bool tc_extract_settle_charset(tc_extraction *x)
{
    enum { COUNT = sizeof x->seen / sizeof *x->seen };
    size_t most = 0;
    for (size_t i = 1; i < COUNT; i++)
        most = x->seen[i].letters > x->seen[most].letters ? i : most;
    if (!x->seen[0].name)
        return false;
    x->out->charset = tc_span_str(x->seen[most].name);
    for (size_t i = 0; i < COUNT && x->seen[i].name; i++)
        if (i != most)
            tc_extract_warn(x, "some of its fonts are of another charset: %s", x->seen[i].name);
    return true;
}

static tc_span head_of(tc_arena *a, tc_span bytes)
{
    size_t len = bytes.len < HEAD_BYTES ? bytes.len : HEAD_BYTES, n = 0;
    if (!len || !memchr(bytes.ptr, 0, len))
        return tc_span_make(bytes.ptr, len);
    char *head = tc_arena_alloc(a, len + 1);
    for (size_t i = 0; i < len; i++)
        if (bytes.ptr[i])
            head[n++] = bytes.ptr[i];
    return tc_span_make(head, n);
}

static const char *unread_kind(tc_span bytes)
{
    for (size_t i = 0; i < sizeof UNREADS / sizeof *UNREADS; i++) {
        const unread *u = &UNREADS[i];
        if (bytes.len >= u->offset &&
            tc_span_starts(tc_span_sub(bytes, u->offset, bytes.len), u->magic))
            return u->what;
    }
    return NULL;
}

/* The name's extension is one of these blank-separated lower-case words. */
static bool has_extension(tc_span name, const char *extensions)
{
    size_t dot = name.len;
    while (dot && name.ptr[dot - 1] != '.' && name.ptr[dot - 1] != '/')
        dot--;
    if (dot < 2 || name.ptr[dot - 1] != '.' || name.len - dot > 8)
        return false;
    char want[11];
    size_t n = 0;
    want[n++] = ' ';
    for (size_t i = dot; i < name.len; i++)
        want[n++] = tc_ascii_lower(name.ptr[i]);
    want[n++] = ' ';
    char list[64];
    int len = snprintf(list, sizeof list, " %s ", extensions);
    return len > 0 && tc_span_find(tc_span_str(list), tc_span_make(want, n)) != SIZE_MAX;
}

/* *kind: what it looks like, when no reader is sure of it and it is of a kind that none reads. */
static const format *choose(const tc_extraction *x, const char **kind)
{
    tc_sniff found[FORMAT_COUNT];
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        found[i] = FORMATS[i].sniff(x);
        if (found[i] == TC_SNIFF_SURE)
            return &FORMATS[i];
    }
    const char *known = unread_kind(x->bytes);
    if (known) {
        *kind = known;
        return NULL;
    }
    for (size_t i = 0; i < FORMAT_COUNT; i++)
        if (found[i] == TC_SNIFF_POSSIBLE && has_extension(x->name, FORMATS[i].extensions))
            return &FORMATS[i];
    for (size_t i = 0; i < FORMAT_COUNT; i++)
        if (found[i] == TC_SNIFF_POSSIBLE)
            return &FORMATS[i];
    return NULL;
}

static tc_status extract(tc_extraction *x, tc_error *err)
{
    x->out = tc_arena_alloc(x->arena, sizeof *x->out);
    x->head = head_of(x->arena, x->bytes);
    const char *kind = N_("this kind of file");
    const format *f = choose(x, &kind);
    if (!f)
        return tc_fail(err, TC_EUNSUPPORTED, "no reader for %s", kind);
    x->out->mime = tc_span_str(f->mime);
    tc_status st = f->read(x, err);
    if (st != TC_OK)
        return st;
    if (x->text.status == TC_ETOOBIG)
        return tc_fail(err, TC_ETOOBIG, "more than %zu bytes of text", x->text.ceiling - 1);
    if (x->text.starved || x->decoded.starved) /* what a piece was decoded in is used again */
        return tc_fail(err, TC_ENOMEM, "no memory for the text");
    x->out->text = tc_arena_copy(x->arena, tc_buf_span(&x->text));
    if (tc_span_empty(x->out->text) && !x->out->container)
        tc_extract_warn(x, "no text");
    return TC_OK;
}

bool tc_extract_is_simple(tc_arena *arena, tc_span bytes, tc_span name)
{
    tc_arena_catch guard;
    if (unread_kind(bytes)) /* what is to be looked into is looked into apart */
        return false;
    if (TC_ARENA_CATCH(arena, &guard))
        return false;
    tc_extraction x = {.bytes = bytes, .name = name, .arena = arena};
    x.head = head_of(arena, bytes);
    const char *kind;
    const format *f = choose(&x, &kind);
    tc_arena_uncatch(arena, &guard);
    return !f || f->where == HERE;
}

static tc_status extract_guarded(tc_extracted **out, tc_extraction *x, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(x->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the text");
    tc_status st = extract(x, err);
    tc_arena_uncatch(x->arena, &guard);
    if (st == TC_OK)
        *out = x->out;
    return st;
}

tc_status tc_extract(tc_extracted **out, tc_arena *arena, tc_span bytes, tc_span name,
                     const tc_extract_options *options, tc_error *err)
{
    static const tc_extract_options defaults = {.max_text = TC_EXTRACT_MAX_TEXT};
    if (!options)
        options = &defaults;
    size_t max = options->max_text ? options->max_text : TC_EXTRACT_MAX_TEXT;
    tc_extraction x = {.bytes = bytes, .name = name, .options = options, .arena = arena};
    x.charset = options->charset;
    tc_buf_init(&x.decoded, 0);
    tc_buf_init(&x.text, max + 1); /* with the NUL behind it */
    tc_status st = extract_guarded(out, &x, err);
    tc_buf_release(&x.decoded);
    tc_buf_release(&x.text);
    return st;
}
