/* SPDX-License-Identifier: MIT */
/*
 * zbar, driven within bounds. Photographs come from anywhere, so:
 *
 * - Debian's 0.23.92-7+deb12u1 is the least revision to run: it fixes the
 *   out-of-bounds accesses of CVE-2023-40889 (qrdec.c, too many finder lines)
 *   and CVE-2023-40890 (sqcode.c).
 * - Only QR, Code 128 and Code 39 are switched on: the other decoders, SQ code
 *   of CVE-2023-40890 among them, never see a byte.
 * - What zbar's QR reader mostly sees are our own drawings of single codes, 185
 *   modules a side at most (modules.c), not photographs; a photograph
 *   itself only on the last rungs, in black and white, 4 megapixels at most.
 *   Linear codes are given to its line decoder, which knows no images.
 * - Images are bounded: SIDE_MAX keeps zbar's fixed-point coordinates far from
 *   overflow, and the pixels behind the pointer are always width × height.
 * - Payloads are bounded: no more than a QR code can hold, no fewer characters
 *   than a linear code by chance.
 */
#include "code_internal.h"

#include <phieu/list.h>

#include <limits.h>
#include <string.h>
#include <zbar.h>

enum {
	SIDE_MIN = 16,         /* pixels: the smallest QR code has 21 modules */
	SIDE_MAX = 16384,      /* pixels */
	PAYLOAD_MAX = 7089 * 3 /* digits of a version 40 QR code, as UTF-8 */
};

struct ph_scanner {
	zbar_image_scanner_t *zbar;
	unsigned enabled; /* symbologies */
};

static const struct {
	zbar_symbol_type_t type;
	enum ph_symbology symbology;
	int lines; /* scan lines that must agree */
} kinds[] = {
	{ ZBAR_QRCODE, PH_QR, 1 },
	{ ZBAR_CODE128, PH_CODE128, 3 },
	{ ZBAR_CODE39, PH_CODE39, 5 },
};

struct ph_scanner *ph_scanner_create(void)
{
	struct ph_scanner *scanner = ph_alloc(1, sizeof(*scanner));

