/* SPDX-License-Identifier: MIT */
/*
 * Weighted edit distance: Wagner & Fischer, J. ACM 21(1), 1974, with the
 * adjacent swap of Lowrance & Wagner 1975 as one ordinary edit, and only the
 * band of cells that the limit can reach (Ukkonen 1985).
 */
#include "tables.h"

#include <string.h>

enum {
	NEVER = 1 << 20 /* above every cost of two codes */
};

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

static unsigned cost(const struct ph_rules *rules, char a, char b)
{
	unsigned char x = (unsigned char)a, y = (unsigned char)b;

	if (x == y)
		return 0;
	return x < 128 && y < 128 ? rules->tables->cost[x][y] : PH_EDIT_COST;
}

struct grid {
	const struct ph_rules *rules;
	const char *a, *b;
	size_t la, lb, band;
	unsigned rows[3][PH_CODE_SIZE + 1]; /* this, last, last but one */
};

static unsigned cell(const struct grid *g, size_t i, size_t j)
{
	const unsigned *this = g->rows[i % 3], *last = g->rows[(i + 2) % 3];
	const unsigned *before = g->rows[(i + 1) % 3];
	unsigned best = last[j - 1] + cost(g->rules, g->a[i - 1], g->b[j - 1]);

	best = least(best, last[j] + PH_EDIT_COST);
	best = least(best, this[j - 1] + PH_EDIT_COST);
	if (i > 1 && j > 1 && g->a[i - 1] == g->b[j - 2]
		&& g->a[i - 2] == g->b[j - 1])
		best = least(best, before[j - 2] + PH_EDIT_COST);
	return best;
}

/* Fills row i; returns its least cost. */
static unsigned fill(struct grid *g, size_t i)
{
	size_t from = i > g->band ? i - g->band : 0;
	size_t to = i + g->band < g->lb ? i + g->band : g->lb;
	unsigned *row = g->rows[i % 3], best = NEVER;

	for (size_t j = 0; j <= g->lb; j++)
		row[j] = NEVER;
	for (size_t j = from; j <= to; j++) {
		if (i == 0 || j == 0)
			row[j] = (unsigned)(i + j) * PH_EDIT_COST;
		else
			row[j] = cell(g, i, j);
		best = least(best, row[j]);
	}
	return best;
}

unsigned ph_code_distance(const struct ph_rules *rules, const char *a,
	const char *b, unsigned limit)
{
	struct grid g = { .rules = rules, .a = a, .b = b };
	unsigned before = 0, best;

	g.la = strlen(a);
	g.lb = strlen(b);
	limit = least(limit, NEVER - 1);
	g.band = limit / PH_EDIT_COST;
	if (g.la >= PH_CODE_SIZE || g.lb >= PH_CODE_SIZE
		|| (g.la > g.lb ? g.la - g.lb : g.lb - g.la) > g.band)
		return limit + 1;
	for (size_t i = 0; i <= g.la; i++) {
		best = fill(&g, i);
		/* A swap reaches back two rows. */
		if (best > limit && before > limit)
			return limit + 1;
		before = best;
	}
	return least(g.rows[g.la % 3][g.lb], limit + 1);
}

static bool stands_before(const struct ph_nearest *nearest, size_t i,
	unsigned distance, const char *code)
{
	if (distance != nearest->distance[i])
		return distance < nearest->distance[i];
	return strcmp(code, nearest->code[i]) < 0;
}

void ph_nearest_offer(struct ph_nearest *nearest, const char *code)
{
	unsigned limit = nearest->limit, distance;
	size_t place = 0, last;

	if (nearest->count == PH_NEAREST_MAX)
		limit = nearest->distance[PH_NEAREST_MAX - 1];
	distance =
		ph_code_distance(nearest->rules, nearest->wanted, code, limit);
	if (distance > limit || strlen(code) >= PH_CODE_SIZE)
		return;
	for (size_t i = 0; i < nearest->count; i++)
		if (strcmp(nearest->code[i], code) == 0)
			return;
	while (place < nearest->count
		&& !stands_before(nearest, place, distance, code))
		place++;
	if (place == PH_NEAREST_MAX)
		return;
	if (nearest->count < PH_NEAREST_MAX)
		nearest->count++;
	last = nearest->count - 1;
	for (size_t i = last; i > place; i--) {
		nearest->distance[i] = nearest->distance[i - 1];
		memcpy(nearest->code[i], nearest->code[i - 1], PH_CODE_SIZE);
	}
	nearest->distance[place] = distance;
	memcpy(nearest->code[place], code, strlen(code) + 1);
}
