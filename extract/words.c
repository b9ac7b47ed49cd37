/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words with their places on pages, as pdftotext and OCR give them, to lines and paragraphs.
 *
 * What comes in is words in the order in which the page was written, which for what Word has
 * printed is the order of reading: the head's left column and then the right one, tables cell by
 * cell. Places only tell where a line ends and where a blank one stands. The first line is
 * "%TC-WORDS MIME [ocr]", then elements as of pdftotext -bbox: <page ...>, <word xMin= yMin= xMax=
 * yMax=>text</word>. All else is read over. Behind them the fonts may stand (word_fonts.h). */
#include <math.h>

#include "base/ascii.h"

#include "base/utf8.h"
#include "extract/word_fonts.h"
#include "text/decode.h"
#include "text/syllable.h"

#define MAGIC "%TC-WORDS "

/* Tables that are too wide for a page are turned, mostly so that the page is held with its right
 * side up. */
typedef enum { UPRIGHT, UPWARDS, DOWNWARDS } turn;

typedef struct {
    double x0, y0, x1, y1; /* as if it were upright */
    tc_span text;
    turn turn;
} word;

typedef enum { JOINED, BLANK, LINE, PARAGRAPH } gap;

typedef struct {
    tc_extraction *x;
    tc_span in;
    size_t pos;
    tc_buf *text; /* = &x->decoded */
    TC_VEC(size_t) pages;
    word last;            /* before this one; its y range is that of its line */
    bool apart;           /* the last line stands apart from that before it */
    bool page_begins;     /* the next word is the first of its page */
    size_t page;          /* from 1 */
    tc_word_fonts *fonts; /* NULL: not known */
    turn turned;          /* how turned words of this page are */
    bool ocr;             /* only then: */
    bool overturned;      /* the page stands on its head */
    size_t line_start;    /* in the text */
    gap owed;             /* what ends the line that a number was brought onto; else JOINED */
    size_t words, odd;    /* odd: with signs among letters */
    size_t on_page;       /* words, without those of a stamp */
    size_t stamp;         /* words of a stamp that may come yet */
    size_t sparse;        /* pages with next to no words */
    size_t letters, lost; /* lost: that have no character */
} reader;

tc_sniff tc_sniff_words(const tc_extraction *x)
{
    return tc_span_starts(x->bytes, TC_SPAN(MAGIC)) ? TC_SNIFF_SURE : TC_SNIFF_NO;
}

/* ---- elements ------------------------------------------------------------------------------- */

/* Of the inside of a tag; NAN when it has none. Ours is a format of plain decimals. */
static double number_of(tc_span tag, const char *name)
{
    tc_span value = tc_html_attribute(tag, name);
    double n = 0, unit = 1;
    size_t i = 0;
    bool negative = value.len && value.ptr[0] == '-', fraction = false;
    for (i += negative; i < value.len && i < 24; i++) {
        char c = value.ptr[i];
        if (c == '.' && !fraction) {
            fraction = true;
            continue;
        }
        if (c < '0' || c > '9')
            return (double)NAN;
        n = n * 10 + (c - '0');
        unit *= fraction ? 10 : 1;
    }
    if (value.len == 0)
        return (double)NAN;
    return (negative ? -n : n) / unit;
}

/* Character references of the text become characters. */
static tc_span plain(reader *r, tc_span s)
{
    char *to = tc_arena_alloc(r->x->arena, s.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.len;) {
        uint32_t cp;
        size_t len = s.ptr[i] == '&' ? tc_html_entity(s, i, &cp) : 0;
        if (len) { /* a reference is never shorter than what it stands for */
            n += tc_utf8_put(to + n, cp);
            i += len;
        } else {
            to[n++] = s.ptr[i++];
        }
    }
    return tc_span_make(to, n);
}

typedef enum { END, PAGE, WORD } element;

