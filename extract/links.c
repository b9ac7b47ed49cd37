/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/links.h"

typedef struct {
    tc_links *l;
    const char *wanted; /* the end of a link's type, or NULL: all are kept */
    tc_span found;
} reader;

static void on_link(void *context, const tc_xml_tag *tag)
{
    reader *r = context;
    if (strcmp(tag->name, "rel:Relationship") != 0)
        return;
    const char *id = tc_xml_attribute(tag, "Id"), *type = tc_xml_attribute(tag, "Type");
    const char *target = tc_xml_attribute(tag, "Target"),
               *mode = tc_xml_attribute(tag, "TargetMode");
    if (!id || !type || !target || (mode && strcmp(mode, "External") == 0))
        return;
    tc_arena *a = r->l->x->arena;
    if (r->wanted) {
        if (tc_span_ends(tc_span_str(type), tc_span_str(r->wanted)))
            r->found = tc_arena_copy(a, tc_span_str(target));
        return;
    }
    const char *last = strrchr(type, '/');
    tc_link by_id = {tc_arena_copy(a, tc_span_str(id)), tc_arena_copy(a, tc_span_str(target))};
    tc_vec_push(a, &r->l->links, by_id);
    if (last) { /* "/styles": by its kind too */
        tc_link by_kind = {tc_arena_copy(a, tc_span_str(last)), by_id.target};
        tc_vec_push(a, &r->l->links, by_kind);
    }
}

static void on_end(void *context, const char *name)
{
    (void)context, (void)name;
}

/* A target is relative to the folder of the part that names it, or starts with "/". */
static const char *resolve(const tc_links *l, const char *part, tc_span target)
{
    const char *slash = strrchr(part, '/');
    int folder = slash ? (int)(slash - part + 1) : 0;
    while (tc_span_starts(target, TC_SPAN("./")))
        target = tc_span_sub(target, 2, target.len);
    if (tc_span_starts(target, TC_SPAN("/"))) {
        folder = 0;
        target = tc_span_sub(target, 1, target.len);
    }
    return tc_arena_printf(l->x->arena, "%.*s%.*s", folder, part, (int)target.len, target.ptr);
}

const char *tc_links_find(const tc_links *l, tc_span id)
{
    for (size_t i = 0; i < l->links.len; i++)
        if (tc_span_eq(l->links.items[i].id, id))
            return resolve(l, l->document, l->links.items[i].target);
    return NULL;
}

tc_status tc_links_read(tc_links *l, tc_extraction *x, const char *otherwise, tc_error *err)
{
    static const tc_xml_handler handler = {on_link, on_end, NULL};
    reader r = {.l = l, .wanted = "/officeDocument"};
    bool found;
    *l = (tc_links){.x = x};
    tc_status st = tc_package_xml(&found, x, "_rels/.rels", &handler, &r, err);
    if (st != TC_OK)
        return st;
    l->document = tc_span_empty(r.found) ? otherwise : resolve(l, "", r.found);
    const char *slash = strrchr(l->document, '/');
    int folder = slash ? (int)(slash - l->document + 1) : 0;
    const char *rels =
        tc_arena_printf(x->arena, "%.*s_rels/%s.rels", folder, l->document, l->document + folder);
    r.wanted = NULL;
    return tc_package_xml(&found, x, rels, &handler, &r, err);
}
