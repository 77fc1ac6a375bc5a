/* SPDX-License-Identifier: MIT */
#include "image_internal.h"

#include <phieu/list.h>

#include <png.h>
#include <string.h>

/* libpng 1.6's words (pngread.c, pngrutil.c) when the bytes are at an end. */
static enum ph_image_fault name_fault(const char *message)
{
	return strstr(message, "end of data") || strstr(message, "Read Error")
		       ? PH_IMAGE_TRUNCATED
		       : PH_IMAGE_DAMAGED;
}

static bool decode(struct ph_image *image, png_image *png,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble)
{
	const png_color white = { 255, 255, 255 };

	if (!ph_pixels_fit(png->width, png->height, limits, trouble))
		return false;
	if (!ph_image_make(image, png->width, png->height))
		return ph_trouble_memory(trouble);
	png->format = PNG_FORMAT_GRAY;
	/* Without this 16 bits count as linear light, and come out pale. */
	png->flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
	if (png_image_finish_read(png, &white, image->pixels, 0, NULL))
		return true;
	ph_image_release(image);
	return ph_trouble_set(
		trouble, name_fault(png->message), "PNG: %s", png->message);
}

bool ph_png_read(struct ph_image *image, const uint8_t *bytes, size_t length,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble)
{
	png_image png = { .version = PNG_IMAGE_VERSION };
	bool fine;

	if (!png_image_begin_read_from_memory(&png, bytes, length))
		return ph_trouble_set(trouble, name_fault(png.message),
			"PNG: %s", png.message);
	fine = decode(image, &png, limits, trouble);
	png_image_free(&png);
	return fine;
}

/* The room is what uncompressed pixels would take at most. */
bool ph_image_write_png(struct ph_text *out, const struct ph_image *image)
{
	png_image png = {
		.version = PNG_IMAGE_VERSION,
		.width = image->width,
		.height = image->height,
		.format = PNG_FORMAT_GRAY,
	};
	png_alloc_size_t room = PNG_IMAGE_PNG_SIZE_MAX(png);
	char *bytes = ph_alloc(room, 1);
	bool fine = bytes
		    && png_image_write_to_memory(
			    &png, bytes, &room, 0, image->pixels, 0, NULL)
		    && ph_text_append(out, bytes, room);

	png_image_free(&png);
	free(bytes);
	return fine;
}
