/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of Word's binary documents: pieces of the file put together, then characters, fields,
 * paragraphs and tables. */
#include "extract/doc.h"

#include "base/utf8.h"

enum { FOOTNOTES = 0x50, ENDNOTES = 0x60 };
enum { MAGIC_97 = 0xA5EC, MAGIC_6 = 0xA5DC, ENCRYPTED = 0x0100, TABLE_1 = 0x0200, CLX = 0x01A2 };

/* Marks among the characters. */
enum {
    NOTE = 0x02,
    CELL = 0x07,
    TAB = 0x09,
    LINE = 0x0B,
    PAGE = 0x0C,
    PARAGRAPH = 0x0D,
    COLUMN = 0x0E,
    FIELD = 0x13,
    FIELD_RESULT = 0x14,
    FIELD_END = 0x15,
    HARD_HYPHEN = 0x1E,
    SOFT_HYPHEN = 0x1F
};

typedef enum { PASSED, READ, REFERS, NOTES } part_kind;

/* Parts of the text, one behind the other, by where the header has their lengths. */
static const struct {
    uint16_t length;
    part_kind what;
} PARTS[] = {
    {0x4C, REFERS},                   /* the document */
    {FOOTNOTES, NOTES}, {0x54, READ}, /* heads and feet of pages */
    {0x58, PASSED},                   /* macros */
    {0x5C, PASSED},                   /* comments */
    {ENDNOTES, NOTES},  {0x64, READ}, /* text boxes */
    {0x68, READ},                     /* text boxes of heads */
};

/* What the bytes 80 to 9F of an eight-bit piece stand for: windows-1252. */
static const uint16_t WINDOWS[] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

typedef struct {
    tc_doc *d;
    tc_para text;
    uint32_t chp_from, chp_to; /* file offsets where chp holds */
    tc_doc_chp chp;
    tc_doc_pap pap;
    bool paragraph_open; /* pap is that of the paragraph */
    unsigned fields;     /* open ones; bit n of hidden_fields: in the instruction of the nth */
    uint64_t hidden_fields;
    uint16_t high;
    bool table_open, row_open, cell_open;
    size_t skipped_hidden;
    part_kind part;
    bool numbered;           /* there are notes of one kind only */
    unsigned referred, told; /* notes so far: marks in the document, notes themselves */
} story;

