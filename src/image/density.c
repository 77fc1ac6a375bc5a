/* SPDX-License-Identifier: MIT */
/* How large the paper is that a picture shows, as far as its file says. */
#include "image_internal.h"

#include <stdio.h>
#include <string.h>

static const double mm_per_inch = 25.4;

/* What programs write that know nothing of paper: screens. */
static bool is_screen(double per_mm)
{
	double dpi = per_mm * mm_per_inch;

	return (dpi > 71.5 && dpi < 72.5) || (dpi > 95.5 && dpi < 96.5);
}

static uint32_t u32(const uint8_t *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16
	       | (uint32_t)at[2] << 8 | at[3];
}

/* JFIF 1.02: the APP0 marker comes right behind the start of the image. */
static double read_jfif(const uint8_t *bytes, size_t length)
{
	static const uint8_t head[] = { 0xff, 0xd8, 0xff, 0xe0 };
	double per_unit;

	if (length < 20 || memcmp(bytes, head, sizeof(head)) != 0
		|| memcmp(bytes + 6, "JFIF", 5) != 0)
		return 0;
	per_unit = bytes[14] << 8 | bytes[15];
	switch (bytes[13]) {
	case 1:
		return per_unit / mm_per_inch;
	case 2: /* a centimetre */
		return per_unit / 10;
	default: /* pixels' aspect alone */
		return 0;
	}
}

/* PNG's pHYs chunk (ISO 15948, 11.3.5.3), which stands before the pixels. */
static double read_phys(const uint8_t *bytes, size_t length)
{
	size_t at = 8;

	while (at <= length && length - at >= 12) {
		const uint8_t *chunk = bytes + at;
		size_t size = u32(chunk);

		if (size > length - at - 12
			|| memcmp(chunk + 4, "IDAT", 4) == 0)
			return 0;
		if (memcmp(chunk + 4, "pHYs", 4) == 0)
			return size == 9 && chunk[16] == 1
				       ? u32(chunk + 8) / 1000.0
				       : 0;
		at += size + 12;
	}
	return 0;
}

/* The next decimal of poppler's output, "  594.96". */
static const char *read_number(const char *at, const char *end, double *number)
{
	double unit = 1, sign = 1;
	bool behind = false;

	*number = 0;
	while (at < end && *at == ' ')
		at++;
	for (; at < end; at++) {
		if (*at == '-')
			sign = -1;
		else if (*at == '.')
			behind = true;
		else if (*at >= '0' && *at <= '9') {
			unit = behind ? unit / 10 : 1;
			*number = behind ? *number + unit * (*at - '0')
					 : *number * 10 + (*at - '0');
		} else
			break;
	}
	*number *= sign;
	return at;
}

/* The number behind a word; false: it does not stand there. */
static const char *find_word(
	const struct ph_helper_answer *answer, const char *word)
{
	const char *at =
		memmem(answer->bytes, answer->length, word, strlen(word));

	return at ? at + strlen(word) : NULL;
}

/* pdftoppm paints the media box, turned by the page's rotation. */
static double find_width(const struct ph_helper_answer *answer)
{
	const char *end = (const char *)answer->bytes + answer->length;
	const char *at = find_word(answer, "MediaBox:");
	const char *turn = find_word(answer, " rot:");
	double box[4], degrees = 0;

	if (!at)
		return 0;
	for (int i = 0; i < 4; i++)
		at = read_number(at, end, &box[i]);
	if (turn)
		read_number(turn, end, &degrees);
	return degrees == 90 || degrees == 270 ? box[3] - box[1]
					       : box[2] - box[0];
}

static bool read_pdf(double *width_pt, const struct ph_source *source,
	unsigned page, const struct ph_image_limits *limits,
	struct ph_image_trouble *trouble)
{
	char number[16];
	const char *const argv[] = { "pdfinfo", "-box", "-f", number, "-l",
		number, PH_HELPER_INPUT, NULL };
	PH_AUTO(ph_descriptor_close)
	int file = ph_helper_file(source->bytes, source->length, trouble);
	const struct ph_helper_job job = {
		.argv = argv,
		.package = "poppler-utils",
		.input = file,
		.output = -1,
		.answer_limit = 1 << 20,
	};
	PH_AUTO(ph_helper_answer_release)
	struct ph_helper_answer answer = { 0 };

	snprintf(number, sizeof(number), "%u", page);
	if (file < 0 || !ph_helper_run(&job, limits, &answer, trouble))
		return false;
	*width_pt = answer.status ? 0 : find_width(&answer);
	return true;
}

bool ph_image_paper(double *width_mm, const struct ph_source *source,
	unsigned page, const struct ph_image *image,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble)
{
	double per_mm = 0;

	*width_mm = 0;
	if (source->kind == PH_IMAGE_PDF) {
		if (!read_pdf(width_mm, source, page, limits, trouble))
			return false;
		*width_mm *= mm_per_inch / 72;
	} else {
		if (source->kind == PH_IMAGE_JPEG)
			per_mm = read_jfif(source->bytes, source->length);
		else if (source->kind == PH_IMAGE_PNG)
			per_mm = read_phys(source->bytes, source->length);
		if (per_mm > 0 && !is_screen(per_mm))
			*width_mm = image->width / per_mm;
	}
	/* From a visiting card to A0; a note stands on a camera's file too. */
	if (!(*width_mm >= 50 && *width_mm <= 1200))
		*width_mm = 0;
	return true;
}
