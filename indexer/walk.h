/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walking a tree of files in a fixed order: the names of a directory bytewise. Hidden names, the
 * index itself and other mounts' special files are passed over, each told with its reason. */
#ifndef TC_INDEXER_WALK_H
#define TC_INDEXER_WALK_H

#include <stdbool.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/status.h"

typedef enum {
    TC_WALK_FILE,      /* a regular file */
    TC_WALK_DIRECTORY, /* entered */
    TC_WALK_SKIPPED,   /* why says which kind */
    TC_WALK_FAILED     /* cannot be looked at; errnum says why */
} tc_walk_kind;

typedef enum {
    TC_SKIP_HIDDEN,  /* ".git", ".DS_Store", "~$open.docx" */
    TC_SKIP_LINK,    /* a symbolic link, when links are not followed */
    TC_SKIP_LOOP,    /* a link to a directory where we have been */
    TC_SKIP_SPECIAL, /* FIFO, socket, device */
    TC_SKIP_EXCLUDED,
    TC_SKIP_INDEX, /* the index itself */
    TC_SKIP_COUNT
} tc_walk_skip;
const char *tc_walk_skip_name(tc_walk_skip);

typedef struct {
    tc_walk_kind kind;
    tc_walk_skip why;
    int errnum;
    const char *path; /* root/relative, NUL-terminated; lives during the call */
    size_t relative;  /* where the part below the root starts; at the NUL for the root itself */
    const struct stat *stat; /* FILE, DIRECTORY */
    bool *prune;             /* DIRECTORY: set it to pass over what is in there */
} tc_walk_event;
/* A status other than TC_OK ends the walk, which returns it. */
typedef tc_status (*tc_walk_fn)(const tc_walk_event *, void *context, tc_error *);

typedef struct {
    const char *const *excludes; /* globs: without "/" for any name on the way, else for the path
                                    below the root, "*" not crossing "/" */
    size_t exclude_count;
    bool follow;            /* symbolic links */
    const struct stat *own; /* a directory that is passed over: the index; may be NULL */
    const char *start;      /* below the root, to walk only from there on; NULL: all */
} tc_walk_options;

/* Would a walk pass over what lies at this path below its root, or a folder on the way to it:
 * because it is excluded, because a name is hidden? */
bool tc_walk_excludes(const tc_walk_options *, const char *below);
bool tc_walk_hides(const char *below);

/* A directory is entered once, whatever number of links lead to it. root: a file or a directory.
 * TC_ENOMEM, or what fn returned; trouble with single files is told to fn and does not end the
 * walk. */
tc_status tc_walk(const char *root, const tc_walk_options *, tc_walk_fn fn, void *context,
                  tc_error *);

#endif
