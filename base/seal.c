/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/seal.h"

static uint64_t mixed(uint64_t h, uint64_t word)
{
    h = (h ^ word) * 0xBF58476D1CE4E5B9u;
    return h ^ h >> 32;
}

/* Eight bytes at a time, since each document that is looked at is summed. */
uint64_t tc_checksum(tc_span s)
{
    uint64_t h = 0x9E3779B97F4A7C15u ^ s.len, word = 0;
    size_t whole = s.len & ~(size_t)7;
    for (size_t i = 0; i < whole; i += sizeof word) {
        memcpy(&word, s.ptr + i, sizeof word);
        h = mixed(h, word);
    }
    if (whole == s.len)
        return h;
    word = 0;
    memcpy(&word, s.ptr + whole, s.len - whole);
    return mixed(h, word);
}

static uint64_t sum_of(tc_span s, tc_span key)
{
    return tc_checksum(s) ^ (key.len ? tc_checksum(key) : 0);
}

static void put_sum(char *at, uint64_t sum)
{
    for (size_t i = 0; i < TC_SEAL; i++)
        at[i] = (char)(sum >> (8 * i) & 0xFF);
}

void tc_seal_anew(char *data, size_t len)
{
    put_sum(data + len - TC_SEAL, tc_checksum(tc_span_make(data, len - TC_SEAL)));
}

void tc_seal(tc_buf *b, tc_span key)
{
    char sum[TC_SEAL];
    put_sum(sum, sum_of(tc_buf_span(b), key));
    tc_buf_add(b, tc_span_make(sum, sizeof sum));
}

bool tc_unseal(tc_span *data, tc_span key)
{
    uint64_t sum = 0;
    if (data->len < TC_SEAL)
        return false;
    data->len -= TC_SEAL;
    for (size_t i = 0; i < TC_SEAL; i++)
        sum |= (uint64_t)(unsigned char)data->ptr[data->len + i] << (8 * i);
    return sum == sum_of(*data, key);
}
