/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units by role. Recipients and archive come from the layout; here the issuer, units to work with
 * and to report to, issuers of what is cited; doer.c adds who is given tasks. */
#include "plan/unit.h"
#include "plan/begins.h"

#include <stdlib.h>

enum { NAME_TOKENS = 60, LIST_TOKENS = 160, ROW_BYTES = 4000 };

static const tc_phrase cue_phrases[] = {
    {"các", TC_UNIT_CUE_LIST},
    {"toàn thể", TC_UNIT_CUE_LIST},
    {"tất cả các", TC_UNIT_CUE_LIST},
    {"những", TC_UNIT_CUE_LIST},
    {"giao", TC_UNIT_CUE_CHARGE},
    {"giao cho", TC_UNIT_CUE_CHARGE},
    {"đề nghị", TC_UNIT_CUE_CHARGE},
    {"yêu cầu", TC_UNIT_CUE_CHARGE},
    {"phân công", TC_UNIT_CUE_CHARGE},
    {"chỉ đạo", TC_UNIT_CUE_DIRECT},
    {"phối hợp với", TC_UNIT_CUE_WITH},
    {"phối hợp cùng", TC_UNIT_CUE_WITH},
    {"phối hợp chặt chẽ với", TC_UNIT_CUE_WITH},
    {"chủ trì phối hợp với", TC_UNIT_CUE_WITH},
    {"báo cáo", TC_UNIT_CUE_REPORT},
    {"báo cáo về", TC_UNIT_CUE_REPORT},
    {"báo cáo kết quả về", TC_UNIT_CUE_REPORT},
    {"báo cáo với", TC_UNIT_CUE_REPORT},
    {"tổ chức thực hiện", TC_UNIT_CUE_TASKS},
    {"tổ chức triển khai thực hiện", TC_UNIT_CUE_TASKS},
    {"tổ chức và thực hiện", TC_UNIT_CUE_TASKS},
    {"phân công tổ chức thực hiện", TC_UNIT_CUE_TASKS},
    {"phân công nhiệm vụ", TC_UNIT_CUE_SHARES},
    {"phân công thực hiện", TC_UNIT_CUE_SHARES},
    {"phân công trách nhiệm", TC_UNIT_CUE_SHARES},
    {"trách nhiệm của các", TC_UNIT_CUE_SHARES},
    {"nhiệm vụ của các", TC_UNIT_CUE_SHARES},
    {"trách nhiệm thực hiện", TC_UNIT_CUE_CARRY},
    {"trách nhiệm của", TC_UNIT_CUE_DUTY},
    {"nhiệm vụ của", TC_UNIT_CUE_DUTY},
    {"đối với", TC_UNIT_CUE_DUTY},
    {"được giao", TC_UNIT_CUE_PASSIVE},
    {"được phân công", TC_UNIT_CUE_PASSIVE},
    {"được cử", TC_UNIT_CUE_PASSIVE},
    {"về", TC_UNIT_CUE_LINK},
    {"về việc", TC_UNIT_CUE_LINK},
    {"của", TC_UNIT_CUE_LINK},
    {"cho", TC_UNIT_CUE_LINK},
    {"theo", TC_UNIT_CUE_LINK},
    {"theo mẫu", TC_UNIT_CUE_LINK},
    {"với", TC_UNIT_CUE_LINK},
    {"và", TC_UNIT_CUE_LINK},
    {"hoặc", TC_UNIT_CUE_LINK},
    {"là", TC_UNIT_CUE_LINK},
};

#define VERB(PHRASE) {PHRASE, TC_UNIT_VERB_DOES},
#define TELLS(PHRASE) {PHRASE, TC_UNIT_VERB_TELLS},
#define NOT_VERB(PHRASE) {PHRASE, 0},
static const tc_phrase verb_phrases[] = {
#include "plan/verbs.def"
};
#undef VERB
#undef TELLS
#undef NOT_VERB

