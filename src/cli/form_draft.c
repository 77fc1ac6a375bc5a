/* SPDX-License-Identifier: MIT */
/* A blank's picture, upright and measured, with the boxes and codes on it. */
#include "form_learn.h"

#include <phieu/code.h>
#include <phieu/image.h>
#include <phieu/omr.h>

#include <math.h>
#include <string.h>

/* The blank's codes are crisp: the first rungs read them. */
static const double code_seconds = 1.5;

void form_draft_release(struct form_draft *draft)
{
	ph_form_release(&draft->form);
	ph_image_release(&draft->blank);
}

/* ---- the paper's width ---- */

static bool parse_width(const char *text, double *width, struct ph_error *err)
{
	size_t whole = strspn(text, "0123456789"), behind = 0;
	double unit = 1;

	*width = 0;
	if (text[whole] == '.' || text[whole] == ',')
		behind = strspn(text + whole + 1, "0123456789");
	for (size_t i = 0; i < whole && i < 6; i++)
		*width = *width * 10 + (text[i] - '0');
	for (size_t i = 0; i < behind && i < 6; i++) {
		unit /= 10;
		*width += unit * (text[whole + 1 + i] - '0');
	}
	if (!text[whole + (behind ? behind + 1 : 0)] && whole <= 4
		&& *width >= 50 && *width <= 1200)
		return true;
	return ph_error_set(err, PH_USAGE,
		"--width: «%s» is no width of paper in millimetres, 50 to "
		"1200",
		text);
}

/* Paper of a known shape, within 3 %, when a file does not say its size. A
 * wrong size is a wrong scale, which registration takes back. */
static double guess_width(const struct ph_image *image)
{
	static const struct {
		double aspect, width;
	} papers[] = {
		{ 297.0 / 210, 210 },
		{ 210.0 / 297, 297 },
		{ 279.4 / 215.9, 215.9 },
		{ 215.9 / 279.4, 279.4 },
	};
	double aspect = (double)image->height / image->width;

	for (size_t i = 0; i < sizeof(papers) / sizeof(*papers); i++)
		if (fabs(aspect / papers[i].aspect - 1) < 0.03)
			return papers[i].width;
	return 210;
}

/* ---- the picture ---- */

static bool refuse(const char *path, const struct ph_image_trouble *trouble,
	struct ph_error *err)
{
	enum ph_code code = trouble->fault == PH_IMAGE_MISSING  ? PH_NO_INPUT
			    : trouble->fault == PH_IMAGE_MEMORY ? PH_BUG
								: PH_BAD_DATA;

	return ph_error_set(err, code, "%s: %s", path, trouble->detail);
}

static bool check_page(const char *path, unsigned page,
	const struct form_options *options, struct ph_error *err)
{
	struct ph_image_trouble trouble;
	unsigned pages =
		ph_image_pages(path, &ph_image_limits_default, &trouble);

	if (!pages)
		return refuse(path, &trouble, err);
	if (page > pages)
		return ph_error_set(err, PH_USAGE,
			"%s: --page %u, but it has %u", path, page, pages);
	if (pages > 1 && options->page == NOT_GIVEN)
		return ph_error_set(err, PH_USAGE,
			"%s: has %u pages: say which one with --page", path,
			pages);
	return true;
}

static bool load(struct form_draft *draft, struct context *ctx,
	const char *path, struct ph_error *err)
{
	const struct form_options *options = ctx->options;
	unsigned page =
		options->page == NOT_GIVEN ? 1 : (unsigned)options->page;
	PH_AUTO(ph_source_release) struct ph_source source = { 0 };
	struct ph_image_trouble trouble;

	if (!ph_source_load(&source, path, &ph_image_limits_default, &trouble))
		return refuse(path, &trouble, err);
	if (!check_page(path, page, options, err))
		return false;
	if (!ph_image_read(&draft->blank, &source, page,
		    &ph_image_limits_default, &trouble)
		|| !ph_image_paper(&draft->width_mm, &source, page,
			&draft->blank, &ph_image_limits_default, &trouble))
		return refuse(path, &trouble, err);
	if (options->width)
		return parse_width(options->width, &draft->width_mm, err);
	draft->guessed = draft->width_mm <= 0;
	if (draft->guessed)
		draft->width_mm = guess_width(&draft->blank);
	if (draft->guessed)
		console_tell(&ctx->console,
			"%s: does not say how large the paper is; taken for "
			"%.1f mm wide (--width says otherwise)",
			path, draft->width_mm);
	return true;
}

static bool straighten(
	struct form_draft *draft, struct context *ctx, struct ph_error *err)
{
	struct ph_image turned = { 0 };

	if (!ph_omr_straighten(&turned, &draft->blank, draft->width_mm, err))
		return false;
	if (!turned.pixels)
		return true;
	console_tell(&ctx->console, "the blank was scanned askew: turned");
	ph_image_release(&draft->blank);
	draft->blank = turned;
	return true;
}

/* ---- its codes ---- */

