/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/pipeline.h"

#include <time.h>

#include "base/clock.h"
#include "indexer/bulk.h"
#include "indexer/documents.h"
#include "indexer/message.h"
#include "indexer/signals.h"
#include "store/child.h"

/* A commit costs a sync and, in Xapian, rewriting of blocks; a crash costs what came after it. */
enum { BATCH_FILES = 200, BATCH_BYTES = 32 << 20, BATCH_SECONDS = 20 };

tc_status tc_pipeline_init(tc_pipeline *p, tc_archive *archive, tc_report *report,
                           tc_progress *progress, size_t max_memory, tc_error *err)
{
    memset(p, 0, sizeof *p);
    p->archive = archive;
    p->report = report;
    p->progress = progress;
    p->max_file_size = TC_MAX_FILE;
    p->batch_files = BATCH_FILES;
    tc_load_init(&p->load);
    tc_arena_init(&p->rows);
    tc_arena_init(&p->data);
    tc_arena_init(&p->batch.rows);
    tc_contents_init(&p->batch.contents);
    tc_reread_init(&p->reread);
    p->batch.started = tc_now();
    return tc_analysis_init(&p->analysis, max_memory, err);
}

void tc_pipeline_release(tc_pipeline *p)
{
    tc_analysis_release(&p->analysis);
    tc_load_release(&p->load);
    tc_arena_release(&p->rows);
    tc_arena_release(&p->data);
    tc_arena_release(&p->batch.rows);
    tc_contents_release(&p->batch.contents);
    tc_reread_release(&p->reread);
}

/* ---- batches ------------------------------------------------------------------------------ */

static void start_batch(tc_pipeline *p)
{
    p->batch.files = p->batch.bytes = 0;
    p->batch.started = tc_now();
    tc_contents_reset(&p->batch.contents);
}

tc_status tc_pipeline_commit(tc_pipeline *p, tc_error *err)
{
    tc_status st = TC_OK;
    if (p->batch.files) {
        st = tc_documents_flush(p, err);
        if (st == TC_OK)
            st = tc_writer_commit(p->archive->writer, err);
    }
    start_batch(p);
    return st;
}

static tc_status count_file(tc_pipeline *p, size_t bytes, tc_error *err)
{
    p->batch.files++;
    p->batch.bytes += bytes;
    bool full = p->batch.files >= p->batch_files || p->batch.bytes >= BATCH_BYTES ||
                tc_now() - p->batch.started >= BATCH_SECONDS;
    return full ? tc_pipeline_commit(p, err) : TC_OK;
}

/* Xapian has refused a document and dropped all that was pending with it: the files of the batch
 * are as if they had not been looked at. */
static tc_status lose_batch(tc_pipeline *p, const char *why, tc_error *err)
{
    if (p->claim) /* a worker: who started it begins the chunk anew, without this file */
        return tc_fail(err, TC_ECRASHED, "%s", why);
    tc_writer_abandon(p->archive->writer);
    p->archive->writer = NULL;
    start_batch(p);
    p->batch.files =
        p->batch_files; /* its failure is committed at once, or the next would drop it */
    p->redo = true;
    return tc_archive_open_writer(p->archive, err);
}

/* ---- a file ------------------------------------------------------------------------------- */

/* What is known of the file in work. */
typedef struct {
    tc_span path;
    const char *full;
    tc_file_row *old;    /* NULL: a new file */
    tc_file_row *before; /* of a new file: its row in the index that is replaced; or NULL */
    tc_stamp stamp;
    bool loaded;        /* p->load is its */
    bool failed;        /* it has become a failure row */
    bool container;     /* it has no document, only files inside */
    tc_told how;        /* it is to be read: as was told now, or last time, or of its folder */
    tc_span told;       /* the same for its row */
    unsigned depth;     /* of files around it */
    tc_members members; /* the files inside */
} work;

