/* SPDX-License-Identifier: MIT */
#include "omr_internal.h"

#include <math.h>

enum {
	UNKNOWNS = 8,
	ROUNDS = 4, /* of Gauss–Newton: the DLT start is near */
};

/* Off any photo, and safe to turn into an integer. */
static const double FAR_OFF = 1e6;

/* Origin and scale that bring points to mean 0 and mean distance √2: without
 * it the normal equations lose all digits (Hartley 1997). */
struct frame {
	double x, y, scale;
};

static double tie_coordinate(const struct ph_tie *tie, bool on, bool y)
{
	const struct ph_point *point = on ? &tie->on : &tie->at;

	return y ? point->y : point->x;
}

static bool frame_of(
	struct frame *out, const struct ph_tie *ties, size_t count, bool on)
{
	double sum = 0, distance = 0;

	*out = (struct frame){ 0 };
	for (size_t i = 0; i < count; i++) {
		out->x += ties[i].weight * tie_coordinate(&ties[i], on, false);
		out->y += ties[i].weight * tie_coordinate(&ties[i], on, true);
		sum += ties[i].weight;
	}
	if (!(sum > 0))
		return false;
	out->x /= sum;
	out->y /= sum;
	for (size_t i = 0; i < count; i++)
		distance +=
			ties[i].weight
			* hypot(tie_coordinate(&ties[i], on, false) - out->x,
				tie_coordinate(&ties[i], on, true) - out->y);
	distance /= sum;
	if (!(distance > 1e-9) || !isfinite(distance))
		return false;
	out->scale = M_SQRT2 / distance;
	return true;
}

/* Solves a symmetric system in place by elimination with pivots. */
static bool solve(double a[UNKNOWNS][UNKNOWNS + 1])
{
	for (int c = 0; c < UNKNOWNS; c++) {
		int best = c;

		for (int r = c + 1; r < UNKNOWNS; r++)
			if (fabs(a[r][c]) > fabs(a[best][c]))
				best = r;
		if (!(fabs(a[best][c]) > 1e-11))
			return false;
		for (int k = 0; k <= UNKNOWNS; k++) {
			double keep = a[c][k];

			a[c][k] = a[best][k];
			a[best][k] = keep;
		}
		for (int r = 0; r < UNKNOWNS; r++) {
			double factor = r == c ? 0 : a[r][c] / a[c][c];

			for (int k = c; k <= UNKNOWNS && factor != 0; k++)
				a[r][k] -= factor * a[c][k];
		}
	}
	for (int c = 0; c < UNKNOWNS; c++)
		a[c][UNKNOWNS] /= a[c][c];
	return true;
}

/* Adds one equation row · unknowns = right. */
static void equation(double a[UNKNOWNS][UNKNOWNS + 1],
	const double row[UNKNOWNS], double right, double weight)
{
	for (int i = 0; i < UNKNOWNS; i++) {
		for (int k = 0; k < UNKNOWNS; k++)
			a[i][k] += weight * row[i] * row[k];
		a[i][UNKNOWNS] += weight * row[i] * right;
	}
}

/* Both equations of one tie, in normalised coordinates. h8 is 1: the ties'
 * centre, which is the origin there, is never at the horizon. `now` NULL: the
 * algebraic error; else the step that lessens the geometric error of `now`. */
static void tie_equations(double a[UNKNOWNS][UNKNOWNS + 1], double x, double y,
	double u, double v, double weight, const double *now)
{
	double w = now ? now[6] * x + now[7] * y + 1 : 1;
	double pu = now ? (now[0] * x + now[1] * y + now[2]) / w : u;
	double pv = now ? (now[3] * x + now[4] * y + now[5]) / w : v;
	double first[UNKNOWNS] = { x / w, y / w, 1 / w, 0, 0, 0, -pu * x / w,
		-pu * y / w };
	double second[UNKNOWNS] = { 0, 0, 0, x / w, y / w, 1 / w, -pv * x / w,
		-pv * y / w };

	equation(a, first, now ? u - pu : u, weight);
	equation(a, second, now ? v - pv : v, weight);
}

