/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which parts the packages of Office have (ECMA-376 part 2): the main one, and those that it names.
 * For extract/ itself. */
#ifndef TC_EXTRACT_LINKS_H
#define TC_EXTRACT_LINKS_H

#include "extract/package.h"

typedef struct {
    tc_span id; /* "rId3", or the kind: "/styles" */
    tc_span target;
} tc_link;

typedef struct {
    tc_extraction *x;
    const char *document; /* the main part */
    TC_VEC(tc_link) links;
} tc_links;

/* otherwise: the main part where the package does not say. */
tc_status tc_links_read(tc_links *, tc_extraction *, const char *otherwise, tc_error *);
/* The part that the main one names by this id or kind; NULL when it names none. */
const char *tc_links_find(const tc_links *, tc_span id);

#endif