static tc_status find_told(tc_pipeline *p, work *w, tc_error *err)
{
    const tc_file_row *row = w->old ? w->old : w->before;
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&p->rows, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the journal");
    tc_told last = tc_told_of(&p->rows, row ? row->told : tc_span_make(NULL, 0));
    tc_told folder = tc_told_of(&p->rows, p->root_told);
    w->how = tc_told_over(&last, &folder);
    w->how = tc_told_over(&p->told, &w->how);
    w->told = tc_told_text(&p->rows, &w->how);
    tc_arena_uncatch(&p->rows, &guard);
    return TC_OK;
}

static tc_status find_rows(tc_pipeline *p, work *w, tc_error *err)
{
    tc_status st = tc_journal_file(&w->old, &p->rows, p->archive->writer, w->path, err);
    /* where the old journal is damaged, it is as if the row were not there */
    if (st == TC_OK && !w->old && p->before &&
        tc_journal_read_file(&w->before, &p->rows, p->before->reader, w->path, NULL) != TC_OK)
        w->before = NULL;
    return st == TC_OK ? find_told(p, w, err) : st;
}

static tc_span old_content(const work *w)
{
    return w->old ? w->old->sha256 : tc_span_make(NULL, 0);
}

static int64_t seconds_now(void)
{
    return (int64_t)time(NULL);
}

/* A failure to read says nothing about the content: what was indexed stays. */
static bool keeps_content(tc_reason reason)
{
    return reason == TC_REASON_UNREADABLE || reason == TC_REASON_CHANGED ||
           reason == TC_REASON_MISSING || reason == TC_REASON_MEMORY;
}

/* Of the content that was indexed a failure tells nothing, when it cannot be read or still is that
 * content. */
static tc_span kept_content(const tc_pipeline *p, const work *w, tc_reason reason)
{
    const tc_file_row *row = w->old ? w->old : w->before;
    bool same = row && w->loaded && tc_span_eq(row->sha256, tc_span_str(p->load.sha256));
    return row && (same || keeps_content(reason)) ? row->sha256 : tc_span_make(NULL, 0);
}

/* The content's document from the index before, under this path. *why and not *err: it cannot. */
static tc_status bring_over(tc_pipeline *p, tc_span sha256, tc_span path, tc_error *why,
                            tc_error *err)
{
    bool known, refused = false;
    tc_span data;
    tc_analysed *doc;
    tc_plan_given given;
    tc_status st = tc_documents_known(&known, p, sha256, err);
    if (st == TC_OK && known)
        return tc_documents_change(p, sha256, path, true, err);
    if (st == TC_OK)
        st = tc_documents_given(&given, p, sha256, err);
    if (st != TC_OK)
        return st;
    tc_arena_reset(&p->data);
    if (tc_before_record(&data, &p->data, p->before, sha256, why) != TC_OK ||
        tc_analyse_record(&doc, &p->analysis, data, &given, why) != TC_OK)
        return TC_OK;
    st = tc_documents_new(p, doc, sha256, &path, 1, &refused, why);
    if (st == TC_OK || !refused) {
        if (err && st != TC_OK)
            *err = *why;
        return st;
    }
    return tc_writer_broken(p->archive->writer) ? lose_batch(p, why->msg, err) : TC_OK;
}

/* What the row says is kept: in the index it is there, from the index before it is brought over. */
static tc_status keep_content(tc_pipeline *p, const work *w, tc_file_row *row, tc_error *err)
{
    tc_error why = TC_ERROR_INIT;
    if (w->old || tc_span_empty(row->sha256))
        return TC_OK;
    tc_status st = bring_over(p, row->sha256, row->path, &why, err);
    if (st == TC_OK && why.code != TC_OK) {
        row->sha256 = tc_span_make(NULL, 0);
        p->archive->keep_old = true;
    }
    return st;
}

/* One that was gone when it was to be read may come back as it was, as with its disk: no stamp, so
 * that it is looked at again. */
