/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "corpus/gen_plan.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* Numbers are compared without their issuers: one plan cites one document under one number. */
static void add_cite(gen_draft *d, const gen_directive *directive)
{
    char own[64];
    if (d->cite_count == GEN_MAX_CITES || gen_date_cmp(directive->date, d->id.date) >= 0)
        return;
    gen_number(&d->id, &d->issuer, own, sizeof own);
    if (strcmp(own, directive->number) == 0)
        return;
    for (uint32_t i = 0; i < d->cite_count; i++)
        if (strcmp(d->cites[i].directive.number, directive->number) == 0)
            return;
    gen_cite *c = &d->cites[d->cite_count++];
    memset(c, 0, sizeof *c);
    c->directive = *directive;
}

/* The plan of a higher body that this one carries out. */
static void add_parent(gen_draft *d)
{
    static const uint8_t above_party[] = {0, 4, 12, 16}, above_state[] = {1, 5, 9, 13, 24};
    gen_identity parent;
    gen_directive directive;
    uint32_t slot = d->issuer.system == GEN_PARTY
                        ? above_party[gen_below(&d->rng, COUNT(above_party))]
                        : above_state[gen_below(&d->rng, COUNT(above_state))];
    if (slot == d->issuer.slot ||
        !gen_parent_of(&d->maker->world, d->index, slot, &d->rng, &parent))
        return;
    gen_directive_plan(&parent, &directive);
    add_cite(d, &directive);
}

void gen_cites_choose(gen_draft *d)
{
    const gen_maker *m = d->maker;
    gen_directive directive;
    uint32_t more = d->target / 6000;
    if (gen_chance(&d->rng, 75))
        add_parent(d);
    uint32_t least = d->target < GEN_SHORT ? 1 : 2;
    for (uint32_t n = gen_between(&d->rng, least, 2 * least) + more; n > 0; n--) {
        gen_directive_national(gen_zipf_draw(&m->national, &d->rng), &directive);
        add_cite(d, &directive);
    }
    for (uint32_t n = gen_between(&d->rng, 0, 2) + more; n > 0; n--) {
        gen_directive_provincial(m->world.seed, d->issuer.province,
                                 gen_zipf_draw(&m->provincial, &d->rng), &directive);
        add_cite(d, &directive);
    }
    if (d->issuer.level != GEN_LEVEL_DISTRICT)
        return;
    for (uint32_t n = gen_between(&d->rng, 0, 2); n > 0; n--) {
        gen_directive_local(m->world.seed, &d->issuer, gen_zipf_draw(&m->local, &d->rng),
                            &directive);
        add_cite(d, &directive);
    }
}

void gen_print_date(gen_draft *d, gen_date date)
{
    tc_buf *out = &d->out->text;
    if (gen_chance(&d->rng, 30))
        tc_buf_printf(out, "%02u tháng %u năm %u", date.day, date.month, date.year);
    else if (gen_chance(&d->rng, 50))
        tc_buf_printf(out, "%02u/%02u/%u", date.day, date.month, date.year);
    else
        tc_buf_printf(out, "%u/%u/%u", date.day, date.month, date.year);
}

void gen_mention_full(gen_draft *d, gen_cite *c, bool with_title)
{
    tc_buf *out = &d->out->text;
    const gen_directive *doc = &c->directive;
    tc_buf_printf(out, "%s số %s%s ngày ", doc->type_word, doc->number,
                  gen_chance(&d->rng, 60) ? "," : "");
    gen_print_date(d, doc->date);
    tc_buf_printf(out, " của %s", doc->issuer);
    if (doc->term[0] && gen_chance(&d->rng, 50))
        tc_buf_printf(out, gen_chance(&d->rng, 50) ? " %s" : " (%s)", doc->term);
    if (with_title)
        tc_buf_printf(out, " về %s", doc->title);
    c->count++;
    c->dated = c->issued = true;
}

void gen_mention_short(gen_draft *d, gen_cite *c)
{
    tc_buf_printf(&d->out->text, "%s %s%s", c->directive.type_word,
                  gen_chance(&d->rng, 70) ? "số " : "", c->directive.number);
    c->count++;
}

