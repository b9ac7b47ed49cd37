/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/pack.h"

#define MAIN "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define LINKS(S)                                                                             \
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" S \
    "</Relationships>"
#define LINK(ID, KIND, TO) "<Relationship Id='" ID "' Type='" OFFICE "/" KIND "' Target='" TO "'/>"
#define CELL(TYPE, STYLE, VALUE) "<c t='" TYPE "' s='" STYLE "'><v>" VALUE "</v></c>"

static tc_span workbook(tc_arena *a, const char *sheets, const char *first, const char *second)
{
    const pack_part parts[] = {
        {"[Content_Types].xml", "<Types/>"},
        {"_rels/.rels", LINKS(LINK("r", "officeDocument", "xl/workbook.xml"))},
        {"xl/workbook.xml",
         tc_arena_printf(
             a, "<workbook " MAIN " xmlns:r='" OFFICE "'><sheets>%s</sheets></workbook>", sheets)},
        {"xl/_rels/workbook.xml.rels",
         LINKS(LINK("r1", "worksheet", "worksheets/sheet1.xml") LINK(
             "r2", "worksheet", "/xl/worksheets/sheet2.xml") LINK("r3", "styles", "styles.xml")
                   LINK("r4", "sharedStrings", "sharedStrings.xml"))},
        {"xl/styles.xml",
         "<styleSheet " MAIN "><numFmts><numFmt numFmtId='164' formatCode='dd/mm/yyyy'/>"
         "<numFmt numFmtId='165' formatCode='[Red]0.0&quot; ngày&quot;'/></numFmts>"
         "<fonts><font><name val='Arial'/></font><font><name val='.VnTime'/></font></fonts>"
         "<cellXfs><xf numFmtId='0' fontId='0'/><xf numFmtId='164' fontId='0'/>"
         "<xf numFmtId='165' fontId='1'/><xf numFmtId='14'/></cellXfs></styleSheet>"},
        {"xl/sharedStrings.xml",
         "<sst " MAIN "><si><t>KÕ ho¹ch</t></si><si><r><rPr><rFont val='Arial'/></rPr><t>Số </t>"
         "</r><r><t>12-KH/§U</t></r></si><si><t>a</t><rPh sb='0' eb='1'><t>b</t></rPh></si></sst>"},
        {"xl/worksheets/sheet1.xml",
         tc_arena_printf(a, "<worksheet " MAIN "><sheetData>%s</sheetData></worksheet>", first)},
        {"xl/worksheets/sheet2.xml",
         tc_arena_printf(a, "<worksheet " MAIN "><sheetData>%s</sheetData></worksheet>", second)}};
    return pack_as(a, "zip", parts, sizeof parts / sizeof *parts);
}

#define ONE "<sheet name='Phụ lục' r:id='r1'/>"

static void cells_come_as_they_are_shown(void **state)
{
    static const struct {
        const char *rows, *text;
    } cases[] = {
        {"<row>" CELL("s", "0", "1") CELL("s", "2", "0") "</row>", "Số 12-KH/§U\tKế hoạch\n"},
        {"<row>" CELL("s", "2", "1") "</row>", "Số 12-KH/ĐU\n"},
        {"<row>" CELL("n", "1", "44328") CELL("n", "3", "44328.5") CELL("n", "2", "44328") "</row>",
         "12/05/2021\t12/05/2021\t44328\n"},
        {"<row>" CELL("n", "0", "0.30000000000000004") CELL("b", "0", "1")
             CELL("e", "0", "#REF!") "<c><f>1+1</f><v>2</v></c></row>",
         "0.3\tTRUE\t2\n"},
        {"<row r='1'>" CELL("str", "0", "a") "</row><row r='2'>" CELL(
             "str", "0", "b") "</row><row r='5'>" CELL("str", "0", "c") "</row>",
         "a\nb\n\nc\n"},
        {"<row>" CELL("s", "0", "2") "<c t='inlineStr'><is><t>x</t></is></c></row>", "a\tx\n"},
        {"<row>" CELL("s", "0", "3") CELL("s", "0", "99999999999999999999999") CELL("s", "0", "-1")
             CELL("s", "0", "") CELL("n", "77", "7") "</row>",
         "7\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tc_extracted *x =
            pack_read(*state, workbook(*state, ONE, cases[i].rows, ""), "a.xlsx", NULL);
        assert_span(x->text, cases[i].text);
    }
}

static void sheets_have_their_names(void **state)
{
    tc_span bytes =
        workbook(*state, ONE "<sheet name='Biểu 2' r:id='r2'/>",
                 "<row>" CELL("n", "0", "1") "</row>", "<row>" CELL("n", "0", "2") "</row>");
    tc_extracted *x = pack_read(*state, bytes, "a.xlsx", NULL);
    assert_span(x->text, "Phụ lục\n1\n\nBiểu 2\n2\n");
    bytes = workbook(*state, ONE "<sheet name='Biểu 2' r:id='r2' state='hidden'/>",
                     "<row>" CELL("n", "0", "1") "</row>", "<row>" CELL("n", "0", "2") "</row>");
    x = pack_read(*state, bytes, "a.xlsx", NULL);
    assert_span(x->text, "1\n");
    assert_true(pack_warned(x, "1 hidden sheets"));
}

static void the_year_may_begin_in_1904(void **state)
{
    tc_extracted *x = pack_read(*state,
                                workbook(*state, "</sheets><workbookPr date1904='1'/><sheets>" ONE,
                                         "<row>" CELL("n", "1", "42866") "</row>", ""),
                                "a.xlsx", NULL);
    assert_span(x->text, "12/05/2021\n");
}

static void damaged_files_never_break_the_reader(void **state)
{
    pack_mutate(workbook(*state, ONE,
                         "<row>" CELL("s", "0", "1") CELL("n", "1", "44328")
                             CELL("str", "2", "abc") "</row>",
                         ""),
                "a.xlsx", 300);
}

int main(void)
{
#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, pack_start, pack_stop)
    const struct CMUnitTest tests[] = {
        TEST(cells_come_as_they_are_shown),
        TEST(sheets_have_their_names),
        TEST(the_year_may_begin_in_1904),
        TEST(damaged_files_never_break_the_reader),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
