/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one C++ file: store.h over Xapian 1.4.
 *
 * Every entry runs inside guard(), which turns whatever is thrown into a status; a call on a
 * reader runs inside reading(), which also reopens and runs again when a writer has overtaken the
 * snapshot; a call on a writer runs inside writing(), which breaks the writer when it fails. So
 * the work in between may throw, and no iterator outlives it. An arena's jump must not cross
 * frames that own C++ objects: try_alloc() ends it. */
#include "store/store.h"

#include <climits>
#include <cstdio>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <new>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <xapian.h>

#include "base/clock.h"
#include "base/seal.h"
#include "base/varint.h"
#include "store/check.h"
#include "store/document.h"
#include "store/glass.h"
#include "store/glass_join.h"

namespace
{

constexpr size_t NAMED_SINGLY = 2000;          /* values that are asked for names one by one */
constexpr int REOPENS = 30;                    /* until a snapshot is whole */
constexpr int RERUNS = 3;                      /* of a call overtaken by a writer */
constexpr unsigned MAX_DEPTH = 256;            /* of a query tree */
constexpr Xapian::doccount SPARE = 16;         /* hits fetched behind the page */
constexpr size_t BEST = 4;                     /* of many alternatives: those that weigh */
constexpr size_t METADATA_PORTION = 512;       /* keys read at once */
constexpr double BM25_K1 = 1.2, BM25_B = 0.75; /* as published */
constexpr double BM25_SHORTEST = 0.3; /* of the average length: shorter ones count as this long */
constexpr int NEW_DATABASE = Xapian::DB_BACKEND_GLASS | Xapian::DB_CREATE | Xapian::DB_NO_SYNC;
const char SCHEMA_KEY[] = "tc:schema";
const char ANALYZER_KEY[] = "tc:analyzer";

/* ---- errors --------------------------------------------------------------------------------- */

tc_status say(tc_error *err, tc_status code, const char *doing, const Xapian::Error &e) noexcept
{
    const char *cause = e.get_error_string();
    return tc_fail_doing(err, code, doing, "%s%s%s", e.get_msg().c_str(), cause ? ": " : "",
                         cause ? cause : "");
}

/* The base class is thrown for system errors, for bytes that make no sense, and for a commit that
 * neither went on nor back: the disk's doing too, but without its error number. */
tc_status system_or_damage(const Xapian::DatabaseError &e) noexcept
{
    static const char commit[] = "Modifications failed";
    bool disk = e.get_error_string() || e.get_msg().compare(0, sizeof commit - 1, commit) == 0;
    return disk ? TC_EIO : TC_ECORRUPT;
}

/* Rethrows what is being handled and names it. Derived types stand before their bases. */
tc_status translate(tc_error *err, const char *doing) noexcept
{
    try {
        throw;
    } catch (const Xapian::DatabaseLockError &e) {
        return say(err, TC_ELOCKED, doing, e);
    } catch (const Xapian::DatabaseModifiedError &e) {
        return tc_fail_doing(err, TC_ELOCKED, doing,
                             "the index changes faster than it can be read");
    } catch (const Xapian::DatabaseVersionError &e) {
        return tc_fail_doing(err, TC_EVERSION, doing, "rebuild needed: %s", e.get_msg().c_str());
    } catch (const Xapian::DatabaseNotFoundError &e) {
        return say(err, TC_ENOTFOUND, doing, e);
    } catch (const Xapian::DatabaseCorruptError &e) {
        return say(err, TC_ECORRUPT, doing, e);
    } catch (const Xapian::DatabaseClosedError &e) {
        return say(err, TC_EINVAL, doing, e);
    } catch (const Xapian::DatabaseCreateError &e) {
        return say(err, TC_EIO, doing, e);
    } catch (const Xapian::DatabaseError &e) {
        return say(err, system_or_damage(e), doing, e);
    } catch (const Xapian::SerialisationError &e) {
        return say(err, TC_ECORRUPT, doing, e);
    } catch (const Xapian::NetworkTimeoutError &e) {
        return say(err, TC_ETIMEOUT, doing, e);
    } catch (const Xapian::NetworkError &e) {
        return say(err, TC_EIO, doing, e);
    } catch (const Xapian::DocNotFoundError &e) {
        return say(err, TC_ENOTFOUND, doing, e);
    } catch (const Xapian::FeatureUnavailableError &e) {
        return say(err, TC_EUNSUPPORTED, doing, e);
    } catch (const Xapian::UnimplementedError &e) {
        return say(err, TC_EUNSUPPORTED, doing, e);
    } catch (const Xapian::InvalidArgumentError &e) {
        return say(err, TC_EINVAL, doing, e);
    } catch (const Xapian::WildcardError &e) {
        return say(err, TC_ETOOBIG, doing, e);
    } catch (const Xapian::RangeError &e) {
        return say(err, TC_ECORRUPT, doing, e); /* a number in the index too large for its type */
    } catch (const Xapian::Error &e) {
        return say(err, TC_EINTERNAL, doing, e);
    } catch (const std::bad_alloc &) {
        return tc_fail_doing(err, TC_ENOMEM, doing, "no memory");
    } catch (const std::length_error &) {
        return tc_fail_doing(err, TC_ETOOBIG, doing, "too long");
    } catch (const std::exception &e) {
        return tc_fail_doing(err, TC_EINTERNAL, doing, "%s", e.what());
    } catch (...) {
        return tc_fail_doing(err, TC_EINTERNAL, doing, "unknown exception");
    }
}

template <class Work> tc_status guard(tc_error *err, const char *doing, Work &&work) noexcept
{
    try {
        return work();
    } catch (...) {
        return translate(err, doing);
    }
}

/* ---- memory --------------------------------------------------------------------------------- */

std::string bytes(tc_span s)
{
    return s.len ? std::string(s.ptr, s.len) : std::string();
}

/* Owns nothing that a jump could skip. NULL when there is no memory. */
void *try_alloc(tc_arena *arena, size_t size) noexcept
{
    tc_arena_catch catcher;
    if (TC_ARENA_CATCH(arena, &catcher))
        return nullptr;
    void *p = tc_arena_alloc(arena, size);
    tc_arena_uncatch(arena, &catcher);
    return p;
}

template <class T> T *make_array(tc_arena *arena, size_t count)
{
    if (count > SIZE_MAX / sizeof(T))
        throw std::bad_alloc();
    void *p = try_alloc(arena, count * sizeof(T));
    if (!p)
        throw std::bad_alloc();
    return static_cast<T *>(p);
}

tc_span keep(tc_arena *arena, std::string_view s)
{
    char *p = make_array<char>(arena, s.size() + 1);
    memcpy(p, s.data(), s.size());
    return tc_span_make(p, s.size());
}

tc_status unpack(tc_span *out, tc_arena *arena, tc_packer &packer, const std::string &data,
                 tc_error *err)
{
    *out = tc_span_make("", 0);
    if (data.empty())
        return TC_OK;
    return tc_unpack(&packer, out, arena, tc_span_make(data.data(), data.size()), TC_DATA_MAX, err);
}

/* ---- versions ------------------------------------------------------------------------------- */

tc_status check_versions(const Xapian::Database &db, const std::string &dir,
                         const std::string &analyzer, tc_error *err)
{
    std::string schema = db.get_metadata(SCHEMA_KEY);
    if (schema.empty())
        return tc_fail(err, TC_EVERSION, "%s: a Xapian database of another program: rebuild needed",
                       dir.c_str());
    if (analyzer == TC_ANY_VERSION)
        return TC_OK;
    if (schema != TC_SCHEMA_VERSION)
        return tc_fail(err, TC_EVERSION, "%s: index of schema %s, this is %s: rebuild needed",
                       dir.c_str(), schema.c_str(), TC_SCHEMA_VERSION);
    std::string found = db.get_metadata(ANALYZER_KEY);
    if (!analyzer.empty() && found != analyzer)
        return tc_fail(err, TC_EVERSION, "%s: index of analyser %s, this is %s: rebuild needed",
                       dir.c_str(), found.c_str(), analyzer.c_str());
    return TC_OK;
}

/* versions: the keys that say them do not count. */
bool is_fresh(const Xapian::Database &db, bool versions)
{
    if (db.get_lastdocid() != 0)
        return false;
    for (auto key = db.metadata_keys_begin(); key != db.metadata_keys_end(); ++key)
        if (!versions || (*key != SCHEMA_KEY && *key != ANALYZER_KEY))
            return false;
    return true;
}

} // namespace

namespace
{

#define FIELD(ID, name, aliases, prefix, kind, slot, facet, example) \
    static_assert((slot) != TC_SUM_SLOT, name " has the slot of the checksum");
#include "store/fields.def"

/* The checksum that a document with these values has. */
std::string values_sum(const Xapian::Document &doc)
{
    std::deque<std::string> texts;
    std::vector<tc_document_value> values;
    for (auto value = doc.values_begin(); value != doc.values_end(); ++value) {
        texts.push_back(*value);
        values.push_back(
            {value.get_valueno(), tc_span_make(texts.back().data(), texts.back().size())});
    }
    char sum[TC_VALUES_SUM];
    if (!tc_values_sum(sum, values.data(), values.size()))
        throw std::bad_alloc();
    return std::string(sum, sizeof sum);
}

} // namespace

/* ---- writing -------------------------------------------------------------------------------- */

struct tc_writer {
    Xapian::WritableDatabase db;
    std::string dir, analyzer;
    tc_error broken = TC_ERROR_INIT;   /* what broke it */
    tc_glass *appended = nullptr;      /* used instead of db when documents are only added */
    size_t most_postings = 0;          /* of it */
    std::string filling;               /* where it is */
    std::vector<std::string> finished; /* what became too much for one, in order */
    size_t made = 0, joined = 0;       /* places so far; of finished, how many are joined ones */
    std::string apart;                 /* not empty: where db is, of metadata alone */
    tc_packer packer = {};
    ~tc_writer()
    {
        tc_glass_abandon(appended);
        tc_packer_release(&packer);
    }
};

