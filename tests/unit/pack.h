/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests of readers: archives made in memory, extraction of some bytes, and damage. */
#ifndef TC_TESTS_PACK_H
#define TC_TESTS_PACK_H

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "extract/extract.h"
#include "tests/unit/unit.h"

typedef struct {
    const char *name, *text;
} pack_part;

/* format: as archive_write_set_format_by_name ("zip", "7zip", "ustar"). */
static inline tc_span pack_as(tc_arena *a, const char *format, const pack_part *parts, size_t count)
{
    size_t size = 1 << 16, used = 0;
    for (size_t i = 0; i < count; i++)
        size += 2 * strlen(parts[i].text) + 2048;
    char *out = tc_arena_alloc(a, size);
    struct archive *w = archive_write_new();
    setlocale(LC_CTYPE, "C.UTF-8"); /* names are written in the encoding of the locale */
    assert_int_equal(archive_write_set_format_by_name(w, format), ARCHIVE_OK);
    assert_int_equal(archive_write_open_memory(w, out, size, &used), ARCHIVE_OK);
    for (size_t i = 0; i < count; i++) {
        struct archive_entry *e = archive_entry_new();
        archive_entry_set_pathname(e, parts[i].name);
        archive_entry_set_size(e, (la_int64_t)strlen(parts[i].text));
        archive_entry_set_filetype(e, AE_IFREG);
        archive_entry_set_perm(e, 0644);
        assert_true(archive_write_header(w, e) >= ARCHIVE_WARN);
        archive_write_data(w, parts[i].text, strlen(parts[i].text));
        archive_entry_free(e);
    }
    assert_int_equal(archive_write_close(w), ARCHIVE_OK);
    archive_write_free(w);
    setlocale(LC_CTYPE, "C"); /* and must be read in any */
    return tc_span_make(out, used);
}

static inline tc_extracted *pack_read(tc_arena *a, tc_span bytes, const char *name,
                                      const tc_extract_options *options)
{
    tc_extracted *x = NULL;
    tc_error err = TC_ERROR_INIT;
    assert_status(tc_extract(&x, a, bytes, tc_span_str(name), options, &err), TC_OK, &err);
    assert_int_equal(tc_utf8_valid_prefix(x->text), x->text.len);
    return x;
}

static inline bool pack_warned(const tc_extracted *x, const char *what)
{
    for (size_t i = 0; i < x->warning_count; i++)
        if (tc_span_find(x->warnings[i], tc_span_str(what)) != SIZE_MAX)
            return true;
    return false;
}

static inline uint32_t pack_random(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
}

/* Reads damaged copies: every one ends, with well-formed text or a reason. */
static inline void pack_mutate(tc_span bytes, const char *name, unsigned rounds)
{
    uint32_t seed = 20260101;
    if (getenv("TC_SHORT")) /* under valgrind */
        rounds /= 10;
    for (unsigned i = 0; i < rounds; i++) {
        tc_arena a;
        tc_arena_init(&a);
        a.limit = (size_t)256 << 20;
        tc_span copy = tc_arena_copy(&a, bytes);
        char *p = (char *)(uintptr_t)copy.ptr;
        for (uint32_t n = 1 + pack_random(&seed) % 8; n && i % 4; n--)
            p[pack_random(&seed) % copy.len] ^= (char)(1 << pack_random(&seed) % 8);
        if (i % 4 == 0)
            copy.len = pack_random(&seed) % copy.len;
        tc_extracted *x;
        tc_error err = TC_ERROR_INIT;
        const tc_extract_options options = {.max_text = 1 << 24, .max_members = 1 << 24};
        if (tc_extract(&x, &a, copy, tc_span_str(name), &options, &err) == TC_OK)
            assert_int_equal(tc_utf8_valid_prefix(x->text), x->text.len);
        else
            assert_true(err.msg[0]);
        tc_arena_release(&a);
    }
}

static inline int pack_start(void **state)
{
    tc_arena *a = malloc(sizeof *a);
    tc_arena_init(a);
    *state = a;
    return 0;
}

static inline int pack_stop(void **state)
{
    tc_arena_release(*state);
    free(*state);
    return 0;
}

#endif
