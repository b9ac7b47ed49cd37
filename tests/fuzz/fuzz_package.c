/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Office documents whose zip is in order and whose parts are anything: so the fuzzer reaches the
 * readers of the parts. The first byte chooses the kind; the rest is cut at its NULs into parts. */
#include <archive.h>
#include <archive_entry.h>

#include "extract/extract.h"
#include "fuzz.h"

enum { PARTS = 5, ROOM = 1 << 18 };

static const char *const kinds[][PARTS] = {
    {"word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml",
     "word/header1.xml"},
    {"content.xml", "styles.xml", "meta.xml", "a.txt", "b/c.xml"},
    {"a.txt", "b.html", "c.rtf", "d.eml", "e.zip"},
    {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml",
     "xl/sharedStrings.xml", "xl/styles.xml"},
};
enum { KINDS = sizeof kinds / sizeof *kinds };
static const char *const names[KINDS] = {"x.docx", "x.odt", "x.zip", "x.xlsx"};

static void add(struct archive *w, const char *name, tc_span bytes)
{
    struct archive_entry *e = archive_entry_new();
    archive_entry_set_pathname(e, name);
    archive_entry_set_size(e, (la_int64_t)bytes.len);
    archive_entry_set_filetype(e, AE_IFREG);
    archive_entry_set_perm(e, 0644);
    archive_write_header(w, e);
    archive_write_data(w, bytes.ptr, bytes.len);
    archive_entry_free(e);
}

static tc_status on_member(const tc_member *m, void *context, tc_error *err)
{
    (void)context, (void)err;
    PROMISE(well_formed(m->name));
    return TC_OK;
}

static size_t pack(char *out, int kind, tc_span rest)
{
    size_t used = 0;
    struct archive *w = archive_write_new();
    archive_write_set_format_zip(w);
    archive_write_zip_set_compression_store(w);
    archive_write_open_memory(w, out, ROOM, &used);
    if (kind == 0)
        add(w, "[Content_Types].xml", TC_SPAN("<Types/>"));
    else if (kind == 1)
        add(w, "mimetype", TC_SPAN("application/vnd.oasis.opendocument.text"));
    for (size_t i = 0; i < PARTS && rest.len; i++) {
        const char *nul = memchr(rest.ptr, 0, rest.len);
        size_t len = nul ? (size_t)(nul - rest.ptr) : rest.len;
        add(w, kinds[kind][i], tc_span_sub(rest, 0, len));
        rest = tc_span_sub(rest, nul ? len + 1 : len, rest.len);
    }
    archive_write_close(w);
    archive_write_free(w);
    return used;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char zip[ROOM];
    tc_arena a;
    tc_extracted *x;
    tc_error err = TC_ERROR_INIT;
    if (size == 0 || size > ROOM / 2)
        return 0;
    int kind = data[0] % KINDS;
    size_t len = pack(zip, kind, tc_span_make((const char *)data + 1, size - 1));
    char *exact = malloc(len + 1); /* so that reading beyond the end is seen */
    if (!exact)
        return 0;
    memcpy(exact, zip, len);
    const tc_extract_options options = {.max_text = (size_t)4 << 20,
                                        .max_members = (size_t)4 << 20,
                                        .on_member = on_member,
                                        .tracked_changes =
                                            (tc_tracked_changes)(data[0] / KINDS % 3)};
    tc_arena_init(&a);
    a.limit = (size_t)1 << 28;
    if (tc_extract(&x, &a, tc_span_make(exact, len), tc_span_str(names[kind]), &options, &err) ==
        TC_OK)
        PROMISE(well_formed(x->text));
    else
        PROMISE(err.msg[0]);
    tc_arena_release(&a);
    free(exact);
    return 0;
}
