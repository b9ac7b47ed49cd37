/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laws, codes, ordinances and the constitution by name. A name ends by the table laws.def or by
 * grammar; an amending law's name runs over all the laws it amends, which are not cited by it. */
#include "plan/citation.h"
#include "plan/law_number.h"

enum { AMEND_GAP = 12, NAME_WORDS = 14 };
enum { AMENDS, NATION };

/* What a law does to others, up to the "luật" that follows. */
static const tc_phrase amend_phrases[] = {
    {"sửa đổi", AMENDS},
    {"sửa đổi , bổ sung", AMENDS},
    {"sửa đổi bổ sung", AMENDS},
    {"sửa đổi và bổ sung", AMENDS},
    {"sửa đổi , bổ sung một số điều", AMENDS},
    {"sửa đổi , bổ sung một số điều của", AMENDS},
    {"sửa đổi bổ sung một số điều", AMENDS},
    {"sửa đổi bổ sung một số điều của", AMENDS},
    {"sửa đổi một số điều", AMENDS},
    {"sửa đổi một số điều của", AMENDS},
    {"sửa đổi , bổ sung một số nội dung của", AMENDS},
    {"sử đổi , bổ sung một số điều của", AMENDS}, /* a slip seen in print */
    {"bổ sung", AMENDS},
    {"bổ sung một số điều của", AMENDS},
    {"nước cộng hòa xã hội chủ nghĩa việt nam", NATION},
    {"nước chxhcn việt nam", NATION},
};

tc_status tc_law_words_new(tc_phrases **out, tc_lexicon *lexicon, tc_error *err)
{
    return tc_phrases_new(out, lexicon, amend_phrases, sizeof amend_phrases / sizeof *amend_phrases,
                          err);
}

/* "luật", "bộ luật", "pháp lệnh", "hiến pháp" at i: the token behind, or 0. */
static size_t law_head(const tc_citer *c, size_t i, bool *constitution)
{
    static const struct {
        tc_citation_word first, second; /* TC_C_COUNT: one word */
        bool constitution;
    } heads[] = {{TC_C_LUAT, TC_C_COUNT, false},
                 {TC_C_BO, TC_C_LUAT, false},
                 {TC_C_PHAP, TC_C_LENH, false},
                 {TC_C_HIEN, TC_C_PHAP, true}};
    for (size_t h = 0; h < sizeof heads / sizeof *heads; h++) {
        if (!tc_cite_is(c, i, heads[h].first))
            continue;
        *constitution = heads[h].constitution;
        if (heads[h].second == TC_C_COUNT)
            return i + 1;
        if (tc_cite_is(c, i + 1, heads[h].second))
            return i + 2;
    }
    return 0;
}

/* Words before "luật" with which it names something else: kỷ luật, pháp luật, Đại học Luật. */
static bool other_word(const tc_citer *c, size_t i)
{
    static const tc_span before[] = {
        TC_SPAN_LIT("kỷ"),    TC_SPAN_LIT("pháp"),  TC_SPAN_LIT("quy"),    TC_SPAN_LIT("học"),
        TC_SPAN_LIT("ngành"), TC_SPAN_LIT("khoa"),  TC_SPAN_LIT("hội"),    TC_SPAN_LIT("trường"),
        TC_SPAN_LIT("ty"),    TC_SPAN_LIT("phòng"), TC_SPAN_LIT("cử nhân")};
    const tc_word *w = i > 0 ? tc_token_word(c->t, i - 1) : NULL;
    for (size_t k = 0; w && k < sizeof before / sizeof *before; k++)
        if (tc_span_eq(w->lower, before[k]))
            return true;
    return false;
}

/* "luật sư", "luật gia" */
static bool person(const tc_citer *c, size_t i)
{
    const tc_word *w = i < c->t->len ? tc_token_word(c->t, i) : NULL;
    return w && (tc_span_eq(w->lower, TC_SPAN("sư")) || tc_span_eq(w->lower, TC_SPAN("gia")));
}

