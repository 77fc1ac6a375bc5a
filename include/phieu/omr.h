/* SPDX-License-Identifier: MIT */
/*
 * omr — forms found in a photograph, and the marks on them read.
 *
 * Finds the paper (by its AprilTags; else by its QR code, its barcode and its
 * printed lines), registers it locally, so that tilt, lens and curl do not
 * shift boxes, measures the ink in each box against the paper right around it
 * and decides question by question, with a calibrated confidence. Never
 * guesses: what is not sure is PH_DOUBTFUL, what cannot be registered is
 * refused with a reason that helps a person to retake the photo.
 *
 * AprilTag's library is known to this room alone. Knows nothing of codes'
 * payloads, of rules or of ledgers. One struct ph_omr a thread; papers are
 * read-only and may be shared.
 *
 *	ph_omr_find(omr, &photo, papers, count, &found, err)
 *	for each found.at[i]:
 *		ph_omr_flatten(&crop, &photo, &at[i], x, y, w, h, 8.0, err)
 *		ph_omr_read(omr, &photo, &at[i], &reading, err)
 */
#ifndef PHIEU_OMR_H
#define PHIEU_OMR_H

#include <phieu/error.h>
#include <phieu/form.h>
#include <phieu/image.h>
#include <phieu/record.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- papers: forms made ready to be looked for ---- */

struct ph_paper;

/* Borrows the form for its life. `blank` is the picture of the empty form for
 * papers without anchors (its whole width is the page's), or NULL: then a paper
 * without anchors is never placed, since one table row looks like the next.
 * NULL: out of memory. */
struct ph_paper *ph_paper_create(
	const struct ph_form *form, const struct ph_image *blank);
void ph_paper_destroy(struct ph_paper *paper);
PH_CLEANUP(struct ph_paper *, ph_paper_destroy)
const struct ph_form *ph_paper_form(const struct ph_paper *paper);
bool ph_paper_has_anchors(const struct ph_paper *paper);

/* ---- placing ---- */

/* Pixels of the photo: (0, 0) is the top left corner of the first pixel, whose
 * centre is (0.5, 0.5). */
struct ph_point {
	double x, y;
};

enum {
	PH_MESH_MAX = 24, /* nodes a side */
};

/* Millimetres of the form to pixels of the photo: a homography after a smooth
 * displacement, given at the nodes of a grid over the page (bilinear between
 * them; none: columns 0). */
struct ph_warp {
	double h[9]; /* row by row; x' = (h0 x + h1 y + h2) / (h6 x + h7 y + h8)
		      */
	unsigned columns, rows;
	double width, height; /* mm that the grid spans, from the origin */
	float dx[PH_MESH_MAX * PH_MESH_MAX], dy[PH_MESH_MAX * PH_MESH_MAX];
};
struct ph_point ph_warp_map(const struct ph_warp *warp, double x, double y);
/* Pixels a millimetre around a point: the smaller of both directions. */
double ph_warp_scale(const struct ph_warp *warp, double x, double y);

enum ph_placed_by {
	PH_PLACED_BY_ANCHORS,
	PH_PLACED_BY_CODES, /* QR code or barcode, then the printed lines */
	PH_PLACED_BY_PRINT, /* the printed lines alone */
};

struct ph_placement {
	const struct ph_paper *paper;
	enum ph_placed_by by;
	bool coded;       /* its tags say that it carries a code; true for
			   * papers without anchors */
	unsigned anchors; /* tags seen */
	unsigned corners; /* which: bits by enum ph_corner */
	struct ph_warp warp;
	double trust; /* 0 to 1: how well what is printed was found where it
		       * must be */
};

struct ph_placements {
	struct ph_placement *at;
	size_t count, room;
};
void ph_placements_release(struct ph_placements *placements);
PH_CLEANUP_VALUE(struct ph_placements, ph_placements_release)

struct ph_omr;
struct ph_omr *ph_omr_create(void); /* NULL: out of memory */
void ph_omr_destroy(struct ph_omr *omr);
PH_CLEANUP(struct ph_omr *, ph_omr_destroy)

/* What the tags of a photo told beside the placements. */
struct ph_tags_seen {
	unsigned tags;    /* of any form, told apart or not */
	unsigned unknown; /* of forms that are not among the papers */
	unsigned alone;   /* of known forms, but too few to place one */
};

/* Forms by their tags, from top to bottom and left to right as they stand in
 * the photo; three tags suffice, two with the QR's or with the printed boxes,
 * when they agree. A form is in the list once. Papers without anchors are not
 * looked for. */
PH_MUST_CHECK bool ph_omr_find(struct ph_omr *omr, const struct ph_image *photo,
	const struct ph_paper *const *papers, size_t count,
	struct ph_placements *found, struct ph_tags_seen *seen,
	struct ph_error *err);

/* A code's place: its corners in the code's own order (top left, top right,
 * bottom right, bottom left of the symbol upright); a barcode's `exact` is
 * false: only where it lies, as a box. */
struct ph_code_place {
	bool qr, exact;
	struct ph_point corner[4];
};

