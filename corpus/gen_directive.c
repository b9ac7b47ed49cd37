/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/gen_directive.h"

#include <stdio.h>

#include "corpus/gen_prose.h"

typedef struct {
    const char *number, *type_word, *issuer;
    gen_date date;
    const char *term, *title;
} known;

static const known knowns[] = {
#define NATIONAL(number, type, issuer, y, m, d, term, title) \
    {number, type, issuer, {y, m, d}, term, title},
#include "corpus/directives.def"
#undef NATIONAL
};

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* How a series of invented documents is numbered: %1 is the serial, %2 the year. */
typedef struct {
    const char *type_word, *code, *issuer;
    bool year_in_number, party;
} series;

static const series national_series[] = {
    {"Quyết định", "QĐ-TTg", "Thủ tướng Chính phủ", false, false},
    {"Chỉ thị", "CT-TTg", "Thủ tướng Chính phủ", false, false},
    {"Nghị định", "NĐ-CP", "Chính phủ", true, false},
    {"Hướng dẫn", "HD/BTGTW", "Ban Tuyên giáo Trung ương", false, true},
    {"Kế hoạch", "KH/BTGTW", "Ban Tuyên giáo Trung ương", false, true},
    {"Hướng dẫn", "HD/BTCTW", "Ban Tổ chức Trung ương", false, true},
    {"Kết luận", "KL/TW", "Ban Bí thư", false, true},
    {"Quy định", "QĐ/TW", "Bộ Chính trị", false, true},
    {"Thông tư", "TT-BNV", "Bộ Nội vụ", true, false},
    {"Thông tư", "TT-BGDĐT", "Bộ Giáo dục và Đào tạo", true, false},
    {"Quyết định", "QĐ-BYT", "Bộ Y tế", false, false},
    {"Kế hoạch", "KH/TWĐTN-BTG", "Ban Bí thư Trung ương Đoàn", false, true},
};

static const series provincial_series[] = {
    {"Nghị quyết", "NQ/TU", "", false, true},    {"Chỉ thị", "CT/TU", "", false, true},
    {"Kết luận", "KL/TU", "", false, true},      {"Đề án", "ĐA/TU", "", false, true},
    {"Quyết định", "QĐ-UBND", "", false, false}, {"Chỉ thị", "CT-UBND", "", false, false},
    {"Nghị quyết", "NQ-HĐND", "", true, false},  {"Quyết định", "QĐ/TU", "", false, true},
};

/* Day of a date table that has no gaps to think of: the 28 first days of a month. */
static gen_date any_date(gen_rng *rng, uint32_t from, uint32_t to)
{
    gen_date d;
    d.year = (uint16_t)gen_between(rng, from, to);
    d.month = (uint8_t)gen_between(rng, 1, 12);
    d.day = (uint8_t)gen_between(rng, 1, 28);
    return d;
}

static void print_number(const series *s, uint32_t serial, uint16_t year, gen_directive *out)
{
    if (s->party)
        snprintf(out->number, sizeof out->number, "%02u-%s", serial, s->code);
    else if (s->year_in_number)
        snprintf(out->number, sizeof out->number, "%02u/%u/%s", serial, year, s->code);
    else
        snprintf(out->number, sizeof out->number, "%02u/%s", serial, s->code);
}

void gen_directive_national(uint32_t rank, gen_directive *out)
{
    if (rank < COUNT(knowns)) {
        const known *k = &knowns[rank];
        snprintf(out->number, sizeof out->number, "%s", k->number);
        snprintf(out->issuer, sizeof out->issuer, "%s", k->issuer);
        out->type_word = k->type_word;
        out->date = k->date;
        out->title = k->title;
        out->term = k->term;
        return;
    }
    /* The invented ones are the same for every seed, like the well-known ones. Serials from 60
     * upwards keep them apart from those. */
    gen_rng rng = gen_rng_make(0xd1c7, rank);
    const series *s = &national_series[gen_below(&rng, COUNT(national_series))];
    out->date = gen_chance(&rng, 40) ? any_date(&rng, 2012, 2015) : any_date(&rng, 2017, 2024);
    out->type_word = s->type_word;
    out->title = gen_topic_title(gen_below(&rng, 1000));
    out->term = "";
    snprintf(out->issuer, sizeof out->issuer, "%s", s->issuer);
    print_number(s, 60 + rank, out->date.year, out);
}

