/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/package.h"

#include <archive.h>
#include <archive_entry.h>

#include "base/ascii.h"

/* A part beyond this is a bomb: a thousand pages of text are some 30 MB of XML. */
#define MAX_PART ((size_t)256 << 20)
/* So many files are looked at to tell what a zip file is. */
enum { MAX_LISTED = 256 };

static struct archive *open_zip(tc_span bytes)
{
    struct archive *a = archive_read_new();
    if (!a)
        return NULL;
    archive_read_support_format_zip(a);
    if (archive_read_open_memory(a, bytes.ptr, bytes.len) == ARCHIVE_OK)
        return a;
    archive_read_free(a);
    return NULL;
}

/* Names of parts are compared without case (ECMA-376 part 2), and some programs write "\". */
static bool same_part(const char *name, const char *part)
{
    for (; *name && *part; name++, part++)
        if (tc_ascii_lower(*name == '\\' ? '/' : *name) != tc_ascii_lower(*part))
            return false;
    return *name == *part;
}

static bool starts(const char *name, const char *prefix)
{
    return strncmp(name, prefix, strlen(prefix)) == 0;
}

/* ---- what it is ---------------------------------------------------------------------------- */

/* OpenDocument and EPUB say their type in a file "mimetype". */
static tc_package_kind kind_by_mimetype(struct archive *a)
{
    static const char odt[] = "application/vnd.oasis.opendocument.text";
    char type[80];
    la_ssize_t n = archive_read_data(a, type, sizeof type - 1);
    type[n > 0 ? n : 0] = '\0';
    if (starts(type, odt))
        return TC_PACKAGE_ODT;
    return starts(type, "application/") ? TC_PACKAGE_OTHER : TC_PACKAGE_ZIP;
}

static tc_package_kind kind_of(struct archive *a)
{
    struct archive_entry *entry;
    tc_package_kind kind = TC_PACKAGE_NONE;
    bool types = false;
    for (int i = 0; i < MAX_LISTED && archive_read_next_header(a, &entry) >= ARCHIVE_WARN; i++) {
        const char *name = archive_entry_pathname(entry);
        kind = TC_PACKAGE_ZIP;
        if (!name)
            continue;
        if (strcmp(name, "mimetype") == 0)
            return kind_by_mimetype(a);
        types |= same_part(name, "[Content_Types].xml");
        if (same_part(name, "word/styles.xml") || same_part(name, "word/document.xml") ||
            starts(name, "word/document"))
            return TC_PACKAGE_WORD;
        if (same_part(name, "xl/workbook.xml"))
            return TC_PACKAGE_EXCEL;
        if (same_part(name, "ppt/presentation.xml"))
            return TC_PACKAGE_OTHER;
    }
    return types ? TC_PACKAGE_OTHER : kind;
}

tc_package_kind tc_package_kind_of(const tc_extraction *x)
{
    if (!tc_span_starts(x->bytes, TC_SPAN("PK\003\004")) &&
        !tc_span_starts(x->bytes, TC_SPAN("PK\005\006")))
        return TC_PACKAGE_NONE;
    errno = 0;
    struct archive *a = open_zip(x->bytes);
    tc_package_kind kind = a ? kind_of(a) : TC_PACKAGE_NONE;
    bool starved = tc_extract_starved();
    archive_read_free(a);
    if (starved)
        tc_arena_no_memory(x->arena);
    return kind;
}

/* ---- a part -------------------------------------------------------------------------------- */

static bool find(struct archive *a, const char *part, bool *locked)
{
    struct archive_entry *entry;
    while (archive_read_next_header(a, &entry) >= ARCHIVE_WARN) {
        const char *name = archive_entry_pathname(entry);
        if (!name || !same_part(name, part))
            continue;
        *locked = archive_entry_is_encrypted(entry) != 0;
        return true;
    }
    return false;
}

static tc_status no_memory(tc_error *err)
{
    return tc_fail(err, TC_ENOMEM, "no memory for the text");
}

/* What stands before the damage is text; where memory ran out it is none. */
static tc_status damaged(tc_extraction *x, const char *part, const char *why, tc_error *err)
{
    if (tc_extract_starved())
        return no_memory(err);
    tc_extract_warn(x, "%.80s is damaged, the text behind that is lost: %.100s", part, why);
    return TC_OK;
}

static tc_status feed(tc_extraction *x, struct archive *a, tc_xml *xml, const char *part,
                      tc_error *err)
{
    size_t total = 0;
    for (;;) {
        const void *piece;
        size_t n;
        la_int64_t at;
        errno = 0;
        int r = archive_read_data_block(a, &piece, &n, &at);
        bool last = r == ARCHIVE_EOF;
        if (r < ARCHIVE_WARN) {
            const char *why = archive_error_string(a);
            return damaged(x, part, why ? why : "it cannot be unpacked", err);
        }
        total += last ? 0 : n;
        if (total > MAX_PART)
            return tc_fail(err, TC_ETOOBIG, "%.80s unpacks to more than %zu bytes", part, MAX_PART);
        if (!tc_xml_feed(xml, tc_span_make(last ? NULL : piece, last ? 0 : n), last))
            return damaged(x, part, tc_xml_damage(xml), err);
        if (last || x->text.status != TC_OK)
            return TC_OK;
    }
}

/* The handlers allocate in the arena; what libarchive and expat own must not be lost by its jump.
 */
static tc_status feed_guarded(tc_extraction *x, struct archive *a, tc_xml *xml, const char *part,
                              tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(x->arena, &guard))
        return no_memory(err);
    tc_status st = feed(x, a, xml, part, err);
    tc_arena_uncatch(x->arena, &guard);
    return st;
}

tc_status tc_package_xml(bool *found, tc_extraction *x, const char *part,
                         const tc_xml_handler *handler, void *context, tc_error *err)
{
    *found = false;
    errno = 0;
    struct archive *a = open_zip(x->bytes);
    if (!a && !tc_extract_starved())
        return tc_fail(err, TC_ECORRUPT, "the zip file cannot be opened");
    bool locked = false;
    tc_status st = TC_OK;
    *found = a && find(a, part, &locked);
    if (!*found && tc_extract_starved()) {
        st = no_memory(err);
    } else if (locked) {
        st = tc_fail(err, TC_ELOCKEDFILE, "it opens with a password only");
    } else if (*found) {
        tc_xml *xml = tc_xml_new(handler, context);
        st = xml ? feed_guarded(x, a, xml, part, err) : no_memory(err);
        tc_xml_free(xml);
    }
    archive_read_free(a);
    return st;
}

static tc_status feed_flat(tc_extraction *x, tc_xml *xml, const char *part, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(x->arena, &guard))
        return no_memory(err);
    errno = 0;
    tc_status st =
        tc_xml_feed(xml, x->bytes, true) ? TC_OK : damaged(x, part, tc_xml_damage(xml), err);
    tc_arena_uncatch(x->arena, &guard);
    return st;
}

tc_status tc_flat_xml(tc_extraction *x, const char *part, const tc_xml_handler *handler,
                      void *context, tc_error *err)
{
    tc_xml *xml = tc_xml_new(handler, context);
    tc_status st = xml ? feed_flat(x, xml, part, err) : no_memory(err);
    tc_xml_free(xml);
    return st;
}
