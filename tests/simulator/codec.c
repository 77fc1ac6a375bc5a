/* SPDX-License-Identifier: MIT */
#include "codec.h"

#include <err.h>
#include <stdio.h>
#include <turbojpeg.h>

enum {
	EXIF_SIZE = 36,
	EXIF_ORIENTATION = 28 /* where the number stands */
};

static bool compress(
	struct jpeg *jpeg, const struct pixels *pixels, int quality)
{
	tjhandle handle = tjInitCompress();
	bool good = handle
		    && tjCompress2(handle, pixels->rgb, pixels->width, 0,
			       pixels->height, TJPF_RGB, &jpeg->data,
			       &jpeg->size, TJSAMP_420, quality, 0)
			       == 0;

	if (!good)
		warnx("JPEG: %s", tjGetErrorStr2(handle));
	if (handle)
		tjDestroy(handle);
	jpeg->width = pixels->width;
	jpeg->height = pixels->height;
	return good;
}

bool jpeg_encode(struct jpeg *jpeg, const struct pixels *pixels, int quality,
	unsigned long max_bytes)
{
	bool good;

	*jpeg = (struct jpeg){ .orientation = 1 };
	good = compress(jpeg, pixels, quality);
	while (good && max_bytes && jpeg->size > max_bytes && quality > 30) {
		quality -= 3;
		good = compress(jpeg, pixels, quality);
	}
	if (!good)
		jpeg_release(jpeg);
	return good;
}

bool jpeg_wear(struct pixels *pixels, int quality)
{
	struct jpeg jpeg;
	tjhandle handle;
	bool good;

	if (!jpeg_encode(&jpeg, pixels, quality, 0))
		return false;
	handle = tjInitDecompress();
	good = handle
	       && tjDecompress2(handle, jpeg.data, jpeg.size, pixels->rgb,
			  pixels->width, 0, pixels->height, TJPF_RGB, 0)
			  == 0;
	if (handle)
		tjDestroy(handle);
	jpeg_release(&jpeg);
	return good;
}

/* An APP1 segment with one entry: orientation, a short. */
static bool write_exif(FILE *file, int orientation)
{
	unsigned char exif[EXIF_SIZE] = { 0xff, 0xe1, 0, EXIF_SIZE - 2, 'E',
		'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01,
		0x12, 0, 3, 0, 0, 0, 1 };

	exif[EXIF_ORIENTATION + 1] = (unsigned char)orientation;
	return fwrite(exif, 1, sizeof(exif), file) == sizeof(exif);
}

bool jpeg_save(const struct jpeg *jpeg, int percent, const char *path)
{
	size_t size = jpeg->size * (unsigned)percent / 100;
	FILE *file = fopen(path, "wb");
	size_t start = size < 2 ? size : 2; /* the SOI marker */
	bool good = file && fwrite(jpeg->data, 1, start, file) == start;

	if (good && jpeg->orientation != 1)
		good = write_exif(file, jpeg->orientation);
	good = good
	       && fwrite(jpeg->data + start, 1, size - start, file)
			  == size - start;
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
