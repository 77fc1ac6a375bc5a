/* SPDX-License-Identifier: MIT */
/*
 * Gauss–Newton over the eight parameters of a homography whose origin lies
 * amid the ties, so that a prior on the perspective means the same everywhere,
 * and whose covariance says how far out the next patch can be looked for.
 */
#include "blank_internal.h"

#include <math.h>

enum {
	UNKNOWNS = 8,
	ROUNDS = 12,
};
/* σ of the perspective parameters in 100 mm: 35° of tilt from 330 mm make
 * 0.17. */
static const double PRIOR = 0.12;
/* A tie this many σ off counts a quarter (Geman–McClure). */
static const double CARELESS = 2.5;

/* Cholesky in place; false: not positive definite. */
static bool factorise(double a[UNKNOWNS][UNKNOWNS])
{
	for (int i = 0; i < UNKNOWNS; i++)
		for (int k = 0; k <= i; k++) {
			double sum = a[i][k];

			for (int j = 0; j < k; j++)
				sum -= a[i][j] * a[k][j];
			if (i == k && !(sum > 1e-12))
				return false;
			a[i][k] = i == k ? sqrt(sum) : sum / a[k][k];
		}
	return true;
}

static void substitute(double a[UNKNOWNS][UNKNOWNS], double b[UNKNOWNS])
{
	for (int i = 0; i < UNKNOWNS; i++) {
		for (int k = 0; k < i; k++)
			b[i] -= a[i][k] * b[k];
		b[i] /= a[i][i];
	}
	for (int i = UNKNOWNS; i-- > 0;) {
		for (int k = i + 1; k < UNKNOWNS; k++)
			b[i] -= a[k][i] * b[k];
		b[i] /= a[i][i];
	}
}

/* Where (x, y), in units, is mapped to, and the rows of the Jacobian. */
static bool project(const double p[UNKNOWNS], double x, double y,
	struct ph_point *at, double du[UNKNOWNS], double dv[UNKNOWNS])
{
	double w = p[6] * x + p[7] * y + 1;

	if (!(w > 0.05))
		return false;
	at->x = (p[0] * x + p[1] * y + p[2]) / w;
	at->y = (p[3] * x + p[4] * y + p[5]) / w;
	memcpy(du,
		(double[]){ x / w, y / w, 1 / w, 0, 0, 0, -at->x * x / w,
			-at->x * y / w },
		sizeof(double) * UNKNOWNS);
	memcpy(dv,
		(double[]){ 0, 0, 0, x / w, y / w, 1 / w, -at->y * x / w,
			-at->y * y / w },
		sizeof(double) * UNKNOWNS);
	return true;
}

static void add(double a[UNKNOWNS][UNKNOWNS], double b[UNKNOWNS],
	const double row[UNKNOWNS], double off, double weight)
{
	for (int i = 0; i < UNKNOWNS; i++) {
		for (int k = 0; k <= i; k++)
			a[i][k] += weight * row[i] * row[k];
		b[i] += weight * row[i] * off;
	}
}

/* Adds all ties; the weights are robust unless `plain`. */
static bool add_ties(const struct ph_fit *fit, const struct ph_tie *ties,
	size_t count, bool plain, double a[UNKNOWNS][UNKNOWNS],
	double b[UNKNOWNS])
{
	for (size_t i = 0; i < count; i++) {
		double du[UNKNOWNS], dv[UNKNOWNS], x, y, off, share = 1;
		struct ph_point at;

		if (!project(fit->p, (ties[i].on.x - fit->x) / fit->unit,
			    (ties[i].on.y - fit->y) / fit->unit, &at, du, dv))
			return false;
		x = ties[i].at.x - at.x;
		y = ties[i].at.y - at.y;
		off = (x * x + y * y) * ties[i].weight;
		if (!plain)
			share = 1 / (1 + off / (CARELESS * CARELESS));
		add(a, b, du, x, ties[i].weight * share * share);
		add(a, b, dv, y, ties[i].weight * share * share);
	}
	return true;
}

