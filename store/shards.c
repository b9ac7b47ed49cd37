/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of shards is a stub file as Xapian has them, one shard a line, and two words of our own:
 *
 *     # a comment
 *     auto PATH             an index, or another list, here ("glass PATH" is the same)
 *     remote HOST:PORT      a xapian-tcpsrv; [ADDRESS]:PORT for IPv6
 *     remote :PROGRAM ARGS  a program that talks as xapian-progsrv does, such as ssh; no quoting
 *     connect SECONDS       how long to wait for a connection (3), for the servers below it
 *     answer SECONDS        how long to wait for an answer (10), for the servers below it */
#include "store/shards.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static const double CONNECT = 3, ANSWER = 10, LONGEST = 3600; /* seconds */

enum { LIST_MAX = 1 << 16 }; /* bytes */

typedef struct {
    tc_shard_list *out;
    tc_arena *arena;
    const char *file;
    size_t line;
    tc_span folder; /* of the file, with its slash; empty: the current one */
    double connect, answer;
    tc_error *err;
} reading;

/* The line's first word; the rest of it is left in *line. */
static tc_span first_word(tc_span *line)
{
    size_t end = 0;
    while (end < line->len && line->ptr[end] != ' ' && line->ptr[end] != '\t')
        end++;
    tc_span word = tc_span_sub(*line, 0, end);
    *line = tc_span_trim(tc_span_sub(*line, end, line->len));
    return word;
}

static tc_status add_folder(reading *r, tc_span path)
{
    if (tc_span_empty(path))
        return tc_fail(r->err, TC_EINVAL, "%s:%zu: a folder is wanted: auto PATH", r->file,
                       r->line);
    tc_span front = path.ptr[0] == '/' ? TC_SPAN("") : r->folder;
    const char *dir = tc_arena_printf(r->arena, "%.*s%.*s", (int)front.len,
                                      front.len ? front.ptr : "", (int)path.len, path.ptr);
    tc_shard shard = {.name = dir, .dir = dir, .spare = true};
    tc_vec_push(r->arena, r->out, shard);
    return TC_OK;
}

static tc_status add_program(reading *r, tc_span command)
{
    const char *name = tc_arena_copy(r->arena, command).ptr;
    tc_span program = first_word(&command);
    if (tc_span_empty(program))
        return tc_fail(r->err, TC_EINVAL, "%s:%zu: a program is wanted: remote :PROGRAM ARGUMENTS",
                       r->file, r->line);
    tc_shard shard = {.name = name,
                      .program = tc_arena_copy(r->arena, program).ptr,
                      .args = tc_arena_copy(r->arena, command).ptr,
                      .connect = r->connect,
                      .answer = r->answer,
                      .spare = true};
    tc_vec_push(r->arena, r->out, shard);
    return TC_OK;
}

/* 0 when it is none. */
static unsigned port_number(tc_span digits)
{
    unsigned port = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9' || i == 5)
            return 0;
        port = port * 10 + (unsigned)(digits.ptr[i] - '0');
    }
    return port <= 65535 ? port : 0;
}

static tc_status add_server(reading *r, tc_span at)
{
    size_t colon = at.len;
    while (colon && at.ptr[colon - 1] != ':')
        colon--;
    tc_span host = tc_span_sub(at, 0, colon ? colon - 1 : 0);
    unsigned port = colon ? port_number(tc_span_sub(at, colon, at.len)) : 0;
    if (tc_span_starts(host, TC_SPAN("[")) && tc_span_ends(host, TC_SPAN("]")))
        host = tc_span_sub(host, 1, host.len - 1);
    if (tc_span_empty(host) || !port || memchr(at.ptr, ' ', at.len))
        return tc_fail(r->err, TC_EINVAL,
                       "%s:%zu: a server is wanted: remote HOST:PORT or remote :PROGRAM ARGUMENTS",
                       r->file, r->line);
    tc_shard shard = {.name = tc_arena_copy(r->arena, at).ptr,
                      .host = tc_arena_copy(r->arena, host).ptr,
                      .port = port,
                      .connect = r->connect,
                      .answer = r->answer,
                      .spare = true};
    tc_vec_push(r->arena, r->out, shard);
    return TC_OK;
}

static tc_status set_seconds(const reading *r, double *to, tc_span value)
{
    char *end;
    const char *text = tc_arena_copy(r->arena, value).ptr;
    double seconds = strtod(text, &end);
    bool number = value.len && strspn(text, "0123456789.") == value.len && *end == '\0';
    if (!number || seconds <= 0 || seconds > LONGEST)
        return tc_fail(r->err, TC_EINVAL, "%s:%zu: seconds are wanted, more than 0, at most 3600",
                       r->file, r->line);
    *to = seconds;
    return TC_OK;
}

