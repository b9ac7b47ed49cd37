/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/gen_world.h"

#include <stdio.h>

/* Time in the invented country runs over two terms of Party committees. A gap between them leaves
 * no doubt to which term a number belongs. Days count from 1970-01-01. */
enum { TERM1_FROM = 16804, TERM1_DAYS = 1578, TERM2_FROM = 18687, TERM2_DAYS = 1577 };
enum { ALL_DAYS = TERM1_DAYS + TERM2_DAYS };

typedef enum { BODY_PROVINCE, BODY_AGENCY, BODY_OFFICE, BODY_MASS, BODY_DISTRICT } body_kind;

/* The issuers of a province in the order in which they come round; districts have two each. */
typedef struct {
    body_kind kind;
    gen_system system;
    uint8_t district;
    const char *name; /* agency, office or mass organisation */
    const char *code;
} body;

static const body bodies[GEN_SLOTS] = {
    {BODY_PROVINCE, GEN_PARTY, 0, "", "TU"},
    {BODY_PROVINCE, GEN_STATE, 0, "", "UBND"},
    {BODY_DISTRICT, GEN_PARTY, 0, "", ""},
    {BODY_DISTRICT, GEN_STATE, 0, "", "UBND"},
    {BODY_AGENCY, GEN_PARTY, 0, "Ban Tuyên giáo", "BTGTU"},
    {BODY_OFFICE, GEN_STATE, 0, "Sở Văn hóa, Thể thao và Du lịch", "SVHTTDL"},
    {BODY_DISTRICT, GEN_PARTY, 1, "", ""},
    {BODY_DISTRICT, GEN_STATE, 1, "", "UBND"},
    {BODY_AGENCY, GEN_PARTY, 0, "Đảng ủy Khối các cơ quan", "ĐUK"},
    {BODY_OFFICE, GEN_STATE, 0, "Sở Thông tin và Truyền thông", "STTTT"},
    {BODY_DISTRICT, GEN_PARTY, 2, "", ""},
    {BODY_DISTRICT, GEN_STATE, 2, "", "UBND"},
    {BODY_AGENCY, GEN_PARTY, 0, "Ban Tổ chức", "BTCTU"},
    {BODY_OFFICE, GEN_STATE, 0, "Sở Giáo dục và Đào tạo", "SGDĐT"},
    {BODY_DISTRICT, GEN_PARTY, 3, "", ""},
    {BODY_DISTRICT, GEN_STATE, 3, "", "UBND"},
    {BODY_AGENCY, GEN_PARTY, 0, "Ủy ban Kiểm tra", "UBKTTU"},
    {BODY_MASS, GEN_MASS, 0, "Liên đoàn Lao động", "LĐLĐ"},
    {BODY_DISTRICT, GEN_PARTY, 4, "", ""},
    {BODY_DISTRICT, GEN_STATE, 4, "", "UBND"},
    {BODY_MASS, GEN_MASS, 0, "Hội Liên hiệp Phụ nữ", "BTV"},
    {BODY_MASS, GEN_MASS, 0, "Ủy ban Mặt trận Tổ quốc Việt Nam", "MTTQ-BTT"},
    {BODY_DISTRICT, GEN_PARTY, 5, "", ""},
    {BODY_DISTRICT, GEN_STATE, 5, "", "UBND"},
    {BODY_OFFICE, GEN_STATE, 0, "Sở Y tế", "SYT"},
    {BODY_OFFICE, GEN_STATE, 0, "Sở Nông nghiệp và Phát triển nông thôn", "SNN"},
    {BODY_DISTRICT, GEN_PARTY, 6, "", ""},
    {BODY_DISTRICT, GEN_STATE, 6, "", "UBND"},
    {BODY_DISTRICT, GEN_PARTY, 7, "", ""},
    {BODY_DISTRICT, GEN_STATE, 7, "", "UBND"},
};

static const char *const provinces[GEN_PROVINCES] = {
#define PROVINCE(name) name,
#include "corpus/places.def"
#undef PROVINCE
};

