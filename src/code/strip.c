/* SPDX-License-Identifier: MIT */
/*
 * A linear code read along its own direction, in bands across the bars'
 * height. Each band is the mean of its lines, and a payload counts when bands
 * agree on it and none says otherwise.
 */
#include "code_internal.h"

#include <math.h>
#include <string.h>

enum {
	BANDS_MOST = 24,
	BAND_LINES = 8,
	ROUNDS = 6, /* of taking blur off */
	SAMPLES_MOST = 12000,
	/* Bands whose characters were recognised alike: one in 103 wrong ones
	 * would check. */
	WHOLES_NEEDED = 3
};

/* Bands that must agree. Code 39 has no check digit. */
static unsigned needed(enum ph_symbology symbology)
{
	return symbology == PH_CODE39 ? 4 : 2;
}

static struct ph_vote *find_vote(struct ph_voting *voting,
	enum ph_symbology symbology, const char *payload, size_t length,
	size_t end)
{
	struct ph_vote *v;

	for (unsigned i = 0; i < voting->count; i++) {
		v = &voting->vote[i];
		if (v->symbology == symbology && v->length == length
			&& memcmp(v->payload, payload, length) == 0)
			return v;
	}
	if (voting->count == PH_VOTES_MOST)
		return NULL;
	v = &voting->vote[voting->count++];
	v->symbology = symbology;
	v->length = length;
	v->end = end;
	memcpy(v->payload, payload, length);
	return v;
}

static void vote(enum ph_symbology symbology, const char *payload,
	size_t length, size_t end, void *context)
{
	struct ph_voting *voting = context;
	struct ph_vote *v = find_vote(voting, symbology, payload, length, end);

	if (v)
		v->bands |= 1u << voting->band;
}

static bool has_won(const struct ph_vote *v)
{
	return __builtin_popcount(v->bands) >= (int)needed(v->symbology)
	       || __builtin_popcount(v->wholes) >= WHOLES_NEEDED;
}

/* Is another payload read at the same place? */
static bool is_contested(const struct ph_voting *voting,
	const struct ph_vote *won, size_t samples)
{
	for (unsigned i = 0; i < voting->count; i++) {
		const struct ph_vote *v = &voting->vote[i];
		size_t apart = v->end > won->end ? v->end - won->end
						 : won->end - v->end;

		if (v != won && apart < samples / 4)
			return true;
	}
	return false;
}

/* The strip in samples: places of the photo along its middle line. */
struct strip {
	const struct ph_bars *bars;
	const struct ph_image *grey;
	double scale; /* photo pixels of a pixel of it */
	double start; /* of the first sample, from the middle */
	double step;  /* photo pixels between samples */
	size_t samples;
	unsigned bands;
	uint8_t *line, *sharp;
	unsigned *sum;
	float *guess, *spare[2];
};

/* How far one can go from the strip's middle before the image ends. */
static double find_room(const struct strip *strip, double sign)
{
	const struct ph_bars *bars = strip->bars;
	double width = strip->grey->width * strip->scale;
	double height = strip->grey->height * strip->scale;
	double dx = sign * bars->along.x, dy = sign * bars->along.y;
	double x = dx > 0 ? width - bars->centre.x : bars->centre.x;
	double y = dy > 0 ? height - bars->centre.y : bars->centre.y;

	return fmin(x / fmax(fabs(dx), 1e-6), y / fmax(fabs(dy), 1e-6));
}

/* Half a pixel between samples, and a margin for the light zone, in which the
 * first and the last bars may lie too. What is beyond the image would be taken
 * for a bar where it ends in one. */
static void lay(struct strip *strip)
{
	double half = strip->bars->length * 0.56 + 12 * strip->scale;
	double left = fmin(half, find_room(strip, -1));
	double right = fmin(half, find_room(strip, 1));
	double length = fmax(left + right, 0);

	strip->start = -left;
	strip->step = 0.5 * strip->scale;
	if (length / strip->step > SAMPLES_MOST)
		strip->step = length / SAMPLES_MOST;
	strip->samples = (size_t)(length / strip->step);
	strip->bands = (unsigned)(strip->bars->height / strip->scale / 7);
	strip->bands = strip->bands < 4            ? 4
		       : strip->bands > BANDS_MOST ? BANDS_MOST
						   : strip->bands;
}

static void add_line(struct strip *strip, double offset)
{
	const struct ph_bars *bars = strip->bars;
	double x = bars->centre.x + bars->along.x * strip->start
		   + bars->down.x * offset;
	double y = bars->centre.y + bars->along.y * strip->start
		   + bars->down.y * offset;
	double dx = bars->along.x * strip->step / strip->scale;
	double dy = bars->along.y * strip->step / strip->scale;

	x /= strip->scale;
	y /= strip->scale;
	ph_sample_line(strip->grey, strip->sum, strip->samples,
		(struct ph_point){ x, y }, (struct ph_point){ dx, dy });
}

