/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/convert.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "extract/tool.h"
#include "extract/word_fonts.h"

#define FIRST_LINE "%%TC-WORDS %s%s\n"

typedef struct {
    size_t offset;
    tc_span magic;
    const char *mime;
} picture;

#define PICTURE(OFFSET, MAGIC, MIME)     \
    {                                    \
        OFFSET, TC_SPAN_LIT(MAGIC), MIME \
    }
static const picture PICTURES[] = {
    PICTURE(0, "\x89PNG\r\n\x1A\n", "image/png"),
    PICTURE(0, "\xFF\xD8\xFF", "image/jpeg"),
    PICTURE(0, "II*\0", "image/tiff"),
    PICTURE(0, "MM\0*", "image/tiff"),
    PICTURE(0, "GIF8", "image/gif"),
    PICTURE(8, "WEBPVP8", "image/webp"),
};
#undef PICTURE

/* Mail gateways put lines before the first; then the end has to be one of PDF, as text about PDF
 * files is text. */
static bool is_pdf(tc_span bytes)
{
    enum { WITHIN = 1024 };
    size_t most = bytes.len < WITHIN ? bytes.len : WITHIN;
    size_t at = tc_span_find(tc_span_make(bytes.ptr, most), TC_SPAN("%PDF-"));
    tc_span tail = tc_span_sub(bytes, bytes.len - most, bytes.len);
    return at == 0 || (at != SIZE_MAX && tc_span_find(tail, TC_SPAN("startxref")) != SIZE_MAX);
}

tc_convert_kind tc_convert_kind_of(tc_span bytes, const char **mime)
{
    if (is_pdf(bytes)) {
        *mime = "application/pdf";
        return TC_CONVERT_PDF;
    }
    for (size_t i = 0; i < sizeof PICTURES / sizeof *PICTURES; i++) {
        const picture *p = &PICTURES[i];
        if (bytes.len >= p->offset &&
            tc_span_starts(tc_span_sub(bytes, p->offset, bytes.len), p->magic)) {
            *mime = p->mime;
            return TC_CONVERT_IMAGE;
        }
    }
    return TC_CONVERT_NOT;
}

static tc_tool tool_for(const char *const *argv, tc_span in, const tc_convert_limits *l)
{
    return (tc_tool){.argv = argv,
                     .in = in,
                     .memory = l->memory,
                     .most = l->most,
                     .seconds = l->seconds,
                     .stopped = l->stopped};
}

/* The last line that a tool wrote on stderr, as a reason. */
static const char *last_line(char *said)
{
    size_t len = strlen(said);
    while (len && said[len - 1] == '\n')
        said[--len] = '\0';
    const char *nl = strrchr(said, '\n'), *line = nl ? nl + 1 : said;
    static const char kind[] = "Syntax Error: ";
    return strncmp(line, kind, sizeof kind - 1) == 0 ? line + sizeof kind - 1 : line;
}

/* ---- PDF ------------------------------------------------------------------------------------ */

tc_status tc_convert_pdf(tc_buf *out, tc_span bytes, const tc_convert_limits *l, tc_error *err)
{
    static const char *const argv[] = {"pdftotext", "-raw", "-bbox", "-enc",
                                       "UTF-8",     "-",    "-",     NULL};
    const tc_tool tool = tool_for(argv, bytes, l);
    tc_tool_result r;
    tc_buf_reset(out);
    tc_buf_printf(out, FIRST_LINE, "application/pdf", "");
    tc_status st = tc_tool_run(out, &r, &tool, err);
    if (st != TC_OK || r.status == 0)
        return st;
    if (strstr(r.said, "assword"))
        return tc_fail(err, TC_ELOCKEDFILE, "opens only with a password");
    return tc_fail(err, TC_EUNSUPPORTED, "a damaged PDF document: %s", last_line(r.said));
}

tc_status tc_convert_pdf_fonts(tc_buf *out, tc_span bytes, const tc_convert_limits *l,
                               tc_error *err)
{
    static const char *const argv[] = {"pdftohtml", "-xml",    "-i", "-hidden", "-nodrm", "-zoom",
                                       "1",         "-stdout", "-",  "none",    NULL};
    const tc_tool tool = tool_for(argv, bytes, l);
    tc_tool_result r;
    tc_buf_adds(out, TC_FONTS_MAGIC);
    tc_status st = tc_tool_run(out, &r, &tool, err);
    if (st == TC_OK && r.status != 0)
        st = tc_fail(err, TC_EUNSUPPORTED, "a damaged PDF document: %s", last_line(r.said));
    return st;
}

/* ---- OCR ------------------------------------------------------------------------------------ */

static void put_escaped(tc_buf *out, tc_span s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        tc_buf_adds(out, c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : "");
        if (c != '&' && c != '<' && c != '>')
            tc_buf_addc(out, c);
    }
}

/* The columns of tesseract's table. */
enum { LEVEL, PAGE, BLOCK, PARAGRAPH, LINE, WORD, LEFT, TOP, WIDTH, HEIGHT, SURE, TEXT, COLUMNS };

static size_t split_row(tc_span row, tc_span columns[COLUMNS])
{
    size_t n = 0;
    for (size_t from = 0; n < COLUMNS; n++) {
        tc_span rest = tc_span_sub(row, from, row.len);
        size_t tab = n + 1 < COLUMNS ? tc_span_find(rest, TC_SPAN("\t")) : SIZE_MAX;
        columns[n] = tab == SIZE_MAX ? rest : tc_span_sub(rest, 0, tab);
        if (tab == SIZE_MAX)
            return n + 1;
        from += tab + 1;
    }
    return n;
}

