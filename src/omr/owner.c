/* SPDX-License-Identifier: MIT */
/* Whose ink it is, when strokes run out of their boxes. */
#include "marks.h"

#include <phieu/list.h>

#include <math.h>

/* A stroke that runs so far out on both sides belongs to no box. */
static const double crossed_mm = 3.5;
/* What a stroke must have of its ink in a box, mm², to belong to it. */
static const double touch_mm2 = 0.2;

void ph_shares_release(struct ph_shares *shares)
{
	ph_list_release(shares);
}
bool ph_shares_count(struct ph_shares *shares, const struct ph_canvas *canvas,
	struct ph_area area, size_t box)
{
	size_t first = shares->count;

	for (unsigned y = area.top; y < area.bottom; y++)
		for (unsigned x = area.left; x < area.right; x++) {
			uint32_t label =
				canvas->label[(size_t)y * canvas->width + x];
			size_t i = first;

			if (!label)
				continue;
			while (i < shares->count
				&& shares->at[i].label != label)
				i++;
			if (i == shares->count && !ph_list_push(shares))
				return false;
			shares->at[i].canvas = canvas;
			shares->at[i].label = label;
			shares->at[i].box = box;
			shares->at[i].count++;
		}
	return true;
}

static uint32_t most_of(
	const struct ph_shares *shares, const struct ph_share *share)
{
	uint32_t most = share->count;

	for (size_t i = 0; i < shares->count; i++)
		if (shares->at[i].label == share->label
			&& shares->at[i].canvas == share->canvas
			&& shares->at[i].count > most)
			most = shares->at[i].count;
	return most;
}

bool ph_shares_home(const struct ph_shares *shares,
	const struct ph_canvas *canvas, uint32_t label, size_t box)
{
	for (size_t i = 0; i < shares->count; i++)
		if (shares->at[i].box == box && shares->at[i].label == label
			&& shares->at[i].canvas == canvas)
			return shares->at[i].count
			       == most_of(shares, &shares->at[i]);
	return false;
}

/* A pen that slipped, or writing that runs through: no mark of this box ends
 * far out to the left as well as to the right of it, or above and below. */
static bool crosses(
	const struct ph_stroke *stroke, const struct ph_frame *frame)
{
	double far = crossed_mm * frame->canvas->scale;
	const double *edge = frame->edge;

	return (stroke->left < edge[PH_SIDE_LEFT] - far
		       && stroke->right > edge[PH_SIDE_RIGHT] + far)
	       || (stroke->top < edge[PH_SIDE_TOP] - far
		       && stroke->bottom > edge[PH_SIDE_BOTTOM] + far);
}

/* How much of its stroke another box has, as a share of this one's. */
static double second_of(const struct ph_shares *shares, size_t home)
{
	const struct ph_share *share = &shares->at[home];
	uint32_t most = 0;

	for (size_t i = 0; i < shares->count; i++)
		if (i != home && shares->at[i].label == share->label
			&& shares->at[i].canvas == share->canvas
			&& shares->at[i].count > most)
			most = shares->at[i].count;
	return most / (double)share->count;
}

/* A stroke is at home where most of its ink in boxes is; elsewhere it ran
 * in. */
void ph_shares_settle(struct ph_ink *inks, const struct ph_frame *frames,
	const struct ph_shares *shares)
{
	for (size_t i = 0; i < shares->count; i++) {
		const struct ph_share *share = &shares->at[i];
		const struct ph_stroke *stroke =
			&share->canvas->strokes[share->label];
		double unit = share->canvas->scale * share->canvas->scale;
		uint32_t most = most_of(shares, share);
		struct ph_ink *ink = &inks[share->box];

		if (share->count == most) {
			ink->area += share->count / unit;
			ink->whole += stroke->area / unit;
			ink->crossed |= crosses(stroke, &frames[share->box]);
			ink->shared = fmax(ink->shared, second_of(shares, i));
			continue;
		}
		ink->foreign += share->count / unit;
		ink->run_in = fmax(ink->run_in, share->count / (double)most);
	}
}

/* Which strokes of a canvas have ink in a box. */
bool *ph_shares_homely(
	const struct ph_canvas *canvas, const struct ph_shares *shares)
{
	bool *homely = ph_alloc(canvas->stroke_count, sizeof(*homely));

	for (size_t i = 0; homely && i < shares->count; i++)
		if (shares->at[i].canvas == canvas
			&& shares->at[i].count
				   > touch_mm2 * canvas->scale * canvas->scale)
			homely[shares->at[i].label] = true;
	return homely;
}
