/* SPDX-License-Identifier: MIT */
/* Forms that lie beside those that were found: nothing is read from them, but
 * none is passed over. */
#include "intake_internal.h"

#include <stdio.h>
#include <string.h>

enum {
	/* Corner tags of one form that was not placed; a single one may be a
	 * neighbour's that peeps in, or a chance pattern. */
	TAGS_OF_A_FORM = 2,
};

/* Of a form that was found: so much free paper, and another may lie there. */
static const double room = 0.75;

static bool has_room(
	const struct ph_placements *placed, const struct ph_image *image)
{
	double covered = 0, all = (double)image->width * image->height;
	struct ph_point area[4];

	for (size_t i = 0; i < placed->count; i++) {
		ph_area_find(area, &placed->at[i], 0);
		covered += ph_area_size(area);
	}
	return all - covered > room * covered / (double)placed->count;
}

bool ph_missed_may_be(const struct ph_placements *placed,
	const struct ph_tags_seen *tags, const struct ph_image *image)
{
	return tags->alone || tags->unknown || has_room(placed, image);
}

/* ---- codes that stand on none of the forms ---- */

static bool is_on_a_form(
	const struct ph_placements *placed, const struct ph_found *found)
{
	struct ph_point area[4];

	for (size_t i = 0; i < placed->count; i++) {
		ph_area_find(area, &placed->at[i], PH_AREA_SLACK_MM);
		if (ph_area_holds(area, &found->place))
			return true;
	}
	return false;
}

/* The receipt of the same dossier may lie beside its form. */
static bool is_of_a_form(
	const struct ph_photo *photo, const struct ph_found *found)
{
	for (size_t i = 0; *found->code && i < photo->count; i++)
		if (strcmp(photo->parts[i].code, found->code) == 0)
			return true;
	return false;
}

static bool is_missed(const struct ph_photo *photo,
	const struct ph_placements *placed, const struct ph_found *found)
{
	return (*found->code || found->formed) && !is_of_a_form(photo, found)
	       && !is_on_a_form(placed, found);
}

/* The forms that codes tell of: one a code, and one for those without. */
static size_t list_missed(const struct ph_photo *photo,
	const struct ph_placements *placed, const struct ph_looking *all,
	const struct ph_found *missed[PH_CODES_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < all->count; i++) {
		const struct ph_found *found = &all->found[i];
		bool is_new = is_missed(photo, placed, found);

		for (size_t j = 0; is_new && j < count; j++)
			is_new = strcmp(missed[j]->code, found->code) != 0;
		if (is_new)
			missed[count++] = found;
	}
	return count;
}

/* ---- their records ---- */

static void tell_one(struct ph_part *part, const struct ph_scan *scan,
	const struct ph_looking *all, const struct ph_found *missed)
{
	struct ph_looking own;

	ph_looking_init(&own, scan);
	for (size_t i = 0; i < all->count; i++)
		if (strcmp(all->found[i].code, missed->code) == 0)
			ph_looking_add(&own, &all->found[i]);
	ph_part_take_codes(part, &own, *missed->code);
	ph_part_fail(part, *part->code ? PH_STATUS_DOUBTFUL : PH_STATUS_UNREAD,
		ph_omr_fault_name(PH_OMR_ASKEW),
		"one more form: too few of its corners are seen");
}

static void tell_tags(struct ph_part *part, const struct ph_tags_seen *tags)
{
	if (tags->alone >= TAGS_OF_A_FORM)
		ph_part_fail(part, PH_STATUS_UNREAD,
			ph_omr_fault_name(PH_OMR_CUT_OFF),
			"one more form: too few of its corners are seen");
	else
		ph_part_fail(part, PH_STATUS_UNREAD, "other-form",
			"one more form, which is not described here");
}

bool ph_missed_add(struct ph_photo *photo, const struct ph_scan *scan,
	const struct ph_part *empty, const struct ph_placements *placed,
	const struct ph_tags_seen *tags, const struct ph_looking *all)
{
	const struct ph_found *missed[PH_CODES_MAX];
	size_t count = list_missed(photo, placed, all, missed);
	size_t first = photo->count;

	if (!count)
		count = tags->alone >= TAGS_OF_A_FORM
			|| tags->unknown >= TAGS_OF_A_FORM;
	else
		tags = NULL;
	if (count && !ph_photo_extend(photo, empty, count))
		return false;
	for (size_t i = 0; i < count; i++)
		if (tags)
			tell_tags(&photo->parts[first + i], tags);
		else
			tell_one(
				&photo->parts[first + i], scan, all, missed[i]);
	return true;
}