struct codes {
	struct ph_form *form;
	double scale; /* pixels a millimetre */
	const struct ph_image *image;
	bool failed;
};

/* Is there any print in the rectangle? Pixels, clipped to the image. */
static bool has_print(
	const struct ph_image *image, int x0, int y0, int x1, int y1)
{
	x0 = x0 < 0 ? 0 : x0;
	y0 = y0 < 0 ? 0 : y0;
	x1 = x1 > (int)image->width ? (int)image->width : x1;
	y1 = y1 > (int)image->height ? (int)image->height : y1;
	for (int y = y0; y < y1; y++)
		for (int x = x0; x < x1; x++)
			if (image->pixels[(size_t)y * image->width + (size_t)x]
				< 128)
				return true;
	return false;
}

/* Moves the sides outward to the quiet zone: what a reader tells of a code's
 * place may be a part of its bars. `gap` is the widest white within a code. */
static void grow(const struct codes *in, struct ph_code_found *code)
{
	const struct ph_image *image = in->image;
	int tall = (int)(0.35 * in->scale) + 1;
	int wide = code->symbology == PH_QR ? tall : (int)(1.3 * in->scale) + 1;
	int x0 = code->x, y0 = code->y, x1 = x0 + code->width,
	    y1 = y0 + code->height;
	int left = (int)(image->width + image->height);

	for (bool grown = true; grown && left-- > 0;) {
		if (has_print(image, x0 - wide, y0, x0, y1))
			x0--;
		else if (has_print(image, x1, y0, x1 + wide, y1))
			x1++;
		else if (has_print(image, x0, y0 - tall, x1, y0))
			y0--;
		else if (has_print(image, x0, y1, x1, y1 + tall))
			y1++;
		else
			grown = false;
	}
	while (x0 + 1 < x1 && !has_print(image, x0, y0, x0 + 1, y1))
		x0++;
	while (x1 - 1 > x0 && !has_print(image, x1 - 1, y0, x1, y1))
		x1--;
	code->x = x0;
	code->y = y0;
	code->width = x1 - x0;
	code->height = y1 - y0;
}

static enum ph_code_verdict take_code(
	const struct ph_code_found *found, void *context)
{
	struct codes *in = context;
	struct ph_code_found code = *found;
	struct ph_form_item item = {
		.page = 1,
		.slot = 1,
		.kind = code.symbology == PH_QR ? PH_FORM_QR : PH_FORM_BARCODE,
	};

	if (ph_form_find(in->form, item.kind, NULL) || code.width <= 0
		|| code.height <= 0)
		return PH_CODE_MORE;
	grow(in, &code);
	item.x = fmax(code.x / in->scale, 0);
	item.y = fmax(code.y / in->scale, 0);
	item.w = code.width / in->scale;
	item.h = code.height / in->scale;
	in->failed |= !ph_form_add(in->form, &item);
	return PH_CODE_ONE_MORE;
}

static bool add_codes(
	struct form_draft *draft, struct ph_form *form, struct ph_error *err)
{
	PH_AUTO(ph_code_reader_destroy)
	struct ph_code_reader *reader = ph_code_reader_create();
	struct codes in = {
		.form = form,
		.image = &draft->blank,
		.scale = draft->blank.width / draft->width_mm,
	};
	struct ph_code_result result;
	size_t before = form->count;

	if (!reader)
		return ph_error_memory(err);
	if (!ph_code_read(reader, &draft->blank, code_seconds, take_code, &in,
		    &result, err))
		return false;
	draft->codes = form->count > before;
	return !in.failed || ph_error_memory(err);
}

static bool in_code(const struct ph_form *form, const struct ph_form_item *box)
{
	double x = box->x + box->w / 2, y = box->y + box->h / 2;

	for (size_t i = 0; i < form->count; i++) {
		const struct ph_form_item *code = &form->items[i];

		if ((code->kind == PH_FORM_QR || code->kind == PH_FORM_BARCODE)
			&& x > code->x && x < code->x + code->w && y > code->y
			&& y < code->y + code->h)
			return true;
	}
	return false;
}

/* The page, the codes, then the boxes that are no part of a code. */
bool form_draft_make(struct form_draft *draft, struct context *ctx,
	const char *blank, struct ph_error *err)
{
	const struct form_options *options = ctx->options;
	PH_AUTO(ph_form_release) struct ph_form learned = { 0 };
	struct ph_learn_wish wish = {
		.digits = options->digits,
		.cells = options->cells,
	};

	if (!load(draft, ctx, blank, err) || !straighten(draft, ctx, err))
		return false;
	wish.width_mm = draft->width_mm;
	if (!ph_omr_learn(&learned, &draft->blank, &wish, err))
		return false;
	for (size_t i = 0; i < learned.count; i++) {
		const struct ph_form_item *item = &learned.items[i];

		if (!in_code(&draft->form, item)
			&& !ph_form_add(&draft->form, item))
			return ph_error_memory(err);
		if (!i && !add_codes(draft, &draft->form, err))
			return false;
	}
	return true;
}
