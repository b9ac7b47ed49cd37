/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of a bulk load that are damaged, or that somebody else has written, beside a sound one:
 * told as what they are, or joined into tables that can be joined again. The first byte chooses.
 * Bit 0: which of the two comes first. Bit 1: the rest is entries, written as tables with blocks
 * in order; else it is bytes put over those of a part that was sound. */
#include "base/varint.h"
#include "scratch.h"
#include "store/glass_format.h"
#include "store/glass_join.h"
#include "store/glass_table.h"
#include "store/store.h"

enum { DOCUMENTS = 12, FILES = TC_GLASS_TABLES + 1, FILE_MAX = 1 << 18 };

static const char *const NAMES[FILES] = {"postlist.glass", "docdata.glass", "termlist.glass",
                                         "iamglass"};
static const tc_glass_tags TAGS[TC_GLASS_TABLES] = {TC_GLASS_PLAIN, TC_GLASS_WRAPPED,
                                                    TC_GLASS_DEFLATED};

static char sound[80], other[80], empty[80], again[80]; /* folders */

/* ---- files ---------------------------------------------------------------------------------- */

static tc_span read_file(const char *dir, size_t file)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", dir, NAMES[file]);
    FILE *f = fopen(path, "rb");
    char *bytes = malloc(FILE_MAX);
    PROMISE(f && bytes);
    size_t len = fread(bytes, 1, FILE_MAX, f);
    PROMISE(len < FILE_MAX);
    fclose(f);
    return tc_span_make(bytes, len);
}

static void write_file(const char *dir, size_t file, tc_span bytes)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", dir, NAMES[file]);
    FILE *f = fopen(path, "wb");
    PROMISE(f && fwrite(bytes.ptr, 1, bytes.len, f) == bytes.len && fclose(f) == 0);
}

/* ---- a sound part --------------------------------------------------------------------------- */

static void put_documents(tc_writer *w, unsigned count)
{
    tc_document *d = NULL;
    char text[64], long_value[5000];
    memset(long_value, 'v', sizeof long_value);
    PROMISE(tc_document_new(&d, NULL) == TC_OK);
    for (unsigned i = 0; i < count; i++) {
        tc_document_clear(d);
        for (unsigned k = 0; k < 4 * i + 4; k++) {
            snprintf(text, sizeof text, "t%u", k);
            tc_document_add_term(d, tc_span_str(text), i + 1);
        }
        tc_document_set_value(d, 0, tc_span_str(text));
        tc_document_set_value(d, 3, tc_span_make(long_value, i * 400));
        tc_document_set_data(d, tc_span_make(long_value, i * 300));
        snprintf(text, sizeof text, "Q%u", i);
        PROMISE(tc_writer_put(w, NULL, tc_span_str(text), d, NULL) == TC_OK);
        PROMISE(tc_writer_set_metadata(w, tc_span_str(text), tc_span_str(text), NULL) == TC_OK);
    }
    tc_document_free(d);
}

static void make_part(char path[80], const char *name, unsigned documents)
{
    const tc_writer_options options = {
        .create = true, .bulk = true, .append = documents ? 100000 : 0, .analyzer_id = "a"};
    tc_writer *w = NULL;
    snprintf(path, 80, "%s/%s", scratch(), name);
    PROMISE(tc_writer_open(&w, path, &options, NULL) == TC_OK);
    put_documents(w, documents);
    PROMISE(tc_writer_close(w, NULL) == TC_OK);
}

static const tc_span *sound_files(void)
{
    static tc_span files[FILES];
    if (!files[0].ptr) {
        make_part(sound, "sound", DOCUMENTS);
        make_part(other, "other", DOCUMENTS);
        make_part(empty, "empty", 0);
        make_part(again, "again", 0);
        for (size_t i = 0; i < FILES; i++)
            files[i] = read_file(other, i);
    }
    return files;
}

/* ---- another part --------------------------------------------------------------------------- */