/* The next page or word. */
static element next_element(reader *r, word *w)
{
    for (;;) {
        tc_span rest = tc_span_sub(r->in, r->pos, r->in.len);
        size_t open = tc_span_find(rest, TC_SPAN("<"));
        if (open == SIZE_MAX)
            return END;
        tc_span inside = tc_span_sub(rest, open + 1, rest.len);
        size_t close = tc_span_find(inside, TC_SPAN(">"));
        if (close == SIZE_MAX)
            return END;
        r->pos += open + close + 2;
        tc_span tag = tc_span_sub(inside, 0, close);
        if (tc_span_starts(tag, TC_SPAN("page ")))
            return PAGE;
        if (!tc_span_starts(tag, TC_SPAN("word ")))
            continue;
        tc_span text = tc_span_sub(r->in, r->pos, r->in.len);
        size_t end = tc_span_find(text, TC_SPAN("<"));
        text.len = end == SIZE_MAX ? text.len : end;
        *w = (word){number_of(tag, "xmin"), number_of(tag, "ymin"), number_of(tag, "xmax"),
                    number_of(tag, "ymax"), plain(r, text),         UPRIGHT};
        if (w->x0 <= w->x1 && w->y0 <= w->y1 && w->text.len) /* false for NAN */
            return WORD;
    }
}

/* ---- turned pages --------------------------------------------------------------------------- */

/* Of three letters or fewer it cannot be told: they are as the word before them. */
static bool is_turned(const word *w, bool before)
{
    return tc_utf8_count(w->text) < 4 ? before : w->y1 - w->y0 > 1.2 * (w->x1 - w->x0);
}

/* Looks ahead: do lines of turned words run up or down the page? */
static turn turn_of_page(const reader *r)
{
    reader ahead = *r;
    word w, last = {0};
    long up = 0;
    bool turned = false;
    while (next_element(&ahead, &w) == WORD) {
        turned = is_turned(&w, turned);
        if (turned && last.text.len && fabs(w.x0 - last.x0) < (w.x1 - w.x0) / 2)
            up += w.y0 < last.y0 ? 1 : -1;
        last = w;
    }
    return up >= 0 ? UPWARDS : DOWNWARDS;
}

/* Looks ahead: do lines run from right to left? */
static bool is_overturned(const reader *r)
{
    reader ahead = *r;
    word w, last = {0};
    long left = 0;
    while (next_element(&ahead, &w) == WORD) {
        if (last.text.len && fabs(w.y0 - last.y0) < (w.y1 - w.y0) / 2)
            left += w.x1 <= last.x0 ? 1 : -1;
        last = w;
    }
    return left > 0;
}

static void set_upright(const reader *r, word *w)
{
    if (r->overturned) {
        const word seen = *w;
        w->x0 = -seen.x1;
        w->x1 = -seen.x0;
        w->y0 = -seen.y1;
        w->y1 = -seen.y0;
        return;
    }
    const word page = *w;
    if (!is_turned(w, r->last.turn != UPRIGHT))
        return;
    w->turn = r->turned;
    if (r->turned == UPWARDS) {
        w->x0 = -page.y1;
        w->x1 = -page.y0;
        w->y0 = page.x0;
        w->y1 = page.x1;
    } else {
        w->x0 = page.y0;
        w->x1 = page.y1;
        w->y0 = -page.x1;
        w->y1 = -page.x0;
    }
}

/* ---- lines ---------------------------------------------------------------------------------- */

static double height(const word *w)
{
    return w->y1 - w->y0;
}

/* Fractions of a line's height, measured on what Word prints: a blank is a quarter, and up to one
 * and a half in justified lines; between columns it is more than two; lines are 1.0 to 1.5 apart,
 * paragraphs with a distance of their own more. */
static gap between(const word *a, const word *b)
{
    if (a->turn != b->turn)
        return PARAGRAPH;
    const double both = fmin(a->y1, b->y1) - fmax(a->y0, b->y0);
    const double low = fmin(height(a), height(b)), high = fmax(height(a), height(b));
    const double dx = b->x0 - a->x1;
    if (both > 0.4 * low && dx > -0.5 * high) {
        if (dx > 1.8 * high)
            return LINE;
        /* raised and lowered letters are words of their own to the tool */
        return dx < (low < 0.85 * high ? 0.09 : 0.01) * high ? JOINED : BLANK;
    }
    const double dy = b->y0 - a->y1;
    return dy > 0.8 * high || dy < -1.5 * high ? PARAGRAPH : LINE;
}

