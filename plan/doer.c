/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is given tasks: heads of the section "Tổ chức thực hiện", and named doers that open its list
 * lines and paragraphs. A plan's head or line is one unit, however many it joins; in the articles
 * of a State document each doer of the running text is one. */
#include "plan/unit.h"

typedef struct {
    tc_reading *r;
    size_t from, to; /* lines */
    bool running;    /* articles: each member of a coordination is a doer */
} tasks;

/* Where a doer may stand: in a head, at the start of a line, behind ";" in it. */
typedef enum { HEAD, LINE, CLAUSE } place;

static const tc_token *token(const tasks *k, size_t i)
{
    return &k->r->tokens->items[i];
}

static bool punct(const tasks *k, size_t i, uint32_t cp)
{
    return tc_token_is_sign(k->r->tokens, i, cp);
}

static bool is_bullet(const tasks *k, size_t i)
{
    if (punct(k, i, '*')) /* not the mark of emphasis */
        return i + 1 < k->r->tokens->len && !(token(k, i + 1)->flags & TC_GLUED);
    return tc_unit_bullet(k->r->tokens, i);
}

/* Behind the mark of a head or list line: "III. ", "1.2. ", "a) ", "Điều 2. ", "- ". */
static size_t behind_mark(const tasks *k, size_t i, size_t limit)
{
    const tc_tokens *t = k->r->tokens;
    bool marked = true;
    if (i + 1 < limit && t->items[i + 1].kind == TC_TOKEN_DIGITS &&
        t->items[i].kind == TC_TOKEN_WORD)
        i += 2; /* Điều 2 */
    while (i < limit && marked) {
        const tc_word *w = tc_token_word(t, i);
        marked = t->items[i].kind != TC_TOKEN_WORD && !punct(k, i, '(');
        if (w && w->digits) /* "4.3. 11 chi đoàn": the last number is no mark */
            marked = i + 1 < limit && t->items[i + 1].kind == TC_TOKEN_PUNCT &&
                     ((t->items[i + 1].flags & TC_GLUED) || is_bullet(k, i + 1)); /* "1 - " */
        if (w && !w->digits && i + 1 < limit && (t->items[i + 1].flags & TC_GLUED) &&
            (w->letters == 1 || (w->roman && (t->items[i].flags & TC_ALL_CAPS))))
            marked = punct(k, i + 1, '.') || punct(k, i + 1, ')') || punct(k, i + 1, '-');
        i += marked;
    }
    return i;
}

/* "Đơn vị chủ trì: ...", "Cơ quan phối hợp: ...": labels of a field, not names; but "Lực lượng Công
 * an" is one. */
static bool is_label(const tasks *k, size_t first, size_t next, tc_unit_end end)
{
    enum { LABEL_WORDS = 2 };
    size_t after;
    const tc_name *name = tc_name_at(k->r, k->r->reader->unit->names, first, &after);
    return name && name->kind == TC_NAME_GROUP && after == next && next <= first + LABEL_WORDS &&
           end != TC_UNIT_END_STOP;
}

/* "- Cơ quan thường trực Tổ công tác.": what the head's unit is, not who has the task. */
static bool tells_function(const tasks *k, size_t i)
{
    static const char *const words[] = {"co", "quan", "thuong", "truc"};
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (!tc_unit_word(k->r, i + n, words[n]))
            return false;
    return true;
}

/* "2. Đảng ủy Ủy ban nhân dân phường / - Lãnh đạo Phòng Văn hóa ...": what a committee of the Party
 * does, not whom the task is for. */
static bool party_leads(const tasks *k, size_t i, uint32_t section)
{
    static const char *const bodies[] = {"đảng ủy", "các đảng ủy", "đảng bộ", "các đảng bộ",
                                         "chi bộ",  "các chi bộ",  "tỉnh ủy", "ban thường vụ"};
    if (!tc_unit_word(k->r, i, "lanh") || !tc_unit_word(k->r, i + 1, "dao") ||
        section == TC_NO_SECTION)
        return false;
    tc_span head = tc_text_lower(k->r->arena, k->r->plan->sections.items[section].title);
    for (size_t n = 0; n < sizeof bodies / sizeof *bodies; n++)
        if (tc_span_starts(tc_name_tidy(k->r->arena, head), tc_span_str(bodies[n])))
            return true;
    return false;
}

