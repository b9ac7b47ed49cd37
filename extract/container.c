/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Archives (zip, tar, 7z, rar): the files in them, one by one, by libarchive; and what is one file
 * packed by itself (gzip, bzip2, xz, zstd). What a file in them is, and whether it is an archive
 * again, is for the caller to see.
 *
 * Bombs: the files of an archive may be so many, have so many bytes in all, and unpack to so many
 * times the archive's size; what is over that is reported, not read. */
#include <archive.h>
#include <archive_entry.h>
#include <langinfo.h>
#include <locale.h>

#include "base/utf8.h"
#include "extract/package.h"
#include "text/syllable.h"

enum { MAX_FILES = 20000, MAX_RATIO = 200, MAX_NAME = 4096 };
#define ALWAYS_ALLOWED ((size_t)16 << 20)

typedef enum { PLAIN, PACKED_TAR, PACKED_FILE } packing;

typedef struct {
    tc_extraction *x;
    struct archive *archive;
    struct archive_entry *entry;
    const char *charset; /* of names that are not UTF-8 */
    size_t left;         /* bytes that may still be unpacked */
    bool seekable;       /* what is passed over costs nothing */
    packing how;
    size_t special, passed_over;
    TC_VEC(uint64_t) seen;
} container;

/* Of one file packed by itself, and of tar archives that are. */
static const struct {
    tc_span magic;
    const char *mime;
} PACKINGS[] = {{TC_SPAN_LIT("\x1F\x8B\x08"), "application/gzip"},
                {TC_SPAN_LIT("BZh"), "application/x-bzip2"},
                {TC_SPAN_LIT("\xFD"
                             "7zXZ"),
                 "application/x-xz"},
                {TC_SPAN_LIT("\x28\xB5\x2F\xFD"), "application/zstd"}};

static const char *packing_of(tc_span bytes)
{
    for (size_t i = 0; i < sizeof PACKINGS / sizeof *PACKINGS; i++)
        if (tc_span_starts(bytes, PACKINGS[i].magic))
            return PACKINGS[i].mime;
    return NULL;
}

/* ---- opening ------------------------------------------------------------------------------- */

static struct archive *open_archive(tc_span bytes, packing how)
{
    struct archive *a = archive_read_new();
    if (!a)
        return NULL;
    if (how == PACKED_FILE)
        archive_read_support_format_raw(a);
    else
        archive_read_support_format_tar(a);
    if (how == PLAIN) {
        archive_read_support_format_zip(a);
        archive_read_support_format_7zip(a);
        archive_read_support_format_rar(a);
        archive_read_support_format_rar5(a);
    } else {
        archive_read_support_filter_gzip(a);
        archive_read_support_filter_bzip2(a);
        archive_read_support_filter_xz(a);
        archive_read_support_filter_zstd(a);
    }
    if (archive_read_open_memory(a, bytes.ptr, bytes.len) == ARCHIVE_OK)
        return a;
    archive_read_free(a);
    return NULL;
}

/* libarchive gives names in the encoding of the locale, and loses what that does not have. The
 * reader's process has set one with UTF-8; others have "C". */
typedef struct {
    locale_t before, utf8;
} name_locale;

static name_locale enter_utf8(tc_arena *a)
{
    name_locale l = {(locale_t)0, (locale_t)0};
    if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
        return l;
    l.utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (!l.utf8) /* the C library has it built in */
        tc_arena_no_memory(a);
    l.before = uselocale(l.utf8);
    return l;
}

static void leave_utf8(name_locale l)
{
    if (!l.utf8)
        return;
    uselocale(l.before);
    freelocale(l.utf8);
}

/* ---- names --------------------------------------------------------------------------------- */

/* Names of one archive were written by one program in one encoding, which no archive tells: Windows
 * in Vietnam wrote its codepage 1258, people with .VnTime fonts TCVN3. The reading in which the
 * words with marks are syllables is right; else it is the codepage of DOS, as the format says. */
