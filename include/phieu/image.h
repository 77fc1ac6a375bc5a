/* SPDX-License-Identifier: MIT */
/*
 * image — bytes into upright grey pixels.
 *
 * Reads JPEG (any EXIF orientation), PNG, PDF and TIFF page by page, HEIC.
 * The kind is told by the first bytes, never by the name. JPEG and PNG are
 * decoded in this process (libjpeg-turbo, libpng); the others by helper
 * processes of Debian's packages poppler-utils, libtiff-tools and
 * libheif-examples, each with limits in memory and time and without a way to
 * the terminal. A helper reads the very bytes that were hashed, from a memory
 * file: no path or name reaches its command line. Knows nothing of codes, forms
 * or ledgers.
 *
 * An image that cannot be read is a result (enum ph_image_fault with a detail
 * for a person), not an error: the batch goes on.
 *
 *	struct ph_source src; struct ph_image img = { 0 };
 *	if (ph_source_load(&src, "a.jpg", &limits, &trouble)
 *	    && ph_image_read(&img, &src, 1, &limits, &trouble))
 *		… img.pixels[y * img.width + x] …
 *	ph_image_release(&img); ph_source_release(&src);
 */
#ifndef PHIEU_IMAGE_H
#define PHIEU_IMAGE_H

#include <phieu/error.h>
#include <phieu/hash.h>
#include <phieu/text.h>

#include <stddef.h>
#include <stdint.h>

enum ph_image_kind {
	PH_IMAGE_FOREIGN, /* none of those below */
	PH_IMAGE_JPEG,
	PH_IMAGE_PNG,
	PH_IMAGE_PDF,
	PH_IMAGE_TIFF,
	PH_IMAGE_HEIC,
};

/* The `reason` of a scan record; ph_image_fault_name gives its word. */
enum ph_image_fault {
	PH_IMAGE_FINE,
	PH_IMAGE_MISSING,      /* "not-found": no such file, or no permission */
	PH_IMAGE_SPECIAL,      /* "not-a-file": a pipe, a device, a socket */
	PH_IMAGE_EMPTY,        /* "empty-file" */
	PH_IMAGE_NOT_AN_IMAGE, /* "not-an-image" */
	PH_IMAGE_TRUNCATED,    /* "truncated": it ends before its end */
	PH_IMAGE_DAMAGED,      /* "damaged": the decoder gave up */
	PH_IMAGE_LOCKED,       /* "locked": it asks for a password */
	PH_IMAGE_TOO_LARGE,    /* "too-large": over the byte or pixel limit */
	PH_IMAGE_NO_HELPER,    /* "helper-missing": detail names the package */
	PH_IMAGE_HELPER_LIMIT, /* "helper-limit": out of time or memory */
	PH_IMAGE_MEMORY,       /* "out-of-memory" */
};
const char *ph_image_fault_name(enum ph_image_fault fault);

struct ph_image_trouble {
	enum ph_image_fault fault;
	char detail[256]; /* one line for a person, without the file's name */
};

struct ph_image_limits {
	size_t bytes;        /* of the file */
	size_t pixels;       /* of one page, checked before decoding */
	unsigned pages;      /* of one document */
	unsigned helper_s;   /* seconds for one helper run */
	size_t helper_bytes; /* address space of a helper */
};
/* 256 MB, 120 megapixels, 2,000 pages, 60 s, 2 GB. */
extern const struct ph_image_limits ph_image_limits_default;

/* A photo's bytes, or a document's. */
struct ph_source {
	char *path;
	enum ph_image_kind kind;
	uint8_t sha256[PH_HASH_SIZE]; /* of the whole file */
	uint8_t *bytes;
	size_t length;
};

/* Reads and hashes the file. false: trouble says why (kind and sha256 are set
 * as far as they are known; path always). */
