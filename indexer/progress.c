/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "indexer/message.h"
#include "indexer/report.h"

void tc_progress_init(tc_progress *p, bool wanted)
{
    memset(p, 0, sizeof *p);
    p->on = wanted && isatty(STDERR_FILENO);
    p->started = tc_now();
}

void tc_progress_expect(tc_progress *p, uint64_t files, uint64_t bytes)
{
    p->total_files += files;
    p->total_bytes += bytes;
}

/* A share of the work: bytes tell best, files when all are empty. */
static double share(const tc_progress *p)
{
    if (p->total_bytes)
        return (double)p->bytes / (double)p->total_bytes;
    return p->total_files ? (double)p->files / (double)p->total_files : 0;
}

void tc_progress_step(tc_progress *p, uint64_t bytes)
{
    p->files++;
    p->bytes += bytes;
    double now = tc_now(), ran = now - p->started, done = share(p);
    if (!p->on || now - p->shown < 0.2 || ran < 0.5)
        return;
    p->shown = now;
    char left[32] = "";
    if (done > 0.01 && done < 1) {
        unsigned s = (unsigned)(ran * (1 - done) / done + 0.5);
        snprintf(left, sizeof left, "  %u:%02u %s", s / 60, s % 60, _("left"));
    }
    fprintf(stderr, "\r  %llu/%llu %s  %.1f MB  %.1f MB/s%s\033[K", (unsigned long long)p->files,
            (unsigned long long)p->total_files, _("files"), (double)p->bytes / 1e6,
            (double)p->bytes / 1e6 / ran, left);
    fflush(stderr);
}

void tc_progress_clear(tc_progress *p)
{
    if (p->on && p->shown > 0)
        fputs("\r\033[K", stderr);
    p->shown = 0;
}
