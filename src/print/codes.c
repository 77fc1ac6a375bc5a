/* SPDX-License-Identifier: MIT */
/* QR codes and Code 128. All dark modules go into one path, so that no
 * renderer leaves white hairlines between neighbours. */
#include "print_internal.h"

#include <zint.h>

#include <math.h>
#include <string.h>

/* What phones still read, mm a module: see reading.md's A4 photos for QR; 0.33
 * is what bars should have, 0.25 what hand-held readers still take. */
static const double qr_least = 0.5;
static const double bar_least = 0.25;
static const double bar_most = 0.66; /* beyond, wide is only large */

static void symbol_delete(struct zint_symbol *symbol)
{
	if (symbol)
		ZBarcode_Delete(symbol);
}
PH_CLEANUP(struct zint_symbol *, symbol_delete)

static bool is_dark(const struct zint_symbol *symbol, int row, int column)
{
	return symbol->encoded_data[row][column >> 3] >> (column & 7) & 1;
}

/* The runs of dark modules in a row. */
static void add_row(cairo_t *cr, const struct zint_symbol *symbol, int row,
	const struct ph_form_item *at, double module, double height)
{
	int from = 0;

	while (from < symbol->width) {
		int to = from;

		while (to < symbol->width && is_dark(symbol, row, to))
			to++;
		if (to > from)
			cairo_rectangle(cr, at->x + from * module,
				at->y + row * height, (to - from) * module,
				height);
		from = to + 1;
	}
}

/* ---- QR ---- */

/* The strongest correction (4: H, 2: M) that takes no more modules than M. */
static struct zint_symbol *encode_qr(const char *payload)
{
	PH_AUTO(symbol_delete) struct zint_symbol *best = NULL;

	for (int level = 2; level <= 4; level++) {
		PH_AUTO(symbol_delete)
		struct zint_symbol *symbol = ZBarcode_Create();

		if (!symbol)
			return NULL;
		symbol->symbology = BARCODE_QRCODE;
		symbol->input_mode = UNICODE_MODE;
		symbol->option_1 = level;
		if (ZBarcode_Encode(symbol, (const unsigned char *)payload, 0)
				>= ZINT_ERROR
			|| (best && symbol->width > best->width))
			break;
		symbol_delete(best);
		best = PH_TAKE(symbol);
	}
	return PH_TAKE(best);
}

bool ph_qr_draw(cairo_t *cr, const char *payload, const struct ph_form_item *at,
	struct ph_error *err)
{
	PH_AUTO(symbol_delete)
	struct zint_symbol *symbol = encode_qr(payload);
	double module = symbol ? at->w / symbol->width : 0;

	/* The payload itself may hold what is nobody's business. */
	if (module < qr_least)
		return ph_error_set(err, PH_CONFIG,
			"the QR code is too small for its %zu characters: "
			"shorten the look-up URL",
			strlen(payload));
	for (int row = 0; row < symbol->rows; row++)
		add_row(cr, symbol, row, at, module, module);
	cairo_fill(cr);
	return true;
}

/* ---- bars ---- */

bool ph_bars_draw(cairo_t *cr, const char *code, struct ph_form_item *at,
	struct ph_error *err)
{
	PH_AUTO(symbol_delete)
	struct zint_symbol *symbol = ZBarcode_Create();
	double module;

	if (!symbol)
		return ph_error_memory(err);
	symbol->symbology = BARCODE_CODE128;
	symbol->input_mode = DATA_MODE;
	if (ZBarcode_Encode(symbol, (const unsigned char *)code, 0)
		>= ZINT_ERROR) {
		at->w = 0;
		return true;
	}
	module = fmin(at->w / symbol->width, bar_most);
	if (module < bar_least) {
		at->w = 0;
		return true;
	}
	at->x += (at->w - module * symbol->width) / 2;
	at->w = module * symbol->width;
	add_row(cr, symbol, 0, at, module, at->h);
	cairo_fill(cr);
	return true;
}