/* The mean of the lines of one band. */
static void take_band(struct strip *strip, unsigned band)
{
	double height = strip->bars->height / strip->bands;
	double top = height * band - strip->bars->height / 2;

	memset(strip->sum, 0, strip->samples * sizeof(*strip->sum));
	for (int i = 0; i < BAND_LINES; i++)
		add_line(strip, top + height * (i + 0.5) / BAND_LINES);
	for (size_t i = 0; i < strip->samples; i++)
		strip->line[i] = (uint8_t)(strip->sum[i] / BAND_LINES);
}

/* line + amount × (line − its mean over 2 reach + 1 samples), in halves. */
static void sharpen(struct strip *strip, unsigned reach, int amount)
{
	int sum = 0, count = 0;

	for (size_t i = 0; i < reach && i < strip->samples; i++, count++)
		sum += strip->line[i];
	for (size_t i = 0; i < strip->samples; i++) {
		int value;

		if (i + reach < strip->samples) {
			sum += strip->line[i + reach];
			count++;
		}
		if (i > reach) {
			sum -= strip->line[i - reach - 1];
			count--;
		}
		value = strip->line[i]
			+ amount * (strip->line[i] - sum / count) / 2;
		strip->sharp[i] = (uint8_t)(value < 0     ? 0
					    : value > 255 ? 255
							  : value);
	}
}

/* One pass of a running mean over 2 reach + 1 samples. */
static void smooth(float *out, const float *in, size_t count, size_t reach)
{
	float sum = in[0] * (float)(reach + 1);

	for (size_t i = 0; i < reach; i++)
		sum += in[i < count ? i : count - 1];
	for (size_t i = 0; i < count; i++) {
		sum += in[i + reach < count ? i + reach : count - 1];
		out[i] = sum / (float)(2 * reach + 1);
		sum -= in[i >= reach ? i - reach : 0];
	}
}

/* The lens's blur taken off: a guess is blurred, and what it lacks of the line
 * is added to it, again and again (van Cittert 1931). Three running means are
 * near enough to a Gauss curve. */
static void unblur(struct strip *strip, size_t reach)
{
	float *guess = strip->guess, *a = strip->spare[0], *b = strip->spare[1];
	size_t count = strip->samples;

	for (size_t i = 0; i < count; i++)
		guess[i] = strip->line[i];
	for (int round = 0; round < ROUNDS; round++) {
		smooth(a, guess, count, reach);
		smooth(b, a, count, reach);
		smooth(a, b, count, reach);
		for (size_t i = 0; i < count; i++)
			guess[i] += (float)strip->line[i] - a[i];
	}
	for (size_t i = 0; i < count; i++)
		strip->sharp[i] = (uint8_t)(guess[i] < 0     ? 0
					    : guess[i] > 255 ? 255
							     : guess[i]);
}

/* More bands than needed say the same, and none anything else. */
static bool is_settled(const struct ph_voting *voting)
{
	const struct ph_vote *v = voting->vote;

	return voting->count == 1
	       && (__builtin_popcount(v->bands) >= (int)needed(v->symbology) + 2
		       || __builtin_popcount(v->wholes) > WHOLES_NEEDED);
}

/* The i-th of all bands, in steps of `stride` from 0, then from 1, …. */
static unsigned spread_band(unsigned bands, unsigned stride, unsigned i)
{
	for (unsigned from = 0; from < stride; from++) {
		unsigned here = (bands - from + stride - 1) / stride;

		if (i < here)
			return from + i * stride;
		i -= here;
	}
	return 0;
}

static void read_line(struct strip *strip, struct ph_liner *liner,
	const uint8_t *line, struct ph_voting *voting)
{
	ph_liner_read(liner, line, strip->samples, vote, voting);
}

/* Characters of the band taken last, in either direction. */
static void recognise(struct strip *strip, const struct ph_code128 *code128,
	struct ph_voting *voting)
{
	char text[PH_LINEAR_MOST];
	struct ph_profile profile = { strip->spare[0], strip->samples };
	size_t length = 0;

	for (int back = 0; back < 2 && !length; back++) {
		for (size_t i = 0; i < strip->samples; i++)
			strip->spare[0][i] =
				(float)strip
					->sum[back ? strip->samples - 1 - i : i]
				/ BAND_LINES;
		length = ph_code128_read(code128, &profile, text, sizeof(text));
	}
	if (length == PH_CODE128_FOREIGN) {
		voting->foreign = true;
	} else if (length >= PH_LINEAR_LEAST) {
		struct ph_vote *v = find_vote(
			voting, PH_CODE128, text, length, strip->samples);

		if (v)
			v->wholes |= 1u << voting->band;
	}
	explicit_bzero(text, sizeof(text));
}

