/* SPDX-License-Identifier: MIT */
#include "code_internal.h"

bool ph_rung_fits(const struct ph_rung *rung, const struct ph_code_photo *photo)
{
	double mp = (double)photo->image->width * photo->image->height
		    * photo->shrink * photo->shrink / 1e6;

	return mp >= rung->from_mp && (!rung->to_mp || mp < rung->to_mp);
}

bool ph_rung_try(const struct ph_rung *rung, struct ph_hunt *hunt)
{
	switch (rung->way) {
	case PH_BY_FINDERS:
		return ph_hunt_qr(hunt, &rung->qr);
	case PH_BY_BARS:
		return ph_hunt_bars(hunt, &rung->bars);
	default:
		return ph_hunt_whole(hunt, &rung->whole);
	}
}

/* Megapixels from and to, then the effort. A JOINED one belongs to the rung
 * before it. */
#define FINDERS(from, to, ...)                                      \
	{                                                           \
		.way = PH_BY_FINDERS, .from_mp = from, .to_mp = to, \
		.qr = { __VA_ARGS__ }                               \
	}
#define BARS(from, to, ...)                                                \
	{                                                                  \
		.way = PH_BY_BARS, .from_mp = from, .to_mp = to, .bars = { \
			__VA_ARGS__                                        \
		}                                                          \
	}
#define JOINED_BARS(from, to, ...)                               \
	{                                                        \
		.way = PH_BY_BARS, .from_mp = from, .to_mp = to, \
		.joined = true, .bars = {                        \
			__VA_ARGS__                              \
		}                                                \
	}
#define WHOLE(from, to, ...)                                              \
	{                                                                 \
		.way = PH_WHOLE, .from_mp = from, .to_mp = to, .whole = { \
			__VA_ARGS__                                       \
		}                                                         \
	}

const struct ph_rung ph_look_for_bars =
	BARS(0, 0, .level = 1, .tries = 2, .hard = true);
const struct ph_rung ph_look_for_finders = FINDERS(0, 0, .level = 1, .reach = 2,
	.offset = 4, .likeness = 0.5, .tries = 20, .variants = 3);

/* What each reads, and its time: tests/bench/README.md. */
const struct ph_rung ph_ladder[] = {
	/* 3 megapixels hold every code of a form that fills the photo. */
	FINDERS(0, 6, .level = 0, .reach = 3, .offset = 8, .likeness = 0.6,
		.tries = 60, .variants = 2),
	FINDERS(6, 24, .level = 1, .reach = 3, .offset = 8, .likeness = 0.6,
		.tries = 60, .variants = 2),
	FINDERS(24, 0, .level = 2, .reach = 3, .offset = 8, .likeness = 0.6,
		.tries = 60, .variants = 2),
	JOINED_BARS(0, 6, .level = 0, .tries = 6),
	JOINED_BARS(6, 24, .level = 1, .from = 1, .to = 1, .tries = 4),
	JOINED_BARS(24, 0, .level = 2, .from = 1, .to = 1, .tries = 4),
	/* What is near or blurred, then what is small. */
	FINDERS(0, 6, .level = 1, .reach = 3, .offset = 6, .likeness = 0.6,
		.tries = 60, .variants = 2),
	FINDERS(6, 24, .level = 2, .reach = 3, .offset = 6, .likeness = 0.6,
		.tries = 60, .variants = 2),
	FINDERS(24, 0, .level = 1, .reach = 3, .offset = 6, .likeness = 0.6,
		.tries = 60, .variants = 2),
	FINDERS(6, 0, .level = 3, .reach = 1, .offset = 2, .likeness = 0.5,
		.tries = 30, .variants = 5),
	FINDERS(6, 0, .level = 0, .reach = 4, .offset = 8, .likeness = 0.6,
		.tries = 60, .variants = 2),
	/* A finder that glare, a shadow or damage hides, faint ink. */
	FINDERS(0, 6, .level = 0, .reach = 1, .offset = 2, .pairs = true,
		.likeness = 0.5, .tries = 30, .variants = 5),
	FINDERS(0, 0, .level = 1, .reach = 1, .offset = 2, .pairs = true,
		.likeness = 0.5, .tries = 30, .variants = 5),
	FINDERS(0, 0, .level = 2, .reach = 1, .offset = 2, .pairs = true,
		.likeness = 0.4, .tries = 20, .variants = 5),
	/* Light on dark. */
	FINDERS(0, 6, .level = 0, .reach = 3, .offset = 8, .flipped = true,
		.likeness = 0.5, .tries = 30, .variants = 4),
	FINDERS(6, 0, .level = 1, .reach = 3, .offset = 8, .flipped = true,
		.likeness = 0.5, .tries = 30, .variants = 4),
	BARS(0, 6, .level = 0, .to = 1, .tries = 8, .hard = true),
	BARS(6, 0, .level = 1, .to = 1, .tries = 3, .hard = true),
	BARS(0, 0, .level = 2, .from = 1, .to = 2, .tries = 3, .hard = true),
	/* Finders whose outline cannot be traced; then zbar's own eyes. */
	FINDERS(0, 0, .level = 1, .reach = 3, .offset = 4, .pairs = true,
		.tries = 12, .variants = 3),
	WHOLE(0, 4, 0, 32, 10),
	WHOLE(4, 16, 1, 16, 8),
	WHOLE(16, 64, 2, 16, 8),
	WHOLE(0, 2, -1, 32, 10),
};
const size_t ph_ladder_length = sizeof(ph_ladder) / sizeof(*ph_ladder);
