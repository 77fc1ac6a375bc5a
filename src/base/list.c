/* SPDX-License-Identifier: MIT */
#include <phieu/list.h>

#include <stdint.h>
#include <string.h>

bool ph_size_multiply(size_t a, size_t b, size_t *product)
{
	return !__builtin_mul_overflow(a, b, product);
}

void *ph_alloc(size_t count, size_t size)
{
	/* calloc checks the product; a request of 0 must not look failed. */
	return calloc(count ? count : 1, size ? size : 1);
}

char *ph_copy(const char *text, size_t length)
{
	char *copy = length < SIZE_MAX ? malloc(length + 1) : NULL;

	if (!copy)
		return NULL;
	if (length)
		memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

void *ph_list_grow_(void **at, size_t *count, size_t *room, size_t size)
{
	char *item;

	if (*count == *room) {
		size_t more = *room ? *room + *room / 2 : 16, bytes;
		void *moved;

		if (more < *room || !ph_size_multiply(more, size, &bytes))
			return NULL;
		moved = realloc(*at, bytes);
		if (!moved)
			return NULL;
		*at = moved;
		*room = more;
	}
	item = (char *)*at + (*count)++ * size;
	return memset(item, 0, size);
}
