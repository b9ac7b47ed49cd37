/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/gen_prose.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "corpus/gen_world.h"

typedef enum { ACT, OBJ, HOW, AIM, WHO, DOES, KINDS } phrase_kind;

typedef struct {
    phrase_kind kind;
    const char *text;
} phrase;

static const phrase phrases[] = {
#define PHRASE(kind, text) {kind, text},
#include "corpus/phrases.def"
#undef PHRASE
};

/* A line of topics.def: a title opens a topic, nouns belong to the last title. */
typedef struct {
    bool title;
    const char *text;
} topic_line;

static const topic_line topic_lines[] = {
#define TOPIC(text) {true, text},
#define NOUN(text) {false, text},
#include "corpus/topics.def"
#undef TOPIC
#undef NOUN
};

#define COUNT(a) (sizeof(a) / sizeof *(a))
enum { MAX_TOPICS = 64, TAIL_WORDS = 60000, TAIL_SYLLABLES = 5200 };

/* One syllable of the phrases, for the running chain. */
typedef struct {
    const char *text;
    uint8_t len;
    bool last;                  /* of its phrase */
    uint32_t twins, twin_count; /* into gen_prose.twins: where the same syllable stands */
} link;

struct gen_prose {
    uint32_t by_kind[KINDS][COUNT(phrases)], kind_count[KINDS];
    gen_zipf kind_zipf[KINDS], tail_zipf;
    link *links;
    uint32_t *twins;
    uint32_t link_count;
    char (*syllables)[12]; /* TAIL_SYLLABLES made-up but well-formed syllables */
    uint64_t seed;
};

static size_t topic_starts(uint32_t starts[MAX_TOPICS + 1])
{
    size_t n = 0;
    for (uint32_t i = 0; i < COUNT(topic_lines) && n < MAX_TOPICS; i++)
        if (topic_lines[i].title)
            starts[n++] = i;
    starts[n] = COUNT(topic_lines);
    return n;
}

/* ---- the tail: syllables by the rules of spelling, words of two ---- */

static const char *const onsets[] = {"b",  "c", "ch", "d",  "đ",  "g",  "gi", "h",
                                     "kh", "l", "m",  "n",  "ng", "nh", "ph", "qu",
                                     "r",  "s", "t",  "th", "tr", "v",  "x",  ""};
/* A rime and its six tones; stopped ones have two. */
static const char *const rimes[] = {"a à á ả ã ạ",
                                    "ai ài ái ải ãi ại",
                                    "an àn án ản ãn ạn",
                                    "ang àng áng ảng ãng ạng",
                                    "anh ành ánh ảnh ãnh ạnh",
                                    "ao ào áo ảo ão ạo",
                                    "ay ày áy ảy ãy ạy",
                                    "am àm ám ảm ãm ạm",
                                    "ăm ằm ắm ẳm ẵm ặm",
                                    "ăn ằn ắn ẳn ẵn ặn",
                                    "ăng ằng ắng ẳng ẵng ặng",
                                    "âm ầm ấm ẩm ẫm ậm",
                                    "ân ần ấn ẩn ẫn ận",
                                    "âng ầng ấng ẩng ẫng ậng",
                                    "âu ầu ấu ẩu ẫu ậu",
                                    "ây ầy ấy ẩy ẫy ậy",
                                    "o ò ó ỏ õ ọ",
                                    "oi òi ói ỏi õi ọi",
                                    "on òn ón ỏn õn ọn",
                                    "ong òng óng ỏng õng ọng",
                                    "om òm óm ỏm õm ọm",
                                    "ô ồ ố ổ ỗ ộ",
                                    "ôi ồi ối ổi ỗi ội",
                                    "ôn ồn ốn ổn ỗn ộn",
                                    "ông ồng ống ổng ỗng ộng",
                                    "ôm ồm ốm ổm ỗm ộm",
                                    "ơ ờ ớ ở ỡ ợ",
                                    "ơi ời ới ởi ỡi ợi",
                                    "ơm ờm ớm ởm ỡm ợm",
                                    "ơn ờn ớn ởn ỡn ợn",
                                    "u ù ú ủ ũ ụ",
                                    "ui ùi úi ủi ũi ụi",
                                    "um ùm úm ủm ũm ụm",
                                    "un ùn ún ủn ũn ụn",
                                    "ung ùng úng ủng ũng ụng",
                                    "uôi uồi uối uổi uỗi uội",
                                    "uông uồng uống uổng uỗng uộng",
                                    "ư ừ ứ ử ữ ự",
                                    "ưng ừng ứng ửng ững ựng",
                                    "ươi ười ưới ưởi ưỡi ượi",
                                    "ươn ườn ướn ưởn ưỡn ượn",
                                    "ương ường ướng ưởng ưỡng ượng",
                                    "ươm ườm ướm ưởm ưỡm ượm",
                                    "uôn uồn uốn uổn uỗn uộn",
                                    "ác ạc",
                                    "át ạt",
                                    "áp ạp",
                                    "ắc ặc",
                                    "ắt ặt",
                                    "ấc ậc",
                                    "ất ật",
                                    "ấp ập",
                                    "óc ọc",
                                    "ót ọt",
                                    "ốc ộc",
                                    "ốt ột",
                                    "ớp ợp",
                                    "úc ục",
                                    "út ụt",
                                    "uốc uộc",
                                    "uốt uột",
                                    "ức ực",
                                    "ước ược",
                                    "ướt ượt",
                                    "ách ạch"};

