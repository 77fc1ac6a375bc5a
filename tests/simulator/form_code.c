/* SPDX-License-Identifier: MIT */
#include "form_code.h"

#include <err.h>
#include <math.h>
#include <string.h>
#include <zint.h>

static bool dark(const struct zint_symbol *symbol, int row, int column)
{
	return (symbol->encoded_data[row][column >> 3] >> (column & 7)) & 1;
}

static int edge(double mm, double dots, int most)
{
	return (int)fmin(fmax(lround(mm * dots), 0), most);
}

/* Whole pixels, as printers make them. */
static void draw_modules(struct grey *page, double dots, const struct rect *at,
	const struct zint_symbol *symbol)
{
	double w = at->w / symbol->width, h = at->h / symbol->rows;

	for (int row = 0; row < symbol->rows; row++)
		for (int column = 0; column < symbol->width; column++) {
			int left = edge(at->x + column * w, dots, page->width);
			int right = edge(
				at->x + (column + 1) * w, dots, page->width);
			int top = edge(at->y + row * h, dots, page->height);
			int low =
				edge(at->y + (row + 1) * h, dots, page->height);

			if (!dark(symbol, row, column) || left >= right)
				continue;
			for (int y = top; y < low; y++)
				memset(page->px + (size_t)y * page->width
						+ left,
					0, (size_t)(right - left));
		}
}

static bool draw_symbol(struct grey *page, double dots, const struct rect *at,
	int symbology, const char *text)
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
		draw_modules(page, dots, at, symbol);
	else
		warnx("%s: %s", text, symbol->errtxt);
	ZBarcode_Delete(symbol);
	return good;
}

bool draw_qr(struct grey *page, double dots, const struct rect *at,
	const char *payload)
{
	return draw_symbol(page, dots, at, BARCODE_QRCODE, payload);
}

bool draw_code128(
	struct grey *page, double dots, const struct rect *at, const char *text)
{
	return draw_symbol(page, dots, at, BARCODE_CODE128, text);
}
