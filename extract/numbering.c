/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/numbering.h"

#include <stdio.h>

#include "base/utf8.h"

static void roman(char *out, size_t size, uint32_t n, bool upper)
{
    static const struct {
        uint32_t value;
        const char *upper, *lower;
    } PARTS[] = {{1000, "M", "m"}, {900, "CM", "cm"}, {500, "D", "d"}, {400, "CD", "cd"},
                 {100, "C", "c"},  {90, "XC", "xc"},  {50, "L", "l"},  {40, "XL", "xl"},
                 {10, "X", "x"},   {9, "IX", "ix"},   {5, "V", "v"},   {4, "IV", "iv"},
                 {1, "I", "i"}};
    size_t len = 0;
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS;) {
        const char *part = upper ? PARTS[i].upper : PARTS[i].lower;
        size_t add = strlen(part);
        if (n < PARTS[i].value) {
            i++;
        } else if (len + add < size) {
            memcpy(out + len, part, add);
            len += add;
            n -= PARTS[i].value;
        } else {
            break;
        }
    }
    out[len] = '\0';
}

/* 1 -> a, 26 -> z, 27 -> aa */
static void alphabetic(char *out, size_t size, uint32_t n, char first)
{
    char reversed[8];
    size_t len = 0;
    for (; n && len < sizeof reversed && len + 1 < size; n = (n - 1) / 26)
        reversed[len++] = (char)(first + (char)((n - 1) % 26));
    for (size_t i = 0; i < len; i++)
        out[i] = reversed[len - 1 - i];
    out[len] = '\0';
}

void tc_list_number(char *out, size_t size, tc_list_mark mark, uint32_t n)
{
    if ((mark == TC_MARK_LOWER_ROMAN || mark == TC_MARK_UPPER_ROMAN) && n > 0 && n < 400)
        roman(out, size, n, mark == TC_MARK_UPPER_ROMAN);
    else if ((mark == TC_MARK_LOWER_ALPHA || mark == TC_MARK_UPPER_ALPHA) && n > 0 && n < 1000)
        alphabetic(out, size, n, mark == TC_MARK_UPPER_ALPHA ? 'A' : 'a');
    else
        snprintf(out, size, mark == TC_MARK_DECIMAL_ZERO ? "%02u" : "%u", n);
}

static uint32_t start_of(const tc_list_levels *levels, size_t level)
{
    return levels->at[level] ? levels->at[level]->start : 1;
}

void tc_list_next(tc_list_count *c, const tc_list_levels *levels, size_t level,
                  const uint32_t *restart)
{
    if (restart)
        c->value[level] = *restart;
    else if (!c->used[level])
        c->value[level] = start_of(levels, level);
    else
        c->value[level]++;
    c->used[level] = true;
    for (size_t k = level + 1; k < TC_LIST_LEVELS; k++) {
        int behind = levels->at[k] ? levels->at[k]->restart : -1;
        if (behind < 0 || (int)level < behind)
            c->used[k] = false;
    }
    for (size_t k = 0; k < level; k++)
        if (!c->used[k])
            c->value[k] = start_of(levels, k); /* shown, but not counted yet */
}

/* Signs of symbol fonts and round ones all mean "item"; those that outlines are built of by hand
 * ("-", "+", "*") are kept. */
static tc_span bullet(tc_span pattern)
{
    static const tc_span KEPT[] = {TC_SPAN_LIT("-"), TC_SPAN_LIT("+"), TC_SPAN_LIT("*"),
                                   TC_SPAN_LIT("–"), TC_SPAN_LIT("—")};
    pattern = tc_span_trim(pattern);
    if (tc_span_empty(pattern))
        return pattern;
    for (size_t i = 0; i < sizeof KEPT / sizeof *KEPT; i++)
        if (tc_span_eq(pattern, KEPT[i]))
            return KEPT[i];
    return KEPT[0];
}

tc_span tc_list_label(tc_arena *a, const tc_list_count *c, const tc_list_levels *levels,
                      size_t level)
{
    const tc_list_level *own = levels->at[level];
    if (!own)
        return tc_span_make(NULL, 0);
    if (own->mark == TC_MARK_BULLET)
        return bullet(own->pattern);
    char label[128], number[24];
    size_t len = 0;
    for (size_t i = 0; i < own->pattern.len && len + 1 < sizeof label; i++) {
        char next = i + 1 < own->pattern.len ? own->pattern.ptr[i + 1] : '\0';
        size_t k = next > '0' && next <= '9' ? (size_t)(next - '1') : TC_LIST_LEVELS;
        if (own->pattern.ptr[i] != '%' || k > level) {
            label[len++] = own->pattern.ptr[i];
            continue;
        }
        i++;
        tc_list_mark mark = levels->at[k] ? levels->at[k]->mark : TC_MARK_DECIMAL;
        if (own->legal && mark != TC_MARK_NONE)
            mark = TC_MARK_DECIMAL;
        number[0] = '\0';
        if (mark != TC_MARK_NONE)
            tc_list_number(number, sizeof number, mark, c->value[k]);
        for (const char *p = number; *p && len + 1 < sizeof label; p++)
            label[len++] = *p;
    }
    tc_span whole = tc_span_make(label, tc_utf8_floor(tc_span_make(label, len), len));
    return tc_arena_copy(a, tc_span_trim(whole));
}
