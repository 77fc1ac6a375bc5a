/* SPDX-License-Identifier: MIT */
/*
 * What the files that read marks share:
 *
 * canvas   the boxes of a form, flattened with what is around them
 * darken   grey → darkness against the paper
 * white    the paper's brightness everywhere, though shadows fall on it
 * rim      how far the printed outline of each box reaches, blur included
 * printed  outlines, tables' lines and named text, which are no strokes
 * faint    lines that no single pixel shows
 * stroke   connected ink
 * frame    a box in the pixels of its canvas
 * owner    whose a stroke is that runs out of its box
 * around   what stands beside a box
 * ink      what a box holds
 * judge    ink → what each box is, with its probability
 * decide   boxes of a question → an answer with its confidence
 * marks    all of it in order
 */
#ifndef PHIEU_OMR_MARKS_H
#define PHIEU_OMR_MARKS_H

#include "omr_internal.h"

/* ---- canvas ---- */

/* Darkness against the local paper as a byte: 0 is −0.2 (brighter than the
 * paper), PH_DARK_ZERO the paper itself, 240 black. */
enum {
	PH_DARK_ZERO = 40,
	PH_DARK_ONE = 200, /* steps from paper to black */
};

/* One stroke: connected ink, in pixels of its canvas. */
struct ph_stroke {
	uint32_t area;   /* pixels */
	uint32_t strong; /* of them clearly ink */
	unsigned left, top, right, bottom;
};

/* A part of the form laid flat. Pixel (i, j) has its centre at
 * x + (i + 0.5) / scale millimetres. */
struct ph_canvas {
	double x, y, w, h; /* mm */
	double scale;      /* pixels a millimetre */
	unsigned width, height;
	uint8_t *dark;
	uint8_t *broad;            /* the same against paper beyond the box */
	uint8_t *role;             /* PH_ROLE_… of each pixel */
	uint32_t *label;           /* 0 or the number of a stroke, from 1 */
	struct ph_stroke *strokes; /* [0] is none */
	size_t stroke_count;
	double noise;      /* standard deviation of the paper's darkness */
	unsigned texts;    /* that the description names on this page */
	uint8_t low, high; /* faintest and surest ink, as in dark */
};

enum {
	PH_ROLE_ACROSS = 1, /* a printed line from left to right */
	PH_ROLE_DOWN = 2,   /* a printed line from top to bottom */
	PH_ROLE_TEXT = 4,   /* print that the description names */
};

enum ph_side {
	PH_SIDE_LEFT,
	PH_SIDE_TOP,
	PH_SIDE_RIGHT,
	PH_SIDE_BOTTOM,
	PH_SIDES,
};

/* A box in the pixels of its canvas. */
struct ph_frame {
	struct ph_canvas *canvas;
	double edge[PH_SIDES]; /* where the outer edge of the outline should be
				*/
	double out[PH_SIDES];  /* where its blur begins outside */
	double in[PH_SIDES];   /* and ends inside: ink is counted within */
	double side;           /* mm, the shorter */
};

/* A rectangle of whole pixels inside a canvas; right and bottom are the first
 * outside. */
struct ph_area {
	unsigned left, top, right, bottom;
};
struct ph_area ph_area_of(const struct ph_canvas *canvas, double left,
	double top, double right, double bottom);
/* Where ink counts: within the outline. */
struct ph_area ph_area_inside(const struct ph_frame *frame);
bool ph_frame_holds(const struct ph_frame *frame, unsigned x, unsigned y);
/* From a byte of dark: 0 paper, 1 black. */
double ph_darkness(uint8_t dark);

struct ph_canvases {
	struct ph_canvas *at;
	size_t count;
	struct ph_frame *frames; /* one a box of the reading */
	size_t frame_count;
};
void ph_canvases_release(struct ph_canvases *canvases);
PH_CLEANUP_VALUE(struct ph_canvases, ph_canvases_release)

/* Lays the boxes flat: near ones share a canvas, so that a stroke is followed
 * from one to the next. Fills dark, noise, low and high. */
PH_MUST_CHECK bool ph_canvases_make(struct ph_canvases *canvases,
	const struct ph_image *photo, const struct ph_placement *placement,
	const struct ph_reading *reading, struct ph_error *err);

/* ---- white ---- */

/* The paper under a flattened picture: what is darker than its surroundings
 * and narrower than `window` pixels is not paper (a grey closing, which leaves
 * the straight edge of a shadow where it is). Half the picture's size. */
PH_MUST_CHECK bool ph_paper_white(
	struct ph_image *white, const struct ph_image *grey, unsigned window);

/* ---- rim ---- */

/* Finds where the outlines' blur begins and ends (frame->out, frame->in) by
 * the darkness along each side. */
PH_MUST_CHECK bool ph_rims_find(struct ph_canvases *canvases);

/* ---- printed ---- */

/* Makes canvas->role: outlines of the boxes, long straight lines, texts. */
PH_MUST_CHECK bool ph_printed_find(struct ph_canvas *canvas,
	const struct ph_frame *frames, size_t count,
	const struct ph_form *form);

/* ---- darken ---- */

/* Makes dark, broad, noise, low and high from the flattened picture; `widest`
 * is the largest box, mm. */
