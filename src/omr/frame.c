/* SPDX-License-Identifier: MIT */
#include "marks.h"

#include <math.h>

static unsigned clip(double at, unsigned end)
{
	return !(at > 0) ? 0 : at >= end ? end : (unsigned)at;
}

struct ph_area ph_area_of(const struct ph_canvas *canvas, double left,
	double top, double right, double bottom)
{
	struct ph_area area = {
		.left = clip(round(left), canvas->width),
		.top = clip(round(top), canvas->height),
		.right = clip(round(right), canvas->width),
		.bottom = clip(round(bottom), canvas->height),
	};

	area.right = area.right > area.left ? area.right : area.left;
	area.bottom = area.bottom > area.top ? area.bottom : area.top;
	return area;
}

struct ph_area ph_area_inside(const struct ph_frame *frame)
{
	return ph_area_of(frame->canvas, frame->in[PH_SIDE_LEFT],
		frame->in[PH_SIDE_TOP], frame->in[PH_SIDE_RIGHT],
		frame->in[PH_SIDE_BOTTOM]);
}

double ph_darkness(uint8_t dark)
{
	return (dark - PH_DARK_ZERO) / (double)PH_DARK_ONE;
}

bool ph_frame_holds(const struct ph_frame *frame, unsigned x, unsigned y)
{
	const double *in = frame->in;

	return x >= in[PH_SIDE_LEFT] && x < in[PH_SIDE_RIGHT]
	       && y >= in[PH_SIDE_TOP] && y < in[PH_SIDE_BOTTOM];
}
