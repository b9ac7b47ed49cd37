/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sys/socket.h>
#include <unistd.h>

#include "indexer/chunk.h"
#include "indexer/wire.h"
#include "tests/unit/unit.h"

/* 64 hex digits that tell n. */
static tc_span hash(char out[65], unsigned n)
{
    snprintf(out, 65, "%016x%016x%032x", n + 1, n * 2654435761u, n);
    return tc_span_make(out, 64);
}

static void a_content_is_claimed_once(void **state)
{
    (void)state;
    char h[65];
    tc_claims c = {0};
    for (unsigned i = 0; i < 2000; i++)
        assert_true(tc_claims_add(&c, hash(h, i)));
    for (unsigned i = 0; i < 2000; i++)
        assert_false(tc_claims_add(&c, hash(h, i)));
    assert_int_equal(c.count, 2000);
    assert_false(tc_claims_add(&c, TC_SPAN("short")));
    tc_claims_clear(&c);
    assert_true(tc_claims_add(&c, hash(h, 7)));
    tc_claims_release(&c);
}

static void open_claims_go_and_kept_ones_stay(void **state)
{
    (void)state;
    char h[65];
    tc_claims all = {0}, finished = {0}, lost = {0};
    for (unsigned i = 0; i < 10; i++) {
        tc_claims_add(i < 5 ? &finished : &lost, hash(h, i));
        tc_claims_add(&all, hash(h, i));
    }
    tc_claims_keep_all(&all, &finished);
    tc_claims_clear_open(&all);
    for (unsigned i = 0; i < 10; i++)
        assert_int_equal(tc_claims_add(&all, hash(h, i)), i >= 5);
    tc_claims_clear_open(&all);
    tc_claims_add_all(&all, &lost);
    assert_false(tc_claims_add(&all, hash(h, 9)));
    tc_claims_release(&all);
    tc_claims_release(&finished);
    tc_claims_release(&lost);
}

static void a_chunk_is_done_again_without_its_culprit(void **state)
{
    (void)state;
    static const char *const names[] = {"a", "b", "c", "d"};
    tc_chunk *c = tc_chunk_new(1, 1);
    tc_item *items[4];
    for (size_t i = 0; i < 4; i++) {
        items[i] = tc_item_new(tc_span_str(names[i]), "/x/y", (tc_stamp){.size = 10});
        tc_chunk_push(c, items[i]);
    }
    assert_int_equal(c->files, 4);
    assert_int_equal(c->bytes, 40);
    items[0]->state = TC_ITEM_ADDED;
    items[1]->state = TC_ITEM_PUT_OFF;
    c->oldest = items[2];
    c->unsent = NULL;
    tc_chunk_restart(c, c->oldest);
    assert_int_equal(c->files, 2);
    assert_ptr_equal(c->unsent, items[0]);
    assert_ptr_equal(c->oldest, items[0]);
    assert_int_equal(items[0]->state, TC_ITEM_WAITS);
    assert_span(c->first->next->stored, "d");
    assert_string_equal(c->first->next->path, "/x/y");
    assert_null(c->first->next->next);
    tc_chunk_free(c);
}

static tc_chunk *chunk_of(const char *names, unsigned number, unsigned room)
{
    tc_chunk *c = tc_chunk_new(number, room);
    for (size_t i = 0; names[i]; i++)
        tc_chunk_push(c, tc_item_new(tc_span_make(names + i, 1), "/x/y", (tc_stamp){.size = 10}));
    return c;
}

static void assert_chunk(const tc_chunk *c, const char *names)
{
    const tc_item *i = c->first;
    for (; i && *names; i = i->next, names++)
        assert_span(i->stored, ((char[]){*names, 0}));
    assert_null(i);
    assert_int_equal(*names, 0);
    assert_null(*c->last);
}

static void a_chunk_is_split_where_it_has_not_been_sent(void **state)
{
    (void)state;
    tc_chunk *c = chunk_of("abcdefgh", 64, 4);
    assert_span(tc_chunk_send(c)->stored, "a");
    tc_chunk *rest = tc_chunk_split(c, 25), *last = tc_chunk_split(c, 0);
    assert_chunk(c, "ab");
    assert_chunk(last, "cd");
    assert_chunk(rest, "efgh");
    assert_true(c->number < last->number && last->number < rest->number && rest->number < 64 + 4);
    assert_int_equal(c->files, 2);
    assert_int_equal(c->bytes - c->sent, 10);
    assert_int_equal(rest->files, 4);
    assert_int_equal(rest->bytes, 40);
    assert_span(rest->oldest->stored, "e");
    assert_span(c->oldest->stored, "a");
    assert_null(tc_chunk_split(c, 0));     /* one file stays */
    assert_null(tc_chunk_split(rest, 40)); /* nothing is left over */
    tc_chunk_free(tc_chunk_split(rest, 10));
    assert_chunk(rest, "e");
    tc_chunk_push(rest, tc_item_new(TC_SPAN("x"), "/x/y", (tc_stamp){.size = 10}));
    assert_null(tc_chunk_split(rest, 0)); /* no number is left */
    tc_chunk_free(c);
    tc_chunk_free(rest);
    tc_chunk_free(last);
}

static void messages_come_as_they_went(void **state)
{
    (void)state;
    int pair[2];
    tc_buf out, in;
    tc_wire_type type;
    tc_cursor c;
    char path[5000];
    memset(path, 'p', sizeof path);
    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair), 0);
    tc_buf_init(&out, 0);
    tc_buf_init(&in, 0);
    tc_wire_start(&out, TC_WIRE_TAKE);
    tc_put_string(&out, tc_span_make(path, sizeof path));
    tc_put_uint(&out, 42);
    assert_true(tc_wire_send(pair[0], &out));
    tc_wire_start(&out, TC_WIRE_FINISH);
    assert_true(tc_wire_send(pair[0], &out));
    assert_true(tc_wire_receive(pair[1], &in, &type, &c));
    assert_int_equal(type, TC_WIRE_TAKE);
    assert_int_equal(tc_get_string(&c).len, sizeof path);
    assert_int_equal(tc_get_uint(&c), 42);
    assert_false(c.bad);
    assert_true(tc_wire_receive(pair[1], &in, &type, &c));
    assert_int_equal(type, TC_WIRE_FINISH);
    close(pair[0]);
    assert_false(tc_wire_receive(pair[1], &in, &type, &c));
    assert_false(tc_wire_send(pair[1], &out));
    close(pair[1]);
    tc_buf_release(&out);
    tc_buf_release(&in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_content_is_claimed_once),
        cmocka_unit_test(open_claims_go_and_kept_ones_stay),
        cmocka_unit_test(a_chunk_is_done_again_without_its_culprit),
        cmocka_unit_test(a_chunk_is_split_where_it_has_not_been_sent),
        cmocka_unit_test(messages_come_as_they_went),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
