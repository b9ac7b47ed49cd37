/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the files that read the layout: lines, head, title, sections, signature, recipients.
 *
 * A document stands in its text in one order, whatever was lost on the way: a head (organs, emblem,
 * number, place and date, in any order once two columns are flattened), the type and title, the
 * body, "Nơi nhận" and the signature (either first), annexes. Site pages and gazettes wrap their
 * own lines around and between. */
#ifndef TC_PLAN_LAYOUT_H
#define TC_PLAN_LAYOUT_H

#include "plan/internal.h"
#include "plan/names.h"

/* Single words that the readers look at, matched as tc_phrases match. */
#define TC_LAYOUT_WORDS(X) \
    X(SO, "số")            \
    X(NGAY, "ngày")        \
    X(THANG, "tháng")      \
    X(NAM, "năm")          \
    X(LUU, "lưu")          \
    X(CAC, "các")          \
    X(VA, "và")            \
    X(DIEU, "điều")        \
    X(CHUONG, "chương")    \
    X(PHAN, "phần")        \
    X(MUC, "mục")          \
    X(THU, "thứ")          \
    X(TM, "tm")            \
    X(KT, "kt")            \
    X(TL, "tl")            \
    X(TUQ, "tuq")          \
    X(TT, "tt")            \
    X(Q, "q")              \
    X(T, "t")              \
    X(K, "k")              \
    X(M, "m")              \
    X(L, "l")              \
    X(V, "v")              \
    X(CUA, "của")          \
    X(CAN, "căn")          \
    X(VE, "về")            \
    X(NAY, "này")          \
    X(CHO, "cho")          \
    X(TAI, "tại")          \
    X(VOI, "với")          \
    X(THEO, "theo")        \
    X(KEM, "kèm")          \
    X(THUOC, "thuộc")      \
    X(NUOC, "nước")

#define TC_LAYOUT_WORD_ENUM(ID, TEXT) TC_W_##ID,
typedef enum { TC_LAYOUT_WORDS(TC_LAYOUT_WORD_ENUM) TC_W_COUNT } tc_layout_word;

/* What the first words of a line announce; the phrases are in cues.def. */
typedef enum {
    TC_CUE_EMBLEM_STATE, /* CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM */
    TC_CUE_EMBLEM_PARTY, /* ĐẢNG CỘNG SẢN VIỆT NAM */
    TC_CUE_EMBLEM_MASS,  /* ĐOÀN TNCS HỒ CHÍ MINH */
    TC_CUE_MOTTO,        /* Độc lập - Tự do - Hạnh phúc */
    TC_CUE_GAZETTE,      /* headings that the gazette puts above documents */
    TC_CUE_GAZETTE_PAGE, /* CÔNG BÁO/Số ... */
    TC_CUE_CONTINUED,    /* Tiếp theo Công báo số ...: a part of a long document */
    TC_CUE_MERGED,       /* VĂN BẢN HỢP NHẤT */
    TC_CUE_CERTIFIED,    /* XÁC THỰC VĂN BẢN HỢP NHẤT */
    TC_CUE_STAMP,        /* Ký bởi, Người ký, ... of a digital signature */
    TC_CUE_SITE_TAIL,    /* where a site's own text begins below a document */
    TC_CUE_ADDRESS,      /* Kính gửi */
    TC_CUE_BASIS,        /* Căn cứ, Thực hiện, ... opens the preamble */
    TC_CUE_ENACTS,       /* QUYẾT ĐỊNH:, QUYẾT NGHỊ: */
    TC_CUE_RECIPIENTS,   /* Nơi nhận */
    TC_CUE_MARKING,      /* DỰ THẢO, HỎA TỐC, MẬT: stamps of the head */
    TC_CUE_SIGNED,       /* đã ký, (Ký tên, đóng dấu) */
    TC_CUE_ANNEX,        /* PHỤ LỤC, DANH MỤC as lines of their own */
    TC_CUE_ADOPTED,      /* thông qua ngày */
    TC_CUE_CLOSING,      /* Trên đây là ... */
    TC_CUE_FORCE,        /* có hiệu lực kể từ ngày: of the text that a merged one holds */
    TC_CUE_ISSUES        /* ban hành, xây dựng ...: "X ban hành Kế hoạch" */
} tc_line_cue;

struct tc_layout_words {
    tc_phrases *cues, *names, *ranks;
    struct {
        uint32_t accent, folded;
    } words[TC_W_COUNT];
};

