/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files inside of files: archives and e-mail. */
#include "tests/unit/pack.h"

typedef struct {
    tc_arena *arena;
    tc_member items[64];
    size_t count;
} bag;

static tc_status put(const tc_member *m, void *context, tc_error *err)
{
    bag *b = context;
    (void)err;
    if (b->count < 64) {
        tc_member *to = &b->items[b->count];
        to->name = tc_arena_copy(b->arena, m->name);
        to->bytes = tc_arena_copy(b->arena, m->bytes);
        to->why = tc_arena_copy(b->arena, m->why);
        to->status = m->status;
        assert_int_equal(tc_utf8_valid_prefix(m->name), m->name.len);
    }
    b->count++;
    return TC_OK;
}

static tc_extracted *open_up(tc_arena *a, tc_span bytes, const char *name, bag *b)
{
    memset(b, 0, sizeof *b);
    b->arena = a;
    const tc_extract_options o = {.on_member = put, .member_context = b};
    return pack_read(a, bytes, name, &o);
}

static const pack_part FILES[] = {
    {"kế hoạch.txt", "Kế hoạch"}, {"thư mục/b.docx", "PK"}, {"./c", ""}, {"__MACOSX/._c", "x"}};

static void archives_of_every_kind_give_their_files(void **state)
{
    static const struct {
        const char *format, *mime;
    } kinds[] = {{"zip", "application/zip"},
                 {"7zip", "application/x-7z-compressed"},
                 {"ustar", "application/x-tar"},
                 {"pax", "application/x-tar"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        bag b;
        tc_extracted *x = open_up(*state, pack_as(*state, kinds[i].format, FILES, 4), "a", &b);
        assert_span(x->mime, kinds[i].mime);
        assert_true(x->container);
        assert_true(tc_span_empty(x->text));
        assert_int_equal(b.count, 3);
        assert_int_equal(x->member_count, 3);
        /* 7z sorts empty files behind the others */
        assert_span(b.items[0].name, "kế hoạch.txt");
        assert_span(b.items[0].bytes, "Kế hoạch");
        assert_span(b.items[1].name, "thư mục/b.docx");
        assert_span(b.items[2].name, "c");
    }
}

static void without_a_taker_files_inside_are_counted(void **state)
{
    tc_extracted *x = pack_read(*state, pack_as(*state, "zip", FILES, 4), "a.zip", NULL);
    assert_int_equal(x->member_count, 3);
    assert_true(pack_warned(x, "not read: 3 files"));
}

/* Local headers and a directory by hand: libarchive does not write names in other encodings. */
static tc_span zip_of_names(tc_arena *a, const char *const *names, size_t count)
{
    char *out = tc_arena_alloc(a, 65536);
    size_t n = 0, offsets[8];
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(names[i]);
        offsets[i] = n;
        memcpy(out + n, "PK\003\004\024\0\0\0\0\0\0\0\0\0\x43\xBE\xB7\xE8\1\0\0\0\1\0\0\0", 26);
        out[n + 26] = (char)len;
        memcpy(out + n + 30, names[i], len);
        out[n + 30 + len] = 'a';
        n += 31 + len;
    }
    size_t directory = n;
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(names[i]);
        memcpy(out + n, "PK\001\002\024\0\024\0\0\0\0\0\0\0\0\0\x43\xBE\xB7\xE8\1\0\0\0\1\0\0\0",
               28);
        out[n + 28] = (char)len;
        out[n + 42] = (char)(offsets[i] & 0xFF);
        out[n + 43] = (char)(offsets[i] >> 8);
        memcpy(out + n + 46, names[i], len);
        n += 46 + len;
    }
    memcpy(out + n, "PK\005\006", 4);
    out[n + 8] = out[n + 10] = (char)count;
    out[n + 12] = (char)((n - directory) & 0xFF);
    out[n + 16] = (char)(directory & 0xFF);
    out[n + 17] = (char)(directory >> 8);
    return tc_span_make(out, n + 22);
}

