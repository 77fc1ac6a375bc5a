/* SPDX-License-Identifier: MIT */
/* From measures to chances: a small logistic model of few physical terms. */
#include "marks.h"

#include <phieu/list.h>

#include <math.h>

/* Ink is given as mm² for each mm of the box's side: a slash is as long as a
 * box is wide or longer, so this is about the width of the pen. */
static const double ink_middle = 0.06; /* a touch of the pen or a dot */
static const double ink_slope = 6;
/* Darkness as a multiple of the least that counts as ink in this photo. */
static const double depth_middle = 1.6, depth_slope = 4;
/* Of what such a stroke leaves close to the box: ticks often stand half
 * outside. */
static const double near_share = 0.35;
/* More ink is no more certain: it may be shading. */
static const double ink_most = 8;
/* Nothing at all: 0.05 mm² of specks in a box of 5 mm. */
static const double ink_least = 0.005;
/* One pen fills a sheet: what is less than this share as dark as its other
 * marks is a smudge, a touch, or the print of the other side. */
static const double pen_middle = 0.55, pen_slope = 10;
/* Ink that ran in from a neighbour: a straight tail leaves 0.2 to 0.45 mm, a
 * cross of the finest pen 0.6. */
static const double tail_most = 0.58, tail_slope = 0.05;

/* A white spot inside, in shares of the side: a cross of a 1 mm marker leaves
 * four of 0.10, a blackened box none above 0.03. */
static const double hole_middle = 0.085, hole_slope = 0.012;
static const double cover_middle = 0.80, cover_slope = 0.04;

static const double rival_middle = 1.8, rival_slope = 5, rival_most = 2.5,
		    rival_doubt = 4.5, rival_least = -4.5;
static const double touch_least = 0.5;

/* How many deviations of the empty boxes' grey faint ink stands out. */
static const double faint_middle = 12, faint_least = 0.004;

/* Of a stroke that runs far out on both sides: a cross with long arms has more
 * of itself in the box; log odds that it is meant. */
static const double shared_least = 0.4, shared_most = 2.5;
static const double crossed_share = 0.22, crossed_most = 1;

/* Nor is ink that is so little beside another mark of its question: the pen
 * touched the paper, or a stroke was begun and left. */
static const double weak_share = 0.22, weak_most = 0.9;

/* Share of the directions that a circle around the box closes. Where the
 * description names no print, a table's lines and other boxes may seem one: on
 * a real photograph they closed all directions around an empty box. */
static const double around_middle = 0.66, around_most = 2;

/* Straight lines of empty boxes are up to 1.6 times as clear as the sheet's
 * third; 0.002 is the grain of a picture without noise. */
static const double grain_least = 0.002, trace_least = 0.008;
static const double trace_share = 0.25, trace_other = 6;
static const double trace_middle = 2.2, trace_slope = 0.1;

/* Of the outline's darkness; and how many marks are so light. */
static const double light_middle = 0.3, light_slope = 0.04, light_most = 0.3;

/* How much darker than the paper around it a box is beyond the sheet's other
 * empty ones (whose outlines' halo is up to tint_most): folds and curl 0.03; a
 * box shaded with the lightest pencil 0.06. */
static const double tint_middle = 0.06, tint_slope = 0.006, tint_most = 0.08;
/* Strokes beside a box, mm². */
static const double loose_least = 0.25;
static const double loose_middle = 0.5, loose_slope = 0.04;

/* The sheet's own measures: what is empty and what is black here. */
struct sheet {
	double line;                /* median darkness of the outlines */
	double pen;                 /* of the marks; 0: there are none */
	double faint, faint_spread; /* of boxes without strokes */
	double tint;
	double trace; /* of the clearer empty boxes, in grains */
	double loose, loose_spread;
	bool circles; /* printed around most boxes: no marks */
	bool named;   /* the description names what is printed */
};

static double sigmoid(double z)
{
	return 1 / (1 + exp(-z));
}

static double median(double *values, size_t count)
{
	return count ? ph_median_double(values, count) : 0;
}

/* The middle, and 1.48 × the median distance from it. */
static double middle_of(double *values, size_t count, double *spread)
{
	double middle = median(values, count);

	for (size_t i = 0; i < count; i++)
		values[i] = fabs(values[i] - middle);
	*spread = 1.48 * median(values, count);
	return middle;
}

