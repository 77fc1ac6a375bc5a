/* SPDX-License-Identifier: MIT */
#include "scan_pdf.h"

#include <cairo-pdf.h>
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <turbojpeg.h>

static const double points = 72 / 25.4; /* a mm */

static void release_bytes(void *data)
{
	tjFree(data);
}

static void open_pdf(
	struct scan_pdf *pdf, const char *path, const struct rect *page)
{
	snprintf(pdf->path, sizeof(pdf->path), "%s", path);
	pdf->surface = cairo_pdf_surface_create(
		path, page->w * points, page->h * points);
	/* Pinned, so that the same scan is the same bytes. */
	cairo_pdf_surface_set_metadata(pdf->surface,
		CAIRO_PDF_METADATA_CREATE_DATE, "2026-10-01T08:00:00+07:00");
	pdf->cr = cairo_create(pdf->surface);
	pdf->pages = 0;
}

/* cairo embeds the JPEG as it is; the surface only gives its size. */
static cairo_surface_t *wrap_jpeg(struct jpeg *jpeg)
{
	cairo_surface_t *image = cairo_image_surface_create(
		CAIRO_FORMAT_RGB24, jpeg->width, jpeg->height);

	if (cairo_surface_set_mime_data(image, CAIRO_MIME_TYPE_JPEG, jpeg->data,
		    jpeg->size, release_bytes, jpeg->data)
		!= CAIRO_STATUS_SUCCESS)
		jpeg_release(jpeg);
	jpeg->data = NULL;
	return image;
}

bool scan_pdf_add(struct scan_pdf *pdf, const char *path,
	const struct rect *page, struct jpeg *jpeg)
{
	cairo_surface_t *image;

	if (pdf->path[0] && strcmp(pdf->path, path) != 0
		&& !scan_pdf_close(pdf))
		return false;
	if (!pdf->path[0])
		open_pdf(pdf, path, page);
	image = wrap_jpeg(jpeg);
	cairo_save(pdf->cr);
	cairo_scale(pdf->cr, page->w * points / jpeg->width,
		page->h * points / jpeg->height);
	cairo_set_source_surface(pdf->cr, image, 0, 0);
	cairo_paint(pdf->cr);
	cairo_restore(pdf->cr);
	cairo_show_page(pdf->cr);
	cairo_surface_destroy(image);
	pdf->pages++;
	return true;
}

bool scan_pdf_close(struct scan_pdf *pdf)
{
	bool good;

	if (!pdf->path[0])
		return true;
	cairo_destroy(pdf->cr);
	cairo_surface_finish(pdf->surface);
	good = cairo_surface_status(pdf->surface) == CAIRO_STATUS_SUCCESS;
	if (!good)
		warnx("%s: cannot write it", pdf->path);
	cairo_surface_destroy(pdf->surface);
	*pdf = (struct scan_pdf){ 0 };
	return good;
}
