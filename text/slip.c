/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/slip.h"

enum {
    MOST = 24, /* letters; longer words are not compared */
    WRONG = TC_SLIP_EDIT,
    DOUBLED = 6,
    SWAPPED = 7,
    OPENED = 1, /* a mark that is not typed, in a word with others */
    OTHER_TONE = 12,
    CROSSING = 1000, /* set apart from costs, so that the least crossing way is the best */
    NEVER = 1000000
};

typedef struct {
    char base[MOST], shape[MOST];
    size_t len;
    char tone;   /* 0: none */
    bool marked; /* any mark */
    bool usable;
} word;

typedef enum { ONSET, CODA, ANY } place;
static const struct {
    const char *one, *other;
    place place;
} slips[] = {
#define SLIP(a, b, place) {a, b, place},
#include "text/slip.def"
#undef SLIP
};
enum { SLIPS = sizeof slips / sizeof *slips };

static size_t index_of(char c)
{
    return c >= '0' && c <= '9' ? (size_t)(c - '0') : (size_t)(c - 'a') + 10;
}

static void read_word(word *w, tc_span accent)
{
    size_t pos = 0;
    memset(w, 0, sizeof *w);
    for (; pos < accent.len && accent.ptr[pos] != '\''; pos++) {
        if (w->len == MOST)
            return;
        w->base[w->len++] = accent.ptr[pos];
    }
    for (pos++; pos < accent.len;) {
        bool shape =
            pos + 1 < accent.len && !(accent.ptr[pos + 1] >= '0' && accent.ptr[pos + 1] <= '9');
        size_t at = index_of(accent.ptr[pos]);
        w->marked = true;
        if (shape && at < w->len)
            w->shape[at] = accent.ptr[pos + 1];
        else if (!shape)
            w->tone = accent.ptr[pos];
        pos += shape ? 2 : 1;
    }
    w->usable = w->len > 0;
}

static unsigned lost(const word *typed, size_t i)
{
    return typed->shape[i] ? CROSSING : 0;
}

static unsigned letter_cost(const word *typed, size_t i, const word *written, size_t j)
{
    if (typed->base[i] != written->base[j])
        return WRONG + lost(typed, i);
    if (typed->shape[i] == written->shape[j])
        return 0;
    if (typed->shape[i])
        return CROSSING + TC_SLIP_EDIT;
    return typed->marked ? OPENED : 0;
}

static unsigned tone_cost(const word *typed, const word *written)
{
    if (typed->tone == written->tone)
        return 0;
    if (!typed->tone)
        return typed->marked ? OPENED : 0;
    bool alike = (typed->tone == '3' && written->tone == '4') ||
                 (typed->tone == '4' && written->tone == '3');
    return CROSSING + (alike ? TC_SLIP_SOUND : OTHER_TONE);
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static bool stands_at(const word *w, size_t at, const char *letters, size_t n)
{
    return at + n <= w->len && memcmp(w->base + at, letters, n) == 0;
}

/* Vowels keep their shapes through a slip; consonants that slip have none (đ is not gi). */
static bool bare(const word *w, size_t at, size_t n)
{
    for (size_t i = at; i < at + n; i++)
        if (w->shape[i] == 'd')
            return false;
    return true;
}

typedef unsigned costs[MOST + 1][MOST + 1];

/* Every slip that can stand at i and j, into the cells behind it. */
static void try_slips(costs d, const word *typed, size_t i, const word *written, size_t j)
{
    for (size_t k = 0; k < SLIPS * 2; k++) {
        const char *a = k % 2 ? slips[k / 2].other : slips[k / 2].one;
        const char *b = k % 2 ? slips[k / 2].one : slips[k / 2].other;
        size_t na = strlen(a), nb = strlen(b);
        place where = slips[k / 2].place;
        if (!stands_at(typed, i, a, na) || !stands_at(written, j, b, nb))
            continue;
        bool fits = where == ANY || (where == ONSET && i == 0 && j == 0) ||
                    (where == CODA && i + na == typed->len && j + nb == written->len);
        if (fits && bare(typed, i, na) && bare(written, j, nb))
            d[i + na][j + nb] = least(d[i + na][j + nb], d[i][j] + TC_SLIP_SOUND);
    }
}

static void try_letters(costs d, const word *typed, size_t i, const word *written, size_t j)
{
    bool more = i < typed->len, wanted = j < written->len;
    if (more && wanted)
        d[i + 1][j + 1] = least(d[i + 1][j + 1], d[i][j] + letter_cost(typed, i, written, j));
    if (more) {
        bool again = i && typed->base[i] == typed->base[i - 1];
        unsigned cost = (again ? DOUBLED : WRONG) + lost(typed, i);
        d[i + 1][j] = least(d[i + 1][j], d[i][j] + cost);
    }
    if (wanted)
        d[i][j + 1] = least(d[i][j + 1], d[i][j] + TC_SLIP_EDIT);
    if (i + 1 < typed->len && j + 1 < written->len && typed->base[i] != typed->base[i + 1] &&
        typed->base[i] == written->base[j + 1] && typed->base[i + 1] == written->base[j]) {
        unsigned cost =
            letter_cost(typed, i, written, j + 1) + letter_cost(typed, i + 1, written, j);
        d[i + 2][j + 2] = least(d[i + 2][j + 2], d[i][j] + SWAPPED + cost);
    }
}

tc_slip tc_slip_between(tc_span typed_accent, tc_span written_accent)
{
    word typed, written;
    costs d;
    read_word(&typed, typed_accent);
    read_word(&written, written_accent);
    if (!typed.usable || !written.usable)
        return (tc_slip){TC_SLIP_FAR, false};
    for (size_t i = 0; i <= typed.len; i++)
        for (size_t j = 0; j <= written.len; j++)
            d[i][j] = i || j ? NEVER : 0;
    for (size_t i = 0; i <= typed.len; i++)
        for (size_t j = 0; j <= written.len; j++) {
            try_letters(d, &typed, i, &written, j);
            try_slips(d, &typed, i, &written, j);
        }
    unsigned all = d[typed.len][written.len] + tone_cost(&typed, &written);
    unsigned cost = all % CROSSING;
    bool far = all >= NEVER || cost > TC_SLIP_FAR;
    return (tc_slip){far ? TC_SLIP_FAR : cost, all >= CROSSING};
}

static void add_initial(char *out, size_t size, char c)
{
    size_t n = strlen(out);
    if (c >= 'a' && c <= 'z' && !strchr(out, c) && n + 1 < size) {
        out[n] = c;
        out[n + 1] = '\0';
    }
}

void tc_slip_initials(char *out, size_t size, tc_span folded)
{
    out[0] = '\0';
    for (size_t i = 0; i < 2 && i < folded.len; i++) /* the first may be too many, or swapped */
        add_initial(out, size, folded.ptr[i]);
    for (size_t k = 0; k < SLIPS * 2; k++) {
        const char *a = k % 2 ? slips[k / 2].other : slips[k / 2].one;
        const char *b = k % 2 ? slips[k / 2].one : slips[k / 2].other;
        if (slips[k / 2].place == ONSET && tc_span_starts(folded, tc_span_str(a)))
            add_initial(out, size, b[0]);
    }
}
