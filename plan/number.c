/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Document numbers in a text: reference "1.5 Grammar" over tokens. Every digit run is a possible
 * serial; what may follow is decided by the words' entries in the code tables, so a text is read
 * once and each serial looks at a few tokens only. What the strict grammar refuses beside "số" or
 * a type's name is tried again by a forgiving one (scans, lost marks); such numbers are damaged. */
#include "plan/number.h"

#include "base/utf8.h"
#include "plan/grammar.h"
#include "plan/scan.h"

enum { SERIAL_DIGITS = 5, BLANKS = 9 /* three of three bytes */, ORGAN_LETTERS = 25 };

static const tc_token *at(const tc_number_scan *s, size_t i)
{
    return &s->tokens->items[i];
}
static bool is_word(const tc_number_scan *s, size_t i)
{
    return i < s->tokens->len && at(s, i)->kind == TC_TOKEN_WORD;
}
static bool is_digits(const tc_number_scan *s, size_t i)
{
    return i < s->tokens->len && at(s, i)->kind == TC_TOKEN_DIGITS;
}
static bool is_punct(const tc_number_scan *s, size_t i, uint32_t cp)
{
    return tc_token_is_sign(s->tokens, i, cp);
}
static bool glued(const tc_number_scan *s, size_t i)
{
    return i < s->tokens->len && (at(s, i)->flags & TC_GLUED);
}
static size_t length(const tc_number_scan *s, size_t i)
{
    return at(s, i)->end - at(s, i)->start;
}