namespace
{

/* Sleeps 10 to 50 ms, not all processes alike, at most to the deadline. False once it is over. */
bool wait_a_little(double deadline)
{
    double now = tc_now();
    if (now >= deadline)
        return false;
    auto mixed =
        static_cast<uint32_t>(static_cast<uint64_t>(now * 1e6)) ^ static_cast<uint32_t>(getpid());
    double pause = 0.01 + 0.04 * static_cast<double>((mixed * 2654435761u) >> 16) / 65536;
    struct timespec nap = {0, static_cast<long>(std::min(pause, deadline - now) * 1e9)};
    nanosleep(&nap, nullptr);
    return true;
}

Xapian::WritableDatabase open_locked(const std::string &dir, const tc_writer_options &options)
{
    int flags = Xapian::DB_BACKEND_GLASS;
    if (options.bulk)
        flags |= Xapian::DB_CREATE | Xapian::DB_NO_SYNC;
    else
        flags |= options.create ? Xapian::DB_CREATE_OR_OPEN : Xapian::DB_OPEN;
    double deadline = tc_now() + options.lock_timeout;
    for (;;) {
        try {
            return Xapian::WritableDatabase(dir, flags);
        } catch (const Xapian::DatabaseLockError &) {
            if (!wait_a_little(deadline))
                throw;
        }
    }
}

tc_status prepare(tc_writer &w, tc_error *err)
{
    if (is_fresh(w.db, false)) {
        w.db.set_metadata(SCHEMA_KEY, TC_SCHEMA_VERSION);
        w.db.set_metadata(ANALYZER_KEY, w.analyzer);
        w.db.commit();
    }
    tc_status status = check_versions(w.db, w.dir, w.analyzer, err);
    /* Xapian flushes by itself every so many documents; inside a transaction such a flush goes to
     * disk and stays invisible until we commit. */
    if (status == TC_OK)
        w.db.begin_transaction();
    return status;
}

/* Forgets what is pending, so that Xapian's destructor, which commits, finds nothing. A commit that
 * failed has left the transaction: a new one is needed to cancel. */
void drop_pending(tc_writer *w) noexcept
{
    tc_status status = guard(nullptr, nullptr, [&] {
        w->db.cancel_transaction();
        return TC_OK;
    });
    if (status != TC_OK)
        status = guard(nullptr, nullptr, [&] {
            w->db.begin_transaction(false);
            w->db.cancel_transaction();
            return TC_OK;
        });
    if (status != TC_OK) /* no memory even for that: inside a transaction the destructor cancels */
        guard(nullptr, nullptr, [&] {
            w->db.begin_transaction(false);
            return TC_OK;
        });
}

template <class Work>
tc_status writing(tc_writer *w, const char *doing, tc_error *err, Work &&work) noexcept
{
    if (w->broken.code == TC_OK) {
        tc_status status = guard(&w->broken, doing, work);
        if (status == TC_OK)
            return TC_OK;
        drop_pending(w);
    }
    if (err)
        *err = w->broken;
    return w->broken.code;
}

/* ---- documents that are only added ---------------------------------------------------------- */

/* Begins a new database. TC_EUNSUPPORTED when it must be left to Xapian. */
tc_status append_to(tc_writer &w, const std::string &dir, tc_error *err)
{
    w.filling = dir;
    Xapian::WritableDatabase(dir, NEW_DATABASE).close();
    tc_status status = tc_glass_new(&w.appended, dir.c_str(), err);
    if (status == TC_OK)
        status = tc_glass_set_metadata(w.appended, tc_span_str(SCHEMA_KEY),
                                       tc_span_str(TC_SCHEMA_VERSION), err);
    if (status == TC_OK)
        status = tc_glass_set_metadata(w.appended, tc_span_str(ANALYZER_KEY),
                                       tc_span_make(w.analyzer.data(), w.analyzer.size()), err);
    return status;
}

/* The database that was asked for, then others beside it. */
std::string next_dir(tc_writer &w)
{
    size_t n = w.made++;
    return n ? w.dir + "-" + std::to_string(n) : w.dir;
}

/* The finished ones from the first on become one at dir. */
tc_status join_from(tc_writer &w, size_t first, const std::string &dir, tc_error *err)
{
    const auto begin = w.finished.begin() + static_cast<std::ptrdiff_t>(first);
    std::vector<const char *> dirs;
    for (auto i = begin; i != w.finished.end(); ++i)
        dirs.push_back(i->c_str());
    tc_status status = tc_store_join(dir.c_str(), dirs.data(), dirs.size(), err);
    if (status != TC_OK) {
        w.filling = dir; /* to be removed with what is beside */
        return status;
    }
    for (auto i = begin; i != w.finished.end(); ++i)
        std::filesystem::remove_all(*i);
    w.finished.erase(begin, w.finished.end());
    w.finished.push_back(dir);
    return TC_OK;
}

/* Each is some open files when they are joined: so many become one beforehand. */
constexpr size_t MOST_FINISHED = 64;

tc_status finish_appended(tc_writer &w, tc_error *err)
{
    tc_status status = tc_glass_finish(w.appended, err);
    tc_glass_abandon(w.appended);
    w.appended = nullptr;
    w.finished.push_back(w.filling);
    if (status == TC_OK && w.finished.size() - w.joined >= MOST_FINISHED)
        status = join_from(w, w.joined++, next_dir(w), err);
    return status;
}

/* Is this metadata's place the database of documents that are only added? */
bool holds_metadata(const tc_writer &w)
{
    return w.appended && w.apart.empty();
}

/* Metadata of a database of its own comes last. */
tc_status finish_apart(tc_writer &w)
{
    w.db.commit_transaction();
    w.db.close();
    w.finished.push_back(w.apart);
    return TC_OK;
}

/* What is beside the database that was asked for. */
void remove_beside(const tc_writer &w) noexcept
{
    std::error_code ignored;
    auto remove = [&](const std::string &dir) {
        if (!dir.empty() && dir != w.dir)
            std::filesystem::remove_all(dir, ignored);
    };
    for (const std::string &dir : w.finished)
        remove(dir);
    remove(w.filling);
    remove(w.apart);
}

/* Several become the one that was asked for. */
tc_status join_finished(tc_writer &w, tc_error *err)
{
    const std::string joined = next_dir(w);
    tc_status status = join_from(w, 0, joined, err);
    if (status == TC_OK)
        std::filesystem::rename(joined, w.dir);
    return status;
}

template <class Work>
tc_status appending(tc_writer *w, const char *doing, tc_error *err, Work &&work) noexcept
{
    if (w->broken.code == TC_OK &&
        guard(&w->broken, doing, [&] { return work(&w->broken); }) == TC_OK)
        return TC_OK;
    if (err)
        *err = w->broken;
    return w->broken.code;
}

tc_status close_appended(tc_writer *w, tc_error *err)
{
    return appending(w, "closing the index", err, [&](tc_error *why) {
        tc_status status = finish_appended(*w, why);
        if (status == TC_OK && !w->apart.empty())
            status = finish_apart(*w);
        if (status == TC_OK && w->finished.size() > 1)
            status = join_finished(*w, why);
        return status;
    });
}

tc_status append(tc_writer *w, tc_docid *id, tc_span unique_term, const tc_document *d,
                 tc_error *err)
{
    return appending(w, "adding a document", err, [&](tc_error *why) {
        tc_status status = TC_OK;
        if (tc_glass_postings(w->appended) >= w->most_postings)
            status = finish_appended(*w, why);
        if (status == TC_OK && !w->appended)
            status = append_to(*w, next_dir(*w), why);
        return status == TC_OK ? tc_glass_put(w->appended, id, unique_term, d, why) : status;
    });
}

tc_status check_key(tc_span key, tc_error *err)
{
    if (key.len == 0 || tc_store_key_length(key) > 240)
        return tc_fail(err, TC_EINVAL, "a metadata key of %zu bytes", key.len);
    return TC_OK;
}

Xapian::Document make_document(const tc_document &d)
{
    Xapian::Document doc;
    for (size_t i = 0; i < d.term_count; i++)
        doc.add_term(bytes(tc_document_term_at(&d, i)), d.terms[i].wdf);
    for (size_t i = 0; i < d.values.len; i++)
        doc.add_value(d.values.items[i].slot, bytes(d.values.items[i].value));
    doc.set_data(std::string(d.data.ptr, d.data.len));
    return doc;
}

tc_status check_unique(tc_span term, tc_error *err)
{
    if (term.len == 0 || tc_store_key_length(term) > TC_TERM_MAX)
        return tc_fail(err, TC_EINVAL, "a unique term of %zu bytes", term.len);
    return TC_OK;
}

} // namespace

tc_status tc_writer_open(tc_writer **out, const char *dir, const tc_writer_options *options,
                         tc_error *err)
{
    *out = nullptr;
    if (!options->create && !options->bulk && !tc_store_exists(dir))
        return tc_fail(err, TC_ENOTFOUND, "%s: no index", dir);
    return guard(err, dir, [&] {
        auto w = std::make_unique<tc_writer>();
        w->dir = dir;
        w->analyzer = options->analyzer_id ? options->analyzer_id : "";
        w->most_postings = options->append;
        tc_status status = options->append ? append_to(*w, next_dir(*w), err) : TC_EUNSUPPORTED;
        if (status == TC_OK && options->metadata_apart)
            w->apart = w->dir + "-0";
        if (status == TC_EUNSUPPORTED || !w->apart.empty()) {
            w->db = open_locked(w->apart.empty() ? w->dir : w->apart, *options);
            status = prepare(*w, err);
        }
        if (status == TC_OK)
            *out = w.release();
        return status;
    });
}

tc_status tc_writer_close(tc_writer *w, tc_error *err)
{
    if (!w)
        return TC_OK;
    tc_status status =
        w->appended ? close_appended(w, err) : writing(w, "closing the index", err, [&] {
            w->db.commit_transaction();
            w->db.close();
            return TC_OK;
        });
    if (status != TC_OK)
        remove_beside(*w);
    delete w;
    return status;
}

void tc_writer_abandon(tc_writer *w)
{
    if (!w)
        return;
    if (w->broken.code == TC_OK && !holds_metadata(*w))
        drop_pending(w);
    remove_beside(*w);
    delete w;
}

bool tc_writer_broken(const tc_writer *w)
{
    return w->broken.code != TC_OK;
}

tc_status tc_writer_put(tc_writer *w, tc_docid *id, tc_span unique_term, tc_document *d,
                        tc_error *err)
{
    tc_status status = check_unique(unique_term, err);
    if (status != TC_OK)
        return status;
    tc_document_sum(d);
    if (d->failed.code != TC_OK) {
        if (err)
            *err = d->failed;
        return d->failed.code;
    }
    if (w->appended)
        return append(w, id, unique_term, d, err);
    return writing(w, "adding a document", err, [&] {
        const std::string term = bytes(unique_term);
        Xapian::Document doc = make_document(*d);
        doc.add_boolean_term(term);
        Xapian::docid did = w->db.replace_document(term, doc);
        if (id)
            *id = did;
        return TC_OK;
    });
}

tc_status tc_writer_delete(tc_writer *w, tc_span unique_term, tc_error *err)
{
    tc_status status = check_unique(unique_term, err);
    if (status != TC_OK)
        return status;
    if (w->appended)
        return tc_fail(err, TC_EUNSUPPORTED, "documents are only added");
    return writing(w, "deleting a document", err, [&] {
        w->db.delete_document(bytes(unique_term));
        return TC_OK;
    });
}

tc_status tc_writer_commit(tc_writer *w, tc_error *err)
{
    if (w->appended) /* it becomes visible when it is closed */
        return appending(w, "committing to the index", err, [](tc_error *) { return TC_OK; });
    return writing(w, "committing to the index", err, [&] {
        w->db.commit_transaction();
        w->db.begin_transaction();
        return TC_OK;
    });
}

tc_status tc_writer_set_metadata(tc_writer *w, tc_span key, tc_span value, tc_error *err)
{
    tc_status status = check_key(key, err);
    if (status != TC_OK)
        return status;
    if (holds_metadata(*w))
        return appending(w, "writing metadata", err, [&](tc_error *why) {
            return tc_glass_set_metadata(w->appended, key, value, why);
        });
    return writing(w, "writing metadata", err, [&] {
        w->db.set_metadata(bytes(key), bytes(value));
        return TC_OK;
    });
}