tc_sniff tc_sniff_doc(const tc_extraction *x)
{
    return tc_span_starts(x->bytes, TC_SPAN("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) &&
                   tc_span_find(x->bytes, TC_SPAN("W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0")) !=
                       SIZE_MAX
               ? TC_SNIFF_SURE
               : TC_SNIFF_NO;
}

/* ---- characters ----------------------------------------------------------------------------- */

static bool is_shown(story *s)
{
    const tc_tracked_changes which = s->d->x->options->tracked_changes;
    if ((s->chp.deleted && which == TC_CHANGES_FINAL) ||
        (s->chp.inserted && which == TC_CHANGES_ORIGINAL) || s->hidden_fields)
        return false;
    s->skipped_hidden += s->chp.hidden;
    return !s->chp.hidden;
}

static void add(story *s, uint32_t cp)
{
    char bytes[4];
    if (!is_shown(s))
        return;
    tc_para_change(&s->text, s->chp.deleted ? '-' : s->chp.inserted ? '+' : '\0');
    if (s->chp.symbol && cp == '(') {
        tc_para_add(&s->text, tc_para_symbol(s->chp.symbol), NULL, false);
        return;
    }
    const char *charset = tc_doc_charset(s->d, cp < 0x80 ? s->chp.ascii : s->chp.other);
    tc_para_add(&s->text, tc_span_make(bytes, tc_utf8_put(bytes, cp)), charset, s->chp.caps);
}

/* UTF-16 of wide pieces; half pairs are no characters. */
static void add_unit(story *s, uint16_t unit)
{
    if (unit >= 0xDC00 && unit <= 0xDFFF && s->high) {
        add(s, 0x10000u + ((uint32_t)(s->high - 0xD800) << 10) + (unit - 0xDC00u));
        s->high = 0;
        return;
    }
    s->high = unit >= 0xD800 && unit <= 0xDBFF ? unit : 0;
    if (unit < 0xD800 || unit > 0xDFFF)
        add(s, unit);
}

/* ---- paragraphs ----------------------------------------------------------------------------- */

static void close_table(story *s)
{
    if (s->table_open)
        tc_flow_table_close(&s->d->flow);
    s->table_open = s->row_open = s->cell_open = false;
}

static void open_cell(story *s)
{
    tc_flow *f = &s->d->flow;
    if (!s->table_open)
        tc_flow_table_open(f);
    if (!s->row_open)
        tc_flow_row_open(f);
    if (!s->cell_open)
        tc_flow_cell_open(f);
    s->table_open = s->row_open = s->cell_open = true;
}

/* The number of a note, where it is referred to and before it. */
static void note_mark(story *s)
{
    unsigned n = s->part == REFERS ? ++s->referred : ++s->told;
    tc_para_add(&s->text, tc_span_str(tc_arena_printf(s->d->x->arena, "[%u]", n)), NULL, false);
}

static void end_paragraph(story *s)
{
    tc_span text = tc_para_take(&s->text);
    s->paragraph_open = false;
    if (s->pap.in_table)
        open_cell(s);
    else
        close_table(s);
    tc_span label =
        tc_span_empty(tc_span_trim(text)) ? TC_SPAN("") : tc_doc_list_label(s->d, &s->pap);
    if (!s->cell_open || !tc_span_empty(text))
        tc_para_lay(&s->d->flow, label, text);
}

static void end_cell(story *s)
{
    tc_flow *f = &s->d->flow;
    if (s->pap.row_end) {
        tc_para_take(&s->text);
        if (s->row_open)
            tc_flow_row_close(f);
        s->row_open = s->cell_open = s->paragraph_open = false;
        return;
    }
    s->pap.in_table = true;
    end_paragraph(s);
    tc_flow_cell_close(f);
    s->cell_open = false;
}

/* ---- marks ---------------------------------------------------------------------------------- */

/* Of a field its result is read, not the instruction that made it. */
static void field_mark(story *s, uint16_t c)
{
    enum { MOST = 63 };
    if (c == FIELD && s->fields < MOST)
        s->hidden_fields |= (uint64_t)1 << s->fields++;
    else if (c == FIELD_RESULT && s->fields)
        s->hidden_fields &= ~((uint64_t)1 << (s->fields - 1));
    else if (c == FIELD_END && s->fields)
        s->hidden_fields &= ~((uint64_t)1 << --s->fields);
}

static void put(story *s, uint16_t c)
{
    switch (c) {
    case PARAGRAPH:
    case PAGE:
    case COLUMN:
        end_paragraph(s);
        break;
    case CELL:
        end_cell(s);
        break;
    case LINE:
        add(s, '\n');
        break;
    case TAB:
        add(s, '\t');
        break;
    case FIELD:
    case FIELD_RESULT:
    case FIELD_END:
        field_mark(s, c);
        break;
    case NOTE:
        if (s->chp.special && s->numbered && s->part != READ && is_shown(s))
            note_mark(s);
        break;
    case HARD_HYPHEN:
        add(s, '-');
        break;
    case SOFT_HYPHEN: /* in the fonts of TCVN3 it is a letter, ư */
        if (tc_doc_charset(s->d, s->chp.other))
            add(s, 0xAD);
        break;
    default:
        if (c >= ' ')
            add_unit(s, c);
        break;
    }
}

static void take_character(story *s, uint32_t fc, uint16_t c)
{
    if (!s->paragraph_open) {
        s->pap = tc_doc_pap_at(s->d, fc);
        s->paragraph_open = true;
        s->chp_to = 0;
    }
    if (fc < s->chp_from || fc >= s->chp_to) {
        s->chp = tc_doc_chp_at(s->d, fc, s->pap.style, &s->chp_to);
        s->chp_from = fc;
    }
    if (c == CELL || c == PARAGRAPH) /* what ends a paragraph says what it was */
        s->pap = tc_doc_pap_at(s->d, fc);
    put(s, c);
}

/* ---- pieces --------------------------------------------------------------------------------- */

/* Characters [from, to) of the text that stand in this piece. */
static void read_piece(story *s, uint32_t fc, uint32_t from, uint32_t to)
{
    const uint32_t EIGHT_BIT = 0x40000000u;
    bool wide = !(fc & EIGHT_BIT);
    uint32_t at = fc & ~(EIGHT_BIT | 0x80000000u);
    if (!wide)
        at /= 2;
    for (uint32_t i = from; i < to; i++) {
        uint32_t here = at + (wide ? 2 * i : i);
        if (here >= s->d->word.len)
            return;
        uint16_t c = wide ? tc_le16(s->d->word, here) : tc_le8(s->d->word, here);
        if (!wide && c >= 0x80 && c < 0xA0)
            c = WINDOWS[c - 0x80];
        take_character(s, here, c);
    }
}

/* The list of pieces stands behind lists of modifiers. */
static tc_span find_pieces(const tc_doc *d)
{
    tc_span clx = tc_doc_part(d, CLX);
    size_t at = 0;
    while (at + 3 < clx.len && tc_le8(clx, at) == 1)
        at += 3 + (size_t)tc_le16(clx, at + 1);
    if (tc_le8(clx, at) != 2)
        return tc_span_make(NULL, 0);
    return tc_le_part(clx, at + 5, tc_le32(clx, at + 1));
}

static void read_part(story *s, tc_span pieces, uint32_t from, uint32_t to)
{
    size_t count = pieces.len >= 4 ? (pieces.len - 4) / 12 : 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t start = tc_le32(pieces, 4 * i), end = tc_le32(pieces, 4 * i + 4);
        uint32_t fc = tc_le32(pieces, 4 * (count + 1) + 8 * i + 2);
        if (end <= from || start >= to || end <= start)
            continue;
        read_piece(s, fc, (from > start ? from : start) - start, (to < end ? to : end) - start);
    }
    if (s->text.len)
        end_paragraph(s);
    close_table(s);
    tc_flow_break(&s->d->flow);
    s->fields = 0;
    s->hidden_fields = 0;
}

static void read_parts(story *s)
{
    tc_span pieces = find_pieces(s->d);
    uint32_t from = 0;
    s->numbered = !tc_le32(s->d->word, FOOTNOTES) != !tc_le32(s->d->word, ENDNOTES);
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        uint32_t length = tc_le32(s->d->word, PARTS[i].length);
        uint32_t to = length < UINT32_MAX - from ? from + length : UINT32_MAX;
        s->part = PARTS[i].what;
        if (PARTS[i].what != PASSED && length)
            read_part(s, pieces, from, to);
        from = to;
    }
}

