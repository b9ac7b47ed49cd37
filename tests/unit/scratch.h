/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scratch folders are taken away with all that is in them. */
#ifndef TC_TESTS_SCRATCH_H
#define TC_TESTS_SCRATCH_H

#include <ftw.h>
#include <stdio.h>

static inline int scratch_unlink(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st, (void)type, (void)ftw;
    return remove(path);
}

static inline void scratch_remove(const char *dir)
{
    nftw(dir, scratch_unlink, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
