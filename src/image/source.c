/* SPDX-License-Identifier: MIT */
#include "image_internal.h"

#include <phieu/list.h>
#include <phieu/output.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const struct ph_image_limits ph_image_limits_default = {
	.bytes = (size_t)256 << 20,
	.pixels = 120000000,
	.pages = 2000,
	.helper_s = 60,
	.helper_bytes = (size_t)2 << 30,
};

/* What people do send instead, so that they are told what to do. */
static const char *name_foreign(const uint8_t *bytes, size_t length)
{
	static const struct {
		size_t at;
		const char *bytes, *name;
	} known[] = {
		{ 0, "GIF8", "a GIF image" },
		{ 0, "BM", "a BMP image" },
		{ 8, "WEBP", "a WebP image" },
		{ 4, "ftyp", "a video, or an image of a kind not known" },
		{ 0, "PK", "a ZIP archive or an office document" },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		size_t size = strlen(known[i].bytes);

		if (length >= known[i].at + size
			&& memcmp(bytes + known[i].at, known[i].bytes, size)
				   == 0)
			return known[i].name;
	}
	return "another kind of file";
}

static bool refuse_foreign(
	const uint8_t *bytes, size_t length, struct ph_image_trouble *trouble)
{
	return ph_trouble_set(trouble, PH_IMAGE_NOT_AN_IMAGE,
		"%s, not a JPEG, PNG, PDF, TIFF or HEIC",
		name_foreign(bytes, length));
}

/* The words of ph_file_load without the file's name in front. */
static bool tell_load(const struct ph_error *err, const char *path,
	struct ph_image_trouble *trouble)
{
	enum ph_image_fault fault =
		err->code == PH_BAD_DATA   ? PH_IMAGE_TOO_LARGE
		: err->code == PH_NO_INPUT ? PH_IMAGE_MISSING
					   : PH_IMAGE_MEMORY;
	const char *text = strstr(err->text, ": ");
	size_t name = strlen(path);

	if (strncmp(err->text, path, name) == 0
		&& strncmp(err->text + name, ": ", 2) == 0)
		text = err->text + name;
	return ph_trouble_set(
		trouble, fault, "%s", text ? text + 2 : err->text);
}

/* A pipe would be waited for, and a device never ends. */
static bool is_special(const char *path, struct ph_image_trouble *trouble)
{
	struct stat st;

	if (strcmp(path, "-") == 0 || stat(path, &st) != 0
		|| S_ISREG(st.st_mode))
		return false;
	ph_trouble_set(trouble, PH_IMAGE_SPECIAL,
		"not a file with bytes, but a %s",
		S_ISDIR(st.st_mode)    ? "folder"
		: S_ISFIFO(st.st_mode) ? "pipe"
				       : "device");
	return true;
}

/* The bytes with their kind; path is not set. */
static bool load(struct ph_source *source, const char *path, size_t limit,
	struct ph_image_trouble *trouble)
{
	struct ph_error err;
	char *bytes = NULL;

	if (is_special(path, trouble))
		return false;
	if (!ph_file_load(path, limit, &bytes, &source->length, &err))
		return tell_load(&err, path, trouble);
	source->bytes = (uint8_t *)bytes;
	if (!source->length)
		return ph_trouble_set(
			trouble, PH_IMAGE_EMPTY, "the file is empty");
	source->kind = ph_image_sniff(source->bytes, source->length);
	return true;
}

bool ph_source_load(struct ph_source *source, const char *path,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble)
{
	bool loaded;

	*source = (struct ph_source){ .path = ph_copy(path, strlen(path)) };
	*trouble = (struct ph_image_trouble){ 0 };
	if (!source->path)
		return ph_trouble_memory(trouble);
	loaded = load(source, path, limits->bytes, trouble);
	if (source->bytes)
		ph_hash(source->bytes, source->length, source->sha256);
	if (loaded && source->kind == PH_IMAGE_FOREIGN)
		return refuse_foreign(source->bytes, source->length, trouble);
	return loaded;
}

void ph_source_release(struct ph_source *source)
{
	free(source->path);
	free(source->bytes);
	*source = (struct ph_source){ 0 };
}

static unsigned count_directories(const char *path,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble)
{
	PH_AUTO(ph_source_release) struct ph_source source = { 0 };

	return load(&source, path, limits->bytes, trouble) ? ph_tiff_pages(
		       source.bytes, source.length, limits, trouble)
							   : 0;
}

unsigned ph_image_pages(const char *path, const struct ph_image_limits *limits,
	struct ph_image_trouble *trouble)
{
	PH_AUTO(ph_descriptor_close) int file = -1;
	uint8_t head[1024];
	ssize_t got;

	*trouble = (struct ph_image_trouble){ 0 };
	if (is_special(path, trouble))
		return 0;
	file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	got = file < 0 ? -1 : pread(file, head, sizeof(head), 0);
	if (got < 0)
		return ph_trouble_set(trouble, PH_IMAGE_MISSING,
			"cannot be opened: %s", strerrordesc_np(errno));
	if (!got)
		return ph_trouble_set(
			trouble, PH_IMAGE_EMPTY, "the file is empty");
	switch (ph_image_sniff(head, (size_t)got)) {
	case PH_IMAGE_PDF:
		return ph_pdf_pages(file, limits, trouble);
	case PH_IMAGE_TIFF:
		return count_directories(path, limits, trouble);
	case PH_IMAGE_FOREIGN:
		return refuse_foreign(head, (size_t)got, trouble);
	default:
		return 1;
	}
}

static bool read_kind(struct ph_image *image, const struct ph_source *source,
	unsigned page, const struct ph_image_limits *limits,
	struct ph_image_trouble *trouble)
{
	const uint8_t *bytes = source->bytes;
	size_t length = source->length;

	switch (source->kind) {
	case PH_IMAGE_PDF:
		return ph_pdf_read(image, source, page, limits, trouble);
	case PH_IMAGE_TIFF:
		return ph_tiff_read(image, source, page, limits, trouble);
	default:
		break;
	}
	if (page != 1)
		return ph_trouble_set(trouble, PH_IMAGE_DAMAGED,
			"there is no page %u, a photo is one", page);
	switch (source->kind) {
	case PH_IMAGE_JPEG:
		return ph_jpeg_read(
			image, bytes, length, true, limits, trouble);
	case PH_IMAGE_PNG:
		return ph_png_read(image, bytes, length, limits, trouble);
	case PH_IMAGE_HEIC:
		return ph_heic_read(image, source, limits, trouble);
	default:
		return refuse_foreign(bytes, length, trouble);
	}
}

bool ph_image_read(struct ph_image *image, const struct ph_source *source,
	unsigned page, const struct ph_image_limits *limits,
	struct ph_image_trouble *trouble)
{
	*image = (struct ph_image){ 0 };
	*trouble = (struct ph_image_trouble){ 0 };
	return read_kind(image, source, page, limits, trouble);
}

bool ph_image_read_small(struct ph_image *image, unsigned *shrink,
	const struct ph_source *source, unsigned page, size_t pixels,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble)
{
	*shrink = 1;
	if (source->kind != PH_IMAGE_JPEG || page != 1)
		return ph_image_read(image, source, page, limits, trouble);
	*image = (struct ph_image){ 0 };
	*trouble = (struct ph_image_trouble){ 0 };
	return ph_jpeg_read_small(image, shrink, source->bytes, source->length,
		pixels, limits, trouble);
}
