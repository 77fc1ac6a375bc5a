/* SPDX-License-Identifier: MIT */
#include "image_internal.h"

#include <phieu/list.h>

#include <string.h>
#include <turbojpeg.h>

/* Markers of ITU-T T.81, table B.1. */
enum {
	MARKER_EOI = 0xd9,
	MARKER_SOS = 0xda,
	MARKER_APP1 = 0xe1,
	MARKER_APP14 = 0xee,
};

static void look_at(struct ph_jpeg_markers *markers, uint8_t marker,
	const uint8_t *body, size_t length)
{
	static const char exif[] = "Exif\0"; /* and its own NUL: 6 bytes */

	if (marker == MARKER_APP14 && length >= 5
		&& memcmp(body, "Adobe", 5) == 0)
		markers->adobe = true;
	if (marker == MARKER_APP1 && length > sizeof(exif)
		&& memcmp(body, exif, sizeof(exif)) == 0)
		markers->orientation = ph_exif_orientation(
			body + sizeof(exif), length - sizeof(exif));
}

/* From behind, where it nearly always stands. */
static bool has_end(const uint8_t *bytes, size_t length)
{
	for (size_t i = length; i >= 2; i--)
		if (bytes[i - 2] == 0xff && bytes[i - 1] == MARKER_EOI)
			return true;
	return false;
}

void ph_jpeg_look(
	struct ph_jpeg_markers *markers, const uint8_t *bytes, size_t length)
{
	size_t at = 2;

	*markers = (struct ph_jpeg_markers){ .orientation = 1 };
	while (length >= 4 && at <= length - 4) {
		uint8_t marker = bytes[at + 1];
		size_t size = (size_t)bytes[at + 2] << 8 | bytes[at + 3];

		if (bytes[at] != 0xff || marker == 0xff) {
			at++; /* fill bytes, or a stray one */
			continue;
		}
		if (marker == MARKER_SOS) {
			markers->scan = true;
			markers->end = has_end(bytes + at, length - at);
			return;
		}
		if (size < 2 || size > length - at - 2)
			return;
		look_at(markers, marker, bytes + at + 4, size - 2);
		at += 2 + size;
	}
}

/* What libjpeg-turbo said (jerror.h of 2.1.5, first warning of an image). A
 * photo whose pixels are all there is not refused for bytes between markers,
 * which some phones write, nor for an odd but harmless header. */
static bool is_harmless(const char *message)
{
	return strstr(message, "extraneous bytes")
	       || strstr(message, "Unknown Adobe color transform")
	       || strstr(message, "Invalid SOS parameters")
	       || strstr(message, "unknown JFIF revision")
	       || strstr(message, "bad ICC marker");
}

static enum ph_image_fault name_fault(
	const char *message, const struct ph_jpeg_markers *markers)
{
	bool premature = strstr(message, "Premature end of JPEG") != NULL
			 || strstr(message, "premature end of input") != NULL;

	return premature || !markers->scan || !markers->end ? PH_IMAGE_TRUNCATED
							    : PH_IMAGE_DAMAGED;
}

static bool fail(tjhandle tj, const struct ph_jpeg_markers *markers,
	struct ph_image_trouble *trouble)
{
	const char *message = tjGetErrorStr2(tj);
	enum ph_image_fault fault = name_fault(message, markers);

	return ph_trouble_set(trouble, fault, "JPEG: %s",
		fault == PH_IMAGE_TRUNCATED ? "unexpected end of data"
					    : message);
}

enum {
	SHRINK_MOST = 8 /* that every libjpeg-turbo can */
};

struct photo {
	const uint8_t *bytes;
	size_t length;
	struct ph_jpeg_markers markers;
	size_t pixels; /* as many at least; 0: all */
	unsigned shrink;
	int width, height, colour; /* width and height as decoded */
};

/* TJFLAG_LIMITSCANS: a small progressive file of thousands of scans would
 * take minutes. */
static bool decode(tjhandle tj, const struct photo *photo, uint8_t *out,
	enum TJPF format, struct ph_image_trouble *trouble)
{
	if (tjDecompress2(tj, photo->bytes, photo->length, out, photo->width, 0,
		    photo->height, format, TJFLAG_LIMITSCANS)
		== 0)
		return true;
	if (tjGetErrorCode(tj) == TJERR_WARNING && photo->markers.end
		&& is_harmless(tjGetErrorStr2(tj)))
		return true;
	return fail(tj, &photo->markers, trouble);
}