static tc_status put_failure(tc_pipeline *p, work *w, tc_reason reason, const char *stage,
                             const char *detail, tc_error *err)
{
    tc_file_row row = {.path = w->path,
                       .stamp = w->stamp,
                       .sha256 = kept_content(p, w, reason),
                       .seen = seconds_now(),
                       .told = w->told,
                       .failed = true,
                       .reason = reason,
                       .stage = tc_span_str(stage),
                       .detail = tc_span_str(detail)};
    tc_status st = TC_OK;
    if (reason == TC_REASON_MISSING)
        row.stamp = (tc_stamp){0};
    if (tc_span_empty(row.sha256))
        st = tc_documents_change(p, old_content(w), w->path, false, err);
    else
        st = keep_content(p, w, &row, err);
    if (st == TC_OK)
        st = tc_journal_put_file(p->archive->writer, &p->rows, &row, err);
    if (st != TC_OK)
        return st;
    w->failed = true;
    tc_report_failure(p->report, &row);
    return count_file(p, 0, err);
}

static tc_status put_row(tc_pipeline *p, const work *w, tc_error *err)
{
    const tc_file_row row = {.path = w->path,
                             .stamp = p->load.settled ? p->load.stamp : (tc_stamp){0},
                             .sha256 = tc_span_str(w->container ? "" : p->load.sha256),
                             .told = w->told,
                             .archive = tc_span_str(w->container ? p->load.sha256 : ""),
                             .seen = seconds_now()};
    return tc_journal_put_file(p->archive->writer, &p->rows, &row, err);
}

static tc_status analyse_loaded(tc_analysed **doc, tc_pipeline *p, work *w,
                                const tc_plan_given *given, const char **stage, tc_error *err)
{
    tc_span charset = w->how.charset;
    const tc_extract_options options = {.charset = tc_span_empty(charset) ? NULL : charset.ptr,
                                        .max_text = TC_MAX_TEXT,
                                        .ocr = tc_told_ocr(&w->how),
                                        .tracked_changes = tc_told_changes(&w->how),
                                        .on_member = tc_members_keep,
                                        .member_context = &w->members,
                                        .max_members = TC_EXTRACT_MAX_MEMBERS >> w->depth};
    return tc_analyse(doc, &p->analysis, tc_buf_span(&p->load.bytes), w->path, &options, given,
                      stage, err);
}

/* ---- files inside ------------------------------------------------------------------------- */

static tc_status take_loaded(tc_pipeline *p, work *w, tc_error *err);

static tc_status take_unpacked(tc_pipeline *p, work *w, const tc_member *m, tc_error *err)
{
    tc_error why = TC_ERROR_INIT;
    if (w->depth > TC_MEMBERS_DEPTH)
        return put_failure(p, w, TC_REASON_TOO_BIG, "unpack",
                           N_("too many archives inside of each other"), err);
    if (m->status != TC_OK) /* its words end in a NUL: they are in an arena */
        return put_failure(p, w, tc_reason_of(m->status), "unpack", m->why.ptr, err);
    if (tc_load_bytes(&p->load, m->bytes, &why) != TC_OK)
        return put_failure(p, w, tc_reason_of(why.code), "unpack", why.msg, err);
    w->loaded = true;
    return take_loaded(p, w, err);
}

static tc_status take_member(tc_pipeline *p, const work *outer, const tc_member *m, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&p->rows, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for a path");
    work w = {.path = tc_member_path(&p->rows, outer->path, m->name), .depth = outer->depth + 1};
    tc_arena_uncatch(&p->rows, &guard);
    tc_status st = outer->old ? tc_reread_member(&p->reread, w.path, err) : TC_OK;
    if (st == TC_OK)
        st = find_rows(p, &w, err);
    tc_members_init(&w.members);
    if (st == TC_OK)
        st = take_unpacked(p, &w, m, err);
    tc_members_release(&w.members);
    if (st == TC_OK && tc_stop_signal())
        return tc_fail(err, TC_ECANCELLED, "stopped on request");
    return st;
}

/* Were there files inside, or may there have been? To see which of them are gone takes a look at
 * all rows, so that is not done for every file that has changed. */