/* The end of a name that laws.def does not have; its first word has a capital. */
static size_t unknown_name(const tc_citer *c, size_t i)
{
    size_t start = i, next;
    if (!tc_cite_capital(c, i) || tc_phrase_at(&c->view, c->w->types, i, &next) >= 0)
        return i;
    bool shorthand = (c->t->items[i].flags & TC_ALL_CAPS) && !tc_token_word(c->t, i)->syllable;
    for (; i < c->t->len && i < start + NAME_WORDS && !tc_cite_break(c, i); i++) {
        bool comma = tc_cite_punct(c, i, ',') && i + 1 < c->t->len && tc_token_word(c->t, i + 1) &&
                     tc_span_eq(tc_token_word(c->t, i + 1)->lower, TC_SPAN("chống"));
        if (comma)
            continue;
        if (c->t->items[i].kind != TC_TOKEN_WORD)
            break;
        bool constitution;
        if (tc_cite_is(c, i, TC_C_VA)) {
            const tc_word *w = i + 1 < c->t->len ? tc_token_word(c->t, i + 1) : NULL;
            if (!w || shorthand || law_head(c, i + 1, &constitution) ||
                tc_phrase_at(&c->view, c->w->types, i + 1, &next) >= 0 ||
                tc_cite_is(c, i + 1, TC_C_CAC) ||
                tc_phrase_at(&c->view, c->w->stops, i + 1, &next) >= 0)
                break;
            continue;
        }
        if (i > start && (tc_phrase_at(&c->view, c->w->stops, i, &next) >= 0 ||
                          tc_phrase_at(&c->view, c->w->types, i, &next) >= 0 ||
                          tc_cite_is(c, i, TC_C_CUA) || tc_cite_is(c, i, TC_C_CAC)))
            break;
        if (i == start && tc_phrase_at(&c->view, c->w->stops, i, &next) >= 0)
            i = next - 1; /* "Luật Ban hành ..." */
    }
    return i;
}

static size_t law_name(tc_citer *c, size_t i, int depth);

/* The laws that are amended: "Luật X, Luật Y và Bộ luật Z". */
static size_t amended_list(tc_citer *c, size_t i, int depth)
{
    for (;;) {
        size_t end = law_name(c, i, depth + 1);
        if (!end)
            return i;
        i = end;
        size_t more = i;
        if (tc_cite_punct(c, more, ',') || tc_cite_is(c, more, TC_C_VA))
            more++;
        bool constitution;
        size_t behind = more > i ? law_head(c, more, &constitution) : 0;
        size_t skip;
        if (!behind || tc_cite_break(c, more) ||
            tc_phrase_at(&c->view, c->w->amends, behind, &skip) == AMENDS ||
            tc_cite_number_behind(c, behind))
            return i;
        i = more;
    }
}

/* Behind an amending phrase: "Điều 126 của Luật Nhà ở", "11 luật có liên quan". */
static size_t amended(tc_citer *c, size_t i, int depth)
{
    bool constitution;
    for (size_t k = i; k < c->t->len && k < i + AMEND_GAP && !tc_cite_break(c, k); k++) {
        if (tc_cite_punct(c, k, ';') || tc_cite_punct(c, k, '.'))
            break;
        if (law_head(c, k, &constitution) && tc_cite_capital(c, k) && depth < 2) {
            size_t end = amended_list(c, k, depth);
            return end > k ? end : 0;
        }
    }
    return 0;
}

/* A law with its name at i (from "Luật" on): the token behind the name, or 0. */
static size_t law_name(tc_citer *c, size_t i, int depth)
{
    bool constitution;
    size_t name = law_head(c, i, &constitution), next;
    if (!name || tc_cite_break(c, name))
        return 0;
    if (constitution) {
        if (!tc_cite_capital(c, i))
            return 0;
        return tc_phrase_at(&c->view, c->w->amends, name, &next) == NATION ? next : name;
    }
    if (tc_phrase_at(&c->view, c->w->amends, name, &next) == AMENDS) {
        size_t end = amended(c, next, depth);
        return end && tc_cite_capital(c, i) ? end : 0;
    }
    if (tc_phrase_at(&c->view, c->w->laws, name, &next) >= 0 &&
        (tc_cite_capital(c, i) || tc_cite_capital(c, name)))
        return next;
    if (!tc_cite_capital(c, i))
        return 0;
    size_t end = unknown_name(c, name);
    bool shorthand = end == name + 1 && (c->t->items[name].flags & TC_ALL_CAPS) &&
                     tc_token_word(c->t, name)->letters > 2;
    return end > name + 1 || shorthand ? end : 0;
}

