/* SPDX-License-Identifier: MIT */
/* What the files of this room share. Only code.h is the door. */
#ifndef PHIEU_CODE_INTERNAL_H
#define PHIEU_CODE_INTERNAL_H

#include <phieu/code.h>
#include <phieu/image.h>

#include <stdbool.h>

/* The sizes that rungs look at. */
enum ph_scale {
	PH_QUARTER,
	PH_HALF,
	PH_FULL,
	PH_DOUBLE,
	PH_SCALES, /* how many there are */
};

enum ph_treatment {
	PH_PLAIN,
	PH_THRESHOLD, /* by the local mean minus `amount` grey levels */
	PH_SHARPEN,   /* by `amount` quarters of the local contrast */
};

/* One way to look at a photo. */
struct ph_rung {
	enum ph_scale scale;
	enum ph_treatment treatment;
	unsigned radius; /* of the local mean, in pixels at this scale */
	int amount;
	/* Megapixels of the photo between which it is tried; 0: no bound. */
	double from_mp, to_mp;
};

extern const struct ph_rung ph_ladder[];
extern const size_t ph_ladder_length;

PH_MUST_CHECK bool ph_rung_fits(
	const struct ph_rung *rung, const struct ph_image *photo);

/* A photo at the sizes that were asked for so far. */
struct ph_scaled {
	const struct ph_image *photo;
	struct ph_image at[PH_SCALES]; /* PH_FULL stays empty: the photo */
};
void ph_scaled_release(struct ph_scaled *scaled);
PH_CLEANUP_VALUE(struct ph_scaled, ph_scaled_release)

/* What zbar is to look at for this rung: *view is borrowed from scaled, or
 * from *made, which the caller releases. false: out of memory. */
PH_MUST_CHECK bool ph_rung_prepare(const struct ph_rung *rung,
	struct ph_scaled *scaled, struct ph_image *made,
	const struct ph_image **view);

/* Pixels of the photo for pixels at a scale, in quarters: × n / 4. */
int ph_scale_quarters(enum ph_scale scale);

/*
 * scan — zbar, on one grey image as it is.
 */
struct ph_scanner;
struct ph_scanner *ph_scanner_create(void);
void ph_scanner_destroy(struct ph_scanner *scanner);

/* Calls `each` for every code that zbar reads, then wipes the payloads. false:
 * out of memory, or `each` said so. */
PH_MUST_CHECK bool ph_scanner_scan(struct ph_scanner *scanner,
	const struct ph_image *image,
	bool (*each)(const struct ph_code_found *code, void *context),
	void *context);

#endif
