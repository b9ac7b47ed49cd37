/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "corpus/gen_plan.h"

typedef struct {
    const char *label;
    gen_date origin;
} anniversary;

static const anniversary anniversaries[] = {
#define ANNIVERSARY(label, y, m, d) {label, {y, m, d}},
#include "corpus/anniversaries.def"
#undef ANNIVERSARY
};

enum { NATIONAL_DAYS = sizeof anniversaries / sizeof *anniversaries, LOCAL_DAYS = 2 };

/* The two days a province keeps for itself; one date for one province and seed. */
static void local_day(const gen_draft *d, uint32_t which, char *label, size_t size,
                      gen_date *origin)
{
    gen_rng rng = gen_rng_make(d->maker->world.seed ^ 0xda75, d->issuer.province * 2 + which);
    origin->year =
        (uint16_t)(which ? gen_between(&rng, 1989, 1997) : gen_between(&rng, 1930, 1949));
    origin->month = (uint8_t)gen_between(&rng, 1, 12);
    origin->day = (uint8_t)gen_between(&rng, 1, 28);
    snprintf(label, size, which ? "Ngày tái lập %s" : "Ngày thành lập Đảng bộ %s",
             d->issuer.province_name);
}

/* Picks one not said yet; false after a few misses. */
static bool pick_day(gen_draft *d, char *label, size_t size, gen_date *origin)
{
    for (int tries = 0; tries < 6; tries++) {
        uint32_t which = gen_below(&d->rng, NATIONAL_DAYS + LOCAL_DAYS);
        if (d->events_said & (1u << which))
            continue;
        d->events_said |= 1u << which;
        if (which < NATIONAL_DAYS) {
            snprintf(label, size, "%s", anniversaries[which].label);
            *origin = anniversaries[which].origin;
        } else {
            local_day(d, which - NATIONAL_DAYS, label, size, origin);
        }
        return true;
    }
    return false;
}

static void truth_event(gen_draft *d, const char *label, uint32_t years, const char *origin,
                        const char *observed)
{
    tc_buf_printf(&d->out->events, "%s\t%s\t%u\t%s\t%s\n", d->path, label, years, origin, observed);
}

bool gen_event_say(gen_draft *d, bool capital)
{
    char label[160], from[16] = "", to[16] = "";
    gen_date o;
    if (!pick_day(d, label, sizeof label, &o))
        return false;
    tc_buf *out = &d->out->text;
    uint32_t year = d->id.date.year;
    if (o.month * 100 + o.day < d->id.date.month * 100 + d->id.date.day)
        year++; /* the next time that day comes */
    tc_buf_printf(out, "%s %u năm %s", capital ? "Kỷ niệm" : "kỷ niệm", year - o.year, label);
    uint32_t form = gen_below(&d->rng, 10);
    if (form < 6) {
        const char *pattern = form < 3   ? " (%u/%u/%u - %u/%u/%u)"
                              : form < 5 ? " (%02u/%02u/%u - %02u/%02u/%u)"
                                         : " (%u.%u.%u - %u.%u.%u)";
        tc_buf_printf(out, pattern, o.day, o.month, o.year, o.day, o.month, year);
        snprintf(from, sizeof from, "%u-%02u-%02u", o.year, o.month, o.day);
        snprintf(to, sizeof to, "%u-%02u-%02u", year, o.month, o.day);
    } else if (form < 8) {
        tc_buf_printf(out, " (%u - %u)", o.year, year);
        snprintf(from, sizeof from, "%u", o.year);
        snprintf(to, sizeof to, "%u", year);
    }
    truth_event(d, label, year - o.year, from, to);
    return true;
}
