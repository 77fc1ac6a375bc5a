/* SPDX-License-Identifier: MIT */
/*
 * Regions of paper that are closed in by lines: connected components by runs,
 * row by row (Rosenfeld & Pfaltz 1966), of which only the bounding box and the
 * area are kept. 4-connected, so that a line of diagonal pixels is closed.
 */
#include "learn_internal.h"

#include <string.h>

/* A tick box, even one of rounded corners at 70 dpi, fills its bounding box
 * to 0.9; a circle to 0.79, a letter's inside to less. */
static const double filled_least = 0.85;

struct run {
	unsigned from, to; /* before to */
	uint32_t label;
};

struct label {
	uint32_t parent;
	struct ph_region region;
};

struct labelling {
	struct run *above, *here; /* of one row each */
	size_t above_count, here_count;
	PH_LIST(struct label) labels;
};

static void labelling_release(struct labelling *in)
{
	free(in->above);
	free(in->here);
	ph_list_release(&in->labels);
}
PH_CLEANUP_VALUE(struct labelling, labelling_release)

void ph_regions_release(struct ph_regions *regions)
{
	ph_list_release(&regions->list);
}

static unsigned least_of(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

static unsigned most_of(unsigned a, unsigned b)
{
	return a > b ? a : b;
}

static uint32_t find_root(struct labelling *in, uint32_t label)
{
	struct label *at = in->labels.at;

	while (at[label].parent != label) {
		at[label].parent = at[at[label].parent].parent;
		label = at[label].parent;
	}
	return label;
}

static void region_add(struct ph_region *to, const struct ph_region *from)
{
	to->left = least_of(to->left, from->left);
	to->top = least_of(to->top, from->top);
	to->right = most_of(to->right, from->right);
	to->bottom = most_of(to->bottom, from->bottom);
	to->area += from->area;
}

static uint32_t join(struct labelling *in, uint32_t a, uint32_t b)
{
	a = find_root(in, a);
	b = find_root(in, b);
	if (a == b)
		return a;
	in->labels.at[b].parent = a;
	region_add(&in->labels.at[a].region, &in->labels.at[b].region);
	return a;
}

static bool add_label(
	struct labelling *in, const struct ph_region *region, uint32_t *label)
{
	struct label *made = ph_list_push(&in->labels);

	if (!made || in->labels.count > UINT32_MAX)
		return false;
	*label = (uint32_t)(in->labels.count - 1);
	*made = (struct label){ *label, *region };
	return true;
}

/* Gives the run its label; *next is the first run above that may touch it or
 * what comes after it. */
static bool label_run(
	struct labelling *in, struct run *run, unsigned y, size_t *next)
{
	struct ph_region region = { run->from, y, run->to, y + 1,
		run->to - run->from };
	bool touched = false;

	while (*next < in->above_count && in->above[*next].to <= run->from)
		++*next;
	for (size_t i = *next;
		i < in->above_count && in->above[i].from < run->to; i++) {
		run->label = touched ? join(in, run->label, in->above[i].label)
				     : find_root(in, in->above[i].label);
		touched = true;
	}
	if (!touched)
		return add_label(in, &region, &run->label);
	region_add(&in->labels.at[run->label].region, &region);
	return true;
}

static bool label_row(
	struct labelling *in, const uint8_t *row, unsigned width, unsigned y)
{
	const uint8_t *end = row + width;
	size_t next = 0;

	in->here_count = 0;
	for (const uint8_t *at = row; at < end;) {
		const uint8_t *from = memchr(at, 255, (size_t)(end - at));
		const uint8_t *to =
			from ? memchr(from, 0, (size_t)(end - from)) : NULL;
		struct run *run = &in->here[in->here_count];

		if (!from)
			break;
		at = to ? to : end;
		run->from = (unsigned)(from - row);
		run->to = (unsigned)(at - row);
		if (!label_run(in, run, y, &next))
			return false;
		in->here_count++;
	}
	return true;
}

static bool is_wanted(const struct ph_region *region,
	const struct ph_image *image, double least, double most_wide,
	double most_high)
{
	double w = region->right - region->left;
	double h = region->bottom - region->top;

	return w >= least && h >= least && w <= most_wide && h <= most_high
	       && (double)region->area >= filled_least * w * h && region->left
	       && region->top && region->right < image->width
	       && region->bottom < image->height;
}

bool ph_regions_find(struct ph_regions *found, const struct ph_image *binary,
	double least, double most_wide, double most_high)
{
	PH_AUTO(labelling_release) struct labelling in = { 0 };
	size_t room = (size_t)binary->width / 2 + 1;

	in.above = ph_alloc(room, sizeof(*in.above));
	in.here = ph_alloc(room, sizeof(*in.here));
	if (!in.above || !in.here)
		return false;
	for (unsigned y = 0; y < binary->height; y++) {
		struct run *spare = in.above;

		if (!label_row(&in, binary->pixels + (size_t)y * binary->width,
			    binary->width, y))
			return false;
		in.above = in.here;
		in.above_count = in.here_count;
		in.here = spare;
	}
	for (size_t i = 0; i < in.labels.count; i++) {
		const struct label *label = &in.labels.at[i];
		struct ph_region *region;

		if (label->parent != i
			|| !is_wanted(&label->region, binary, least, most_wide,
				most_high))
			continue;
		region = ph_list_push(&found->list);
		if (!region)
			return false;
		*region = label->region;
	}
	return true;
}
