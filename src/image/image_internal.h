/* SPDX-License-Identifier: MIT */
/*
 * What the files of this room share: decoders from bytes in memory, and the
 * helper processes. Only image.h is the door.
 */
#ifndef PHIEU_IMAGE_INTERNAL_H
#define PHIEU_IMAGE_INTERNAL_H

#include <phieu/image.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Sets the fault and its detail, control characters as '?'. Returns false. */
bool ph_trouble_set(struct ph_image_trouble *trouble, enum ph_image_fault fault,
	const char *fmt, ...) PH_PRINTF(3, 4);
bool ph_trouble_memory(struct ph_image_trouble *trouble);
/* true if width × height is neither 0 nor over the limit. */
PH_MUST_CHECK bool ph_pixels_fit(uint32_t width, uint32_t height,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble);

/* ITU-R BT.601 luma, as JPEG's own Y, in 8-bit fixed point. */
static inline uint8_t ph_luma(unsigned red, unsigned green, unsigned blue)
{
	return (uint8_t)((77 * red + 150 * green + 29 * blue + 128) >> 8);
}

/*
 * The directories of a TIFF, and of EXIF, which is one (TIFF 6.0, section 2).
 * Nothing outside the bytes is ever looked at, whatever they say.
 */
struct ph_tiff {
	const uint8_t *bytes;
	size_t length;
	bool big_endian;
	uint32_t first; /* offset of the first directory */
};

struct ph_tiff_entry {
	uint16_t type;
	uint32_t count;
	size_t at; /* offset of the first value: count values lie inside */
};

/* One page of a TIFF: its directory and what stands in it. */
struct ph_tiff_page {
	struct ph_tiff tiff;
	uint32_t directory, width, height;
	unsigned orientation;
};

enum ph_tiff_tag {
	PH_TIFF_SUBFILE = 254, /* bit 0: a thumbnail of another page */
	PH_TIFF_WIDTH = 256,
	PH_TIFF_HEIGHT = 257,
	PH_TIFF_STRIPS = 273,
	PH_TIFF_ORIENTATION = 274,
	PH_TIFF_SAMPLES = 277,
	PH_TIFF_STRIP_ROWS = 278,
	PH_TIFF_STRIP_SIZES = 279,
	PH_TIFF_TILES = 324,
	PH_TIFF_TILE_SIZES = 325,
};

enum {
	PH_TIFF_SHORT = 3, /* the type of 16-bit values */
	PH_TIFF_HEADER = 8 /* bytes before anything else */
};

/* false: not the header of a classic TIFF. */
PH_MUST_CHECK bool ph_tiff_open(
	struct ph_tiff *tiff, const uint8_t *bytes, size_t length);
/* false: the directory has no such tag, or its values lie outside. */
PH_MUST_CHECK bool ph_tiff_find(const struct ph_tiff *tiff, uint32_t directory,
	enum ph_tiff_tag tag, struct ph_tiff_entry *entry);
/* Value i of an unsigned entry; 0 for other types and beyond its count. */
uint32_t ph_tiff_value(const struct ph_tiff *tiff,
	const struct ph_tiff_entry *entry, uint32_t i);
/* The first value of a tag, or what to take without it. */
uint32_t ph_tiff_number(const struct ph_tiff *tiff, uint32_t directory,
	enum ph_tiff_tag tag, uint32_t otherwise);
/* Where the offset of the next directory stands; 0: outside the bytes. */
size_t ph_tiff_next_at(const struct ph_tiff *tiff, uint32_t directory);
/* A 32-bit number of the file's byte order; 0 outside. */
uint32_t ph_tiff_u32(const struct ph_tiff *tiff, size_t at);

/* The orientation 1–8 that EXIF's bytes (behind "Exif\0\0") tell, else 1. */
unsigned ph_exif_orientation(const uint8_t *bytes, size_t length);

/* What a JPEG's markers tell before its first scan. */
struct ph_jpeg_markers {
	unsigned orientation; /* 1–8; 1 without EXIF */
	bool adobe;           /* APP14: four-channel values are inverted */
	bool scan;            /* a scan begins within the bytes */
	bool end;             /* an end-of-image marker follows it */
};
void ph_jpeg_look(
	struct ph_jpeg_markers *markers, const uint8_t *bytes, size_t length);

/* Turns the pixels as EXIF orientation 1–8 asks; others change nothing. */
PH_MUST_CHECK bool ph_image_orient(
	struct ph_image *image, unsigned orientation);

