/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/pack.h"

#define NS "urn:oasis:names:tc:opendocument:xmlns:"
#define SPACES                                                                                   \
    "xmlns:office='" NS "office:1.0' xmlns:text='" NS "text:1.0' xmlns:table='" NS "table:1.0' " \
    "xmlns:style='" NS "style:1.0' xmlns:draw='" NS "drawing:1.0' xmlns:fo='" NS                 \
    "xsl-fo-compatible:1.0' xmlns:svg='" NS "svg-compatible:1.0'"

#define P(INSIDE) "<text:p>" INSIDE "</text:p>"

typedef struct {
    const char *automatic, *styles, *master;
} others;

static tc_span odt(tc_arena *a, const char *body, const others *o)
{
    static const others none = {NULL, NULL, NULL};
    o = o ? o : &none;
    const pack_part parts[] = {
        {"mimetype", "application/vnd.oasis.opendocument.text"},
        {"content.xml",
         tc_arena_printf(a,
                         "<office:document-content " SPACES "><office:automatic-styles>%s"
                         "</office:automatic-styles><office:body><office:text>%s</office:text>"
                         "</office:body></office:document-content>",
                         o->automatic ? o->automatic : "", body)},
        {"styles.xml",
         tc_arena_printf(a,
                         "<office:document-styles " SPACES "><office:styles>%s</office:styles>"
                         "<office:master-styles><style:master-page>%s</style:master-page>"
                         "</office:master-styles></office:document-styles>",
                         o->styles ? o->styles : "", o->master ? o->master : "")},
    };
    return pack_as(a, "zip", parts, 3);
}

typedef struct {
    const char *body, *text;
} body_case;

static void expect(tc_arena *a, const body_case *cases, size_t count, const others *o)
{
    for (size_t i = 0; i < count; i++) {
        tc_extracted *x = pack_read(a, odt(a, cases[i].body, o), "a.odt", NULL);
        assert_span(x->mime, "application/vnd.oasis.opendocument.text");
        assert_span(x->text, cases[i].text);
    }
}
#define EXPECT(state, cases, o) expect(*(state), cases, sizeof cases / sizeof *cases, o)

static void paragraphs_and_blanks_are_as_shown(void **state)
{
    static const body_case cases[] = {
        {P("  Ngh<text:span>ị</text:span>\n  quyết <text:s text:c='2'/>35") P("") P("B"),
         "Nghị quyết   35\n\nB\n"},
        {P("Số 1<text:tab/>Hòa Bình<text:line-break/>C"), "Số 1\tHòa Bình\nC\n"},
        {P("a<office:annotation>" P(
             "ghi chú") "</office:annotation>b<text:page-number>3</text:page-number>"),
         "ab\n"},
        {P("a<draw:frame><svg:title>t</svg:title><draw:text-box>" P("MẬT")
               P("x") "</draw:text-box></draw:frame> b"),
         "a b\nMẬT\nx\n"},
    };
    EXPECT(state, cases, NULL);
}

static void tables_are_read_row_by_row(void **state)
{
#define C(INSIDE) "<table:table-cell>" INSIDE "</table:table-cell>"
    static const body_case cases[] = {
        {"<table:table><table:table-header-rows><table:table-row>" C(P("TT"))
             C(P("Việc")) "</table:table-row></table:table-header-rows><table:table-row>" C(P("1"))
                 C(P("a")) "</table:table-row></table:table>" P("b"),
         "TT\tViệc\n1\ta\nb\n"},
        {"<table:table><table:table-row>" C(P("A") P("B"))
             C(P("C")) "</table:table-row></table:table>",
         "A\nB\nC\n"},
    };
    EXPECT(state, cases, NULL);
}

#define NUMBER(LEVEL, FORMAT, MORE)                                                                \
    "<text:list-level-style-number text:level='" LEVEL "' style:num-format='" FORMAT "' " MORE "/" \
    ">"
static const others LISTS = {
    .automatic = "<text:list-style style:name='L'>" NUMBER("1", "I", "style:num-suffix='.'")
        NUMBER("2", "1", "style:num-suffix='.' text:display-levels='2'") NUMBER(
            "3", "a",
            "style:num-list-format='%3%)'") "</text:list-style><text:list-style style:name='B'>"
                                            "<text:list-level-style-bullet text:level='1' "
                                            "text:bullet-char='•'/></text:list-style>",
    .styles = "<text:outline-style><text:outline-level-style text:level='1' style:num-format='1' "
              "style:num-prefix='Điều ' style:num-suffix='.'/></text:outline-style>"};
#define LIST(MORE, INSIDE) "<text:list text:style-name='L' " MORE ">" INSIDE "</text:list>"
#define SUB(INSIDE) "<text:list>" INSIDE "</text:list>"
#define ITEM(INSIDE) "<text:list-item>" INSIDE "</text:list-item>"