tc_status tc_writer_metadata(tc_writer *w, tc_arena *arena, tc_span key, tc_span *value,
                             tc_error *err)
{
    tc_status status = check_key(key, err);
    if (status != TC_OK)
        return status;
    return guard(err, "reading metadata", [&] {
        *value = keep(arena, holds_metadata(*w) ? bytes(tc_glass_metadata(w->appended, key))
                                                : w->db.get_metadata(bytes(key)));
        return TC_OK;
    });
}

tc_status tc_writer_data(tc_writer *w, tc_arena *arena, tc_span unique_term, tc_span *data,
                         tc_error *err)
{
    tc_status status = check_unique(unique_term, err);
    if (status != TC_OK)
        return status;
    if (w->appended)
        return tc_fail(err, TC_EUNSUPPORTED, "documents are only added");
    return guard(err, "reading a document", [&] {
        const std::string term = bytes(unique_term);
        auto found = w->db.postlist_begin(term);
        if (found == w->db.postlist_end(term))
            return tc_fail(err, TC_ENOTFOUND, "no such document");
        return unpack(data, arena, w->packer, w->db.get_document(*found).get_data(), err);
    });
}

/* ---- reading -------------------------------------------------------------------------------- */

namespace
{

/* A tc_shard that owns its strings. */
struct Shard {
    explicit Shard(const tc_shard &s)
        : name(s.name), dir(s.dir ? s.dir : ""), host(s.host ? s.host : ""), port(s.port),
          program(s.program ? s.program : ""), args(s.args ? s.args : ""), connect(s.connect),
          answer(s.answer), remote(!s.dir), spare(s.spare)
    {
    }

    std::string name, dir, host;
    unsigned port;
    std::string program, args;
    double connect, answer; /* seconds */
    bool remote, spare, lost = false;
    tc_error why = TC_ERROR_INIT; /* it was lost */
    Xapian::Database db;
};

} // namespace

struct tc_reader {
    Xapian::Database db;       /* all parts as one */
    std::vector<Shard> shards; /* share their state with db */
    std::string analyzer;
    /* one portion of metadata: here, so that a callback's jump skips no destructor */
    std::vector<std::pair<std::string, std::string>> portion;
    tc_packer packer = {};
    ~tc_reader()
    {
        tc_packer_release(&packer);
    }
};

namespace
{

/* Xapian takes a table that cannot be opened (too many files, a failing disk) for one that was
 * never made; then every document would be without its data, and nobody would know. A document that
 * is damaged is told where it is read: the others can be. */
bool data_out_of_reach(const Xapian::Database &db, const std::string &dir)
{
    struct stat table;
    if (stat((dir + "/docdata.glass").c_str(), &table) != 0 || table.st_size == 0)
        return false;
    bool empty = false;
    guard(nullptr, nullptr, [&] {
        Xapian::PostingIterator first = db.postlist_begin("");
        empty = first != db.postlist_end("") && db.get_document(*first).get_data().empty();
        return TC_OK;
    });
    return empty;
}

tc_status check_shard(const Shard &s, const std::string &analyzer, tc_error *err)
{
    tc_status status = check_versions(s.db, s.name, analyzer, err);
    if (status == TC_OK && !s.remote && data_out_of_reach(s.db, s.dir))
        return tc_fail(err, TC_EIO, "%s: the stored data cannot be read", s.name.c_str());
    return status;
}

unsigned milliseconds(double seconds)
{
    return static_cast<unsigned>(std::min(std::max(seconds, 0.001), 1e6) * 1000);
}

Xapian::Database open_database(const Shard &s)
{
    if (!s.remote)
        return Xapian::Database(s.dir);
    if (s.host.empty())
        return Xapian::Remote::open(s.program, s.args, milliseconds(s.answer));
    return Xapian::Remote::open(s.host, s.port, milliseconds(s.answer), milliseconds(s.connect));
}

/* Xapian reads the version of a database and then the roots of its tables. A writer that commits
 * twice in between has written over these, and tables of several versions stand side by side, or
 * the root seems to be damaged. What still is the version afterwards was it all the while. */
void settle(Xapian::Database &db)
{
    for (int runs = 0; db.reopen(); runs++)
        if (runs == REOPENS)
            throw Xapian::DatabaseModifiedError("");
}

/* Has a writer committed since it was opened? Then what looked like damage may have been none. */
bool moved_on(Xapian::Database &db) noexcept
{
    bool newer = true; /* when not even that can be read: the next run tells */
    guard(nullptr, nullptr, [&] {
        newer = db.reopen();
        return TC_OK;
    });
    return newer;
}

tc_status open_shard(Shard &s, const std::string &analyzer, tc_error *err)
{
    if (!s.remote && !tc_store_exists(s.dir.c_str()))
        return tc_fail(err, TC_ENOTFOUND, "%s: no index", s.name.c_str());
    return guard(err, s.name.c_str(), [&] {
        for (int runs = 0;; runs++) {
            bool last = s.remote || runs == REOPENS;
            try {
                s.db = open_database(s);
                if (!s.remote)
                    settle(s.db);
                return check_shard(s, analyzer, err);
            } catch (const Xapian::DatabaseModifiedError &) {
                if (last)
                    throw;
            } catch (const Xapian::DatabaseCorruptError &) {
                if (last)
                    throw;
            }
        }
    });
}

/* An empty database takes its place, so that documents of others keep their numbers. */
void lose(Shard &s, const tc_error &why)
{
    s.lost = true;
    s.why = why;
    /* Xapian waits for a program to end, and this one may not: its handle is never freed. */
    if (s.remote && s.host.empty() && s.db.size() > 0)
        new Xapian::Database(s.db);
    s.db = Xapian::Database(std::string(), Xapian::DB_BACKEND_INMEMORY);
}

tc_status all_lost(const tc_reader &r, tc_error *err)
{
    tc_status status = r.shards[0].why.code;
    std::string all;
    for (const Shard &s : r.shards) {
        status = s.why.code == TC_ETIMEOUT || status == s.why.code ? s.why.code : TC_ENOTFOUND;
        all += std::string(all.empty() ? "" : "; ") + s.why.msg;
    }
    if (status != TC_ETIMEOUT && status != TC_EVERSION && status != TC_ECORRUPT)
        status = TC_ENOTFOUND;
    return tc_fail(err, status, "no shard answers: %s", all.c_str());
}

void join(tc_reader &r)
{
    r.db = Xapian::Database();
    for (const Shard &s : r.shards)
        r.db.add_database(s.db);
}

/* Opens all, or, after a server has failed, every server anew: what another one still has to say
 * would be taken for an answer to the next question. */
tc_status open_shards(tc_reader &r, bool servers_only, tc_error *err)
{
    size_t live = 0;
    for (Shard &s : r.shards) {
        tc_error why = TC_ERROR_INIT;
        if (s.lost)
            continue;
        tc_status status = servers_only && !s.remote ? TC_OK : open_shard(s, r.analyzer, &why);
        live += status == TC_OK;
        if (status == TC_OK)
            continue;
        if (!s.spare) {
            if (err)
                *err = why;
            return status;
        }
        lose(s, why);
    }
    if (live == 0)
        return all_lost(r, err);
    join(r);
    return TC_OK;
}

/* As Xapian calls it in errors. */
bool is_about(const Xapian::Error &e, const Shard &s)
{
    const std::string tcp = "remote:tcp(" + s.host + ":" + std::to_string(s.port) + ")";
    const std::string program = "remote:prog(" + s.program + " " + s.args + ")";
    return s.remote && e.get_context() == (s.host.empty() ? program : tcp);
}

/* A server has failed in a call. The one that was too slow would be so again; one that hung up may
 * have been restarted, or is gone. */
tc_status recover(tc_reader &r, const Xapian::NetworkError &e, bool again, tc_error *err)
{
    bool slow = strcmp(e.get_type(), "NetworkTimeoutError") == 0;
    r.db = Xapian::Database();
    for (Shard &s : r.shards)
        if (!s.lost && s.spare && (slow || again) && is_about(e, s)) {
            tc_error why = TC_ERROR_INIT;
            say(&why, slow ? TC_ETIMEOUT : TC_EIO, s.name.c_str(), e);
            lose(s, why);
        }
    return open_shards(r, true, err);
}

size_t lost_shards(const tc_reader &r)
{
    return static_cast<size_t>(
        std::count_if(r.shards.begin(), r.shards.end(), [](const Shard &s) { return s.lost; }));
}

/* A server takes connections and hangs up in the call, and Xapian does not tell which: the one
 * without which the call goes through. */
template <class Work>
tc_status lose_culprit(tc_reader &r, const Xapian::NetworkError &e, tc_error *err, Work &&work)
{
    for (Shard &s : r.shards) {
        if (s.lost || !s.spare || !s.remote)
            continue;
        bool through = true;
        s.db = Xapian::Database(std::string(), Xapian::DB_BACKEND_INMEMORY);
        join(r);
        try {
            work();
        } catch (const Xapian::NetworkError &) {
            through = false;
        }
        r.db = Xapian::Database();
        if (through) {
            tc_error why = TC_ERROR_INIT;
            say(&why, TC_EIO, s.name.c_str(), e);
            lose(s, why);
        }
        tc_status status = open_shards(r, true, err);
        if (status != TC_OK || through)
            return status;
    }
    return TC_OK;
}

/* How many shards are there of servers, or here. */
std::ptrdiff_t count_live(const tc_reader &r, bool remote)
{
    return std::count_if(r.shards.begin(), r.shards.end(),
                         [&](const Shard &s) { return s.remote == remote && !s.lost; });
}

tc_status check_shards(const tc_reader &r, tc_error *err)
{
    for (const Shard &s : r.shards) {
        tc_status status = s.lost ? TC_OK : check_shard(s, r.analyzer, err);
        if (status != TC_OK)
            return status;
    }
    return TC_OK;
}

template <class Work>
tc_status reading(tc_reader *r, const char *doing, tc_error *err, Work &&work) noexcept
{
    return guard(err, doing, [&] {
        int overtaken = 0;
        size_t failures = 0;
        for (;;) {
            try {
                if (overtaken)
                    settle(r->db);
                tc_status status = overtaken ? check_shards(*r, err) : TC_OK;
                return status == TC_OK ? work() : status;
            } catch (const Xapian::DatabaseModifiedError &) {
                if (overtaken++ == RERUNS)
                    throw;
            } catch (const Xapian::DatabaseCorruptError &) {
                if (overtaken++ == RERUNS || !moved_on(r->db))
                    throw;
            } catch (const Xapian::NetworkError &e) {
                if (failures++ > r->shards.size())
                    throw;
                size_t lost = lost_shards(*r);
                tc_status status = recover(*r, e, failures > 1, err);
                if (status == TC_OK && failures > 1 && lost_shards(*r) == lost)
                    status = lose_culprit(*r, e, err, work);
                if (status != TC_OK)
                    return status;
            }
        }
    });
}

} // namespace

tc_status tc_reader_open_shards(tc_reader **out, const tc_shard *shards, size_t count,
                                const char *analyzer_id, tc_error *err)
{
    *out = nullptr;
    if (count == 0)
        return tc_fail(err, TC_EINVAL, "no index named");
    return guard(err, "opening an index", [&] {
        auto r = std::make_unique<tc_reader>();
        r->analyzer = analyzer_id ? analyzer_id : "";
        for (size_t i = 0; i < count; i++)
            r->shards.emplace_back(shards[i]);
        tc_status status = open_shards(*r, false, err);
        if (status == TC_OK)
            *out = r.release();
        return status;
    });
}