#define COUNT(a) (sizeof(a) / sizeof *(a))

static bool before_partners(int cue)
{
    return cue == TC_UNIT_CUE_WITH || cue == TC_UNIT_CUE_REPORT;
}

static tc_status build_partners(struct tc_unit_words *w, tc_lexicon *lexicon, tc_error *err)
{
    tc_phrase partners[COUNT(cue_phrases)];
    size_t count = 0;
    for (size_t i = 0; i < COUNT(cue_phrases); i++)
        if (before_partners(cue_phrases[i].value))
            partners[count++] = cue_phrases[i];
    return tc_phrases_new(&w->partners, lexicon, partners, count, err);
}

tc_status tc_unit_words_new(struct tc_unit_words **out, tc_lexicon *lexicon, tc_error *err)
{
    *out = NULL;
    struct tc_unit_words *w = calloc(1, sizeof *w);
    if (!w)
        return tc_fail(err, TC_ENOMEM, "no memory for the units' words");
    tc_status s = tc_phrases_new(&w->cues, lexicon, cue_phrases, COUNT(cue_phrases), err);
    if (s == TC_OK)
        s = tc_phrases_new(&w->verbs, lexicon, verb_phrases, COUNT(verb_phrases), err);
    if (s == TC_OK)
        s = tc_names_new(&w->names, lexicon, err);
    if (s == TC_OK)
        s = tc_table_words_new(&w->columns, lexicon, err);
    if (s == TC_OK)
        s = build_partners(w, lexicon, err);
    if (s != TC_OK) {
        tc_unit_words_free(w);
        return s;
    }
    *out = w;
    return TC_OK;
}

void tc_unit_words_free(struct tc_unit_words *w)
{
    if (!w)
        return;
    tc_phrases_free(w->cues);
    tc_phrases_free(w->verbs);
    tc_phrases_free(w->names);
    tc_phrases_free(w->columns);
    tc_phrases_free(w->partners);
    free(w);
}

int tc_unit_cue_at(const tc_reading *r, size_t token, size_t *next)
{
    return tc_phrase_at(r, r->reader->unit->cues, token, next);
}

int tc_unit_verb_at(const tc_reading *r, size_t token, size_t *next)
{
    return tc_phrase_at(r, r->reader->unit->verbs, token, next);
}

bool tc_unit_decoration(const tc_tokens *t, size_t i)
{
    return t->items[i].kind == TC_TOKEN_PUNCT &&
           (t->items[i].word == '*' || t->items[i].word == '#' || t->items[i].word == '|' ||
            t->items[i].word == '_');
}

/* "đ/c": a comrade */
static bool is_comrade(const tc_tokens *t, size_t i)
{
    return i + 2 < t->len && tc_token_is_sign(t, i + 1, '/') && t->items[i].kind == TC_TOKEN_WORD &&
           t->items[i + 2].kind == TC_TOKEN_WORD && tc_token_word(t, i)->letters == 1 &&
           tc_span_eq(tc_token_word(t, i)->folded, TC_SPAN("d")) &&
           tc_span_eq(tc_token_word(t, i + 2)->folded, TC_SPAN("c"));
}

static bool is_surname(const tc_word *w)
{
    static const char *const surnames[] = {
        "nguyễn", "trần",  "lê",     "phạm",  "hoàng", "huỳnh", "phan",   "vũ",    "võ",
        "đặng",   "bùi",   "đỗ",     "hồ",    "ngô",   "dương", "lý",     "đào",   "đinh",
        "đoàn",   "trịnh", "trương", "lâm",   "mai",   "cao",   "lương",  "lưu",   "phùng",
        "hà",     "tạ",    "tô",     "chu",   "vương", "đàm",   "quách",  "thái",  "nông",
        "giàng",  "lò",    "lường",  "quàng", "vàng",  "sùng",  "thào",   "khổng", "kiều",
        "triệu",  "bế",    "ma",     "tống",  "châu",  "lục",   "nghiêm", "doãn",  "mạc",
    };
    for (size_t k = 0; k < sizeof surnames / sizeof *surnames; k++)
        if (tc_span_eq(w->lower, tc_span_str(surnames[k])))
            return true;
    return false;
}

