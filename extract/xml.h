/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML of office documents as a stream. Names come as "w:p" with the prefixes of the table in xml.c,
 * whatever prefixes the file chose, and with "?" for namespaces that are not in it. Entity
 * declarations are refused: office formats have none, and bombs are made of them. */
#ifndef TC_EXTRACT_XML_H
#define TC_EXTRACT_XML_H

#include "extract/internal.h"

enum { TC_XML_NAME = 48 }; /* longer names are of no element we know */

typedef struct {
    const char *name; /* "w:p" */
    const char **raw; /* for tc_xml_attribute */
} tc_xml_tag;

typedef struct {
    void (*start)(void *context, const tc_xml_tag *);
    void (*end)(void *context, const char *name);
    void (*text)(void *context, tc_span);
} tc_xml_handler;

/* The value of an attribute, "w:val" or without a namespace "ref"; NULL when absent. */
const char *tc_xml_attribute(const tc_xml_tag *, const char *name);
/* The same, copied; empty when absent. */
tc_span tc_xml_copy(tc_arena *, const tc_xml_tag *, const char *name);
/* The same as a number, or the other value when it is absent or none. */
long tc_xml_number(const tc_xml_tag *, const char *name, long otherwise);
/* A switch of WordprocessingML: present and not "0", "false", "off". */
bool tc_xml_on(const tc_xml_tag *);

typedef struct tc_xml tc_xml;

/* The parser owns malloc'd memory; its callbacks may allocate in the arena of the extraction, so
 * who feeds it catches (package.c). NULL: no memory. */
tc_xml *tc_xml_new(const tc_xml_handler *, void *context);
void tc_xml_free(tc_xml *);
/* False when it cannot go on: damage, or a bomb. */
bool tc_xml_feed(tc_xml *, tc_span bytes, bool last);
/* After tc_xml_feed has returned false: why, in a few words. */
const char *tc_xml_damage(const tc_xml *);

#endif
