/* SPDX-License-Identifier: MIT */
/*
 * The pixels of a TIFF's page by libtiff's tiff2rgba, in a process of its own:
 * it is given a copy of the file in memory whose only directory is that page.
 */
#include "image_internal.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static bool patch(int file, const struct ph_tiff *tiff, size_t at,
	uint32_t value, size_t size)
{
	uint8_t bytes[4];

	for (size_t i = 0; i < size; i++) {
		size_t place = tiff->big_endian ? size - 1 - i : i;

		bytes[place] = (uint8_t)(value >> (8 * i));
	}
	return pwrite(file, bytes, size, (off_t)at) == (ssize_t)size;
}

/* The page as the file's only one, and upright: tiff2rgba would mirror by
 * the orientation tag but not turn. */
static bool single_out(int file, const struct ph_tiff_page *page)
{
	const struct ph_tiff *tiff = &page->tiff;
	struct ph_tiff_entry turn;

	return patch(file, tiff, 4, page->directory, 4)
	       && patch(
		       file, tiff, ph_tiff_next_at(tiff, page->directory), 0, 4)
	       && (page->orientation == 1
		       || !ph_tiff_find(tiff, page->directory,
			       PH_TIFF_ORIENTATION, &turn)
		       || patch(file, tiff, turn.at, 1, 2));
}

/* tiff2rgba 4.5 ends with status 0 whatever happened, and fills what it could
 * not unpack with black. Each line of its stderr that is no warning is an
 * error. */
static bool judge(
	const struct ph_helper_answer *answer, struct ph_image_trouble *trouble)
{
	const char *line = answer->complaint;

	for (; *line; line += strspn(line, "\n")) {
		size_t length = strcspn(line, "\n");
		const char *colon = memmem(line, length, ": ", 2);

		if (length && !memmem(line, length, "Warning, ", 9))
			return ph_trouble_set(trouble, PH_IMAGE_DAMAGED,
				"the TIFF cannot be read: %.*s",
				(int)(colon ? line + length - colon - 2
					    : (ptrdiff_t)length),
				colon ? colon + 2 : line);
		line += length;
	}
	if (answer->status)
		return ph_trouble_set(trouble, PH_IMAGE_DAMAGED,
			"the TIFF cannot be read: tiff2rgba ended with %d",
			answer->status);
	return true;
}

static bool run_helper(const struct ph_tiff_page *page, int input, int output,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble)
{
	/* No compression, no alpha (-b, to go strip by strip, would forget
	 * that); its own memory limit of 256 MiB is off, the address space is
	 * bounded already. */
	static const char *const argv[] = { "tiff2rgba", "-c", "none", "-n",
		"-M", "0", PH_HELPER_INPUT, PH_HELPER_OUTPUT, NULL };
	struct ph_helper_job job = {
		.argv = argv,
		.package = "libtiff-tools",
		.input = input,
		.output = output,
		.answer_limit = 1 << 20,
		/* Pixels of up to 4 bytes, edge tiles, and the strip tables. */
		.file_limit = ((size_t)page->width + 4096)
			      * (page->height + 4096u) * 4,
	};
	PH_AUTO(ph_helper_answer_release)
	struct ph_helper_answer answer = { 0 };

	if (!ph_helper_run(&job, limits, &answer, trouble))
		return false;
	return judge(&answer, trouble);
}

struct mapping {
	void *bytes;
	size_t length;
};

static void mapping_release(struct mapping *mapping)
{
	if (mapping->length)
		munmap(mapping->bytes, mapping->length);
}
PH_CLEANUP_VALUE(struct mapping, mapping_release)

/* The helper has ended: nobody can shorten the file under the mapping. */
static bool mapping_init(struct mapping *mapping, int file)
{
	struct stat info;
	void *bytes;

	if (fstat(file, &info) != 0 || info.st_size <= 0)
		return false;
	bytes = mmap(
		NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, file, 0);
	if (bytes == MAP_FAILED)
		return false;
	*mapping = (struct mapping){ bytes, (size_t)info.st_size };
	return true;
}

/* Reads what tiff2rgba -c none -n writes: strips of 8-bit RGB. */
static bool take_strips(struct ph_image *image, const struct ph_tiff *tiff)
{
	uint32_t dir = tiff->first, rows;
	struct ph_tiff_entry places;
	size_t stride = (size_t)image->width * 3;

	rows = ph_tiff_number(tiff, dir, PH_TIFF_STRIP_ROWS, image->height);
	if (!rows || ph_tiff_number(tiff, dir, PH_TIFF_SAMPLES, 1) != 3
		|| ph_tiff_number(tiff, dir, PH_TIFF_WIDTH, 0) != image->width
		|| ph_tiff_number(tiff, dir, PH_TIFF_HEIGHT, 0) != image->height
		|| !ph_tiff_find(tiff, dir, PH_TIFF_STRIPS, &places))
		return false;
	for (uint32_t y = 0; y < image->height; y++) {
		uint64_t at = ph_tiff_value(tiff, &places, y / rows)
			      + (uint64_t)(y % rows) * stride;
		uint8_t *row = image->pixels + (size_t)y * image->width;
		const uint8_t *rgb = tiff->bytes + at;

		if (y / rows >= places.count || at + stride > tiff->length)
			return false;
		for (uint32_t x = 0; x < image->width; x++, rgb += 3)
			row[x] = ph_luma(rgb[0], rgb[1], rgb[2]);
	}
	return true;
}

static bool take_pixels(struct ph_image *image, const struct ph_tiff_page *page,
	int file, struct ph_image_trouble *trouble)
{
	PH_AUTO(mapping_release) struct mapping mapping = { 0 };
	struct ph_tiff plain;

	if (!ph_image_make(image, page->width, page->height))
		return ph_trouble_memory(trouble);
	if (mapping_init(&mapping, file)
		&& ph_tiff_open(&plain, mapping.bytes, mapping.length)
		&& take_strips(image, &plain))
		return ph_image_orient(image, page->orientation)
		       || ph_trouble_memory(trouble);
	return ph_trouble_set(trouble, PH_IMAGE_DAMAGED,
		"the TIFF cannot be read: tiff2rgba gave no image");
}

bool ph_tiff_unpack(struct ph_image *image, const struct ph_tiff_page *page,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble)
{
	PH_AUTO(ph_descriptor_close)
	int input =
		ph_helper_file(page->tiff.bytes, page->tiff.length, trouble);
	PH_AUTO(ph_descriptor_close) int output = -1;
	bool fine;

	if (input < 0)
		return false;
	output = ph_helper_file(NULL, 0, trouble);
	if (output < 0)
		return false;
	if (!single_out(input, page))
		return ph_trouble_memory(trouble);
	fine = run_helper(page, input, output, limits, trouble)
	       && take_pixels(image, page, output, trouble);
	if (!fine)
		ph_image_release(image);
	return fine;
}
