/* SPDX-License-Identifier: MIT */
#include "form_code.h"

#include <err.h>
#include <string.h>
#include <zint.h>

static bool dark(const struct zint_symbol *symbol, int row, int column)
{
	return (symbol->encoded_data[row][column >> 3] >> (column & 7)) & 1;
}

/*
 * All runs go into one path filled at once: filled one by one, neighbours
 * would show white seams where their edges fall inside a pixel.
 */
static void draw_modules(
	cairo_t *cr, const struct rect *at, const struct zint_symbol *symbol)
{
	double w = at->w / symbol->width, h = at->h / symbol->rows;

	cairo_new_path(cr);
	for (int row = 0; row < symbol->rows; row++) {
		int start = 0;

		for (int c = 0; c < symbol->width; c = start) {
			while (c < symbol->width && !dark(symbol, row, c))
				c++;
			start = c;
			while (start < symbol->width
				&& dark(symbol, row, start))
				start++;
			cairo_rectangle(cr, at->x + c * w, at->y + row * h,
				(start - c) * w, h);
		}
	}
	cairo_set_source_rgb(cr, 0.06, 0.06, 0.07);
	cairo_fill(cr);
}

static bool draw_symbol(
	cairo_t *cr, const struct rect *at, int symbology, const char *text)
{
	struct zint_symbol *symbol = ZBarcode_Create();
	bool good;

	if (!symbol) {
		warnx("out of memory");
		return false;
	}
	symbol->symbology = symbology;
	if (symbology == BARCODE_QRCODE)
		symbol->option_1 = 2; /* error correction M, as seen */
	good = ZBarcode_Encode(
		       symbol, (const unsigned char *)text, (int)strlen(text))
	       < ZINT_ERROR;
	if (good)
		draw_modules(cr, at, symbol);
	else
		warnx("%s: %s", text, symbol->errtxt);
	ZBarcode_Delete(symbol);
	return good;
}

bool draw_qr(cairo_t *cr, const struct rect *at, const char *payload)
{
	return draw_symbol(cr, at, BARCODE_QRCODE, payload);
}

bool draw_code128(cairo_t *cr, const struct rect *at, const char *text)
{
	return draw_symbol(cr, at, BARCODE_CODE128, text);
}