/* "Ông Nguyễn Văn Bình - Trưởng Ban": a person by name; not the places "Bà Rịa", "Ông Đốc". */
static bool is_person(const tc_tokens *t, size_t i)
{
    if (i + 2 >= t->len || !(t->items[i].flags & TC_CAPITAL) ||
        !(t->items[i + 1].flags & TC_CAPITAL) || !(t->items[i + 2].flags & TC_CAPITAL))
        return false;
    const tc_word *w = tc_token_word(t, i), *name = tc_token_word(t, i + 1);
    return name && is_surname(name) &&
           (tc_span_eq(w->lower, TC_SPAN("ông")) || tc_span_eq(w->lower, TC_SPAN("bà")));
}

bool tc_unit_begins(const tc_reading *r, size_t i, bool listed)
{
    const tc_tokens *t = r->tokens;
    size_t next;
    if (i >= t->len || t->items[i].kind != TC_TOKEN_WORD)
        return false;
    if (is_comrade(t, i) || is_person(t, i))
        return true;
    const tc_name *name = tc_name_at(r, r->reader->unit->names, i, &next);
    if (!name || name->kind == TC_NAME_PLAIN)
        return false;
    size_t verb_next; /* "Bao dam an ninh": bảo đảm, not a newspaper */
    if (r->unmarked && tc_phrase_at(r, r->reader->unit->verbs, i, &verb_next) > 0 &&
        verb_next > next)
        return false;
    if (name->kind == TC_NAME_AREA) /* "các huyện, thị, thành ủy", "các xã, phường" */
        return listed;
    if (!listed && !(t->items[i].flags & TC_CAPITAL))
        return false;
    if (name->kind == TC_NAME_GROUP) /* "Tổ chức ..." opens many a task */
        return listed || strcmp(name->text, "Tổ chức") != 0;
    /* "Phòng, chống", "Thanh tra, kiểm tra", "Lãnh đạo, chỉ đạo": activities */
    bool field = name->mode == TC_NAME_FIELD && strcmp(name->text, "Công đoàn") != 0;
    bool verbal =
        field || strcmp(name->text, "Thanh tra") == 0 || strcmp(name->text, "Lãnh đạo") == 0;
    bool followed = next < t->len && t->items[next].kind == TC_TOKEN_WORD;
    if (tc_token_is_sign(t, next, ',')) { /* but "Sở, ban, ngành" */
        name = tc_name_at(r, r->reader->unit->names, next + 1, &next);
        return listed || !verbal || (name && name->kind != TC_NAME_PLAIN);
    }
    return listed || !verbal || (followed && strcmp(name->text, "Lãnh đạo") != 0) ||
           (followed && (t->items[next].flags & TC_CAPITAL));
}

bool tc_unit_word(const tc_reading *r, size_t i, const char *folded)
{
    const tc_word *w = i < r->tokens->len ? tc_token_word(r->tokens, i) : NULL;
    return w && tc_span_eq(w->folded, tc_span_str(folded));
}

/* "tổ chức" is the predicate behind a name ("Sở Nội vụ | tổ chức ..."), the noun behind these. */
static bool organizes(const tc_reading *r, size_t i)
{
    static const char *const before_noun[] = {"cac",  "va",   "hoac",   "nhung", "moi",   "tung",
                                              "mot",  "so",   "cua",    "voi",   "trong", "dau",
                                              "dien", "nhan", "truong", "la"};
    const tc_word *w = i ? tc_token_word(r->tokens, i - 1) : NULL;
    if (!w || w->digits || (r->tokens->items[i].flags & (TC_CAPITAL | TC_PARA_START)) ||
        !tc_unit_word(r, i, "to") || !tc_unit_word(r, i + 1, "chuc"))
        return false;
    if (tc_unit_word(r, i - 1, "quan") && i > 1 && !tc_unit_word(r, i - 2, "lien"))
        return false; /* "cơ quan tổ chức" */
    for (size_t k = 0; k < sizeof before_noun / sizeof *before_noun; k++)
        if (tc_span_eq(w->folded, tc_span_str(before_noun[k])))
            return false;
    return true;
}

