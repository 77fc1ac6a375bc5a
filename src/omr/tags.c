/* SPDX-License-Identifier: MIT */
#include "omr_internal.h"

#include <phieu/list.h>

#include <apriltag/apriltag.h>
#include <apriltag/tag36h11.h>

#include <math.h>

enum {
	SMALLEST = 40,  /* pixels a side of an image that may hold a tag: its
			 * detector is not made for less */
	LARGEST = 8000, /* and not for more than 32,767 */
	EDGE_SAMPLES = 24,
	EDGE_ROUNDS = 3,
};

struct ph_tagger {
	apriltag_detector_t *detector;
	apriltag_family_t *family;
};

void ph_tagger_destroy(struct ph_tagger *tagger)
{
	if (!tagger)
		return;
	if (tagger->detector)
		apriltag_detector_destroy(tagger->detector);
	if (tagger->family)
		tag36h11_destroy(tagger->family);
	free(tagger);
}

struct ph_tagger *ph_tagger_create(void)
{
	struct ph_tagger *tagger = ph_alloc(1, sizeof(*tagger));

	if (!tagger)
		return NULL;
	tagger->family = tag36h11_create();
	tagger->detector = apriltag_detector_create();
	if (!tagger->family || !tagger->detector) {
		ph_tagger_destroy(tagger);
		return NULL;
	}
	/* One wrong bit of 36 is mended: two take 19 MB a thread, and find
	 * hardly more. */
	apriltag_detector_add_family_bits(tagger->detector, tagger->family, 1);
	tagger->detector->nthreads = 1;
	tagger->detector->quad_decimate = 1;
	tagger->detector->refine_edges = true;
	/* Both borders of the smallest readable tag count more. */
	tagger->detector->qtp.min_cluster_pixels = 24;
	return tagger;
}

/* ---- corners at full resolution ---- */

struct line {
	double x, y;   /* a point of it */
	double nx, ny; /* its normal, outward */
};

/* The place of the step from dark to light along a normal: the middle of its
 * squared gradient within the reach. false: none. */
static bool edge_place(const struct ph_image *photo, double x, double y,
	double nx, double ny, double reach, double *place, double *weight)
{
	double sum = 0, moment = 0;

	for (double t = -reach; t <= reach; t += 0.25) {
		double out = t + 1, in = t - 1;
		float light =
			ph_image_sample(photo, (float)(x + out * nx - 0.5),
				(float)(y + out * ny - 0.5));
		float dark = ph_image_sample(photo, (float)(x + in * nx - 0.5),
			(float)(y + in * ny - 0.5));
		double rise = light - dark;

		if (rise > 0) {
			sum += rise * rise;
			moment += rise * rise * t;
		}
	}
	if (!(sum > 0))
		return false;
	*place = moment / sum;
	*weight = sum;
	return true;
}

/* The line through weighted points (total least squares), its normal on the
 * side of the given one. */
static bool fit_line(struct line *line, const double (*points)[3], int count)
{
	double w = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0, angle;
	struct line was = *line;

	for (int i = 0; i < count; i++) {
		w += points[i][2];
		x += points[i][2] * points[i][0];
		y += points[i][2] * points[i][1];
	}
	if (!(w > 0))
		return false;
	x /= w;
	y /= w;
	for (int i = 0; i < count; i++) {
		double dx = points[i][0] - x, dy = points[i][1] - y;

		xx += points[i][2] * dx * dx;
		xy += points[i][2] * dx * dy;
		yy += points[i][2] * dy * dy;
	}
	angle = 0.5 * atan2(2 * xy, xx - yy) + M_PI_2;
	*line = (struct line){ x, y, cos(angle), sin(angle) };
	if (line->nx * was.nx + line->ny * was.ny < 0) {
		line->nx = -line->nx;
		line->ny = -line->ny;
	}
	return line->nx * was.nx + line->ny * was.ny > 0.9;
}

/* The line of one edge from corner a to b. Middle four fifths: corners are
 * rounded by blur. */
