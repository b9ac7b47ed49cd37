/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by citation*.c and resolve*.c only.
 *
 * Citations are read from a view of the tokens: furniture lines and marks of emphasis are left
 * out, so that a citation goes on across a page break. Offsets stay those of the text. Each
 * reader looks at one form at a token and, when it is there, adds a mention and returns the token
 * behind it; citation.c walks the view once and asks the readers that the token's word calls for.
 * The view is made of one window of paragraphs after the other, in the same memory: what outlives
 * the walk holds no tokens of it. */
#ifndef TC_PLAN_CITATION_H
#define TC_PLAN_CITATION_H

#include "plan/internal.h"

#define TC_CITATION_WORDS(X) \
    X(SO, "số")              \
    X(HIEU, "hiệu")          \
    X(NGAY, "ngày")          \
    X(NAM, "năm")            \
    X(THANG, "tháng")        \
    X(CUA, "của")            \
    X(DO, "do")              \
    X(KHOA, "khóa")          \
    X(VA, "và")              \
    X(KY, "ký")              \
    X(BAN, "ban")            \
    X(HANH, "hành")          \
    X(LAN, "lần")            \
    X(THU, "thứ")            \
    X(NAY, "này")            \
    X(CAC, "các")            \
    X(NHUNG, "những")        \
    X(CAP, "cấp")            \
    X(VE, "về")              \
    X(LUAT, "luật")          \
    X(BO, "bộ")              \
    X(PHAP, "pháp")          \
    X(LENH, "lệnh")          \
    X(HIEN, "hiến")          \
    X(LA, "là")              \
    X(LIEN, "liên")          \
    X(MAT, "mật")            \
    X(TAI, "tại")
#define TC_CITATION_WORD_ENUM(ID, TEXT) TC_C_##ID,
typedef enum { TC_CITATION_WORDS(TC_CITATION_WORD_ENUM) TC_C_COUNT } tc_citation_word;

struct tc_citation_words {
    tc_phrases *types;    /* names of document types -> index into citation type names */
    tc_phrases *laws;     /* names of laws, without "luật" -> 0 */
    tc_phrases *amends;   /* "sửa đổi bổ sung một số điều" -> 0 */
    tc_phrases *stops;    /* words that end an organ's name -> 0 */
    tc_phrases *issuers;  /* organs that names.def does not have -> 0 */
    tc_phrases *sectors;  /* fields of ministries and departments -> 0 */
    tc_phrases *cues;     /* words that tell the relation -> tc_relation */
    tc_phrases *congress; /* words of congresses and plenums */
    struct {
        uint32_t accent, folded;
    } words[TC_C_COUNT];
    uint8_t *starts; /* [2 * accent id], and for unmarked texts [2 * folded id + 1]: TC_BEGINS_* */
    size_t starts_len;
};
/* TC_BEGINS_* of citations: what the word can begin, in a text that is unmarked or not. */
uint8_t tc_citation_begins(const struct tc_citation_words *, const tc_word *, bool unmarked);

typedef enum {
    TC_MENTION_NONE, /* came to nothing when it was resolved */
    TC_MENTION_NUMBER,
    TC_MENTION_SHORT,    /* type and serial without an organ */
    TC_MENTION_DEFINED,  /* a name that the text itself gave to another mention */
    TC_MENTION_LAW,      /* law by name */
    TC_MENTION_CONGRESS, /* congress's resolution or documents */
    TC_MENTION_PLENUM,   /* resolution or conclusion of a plenum of the Central Committee */
    TC_MENTION_CLASS
} tc_mention_kind;

/* What the readers know of a citation beyond plan.h; parallel to plan->citations. */
typedef struct tc_mention {
    tc_mention_kind kind;
    size_t first, next;      /* tokens of the window, while it lasts */
    bool adjoins;            /* only "," ";" "và" stand between the mention before and this one */
    const tc_number *number; /* TC_MENTION_NUMBER */
    uint32_t serial;         /* of a short one; the plenum's number; the congress's ordinal */
    char suffix;
    tc_span name;     /* slug: law; committee of a congress ("TW", "dang-bo-tinh") */
    tc_span body;     /* the committee as written */
    bool known;       /* LAW: its name is in the table of laws, or it is the constitution */
    tc_span sort;     /* "NQ", "VK", "KL" of congresses and plenums */
    tc_span law_name; /* slug of the law a number stands for, when the text names it */
    uint32_t target;  /* DEFINED: index of the mention it stands for */
} tc_mention;

/* Words of a name that outlive their window. */
typedef struct {
    const tc_token *items;
    size_t len;
} tc_words;

typedef struct tc_citer {
    tc_reading view; /* a reading whose tokens are the view */
    const tc_tokens *t;
    const struct tc_citation_words *w;
    tc_arena *arena;
    tc_plan *plan;
    tc_numbers numbers; /* of the window */
    size_t at_number;   /* the first number not yet passed */
    TC_VEC(tc_mention) mentions;
    size_t before; /* mentions of the windows before */
    TC_VEC(struct tc_definition) definitions;
    TC_VEC(struct tc_area) areas; /* places the text names, each once */
    TC_VEC(tc_span) bodies; /* slugs of Party bodies the text names: "dang-bo-khoi-cac-co-quan" */
    size_t sentence_from, sentence_to; /* the last one asked for */
    struct {
        size_t to;    /* the token behind it; 0 when there is none */
        int type;     /* an index into tc_type_names */
        tc_span code; /* what its numbers say of it */
        tc_span issuer;
        bool any; /* a member was read: its relation is that of all */
        tc_relation relation;
    } list; /* "các Nghị định của Chính phủ: số A; số B" */
    struct {
        size_t to;     /* the token that closes it; 0 when there is none */
        tc_span organ; /* of the number before it */
        tc_span issuer;
    } bracket; /* "Nghị định số A (sửa đổi tại Nghị định số B) của Chính phủ" */
} tc_citer;

