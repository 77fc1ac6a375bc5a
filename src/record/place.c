/* SPDX-License-Identifier: MIT */
/* Where a form lies in its photo, as text. */
#include <phieu/record.h>

#include <stdio.h>
#include <string.h>

/* Pixels: far beyond any photo, and far from where integers overflow. */
#define FARTHEST 1e7

/* In tenths of a pixel, so that no locale has a say. */
static int put_number(char *out, size_t room, double value)
{
	long tenths;
	unsigned long size;

	if (!(value > -FARTHEST)) /* NaN too */
		value = -FARTHEST;
	if (value > FARTHEST)
		value = FARTHEST;
	tenths = (long)(value * 10 + (value < 0 ? -0.5 : 0.5));
	size = (unsigned long)(tenths < 0 ? -tenths : tenths);
	if (size % 10)
		return snprintf(out, room, "%s%lu.%lu", tenths < 0 ? "-" : "",
			size / 10, size % 10);
	return snprintf(out, room, "%s%lu", tenths < 0 ? "-" : "", size / 10);
}

const char *ph_place_format(
	const struct ph_corners *corners, char out[PH_PLACE_SIZE])
{
	size_t used = 0;

	for (size_t i = 0; i < 4; i++) {
		if (i)
			out[used++] = ' ';
		used += (size_t)put_number(
			out + used, PH_PLACE_SIZE - used, corners->x[i]);
		out[used++] = ',';
		used += (size_t)put_number(
			out + used, PH_PLACE_SIZE - used, corners->y[i]);
	}
	return out;
}

static bool get_number(const char **at, double *value)
{
	const char *digits;
	double unit = 1;
	bool minus = **at == '-';

	*at += minus;
	digits = *at;
	*value = 0;
	for (; **at >= '0' && **at <= '9' && *value <= FARTHEST; ++*at)
		*value = *value * 10 + (**at - '0');
	if (*at == digits || *value > FARTHEST)
		return false;
	if (**at == '.' && (*at)[1] >= '0' && (*at)[1] <= '9')
		for (++*at; **at >= '0' && **at <= '9'; ++*at)
			*value += (unit /= 10) * (**at - '0');
	if (minus)
		*value = -*value;
	return true;
}

static bool skip(const char **at, char wanted)
{
	if (**at != wanted)
		return false;
	++*at;
	return true;
}

bool ph_place_parse(const char *text, struct ph_corners *corners)
{
	if (!text)
		return false;
	for (size_t i = 0; i < 4; i++)
		if ((i && !skip(&text, ' '))
			|| !get_number(&text, &corners->x[i])
			|| !skip(&text, ',')
			|| !get_number(&text, &corners->y[i]))
			return false;
	return !*text;
}

static double mean(const double v[4])
{
	return (v[0] + v[1] + v[2] + v[3]) / 4;
}

/* Inside the quadrangle drawn in by half towards its centre: left of all its
 * sides, or right of all. */
static bool holds(const struct ph_corners *corners, double x, double y)
{
	double cx = mean(corners->x), cy = mean(corners->y);
	int left = 0, right = 0;

	for (size_t i = 0; i < 4; i++) {
		size_t j = (i + 1) % 4;
		double ax = (corners->x[i] + cx) / 2;
		double ay = (corners->y[i] + cy) / 2;
		double bx = (corners->x[j] + cx) / 2;
		double by = (corners->y[j] + cy) / 2;
		double side = (bx - ax) * (y - ay) - (by - ay) * (x - ax);

		left += side >= 0;
		right += side <= 0;
	}
	return left == 4 || right == 4;
}

bool ph_place_same(const struct ph_corners *a, const struct ph_corners *b)
{
	return holds(a, mean(b->x), mean(b->y))
	       && holds(b, mean(a->x), mean(a->y));
}