PH_MUST_CHECK bool ph_source_load(struct ph_source *source, const char *path,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble);
void ph_source_release(struct ph_source *source);
PH_CLEANUP_VALUE(struct ph_source, ph_source_release)

/* The kind from the first bytes (12 suffice, 1,024 for a PDF). */
enum ph_image_kind ph_image_sniff(const uint8_t *bytes, size_t length);

/* Pages of a file by its path, cheaply: 1 for photos; asks a helper for PDF
 * and TIFF. 0: trouble says why. */
unsigned ph_image_pages(const char *path, const struct ph_image_limits *limits,
	struct ph_image_trouble *trouble);

/* Grey, 8 bits, rows without padding, 0 black. */
struct ph_image {
	unsigned width, height;
	uint8_t *pixels;
};

/* Decodes one page (from 1), turned upright by EXIF, whole and full size.
 * A truncated JPEG is refused though a part could be shown. */
PH_MUST_CHECK bool ph_image_read(struct ph_image *image,
	const struct ph_source *source, unsigned page,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble);

/* The same at the smallest size that still has so many pixels, 1 / *shrink each
 * way: 1, 2, 4 or 8, and always 1 but for a JPEG. A pixel shows the mean of
 * shrink × shrink, and a rest at the right and below makes one more. The
 * decoder makes it so at once (its DCT is cut), which saves memory rather than
 * time: most of that goes into reading the file. */
PH_MUST_CHECK bool ph_image_read_small(struct ph_image *image, unsigned *shrink,
	const struct ph_source *source, unsigned page, size_t pixels,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble);

/* The width in millimetres of the paper that `image`, decoded from that page,
 * shows whole: from a PDF's media box, a PNG's or JPEG's density (but 72 and 96
 * dpi, which mean screens); 0: the file does not say. false: trouble says why
 * the helper failed. */
PH_MUST_CHECK bool ph_image_paper(double *width_mm,
	const struct ph_source *source, unsigned page,
	const struct ph_image *image, const struct ph_image_limits *limits,
	struct ph_image_trouble *trouble);

/* Appends the picture as a PNG file. false: out of memory. */
PH_MUST_CHECK bool ph_image_write_png(
	struct ph_text *out, const struct ph_image *image);

/* The same as a progressive JPEG file; quality 1 to 100, libjpeg's. */
PH_MUST_CHECK bool ph_image_write_jpeg(
	struct ph_text *out, const struct ph_image *image, int quality);

/* false: memory, or width × height overflows. Pixels are not initialised. */
PH_MUST_CHECK bool ph_image_make(
	struct ph_image *image, unsigned width, unsigned height);
void ph_image_release(struct ph_image *image);
PH_CLEANUP_VALUE(struct ph_image, ph_image_release)

/* The preparations of the reading ladder; each makes a new image, false when
 * memory is out. */

/* The mean of each factor × factor block; a rest at the edges is dropped. */
PH_MUST_CHECK bool ph_image_shrink(
	struct ph_image *out, const struct ph_image *in, unsigned factor);
/* The mean of the area that each pixel covers; never larger than `in`. */
PH_MUST_CHECK bool ph_image_fit(struct ph_image *out, const struct ph_image *in,
	unsigned width, unsigned height);
/* Bilinear, twice the size. */
PH_MUST_CHECK bool ph_image_double(
	struct ph_image *out, const struct ph_image *in);
/* White where a pixel is above the mean of the (2 radius + 1)² window, cut at
 * the edges, minus offset, else black (Bradley & Roth 2007, by running sums).
 * Radii above 1,000 count as 1,000, here and below. */
PH_MUST_CHECK bool ph_image_threshold(struct ph_image *out,
	const struct ph_image *in, unsigned radius, int offset);
/* in + amount × (in − its box mean of that radius), amount in quarters. */
PH_MUST_CHECK bool ph_image_sharpen(struct ph_image *out,
	const struct ph_image *in, unsigned radius, unsigned quarters);

#endif