/* Copies the tone-th spelling of a rime; false when the rime has fewer. */
static bool rime_tone(const char *rime, uint32_t tone, char *out, size_t size)
{
    const char *at = rime;
    for (uint32_t i = 0; i < tone; i++) {
        at = strchr(at, ' ');
        if (!at)
            return false;
        at++;
    }
    size_t len = strcspn(at, " ");
    if (len >= size)
        return false;
    memcpy(out, at, len);
    out[len] = '\0';
    return true;
}

static void make_syllables(gen_prose *p, gen_rng *rng)
{
    for (uint32_t i = 0; i < TAIL_SYLLABLES;) {
        char rime[10];
        const char *onset = onsets[gen_below(rng, COUNT(onsets))];
        const char *tones = rimes[gen_below(rng, COUNT(rimes))];
        if (!rime_tone(tones, gen_below(rng, 6), rime, sizeof rime))
            continue;
        if (strcmp(onset, "qu") == 0 && (rime[0] == 'u' || rime[0] == 'o'))
            continue;
        size_t len = strlen(onset);
        memcpy(p->syllables[i], onset, len);
        memcpy(p->syllables[i] + len, rime, strlen(rime) + 1);
        i++;
    }
}

/* Word w of the tail. Its syllables are drawn so that low ones are in many words. */
static void add_tail_word(const gen_prose *p, uint32_t w, tc_buf *out)
{
    gen_rng rng = gen_rng_make(p->seed ^ 0x7a11, w);
    for (int i = 0; i < 2; i++) {
        uint32_t limit = 1 + gen_below(&rng, TAIL_SYLLABLES);
        if (i)
            tc_buf_addc(out, ' ');
        tc_buf_adds(out, p->syllables[gen_below(&rng, limit)]);
    }
}

/* ---- the chain: phrases syllable by syllable ---- */

static uint32_t split(const char *text, link *out)
{
    uint32_t n = 0;
    while (*text) {
        size_t len = strcspn(text, " ");
        if (out) {
            out[n].text = text;
            out[n].len = (uint8_t)len;
            out[n].last = text[len] == '\0';
        }
        n++;
        text += len + (text[len] == ' ');
    }
    return n;
}

/* Phrases that open a sentence stay out: their capitals would stand in its middle. */
static const char *chain_text(size_t i)
{
    if (i >= COUNT(phrases))
        return topic_lines[i - COUNT(phrases)].text;
    return phrases[i].kind == ACT || phrases[i].kind == WHO ? "" : phrases[i].text;
}

static int link_cmp(const link *a, const link *b)
{
    size_t n = a->len < b->len ? a->len : b->len;
    int c = memcmp(a->text, b->text, n);
    return c ? c : (a->len > b->len) - (a->len < b->len);
}

/* Merge sort of indices: the same order with every C library. */
static void sort_links(const link *links, uint32_t *at, uint32_t *spare, uint32_t n)
{
    if (n < 2)
        return;
    uint32_t half = n / 2, a = 0, b = half, k = 0;
    sort_links(links, at, spare, half);
    sort_links(links, at + half, spare, n - half);
    while (a < half && b < n)
        spare[k++] = link_cmp(&links[at[b]], &links[at[a]]) < 0 ? at[b++] : at[a++];
    while (a < half)
        spare[k++] = at[a++];
    while (b < n)
        spare[k++] = at[b++];
    memcpy(at, spare, n * sizeof *at);
}