/* "Đề nghị các đơn vị triển khai thực hiện.": all of them, so that nobody is named. */
static bool names_nobody(const tasks *k, size_t first, size_t next)
{
    size_t after;
    const tc_name *name = tc_name_at(k->r, k->r->reader->unit->names, first, &after);
    return name && name->kind == TC_NAME_GROUP && after == next;
}

/* "các chuyên viên được phân công phụ trách ...": without another verb, that is the predicate. */
static bool passive_end(const tasks *k, size_t i, size_t *after)
{
    size_t next;
    for (; i < *after; i++)
        if (tc_unit_cue_at(k->r, i, &next) == TC_UNIT_CUE_PASSIVE) {
            *after = i;
            return true;
        }
    return false;
}

/* A predicate that opens with a verb of the table, or else, behind an organ, with the first small
 * word that is none of its name. */
static tc_unit_end find_end(const tasks *k, size_t i, size_t limit, place where, size_t *after)
{
    size_t name_next;
    tc_unit_end end = tc_unit_name_end(k->r, i, limit, after);
    const tc_name *name = tc_name_at(k->r, k->r->reader->unit->names, i, &name_next);
    if (end == TC_UNIT_END_STOP && where != HEAD && passive_end(k, i, after))
        return TC_UNIT_END_VERB;
    if (end == TC_UNIT_END_COLON || !name || name->kind == TC_NAME_GROUP || where == CLAUSE)
        return end;
    size_t short_end = tc_unit_capitals_end(k->r, i, *after);
    bool sentence = where == LINE || punct(k, *after, '.');
    if (end == TC_UNIT_END_STOP && short_end < *after && sentence) {
        *after = short_end;
        return TC_UNIT_END_VERB;
    }
    return end;
}

/* A head that ends without a mark is a title: "Các Sở, ngành chủ trì, tham gia thực hiện các dự án
 * thuộc Chương trình" names units all through; "Ủy ban nhân dân thành phố chỉ đạo" ends in what
 * opens its list. */
static bool is_title(const tasks *k, size_t verb, size_t limit)
{
    enum { LIST_OPENS = 3, TITLE_TOKENS = 32 };
    if (limit > verb + TITLE_TOKENS)
        return false;
    while (limit > verb && tc_unit_decoration(k->r->tokens, limit - 1))
        limit--;
    return limit > verb + LIST_OPENS && token(k, limit - 1)->kind == TC_TOKEN_WORD;
}

static bool in_article(const tc_reading *r, uint32_t section)
{
    return section != TC_NO_SECTION &&
           tc_span_starts(r->plan->sections.items[section].label, TC_SPAN("Điều"));
}

/* "Văn phòng Chính phủ | xin thông báo ...": what it says, not a task. */
static bool tells(const tasks *k, size_t predicate)
{
    size_t next;
    return predicate < k->r->tokens->len &&
           tc_unit_verb_at(k->r, predicate, &next) == TC_UNIT_VERB_TELLS;
}

/* "Giám đốc các sở; Chủ tịch Ủy ban nhân dân xã | triển khai ...": units joined by ";" before their
 * one predicate. */
static bool share_predicate(const tasks *k, size_t i, size_t limit)
{
    size_t next, start;
    while (punct(k, i, ';') && i + 1 < limit) {
        for (start = i + 1; tc_unit_cue_at(k->r, start, &next) == TC_UNIT_CUE_LIST;)
            start = next;
        if (!tc_unit_begins(k->r, start, start > i + 1))
            return false;
        if (tc_unit_name_end(k->r, start, limit, &i) == TC_UNIT_END_VERB)
            return !tells(k, i);
    }
    return false;
}