/* Abbreviations that names of laws are written with. */
static tc_span law_slug(tc_citer *c, size_t first, size_t next)
{
    static const struct {
        tc_span shorthand, full;
    } table[] = {
        {TC_SPAN_LIT("mttq"), TC_SPAN_LIT("mat-tran-to-quoc")},
        {TC_SPAN_LIT("bhxh"), TC_SPAN_LIT("bao-hiem-xa-hoi")},
        {TC_SPAN_LIT("bhyt"), TC_SPAN_LIT("bao-hiem-y-te")},
        {TC_SPAN_LIT("qppl"), TC_SPAN_LIT("quy-pham-phap-luat")},
        {TC_SPAN_LIT("vbqppl"), TC_SPAN_LIT("van-ban-quy-pham-phap-luat")},
        {TC_SPAN_LIT("ubnd"), TC_SPAN_LIT("uy-ban-nhan-dan")},
        {TC_SPAN_LIT("hdnd"), TC_SPAN_LIT("hoi-dong-nhan-dan")},
        {TC_SPAN_LIT("dbqh"), TC_SPAN_LIT("dai-bieu-quoc-hoi")},
        {TC_SPAN_LIT("gtgt"), TC_SPAN_LIT("gia-tri-gia-tang")},
        {TC_SPAN_LIT("tndn"), TC_SPAN_LIT("thu-nhap-doanh-nghiep")},
        {TC_SPAN_LIT("tncn"), TC_SPAN_LIT("thu-nhap-ca-nhan")},
        {TC_SPAN_LIT("thads"), TC_SPAN_LIT("thi-hanh-an-dan-su")},
        {TC_SPAN_LIT("nsnn"), TC_SPAN_LIT("ngan-sach-nha-nuoc")},
        {TC_SPAN_LIT("ppp"), TC_SPAN_LIT("dau-tu-theo-phuong-thuc-doi-tac-cong-tu")},
        {TC_SPAN_LIT("pccc"), TC_SPAN_LIT("phong-chay-chua-chay")},
        {TC_SPAN_LIT("pctn"), TC_SPAN_LIT("phong-chong-tham-nhung")},
        {TC_SPAN_LIT("nvqs"), TC_SPAN_LIT("nghia-vu-quan-su")},
        {TC_SPAN_LIT("dqtv"), TC_SPAN_LIT("dan-quan-tu-ve")},
        {TC_SPAN_LIT("bvmt"), TC_SPAN_LIT("bao-ve-moi-truong")},
        {TC_SPAN_LIT("attp"), TC_SPAN_LIT("an-toan-thuc-pham")},
        {TC_SPAN_LIT("su"), TC_SPAN_LIT("sua")}, /* the slip "sử đổi" */
    };
    tc_span slug = tc_text_slug(c->arena, tc_cite_text(c, first, next), '-');
    char *out = tc_arena_alloc(c->arena, slug.len * 16 + 8);
    size_t len = 0;
    for (size_t at = 0; at < slug.len;) {
        size_t end = at;
        while (end < slug.len && slug.ptr[end] != '-')
            end++;
        tc_span word = tc_span_sub(slug, at, end), put = word;
        for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
            bool slip = table[k].shorthand.len == 2;
            bool before = tc_span_starts(tc_span_sub(slug, end, slug.len), TC_SPAN("-doi"));
            if (tc_span_eq(word, table[k].shorthand) && (!slip || before))
                put = table[k].full;
        }
        if (len)
            out[len++] = '-';
        if (tc_span_eq(word, TC_SPAN("luat")) &&
            tc_span_ends(tc_span_make(out, len), TC_SPAN("-so-dieu-"))) { /* "của" is left out */
            memcpy(out + len, "cua-", 4);
            len += 4;
        }
        memcpy(out + len, put.ptr, put.len);
        len += put.len;
        at = end + 1;
    }
    return tc_span_make(out, len);
}

