/* SPDX-License-Identifier: MIT */
#include "image_internal.h"

#include <stdarg.h>

static const char *const names[] = {
	[PH_IMAGE_FINE] = "",
	[PH_IMAGE_MISSING] = "not-found",
	[PH_IMAGE_SPECIAL] = "not-a-file",
	[PH_IMAGE_EMPTY] = "empty-file",
	[PH_IMAGE_NOT_AN_IMAGE] = "not-an-image",
	[PH_IMAGE_TRUNCATED] = "truncated",
	[PH_IMAGE_DAMAGED] = "damaged",
	[PH_IMAGE_LOCKED] = "locked",
	[PH_IMAGE_TOO_LARGE] = "too-large",
	[PH_IMAGE_NO_HELPER] = "helper-missing",
	[PH_IMAGE_HELPER_LIMIT] = "helper-limit",
	[PH_IMAGE_MEMORY] = "out-of-memory",
};

const char *ph_image_fault_name(enum ph_image_fault fault)
{
	return names[fault];
}

bool ph_trouble_set(struct ph_image_trouble *trouble, enum ph_image_fault fault,
	const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(trouble->detail, sizeof(trouble->detail), fmt, args);
	va_end(args);
	for (char *c = trouble->detail; *c; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			*c = '?';
	trouble->fault = fault;
	return false;
}

bool ph_trouble_memory(struct ph_image_trouble *trouble)
{
	return ph_trouble_set(trouble, PH_IMAGE_MEMORY, "out of memory");
}

bool ph_pixels_fit(uint32_t width, uint32_t height,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble)
{
	if (!width || !height)
		return ph_trouble_set(
			trouble, PH_IMAGE_DAMAGED, "an image without pixels");
	if ((uint64_t)width * height > limits->pixels)
		return ph_trouble_set(trouble, PH_IMAGE_TOO_LARGE,
			"%u x %u pixels, the limit is %zu in all", width,
			height, limits->pixels);
	return true;
}
