/* SPDX-License-Identifier: MIT */
#include "shot.h"

#include <err.h>
#include <math.h>
#include <string.h>

#include "camera.h"
#include "form_page.h"

enum {
	PAYLOAD_SIZE = 512
};

static void append(char payload[PAYLOAD_SIZE], const char *text, size_t length)
{
	size_t used = strlen(payload);

	if (used + length >= PAYLOAD_SIZE)
		length = PAYLOAD_SIZE - 1 - used;
	memcpy(payload + used, text, length);
	payload[used + length] = '\0';
}

/*
 * {code} stands for the dossier's code, {id} for a citizen's number, which is
 * made up: no province has the number 999.
 */
static void write_payload(
	const struct form *form, struct rng *rng, char payload[PAYLOAD_SIZE])
{
	char id[24];

	snprintf(id, sizeof(id), "999%09u", rng_below(rng, 1000000000));
	payload[0] = '\0';
	if (!form->url[0])
		append(payload, form->code, strlen(form->code));
	for (const char *at = form->url; *at;) {
		if (strncmp(at, "{code}", 6) == 0) {
			append(payload, form->code, strlen(form->code));
			at += 6;
		} else if (strncmp(at, "{id}", 4) == 0) {
			append(payload, id, strlen(id));
			at += 4;
		} else {
			append(payload, at++, 1);
		}
	}
}

static bool make_page(const struct order *order, struct rng *rng,
	struct picture *page, char did[DID_SIZE])
{
	char payload[PAYLOAD_SIZE];
	cairo_t *cr;
	cairo_surface_t *surface = page_create(order->layout, &cr);
	bool good;

	write_payload(order->form, rng, payload);
	good = page_draw(cr, order->layout, order->form, payload)
	       && pen_fill(cr, order->layout, order->form, rng, did);
	if (good && cairo_status(cr) != CAIRO_STATUS_SUCCESS) {
		warnx("%s", cairo_status_to_string(cairo_status(cr)));
		good = false;
	}
	good = good && picture_from_surface(page, surface);
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
	return good;
}

/* A chat program makes the phone's file smaller, twice losing detail. */
static bool send_by_chat(struct picture *photo, int long_side)
{
	double k = (double)long_side / photo->height;

	return jpeg_wear(photo, 88)
	       && picture_shrink(
		       photo, (int)lround(photo->width * k), long_side);
}

static bool take_photo(const struct order *order, struct rng *rng,
	struct picture *page, struct picture *photo)
{
	const struct level *level = order->level;
	int long_side = order->long_side ? order->long_side : level->long_side;

	if (!level->chat)
		return camera_shoot(
			photo, page, order->layout, level, long_side, rng);
	if (!order->long_side && rng_chance(rng, 0.5))
		long_side = 1600;
	if (!camera_shoot(
		    photo, page, order->layout, level, long_side * 3 / 2, rng))
		return false;
	if (!send_by_chat(photo, long_side)) {
		picture_release(photo);
		return false;
	}
	return true;
}

bool shot_take(const struct order *order, struct jpeg *jpeg, char did[DID_SIZE])
{
	const struct range *quality = &order->level->quality;
	struct picture page, photo;
	struct rng rng;
	bool good;

	rng_seed(&rng, order->seed, order->stream);
	if (!make_page(order, &rng, &page, did))
		return false;
	good = take_photo(order, &rng, &page, &photo);
	picture_release(&page);
	if (!good)
		return false;
	good = jpeg_encode(jpeg, &photo,
		(int)rng_uniform(&rng, quality->low, quality->high),
		order->max_bytes);
	picture_release(&photo);
	return good;
}