static bool verb_at(const tc_reading *r, size_t i, size_t *next)
{
    if (organizes(r, i)) {
        *next = i + 2;
        return true;
    }
    return !(r->tokens->items[i].flags & TC_CAPITAL) &&
           tc_phrase_at(r, r->reader->unit->verbs, i, next) > 0;
}

/* "Bộ Tư pháp / Chủ trì, phối hợp ...": a head's line ends the name; but not "Ủy ban / Kiểm tra".
 */
static bool opens_line_with_verb(const tc_reading *r, size_t i)
{
    enum { NAME_WORDS = 3 };
    size_t next;
    uint8_t flags = r->tokens->items[i].flags;
    if (!(flags & TC_LINE_START) || !(flags & TC_CAPITAL) ||
        r->tokens->items[i - 1].kind != TC_TOKEN_WORD ||
        tc_phrase_at(r, r->reader->unit->verbs, i, &next) <= 0)
        return false;
    for (size_t n = 1; n <= NAME_WORDS && n <= i; n++) {
        const tc_name *name = tc_name_at(r, r->reader->unit->names, i - n, &next);
        bool capital = (r->tokens->items[i - n].flags & TC_CAPITAL) != 0;
        if (name && capital && (next > i || (next == i && name->mode == TC_NAME_FIELD)))
            return false;
    }
    return true;
}

/* The mark that ends a sentence, or a list's item at the end of its line. */
static bool stops(const tc_tokens *t, size_t i)
{
    if (tc_token_is_sign(t, i, ';') || tc_token_is_sign(t, i, '!'))
        return true;
    if (!tc_token_is_sign(t, i, '.'))
        return false;
    const tc_word *before = i ? tc_token_word(t, i - 1) : NULL;
    if (before && !before->digits && before->letters <= 2 && (t->items[i - 1].flags & TC_CAPITAL))
        return false;
    return i + 1 >= t->len || !(t->items[i + 1].flags & TC_GLUED) ||
           tc_token_is_sign(t, i + 1, '/') || tc_unit_decoration(t, i + 1);
}

static bool joins(const tc_reading *r, size_t i)
{
    const tc_word *w = tc_token_word(r->tokens, i);
    return tc_token_is_sign(r->tokens, i, ',') || (w && tc_span_eq(w->folded, TC_SPAN("va")));
}

/* Small words that stand inside names: areas, "và", "có liên quan", "trực thuộc". */
static bool inner_word(const tc_reading *r, size_t i)
{
    static const char *const inner[] = {"va",   "cac",  "thuoc", "truc", "cua",  "co",  "lien",
                                        "quan", "khac", "cap",   "toan", "phan", "huu", "han"};
    const tc_word *w = tc_token_word(r->tokens, i);
    for (size_t k = 0; w && k < sizeof inner / sizeof *inner; k++)
        if (tc_span_eq(w->folded, tc_span_str(inner[k])))
            return true;
    return false;
}

/* Is the word one of "sở, ban, ngành", in small letters? */
static bool sort_of_body(const tc_reading *r, size_t i)
{
    static const char *const sorts[] = {"bo", "so", "ban", "nganh", "phong", "hoi"};
    const tc_word *w = tc_token_word(r->tokens, i);
    for (size_t k = 0; w && k < sizeof sorts / sizeof *sorts; k++)
        if (tc_span_eq(w->folded, tc_span_str(sorts[k])))
            return !(r->tokens->items[i].flags & TC_CAPITAL);
    return false;
}

