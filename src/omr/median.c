/* SPDX-License-Identifier: MIT */
#include "omr_internal.h"

#include <stddef.h>

/* Puts the k-th smallest in its place, smaller ones before it, larger ones
 * behind (Hoare, "Algorithm 65: find", Communications of the ACM 4, 1961). */
#define FIND(name, type)                                         \
	static void name(type *at, ptrdiff_t count, ptrdiff_t k) \
	{                                                        \
		ptrdiff_t left = 0, right = count - 1;           \
                                                                 \
		while (left < right) {                           \
			type pivot = at[k];                      \
			ptrdiff_t i = left, j = right;           \
                                                                 \
			while (i <= j) {                         \
				while (at[i] < pivot)            \
					i++;                     \
				while (pivot < at[j])            \
					j--;                     \
				if (i <= j) {                    \
					type held = at[i];       \
                                                                 \
					at[i++] = at[j];         \
					at[j--] = held;          \
				}                                \
			}                                        \
			left = j < k ? i : left;                 \
			right = k < i ? j : right;               \
		}                                                \
	}

FIND(find_float, float)
FIND(find_double, double)

float ph_median_float(float *values, size_t count)
{
	find_float(values, (ptrdiff_t)count, (ptrdiff_t)(count / 2));
	return values[count / 2];
}

double ph_median_double(double *values, size_t count)
{
	find_double(values, (ptrdiff_t)count, (ptrdiff_t)(count / 2));
	return values[count / 2];
}

uint8_t ph_median_byte(const uint8_t *values, size_t count)
{
	size_t counts[256] = { 0 }, below = 0;
	unsigned value = 0;

	for (size_t i = 0; i < count; i++)
		counts[values[i]]++;
	while (value < 255 && below + counts[value] <= count / 2)
		below += counts[value++];
	return (uint8_t)value;
}