enum { SYLLABLES = 48 };
static const char *const first_syllables[SYLLABLES] = {
    "Bình",  "Đức",   "Phước", "Tân",  "Hòa",  "Vĩnh",  "An",     "Phú",  "Long",  "Thạnh",
    "Mỹ",    "Gia",   "Thanh", "Hưng", "Cẩm",  "Kim",   "Ngọc",   "Xuân", "Thuận", "Lương",
    "Văn",   "Quỳnh", "Đông",  "Tây",  "Nam",  "Bắc",   "Trung",  "Đại",  "Tiên",  "Minh",
    "Quang", "Vạn",   "Thiệu", "Yên",  "Hậu",  "Lạc",   "Chương", "Kiến", "Duy",   "Triệu",
    "Hàm",   "Nghi",  "Thăng", "Bảo",  "Tịnh", "Hương", "Liên",   "Sùng"};
static const char *const second_syllables[SYLLABLES] = {
    "Khê",   "Lĩnh",  "Giang",  "Sơn",   "Hà",    "Lâm",   "Thủy",  "Châu", "Điền",   "Trạch",
    "Lộc",   "Phong", "Thành",  "Hải",   "Khánh", "Thịnh", "Lũng",  "Đàm",  "Quới",   "Trì",
    "Bản",   "Cốc",   "Nguyên", "Đường", "Trấn",  "Viễn",  "Mai",   "Hội",  "Trường", "Lãng",
    "Tường", "Nghĩa", "Phổ",    "Ninh",  "Ốc",    "Tràng", "Cường", "Xá",   "Bãi",    "Thượng",
    "Mộc",   "Đồng",  "Hạ",     "Ái",    "Tiến",  "Quế",   "Biều",  "Rạng"};

static bool is_city(uint32_t province)
{
    return province % 13 == 7;
}

const char *gen_province_bare(uint32_t province)
{
    return provinces[province];
}

const char *gen_province_name(uint32_t province)
{
    return is_city(province) ? "thành phố" : "tỉnh";
}

void gen_district_bare(uint32_t province, uint32_t district, char *out, size_t size)
{
    /* 577 has no divisor in common with 48 * 48, so no two districts share a name */
    uint32_t at = (province * GEN_DISTRICTS + district) * 577 % (SYLLABLES * SYLLABLES);
    snprintf(out, size, "%s %s", first_syllables[at / SYLLABLES], second_syllables[at % SYLLABLES]);
}

void gen_place_name(gen_rng *rng, char *out, size_t size)
{
    const char *first = first_syllables[gen_below(rng, SYLLABLES)];
    snprintf(out, size, "%s %s", first, second_syllables[gen_below(rng, SYLLABLES)]);
}

/* The kind of a district and what its Party committee is called and coded. */
static const struct {
    const char *territory, *committee, *code;
} district_kinds[] = {{"thành phố", "Thành ủy", "ThU"},
                      {"thị xã", "Thị ủy", "ThU"},
                      {"huyện", "Huyện ủy", "HU"},
                      {"quận", "Quận ủy", "QU"}};

static size_t district_kind(uint32_t province, uint32_t district)
{
    if (is_city(province))
        return district < 4 ? 3 : 2;
    return district < 2 ? district : 2;
}

static void name_district_body(const body *b, gen_issuer *out)
{
    char bare[64];
    size_t kind = district_kind(out->province, b->district);
    const char *committee = is_city(out->province) ? "Thành ủy" : "Tỉnh ủy";
    gen_district_bare(out->province, b->district, bare, sizeof bare);
    snprintf(out->place, sizeof out->place, "%s", bare);
    snprintf(out->territory, sizeof out->territory, "%s %s", district_kinds[kind].territory, bare);
    out->committee = district_kinds[kind].committee;
    out->territory_kind = district_kinds[kind].territory;
    if (b->system == GEN_PARTY) {
        snprintf(out->head[0], sizeof out->head[0], "%s %s", committee, provinces[out->province]);
        snprintf(out->head[1], sizeof out->head[1], "%s %s", district_kinds[kind].committee, bare);
        snprintf(out->name, sizeof out->name, "%s", out->head[1]);
        out->code = district_kinds[kind].code;
    } else {
        snprintf(out->head[0], sizeof out->head[0], "Ủy ban nhân dân");
        snprintf(out->head[1], sizeof out->head[1], "%s", out->territory);
        snprintf(out->name, sizeof out->name, "Ủy ban nhân dân %s", out->territory);
    }
}