/* A unit with what it is to do, from token i on; the token behind it, or 0. */
static size_t take_doer(tasks *k, size_t i, size_t limit, uint32_t section, place where)
{
    tc_reading *r = k->r;
    size_t next, after;
    int cue = tc_unit_cue_at(r, i, &next);
    bool charged = cue == TC_UNIT_CUE_CHARGE, listed = false;
    if (charged)
        i = next + punct(k, next, ':');
    /* "1. Trách nhiệm của Sở Y tế"; articles say below who does what */
    if (where == HEAD && cue == TC_UNIT_CUE_DUTY && !in_article(r, section))
        i = next;
    size_t counted = i; /* "11 chi đoàn bản": the number is kept in the name */
    if (i + 1 < limit && token(k, i)->kind == TC_TOKEN_DIGITS) {
        i++;
        listed = true;
    }
    while (i < limit && tc_unit_cue_at(r, i, &next) == TC_UNIT_CUE_LIST) {
        i = counted = next;
        listed = true;
    }
    if (i >= limit || !tc_unit_begins(r, i, listed || charged) ||
        (where == LINE && !listed && (tells_function(k, i) || party_leads(k, i, section))))
        return 0;
    tc_unit_end end = find_end(k, i, limit, where, &after);
    /* "Ủy ban nhân dân tỉnh giao Sở Y tế ...": who is charged, not who charges */
    if (end == TC_UNIT_END_VERB && tc_unit_cue_at(r, after, &next) == TC_UNIT_CUE_CHARGE &&
        where != CLAUSE)
        return take_doer(k, after, limit, section, CLAUSE);
    if ((charged && where == LINE && !k->running && names_nobody(k, i, after)) ||
        (!k->running && end == TC_UNIT_END_VERB && tells(k, after)))
        return 0;
    i = counted;
    if (where == HEAD && end == TC_UNIT_END_VERB && is_title(k, after, limit))
        after = limit;
    /* "Bộ Chỉ huy Quân sự các tỉnh; các sư đoàn, lữ đoàn": one head */
    for (size_t more = after;
         where == HEAD && end == TC_UNIT_END_STOP && punct(k, more, ';') && more + 1 < limit;) {
        end = tc_unit_name_end(r, more + 1, limit, &more);
        if (end == TC_UNIT_END_STOP && more >= limit)
            after = limit;
        else if (end == TC_UNIT_END_COLON && !in_article(r, section)) /* not "các Sở: A, B" */
            after = more;
        else if (end != TC_UNIT_END_STOP || !punct(k, more, ';'))
            end = TC_UNIT_END_STOP, more = limit;
    }
    /* "Chánh Văn phòng, Thủ trưởng các sở; Chủ tịch Ủy ban nhân dân xã chịu trách nhiệm ..." */
    bool more = k->running && punct(k, after, ';') && tc_unit_begins(r, after + 1, false);
    more = more || (where != HEAD && end == TC_UNIT_END_STOP && share_predicate(k, after, limit));
    if ((end == TC_UNIT_END_STOP && where != HEAD && !more) ||
        (!listed && is_label(k, i, after, end)))
        return 0;
    if (k->running)
        return tc_unit_add_list(r, TC_UNIT_ASSIGNED, i, limit, section);
    tc_unit_add(r, TC_UNIT_ASSIGNED, i, after, section);
    return after;
}

/* Further doers of a line: clauses behind ";" in plans; each sentence, and who is directed or asked
 * inside it, in running text. */
static void take_more(tasks *k, size_t i, size_t limit, uint32_t section)
{
    tc_reading *r = k->r;
    for (size_t next; i < limit; i++) {
        bool stop = punct(k, i, ';') || (k->running && punct(k, i, '.'));
        if (stop && i + 1 < limit) {
            take_doer(k, i + 1, limit, section, CLAUSE);
            continue;
        }
        if (!k->running || token(k, i)->kind != TC_TOKEN_WORD)
            continue;
        int cue = tc_unit_cue_at(r, i, &next);
        if (cue == TC_UNIT_CUE_DIRECT || cue == TC_UNIT_CUE_CHARGE) {
            if (tc_unit_begins(r, next, false))
                tc_unit_add_list(r, TC_UNIT_ASSIGNED, next, limit, section);
            i = next - 1;
        }
    }
}

