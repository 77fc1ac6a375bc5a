/* SPDX-License-Identifier: MIT */
/*
 * The format information (ISO/IEC 18004, 7.9): five bits, ten of a BCH code
 * behind them, twice beside the finders.
 */
#include "code_internal.h"

#include <string.h>

enum {
	BITS = 15,
	WORDS = 32,
	MASK = 0x5412,
	GENERATOR = 0x537
};

/* Bits that may be wrong: of both copies together, or of the better one when
 * the other is damaged. A chance word of 15 bits is that near in 3 of 100. */
#define BOTH_MOST 6
#define ONE_MOST 1

static unsigned encode(unsigned word)
{
	unsigned rest = word << 10;

	for (int i = 14; i >= 10; i--)
		if (rest >> i & 1)
			rest ^= GENERATOR << (i - 10);
	return (word << 10 | rest) ^ MASK;
}

/* Where bit i, the lowest first, of a copy stands. */
static void locate(unsigned size, int i, bool second, unsigned *x, unsigned *y)
{
	unsigned n = (unsigned)i;

	if (second) {
		*x = n < 8 ? size - 1 - n : 8;
		*y = n < 8 ? 8 : size - BITS + n;
		return;
	}
	*x = n < 8 ? 8 : n < 9 ? 7 : 14 - n;
	*y = n < 6 ? n : n < 8 ? n + 1 : 8;
}

static unsigned read_copy(const struct ph_modules *modules, bool second)
{
	unsigned word = 0, x, y;

	for (int i = 0; i < BITS; i++) {
		locate(modules->size, i, second, &x, &y);
		if (modules->dark[y * modules->size + x])
			word |= 1u << i;
	}
	return word;
}

static void write_copy(struct ph_modules *modules, unsigned word, bool second)
{
	unsigned x, y;

	for (int i = 0; i < BITS; i++) {
		locate(modules->size, i, second, &x, &y);
		modules->dark[y * modules->size + x] = word >> i & 1;
	}
}

bool ph_modules_format(struct ph_modules *modules)
{
	unsigned first = read_copy(modules, false);
	unsigned second = read_copy(modules, true), best = 0;
	int least = BITS * 2, one = BITS;

	for (unsigned word = 0; word < WORDS; word++) {
		unsigned right = encode(word);
		int a = __builtin_popcount(first ^ right);
		int b = __builtin_popcount(second ^ right);
		int near = a < b ? a : b;

		one = near < one ? near : one;
		/* A copy that is wholly right outweighs a damaged one. */
		if (near == 0 || a + b < least) {
			least = near == 0 ? 0 : a + b;
			best = right;
		}
	}
	if (least > BOTH_MOST && one > ONE_MOST)
		return false;
	write_copy(modules, best, false);
	write_copy(modules, best, true);
	return true;
}

void ph_modules_mirror(struct ph_modules *modules)
{
	unsigned size = modules->size;

	for (unsigned y = 0; y < size; y++)
		for (unsigned x = 0; x < y; x++) {
			uint8_t *a = &modules->dark[y * size + x];
			uint8_t *b = &modules->dark[x * size + y];
			uint8_t kept = *a;

			*a = *b;
			*b = kept;
		}
}