/* A line's tokens without the marks of emphasis, headings, cells and rules at its ends. */
typedef struct {
    uint32_t first, next;
} tc_row;

typedef struct {
    tc_reading *r;
    const tc_tokens *t;
    const struct tc_layout_words *w;
    tc_row *rows;                /* one for each line */
    size_t line_count;           /* = t->line_count */
    size_t head_from, body_from; /* lines: the head is [head_from, body_from) */
    size_t type_from;            /* from where the type is looked for: the emblem */
    size_t sign_from, sign_to;   /* the first signature block; line_count when there is none */
    size_t tail_from;            /* where a site's own text begins, or line_count */
    size_t width;                /* bytes of a usual wrapped line; 0 when unknown */
    tc_row *signed_for;          /* tokens of the organ behind T/M, TM. */
    size_t signed_rows;
    bool emblem;    /* the head has one, in its place */
    bool addressed; /* "Kính gửi" ended the head: a letter */
    bool merged;    /* văn bản hợp nhất: number and date stand at its end */
} tc_layout;

bool tc_layout_is(const tc_layout *, size_t token, tc_layout_word);
static inline bool tc_layout_punct(const tc_layout *l, size_t token, uint32_t cp)
{
    return tc_token_is_sign(l->t, token, cp);
}
static inline bool tc_row_empty(const tc_layout *l, size_t line)
{
    return l->rows[line].first == l->rows[line].next;
}
/* The first token of a line, a bullet before it looked over: "- Căn cứ ...". */
size_t tc_row_text(const tc_layout *, size_t line);
/* The cue that a token range begins with, or -1; *next behind it. */
int tc_layout_cue(const tc_layout *, size_t token, size_t *next);
/* Are all words of [first, next) capitals, and is there one? */
bool tc_layout_caps(const tc_layout *, size_t first, size_t next);
/* Columns that share a line are parted by a tab or a wide gap: is there one before token i? */
bool tc_layout_gap(const tc_layout *, size_t i);
/* Text of tokens [first, next): marks of emphasis and furniture left out, blanks squeezed. */
tc_span tc_layout_text(const tc_layout *, size_t first, size_t next);
/* The same without ".,;:-" at its end. */
tc_span tc_layout_title(const tc_layout *, size_t first, size_t next);
bool tc_layout_decoration(const tc_layout *, size_t token);
void tc_layout_class(tc_layout *, size_t from, size_t to, tc_line_class);
/* The number of the text that starts at token first or up to two tokens later. */
const tc_number *tc_layout_number(const tc_layout *, size_t first);

/* organ.c: names of organs as running text writes them. */
tc_span tc_organ_name(const tc_layout *, const tc_row *parts, size_t count);

void tc_header_read(tc_layout *);     /* header.c */
void tc_header_complete(tc_layout *); /* certificate.c: what only the end or the prose tells */
/* title.c: the title from token first (behind the type) on; returns the line behind it. */
size_t tc_title_read(tc_layout *, size_t first, size_t line);
/* Words that no title ends in before token next: what follows belongs to it, whatever it looks
 * like.
 */
bool tc_title_joins_on(const tc_layout *, uint32_t next);
/* "(Ban hành kèm theo Quyết định ...)", "(Đại hội ... thông qua ngày ...)" */
bool tc_title_tells_origin(const tc_layout *, size_t line);
bool tc_layout_opens_head(const tc_layout *, size_t line); /* head_mark.c */
void tc_issuer_from_prose(tc_layout *);                    /* prose.c */
void tc_signature_read(tc_layout *);                       /* signature.c */
/* "T/M", "TM.", "KT.", "TUQ.", "Q." ...: the token behind the mark, or 0. */
size_t tc_signature_mark(const tc_layout *, size_t token);
/* Does a signature begin at token i of the row, with no more than a blank between it and the list
 * of recipients: "Nơi nhận: K/T TRƯỞNG BAN", "- Lưu: VT. CHỦ TỊCH"? */
bool tc_signature_beside(const tc_layout *, const tc_row *, size_t i);
/* Does the name of who signs begin at token i, glued to the cell before it? */
bool tc_signature_glued(const tc_layout *, const tc_row *, size_t i);
/* recipient.c: the line behind the list, 0 when there is none */
size_t tc_recipients_read(tc_layout *);
void tc_section_read(tc_layout *); /* section.c */

#endif
