/* SPDX-License-Identifier: MIT */
/*
 * What the files of this room share. Only omr.h is the door.
 *
 * tags, group     AprilTags → which form, which corner, a first homography
 * blank…          papers without anchors: candidate poses, matching the blank
 * warp, fit       homographies and meshes
 * flatten         photo → millimetres
 * trace           where one box's printed outline lies
 * refine          the outlines of the boxes → a local displacement
 * sight           what the pixels alone tell: darkness, blur
 * quality         blurred, dark, cut off, too far
 * ink, stroke     what stands in a box
 * decide          boxes of a question → an answer with its confidence
 * learn           boxes of an empty form
 */
#ifndef PHIEU_OMR_INTERNAL_H
#define PHIEU_OMR_INTERNAL_H

#include <phieu/omr.h>

struct ph_paper {
	const struct ph_form *form;
	unsigned tag[PH_FORM_CORNERS]; /* ids by enum ph_corner */
	bool has_tags;
	/* Papers without anchors: the blank at PH_BLANK_SCALE px/mm, and what
	 * blank.c derives from it. */
	struct ph_image blank;
	struct ph_blank *derived; /* of blank_*.c; NULL: none */
};

/* ---- fit ---- */

enum {
	PH_TIE_CERTAIN = 2,
};
/* A pair of places: mm on the form, pixels in the photo, and its weight; a
 * mesh leaves out none of PH_TIE_CERTAIN or more. */
struct ph_tie {
	struct ph_point on, at;
	double weight;
};

/* The homography that takes `on` to `at` with the least squared error in
 * pixels (normalised DLT, Hartley & Zisserman 2004, 4.4, then Gauss–Newton);
 * false: fewer than four, or degenerate. */
bool ph_fit_homography(double h[9], const struct ph_tie *ties, size_t count);
bool ph_homography_invert(double out[9], const double h[9]);
struct ph_point ph_homography_map(const double h[9], double x, double y);
/* A smooth mesh through ties that the homography alone leaves off: locally
 * weighted, damped where there are none, outliers left out. */
bool ph_fit_mesh(struct ph_warp *warp, double width, double height,
	const struct ph_tie *ties, size_t count);
/* Pixels to millimetres, by iteration over the mesh. */
struct ph_point ph_warp_unmap(const struct ph_warp *warp, double x, double y);

/* ---- flatten ---- */

/* Bilinear, at pixel-centre coordinates (0 is the first pixel's centre); 255
 * outside the photo. */
float ph_image_sample(const struct ph_image *photo, float x, float y);

/* ---- tags ---- */

/* A tag as it stands in the photo: corners of its black border, by enum
 * ph_corner of the tag upright. */
struct ph_tag {
	unsigned id;
	struct ph_point corner[PH_FORM_CORNERS];
};
struct ph_tags {
	struct ph_tag *at;
	size_t count, room;
};

/* Pixels of the photo. */
struct ph_window {
	unsigned x, y, width, height;
};

struct ph_tagger;
struct ph_tagger *ph_tagger_create(void); /* NULL: out of memory */
void ph_tagger_destroy(struct ph_tagger *tagger);
/* Looks for tags in a window of the photo made smaller by the factor, and adds
 * those that are not in the list yet, corners exact at full resolution. Fails
 * when memory is out. */
PH_MUST_CHECK bool ph_tags_look(struct ph_tagger *tagger,
	const struct ph_image *photo, struct ph_window window, unsigned factor,
	struct ph_tags *tags, struct ph_error *err);

/* ---- group ---- */

/* Tags that stand on one sheet of paper: index into the tags, or -1. */
struct ph_group {
	const struct ph_paper *paper;
	bool coded;
	unsigned seen; /* corners that have a tag */
	int corner[PH_FORM_CORNERS];
	double h[9];
	double residual; /* mm, root of the mean square over the corners */
};
struct ph_groups {
	struct ph_group *at;
	size_t count, room;
};

/* The anchor of a corner; NULL: the form has none. */
const struct ph_form_item *ph_paper_anchor(
	const struct ph_paper *paper, enum ph_corner corner);
/* The four ties of a corner's tag. */
void ph_anchor_ties(struct ph_tie ties[PH_FORM_CORNERS],
	const struct ph_form_item *anchor, const struct ph_tag *tag);

