/* SPDX-License-Identifier: MIT */
/*
 * What the files of learning share.
 *
 * learn_skew    how far the blank was scanned askew, and turning it
 * learn_find    regions of paper that are closed in by lines
 * learn_sides   which of them are boxes: straight thin sides, empty inside
 * learn_rows    rows, columns, reading order, questions
 * learn         all of it, into a form
 */
#ifndef PHIEU_OMR_LEARN_INTERNAL_H
#define PHIEU_OMR_LEARN_INTERNAL_H

#include <phieu/list.h>
#include <phieu/omr.h>

/* A blank made ready: 6.5 to 13 pixels a millimetre where it can be. */
struct ph_sheet {
	struct ph_image grey;
	double scale; /* pixels a millimetre */
};

/* A region of paper, in pixels: from left to before right. */
struct ph_region {
	unsigned left, top, right, bottom;
	size_t area;
};
struct ph_regions {
	PH_LIST(struct ph_region) list;
};
void ph_regions_release(struct ph_regions *regions);
PH_CLEANUP_VALUE(struct ph_regions, ph_regions_release)

/* An outline, in millimetres, by its outer edge. */
struct ph_outline {
	double x, y, w, h;
	double line;   /* how thick it is */
	bool attached; /* its lines go on beyond it: a cell of a table */
	unsigned row;
	enum ph_form_kind kind;
};
struct ph_outlines {
	PH_LIST(struct ph_outline) list;
};
void ph_outlines_release(struct ph_outlines *outlines);
PH_CLEANUP_VALUE(struct ph_outlines, ph_outlines_release)

/* Appends the white regions (4-connected) of a thresholded picture whose
 * bounding box is from `least` to `most_wide` and `most_high` pixels, is nearly
 * filled, and does not touch the edges. false: out of memory. */
PH_MUST_CHECK bool ph_regions_find(struct ph_regions *found,
	const struct ph_image *binary, double least, double most_wide,
	double most_high);

/* Is it an empty box? Measured in the grey picture, to a part of a pixel. */
bool ph_outline_measure(struct ph_outline *out, const struct ph_sheet *sheet,
	const struct ph_region *region);

/* Leaves what can be a tick box or a digit's cell, each of its kind, in the
 * order in which text is read, with its row from 1. */
void ph_outlines_arrange(
	struct ph_outlines *outlines, const struct ph_learn_wish *wish);

#endif