	if (!scanner)
		return NULL;
	zbar_set_verbosity(0);
	scanner->zbar = zbar_image_scanner_create();
	if (!scanner->zbar) {
		free(scanner);
		return NULL;
	}
	zbar_image_scanner_set_config(
		scanner->zbar, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (kinds[i].symbology != PH_QR)
			zbar_image_scanner_set_config(scanner->zbar,
				kinds[i].type, ZBAR_CFG_MIN_LEN,
				PH_LINEAR_LEAST);
	/* Bytes as they stand in the code: zbar's guess of a character set
	 * takes UTF-8 for Shift-JIS. A zbar without this option refuses it and
	 * guesses; dossier codes are ASCII, which it leaves alone. */
	zbar_image_scanner_set_config(
		scanner->zbar, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
	return scanner;
}

void ph_scanner_destroy(struct ph_scanner *scanner)
{
	if (!scanner)
		return;
	zbar_image_scanner_destroy(scanner->zbar);
	free(scanner);
}

/* 0: none of ours, or too few of its lines agree. zbar counts a linear code
 * once for each scan line that reads it alike. */
static enum ph_symbology find_symbology(const zbar_symbol_t *symbol)
{
	zbar_symbol_type_t type = zbar_symbol_get_type(symbol);

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (kinds[i].type == type
			&& zbar_symbol_get_quality(symbol) >= kinds[i].lines)
			return kinds[i].symbology;
	return 0;
}

static void find_box(struct ph_code_found *code, const zbar_symbol_t *symbol)
{
	unsigned count = zbar_symbol_get_loc_size(symbol);
	int left = INT_MAX, top = INT_MAX, right = INT_MIN, bottom = INT_MIN;

	for (unsigned i = 0; i < count; i++) {
		int x = zbar_symbol_get_loc_x(symbol, i);
		int y = zbar_symbol_get_loc_y(symbol, i);

		left = x < left ? x : left;
		right = x > right ? x : right;
		top = y < top ? y : top;
		bottom = y > bottom ? y : bottom;
	}
	if (!count)
		return;
	code->x = left;
	code->y = top;
	code->width = right - left + 1;
	code->height = bottom - top + 1;
}

/* zbar gives four points, counter-clockwise from the top left of the symbol. */
static void find_corners(
	struct ph_code_found *code, const zbar_symbol_t *symbol)
{
	static const unsigned order[4] = { 0, 3, 2, 1 };

	code->cornered = code->symbology == PH_QR
			 && zbar_symbol_get_loc_size(symbol) == 4;
	for (size_t i = 0; code->cornered && i < 4; i++)
		code->corner[i] = (struct ph_code_corner){
			zbar_symbol_get_loc_x(symbol, order[i]),
			zbar_symbol_get_loc_y(symbol, order[i]),
		};
}

static bool is_linear(const zbar_symbol_t *symbol)
{
	zbar_symbol_type_t type = zbar_symbol_get_type(symbol);

	return type == ZBAR_CODE128 || type == ZBAR_CODE39;
}

static bool do_overlap(
	const struct ph_code_found *a, const struct ph_code_found *b)
{
	return a->x < b->x + b->width && b->x < a->x + a->width
	       && a->y < b->y + b->height && b->y < a->y + a->height;
}

/* Two lines through one linear code say different things: neither counts. */
static bool is_contested(const zbar_symbol_t *symbol, const zbar_symbol_t *all)
{
	struct ph_code_found own = { 0 }, other = { 0 };

	if (!is_linear(symbol))
		return false;
	find_box(&own, symbol);
	for (; all; all = zbar_symbol_next(all)) {
		if (all == symbol || !is_linear(all))
			continue;
		find_box(&other, all);
		if (do_overlap(&own, &other))
			return true;
	}
	return false;
}

/* true if the symbol is one that a form may carry. */
static bool describe(struct ph_code_found *code, const zbar_symbol_t *symbol)
{
	unsigned length = zbar_symbol_get_data_length(symbol);

	*code = (struct ph_code_found){
		.symbology = find_symbology(symbol),
		.payload = zbar_symbol_get_data(symbol),
		.length = length,
	};
	if (!code->symbology || !code->payload || !length
		|| length > PAYLOAD_MAX
		|| (code->symbology != PH_QR && length < PH_LINEAR_LEAST))
		return false;
	find_box(code, symbol);
	find_corners(code, symbol);
	return true;
}

/*
 * zbar keeps the symbols of an image, payloads and all, and recycles them for
 * the next one, so they would lie in memory until then. They are its own heap
 * blocks, const to us by courtesy only: they are cleared in place, the parts
 * of a structured append too. Out of reach are the copies that it has freed
 * while it decoded a QR code, and the line buffer of its linear decoder, which
 * the next line of any image overwrites.
 */
static void wipe(const zbar_symbol_t *symbol)
{
	for (; symbol; symbol = zbar_symbol_next(symbol)) {
		const zbar_symbol_set_t *parts =
			zbar_symbol_get_components(symbol);
		char *payload = (char *)zbar_symbol_get_data(symbol);

		if (payload)
			explicit_bzero(
				payload, zbar_symbol_get_data_length(symbol));
		if (parts)
			wipe(zbar_symbol_set_first_symbol(parts));
	}
}

static bool visit(const zbar_symbol_t *symbol,
	bool (*each)(const struct ph_code_found *code, void *context),
	void *context)
{
	const zbar_symbol_t *first = symbol;
	struct ph_code_found code;

	for (; symbol; symbol = zbar_symbol_next(symbol))
		if (describe(&code, symbol) && !is_contested(symbol, first)
			&& !each(&code, context))
			return false;
	return true;
}

static void enable(struct ph_scanner *scanner, unsigned symbologies)
{
	if (scanner->enabled == symbologies)
		return;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		zbar_image_scanner_set_config(scanner->zbar, kinds[i].type,
			ZBAR_CFG_ENABLE,
			(symbologies & kinds[i].symbology) != 0);
	scanner->enabled = symbologies;
}

bool ph_scanner_scan(struct ph_scanner *scanner, const struct ph_image *image,
	unsigned symbologies,
	bool (*each)(const struct ph_code_found *code, void *context),
	void *context)
{
	zbar_image_t *view;
	bool fine = true;

	if (image->width < SIDE_MIN || image->height < SIDE_MIN
		|| image->width > SIDE_MAX || image->height > SIDE_MAX)
		return true;
	enable(scanner, symbologies);
	view = zbar_image_create();
	if (!view)
		return false;
	zbar_image_set_format(view, zbar_fourcc('Y', '8', '0', '0'));
	zbar_image_set_size(view, image->width, image->height);
	zbar_image_set_data(view, image->pixels,
		(unsigned long)image->width * image->height, NULL);
	if (zbar_scan_image(scanner->zbar, view) > 0) {
		const zbar_symbol_t *first = zbar_image_first_symbol(view);

		fine = visit(first, each, context);
		wipe(first);
	}
	zbar_image_destroy(view);
	return fine;
}
