/* SPDX-License-Identifier: MIT */
/*
 * A displacement over the page as a thin plate on a grid: the sum of the ties'
 * squared distances and of the plate's bending is least (Terzopoulos 1986),
 * solved exactly by a banded Cholesky factor. Ties that disagree with their
 * neighbours lose their weight, the plate being stiff at first, so that a
 * single wrong one cannot bend it to itself.
 */
#include "omr_internal.h"

#include <phieu/list.h>

#include <math.h>

/* How far a tie may lie off by measuring alone, mm: box outlines snap within
 * 0.05 to 0.1 where they are sharp. */
static const double NOISE = 0.1;
/* A tie this much off what its neighbours say loses three quarters of its
 * weight, mm; more while the plate is too stiff to follow them. */
static const double TOLERANCE = 0.5;
/* Weight of bending. A sheet that curls by 2 mm over 150 has a curvature of
 * 7e-4: that costs as much as twenty ties 0.2 mm off. */
static const double STIFFNESS = 1500;
/* Away from ties the displacement fades over this length, mm. */
static const double REACH = 80;

/* The plate's equations: the lower band of a symmetric matrix, row by row,
 * and two right sides. */
struct plate {
	unsigned columns, rows, nodes, band;
	double across, down; /* mm between nodes */
	double *matrix;      /* nodes × (band + 1); the diagonal is last */
	double *right[2];
};

static double *element(const struct plate *plate, unsigned row, unsigned column)
{
	return plate->matrix + (size_t)row * (plate->band + 1) + plate->band
	       - (row - column);
}

/* Adds weight × (Σ factor[i] d[node[i]] − right)². */
static void add_square(struct plate *plate, const unsigned *node,
	const double *factor, unsigned count, double weight,
	const double right[2])
{
	for (unsigned i = 0; i < count; i++) {
		for (unsigned k = 0; k < count; k++)
			if (node[k] <= node[i])
				*element(plate, node[i], node[k]) +=
					weight * factor[i] * factor[k];
		for (int side = 0; side < 2 && right; side++)
			plate->right[side][node[i]] +=
				weight * factor[i] * right[side];
	}
}

static void add_bending(struct plate *plate, double stiffness)
{
	static const double second[] = { 1, -2, 1 };
	static const double mixed[] = { 1, -1, -1, 1 };
	double area = plate->across * plate->down;
	double xx = stiffness * area / pow(plate->across, 4);
	double yy = stiffness * area / pow(plate->down, 4);
	double xy = 2 * stiffness / area;
	double one = 1, fade = stiffness * area / pow(REACH, 4);

	for (unsigned i = 0; i < plate->nodes; i++) {
		unsigned n = plate->columns, x = i % n, y = i / n;

		add_square(plate, &i, &one, 1, fade, NULL);
		if (x + 2 < n)
			add_square(plate, (unsigned[]){ i, i + 1, i + 2 },
				second, 3, xx, NULL);
		if (y + 2 < plate->rows)
			add_square(plate, (unsigned[]){ i, i + n, i + 2 * n },
				second, 3, yy, NULL);
		if (x + 1 < n && y + 1 < plate->rows)
			add_square(plate,
				(unsigned[]){ i, i + 1, i + n, i + n + 1 },
				mixed, 4, xy, NULL);
	}
}

/* A tie as the plate sees it: its cell's four nodes with their shares, and
 * what it wants there, mm. */
struct pull {
	unsigned node[4];
	double share[4];
	double wanted[2];
	double weight, trust;
	bool certain;
};

static double clamp(double value, double most)
{
	return value > 0 ? fmin(value, most) : 0;
}