static void lists_have_the_numbers_that_are_shown(void **state)
{
    static const body_case cases[] = {
        {LIST("xml:id='x'", ITEM(P("a") P("b") SUB(ITEM(P("c") SUB(ITEM(P("d")))) ITEM(P("e"))))
                                ITEM(P("f"))) P("g") LIST("text:continue-list='x'", ITEM(P("h")))
             LIST("", ITEM(P("i"))) LIST("text:continue-numbering='true'", ITEM(P("j"))),
         "I. a\nb\nI.1. c\na) d\nI.2. e\nII. f\ng\nIII. h\nI. i\nII. j\n"},
        {"<text:list text:style-name='L'><text:list-header>" P(
             "đầu") "</text:list-header><text:list-item "
                    "text:start-value='5'>" P("năm") "</text:list-item></text:list>",
         "đầu\nV. năm\n"},
        {"<text:list text:style-name='B'>" ITEM(P("x")) "</text:list>", "- x\n"},
        {"<text:h text:outline-level='1'>A</text:h><text:h text:outline-level='1' "
         "text:is-list-header='true'>B</text:h><text:h text:outline-level='1'>C</text:h>",
         "Điều 1. A\nB\nĐiều 2. C\n"},
    };
    EXPECT(state, cases, &LISTS);
}

static void tracked_changes_are_read_as_asked(void **state)
{
    static const char *const texts[] = {"Số 35-KH\n", "Số 30-KH\n", "Số [-30-]{+35+}-KH\n"};
    tc_span bytes = odt(
        *state,
        "<text:tracked-changes><text:changed-region text:id='d'><text:deletion><office:change-info>"
        "<office:creator/></office:change-info>" P(
            "30") "</text:deletion></text:changed-region>"
                  "<text:changed-region "
                  "text:id='i'><text:insertion/></text:changed-region></text:tracked-changes>" P(
                      "Số <text:change text:change-id='d'/><text:change-start "
                      "text:change-id='i'/>35"
                      "<text:change-end text:change-id='i'/>-KH"),
        NULL);
    for (int i = 0; i < 3; i++) {
        const tc_extract_options o = {.tracked_changes = (tc_tracked_changes)i};
        assert_span(pack_read(*state, bytes, "", &o)->text, texts[i]);
    }
}

static void notes_and_headers_are_read(void **state)
{
    static const others o = {
        .master = "<style:header>" P("Trang chạy") "</style:header><style:footer>" P(
            "<text:page-number>1</text:page-number>") "</style:footer>"
                                                      "<style:header-first>" P(
                                                          "TỈNH ỦY") "</style:header-first>"};
    static const body_case cases[] = {
        {P("a<draw:frame><draw:text-box>" P(
             "KHẨN") "</draw:text-box></draw:frame><text:note "
                     "text:note-class='footnote'><text:note-citation>9</"
                     "text:note-citation><text:note-body>" P(
                         "chú") "</text:note-body></text:note> b"),
         "TỈNH ỦY\na b [1]\nKHẨN\n[1] chú\nTrang chạy\n"},
    };
    EXPECT(state, cases, &o);
}

static void legacy_fonts_are_decoded_run_by_run(void **state)
{
    static const others o = {
        .automatic =
            "<style:style style:name='T' style:family='text'><style:text-properties "
            "style:font-name='F'/></style:style><style:style style:name='U' style:family='text'>"
            "<style:text-properties fo:text-transform='uppercase'/></style:style>"
            "<style:style style:name='P1' style:family='paragraph' style:parent-style-name='Q'/>"
            "<style:style style:name='H' style:family='text'><style:text-properties "
            "text:display='none'/></style:style>",
        .styles = "<office:font-face-decls><style:font-face style:name='F' "
                  "svg:font-family=\"'.VnTime'\"/>"
                  "</office:font-face-decls><style:style style:name='Q' style:family='paragraph'>"
                  "<style:text-properties fo:font-family='VNI-Times'/></style:style>"};
    static const body_case cases[] = {
        {P("<text:span text:style-name='T'>Ngh</text:span><text:span text:style-name='T'>Þ "
           "quyÕt</text:span> x"),
         "Nghị quyết x\n"},
        {"<text:p text:style-name='P1'>Keá hoaïch</text:p>", "Kế hoạch\n"},
        {P("<text:span text:style-name='U'>kế</text:span><text:span "
           "text:style-name='H'>ẩn</text:span>"),
         "KẾ\n"},
    };
    EXPECT(state, cases, &o);
}

static void pages_are_where_they_were_last_broken(void **state)
{
    tc_extracted *x =
        pack_read(*state, odt(*state, P("một") "<text:soft-page-break/>" P("hai"), NULL), "", NULL);
    assert_span(x->text, "một\nhai\n");
    assert_int_equal(x->page_count, 2);
    assert_int_equal(x->page_starts[1], 6);
}

static void damaged_files_never_break_the_reader(void **state)
{
    pack_mutate(odt(*state,
                    LIST("", ITEM(P("a") SUB(ITEM(P("b"))))) "<table:table><table:table-row>" C(
                        P("c")) "</table:table-row></table:table>" P("d<text:note><text:note-"
                                                                     "body>" P("e") "</"
                                                                                    "text:note-"
                                                                                    "body></"
                                                                                    "text:note>"),
                    &LISTS),
                "a.odt", 200);
}

int main(void)
{
#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, pack_start, pack_stop)
    const struct CMUnitTest tests[] = {
        TEST(paragraphs_and_blanks_are_as_shown),
        TEST(tables_are_read_row_by_row),
        TEST(lists_have_the_numbers_that_are_shown),
        TEST(tracked_changes_are_read_as_asked),
        TEST(notes_and_headers_are_read),
        TEST(legacy_fonts_are_decoded_run_by_run),
        TEST(pages_are_where_they_were_last_broken),
        TEST(damaged_files_never_break_the_reader),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