static tc_status had_members(bool *had, tc_pipeline *p, const work *w, tc_error *err)
{
    tc_content_row *content = NULL;
    *had = w->old && (w->old->failed || tc_span_empty(w->old->sha256) || w->members.items.len);
    if (!w->old || *had)
        return TC_OK;
    tc_status st = tc_journal_content(&content, &p->rows, p->archive->writer, w->old->sha256, err);
    *had = content && tc_span_eq(content->mime, TC_SPAN("message/rfc822"));
    return st;
}

/* Archives inside of each other can hold more than could ever be read. */
static bool too_many(tc_pipeline *p, const work *w, const tc_member *m)
{
    if (w->depth == 0)
        return false;
    p->nested.files++;
    p->nested.bytes += m->bytes.len;
    return p->nested.files > TC_MEMBERS_NESTED || p->nested.bytes > TC_MEMBERS_NESTED_BYTES;
}

/* Each as if it were a file; p->load is the outer file's again afterwards. What was analysed is
 * lost, if there are any. */
static tc_status take_members(tc_pipeline *p, work *w, tc_error *err)
{
    bool had;
    tc_load outer = p->load;
    tc_buf_init(&p->load.bytes, 0);
    tc_status st = had_members(&had, p, w, err);
    if (st == TC_OK && had)
        st = tc_reread_outer(&p->reread, w->path, err);
    for (size_t i = 0; st == TC_OK && !w->failed && i < w->members.items.len; i++)
        if (too_many(p, w, &w->members.items.items[i]))
            st = put_failure(p, w, TC_REASON_TOO_BIG, "unpack",
                             N_("too many files in archives inside of each other"), err);
        else
            st = take_member(p, w, &w->members.items.items[i], err);
    tc_buf_release(&p->load.bytes);
    p->load = outer;
    return st;
}

typedef struct {
    tc_pipeline *p;
    tc_arena rows, found;
    TC_VEC(tc_span) lost;
} settling;

static tc_status find_lost(const tc_file_row *row, void *context, tc_error *err)
{
    settling *s = context;
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&s->found, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for a path");
    if (tc_reread_lost(&s->p->reread, row->path))
        tc_vec_push(&s->found, &s->lost, tc_arena_copy(&s->found, row->path));
    tc_arena_uncatch(&s->found, &guard);
    tc_arena_reset(&s->rows);
    return TC_OK;
}

static tc_status forget_lost(settling *s, tc_error *err)
{
    tc_reader *reader;
    tc_status st = tc_pipeline_commit(s->p, err);
    if (st == TC_OK)
        st = tc_archive_reader(&reader, s->p->archive, true, err);
    if (st != TC_OK)
        return st;
    st = tc_journal_each_file(reader, &s->rows, find_lost, s, err);
    tc_reader_free(reader);
    for (size_t i = 0; st == TC_OK && i < s->lost.len; i++) {
        bool known = false;
        st = tc_pipeline_forget(s->p, &known, s->lost.items[i], err);
        s->p->report->tally.removed += known;
        tc_report_file(s->p->report, _("removed"), s->lost.items[i]);
    }
    return st;
}

tc_status tc_pipeline_settle(tc_pipeline *p, tc_error *err)
{
    settling s = {.p = p};
    if (!p->reread.outers.len)
        return TC_OK;
    tc_arena_init(&s.rows);
    tc_arena_init(&s.found);
    tc_status st = forget_lost(&s, err);
    tc_arena_release(&s.rows);
    tc_arena_release(&s.found);
    return st;
}

/* ---- a file's content --------------------------------------------------------------------- */

/* Puts a document of the loaded bytes, which no other file has. What is wrong with it ends in
 * put_failure. */
