/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The index. Plain data in, owned copies out; no exception and no live iterator passes here.
 * store/xapian.cc is the one file that implements it and the only one that knows Xapian. */
#ifndef TC_STORE_STORE_H
#define TC_STORE_STORE_H

#include "base/arena.h"
#include "base/status.h"
#include "store/facet.h"
#include "store/field.h"
#include "store/query.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TC_SCHEMA_VERSION "13"

#define TC_DATE_SLOT 0u /* FIELD(DATE) */
#define TC_SUM_SLOT 9u  /* the store's own: a checksum of a document's other values */
/* Whole orders of documents, so that remote shards can sort by them (store/record_order.c): */
#define TC_TIE_SLOT 10u    /* newest first, highest first; equal weights go by it */
#define TC_OLDEST_SLOT 11u /* oldest first, lowest first */
#define TC_LAST_SLOT 11u
#define TC_TERM_MAX 245u /* bytes of a term, a NUL counting twice: what the B-tree's keys hold */
#define TC_DATA_MAX ((size_t)100 << 20) /* bytes of stored data of one document */

typedef uint32_t tc_docid; /* from 1 */

/* ---- writing ------------------------------------------------------------------------------ */

/* What a document becomes: terms, values, data. No positions: what must stand side by side is
 * looked for in the stored record (query/together.h). Filled by store/record.c. */
typedef struct tc_document tc_document;
tc_status tc_document_new(tc_document **out, tc_error *);
void tc_document_free(tc_document *);
void tc_document_clear(tc_document *);
/* wdf is added to what the term has. Failures stick and are reported by tc_writer_put. A term over
 * 245 bytes is TC_ETOOBIG there: use tc_term_make. */
void tc_document_add_term(tc_document *, tc_span term, uint32_t wdf);
/* The term that tc_term_make makes of the two. */
void tc_document_add_made(tc_document *, tc_span prefix, tc_span value, uint32_t wdf);
void tc_document_set_value(tc_document *, uint32_t slot, tc_span value);
/* Copied. More than TC_DATA_MAX is TC_ETOOBIG in tc_writer_put. */
void tc_document_set_data(tc_document *, tc_span data);

/* At most one for each index, by a lock that a process forked meanwhile shares until it ends or
 * calls exec: fork helpers first. */
typedef struct tc_writer tc_writer;
typedef struct {
    bool create;             /* make the index when there is none */
    double lock_timeout;     /* seconds to wait for another writer; 0: fail at once */
    const char *analyzer_id; /* kept on creation, compared later */
    bool bulk;               /* a new index that is thrown away when it is not finished: no syncs */
    /* Of bulk: documents are only added, their unique terms all differ; several times as fast. So
     * many postings (16 bytes each) are held in memory before they are written; 0: no. Then
     * tc_writer_delete and tc_writer_data are TC_EUNSUPPORTED, and until all is closed what has
     * been put is in memory, at dir and at dir-1, dir-2... */
    size_t append;
    /* Of append: metadata of any size is on disk, at dir-0, and all of it is seen, not that alone
     * which came since what is in memory was last written. */
    bool metadata_apart;
} tc_writer_options;
/* TC_ELOCKED, TC_ENOTFOUND, TC_EVERSION (schema or analyser differs), TC_ECORRUPT, TC_EIO. */
tc_status tc_writer_open(tc_writer **out, const char *dir, const tc_writer_options *, tc_error *);
/* Commits what is pending; frees even on error. NULL is fine.
 * Once the disk, memory or the index has failed a call below, the writer is broken: what came after
 * the last commit is lost, every later call, close too, gives the first error again, and the last
 * commit stays what readers see. */
tc_status tc_writer_close(tc_writer *, tc_error *);
/* Frees without committing what came after the last commit. */
void tc_writer_abandon(tc_writer *);
/* Has it failed for good? What is refused as TC_EINVAL or TC_ETOOBIG before Xapian has seen it does
 * not break a writer, what Xapian itself refuses does: it drops what is pending. */
