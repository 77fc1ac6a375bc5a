/* SPDX-License-Identifier: MIT */
#include "remark.h"

#include <math.h>
#include <string.h>

/* A line of words somewhere on the paper; false: no room was found. */
static bool find_room(
	const struct hand *hand, const struct sheet *sheet, struct rect *line)
{
	const struct rect *paper = &sheet->paper;

	for (int i = 0; i < 40; i++) {
		struct rect room;

		line->h = rng_uniform(hand->rng, 2.6, 4.6);
		line->w = rng_uniform(hand->rng, 16, paper->w * 0.55);
		line->x = paper->x
			  + rng_uniform(hand->rng, 4, paper->w - line->w - 4);
		line->y = paper->y + rng_uniform(hand->rng, 8, paper->h - 8);
		/* Tall letters, tails, and a line that climbs. */
		room = (struct rect){ line->x - 2, line->y - 1.6 * line->h - 2,
			line->w + line->h * 4, 2.4 * line->h + 4 };
		if (!sheet_touches(sheet, room, true))
			return true;
	}
	return false;
}

static const struct rect *remark_lines(const struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->count; i++)
		if (sheet->items[i].kind == ITEM_TEXT
			&& strncmp(sheet->items[i].field, "remark", 6) == 0)
			return &sheet->items[i].at;
	return NULL;
}

void remark_write(const struct hand *hand, const struct sheet *sheet)
{
	const struct rect *lines = remark_lines(sheet);
	int count = 1 + (int)rng_below(hand->rng, 3);
	struct rect line;

	if (lines && rng_chance(hand->rng, 0.6)) {
		hand_scrawl(hand,
			(struct point){ lines->x + lines->w * 0.2,
				lines->y + fmin(lines->h, 6) - 1 },
			lines->w * rng_uniform(hand->rng, 0.3, 0.75), 3.2);
		return;
	}
	while (count-- > 0 && find_room(hand, sheet, &line))
		hand_scrawl(
			hand, (struct point){ line.x, line.y }, line.w, line.h);
	if (rng_chance(hand->rng, 0.3) && find_room(hand, sheet, &line))
		hand_sign(hand, (struct point){ line.x, line.y },
			fmin(line.w, 24));
}

void remark_touch(const struct hand *hand, const struct sheet *sheet,
	const struct rect *box)
{
	double height = rng_uniform(hand->rng, 2.6, 3.8);
	double overlap = rng_uniform(hand->rng, 0.2, 1.0);
	double room = sheet->paper.x + sheet->paper.w - box->x - box->w - 4;
	double width = rng_uniform(hand->rng, 6, 14);
	struct point from = { box->x + box->w - overlap,
		box->y + box->h * rng_uniform(hand->rng, 0.6, 1.0) };
	struct rect rest;

	if (room < width)
		from.x = box->x - width - 1.5 * height + overlap;
	/* Beyond this box it may not reach another. */
	rest = (struct rect){ room < width ? from.x - 1 : box->x + box->w + 1,
		from.y - 1.6 * height, width + 3 * height - 2, 2.4 * height };
	if (sheet_touches(sheet, rest, true))
		remark_write(hand, sheet);
	else
		hand_scrawl(hand, from, width, height);
}