/* Sheets of the papers among the tags: sets whose tags stand to each other as
 * the form has them, the largest and best fitting first, no tag in two. */
PH_MUST_CHECK bool ph_group_tags(const struct ph_tags *tags,
	const struct ph_paper *const *papers, size_t count,
	struct ph_groups *groups, struct ph_tags_seen *seen,
	struct ph_error *err);

/* ---- trace ---- */

/* A box as it would lie flat, and where its crop shows sides of outlines. */
struct ph_trace {
	unsigned width, height; /* pixels of the crop */
	double scale;           /* pixels a millimetre */
	double x, y;            /* mm of the form at the crop's corner */
	double w, h;            /* the box */
	float *dark;            /* 0 paper to 1 black, by local paper white */
	float faint;            /* contrast from which a line is told */
	float *side[PH_FORM_CORNERS]; /* left, right, top, bottom: running sums,
				       * along the side, of how surely it would
				       * stand there */
};
struct ph_trace_place {
	struct ph_point shift; /* mm off where the form has the box */
	float score;           /* 0 to 1: mean share of the sides that shows */
	float rival;           /* the best score elsewhere, 1 mm or more away */
};
/* Reach: how far the box may lie off, mm. Fails when memory is out. */
PH_MUST_CHECK bool ph_trace_make(struct ph_trace *trace,
	const struct ph_image *photo, const struct ph_placement *placement,
	const struct ph_form_item *item, double reach, double px_per_mm,
	struct ph_error *err);
void ph_trace_release(struct ph_trace *trace);
PH_CLEANUP_VALUE(struct ph_trace, ph_trace_release)
/* The best place within the reach (at most what it was made for); a place
 * further off must be better by `pull` a millimetre, up to one of 0.8. */
struct ph_trace_place ph_trace_search(const struct ph_trace *trace,
	const struct ph_form_item *item, double reach, double pull);

/* ---- refine ---- */

/* Snaps every box of the form to its printed outline (reading->boxes: item,
 * shift, outline), fits the mesh to the sure ones, snaps again, and sets the
 * placement's trust. Fails when memory is out. */
PH_MUST_CHECK bool ph_refine(const struct ph_image *photo,
	struct ph_placement *placement, struct ph_reading *reading,
	struct ph_error *err);

/* ---- sight ---- */

struct ph_sight {
	unsigned white; /* how bright the brightest twentieth is, 0 to 255 */
	bool dark;	/* too dark to tell pencil from paper */
	double edge;	/* pixels: how wide the sharpest tenth of the edges
			 * are; 0: there are too few to tell */
};
/* `follow`: pixels to both sides in which an edge is looked for; wider than the
 * widest that matters. The window lies inside the photo. */
struct ph_sight ph_sight_measure(const struct ph_image *photo,
	const struct ph_window *window, double follow);
#define PH_SIGHT_DARK "the photo is too dark: more light, or the flash"
#define PH_SIGHT_BLURRED                                       \
	"the photo is blurred: hold the phone still and tap on the form to " \
	"focus"

/* ---- quality ---- */

/* Sets reading->fault and detail when the placed form is too poor to read. */
void ph_quality_check(const struct ph_image *photo,
	const struct ph_placement *placement, struct ph_reading *reading);

/* ---- marks ---- */

/* From the refined boxes (item, shift, outline) to ink … full, and from these
 * to reading->marks, one a field of the form in its order. Digit cells: blank
 * when surely empty, else doubtful unless sure. Fails when memory is out. */
PH_MUST_CHECK bool ph_marks_read(const struct ph_image *photo,
	const struct ph_placement *placement, struct ph_reading *reading,
	struct ph_error *err);

/* ---- blank ---- */

enum {
	PH_BLANK_SCALE = 4, /* pixels a millimetre of paper->blank */
};
/* Derives what matching needs; false: out of memory. */
PH_MUST_CHECK bool ph_blank_derive(struct ph_paper *paper);
void ph_blank_destroy(struct ph_blank *derived);

/*
 * median — the value of index count / 2 if they were sorted; count > 0. The
 * first two change the order.
 */
float ph_median_float(float *values, size_t count);
double ph_median_double(double *values, size_t count);
uint8_t ph_median_byte(const uint8_t *values, size_t count);

#endif
