/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every reader of files. The first byte chooses the name, which is a hint for the format. */
#include "extract/extract.h"
#include "fuzz.h"

static const char *const names[] = {
    "x",     "x.txt",  "x.htm",  "x.html", "x.md",   "x.docx", "x.odt", "x.rtf",  "x.xml", "x.eml",
    "x.zip", "x.xlsx", "x.pptx", "x.mht",  "x.epub", "x.doc",  "x.msg", "x.fodt", "x.gz"};

static tc_status on_member(const tc_member *m, void *context, tc_error *err)
{
    (void)err;
    ++*(size_t *)context;
    PROMISE(well_formed(m->name));
    return TC_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tc_arena a;
    tc_extracted *x;
    size_t members = 0;
    tc_error err = TC_ERROR_INIT;
    if (size == 0)
        return 0;
    const tc_extract_options options = {.max_text = (size_t)4 << 20,
                                        .max_members = (size_t)4 << 20,
                                        .on_member = data[0] & 0x80 ? on_member : NULL,
                                        .member_context = &members};
    tc_arena_init(&a);
    a.limit = (size_t)1 << 29;
    tc_status st = tc_extract(&x, &a, tc_span_make((const char *)data + 1, size - 1),
                              tc_span_str(names[(data[0] & 0x7F) % (sizeof names / sizeof *names)]),
                              &options, &err);
    if (st == TC_OK) {
        size_t last = 0;
        PROMISE(well_formed(x->text) && x->mime.len > 0);
        for (size_t i = 0; i < x->page_count; i++) {
            PROMISE(x->page_starts[i] >= last && x->page_starts[i] <= x->text.len);
            last = x->page_starts[i];
        }
        for (size_t i = 0; i < x->warning_count; i++)
            PROMISE(well_formed(x->warnings[i]));
    } else {
        PROMISE(err.msg[0]);
    }
    tc_arena_release(&a);
    return 0;
}