/* One round over all ties; false: degenerate. */
static bool round_of(double h[UNKNOWNS], const struct ph_tie *ties,
	size_t count, const struct frame *on, const struct frame *at,
	bool geometric)
{
	double a[UNKNOWNS][UNKNOWNS + 1] = { 0 };

	for (size_t i = 0; i < count; i++) {
		double x = (ties[i].on.x - on->x) * on->scale;
		double y = (ties[i].on.y - on->y) * on->scale;

		if (geometric && !(h[6] * x + h[7] * y + 1 > 1e-3))
			return false;
		tie_equations(a, x, y, (ties[i].at.x - at->x) * at->scale,
			(ties[i].at.y - at->y) * at->scale, ties[i].weight,
			geometric ? h : NULL);
	}
	if (!solve(a))
		return false;
	for (int i = 0; i < UNKNOWNS; i++)
		h[i] = (geometric ? h[i] : 0) + a[i][UNKNOWNS];
	return true;
}

/* From the frames' coordinates back to millimetres and pixels. */
static bool leave_frames(double out[9], const double n[UNKNOWNS],
	const struct frame *on, const struct frame *at)
{
	double m[9];

	for (int r = 0; r < 3; r++) {
		double a = r < 2 ? n[3 * r] : n[6],
		       b = r < 2 ? n[3 * r + 1] : n[7];

		m[3 * r] = a * on->scale;
		m[3 * r + 1] = b * on->scale;
		m[3 * r + 2] = (r < 2 ? n[3 * r + 2] : 1)
			       - (a * on->x + b * on->y) * on->scale;
	}
	for (int k = 0; k < 3; k++) {
		out[k] = m[k] / at->scale + at->x * m[6 + k];
		out[3 + k] = m[3 + k] / at->scale + at->y * m[6 + k];
		out[6 + k] = m[6 + k];
	}
	for (int i = 0; i < 9; i++)
		if (!isfinite(out[i]))
			return false;
	return true;
}

bool ph_fit_homography(double h[9], const struct ph_tie *ties, size_t count)
{
	struct frame on, at;
	double n[UNKNOWNS] = { 0 };

	if (count < 4 || !frame_of(&on, ties, count, true)
		|| !frame_of(&at, ties, count, false)
		|| !round_of(n, ties, count, &on, &at, false))
		return false;
	for (int i = 0; i < ROUNDS; i++)
		if (!round_of(n, ties, count, &on, &at, true))
			return false;
	return leave_frames(h, n, &on, &at);
}

bool ph_homography_invert(double out[9], const double h[9])
{
	double scale = 0, det;

	for (int i = 0; i < 9; i++) {
		int r = i / 3, c = i % 3; /* the cofactor of (c, r) */
		int r1 = (c + 1) % 3, r2 = (c + 2) % 3;
		int c1 = (r + 1) % 3, c2 = (r + 2) % 3;

		out[i] = h[3 * r1 + c1] * h[3 * r2 + c2]
			 - h[3 * r1 + c2] * h[3 * r2 + c1];
	}
	det = h[0] * out[0] + h[1] * out[3] + h[2] * out[6];
	for (int i = 0; i < 9; i++)
		scale = fmax(scale, fabs(h[i]));
	if (!isfinite(det) || !(fabs(det) > 1e-15 * scale * scale * scale))
		return false;
	for (int i = 0; i < 9; i++)
		out[i] /= det;
	return true;
}

struct ph_point ph_homography_map(const double h[9], double x, double y)
{
	double w = h[6] * x + h[7] * y + h[8];
	struct ph_point at = { (h[0] * x + h[1] * y + h[2]) / w,
		(h[3] * x + h[4] * y + h[5]) / w };

	/* Behind the camera, at its horizon, or no homography at all. */
	if (!(w > 0) || !(fabs(at.x) < FAR_OFF) || !(fabs(at.y) < FAR_OFF))
		return (struct ph_point){ -FAR_OFF, -FAR_OFF };
	return at;
}