static bool edge_line(struct line *line, const struct ph_image *photo,
	const struct ph_point *a, const struct ph_point *b, double reach)
{
	double points[EDGE_SAMPLES][3], heaviest = 0;
	double length = hypot(b->x - a->x, b->y - a->y);
	int count = 0;

	if (!(length > 1))
		return false;
	/* Corners run clockwise as seen: the outside is at the left. */
	line->nx = (b->y - a->y) / length;
	line->ny = -(b->x - a->x) / length;
	for (int i = 0; i < EDGE_SAMPLES; i++) {
		double along = 0.1 + 0.8 * (i + 0.5) / EDGE_SAMPLES;
		double x = a->x + along * (b->x - a->x);
		double y = a->y + along * (b->y - a->y);
		double place, weight;

		if (!edge_place(photo, x, y, line->nx, line->ny, reach, &place,
			    &weight))
			continue;
		points[count][0] = x + place * line->nx;
		points[count][1] = y + place * line->ny;
		points[count++][2] = weight;
		heaviest = fmax(heaviest, weight);
	}
	/* A pen across the edge or a glint must not outweigh the rest. */
	for (int i = 0; i < count; i++)
		points[i][2] = fmin(points[i][2], heaviest / 4);
	return count >= EDGE_SAMPLES / 2 && fit_line(line, points, count);
}

static bool cross(
	struct ph_point *out, const struct line *a, const struct line *b)
{
	double det = a->nx * b->ny - a->ny * b->nx;
	double ca = a->nx * a->x + a->ny * a->y;
	double cb = b->nx * b->x + b->ny * b->y;

	if (!(fabs(det) > 0.1))
		return false;
	out->x = (ca * b->ny - cb * a->ny) / det;
	out->y = (a->nx * cb - b->nx * ca) / det;
	return true;
}

static double shortest_side(const struct ph_tag *tag)
{
	double least = INFINITY;

	for (int i = 0; i < PH_FORM_CORNERS; i++) {
		const struct ph_point *a = &tag->corner[i];
		const struct ph_point *b =
			&tag->corner[(i + 1) % PH_FORM_CORNERS];

		least = fmin(least, hypot(b->x - a->x, b->y - a->y));
	}
	return least;
}

/* Moves the corners to where the edges cross at full resolution; a tag whose
 * edges do not show keeps what the small image told. `off` is how far they may
 * be from it, pixels. */
static void sharpen_corners(
	const struct ph_image *photo, struct ph_tag *tag, double off)
{
	struct ph_tag now = *tag;
	/* The border is one module wide, an eighth of the side; what lies
	 * beyond must stay out of sight. */
	double most = shortest_side(tag) / 8 - 1;
	double reach = fmax(1, fmin(off, most));

	for (int round = 0; round < EDGE_ROUNDS; round++) {
		struct line line[PH_FORM_CORNERS];
		struct ph_tag next = now;

		for (int i = 0; i < PH_FORM_CORNERS; i++)
			if (!edge_line(&line[i], photo, &now.corner[i],
				    &now.corner[(i + 1) % PH_FORM_CORNERS],
				    reach))
				return;
		for (int i = 0; i < PH_FORM_CORNERS; i++)
			if (!cross(&next.corner[i],
				    &line[(i + 3) % PH_FORM_CORNERS], &line[i])
				|| hypot(next.corner[i].x - tag->corner[i].x,
					   next.corner[i].y - tag->corner[i].y)
					   > 2 * off + 1)
				return;
		now = next;
	}
	*tag = now;
}

/* ---- the detector ---- */

static bool known(const struct ph_tags *tags, const struct ph_tag *tag)
{
	for (size_t i = 0; i < tags->count; i++) {
		const struct ph_tag *one = &tags->at[i];

		if (one->id == tag->id
			&& hypot(one->corner[0].x - tag->corner[0].x,
				   one->corner[0].y - tag->corner[0].y)
				   < shortest_side(tag) / 2)
			return true;
	}
	return false;
}

/* Its corners run from the bottom left to the right and up: bottom left,
 * bottom right, top right, top left. */
static const enum ph_corner CORNER[PH_FORM_CORNERS] = { PH_BOTTOM_LEFT,
	PH_BOTTOM_RIGHT, PH_TOP_RIGHT, PH_TOP_LEFT };

static bool take(const apriltag_detection_t *seen, const struct ph_image *photo,
	const struct ph_window *window, unsigned factor, struct ph_tags *tags)
{
	struct ph_tag tag = { .id = (unsigned)seen->id }, *place;

	for (int i = 0; i < PH_FORM_CORNERS; i++) {
		struct ph_point *corner = &tag.corner[CORNER[i]];

		corner->x = window->x + seen->p[i][0] * factor;
		corner->y = window->y + seen->p[i][1] * factor;
		if (!isfinite(corner->x) || !isfinite(corner->y))
			return true;
	}
	/* The margin is half of what white and black differ by, roughly. A
	 * mended bit must be paid for by a clear picture. */
	if (seen->hamming > 1
		|| seen->decision_margin < (seen->hamming ? 25 : 8)
		|| known(tags, &tag))
		return true;
	sharpen_corners(photo, &tag, factor + 1.0);
	place = ph_list_push(tags);
	if (place)
		*place = tag;
	return place;
}