/* "2013", "(2013)" behind a name. */
static size_t bare_year(const tc_citer *c, size_t i, tc_date *date)
{
    size_t start = i;
    bool paren = tc_cite_punct(c, i, '(');
    i += paren;
    const tc_word *w = i < c->t->len && !tc_cite_break(c, i) ? tc_token_word(c->t, i) : NULL;
    if (!w || !w->digits || c->t->items[i].end - c->t->items[i].start != 4 || w->value < 1945 ||
        w->value > 2100)
        return start;
    bool range = i + 1 < c->t->len && c->t->items[i + 1].kind == TC_TOKEN_PUNCT &&
                 (c->t->items[i + 1].flags & TC_GLUED) &&
                 (tc_cite_punct(c, i + 1, '-') || tc_cite_punct(c, i + 1, '/'));
    if (range || (paren && !tc_cite_punct(c, i + 1, ')')))
        return start;
    *date = (tc_date){(int16_t)w->value, 0, 0};
    return i + 1 + paren;
}

/* "(sửa đổi)" behind a name says which bill it was. */
static size_t bill_note(const tc_citer *c, size_t i)
{
    size_t next;
    if (tc_cite_punct(c, i, '(') && tc_phrase_at(&c->view, c->w->amends, i + 1, &next) == AMENDS &&
        tc_cite_punct(c, next, ')'))
        return next + 1;
    return i;
}

size_t tc_law_amends(tc_citer *c, size_t i)
{
    size_t at = i, next;
    if (tc_cite_break(c, i))
        return i;
    if (tc_cite_is(c, at, TC_C_VE))
        at++;
    if (tc_phrase_at(&c->view, c->w->amends, at, &next) != AMENDS)
        return i;
    size_t end = amended(c, next, 0);
    return end ? end : i;
}

static size_t numbered_law(tc_citer *c, size_t first, size_t name_end, const tc_number *n)
{
    tc_mention *m;
    tc_citation *out = tc_cite_add(c, TC_MENTION_NUMBER, TC_CITATION_FULL, first, n->next, &m);
    m->number = n;
    m->serial = n->serial;
    m->law_name = law_slug(c, first, name_end);
    out->number = n->text;
    out->number_key = n->key;
    out->doc_type = n->type.len ? n->type : TC_SPAN("L");
    out->damaged = n->damaged;
    size_t next = n->shared ? n->next : tc_cite_tail(c, n->next, out);
    m->next = next;
    out->span = tc_reading_range(&c->view, first, next);
    return next;
}

/* A law's name of the table at i, without "Luật", that ends there: the token behind, or 0. "Luật
 * Bảo hiểm y tế, Bảo hiểm xã hội Việt Nam ..." names an organ. */
static size_t bare_name(const tc_citer *c, size_t i)
{
    size_t next;
    if (!tc_cite_capital(c, i) || tc_cite_break(c, i) ||
        tc_phrase_at(&c->view, c->w->laws, i, &next) < 0)
        return 0;
    const tc_word *second = i + 1 < c->t->len ? tc_token_word(c->t, i + 1) : NULL;
    if (second && /* "... và Điều ước quốc tế": treaties */
        tc_span_eq(second->lower, TC_SPAN("ước")))
        return 0;
    bool ends = tc_cite_break(c, next) || c->t->items[next].kind == TC_TOKEN_PUNCT ||
                tc_cite_is(c, next, TC_C_VA) || tc_cite_is(c, next, TC_C_NAM) ||
                tc_cite_is(c, next, TC_C_SO);
    return ends ? next : 0;
}