tc_status tc_reader_open(tc_reader **out, const char *const *dirs, size_t count,
                         const char *analyzer_id, tc_error *err)
{
    return guard(err, "opening an index", [&] {
        std::vector<tc_shard> shards(count);
        for (size_t i = 0; i < count; i++)
            shards[i].name = shards[i].dir = dirs[i];
        return tc_reader_open_shards(out, shards.data(), count, analyzer_id, err);
    });
}

const char *tc_reader_lost(const tc_error **why, const tc_reader *r, size_t *i)
{
    while (*i < r->shards.size()) {
        const Shard &s = r->shards[(*i)++];
        if (s.lost) {
            *why = &s.why;
            return s.name.c_str();
        }
    }
    return nullptr;
}

void tc_reader_free(tc_reader *r)
{
    delete r;
}

tc_status tc_reader_reopen(tc_reader *r, bool *changed, tc_error *err)
{
    return reading(r, "reopening the index", err, [&] {
        bool newer = r->db.reopen();
        if (changed)
            *changed = newer;
        return newer ? check_shards(*r, err) : TC_OK;
    });
}

tc_status tc_reader_last(tc_docid *last, tc_reader *r, tc_error *err)
{
    return reading(r, "looking at an index", err, [&] {
        *last = r->db.get_lastdocid();
        return TC_OK;
    });
}

tc_status tc_reader_count(tc_reader *r, uint64_t *documents, tc_error *err)
{
    return reading(r, "counting documents", err, [&] {
        *documents = r->db.get_doccount();
        return TC_OK;
    });
}

/* ---- searching ------------------------------------------------------------------------------ */

namespace
{

using Query = Xapian::Query;
using Alternative = std::pair<double, std::string>; /* in how many; the term */
using Alternatives = std::vector<Alternative>;

/* A term that does not weigh and is in all documents of a database Xapian 1.4 reads as the list of
 * all documents under the term's name, and at the end of the list's first chunk takes the database
 * to be damaged; without gaps in the numbers of documents there are no chunks. */
bool has_gaps(const Xapian::Database &db)
{
    return db.get_lastdocid() != db.get_doccount();
}

/* The documents of a term, read from its own list in each database; not in servers. */
class TermSource : public Xapian::PostingSource
{
  public:
    explicit TermSource(const std::string &term) : term_(term)
    {
    }

    void init(const Xapian::Database &db) override
    {
        db_ = db;
        begun_ = false;
    }

    void next(double) override
    {
        if (begun_)
            ++at_;
        else
            begin();
    }

    void skip_to(Xapian::docid id, double) override
    {
        if (!begun_)
            begin();
        if (!at_end())
            at_.skip_to(id);
    }

    bool at_end() const override
    {
        return at_ == db_.postlist_end(term_);
    }

    Xapian::docid get_docid() const override
    {
        return *at_;
    }

    Xapian::doccount get_termfreq_min() const override
    {
        return db_.get_termfreq(term_);
    }

    Xapian::doccount get_termfreq_est() const override
    {
        return db_.get_termfreq(term_);
    }

    Xapian::doccount get_termfreq_max() const override
    {
        return db_.get_termfreq(term_);
    }

    Xapian::PostingSource *clone() const override
    {
        return new TermSource(term_);
    }

  private:
    void begin()
    {
        begun_ = true;
        at_ = db_.postlist_begin(term_);
    }

    std::string term_;
    Xapian::Database db_;
    Xapian::PostingIterator at_;
    bool begun_ = false;
};

/* The weight is Xapian's own BM25, so that remote shards know it, with log(1 + odds) for the rarity
 * of a term: in the same proportion for rare and frequent ones, where Xapian's levels what more
 * than a third of all have. So terms are scaled by the proportion of the two. */
class Scale
{
  public:
    explicit Scale(const tc_reader &r) : db_(r.db), gaps_(has_gaps(r.db)), all_(db_.get_doccount())
    {
        for (const Shard &s : r.shards)
            if (r.shards.size() > 1 && count_live(r, true) == 0 && !s.lost && has_gaps(s.db))
                gappy_.push_back(s.db);
    }

    double with(const std::string &term) const
    {
        return std::min<double>(db_.get_termfreq(term), all_);
    }

    /* The term as one found in so many documents. */
    Query term(const std::string &name, double as) const
    {
        return scaled(Query(name), with(name), as);
    }

    Query pair(const Alternative &a, const Alternative &b, double as) const
    {
        const Query both[] = {Query(a.second), Query(b.second)};
        double theirs =
            std::floor(a.first + b.first - a.first * b.first / std::max(all_, 1.0) + 0.5);
        return scaled(Query(Query::OP_SYNONYM, both, both + 2), theirs, as);
    }

    double all() const
    {
        return all_;
    }

    /* The term as one that does not weigh. */
    Query only(const std::string &name) const
    {
        auto in_all = [&](const Xapian::Database &db) {
            return db.get_termfreq(name) == db.get_doccount();
        };
        if (gaps_ && in_all(db_))
            return Query(Query::MatchAll);
        return std::any_of(gappy_.begin(), gappy_.end(), in_all) ? from_source(name) : Query(name);
    }

    Query only_terms(const std::string &start) const
    {
        auto in_all = [&](const Xapian::Database &db) {
            auto i = db.allterms_begin(start);
            while (i != db.allterms_end(start) && i.get_termfreq() < db.get_doccount())
                ++i;
            return i != db.allterms_end(start);
        };
        if (gaps_ && in_all(db_))
            return Query(Query::MatchAll);
        if (std::none_of(gappy_.begin(), gappy_.end(), in_all))
            return Query(Query::OP_WILDCARD, start, 0, Query::WILDCARD_LIMIT_ERROR, Query::OP_OR);
        std::vector<Query> each;
        for (auto i = db_.allterms_begin(start); i != db_.allterms_end(start); ++i)
            each.push_back(only(*i));
        return Query(Query::OP_OR, each.begin(), each.end());
    }

    /* of the index, in byte order */
    Alternatives terms(const std::string &start) const
    {
        Alternatives out;
        for (auto i = db_.allterms_begin(start); i != db_.allterms_end(start); ++i)
            out.emplace_back(std::min<double>(i.get_termfreq(), all_), *i);
        return out;
    }

  private:
    double odds(double with) const
    {
        return (all_ - with + 0.5) / (with + 0.5);
    }

    /* What Xapian takes to be in so many, as one that is in that many. */
    Query scaled(const Query &q, double with, double as) const
    {
        double own = odds(with), theirs = std::log(own < 2 ? own / 2 + 1 : own);
        return Query(Query::OP_SCALE_WEIGHT, q, std::log(1 + odds(as)) / theirs);
    }

    static Query from_source(const std::string &name)
    {
        std::unique_ptr<Xapian::PostingSource> source(new TermSource(name));
        return Query(source.get()); /* keeps a copy */
    }

    const Xapian::Database &db_;
    bool gaps_; /* in the whole */
    std::vector<Xapian::Database>
        gappy_; /* shards of several that have some, when none is remote */
    double all_;
};

Query translate(const tc_query *q, const Scale &scale, bool weighs, unsigned depth);

/* The empty term would be every document, and an overlong one cannot be in the index. */
bool can_match(tc_span term)
{
    return term.len > 0 && tc_store_key_length(term) <= TC_TERM_MAX;
}

Query leaf(tc_span term, const Scale &scale, bool weighs)
{
    if (!can_match(term))
        return Query::MatchNothing;
    const std::string name = bytes(term);
    return weighs ? scale.term(name, scale.with(name)) : scale.only(name);
}

Query joined(Query::op op, const std::vector<Query> &parts)
{
    return Query(op, parts.begin(), parts.end());
}

Query weightless(const Query &q)
{
    return Query(Query::OP_SCALE_WEIGHT, q, 0);
}

/* A document without the value has the empty string there and is in no range. */
Query range(const tc_query *q)
{
    std::string low = q->low.len ? bytes(q->low) : std::string(1, '\0');
    if (q->high.len == 0)
        return Query(Query::OP_VALUE_GE, q->slot, low);
    return Query(Query::OP_VALUE_RANGE, q->slot, low, bytes(q->high));
}

std::vector<Query> children(const tc_query *q, const Scale &scale, bool weighs, size_t first,
                            unsigned depth)
{
    std::vector<Query> out;
    for (size_t i = first; i < q->count; i++)
        out.push_back(translate(q->children[i], scale, weighs, depth + 1));
    return out;
}

/* the first child under op with the others, which are joined by how */
Query first_with(const tc_query *q, const Scale &scale, bool weighs, Query::op op, Query::op how,
                 unsigned depth)
{
    if (q->count == 0)
        return Query::MatchNothing;
    Query first = translate(q->children[0], scale, weighs, depth + 1);
    bool others = weighs && op == Query::OP_AND_MAYBE;
    return q->count == 1 ? first
                         : Query(op, first, joined(how, children(q, scale, others, 1, depth)));
}

/* Alternatives weigh as one term: by how rare all of them are, taken to be independent. Xapian's
 * OP_SYNONYM takes this from a tree whose form, and so its last place, depends on the shard, unless
 * there are two; and 1.4's OP_MAX reads freed memory when a shard comes to its end. So the most
 * frequent ones weigh, in pairs; all, which may be more, match. */
Query one_of(Alternatives terms, const Query &all, const Scale &scale)
{
    double without = 1;
    std::vector<Query> pairs;
    std::sort(terms.begin(), terms.end(), [](const auto &a, const auto &b) {
        return a.first > b.first || (a.first >= b.first && a.second < b.second);
    });
    for (const auto &one : terms)
        without *= 1 - one.first / std::max(scale.all(), 1.0);
    const double any = scale.all() * (1 - without);
    for (size_t i = 0; i < terms.size() && i < BEST; i += 2)
        pairs.push_back(i + 1 < terms.size() ? scale.pair(terms[i], terms[i + 1], any)
                                             : scale.term(terms[i].second, any));
    Query query = joined(Query::OP_OR, pairs);
    return terms.size() > BEST ? Query(Query::OP_OR, query, weightless(all)) : query;
}

Query synonym(const tc_query *q, const Scale &scale, bool weighs)
{
    Alternatives terms;
    std::vector<Query> all;
    for (size_t i = 0; i < q->count; i++) {
        const tc_query *child = q->children[i];
        if (child->kind != TC_Q_TERM)
            throw Xapian::InvalidArgumentError("synonyms are words");
        if (!can_match(child->term))
            continue;
        const std::string name = bytes(child->term);
        all.push_back(scale.only(name));
        if (weighs)
            terms.emplace_back(scale.with(name), name);
    }
    Query any = joined(Query::OP_OR, all);
    return weighs ? one_of(terms, any, scale) : any;
}

Query prefix(const tc_query *q, const Scale &scale, bool weighs)
{
    if (!can_match(q->term))
        return Query::MatchNothing;
    const std::string start = bytes(q->term);
    Query any = scale.only_terms(start);
    return weighs ? one_of(scale.terms(start), any, scale) : any;
}

Query each_worth(double weight)
{
    std::unique_ptr<Xapian::PostingSource> source(new Xapian::FixedWeightPostingSource(weight));
    return Query(source.get()); /* keeps a copy */
}

/* weighs: what the query weighs counts. */
Query translate(const tc_query *q, const Scale &scale, bool weighs, unsigned depth)
{
    if (depth > MAX_DEPTH)
        throw Xapian::InvalidArgumentError("question nested too deeply");
    switch (q->kind) {
    case TC_Q_NOTHING:
        return Query::MatchNothing;
    case TC_Q_ALL:
        return weighs && q->factor > 0 ? each_worth(q->factor) : Query(Query::MatchAll);
    case TC_Q_TERM:
        return leaf(q->term, scale, weighs);
    case TC_Q_PREFIX:
        return prefix(q, scale, weighs);
    case TC_Q_RANGE:
        return range(q);
    case TC_Q_AND:
        return joined(Query::OP_AND, children(q, scale, weighs, 0, depth));
    case TC_Q_OR:
        return joined(Query::OP_OR, children(q, scale, weighs, 0, depth));
    case TC_Q_SYNONYM:
        return synonym(q, scale, weighs);
    case TC_Q_PHRASE:
    case TC_Q_NEAR:
        throw Xapian::InvalidArgumentError("the index has no positions");
    case TC_Q_NOT:
        return first_with(q, scale, weighs, Query::OP_AND_NOT, Query::OP_OR, depth);
    case TC_Q_FILTER:
        return first_with(q, scale, weighs, Query::OP_FILTER, Query::OP_AND, depth);
    case TC_Q_MAYBE:
        if (!weighs && q->count)
            return translate(q->children[0], scale, weighs, depth + 1);
        return first_with(q, scale, weighs, Query::OP_AND_MAYBE, Query::OP_OR, depth);
    case TC_Q_BOOST:
        if (q->count == 0)
            return Query::MatchNothing;
        return Query(Query::OP_SCALE_WEIGHT,
                     translate(q->children[0], scale, weighs && q->factor > 0, depth + 1),
                     q->factor);
    }
    throw Xapian::InvalidArgumentError("unknown kind of question");
}

using Counter = std::unique_ptr<tc_facet_counter, decltype(&tc_facet_counter_free)>;

/* None when nothing is to be counted. */
Counter counter_of(const tc_search_options &options)
{
    Counter counter(nullptr, tc_facet_counter_free);
    if (options.facet_count == 0)
        return counter;
    counter.reset(tc_facet_counter_new(options.facets, options.facet_count));
    if (!counter)
        throw std::bad_alloc();
    return counter;
}

/* What is to be counted, and the slots in which it stands. */
std::vector<Xapian::valueno> slots_of(const tc_facet_counter *counter)
{
    uint32_t slots[TC_FACET_SLOTS];
    return {slots, slots + tc_facet_counter_slots(slots, counter)};
}

void count(tc_facet_counter *counter, Xapian::valueno slot, const std::string &value,
           Xapian::doccount times)
{
    tc_span span = tc_span_make(value.data(), value.size());
    tc_status status = tc_facet_counter_add(counter, slot, span, times);
    if (status == TC_ENOMEM)
        throw std::bad_alloc();
    if (status != TC_OK)
        throw Xapian::DatabaseCorruptError("what documents are counted by does not decode");
}

/* Which documents of a shard match, as it numbers them, ascending. */
class Spy : public Xapian::MatchSpy
{
  public:
    explicit Spy(std::vector<Xapian::docid> &ids) : ids_(ids)
    {
    }