static const char *charset_of_names(tc_extraction *x, tc_span names)
{
    static const char *const CANDIDATES[] = {"windows-1258", "tcvn3", "vni", "vps", "viscii"};
    const char *best = "ibm437";
    size_t most = 0;
    for (size_t i = 0; i < sizeof CANDIDATES / sizeof *CANDIDATES; i++) {
        tc_decoded info = {0};
        tc_syllable_count count = {0};
        tc_buf_reset(&x->decoded);
        if (tc_decode(&x->decoded, names, CANDIDATES[i], &info, NULL) != TC_OK || info.replaced)
            continue;
        tc_syllable_tally(tc_buf_span(&x->decoded), SIZE_MAX, &count);
        if (count.marked_valid > most && count.marked_valid * 10 >= count.marked * 8) {
            most = count.marked_valid;
            best = CANDIDATES[i];
        }
    }
    return best;
}

/* What libarchive could not do for want of memory is no damage of the archive. */
static void check_memory(const container *c)
{
    if (tc_extract_starved())
        tc_arena_no_memory(c->x->arena);
}

/* Looks over the names first: one of them alone tells too little. */
static void look_at_names(container *c)
{
    TC_VEC(char) names = {0};
    errno = 0;
    c->archive = open_archive(c->x->bytes, PLAIN);
    for (int i = 0; c->archive && i < MAX_FILES && names.len < 1 << 16; i++) {
        if (archive_read_next_header(c->archive, &c->entry) < ARCHIVE_WARN)
            break;
        const char *name = archive_entry_pathname(c->entry);
        tc_span s = tc_span_str(name);
        if (tc_utf8_valid_prefix(s) == s.len)
            continue;
        for (size_t k = 0; k < s.len; k++)
            tc_vec_push(c->x->arena, &names, s.ptr[k]);
        tc_vec_push(c->x->arena, &names, ' ');
    }
    check_memory(c);
    archive_read_free(c->archive);
    c->archive = NULL;
    if (names.len)
        c->charset = charset_of_names(c->x, tc_span_make(names.items, names.len));
}

static bool is_seen(container *c, tc_span name)
{
    uint64_t hash = tc_span_hash(name);
    for (size_t i = 0; i < c->seen.len; i++)
        if (c->seen.items[i] == hash)
            return true;
    tc_vec_push(c->x->arena, &c->seen, hash);
    return false;
}

/* "a/plan.txt.gz": plan.txt */
static tc_span unpacked_name(tc_span name)
{
    size_t from = name.len, dot;
    while (from && name.ptr[from - 1] != '/')
        from--;
    name = tc_span_sub(name, from, name.len);
    for (dot = name.len; dot && name.ptr[dot - 1] != '.';)
        dot--;
    return dot > 1 ? tc_span_sub(name, 0, dot - 1) : TC_SPAN("data");
}

/* UTF-8, "/" between folders, and not the name of an earlier one. */
static tc_span name_of(container *c)
{
    tc_arena *a = c->x->arena;
    tc_span raw = c->how == PACKED_FILE ? unpacked_name(c->x->name)
                                        : tc_span_str(archive_entry_pathname(c->entry));
    if (raw.len > MAX_NAME)
        raw.len = MAX_NAME;
    if (tc_utf8_valid_prefix(raw) != raw.len) {
        tc_decoded info = {0};
        tc_buf_reset(&c->x->decoded);
        if (!c->charset)
            c->charset = charset_of_names(c->x, raw);
        tc_buf_reset(&c->x->decoded);
        tc_decode(&c->x->decoded, raw, c->charset, &info, NULL);
        raw = tc_buf_span(&c->x->decoded);
    }
    char *name = tc_arena_alloc(a, raw.len + 1);
    for (size_t i = 0; i < raw.len; i++)
        name[i] = raw.ptr[i] == '\\' ? '/' : raw.ptr[i] ? raw.ptr[i] : '?';
    tc_span s = tc_span_make(name, raw.len);
    while (tc_span_starts(s, TC_SPAN("./")) || tc_span_starts(s, TC_SPAN("/")))
        s = tc_span_sub(s, s.ptr[0] == '/' ? 1 : 2, s.len);
    if (tc_span_empty(s)) /* there was nothing but "/" */
        s = TC_SPAN("?");
    for (int n = 2; is_seen(c, s) && n < 1000; n++)
        s = tc_span_str(tc_arena_printf(a, "%s (%d)", name, n));
    return s;
}

