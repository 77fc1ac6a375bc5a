/* SPDX-License-Identifier: MIT */
#include <phieu/list.h>
#include <phieu/text.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ph_text_release(struct ph_text *text)
{
	free(text->bytes);
	*text = (struct ph_text){ 0 };
}

const char *ph_text_get(const struct ph_text *text)
{
	return text->bytes ? text->bytes : "";
}

void ph_text_clear(struct ph_text *text)
{
	text->length = 0;
	if (text->bytes)
		text->bytes[0] = '\0';
}

static bool reserve(struct ph_text *text, size_t more)
{
	size_t need, room = text->room ? text->room : 64;
	char *moved;

	if (__builtin_add_overflow(text->length, more, &need)
		|| __builtin_add_overflow(need, (size_t)1, &need))
		return false;
	if (need <= text->room)
		return true;
	while (room < need)
		if (__builtin_mul_overflow(room, (size_t)2, &room))
			return false;
	moved = realloc(text->bytes, room);
	if (!moved)
		return false;
	text->bytes = moved;
	text->room = room;
	return true;
}

bool ph_text_append(struct ph_text *text, const char *bytes, size_t length)
{
	if (!reserve(text, length))
		return false;
	if (length)
		memcpy(text->bytes + text->length, bytes, length);
	text->length += length;
	text->bytes[text->length] = '\0';
	return true;
}

bool ph_text_puts(struct ph_text *text, const char *string)
{
	return ph_text_append(text, string, strlen(string));
}

bool ph_text_appendf(struct ph_text *text, const char *fmt, ...)
{
	va_list args;
	int length;

	va_start(args, fmt);
	length = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (length < 0 || !reserve(text, (size_t)length))
		return false;
	va_start(args, fmt);
	vsnprintf(text->bytes + text->length, (size_t)length + 1, fmt, args);
	va_end(args);
	text->length += (size_t)length;
	return true;
}

static int compare_numbers(const char **a, const char **b)
{
	size_t la, lb;
	int order;

	while (**a == '0')
		(*a)++;
	while (**b == '0')
		(*b)++;
	la = strspn(*a, "0123456789");
	lb = strspn(*b, "0123456789");
	order = la != lb ? (la < lb ? -1 : 1) : memcmp(*a, *b, la);
	*a += la;
	*b += lb;
	return order;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

int ph_natural_compare(const char *a, const char *b)
{
	const char *left = a, *right = b;

	while (*left && *right) {
		if (is_digit(*left) && is_digit(*right)) {
			int order = compare_numbers(&left, &right);

			if (order)
				return order;
			continue;
		}
		if (*left != *right)
			return (unsigned char)*left < (unsigned char)*right ? -1
									    : 1;
		left++;
		right++;
	}
	if (*left || *right)
		return *left ? 1 : -1;
	return strcmp(a, b); /* "01" and "1" are two names all the same */
}
