/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of any content: JSON reads back as JSON, CSV gives the cells back, TSV keeps its lines,
 * and people's terminals get no control bytes. */
#include "json_check.h"
#include "rows.h"

static char *write_row(size_t *len, tc_format format, tc_row_kind kind, const void *row, bool excel)
{
    const fuzz_row rows[] = {{kind, row}};
    return write_rows(len, format, rows, 1, excel);
}

static void check_json(tc_row_kind kind, const void *row)
{
    size_t len;
    char *text = write_row(&len, TC_FORMAT_JSONL, kind, row, false);
    PROMISE(len > 0 && text[len - 1] == '\n' && !memchr(text, '\n', len - 1));
    PROMISE(json_whole(tc_span_make(text, len - 1)));
    free(text);
}

/* Reads one cell at *i; false when it is not well-formed. */
static bool csv_cell(tc_buf *out, tc_span s, size_t *i)
{
    tc_buf_reset(out);
    if (*i < s.len && s.ptr[*i] == '"') {
        for (++*i; *i < s.len; ++*i) {
            if (s.ptr[*i] == '"' && !(*i + 1 < s.len && s.ptr[*i + 1] == '"'))
                break;
            *i += s.ptr[*i] == '"';
            tc_buf_addc(out, s.ptr[*i]);
        }
        if (*i >= s.len)
            return false;
        ++*i;
    } else {
        for (; *i < s.len && !strchr(",\r\n", s.ptr[*i]); ++*i)
            tc_buf_addc(out, s.ptr[*i]);
    }
    return *i < s.len && (s.ptr[*i] == ',' || s.ptr[*i] == '\r' || s.ptr[*i] == '\n');
}

static bool is_shown(tc_span cell, tc_span value)
{
    tc_buf want;
    tc_buf_init(&want, 0);
    for (size_t i = 0; i < value.len;) {
        uint32_t cp = tc_utf8_next(value, &i);
        bool kept = cp == '\n' || cp == '\r' || cp == '\t';
        tc_buf_addcp(&want, tc_utf8_steers(cp) && !kept ? ' ' : cp);
    }
    bool same = tc_span_eq(cell, tc_buf_span(&want));
    tc_buf_release(&want);
    return same;
}

/* Header and one record of as many cells; is one of them the title? */
static void check_csv(const tc_doc_row *d)
{
    size_t len, i = 0, cells[2] = {0, 0}, line = 0;
    char *text = write_row(&len, TC_FORMAT_CSV, TC_ROW_DOC, d, false);
    bool found = false;
    tc_buf cell;
    tc_buf_init(&cell, 0);
    while (i < len) {
        PROMISE(line < 2 && csv_cell(&cell, tc_span_make(text, len), &i));
        found = found || (line == 1 && is_shown(tc_buf_span(&cell), d->title));
        cells[line]++;
        if (text[i] == ',') {
            i++;
            continue;
        }
        i += text[i] == '\r';
        PROMISE(i < len && text[i] == '\n');
        i++;
        line++;
    }
    PROMISE(line == 2 && cells[0] == cells[1]);
    PROMISE(found && well_formed(tc_span_make(text, len)));
    tc_buf_release(&cell);
    free(text);
}

static size_t count(const char *text, size_t len, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += text[i] == c;
    return n;
}

static void check_tsv(const tc_doc_row *d)
{
    size_t len;
    char *text = write_row(&len, TC_FORMAT_TSV, TC_ROW_DOC, d, true);
    PROMISE(count(text, len, '\n') == 2 && well_formed(tc_span_make(text, len)));
    for (size_t i = 0; i < len; i++)
        PROMISE((unsigned char)text[i] >= 0x20 || text[i] == '\n' || text[i] == '\t');
    size_t head = (size_t)((char *)memchr(text, '\n', len) - text);
    PROMISE(count(text, head, '\t') * 2 == count(text, len, '\t'));
    free(text);
}

static void check_text(tc_row_kind kind, const void *row)
{
    size_t len;
    char *text = write_row(&len, TC_FORMAT_TEXT, kind, row, false);
    PROMISE(well_formed(tc_span_make(text, len)));
    for (size_t i = 0; i < len; i++)
        PROMISE((unsigned char)text[i] >= 0x20 || text[i] == '\n');
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tc_span v[VALUES];
    cut_values(v, data, size);
    tc_range match = {v[5].len / 3, v[5].len / 2};
    tc_passage hit = {.field = TC_SPAN("body"),
                      .section = v[6],
                      .text = v[5],
                      .matches = &match,
                      .match_count = 1};
    const tc_doc_row doc = {.rank = 1,
                            .score = 0.5,
                            .path = v[0],
                            .number = v[1],
                            .title = v[2],
                            .issuer = v[3],
                            .doc_type = v[4],
                            .hits = &hit,
                            .hit_count = 1};
    const tc_citation_row citation = {.path = v[0],
                                      .document = v[1],
                                      .raw = v[2],
                                      .sentence = v[5],
                                      .match = match,
                                      .section = v[6],
                                      .relation = v[7],
                                      .status = v[8],
                                      .id = v[9]};
    const tc_day_row day = {.observed = {2024, 5, 7},
                            .label = v[2],
                            .uid = TC_SPAN("x"),
                            .stamp = TC_SPAN("20240101T000000Z"),
                            .id = v[9],
                            .lines = v,
                            .line_count = 3,
                            .paths = v,
                            .path_count = 2,
                            .numbers = v,
                            .number_count = 2,
                            .documents = 3};
    check_json(TC_ROW_DOC, &doc);
    check_json(TC_ROW_CITATION, &citation);
    check_json(TC_ROW_DAY, &day);
    check_csv(&doc);
    check_tsv(&doc);
    check_text(TC_ROW_DOC, &doc);
    check_text(TC_ROW_CITATION, &citation);
    check_text(TC_ROW_DAY, &day);
    return 0;
}
