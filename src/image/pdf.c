/* SPDX-License-Identifier: MIT */
/* PDF by poppler's pdfinfo and pdftoppm, in processes of their own. */
#include "image_internal.h"

#include <string.h>

enum {
	LONG_SIDE = 3508 /* pixels: A4 at 300 dpi, whatever the page's size */
};

/* The reason behind what poppler 22.12 wrote to stderr. */
static bool refuse(
	const struct ph_helper_answer *answer, struct ph_image_trouble *trouble)
{
	if (strstr(answer->complaint, "Incorrect password"))
		return ph_trouble_set(trouble, PH_IMAGE_LOCKED,
			"the PDF asks for a password");
	return ph_trouble_set(trouble, PH_IMAGE_DAMAGED,
		"the PDF cannot be read: %.*s",
		(int)strcspn(answer->complaint, "\n"), answer->complaint);
}

static unsigned find_pages(const struct ph_helper_answer *answer)
{
	static const char label[] = "\nPages:";
	const char *at =
		memmem(answer->bytes, answer->length, label, sizeof(label) - 1);
	const char *end = (const char *)answer->bytes + answer->length;
	unsigned pages = 0;

	if (!at)
		return 0;
	for (at += sizeof(label) - 1; at < end && *at == ' '; at++)
		;
	for (; at < end && *at >= '0' && *at <= '9' && pages < 100000000; at++)
		pages = pages * 10 + (unsigned)(*at - '0');
	return pages;
}

unsigned ph_pdf_pages(int file, const struct ph_image_limits *limits,
	struct ph_image_trouble *trouble)
{
	static const char *const argv[] = { "pdfinfo", PH_HELPER_INPUT, NULL };
	const struct ph_helper_job job = {
		.argv = argv,
		.package = "poppler-utils",
		.input = file,
		.output = -1,
		.answer_limit = 1 << 20,
	};
	PH_AUTO(ph_helper_answer_release)
	struct ph_helper_answer answer = { 0 };
	unsigned pages;

	if (!ph_helper_run(&job, limits, &answer, trouble))
		return 0;
	if (answer.status)
		return refuse(&answer, trouble);
	pages = find_pages(&answer);
	if (!pages)
		return ph_trouble_set(
			trouble, PH_IMAGE_DAMAGED, "the PDF has no pages");
	if (pages > limits->pages)
		return ph_trouble_set(trouble, PH_IMAGE_TOO_LARGE,
			"%u pages, the limit is %u", pages, limits->pages);
	return pages;
}

bool ph_pdf_read(struct ph_image *image, const struct ph_source *source,
	unsigned page, const struct ph_image_limits *limits,
	struct ph_image_trouble *trouble)
{
	char number[16], side[16];
	const char *const argv[] = { "pdftoppm", "-gray", "-scale-to", side,
		"-f", number, "-l", number, PH_HELPER_INPUT, NULL };
	PH_AUTO(ph_descriptor_close)
	int file = ph_helper_file(source->bytes, source->length, trouble);
	const struct ph_helper_job job = {
		.argv = argv,
		.package = "poppler-utils",
		.input = file,
		.output = -1,
		.answer_limit = (size_t)LONG_SIDE * LONG_SIDE + 64,
	};
	PH_AUTO(ph_helper_answer_release)
	struct ph_helper_answer answer = { 0 };

	snprintf(side, sizeof(side), "%d", LONG_SIDE);
	snprintf(number, sizeof(number), "%u", page);
	if (file < 0 || !ph_helper_run(&job, limits, &answer, trouble))
		return false;
	if (answer.status || !answer.length)
		return refuse(&answer, trouble);
	return ph_pgm_read(image, answer.bytes, answer.length, limits, trouble);
}