/* The value below which a share (of 16) of the counted lies. */
static unsigned quantile(const size_t counts[256], unsigned sixteenths)
{
	size_t total = 0, below = 0;
	unsigned value = 0;

	for (int i = 0; i < 256; i++)
		total += counts[i];
	while (value < 255
		&& (below + counts[value]) * 16 <= total * sixteenths)
		below += counts[value++];
	return value;
}

/* The least contrast that the detector takes for an edge. Its own, 5 levels,
 * makes edges of noise and wood: that costs 3 to 7 times the time and finds no
 * more tags (photographs of 2,000 pixels: 240 ms; with 20 levels, 45). */
static int least_contrast(const struct ph_image *image)
{
	size_t grey[256] = { 0 }, step[256] = { 0 };
	double white, noise, least;

	for (size_t y = 0; y < image->height; y += 8) {
		const uint8_t *row = image->pixels + y * image->width;

		for (size_t x = 0; x + 1 < image->width; x += 3) {
			grey[row[x]]++;
			step[abs(row[x] - row[x + 1])]++;
		}
	}
	/* Most neighbours differ by noise alone; the range of the detector's
	 * 144 pixels is 5 to 6 times its deviation. */
	white = quantile(grey, 14);
	noise = quantile(step, 8) + 0.5;
	least = fmin(fmax(0.1 * white, 6 * noise), 0.2 * white);
	return (int)fmax(least, 5);
}

static bool detect(struct ph_tagger *tagger, const struct ph_image *small,
	const struct ph_image *photo, const struct ph_window *window,
	unsigned factor, struct ph_tags *tags)
{
	image_u8_t view = { .width = (int32_t)small->width,
		.height = (int32_t)small->height,
		.stride = (int32_t)small->width,
		.buf = small->pixels };
	zarray_t *found;
	bool kept = true;

	if (small->width < SMALLEST || small->height < SMALLEST
		|| small->width > LARGEST || small->height > LARGEST)
		return true;
	tagger->detector->qtp.min_white_black_diff = least_contrast(small);
	found = apriltag_detector_detect(tagger->detector, &view);
	if (!found)
		return true;
	for (int i = 0; i < zarray_size(found) && kept; i++) {
		apriltag_detection_t *seen;

		zarray_get(found, i, &seen);
		kept = take(seen, photo, window, factor, tags);
	}
	apriltag_detections_destroy(found);
	return kept;
}

static bool cut(struct ph_image *out, const struct ph_image *photo,
	const struct ph_window *window)
{
	if (!ph_image_make(out, window->width, window->height))
		return false;
	for (unsigned y = 0; y < window->height; y++)
		memcpy(out->pixels + (size_t)y * window->width,
			photo->pixels + (size_t)(window->y + y) * photo->width
				+ window->x,
			window->width);
	return true;
}

bool ph_tags_look(struct ph_tagger *tagger, const struct ph_image *photo,
	struct ph_window window, unsigned factor, struct ph_tags *tags,
	struct ph_error *err)
{
	PH_AUTO(ph_image_release) struct ph_image part = { 0 };
	PH_AUTO(ph_image_release) struct ph_image small = { 0 };
	bool whole =
		window.width == photo->width && window.height == photo->height;

	if (window.x >= photo->width || window.y >= photo->height)
		return true;
	if (window.width > photo->width - window.x)
		window.width = photo->width - window.x;
	if (window.height > photo->height - window.y)
		window.height = photo->height - window.y;
	if (window.width / factor < SMALLEST
		|| window.height / factor < SMALLEST)
		return true;
	if ((!whole && !cut(&part, photo, &window))
		|| (factor > 1
			&& !ph_image_shrink(
				&small, whole ? photo : &part, factor))
		|| !detect(tagger,
			factor > 1 ? &small
			: whole    ? photo
				   : &part,
			photo, &window, factor, tags))
		return ph_error_memory(err);
	return true;
}