/* "35-", "30/2020/NĐ-" at the end of a line: a number goes on in the next one, when that begins
 * with a capital or a digit. */
static bool ends_in_number(const reader *r)
{
    size_t end = r->text->len, at = end;
    bool digit = false;
    if (end == r->line_start || (r->text->ptr[end - 1] != '-' && r->text->ptr[end - 1] != '/'))
        return false;
    while (at > r->line_start && r->text->ptr[at - 1] != ' ')
        digit |= tc_ascii_digit(r->text->ptr[--at]);
    return digit && end - at > 1 && (tc_ascii_digit(r->text->ptr[at]));
}

static bool begins_in_number(tc_span s)
{
    char c = s.ptr[0]; /* of Đ the first byte */
    return tc_ascii_digit(c) || (c >= 'A' && c <= 'Z') || tc_span_starts(s, TC_SPAN("Đ"));
}

static void end_line(reader *r, bool blank)
{
    tc_buf_addc(r->text, '\n');
    if (blank)
        tc_buf_addc(r->text, '\n');
    r->line_start = r->text->len;
}

/* Between pages: a running head or foot stands apart from the text, and gets blank lines; without
 * one a paragraph goes on. */
static void begin_page(reader *r, const word *w)
{
    reader ahead = *r;
    word next = *w, before = *w;
    bool head = false;
    while (!head && next_element(&ahead, &next) == WORD) {
        set_upright(&ahead, &next);
        gap g = between(&before, &next);
        if (g >= LINE && fabs(next.y0 - before.y0) > height(&before) / 2) {
            head = g == PARAGRAPH;
            break;
        }
        before = next;
    }
    if (r->text->len)
        end_line(r, head || r->apart);
    tc_vec_push(r->x->arena, &r->pages, r->text->len);
    r->apart = head;
}

/* How the next word goes on from the last. */
static gap step(reader *r, const word *w)
{
    gap g = between(&r->last, w);
    if (g >= LINE && ends_in_number(r) && begins_in_number(w->text)) {
        r->owed = g;
        return JOINED;
    }
    if (r->owed && g != JOINED) {
        g = g > r->owed ? g : r->owed;
        r->owed = JOINED;
    }
    return g;
}

static void add_word(reader *r, const word *w)
{
    const gap g = r->page_begins ? LINE : step(r, w);
    const word last = r->last;
    if (r->page_begins) {
        begin_page(r, w);
    } else if (g >= LINE) {
        end_line(r, g == PARAGRAPH);
        r->apart = g == PARAGRAPH;
    } else if (g == BLANK) {
        tc_buf_addc(r->text, ' ');
    }
    tc_buf_add(r->text, w->text);
    r->last = *w;
    if (g <= BLANK && !r->owed && height(w) < height(&last)) { /* raised and lowered letters */
        r->last.y0 = last.y0;
        r->last.y1 = last.y1;
    }
    r->page_begins = false;
}

static bool is_word_byte(char c)
{
    return tc_ascii_digit(c) || tc_ascii_letter(c) || (unsigned char)c >= 0x80;
}

/* What codes without characters make of a text: letters and digits with signs among them. */
static bool is_odd(tc_span s)
{
    bool sign = false, letter = false;
    for (size_t i = 0; i < s.len; i++) {
        letter |= is_word_byte(s.ptr[i]);
        sign |= s.ptr[i] && strchr("!#$*+<=>?@[\\]^`{|}~", s.ptr[i]);
    }
    return sign && letter;
}

/* "Ký bởi: ...", "Người ký: ... Thời gian ký: 05.09.2022 09:51:42 +07:00": the stamp of a digital
 * signature, which is text on scans too. */
