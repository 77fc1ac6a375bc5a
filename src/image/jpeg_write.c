/* SPDX-License-Identifier: MIT */
#include <phieu/image.h>

#include <turbojpeg.h>

bool ph_image_write_jpeg(
	struct ph_text *out, const struct ph_image *image, int quality)
{
	tjhandle tj = tjInitCompress();
	unsigned char *bytes = NULL;
	unsigned long length = 0;
	bool fine = tj
		    && tjCompress2(tj, image->pixels, (int)image->width, 0,
			       (int)image->height, TJPF_GRAY, &bytes, &length,
			       TJSAMP_GRAY, quality,
			       TJFLAG_PROGRESSIVE | TJFLAG_ACCURATEDCT)
			       == 0
		    && ph_text_append(out, (const char *)bytes, length);

	tjFree(bytes);
	if (tj)
		tjDestroy(tj);
	return fine;
}