static bool pull_of(struct pull *out, const struct plate *plate,
	const double inverse[9], const struct ph_tie *tie)
{
	struct ph_point flat = ph_homography_map(inverse, tie->at.x, tie->at.y);
	double x = clamp(tie->on.x / plate->across, plate->columns - 1);
	double y = clamp(tie->on.y / plate->down, plate->rows - 1);
	unsigned column = (unsigned)fmin(x, plate->columns - 2);
	unsigned row = (unsigned)fmin(y, plate->rows - 2);
	unsigned at = row * plate->columns + column;
	double u = x - column, v = y - row;

	*out = (struct pull){
		.node = { at, at + 1, at + plate->columns,
			at + plate->columns + 1 },
		.share = { (1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v },
		.wanted = { flat.x - tie->on.x, flat.y - tie->on.y },
		.weight = tie->weight,
		.trust = 1,
		.certain = tie->weight >= PH_TIE_CERTAIN,
	};
	/* Beyond the page's own size no tie is one. */
	return tie->weight > 0 && isfinite(tie->weight)
	       && fabs(out->wanted[0]) < 50 && fabs(out->wanted[1]) < 50;
}

static bool factorise(struct plate *plate)
{
	for (unsigned i = 0; i < plate->nodes; i++) {
		unsigned first = i > plate->band ? i - plate->band : 0;

		for (unsigned k = first; k <= i; k++) {
			double sum = *element(plate, i, k);
			unsigned from = k > plate->band ? k - plate->band : 0;

			for (unsigned j = from > first ? from : first; j < k;
				j++)
				sum -= *element(plate, i, j)
				       * *element(plate, k, j);
			if (i == k && !(sum > 0))
				return false;
			*element(plate, i, k) =
				i == k ? sqrt(sum)
				       : sum / *element(plate, k, k);
		}
	}
	return true;
}

static void substitute(const struct plate *plate, double *b)
{
	for (unsigned i = 0; i < plate->nodes; i++) {
		for (unsigned k = i > plate->band ? i - plate->band : 0; k < i;
			k++)
			b[i] -= *element(plate, i, k) * b[k];
		b[i] /= *element(plate, i, i);
	}
	for (unsigned i = plate->nodes; i-- > 0;) {
		b[i] /= *element(plate, i, i);
		for (unsigned k = i > plate->band ? i - plate->band : 0; k < i;
			k++)
			b[k] -= *element(plate, i, k) * b[i];
	}
}

static bool bend(struct plate *plate, const struct pull *pulls, size_t count,
	double stiffness)
{
	memset(plate->matrix, 0,
		sizeof(double) * plate->nodes * (plate->band + 1));
	memset(plate->right[0], 0, sizeof(double) * plate->nodes);
	memset(plate->right[1], 0, sizeof(double) * plate->nodes);
	add_bending(plate, stiffness);
	for (size_t i = 0; i < count; i++)
		add_square(plate, pulls[i].node, pulls[i].share, 4,
			pulls[i].weight * pulls[i].trust / (NOISE * NOISE),
			pulls[i].wanted);
	if (!factorise(plate))
		return false;
	substitute(plate, plate->right[0]);
	substitute(plate, plate->right[1]);
	return true;
}

/* Weighs each pull by how far the plate stands from it (Geman–McClure). */
static void reweigh(const struct plate *plate, struct pull *pulls, size_t count,
	double tolerance)
{
	for (size_t i = 0; i < count; i++) {
		double off = 0, known;

		if (pulls[i].certain)
			continue;
		for (int side = 0; side < 2; side++) {
			double is = 0;

			for (int k = 0; k < 4; k++)
				is += pulls[i].share[k]
				      * plate->right[side][pulls[i].node[k]];
			off += (is - pulls[i].wanted[side])
			       * (is - pulls[i].wanted[side]);
		}
		known = 1 / (1 + off / (tolerance * tolerance));
		pulls[i].trust = known * known;
	}
}

static bool relax(struct plate *plate, struct pull *pulls, size_t count)
{
	/* Stiff enough at first that only bending common to many ties shows. */
	for (double stiffness = STIFFNESS * 64; stiffness > STIFFNESS / 2;
		stiffness /= 4) {
		if (!bend(plate, pulls, count, stiffness))
			return false;
		reweigh(plate, pulls, count,
			TOLERANCE * sqrt(stiffness / STIFFNESS));
	}
	return bend(plate, pulls, count, STIFFNESS);
}

static unsigned nodes_along(double span)
{
	double nodes = span / 10 + 1;

	return nodes > PH_MESH_MAX ? PH_MESH_MAX
	       : nodes > 3         ? (unsigned)nodes
				   : 3;
}

static bool plate_make(struct plate *plate, double width, double height)
{
	plate->columns = nodes_along(width);
	plate->rows = nodes_along(height);
	plate->nodes = plate->columns * plate->rows;
	plate->band = 2 * plate->columns;
	plate->across = width / (plate->columns - 1);
	plate->down = height / (plate->rows - 1);
	plate->matrix = ph_alloc(
		(size_t)plate->nodes * (plate->band + 3), sizeof(double));
	if (!plate->matrix)
		return false;
	plate->right[0] =
		plate->matrix + (size_t)plate->nodes * (plate->band + 1);
	plate->right[1] = plate->right[0] + plate->nodes;
	return true;
}

static void plate_give(struct ph_warp *warp, const struct plate *plate,
	double width, double height)
{
	warp->columns = plate->columns;
	warp->rows = plate->rows;
	warp->width = width;
	warp->height = height;
	for (unsigned i = 0; i < plate->nodes; i++) {
		warp->dx[i] = (float)plate->right[0][i];
		warp->dy[i] = (float)plate->right[1][i];
	}
}

bool ph_fit_mesh(struct ph_warp *warp, double width, double height,
	const struct ph_tie *ties, size_t count)
{
	struct plate plate = { 0 };
	struct pull *pulls = ph_alloc(count + 1, sizeof(*pulls));
	double inverse[9];
	size_t kept = 0;
	bool done = false;

	if (pulls && width > 1 && height > 1 && width < 10000 && height < 10000
		&& ph_homography_invert(inverse, warp->h)
		&& plate_make(&plate, width, height)) {
		for (size_t i = 0; i < count; i++)
			kept += pull_of(
				&pulls[kept], &plate, inverse, &ties[i]);
		done = relax(&plate, pulls, kept);
		if (done)
			plate_give(warp, &plate, width, height);
	}
	free(plate.matrix);
	free(pulls);
	return done;
}
