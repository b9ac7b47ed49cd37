/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A zip file as the package of an office document: its parts by name. */
#ifndef TC_EXTRACT_PACKAGE_H
#define TC_EXTRACT_PACKAGE_H

#include "extract/internal.h"
#include "extract/xml.h"

typedef enum {
    TC_PACKAGE_NONE,  /* no zip file, or one that cannot be listed */
    TC_PACKAGE_ZIP,   /* just files */
    TC_PACKAGE_WORD,  /* docx, docm, dotx */
    TC_PACKAGE_ODT,   /* OpenDocument text */
    TC_PACKAGE_EXCEL, /* xlsx, xlsm, xltx */
    TC_PACKAGE_OTHER  /* another office document: pptx, ods, epub */
} tc_package_kind;

/* Inside the catch of the extraction's arena. */
tc_package_kind tc_package_kind_of(const tc_extraction *);

/* Has the handler read the XML part of this name (the first one, letter case aside). What is there
 * before damage is read, and the damage is warned of; when x->text has failed, no more is read.
 * *found: there is such a part. TC_ETOOBIG, TC_ELOCKEDFILE, TC_ENOMEM. */
tc_status tc_package_xml(bool *found, tc_extraction *, const char *part, const tc_xml_handler *,
                         void *context, tc_error *);
/* The same for a file that is that XML by itself. part: its name in warnings. */
tc_status tc_flat_xml(tc_extraction *, const char *part, const tc_xml_handler *, void *context,
                      tc_error *);

#endif
