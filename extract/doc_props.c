/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fonts, styles, and modifiers ("sprm"): lists of an opcode and its operand. */
#include "base/utf8.h"
#include "extract/doc.h"

enum { FKP = 512, NIL_STYLE = 0x0FFF, STYLES_DEEP = 12 };

/* Offsets of pairs in the header (FibRgFcLcb97). */
enum { STSHF = 0x00A2, PLCF_BTE_CHPX = 0x00FA, PLCF_BTE_PAPX = 0x0102, STTBF_FFN = 0x0112 };

/* The modifiers that are looked at. */
enum {
    CF_RMARK_DEL = 0x0800,
    CF_RMARK = 0x0801,
    CF_CAPS = 0x083B,
    CF_VANISH = 0x083C,
    CF_SPEC = 0x0855,
    C_ISTD = 0x4A30,
    C_FONT_ASCII = 0x4A4F,
    C_FONT_OTHER = 0x4A51,
    C_SYMBOL = 0x6A09,
    P_ILVL = 0x260A,
    P_ILFO = 0x460B,
    P_IN_TABLE = 0x2416,
    P_TTP = 0x2417
};

tc_span tc_doc_part(const tc_doc *d, size_t at)
{
    return tc_le_part(d->table, tc_le32(d->word, at), tc_le32(d->word, at + 4));
}

/* ---- modifiers ------------------------------------------------------------------------------ */

/* The next modifier and its operand. */
static bool next_modifier(tc_span list, size_t *at, uint16_t *op, tc_span *operand)
{
    static const uint8_t sizes[] = {1, 1, 2, 4, 2, 2, 0, 3};
    if (*at + 2 >= list.len)
        return false;
    *op = tc_le16(list, *at);
    size_t size = sizes[*op >> 13], from = *at + 2;
    if (size == 0) { /* counted: tables by two bytes, long tab stops by rules of their own */
        if (*op == 0xD608 || *op == 0xD606)
            size = (size_t)tc_le16(list, from) + 1;
        else if (*op == 0xC615 && tc_le8(list, from) == 255)
            return false;
        else
            size = (size_t)tc_le8(list, from) + 1;
    }
    *operand = tc_le_part(list, from, size);
    *at = from + size;
    return operand->len == size;
}

/* 0 and 1; 0x80: as the style; 0x81: not as the style. */
static bool toggle(tc_span operand, bool style)
{
    uint8_t v = tc_le8(operand, 0);
    return v == 0x80 ? style : v == 0x81 ? !style : v != 0;
}

static void modify_chp(tc_doc_chp *c, tc_span list, const tc_doc_chp *style)
{
    uint16_t op;
    tc_span v;
    for (size_t at = 0; next_modifier(list, &at, &op, &v);) {
        switch (op) {
        case CF_RMARK_DEL:
            c->deleted = toggle(v, false);
            break;
        case CF_RMARK:
            c->inserted = toggle(v, false);
            break;
        case CF_CAPS:
            c->caps = toggle(v, style->caps);
            break;
        case CF_VANISH:
            c->hidden = toggle(v, style->hidden);
            break;
        case CF_SPEC:
            c->special = toggle(v, false);
            break;
        case C_ISTD:
            c->style = tc_le16(v, 0);
            break;
        case C_FONT_ASCII:
            c->ascii = tc_le16(v, 0);
            break;
        case C_FONT_OTHER:
            c->other = tc_le16(v, 0);
            break;
        case C_SYMBOL:
            c->symbol = tc_le16(v, 2);
            break;
        }
    }
}

static void modify_pap(tc_doc_pap *p, tc_span list)
{
    uint16_t op;
    tc_span v;
    for (size_t at = 0; next_modifier(list, &at, &op, &v);) {
        switch (op) {
        case P_ILVL:
            p->level = tc_le8(v, 0);
            break;
        case P_ILFO:
            p->list = tc_le16(v, 0);
            break;
        case P_IN_TABLE:
            p->in_table = tc_le8(v, 0) != 0;
            break;
        case P_TTP:
            p->row_end = tc_le8(v, 0) != 0;
            break;
        }
    }
}

/* ---- styles --------------------------------------------------------------------------------- */

/* The style and those it rests on, the outermost last. */
static size_t lineage(const tc_doc *d, uint16_t style, const tc_doc_style *chain[STYLES_DEEP])
{
    size_t n = 0;
    for (uint16_t i = style; i < d->style_count && n < STYLES_DEEP; i = d->styles[i].base)
        chain[n++] = &d->styles[i];
    return n;
}

static void apply_style_chp(const tc_doc *d, tc_doc_chp *c, uint16_t style)
{
    const tc_doc_style *chain[STYLES_DEEP];
    for (size_t n = lineage(d, style, chain); n; n--) {
        const tc_doc_chp before = *c;
        modify_chp(c, chain[n - 1]->chpx, &before);
    }
}

/* One style: a head, a name, then lists of modifiers that are counted and padded to even places. */
static void read_style(tc_doc_style *s, tc_span std, size_t head)
{
    enum { PARAGRAPH = 1, CHARACTER = 2 };
    unsigned kind = tc_le16(std, 2) & 15u, lists = tc_le16(std, 4) & 15u;
    size_t at = head + 2 + 2 * (size_t)tc_le16(std, head) + 2;
    s->base = (uint16_t)(tc_le16(std, 2) >> 4);
    for (unsigned i = 0; i < lists && at < std.len; i++) {
        size_t len = tc_le16(std, at);
        tc_span list = tc_le_part(std, at + 2, len);
        if (kind == PARAGRAPH && i == 0)
            s->papx = tc_le_part(list, 2, list.len);
        else if ((kind == PARAGRAPH && i == 1) || (kind == CHARACTER && i == 0))
            s->chpx = list;
        at += 2 + len + (len & 1);
    }
}

