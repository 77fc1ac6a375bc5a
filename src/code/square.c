/* SPDX-License-Identifier: MIT */
/*
 * A finder's outline, from rays out of its centre: the places where its outer
 * ring ends, between pixels, and four lines through them.
 */
#include "code_internal.h"

#include <math.h>
#include <string.h>

enum {
	RAYS = 64,
	STEPS = 52,     /* a ray's samples, */
	PER_MODULE = 6, /* so many a module */
	LEAST = 5       /* rays that must agree on a side */
};

struct rays {
	bool ended[RAYS];
	double length[RAYS]; /* pixels of the photo */
	struct ph_point end[RAYS];
};

struct line {
	double nx, ny, d; /* nx x + ny y = d */
};

static void sample_ray(double out[STEPS], const struct ph_finder *finder,
	const struct ph_image *grey, double scale, double angle)
{
	double dx = cos(angle) * finder->module / PER_MODULE / scale;
	double dy = sin(angle) * finder->module / PER_MODULE / scale;

	for (int i = 0; i < STEPS; i++)
		out[i] = ph_sample(grey, finder->at.x / scale + i * dx,
			finder->at.y / scale + i * dy);
}

/* The end of the outer ring, in samples; 0: not seen. A ray's light ring may
 * be closed by blur: then the first end that is far enough is the ring's. */
static double find_end(const double ray[STEPS], double middle)
{
	int ends = 0;

	for (int i = 1; i < STEPS; i++) {
		if (!(ray[i - 1] < middle && ray[i] >= middle))
			continue;
		ends++;
		if (ends == 2 || i > 2.7 * PER_MODULE)
			return i - 1
			       + (middle - ray[i - 1]) / (ray[i] - ray[i - 1]);
	}
	return 0;
}

/* Grey between the core's dark and the light around the finder. */
static double find_middle(const double ray[RAYS][STEPS])
{
	double dark = 0, light = 0;

	for (int r = 0; r < RAYS; r++) {
		double most = 0;

		for (int i = 0; i < PER_MODULE; i++)
			dark += ray[r][i] / PER_MODULE;
		for (int i = 3 * PER_MODULE / 2; i < 6 * PER_MODULE; i++)
			most = ray[r][i] > most ? ray[r][i] : most;
		light += most;
	}
	return (dark + light) / 2 / RAYS;
}

static void cast_rays(struct rays *rays, const struct ph_finder *finder,
	const struct ph_image *grey, double scale, bool flipped)
{
	double ray[RAYS][STEPS];
	double middle;

	for (int r = 0; r < RAYS; r++) {
		sample_ray(ray[r], finder, grey, scale, r * 2 * M_PI / RAYS);
		for (int i = 0; flipped && i < STEPS; i++)
			ray[r][i] = 255 - ray[r][i];
	}
	middle = find_middle(ray);
	for (int r = 0; r < RAYS; r++) {
		double end = find_end(ray[r], middle) / PER_MODULE;
		double angle = r * 2 * M_PI / RAYS;

		rays->ended[r] = end > 1.8 && end < 8.6;
		rays->length[r] = end * finder->module;
		rays->end[r] = (struct ph_point){
			finder->at.x + cos(angle) * rays->length[r],
			finder->at.y + sin(angle) * rays->length[r],
		};
	}
}

/* Directions as seen after the outline was stretched until it is as wide as
 * it is high in each direction: any view of a square becomes one. */
struct whitening {
	double a, b, c; /* symmetric */
};

