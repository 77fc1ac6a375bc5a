/* SPDX-License-Identifier: MIT */
#include "image_internal.h"

unsigned ph_exif_orientation(const uint8_t *bytes, size_t length)
{
	struct ph_tiff tiff;
	uint32_t value;

	if (!ph_tiff_open(&tiff, bytes, length))
		return 1;
	value = ph_tiff_number(&tiff, tiff.first, PH_TIFF_ORIENTATION, 1);
	return value >= 1 && value <= 8 ? value : 1;
}