static bool is_of_stamp(reader *r, tc_span s)
{
    enum { LONGEST = 45 };
    if (!r->stamp && (tc_span_eq(s, TC_SPAN("bởi:")) || tc_span_eq(s, TC_SPAN("ký:")))) {
        r->stamp = LONGEST;
        r->on_page -= r->on_page > 0; /* the word before it was of it */
    }
    bool is = r->stamp > 0;
    r->stamp -= is;
    if (is && tc_span_starts(s, TC_SPAN("+07")))
        r->stamp = 0;
    return is;
}

static void count_word(reader *r, tc_span s)
{
    r->words++;
    r->on_page += !is_of_stamp(r, s);
    r->odd += is_odd(s);
    for (size_t i = 0; i < s.len;) {
        uint32_t cp = tc_utf8_next(s, &i);
        r->letters++;
        r->lost += cp == 0xFFFD || (cp >= 0xE000 && cp <= 0xF8FF) || (cp < 0x20 && cp != '\t');
    }
}

/* ---- the whole ------------------------------------------------------------------------------ */

static void end_page(reader *r)
{
    enum { SPARSE = 8 }; /* a running head has half a dozen */
    if (r->page_begins)  /* without words it has its place too */
        tc_vec_push(r->x->arena, &r->pages, r->text->len);
    r->sparse += r->on_page <= SPARSE;
    r->on_page = r->stamp = 0;
}

static void read_elements(reader *r)
{
    word w;
    bool on_page = false;
    for (element e; (e = next_element(r, &w)) != END;) {
        if (e == PAGE) {
            if (on_page)
                end_page(r);
            on_page = true;
            r->page++;
            r->page_begins = true;
            r->owed = JOINED;
            r->last.turn = UPRIGHT;
            r->turned = turn_of_page(r);
            r->overturned = r->ocr && is_overturned(r);
            continue;
        }
        if (r->fonts && r->page) {
            const tc_word_place place = {w.x0, w.y0, w.x1, w.y1};
            w.text = tc_word_fonts_decode(r->fonts, r->page - 1, &place, w.text);
        }
        count_word(r, w.text);
        set_upright(r, &w);
        add_word(r, &w);
    }
    if (on_page || r->words)
        end_page(r);
    if (r->text->len)
        tc_buf_addc(r->text, '\n');
}

static bool reads_in_legacy_font(const reader *r)
{
    tc_decoded info = {0};
    tc_buf trial;
    tc_buf_init(&trial, 0);
    bool good =
        tc_decode_visible(&trial, tc_buf_span(r->text), r->x->charset, &info, NULL) == TC_OK &&
        strcmp(info.charset, "utf-8") != 0;
    tc_buf_release(&trial);
    return good;
}

/* Most pages of a scan have a running head and a stamp at best. Text layers that scanners or
 * converters have spoilt show in letters without characters or that stand alone, in signs inside of
 * words, in syllables that are none: of words with marks, which are two in three, nearly all are
 * syllables. Recognition for another language leaves syllables without marks, and signs where it
 * met some ("vi~c", "th1!c hi~n"). */
static tc_status check_text(const reader *r, tc_error *err)
{
    enum { SAMPLE_WORDS = 20000 };
    if (r->sparse * 2 > r->pages.len || !r->words)
        return tc_fail(err, TC_ENOTEXT, "%zu pages with %zu words: pictures of text", r->pages.len,
                       r->words);
    tc_syllable_count c = {0, 0, 0, 0};
    tc_syllable_tally(tc_buf_span(r->text), SAMPLE_WORDS, &c);
    bool no_syllables =
        c.marked * 3 > c.words && c.marked_valid * 2 < c.marked && !reads_in_legacy_font(r);
    bool foreign = c.marked * 4 < c.words && c.valid * 2 > c.words && r->odd * 10 > r->words;
    if (r->lost * 10 > r->letters || r->odd * 5 > r->words || r->letters < 2 * r->words ||
        foreign || no_syllables)
        return tc_fail(err, TC_ENOTEXT, "its text layer makes no sense");
    return TC_OK;
}