static void names_in_old_encodings_are_readable(void **state)
{
    static const struct {
        const char *raw[2], *name[2];
    } cases[] = {
        {{"K\xEA\xEC hoa\xF2"
          "ch.doc",
          "C\xF4ng \xF0oa\xCCn.doc"},
         {"Kế hoạch.doc", "Công đoàn.doc"}},
        {{"K\xD5 ho\xB9"
          "ch 05.doc",
          "\xA7\xB6ng \xF1y.doc"},
         {"Kế hoạch 05.doc", "Đảng ủy.doc"}},
        {{"r\x82sum\x82.doc", "\\x\\y.doc"}, {"résumé.doc", "x/y.doc"}},
        {{"a.doc", "a.doc"}, {"a.doc", "a.doc (2)"}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bag b;
        open_up(*state, zip_of_names(*state, cases[i].raw, 2), "a.zip", &b);
        assert_int_equal(b.count, 2);
        for (size_t k = 0; k < 2; k++)
            if (cases[i].name[k])
                assert_span(b.items[k].name, cases[i].name[k]);
    }
}

static void other_office_documents_are_no_archives(void **state)
{
    static const pack_part slides[] = {{"[Content_Types].xml", "<Types/>"},
                                       {"ppt/presentation.xml", "<a/>"}};
    static const pack_part ods[] = {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                                    {"content.xml", "<a/>"}};
    tc_extracted *x;
    tc_error err = TC_ERROR_INIT;
    assert_status(
        tc_extract(&x, *state, pack_as(*state, "zip", slides, 2), TC_SPAN("a"), NULL, &err),
        TC_EUNSUPPORTED, &err);
    assert_non_null(strstr(err.msg, "office document"));
    assert_status(tc_extract(&x, *state, pack_as(*state, "zip", ods, 2), TC_SPAN("a"), NULL, &err),
                  TC_EUNSUPPORTED, &err);
}

static void a_file_with_a_password_is_one_failure(void **state)
{
    char *out = tc_arena_alloc(*state, 4096);
    size_t used = 0;
    struct archive *w = archive_write_new();
    archive_write_set_format_zip(w);
    assert_int_equal(archive_write_set_options(w, "zip:encryption=traditional"), ARCHIVE_OK);
    assert_int_equal(archive_write_set_passphrase(w, "mật"), ARCHIVE_OK);
    assert_int_equal(archive_write_open_memory(w, out, 4096, &used), ARCHIVE_OK);
    struct archive_entry *e = archive_entry_new();
    archive_entry_set_pathname(e, "a.txt");
    archive_entry_set_size(e, 3);
    archive_entry_set_filetype(e, AE_IFREG);
    assert_int_equal(archive_write_header(w, e), ARCHIVE_OK);
    archive_write_data(w, "abc", 3);
    archive_entry_free(e);
    archive_write_close(w);
    archive_write_free(w);
    bag b;
    open_up(*state, tc_span_make(out, used), "a.zip", &b);
    assert_int_equal(b.count, 1);
    assert_int_equal(b.items[0].status, TC_ELOCKEDFILE);
    assert_span(b.items[0].name, "a.txt");
}

static void a_bomb_is_one_failure(void **state)
{
    size_t n = (size_t)40 << 20;
    char *zeros = malloc(n + 1);
    memset(zeros, '0', n);
    zeros[n] = '\0';
    const pack_part parts[] = {{"a.txt", "a"}, {"bomb", zeros}, {"b.txt", "b"}};
    bag b;
    tc_span bomb = pack_as(*state, "zip", parts, 3);
    free(zeros);
    assert_true(bomb.len < 1 << 17);
    open_up(*state, bomb, "a.zip", &b);
    assert_int_equal(b.count, 3);
    assert_int_equal(b.items[0].status, TC_OK);
    assert_int_equal(b.items[1].status, TC_ETOOBIG);
    assert_true(tc_span_empty(b.items[1].bytes));
    assert_int_equal(b.items[2].status, TC_ETOOBIG);
}

static void a_cut_archive_gives_what_is_there(void **state)
{
    const pack_part parts[] = {{"a.txt", "một"}, {"b.txt", "hai"}};
    tc_span whole = pack_as(*state, "zip", parts, 2);
    bag b;
    tc_extracted *x = open_up(*state, tc_span_sub(whole, 0, 60), "a.zip", &b);
    assert_true(b.count >= 1);
    assert_span(b.items[0].name, "a.txt");
    (void)x;
}

static void damaged_archives_never_break_the_reader(void **state)
{
    static const char *const kinds[] = {"zip", "7zip", "ustar"};
    for (size_t i = 0; i < 3; i++)
        pack_mutate(pack_as(*state, kinds[i], FILES, 4), "a.zip", 150);
}

/* ---- e-mail -------------------------------------------------------------------------------- */

#define FIELDS                                                                                  \
    "From: =?utf-8?B?QmFuIFR1ecOqbiBnacOhbw==?= <btg@x.vn>\r\nTo: a@x.vn\r\nDate: Tue, 25 May " \
    "2021 "                                                                                     \
    "08:00:00 +0700\r\nSubject: =?utf-8?Q?K=E1=BA?=\r\n =?utf-8?Q?=BF_ho=E1=BA=A1ch?= "         \
    "30-KH/TU\r\n"                                                                              \
    "MIME-Version: 1.0\r\n"
#define SHOWN                                                                                  \
    "\nFrom: Ban Tuyên giáo <btg@x.vn>\nTo: a@x.vn\nDate: Tue, 25 May 2021 08:00:00 +0700\n" \
    "Subject: Kế hoạch 30-KH/TU\n"

static void a_message_is_its_text_and_its_fields(void **state)
{
    static const struct {
        const char *mail, *text;
    } cases[] = {
        {FIELDS "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: "
                "quoted-printable\r\n"
                "\r\nNgh=E1=BB=8B quy=E1=BA=BFt s=\r\n=E1=BB=91 35\r\n",
         "Nghị quyết số 35\n" SHOWN},
        {FIELDS "Content-Type: text/plain\r\nContent-Transfer-Encoding: "
                "base64\r\n\r\nS+G6vyBo\r\nb+G6oWNo\r\n",
         "Kế hoạch\n" SHOWN},
        {FIELDS "Content-Type: text/html; charset=\"utf-8\"\r\n\r\n<p>Kế <b>hoạch</b></p><p>số 3",
         "Kế hoạch\nsố 3\n" SHOWN},
        {FIELDS
         "Content-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: "
         "text/plain; "
         "charset=utf-8\r\n\r\nmột\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>hai\r\n--b--\r\n",
         "một\n" SHOWN},
        {FIELDS "Content-Type: text/plain; charset=us-ascii\r\n\r\nNgh\xDE quy\xD5t c\xF1"
                "a \xA7\xB6ng b\xE9\r\n",
         "Nghị quyết của Đảng bộ\n" SHOWN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tc_extracted *x = pack_read(*state, tc_span_str(cases[i].mail), "thu.eml", NULL);
        assert_span(x->mime, "message/rfc822");
        assert_span(x->text, cases[i].text);
        assert_false(x->container);
    }
}

static void attachments_are_files_inside(void **state)
{
    static const char mail[] = FIELDS
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: "
        "text/plain\r\n\r\nKèm\r\n--b\r\n"
        "Content-Type: application/octet-stream; "
        "name=\"=?utf-8?Q?k=E1=BA=BF?=.txt\"\r\nContent-Disposition: "
        "attachment; filename*0*=utf-8''k%E1%BA%BF; filename*1=\" hoach.txt\"\r\n\r\nmột\r\n--b\r\n"
        "Content-Type: text/plain; name=../a.txt\r\n\r\nhai\r\n--b\r\nContent-Type: "
        "message/rfc822\r\n\r\n"
        "Subject: x\r\n\r\ny\r\n--b--\r\n";
    bag b;
    tc_extracted *x = open_up(*state, tc_span_str(mail), "a.eml", &b);
    assert_span(x->text, "Kèm\n" SHOWN);
    assert_int_equal(b.count, 3);
    assert_span(b.items[0].name, "kế hoach.txt");
    assert_span(tc_span_trim(b.items[0].bytes), "một");
    assert_span(b.items[1].name, ".._a.txt");
    assert_span(b.items[2].name, "message.eml");
    x = pack_read(*state, tc_span_str(mail), "a.eml", NULL);
    assert_true(pack_warned(x, "not read: 3 attachments"));
}

static void text_with_a_colon_is_no_message(void **state)
{
    tc_extracted *x = pack_read(*state, TC_SPAN("Subject: x\nmột: hai\n"), "a.txt", NULL);
    assert_span(x->mime, "text/plain");
    x = pack_read(*state, TC_SPAN("Subject: x\n\nhai\n"), "a.eml", NULL);
    assert_span(x->mime, "message/rfc822");
}

static void deep_messages_are_bounded(void **state)
{
    size_t size = 200000, len = 0;
    char *mail = tc_arena_alloc(*state, size + 200);
    len += (size_t)snprintf(mail, 200, "From: a\r\nTo: b\r\nDate: c\r\n");
    while (len < size)
        len += (size_t)snprintf(mail + len, 100,
                                "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n");
    tc_extracted *x = pack_read(*state, tc_span_make(mail, len), "a.eml", NULL);
    assert_true(pack_warned(x, "too deep"));
}

static void damaged_messages_never_break_the_reader(void **state)
{
    (void)state;
    pack_mutate(
        TC_SPAN(
            FIELDS
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>K=E1=BA=BF\r\n--b\r\n"
            "Content-Disposition: attachment; filename*0*=utf-8''k%E1; filename*1=x\r\n"
            "Content-Transfer-Encoding: base64\r\n\r\nS+G6vyBo\r\n--b--\r\n"),
        "a.eml", 400);
}

int main(void)
{
#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, pack_start, pack_stop)
    const struct CMUnitTest tests[] = {
        TEST(archives_of_every_kind_give_their_files),
        TEST(without_a_taker_files_inside_are_counted),
        TEST(names_in_old_encodings_are_readable),
        TEST(other_office_documents_are_no_archives),
        TEST(a_file_with_a_password_is_one_failure),
        TEST(a_bomb_is_one_failure),
        TEST(a_cut_archive_gives_what_is_there),
        TEST(damaged_archives_never_break_the_reader),
        TEST(a_message_is_its_text_and_its_fields),
        TEST(attachments_are_files_inside),
        TEST(text_with_a_colon_is_no_message),
        TEST(deep_messages_are_bounded),
        TEST(damaged_messages_never_break_the_reader),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