PH_MUST_CHECK bool ph_canvas_darken(
	struct ph_canvas *canvas, const struct ph_image *grey, double widest);

/* ---- stroke ---- */

/* Finds what is printed, then the strokes: 8-connected ink, hysteresis between
 * low and high, joined again where they cross a line that was taken out. */
PH_MUST_CHECK bool ph_strokes_find(struct ph_canvas *canvas,
	const struct ph_frame *frames, size_t count,
	const struct ph_form *form);

/* ---- ink ---- */

/* What stands in a box. Areas in mm². */
struct ph_ink {
	double area;    /* ink of strokes at home in the inner 78 % */
	double near;    /* and of theirs within 2.5 mm outside, but where text
			 * is printed; at most three times the area */
	double foreign; /* ink there that ran in from another box */
	double shared;  /* of a home stroke's ink here, the largest share that
			 * another box has of it too */
	double run_in;  /* the largest share of a run-in stroke's ink that is
			 * here, of what is in its home: 0 none, 1 as much */
	double whole;   /* all ink of those strokes, wherever it is */
	bool crossed;   /* one of them reaches far out on opposite sides */
	double cover;   /* dark share of the inner area */
	double depth;   /* mean darkness of the ink */
	double least;   /* darkness from which on anything is ink here */
	double hole;    /* mm, radius of the largest white spot inside */
	double faint;   /* mean darkness of what is no stroke */
	double trace;   /* darkness of the clearest straight piece of line */
	double grain;   /* and of the paper's own unevenness */
	double tint;    /* how much darker the inside is than the paper around
			 * it, as a whole */
	double loose;   /* ink near by that is no box's, and no print as far as
			 * that is known */
	double around;  /* share of the directions that strokes close */
	double line;    /* darkness of the outline */
	double seen;    /* the weakest of its four sides, of the others' */
};

/* ---- owner ---- */

/* How many pixels of a stroke lie in a box. */
struct ph_share {
	const struct ph_canvas *canvas;
	uint32_t label;
	size_t box;
	uint32_t count;
};

struct ph_shares {
	struct ph_share *at;
	size_t count, room;
};
void ph_shares_release(struct ph_shares *shares);
PH_CLEANUP_VALUE(struct ph_shares, ph_shares_release)

/* Adds the strokes in a box. false: out of memory. */
PH_MUST_CHECK bool ph_shares_count(struct ph_shares *shares,
	const struct ph_canvas *canvas, struct ph_area area, size_t box);
/* A stroke is at home where most of its ink in boxes is: sets area, whole,
 * shared, crossed, foreign and run_in. */
void ph_shares_settle(struct ph_ink *inks, const struct ph_frame *frames,
	const struct ph_shares *shares);
bool ph_shares_home(const struct ph_shares *shares,
	const struct ph_canvas *canvas, uint32_t label, size_t box);
/* Which strokes of a canvas belong to a box, by label; NULL: out of memory. */
bool *ph_shares_homely(
	const struct ph_canvas *canvas, const struct ph_shares *shares);

/* ---- around ---- */

/* Ink outside, close by, of the strokes that are at home in the box. */
void ph_ink_near(struct ph_ink *ink, const struct ph_frame *frame,
	const struct ph_shares *shares, size_t box);
/* Strokes that are at home in no box: of those that the size of letters does
 * not excuse all ink counts, of the others what is not where text is printed,
 * if that is known. */
void ph_ink_loose(
	struct ph_ink *ink, const struct ph_frame *frame, const bool *homely);
/* The share of the directions in which strokes are met outside the box: all of
 * them together, since the outline may cut a circle into pieces. */
void ph_ink_circle(struct ph_ink *ink, const struct ph_frame *frame);

/* ---- faint ---- */

/* The trace and the grain of a rectangle of the canvas. */
PH_MUST_CHECK bool ph_faint_find(struct ph_ink *ink,
	const struct ph_canvas *canvas, unsigned left, unsigned top,
	unsigned right, unsigned bottom);

/* ---- all of a box ---- */

/* Measures every box; strokes must have been found. */
PH_MUST_CHECK bool ph_ink_measure(
	struct ph_ink *inks, const struct ph_canvases *canvases);

/* ---- decide ---- */

/* Probabilities of what a box is; empty, mark and full add up to 1. */
struct ph_chance {
	double empty, mark, full;
	double beside; /* that a mark is meant for it that missed it, or is too
			* light to be seen */
};

/* From the ink of all boxes of the form (the empty ones tell what nothing
 * looks like in this photo) to the chances of each. */
PH_MUST_CHECK bool ph_chances_judge(struct ph_chance *chances,
	const struct ph_ink *inks, const struct ph_frame *frames,
	const struct ph_box_seen *boxes, size_t count);

/* The boxes of one question among all of a reading. */
enum {
	PH_CHOICES_MAX = 32
};
struct ph_choices {
	size_t at[PH_CHOICES_MAX];
	size_t count;
	bool more; /* than there is room for */
};

/* Answer, guess, confidence and withdrawn of one question. */
void ph_mark_decide(struct ph_mark *mark, const struct ph_choices *choices,
	const struct ph_chance *chances, const struct ph_box_seen *boxes);

#endif