    void operator()(const Xapian::Document &doc, double) override
    {
        ids_.push_back(doc.get_docid());
    }

  private:
    std::vector<Xapian::docid> &ids_;
};

/* What is found in each shard, all of them here: to be counted, and in no order. */
class Found
{
  public:
    explicit Found(const tc_reader &r) : reader_(r), parts_(r.shards.size())
    {
    }

    /* False: a shard is remote. */
    bool match(const Query &query)
    {
        try {
            for (size_t i = 0; i < parts_.size(); i++)
                match_part(parts_[i], reader_.shards[i].db, query);
        } catch (const Xapian::UnimplementedError &) {
            return false;
        }
        return true;
    }

    void add(Xapian::docid id)
    {
        const auto shards = static_cast<Xapian::docid>(parts_.size());
        parts_[(id - 1) % shards].push_back((id - 1) / shards + 1);
    }

    size_t size() const
    {
        size_t all = 0;
        for (const auto &part : parts_)
            all += part.size();
        return all;
    }

    /* One way through each slot. */
    void count_into(tc_facet_counter *counter) const
    {
        for (size_t i = 0; i < parts_.size(); i++)
            for (Xapian::valueno slot : slots_of(counter))
                count_part(counter, reader_.shards[i].db, slot, parts_[i]);
    }

  private:
    static void match_part(std::vector<Xapian::docid> &out, const Xapian::Database &db,
                           const Query &query)
    {
        Xapian::Enquire enquire(db);
        Spy spy(out);
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        enquire.set_query(query);
        enquire.add_matchspy(&spy);
        if (query.get_type() != Query::LEAF_TERM) {
            enquire.get_mset(0, 0, db.get_doccount());
            return;
        }
        enquire.get_mset(0, 0); /* throws where the shard is remote */
        const std::string term = *query.get_terms_begin();
        for (auto id = db.postlist_begin(term); id != db.postlist_end(term); ++id)
            out.push_back(*id);
    }

    static void count_part(tc_facet_counter *counter, const Xapian::Database &db,
                           Xapian::valueno slot, const std::vector<Xapian::docid> &ids)
    {
        auto value = db.valuestream_begin(slot);
        const auto end = db.valuestream_end(slot);
        for (size_t i = 0; i < ids.size() && value != end; i++) {
            value.skip_to(ids[i]);
            if (value != end && value.get_docid() == ids[i])
                count(counter, slot, *value, 1);
        }
    }