/* One step; `stiff` holds the perspective where it is. */
static bool step(struct ph_fit *fit, const struct ph_tie *ties, size_t count,
	bool plain, bool stiff)
{
	double a[UNKNOWNS][UNKNOWNS] = { 0 }, b[UNKNOWNS] = { 0 };
	double prior = stiff ? 1e12 : 1 / (PRIOR * PRIOR);

	if (!add_ties(fit, ties, count, plain, a, b))
		return false;
	for (int i = 6; i < UNKNOWNS; i++) {
		a[i][i] += prior;
		b[i] -= stiff ? 0 : prior * fit->p[i];
	}
	if (!factorise(a))
		return false;
	substitute(a, b);
	for (int i = 0; i < UNKNOWNS; i++)
		fit->p[i] += b[i];
	for (int i = 0; i < UNKNOWNS; i++) {
		memset(fit->cov[i], 0, sizeof(fit->cov[i]));
		fit->cov[i][i] = 1;
		substitute(a, fit->cov[i]);
	}
	return true;
}

/* Parameters of another fit around this one's origin. */
static bool move_start(struct ph_fit *fit, const double h[9])
{
	double w = h[6] * fit->x + h[7] * fit->y + h[8];

	if (!(fabs(w) > 1e-12))
		return false;
	for (int r = 0; r < 2; r++) {
		fit->p[3 * r] = h[3 * r] * fit->unit / w;
		fit->p[3 * r + 1] = h[3 * r + 1] * fit->unit / w;
		fit->p[3 * r + 2] = (h[3 * r] * fit->x + h[3 * r + 1] * fit->y
					    + h[3 * r + 2])
				    / w;
	}
	fit->p[6] = h[6] * fit->unit / w;
	fit->p[7] = h[7] * fit->unit / w;
	return true;
}

static void matrix_of(struct ph_fit *fit)
{
	const double *p = fit->p;
	double unit = fit->unit;

	for (int r = 0; r < 3; r++) {
		double a = (r < 2 ? p[3 * r] : p[6]) / unit;
		double b = (r < 2 ? p[3 * r + 1] : p[7]) / unit;

		fit->h[3 * r] = a;
		fit->h[3 * r + 1] = b;
		fit->h[3 * r + 2] =
			(r < 2 ? p[3 * r + 2] : 1) - a * fit->x - b * fit->y;
	}
}

static bool finite_fit(const struct ph_fit *fit)
{
	for (int i = 0; i < 9; i++)
		if (!isfinite(fit->h[i]))
			return false;
	for (int i = 0; i < UNKNOWNS; i++)
		if (!isfinite(fit->cov[i][i]))
			return false;
	return true;
}

bool ph_fit_robust(struct ph_fit *fit, const struct ph_tie *ties, size_t count,
	const struct ph_fit *from)
{
	struct ph_fit next = { .unit = 100 };

	if (count < 3)
		return false;
	for (size_t i = 0; i < count; i++) {
		next.x += ties[i].on.x / (double)count;
		next.y += ties[i].on.y / (double)count;
	}
	if (from ? !move_start(&next, from->h)
		 : !step(&next, ties, count, true, true))
		return false;
	for (int i = 0; i < ROUNDS; i++)
		if (!step(&next, ties, count, !from && i < 2, false))
			return false;
	matrix_of(&next);
	if (!finite_fit(&next))
		return false;
	*fit = next;
	return true;
}

double ph_fit_sigma(const struct ph_fit *fit, double x, double y)
{
	double du[UNKNOWNS], dv[UNKNOWNS], sum = 0;
	struct ph_point at;

	if (!project(fit->p, (x - fit->x) / fit->unit, (y - fit->y) / fit->unit,
		    &at, du, dv))
		return 1e6;
	for (int i = 0; i < UNKNOWNS; i++)
		for (int k = 0; k < UNKNOWNS; k++)
			sum += fit->cov[i][k] * (du[i] * du[k] + dv[i] * dv[k]);
	return sqrt(fmax(sum / 2, 0));
}