/* Bytes over others: file, where, how many (up to 16), they. */
static void damage(const tc_span *files, tc_span how)
{
    tc_span made[FILES];
    for (size_t i = 0; i < FILES; i++) {
        made[i] = tc_span_make(malloc(files[i].len + 1), files[i].len);
        PROMISE(made[i].ptr);
        memcpy((char *)(uintptr_t)made[i].ptr, files[i].ptr, files[i].len);
    }
    tc_cursor c = {how, 0, false};
    while (!c.bad && c.pos < how.len) {
        uint64_t what = tc_get_uint(&c), at = tc_get_uint(&c);
        tc_span *file = &made[what % FILES];
        size_t len = what / FILES % 16 + 1;
        if (c.bad || how.len - c.pos < len)
            break;
        for (size_t i = 0; i < len; i++)
            ((char *)(uintptr_t)file->ptr)[(at + i) % file->len] = how.ptr[c.pos++];
    }
    for (size_t i = 0; i < FILES; i++) {
        write_file(other, i, made[i]);
        free((char *)(uintptr_t)made[i].ptr);
    }
}

/* Entries of a table: whether the tag is compressed and there are more, key, tag. */
static void write_table(tc_buf *root, size_t table, tc_cursor *c)
{
    tc_glass_table *t = NULL;
    char path[128];
    snprintf(path, sizeof path, "%s/%s", other, NAMES[table]);
    PROMISE(tc_glass_table_new(&t, path, TAGS[table], NULL) == TC_OK);
    for (bool more = true; more && !c->bad;) {
        uint64_t how = tc_get_uint(c);
        tc_span key = tc_get_string(c), tag = tc_get_string(c);
        more = how & 2;
        if (!c->bad) /* refused when it is out of order */
            tc_glass_table_add_as_is(t, key, tag, how & 1, NULL);
    }
    PROMISE(tc_glass_table_finish(t, root, NULL) == TC_OK);
}

static void write_entries(tc_span entries)
{
    char head[TC_GLASS_FILE_HEAD];
    tc_buf roots[TC_GLASS_TABLES];
    tc_cursor c = {entries, 0, false};
    const uint64_t documents = tc_get_uint(&c);
    const tc_glass_statistics all = {
        .documents = documents, .last = documents, .most_wdf = tc_get_uint(&c)};
    for (size_t i = 0; i < TC_GLASS_TABLES; i++) {
        tc_buf_init(&roots[i], 0);
        write_table(&roots[i], i, &c);
    }
    PROMISE(tc_glass_read_head(head, sound, NULL) == TC_OK);
    PROMISE(tc_glass_write_version(other, head, roots, &all, NULL) == TC_OK);
    for (size_t i = 0; i < TC_GLASS_TABLES; i++)
        tc_buf_release(&roots[i]);
}

/* ---- joining -------------------------------------------------------------------------------- */

static void check(bool other_first)
{
    const char *const parts[] = {other_first ? other : sound, other_first ? sound : other};
    const tc_glass_pair pairs[] = {{TC_SPAN_LIT("Q1"), TC_SPAN_LIT("of all")}};
    const char *joined = empty;
    tc_error err = TC_ERROR_INIT;
    tc_status st = tc_glass_join(empty, pairs, 1, parts, 2, &err);
    PROMISE(st == TC_OK || st == TC_EINVAL || st == TC_ECORRUPT || st == TC_EUNSUPPORTED ||
            st == TC_ETOOBIG);
    PROMISE(st == TC_OK || err.msg[0]);
    PROMISE(st != TC_ECORRUPT || strstr(err.msg, other));
    if (st == TC_OK) {
        st = tc_glass_join(again, NULL, 0, &joined, 1, &err);
        PROMISE(st == TC_OK);
        for (size_t i = 0; i < TC_GLASS_TABLES; i++) {
            tc_span first = read_file(empty, i), second = read_file(again, i);
            PROMISE(tc_span_eq(first, second));
            free((char *)(uintptr_t)first.ptr);
            free((char *)(uintptr_t)second.ptr);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const tc_span *files = sound_files();
    if (size < 1)
        return 0;
    tc_span rest = tc_span_make((const char *)data + 1, size - 1);
    if (data[0] & 2)
        write_entries(rest);
    else
        damage(files, rest);
    check(data[0] & 1);
    return 0;
}
