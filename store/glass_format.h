/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What those that write databases of the glass format have in common: numbers of documents in
 * keys, kinds of keys, and the file that names the tables and makes them a database. */
#ifndef TC_STORE_GLASS_FORMAT_H
#define TC_STORE_GLASS_FORMAT_H

#include "base/buf.h"

enum { TC_GLASS_FILE_HEAD = 32 }; /* format and identity */
enum { TC_GLASS_POSTLIST, TC_GLASS_DOCDATA, TC_GLASS_TERMLIST, TC_GLASS_TABLES };

/* In the postlist, behind a NUL; all other keys begin with a term. */
enum {
    TC_GLASS_METADATA = 0xC0,
    TC_GLASS_BOUNDS = 0xD0, /* of a slot */
    TC_GLASS_VALUES = 0xD8,
    TC_GLASS_LENGTHS = 0xE0 /* of documents */
};

/* Where a table's tree begins. */
typedef struct {
    uint32_t block;
    unsigned level;   /* of that block; leaves have level 0 */
    uint64_t entries; /* none: there may be no file */
} tc_glass_root;

typedef struct {
    uint64_t documents, last;                     /* the number of the last one given */
    uint64_t shortest, longest, length, most_wdf; /* lengths: of documents, and of all */
} tc_glass_statistics;

/* As a key: 15 bits in two bytes; more in as many as the ones in front tell. */
void tc_glass_put_number(tc_buf *, uint32_t number);
/* How many bytes it has; 0: there is none. */
size_t tc_glass_get_number(uint32_t *, tc_span);

/* TC_EUNSUPPORTED for another format. */
tc_status tc_glass_read_head(char head[TC_GLASS_FILE_HEAD], const char *dir, tc_error *);
/* TC_EUNSUPPORTED for a database with other tables, or blocks of another size. */
tc_status tc_glass_read_version(tc_glass_root roots[TC_GLASS_TABLES], tc_glass_statistics *,
                                const char *dir, tc_error *);
/* roots: as tc_glass_table_finish gave them. What makes the tables a database: last. */
tc_status tc_glass_write_version(const char *dir, const char head[TC_GLASS_FILE_HEAD],
                                 const tc_buf roots[TC_GLASS_TABLES], const tc_glass_statistics *,
                                 tc_error *);

#endif
