/* SPDX-License-Identifier: MIT */
#include <phieu/image.h>
#include <phieu/list.h>

bool ph_image_make(struct ph_image *image, unsigned width, unsigned height)
{
	size_t bytes;

	*image = (struct ph_image){ .width = width, .height = height };
	if (!ph_size_multiply(width, height, &bytes) || bytes > PTRDIFF_MAX)
		return false;
	/* malloc, not ph_alloc: zeroing 12 MB that are overwritten at once
	 * would cost as much as a shrink. */
	image->pixels = malloc(bytes ? bytes : 1);
	return image->pixels != NULL;
}

void ph_image_release(struct ph_image *image)
{
	free(image->pixels);
	*image = (struct ph_image){ 0 };
}