/* ---- the whole ------------------------------------------------------------------------------ */

/* Word 6 and 95: eight-bit text in one stretch, unless it was saved fast. */
static tc_status read_word_6(tc_extraction *x, tc_doc *d, tc_error *err)
{
    enum { COMPLEX = 0x0004, FROM = 0x18, TO = 0x1C };
    uint32_t from = tc_le32(d->word, FROM), to = tc_le32(d->word, TO);
    if (tc_le16(d->word, 0x0A) & COMPLEX)
        return tc_fail(err, TC_EUNSUPPORTED, "a document of Word 6 that was saved fast");
    story s = {.d = d};
    tc_para_init(&s.text, x);
    s.chp = (tc_doc_chp){.ascii = TC_DOC_NO_FONT, .other = TC_DOC_NO_FONT};
    for (uint32_t at = from; at < to && at < d->word.len; at++) {
        uint16_t c = tc_le8(d->word, at);
        put(&s, c >= 0x80 && c < 0xA0 ? WINDOWS[c - 0x80] : c == CELL ? TAB : c);
    }
    end_paragraph(&s);
    tc_extract_warn(x, "a document of Word 6 or 95: its fonts are not known");
    return TC_OK;
}

static tc_status read_word_97(tc_extraction *x, tc_doc *d, tc_error *err)
{
    story s = {.d = d};
    if (tc_span_empty(find_pieces(d)))
        return tc_fail(err, TC_EUNSUPPORTED, "a damaged Word document: its text cannot be found");
    tc_doc_read_props(d);
    tc_doc_read_lists(d);
    tc_para_init(&s.text, x);
    read_parts(&s);
    if (s.skipped_hidden)
        tc_extract_warn(x, "%zu hidden characters left out", s.skipped_hidden);
    return TC_OK;
}

tc_status tc_read_doc(tc_extraction *x, tc_error *err)
{
    tc_ole ole;
    tc_doc *d = tc_arena_alloc(x->arena, sizeof *d);
    d->x = x;
    if (!tc_ole_open(&ole, x->arena, x->bytes))
        return tc_fail(err, TC_EUNSUPPORTED, "a damaged Word document");
    if (!tc_ole_stream(&d->word, &ole, "WordDocument"))
        return tc_fail(err, TC_EUNSUPPORTED,
                       "a damaged Word document, or one inside of another kind (xls, ppt)");
    uint16_t magic = tc_le16(d->word, 0), flags = tc_le16(d->word, 0x0A);
    if (flags & ENCRYPTED)
        return tc_fail(err, TC_ELOCKEDFILE, "opens only with a password");
    if (magic != MAGIC_97 && magic != MAGIC_6)
        return tc_fail(err, TC_EUNSUPPORTED, "a Word document of unknown version");
    if (!tc_ole_stream(&d->table, &ole, flags & TABLE_1 ? "1Table" : "0Table"))
        magic = MAGIC_6;
    tc_flow_init(&d->flow, x->arena, &x->text);
    tc_status st = magic == MAGIC_97 ? read_word_97(x, d, err) : read_word_6(x, d, err);
    if (st == TC_OK)
        tc_para_finish(x, &d->flow);
    return st;
}