bool tc_writer_broken(const tc_writer *);
/* Replaces the document that has this unique term, or adds one. id may be NULL. */
tc_status tc_writer_put(tc_writer *, tc_docid *id, tc_span unique_term, tc_document *, tc_error *);
tc_status tc_writer_delete(tc_writer *, tc_span unique_term, tc_error *);
/* Documents, deletions and metadata become visible together, or not at all. */
tc_status tc_writer_commit(tc_writer *, tc_error *);
/* Metadata: the journal's room in the index; an empty value removes the key. Keys up to 240
 * bytes, not empty. Reads see this writer's pending changes. */
tc_status tc_writer_set_metadata(tc_writer *, tc_span key, tc_span value, tc_error *);
tc_status tc_writer_metadata(tc_writer *, tc_arena *, tc_span key, tc_span *value, tc_error *);
/* The stored data of the document with this unique term, pending changes too. TC_ENOTFOUND. */
tc_status tc_writer_data(tc_writer *, tc_arena *, tc_span unique_term, tc_span *data, tc_error *);

/* ---- reading ------------------------------------------------------------------------------ */

typedef struct tc_reader tc_reader;
/* An analyzer_id that lets in an index of another schema too: to read anew what it knows of. */
#define TC_ANY_VERSION "*"
/* One index, or several searched as one. TC_ENOTFOUND, TC_EVERSION, TC_ECORRUPT. A reader sees one
 * snapshot; when a writer has overtaken it, it reopens itself and runs the call again, three
 * times, inside. */
tc_status tc_reader_open(tc_reader **out, const char *const *dirs, size_t count,
                         const char *analyzer_id, tc_error *);
/* One of the databases that are searched as one: in a directory here, or asked of a server. */
typedef struct {
    const char *name;           /* as people know it, for errors */
    const char *dir;            /* NULL: a server */
    const char *host;           /* of xapian-tcpsrv; NULL: a program */
    unsigned port;              /* the same */
    const char *program, *args; /* that serves where it is run, as xapian-progsrv; blanks between */
    double connect, answer;     /* seconds to wait for a server */
    bool spare;                 /* when it cannot be asked, the others answer */
} tc_shard;
/* As tc_reader_open. A spare shard that cannot be opened, or does not answer later, is lost: it has
 * no more documents, which changes no number of the other's. When all are lost: TC_ETIMEOUT,
 * TC_EVERSION, TC_ECORRUPT, else TC_ENOTFOUND. A server that hangs up is tried once more. */
tc_status tc_reader_open_shards(tc_reader **out, const tc_shard *, size_t count,
                                const char *analyzer_id, tc_error *);
/* The first lost shard from *i on: its name, and why; *i is then behind it. NULL: no more. */
const char *tc_reader_lost(const tc_error **why, const tc_reader *, size_t *i);
void tc_reader_free(tc_reader *);
tc_status tc_reader_reopen(tc_reader *, bool *changed, tc_error *);
tc_status tc_reader_count(tc_reader *, uint64_t *documents, tc_error *);
/* No document of the index has a higher number. */
tc_status tc_reader_last(tc_docid *, tc_reader *, tc_error *);

typedef struct {
    tc_docid id;
    double weight;
    double percent;
} tc_hit;
typedef struct {
    tc_span value;
    uint64_t count;
} tc_facet_value;
typedef struct {
    tc_hit *items;
    size_t len;
    uint64_t matched;        /* all that match */
    bool exact;              /* matched is a count, not an estimate */
    struct tc_facet_counts { /* as asked for, most frequent first, ties bytewise */
        tc_facet_value *items;
        size_t len;
    } * facets;
} tc_hits; /* in the caller's arena */

typedef struct {
    size_t offset, limit;
    bool exact_count;   /* count all matches */
    uint32_t sort_slot; /* a slot that holds a whole order; TC_NO_SLOT: by weight */
    bool ascending;
    bool unordered; /* any of them will do, and none is weighed: for counts */
    const struct tc_facet_request *facets;
    size_t facet_count;
} tc_search_options;
/* TC_EINVAL for a PHRASE or NEAR: query/verify.h asks for what can have them, and reads. */
tc_status tc_reader_search(tc_hits **out, tc_arena *, tc_reader *, const tc_query *,
                           const tc_search_options *, tc_error *);
/* The facets of options over the documents of hits, into hits. Documents gone since are left out.
 */