/* Ink of four channels on white paper, without colour management: a light of
 * R = (255 − C)(255 − K) / 255, and so on. Adobe's files, nearly all of them,
 * store 255 − ink. */
static void mix_inks(
	uint8_t *grey, const uint8_t *inks, size_t pixels, bool inverted)
{
	uint8_t flip = inverted ? 0 : 255;

	for (size_t i = 0; i < pixels; i++, inks += 4) {
		unsigned paper = inks[3] ^ flip;
		unsigned luma =
			ph_luma(inks[0] ^ flip, inks[1] ^ flip, inks[2] ^ flip);

		grey[i] = (uint8_t)((luma * paper + 127) / 255);
	}
}

static bool decode_inks(tjhandle tj, const struct photo *photo, uint8_t *out,
	struct ph_image_trouble *trouble)
{
	size_t pixels = (size_t)photo->width * (size_t)photo->height;
	uint8_t *inks = ph_alloc(pixels, 4);
	bool fine;

	if (!inks)
		return ph_trouble_memory(trouble);
	fine = decode(tj, photo, inks, TJPF_CMYK, trouble);
	if (fine)
		mix_inks(out, inks, pixels, photo->markers.adobe);
	free(inks);
	return fine;
}

/* As the decoder rounds it. */
static int shrink_side(int side, unsigned shrink)
{
	return (side - 1) / (int)shrink + 1;
}

static unsigned choose_shrink(const struct photo *photo)
{
	unsigned shrink = 1;

	while (photo->pixels && shrink < SHRINK_MOST
		&& (size_t)shrink_side(photo->width, 2 * shrink)
				   * (size_t)shrink_side(
					   photo->height, 2 * shrink)
			   >= photo->pixels)
		shrink *= 2;
	return shrink;
}

static bool decode_all(struct ph_image *image, tjhandle tj, struct photo *photo,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble)
{
	int subsampling = 0;

	/* Its result is not asked: a rare subsampling makes it fail though the
	 * decoder takes it, and a file that ends before its frame counts as one
	 * of tables alone. Width and height tell. */
	tjDecompressHeader3(tj, photo->bytes, photo->length, &photo->width,
		&photo->height, &subsampling, &photo->colour);
	if (photo->width <= 0 || photo->height <= 0)
		return fail(tj, &photo->markers, trouble);
	if (!ph_pixels_fit((uint32_t)photo->width, (uint32_t)photo->height,
		    limits, trouble))
		return false;
	photo->shrink = choose_shrink(photo);
	photo->width = shrink_side(photo->width, photo->shrink);
	photo->height = shrink_side(photo->height, photo->shrink);
	if (!ph_image_make(
		    image, (unsigned)photo->width, (unsigned)photo->height))
		return ph_trouble_memory(trouble);
	if (photo->colour == TJCS_CMYK || photo->colour == TJCS_YCCK)
		return decode_inks(tj, photo, image->pixels, trouble);
	return decode(tj, photo, image->pixels, TJPF_GRAY, trouble);
}

static bool read_photo(struct ph_image *image, struct photo *photo,
	bool upright, const struct ph_image_limits *limits,
	struct ph_image_trouble *trouble)
{
	tjhandle tj = tjInitDecompress();
	bool fine;

	if (!tj)
		return ph_trouble_memory(trouble);
	ph_jpeg_look(&photo->markers, photo->bytes, photo->length);
	fine = decode_all(image, tj, photo, limits, trouble);
	tjDestroy(tj);
	if (fine && upright
		&& !ph_image_orient(image, photo->markers.orientation))
		fine = ph_trouble_memory(trouble);
	if (!fine)
		ph_image_release(image);
	return fine;
}

bool ph_jpeg_read(struct ph_image *image, const uint8_t *bytes, size_t length,
	bool upright, const struct ph_image_limits *limits,
	struct ph_image_trouble *trouble)
{
	struct photo photo = { .bytes = bytes, .length = length };

	return read_photo(image, &photo, upright, limits, trouble);
}

bool ph_jpeg_read_small(struct ph_image *image, unsigned *shrink,
	const uint8_t *bytes, size_t length, size_t pixels,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble)
{
	struct photo photo = {
		.bytes = bytes,
		.length = length,
		.pixels = pixels,
	};
	bool fine = read_photo(image, &photo, true, limits, trouble);

	*shrink = photo.shrink;
	return fine;
}
