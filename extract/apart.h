/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading files apart: in a process that has been shut in (sandbox.h), so that what a file does to
 * its reader costs that file only. One process reads many files, one after the other; it is
 * another run of this program, which calls tc_apart_serve.
 *
 * They talk in frames (frame.h), each answer under the number of its question. Whatever comes that
 * was not expected ends the process: a reader that was taken over can answer for its file, and do
 * nothing else. */
#ifndef TC_EXTRACT_APART_H
#define TC_EXTRACT_APART_H

#include "extract/extract.h"
#include "extract/sandbox.h"

/* The one argument of the program when it is to call tc_apart_serve. */
#define TC_APART_ARGUMENT "--read-apart"

typedef struct {
    double seconds;        /* for one file, by the clock; 0: 60 */
    size_t memory;         /* bytes of a reader or a tool; 0: 1.5 GiB */
    unsigned files;        /* then a new process; 0: 100 */
    bool apart_always;     /* small files of simple formats too */
    bool (*stopped)(void); /* asked now and then: give up with TC_ECANCELLED? NULL: never */
} tc_apart_options;

typedef struct tc_apart tc_apart;

/* Starts nothing yet. options: NULL for all defaults. */
tc_status tc_apart_new(tc_apart **out, const tc_apart_options *, tc_error *);
/* Ends the process. NULL is fine. */
void tc_apart_free(tc_apart *);

/* As tc_extract, of which it is the safe form: small files of simple formats are read here, all
 * others apart. Also TC_ECRASHED, TC_ETIMEOUT; TC_ENOMEM when the reader had too little. After
 * fork, parent and child may both go on to use it. */
tc_status tc_apart_extract(tc_extracted **out, tc_apart *, tc_arena *, tc_span bytes, tc_span name,
                           const tc_extract_options *, tc_error *);

typedef tc_status (*tc_apart_read)(tc_extracted **out, tc_arena *, tc_span bytes, tc_span name,
                                   const tc_extract_options *, tc_error *);
/* The other side: shuts this process in and answers on descriptor 0 until that is closed. read is
 * tc_extract, but for tests. Gives the exit status; leave by _exit. */
int tc_apart_serve(tc_apart_read);

#endif
