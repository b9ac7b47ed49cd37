/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracuu lookup: the citations of plain texts, each with what the index holds of it. */
#include <errno.h>

#include "query/mentions.h"
#include "text/decode.h"

/* Parts per thousand of control bytes in what is still a text. */
enum { BINARY_SHARE = 20 };

typedef struct {
    tc_app *app;
    tc_plan_reader *reader;
    tc_status_cache *statuses;
    tc_buf bytes, text; /* of the file in work */
    uint64_t found;     /* texts that cite something */
} tc_looking;

/* ---- reading ------------------------------------------------------------------------------ */

static tc_status read_all(tc_buf *out, FILE *in, const char *name, tc_error *err)
{
    enum { PORTION = 65536 };
    for (;;) {
        char *room = tc_buf_reserve(out, PORTION);
        if (!room)
            return tc_fail(err, out->status, "%s is too large", name);
        size_t n = fread(room, 1, PORTION, in);
        out->len += n;
        if (n == 0)
            break;
    }
    if (ferror(in))
        return tc_fail_errno(err, TC_EIO, errno, "cannot read %s", name);
    return TC_OK;
}

static tc_status read_file(tc_looking *k, const char *name)
{
    tc_error *err = &k->app->err;
    bool standard = strcmp(name, "-") == 0;
    FILE *in = standard ? stdin : fopen(name, "r");
    tc_buf_reset(&k->bytes);
    if (!in)
        return tc_fail_errno(err, TC_EIO, errno, "cannot read %s", name);
    tc_status s = read_all(&k->bytes, in, standard ? _("standard input") : name, err);
    if (!standard)
        fclose(in);
    return s;
}

static tc_status decode(tc_looking *k, const char *name)
{
    tc_decoded info;
    tc_error *err = &k->app->err;
    tc_buf_reset(&k->text);
    tc_status s = tc_decode(&k->text, tc_buf_span(&k->bytes), NULL, &info, err);
    if (s == TC_OK && k->text.status != TC_OK)
        s = tc_fail(err, k->text.status, "no memory for %s", name);
    if (s == TC_OK && tc_decode_binary_share(tc_buf_span(&k->text)) > BINARY_SHARE)
        s = tc_fail(err, TC_EUNSUPPORTED,
                    "%s is no plain text (tracuu-index extract --text makes it one)", name);
    return s;
}

/* ---- citations ---------------------------------------------------------------------------- */

static tc_status read_plan(tc_plan **out, tc_looking *k)
{
    tc_text *norm;
    tc_tokens *tokens;
    tc_arena *a = &k->app->scratch;
    tc_lexicon *lexicon = tc_plan_reader_lexicon(k->reader);
    tc_lexicon_trim(lexicon, 200000);
    tc_status s = tc_text_normalize(&norm, a, tc_buf_span(&k->text), &k->app->err);
    if (s == TC_OK)
        s = tc_tokenize(&tokens, a, lexicon, norm, &k->app->err);
    if (s == TC_OK)
        s = tc_plan_read(out, a, k->reader, tokens, &k->app->err);
    return s;
}

/* The path of the held document, for people only: it costs its record. */
static tc_status add_held_path(tc_looking *k, tc_citation_row *row)
{
    tc_record *r;
    tc_app *app = k->app;
    if (app->format != TC_FORMAT_TEXT || !row->held || app->options.quiet)
        return TC_OK;
    tc_status s = tc_engine_record(&r, &app->scratch, app->engine, row->held, &app->err);
    if (s == TC_OK)
        row->held_path = tc_shown(&app->scratch, app->engine, row->held, r).path;
    return s == TC_ENOTFOUND ? TC_OK : s;
}

static tc_status write_citations(tc_looking *k, const tc_shown_doc *doc)
{
    TC_VEC(tc_citation_row) rows = {0};
    tc_app *app = k->app;
    const tc_plan *plan = doc->record->plan;
    uint64_t limit = tc_app_limit(app, 0), offset = app->options.offset;
    for (size_t i = 0; i < plan->citations.len; i++) {
        const tc_citation *c = &plan->citations.items[i];
        tc_citation_row row = tc_citation_row_of(doc, c);
        row.by_target = true;
        tc_status s = tc_citation_status(&row, k->statuses, app->engine, c, &app->err);
        if (s == TC_OK)
            s = add_held_path(k, &row);
        if (s != TC_OK)
            return s;
        tc_vec_push(&app->scratch, &rows, row);
    }
    if (app->format == TC_FORMAT_TEXT)
        tc_group_by_target(rows.items, rows.len);
    for (size_t i = 0; i < rows.len; i++, k->found++)
        if (!app->options.count && k->found >= offset && (!limit || k->found < offset + limit))
            tc_app_row(app, TC_ROW_CITATION, &rows.items[i]);
    return TC_OK;
}

/* A file that cannot be read is told, and the others go on. */
static tc_status look_in(tc_looking *k, const char *name)
{
    tc_app *app = k->app;
    tc_plan *plan;
    tc_status s = read_file(k, name);
    if (s == TC_OK)
        s = decode(k, name);
    if (s != TC_OK) {
        tc_app_broken(app, tc_span_str(name), &app->err);
        return TC_OK;
    }
    tc_arena_reset(&app->scratch);
    s = read_plan(&plan, k);
    if (s != TC_OK)
        return s;
    tc_record record = {.text = tc_buf_span(&k->text), .plan = plan};
    tc_shown_doc doc = {.record = &record, .path = tc_span_str(name)};
    return write_citations(k, &doc);
}

static tc_status look(tc_looking *k)
{
    const tc_options *o = &k->app->options;
    tc_status s = tc_plan_reader_new(&k->reader, &k->app->err);
    k->statuses = tc_status_cache_new(&k->app->arena);
    if (s == TC_OK && o->words.len == 0)
        s = look_in(k, "-");
    for (size_t i = 0; s == TC_OK && i < o->words.len && !ferror(stdout); i++)
        s = look_in(k, o->words.items[i]);
    return s;
}

/* What is not arena memory is freed here, also when memory runs out and main.c is the next to
 * catch. */
static tc_status look_caught(tc_looking *k)
{
    tc_arena_catch outer, inner;
    tc_app *app = k->app;
    if (TC_ARENA_CATCH(&app->arena, &outer) || TC_ARENA_CATCH(&app->scratch, &inner))
        return tc_fail(&app->err, TC_ENOMEM, "no memory for the citations");
    tc_status s = look(k);
    tc_arena_uncatch(&app->scratch, &inner);
    tc_arena_uncatch(&app->arena, &outer);
    return s;
}

int tc_cmd_lookup(tc_app *app)
{
    tc_looking k = {.app = app};
    tc_status s = tc_app_begin(app, TC_ROW_CITATION);
    if (s == TC_OK)
        s = tc_app_open(app);
    if (s != TC_OK)
        return tc_app_fail(app, s, TC_SPAN(""));
    tc_buf_init(&k.bytes, 0);
    tc_buf_init(&k.text, 0);
    s = look_caught(&k);
    tc_buf_release(&k.bytes);
    tc_buf_release(&k.text);
    tc_plan_reader_free(k.reader);
    const tc_visited found = {.documents = k.found};
    return s == TC_OK ? tc_finish_mentions(app, &found) : tc_app_fail(app, s, TC_SPAN(""));
}
