/* SPDX-License-Identifier: MIT */
/* Papers without anchors, by the codes that were found on a page. */
#include "intake_internal.h"

#include <phieu/list.h>

#include <string.h>

/* Two descriptions that fit a photo alike might read different marks from it:
 * the better one must be better by so much of its trust. */
static const double margin = 0.05;

/* Codes that stand on one form: those with one dossier code, or all. */
struct group {
	struct ph_code_place at[PH_CODES_MAX];
	size_t count;
};

/* The distinct dossier codes, by the first place of each. */
static size_t find_distinct(
	const struct ph_looking *looking, size_t first[PH_CODES_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < looking->count; i++) {
		bool is_new = *looking->found[i].code != '\0';

		for (size_t j = 0; is_new && j < count; j++)
			is_new = strcmp(looking->found[first[j]].code,
					 looking->found[i].code)
				 != 0;
		if (is_new)
			first[count++] = i;
	}
	return count;
}

/* `code` NULL: all codes. */
static void gather(
	struct group *group, const struct ph_looking *looking, const char *code)
{
	group->count = 0;
	for (size_t i = 0; i < looking->count; i++)
		if (!code || strcmp(looking->found[i].code, code) == 0)
			group->at[group->count++] = looking->found[i].place;
}

static bool is_alike(
	const struct ph_placement *best, const struct ph_placement *second)
{
	return second->paper && best->trust - second->trust < margin
	       && ph_form_checksum(ph_paper_form(best->paper))
			  != ph_form_checksum(ph_paper_form(second->paper));
}

/* The paper that fits best; best->paper NULL: none, or two alike. */
static bool try_papers(const struct ph_scan *scan, struct ph_omr *omr,
	const struct ph_image *image, const struct group *group,
	struct ph_placement *best, struct ph_error *err)
{
	struct ph_placement second = { 0 }, placement;

	best->paper = NULL;
	for (size_t i = 0; i < scan->form_count; i++) {
		const struct ph_paper *paper = scan->forms[i].paper;
		bool placed = false;

		if (ph_paper_has_anchors(paper))
			continue;
		if (!ph_omr_place(omr, image, paper, group->at, group->count,
			    &placed, &placement, err))
			return false;
		if (placed && (!best->paper || placement.trust > best->trust)) {
			second = *best;
			*best = placement;
		} else if (placed
			   && (!second.paper
				   || placement.trust > second.trust)) {
			second = placement;
		}
	}
	if (best->paper && is_alike(best, &second))
		best->paper = NULL;
	return true;
}

/* Two groups of codes that lie on one form are of one form. */
static bool is_there(const struct ph_placements *placed,
	const struct ph_placement *placement)
{
	struct ph_corners a, b;

	ph_placement_corners(placement, &a);
	for (size_t i = 0; i < placed->count; i++) {
		ph_placement_corners(&placed->at[i], &b);
		if (ph_place_same(&a, &b))
			return true;
	}
	return false;
}

static double get_top(const struct ph_placement *placement)
{
	struct ph_corners corners;
	double top;

	ph_placement_corners(placement, &corners);
	top = corners.y[0];
	for (size_t i = 1; i < 4; i++)
		top = corners.y[i] < top ? corners.y[i] : top;
	return top;
}

static int by_top(const void *a, const void *b)
{
	double left = get_top(a), right = get_top(b);

	return left < right ? -1 : left > right;
}

bool ph_page_place(struct ph_placements *placed, const struct ph_scan *scan,
	struct ph_omr *omr, const struct ph_image *image,
	const struct ph_looking *looking, struct ph_error *err)
{
	size_t first[PH_CODES_MAX];
	size_t count = find_distinct(looking, first);
	struct ph_placement best;
	struct group group;

	for (size_t i = 0; i < (count ? count : 1); i++) {
		struct ph_placement *kept;

		gather(&group, looking,
			count > 1 ? looking->found[first[i]].code : NULL);
		if (!try_papers(scan, omr, image, &group, &best, err))
			return false;
		if (!best.paper || is_there(placed, &best))
			continue;
		kept = ph_list_push(placed);
		if (!kept)
			return ph_error_memory(err);
		*kept = best;
	}
	if (placed->count > 1)
		qsort(placed->at, placed->count, sizeof(*placed->at), by_top);
	return true;
}