/* "các | sở, | ban, | ngành" */
static bool goes_on_with_sort(const tc_reading *r, size_t i)
{
    return sort_of_body(r, i) && i > 0 &&
           (tc_unit_word(r, i - 1, "cac") ||
            (i > 1 && tc_token_is_sign(r->tokens, i - 1, ',') && sort_of_body(r, i - 2)));
}

/* "Cục Thuế (tỉnh) Lai Châu": the token behind an area in brackets, or i. */
static size_t behind_area(const tc_reading *r, size_t i)
{
    size_t next;
    const tc_name *name = tc_name_at(r, r->reader->unit->names, i + 1, &next);
    return name && name->kind == TC_NAME_AREA && tc_token_is_sign(r->tokens, next, ')') ? next + 1
                                                                                        : i;
}

/* "Công ty Dịch vụ khí | miền | Nam": a part of the country. */
static bool is_region(const tc_reading *r, size_t i)
{
    return tc_unit_word(r, i, "mien") && i + 1 < r->tokens->len &&
           (r->tokens->items[i + 1].flags & TC_CAPITAL);
}

/* Where the capitals of an organ's name end: a word of a name has its second syllable in small
 * letters ("Văn hóa"), what follows it in small letters is the predicate. */
size_t tc_unit_capitals_end(const tc_reading *r, size_t first, size_t limit)
{
    const tc_tokens *t = r->tokens;
    size_t i = first, next, least = first + 1;
    bool second = false; /* the syllable before was a capital's */
    const tc_name *opens = tc_name_at(r, r->reader->unit->names, first, &next);
    if (opens)
        i = least = next;
    while (i < limit && !stops(t, i) && !tc_token_is_sign(t, i, ':')) {
        if (tc_token_is_sign(t, i, '(') && i != (next = behind_area(r, i))) {
            second = false;
            i = next;
            continue;
        }
        if (tc_token_is_sign(t, i, '('))
            break;
        const tc_name *name = tc_name_at(r, r->reader->unit->names, i, &next);
        bool capital = (t->items[i].flags & TC_CAPITAL) != 0;
        if (name && name->kind != TC_NAME_PLAIN &&
            (capital || name->kind == TC_NAME_GROUP || name->kind == TC_NAME_AREA)) {
            second = false;
            i = next;
            continue;
        }
        if (t->items[i].kind == TC_TOKEN_WORD && !capital && !second && !inner_word(r, i) &&
            !goes_on_with_sort(r, i) && !is_region(r, i))
            break;
        second = capital;
        i++;
    }
    while (i > least && (t->items[i - 1].kind == TC_TOKEN_PUNCT || joins(r, i - 1)))
        i--;
    return i;
}

/* "Các Bộ: Quốc phòng, Công an chủ động ...": the colon stands between a sort and its fields. */
static bool lists_fields(const tc_reading *r, const tc_name *name, size_t after, size_t colon)
{
    size_t next;
    if (name && after == colon && tc_unit_fields_end(r, after - 1, r->tokens->len) > colon)
        return true;
    return name && name->mode == TC_NAME_FIELD && after == colon && colon + 1 < r->tokens->len &&
           r->tokens->items[colon + 1].kind == TC_TOKEN_WORD &&
           !(r->tokens->items[colon + 1].flags & (TC_LINE_START | TC_PARA_START)) &&
           (r->tokens->items[colon + 1].flags & TC_CAPITAL) &&
           tc_phrase_at(r, r->reader->unit->verbs, colon + 1, &next) <= 0 &&
           !tc_name_at(r, r->reader->unit->names, colon + 1, &next);
}

/* "các Bộ: Tài chính, Công an | trước 17 giờ ..." */
static bool is_deadline(const tc_reading *r, size_t i)
{
    const tc_word *w = tc_token_word(r->tokens, i);
    return w && tc_span_eq(w->lower, TC_SPAN("trước")) && i + 1 < r->tokens->len &&
           r->tokens->items[i + 1].kind == TC_TOKEN_DIGITS;
}