static tc_status read_line(reading *r, tc_span line)
{
    if (tc_span_empty(line) || line.ptr[0] == '#')
        return TC_OK;
    if (memchr(line.ptr, '\0', line.len))
        return tc_fail(r->err, TC_EINVAL, "%s:%zu: a NUL", r->file, r->line);
    tc_span word = first_word(&line);
    if (tc_span_eq(word, TC_SPAN("auto")) || tc_span_eq(word, TC_SPAN("glass")))
        return add_folder(r, line);
    if (tc_span_eq(word, TC_SPAN("remote")) && tc_span_starts(line, TC_SPAN(":")))
        return add_program(r, tc_span_trim(tc_span_sub(line, 1, line.len)));
    if (tc_span_eq(word, TC_SPAN("remote")))
        return add_server(r, line);
    if (tc_span_eq(word, TC_SPAN("connect")))
        return set_seconds(r, &r->connect, line);
    if (tc_span_eq(word, TC_SPAN("answer")))
        return set_seconds(r, &r->answer, line);
    return tc_fail(r->err, TC_EINVAL,
                   "%s:%zu: a line begins with auto, glass, remote, connect, answer or #", r->file,
                   r->line);
}

/* The next line of text from *pos on. */
static tc_span next_line(tc_span text, size_t *pos)
{
    size_t start = *pos;
    while (*pos < text.len && text.ptr[*pos] != '\n')
        ++*pos;
    tc_span line = tc_span_sub(text, start, *pos);
    ++*pos;
    return tc_span_trim(line);
}

/* The next line that says something; empty at the end. */
static tc_span next_saying(tc_span text, size_t *pos)
{
    tc_span line = {0};
    while (*pos < text.len && (tc_span_empty(line) || line.ptr[0] == '#'))
        line = next_line(text, pos);
    return line.len && line.ptr[0] == '#' ? TC_SPAN("") : line;
}

bool tc_shards_one(tc_span *name, tc_span text)
{
    size_t pos = 0;
    *name = next_saying(text, &pos);
    if (!tc_span_eq(first_word(name), TC_SPAN("auto")) || !name->len)
        return false;
    return !memchr(name->ptr, '/', name->len) && tc_span_empty(next_saying(text, &pos));
}

bool tc_shards_lists(tc_span text)
{
    static const tc_span words[] = {TC_SPAN_LIT("auto"), TC_SPAN_LIT("glass"),
                                    TC_SPAN_LIT("remote"), TC_SPAN_LIT("connect"),
                                    TC_SPAN_LIT("answer")};
    size_t pos = 0;
    tc_span name, line = next_saying(text, &pos), word = first_word(&line);
    return line.len && tc_span_among(words, sizeof words / sizeof *words, word) &&
           !tc_shards_one(&name, text);
}

static tc_status read_all(tc_span *out, tc_arena *a, const char *file, tc_error *err)
{
    char *text = tc_arena_space(a, LIST_MAX, 1);
    int fd = open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return tc_fail_errno(err, errno == ENOENT ? TC_ENOTFOUND : TC_EIO, errno, "cannot read %s",
                             file);
    size_t len = 0;
    ssize_t n = 1;
    while (n > 0 && len < LIST_MAX) {
        n = read(fd, text + len, LIST_MAX - len);
        len += n > 0 ? (size_t)n : 0;
    }
    int errnum = errno;
    close(fd);
    if (n < 0)
        return tc_fail_errno(err, TC_EIO, errnum, "cannot read %s", file);
    if (len == LIST_MAX)
        return tc_fail(err, TC_ETOOBIG, "%s is no list of shards: over 64 KiB", file);
    *out = tc_span_make(text, len);
    return TC_OK;
}

tc_status tc_shards_read(tc_shard_list *out, tc_arena *a, const char *file, tc_error *err)
{
    tc_span text, path = tc_span_str(file);
    size_t pos = 0;
    *out = (tc_shard_list){0};
    reading r = {.out = out,
                 .arena = a,
                 .file = file,
                 .folder = path,
                 .connect = CONNECT,
                 .answer = ANSWER,
                 .err = err};
    while (r.folder.len && r.folder.ptr[r.folder.len - 1] != '/')
        r.folder.len--;
    tc_status st = read_all(&text, a, file, err);
    while (st == TC_OK && pos < text.len) {
        r.line++;
        st = read_line(&r, next_line(text, &pos));
    }
    if (st == TC_OK && out->len == 0)
        st = tc_fail(err, TC_EINVAL, "%s lists no shards", file);
    return st;
}