static tc_status put_new(tc_pipeline *p, work *w, tc_error *err)
{
    tc_error why = TC_ERROR_INIT;
    const char *stage;
    tc_analysed *doc;
    tc_plan_given given;
    tc_span sha256 = tc_span_str(p->load.sha256);
    tc_status st = tc_documents_given(&given, p, sha256, err);
    if (st != TC_OK)
        return st;
    st = analyse_loaded(&doc, p, w, &given, &stage, &why);
    if (st == TC_ECANCELLED) /* which says nothing about the file */
        return tc_fail(err, st, "%s", why.msg);
    if (st != TC_OK)
        return put_failure(p, w, tc_reason_of(st), stage, why.msg, err);
    if (w->members.items.len && p->claim) { /* who started the worker takes them one by one */
        p->declined = true;
        return TC_OK;
    }
    w->container = doc->container && w->members.items.len;
    bool attached = !w->container && w->members.items.len;
    st = take_members(p, w, err); /* first: the file's own row says that they are there */
    if (st != TC_OK || w->container || w->failed)
        return st;
    if (attached && (st = analyse_loaded(&doc, p, w, &given, &stage, &why)) != TC_OK)
        return put_failure(p, w, tc_reason_of(st), stage, why.msg, err);
    if (tc_span_empty(tc_span_trim(doc->record.text)))
        return put_failure(p, w, TC_REASON_EMPTY, "extract", N_("no text in it"), err);
    bool refused;
    st = tc_documents_new(p, doc, sha256, &w->path, 1, &refused, &why);
    if (refused) {
        tc_status lost = tc_writer_broken(p->archive->writer) ? lose_batch(p, why.msg, err) : TC_OK;
        return lost == TC_OK ? put_failure(p, w, tc_reason_of(st), "store", why.msg, err) : lost;
    }
    if (err && st != TC_OK)
        *err = why;
    return st;
}

/* The content is not what the journal has. */
static tc_status take_content(tc_pipeline *p, work *w, tc_error *err)
{
    bool known, had = !tc_span_empty(old_content(w));
    tc_span sha256 = tc_span_str(p->load.sha256);
    tc_status st = tc_documents_known(&known, p, sha256, err);
    if (st == TC_OK && known)
        st = take_members(p, w, err); /* there are none, but there may have been */
    if (st == TC_OK)
        st = known ? tc_documents_change(p, sha256, w->path, true, err) : put_new(p, w, err);
    if (st != TC_OK || w->failed || p->declined)
        return st;
    st = tc_documents_change(p, old_content(w), w->path, false, err);
    if (st == TC_OK)
        st = put_row(p, w, err);
    if (st != TC_OK || w->container)
        return st == TC_OK ? count_file(p, 0, err) : st;
    if (had)
        p->report->tally.changed++;
    else
        p->report->tally.added++;
    tc_report_file(p->report, had ? _("changed") : _("added"), w->path);
    return count_file(p, p->load.bytes.len, err);
}

static tc_status take_loaded(tc_pipeline *p, work *w, tc_error *err)
{
    if (!w->old || !tc_span_eq(w->old->sha256, tc_span_str(p->load.sha256))) {
        p->declined = p->claim && !p->claim(p->claim_context, p->load.sha256);
        return p->declined ? TC_OK : take_content(p, w, err);
    }
    p->report->tally.unchanged++;
    tc_status st = put_row(p, w, err);
    return st == TC_OK ? count_file(p, 0, err) : st;
}

static bool unchanged(tc_pipeline *p, const work *w, bool again)
{
    bool archive = w->old && !w->old->failed && tc_span_empty(w->old->sha256);
    if (!w->old || !tc_stamp_eq(w->old->stamp, w->stamp) || ((w->old->failed || archive) && again))
        return false;
    if (w->old->failed)
        p->report->tally.failed_before++;
    else
        p->report->tally.unchanged++;
    return true;
}

typedef struct {
    tc_pipeline *p;
    work *w;
} trial;

/* Does what can kill the process, and keeps nothing of it. */
static tc_status try_here(void *answer, void *context, tc_error *err)
{
    const trial *t = context;
    const char *stage;
    tc_analysed *doc;
    tc_reason reason;
    tc_span unique;
    (void)answer;
    (void)err; /* what it only refuses will be seen again */
    if (tc_load_file(&t->p->load, t->w->full, t->p->max_file_size, &reason, NULL) == TC_OK &&
        analyse_loaded(&doc, t->p, t->w, NULL, &stage, NULL) == TC_OK)
        tc_analysis_encode(&unique, &t->p->analysis, doc, NULL);
    return TC_OK;
}