/* Where bars were measured, their characters must be what they say. */
static void check(struct strip *strip, const struct ph_code128 *code128,
	struct ph_voting *voting)
{
	for (unsigned i = 0; i < voting->count; i++)
		if (voting->vote[i].symbology == PH_CODE128
			&& !voting->vote[i].wholes) {
			recognise(strip, code128, voting);
			return;
		}
}

/* Bands far from each other first: dirt is seldom as high as the bars. */
static void read_bands(
	struct strip *strip, const struct ph_hunt *hunt, bool hard)
{
	struct ph_liner *liner = hunt->liner;
	struct ph_voting *voting = hunt->voting;

	for (unsigned i = 0; i < strip->bands && !is_settled(voting); i++) {
		unsigned stride = strip->bands / 3 + 1;

		voting->band = i;
		take_band(strip, spread_band(strip->bands, stride, i));
		read_line(strip, liner, strip->line, voting);
		sharpen(strip, 4, 4);
		read_line(strip, liner, strip->sharp, voting);
		for (size_t reach = 1; hard && reach <= 3; reach++) {
			unblur(strip, reach);
			read_line(strip, liner, strip->sharp, voting);
		}
		if (hard)
			recognise(strip, hunt->code128, voting);
	}
	check(strip, hunt->code128, voting);
}

static bool tell(struct ph_hunt *hunt, const struct ph_bars *bars,
	const struct ph_vote *won, bool *read)
{
	double w = fabs(bars->along.x) * bars->length
		   + fabs(bars->down.x) * bars->height;
	double h = fabs(bars->along.y) * bars->length
		   + fabs(bars->down.y) * bars->height;
	struct ph_code_found code = {
		.symbology = won->symbology,
		.payload = won->payload,
		.length = won->length,
		.x = (int)(bars->centre.x - w / 2),
		.y = (int)(bars->centre.y - h / 2),
		.width = (int)w,
		.height = (int)h,
	};

	*read = true;
	return hunt->tell(&code, hunt->context);
}

static bool count_votes(struct ph_hunt *hunt, const struct strip *strip,
	const struct ph_voting *voting, bool *read)
{
	for (unsigned i = 0; i < voting->count; i++) {
		const struct ph_vote *v = &voting->vote[i];

		if (has_won(v)
			&& !(v->symbology == PH_CODE128 && voting->foreign)
			&& !is_contested(voting, v, strip->samples)
			&& !tell(hunt, strip->bars, v, read))
			return false;
	}
	return true;
}

static void strip_release(struct strip *strip)
{
	free(strip->line);
	free(strip->sharp);
	free(strip->sum);
	free(strip->guess);
}
PH_CLEANUP_VALUE(struct strip, strip_release)

static bool strip_init(struct strip *strip)
{
	size_t count;

	lay(strip);
	count = strip->samples + 1;
	strip->line = ph_alloc(count, 1);
	strip->sharp = ph_alloc(count, 1);
	strip->sum = ph_alloc(count, sizeof(*strip->sum));
	strip->guess = ph_alloc(3 * count, sizeof(*strip->guess));
	if (strip->guess) {
		strip->spare[0] = strip->guess + count;
		strip->spare[1] = strip->spare[0] + count;
	}
	return strip->line && strip->sharp && strip->sum && strip->guess;
}

static bool read_strip(struct ph_hunt *hunt, const struct ph_bars *bars,
	unsigned level, bool hard, bool *read)
{
	const struct ph_image *grey = ph_levels_get(&hunt->levels, &level);
	PH_AUTO(strip_release)
	struct strip strip = {
		.bars = bars, .grey = grey, .scale = 1u << level
	};
	bool fine = grey && strip_init(&strip);

	if (fine) {
		read_bands(&strip, hunt, hard);
		hunt->foreign = hunt->foreign || hunt->voting->foreign;
		fine = count_votes(hunt, &strip, hunt->voting, read);
		explicit_bzero(hunt->voting, sizeof(*hunt->voting));
	}
	return fine;
}

bool ph_hunt_bars(struct ph_hunt *hunt, const struct ph_bars_effort *effort)
{
	struct ph_bars_list found = { 0 };
	const struct ph_bars *bars;
	unsigned level = effort->level, tried = 0;
	const struct ph_image *grey = ph_levels_get(&hunt->levels, &level);
	bool fine = grey && ph_bars_find(&found, grey, 1u << level);

	ph_list_for (bars, &found.list) {
		bool read = false;

		if (!fine || tried++ == effort->tries || ph_hunt_is_late(hunt))
			break;
		for (unsigned from = effort->from;
			fine && !read && from <= effort->to; from++)
			fine = read_strip(
				hunt, bars, from, effort->hard, &read);
	}
	ph_list_release(&found.list);
	return fine;
}
