/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the kernel tells of folders (inotify): which path below them has changed. */
#ifndef TC_INDEXER_NOTIFY_H
#define TC_INDEXER_NOTIFY_H

#include "base/span.h"
#include "base/status.h"

typedef enum {
    TC_NOTICE_CHANGED,  /* a file is new, or its rights or times are others */
    TC_NOTICE_WRITTEN,  /* a file was written to and is open */
    TC_NOTICE_CLOSED,   /* a file that was open for writing is closed, or was moved here */
    TC_NOTICE_GONE,     /* a file or folder was deleted or moved away */
    TC_NOTICE_FOLDER,   /* a folder is new, was moved here, or has other rights */
    TC_NOTICE_LOST,     /* a watched folder itself was deleted, moved or unmounted */
    TC_NOTICE_OVERFLOW, /* more happened than could be kept: anything may have changed; no path */
} tc_notice;

typedef struct tc_notify tc_notify;
/* TC_ETOOBIG: the system gives no more of them. */
tc_status tc_notify_new(tc_notify **out, tc_error *);
void tc_notify_free(tc_notify *); /* NULL is fine */
int tc_notify_fd(const tc_notify *);

/* Watches the folder at full, to be called by its stored path. One that is gone meanwhile or may
 * not be read is none. TC_ETOOBIG: the system's limit (fs.inotify.max_user_watches) is reached. */
tc_status tc_notify_watch(tc_notify *, const char *full, tc_span stored, tc_error *);
/* Watches the folder and those below it no more. */
void tc_notify_forget(tc_notify *, tc_span stored);

/* Takes all that there is to read, without waiting. The function may call watch and forget. */
typedef void (*tc_notice_fn)(tc_notice, tc_span path, void *context);
tc_status tc_notify_read(tc_notify *, tc_notice_fn, void *context, tc_error *);

#endif