/* Decoders. `upright`: apply the orientation of the JPEG's own EXIF. */
PH_MUST_CHECK bool ph_jpeg_read(struct ph_image *image, const uint8_t *bytes,
	size_t length, bool upright, const struct ph_image_limits *limits,
	struct ph_image_trouble *trouble);
/* Upright, as ph_image_read_small. */
PH_MUST_CHECK bool ph_jpeg_read_small(struct ph_image *image, unsigned *shrink,
	const uint8_t *bytes, size_t length, size_t pixels,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble);
PH_MUST_CHECK bool ph_png_read(struct ph_image *image, const uint8_t *bytes,
	size_t length, const struct ph_image_limits *limits,
	struct ph_image_trouble *trouble);
/* Binary PGM (P5) of 8 bits. */
PH_MUST_CHECK bool ph_pgm_read(struct ph_image *image, const uint8_t *bytes,
	size_t length, const struct ph_image_limits *limits,
	struct ph_image_trouble *trouble);

/* Documents, by helpers. A count of 0: trouble says why. */
unsigned ph_pdf_pages(int file, const struct ph_image_limits *limits,
	struct ph_image_trouble *trouble);
PH_MUST_CHECK bool ph_pdf_read(struct ph_image *image,
	const struct ph_source *source, unsigned page,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble);
unsigned ph_tiff_pages(const uint8_t *bytes, size_t length,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble);
PH_MUST_CHECK bool ph_tiff_read(struct ph_image *image,
	const struct ph_source *source, unsigned page,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble);
/* The pixels of one page by tiff2rgba, turned upright. */
PH_MUST_CHECK bool ph_tiff_unpack(struct ph_image *image,
	const struct ph_tiff_page *page, const struct ph_image_limits *limits,
	struct ph_image_trouble *trouble);
PH_MUST_CHECK bool ph_heic_read(struct ph_image *image,
	const struct ph_source *source, const struct ph_image_limits *limits,
	struct ph_image_trouble *trouble);

/*
 * helper — one run of another program, bounded in time, memory and output.
 *
 * The program gets nothing of ours but descriptor 3, its input, which it
 * opens as PH_HELPER_INPUT, and 4, an output; no name of a file ever reaches
 * its command line, so none can be taken for an option. The input is the very
 * bytes that were hashed, in a memory file, not a path that may change.
 */
#define PH_HELPER_INPUT "/dev/fd/3"
#define PH_HELPER_OUTPUT "/dev/fd/4"

struct ph_helper_job {
	const char *const *argv; /* argv[0] is looked up in PATH */
	const char *package;     /* where argv[0] comes from */
	int input, output;       /* become 3 and 4; -1: none */
	size_t answer_limit;     /* bytes taken from its stdout */
	size_t file_limit;       /* bytes it may write to one file */
};

struct ph_helper_answer {
	uint8_t *bytes; /* its stdout */
	size_t length, room;
	int status;           /* exit status, or 128 + signal */
	char complaint[2048]; /* the beginning of its stderr */
};
void ph_helper_answer_release(struct ph_helper_answer *answer);
PH_CLEANUP_VALUE(struct ph_helper_answer, ph_helper_answer_release)

/* true when the program ended by itself, whatever its status. false: it is
 * missing, hit a limit, or could not be started; trouble says which. */
PH_MUST_CHECK bool ph_helper_run(const struct ph_helper_job *job,
	const struct ph_image_limits *limits, struct ph_helper_answer *answer,
	struct ph_image_trouble *trouble);

/* A helper under way; the reading ends of its stdout and stderr. */
struct ph_helper_process {
	pid_t id;
	int answer, complaint;
};

enum {
	PH_HELPER_CANNOT_RUN = 127 /* status of a program that did not start */
};

/* The first step of a run. On false nothing is left open. */
PH_MUST_CHECK bool ph_helper_start(struct ph_helper_process *process,
	const struct ph_helper_job *job, const struct ph_image_limits *limits,
	struct ph_image_trouble *trouble);
bool ph_helper_refuse_missing(
	const struct ph_helper_job *job, struct ph_image_trouble *trouble);

/* An unnamed file in memory that holds the bytes; -1: trouble says why. */
int ph_helper_file(
	const uint8_t *bytes, size_t length, struct ph_image_trouble *trouble);

/* A descriptor closed at the end of its scope; -1 is none. */
void ph_descriptor_close(int descriptor);
PH_CLEANUP(int, ph_descriptor_close)

#endif