/* The upper quarter's darkness of what are marks by their size. */
static double pen_of(const struct ph_ink *inks, const struct ph_frame *frames,
	double *values, size_t count)
{
	size_t marked = 0;

	for (size_t i = 0; i < count; i++)
		if (inks[i].area > 3 * ink_middle * frames[i].side)
			values[marked++] = inks[i].depth;
	/* Shading that was taken for ink would draw the median down. */
	median(values, marked);
	return marked ? values[3 * marked / 4] : 0;
}

static bool survey(struct sheet *sheet, const struct ph_ink *inks,
	const struct ph_frame *frames, size_t count)
{
	double *values = ph_alloc(count, sizeof(*values));
	size_t empty = 0, circled = 0;

	if (!values)
		return false;
	for (size_t i = 0; i < count; i++) {
		values[i] = inks[i].line;
		circled += inks[i].around > 0.8;
	}
	sheet->line = median(values, count);
	sheet->pen = pen_of(inks, frames, values, count);
	sheet->circles = 2 * circled > count;
	for (size_t i = 0; i < count; i++)
		if (!inks[i].cover)
			values[empty++] = inks[i].faint;
	sheet->faint = middle_of(values, empty, &sheet->faint_spread);
	for (size_t i = 0; i < count; i++)
		values[i] = inks[i].trace / fmax(inks[i].grain, grain_least);
	median(values, count);
	sheet->trace = values[count / 3];
	empty = 0;
	for (size_t i = 0; i < count; i++)
		if (!inks[i].cover)
			values[empty++] = inks[i].tint;
	sheet->tint = fmin(fmax(median(values, empty), 0), tint_most);
	for (size_t i = 0; i < count; i++)
		values[i] = inks[i].loose;
	sheet->loose = middle_of(values, count, &sheet->loose_spread);
	free(values);
	return true;
}

/* What strokes that are at home here tell, as log odds. */
static double by_strokes(
	const struct ph_ink *ink, const struct sheet *sheet, double side)
{
	double amount =
		fmax((ink->area + near_share * ink->near) / side, ink_least);
	double z = fmin(ink_slope * log(amount / ink_middle), ink_most);
	double usual = pen_middle * sheet->pen;

	if (!(ink->area > 0))
		return z;
	z += depth_slope
	     * log(fmax(ink->depth, 0.02) / (depth_middle * ink->least));
	if (ink->depth < usual)
		z += pen_slope * log(fmax(ink->depth, 0.02) / usual);
	return z;
}

/* The clearest line that grain alone makes on this sheet. */
static double usual_trace(const struct ph_ink *ink, const struct sheet *sheet)
{
	return fmax(sheet->trace * fmax(ink->grain, grain_least), trace_least);
}

/* A faint line, as log odds. The pen of the sheet's marks would leave a darker
 * one, as far as the outline's own contrast here lets it. */
static double trace_of(const struct ph_ink *ink, const struct sheet *sheet)
{
	double local = fmin(ink->line / fmax(sheet->line, 0.05), 1);
	double z = (ink->trace / usual_trace(ink, sheet) - trace_middle)
		   / trace_slope;

	z = fmin(z, 0);
	if (ink->trace < trace_share * sheet->pen * local)
		z -= trace_other;
	return z;
}

/* That a light mark, a third as dark as the outline, would not be seen for the
 * grain or for want of contrast. */
static double missed(const struct ph_ink *ink, const struct sheet *sheet)
{
	double least = trace_middle * usual_trace(ink, sheet);

	return light_most
	       * sigmoid((least / fmax(ink->line, 0.02) - light_middle)
			 / light_slope);
}

/* What else may be a mark. */
static double by_others(
	const struct ph_ink *ink, const struct sheet *sheet, double side)
{
	double faint = (ink->faint - sheet->faint)
		       / fmax(sheet->faint_spread, faint_least);
	double z = fmin(faint - faint_middle, 0);
	double other = ink->foreign / side;

	if (!(ink->cover > 0))
		z = fmax(z, trace_of(ink, sheet));
	z = fmax(z,
		fmin((ink->tint - sheet->tint - tint_middle) / tint_slope, 0));
	if (other > ink_least)
		z = fmax(z, fmax(8 * ink->run_in - 6,
				    (other - tail_most) / tail_slope));
	if (!sheet->circles)
		z = fmax(z, fmin((ink->around - around_middle) * 40,
				    sheet->named ? HUGE_VAL : around_most));
	return z;
}

/* The evidence for any mark. A pen that slipped over the box leaves little of
 * its stroke in it. */