/* "1. Bộ Xây dựng / a) Chủ trì ...": a list's letter at the line's start is none of the name. */
static bool is_letter_mark(const tc_tokens *t, size_t i)
{
    return (t->items[i].flags & TC_LINE_START) && t->items[i].kind == TC_TOKEN_WORD &&
           tc_token_word(t, i)->letters == 1 && tc_token_is_sign(t, i + 1, ')');
}

tc_unit_end tc_unit_name_end(const tc_reading *r, size_t first, size_t limit, size_t *next)
{
    const tc_tokens *t = r->tokens;
    size_t after, i = first;
    int depth = 0;
    bool fields = false;
    const tc_name *name = tc_name_at(r, r->reader->unit->names, first, &after);
    if (name)
        i = after;
    if (limit > first + NAME_TOKENS)
        limit = first + NAME_TOKENS;
    while (i < limit) {
        *next = i;
        bool colon = tc_token_is_sign(t, i, ':');
        if (colon && !lists_fields(r, name, after, i))
            return TC_UNIT_END_COLON;
        if (fields &&
            tc_token_is_sign(t, i, ';')) /* a sort with its fields is a name, whatever follows */
            return TC_UNIT_END_COLON;
        if (is_deadline(r, i))
            return TC_UNIT_END_VERB;
        fields = fields || colon;
        depth += tc_token_is_sign(t, i, '(') - tc_token_is_sign(t, i, ')');
        if (depth < 0)
            return TC_UNIT_END_STOP;
        if (depth > 0 && !(t->items[i].flags & TC_PARA_START)) { /* "(cơ quan chủ trì)" */
            i++;
            continue;
        }
        if ((t->items[i].flags & TC_PARA_START) || stops(t, i) || is_letter_mark(t, i))
            return TC_UNIT_END_STOP;
        if (tc_unit_cue_at(r, i, &after) == TC_UNIT_CUE_PASSIVE) {
            i = after; /* "được giao chủ trì" tells which unit, not what it does */
            if (i < limit && verb_at(r, i, &after))
                i = after;
            continue;
        }
        name = tc_name_at(r, r->reader->unit->names, i, &after);
        if (name && name->kind != TC_NAME_PLAIN &&
            (t->items[i].flags & TC_CAPITAL || name->kind == TC_NAME_GROUP) &&
            strcmp(name->text, "Tổ chức") != 0) {
            i = after; /* "Ban Tổ chức" holds no verb */
            continue;
        }
        if (verb_at(r, i, &after) || (i > first && opens_line_with_verb(r, i)))
            return TC_UNIT_END_VERB;
        i++;
    }
    *next = i;
    return TC_UNIT_END_STOP;
}

/* "cơ quan bảo hiểm xã hội84": in a merged text, a footnote's number behind a word. */
static bool is_footnote(const tc_reading *r, tc_span s, size_t i)
{
    enum { NOTE_DIGITS = 4 };
    if (s.ptr[i] < '0' || s.ptr[i] > '9' || !tc_span_eq(r->plan->doc_type, TC_SPAN("VBHN")))
        return false;
    for (size_t n = 0; n < NOTE_DIGITS && i > 0 && s.ptr[i] >= '0' && s.ptr[i] <= '9'; n++)
        i--;
    return (unsigned char)s.ptr[i] >= 0x80 || (s.ptr[i] >= 'a' && s.ptr[i] <= 'z');
}

static tc_span drop_marks(const tc_reading *r, size_t first, size_t next)
{
    const tc_tokens *t = r->tokens;
    while (first < next && tc_unit_decoration(t, first))
        first++;
    if (first >= next)
        return tc_span_make(NULL, 0);
    tc_span s = tc_reading_text(r, first, next);
    char *out = tc_arena_alloc(r->arena, s.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] != '*' && s.ptr[i] != '#' && s.ptr[i] != '|' && !is_footnote(r, s, i))
            out[len++] = s.ptr[i];
    s = tc_text_squeeze(r->arena, tc_span_make(out, len));
    while (s.len && strchr(" .,;:-", s.ptr[s.len - 1]))
        s.len--;
    return s;
}

