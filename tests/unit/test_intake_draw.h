/* SPDX-License-Identifier: MIT */
/* Pages of codes, drawn by zint, as JPEG and TIFF files. */
#ifndef PHIEU_TEST_INTAKE_DRAW_H
#define PHIEU_TEST_INTAKE_DRAW_H

#include "test_intake_make.h"

#include <turbojpeg.h>
#include <zint.h>

enum {
	PAGE_WIDTH = 1200,
	PAGE_HEIGHT = 900,
	PAGE_PIXELS = PAGE_WIDTH * PAGE_HEIGHT
};

struct page {
	uint8_t pixels[PAGE_PIXELS];
};

/* A module of a QR code is 4 pixels, of a barcode 2. */
MAYBE void draw(struct page *page, int symbology, const char *payload, size_t x,
	size_t y, float scale)
{
	struct zint_symbol *symbol = ZBarcode_Create();

	assert_non_null(symbol);
	symbol->symbology = symbology;
	symbol->input_mode = DATA_MODE;
	symbol->scale = symbology == BARCODE_QRCODE ? 2 * scale : scale;
	symbol->show_hrt = 0;
	if (ZBarcode_Encode_and_Buffer(
		    symbol, (const unsigned char *)payload, 0, 0)
		>= ZINT_ERROR)
		fail_msg("%s", symbol->errtxt);
	assert_true(x + (size_t)symbol->bitmap_width <= PAGE_WIDTH);
	assert_true(y + (size_t)symbol->bitmap_height <= PAGE_HEIGHT);
	for (int i = 0; i < symbol->bitmap_width * symbol->bitmap_height; i++) {
		size_t row = (size_t)(i / symbol->bitmap_width);
		size_t column = (size_t)(i % symbol->bitmap_width);

		page->pixels[(y + row) * PAGE_WIDTH + x + column] =
			symbol->bitmap[3 * i] ? 235 : 25;
	}
	ZBarcode_Delete(symbol);
}

/* A page of at most a QR code and two barcodes; NULL leaves one out. */
struct drawing {
	const char *qr, *code128, *code39;
	bool small; /* the QR code, at half its size */
};

MAYBE struct page *make_page(const struct drawing *drawing)
{
	struct page *page = malloc(sizeof(*page));

	assert_non_null(page);
	memset(page->pixels, 235, PAGE_PIXELS);
	/* At odd places, so that half the size leaves its modules astride
	 * pixels. */
	if (drawing->qr)
		draw(page, BARCODE_QRCODE, drawing->qr, 61, 61,
			drawing->small ? 0.5f : 1.0f);
	if (drawing->code128)
		draw(page, BARCODE_CODE128, drawing->code128, 60, 500, 1);
	if (drawing->code39)
		draw(page, BARCODE_CODE39, drawing->code39, 60, 700, 1);
	return page;
}

MAYBE const char *write_pixels(struct place *place, const char *name,
	const uint8_t *pixels, int width, int height)
{
	tjhandle tj = tjInitCompress();
	unsigned char *coded = NULL;
	unsigned long size = 0;
	const char *path;

	assert_non_null(tj);
	assert_int_equal(tjCompress2(tj, pixels, width, 0, height, TJPF_GRAY,
				 &coded, &size, TJSAMP_GRAY, 90, 0),
		0);
	path = place_write(place, name, coded, size);
	tjFree(coded);
	tjDestroy(tj);
	return path;
}

MAYBE const char *write_jpeg(
	struct place *place, const char *name, const struct drawing *drawing)
{
	struct page *page = make_page(drawing);
	const char *path = write_pixels(
		place, name, page->pixels, PAGE_WIDTH, PAGE_HEIGHT);

	free(page);
	return path;
}

/* The page in the corner of a photograph of 9.7 megapixels. */
MAYBE const char *write_large_jpeg(
	struct place *place, const char *name, const struct drawing *drawing)
{
	enum {
		TIMES = 3,
		STRIDE = PAGE_WIDTH * TIMES
	};
	struct page *page = make_page(drawing);
	uint8_t *pixels = malloc((size_t)PAGE_PIXELS * TIMES * TIMES);
	const char *path;

	assert_non_null(pixels);
	memset(pixels, 235, (size_t)PAGE_PIXELS * TIMES * TIMES);
	for (size_t y = 0; y < PAGE_HEIGHT; y++)
		memcpy(pixels + y * STRIDE, page->pixels + y * PAGE_WIDTH,
			PAGE_WIDTH);
	path = write_pixels(place, name, pixels, STRIDE, PAGE_HEIGHT * TIMES);
	free(pixels);
	free(page);
	return path;
}

MAYBE void put_u16(FILE *file, unsigned value)
{
	fputc((int)(value & 255), file);
	fputc((int)(value >> 8 & 255), file);
}

MAYBE void put_u32(FILE *file, size_t value)
{
	put_u16(file, value & 65535);
	put_u16(file, value >> 16 & 65535);
}

/* An entry of one LONG. */
MAYBE void put_entry(FILE *file, unsigned tag, size_t value)
{
	put_u16(file, tag);
	put_u16(file, 4);
	put_u32(file, 1);
	put_u32(file, value);
}

/* Uncompressed grey pages, little-endian (TIFF 6.0). */
MAYBE const char *write_tiff(struct place *place, const char *name,
	const struct drawing *drawings, size_t count)
{
	const char *path = place_write(place, name, "", 0);
	FILE *file = fopen(path, "wb");
	enum {
		ENTRIES = 9,
		DIRECTORY = 2 + 12 * ENTRIES + 4
	};

	assert_non_null(file);
	fwrite("II*\0\x08\0\0\0", 1, 8, file);
	for (size_t i = 0; i < count; i++) {
		struct page *page = make_page(&drawings[i]);
		size_t here = 8 + i * (DIRECTORY + PAGE_PIXELS);
		size_t next = here + DIRECTORY + PAGE_PIXELS;

		put_u16(file, ENTRIES);
		put_entry(file, 256, PAGE_WIDTH);
		put_entry(file, 257, PAGE_HEIGHT);
		put_entry(file, 258, 8); /* bits */
		put_entry(file, 259, 1); /* uncompressed */
		put_entry(file, 262, 1); /* 0 is black */
		put_entry(file, 273, here + DIRECTORY);
		put_entry(file, 277, 1); /* sample a pixel */
		put_entry(file, 278, PAGE_HEIGHT);
		put_entry(file, 279, PAGE_PIXELS);
		put_u32(file, i + 1 < count ? next : 0);
		fwrite(page->pixels, 1, PAGE_PIXELS, file);
		free(page);
	}
	assert_int_equal(fclose(file), 0);
	return path;
}

#endif
