/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/roman.h"

#include "text/date.h"

static const struct {
    uint16_t value;
    char text[3];
} steps[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"},
             {40, "XL"},  {10, "X"},   {9, "IX"},  {5, "V"},    {4, "IV"},  {1, "I"}};

void tc_roman_format(char out[16], unsigned value)
{
    size_t len = 0;
    if (value == 0 || value > 3999)
        value = 0;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        for (; value >= steps[i].value; value -= steps[i].value)
            for (const char *c = steps[i].text; *c; c++)
                out[len++] = *c;
    out[len] = '\0';
}

uint16_t tc_roman_value(tc_span lower)
{
    unsigned value = 0;
    size_t pos = 0;
    if (lower.len == 0 || lower.len > 15 || !strchr("mdclxvi", lower.ptr[0]))
        return 0;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        size_t len = strlen(steps[i].text);
        while (pos + len <= lower.len && (lower.ptr[pos] ^ steps[i].text[0]) == 0x20 &&
               (len == 1 || (lower.ptr[pos + 1] ^ steps[i].text[1]) == 0x20)) {
            value += steps[i].value;
            pos += len;
        }
    }
    char regular[16];
    tc_roman_format(regular, value);
    return pos == lower.len && strlen(regular) == lower.len ? (uint16_t)value : 0;
}
