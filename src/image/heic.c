/* SPDX-License-Identifier: MIT */
/* HEIC by libheif's heif-convert, in a process of its own. */
#include "image_internal.h"

#include <phieu/output.h>
#include <phieu/text.h>

#include <string.h>
#include <unistd.h>

/* heif-convert knows the format by the output's suffix, so it needs a file
 * with a name: in a folder that only we may enter. */
struct folder {
	char path[256];
	char page[272];  /* the picture */
	char first[272]; /* its name if the file holds several */
};

static void folder_release(struct folder *folder)
{
	if (!*folder->path)
		return;
	/* A file of several pictures leaves one of these for each. */
	for (unsigned i = 1; i <= 100; i++) {
		char name[288];

		snprintf(name, sizeof(name), "%s/page-%u.jpg", folder->path, i);
		if (unlink(name) != 0)
			break;
	}
	unlink(folder->page);
	rmdir(folder->path);
}
PH_CLEANUP_VALUE(struct folder, folder_release)

static bool folder_init(struct folder *folder)
{
	const char *base = getenv("TMPDIR");

	if (!base || *base != '/' || strlen(base) > 200)
		base = "/tmp";
	snprintf(folder->path, sizeof(folder->path), "%s/phieu-XXXXXX", base);
	if (!mkdtemp(folder->path)) {
		*folder->path = '\0';
		return false;
	}
	snprintf(folder->page, sizeof(folder->page), "%s/page.jpg",
		folder->path);
	snprintf(folder->first, sizeof(folder->first), "%s/page-1.jpg",
		folder->path);
	return true;
}

static bool convert(const struct folder *folder, int input,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble)
{
	const char *const argv[] = { "heif-convert", "-q", "95",
		PH_HELPER_INPUT, folder->page, NULL };
	const struct ph_helper_job job = {
		.argv = argv,
		.package = "libheif-examples",
		.input = input,
		.output = -1,
		.answer_limit = 1 << 20,
		.file_limit = limits->bytes,
	};
	PH_AUTO(ph_helper_answer_release)
	struct ph_helper_answer answer = { 0 };

	if (!ph_helper_run(&job, limits, &answer, trouble))
		return false;
	if (!answer.status)
		return true;
	return ph_trouble_set(trouble,
		strstr(answer.complaint, "End of file") ? PH_IMAGE_TRUNCATED
							: PH_IMAGE_DAMAGED,
		"the HEIC cannot be read: %.*s",
		(int)strcspn(answer.complaint, "\n"), answer.complaint);
}

static bool read_page(struct ph_image *image, const struct folder *folder,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble)
{
	const char *path =
		access(folder->page, R_OK) == 0 ? folder->page : folder->first;
	PH_AUTO(ph_text_release) struct ph_text jpeg = { 0 };
	struct ph_error err;

	if (!ph_file_load(path, limits->bytes, &jpeg.bytes, &jpeg.length, &err))
		return ph_trouble_set(trouble, PH_IMAGE_DAMAGED,
			"the HEIC cannot be read: no picture in it");
	/* libheif has turned the picture by the file's own transformations,
	 * and the EXIF that it hands on may still ask for the turn. */
	return ph_jpeg_read(image, (const uint8_t *)jpeg.bytes, jpeg.length,
		false, limits, trouble);
}

bool ph_heic_read(struct ph_image *image, const struct ph_source *source,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble)
{
	PH_AUTO(folder_release) struct folder folder = { 0 };
	PH_AUTO(ph_descriptor_close)
	int input = ph_helper_file(source->bytes, source->length, trouble);

	if (input < 0)
		return false;
	if (!folder_init(&folder))
		return ph_trouble_set(trouble, PH_IMAGE_HELPER_LIMIT,
			"no temporary folder can be made");
	return convert(&folder, input, limits, trouble)
	       && read_page(image, &folder, limits, trouble);
}