static int build_chain(gen_prose *p)
{
    size_t texts = COUNT(phrases) + COUNT(topic_lines);
    for (size_t i = 0; i < texts; i++)
        p->link_count += split(chain_text(i), NULL);
    uint32_t n = p->link_count, at = 0;
    p->links = calloc(n, sizeof *p->links);
    p->twins = calloc(n, sizeof *p->twins);
    uint32_t *spare = calloc(n, sizeof *spare);
    if (!p->links || !p->twins || !spare) {
        free(spare);
        return -1;
    }
    for (size_t i = 0; i < texts; i++)
        at += split(chain_text(i), p->links + at);
    for (uint32_t i = 0; i < n; i++)
        p->twins[i] = i;
    sort_links(p->links, p->twins, spare, n);
    free(spare);
    for (uint32_t i = 0, j; i < n; i = j) {
        for (j = i; j < n && link_cmp(&p->links[p->twins[i]], &p->links[p->twins[j]]) == 0;)
            j++;
        for (uint32_t k = i; k < j; k++) {
            p->links[p->twins[k]].twins = i;
            p->links[p->twins[k]].twin_count = j - i;
        }
    }
    return 0;
}

gen_prose *gen_prose_new(uint64_t seed)
{
    gen_prose *p = calloc(1, sizeof *p);
    if (!p)
        return NULL;
    p->seed = seed;
    p->syllables = calloc(TAIL_SYLLABLES, sizeof *p->syllables);
    int bad = !p->syllables || build_chain(p) || gen_zipf_init(&p->tail_zipf, TAIL_WORDS, 20);
    for (uint32_t i = 0; i < COUNT(phrases); i++) {
        phrase_kind k = phrases[i].kind;
        p->by_kind[k][p->kind_count[k]++] = i;
    }
    for (int k = 0; !bad && k < KINDS; k++)
        bad = gen_zipf_init(&p->kind_zipf[k], p->kind_count[k], 6);
    if (bad) {
        gen_prose_free(p);
        return NULL;
    }
    gen_rng rng = gen_rng_make(seed, 0x5a11ab1e);
    make_syllables(p, &rng);
    return p;
}

void gen_prose_free(gen_prose *p)
{
    if (!p)
        return;
    for (int k = 0; k < KINDS; k++)
        gen_zipf_release(&p->kind_zipf[k]);
    gen_zipf_release(&p->tail_zipf);
    free(p->links);
    free(p->twins);
    free(p->syllables);
    free(p);
}

/* ---- capitals ---- */

static uint32_t upper(uint32_t cp)
{
    if ((cp >= 'a' && cp <= 'z') || (cp >= 0xE0 && cp <= 0xFD && cp != 0xF7))
        return cp - 32;
    if (cp == 0x103 || cp == 0x111 || cp == 0x129 || cp == 0x169 || cp == 0x1A1 || cp == 0x1B0)
        return cp - 1;
    if (cp >= 0x1EA0 && cp <= 0x1EF9)
        return cp & ~1u;
    return cp;
}

void gen_add_upper(tc_buf *out, const char *s)
{
    tc_span text = tc_span_str(s);
    for (size_t at = 0; at < text.len;)
        tc_buf_addcp(out, upper(tc_utf8_next(text, &at)));
}

void gen_add_first_upper(tc_buf *out, const char *s)
{
    size_t at = 0;
    tc_span text = tc_span_str(s);
    if (text.len == 0)
        return;
    tc_buf_addcp(out, upper(tc_utf8_next(text, &at)));
    tc_buf_adds(out, s + at);
}

/* ---- sentences ---- */

void gen_subject_pick(const gen_prose *p, gen_rng *rng, uint32_t choice, gen_subject *out)
{
    uint32_t starts[MAX_TOPICS + 1];
    out->doer_known = false;
    out->topic = choice % (uint32_t)topic_starts(starts);
    for (size_t i = 0; i < GEN_RARE; i++)
        out->rare[i] = gen_zipf_draw(&p->tail_zipf, rng);
}

const char *gen_topic_title(uint32_t choice)
{
    uint32_t starts[MAX_TOPICS + 1];
    size_t n = topic_starts(starts);
    return topic_lines[starts[choice % n]].text;
}

bool gen_topic_is_history(const gen_subject *s)
{
    return s->topic == 0;
}

const char *gen_topic_noun(const gen_subject *s, gen_rng *rng)
{
    uint32_t starts[MAX_TOPICS + 1];
    (void)topic_starts(starts);
    uint32_t first = starts[s->topic] + 1, n = starts[s->topic + 1] - first;
    return topic_lines[first + gen_below(rng, n)].text;
}

static const char *pick(const gen_prose *p, phrase_kind kind, gen_rng *rng)
{
    return phrases[p->by_kind[kind][gen_zipf_draw(&p->kind_zipf[kind], rng)]].text;
}

/* A rare word, mostly one this plan has used before. */
static void add_rare(const gen_prose *p, const gen_subject *s, gen_rng *rng, tc_buf *out)
{
    uint32_t w = gen_chance(rng, 60) ? s->rare[gen_below(rng, 1 + gen_below(rng, GEN_RARE))]
                                     : gen_zipf_draw(&p->tail_zipf, rng);
    add_tail_word(p, w, out);
}