    const tc_reader &reader_;
    std::vector<std::vector<Xapian::docid>> parts_;
};

/* Of a remote shard Xapian fetches whole documents, so that only these may be asked for. */
void count_singly(tc_facet_counter *counter, const Xapian::Database &db,
                  const std::vector<Xapian::docid> &ids)
{
    const auto slots = slots_of(counter);
    for (Xapian::docid id : ids) {
        try {
            const Xapian::Document doc = db.get_document(id);
            for (Xapian::valueno slot : slots)
                count(counter, slot, doc.get_value(slot), 1);
        } catch (const Xapian::DocNotFoundError &) {
            continue;
        }
    }
}

/* ids ascend */
void count_listed_values(tc_facet_counter *counter, const tc_reader &r,
                         const std::vector<Xapian::docid> &ids)
{
    if (count_live(r, true) > 0)
        return count_singly(counter, r.db, ids);
    Found found(r);
    for (Xapian::docid id : ids)
        found.add(id);
    found.count_into(counter);
}

/* All documents that match, as remote shards know to count them: whole slots, told apart here. What
 * is fetched from remote and local shards at once is counted twice by Xapian. */
void count_remotely(Xapian::Enquire &enquire, tc_facet_counter *counter, Xapian::doccount all)
{
    for (Xapian::valueno slot : slots_of(counter)) {
        Xapian::ValueCountMatchSpy spy(slot);
        enquire.add_matchspy(&spy);
        enquire.get_mset(0, 0, all);
        enquire.clear_matchspies();
        for (auto value = spy.values_begin(); value != spy.values_end(); ++value)
            count(counter, slot, *value, value.get_termfreq());
    }
}

/* By one slot, as remote shards can. */
void set_order(Xapian::Enquire &enquire, const tc_search_options &options)
{
    if (options.unordered) {
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        return;
    }
    enquire.set_weighting_scheme(Xapian::BM25Weight(BM25_K1, 0, 0, BM25_B, BM25_SHORTEST));
    if (options.sort_slot == TC_NO_SLOT)
        enquire.set_sort_by_relevance_then_value(TC_TIE_SLOT, true);
    else
        enquire.set_sort_by_value_then_relevance(options.sort_slot, !options.ascending);
}

/* Each shard adds a document's weights up in an order of its own, so that the last bits of equal
 * sums differ; these are told apart no more. */
double told_apart(double weight)
{
    return static_cast<float>(weight);
}

struct Hit {
    tc_hit hit;
    std::string key; /* in the tie slot */
};

/* Equal weights, highest key first. What is equal to the last bit is in order already. */
std::vector<Hit> settle(const Xapian::MSet &found, bool by_weight)
{
    std::vector<Hit> hits;
    hits.reserve(found.size());
    size_t first = 0;
    double exact = 0;
    bool mixed = false;
    auto close = [&](size_t end) {
        if (mixed)
            std::stable_sort(hits.begin() + static_cast<std::ptrdiff_t>(first),
                             hits.begin() + static_cast<std::ptrdiff_t>(end),
                             [](const Hit &a, const Hit &b) { return a.key > b.key; });
        first = end;
        mixed = false;
    };
    for (auto i = found.begin(); i != found.end(); ++i) {
        double weight = told_apart(i.get_weight());
        if (by_weight && hits.size() > first && hits.back().hit.weight > weight)
            close(hits.size());
        mixed = mixed || (by_weight && hits.size() > first && i.get_weight() < exact);
        exact = i.get_weight();
        hits.push_back({{*i, weight, static_cast<double>(found.convert_to_percent(i))},
                        by_weight ? i.get_sort_key() : std::string()});
    }
    close(hits.size());
    return hits;
}

/* The fixed weight that a question gives, 0 when it has none. */
double fixed_weight(const tc_query *q)
{
    double found = q->kind == TC_Q_ALL ? q->factor : 0;
    for (size_t i = 0; i < q->count && found <= 0; i++)
        found = fixed_weight(q->children[i]);
    return found;
}

/* Does an equal weight perhaps go on behind the last one fetched, so that what is on this page is
 * not settled? No weight, and a fixed one by itself, are no sums: hundreds of documents that bear
 * the number asked for are in order already. */
bool cut_through(const Xapian::MSet &found, Xapian::doccount end, Xapian::doccount asked,
                 double fixed)
{
    if (end == 0 || found.size() < asked || found.get_max_possible() <= 0)
        return false;
    const double here = found[end - 1].get_weight(), last = found[found.size() - 1].get_weight();
    return told_apart(here) == told_apart(last) && !(here == fixed && last == fixed);
}

void copy_hits(tc_hits *out, tc_arena *arena, const std::vector<Hit> &hits, size_t first,
               size_t most)
{
    size_t end = std::min(hits.size(), first + most);
    out->items = make_array<tc_hit>(arena, end);
    for (size_t i = first; i < end; i++)
        out->items[out->len++] = hits[i].hit;
}

bool starts_with(const std::string &s, const std::string &prefix)
{
    return s.compare(0, prefix.size(), prefix) == 0;
}

void take_name(tc_facet_picks &picks, const std::string &term, size_t prefix)
{
    if (!tc_facet_picks_name(&picks, tc_span_make(term.data() + prefix, term.size() - prefix)))
        throw std::bad_alloc();
}

void name_by_terms(tc_facet_picks &picks, const Xapian::Database &db, const std::string &start,
                   size_t prefix)
{
    const auto end = db.allterms_end(start);
    for (auto term = db.allterms_begin(start); term != end; ++term)
        take_name(picks, *term, prefix);
}

/* Terms with the key, one after the other; or, where much has to be named, all terms. */
void name_all(tc_facet_picks &picks, const Xapian::Database &db, const std::string &prefix)
{
    const size_t count = picks.items.len;
    if (picks.unnamed > NAMED_SINGLY)
        name_by_terms(picks, db, prefix, prefix.size());
    else
        for (size_t i = 0; picks.unnamed && i < count; i++) {
            char key[TC_FACET_KEY];
            tc_facet_write_key(key, picks.items.items[i].key);
            name_by_terms(picks, db, prefix + std::string(key, sizeof key), prefix.size());
        }
    if (picks.unnamed)
        throw Xapian::DatabaseCorruptError("what documents are counted by has no name");
}

std::string term_of(const std::string &prefix, const tc_facet_pick &pick)
{
    char key[TC_FACET_KEY];
    tc_facet_write_key(key, pick.key);
    return prefix + std::string(key, sizeof key) + bytes(pick.name);
}

/* How many of the documents found have a term. */
using Among = std::function<Xapian::doccount(const std::string &)>;

/* Values of one key were counted as one: all but the most frequent by their terms. */
void tell_apart(tc_facet_picks &picks, const Xapian::Database &db, const std::string &prefix,
                const Among &among)
{
    for (size_t i = 0; i < picks.items.len; i++) {
        if (!picks.items.items[i].other)
            continue;
        tc_facet_pick &one = picks.items.items[i];
        tc_facet_pick &first = picks.items.items[one.other - 1];
        if (db.get_termfreq(term_of(prefix, one)) > db.get_termfreq(term_of(prefix, first)))
            std::swap(one.name, first.name);
        one.count = among(term_of(prefix, one));
        if (one.count > first.count)
            throw Xapian::DatabaseCorruptError(
                "what documents are counted by and its names differ");
        first.count -= one.count;
    }
}

tc_facet_picks picks_from(tc_arena *arena, const Xapian::Database &db, tc_facet_counter *counter,
                          tc_facet facet, uint32_t least, const Among &among)
{
    tc_facet_picks picks;
    const std::string prefix = bytes(tc_facet_prefix(facet));
    if (!tc_facet_pick_all(&picks, arena, counter, facet, least))
        throw std::bad_alloc();
    if (!prefix.empty()) {
        name_all(picks, db, prefix);
        tell_apart(picks, db, prefix, among);
    }
    tc_facet_picks_settle(&picks);
    return picks;
}

/* A value that was counted together with another can come less often than some that were not
 * picked: then these are picked too. */
tc_hits::tc_facet_counts top_values(tc_arena *arena, const Xapian::Database &db,
                                    tc_facet_counter *counter, const struct tc_facet_request &asked,
                                    const Among &among)
{
    uint32_t least;
    if (!tc_facet_least(&least, arena, counter, &asked))
        throw std::bad_alloc();
    tc_facet_picks picks = picks_from(arena, db, counter, asked.facet, least, among);
    size_t len = asked.limit ? std::min(picks.items.len, asked.limit) : picks.items.len;
    if (asked.limit && len == asked.limit && picks.items.items[len - 1].count < least) {
        least = static_cast<uint32_t>(picks.items.items[len - 1].count);
        picks = picks_from(arena, db, counter, asked.facet, least, among);
    }
    auto *items = make_array<tc_facet_value>(arena, len);
    for (size_t i = 0; i < len; i++)
        items[i] = {picks.items.items[i].name, picks.items.items[i].count};
    return {items, len};
}

void copy_facets(tc_hits *out, tc_arena *arena, const Xapian::Database &db,
                 tc_facet_counter *counter, const tc_search_options &options, const Among &among)
{
    if (!counter)
        return;
    out->facets = make_array<tc_hits::tc_facet_counts>(arena, options.facet_count);
    for (size_t i = 0; i < options.facet_count; i++)
        out->facets[i] = top_values(arena, db, counter, options.facets[i], among);
}

/* of one that does not weigh */
Xapian::doccount count_matching(const Xapian::Database &db, const Query &query)
{
    Xapian::Enquire enquire(db);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_query(query);
    return enquire.get_mset(0, 0, db.get_doccount()).get_matches_lower_bound();
}

/* ids ascend */
Xapian::doccount count_listed(const Xapian::Database &db, const std::vector<Xapian::docid> &ids,
                              const std::string &term)
{
    Xapian::doccount count = 0;
    auto at = db.postlist_begin(term);
    const auto end = db.postlist_end(term);
    for (size_t i = 0; i < ids.size() && at != end; i++) {
        at.skip_to(ids[i]);
        count += at != end && *at == ids[i];
    }
    return count;
}

/* How many match, if that is known without looking. */
bool known_count(Xapian::MSet &found, Xapian::Enquire &enquire)
{
    found = enquire.get_mset(0, 0);
    return found.get_matches_lower_bound() == found.get_matches_upper_bound();
}

/* True: all that match are in found. */
bool count_found(Found &found, const Query &only, Xapian::Enquire &enquire,
                 tc_facet_counter *counter, Xapian::doccount all)
{
    const bool here = found.match(only);
    if (here)
        found.count_into(counter);
    else
        count_remotely(enquire, counter, all);
    return here;
}

void tell_matched(tc_hits *hits, const Xapian::MSet &found)
{
    hits->exact = found.get_matches_lower_bound() == found.get_matches_upper_bound();
    hits->matched = hits->exact ? found.get_matches_lower_bound() : found.get_matches_estimated();
}

/* With several shards that are no servers, Xapian 1.4 now and then leaves out a document that
 * belongs to the best, unless it looks at all. */
tc_status search(tc_hits **out, tc_arena *arena, const tc_reader &r, const tc_query *q,
                 const tc_search_options &options)
{
    const Xapian::Database &db = r.db;
    const Scale scale(r);
    const Query query = translate(q, scale, !options.unordered, 0);
    const Query only = options.facet_count ? translate(q, scale, false, 0) : query;
    Xapian::Enquire enquire(db);
    Counter counter = counter_of(options);
    enquire.set_query(query);
    set_order(enquire, options);
    Xapian::doccount all = db.get_doccount();
    auto first = static_cast<Xapian::doccount>(std::min<size_t>(options.offset, all));
    auto most = static_cast<Xapian::doccount>(std::min<size_t>(options.limit, all - first));
    bool every = options.exact_count || options.facet_count > 0 || count_live(r, false) > 1;
    const bool by_weight = options.sort_slot == TC_NO_SLOT && !options.unordered;
    const Xapian::doccount end = first + most;
    Xapian::doccount asked = by_weight && most ? std::min(all, end + SPARE) : end;
    Found matching(r);
    Xapian::MSet found;
    const bool here = counter && count_found(matching, only, enquire, counter.get(), all);
    if (asked > 0 || !(here || known_count(found, enquire)))
        found = enquire.get_mset(0, asked, every ? all : 0);
    const double fixed = fixed_weight(q);
    while (by_weight && asked < all &&
           cut_through(found, std::min(end, found.size()), asked, fixed)) {
        asked = asked < all / 4 ? asked * 4 : all;
        found = enquire.get_mset(0, asked, every ? all : 0);
    }
    auto *hits = make_array<tc_hits>(arena, 1);
    copy_hits(hits, arena, settle(found, by_weight), first, most);
    tell_matched(hits, found);
    if (here) {
        hits->exact = true;
        hits->matched = matching.size();
    }
    copy_facets(hits, arena, db, counter.get(), options, [&](const std::string &term) {
        return count_matching(db, Query(Query::OP_AND, only, scale.only(term)));
    });
    *out = hits;
    return TC_OK;
}

} // namespace

tc_status tc_reader_search(tc_hits **out, tc_arena *arena, tc_reader *r, const tc_query *q,
                           const tc_search_options *options, tc_error *err)
{
    return reading(r, "searching", err, [&] { return search(out, arena, *r, q, *options); });
}

tc_status tc_reader_facets(tc_hits *hits, tc_arena *arena, tc_reader *r,
                           const tc_search_options *options, tc_error *err)
{
    return reading(r, "counting values", err, [&] {
        const Counter counter = counter_of(*options);
        std::vector<Xapian::docid> ids; /* in the order in which values are stored */
        for (size_t i = 0; i < hits->len; i++)
            ids.push_back(hits->items[i].id);
        std::sort(ids.begin(), ids.end());
        count_listed_values(counter.get(), *r, ids);
        copy_facets(hits, arena, r->db, counter.get(), *options,
                    [&](const std::string &term) { return count_listed(r->db, ids, term); });
        return TC_OK;
    });
}

/* ---- single documents and terms ------------------------------------------------------------- */

tc_status tc_reader_data(tc_span *out, tc_arena *arena, tc_reader *r, tc_docid id, tc_error *err)
{
    return reading(r, "reading a document", err, [&] {
        /* whether it is there is told by its data alone: no other table needs to be sound */
        std::string data = r->db.get_document(id, Xapian::DOC_ASSUME_VALID).get_data();
        if (data.empty())
            return tc_fail(err, TC_ENOTFOUND, "reading a document: no document %u", id);
        return unpack(out, arena, r->packer, data, err);
    });
}

tc_status tc_reader_value(tc_span *out, tc_arena *arena, tc_reader *r, tc_docid id, uint32_t slot,
                          tc_error *err)
{
    return reading(r, "reading a document", err, [&] {
        *out = tc_span_make(nullptr, 0);
        try {
            *out = keep(arena, r->db.get_document(id, Xapian::DOC_ASSUME_VALID).get_value(slot));
        } catch (const Xapian::DocNotFoundError &) { /* a writer has taken it out since */
        }
        return TC_OK;
    });
}

namespace
{

struct Term {
    std::string name;
    uint64_t documents;
    uint32_t wdf;
};

/* All names in one block: lists are long. */
tc_term_list copy_terms(tc_arena *arena, const std::vector<Term> &terms, bool more)
{
    size_t size = 0;
    for (const Term &t : terms)
        size += t.name.size();
    char *names = make_array<char>(arena, size + 1);
    tc_term_list list = {make_array<tc_term_count>(arena, terms.size()), terms.size(), more};
    for (size_t i = 0; i < terms.size(); i++) {
        memcpy(names, terms[i].name.data(), terms[i].name.size());
        list.items[i].term = tc_span_make(names, terms[i].name.size());
        list.items[i].documents = terms[i].documents;
        list.items[i].wdf = terms[i].wdf;
        names += terms[i].name.size();
    }
    return list;
}

} // namespace

tc_status tc_reader_terms(tc_term_list *out, tc_arena *arena, tc_reader *r, tc_span prefix,
                          size_t limit, tc_error *err)
{
    return reading(r, "reading terms", err, [&] {
        const std::string start = bytes(prefix);
        std::vector<Term> terms;
        auto i = r->db.allterms_begin(start);
        for (; i != r->db.allterms_end(start) && terms.size() < limit; ++i)
            terms.push_back({*i, i.get_termfreq(), 0});
        *out = copy_terms(arena, terms, i != r->db.allterms_end(start));
        return TC_OK;
    });
}