/* Bodies of the province itself. */
static void name_province_body(const body *b, gen_issuer *out)
{
    const char *bare = provinces[out->province];
    const char *committee = is_city(out->province) ? "Thành ủy" : "Tỉnh ủy";
    snprintf(out->place, sizeof out->place, "%s", bare);
    snprintf(out->territory, sizeof out->territory, "%s", out->province_name);
    out->head[0][0] = '\0';
    out->committee = committee;
    out->territory_kind = gen_province_name(out->province);
    if (b->kind == BODY_PROVINCE && b->system == GEN_PARTY) {
        snprintf(out->head[1], sizeof out->head[1], "%s %s", committee, bare);
        snprintf(out->name, sizeof out->name, "%s", out->head[1]);
    } else if (b->kind == BODY_PROVINCE) {
        snprintf(out->head[0], sizeof out->head[0], "Ủy ban nhân dân");
        snprintf(out->head[1], sizeof out->head[1], "%s", out->province_name);
        snprintf(out->name, sizeof out->name, "Ủy ban nhân dân %s", out->province_name);
    } else if (b->kind == BODY_AGENCY) {
        snprintf(out->head[0], sizeof out->head[0], "%s %s", committee, bare);
        snprintf(out->head[1], sizeof out->head[1], "%s", b->name);
        bool bloc = strcmp(b->code, "ĐUK") == 0;
        snprintf(out->name, sizeof out->name, "%s %s", b->name,
                 bloc ? out->province_name : out->head[0]);
    } else if (b->kind == BODY_OFFICE) {
        snprintf(out->head[0], sizeof out->head[0], "Ủy ban nhân dân %s", out->province_name);
        snprintf(out->head[1], sizeof out->head[1], "%s", b->name);
        snprintf(out->name, sizeof out->name, "%s %s", b->name, out->province_name);
    } else {
        snprintf(out->head[0], sizeof out->head[0], "%s", b->name);
        snprintf(out->head[1], sizeof out->head[1], "%s", out->province_name);
        snprintf(out->name, sizeof out->name, "%s %s", b->name, out->province_name);
    }
}

void gen_issuer_of(uint32_t index, gen_issuer *out)
{
    const body *b = &bodies[index / GEN_PROVINCES];
    out->province = index % GEN_PROVINCES;
    out->slot = index / GEN_PROVINCES;
    out->district = b->district;
    out->system = b->system;
    out->level = b->kind == BODY_DISTRICT ? GEN_LEVEL_DISTRICT : GEN_LEVEL_PROVINCE;
    out->code = b->code;
    snprintf(out->province_name, sizeof out->province_name, "%s %s",
             gen_province_name(out->province), provinces[out->province]);
    if (b->kind == BODY_DISTRICT)
        name_district_body(b, out);
    else
        name_province_body(b, out);
}

/* Gregorian date of a day since 1970-01-01 (Hinnant's civil_from_days, days >= 0). */
static gen_date date_of_day(uint32_t day)
{
    uint32_t z = day + 719468, era = z / 146097, doe = z % 146097;
    uint32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    uint32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    gen_date d;
    d.day = (uint8_t)(doy - (153 * mp + 2) / 5 + 1);
    d.month = (uint8_t)(mp < 10 ? mp + 3 : mp - 9);
    d.year = (uint16_t)(yoe + era * 400 + (d.month <= 2));
    return d;
}

