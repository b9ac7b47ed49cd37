/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/ability.h"

#include "extract/convert.h"
#include "extract/tool.h"

/* What this program reads by itself; the words of a converted file are no format of files. */
static const struct {
    const char *mime, *extensions;
} OWN[] = {
#define FORMAT(MIME, EXTENSIONS, SNIFF, READ, WHERE) {MIME, EXTENSIONS},
#include "extract/formats.def"
#undef FORMAT
};
#define COUNT(a) (sizeof(a) / sizeof *(a))

/* "pdftotext version 22.12.0\n..." on either channel: name and number. */
static tc_span version_of(tc_arena *a, const char *name, const char *option)
{
    const char *const argv[] = {name, option, NULL};
    const tc_tool tool = {.argv = argv, .memory = (size_t)1 << 30, .most = 1 << 16, .seconds = 10};
    tc_tool_result r;
    tc_buf out;
    tc_buf_init(&out, 1 << 18);
    tc_span said = TC_SPAN("");
    if (tc_tool_run(&out, &r, &tool, NULL) == TC_OK) {
        said = out.len ? tc_buf_span(&out) : tc_span_str(r.said);
        size_t nl = tc_span_find(said, TC_SPAN("\n"));
        said = tc_arena_copy(a, nl == SIZE_MAX ? said : tc_span_sub(said, 0, nl));
    }
    tc_buf_release(&out);
    return said;
}

static tc_ability pdf(tc_arena *a)
{
    tc_ability x = {"application/pdf", "pdf", "poppler-utils", TC_SPAN_LIT("")};
    char path[TC_TOOL_PATH];
    if (tc_tool_find(path, "pdftotext") && tc_tool_find(path, "pdftoppm")) {
        x.lacks = NULL;
        x.by = version_of(a, "pdftotext", "-v");
    }
    return x;
}

static tc_ability pictures(tc_arena *a)
{
    tc_ability x = {"image/*", "png jpg jpeg tif tiff gif webp", "tesseract-ocr", TC_SPAN_LIT("")};
    char path[TC_TOOL_PATH];
    if (tc_tool_find(path, "tesseract")) {
        x.lacks = tc_convert_has_ocr() ? NULL : "tesseract-ocr-vie";
        x.by = version_of(a, "tesseract", "--version");
    }
    return x;
}

static tc_ability scans(const tc_ability *text, const tc_ability *picture)
{
    tc_ability x = *picture;
    x.format = "application/pdf; ocr";
    x.extensions = "pdf";
    x.lacks = text->lacks ? text->lacks : picture->lacks;
    return x;
}

tc_status tc_abilities(tc_ability **out, size_t *count, tc_arena *arena, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to look around");
    tc_ability *list = tc_arena_array(arena, COUNT(OWN) + 3, sizeof *list);
    size_t n = 0;
    for (size_t i = 0; i < COUNT(OWN); i++)
        if (strcmp(OWN[i].mime, "application/x-tracuu-words") != 0)
            list[n++] = (tc_ability){OWN[i].mime, OWN[i].extensions, NULL, TC_SPAN_LIT("")};
    list[n++] = pdf(arena);
    list[n++] = pictures(arena);
    list[n] = scans(&list[n - 2], &list[n - 1]);
    *count = n + 1;
    *out = list;
    tc_arena_uncatch(arena, &guard);
    return TC_OK;
}
