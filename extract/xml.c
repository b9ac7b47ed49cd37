/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/xml.h"

#include <expat.h>
#include <stdlib.h>

/* Deeper elements are damage or a bomb: Word itself stops far earlier. */
enum { MAX_DEPTH = 2000, SEPARATOR = '\t' };

/* Both families of Office (ECMA-376 and its strict form of ISO 29500), and OpenDocument. */
static const struct {
    const char *uri, *prefix;
} SPACES[] = {
    {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"},
    {"http://purl.oclc.org/ooxml/wordprocessingml/main", "w"},
    {"http://schemas.openxmlformats.org/spreadsheetml/2006/main", "x"},
    {"http://purl.oclc.org/ooxml/spreadsheetml/main", "x"},
    {"http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"},
    {"http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r"},
    {"http://purl.oclc.org/ooxml/officeDocument/relationships", "r"},
    {"http://schemas.openxmlformats.org/package/2006/relationships", "rel"},
    {"http://schemas.openxmlformats.org/officeDocument/2006/math", "m"},
    {"http://purl.oclc.org/ooxml/officeDocument/math", "m"},
    {"http://schemas.openxmlformats.org/drawingml/2006/main", "a"},
    {"http://purl.oclc.org/ooxml/drawingml/main", "a"},
    {"http://schemas.openxmlformats.org/drawingml/2006/chart", "c"},
    {"http://schemas.openxmlformats.org/drawingml/2006/diagram", "dgm"},
    {"urn:schemas-microsoft-com:vml", "v"},
    {"urn:schemas-microsoft-com:office:office", "o"},
    {"urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"},
    {"urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"},
    {"urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table"},
    {"urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style"},
    {"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw"},
    {"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", "fo"},
    {"http://www.w3.org/XML/1998/namespace", "xml"},
    {"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", "svg"},
    {"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0", "loext"},
};

struct tc_xml {
    XML_Parser parser;
    const tc_xml_handler *handler;
    void *context;
    unsigned depth;
    const char *damage;
};

/* "URI\tlocal" as "prefix:local"; a name without a namespace stays. */
static const char *short_name(char out[TC_XML_NAME], const char *name)
{
    const char *local = strchr(name, SEPARATOR), *prefix = "?";
    if (!local)
        return name;
    size_t uri = (size_t)(local++ - name);
    for (size_t i = 0; i < sizeof SPACES / sizeof *SPACES; i++)
        if (strlen(SPACES[i].uri) == uri && memcmp(SPACES[i].uri, name, uri) == 0) {
            prefix = SPACES[i].prefix;
            break;
        }
    size_t p = strlen(prefix), n = strlen(local);
    if (p + 1 + n >= TC_XML_NAME)
        return "?";
    memcpy(out, prefix, p);
    out[p] = ':';
    memcpy(out + p + 1, local, n + 1);
    return out;
}

const char *tc_xml_attribute(const tc_xml_tag *tag, const char *name)
{
    char buffer[TC_XML_NAME];
    for (const char **a = tag->raw; *a; a += 2)
        if (strcmp(short_name(buffer, a[0]), name) == 0)
            return a[1];
    return NULL;
}

tc_span tc_xml_copy(tc_arena *a, const tc_xml_tag *tag, const char *name)
{
    const char *value = tc_xml_attribute(tag, name);
    return value ? tc_arena_copy(a, tc_span_str(value)) : tc_span_make(NULL, 0);
}

long tc_xml_number(const tc_xml_tag *tag, const char *name, long otherwise)
{
    const char *value = tc_xml_attribute(tag, name);
    if (!value)
        return otherwise;
    char *end;
    long n = strtol(value, &end, 10);
    return end == value || n > 1000000000 || n < -1000000000 ? otherwise : n;
}

bool tc_xml_on(const tc_xml_tag *tag)
{
    const char *v = tc_xml_attribute(tag, "w:val");
    return !v || (strcmp(v, "0") != 0 && strcmp(v, "false") != 0 && strcmp(v, "off") != 0);
}

static void give_up(tc_xml *x, const char *why)
{
    if (!x->damage)
        x->damage = why;
    XML_StopParser(x->parser, XML_FALSE);
}

static void on_start(void *context, const XML_Char *name, const XML_Char **atts)
{
    tc_xml *x = context;
    char buffer[TC_XML_NAME];
    if (x->damage) /* expat still tells of what it was at */
        return;
    if (++x->depth > MAX_DEPTH) {
        give_up(x, "elements too deep");
        return;
    }
    const tc_xml_tag tag = {short_name(buffer, name), atts};
    x->handler->start(x->context, &tag);
}

static void on_end(void *context, const XML_Char *name)
{
    tc_xml *x = context;
    char buffer[TC_XML_NAME];
    x->depth--;
    if (!x->damage)
        x->handler->end(x->context, short_name(buffer, name));
}

static void on_text(void *context, const XML_Char *s, int len)
{
    tc_xml *x = context;
    if (x->handler->text && len > 0 && !x->damage)
        x->handler->text(x->context, tc_span_make(s, (size_t)len));
}

static void on_entity(void *context, const XML_Char *name, int is_parameter, const XML_Char *value,
                      int value_len, const XML_Char *base, const XML_Char *system_id,
                      const XML_Char *public_id, const XML_Char *notation)
{
    (void)name, (void)is_parameter, (void)value, (void)value_len, (void)base;
    (void)system_id, (void)public_id, (void)notation;
    give_up(context, "it declares entities");
}

tc_xml *tc_xml_new(const tc_xml_handler *handler, void *context)
{
    tc_xml *x = calloc(1, sizeof *x);
    if (!x)
        return NULL;
    x->parser = XML_ParserCreateNS(NULL, SEPARATOR);
    if (!x->parser) {
        free(x);
        return NULL;
    }
    x->handler = handler;
    x->context = context;
    XML_SetUserData(x->parser, x);
    XML_SetElementHandler(x->parser, on_start, on_end);
    XML_SetCharacterDataHandler(x->parser, on_text);
    XML_SetEntityDeclHandler(x->parser, on_entity);
    return x;
}

void tc_xml_free(tc_xml *x)
{
    if (!x)
        return;
    XML_ParserFree(x->parser);
    free(x);
}

bool tc_xml_feed(tc_xml *x, tc_span bytes, bool last)
{
    enum { PIECE = 1 << 20 };
    if (x->damage)
        return false;
    do {
        size_t n = bytes.len < PIECE ? bytes.len : PIECE;
        bool end = last && n == bytes.len;
        if (XML_Parse(x->parser, bytes.ptr ? bytes.ptr : "", (int)n, end) != XML_STATUS_OK) {
            if (!x->damage)
                x->damage = XML_ErrorString(XML_GetErrorCode(x->parser));
            return false;
        }
        bytes = tc_span_sub(bytes, n, bytes.len);
    } while (bytes.len);
    return true;
}

const char *tc_xml_damage(const tc_xml *x)
{
    return x->damage;
}