int gen_date_cmp(gen_date a, gen_date b)
{
    int x = a.year * 10000 + a.month * 100 + a.day, y = b.year * 10000 + b.month * 100 + b.day;
    return (x > y) - (x < y);
}

static gen_date date_at(uint64_t position)
{
    uint32_t p = (uint32_t)position;
    return date_of_day(p < TERM1_DAYS ? TERM1_FROM + p : TERM2_FROM + (p - TERM1_DAYS));
}

/* 0 for the first of January. */
static uint32_t day_of_year(gen_date d)
{
    static const uint16_t before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    bool leap = d.year % 4 == 0 && (d.year % 100 != 0 || d.year % 400 == 0);
    return before[d.month - 1] + d.day - 1u + (leap && d.month > 2);
}

/* The position on the time axis where the series of numbers that holds `position` began. */
static uint64_t series_start(gen_system system, uint64_t position)
{
    if (system == GEN_PARTY)
        return position < TERM1_DAYS ? 0 : TERM1_DAYS;
    uint64_t term = position < TERM1_DAYS ? 0 : TERM1_DAYS;
    uint64_t into_year = day_of_year(date_at(position));
    return position - term < into_year ? term : position - into_year;
}

void gen_world_init(gen_world *w, uint64_t seed, uint64_t count)
{
    w->seed = seed;
    w->count = count;
    w->blocks = count / GEN_ISSUERS + 1;
}

gen_identity gen_identity_of(const gen_world *w, uint64_t index)
{
    enum { STEP = 3 };
    gen_rng rng = gen_rng_make(w->seed, index * 2 + 1);
    gen_identity id;
    uint64_t block = index / GEN_ISSUERS;
    id.issuer = (uint32_t)(index % GEN_ISSUERS);
    gen_system system = bodies[id.issuer / GEN_PROVINCES].system;
    uint64_t position = (block * ALL_DAYS + gen_below(&rng, ALL_DAYS)) / w->blocks;
    uint64_t start = series_start(system, position);
    gen_rng base = gen_rng_make(w->seed ^ 0x5eed, (uint64_t)id.issuer * ALL_DAYS + start);
    id.date = date_at(position);
    id.serial = 1 + gen_below(&base, system == GEN_PARTY ? 60 : 120) + gen_below(&rng, STEP) +
                STEP * (uint32_t)(block - start * w->blocks / ALL_DAYS);
    uint32_t kind = gen_below(&rng, 100);
    id.type = kind < 88 ? GEN_KH : kind < 94 ? GEN_CTR : GEN_HD;
    id.topic = gen_below(&rng, 1u << 20);
    return id;
}

int gen_parent_of(const gen_world *w, uint64_t index, uint32_t slot, gen_rng *rng,
                  gen_identity *out)
{
    uint64_t block = index / GEN_ISSUERS;
    uint64_t back = gen_below(rng, block < 4 ? (uint32_t)block + 1 : 4);
    uint64_t parent =
        (block - back) * GEN_ISSUERS + slot * GEN_PROVINCES + index % GEN_ISSUERS % GEN_PROVINCES;
    if (parent >= w->count || parent == index)
        return 0;
    *out = gen_identity_of(w, parent);
    return gen_date_cmp(out->date, gen_identity_of(w, index).date) < 0;
}

const char *gen_type_code(gen_type type)
{
    static const char *const codes[] = {"KH", "CTr", "HD"};
    return codes[type];
}

const char *gen_type_word(gen_type type)
{
    static const char *const words[] = {"Kế hoạch", "Chương trình", "Hướng dẫn"};
    return words[type];
}

void gen_number(const gen_identity *id, const gen_issuer *issuer, char *out, size_t size)
{
    const char *pattern = issuer->system == GEN_PARTY ? "%02u-%s/%s" : "%02u/%s-%s";
    snprintf(out, size, pattern, id->serial, gen_type_code(id->type), issuer->code);
}