/* What archivers of macOS put beside each file, and folders' pictures. */
static bool is_litter(tc_span name)
{
    size_t slash = name.len;
    while (slash && name.ptr[slash - 1] != '/')
        slash--;
    tc_span base = tc_span_sub(name, slash, name.len);
    return tc_span_starts(name, TC_SPAN("__MACOSX/")) || tc_span_starts(base, TC_SPAN("._")) ||
           tc_span_eq(base, TC_SPAN(".DS_Store")) || tc_span_eq(base, TC_SPAN("Thumbs.db"));
}

/* ---- files --------------------------------------------------------------------------------- */

static void set_failure(tc_member *m, tc_status status, const char *why)
{
    m->status = status;
    m->why = tc_span_str(why);
    m->bytes = tc_span_make(NULL, 0);
}

/* What libarchive says, which may quote names as they are. */
static const char *said(container *c)
{
    const char *why = archive_error_string(c->archive);
    char *out = tc_arena_printf(c->x->arena, "%.150s", why ? why : "it is damaged");
    for (char *p = out; *p; p++)
        if ((unsigned char)*p >= 0x80)
            *p = '?';
    return out;
}

static const char NO_MEMORY[] = "no memory to unpack it";

/* Into x->decoded. */
static void unpack(container *c, tc_member *m)
{
    tc_buf *out = &c->x->decoded;
    tc_buf_reset(out);
    for (;;) {
        const void *piece;
        size_t n;
        la_int64_t at;
        errno = 0;
        int r = archive_read_data_block(c->archive, &piece, &n, &at);
        if (r == ARCHIVE_EOF)
            break;
        if (r < ARCHIVE_WARN && tc_extract_starved()) {
            set_failure(m, TC_ENOMEM, NO_MEMORY);
            return;
        }
        if (r < ARCHIVE_WARN) {
            set_failure(m, TC_ECORRUPT, tc_arena_printf(c->x->arena, "it is damaged: %s", said(c)));
            return;
        }
        if (n > c->left || (size_t)at > out->len + c->left) {
            set_failure(m, TC_ETOOBIG, "it unpacks to more than the files of an archive may");
            c->left = 0;
            return;
        }
        while (out->len < (size_t)at && out->status == TC_OK) /* a hole */
            tc_buf_addc(out, '\0');
        tc_buf_add(out, tc_span_make(piece, n));
        c->left -= n;
    }
    m->bytes = tc_buf_span(out);
    if (out->status != TC_OK)
        set_failure(m, TC_ENOMEM, NO_MEMORY);
    out->starved = false; /* that one file's failure, and it is told */
}

static tc_status take(container *c, tc_error *err)
{
    const tc_extract_options *o = c->x->options;
    tc_member m = {.name = name_of(c), .status = TC_OK};
    if (is_litter(m.name))
        return TC_OK;
    c->x->out->member_count++;
    if (!o->on_member) {
        c->passed_over++;
        return TC_OK;
    }
    if (archive_entry_is_encrypted(c->entry))
        set_failure(&m, TC_ELOCKEDFILE, "it opens with a password only");
    else if (c->left == 0)
        set_failure(&m, TC_ETOOBIG,
                    "the files before it unpack to as much as those of an archive may");
    else
        unpack(c, &m);
    return o->on_member(&m, o->member_context, err);
}

static tc_status take_all(container *c, tc_error *err)
{
    for (size_t i = 0;; i++) {
        errno = 0;
        int r = archive_read_next_header(c->archive, &c->entry);
        if (r == ARCHIVE_EOF)
            return TC_OK;
        const char *name = r < ARCHIVE_WARN ? NULL : archive_entry_pathname(c->entry);
        if (!name)
            check_memory(c);
        if (r < ARCHIVE_WARN && i == 0)
            return tc_fail(err, TC_ECORRUPT, "the archive cannot be read: %s", said(c));
        if (r < ARCHIVE_WARN) {
            tc_extract_warn(c->x, "the archive is damaged behind %zu files: %s", i, said(c));
            return TC_OK;
        }
        if (i >= MAX_FILES || (c->left == 0 && !c->seekable)) {
            tc_extract_warn(c->x, "only the first %zu files in it are read", i);
            return TC_OK;
        }
        if (archive_entry_filetype(c->entry) == AE_IFREG && name && name[0]) {
            tc_status st = take(c, err);
            if (st != TC_OK)
                return st;
        } else if (archive_entry_filetype(c->entry) != AE_IFDIR) {
            c->special++;
        }
    }
}