/* Behind "%TC-WORDS ": MIME, then "ocr" or nothing. */
static bool read_first_line(tc_extraction *x, size_t *behind)
{
    tc_span rest = tc_span_sub(x->bytes, sizeof MAGIC - 1, x->bytes.len);
    size_t end = tc_span_find(rest, TC_SPAN("\n"));
    tc_span line = end == SIZE_MAX ? rest : tc_span_sub(rest, 0, end);
    *behind = sizeof MAGIC - 1 + line.len;
    size_t blank = tc_span_find(line, TC_SPAN(" "));
    x->out->mime = tc_arena_copy(x->arena, blank == SIZE_MAX ? line : tc_span_sub(line, 0, blank));
    return blank != SIZE_MAX;
}

/* Letters of the fonts before Unicode show as those of windows-1252: one page after the other, as
 * each may change its length. */
static tc_status decode_pages(tc_extraction *x, reader *r, const char *charset, tc_error *err)
{
    tc_status st = TC_OK;
    tc_decoded info;
    size_t from = 0;
    tc_buf_reset(&x->text);
    for (size_t i = 0; i <= r->pages.len && st == TC_OK; i++) {
        size_t to = i < r->pages.len ? r->pages.items[i] : r->text->len;
        tc_span piece = tc_span_sub(tc_buf_span(r->text), from, to);
        st = tc_decode_visible(&x->text, piece, charset, &info, err);
        if (i < r->pages.len)
            r->pages.items[i] = x->text.len;
        from = to;
    }
    return st;
}

static tc_status bring_to_unicode(tc_extraction *x, reader *r, tc_error *err)
{
    tc_decoded info = {0};
    tc_span all = tc_buf_span(r->text);
    tc_buf_reset(&x->text);
    if (r->fonts && tc_extract_settle_charset(x)) {
        tc_buf_add(&x->text, all);
        return TC_OK;
    }
    tc_status st = tc_decode_visible(&x->text, all, x->charset, &info, err);
    if (st == TC_EUNSUPPORTED) { /* what was asked for is no charset of fonts */
        tc_buf_reset(&x->text);
        st = tc_decode_visible(&x->text, all, NULL, &info, err);
    }
    if (st != TC_OK)
        return st;
    x->out->charset = tc_span_str(info.charset);
    if (info.replaced)
        tc_extract_warn(x, "%zu letters could not be decoded as %s", info.replaced, info.charset);
    return x->text.len == all.len ? TC_OK : decode_pages(x, r, info.charset, err);
}

/* Behind the words, and cut off them. */
static bool read_fonts(reader *r, tc_word_fonts *fonts)
{
    size_t at = tc_span_find(r->in, TC_SPAN(TC_FONTS_MAGIC));
    if (at == SIZE_MAX)
        return false;
    tc_span xml = tc_span_sub(r->in, at, r->in.len);
    r->in.len = at;
    return tc_word_fonts_read(fonts, r->x, xml);
}

/* Fonts may be called what they are not, or have lost their names. */
static bool fonts_are_right(const reader *r)
{
    return !reads_in_legacy_font(r);
}

tc_status tc_read_words(tc_extraction *x, tc_error *err)
{
    tc_word_fonts fonts;
    reader begin = {.x = x, .in = x->bytes, .text = &x->decoded, .page_begins = true};
    begin.ocr = read_first_line(x, &begin.pos);
    if (read_fonts(&begin, &fonts))
        begin.fonts = &fonts;
    if (tc_utf8_valid_prefix(begin.in) != begin.in.len)
        return tc_fail(err, TC_EUTF8, "the words of the file are no UTF-8");
    reader r = begin;
    read_elements(&r);
    if (r.fonts && !fonts_are_right(&r)) {
        begin.fonts = NULL;
        r = begin;
        tc_buf_reset(r.text);
        read_elements(&r);
    }
    if (x->decoded.status != TC_OK)
        return tc_fail(err, x->decoded.status, "no memory for the text");
    if (!r.ocr && check_text(&r, err) != TC_OK)
        return TC_ENOTEXT;
    tc_status st = bring_to_unicode(x, &r, err);
    x->out->page_starts = r.pages.items;
    x->out->page_count = r.pages.len;
    if (r.ocr)
        tc_extract_warn(x, "read by OCR");
    return st;
}