static struct whitening find_whitening(
	const struct rays *rays, const struct ph_point *centre)
{
	double xx = 1e-9, xy = 0, yy = 1e-9, root, trace, norm;

	for (int r = 0; r < RAYS; r++) {
		double dx = rays->end[r].x - centre->x;
		double dy = rays->end[r].y - centre->y;

		if (!rays->ended[r])
			continue;
		xx += dx * dx;
		xy += dx * dy;
		yy += dy * dy;
	}
	/* The inverse of the square root of a 2 × 2 matrix, but for a factor
	 * that angles do not need. */
	root = sqrt(fmax(xx * yy - xy * xy, 1e-18));
	trace = sqrt(xx + yy + 2 * root);
	norm = 1 / (root * trace);
	return (struct whitening){ (yy + root) * norm, -xy * norm,
		(xx + root) * norm };
}

static double find_angle(const struct whitening *w,
	const struct ph_point *centre, const struct ph_point *at,
	double *length)
{
	double dx = at->x - centre->x, dy = at->y - centre->y;
	double x = w->a * dx + w->b * dy, y = w->b * dx + w->c * dy;

	if (length)
		*length = hypot(x, y);
	return atan2(y, x);
}

/* A square's outline has four humps a turn: where they are tells how it lies.
 * The angle of one corner. */
static double find_turn(const struct rays *rays, const struct whitening *w,
	const struct ph_point *centre)
{
	double length[RAYS], angle[RAYS], mean = 0, c = 0, s = 0;
	int count = 0;

	for (int r = 0; r < RAYS; r++) {
		angle[r] = find_angle(w, centre, &rays->end[r], &length[r]);
		if (rays->ended[r]) {
			mean += length[r];
			count++;
		}
	}
	for (int r = 0; r < RAYS; r++)
		if (rays->ended[r]) {
			c += (length[r] - mean / count) * cos(4 * angle[r]);
			s += (length[r] - mean / count) * sin(4 * angle[r]);
		}
	return atan2(s, c) / 4;
}

/* Total least squares, once with all places and once without those that lie
 * too far off. */
static bool fit_line(struct line *line, const struct ph_point *place,
	const bool *on, double slack)
{
	for (int round = 0; round < 2; round++) {
		double x = 0, y = 0, xx = 0, xy = 0, yy = 0, angle;
		int count = 0;

		for (int r = 0; r < RAYS; r++) {
			if (!on[r]
				|| (round
					&& fabs(line->nx * place[r].x
						   + line->ny * place[r].y
						   - line->d)
						   > slack))
				continue;
			x += place[r].x;
			y += place[r].y;
			count++;
		}
		if (count < LEAST)
			return false;
		x /= count;
		y /= count;
		for (int r = 0; r < RAYS; r++) {
			double dx = place[r].x - x, dy = place[r].y - y;

			if (!on[r]
				|| (round
					&& fabs(line->nx * place[r].x
						   + line->ny * place[r].y
						   - line->d)
						   > slack))
				continue;
			xx += dx * dx;
			xy += dx * dy;
			yy += dy * dy;
		}
		angle = atan2(2 * xy, xx - yy) / 2 + M_PI / 2;
		line->nx = cos(angle);
		line->ny = sin(angle);
		line->d = line->nx * x + line->ny * y;
	}
	return true;
}

static bool meet(
	struct ph_point *at, const struct line *a, const struct line *b)
{
	double det = a->nx * b->ny - a->ny * b->nx;

	if (fabs(det) < 0.3) /* the sides of no square meet at under 17° */
		return false;
	at->x = (a->d * b->ny - a->ny * b->d) / det;
	at->y = (a->nx * b->d - a->d * b->nx) / det;
	return true;
}

/* The four sides, each through the rays between two corners but the ones next
 * to them, whose ends blur rounds off. */
static bool fit_sides(struct line line[4], const struct rays *rays,
	const double seen[RAYS], const double corner[4], double slack)
{
	for (int side = 0; side < 4; side++) {
		double from = corner[side], to = corner[(side + 1) % 4];
		bool on[RAYS];

		if (to < from)
			to += 2 * M_PI;
		for (int r = 0; r < RAYS; r++) {
			double angle = seen[r];

			while (angle < from)
				angle += 2 * M_PI;
			while (angle >= from + 2 * M_PI)
				angle -= 2 * M_PI;
			on[r] = rays->ended[r]
				&& angle > from + (to - from) * 0.08
				&& angle < to - (to - from) * 0.08;
		}
		if (!fit_line(&line[side], rays->end, on, slack))
			return false;
	}
	return true;
}