/* No name ends in a preposition: "Thủ tướng Chính phủ về | những vấn đề ...". */
static size_t before_link(const tc_reading *r, size_t first, size_t next)
{
    enum { LINK_TOKENS = 2 };
    for (size_t n = LINK_TOKENS, after; n > 0; n--)
        while (first + n < next && !(r->tokens->items[next - n].flags & TC_CAPITAL) &&
               tc_unit_cue_at(r, next - n, &after) == TC_UNIT_CUE_LINK && after == next)
            next -= n;
    return next;
}

void tc_unit_add(tc_reading *r, tc_unit_role role, size_t first, size_t next, uint32_t section)
{
    size_t after;
    while (first < next && tc_unit_cue_at(r, first, &after) == TC_UNIT_CUE_LIST && after < next)
        first = after;
    next = before_link(r, first, next);
    if (next > first && tc_unit_fields_end(r, first, next) == next) {
        tc_unit_add_fields(r, role, first, next, section);
        return;
    }
    tc_span name = tc_name_tidy(r->arena, drop_marks(r, first, next));
    if (name.len < 2)
        return;
    tc_unit *unit = tc_vec_add(r->arena, &r->plan->units);
    unit->role = role;
    unit->name = name;
    unit->span = tc_reading_range(r, first, next);
    unit->section = section;
}

/* Are tokens [first, next) words of classes and no more: "các cơ quan", "cơ quan, đơn vị"? */
static bool is_group(const tc_reading *r, size_t first, size_t next)
{
    size_t after;
    while (first < next && tc_unit_cue_at(r, first, &after) == TC_UNIT_CUE_LIST)
        first = after;
    while (first < next) {
        const tc_name *name = tc_name_at(r, r->reader->unit->names, first, &after);
        bool sort = name && sort_of_body(r, first) && after == first + 1;
        if (!name || (name->kind != TC_NAME_GROUP && !sort) || after > next)
            return false;
        first = after + (after < next && joins(r, after));
    }
    return true;
}

/* Behind a class at token i: nothing more, or which of them; not "các bộ, cơ quan | ngang bộ". */
static bool is_bare(const tc_reading *r, size_t i, size_t end)
{
    return i >= end || joins(r, i) || tc_unit_word(r, i, "co") || tc_unit_word(r, i, "lien") ||
           tc_unit_word(r, i, "khac");
}

size_t tc_unit_add_list(tc_reading *r, tc_unit_role role, size_t first, size_t limit,
                        uint32_t section)
{
    size_t end, member = first, after;
    if (limit > first + LIST_TOKENS)
        limit = first + LIST_TOKENS;
    tc_unit_name_end(r, first, limit, &end);
    for (size_t i = first; i < end; i++) {
        if (i == member && i < (after = tc_unit_fields_end(r, i, end)))
            i = after; /* "các Bộ: Quốc phòng, Công an" */
        else if (i == member && tc_name_at(r, r->reader->unit->names, i, &after))
            i = after; /* "Văn phòng HĐND và UBND" */
        if (i >= end || !joins(r, i))
            continue;
        size_t start = i + 1;
        bool listed = start < end && tc_unit_cue_at(r, start, &after) == TC_UNIT_CUE_LIST;
        if (listed)
            start = after;
        const tc_name *name =
            start < end ? tc_name_at(r, r->reader->unit->names, start, &after) : NULL;
        bool group = name && name->kind == TC_NAME_GROUP;
        if (start >= end || !tc_unit_begins(r, start, listed || group))
            continue;
        if (start == i + 1 && sort_of_body(r, start) && i && sort_of_body(r, i - 1))
            continue; /* "các sở, ban, ngành" are one */
        if (group && !listed && is_group(r, member, i) &&
            (!sort_of_body(r, i - 1) || is_bare(r, after, end)))
            continue; /* and so are "các cơ quan, đơn vị", "các bộ, cơ quan, địa phương" */
        tc_unit_add(r, role, member, i, section);
        member = start;
    }
    tc_unit_add(r, role, member, end, section);
    return end;
}

