/* SPDX-License-Identifier: MIT */
#include "code_internal.h"

void ph_scaled_release(struct ph_scaled *scaled)
{
	for (int i = 0; i < PH_SCALES; i++)
		ph_image_release(&scaled->at[i]);
}

int ph_scale_quarters(enum ph_scale scale)
{
	static const int quarters[PH_SCALES] = {
		[PH_QUARTER] = 16,
		[PH_HALF] = 8,
		[PH_FULL] = 4,
		[PH_DOUBLE] = 2,
	};

	return quarters[scale];
}

static const struct ph_image *scaled_get(
	struct ph_scaled *scaled, enum ph_scale scale)
{
	struct ph_image *image = &scaled->at[scale];
	bool made;

	if (scale == PH_FULL)
		return scaled->photo;
	if (image->pixels)
		return image;
	if (scale == PH_DOUBLE)
		made = ph_image_double(image, scaled->photo);
	else
		made = ph_image_shrink(
			image, scaled->photo, scale == PH_HALF ? 2 : 4);
	return made ? image : NULL;
}

bool ph_rung_prepare(const struct ph_rung *rung, struct ph_scaled *scaled,
	struct ph_image *made, const struct ph_image **view)
{
	const struct ph_image *base = scaled_get(scaled, rung->scale);

	*view = rung->treatment == PH_PLAIN ? base : made;
	if (!base)
		return false;
	switch (rung->treatment) {
	case PH_THRESHOLD:
		return ph_image_threshold(
			made, base, rung->radius, rung->amount);
	case PH_SHARPEN:
		return ph_image_sharpen(
			made, base, rung->radius, (unsigned)rung->amount);
	default:
		return true;
	}
}

bool ph_rung_fits(const struct ph_rung *rung, const struct ph_image *photo)
{
	double mp = (double)photo->width * photo->height / 1e6;

	return mp >= rung->from_mp && (!rung->to_mp || mp < rung->to_mp);
}

/*
 * Cheap and telling first. Measured on 130 photographs (ZXing's 110, and 20
 * simulated ones of a printed form, 2–12 MP): codes that one preparation read
 * by itself, of 136 that any of 32 did, and zbar's CPU ms, median of the form's
 * photos above 8 MP:
 *
 *	the first rung for most photos     129   137 (and 53 to prepare)
 *	the same at half the size           75    32 (12)
 *	full size as it is, as zbarimg     124   306
 *	the strongest sharpening           130   530 (65)
 *
 * So a threshold by the local mean comes first: it reads more than the bare
 * photo in half its time, because zbar has fewer edges to follow. Small scales
 * read what is too near or too blurred for the full size, doubled ones what is
 * too small. A photo without any code costs all rungs: 2.3 s at 12 MP.
 */
const struct ph_rung ph_ladder[] = {
	/* Above 24 MP half the size comes first: a quarter of the cost. */
	{ PH_HALF, PH_THRESHOLD, 16, 8, 24, 0 },
	{ PH_FULL, PH_THRESHOLD, 32, 10, 0, 0 },
	/* Sees the barcode that stands beside a QR code more often than any
	 * other rung, so that the two can be compared. */
	{ PH_FULL, PH_PLAIN, 0, 0, 0, 0 },
	{ PH_HALF, PH_THRESHOLD, 16, 8, 0, 24 },
	{ PH_QUARTER, PH_THRESHOLD, 8, 6, 1, 0 },
	{ PH_QUARTER, PH_PLAIN, 0, 0, 0, 0 },
	{ PH_HALF, PH_PLAIN, 0, 0, 0, 0 },
	{ PH_HALF, PH_SHARPEN, 4, 12, 0, 0 },
	{ PH_QUARTER, PH_SHARPEN, 2, 8, 2, 0 },
	{ PH_FULL, PH_THRESHOLD, 8, 6, 0, 0 },
	{ PH_DOUBLE, PH_THRESHOLD, 32, 10, 0, 4 },
	{ PH_FULL, PH_SHARPEN, 16, 16, 0, 24 },
	{ PH_DOUBLE, PH_PLAIN, 0, 0, 0, 2 },
};
const size_t ph_ladder_length = sizeof(ph_ladder) / sizeof(*ph_ladder);
