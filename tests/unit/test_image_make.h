/* SPDX-License-Identifier: MIT */
/*
 * What the tests of image build their inputs with. The picture is 48 × 32 of
 * four quadrants, each a grey of its own, so that every turn is told apart.
 */
#ifndef PHIEU_TEST_IMAGE_MAKE_H
#define PHIEU_TEST_IMAGE_MAKE_H

#include <phieu/image.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>

#define MAYBE __attribute__((unused)) static

enum {
	WIDE = 48,
	HIGH = 32,
	NEAR = 6 /* grey levels that lossy coding may differ by */
};

struct bytes {
	uint8_t at[65536];
	size_t length;
};

MAYBE uint8_t quadrant(unsigned x, unsigned y)
{
	static const uint8_t greys[2][2] = { { 20, 90 }, { 160, 230 } };

	return greys[y >= HIGH / 2][x >= WIDE / 2];
}

/* The picture as it is stored for an EXIF orientation, by the standard's
 * words: what side of the picture row 0 and column 0 are. */
MAYBE void store_turned(
	uint8_t *out, unsigned *width, unsigned *height, unsigned orientation)
{
	*width = orientation < 5 ? WIDE : HIGH;
	*height = orientation < 5 ? HIGH : WIDE;
	for (unsigned row = 0; row < *height; row++)
		for (unsigned column = 0; column < *width; column++) {
			unsigned along = orientation < 5 ? column : row;
			unsigned across = orientation < 5 ? row : column;
			bool right = orientation == 2 || orientation == 3
				     || orientation == 6 || orientation == 7;
			bool bottom = orientation == 3 || orientation == 4
				      || orientation == 7 || orientation == 8;
			unsigned x = right ? WIDE - 1 - along : along;
			unsigned y = bottom ? HIGH - 1 - across : across;

			out[row * *width + column] = quadrant(x, y);
		}
}

MAYBE void assert_near(unsigned got, unsigned wanted)
{
	assert_in_range(got, wanted > NEAR ? wanted - NEAR : 0, wanted + NEAR);
}

/* The image is the picture upright, possibly larger by a whole factor. */
MAYBE void assert_upright(const struct ph_image *image, unsigned factor)
{
	assert_int_equal(image->width, WIDE * factor);
	assert_int_equal(image->height, HIGH * factor);
	for (unsigned y = HIGH / 4; y < HIGH; y += HIGH / 2)
		for (unsigned x = WIDE / 4; x < WIDE; x += WIDE / 2)
			assert_near(
				image->pixels[(size_t)y * factor * image->width
					      + (size_t)x * factor],
				quadrant(x, y));
}

MAYBE void make_jpeg_of(struct bytes *out, const uint8_t *pixels,
	unsigned width, unsigned height, enum TJPF format)
{
	tjhandle tj = tjInitCompress();
	unsigned char *coded = NULL;
	unsigned long size = 0;

	assert_non_null(tj);
	assert_int_equal(
		tjCompress2(tj, pixels, (int)width, 0, (int)height, format,
			&coded, &size,
			format == TJPF_GRAY ? TJSAMP_GRAY : TJSAMP_444, 95, 0),
		0);
	assert_true(size <= sizeof(out->at));
	memcpy(out->at, coded, size);
	out->length = size;
	tjFree(coded);
	tjDestroy(tj);
}

/* The picture as a JPEG, stored for an orientation, without EXIF. */
MAYBE void make_jpeg(struct bytes *out, unsigned orientation)
{
	uint8_t pixels[WIDE * HIGH];
	unsigned width, height;

	store_turned(pixels, &width, &height, orientation);
	make_jpeg_of(out, pixels, width, height, TJPF_GRAY);
}

MAYBE void insert(
	struct bytes *out, size_t at, const void *piece, size_t length)
{
	assert_true(
		at <= out->length && length <= sizeof(out->at) - out->length);
	memmove(out->at + at + length, out->at + at, out->length - at);
	memcpy(out->at + at, piece, length);
	out->length += length;
}

/* Puts an APP1 with this orientation behind the start of a JPEG. */
MAYBE void insert_exif(struct bytes *out, uint8_t orientation, bool big)
{
	static const uint8_t little_endian[] = "\xff\xe1\0\x22"
					       "Exif\0\0"
					       "II*\0\x08\0\0\0"
					       "\x01\0"
					       "\x12\x01\x03\0\x01\0\0\0"
					       "\0\0\0\0"
					       "\0\0\0";
	static const uint8_t big_endian[] = "\xff\xe1\0\x22"
					    "Exif\0\0"
					    "MM\0*\0\0\0\x08"
					    "\0\x01"
					    "\x01\x12\0\x03\0\0\0\x01"
					    "\0\0\0\0"
					    "\0\0\0";
	uint8_t piece[sizeof(little_endian)];

	_Static_assert(sizeof(piece) == 36, "a marker and 34 bytes");
	_Static_assert(sizeof(big_endian) == 36, "a marker and 34 bytes");
	memcpy(piece, big ? big_endian : little_endian, sizeof(piece));
	piece[28 + big] = orientation;
	insert(out, 2, piece, sizeof(piece));
}

/* Reads a page from bytes with no file behind them. */
MAYBE bool read_page(struct ph_image *image, const struct bytes *in,
	unsigned page, const struct ph_image_limits *limits,
	struct ph_image_trouble *trouble)
{
	/* A block of its own, so that a byte read too far is noticed. */
	uint8_t *copy = malloc(in->length ? in->length : 1);
	struct ph_source source = { .bytes = copy, .length = in->length };
	bool fine;

	assert_non_null(copy);
	memcpy(copy, in->at, in->length);
	source.kind = ph_image_sniff(copy, in->length);
	fine = ph_image_read(image, &source, page, limits, trouble);
	free(copy);
	return fine;
}

MAYBE void assert_reads_upright(const struct bytes *in)
{
	PH_AUTO(ph_image_release) struct ph_image image = { 0 };
	struct ph_image_trouble trouble;

	if (!read_page(&image, in, 1, &ph_image_limits_default, &trouble))
		fail_msg("%s: %s", ph_image_fault_name(trouble.fault),
			trouble.detail);
	assert_upright(&image, 1);
}

MAYBE void assert_refused_within(const struct bytes *in, unsigned page,
	const struct ph_image_limits *limits, enum ph_image_fault fault,
	const char *detail)
{
	struct ph_image_trouble trouble = { 0 };
	struct ph_image image;

	if (read_page(&image, in, page, limits, &trouble)) {
		ph_image_release(&image);
		fail_msg("read, though it should be refused: %s", detail);
	}
	if (!strstr(trouble.detail, detail))
		fail_msg("\"%s\" is not in \"%s\"", detail, trouble.detail);
	assert_string_equal(
		ph_image_fault_name(trouble.fault), ph_image_fault_name(fault));
	assert_null(image.pixels);
}

MAYBE void assert_refused(
	const struct bytes *in, enum ph_image_fault fault, const char *detail)
{
	assert_refused_within(in, 1, &ph_image_limits_default, fault, detail);
}

#endif