tc_status tc_reader_facets(tc_hits *hits, tc_arena *, tc_reader *, const tc_search_options *,
                           tc_error *);

/* TC_ENOTFOUND when it is gone. */
tc_status tc_reader_data(tc_span *out, tc_arena *, tc_reader *, tc_docid, tc_error *);
/* Empty when it is gone: what it was found for is left out where its data is read. */
tc_status tc_reader_value(tc_span *out, tc_arena *, tc_reader *, tc_docid, uint32_t slot,
                          tc_error *);
typedef struct {
    tc_span term;
    uint64_t documents; /* that have it */
    uint32_t wdf;       /* times in the document; 0 in lists of the whole index */
} tc_term_count;
typedef struct {
    tc_term_count *items;
    size_t len;
    bool more; /* cut at the limit */
} tc_term_list;
/* Terms of the index that start with prefix, in byte order. */
tc_status tc_reader_terms(tc_term_list *out, tc_arena *, tc_reader *, tc_span prefix, size_t limit,
                          tc_error *);
tc_status tc_reader_term_count(uint64_t *documents, tc_reader *, tc_span term, tc_error *);
/* How many have one of these terms, and not that one (empty: none). */
tc_status tc_reader_count_any(uint64_t *documents, tc_reader *, const tc_span *terms, size_t count,
                              tc_span but, tc_error *);
/* Is there a document that has both? */
tc_status tc_reader_meet(bool *out, tc_reader *, tc_span term, tc_span other, tc_error *);
/* The sum of the term's wdf over all documents. */
tc_status tc_reader_term_total(uint64_t *times, tc_reader *, tc_span term, tc_error *);
/* How often each of these documents, which ascend, has the term. */
tc_status tc_reader_times(uint32_t *out, tc_reader *, tc_span term, const tc_docid *documents,
                          size_t count, tc_error *);
/* Whether it has it: also terms that are not counted. */
tc_status tc_reader_has(bool *out, tc_reader *, tc_span term, const tc_docid *documents,
                        size_t count, tc_error *);
/* Terms of one document that start with prefix. */
tc_status tc_reader_document_terms(tc_term_list *out, tc_arena *, tc_reader *, tc_docid,
                                   tc_span prefix, size_t limit, tc_error *);
/* Empty when there is none. */
tc_status tc_reader_metadata(tc_span *value, tc_arena *, tc_reader *, tc_span key, tc_error *);
/* The same of the index that has the document. */
tc_status tc_reader_metadata_beside(tc_span *value, tc_arena *, tc_reader *, tc_docid, tc_span key,
                                    tc_error *);
/* Every metadata key that starts with prefix, in byte order; stops at the first status that is
 * not TC_OK and returns it. The spans live during the call only. Keys are read in portions, so the
 * index may be of any size; when a writer overtakes the reader in between, the rest comes from the
 * newer snapshot. The function may jump (arena), but not call this reader's each_metadata. */
typedef tc_status (*tc_metadata_fn)(tc_span key, tc_span value, void *context, tc_error *);
tc_status tc_reader_each_metadata(tc_reader *, tc_span prefix, tc_metadata_fn, void *context,
                                  tc_error *);

/* ---- upkeep ------------------------------------------------------------------------------- */

/* Is there an index here? (No version check.) */
bool tc_store_exists(const char *dir);
/* Is there nothing in it yet but what opening a writer puts in? (No version check.) TC_ENOTFOUND.
 */
tc_status tc_store_fresh(bool *fresh, const char *dir, tc_error *);
/* Checks the structure on disk; problems (0 when sound), first problem in *err even when TC_OK.
 * Runs in a child process, since damage can crash it. */
tc_status tc_store_check(size_t *problems, const char *dir, tc_error *);
/* Joins indexes into a new one at out, as small as it gets. */
tc_status tc_store_compact(const char *out, const char *const *dirs, size_t count, tc_error *);
/* The same, quicker where no database has tables that ours have not. Of equal metadata keys the
 * first counts, but those of databases without documents before all others. TC_ECORRUPT names the
 * table where it can. */
tc_status tc_store_join(const char *out, const char *const *dirs, size_t count, tc_error *);

#ifdef __cplusplus
}
#endif
#endif