/* What follows the serial of a national Party number: "-CT/TW"; NULL for others. */
static const char *shared_suffix(const gen_cite *c)
{
    const char *dash = strchr(c->directive.number, '-');
    return dash && strchr(dash, '/') && strcmp(strchr(dash, '/'), "/TW") == 0 ? dash : NULL;
}

/* "Chỉ thị số 05, 30-CT/TW", when this plan cites two of one series. */
static bool mention_list(gen_draft *d)
{
    for (uint32_t i = 0; i < d->cite_count; i++) {
        const char *suffix = shared_suffix(&d->cites[i]);
        for (uint32_t j = i + 1; suffix && j < d->cite_count; j++) {
            const char *other = shared_suffix(&d->cites[j]);
            if (!other || strcmp(suffix, other) != 0 ||
                strcmp(d->cites[i].directive.type_word, d->cites[j].directive.type_word) != 0)
                continue;
            tc_buf_printf(&d->out->text, "%s số %.*s, %s", d->cites[i].directive.type_word,
                          (int)(suffix - d->cites[i].directive.number),
                          d->cites[i].directive.number, d->cites[j].directive.number);
            d->cites[i].count++;
            d->cites[j].count++;
            return true;
        }
    }
    return false;
}

gen_cite *gen_cite_unsaid(gen_draft *d)
{
    for (uint32_t i = 0; i < d->cite_count; i++)
        if (d->cites[i].count == 0)
            return &d->cites[i];
    return NULL;
}

static void mention_congress(gen_draft *d)
{
    static const char *const ways[] = {"Nghị quyết Đại hội %s của Đảng",
                                       "Nghị quyết Đại hội đại biểu toàn quốc lần thứ %s của Đảng",
                                       "Nghị quyết Đại hội lần thứ %s của Đảng"};
    const char *ordinal = d->id.date.year < 2021 ? "XII" : "XIII";
    const char *way = ways[gen_below(&d->rng, COUNT(ways))], *gap = strstr(way, "%s");
    tc_buf_printf(&d->out->text, "%.*s%s%s", (int)(gap - way), way, ordinal, gap + 2);
    d->congress_mentions++;
}

void gen_mention_any(gen_draft *d)
{
    static const char *const joints[] = {" theo ", ", gắn với thực hiện ", " theo tinh thần ",
                                         ", trọng tâm là ", " được nêu tại "};
    gen_cite *unsaid = gen_cite_unsaid(d);
    tc_buf_adds(&d->out->text, joints[gen_below(&d->rng, COUNT(joints))]);
    if (unsaid) {
        gen_mention_full(d, unsaid, gen_chance(&d->rng, 40));
    } else if (d->cite_count == 0 || gen_chance(&d->rng, 25)) {
        mention_congress(d);
    } else if (!gen_chance(&d->rng, 30) || !mention_list(d)) {
        uint32_t n = 1 + gen_below(&d->rng, d->cite_count);
        gen_mention_short(d, &d->cites[gen_below(&d->rng, n)]);
    }
}

void gen_truth_citations(gen_draft *d)
{
    for (uint32_t i = 0; i < d->cite_count; i++) {
        const gen_cite *c = &d->cites[i];
        char key[128], date[16] = "";
        if (c->count == 0)
            continue;
        gen_number_key(c->directive.number, key, sizeof key);
        if (c->dated)
            snprintf(date, sizeof date, "%u-%02u-%02u", c->directive.date.year,
                     c->directive.date.month, c->directive.date.day);
        tc_buf_printf(&d->out->citations, "%s\t%s\t%s\t%s\t%u\n", d->path, key, date,
                      c->issued ? c->directive.issuer : "", c->count);
    }
    if (d->congress_mentions)
        tc_buf_printf(&d->out->named, "%s\tCONG:TW:%s:NQ\t%u\n", d->path,
                      d->id.date.year < 2021 ? "XII" : "XIII", d->congress_mentions);
}
