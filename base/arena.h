/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that lives as long as one document or one question, freed at once.
 *
 * Allocation never returns NULL. When memory runs out, control returns to the innermost
 * TC_ARENA_CATCH of this arena, which sits in the public function that was called:
 *
 *     tc_arena_catch guard;
 *     if (TC_ARENA_CATCH(arena, &guard))
 *         return tc_fail(err, TC_ENOMEM, "no memory to read the plan");
 *     ... work that allocates ...
 *     tc_arena_uncatch(arena, &guard);
 *     return TC_OK;
 *
 * Code between the two must own nothing but arena memory, and locals set there are not read
 * after the jump. Without a catch the process aborts, so each public function that takes an
 * arena sets one. */
#ifndef TC_BASE_ARENA_H
#define TC_BASE_ARENA_H

#include <setjmp.h>

#include "base/span.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct tc_arena_catch {
    jmp_buf jump;
    struct tc_arena_catch *outer;
} tc_arena_catch;

typedef struct tc_arena {
    struct tc_arena_block *blocks; /* newest first */
    tc_arena_catch *catcher;
    size_t used;  /* bytes asked of malloc, all blocks */
    size_t limit; /* ceiling on used; 0 = none */
} tc_arena;

void tc_arena_init(tc_arena *);
void tc_arena_release(tc_arena *);
/* Forgets everything but keeps the largest block for the next document. */
void tc_arena_reset(tc_arena *);

/* Zeroed, aligned for any type. */
void *tc_arena_alloc(tc_arena *, size_t size);
void *tc_arena_array(tc_arena *, size_t count, size_t size); /* checks count * size */
/* The same, not zeroed: for long arrays that are written once, as each page touched costs time. */
void *tc_arena_space(tc_arena *, size_t count, size_t size);
/* Copies; a NUL is added behind, not counted. */
tc_span tc_arena_copy(tc_arena *, tc_span);
char *tc_arena_printf(tc_arena *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Enlarges an array of len items to hold at least len + 1, doubling *cap. Used by tc_vec_push. */
void *tc_arena_grow(tc_arena *, void *items, size_t len, size_t *cap, size_t size);

#define TC_ARENA_CATCH(arena, guard) \
    ((guard)->outer = (arena)->catcher, (arena)->catcher = (guard), setjmp((guard)->jump) != 0)
/* To the catch: for code between the two that meets its own want of memory. */
#ifdef __cplusplus
[[noreturn]]
#else
_Noreturn
#endif
void tc_arena_no_memory(tc_arena *);
void tc_arena_uncatch(tc_arena *, tc_arena_catch *guard);

/* A growing array in an arena: TC_VEC(tc_citation) citations = {0}; */
#define TC_VEC(T)        \
    struct {             \
        T *items;        \
        size_t len, cap; \
    }
/* Room for one more, zeroed; returns its address. */
#define tc_vec_add(arena, vec)                                                                 \
    ((vec)->len == (vec)->cap                                                                  \
         ? (void)((vec)->items = tc_arena_grow((arena), (vec)->items, (vec)->len, &(vec)->cap, \
                                               sizeof *(vec)->items))                          \
         : (void)0,                                                                            \
     memset(&(vec)->items[(vec)->len], 0, sizeof *(vec)->items), &(vec)->items[(vec)->len++])
#define tc_vec_push(arena, vec, value) (*tc_vec_add(arena, vec) = (value))

#ifdef __cplusplus
}
#endif
#endif
