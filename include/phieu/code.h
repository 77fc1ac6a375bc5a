/* SPDX-License-Identifier: MIT */
/*
 * code — QR codes, Code 128 and Code 39 found in a grey image.
 *
 * zbar is known to this room alone. Its scanner is driven up a ladder of
 * preparations (code/ladder.c: cheap ones first) until the caller is content
 * or the ladder or the time ends. What a code means is not known here: the
 * caller decides by looking at the payload.
 *
 * A payload may carry a citizen's ID number: it is given to the caller for
 * the time of a call, is never stored, and is wiped from memory afterwards.
 *
 * One reader a thread.
 */
#ifndef PHIEU_CODE_H
#define PHIEU_CODE_H

#include <phieu/error.h>
#include <phieu/image.h>

#include <stddef.h>

enum ph_symbology {
	PH_QR = 1,
	PH_CODE128 = 2,
	PH_CODE39 = 4,
};

struct ph_code_corner {
	double x, y;
};

/* One code found: the payload as bytes (not NUL-terminated), and the box
 * around it in pixels of the image that was given to ph_code_read. A QR code
 * has its corners too, in its own order however it lies in the photo: top
 * left, top right, bottom right, bottom left of the upright symbol without its
 * quiet zone; to about half a module. */
struct ph_code_found {
	enum ph_symbology symbology;
	const char *payload; /* valid during the call only */
	size_t length;
	int x, y, width, height;
	bool cornered;
	struct ph_code_corner corner[4];
};

/* What the caller thinks of the codes seen so far; the strongest word that it
 * has said holds. */
enum ph_code_verdict {
	PH_CODE_MORE,     /* go on looking */
	PH_CODE_ONE_MORE, /* one rung more: another code may contradict */
	PH_CODE_ENOUGH,   /* stop after this rung */
};

struct ph_code_reader;

/* NULL: out of memory. */
struct ph_code_reader *ph_code_reader_create(void);
void ph_code_reader_destroy(struct ph_code_reader *reader);
PH_CLEANUP(struct ph_code_reader *, ph_code_reader_destroy)

struct ph_code_result {
	unsigned symbologies; /* bits of enum ph_symbology that were read */
	unsigned rungs;       /* rungs of the ladder that were tried */
	bool out_of_time;
};

/* Calls `found` once for each distinct code, rung by rung; a QR code with the
 * same payload elsewhere in the image is another one. Gives up after `seconds`
 * of wall time, and after 1.2 s of CPU time in any case; a rung under way may
 * take some 0.5 s more. Of more than some 30 codes in one image not all are
 * read in that time. Fails only when memory is out. */
PH_MUST_CHECK bool ph_code_read(struct ph_code_reader *reader,
	const struct ph_image *image, double seconds,
	enum ph_code_verdict (*found)(
		const struct ph_code_found *code, void *context),
	void *context, struct ph_code_result *result, struct ph_error *err);

/* A photo that is there at a part of its size: so many pixels hold every code
 * of a form that fills it, and the first looks need no more. */
#define PH_CODE_PIXELS ((size_t)1500000)
struct ph_code_photo {
	const struct ph_image *image; /* each pixel shows shrink × shrink */
	unsigned shrink;              /* 1, 2, 4 or 8 */
	/* Makes the whole photo; called once at most, when the ladder gets
	 * there. false: it cannot be had, and is done without. NULL: likewise.
	 */
	bool (*enlarge)(struct ph_image *whole, void *context);
	void *context;
};

/* As ph_code_read. Places are in pixels of the whole photo. */
PH_MUST_CHECK bool ph_code_read_photo(struct ph_code_reader *reader,
	const struct ph_code_photo *photo, double seconds,
	enum ph_code_verdict (*found)(
		const struct ph_code_found *code, void *context),
	void *context, struct ph_code_result *result, struct ph_error *err);

/* "qr", "code128", "code39". */
const char *ph_symbology_name(enum ph_symbology symbology);

#endif
