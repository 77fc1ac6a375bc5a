/* SPDX-License-Identifier: MIT */
/* The reading ladder, and zbar behind it, on pixels from anywhere: width,
 * height, enlargement and time to give up in four bytes, then the pixels, over
 * and over. */
#include <phieu/code.h>

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum {
	HEADER = 4,
	SIDE_MOST = 160 /* small, so that many can be tried */
};

static enum ph_code_verdict take(
	const struct ph_code_found *code, void *context)
{
	size_t *sum = context;

	/* The contract of the door: bytes that can be read, a symbology that
	 * has a name, corners that are numbers. */
	if (!code->length || !ph_symbology_name(code->symbology))
		abort();
	for (size_t i = 0; i < code->length; i++)
		*sum += (uint8_t)code->payload[i];
	for (size_t i = 0; code->cornered && i < 4; i++)
		if (!(code->corner[i].x > -1e6 && code->corner[i].x < 1e6
			    && code->corner[i].y > -1e6
			    && code->corner[i].y < 1e6))
			abort();
	return PH_CODE_MORE;
}

static unsigned cut(unsigned side)
{
	return side < SIDE_MOST ? side : SIDE_MOST;
}

static bool make_image(
	struct ph_image *image, const uint8_t *bytes, size_t length)
{
	unsigned scale = bytes[2] % 8 + 1, width = bytes[0], height = bytes[1];

	if (!width || !height
		|| !ph_image_make(
			image, cut(width * scale), cut(height * scale)))
		return false;
	for (unsigned y = 0; y < image->height; y++)
		for (unsigned x = 0; x < image->width; x++)
			image->pixels[(size_t)y * image->width + x] =
				bytes[HEADER
					+ ((size_t)(y / scale) * width
						  + x / scale)
						  % (length - HEADER)];
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static struct ph_code_reader *reader;
	PH_AUTO(ph_image_release) struct ph_image image = { 0 };
	struct ph_code_result result;
	struct ph_error err;
	size_t sum = 0;
	double seconds; /* images full of finders go on to any limit */

	if (!reader)
		reader = ph_code_reader_create();
	if (!reader || length <= HEADER || !make_image(&image, bytes, length))
		return 0;
	seconds = bytes[3] % 16 / 128.0;
	if (!ph_code_read(reader, &image, seconds, take, &sum, &result, &err))
		abort();
	return 0;
}
