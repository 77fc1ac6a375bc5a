/* SPDX-License-Identifier: MIT */
/* How many forms to draw, and what the drawn ones tell of all. */
#include <phieu/report.h>

#include <math.h>

/* Sums that are equal to a bound on paper differ from it in the last digits
 * here; they are taken as equal. Far above the error of the sums (1e-11 at a
 * million forms), far below what a confidence means. */
static const double near = 1e-9;

/* log of the ways to choose k of n */
static long double log_ways(int64_t n, int64_t k)
{
	return lgammal((long double)n + 1) - lgammal((long double)k + 1)
	       - lgammal((long double)(n - k) + 1);
}

double ph_sample_chance(
	int64_t population, int64_t wrong, int64_t size, int64_t found)
{
	int64_t right = population - wrong;
	int64_t least = size > right ? size - right : 0;
	long double all = log_ways(population, size), sum = 0;

	for (int64_t k = least; k <= found && k <= wrong && k <= size; k++)
		sum += expl(
			log_ways(wrong, k) + log_ways(right, size - k) - all);
	return sum < 1 ? (double)sum : 1;
}

/* So unlikely that the confidence speaks against it. */
static bool is_ruled_out(double chance, int confidence)
{
	double risk = (double)(PH_SAMPLE_ONE - confidence) / PH_SAMPLE_ONE;

	return chance <= risk * (1 + near);
}

int64_t ph_sample_beyond(int64_t population, int limit)
{
	/* the quotient and the rest apart: no product overflows */
	return population / PH_SAMPLE_ONE * limit
	       + population % PH_SAMPLE_ONE * limit / PH_SAMPLE_ONE + 1;
}

int64_t ph_sample_size(int64_t population, int limit, int confidence)
{
	int64_t wrong = ph_sample_beyond(population, limit);
	int64_t low = 1, high = population;

	while (low < high) { /* the chance falls as the size grows */
		int64_t middle = low + (high - low) / 2;

		if (is_ruled_out(ph_sample_chance(population, wrong, middle, 0),
			    confidence))
			high = middle;
		else
			low = middle + 1;
	}
	return high;
}

int64_t ph_sample_most_wrong(
	int64_t population, int64_t size, int64_t found, int confidence)
{
	int64_t low = found, high = population - (size - found);

	while (low < high) { /* the chance falls as more are wrong */
		int64_t middle = high - (high - low) / 2;

		if (is_ruled_out(
			    ph_sample_chance(population, middle, size, found),
			    confidence))
			high = middle - 1;
		else
			low = middle;
	}
	return low;
}
