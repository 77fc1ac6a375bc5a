/* SPDX-License-Identifier: MIT */
#include "code_internal.h"

#include <math.h>
#include <string.h>

enum {
	UNKNOWNS = 8
};

/* Moves the mean to 0 and scales the spread to 1. */
struct frame {
	double x, y, scale;
};

static struct frame find_frame(
	const struct ph_pair *pairs, size_t count, bool to)
{
	struct frame frame = { 0 };
	double spread = 0;

	for (size_t i = 0; i < count; i++) {
		const struct ph_point *p = to ? &pairs[i].to : &pairs[i].from;

		frame.x += p->x / (double)count;
		frame.y += p->y / (double)count;
	}
	for (size_t i = 0; i < count; i++) {
		const struct ph_point *p = to ? &pairs[i].to : &pairs[i].from;

		spread += hypot(p->x - frame.x, p->y - frame.y) / (double)count;
	}
	frame.scale = spread > 1e-9 ? 1 / spread : 1;
	return frame;
}

static void add_equation(double a[UNKNOWNS][UNKNOWNS + 1],
	const double row[UNKNOWNS], double value, double weight)
{
	for (size_t i = 0; i < UNKNOWNS; i++) {
		for (size_t j = 0; j < UNKNOWNS; j++)
			a[i][j] += weight * row[i] * row[j];
		a[i][UNKNOWNS] += weight * row[i] * value;
	}
}

/* Gauss with the largest pivot; the solution stands in the last column. */
static bool solve(double a[UNKNOWNS][UNKNOWNS + 1])
{
	for (size_t k = 0; k < UNKNOWNS; k++) {
		size_t best = k;

		for (size_t i = k + 1; i < UNKNOWNS; i++)
			if (fabs(a[i][k]) > fabs(a[best][k]))
				best = i;
		if (!(fabs(a[best][k]) > 1e-12))
			return false;
		for (size_t j = 0; best != k && j <= UNKNOWNS; j++) {
			double kept = a[k][j];

			a[k][j] = a[best][j];
			a[best][j] = kept;
		}
		for (size_t i = 0; i < UNKNOWNS; i++) {
			double share = a[i][k] / a[k][k];

			for (size_t j = k; i != k && j <= UNKNOWNS; j++)
				a[i][j] -= share * a[k][j];
		}
	}
	for (size_t k = 0; k < UNKNOWNS; k++)
		a[k][UNKNOWNS] /= a[k][k];
	return true;
}

static void multiply(double out[9], const double a[9], const double b[9])
{
	for (size_t i = 0; i < 3; i++)
		for (size_t j = 0; j < 3; j++)
			out[i * 3 + j] = a[i * 3] * b[j]
					 + a[i * 3 + 1] * b[3 + j]
					 + a[i * 3 + 2] * b[6 + j];
}

/* Undoes the two frames around the map that was found between them. */
static bool unframe(struct ph_plane *plane, const double found[9],
	const struct frame *from, const struct frame *to)
{
	const double in[9] = { from->scale, 0, -from->x * from->scale, 0,
		from->scale, -from->y * from->scale, 0, 0, 1 };
	const double out[9] = { 1 / to->scale, 0, to->x, 0, 1 / to->scale,
		to->y, 0, 0, 1 };
	double half[9], all[9];

	multiply(half, found, in);
	multiply(all, out, half);
	if (!(fabs(all[8]) > 1e-12))
		return false;
	for (size_t i = 0; i < 9; i++)
		plane->m[i] = all[i] / all[8];
	return true;
}

bool ph_plane_fit(
	struct ph_plane *plane, const struct ph_pair *pairs, size_t count)
{
	struct frame from = find_frame(pairs, count, false);
	struct frame to = find_frame(pairs, count, true);
	double a[UNKNOWNS][UNKNOWNS + 1] = { 0 }, found[9];

	for (size_t i = 0; i < count; i++) {
		double x = (pairs[i].from.x - from.x) * from.scale;
		double y = (pairs[i].from.y - from.y) * from.scale;
		double u = (pairs[i].to.x - to.x) * to.scale;
		double v = (pairs[i].to.y - to.y) * to.scale;
		const double one[] = { x, y, 1, 0, 0, 0, -x * u, -y * u };
		const double two[] = { 0, 0, 0, x, y, 1, -x * v, -y * v };

		add_equation(a, one, u, pairs[i].weight);
		add_equation(a, two, v, pairs[i].weight);
	}
	if (!solve(a))
		return false;
	for (size_t i = 0; i < UNKNOWNS; i++)
		found[i] = a[i][UNKNOWNS];
	found[8] = 1;
	return unframe(plane, found, &from, &to);
}

struct ph_point ph_plane_map(const struct ph_plane *plane, double x, double y)
{
	const double *m = plane->m;
	double w = m[6] * x + m[7] * y + m[8];

	return (struct ph_point){
		(m[0] * x + m[1] * y + m[2]) / w,
		(m[3] * x + m[4] * y + m[5]) / w,
	};
}