/* Laws whose name alone, behind another law, is rather the organ or the people themselves: "Luật
 * Mặt trận Tổ quốc Việt Nam, Công đoàn và Thanh niên phối hợp". */
static bool names_people(tc_span slug)
{
    static const tc_span people[] = {TC_SPAN_LIT("can-bo-cong-chuc"),
                                     TC_SPAN_LIT("canh-sat-bien-viet-nam"),
                                     TC_SPAN_LIT("canh-sat-co-dong"),
                                     TC_SPAN_LIT("canh-sat-moi-truong"),
                                     TC_SPAN_LIT("canh-ve"),
                                     TC_SPAN_LIT("co-yeu"),
                                     TC_SPAN_LIT("cong-an-nhan-dan"),
                                     TC_SPAN_LIT("cong-doan"),
                                     TC_SPAN_LIT("cuu-chien-binh"),
                                     TC_SPAN_LIT("dan-quan-tu-ve"),
                                     TC_SPAN_LIT("doanh-nghiep"),
                                     TC_SPAN_LIT("doanh-nghiep-nha-nuoc"),
                                     TC_SPAN_LIT("hai-quan"),
                                     TC_SPAN_LIT("hop-tac-xa"),
                                     TC_SPAN_LIT("kiem-toan-nha-nuoc"),
                                     TC_SPAN_LIT("luat-su"),
                                     TC_SPAN_LIT("ngan-hang-nha-nuoc"),
                                     TC_SPAN_LIT("ngan-hang-nha-nuoc-viet-nam"),
                                     TC_SPAN_LIT("nguoi-cao-tuoi"),
                                     TC_SPAN_LIT("nguoi-khuyet-tat"),
                                     TC_SPAN_LIT("nha-giao"),
                                     TC_SPAN_LIT("mat-tran-to-quoc-viet-nam"),
                                     TC_SPAN_LIT("quan-ly-thi-truong"),
                                     TC_SPAN_LIT("thanh-nien"),
                                     TC_SPAN_LIT("thanh-tra"),
                                     TC_SPAN_LIT("thi-hanh-an-dan-su"),
                                     TC_SPAN_LIT("tre-em"),
                                     TC_SPAN_LIT("vien-chuc")};
    for (size_t k = 0; k < sizeof people / sizeof *people; k++)
        if (tc_span_eq(slug, people[k]))
            return true;
    return false;
}

static size_t add_law(tc_citer *c, size_t first, size_t next, tc_span name, tc_date date);

/* "Luật Đất đai, Nhà ở và Đầu tư công năm 2024": the word stands for all; head: tokens of it. The
 * token behind the list, or i. */
static size_t law_list(tc_citer *c, size_t i, size_t head, size_t head_end)
{
    enum { LAWS = 16 };
    tc_span word = tc_text_slug(c->arena, tc_cite_text(c, head, head_end), '-');
    tc_span above = law_slug(c, head_end + tc_cite_punct(c, head_end, ':'), i);
    bool plural = head && tc_cite_is(c, head - 1, TC_C_CAC); /* "các luật:" */
    for (size_t n = 0, name, end; n < LAWS; n++, i = end) {
        if (!tc_cite_punct(c, i, ',') && !tc_cite_is(c, i, TC_C_VA))
            break;
        name = i + 1;
        end = bare_name(c, name);
        if (!end)
            break;
        tc_date date = {0, 0, 0};
        tc_span slug = law_slug(c, name, end);
        size_t last = tc_cite_date(c, end, &date);
        if (last == end)
            last = bare_year(c, end, &date);
        bool sure = plural || last > end || tc_cite_is(c, end, TC_C_SO);
        if (tc_span_eq(slug, above) || (!sure && names_people(slug)))
            break;
        above = slug;
        end = add_law(c, name, last,
                      tc_span_str(tc_arena_printf(c->arena, "%.*s-%.*s", (int)word.len, word.ptr,
                                                  (int)slug.len, slug.ptr)),
                      date);
    }
    return i;
}