tc_status tc_reader_term_count(uint64_t *documents, tc_reader *r, tc_span term, tc_error *err)
{
    *documents = 0;
    if (term.len == 0 || tc_store_key_length(term) > TC_TERM_MAX)
        return TC_OK;
    return reading(r, "reading terms", err, [&] {
        *documents = r->db.get_termfreq(bytes(term));
        return TC_OK;
    });
}

namespace
{

bool meet_here(const Xapian::Database &db, const std::string &term, const std::string &other)
{
    auto a = db.postlist_begin(term), b = db.postlist_begin(other);
    const auto a_end = db.postlist_end(term), b_end = db.postlist_end(other);
    while (a != a_end && b != b_end) {
        if (*a == *b)
            return true;
        *a < *b ? a.skip_to(*b) : b.skip_to(*a);
    }
    return false;
}

/* Servers keep their lists. */
bool meet_there(const tc_reader &r, const std::string &term, const std::string &other)
{
    const Scale scale(r);
    Xapian::Enquire enquire(r.db);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_query(Query(Query::OP_AND, scale.only(term), scale.only(other)));
    return !enquire.get_mset(0, 1).empty();
}

} // namespace

tc_status tc_reader_meet(bool *out, tc_reader *r, tc_span term, tc_span other, tc_error *err)
{
    *out = false;
    if (!can_match(term) || !can_match(other))
        return TC_OK;
    return reading(r, "searching", err, [&] {
        *out = count_live(*r, true) > 0 ? meet_there(*r, bytes(term), bytes(other))
                                        : meet_here(r->db, bytes(term), bytes(other));
        return TC_OK;
    });
}

namespace
{

using Names = std::vector<std::string>;

uint64_t count_any_here(const Xapian::Database &db, const Names &terms, const std::string &but)
{
    const Xapian::PostingIterator end;
    std::vector<Xapian::PostingIterator> lists;
    for (const std::string &term : terms)
        if (db.term_exists(term)) /* asks the blocks that are at hand; a list reads its own */
            lists.push_back(db.postlist_begin(term));
    auto left_out = but.empty() || lists.empty() ? end : db.postlist_begin(but);
    uint64_t found = 0;
    for (Xapian::docid next = 1; next != 0;) {
        Xapian::docid least = 0;
        for (Xapian::PostingIterator &list : lists) {
            if (list != end)
                list.skip_to(next);
            if (list != end && (!least || *list < least))
                least = *list;
        }
        if (!least)
            break;
        if (left_out != end)
            left_out.skip_to(least);
        found += left_out == end || *left_out != least;
        next = least + 1;
    }
    return found;
}

/* Servers keep their lists. */
uint64_t count_any_there(const tc_reader &r, const Names &terms, const std::string &but)
{
    const Scale scale(r);
    Query any;
    for (const std::string &term : terms)
        any |= scale.only(term);
    return count_matching(r.db, but.empty() ? any : Query(Query::OP_AND_NOT, any, scale.only(but)));
}

} // namespace

tc_status tc_reader_count_any(uint64_t *documents, tc_reader *r, const tc_span *terms, size_t count,
                              tc_span but, tc_error *err)
{
    *documents = 0;
    return reading(r, "counting", err, [&] {
        Names names;
        for (size_t i = 0; i < count; i++)
            if (can_match(terms[i]))
                names.push_back(bytes(terms[i]));
        const std::string none = can_match(but) ? bytes(but) : std::string();
        *documents = count_live(*r, true) > 0 ? count_any_there(*r, names, none)
                                              : count_any_here(r->db, names, none);
        return TC_OK;
    });
}

tc_status tc_reader_term_total(uint64_t *times, tc_reader *r, tc_span term, tc_error *err)
{
    *times = 0;
    if (term.len == 0 || tc_store_key_length(term) > TC_TERM_MAX)
        return TC_OK;
    return reading(r, "reading terms", err, [&] {
        *times = r->db.get_collection_freq(bytes(term));
        return TC_OK;
    });
}

namespace
{

/* take(i, times): of documents, which ascend, those that have the term. */
template <class Take>
void each_with(const Xapian::Database &db, tc_span term, const tc_docid *documents, size_t count,
               Take &&take)
{
    if (!can_match(term))
        return;
    const std::string name = bytes(term);
    auto at = db.postlist_begin(name);
    const auto end = db.postlist_end(name);
    for (size_t i = 0; i < count && at != end; i++) {
        at.skip_to(documents[i]);
        if (at != end && *at == documents[i])
            take(i, at.get_wdf());
    }
}

} // namespace

tc_status tc_reader_times(uint32_t *out, tc_reader *r, tc_span term, const tc_docid *documents,
                          size_t count, tc_error *err)
{
    return reading(r, "reading terms", err, [&] {
        std::fill(out, out + count, 0);
        each_with(r->db, term, documents, count,
                  [&](size_t i, Xapian::termcount times) { out[i] = times; });
        return TC_OK;
    });
}

tc_status tc_reader_has(bool *out, tc_reader *r, tc_span term, const tc_docid *documents,
                        size_t count, tc_error *err)
{
    return reading(r, "reading terms", err, [&] {
        std::fill(out, out + count, false);
        each_with(r->db, term, documents, count,
                  [&](size_t i, Xapian::termcount) { out[i] = true; });
        return TC_OK;
    });
}

tc_status tc_reader_document_terms(tc_term_list *out, tc_arena *arena, tc_reader *r, tc_docid id,
                                   tc_span prefix, size_t limit, tc_error *err)
{
    return reading(r, "reading a document's terms", err, [&] {
        const std::string start = bytes(prefix);
        std::vector<Term> terms;
        auto i = r->db.termlist_begin(id);
        const auto end = r->db.termlist_end(id);
        if (i != end)
            i.skip_to(start);
        for (; i != end && starts_with(*i, start) && terms.size() < limit; ++i)
            terms.push_back({*i, i.get_termfreq(), i.get_wdf()});
        *out = copy_terms(arena, terms, i != end && starts_with(*i, start));
        return TC_OK;
    });
}

tc_status tc_reader_metadata(tc_span *value, tc_arena *arena, tc_reader *r, tc_span key,
                             tc_error *err)
{
    tc_status status = check_key(key, err);
    if (status != TC_OK)
        return status;
    return reading(r, "reading metadata", err, [&] {
        *value = keep(arena, r->db.get_metadata(bytes(key)));
        return TC_OK;
    });
}

tc_status tc_reader_metadata_beside(tc_span *value, tc_arena *arena, tc_reader *r, tc_docid id,
                                    tc_span key, tc_error *err)
{
    tc_status status = check_key(key, err);
    if (status != TC_OK)
        return status;
    return reading(r, "reading metadata", err, [&] {
        const Xapian::Database &part = r->shards[(id - 1) % r->shards.size()].db;
        *value = keep(arena, part.get_metadata(bytes(key)));
        return TC_OK;
    });
}

namespace
{

/* The keys behind the last of the portion before; all of the first time. */
tc_status next_portion(tc_reader *r, tc_span prefix, bool first, tc_error *err) noexcept
{
    return reading(r, "reading metadata", err, [&] {
        const std::string start = bytes(prefix);
        std::string after = first || r->portion.empty() ? std::string() : r->portion.back().first;
        std::vector<std::pair<std::string, std::string>> keys;
        auto i = r->db.metadata_keys_begin(start);
        const auto end = r->db.metadata_keys_end(start);
        if (!first && i != end)
            i.skip_to(after);
        for (; i != end && keys.size() < METADATA_PORTION; ++i)
            if (first || *i != after)
                keys.emplace_back(*i, r->db.get_metadata(*i));
        r->portion.swap(keys);
        return TC_OK;
    });
}

} // namespace

tc_status tc_reader_each_metadata(tc_reader *r, tc_span prefix, tc_metadata_fn fn, void *context,
                                  tc_error *err)
{
    for (bool first = true;; first = false) {
        tc_status status = next_portion(r, prefix, first, err);
        if (status != TC_OK || r->portion.empty())
            return status;
        for (size_t i = 0; i < r->portion.size(); i++) {
            const std::string &key = r->portion[i].first, &value = r->portion[i].second;
            status = fn(tc_span_make(key.data(), key.size()),
                        tc_span_make(value.data(), value.size()), context, err);
            if (status != TC_OK)
                return status;
        }
    }
}

/* ---- upkeep --------------------------------------------------------------------------------- */

bool tc_store_exists(const char *dir)
{
    /* a database of its own, or a stub that names others */
    static const char *const marks[] = {"/iamglass", "/XAPIANDB"};
    struct stat st;
    if (stat(dir, &st) != 0)
        return false;
    if (S_ISREG(st.st_mode))
        return true;
    bool found = false;
    char path[PATH_MAX]; /* on the stack: a want of memory is no want of an index */
    for (const char *mark : marks) {
        int len = snprintf(path, sizeof path, "%s%s", dir, mark);
        found = found || (len > 0 && len < PATH_MAX && stat(path, &st) == 0);
    }
    return found;
}

tc_status tc_store_fresh(bool *fresh, const char *dir, tc_error *err)
{
    return guard(err, dir, [&] {
        if (!tc_store_exists(dir))
            return tc_fail(err, TC_ENOTFOUND, "%s: no index", dir);
        *fresh = is_fresh(Xapian::Database(dir), true);
        return TC_OK;
    });
}

