/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "corpus/gen_plan.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* ---- header ---- */

static void add_place_and_date(gen_draft *d)
{
    tc_buf_printf(&d->out->text, "%s, ngày %02u tháng %0*u năm %u", d->issuer.place, d->id.date.day,
                  d->id.date.month < 3 ? 2 : 1, d->id.date.month, d->id.date.year);
}

static void add_number_line(gen_draft *d)
{
    char number[64];
    gen_number(&d->id, &d->issuer, number, sizeof number);
    tc_buf_printf(&d->out->text, "Số%s %s", d->issuer.system == GEN_PARTY ? "" : ":", number);
}

static void add_organ_lines(gen_draft *d)
{
    for (int i = 0; i < 2; i++) {
        if (d->issuer.head[i][0] == '\0')
            continue;
        gen_add_upper(&d->out->text, d->issuer.head[i]);
        tc_buf_addc(&d->out->text, '\n');
    }
    tc_buf_adds(&d->out->text, d->issuer.system == GEN_STATE ? "-------\n" : "*\n");
}

/* Left column first and then the right one, as copied text has it; or side by side with tabs. */
void gen_frame_header(gen_draft *d)
{
    tc_buf *out = &d->out->text;
    bool party = d->issuer.system == GEN_PARTY;
    const char *emblem = party
                             ? "ĐẢNG CỘNG SẢN VIỆT NAM\n"
                             : "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n";
    if (gen_chance(&d->rng, 70)) {
        add_organ_lines(d);
        add_number_line(d);
        tc_buf_printf(out, "\n%s%s\n", gen_chance(&d->rng, 50) ? "\t" : "", emblem);
        add_place_and_date(d);
        tc_buf_adds(out, "\n\n");
    } else {
        tc_buf_adds(out, emblem);
        add_organ_lines(d);
        add_number_line(d);
        tc_buf_addc(out, '\t');
        add_place_and_date(d);
        tc_buf_adds(out, "\n\n");
    }
    gen_add_upper(out, gen_type_word(d->id.type));
    tc_buf_printf(out, "\n%s\n%s", gen_topic_title(d->id.topic), party ? "-----\n\n" : "\n");
}

/* ---- basis ---- */

void gen_frame_basis(gen_draft *d)
{
    tc_buf *out = &d->out->text;
    bool brief = d->target < GEN_SHORT;
    uint32_t n = gen_between(&d->rng, 1, brief ? 1 : 3);
    if (n > d->cite_count)
        n = d->cite_count;
    for (uint32_t i = 0; i < n; i++) {
        if (d->issuer.system == GEN_PARTY)
            tc_buf_adds(out, i ? "; " : "Thực hiện ");
        else
            tc_buf_adds(out, i ? ";\nCăn cứ " : "Căn cứ ");
        gen_mention_full(d, &d->cites[i], !brief);
    }
    if (n)
        tc_buf_adds(out, d->issuer.system == GEN_PARTY ? ", " : ";\n");
    tc_buf_printf(out, "%s ban hành %s ", d->issuer.name, gen_type_word(d->id.type));
    tc_buf_printf(out, "%s như sau:\n\n", gen_topic_title(d->id.topic));
}

/* ---- tasks ---- */

typedef struct {
    gen_level level;
    gen_system system;
    const char *list_word, *name;
} task;

static const task tasks[] = {
#define TASK(level, system, list_word, name) {GEN_LEVEL_##level, GEN_##system, list_word, name},
#include "corpus/tasks.def"
#undef TASK
};

/* The units a plan may name as doers, by level and system. */
static uint32_t fitting_tasks(const gen_draft *d, const task *out[COUNT(tasks)])
{
    uint32_t n = 0;
    for (size_t i = 0; i < COUNT(tasks); i++)
        if (tasks[i].level == d->issuer.level && tasks[i].system == d->issuer.system)
            out[n++] = &tasks[i];
    return n;
}

/* The name with {U} and {t} filled in. */
static void fill_name(const gen_draft *d, const char *pattern, char *out, size_t size)
{
    const char *committee = d->issuer.committee, *territory = d->issuer.territory_kind;
    const char *gap = strchr(pattern, '{');
    if (gap)
        snprintf(out, size, "%.*s%s%s", (int)(gap - pattern), pattern,
                 gap[1] == 'U' ? committee : territory, gap + 3);
    else
        snprintf(out, size, "%s", pattern);
}