static long whole(tc_span s)
{
    char digits[16] = "";
    if (s.len >= sizeof digits)
        return 0;
    memcpy(digits, s.ptr, s.len);
    return strtol(digits, NULL, 10);
}

/* A row of the table as an element. What it is less than a sixth sure of are specks and lines. */
static void put_row(tc_buf *out, tc_span row)
{
    enum { LEVEL_PAGE = 1, LEVEL_WORD = 5, UNSURE = 15 };
    tc_span c[COLUMNS];
    if (split_row(row, c) < SURE)
        return;
    long level = whole(c[LEVEL]), x = whole(c[LEFT]), y = whole(c[TOP]);
    if (level == LEVEL_PAGE)
        tc_buf_printf(out, "<page width=\"%ld\" height=\"%ld\">\n", whole(c[WIDTH]),
                      whole(c[HEIGHT]));
    if (level != LEVEL_WORD || whole(c[SURE]) < UNSURE)
        return;
    tc_buf_printf(out, "<word xMin=\"%ld\" yMin=\"%ld\" xMax=\"%ld\" yMax=\"%ld\">", x, y,
                  x + whole(c[WIDTH]), y + whole(c[HEIGHT]));
    put_escaped(out, tc_span_trim(c[TEXT]));
    tc_buf_adds(out, "</word>\n");
}

static void put_table(tc_buf *out, tc_span table)
{
    while (table.len) {
        size_t nl = tc_span_find(table, TC_SPAN("\n"));
        size_t len = nl == SIZE_MAX ? table.len : nl;
        put_row(out, tc_span_sub(table, 0, len));
        table = tc_span_sub(table, nl == SIZE_MAX ? len : len + 1, table.len);
    }
}

/* A picture, which may have many pages, to elements. */
static tc_status recognise(tc_buf *out, tc_span picture_bytes, const tc_convert_limits *l,
                           tc_error *err)
{
    /* 1: pages that lie on their side or stand on their head are turned */
    static const char *const argv[] = {"tesseract", "stdin", "stdout", "-l", "vie",
                                       "--psm",     "1",     "tsv",    NULL};
    const tc_tool tool = tool_for(argv, picture_bytes, l);
    tc_tool_result r;
    tc_buf table;
    tc_buf_init(&table, SIZE_MAX / 2);
    tc_status st = tc_tool_run(&table, &r, &tool, err);
    if (st == TC_EUNSUPPORTED)
        st = tc_fail(err, TC_ENOTEXT, "a picture of text; tesseract is not installed");
    else if (st == TC_OK && r.status != 0 && strstr(r.said, "loading language"))
        st = tc_fail(err, TC_ENOTEXT, "a picture of text; tesseract has no Vietnamese");
    else if (st == TC_OK && r.status != 0)
        st = tc_fail(err, TC_EUNSUPPORTED, "a picture that cannot be read: %s", last_line(r.said));
    if (st == TC_OK)
        put_table(out, tc_buf_span(&table));
    tc_buf_release(&table);
    return st;
}

/* One page of a PDF file, drawn so that A4 has 300 dots per inch and a page of any size not more
 * dots than that. *end: there is no such page. */
static tc_status recognise_page(tc_buf *out, bool *end, tc_span pdf, unsigned page,
                                const tc_convert_limits *l, tc_error *err)
{
    char number[16];
    snprintf(number, sizeof number, "%u", page);
    const char *const argv[] = {"pdftoppm", "-scale-to", "3508", "-gray", "-f",
                                number,     "-l",        number, "-",     NULL};
    tc_tool tool = tool_for(argv, pdf, l);
    tc_tool_result r;
    tc_buf image;
    tc_buf_init(&image, SIZE_MAX / 2);
    tc_status st = tc_tool_run(&image, &r, &tool, err);
    *end = st == TC_OK && image.len == 0;
    if (st == TC_OK && !*end)
        st = recognise(out, tc_buf_span(&image), l, err);
    tc_buf_release(&image);
    return st;
}

tc_status tc_convert_ocr(tc_buf *out, tc_span bytes, const tc_convert_limits *l, tc_error *err)
{
    enum { MOST_PAGES = 5000, MOST_SECONDS = 3600 };
    const char *mime = "";
    tc_convert_kind kind = tc_convert_kind_of(bytes, &mime);
    tc_buf_reset(out);
    tc_buf_printf(out, FIRST_LINE, mime, " ocr");
    if (kind == TC_CONVERT_IMAGE)
        return recognise(out, bytes, l, err);
    bool end = false;
    tc_status st = TC_OK;
    const double started = tc_now();
    for (unsigned page = 1; st == TC_OK && !end && page <= MOST_PAGES; page++) {
        if (tc_now() - started > MOST_SECONDS)
            return tc_fail(err, TC_ETIMEOUT, "OCR took more than an hour, for %u pages", page - 1);
        st = recognise_page(out, &end, bytes, page, l, err);
    }
    return st;
}

bool tc_convert_has_ocr(void)
{
    static const char *const argv[] = {"tesseract", "--list-langs", NULL};
    const tc_tool tool = {.argv = argv, .memory = (size_t)1 << 30, .most = 1 << 16, .seconds = 10};
    tc_tool_result r;
    tc_buf list;
    tc_buf_init(&list, 1 << 18);
    bool has = tc_tool_run(&list, &r, &tool, NULL) == TC_OK && r.status == 0 &&
               tc_span_find(tc_buf_span(&list), TC_SPAN("\nvie\n")) != SIZE_MAX;
    tc_buf_release(&list);
    return has;
}