void gen_directive_provincial(uint64_t seed, uint32_t province, uint32_t rank, gen_directive *out)
{
    gen_rng rng = gen_rng_make(seed ^ 0x9709, (uint64_t)province * GEN_PROVINCIAL + rank);
    const series *s = &provincial_series[rank % COUNT(provincial_series)];
    bool second = rank / COUNT(provincial_series) % 2;
    const char *bare = gen_province_bare(province);
    const char *kind = gen_province_name(province);
    out->date = second ? any_date(&rng, 2021, 2024) : any_date(&rng, 2016, 2019);
    out->type_word = s->type_word;
    out->title = gen_topic_title(gen_below(&rng, 1000));
    out->term = "";
    if (s->party)
        snprintf(out->issuer, sizeof out->issuer, "%s %s",
                 strcmp(kind, "tỉnh") == 0 ? "Tỉnh ủy" : "Thành ủy", bare);
    else
        snprintf(out->issuer, sizeof out->issuer, "%s %s %s",
                 s->year_in_number ? "Hội đồng nhân dân" : "Ủy ban nhân dân", kind, bare);
    /* the serial rises with the rank, so that no two of a series meet */
    print_number(s, 2 + rank / (uint32_t)COUNT(provincial_series) * 9 + gen_below(&rng, 9),
                 out->date.year, out);
}

void gen_directive_local(uint64_t seed, const gen_issuer *district, uint32_t rank,
                         gen_directive *out)
{
    uint64_t place = (uint64_t)district->province * GEN_SLOTS + district->slot;
    gen_rng rng = gen_rng_make(seed ^ 0x10ca1, place * GEN_LOCAL + rank);
    static const char *const party_types[][2] = {
        {"Nghị quyết", "NQ"}, {"Chỉ thị", "CT"}, {"Kết luận", "KL"}};
    static const char *const state_types[][2] = {{"Quyết định", "QĐ"}, {"Chỉ thị", "CT"}};
    bool party = district->system == GEN_PARTY;
    const char *const *type = party ? party_types[rank % 3] : state_types[rank % 2];
    uint32_t serial = 3 + rank * 4 + gen_below(&rng, 4);
    out->date = rank < GEN_LOCAL / 2 ? any_date(&rng, 2016, 2019) : any_date(&rng, 2021, 2024);
    out->type_word = type[0];
    out->title = gen_topic_title(gen_below(&rng, 1000));
    out->term = "";
    snprintf(out->issuer, sizeof out->issuer, "%s", district->name);
    snprintf(out->number, sizeof out->number, party ? "%02u-%s/%s" : "%02u/%s-%s", serial, type[1],
             district->code);
}

void gen_directive_plan(const gen_identity *id, gen_directive *out)
{
    gen_issuer issuer;
    gen_issuer_of(id->issuer, &issuer);
    gen_number(id, &issuer, out->number, sizeof out->number);
    snprintf(out->issuer, sizeof out->issuer, "%s", issuer.name);
    out->type_word = gen_type_word(id->type);
    out->date = id->date;
    out->title = gen_topic_title(id->topic);
    out->term = "";
}

void gen_number_key(const char *number, char *out, size_t size)
{
    tc_buf key;
    tc_buf_init(&key, 0);
    while (*number == '0')
        number++;
    gen_add_upper(&key, number);
    snprintf(out, size, "%s", key.ptr ? key.ptr : "");
    tc_buf_release(&key);
}