/* The last run was killed when it was at this file: is the file to blame? */
static tc_status try_marked(tc_pipeline *p, work *w, tc_error *why)
{
    trial t = {p, w};
    p->archive->marked = tc_span_make(NULL, 0);
    return tc_child_run(NULL, 0, try_here, &t, NULL, why);
}

static tc_status load(tc_pipeline *p, const work *w, tc_reason *reason, tc_error *why)
{
    if (!p->loaded)
        return tc_load_file(&p->load, w->full, p->max_file_size, reason, why);
    *reason = p->loaded->reason;
    *why = p->loaded->why;
    return p->loaded->status;
}

/* The file is new or changed, or to be tried again. */
static tc_status take(tc_pipeline *p, work *w, tc_error *err)
{
    tc_error why = TC_ERROR_INIT;
    tc_reason reason;
    if (tc_span_eq(p->archive->marked, w->path) && try_marked(p, w, &why) != TC_OK)
        return why.code == TC_ECANCELLED
                   ? tc_fail(err, TC_ECANCELLED, "stopped on request")
                   : put_failure(p, w, TC_REASON_CRASH, "analyse", why.msg, err);
    tc_archive_mark(p->archive, w->path);
    if (load(p, w, &reason, &why) != TC_OK)
        return put_failure(p, w, reason, "read", why.msg, err);
    w->loaded = true;
    p->report->tally.bytes += p->load.bytes.len;
    return take_loaded(p, w, err);
}

/* A file that has another path now: its content is known, and it is not read. */
static tc_status take_renamed(tc_pipeline *p, work *w, const tc_file_row *was, bool *done,
                              tc_error *err)
{
    bool known;
    tc_status st = tc_documents_known(&known, p, was->sha256, err);
    *done = known;
    if (st != TC_OK || !known)
        return st;
    const tc_file_row row = {.path = w->path,
                             .stamp = w->stamp,
                             .sha256 = was->sha256,
                             .told = was->told,
                             .seen = was->seen};
    st = tc_documents_change(p, was->sha256, w->path, true, err);
    if (st == TC_OK)
        st = tc_journal_put_file(p->archive->writer, &p->rows, &row, err);
    p->report->tally.added++;
    tc_report_file(p->report, _("added"), w->path);
    return st == TC_OK ? count_file(p, 0, err) : st;
}

/* The file is not known under this path. *done: it was taken in. */
static tc_status take_unknown(tc_pipeline *p, work *w, bool *done, tc_error *err)
{
    tc_file_row *was = NULL;
    tc_status st = TC_OK;
    if (p->renames)
        st = tc_renames_find(&was, &p->rows, p->renames, p->archive, w->full, w->stamp, err);
    if (st != TC_OK || (!was && !p->bulk))
        return st;
    if (!p->bulk)
        return take_renamed(p, w, was, done, err);
    *done = true; /* a bulk load tells the progress itself */
    return was ? tc_bulk_put_off(p->bulk, w->path, w->full, err)
               : tc_bulk_take(p->bulk, w->path, w->full, w->stamp, err);
}

/* Of the files that the index is in step with, and of others. */
static tc_status take_or_pass(tc_pipeline *p, work *w, bool again, tc_error *err)
{
    bool done = unchanged(p, w, again);
    tc_status st = TC_OK;
    if (!done && w->old && p->bulk)
        return tc_bulk_put_off(p->bulk, w->path, w->full, err);
    if (!done && !w->old)
        st = take_unknown(p, w, &done, err);
    if (st == TC_OK && !done)
        st = take(p, w, err);
    if (!p->bulk || w->old)
        tc_progress_step(p->progress, w->stamp.size);
    return st;
}

