/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between store/check.c and store/xapian.cc. */
#ifndef TC_STORE_CHECK_H
#define TC_STORE_CHECK_H

#include "base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* tc_store_check in this process. */
tc_status tc_store_check_here(size_t *problems, const char *dir, tc_error *);

#ifdef __cplusplus
}
#endif
#endif