/* Figures, places and rare words as plans have them in passing. One draw a call: the order in which
 * a compiler evaluates arguments must not matter. */
static void add_detail(const gen_prose *p, const gen_subject *s, gen_rng *rng, tc_buf *out)
{
    static const char *const units[] = {"hộ",  "mô hình",    "lượt người", "buổi",
                                        "lớp", "công trình", "triệu đồng", "héc ta",
                                        "tổ",  "tin, bài"};
    static const char *const kinds[] = {"xã", "phường", "thôn", "khu dân cư", "hợp tác xã"};
    static const char *const rare[] = {"mô hình", "nhóm việc",  "câu lạc bộ", "làng nghề",
                                       "dự án",   "phong trào", "sản phẩm",   "cách làm"};
    char place[64];
    switch (gen_below(rng, 6)) {
    case 0:
        tc_buf_printf(out, " (%u ", gen_between(rng, 2, 40 + gen_below(rng, 960)));
        tc_buf_printf(out, "%s)", units[gen_below(rng, COUNT(units))]);
        break;
    case 1:
        tc_buf_printf(out, ", đạt %u", gen_between(rng, 50, 99));
        tc_buf_printf(out, ",%u%% trở lên", gen_below(rng, 10));
        break;
    case 2:
        gen_place_name(rng, place, sizeof place);
        tc_buf_printf(out, " tại %s %s", kinds[gen_below(rng, COUNT(kinds))], place);
        break;
    default:
        tc_buf_printf(out, ", trong đó có %s ", rare[gen_below(rng, COUNT(rare))]);
        add_rare(p, s, rng, out);
        if (gen_chance(rng, 50)) {
            tc_buf_adds(out, ", ");
            add_rare(p, s, rng, out);
        }
    }
}

static void add_object(const gen_prose *p, const gen_subject *s, gen_rng *rng, tc_buf *out)
{
    tc_buf_adds(out, gen_chance(rng, 65) ? gen_topic_noun(s, rng) : pick(p, OBJ, rng));
    if (gen_chance(rng, 30)) {
        tc_buf_adds(out, gen_chance(rng, 50) ? " và " : "; ");
        tc_buf_adds(out, gen_chance(rng, 40) ? gen_topic_noun(s, rng) : pick(p, OBJ, rng));
    }
}

static void template_clause(const gen_prose *p, const gen_subject *s, gen_rng *rng, tc_buf *out)
{
    if (s->doer_known || gen_chance(rng, 75)) {
        tc_buf_adds(out, pick(p, ACT, rng));
    } else {
        tc_buf_adds(out, pick(p, WHO, rng));
        tc_buf_addc(out, ' ');
        tc_buf_adds(out, pick(p, DOES, rng));
    }
    tc_buf_addc(out, ' ');
    add_object(p, s, rng, out);
    if (gen_chance(rng, 45)) {
        tc_buf_addc(out, ' ');
        tc_buf_adds(out, pick(p, HOW, rng));
    }
    if (gen_chance(rng, 45))
        add_detail(p, s, rng, out);
    if (gen_chance(rng, 40)) {
        tc_buf_adds(out, gen_chance(rng, 50) ? ", " : "; ");
        tc_buf_adds(out, pick(p, AIM, rng));
    }
}

/* Starts like a phrase and goes over into others wherever they share a syllable. */
static void chain_clause(const gen_prose *p, const gen_subject *s, gen_rng *rng, tc_buf *out)
{
    uint32_t left = gen_between(rng, 12, 34), at = gen_below(rng, p->link_count);
    tc_buf_adds(out, pick(p, ACT, rng));
    while (left-- > 0) {
        const link *l = &p->links[at];
        bool comma = l->text[l->len - 1] == ',';
        tc_buf_addc(out, ' ');
        tc_buf_add(out, tc_span_make(l->text, left == 0 && comma ? l->len - 1u : l->len));
        if (gen_chance(rng, 20))
            at = p->twins[l->twins + gen_below(rng, l->twin_count)];
        if (!p->links[at].last) {
            at++;
            continue;
        }
        at = gen_below(rng, p->link_count);
        if (left > 0 && gen_chance(rng, 60)) {
            tc_buf_addc(out, ' ');
            add_rare(p, s, rng, out);
        }
    }
}

void gen_clause(const gen_prose *p, const gen_subject *s, gen_rng *rng, tc_buf *out)
{
    if (gen_chance(rng, 65))
        template_clause(p, s, rng, out);
    else
        chain_clause(p, s, rng, out);
}

void gen_sentence(const gen_prose *p, const gen_subject *s, gen_rng *rng, tc_buf *out)
{
    gen_clause(p, s, rng, out);
    tc_buf_addc(out, '.');
}