static void read_issuer(tc_reading *r)
{
    if (!r->plan->issuer.len)
        return;
    tc_unit *unit = tc_vec_add(r->arena, &r->plan->units);
    unit->role = TC_UNIT_ISSUER;
    unit->name = r->plan->issuer;
    unit->span = r->plan->issuer_span;
    unit->section = TC_NO_SECTION;
}

static void read_cited(tc_reading *r)
{
    for (size_t i = 0; i < r->plan->citations.len; i++) {
        const tc_citation *c = &r->plan->citations.items[i];
        if (!c->issuer.len)
            continue;
        tc_unit *unit = tc_vec_add(r->arena, &r->plan->units);
        unit->role = TC_UNIT_CITED;
        unit->name = tc_name_tidy(r->arena, c->issuer);
        unit->span = c->span;
        unit->section = c->section;
    }
}

/* Where the cell that holds token i ends, as far as a list may go: at a mark, a tab, or the end of
 * a line that has a tab before it. */
static size_t cell_end(const tc_reading *r, size_t i)
{
    const tc_tokens *t = r->tokens;
    const char *text = t->text->norm.ptr;
    size_t limit = t->len - i > LIST_TOKENS ? i + LIST_TOKENS : t->len, at = t->items[i].start;
    size_t before = at - t->lines[tc_reading_line(r, i)].start;
    before = before < ROW_BYTES ? before : ROW_BYTES;
    bool row = memrchr(text + at - before, '\t', before) != NULL, same_line = true;
    for (i++; i < limit && !tc_token_is_sign(t, i, '|'); i++) {
        const tc_token *now = &t->items[i], *last = now - 1;
        bool new_line = (now->flags & TC_LINE_START) != 0;
        if (new_line && same_line && row)
            break;
        same_line = same_line && !new_line;
        if (same_line && memchr(text + last->end, '\t', now->start - last->end))
            break;
    }
    return i;
}

/* "phối hợp với X, Y và Z ...", "báo cáo X": wherever they stand in the body. */
static void read_partners(tc_reading *r)
{
    const tc_tokens *t = r->tokens;
    for (size_t i = 0; i < t->len; i++) {
        size_t next, after;
        if (!(tc_begins_at(r, t, i) & TC_BEGINS_PARTNERS))
            continue;
        int cue = tc_unit_cue_at(r, i, &next);
        if (!before_partners(cue))
            continue;
        size_t start = next;
        bool listed = start < t->len && tc_unit_cue_at(r, start, &after) == TC_UNIT_CUE_LIST;
        if (listed)
            start = after;
        if (tc_unit_begins(r, start, listed))
            next = tc_unit_add_list(
                r, cue == TC_UNIT_CUE_WITH ? TC_UNIT_COORDINATING : TC_UNIT_REPORTED_TO, start,
                cell_end(r, start), tc_reading_section(r, i));
        i = next - 1;
    }
}

static int by_place(const void *a, const void *b)
{
    const tc_unit *x = a, *y = b;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    if (x->span.end != y->span.end)
        return x->span.end < y->span.end ? -1 : 1;
    return (int)x->role - (int)y->role;
}

void tc_unit_read(tc_reading *r)
{
    read_issuer(r);
    tc_table_read(r);
    tc_doer_read(r);
    read_partners(r);
    read_cited(r);
    if (r->plan->units.len)
        qsort(r->plan->units.items, r->plan->units.len, sizeof *r->plan->units.items, by_place);
}
