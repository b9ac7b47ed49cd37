/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checking an index, in a process of its own: Xapian 1.4 reads out of bounds when blocks are badly
 * damaged, and a check must outlive what it checks. */
#include "store/check.h"

#include "store/child.h"
#include "store/store.h"

static tc_status check(void *answer, void *context, tc_error *err)
{
    return tc_store_check_here(answer, *(const char *const *)context, err);
}

tc_status tc_store_check(size_t *problems, const char *dir, tc_error *err)
{
    tc_error why = TC_ERROR_INIT;
    *problems = 0;
    tc_status st = tc_child_run(problems, sizeof *problems, check, &dir, NULL, &why);
    if (st == TC_ECRASHED) {
        *problems = 1;
        tc_fail(err, TC_ECORRUPT, "%s: so damaged that the check broke off", dir);
        return TC_OK;
    }
    if (err && why.code != TC_OK)
        *err = why;
    return st;
}