/* One paper without anchors, by codes that were seen (any number, none too) and
 * by what is printed. *placed false: it is not there, or not surely. `near`
 * codes belong to other forms when several lie in the photo: the caller gives
 * one form's at a time. */
PH_MUST_CHECK bool ph_omr_place(struct ph_omr *omr,
	const struct ph_image *photo, const struct ph_paper *paper,
	const struct ph_code_place *codes, size_t count, bool *placed,
	struct ph_placement *placement, struct ph_error *err);

/* A rectangle of the form (mm) as it would lie flat: the photo sampled at
 * px_per_mm, averaged where the photo is finer. Outside the photo: 255.
 * Fails when memory is out. */
PH_MUST_CHECK bool ph_omr_flatten(struct ph_image *out,
	const struct ph_image *photo, const struct ph_placement *placement,
	double x, double y, double w, double h, double px_per_mm,
	struct ph_error *err);

/* ---- reading ---- */

/* Why a form that was found could not be read; the `reason` of its record. */
enum ph_omr_fault {
	PH_OMR_FINE,
	PH_OMR_BLURRED, /* "blurred" */
	PH_OMR_DARK,    /* "dark" */
	PH_OMR_CUT_OFF, /* "cut-off": boxes lie outside the photo */
	PH_OMR_FAR,     /* "too-far": too few pixels a millimetre */
	PH_OMR_ASKEW,   /* "not-registered": the boxes are not where the
			 * description has them */
};
const char *ph_omr_fault_name(enum ph_omr_fault fault);

/* One box as it was measured, kept so that thresholds can change without
 * looking at the photo again. */
struct ph_box_seen {
	const struct ph_form_item *item;
	struct ph_point shift; /* mm that the outline lies off the warp */
	float outline;         /* 0 to 1: evidence of the printed outline */
	float ink;   /* dark fraction of the inner 78 %, against local paper */
	float depth; /* darkness of that ink, 0 paper to 1 black */
	float own;   /* share of that ink whose stroke is at home here, and did
		      * not run in from a neighbour */
	float mark;  /* 0 to 1: probability that a mark stands here */
	float full;  /* 0 to 1: probability that it is blackened */
};

/* One question. */
struct ph_mark {
	char field[PH_FIELD_SIZE];
	int8_t answer;     /* points, PH_BLANK, PH_DOUBTFUL or PH_MULTIPLE */
	int8_t guess;      /* the likeliest of points, PH_BLANK, PH_MULTIPLE */
	float confidence;  /* probability that the guess is right */
	bool withdrawn;    /* a blackened box stands beside the answer */
	double x, y, w, h; /* mm: what a person should see to decide */
};

struct ph_reading {
	enum ph_omr_fault fault;
	char detail[160]; /* one line for a person */
	struct ph_mark *marks;
	size_t mark_count;
	struct ph_box_seen *boxes;
	size_t box_count;
};
void ph_reading_release(struct ph_reading *reading);
PH_CLEANUP_VALUE(struct ph_reading, ph_reading_release)

/* Refines the placement (its warp and trust) by the outlines of the boxes and
 * reads every question. Fails only when memory is out. */
PH_MUST_CHECK bool ph_omr_read(struct ph_omr *omr, const struct ph_image *photo,
	struct ph_placement *placement, struct ph_reading *reading,
	struct ph_error *err);

/* Why nothing at all was found in a photo, as far as its pixels tell: blurred
 * or dark, else PH_OMR_FINE. */
enum ph_omr_fault ph_omr_judge(
	const struct ph_image *photo, char *detail, size_t room);

/* ---- drawing a tag ---- */

enum {
	PH_TAG_CELLS = 8, /* a side, with the black border */
};
/* Which cells of a tag are black, row by row from its top. false: there is no
 * such tag, or memory is out. */
PH_MUST_CHECK bool ph_omr_tag_cells(
	unsigned id, bool cells[PH_TAG_CELLS][PH_TAG_CELLS]);

/* ---- learning a form ---- */

struct ph_learn_wish {
	double width_mm;    /* of the page */
	const char *digits; /* "012": what may stand in a cell; NULL: told by
			     * look alone, "012" */
	bool cells;         /* a table's empty cells too, where several of one
			     * width stand in a row, up to 42 × 22 mm */
};

/* Turns a blank that was scanned up to 3° askew upright, by the profile of its
 * rows of print; `turned` stays empty when it is upright already. Fails when
 * memory is out. */
PH_MUST_CHECK bool ph_omr_straighten(struct ph_image *turned,
	const struct ph_image *blank, double width_mm, struct ph_error *err);

/*
 * The tick boxes of an empty form, upright: squares and rectangles of printed
 * lines, 2.3 to 12.5 mm, empty inside, alone or side by side. Digit cells are
 * empty cells of a table, 8 mm wide and more, that stand in a column, one a
 * row. The page comes first, then boxes and cells as text is read. Boxes that
 * stand in one row become one question, q1, q2 …, and get no value yet. Codes
 * are the caller's to add. No box found is no error.
 */
PH_MUST_CHECK bool ph_omr_learn(struct ph_form *form,
	const struct ph_image *blank, const struct ph_learn_wish *wish,
	struct ph_error *err);

#endif