/* A sentence that goes on behind the end of a page: small letters after no mark. */
static bool over_page(const tasks *k, size_t line, size_t i)
{
    const tc_tokens *t = k->r->tokens;
    bool page = false;
    size_t above = line;
    while (above > 0 &&
           (t->lines[above - 1].count == 0 || k->r->line_class[above - 1] == TC_LINE_FURNITURE)) {
        above--;
        page = page || (t->lines[above].count && k->r->line_class[above] == TC_LINE_FURNITURE);
    }
    if (!page || above == 0 || token(k, i)->kind != TC_TOKEN_WORD ||
        (token(k, i)->flags & TC_CAPITAL))
        return false;
    const tc_line *l = &t->lines[above - 1];
    size_t last = l->first + l->count - 1;
    return token(k, last)->kind == TC_TOKEN_WORD || punct(k, last, ',');
}

/* Does a new statement begin on this line? */
static bool opens_statement(const tasks *k, size_t line)
{
    const tc_line *l = &k->r->tokens->lines[line];
    size_t i = l->first;
    bool star = l->count > 1 && punct(k, i, '*') && is_bullet(k, i);
    while (i < l->first + l->count && tc_unit_decoration(k->r->tokens, i))
        i++;
    if (i == l->first + l->count || k->r->line_class[line] == TC_LINE_FURNITURE ||
        over_page(k, line, i))
        return false;
    if (k->r->line_class[line] == TC_LINE_HEAD)
        return line == 0 || k->r->line_class[line - 1] != TC_LINE_HEAD ||
               k->r->line_section[line - 1] != k->r->line_section[line];
    if (star || is_bullet(k, i) || (token(k, i)->flags & TC_PARA_START))
        return true;
    if (line == 0 || k->r->tokens->lines[line - 1].count == 0)
        return true;
    if (k->r->spaced)
        return false;
    const tc_line *above = &k->r->tokens->lines[line - 1];
    size_t last = above->first + above->count - 1;
    if (punct(k, last, '.') || punct(k, last, ';') || punct(k, last, ':'))
        return true;
    /* a head's line without a mark ends there, unless it is the first line of a paragraph */
    return k->r->line_class[line - 1] == TC_LINE_HEAD && !k->running &&
           (token(k, i)->flags & TC_CAPITAL);
}

/* "BỘ LAO ĐỘNG ...": its first words, or all of them */
static bool in_capitals(const tasks *k, size_t first, size_t next)
{
    enum { ENOUGH = 4 };
    size_t words = 0;
    for (size_t i = first; i < next && words < ENOUGH; i++) {
        if (token(k, i)->kind != TC_TOKEN_WORD)
            continue;
        if (!(token(k, i)->flags & TC_ALL_CAPS))
            return false;
        words++;
    }
    return words > 1;
}

static void read_tasks(tasks *k, size_t first)
{
    const tc_tokens *t = k->r->tokens;
    for (size_t line = k->from; line < k->to; line++) {
        uint8_t class = k->r->line_class[line];
        if ((class != TC_LINE_BODY && class != TC_LINE_HEAD) || !t->lines[line].count)
            continue;
        if (!opens_statement(k, line))
            continue;
        size_t end = line; /* the statement's last line */
        for (size_t below = line + 1; below < k->to && !opens_statement(k, below); below++)
            if (t->lines[below].count && k->r->line_class[below] != TC_LINE_FURNITURE)
                end = below;
        size_t limit = t->lines[end].first + t->lines[end].count;
        size_t i = t->lines[line].first;
        while (i < limit && tc_unit_decoration(t, i))
            i++;
        i = behind_mark(k, i, limit);
        if (i < first) /* the head of the section itself */
            continue;
        uint32_t section = k->r->line_section[line];
        place where = class == TC_LINE_HEAD ? HEAD : LINE;
        if (where == LINE && in_capitals(k, i, limit)) /* a heading below the tasks */
            continue;
        size_t behind = i < limit ? take_doer(k, i, limit, section, where) : 0;
        for (size_t colon = i; where == HEAD && !behind && !k->running && colon + 1 < limit;
             colon++)
            if (punct(k, colon, ':')) { /* "1. Cấp tỉnh: Ban Tuyên giáo tham mưu ..." */
                behind = take_doer(k, colon + 1, limit, section, CLAUSE);
                break;
            }
        if (behind || k->running)
            take_more(k, behind ? behind : i, limit, section);
    }
}

