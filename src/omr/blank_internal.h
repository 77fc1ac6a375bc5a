/* SPDX-License-Identifier: MIT */
/*
 * Papers without anchors, found by what is printed on them.
 *
 * blank_plane    grey → contrast against the paper around; patches of the
 *                blank looked for in the photo
 * blank_derive   what is worth looking for on a blank
 * blank_landmark  corners with descriptors, for photos without any code
 * blank_pair     corners of photo and blank → first poses
 * blank_fit      a homography and how far it can be trusted where
 * blank_grow     from a first pose outward, patch by patch
 * blank_verify   is it there indeed, and not one table row beside?
 * blank          ph_omr_place: tries poses and judges what they show
 */
#ifndef PHIEU_BLANK_INTERNAL_H
#define PHIEU_BLANK_INTERNAL_H

#include "omr_internal.h"

/* ---- plane ---- */

/* Contrast of each pixel against the mean around it, −120 (ink) to 60. */
struct ph_plane {
	unsigned width, height;
	double scale; /* px/mm */
	int16_t *at;
};
void ph_plane_release(struct ph_plane *plane);
PH_CLEANUP_VALUE(struct ph_plane, ph_plane_release)
/* false: out of memory. */
PH_MUST_CHECK bool ph_plane_make(
	struct ph_plane *plane, const struct ph_image *grey, double scale);

/* The photo at full size, a half, a quarter …; the first is borrowed. */
enum {
	PH_SHOT_LEVELS = 6,
};
struct ph_shot {
	struct ph_image level[PH_SHOT_LEVELS];
	unsigned levels;
};
PH_MUST_CHECK bool ph_shot_make(
	struct ph_shot *shot, const struct ph_image *photo);
void ph_shot_release(struct ph_shot *shot);
PH_CLEANUP_VALUE(struct ph_shot, ph_shot_release)
/* A rectangle of the form, from (x, y) mm, `width` × `height` pixels of
 * `scale` px/mm; grey. false: more than a twentieth lies outside the photo. */
bool ph_shot_window(const struct ph_shot *shot, const struct ph_warp *warp,
	double x, double y, unsigned width, unsigned height, double scale,
	uint8_t *out);
bool ph_shot_sees(const struct ph_shot *shot, struct ph_point at);

/* How a patch is looked for: its side and how far around, pixels of the blank
 * plane `plane`. */
struct ph_search {
	unsigned plane, side, reach;
};
enum {
	PH_SEARCH_SIDE_MAX = 40,
	PH_SEARCH_REACH_MAX = 25,
	PH_SEARCH_WINDOW = 80, /* side + 2 reach never passes this */
};

/* Where it was found: mm off its place, the normalised cross-correlation
 * there, and the best one at another place. */
struct ph_match {
	double dx, dy;
	float score, second;
};
/* The patch of `blank` around (x, y) mm in a window of normalised pixels that
 * is `reach` larger on each side. */
void ph_plane_match(struct ph_match *match, const struct ph_plane *blank,
	double x, double y, const struct ph_search *search,
	const int16_t *window);
/* Contrast of a small window; in and out width × height. */
void ph_plane_contrast(int16_t *out, const uint8_t *grey, unsigned width,
	unsigned height, double scale);

/* ---- derived ---- */

enum {
	PH_BLANK_PLANES = 3, /* of 1, 2 and 4 px/mm */
};

/* A patch worth looking for. */
struct ph_spot {
	double x, y; /* mm, its middle */
	bool sure;   /* it cannot be mistaken for one within 4 mm */
	bool unique; /* nor, at 1 px/mm, for one within 24 mm */
};

enum {
	PH_LANDMARK_SIZE = 128, /* numbers of a descriptor */
};
/* A corner: its place (pixels of the photo, or millimetres of the form), the
 * direction of the print around it (modulo a right angle), pixels of the
 * picture that it was seen in a photo's pixel, or a millimetre. */
struct ph_landmark {
	double x, y, angle, scale;
	int16_t about[PH_LANDMARK_SIZE];
};
struct ph_landmarks {
	struct ph_landmark *at;
	size_t count, room;
};

struct ph_blank {
	double width, height; /* mm */
	struct ph_plane plane[PH_BLANK_PLANES];
	struct ph_spot *spots;
	size_t spot_count;
	size_t unique_count;
	struct ph_landmarks corners;
};

PH_CLEANUP(struct ph_blank *, ph_blank_destroy)

/* ---- corners ---- */

/* Appends the corners of a picture; scale is put into each. Coordinates are
 * the picture's divided by scale. false: out of memory. */
PH_MUST_CHECK bool ph_landmarks_find(struct ph_landmarks *corners,
	const struct ph_image *grey, double scale, size_t most);

/* ---- fit ---- */

/* A homography from mm to px with the covariance of its parameters. */
struct ph_fit {
	double h[9];
	double x, y, unit; /* origin and unit of the parameters, mm */
	double p[8];       /* parameters */
	double cov[8][8];
};
/* Ties' weight is 1/σ², σ in pixels. Robust: a tie that is off counts less.
 * `from` NULL: no start is known. A weak prior holds the perspective to what
 * a camera sees. false: too few ties, or degenerate. */
bool ph_fit_robust(struct ph_fit *fit, const struct ph_tie *ties, size_t count,
	const struct ph_fit *from);
/* σ in pixels of where (x, y) mm is mapped to. */
double ph_fit_sigma(const struct ph_fit *fit, double x, double y);

/* ---- poses ---- */

struct ph_pose {
	struct ph_tie ties[64];
	size_t count;
};
/* The likeliest poses by corners, best first; codes (of items of the form)
 * rule out those that disagree. false: out of memory. */
PH_MUST_CHECK bool ph_poses_by_landmarks(struct ph_pose *poses, size_t room,
	size_t *count, const struct ph_shot *shot, const struct ph_paper *paper,
	const struct ph_code_place *codes, size_t code_count);
/* Codes' middles are mapped to where they were seen. */
bool ph_pose_fits_codes(const double h[9], const struct ph_form *form,
	const struct ph_code_place *codes, size_t count);

/* ---- grow, verify ---- */

/* From first ties to the whole page. *grown false: the print does not go on
 * where the pose says. */
PH_MUST_CHECK bool ph_blank_grow(struct ph_warp *warp, bool *grown,
	const struct ph_shot *shot, const struct ph_paper *paper,
	const struct ph_tie *first, size_t count);

struct ph_evidence {
	unsigned unique, agreeing;    /* patches that occur once */
	unsigned against;             /* of these, seen well, but elsewhere */
	unsigned near, near_agreeing; /* patches around the boxes, finely */
	double strain; /* most that the mesh stretches, mm a mm */
	double trust;
};
void ph_blank_verify(struct ph_evidence *evidence, const struct ph_shot *shot,
	const struct ph_paper *paper, const struct ph_warp *warp);

#endif
