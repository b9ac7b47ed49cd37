/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/report.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/retell.h"
#include "indexer/message.h"

enum { SHOWN_FAILURES = 20 };

void tc_report_init(tc_report *r, const tc_args *args, tc_format format)
{
    memset(r, 0, sizeof *r);
    r->format = format;
    r->verbose = tc_args_has(args, TC_OPT_VERBOSE);
    r->quiet = tc_args_has(args, TC_OPT_QUIET);
    r->started = tc_now();
    tc_arena_init(&r->arena);
}

void tc_report_release(tc_report *r)
{
    tc_arena_release(&r->arena);
}

/* ---- records ------------------------------------------------------------------------------ */

void tc_print_json(tc_buf *line)
{
    tc_buf_addc(line, '\n');
    if (line->status == TC_OK)
        fwrite(line->ptr, 1, line->len, stdout);
    else
        tc_output_lost();
    tc_buf_reset(line);
}

static void start_record(tc_json *j, tc_buf *line, const char *type)
{
    tc_buf_init(line, 0);
    tc_json_init(j, line);
    tc_json_object(j);
    tc_json_kint(j, "v", 1);
    tc_json_kstring(j, "type", tc_span_str(type));
}

static void end_record(tc_json *j, tc_buf *line)
{
    tc_json_end_object(j);
    tc_print_json(line);
    tc_buf_release(line);
}

void tc_print_error_record(const tc_file_row *f)
{
    tc_json j;
    tc_buf line;
    start_record(&j, &line, "error");
    tc_json_kpath(&j, f->path);
    tc_json_kstring(&j, "stage", f->stage);
    tc_json_kstring(&j, "reason", tc_span_str(tc_reason_name(f->reason)));
    tc_json_kstring_or_null(&j, "detail", f->detail);
    end_record(&j, &line);
}

/* Name in JSON and for people; what of the tally. */
#define TALLY(X)                     \
    X(added, _("added"))             \
    X(changed, _("changed"))         \
    X(unchanged, _("unchanged"))     \
    X(removed, _("removed"))         \
    X(missing, _("no longer there")) \
    X(failed, _("failed"))           \
    X(failed_before, _("failed before and unchanged"))

static void print_summary_record(const tc_report *r)
{
    tc_json j;
    tc_buf line;
    start_record(&j, &line, "summary");
#define MEMBER(FIELD, TEXT) tc_json_kint(&j, #FIELD, (int64_t)r->tally.FIELD);
    TALLY(MEMBER)
#undef MEMBER
    tc_json_key(&j, "skipped");
    tc_json_object(&j);
    for (int i = 0; i < TC_SKIP_COUNT; i++)
        tc_json_kint(&j, tc_walk_skip_name((tc_walk_skip)i), (int64_t)r->tally.skipped[i]);
    tc_json_end_object(&j);
    tc_json_kint(&j, "bytes", (int64_t)r->tally.bytes);
    tc_json_kint(&j, "elapsed_ms", (int64_t)((tc_now() - r->started) * 1000));
    end_record(&j, &line);
}

/* ---- for people --------------------------------------------------------------------------- */

static void keep_failure(tc_report *r, const tc_file_row *f)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&r->arena, &guard))
        return; /* the journal has it */
    const char *line = tc_arena_printf(&r->arena, "%s: %s: %s", tc_shown(&r->arena, f->path),
                                       tc_reason_name(f->reason), tc_retell(&r->arena, f->detail));
    tc_vec_push(&r->arena, &r->failures, line);
    tc_arena_uncatch(&r->arena, &guard);
}

void tc_report_failure(tc_report *r, const tc_file_row *f)
{
    r->tally.failed++;
    if (r->sink)
        r->sink(f, r->sink_context);
    else if (r->format == TC_FORMAT_JSONL)
        tc_print_error_record(f);
    else if (r->failures.len < SHOWN_FAILURES)
        keep_failure(r, f);
}

void tc_report_file(tc_report *r, const char *what, tc_span path)
{
    if (r->verbose)
        tc_say("%s: %.*s", what, (int)path.len, path.ptr);
}

static const char *const skips[TC_SKIP_COUNT] = {
    [TC_SKIP_HIDDEN] = N_("hidden"),     [TC_SKIP_LINK] = N_("link"),
    [TC_SKIP_LOOP] = N_("loop"),         [TC_SKIP_SPECIAL] = N_("special"),
    [TC_SKIP_EXCLUDED] = N_("excluded"), [TC_SKIP_INDEX] = N_("index"),
};

/* Hidden files and the index itself are nothing to tell. */
static size_t put_skipped(char *line, size_t size, size_t n, const uint64_t skipped[])
{
    const char *before = n ? _(", passed over: ") : _("passed over: ");
    for (int i = 0; i < TC_SKIP_COUNT && n < size; i++) {
        if (!skipped[i] || i == TC_SKIP_HIDDEN || i == TC_SKIP_INDEX)
            continue;
        n += (size_t)snprintf(line + n, size - n, "%s%llu %s", before,
                              (unsigned long long)skipped[i], tc_said(skips[i]));
        before = ", ";
    }
    return n;
}

static void say_summary(const tc_report *r)
{
    char line[512] = "";
    size_t n = 0;
    const tc_tally *t = &r->tally;
#define PART(FIELD, TEXT)                                                            \
    if (t->FIELD && n < sizeof line)                                                 \
        n += (size_t)snprintf(line + n, sizeof line - n, "%s%llu %s", n ? ", " : "", \
                              (unsigned long long)t->FIELD, TEXT);
    TALLY(PART)
#undef PART
    n = put_skipped(line, sizeof line, n, t->skipped);
    double seconds = tc_now() - r->started, mb = (double)t->bytes / 1e6;
    if (t->bytes)
        tc_say(_("%s; read %.1f MB in %.1f s (%.1f MB/s)"), line, mb, seconds,
               seconds > 0 ? mb / seconds : 0);
    else
        tc_say("%s", n ? line : _("nothing to do"));
}

static bool is_idle(const tc_tally *t)
{
    return !(t->added || t->changed || t->removed || t->missing || t->failed);
}

void tc_report_end(tc_report *r)
{
    if (r->changes_only && is_idle(&r->tally))
        return;
    if (r->format == TC_FORMAT_JSONL) {
        print_summary_record(r);
        return;
    }
    for (size_t i = 0; i < r->failures.len; i++)
        tc_say("%s", r->failures.items[i]);
    if (r->tally.failed > r->failures.len)
        tc_say(_("... and %llu more: tracuu-index failures"),
               (unsigned long long)(r->tally.failed - r->failures.len));
    if (!r->quiet)
        say_summary(r);
}
