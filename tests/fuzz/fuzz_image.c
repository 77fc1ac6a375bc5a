/* SPDX-License-Identifier: MIT */
/* The decoders that run in this process, on bytes from anywhere. */
#include "image_internal.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum {
	PIXELS_LEAST = 100
};

/* Small, so that a run is quick; the decoders are the same. */
static const struct ph_image_limits limits = {
	.bytes = 1 << 20,
	.pixels = 1 << 18,
	.pages = 50,
};

static bool read_one(struct ph_image *image, const uint8_t *bytes,
	size_t length, struct ph_image_trouble *trouble)
{
	unsigned shrink;

	if (length >= 2 && bytes[0] == 'P' && bytes[1] == '5')
		return ph_pgm_read(image, bytes, length, &limits, trouble);
	if (ph_image_sniff(bytes, length) == PH_IMAGE_PNG)
		return ph_png_read(image, bytes, length, &limits, trouble);
	if (length % 2)
		return ph_jpeg_read_small(image, &shrink, bytes, length,
			PIXELS_LEAST, &limits, trouble);
	return ph_jpeg_read(image, bytes, length, true, &limits, trouble);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct ph_image_trouble trouble = { 0 };
	struct ph_image image = { 0 };
	bool fine = read_one(&image, bytes, length, &trouble);

	/* The contract of the door: pixels or a reason, never both. */
	if (fine != (image.pixels != NULL)
		|| fine != (trouble.fault == PH_IMAGE_FINE))
		abort();
	ph_image_release(&image);
	return 0;
}
