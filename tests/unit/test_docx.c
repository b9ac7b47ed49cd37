/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/pack.h"

#define SPACES                                                                       \
    "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' "        \
    "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' " \
    "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "        \
    "xmlns:v='urn:schemas-microsoft-com:vml'"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define RELATIONS \
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
#define RELATION(ID, KIND, TARGET) \
    "<Relationship Id='" ID "' Type='" OFFICE KIND "' Target='" TARGET "'/>"

#define P(INSIDE) "<w:p>" INSIDE "</w:p>"
#define T(TEXT) "<w:r><w:t xml:space='preserve'>" TEXT "</w:t></w:r>"
#define IN(FONT, TEXT)                                                                           \
    "<w:r><w:rPr><w:rFonts w:ascii='" FONT "' w:hAnsi='" FONT "'/></w:rPr><w:t>" TEXT "</w:t></" \
    "w:r>"
#define NUMBERED(NUM, LEVEL, TEXT)                                         \
    "<w:p><w:pPr><w:numPr><w:ilvl w:val='" LEVEL "'/><w:numId w:val='" NUM \
    "'/></w:numPr></w:pPr>" T(TEXT) "</w:p>"

typedef struct {
    const char *styles, *numbering, *footnotes, *header, *footer;
} others;

static const char *wrapped(tc_arena *a, const char *root, const char *inside)
{
    return tc_arena_printf(a, "<?xml version='1.0' encoding='UTF-8'?><w:%s " SPACES ">%s</w:%s>",
                           root, inside ? inside : "", root);
}

static tc_span word(tc_arena *a, const char *body, const others *o)
{
    static const others none = {NULL, NULL, NULL, NULL, NULL};
    o = o ? o : &none;
    const pack_part parts[] = {
        {"[Content_Types].xml", "<Types/>"},
        {"_rels/.rels",
         RELATIONS RELATION("r1", "officeDocument", "word/document.xml") "</Relationships>"},
        {"word/_rels/document.xml.rels",
         RELATIONS RELATION("s", "styles", "styles.xml") RELATION("n", "numbering", "numbering.xml")
             RELATION("f", "footnotes", "/word/footnotes.xml")
                 RELATION("h1", "header", "header1.xml")
                     RELATION("f1", "footer", "./footer1.xml") "</Relationships>"},
        {"word/document.xml",
         wrapped(a, "document", tc_arena_printf(a, "<w:body>%s</w:body>", body))},
        {"word/styles.xml", wrapped(a, "styles", o->styles)},
        {"word/numbering.xml", wrapped(a, "numbering", o->numbering)},
        {"word/footnotes.xml", wrapped(a, "footnotes", o->footnotes)},
        {"word/header1.xml", wrapped(a, "hdr", o->header)},
        {"word/footer1.xml", wrapped(a, "ftr", o->footer)},
    };
    return pack_as(a, "zip", parts, sizeof parts / sizeof *parts);
}

typedef struct {
    const char *body, *text;
} body_case;

