/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/gen_plan.h"

#include <ctype.h>
#include <stdio.h>

int gen_maker_init(gen_maker *m, uint64_t seed, uint64_t count)
{
    memset(m, 0, sizeof *m);
    gen_world_init(&m->world, seed, count);
    m->prose = gen_prose_new(seed);
    if (!m->prose || gen_zipf_init(&m->national, GEN_NATIONAL, 2) ||
        gen_zipf_init(&m->provincial, GEN_PROVINCIAL, 3) ||
        gen_zipf_init(&m->local, GEN_LOCAL, 3)) {
        gen_maker_release(m);
        return -1;
    }
    return 0;
}

void gen_maker_release(gen_maker *m)
{
    gen_prose_free(m->prose);
    gen_zipf_release(&m->national);
    gen_zipf_release(&m->provincial);
    gen_zipf_release(&m->local);
    memset(m, 0, sizeof *m);
}

/* Half a bullet is left out so that sections are as long as meant on the average. */
void gen_bullets(gen_draft *d, size_t until)
{
    enum { BULLET = 460 };
    tc_buf *out = &d->out->text;
    do {
        tc_buf_adds(out, "- ");
        gen_clause(d->maker->prose, &d->subject, &d->rng, out);
        if (gen_chance(&d->rng, 12))
            gen_mention_any(d);
        if (gen_chance(&d->rng, 3)) {
            size_t mark = out->len;
            tc_buf_adds(out, ", thiết thực chào mừng, ");
            if (!gen_event_say(d, false) && out->status == TC_OK)
                out->len = mark;
        }
        tc_buf_addc(out, '.');
        while (gen_chance(&d->rng, 30)) {
            tc_buf_addc(out, ' ');
            gen_sentence(d->maker->prose, &d->subject, &d->rng, out);
        }
        tc_buf_addc(out, '\n');
    } while (out->status == TC_OK && out->len + BULLET / 2 < until);
}

static void add_aims(gen_draft *d)
{
    tc_buf *out = &d->out->text;
    size_t share = d->target / 9;
    tc_buf_adds(out, "I. MỤC ĐÍCH, YÊU CẦU\n");
    if (d->target < GEN_SHORT) {
        gen_bullets(d, out->len + share);
    } else {
        tc_buf_adds(out, "1. Mục đích\n");
        gen_bullets(d, out->len + share);
        tc_buf_adds(out, "2. Yêu cầu\n");
        gen_bullets(d, out->len + share);
    }
    tc_buf_addc(out, '\n');
}

/* Numbered heads with their bullets: days to commemorate, or the nouns of the topic. */
static void add_contents(gen_draft *d)
{
    tc_buf *out = &d->out->text;
    uint32_t heads = d->target < GEN_SHORT ? 1 : 2 + d->target / 6000;
    size_t start = out->len, room = d->target * 4 / 9;
    tc_buf_adds(out, "II. NỘI DUNG, GIẢI PHÁP\n");
    for (uint32_t i = 1; i <= heads; i++) {
        if (d->target >= GEN_SHORT) {
            tc_buf_printf(out, "%u. ", i);
            if (!gen_topic_is_history(&d->subject) || !gen_event_say(d, true))
                gen_add_first_upper(out, gen_topic_noun(&d->subject, &d->rng));
            tc_buf_addc(out, '\n');
        }
        gen_bullets(d, start + room * i / heads);
    }
    /* what the basis did not hold and chance left out */
    for (gen_cite *c; out->status == TC_OK && (c = gen_cite_unsaid(d));) {
        tc_buf_adds(out, "- ");
        gen_clause(d->maker->prose, &d->subject, &d->rng, out);
        tc_buf_adds(out, " theo ");
        gen_mention_full(d, c, gen_chance(&d->rng, 60));
        tc_buf_adds(out, ".\n");
    }
    tc_buf_addc(out, '\n');
}

static void truth_document(gen_draft *d)
{
    char number[64], key[128];
    gen_number(&d->id, &d->issuer, number, sizeof number);
    gen_number_key(number, key, sizeof key);
    tc_buf_printf(&d->out->documents, "%s\t%s\t%u-%02u-%02u\t%s\t%s\n", d->path, key,
                  d->id.date.year, d->id.date.month, d->id.date.day, d->issuer.name,
                  gen_type_code(d->id.type));
}

/* Turns "òa", "ủy" at the end of a syllable into the older "oà", "uỷ" in place: every pair has
 * the same length. "quý" keeps its place in both styles. */
static void old_tones(tc_buf *text)
{
    static const char *const pairs[][2] = {{"òa", "oà"}, {"óa", "oá"}, {"ỏa", "oả"}, {"õa", "oã"},
                                           {"ọa", "oạ"}, {"óe", "oé"}, {"ỏe", "oẻ"}, {"úy", "uý"},
                                           {"ủy", "uỷ"}, {"ũy", "uỹ"}, {"ụy", "uỵ"}, {"ỦY", "UỶ"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        size_t len = strlen(pairs[i][0]);
        for (char *at = text->ptr; (at = strstr(at, pairs[i][0])); at += len) {
            unsigned char before = at == text->ptr ? ' ' : (unsigned char)at[-1];
            unsigned char after = (unsigned char)at[len];
            bool letter = after >= 0x80 || isalpha(after);
            if (before != 'q' && before != 'Q' && !letter)
                memcpy(at, pairs[i][1], len);
        }
    }
}

void gen_plan_make(const gen_maker *m, uint64_t index, const char *path, gen_output *out)
{
    enum { BEYOND = 1200 };
    tc_buf *all[] = {&out->text,  &out->documents, &out->citations,
                     &out->named, &out->events,    &out->units};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        tc_buf_reset(all[i]);
    gen_draft d = {.maker = m, .index = index, .path = path, .out = out};
    d.rng = gen_rng_make(m->world.seed, index * 2 + 2);
    d.id = gen_identity_of(&m->world, index);
    gen_issuer_of(d.id.issuer, &d.issuer);
    gen_subject_pick(m->prose, &d.rng, d.id.topic, &d.subject);
    /* header, recipients and last sentences of sections come on top of what is planned */
    uint32_t length = gen_length(&d.rng);
    d.target = length > 2 * BEYOND ? length - BEYOND : BEYOND;
    gen_cites_choose(&d);
    gen_frame_header(&d);
    gen_frame_basis(&d);
    add_aims(&d);
    add_contents(&d);
    gen_frame_tasks(&d);
    gen_frame_end(&d);
    if (gen_chance(&d.rng, 4) && out->text.status == TC_OK)
        old_tones(&out->text);
    truth_document(&d);
    gen_truth_citations(&d);
}
