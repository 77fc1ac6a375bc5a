/* SPDX-License-Identifier: MIT */
/* The readers of markers and directories: EXIF in a JPEG, and TIFF. */
#include "image_internal.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct ph_image_limits limits = { .pages = 50 };
	struct ph_image_trouble trouble = { 0 };
	struct ph_jpeg_markers markers;
	unsigned orientation = ph_exif_orientation(bytes, length);
	unsigned pages = ph_tiff_pages(bytes, length, &limits, &trouble);

	ph_jpeg_look(&markers, bytes, length);
	if (orientation < 1 || orientation > 8 || markers.orientation < 1
		|| markers.orientation > 8 || pages > 50
		|| (markers.end && !markers.scan))
		abort();
	return 0;
}