namespace
{

/* Xapian's report names tables, says what is fine, and in between what is not. */
void first_problem(tc_error *err, const char *dir, const std::string &report)
{
    std::istringstream lines(report);
    std::string line;
    while (std::getline(lines, line)) {
        tc_span s = tc_span_make(line.data(), line.size());
        if (s.len && !tc_span_ends(s, tc_span_str(":")) && !tc_span_ends(s, tc_span_str("OK")) &&
            !tc_span_starts(s, tc_span_str("Lazily created")))
            break;
    }
    tc_fail(err, TC_ECORRUPT, "%s: %s", dir, line.c_str());
}

/* Xapian's check opens every table for writing. */
bool may_write(const char *dir)
{
    static const char *const tables[] = {"postlist", "docdata", "termlist", "position"};
    for (const char *table : tables) {
        std::string path = std::string(dir) + "/" + table + ".glass";
        if (access(path.c_str(), F_OK) == 0 && access(path.c_str(), W_OK) != 0)
            return false;
    }
    return true;
}

/* Where it cannot, all is read once: what is damaged throws. */
tc_status read_through(const char *dir)
{
    Xapian::Database db(dir);
    for (auto id = db.postlist_begin(""); id != db.postlist_end(""); ++id) {
        Xapian::Document doc = db.get_document(*id);
        doc.get_data();
        for (auto term = db.termlist_begin(*id); term != db.termlist_end(*id); ++term)
            term.get_wdf();
        for (auto value = doc.values_begin(); value != doc.values_end(); ++value)
            value.get_valueno();
    }
    for (auto term = db.allterms_begin(); term != db.allterms_end(); ++term)
        for (auto id = db.postlist_begin(*term); id != db.postlist_end(*term); ++id)
            id.get_wdf();
    for (auto key = db.metadata_keys_begin(); key != db.metadata_keys_end(); ++key)
        db.get_metadata(*key);
    return TC_OK;
}

uint64_t entry_sum(const std::string &what, Xapian::docid id, Xapian::termcount number)
{
    uint64_t h = std::hash<std::string>()(what) ^ (static_cast<uint64_t>(id) << 20) ^ number;
    return (h ^ h >> 31) * 0x9E3779B97F4A7C15u;
}

/* What is kept of a term or a slot as a whole, found by adding up. */
struct Totals {
    Xapian::doccount documents = 0;
    uint64_t times = 0;
    Xapian::termcount most = 0;
};

/* The entries of a term, or of all documents with their lengths (""). */
uint64_t sum_entries(Totals &t, const Xapian::Database &db, const std::string &term)
{
    uint64_t sum = 0;
    for (auto id = db.postlist_begin(term); id != db.postlist_end(term); ++id) {
        Xapian::termcount number = term.empty() ? id.get_doclength() : id.get_wdf();
        sum += entry_sum(term, *id, number);
        t.documents++;
        t.times += number;
        t.most = std::max(t.most, number);
    }
    return sum;
}

/* Xapian checks that its tables are well built, not what they say. Each entry of a term stands in
 * two of them, by term and by document, and sums of them in a third place: are they the same? */
bool terms_agree(const Xapian::Database &db)
{
    uint64_t by_document = 0, by_term = 0;
    for (auto id = db.postlist_begin(""); id != db.postlist_end(""); ++id) {
        Xapian::termcount length = 0;
        for (auto term = db.termlist_begin(*id); term != db.termlist_end(*id); ++term) {
            by_document += entry_sum(*term, *id, term.get_wdf());
            length += term.get_wdf();
        }
        by_document += entry_sum("", *id, length);
    }
    Totals all;
    by_term = sum_entries(all, db, "");
    bool same = all.documents == db.get_doccount() && all.times == db.get_total_length() &&
                all.most <= db.get_doclength_upper_bound();
    for (auto term = db.allterms_begin(); same && term != db.allterms_end(); ++term) {
        Totals one;
        by_term += sum_entries(one, db, *term);
        same = one.documents == term.get_termfreq() && one.times == db.get_collection_freq(*term) &&
               one.most <= db.get_wdf_upper_bound(*term);
    }
    return same && by_document == by_term;
}

/* The values of a slot as a search reads them: one after the other, and within their bounds. */
bool sum_slot(uint64_t &sum, const Xapian::Database &db, Xapian::valueno slot)
{
    Xapian::doccount count = 0;
    const std::string low = db.get_value_lower_bound(slot), high = db.get_value_upper_bound(slot);
    bool within = true;
    for (auto v = db.valuestream_begin(slot); v != db.valuestream_end(slot); ++v) {
        const std::string value = *v;
        within = within && low <= value && value <= high;
        sum += entry_sum(value, v.get_docid(), slot);
        count++;
    }
    return within && count == db.get_value_freq(slot);
}

/* Are the values of each document those that were written, and those that a search meets? */
bool values_agree(const Xapian::Database &db)
{
    uint64_t by_document = 0, by_slot = 0;
    bool same = true;
    for (auto id = db.postlist_begin(""); same && id != db.postlist_end(""); ++id) {
        Xapian::Document doc = db.get_document(*id);
        for (auto v = doc.values_begin(); v != doc.values_end(); ++v)
            by_document += entry_sum(*v, *id, v.get_valueno());
        same = doc.get_value(TC_SUM_SLOT) == values_sum(doc);
    }
    for (Xapian::valueno slot = 0; same && slot <= TC_LAST_SLOT; slot++)
        same = sum_slot(by_slot, db, slot);
    return same && by_document == by_slot;
}

/* What Database::check does not see. */
tc_status compare_tables(size_t *problems, const char *dir, tc_error *err)
{
    Xapian::Database db(dir);
    bool terms = false, values = false;
    try {
        terms = terms_agree(db);
        values = terms && values_agree(db);
    } catch (const Xapian::FeatureUnavailableError &) { /* no table of terms by document */
    }
    if (!terms)
        tc_fail(err, TC_ECORRUPT, "%s: the tables of terms do not agree", dir);
    else if (!values)
        tc_fail(err, TC_ECORRUPT, "%s: the values of documents are damaged", dir);
    *problems = !values;
    return TC_OK;
}

} // namespace

tc_status tc_store_check_here(size_t *problems, const char *dir, tc_error *err)
{
    *problems = 0;
    if (!tc_store_exists(dir))
        return tc_fail(err, TC_ENOTFOUND, "%s: no index", dir);
    if (!may_write(dir)) {
        tc_status status = guard(err, dir, [&] {
            read_through(dir);
            return compare_tables(problems, dir, err);
        });
        *problems = *problems || status == TC_ECORRUPT;
        return *problems ? TC_OK : status;
    }
    tc_status status = guard(err, dir, [&] {
        std::ostringstream report;
        *problems = Xapian::Database::check(dir, 0, &report);
        if (*problems == 0)
            return compare_tables(problems, dir, err);
        first_problem(err, dir, report.str());
        return TC_OK;
    });
    if (status != TC_ECORRUPT)
        return status;
    *problems = 1; /* so bad that the check itself gave up */
    return TC_OK;
}

namespace
{

/* By database, what its first document is called in the new one; 0: it has none. */
using Firsts = std::vector<Xapian::docid>;

Xapian::docid first_of(const Xapian::Database &db)
{
    return db.get_doccount() ? *db.postlist_begin("") : 0;
}

/* Xapian's compaction leaves out numbers that are free before the first. Of the databases behind
 * the first none is free. */
Firsts firsts_compacted(const std::string &out, const std::vector<Xapian::Database> &parts)
{
    Xapian::docid end = Xapian::Database(out).get_lastdocid() + 1;
    Firsts firsts(parts.size());
    for (size_t i = parts.size(); i-- > 0;) {
        Xapian::docid first = first_of(parts[i]);
        if (first)
            end = firsts[i] = i ? end - (parts[i].get_lastdocid() - first + 1) : 1;
    }
    return firsts;
}

/* tc_glass_join keeps them; it has not been given what has no documents. */
Firsts firsts_joined(const std::vector<Xapian::Database> &parts)
{
    Xapian::docid before = 0;
    Firsts firsts;
    for (const Xapian::Database &part : parts) {
        Xapian::docid first = first_of(part);
        firsts.push_back(first ? before + first : 0);
        before += first ? part.get_lastdocid() : 0;
    }
    return firsts;
}

/* Compaction opens the tables anew, and takes one that cannot be opened for one that was never
 * made. The first document of each database tells: is its data, and are its terms, in what came of
 * them? */
bool all_came_along(const std::string &out, const char *const *dirs, const Firsts &firsts)
{
    Xapian::Database joined(out);
    for (size_t i = 0; i < firsts.size(); i++) {
        if (!firsts[i])
            continue;
        struct stat table;
        bool data = stat((std::string(dirs[i]) + "/docdata.glass").c_str(), &table) == 0 &&
                    table.st_size > 0;
        try {
            if ((data && joined.get_document(firsts[i]).get_data().empty()) ||
                joined.termlist_begin(firsts[i]) == joined.termlist_end(firsts[i]))
                return false;
        } catch (const Xapian::DocNotFoundError &) {
            return false;
        }
    }
    return true;
}

} // namespace

tc_status tc_store_compact(const char *out, const char *const *dirs, size_t count, tc_error *err)
{
    return guard(err, out, [&] {
        Xapian::Database all;
        std::vector<Xapian::Database> parts;
        for (size_t i = 0; i < count; i++) {
            if (!tc_store_exists(dirs[i]))
                return tc_fail(err, TC_ENOTFOUND, "%s: no index", dirs[i]);
            parts.emplace_back(dirs[i]);
            all.add_database(parts.back());
        }
        try {
            all.compact(out, Xapian::Compactor::FULL);
        } catch (const Xapian::InvalidArgumentError &e) { /* a key in a damaged table */
            throw Xapian::DatabaseCorruptError(e.get_msg());
        } catch (const std::length_error &) { /* what begins there behind its end */
            throw Xapian::DatabaseCorruptError("too long");
        }
        return all_came_along(out, dirs, firsts_compacted(out, parts))
                   ? TC_OK
                   : tc_fail(err, TC_EIO, "%s: the stored data cannot be read", out);
    });
}

namespace
{

struct Pairs {
    std::vector<std::pair<std::string, std::string>> all;
    size_t bytes = 0;
};

constexpr size_t MOST_PAIRS = 32 << 20; /* bytes */

/* What a database without documents has: its metadata. */
void add_metadata(Pairs &pairs, const Xapian::Database &db)
{
    auto key = db.metadata_keys_begin();
    for (; key != db.metadata_keys_end() && pairs.bytes <= MOST_PAIRS; ++key) {
        pairs.all.emplace_back(*key, db.get_metadata(*key));
        pairs.bytes += pairs.all.back().first.size() + pairs.all.back().second.size();
    }
}

/* In the order of keys; of equal ones the first counts. */
std::vector<tc_glass_pair> in_order(Pairs &pairs)
{
    std::vector<tc_glass_pair> out;
    std::stable_sort(pairs.all.begin(), pairs.all.end(),
                     [](const auto &a, const auto &b) { return a.first < b.first; });
    for (size_t i = 0; i < pairs.all.size(); i++) {
        const auto &[key, value] = pairs.all[i];
        if (i == 0 || key != pairs.all[i - 1].first)
            out.push_back(
                {tc_span_make(key.data(), key.size()), tc_span_make(value.data(), value.size())});
    }
    return out;
}

/* Without Xapian's compaction, where the tables of all that have documents allow it. */
tc_status join_quickly(const char *out, const char *const *dirs, size_t count, tc_error *err)
{
    Pairs pairs;
    std::vector<Xapian::Database> parts;
    std::vector<const char *> filled;
    for (size_t i = 0; i < count; i++) {
        if (!tc_store_exists(dirs[i]))
            return tc_fail(err, TC_ENOTFOUND, "%s: no index", dirs[i]);
        parts.emplace_back(dirs[i]);
        if (parts.back().get_doccount())
            filled.push_back(dirs[i]);
        else
            add_metadata(pairs, parts.back());
    }
    if (filled.empty() || pairs.bytes > MOST_PAIRS)
        return tc_fail(err, TC_EUNSUPPORTED, "%s: left to Xapian", out);
    const std::vector<tc_glass_pair> metadata = in_order(pairs);
    Xapian::WritableDatabase(out, NEW_DATABASE).close();
    tc_status status =
        tc_glass_join(out, metadata.data(), metadata.size(), filled.data(), filled.size(), err);
    return status != TC_OK || all_came_along(out, dirs, firsts_joined(parts))
               ? status
               : tc_fail(err, TC_EIO, "%s: the stored data cannot be read", out);
}

} // namespace

tc_status tc_store_join(const char *out, const char *const *dirs, size_t count, tc_error *err)
{
    tc_error why = TC_ERROR_INIT;
    tc_status status = guard(&why, out, [&] { return join_quickly(out, dirs, count, &why); });
    if (status == TC_OK)
        return status;
    if (status == TC_EIO || status == TC_ENOMEM || status == TC_ECORRUPT) {
        if (err)
            *err = why;
        return status;
    }
    std::error_code ignored;
    std::filesystem::remove_all(out, ignored);
    return tc_store_compact(out, dirs, count, err);
}