/* ---- the reader ---------------------------------------------------------------------------- */

/* The jump out of the arena must not lose what libarchive owns. */
static tc_status take_guarded(container *c, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(c->x->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the files in it");
    if (c->seekable)
        look_at_names(c);
    errno = 0;
    c->archive = open_archive(c->x->bytes, c->how);
    if (!c->archive)
        check_memory(c);
    tc_status st =
        c->archive ? take_all(c, err) : tc_fail(err, TC_ECORRUPT, "the archive cannot be opened");
    tc_arena_uncatch(c->x->arena, &guard);
    return st;
}

static tc_status read_members(tc_extraction *x, packing how, tc_error *err)
{
    size_t most = x->options->max_members ? x->options->max_members : TC_EXTRACT_MAX_MEMBERS;
    size_t by_ratio = x->bytes.len < most / MAX_RATIO ? x->bytes.len * MAX_RATIO : most;
    if (by_ratio < ALWAYS_ALLOWED)
        by_ratio = ALWAYS_ALLOWED;
    container c = {.x = x,
                   .left = by_ratio < most ? by_ratio : most,
                   .how = how,
                   .seekable = tc_span_starts(x->bytes, TC_SPAN("PK"))};
    name_locale l = enter_utf8(x->arena);
    tc_status st = take_guarded(&c, err);
    archive_read_free(c.archive);
    leave_utf8(l);
    if (c.special)
        tc_extract_warn(x, "passed over: %zu links and other special files", c.special);
    if (c.passed_over)
        tc_extract_warn(x, "not read: %zu files in it", c.passed_over);
    x->out->container = true;
    return st;
}

tc_status tc_read_container(tc_extraction *x, tc_error *err)
{
    return read_members(x, packing_of(x->bytes) ? PACKED_TAR : PLAIN, err);
}

tc_sniff tc_sniff_zip(const tc_extraction *x)
{
    return tc_package_kind_of(x) == TC_PACKAGE_ZIP ? TC_SNIFF_SURE : TC_SNIFF_NO;
}

tc_sniff tc_sniff_7z(const tc_extraction *x)
{
    return tc_span_starts(x->bytes, TC_SPAN("7z\xBC\xAF\x27\x1C")) ? TC_SNIFF_SURE : TC_SNIFF_NO;
}

tc_sniff tc_sniff_rar(const tc_extraction *x)
{
    return tc_span_starts(x->bytes, TC_SPAN("Rar!\x1A\x07")) ? TC_SNIFF_SURE : TC_SNIFF_NO;
}

static bool opens(tc_span bytes, packing how)
{
    struct archive_entry *entry;
    struct archive *a = open_archive(bytes, how);
    bool does = a && archive_read_next_header(a, &entry) >= ARCHIVE_WARN;
    archive_read_free(a);
    return does;
}

/* A tar archive, compressed or not. */
tc_sniff tc_sniff_tar(const tc_extraction *x)
{
    enum { MAGIC = 257 };
    if (x->bytes.len > MAGIC + 5 &&
        tc_span_starts(tc_span_sub(x->bytes, MAGIC, x->bytes.len), TC_SPAN("ustar")))
        return TC_SNIFF_SURE;
    return packing_of(x->bytes) && opens(x->bytes, PACKED_TAR) ? TC_SNIFF_SURE : TC_SNIFF_NO;
}

/* Asked behind the above. */
tc_sniff tc_sniff_packed(const tc_extraction *x)
{
    enum { BLOCK = 4 };
    if (!packing_of(x->bytes))
        return TC_SNIFF_NO;
    if (x->bytes.ptr[0] != 'B') /* no text begins so */
        return TC_SNIFF_SURE;
    bool block = x->bytes.len > BLOCK &&
                 tc_span_starts(tc_span_sub(x->bytes, BLOCK, x->bytes.len), TC_SPAN("1AY&SY"));
    return block ? TC_SNIFF_SURE : TC_SNIFF_NO;
}

tc_status tc_read_packed(tc_extraction *x, tc_error *err)
{
    x->out->mime = tc_span_str(packing_of(x->bytes));
    return read_members(x, PACKED_FILE, err);
}
