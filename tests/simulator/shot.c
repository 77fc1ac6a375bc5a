/* SPDX-License-Identifier: MIT */
#include "shot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Copies the part of the page, and a little around it. */
static bool crop(const struct grey *page, double dots, struct rect part,
	struct grey *to, struct print *print)
{
	const double around = 3; /* mm: more than a cut misses by */
	int x0 = (int)fmax((part.x - around) * dots, 0);
	int y0 = (int)fmax((part.y - around) * dots, 0);
	int x1 = (int)fmin((part.x + part.w + around) * dots, page->width);
	int y1 = (int)fmin((part.y + part.h + around) * dots, page->height);

	if (x1 <= x0 || y1 <= y0 || !grey_init(to, x1 - x0, y1 - y0))
		return false;
	for (int y = 0; y < to->height; y++)
		memcpy(to->px + (size_t)y * to->width,
			page->px + (size_t)(y + y0) * page->width + x0,
			(size_t)to->width);
	print->x = x0 / dots;
	print->y = y0 / dots;
	return true;
}

/* Toner is black, or grey when it runs low; copies of copies have a veil. */
static struct toner pick_toner(struct rng *rng)
{
	bool worn = rng_chance(rng, 0.12);

	if (worn)
		return (struct toner){ rng_uniform(rng, 0.06, 0.20),
			rng_uniform(rng, 0.02, 0.12) };
	return (struct toner){ rng_uniform(rng, 0.012, 0.05), 0 };
}

bool print_take(struct print *print, const struct grey *page, double dots,
	struct rect part, struct rng *rng)
{
	struct grey piece;
	bool good;

	*print = (struct print){ .part = part,
		.page = { 0, 0, page->width / dots, page->height / dots } };
	print->art.dots = dots;
	if (!crop(page, dots, part, &piece, print))
		return false;
	good = raster_print(&print->art.mip[0], &piece, pick_toner(rng));
	grey_release(&piece);
	return good;
}

void print_release(struct print *print)
{
	art_release(&print->art);
}

bool print_fill(struct print *print, const struct sheet *sheet,
	const struct sheet_list *list, const struct wish *wish, struct rng *rng,
	struct filled *filled)
{
	struct paper_under paper = { &print->art.mip[0], print->art.dots,
		print->x, print->y };

	if (print->form_count < MAX_SLOTS)
		print->forms[print->form_count++] = sheet;
	return pen_fill(&paper, sheet, list, wish, rng, filled);
}

static bool expose(const struct order *order, struct print *prints, int count,
	struct rng *rng, struct picture_plan *plan, struct pixels *photo)
{
	struct film film;
	bool good;

	if (!compose(plan, prints, count, order->level, order->long_side, rng)
		|| !film_init(&film, &plan->scene))
		return false;
	good = develop(photo, &film, &plan->finish, rng);
	film_release(&film);
	return good;
}

bool shot_take(const struct order *order, struct print *prints, int count,
	struct rng *rng, struct jpeg *jpeg, struct picture_plan *plan)
{
	struct pixels photo = { 0 };
	bool good = true;
	int quality;

	for (int i = 0; i < count; i++)
		good = good && art_shrink(&prints[i].art);
	good = good && expose(order, prints, count, rng, plan, &photo);
	/* A chat program compresses what the phone compressed before. */
	if (good && order->level->chat)
		good = jpeg_wear(&photo, 88);
	quality = (int)pick(rng, &order->level->quality);
	good = good && jpeg_encode(jpeg, &photo, quality, order->max_bytes);
	pixels_release(&photo);
	if (good)
		jpeg->orientation = plan->orientation;
	return good;
}