tc_status tc_pipeline_take(tc_pipeline *p, tc_span stored, const char *path, tc_stamp stamp,
                           bool again, tc_error *err)
{
    tc_arena_reset(&p->rows);
    work w = {.path = stored, .full = path, .stamp = stamp};
    tc_status st = find_rows(p, &w, err);
    if (st != TC_OK)
        return st;
    p->nested.files = p->nested.bytes = 0;
    tc_members_init(&w.members);
    st = take_or_pass(p, &w, again, err);
    tc_members_release(&w.members);
    if (st == TC_OK && tc_stop_signal())
        return tc_fail(err, TC_ECANCELLED, "stopped on request");
    return st;
}

tc_status tc_pipeline_carry(tc_pipeline *p, bool *carried, const tc_file_row *row, tc_error *err)
{
    tc_error why = TC_ERROR_INIT;
    tc_arena_reset(&p->rows);
    tc_status st = bring_over(p, row->sha256, row->path, &why, err);
    *carried = st == TC_OK && why.code == TC_OK;
    p->archive->keep_old |= !*carried;
    if (*carried)
        st = tc_journal_put_file(p->archive->writer, &p->rows, row, err);
    if (*carried && st == TC_OK)
        return count_file(p, p->data.used, err);
    work w = {.path = row->path}; /* its stamp is not known: looked at again */
    return st == TC_OK ? put_failure(p, &w, TC_REASON_DAMAGED, "index", why.msg, err) : st;
}

tc_status tc_pipeline_restore(tc_pipeline *p, const tc_record *record, tc_error *err)
{
    bool refused;
    tc_analysed *doc;
    tc_plan_given given;
    tc_arena_reset(&p->rows);
    tc_status st = tc_documents_given(&given, p, record->sha256, err);
    if (st == TC_OK)
        st = tc_analyse_again(&doc, &p->analysis, record, &given, err);
    if (st == TC_OK)
        st = tc_documents_new(p, doc, record->sha256, record->paths, record->path_count, &refused,
                              err);
    return st == TC_OK ? count_file(p, record->text.len, err) : st;
}

tc_status tc_pipeline_annotate(tc_pipeline *p, tc_span sha256, const tc_annotation *told,
                               tc_error *err)
{
    bool known;
    tc_touched *touched;
    tc_arena_reset(&p->rows);
    tc_status st = tc_documents_known(&known, p, sha256, err);
    if (st == TC_OK && !known)
        return tc_fail(err, TC_ENOTFOUND, "no document of content %.*s", (int)sha256.len,
                       sha256.ptr);
    if (st == TC_OK)
        st = tc_annotation_put(p->archive->writer, &p->rows, sha256, told, err);
    if (st == TC_OK)
        st = tc_contents_touch(&touched, &p->batch.contents, sha256, err);
    return st == TC_OK ? count_file(p, 0, err) : st;
}

tc_status tc_pipeline_fail(tc_pipeline *p, tc_span stored, tc_stamp stamp, tc_reason reason,
                           const char *stage, const char *detail, tc_error *err)
{
    tc_arena_reset(&p->rows);
    work w = {.path = stored, .stamp = stamp};
    tc_status st = find_rows(p, &w, err);
    return st == TC_OK ? put_failure(p, &w, reason, stage, detail, err) : st;
}

tc_status tc_pipeline_clear(tc_pipeline *p, tc_span stored, tc_error *err)
{
    tc_arena_reset(&p->rows);
    tc_file_row *old;
    tc_status st = tc_journal_file(&old, &p->rows, p->archive->writer, stored, err);
    if (st != TC_OK || !old || !tc_span_empty(old->sha256))
        return st;
    bool known;
    return tc_pipeline_forget(p, &known, stored, err);
}

tc_status tc_pipeline_forget(tc_pipeline *p, bool *known, tc_span stored, tc_error *err)
{
    tc_arena_reset(&p->rows);
    tc_file_row *old;
    tc_status st = tc_journal_file(&old, &p->rows, p->archive->writer, stored, err);
    *known = st == TC_OK && old;
    if (!*known)
        return st;
    st = tc_documents_change(p, old->sha256, stored, false, err);
    if (st == TC_OK)
        st = tc_journal_drop_file(p->archive->writer, &p->rows, stored, err);
    return st == TC_OK ? count_file(p, 0, err) : st;
}
