/* SPDX-License-Identifier: MIT */
/* Forms that lie beside those that were found: nothing is read from them, but
 * none is passed over. */
#include "intake_internal.h"

#include <math.h>
#include <string.h>

enum {
	/* Corner tags of one form that was not placed; a single one may be a
	 * neighbour's that peeps in, or a chance pattern. */
	TAGS_OF_A_FORM = 2,
};

/* Of the forms that were found: where so much of one's shorter side is free
 * beside them, or so much of its area between them, another may lie. The whole
 * of a page is looked at then, which costs as much as all the rest: with a form
 * in the middle of its photo that is not so. */
static const double room_beside = 0.8, room_between = 0.75;

/* What the forms of a page take together, in pixels. */
struct taken {
	double left, top, right, bottom;
	double area, side; /* of all; the shortest */
};

static void take(struct taken *taken, const struct ph_point area[4])
{
	for (size_t i = 0; i < 4; i++) {
		const struct ph_point *a = &area[i], *b = &area[(i + 1) % 4];

		taken->left = fmin(taken->left, a->x);
		taken->top = fmin(taken->top, a->y);
		taken->right = fmax(taken->right, a->x);
		taken->bottom = fmax(taken->bottom, a->y);
		taken->side =
			fmin(taken->side, hypot(b->x - a->x, b->y - a->y));
	}
	taken->area += ph_area_size(area);
}

static bool has_room(
	const struct ph_placements *placed, const struct ph_image *image)
{
	struct taken all = { INFINITY, INFINITY, -INFINITY, -INFINITY, 0,
		INFINITY };
	double beside, between;
	struct ph_point area[4];

	for (size_t i = 0; i < placed->count; i++) {
		ph_area_find(area, &placed->at[i], 0);
		take(&all, area);
	}
	beside = fmax(fmax(all.left, all.top),
		fmax(image->width - all.right, image->height - all.bottom));
	between = (all.right - all.left) * (all.bottom - all.top) - all.area;
	return beside > room_beside * all.side
	       || (placed->count > 1
		       && between > room_between * all.area
					    / (double)placed->count);
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

/* `fault` PH_OMR_FINE: nothing is wrong with the photo. */
static void tell_why(
	struct ph_part *part, enum ph_status status, enum ph_omr_fault fault)
{
	if (fault == PH_OMR_FINE)
		ph_part_fail(part, status, "other-form",
			"one more form, which is not described here");
	else
		ph_part_fail(part, status, ph_omr_fault_name(fault),
			"one more form: too few of its corners are seen");
}

static void tell_one(struct ph_part *part, const struct ph_scan *scan,
	const struct ph_looking *all, const struct ph_found *missed)
{
	const struct ph_found *formed;
	struct ph_looking own;

	ph_looking_init(&own, scan);
	for (size_t i = 0; i < all->count; i++)
		if (strcmp(all->found[i].code, missed->code) == 0)
			ph_looking_add(&own, &all->found[i]);
	ph_part_take_codes(part, &own, *missed->code);
	formed = ph_origin_find(&own);
	tell_why(part, *part->code ? PH_STATUS_DOUBTFUL : PH_STATUS_UNREAD,
		!formed || ph_origin_known(scan, formed) ? PH_OMR_ASKEW
							 : PH_OMR_FINE);
}

static void tell_tags(struct ph_part *part, const struct ph_tags_seen *tags)
{
	tell_why(part, PH_STATUS_UNREAD,
		tags->alone >= TAGS_OF_A_FORM ? PH_OMR_CUT_OFF : PH_OMR_FINE);
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
