/* SPDX-License-Identifier: MIT */
#include "codec.h"

#include <err.h>
#include <stdio.h>
#include <turbojpeg.h>

static bool compress(
	struct jpeg *jpeg, const struct pixels *pixels, int quality)
{
	tjhandle handle = tjInitCompress();
	bool good =
		handle
		&& tjCompress2(handle, pixels->rgb, pixels->width, 0,
			   pixels->height, TJPF_RGB, &jpeg->data, &jpeg->size,
			   TJSAMP_420, quality, TJFLAG_ACCURATEDCT)
			   == 0;

	if (!good)
		warnx("JPEG: %s", tjGetErrorStr2(handle));
	if (handle)
		tjDestroy(handle);
	jpeg->width = pixels->width;
	jpeg->height = pixels->height;
	return good;
}

bool jpeg_encode(struct jpeg *jpeg, const struct picture *picture, int quality,
	unsigned long max_bytes)
{
	struct pixels pixels;
	bool good;

	*jpeg = (struct jpeg){ 0 };
	if (!picture_to_pixels(picture, &pixels))
		return false;
	good = compress(jpeg, &pixels, quality);
	while (good && max_bytes && jpeg->size > max_bytes && quality > 30) {
		quality -= 3;
		good = compress(jpeg, &pixels, quality);
	}
	pixels_release(&pixels);
	if (!good)
		jpeg_release(jpeg);
	return good;
}

static bool decode(const struct jpeg *jpeg, struct pixels *pixels)
{
	tjhandle handle = tjInitDecompress();
	bool good =
		handle
		&& tjDecompress2(handle, jpeg->data, jpeg->size, pixels->rgb,
			   pixels->width, 0, pixels->height, TJPF_RGB, 0)
			   == 0;

	if (handle)
		tjDestroy(handle);
	return good;
}

bool jpeg_wear(struct picture *picture, int quality)
{
	struct jpeg jpeg;
	struct pixels pixels = { 0 };
	struct picture worn;
	bool good;

	if (!jpeg_encode(&jpeg, picture, quality, 0))
		return false;
	good = pixels_init(&pixels, jpeg.width, jpeg.height)
	       && decode(&jpeg, &pixels) && picture_from_pixels(&worn, &pixels);
	pixels_release(&pixels);
	jpeg_release(&jpeg);
	if (!good)
		return false;
	picture_release(picture);
	*picture = worn;
	return true;
}

bool jpeg_save(const struct jpeg *jpeg, int percent, const char *path)
{
	size_t size = jpeg->size * (unsigned)percent / 100;
	FILE *file = fopen(path, "wb");
	bool good = file && fwrite(jpeg->data, 1, size, file) == size;

	if (file && fclose(file) != 0)
		good = false;
	if (!good)
		warn("%s", path);
	return good;
}

void jpeg_release(struct jpeg *jpeg)
{
	tjFree(jpeg->data);
	jpeg->data = NULL;
}