static size_t token_from(const tc_tokens *t, size_t offset)
{
    size_t low = 0, high = t->len;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (t->items[mid].start < offset)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static bool is_article(const tc_reading *r, const tc_section *s)
{
    const tc_word *w = tc_token_word(r->tokens, token_from(r->tokens, s->head.start));
    return w && tc_span_eq(w->folded, TC_SPAN("dieu"));
}

/* A head that says so and no more: "TỔ CHỨC THỰC HIỆN", "Kinh phí và tổ chức thực hiện"; not
 * "Tổ chức thực hiện công tác tuyên truyền về ...", which is a task itself. */
static bool title_has(const tc_reading *r, const tc_section *s, tc_unit_cue cue)
{
    const tc_tokens *t = r->tokens;
    size_t first = token_from(t, s->head.start);
    for (size_t i = first; i < t->len && t->items[i].start < s->head.end; i++) {
        size_t next = i;
        int found = tc_unit_cue_at(r, i, &next);
        /* "4. Phân công" and no more */
        if (found == TC_UNIT_CUE_CARRY && cue == TC_UNIT_CUE_SHARES && !is_article(r, s))
            found = TC_UNIT_CUE_SHARES;
        bool shares = cue == TC_UNIT_CUE_SHARES && found == TC_UNIT_CUE_CHARGE &&
                      (next >= t->len || t->items[next].start >= s->head.end);
        if (found != (int)cue && !shares)
            continue;
        while (next < t->len && t->items[next].kind == TC_TOKEN_PUNCT)
            next++;
        bool ends = next >= t->len || t->items[next].start >= s->head.end;
        const tc_word *w = ends ? NULL : tc_token_word(t, next);
        return ends || (t->items[i].flags & TC_ALL_CAPS) || cue == TC_UNIT_CUE_SHARES ||
               tc_span_eq(w->folded, TC_SPAN("ke")) || tc_span_eq(w->folded, TC_SPAN("va"));
    }
    return false;
}

/* The tasks that the lines of a section give, from token first on. */
static void read_section(tc_reading *r, const tc_section *s, size_t first)
{
    size_t from = token_from(r->tokens, s->span.start), to = token_from(r->tokens, s->span.end);
    if (from >= r->tokens->len || to == from)
        return;
    tasks k = {.r = r, .running = is_article(r, s)};
    k.from = tc_reading_line(r, from);
    k.to = tc_reading_line(r, to - 1) + 1;
    read_tasks(&k, first);
}

static bool read_sections(tc_reading *r, tc_unit_cue cue)
{
    const tc_plan *plan = r->plan;
    size_t done = 0, before = plan->units.len; /* done: offset behind the last section read */
    for (size_t i = 0; i < plan->sections.len; i++) {
        const tc_section *s = &plan->sections.items[i];
        /* a head says it in few words; a task may mention it in many */
        if (s->span.start < done || s->level > 3 || s->title.len > 160 || !title_has(r, s, cue))
            continue;
        read_section(r, s, token_from(r->tokens, s->head.end));
        done = s->span.end;
    }
    return plan->units.len > before;
}

/* "II.3", "4": not "Điều 4", not the letters that steps of a procedure have. */
static bool is_numbered(tc_span label)
{
    size_t last = label.len;
    while (last > 0 && label.ptr[last - 1] != '.')
        last--;
    for (size_t i = last; i < label.len; i++)
        if (!strchr("0123456789IVX", label.ptr[i]))
            return false;
    return last < label.len && strchr("0123456789IVXABCD", label.ptr[0]);
}

/* "KẾT LUẬN / của Bộ Chính trị, Ban Bí thư về ...": whose words they are, above the issuer's. */
static bool is_own(const tc_reading *r, tc_span unit)
{
    tc_span title = tc_text_lower(r->arena, r->plan->title), of = TC_SPAN("của ");
    if (r->plan->issuer.len && tc_span_starts(unit, r->plan->issuer))
        return true;
    return tc_span_starts(title, of) &&
           tc_span_starts(tc_span_sub(title, of.len, title.len), tc_text_lower(r->arena, unit));
}

/* Does a verb follow that gives a task, in the head's line or below it, behind the marks? */
static bool is_told_what(const tasks *k, size_t i, size_t limit)
{
    enum { MARKS = 8 };
    size_t next, near = i + MARKS < limit ? i + MARKS : limit;
    while (i < near && (tc_unit_decoration(k->r->tokens, i) || punct(k, i, ',')))
        i++;
    i = behind_mark(k, i, limit);
    return i < limit && tc_unit_verb_at(k->r, i, &next) == TC_UNIT_VERB_DOES;
}

typedef enum { OTHER, DOER, SAYING } head_kind;

/* Is the section's head a unit, and more said of it: a predicate, or text below? People of a list
 * ("Đồng chí ...") are its members; what the issuer says of itself is no task. */
static head_kind kind_of_head(tc_reading *r, const tc_section *s, bool asked)
{
    enum { SOME_TEXT = 40 };
    tasks k = {.r = r};
    size_t i = token_from(r->tokens, s->head.start), limit = token_from(r->tokens, s->head.end);
    size_t before = r->plan->units.len, next, end = token_from(r->tokens, s->span.end);
    limit += punct(&k, limit, '.') || punct(&k, limit, ':'); /* the head's own mark */
    while (i < limit && tc_unit_decoration(r->tokens, i))
        i++;
    i = behind_mark(&k, i, limit);
    size_t name = i; /* behind "các" */
    while (name < limit && tc_unit_cue_at(r, name, &next) == TC_UNIT_CUE_LIST)
        name = next;
    if (name >= limit || !is_numbered(s->label) || punct(&k, name + 1, '/') ||
        tc_unit_word(r, name, "ong") || tc_unit_word(r, name, "ba") ||
        (tc_unit_word(r, name, "dong") && tc_unit_word(r, name + 1, "chi")))
        return OTHER;
    if (tc_unit_begins(r, name, name > i) &&
        tc_unit_name_end(r, name, limit, &next) == TC_UNIT_END_VERB && tells(&k, next))
        return SAYING;
    bool charged = tc_unit_cue_at(r, i, &next) == TC_UNIT_CUE_CHARGE;
    size_t behind = take_doer(&k, i, limit, TC_NO_SECTION, HEAD);
    bool own =
        behind && r->plan->units.len > before && is_own(r, r->plan->units.items[before].name);
    r->plan->units.len = before; /* only tried */
    if (own)
        return SAYING;
    return behind && (behind + 1 < limit || s->span.end > s->head.end + SOME_TEXT) &&
                   (!asked || charged || is_told_what(&k, behind, end))
               ? DOER
               : OTHER;
}

/* Directives and telegrams have no section of tasks: "yêu cầu: 1. Sở Y tế: ... 2. Sở Tài chính
 * ...". Sections beside each other of which two in three are units with something to do. */
static void read_unit_heads(tc_reading *r)
{
    const tc_plan *plan = r->plan;
    bool asked = tc_type_asks(plan->doc_type);
    if (!asked && !tc_type_orders(plan->doc_type)) /* a report counts what units have done */
        return;
    typedef struct {
        uint32_t heads, doers;
    } group;
    group *groups = tc_arena_array(r->arena, plan->sections.len + 1, sizeof *groups);
    memset(groups, 0, (plan->sections.len + 1) * sizeof *groups);
    for (size_t i = 0; i < plan->sections.len; i++) {
        const tc_section *s = &plan->sections.items[i];
        group *g = &groups[s->parent == TC_NO_SECTION ? 0 : s->parent + 1];
        head_kind kind = kind_of_head(r, s, asked);
        g->heads += kind != SAYING;
        g->doers += kind == DOER;
    }
    size_t done = 0;
    for (size_t i = 0; i < plan->sections.len; i++) {
        const tc_section *s = &plan->sections.items[i];
        const group *g = &groups[s->parent == TC_NO_SECTION ? 0 : s->parent + 1];
        if (s->span.start < done || !is_numbered(s->label) || g->doers < 2 ||
            3 * g->doers < 2 * g->heads)
            continue;
        read_section(r, s, 0);
        done = s->span.end;
    }
}

void tc_doer_read(tc_reading *r)
{
    if (!read_sections(r, TC_UNIT_CUE_TASKS) && !read_sections(r, TC_UNIT_CUE_SHARES))
        read_unit_heads(r);
}