static size_t add_law(tc_citer *c, size_t first, size_t next, tc_span name, tc_date date)
{
    tc_mention *m;
    tc_citation *out = tc_cite_add(c, TC_MENTION_LAW, TC_CITATION_NAMED, first, next, &m);
    out->doc_type = TC_SPAN("L");
    out->date = date;
    m->name = name;
    m->known = true;
    return next;
}

size_t tc_cite_law(tc_citer *c, size_t first)
{
    if (other_word(c, first) || person(c, first + 1))
        return 0;
    bool constitution;
    size_t head = law_head(c, first, &constitution);
    size_t listed =
        head && tc_cite_punct(c, head, ':') && first && tc_cite_is(c, first - 1, TC_C_CAC)
            ? bare_name(c, head + 1)
            : 0;
    if (listed) { /* "các luật: Đất đai, Đầu tư công" */
        tc_span slug = law_slug(c, head + 1, listed);
        add_law(c, head + 1, listed,
                tc_span_str(tc_arena_printf(c->arena, "luat-%.*s", (int)slug.len, slug.ptr)),
                (tc_date){0, 0, 0});
        return law_list(c, listed, first, head);
    }
    size_t end = law_name(c, first, 0);
    if (!end)
        return 0;
    size_t next = bill_note(c, end);
    tc_date date = {0, 0, 0};
    const tc_number *n = tc_cite_number_behind(c, next);
    if (n && (n->form == TC_NUMBER_LAW || !n->type.len || n->type.ptr[0] == 'P' ||
              tc_span_eq(n->type, TC_SPAN("L"))))
        return numbered_law(c, first, end, n);
    size_t dated = tc_cite_date(c, next, &date);
    if (dated > next && (n = tc_cite_number_behind(c, dated)) && n->form == TC_NUMBER_LAW &&
        tc_cite_is(c, dated, TC_C_SO)) {
        size_t behind = numbered_law(c, first, end, n);
        c->plan->citations.items[c->plan->citations.len - 1].date = date;
        return behind;
    }
    if (dated == next)
        dated = bare_year(c, next, &date);
    if (dated > next)
        next = dated;
    tc_mention *m;
    tc_citation *out = tc_cite_add(c, TC_MENTION_LAW, TC_CITATION_NAMED, first, next, &m);
    out->doc_type = TC_SPAN("L");
    out->date = date;
    m->name = law_slug(c, first, end);
    size_t behind;
    m->known =
        constitution || (tc_phrase_at(&c->view, c->w->laws, head, &behind) >= 0 && behind == end);
    if (constitution) /* "nước Cộng hòa ..." is said of every one */
        m->name = law_slug(c, first, head);
    return m->known && !constitution && next == end ? law_list(c, next, first, head) : next;
}

/* "LAW:bo-luat-lao-dong:" in the code of that title. */
static bool is_own(const tc_plan *p, tc_span title, const tc_citation *c)
{
    static const char *const heads[] = {"luat-", "bo-luat-", "phap-lenh-"};
    tc_span slug, day;
    tc_date date;
    if (c->number_key.len || !tc_law_id_split(&slug, &day, c->id))
        return false;
    if (day.len && !(tc_date_parse_iso(day, &date) && tc_date_cmp(date, p->date) == 0))
        return false;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        tc_span head = tc_span_str(heads[i]);
        if (tc_span_starts(slug, head) && tc_span_eq(tc_span_sub(slug, head.len, slug.len), title))
            return true;
    }
    return false;
}

void tc_cite_no_own_law(tc_reading *r)
{
    tc_plan *p = r->plan;
    size_t kept = 0;
    bool law = tc_span_eq(p->doc_type, TC_SPAN("L")) || tc_span_eq(p->doc_type, TC_SPAN("PL"));
    if (!law || !p->title.len)
        return;
    tc_span title = tc_text_slug(r->arena, p->title, '-');
    for (size_t i = 0; i < p->citations.len; i++)
        if (!is_own(p, title, &p->citations.items[i]))
            p->citations.items[kept++] = p->citations.items[i];
    p->citations.len = kept;
}