static bool find_corners(struct ph_point place[4], const struct line line[4])
{
	for (int i = 0; i < 4; i++)
		if (!meet(&place[i], &line[(i + 3) % 4], &line[i]))
			return false;
	return true;
}

/* Twice the area; positive when the corners go clockwise as one sees them. */
static double area(const struct ph_point place[4])
{
	double sum = 0;

	for (int i = 0; i < 4; i++) {
		const struct ph_point *a = &place[i], *b = &place[(i + 1) % 4];

		sum += a->x * b->y - a->y * b->x;
	}
	return sum;
}

/* Correlation of the modules inside the outline, and of the light border, with
 * a finder's. */
static double compare(const struct ph_finder *finder,
	const struct ph_image *grey, double scale, bool flipped)
{
	double sum = 0, squares = 0, dark = 0, darks = 0, spread, pattern;
	const double n = 81;
	struct ph_pair pairs[4];
	struct ph_plane plane;

	for (int i = 0; i < 4; i++)
		pairs[i] = (struct ph_pair){ { i == 1 || i == 2 ? 7 : 0,
						     i >= 2 ? 7 : 0 },
			finder->corner[i], 1 };
	if (!ph_plane_fit(&plane, pairs, 4))
		return 0;
	for (int i = -1; i < 8; i++)
		for (int j = -1; j < 8; j++) {
			struct ph_point at =
				ph_plane_map(&plane, j + 0.5, i + 0.5);
			double value =
				ph_sample(grey, at.x / scale, at.y / scale);
			int far = abs(i - 3) > abs(j - 3) ? abs(i - 3)
							  : abs(j - 3);

			sum += value;
			squares += value * value;
			if (far != 2 && far != 4) {
				dark += value;
				darks++;
			}
		}
	spread = squares - sum * sum / n;
	pattern = darks - darks * darks / n;
	if (!(spread > 25 * n))
		return 0;
	dark = (darks * sum / n - dark) / sqrt(spread * pattern);
	return flipped ? -dark : dark;
}

void ph_finder_square(struct ph_finder *finder, const struct ph_image *grey,
	double scale, bool flipped)
{
	struct ph_point place[4];
	struct line line[4];
	struct rays rays;
	double corner[4], angle[RAYS], turn, size;
	struct whitening whitening;

	finder->squared = false;
	finder->likeness = 0;
	cast_rays(&rays, finder, grey, scale, flipped);
	whitening = find_whitening(&rays, &finder->at);
	turn = find_turn(&rays, &whitening, &finder->at);
	for (int r = 0; r < RAYS; r++)
		angle[r] =
			find_angle(&whitening, &finder->at, &rays.end[r], NULL);
	for (int i = 0; i < 4; i++)
		corner[i] = turn + i * M_PI / 2;
	/* Once with corners a quarter turn apart, once where they were. */
	for (int round = 0; round < 2; round++) {
		if (!fit_sides(line, &rays, angle, corner, finder->module * 0.6)
			|| !find_corners(place, line))
			return;
		for (int i = 0; i < 4; i++) {
			corner[i] = find_angle(
				&whitening, &finder->at, &place[i], NULL);
			if (i && corner[i] < corner[i - 1])
				corner[i] += 2 * M_PI;
		}
	}
	size = sqrt(fabs(area(place)) / 2) / 7;
	if (!(area(place) > 0) || !(size > finder->module * 0.5)
		|| !(size < finder->module * 1.6))
		return;
	memcpy(finder->corner, place, sizeof(place));
	finder->module = size;
	finder->squared = true;
	finder->likeness = compare(finder, grey, scale, flipped);
}
