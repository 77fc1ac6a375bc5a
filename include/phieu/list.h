/* SPDX-License-Identifier: MIT */
/*
 * list — memory that is checked, and arrays that grow.
 *
 *	PH_LIST(struct item) items = { 0 };
 *	struct item *it = ph_list_push(&items);   NULL: out of memory
 *	ph_list_for (it, &items) { … }
 *	ph_list_release(&items);
 *
 * Elements are zeroed when pushed. A push may move them: keep indices, not
 * pointers, across pushes.
 */
#ifndef PHIEU_LIST_H
#define PHIEU_LIST_H

#include <phieu/error.h>

#include <stddef.h>
#include <stdlib.h>

/* count × size zeroed bytes, NULL if they overflow or memory is out. */
void *ph_alloc(size_t count, size_t size)
	__attribute__((malloc, alloc_size(1, 2)));

/* The overflow-checked product; false on overflow. */
PH_MUST_CHECK bool ph_size_multiply(size_t a, size_t b, size_t *product);

/* A copy of the first `length` bytes, NUL-terminated; NULL: out of memory. */
char *ph_copy(const char *text, size_t length);

#define PH_LIST(type)               \
	struct {                    \
		type *at;           \
		size_t count, room; \
	}

#define ph_list_push(list)                                           \
	((__typeof__((list)->at))ph_list_grow_((void **)&(list)->at, \
		&(list)->count, &(list)->room, sizeof(*(list)->at)))

#define ph_list_for(item, list)   \
	for ((item) = (list)->at; \
		(list)->at && (item) < (list)->at + (list)->count; (item)++)

#define ph_list_release(list)                     \
	do {                                      \
		free((list)->at);                 \
		(list)->at = NULL;                \
		(list)->count = (list)->room = 0; \
	} while (0)

void *ph_list_grow_(void **at, size_t *count, size_t *room, size_t size);

#endif
