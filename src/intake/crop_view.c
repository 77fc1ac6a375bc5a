/* SPDX-License-Identifier: MIT */
/* Pictures for whoever decides. */
#include "intake_internal.h"

#include <phieu/list.h>

#include <string.h>

enum {
	HIDDEN = 0xc0, /* grey: something stood here */
	QRS_MAX = 32,  /* of one picture */
	/* Pixels of the long side of a page on which no form was found. A QR
	 * code that the reader failed at may stand there, also beside one that
	 * it has read: one of 23 mm with 33 modules a side, as on a form of
	 * 210 mm, has 0.7 pixels a module then, and even one that spans a
	 * quarter of the page 1.5, where it was too blurred to be read whole.
	 */
	PAGE_SIDE = 200,
};

/* Seconds to look for codes in a picture that was cut out, and in a page. */
static const double cut_s = 1.0, page_s = 2.0;

struct ph_viewer {
	const struct ph_crops *crops;
	struct ph_omr *omr;
	struct ph_code_reader *codes;
	struct ph_image page;
	struct ph_placements found;
	bool sought; /* the page's forms were looked for */
};

struct ph_viewer *ph_viewer_create(const struct ph_crops *crops)
{
	struct ph_viewer *viewer = ph_alloc(1, sizeof(*viewer));

	if (!viewer)
		return NULL;
	viewer->crops = crops;
	viewer->omr = ph_omr_create();
	viewer->codes = ph_code_reader_create();
	if (viewer->omr && viewer->codes)
		return viewer;
	ph_viewer_destroy(viewer);
	return NULL;
}

static void close_page(struct ph_viewer *viewer)
{
	ph_image_release(&viewer->page);
	ph_placements_release(&viewer->found);
	viewer->sought = false;
}

void ph_viewer_destroy(struct ph_viewer *viewer)
{
	if (!viewer)
		return;
	close_page(viewer);
	ph_omr_destroy(viewer->omr);
	ph_code_reader_destroy(viewer->codes);
	free(viewer);
}

bool ph_viewer_open(struct ph_viewer *viewer, const char *path,
	const uint8_t sha256[PH_HASH_SIZE], unsigned page, bool *there,
	struct ph_error *err)
{
	PH_AUTO(ph_source_release) struct ph_source source = { 0 };
	const struct ph_image_limits *limits = &viewer->crops->limits;
	struct ph_image_trouble trouble = { 0 };

	close_page(viewer);
	*there = ph_source_load(&source, path, limits, &trouble)
		 && memcmp(source.sha256, sha256, PH_HASH_SIZE) == 0
		 && ph_image_read(&viewer->page, &source, page ? page : 1,
			 limits, &trouble);
	return *there || trouble.fault != PH_IMAGE_MEMORY
	       || ph_error_memory(err);
}

/* ---- QR codes ---- */

struct hiding {
	size_t count;
	struct {
		int x, y, width, height;
	} at[QRS_MAX];
};

/* What it says is not looked at. */
static enum ph_code_verdict note(
	const struct ph_code_found *code, void *context)
{
	struct hiding *hiding = context;

	if (code->symbology == PH_QR && hiding->count < QRS_MAX) {
		hiding->at[hiding->count].x = code->x;
		hiding->at[hiding->count].y = code->y;
		hiding->at[hiding->count].width = code->width;
		hiding->at[hiding->count++].height = code->height;
	}
	return PH_CODE_MORE;
}

static int clip(int at, unsigned size)
{
	return at < 0 ? 0 : at > (int)size ? (int)size : at;
}

/* With an eighth more on each side: the box is not exact. */
static void paint(struct ph_image *image, int x, int y, int width, int height)
{
	int around = (width > height ? width : height) / 8 + 2;
	int left = clip(x - around, image->width);
	int right = clip(x + width + around, image->width);
	int bottom = clip(y + height + around, image->height);

	for (int row = clip(y - around, image->height); row < bottom; row++)
		memset(image->pixels + (size_t)row * image->width + left,
			HIDDEN, (size_t)(right - left));
}

static bool hide(struct ph_viewer *viewer, struct ph_image *image,
	double seconds, struct ph_error *err)
{
	struct ph_code_result result;
	struct hiding hiding = { 0 };

	if (!ph_code_read(
		    viewer->codes, image, seconds, note, &hiding, &result, err))
		return false;
	for (size_t i = 0; i < hiding.count; i++)
		paint(image, hiding.at[i].x, hiding.at[i].y, hiding.at[i].width,
			hiding.at[i].height);
	return true;
}

bool ph_viewer_hide(
	struct ph_viewer *viewer, struct ph_image *image, struct ph_error *err)
{
	return hide(viewer, image, cut_s, err);
}

/* ---- pictures ---- */

/* Looking for a page's forms takes as long as decoding it: for the paper as a
 * whole, and for its code, which has room around it, the corners that are known
 * will do. */
static bool seek(
	struct ph_viewer *viewer, const char *field, struct ph_error *err)
{
	if (!field || !*field || viewer->sought)
		return true;
	viewer->sought = true;
	return ph_crop_find_again(
		viewer->crops, viewer->omr, &viewer->page, &viewer->found, err);
}

bool ph_viewer_cut(struct ph_viewer *viewer, const char *form,
	const char *place, const char *field, double px_per_mm,
	struct ph_image *cut, bool *there, struct ph_error *err)
{
	struct ph_crop crop = {
		.whole = !field,
		.px_per_mm = px_per_mm,
	};

	*there = strlen(form) < sizeof(crop.form)
		 && (!field || strlen(field) < sizeof(crop.field))
		 && ph_place_parse(place, &crop.corners);
	if (!*there)
		return true;
	memcpy(crop.form, form, strlen(form) + 1);
	if (field)
		memcpy(crop.field, field, strlen(field) + 1);
	return seek(viewer, field, err)
	       && ph_crop_cut(cut, there, viewer->crops, &crop, &viewer->page,
		       &viewer->found, err)
	       && (!*there || ph_viewer_hide(viewer, cut, err));
}

/* So many pixels on the longer side. */
static bool fit(struct ph_image *out, const struct ph_image *in, unsigned side)
{
	double longer = in->width > in->height ? in->width : in->height;
	double scale = longer > side ? side / longer : 1;
	unsigned width = (unsigned)(in->width * scale);
	unsigned height = (unsigned)(in->height * scale);

	return ph_image_fit(out, in, width ? width : 1, height ? height : 1);
}

bool ph_viewer_page(
	struct ph_viewer *viewer, struct ph_image *small, struct ph_error *err)
{
	if (!hide(viewer, &viewer->page, page_s, err))
		return false;
	if (!fit(small, &viewer->page, PAGE_SIDE))
		return ph_error_memory(err);
	return ph_viewer_hide(viewer, small, err);
}