static double presence(
	const struct ph_ink *ink, const struct sheet *sheet, double side)
{
	double z =
		fmax(by_strokes(ink, sheet, side), by_others(ink, sheet, side));

	if (ink->shared > shared_least && ink->area / side < tail_most)
		z = fmin(z, shared_most);
	if (ink->crossed && ink->around < around_middle
		&& ink->area < crossed_share * ink->whole)
		z = fmin(z, crossed_most);
	return sigmoid(z);
}

/* Steeper on the side of the blackened box: what is nearly one is doubtful. */
static double lean(double z)
{
	return z > 0 ? z : z / 1.5;
}

/* `rival` is the most ink of another box of the question: who blackens a box
 * spends several times the ink of a mark on it. That makes a crossed-out mark
 * doubtful, and a doubtful blackening no surer than doubtful. */
static double fullness(const struct ph_ink *ink, double side, double rival)
{
	double z = lean((hole_middle - ink->hole / side) / hole_slope)
		   + lean((ink->cover - cover_middle) / cover_slope);
	double more = (ink->area + ink->near)
		      / (rival_middle * fmax(rival, touch_least));
	double bonus = fmin(rival_slope * log(fmax(more, 1)), rival_most);

	if (rival > touch_least && more > 1)
		z = fmax(z, rival_least + bonus);
	if (rival > touch_least)
		z = z < rival_doubt ? fmin(z + bonus, rival_doubt) : z + bonus;
	return sigmoid(z);
}

/* How likely it is that this is not the box: covered, in glare, out of the
 * photo, or the wrong place. */
static double strangeness(const struct ph_ink *ink, const struct sheet *sheet,
	const struct ph_box_seen *box)
{
	double side = ink->seen / fmax(sheet->line, 0.05);

	return 1
	       - sigmoid((side - 0.3) / 0.04)
			 * sigmoid((box->outline - 0.25) / 0.04);
}

static struct ph_chance judge(const struct ph_ink *ink,
	const struct sheet *sheet, const struct ph_box_seen *box, double side,
	double rival)
{
	double any = presence(ink, sheet, side);
	double full = fullness(ink, side, rival);
	double strange = strangeness(ink, sheet, box);
	double loose = ink->loose - sheet->loose - 3 * sheet->loose_spread;

	double beside = loose > loose_least
				? sigmoid((loose - loose_middle) / loose_slope)
				: 0;

	return (struct ph_chance){
		.empty = (1 - strange) * (1 - any) + strange / 3,
		.mark = (1 - strange) * any * (1 - full) + strange / 3,
		.full = (1 - strange) * any * full + strange / 3,
		.beside = 1 - (1 - beside) * (1 - missed(ink, sheet)),
	};
}

/* The most ink of the other boxes of its question. */
static double rival_of(const struct ph_ink *inks,
	const struct ph_box_seen *boxes, size_t count, size_t box)
{
	double most = 0;

	for (size_t i = 0; i < count; i++)
		if (i != box
			&& !strcmp(
				boxes[i].item->field, boxes[box].item->field))
			most = fmax(most, inks[i].area + inks[i].near);
	return most;
}

/* The most ink of a mark, not a blackened box, in the question of a box. */
static double most_in(const struct ph_chance *chances,
	const struct ph_ink *inks, const struct ph_box_seen *boxes,
	size_t count, const char *field)
{
	double most = 0;

	for (size_t i = 0; i < count; i++)
		if (!strcmp(boxes[i].item->field, field)
			&& chances[i].full < 0.5)
			most = fmax(most, inks[i].area);
	return most;
}

static void weaken(struct ph_chance *chances, const struct ph_ink *inks,
	const struct ph_box_seen *boxes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		double most = most_in(
			chances, inks, boxes, count, boxes[i].item->field);

		if (chances[i].mark <= weak_most
			|| inks[i].area >= weak_share * most)
			continue;
		chances[i].empty += chances[i].mark - weak_most;
		chances[i].mark = weak_most;
	}
}

bool ph_chances_judge(struct ph_chance *chances, const struct ph_ink *inks,
	const struct ph_frame *frames, const struct ph_box_seen *boxes,
	size_t count)
{
	struct sheet sheet = { 0 };

	if (!survey(&sheet, inks, frames, count))
		return false;
	sheet.named = count && frames[0].canvas->texts > 0;
	for (size_t i = 0; i < count; i++)
		chances[i] = judge(&inks[i], &sheet, &boxes[i],
			fmax(frames[i].side, 0.5),
			rival_of(inks, boxes, count, i));
	weaken(chances, inks, boxes, count);
	return true;
}