static void expect(tc_arena *a, const body_case *cases, size_t count, const others *o)
{
    for (size_t i = 0; i < count; i++) {
        tc_extracted *x = pack_read(a, word(a, cases[i].body, o), "a.docx", NULL);
        assert_span(x->mime,
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
        assert_span(x->text, cases[i].text);
    }
}
#define EXPECT(state, cases, o) expect(*(state), cases, sizeof cases / sizeof *cases, o)

static void runs_are_joined_and_special_characters_kept(void **state)
{
    static const body_case cases[] = {
        {P(T("Ng") T("hị quyết số 35") "<w:r><w:noBreakHyphen/><w:t>NQ/TW</w:t></w:r>"),
         "Nghị quyết số 35-NQ/TW\n"},
        {P(T("tuyên") "<w:r><w:softHyphen/></w:r>" T("truyền")), "tuyên\xC2\xADtruyền\n"},
        {P(T("Số: 12-KH/ĐU") "<w:r><w:tab/></w:r><w:r><w:tab/><w:t>Hòa Bình</w:t></w:r>"),
         "Số: 12-KH/ĐU\tHòa Bình\n"},
        {P(T("1.") "<w:r><w:tab/><w:t>Mục đích</w:t></w:r>"), "1. Mục đích\n"},
        {P(T("A") "<w:r><w:br/></w:r>" T("B") "<w:r><w:br w:type='page'/></w:r>" T("C")),
         "A\nBC\n"},
        {P(T("  A  ")) P("") P("") P(T("B")), "A\n\nB\n"},
        {P("<w:r><w:rPr><w:caps/></w:rPr><w:t>kế hoạch</w:t></w:r>") P(T("a &amp; b")),
         "KẾ HOẠCH\na & b\n"},
        {P("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>" T("hiện")), "hiện\n"},
        {P("<w:hyperlink r:id='x'>" T("liên kết") "</w:hyperlink><w:smartTag>" T(
             " thẻ") "</w:smartTag><w:sdt><w:sdtContent>" T(" ô") "</w:sdtContent></w:sdt>"),
         "liên kết thẻ ô\n"},
        {P("<w:r><w:sym w:font='Wingdings' w:char='F0A8'/></w:r>" T(" Có")), "☐ Có\n"},
    };
    EXPECT(state, cases, NULL);
}

static void fields_show_their_result_and_no_page_numbers(void **state)
{
    static const body_case cases[] = {
        {P("<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> DATE "
           "</w:instrText></w:r>"
           "<w:r><w:fldChar w:fldCharType='separate'/></w:r>" T(
               "25/5/2021") "<w:r><w:fldChar w:fldCharType='end'/></w:r>" T(".")),
         "25/5/2021.\n"},
        {P(T("Trang") "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE  "
                      "</w:instrText></w:r>"
                      "<w:r><w:fldChar w:fldCharType='separate'/></w:r>" T(
                          "7") "<w:r><w:fldChar w:fldCharType='end'/></w:r><w:fldSimple w:instr=' "
                               "NUMPAGES '>" T("9") "</w:fldSimple>"),
         "Trang\n"},
    };
    EXPECT(state, cases, NULL);
}

static void tables_are_read_row_by_row(void **state)
{
#define TC(INSIDE) "<w:tc>" INSIDE "</w:tc>"
    static const body_case cases[] = {
        {"<w:tbl><w:tr>" TC(P(T("TT"))) TC(P(T("Nội dung"))) "</w:tr><w:tr>" TC(P(T("1")))
             TC(P(T("Tuyên truyền"))) "</w:tr></w:tbl>" P(T("sau")),
         "TT\tNội dung\n1\tTuyên truyền\nsau\n"},
        {"<w:tbl><w:tr>" TC(P(T("ĐẢNG ỦY")) P(T("Số 1-KH/ĐU")))
             TC(P(T("ĐẢNG CỘNG SẢN"))) "</w:tr></w:tbl>",
         "ĐẢNG ỦY\nSố 1-KH/ĐU\nĐẢNG CỘNG SẢN\n"},
    };
    EXPECT(state, cases, NULL);
}

/* clang-format off */
#define CHANGED                                                                              \
    P(T("Số ") "<w:del><w:r><w:delText>30</w:delText></w:r></w:del><w:ins>" T("35")          \
      "</w:ins>" T("-KH"))                                                                   \
    "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" T("đầu ") "</w:p>" P(T("cuối"))            \
    P("<w:moveFrom>" T("cũ") "</w:moveFrom><w:moveTo>" T("mới") "</w:moveTo>")
/* clang-format on */

static void tracked_changes_are_read_as_asked(void **state)
{
    static const struct {
        tc_tracked_changes which;
        const char *text;
    } cases[] = {
        {TC_CHANGES_FINAL, "Số 35-KH\nđầu cuối\nmới\n"},
        {TC_CHANGES_ORIGINAL, "Số 30-KH\nđầu\ncuối\ncũ\n"},
        {TC_CHANGES_BOTH, "Số [-30-]{+35+}-KH\nđầu\ncuối\n[-cũ-]{+mới+}\n"},
    };
    tc_span bytes = word(*state, CHANGED, NULL);
    for (size_t i = 0; i < 3; i++) {
        const tc_extract_options o = {.tracked_changes = cases[i].which};
        assert_span(pack_read(*state, bytes, "", &o)->text, cases[i].text);
    }
}

static void a_text_box_is_read_once_behind_its_paragraph(void **state)
{
    static const body_case cases[] = {
        {P(T("trước ") "<w:r><mc:AlternateContent><mc:Choice "
                       "Requires='wps'><w:txbxContent>" P(
                           T("MẬT")) "</w:txbxContent></"
                                     "mc:Choice><mc:Fallback><w:pict><w:"
                                     "txbxContent>" P(T("MẬT")) "</w:txbxContent></"
                                                                "w:pict></"
                                                                "mc:Fallback></"
                                                                "mc:AlternateContent>"
                                                                "</w:r>" T("sau")),
         "trước sau\nMẬT\n"},
        {P("<w:r><w:pict><v:shape><v:textbox><w:txbxContent>" P(T("KHẨN"))
               P(T("2")) "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"),
         "KHẨN\n2\n"},
    };
    EXPECT(state, cases, NULL);
}

#define LEVEL(N, FORMAT, TEXT)                                           \
    "<w:lvl w:ilvl='" N "'><w:start w:val='1'/><w:numFmt w:val='" FORMAT \
    "'/><w:lvlText w:val='" TEXT "'/></w:lvl>"
/* clang-format off */
static const char NUMBERING[] =
    "<w:abstractNum w:abstractNumId='0'>"
        LEVEL("0", "upperRoman", "%1.") LEVEL("1", "decimal", "%2.")
        LEVEL("2", "decimal", "%2.%3.") LEVEL("3", "lowerLetter", "%4)")
    "</w:abstractNum><w:abstractNum w:abstractNumId='1'>"
        "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:pStyle w:val='Dieu'/>"
        "<w:lvlText w:val='Điều %1.'/></w:lvl>"
        LEVEL("1", "bullet", "\xEF\x82\xB7")
        "<w:lvl w:ilvl='2'><w:start w:val='1'/><w:numFmt w:val='lowerLetter'/><w:pStyle w:val='Khoan'/>"
        "<w:lvlText w:val='%3)'/></w:lvl>"
    "</w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    "<w:num w:numId='2'><w:abstractNumId w:val='0'/>"
        "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride></w:num>"
    "<w:num w:numId='3'><w:abstractNumId w:val='1'/></w:num>";
#define NUMBERED_STYLE(ID) \
    "<w:style w:type='paragraph' w:styleId='" ID "'><w:pPr><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr></w:style>"
#define BASED_STYLE(ID, BASE) \
    "<w:style w:type='paragraph' w:styleId='" ID "'><w:basedOn w:val='" BASE "'/></w:style>"
/* clang-format on */

static void lists_have_the_numbers_that_are_shown(void **state)
{
    static const others o = {.numbering = NUMBERING,
                             .styles = NUMBERED_STYLE("Dieu") BASED_STYLE("Con", "Dieu")
                                 NUMBERED_STYLE("Khoan") BASED_STYLE("KhoanCon", "Khoan")};
#define STYLED(STYLE, TEXT) "<w:p><w:pPr><w:pStyle w:val='" STYLE "'/></w:pPr>" T(TEXT) "</w:p>"
    static const body_case cases[] = {
        {NUMBERED("1", "0", "Mục đích") NUMBERED("1", "1", "Một") NUMBERED("1", "2", "a")
             NUMBERED("1", "2", "b") NUMBERED("1", "3", "c") NUMBERED("1", "1", "Hai")
                 NUMBERED("1", "2", "d") NUMBERED("1", "0", "Nội dung") NUMBERED("1", "1", "e"),
         "I. Mục đích\n1. Một\n1.1. a\n1.2. b\na) c\n2. Hai\n2.1. d\nII. Nội dung\n1. e\n"},
        {NUMBERED("1", "0", "a") NUMBERED("1", "0", "b") NUMBERED("2", "0", "c")
             NUMBERED("2", "0", "d") NUMBERED("0", "0", "e") NUMBERED("3", "1", "f"),
         "I. a\nII. b\nI. c\nII. d\ne\n- f\n"},
        {STYLED("Dieu", "Phạm vi") P(T("x")) STYLED("Con", "Đối tượng"),
         "Điều 1. Phạm vi\nx\nĐiều 2. Đối tượng\n"},
        {STYLED("Dieu", "A") STYLED("Khoan", "B") STYLED("KhoanCon", "C") STYLED("Dieu", "D")
             STYLED("Khoan", "E"),
         "Điều 1. A\na) B\nb) C\nĐiều 2. D\na) E\n"},
        {"<w:tbl><w:tr>" TC(NUMBERED("1", "1", "")) TC(P(T("một"))) "</w:tr><w:tr>" TC(
             NUMBERED("1", "1", "")) TC(P(T("hai"))) "</w:tr></w:tbl>",
         "1.\tmột\n2.\thai\n"},
    };
    EXPECT(state, cases, &o);
}

static void notes_headers_and_footers_are_read(void **state)
{
    static const others o = {
        .footnotes = "<w:footnote w:type='separator' w:id='-1'>" P(
            "<w:r><w:separator/></w:r>") "</w:footnote><w:footnote w:id='2'>" P(T("Hướng dẫn "
                                                                                  "3.")) "</"
                                                                                         "w:"
                                                                                         "footn"
                                                                                         "ote>",
        .header = P(T("TỈNH ỦY HÒA BÌNH")),
        .footer = P(T("- ") "<w:fldSimple w:instr='PAGE'>" T("3") "</w:fldSimple>" T(" -"))};
#define SECTION(MORE)                                            \
    "<w:sectPr><w:headerReference w:type='" MORE "' r:id='h1'/>" \
    "<w:footerReference w:type='default' r:id='f1'/><w:titlePg/></w:sectPr>"
    static const body_case cases[] = {
        {P(T("Kế hoạch") "<w:r><w:footnoteReference w:id='2'/></w:r>" T(" số 3")) SECTION("first"),
         "TỈNH ỦY HÒA BÌNH\nKế hoạch số 3 [1]\n[1] Hướng dẫn 3.\n"},
        {P(T("Kế hoạch")) SECTION("default"), "Kế hoạch\nTỈNH ỦY HÒA BÌNH\n"},
    };
    EXPECT(state, cases, &o);
}

static void legacy_fonts_are_decoded_run_by_run(void **state)
{
    static const others o = {
        .styles =
            "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii='Times' "
            "w:hAnsi='Times'/></w:rPr>"
            "</w:rPrDefault></w:docDefaults><w:style w:type='paragraph' w:styleId='Cu'><w:rPr>"
            "<w:rFonts w:ascii='.VnTime' w:hAnsi='.VnTime'/></w:rPr></w:style>"};
    static const body_case cases[] = {
        {P(IN(".VnTime", "Ngh") IN(".VnTime", "Þ quyÕt cña §¶ng bé") T(" xã")),
         "Nghị quyết của Đảng bộ xã\n"},
        {P(IN(".VnTimeH", "kÕ ho¹ch")), "KẾ HOẠCH\n"},
        {P(IN("VNI-Times", "Keá hoa") IN("VNI-Times", "ïch")), "Kế hoạch\n"},
        {STYLED("Cu", "§¶ng ñy"), "Đảng ủy\n"},
        {P(IN(".VnTime", "Đảng ủy và công đoàn")), "Đảng ủy và công đoàn\n"},
        {P(T("KÕ ho¹ch tuyªn truyÒn NghÞ quyÕt §¹i héi §¶ng bé tØnh lÇn thø XIV")),
         "Kế hoạch tuyên truyền Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIV\n"},
    };
    EXPECT(state, cases, &o);
    tc_extracted *x = pack_read(*state, word(*state, cases[0].body, &o), "", NULL);
    assert_span(x->charset, "tcvn3");
}

static void the_charset_is_that_of_most_of_the_text(void **state)
{
    static const others o = {.styles = ""};
    tc_extracted *x = pack_read(
        *state,
        word(*state, P(IN(".VnTime", "NghÞ quyÕt cña §¶ng bé x·") IN(".VnTimeH", " ñy ban")), &o),
        "", NULL);
    assert_span(x->text, "Nghị quyết của Đảng bộ xã ỦY BAN\n");
    assert_span(x->charset, "tcvn3");
    assert_int_equal(x->warning_count, 0);
    x = pack_read(
        *state,
        word(*state,
             P(IN("VNI-Times", "Keá hoaïch tuyeân truyeàn baàu cöû") IN(".VnTime", " §¶ng bé")),
             &o),
        "", NULL);
    assert_span(x->text, "Kế hoạch tuyên truyền bầu cử Đảng bộ\n");
    assert_span(x->charset, "vni");
    assert_true(pack_warned(x, "some of its fonts are of another charset: tcvn3"));
}

static void pages_are_where_word_last_broke_them(void **state)
{
    tc_span bytes = word(
        *state,
        P(T("một")) "<w:tbl><w:tr>" TC(P("<w:r><w:lastRenderedPageBreak/><w:t>hai</w:t></w:r>"))
            TC(P(T("ba"))) "</w:tr></w:tbl>",
        NULL);
    tc_extracted *x = pack_read(*state, bytes, "", NULL);
    assert_span(x->text, "một\nhai\tba\n");
    assert_int_equal(x->page_count, 2);
    assert_int_equal(x->page_starts[1], 6);
}

static void what_is_lost_is_told(void **state)
{
    tc_extracted *x = pack_read(
        *state,
        word(*state, P("<w:r><w:pict><v:imagedata/></w:pict><w:object/></w:r>" T("a")), NULL), "",
        NULL);
    assert_true(pack_warned(x, "1 pictures"));
    assert_true(pack_warned(x, "1 embedded objects"));
    x = pack_read(*state, word(*state, P(T("còn")) "<w:p><w:r><w:t>mất</w:x>", NULL), "", NULL);
    assert_span(x->text, "còn\nmất\n");
    assert_true(pack_warned(x, "word/document.xml is damaged"));
}

static void an_entity_bomb_is_refused(void **state)
{
    const pack_part parts[] = {
        {"word/styles.xml", "<a/>"},
        {"word/document.xml",
         "<!DOCTYPE a [<!ENTITY b 'bom'><!ENTITY c "
         "'&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]><w:document " SPACES
         "><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>"}};
    tc_extracted *x = pack_read(*state, pack_as(*state, "zip", parts, 2), "a.docx", NULL);
    assert_true(pack_warned(x, "declares entities"));
    assert_true(tc_span_empty(x->text));
}

static void a_part_that_is_too_long_is_refused(void **state)
{
    tc_arena *a = *state;
    size_t n = (size_t)300 << 20;
    if (getenv("TC_SHORT"))
        skip();
    char *long_part = malloc(n + 1);
    memset(long_part, ' ', n);
    long_part[n] = '\0';
    const pack_part parts[] = {{"word/styles.xml", "<a/>"}, {"word/document.xml", long_part}};
    tc_span bomb = pack_as(a, "zip", parts, 2);
    assert_true(bomb.len < 1 << 20);
    tc_extracted *x;
    tc_error err = TC_ERROR_INIT;
    assert_status(tc_extract(&x, a, bomb, TC_SPAN("a.docx"), NULL, &err), TC_ETOOBIG, &err);
    free(long_part);
}

static void deep_documents_are_bounded(void **state)
{
    tc_arena *a = *state;
    char *deep = tc_arena_alloc(a, 100001);
    for (size_t i = 0; i + 10 <= 100000; i += 10)
        memcpy(deep + i, "<w:p><w:r>", 10);
    tc_extracted *x = pack_read(a, word(a, deep, NULL), "", NULL);
    assert_true(pack_warned(x, "too deep"));
}

static void damaged_files_never_break_the_reader(void **state)
{
    static const others o = {.numbering = NUMBERING, .header = P(T("h")), .footer = P(T("f"))};
    pack_mutate(word(*state, CHANGED NUMBERED("1", "1", "x") SECTION("first"), &o), "a.docx", 200);
}

int main(void)
{
#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, pack_start, pack_stop)
    const struct CMUnitTest tests[] = {
        TEST(runs_are_joined_and_special_characters_kept),
        TEST(fields_show_their_result_and_no_page_numbers),
        TEST(tables_are_read_row_by_row),
        TEST(tracked_changes_are_read_as_asked),
        TEST(a_text_box_is_read_once_behind_its_paragraph),
        TEST(lists_have_the_numbers_that_are_shown),
        TEST(notes_headers_and_footers_are_read),
        TEST(legacy_fonts_are_decoded_run_by_run),
        TEST(the_charset_is_that_of_most_of_the_text),
        TEST(pages_are_where_word_last_broke_them),
        TEST(what_is_lost_is_told),
        TEST(an_entity_bomb_is_refused),
        TEST(a_part_that_is_too_long_is_refused),
        TEST(deep_documents_are_bounded),
        TEST(damaged_files_never_break_the_reader),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