void gen_frame_tasks(gen_draft *d)
{
    tc_buf *out = &d->out->text;
    const task *fit[COUNT(tasks)];
    uint32_t n = fitting_tasks(d, fit), most = 2 + d->target / 2000;
    uint32_t used = gen_between(&d->rng, 2, most < n ? most : n), number = 0;
    size_t start = out->len, room = d->target > start + 1000 ? d->target - start - 1000 : 0;
    d->subject.doer_known = true;
    tc_buf_adds(out, "III. TỔ CHỨC THỰC HIỆN\n");
    /* skips n - used of them at random and keeps their order */
    for (uint32_t i = 0, left = used; i < n && left > 0; i++) {
        if (gen_below(&d->rng, n - i) >= left)
            continue;
        left--;
        number++;
        char name[160];
        fill_name(d, fit[i]->name, name, sizeof name);
        tc_buf_printf(out, "%u. %s%s\n", number, fit[i]->list_word, name);
        tc_buf_printf(&d->out->units, "%s\tassigned\t%s\n", d->path, name);
        gen_bullets(d, start + room * number / used);
    }
    tc_buf_addc(out, '\n');
    if (d->target < GEN_SHORT)
        return;
    tc_buf_adds(out, "Trên đây là ");
    tc_buf_printf(out, "%s %s; ", gen_type_word(d->id.type), gen_topic_title(d->id.topic));
    tc_buf_printf(out,
                  "trong quá trình thực hiện nếu có khó khăn, vướng mắc, đề nghị các cơ quan, đơn "
                  "vị phản ánh về %s để xem xét, giải quyết./.\n\n",
                  d->issuer.name);
}

/* ---- recipients and signature ---- */

static const char *const copies_party[] = {
    "Thường trực cấp ủy cấp trên (b/c)", "Văn phòng cấp ủy",
    "Các đồng chí cấp ủy viên",          "Các ban xây dựng Đảng",
    "Các chi bộ, đảng bộ trực thuộc",    "Mặt trận Tổ quốc và các đoàn thể chính trị - xã hội"};
static const char *const copies_state[] = {
    "Thường trực cấp ủy (b/c)",        "Thường trực HĐND (b/c)",
    "Chủ tịch, các Phó Chủ tịch UBND", "Các sở, ban, ngành, đoàn thể",
    "UBND các xã, phường, thị trấn",   "Cổng Thông tin điện tử"};

static void add_recipients(gen_draft *d)
{
    tc_buf *out = &d->out->text;
    bool party = d->issuer.system == GEN_PARTY;
    const char *const *copies = party ? copies_party : copies_state;
    const char *end = gen_chance(&d->rng, 50) ? ";" : ",";
    tc_buf_adds(out, "Nơi nhận:\n");
    for (size_t i = 0; i < COUNT(copies_party); i++)
        if (i == 0 || gen_chance(&d->rng, 70))
            tc_buf_printf(out, "- %s%s\n", copies[i], end);
    tc_buf_printf(out, "- Lưu%s.\n\n", party ? " Văn phòng" : ": VT");
}

static void add_name(gen_draft *d)
{
    static const char *const families[] = {"Nguyễn", "Trần", "Lê",   "Phạm", "Hoàng", "Phan",  "Vũ",
                                           "Đặng",   "Bùi",  "Đỗ",   "Hồ",   "Ngô",   "Dương", "Lý",
                                           "Đinh",   "Lò",   "Nông", "Hà",   "Tạ",    "Mai"};
    static const char *const middles[] = {"Văn",  "Thị", "Đức",  "Hữu",  "Minh", "Thanh", "Quốc",
                                          "Xuân", "Thu", "Ngọc", "Đình", "Bá",   "Kim",   "Trọng"};
    static const char *const givens[] = {
        "An",    "Bình", "Cường", "Dũng",  "Giang", "Hà",    "Hạnh", "Hiếu",
        "Hòa",   "Hùng", "Hương", "Khánh", "Lan",   "Linh",  "Long", "Mai",
        "Nam",   "Nga",  "Nghĩa", "Phong", "Phúc",  "Quang", "Sơn",  "Tâm",
        "Thắng", "Thảo", "Thủy",  "Tiến",  "Trang", "Tuấn",  "Vân",  "Yến"};
    tc_buf_printf(&d->out->text, "%s ", families[gen_below(&d->rng, COUNT(families))]);
    tc_buf_printf(&d->out->text, "%s ", middles[gen_below(&d->rng, COUNT(middles))]);
    tc_buf_printf(&d->out->text, "%s\n", givens[gen_below(&d->rng, COUNT(givens))]);
}

void gen_frame_end(gen_draft *d)
{
    static const char *const party[] = {"T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ",
                                        "T/M BAN THƯỜNG VỤ\nBÍ THƯ",
                                        "TM. BAN THƯỜNG VỤ\nPHÓ BÍ THƯ THƯỜNG TRỰC"};
    static const char *const agency[] = {"TRƯỞNG BAN", "K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN"};
    static const char *const state[] = {"TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
                                        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
                                        "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"};
    static const char *const office[] = {"GIÁM ĐỐC", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"};
    static const char *const mass[] = {"TM. BAN THƯỜNG VỤ\nCHỦ TỊCH",
                                       "TM. BAN THƯỜNG VỤ\nPHÓ CHỦ TỊCH"};
    gen_rng *rng = &d->rng;
    bool of_committee = d->issuer.level == GEN_LEVEL_DISTRICT || d->issuer.slot < 2;
    const char *block;
    if (d->issuer.system == GEN_PARTY)
        block = of_committee ? party[gen_below(rng, 3)] : agency[gen_below(rng, 2)];
    else if (d->issuer.system == GEN_STATE)
        block = of_committee ? state[gen_below(rng, 3)] : office[gen_below(rng, 2)];
    else
        block = mass[gen_below(rng, 2)];
    add_recipients(d);
    tc_buf_printf(&d->out->text, "%s\n\n\n\n", block);
    add_name(d);
}