/* Levels of administration that name themselves before a place. */
typedef enum {
    TC_AREA_NONE,
    TC_AREA_PROVINCE,
    TC_AREA_CITY,
    TC_AREA_DISTRICT,
    TC_AREA_COMMUNE
} tc_area_level;
struct tc_area {
    tc_area_level level;
    tc_words name;
    tc_span text;
    uint32_t count;
};

struct tc_definition {
    tc_words name; /* the name given */
    uint32_t target;
};

/* The name of a document type: "Kế hoạch" -> code KH. */
typedef struct {
    const char *name;
    tc_span code;
} tc_type_name;
extern const tc_type_name tc_type_names[];

bool tc_cite_is(const tc_citer *, size_t token, tc_citation_word);
bool tc_cite_punct(const tc_citer *, size_t token, uint32_t cp);
static inline bool tc_cite_capital(const tc_citer *c, size_t token)
{
    return token < c->t->len && (c->t->items[token].flags & TC_CAPITAL);
}
/* Does a new paragraph (or a table's cell) begin between token - 1 and token? */
bool tc_cite_break(const tc_citer *, size_t token);

/* Adds a citation for tokens [first, next) with what all forms share: span, sentence, section,
 * relation. The mention's other fields are the caller's. */
tc_citation *tc_cite_add(tc_citer *, tc_mention_kind, tc_citation_form, size_t first, size_t next,
                         tc_mention **);
/* The number that begins at the token, or NULL. */
const tc_number *tc_cite_number_at(tc_citer *, size_t token);

/* An organ's name at the token, as it stands behind "của"; 0 when there is none. */
size_t tc_issuer_read(const tc_citer *, size_t token);
/* "Hội nghị lần thứ bảy Ban Chấp hành Trung ương" as an issuer; the token behind, or i. */
size_t tc_plenum_name(const tc_citer *, size_t i);
/* The text of tokens of the view, blanks tidied, uỷ = ủy. */
tc_span tc_cite_text(const tc_citer *, size_t first, size_t next);
/* [,] [ký|ban hành] ngày D; the token behind, or i when there is no date. */
size_t tc_cite_date(const tc_citer *, size_t i, tc_date *);
/* "(TM)", "(Mật)" behind a number; the token behind, or i. */
size_t tc_cite_secrecy(const tc_citer *, size_t i);
/* What may follow a number or a law's name: date, "của X", term, in any order once. */
size_t tc_cite_tail(tc_citer *, size_t i, tc_citation *);

/* Readers: the token behind the mention, or 0. type is an index into tc_type_names, next the
 * token behind the type's words. */
size_t tc_cite_number(tc_citer *, size_t first, size_t next, int type);
size_t tc_cite_law(tc_citer *, size_t first);
/* Behind a law cited by number: "về sửa đổi, bổ sung một số điều của Luật X, Luật Y"; the laws in
 * its name are not cited. The token behind, or i. */
size_t tc_law_amends(tc_citer *, size_t i);
size_t tc_cite_congress(tc_citer *, size_t first, size_t next, int type);
size_t tc_cite_short(tc_citer *, size_t first, size_t next, int type);
size_t tc_cite_class(tc_citer *, size_t first, size_t next, int type);
/* "(sau đây gọi tắt là X)" behind a mention; names that were given so. */
size_t tc_cite_definition(tc_citer *, size_t i, uint32_t target);
size_t tc_cite_defined(tc_citer *, size_t first);
/* The number behind "số" (or ":", or nothing) at i, or NULL; *next behind "số". */
const tc_number *tc_cite_number_behind(tc_citer *, size_t i);

/* The tokens [first, next) kept, and whether the same words stand at token at. */
tc_words tc_cite_words(const tc_citer *, size_t first, size_t next);
bool tc_cite_same_words(const tc_citer *, const tc_words *, size_t at);

/* named.c: "Đảng bộ ...", "Đảng ủy ..." at a token: a body of the Party with its name. */
void tc_body_read(tc_citer *, size_t token);

/* place.c: "tỉnh Lai Châu", "Tỉnh ủy Lai Châu" at a token; counts it. */
void tc_area_read(tc_citer *, size_t token);
/* "tỉnh" -> province in a folded word; place of an organ's name: the slug behind the level. */
tc_area_level tc_area_of(tc_arena *, tc_span organ, tc_span *place);
/* The place that an organ's name ends in without a level, behind the last head (a slug) and what it
 * is of: "Cục Thuế Hà Nội"; slug, empty for none. */
tc_span tc_area_behind(tc_arena *, tc_span organ, tc_span head);
/* The document's own place of a level: of its issuer, else the one it names most; slug. */
tc_span tc_area_own(tc_citer *, tc_area_level);

tc_relation tc_relation_of(tc_citer *, size_t first);
tc_status tc_law_words_new(tc_phrases **, tc_lexicon *, tc_error *);
tc_status tc_congress_words_new(tc_phrases **, tc_lexicon *, tc_error *);

#endif
