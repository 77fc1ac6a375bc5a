/* SPDX-License-Identifier: MIT */
#include "image_internal.h"

#include <string.h>

enum {
	PDF_SEARCH = 1024 /* readers accept the header anywhere in there */
};

static const struct {
	enum ph_image_kind kind;
	size_t length;
	const char *bytes;
} signatures[] = {
	{ PH_IMAGE_JPEG, 3, "\xff\xd8\xff" },
	{ PH_IMAGE_PNG, 8, "\x89PNG\r\n\x1a\n" },
	{ PH_IMAGE_TIFF, 4, "II*\0" },
	{ PH_IMAGE_TIFF, 4, "MM\0*" },
	{ PH_IMAGE_TIFF, 4, "II+\0" }, /* BigTIFF: refused with its reason */
	{ PH_IMAGE_TIFF, 4, "MM\0+" },
};

/* Major brands of ISO/IEC 23008-12 whose pictures phones write. */
static bool is_heic(const uint8_t *bytes, size_t length)
{
	static const char brands[][5] = { "heic", "heix", "hevc", "hevx",
		"heim", "heis", "hevm", "hevs", "mif1", "msf1" };

	if (length < 12 || memcmp(bytes + 4, "ftyp", 4) != 0)
		return false;
	for (size_t i = 0; i < sizeof(brands) / sizeof(*brands); i++)
		if (memcmp(bytes + 8, brands[i], 4) == 0)
			return true;
	return false;
}

enum ph_image_kind ph_image_sniff(const uint8_t *bytes, size_t length)
{
	size_t head = length < PDF_SEARCH ? length : PDF_SEARCH;

	for (size_t i = 0; i < sizeof(signatures) / sizeof(*signatures); i++)
		if (length >= signatures[i].length
			&& memcmp(bytes, signatures[i].bytes,
				   signatures[i].length)
				   == 0)
			return signatures[i].kind;
	if (is_heic(bytes, length))
		return PH_IMAGE_HEIC;
	if (head && memmem(bytes, head, "%PDF-", 5))
		return PH_IMAGE_PDF;
	return PH_IMAGE_FOREIGN;
}
