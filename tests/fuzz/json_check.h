/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strict reader of JSON (RFC 8259) that only says yes or no. */
#ifndef TC_FUZZ_JSON_CHECK_H
#define TC_FUZZ_JSON_CHECK_H

#include "fuzz.h"

static inline bool json_value(tc_span s, size_t *i, int depth);

static inline bool json_take(tc_span s, size_t *i, char c)
{
    if (*i >= s.len || s.ptr[*i] != c)
        return false;
    ++*i;
    return true;
}

static inline bool json_string(tc_span s, size_t *i)
{
    if (!json_take(s, i, '"'))
        return false;
    for (; *i < s.len; ++*i) {
        unsigned char c = (unsigned char)s.ptr[*i];
        if (c == '"')
            return json_take(s, i, '"');
        if (c < 0x20)
            return false;
        if (c != '\\')
            continue;
        if (++*i >= s.len || !strchr("\"\\/bfnrtu", s.ptr[*i]))
            return false;
        if (s.ptr[*i] == 'u')
            for (int k = 0; k < 4; k++)
                if (++*i >= s.len || !strchr("0123456789abcdefABCDEF", s.ptr[*i]))
                    return false;
    }
    return false;
}

static inline bool json_number(tc_span s, size_t *i)
{
    size_t start = *i;
    json_take(s, i, '-');
    for (; *i < s.len && s.ptr[*i] && strchr("0123456789.eE+-", s.ptr[*i]); ++*i)
        ;
    return *i > start && s.ptr[*i - 1] >= '0' && s.ptr[*i - 1] <= '9';
}

static inline bool json_members(tc_span s, size_t *i, int depth, char close, bool keys)
{
    if (json_take(s, i, close))
        return true;
    do {
        if (keys && !(json_string(s, i) && json_take(s, i, ':')))
            return false;
        if (!json_value(s, i, depth + 1))
            return false;
    } while (json_take(s, i, ','));
    return json_take(s, i, close);
}

static inline bool json_value(tc_span s, size_t *i, int depth)
{
    static const char *const words[] = {"true", "false", "null"};
    if (depth > 40 || *i >= s.len)
        return false;
    if (json_take(s, i, '{'))
        return json_members(s, i, depth, '}', true);
    if (json_take(s, i, '['))
        return json_members(s, i, depth, ']', false);
    if (s.ptr[*i] == '"')
        return json_string(s, i);
    for (size_t k = 0; k < 3; k++)
        if (tc_span_starts(tc_span_sub(s, *i, s.len), tc_span_str(words[k]))) {
            *i += strlen(words[k]);
            return true;
        }
    return json_number(s, i);
}

static inline bool json_whole(tc_span s)
{
    size_t i = 0;
    return well_formed(s) && json_value(s, &i, 0) && i == s.len;
}

#endif