static bool dash_code(uint32_t cp)
{
    return cp == '-' || (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212 || cp == 0xFE58 ||
           cp == 0xFE63 || cp == 0xFF0D;
}
static bool slash_code(uint32_t cp)
{
    return cp == '/' || cp == 0x2044 || cp == 0x2215 || cp == 0xFF0F;
}

/* '-', '/' or 0. The forgiving pass reads what scanners print for them. */
static char separator(const tc_number_scan *s, size_t i)
{
    if (i >= s->tokens->len || at(s, i)->kind != TC_TOKEN_PUNCT)
        return 0;
    uint32_t cp = at(s, i)->word;
    if (dash_code(cp))
        return '-';
    if (slash_code(cp))
        return '/';
    if (!s->forgiving || !glued(s, i) || !glued(s, i + 1))
        return 0;
    if (cp == '.' || cp == ',' || cp == '_' || cp == '~')
        return '-';
    return cp == '|' || cp == '\\' ? '/' : 0;
}

/* May token i stand in one number with the token before it? Blanks are few; a line may end behind
 * a separator, or before one that the next line goes on with. */
static bool joined(const tc_number_scan *s, size_t i)
{
    if (i == 0 || i >= s->tokens->len)
        return false;
    if (at(s, i)->flags & TC_GLUED)
        return true;
    if (at(s, i)->flags & TC_PARA_START)
        return false;
    if (at(s, i)->flags & TC_LINE_START)
        return separator(s, i - 1) || (separator(s, i) && glued(s, i + 1));
    return at(s, i)->start - at(s, i - 1)->end <= BLANKS;
}

static size_t capitals(const tc_number_scan *s, size_t i)
{
    tc_span seen = tc_token_span(s->tokens, i), lower = tc_token_word(s->tokens, i)->lower;
    size_t count = 0;
    for (size_t a = 0, b = 0; a < seen.len && b < lower.len;)
        count += tc_utf8_next(seen, &a) != tc_utf8_next(lower, &b);
    return count;
}

/* Does the word look like a code: a known organ, or more than one capital? */
static bool code_like(const tc_number_scan *s, size_t i)
{
    if (!is_word(s, i))
        return false;
    const tc_code_word *w = tc_code_at(s->grammar, s->tokens, i);
    if (w && (w->party >= 0 || w->other >= 0))
        return true;
    if (at(s, i)->flags & TC_ALL_CAPS)
        return true;
    return (at(s, i)->flags & TC_CAPITAL) && capitals(s, i) > 1;
}

static void find_organ(const tc_number_scan *s, tc_number_match *m)
{
    const tc_code_word *w = tc_code_at(s->grammar, s->tokens, m->organ_first);
    bool party_form = m->form == TC_NUMBER_PARTY;
    m->organ = -1;
    if (!w)
        return;
    int exact = party_form && w->party >= 0 ? w->party : w->other >= 0 ? w->other : w->party;
    int folded = party_form && w->party_folded >= 0 ? w->party_folded
                 : w->other_folded >= 0             ? w->other_folded
                                                    : w->party_folded;
    m->organ = exact >= 0 ? exact : folded >= 0 ? folded : w->ocr;
    if (m->organ >= 0 && exact < 0)
        m->damaged = true;
}

/* What may be glued behind an organ's first word: digits of a term or unit, "&TTDL", "+ĐĐ", ".TH".
 */
static size_t organ_word_end(const tc_number_scan *s, size_t i, bool named)
{
    for (i++; glued(s, i);) {
        if (is_digits(s, i)) { /* behind a known organ it is the mark of a footnote, or a term */
            const tc_code_word *w = tc_code_at(s->grammar, s->tokens, i - 1);
            bool term = w && (w->lead & TC_LEAD_TERM_ORGAN);
            /* steering committees are told apart by a number: "BCĐ138", "BCĐ1719" */
            bool steering = tc_span_eq(tc_token_word(s->tokens, i - 1)->folded, TC_SPAN("bcd"));
            if (!steering && ((named && !term) || length(s, i) > 2))
                break;
            i++;
        } else if (is_punct(s, i, '&') && glued(s, i + 1) && is_word(s, i + 1)) {
            i += 2;
        } else if (is_punct(s, i, '+') && glued(s, i + 1) && code_like(s, i + 1)) {
            i += 2; /* two units of a company that issue together: "KT+ĐĐ" */
        } else if (is_punct(s, i, '.') && glued(s, i + 1) && is_word(s, i + 1) &&
                   (at(s, i + 1)->flags & TC_ALL_CAPS)) {
            i += 2;
        } else {
            break;
        }
    }
    return i;
}

/* "QĐ-TTgcủa", "TT-BTCngày": the blank behind a known organ is lost. */
static bool match_run_on(const tc_number_scan *s, size_t i, tc_number_match *m)
{
    static const tc_span tails[] = {TC_SPAN_LIT("cua"), TC_SPAN_LIT("ngay"), TC_SPAN_LIT("ve"),
                                    TC_SPAN_LIT("ban")};
    tc_span seen = tc_token_span(s->tokens, i), folded = tc_token_word(s->tokens, i)->folded;
    for (size_t k = 0; k < sizeof tails / sizeof *tails; k++) {
        if (!tc_span_ends(folded, tails[k]))
            continue;
        tc_span code = tc_span_sub(folded, 0, folded.len - tails[k].len);
        for (size_t o = 0; o < s->grammar->organ_count; o++) {
            if (!tc_span_eq(s->grammar->organs[o].folded, code))
                continue;
            size_t end = seen.len;
            for (size_t c = 0; c < tails[k].len && end > 0; c++)
                (void)tc_utf8_prev(seen, &end);
            m->organ = (int)o;
            m->cut = seen.len - end;
            m->next = i + 1;
            return m->damaged = true;
        }
    }
    return false;
}

/* The organ at i with its units: "TWĐTN-CTĐ", "BGDĐT-BTC". wide: joint types may have blanks
 * around the dashes. False when nothing here can be an organ. */
static bool match_organ(const tc_number_scan *s, size_t i, bool wide, tc_number_match *m)
{
    if (!is_word(s, i) || !joined(s, i))
        return false;
    if (!code_like(s, i)) {
        m->organ_first = i;
        return (at(s, i)->flags & TC_CAPITAL) && match_run_on(s, i, m);
    }
    const tc_word *first = tc_token_word(s->tokens, i);
    if (first->letters > ORGAN_LETTERS)
        return false;
    m->organ_first = i;
    find_organ(s, m);
    if (m->organ < 0 && match_run_on(s, i, m))
        return true;
    if (!glued(s, i) && m->organ < 0 && capitals(s, i) < 2)
        return false;
    i = organ_word_end(s, i, m->organ >= 0);
    while (separator(s, i) == '-' && is_word(s, i + 1) && code_like(s, i + 1) &&
           !(at(s, i)->flags & TC_LINE_START)) {
        bool tight = glued(s, i) && (glued(s, i + 1) || (at(s, i + 1)->flags & TC_LINE_START));
        if (!joined(s, i + 1) || !(tight || (wide && joined(s, i))))
            break;
        i = organ_word_end(s, i + 1, false);
    }
    m->next = i;
    return true;
}

/* A type code at i; sets type, type_first, type_next. Unknown codes have type -1. */
static bool match_type(const tc_number_scan *s, size_t i, tc_number_match *m)
{
    if (!is_word(s, i) || !joined(s, i))
        return false;
    const tc_code_word *w = tc_code_at(s->grammar, s->tokens, i);
    m->type_first = i;
    m->type_next = i + 1;
    m->type = w ? w->type : -1;
    if (m->type < 0 && w && w->type_folded >= 0) {
        m->type = w->type_folded;
        m->damaged = true;
    }
    if (m->type >= 0)
        return true;
    const tc_word *word = tc_token_word(s->tokens, i);
    bool stroke = tc_span_eq(word->lower, TC_SPAN("q")) || tc_span_eq(word->lower, TC_SPAN("n"));
    if (s->forgiving && stroke && glued(s, i + 1) && is_digits(s, i + 1) &&
        tc_token_word(s->tokens, i + 1)->value == 0) { /* Q0 = QĐ, N0 = NĐ */
        for (size_t k = 0; k < tc_type_count && m->type < 0; k++)
            if (tc_types[k].folded.len == 2 && tc_types[k].folded.ptr[0] == word->lower.ptr[0] &&
                tc_types[k].folded.ptr[1] == 'd')
                m->type = (int)k;
        m->type_next = i + 2;
        m->damaged = true;
        return m->type >= 0;
    }
    return (at(s, i)->flags & TC_CAPITAL) && code_like(s, i);
}

static bool year_at(const tc_number_scan *s, size_t i, uint16_t *year)
{
    if (!is_digits(s, i) || !joined(s, i))
        return false;
    uint32_t value = tc_token_word(s->tokens, i)->value;
    size_t len = length(s, i);
    uint32_t last = s->forgiving ? 9999 : 2099; /* "142/2205/NĐ-CP" is a slip of the pen */
    if (!(len == 4 && value >= 1945 && value <= last) && !(len == 2 && value >= 45))
        return false;
    *year = (uint16_t)(len == 2 ? 1900 + value : value);
    return true;
}

/* 24/2018/QH14 behind "24/2018/" */
static bool match_law(const tc_number_scan *s, size_t i, tc_number_match *m)
{
    const tc_code_word *w = tc_code_at(s->grammar, s->tokens, i);
    bool ocr = w && s->forgiving && w->ocr >= 0 && w->other < 0;
    if (!w || !((w->lead & TC_LEAD_TERM_ORGAN) || ocr) || !joined(s, i) || !is_digits(s, i + 1) ||
        !joined(s, i + 1) || (at(s, i + 1)->flags & TC_LINE_START) || length(s, i + 1) > 2)
        return false;
    m->form = TC_NUMBER_LAW;
    m->organ_first = i;
    m->organ = ocr ? w->ocr : w->other;
    m->term = (uint16_t)tc_token_word(s->tokens, i + 1)->value;
    m->next = i + 2;
    return true;
}

/* "30/2020/NĐCP", "15/QĐUBND": the hyphen at a line's end was taken for a syllable break. */
static bool match_merged(const tc_number_scan *s, size_t i, tc_number_match *m)
{
    if (!is_word(s, i) || !glued(s, i) || m->seps[0] != '/' || !(at(s, i)->flags & TC_CAPITAL) ||
        (separator(s, i + 1) && glued(s, i + 1)))
        return false;
    tc_span folded = tc_token_word(s->tokens, i)->folded, text = tc_token_span(s->tokens, i);
    for (size_t k = 0; k < tc_type_count; k++) {
        tc_span type = tc_types[k].folded;
        if (!(tc_types[k].forms & TC_TYPE_STATE) || !tc_span_starts(folded, type))
            continue;
        tc_span rest = tc_span_sub(folded, type.len, folded.len);
        for (size_t o = 0; o < s->grammar->organ_count; o++) {
            if (s->grammar->organs[o].system == TC_SYSTEM_PARTY ||
                !tc_span_eq(s->grammar->organs[o].folded, rest))
                continue;
            m->form = TC_NUMBER_STATE;
            m->type = (int)k;
            m->organ = (int)o;
            m->seps[2] = '-';
            m->type_first = m->organ_first = i;
            m->type_next = m->next = i + 1;
            for (size_t c = 0; c < type.len && m->split < text.len; c++)
                (void)tc_utf8_next(text, &m->split);
            return m->damaged = true;
        }
    }
    return false;
}

static bool has_lead(const tc_number_scan *s, size_t first)
{
    if (first > 0 && is_punct(s, first - 1, ':'))
        first--;
    const tc_code_word *w = first > 0 ? tc_code_at(s->grammar, s->tokens, first - 1) : NULL;
    return w && (w->lead & (TC_LEAD_NUMBER | TC_LEAD_TYPE));
}

/* Between the figures of something longer: 2025-005/SAV, 01-1/BK */
static bool inside_figures(const tc_number_scan *s, size_t first)
{
    return first > 1 && glued(s, first) && glued(s, first - 1) && is_digits(s, first - 2);
}

/* 111-HĐBT, 206-CP: decisions of before 1998, beside "số" or a type's name. */
static bool match_old_letter(const tc_number_scan *s, size_t i, tc_number_match *m)
{
    const tc_code_word *w = tc_code_at(s->grammar, s->tokens, i);
    if (!glued(s, i) || !w || w->other < 0 || w->type >= 0 || !has_lead(s, m->first) ||
        !(at(s, i)->flags & TC_CAPITAL) || s->grammar->organs[w->other].local ||
        s->grammar->organs[w->other].system != TC_SYSTEM_STATE || inside_figures(s, m->first))
        return false;
    m->form = TC_NUMBER_LETTER;
    return match_organ(s, i, false, m);
}

/* 349/BVHTTDL-TV behind "349/"; without a unit only beside "số" or a type's name. */
static bool match_letter(const tc_number_scan *s, size_t i, tc_number_match *m)
{
    bool apart = !glued(s, i); /* "Văn bản số 3374/ BKHCN-CNCNTT" */
    if (s->forgiving || (apart && !has_lead(s, m->first)) || !is_word(s, i) || !code_like(s, i) ||
        tc_token_word(s->tokens, i)->letters < 2 || inside_figures(s, m->first))
        return false;
    tc_number_match merged = *m;
    if (match_merged(s, i, &merged))
        return false;
    m->form = TC_NUMBER_LETTER;
    m->type = -1;
    if (!match_organ(s, i, false, m))
        return false;
    size_t unit = i;
    while (unit < m->next && !separator(s, unit))
        unit++;
    m->damaged = false; /* an organ read folded is no damage here: "12/DU-VP" */
    return unit < m->next || has_lead(s, m->first);
}

/* TYPE sep ORGAN behind "NUM sep" or "NUM sep YEAR sep". */
static bool match_typed(const tc_number_scan *s, size_t i, tc_number_match *m)
{
    if (s->forgiving && match_merged(s, i, m))
        return true;
    if (!match_type(s, i, m))
        return false;
    size_t j = m->type_next;
    char sep = separator(s, j);
    if (!sep || !joined(s, j))
        return false;
    m->seps[2] = sep;
    bool party = sep == '/' && !m->year && m->seps[0] != '/';
    bool state = sep == '-' && m->seps[0] == '/' && (!m->year || m->seps[1] == '/');
    m->form = party ? TC_NUMBER_PARTY : state ? TC_NUMBER_STATE : TC_NUMBER_HYBRID;
    bool known_type = m->type >= 0;
    bool wide = known_type && (tc_types[m->type].forms & TC_TYPE_JOINT);
    if (!match_organ(s, j + 1, wide, m))
        return false;
    bool caps = (at(s, i)->flags & TC_CAPITAL) != 0;
    bool tight =
        glued(s, i) && glued(s, j) && (glued(s, j + 1) || at(s, j + 1)->flags & TC_LINE_START);
    bool known_organ = m->organ >= 0;
    if (m->form == TC_NUMBER_HYBRID || s->forgiving)
        return known_type && known_organ && (s->forgiving || tight || caps);
    if (m->seps[0] == 0)
        return known_type && caps && (known_organ || tight);
    if (!known_type) /* a type of one office only: its organ must vouch for it */
        return known_organ && tight;
    return caps || (tight && known_organ);
}

/* A State number's tail may go on "/TU": 621/NQ-NS/TU. */
static void extend_old_form(const tc_number_scan *s, tc_number_match *m)
{
    if (m->form == TC_NUMBER_PARTY || separator(s, m->next) != '/' || !glued(s, m->next) ||
        !glued(s, m->next + 1))
        return;
    const tc_code_word *w = tc_code_at(s->grammar, s->tokens, m->next + 1);
    if (w && w->party >= 0 && (at(s, m->next + 1)->flags & TC_CAPITAL)) {
        m->organ_first = m->next + 1;
        m->old_form = true;
        m->organ = w->party;
        m->next += 2;
    }
}

/* What follows a serial that ends before i. */
static bool match_rest(const tc_number_scan *s, size_t i, tc_number_match *m)
{
    const tc_number_match start = *m;
    char sep = separator(s, i);
    if (!sep || !joined(s, i)) { /* 84 QĐ/TWĐTN, 858CV/ĐUK */
        m->seps[0] = 0;
        return match_typed(s, i, m) && m->form == TC_NUMBER_PARTY;
    }
    m->seps[0] = sep;
    uint16_t year;
    if (year_at(s, i + 1, &year) && joined(s, i + 2)) {
        m->year_token = i + 1;
        m->year = year;
        m->seps[1] = separator(s, i + 2);
        size_t j = i + 3;
        if (s->forgiving && separator(s, j) == '/' && glued(s, j)) /* 143/2025//NĐ-CP */
            j++;
        if (!m->seps[1] && s->forgiving && glued(s, i + 2)) { /* 49/2025TT-BCT */
            m->seps[1] = '/';
            j = i + 2;
        }
        if (sep == '/' && m->seps[1] == '/' && match_law(s, j, m))
            return true;
        if (m->seps[1] && match_typed(s, j, m)) {
            extend_old_form(s, m);
            return true;
        }
        return false;
    }
    if (match_typed(s, i + 1, m)) {
        extend_old_form(s, m);
        return true;
    }
    *m = start;
    m->seps[0] = sep;
    return sep == '/' ? match_letter(s, i + 1, m) : match_old_letter(s, i + 1, m);
}

/* May a number start at i, seen from the left? */
static bool left_open(const tc_number_scan *s, size_t i)
{
    if (!glued(s, i) || i == 0)
        return true;
    if (at(s, i - 1)->kind == TC_TOKEN_PUNCT) {
        uint32_t cp = at(s, i - 1)->word;
        if (cp == ':' || cp == '.' || cp == ',') /* 2018:01, 1.500, but "số.05", "số:05" */
            return !(i >= 2 && is_digits(s, i - 2) && glued(s, i - 1)) || cp == ',';
        return !slash_code(cp) && cp != '%';
    }
    const tc_code_word *w = tc_code_at(s->grammar, s->tokens, i - 1);
    return w && (w->lead & TC_LEAD_NUMBER); /* "số05-CT/TW" */
}

/* Numbers of forms ("mẫu số 01/TT-BYT") are no documents. */
static bool numbers_a_form(const tc_number_scan *s, size_t first)
{
    if (first > 0 && is_punct(s, first - 1, ':'))
        first--;
    const tc_code_word *w = first > 0 ? tc_code_at(s->grammar, s->tokens, first - 1) : NULL;
    if (w && (w->lead & TC_LEAD_NUMBER))
        w = first > 1 ? tc_code_at(s->grammar, s->tokens, first - 2) : NULL;
    return w && (w->lead & TC_LEAD_FORM);
}

/* The letter of 14a; O, o, l, I are misread figures, not letters. */
static bool serial_letter(const tc_number_scan *s, size_t i)
{
    return is_word(s, i) && glued(s, i) && tc_token_word(s->tokens, i)->letters == 1 &&
           !memchr("OolI", s->tokens->text->norm.ptr[at(s, i)->start], 4);
}

/* The value of a serial at i (one digit run, or, forgiving, digits with O, o, l, I among them). */
static bool match_serial(const tc_number_scan *s, size_t i, tc_number_match *m, size_t *next)
{
    char digits[2 * SERIAL_DIGITS];
    size_t len = 0;
    bool letters = false;
    for (*next = i; *next < s->tokens->len && (*next == i || glued(s, *next)); (*next)++) {
        tc_span span = tc_token_span(s->tokens, *next);
        bool run = is_digits(s, *next);
        if (!run && !((s->forgiving || s->figures) && is_word(s, *next)))
            break;
        size_t k = 0;
        for (; k < span.len && len < SERIAL_DIGITS; k++) {
            char c = span.ptr[k];
            if (c == 'O' || c == 'o')
                c = '0';
            else if (c == 'l' || c == 'I')
                c = '1';
            if (c < '0' || c > '9')
                break;
            digits[len++] = c;
        }
        if (k < span.len) {
            if (run || *next == i)
                return false;
            len -= k;
            break;
        }
        letters = letters || !run;
        if (!s->forgiving && !s->figures) {
            (*next)++;
            break;
        }
    }
    if (len == 0 || (s->figures && !letters))
        return false;
    m->serial = 0;
    for (size_t k = 0; k < len; k++)
        m->serial = m->serial * 10 + (uint32_t)(digits[k] - '0');
    m->first = i;
    m->damaged = m->damaged || letters;
    m->suffix = 0;
    if (serial_letter(s, *next) && separator(s, *next + 1)) {
        m->suffix = *next;
        (*next)++;
    }
    return true;
}

/* "1.500/QĐ-UBND": thousands are marked by some; beside "số" only. */
static bool match_thousands(const tc_number_scan *s, size_t i, tc_number_match *m)
{
    if (!is_digits(s, i) || length(s, i) > 2 || !is_punct(s, i + 1, '.') || !glued(s, i + 1) ||
        !glued(s, i + 2) || !is_digits(s, i + 2) || length(s, i + 2) != 3)
        return false;
    if (!match_rest(s, i + 3, m))
        return false;
    m->first = i;
    m->serial = tc_token_word(s->tokens, i)->value * 1000 + tc_token_word(s->tokens, i + 2)->value;
    m->damaged = true;
    return true;
}

/* "66.19/2026/NQ-CP": since 2025 resolutions of the Government under one resolution of the National
 * Assembly are numbered within its number. */
static bool match_part(const tc_number_scan *s, size_t i, tc_number_match *m)
{
    *m = (tc_number_match){.type = -1, .organ = -1};
    if (!is_digits(s, i) || length(s, i) > 3 || !is_punct(s, i + 1, '.') || !glued(s, i + 1) ||
        !glued(s, i + 2) || !is_digits(s, i + 2) || length(s, i + 2) > 2 ||
        !match_rest(s, i + 3, m) || m->form != TC_NUMBER_STATE || !m->year || m->damaged)
        return false;
    m->first = i;
    m->serial = tc_token_word(s->tokens, i)->value;
    m->part = i + 2;
    return true;
}

bool tc_number_match_at(const tc_number_scan *s, size_t i, tc_number_match *m)
{
    size_t next;
    *m = (tc_number_match){.type = -1, .organ = -1};
    if (!left_open(s, i) || !match_serial(s, i, m, &next))
        return false;
    if (!match_rest(s, next, m)) {
        if (match_part(s, i, m))
            return !numbers_a_form(s, i);
        if (!s->forgiving)
            return false;
        *m = (tc_number_match){.type = -1, .organ = -1};
        if (!match_thousands(s, i, m))
            return false;
    }
    if (s->forgiving || s->figures)
        m->damaged = true;
    return !numbers_a_form(s, m->first);
}
