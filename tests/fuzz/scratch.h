/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder for targets that need files, in memory where the system has such a place. */
#ifndef TC_FUZZ_SCRATCH_H
#define TC_FUZZ_SCRATCH_H

#include <unistd.h>

#include "fuzz.h"
#include "tests/unit/scratch.h"

static char scratch_dir[64];

static inline void scratch_end(void)
{
    scratch_remove(scratch_dir);
}

/* Made at the first call, removed when the program ends. */
static inline const char *scratch(void)
{
    if (!*scratch_dir) {
        const char *place = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
        snprintf(scratch_dir, sizeof scratch_dir, "%s/tc-fuzz-XXXXXX", place);
        PROMISE(mkdtemp(scratch_dir) && atexit(scratch_end) == 0);
    }
    return scratch_dir;
}

#endif