static void read_styles(tc_doc *d)
{
    tc_span sheet = tc_doc_part(d, STSHF);
    size_t at = 2 + (size_t)tc_le16(sheet, 0), count = tc_le16(sheet, 2);
    size_t head = tc_le16(sheet, 4);
    d->default_font = tc_le16(sheet, 14);
    d->styles = tc_arena_array(d->x->arena, count + 1, sizeof *d->styles);
    for (; d->style_count < count && at < sheet.len; d->style_count++) {
        size_t len = tc_le16(sheet, at);
        d->styles[d->style_count].base = NIL_STYLE;
        if (len)
            read_style(&d->styles[d->style_count], tc_le_part(sheet, at + 2, len), head);
        at += 2 + len;
    }
}

/* ---- fonts ---------------------------------------------------------------------------------- */

static const char *charset_of(tc_span ffn)
{
    enum { NAME = 39, LONGEST = 64 };
    char name[4 * LONGEST];
    size_t len = 0;
    for (size_t i = 0; i < LONGEST && tc_le16(ffn, NAME + 2 * i); i++)
        len += tc_utf8_put(name + len, tc_le16(ffn, NAME + 2 * i));
    return tc_charset_of_font(tc_span_make(name, len));
}

static void read_fonts(tc_doc *d)
{
    tc_span table = tc_doc_part(d, STTBF_FFN);
    size_t at = 4, count = tc_le16(table, 0);
    d->charsets = tc_arena_array(d->x->arena, count + 1, sizeof *d->charsets);
    for (; d->font_count < count && at < table.len; d->font_count++) {
        size_t len = tc_le8(table, at);
        d->charsets[d->font_count] = charset_of(tc_le_part(table, at + 1, len));
        at += len + 1;
    }
}

const char *tc_doc_charset(const tc_doc *d, uint16_t font)
{
    return font < d->font_count ? d->charsets[font] : NULL;
}

/* ---- runs ----------------------------------------------------------------------------------- */

static void open_runs(tc_doc_runs *r, tc_span plc)
{
    r->plc = plc;
    r->count = plc.len >= 4 ? (plc.len - 4) / 8 : 0;
}

/* The run in its page; entry: bytes of an entry there, the first of which tells where the
 * modifiers are. */
static void find_in_page(tc_doc_runs *r, tc_span page, uint32_t fc, size_t entry)
{
    size_t count = tc_le8(page, FKP - 1);
    for (size_t i = 0; i < count; i++) {
        uint32_t from = tc_le32(page, 4 * i), to = tc_le32(page, 4 * i + 4);
        if (fc < from || fc >= to)
            continue;
        size_t at = 2 * (size_t)tc_le8(page, 4 * (count + 1) + entry * i);
        r->from = from;
        r->to = to;
        if (at == 0)
            return;
        size_t len = tc_le8(page, at);
        if (entry > 1) /* of paragraphs: in words; 0: the next byte tells */
            len = len ? 2 * len - 1 : 2 * (size_t)tc_le8(page, ++at);
        r->found = tc_le_part(page, at + 1, len);
        return;
    }
}

static tc_span run_at(const tc_doc *d, tc_doc_runs *r, uint32_t fc, size_t entry)
{
    if (fc >= r->from && fc < r->to)
        return r->found;
    r->found = tc_span_make(NULL, 0);
    r->from = fc;
    r->to = fc + 1;
    size_t low = 0, high = r->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (tc_le32(r->plc, 4 * (mid + 1)) <= fc)
            low = mid + 1;
        else
            high = mid;
    }
    if (low < r->count) {
        uint32_t page = tc_le32(r->plc, 4 * (r->count + 1) + 4 * low) & 0x3FFFFF;
        find_in_page(r, tc_le_part(d->word, (size_t)page * FKP, FKP), fc, entry);
    }
    return r->found;
}

tc_doc_chp tc_doc_chp_at(tc_doc *d, uint32_t fc, uint16_t style, uint32_t *end)
{
    tc_doc_chp c = {.ascii = d->default_font, .other = TC_DOC_NO_FONT};
    tc_doc_chp direct = {.style = 0};
    tc_span list = run_at(d, &d->chpx, fc, 1);
    *end = d->chpx.to;
    modify_chp(&direct, list, &c); /* for the style of characters that it names */
    apply_style_chp(d, &c, style);
    if (direct.style)
        apply_style_chp(d, &c, direct.style);
    const tc_doc_chp styled = c;
    modify_chp(&c, list, &styled);
    if (c.other == TC_DOC_NO_FONT)
        c.other = c.ascii;
    return c;
}

tc_doc_pap tc_doc_pap_at(tc_doc *d, uint32_t fc)
{
    enum { ENTRY = 13 };
    tc_span list = run_at(d, &d->papx, fc, ENTRY);
    tc_doc_pap p = {.style = tc_le16(list, 0)};
    const tc_doc_style *chain[STYLES_DEEP];
    for (size_t n = lineage(d, p.style, chain); n; n--)
        modify_pap(&p, chain[n - 1]->papx);
    modify_pap(&p, tc_le_part(list, 2, list.len));
    return p;
}

void tc_doc_read_props(tc_doc *d)
{
    read_fonts(d);
    read_styles(d);
    open_runs(&d->chpx, tc_doc_part(d, PLCF_BTE_CHPX));
    open_runs(&d->papx, tc_doc_part(d, PLCF_BTE_PAPX));
}
