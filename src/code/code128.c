/* SPDX-License-Identifier: MIT */
/*
 * Code 128 on lines too coarse or too blurred for edges to be seen: characters
 * are recognised as wholes, by the correlation of the grey values with what
 * each of the 107 patterns looks like through a lens. Modules of 1.3 pixels
 * are read so, where measuring bars needs 2.5.
 */
#include "code_internal.h"

#include <math.h>
#include <string.h>

enum {
	PATTERNS = 107, /* the last is the stop's first eleven modules */
	STOP = 106,
	START_A = 103,
	MODULES = 11,
	PER_MODULE = 4,
	SAMPLES = MODULES * PER_MODULE,
	LANES = 4,
	QUIET = 4, /* modules of light before a start that must be there */
	CHARACTERS_MOST = 80,
	STARTS_MOST = 6
};

/* Correlations below are no character. */
#define LIKE_LEAST 0.72
/* What the best character must be better by than the next. */
#define MARGIN_LEAST 0.012
/* Modules that a lens blurs over, as a standard deviation. */
#define BLUR 0.6

/* ISO/IEC 15417, table 1: widths of bar, space, bar, space, bar, space. */
static const char widths[PATTERNS][7] = { "212222", "222122", "222221",
	"121223", "121322", "131222", "122213", "122312", "132212", "221213",
	"221312", "231212", "112232", "122132", "122231", "113222", "123122",
	"123221", "223211", "221132", "221231", "213212", "223112", "312131",
	"311222", "321122", "321221", "312212", "322112", "322211", "212123",
	"212321", "232121", "111323", "131123", "131321", "112313", "132113",
	"132311", "211313", "231113", "231311", "112133", "112331", "132131",
	"113123", "113321", "133121", "313121", "211331", "231131", "213113",
	"213311", "213131", "311123", "311321", "331121", "312113", "312311",
	"332111", "314111", "221411", "431111", "111224", "111422", "121124",
	"121421", "141122", "141221", "112214", "112412", "122114", "122411",
	"142112", "142211", "241211", "221114", "413111", "241112", "134111",
	"111242", "121142", "121241", "114212", "124112", "124211", "411212",
	"421112", "421211", "212141", "214121", "412121", "111143", "111341",
	"131141", "114113", "114311", "411113", "411311", "113141", "114131",
	"311141", "411131", "211412", "211214", "211232", "233111" };

struct ph_code128 {
	float pattern[PATTERNS][SAMPLES]; /* mean 0, length 1 */
};

/* Light at a place of a pattern, in modules; light before it, dark behind. */
static double get_light(const char *width, double at)
{
	double edge = 0;

	if (at < 0)
		return 1;
	for (int i = 0; i < 6; i++) {
		edge += width[i] - '0';
		if (at < edge)
			return i % 2;
	}
	return 0;
}

static void normalise(float *values, size_t count)
{
	float mean = 0, squares = 1e-6f;

	for (size_t i = 0; i < count; i++)
		mean += values[i] / (float)count;
	for (size_t i = 0; i < count; i++) {
		values[i] -= mean;
		squares += values[i] * values[i];
	}
	squares = 1 / sqrtf(squares);
	for (size_t i = 0; i < count; i++)
		values[i] *= squares;
}

struct ph_code128 *ph_code128_create(void)
{
	struct ph_code128 *made = ph_alloc(1, sizeof(*made));

	for (int p = 0; made && p < PATTERNS; p++) {
		for (int i = 0; i < SAMPLES; i++) {
			double sum = 0, weights = 0;

			for (int k = -16; k <= 16; k++) {
				double off = k / 8.0, far = off / BLUR;
				double weight = exp(-far * far / 2);

				sum += weight
				       * get_light(widths[p],
					       (i + 0.5) / PER_MODULE + off);
				weights += weight;
			}
			made->pattern[p][i] = (float)(sum / weights);
		}
		normalise(made->pattern[p], SAMPLES);
	}
	return made;
}

void ph_code128_destroy(struct ph_code128 *code128)
{
	free(code128);
}

/* A character's place on the line: where it begins, and its module. */
struct place {
	double at, module;
};

static bool sample(float out[SAMPLES], const struct ph_profile *line,
	const struct place *place)
{
	double at = place->at + 0.5 * place->module / PER_MODULE - 0.5;

	if (at < 0
		|| place->at + MODULES * place->module + 2
			   > (double)line->count)
		return false;
	for (int i = 0; i < SAMPLES; i++) {
		double x = at + i * place->module / PER_MODULE;
		size_t left = (size_t)x;
		float share = (float)(x - (double)left);

		out[i] = line->grey[left] * (1 - share)
			 + line->grey[left + 1] * share;
	}
	normalise(out, SAMPLES);
	return true;
}

/* In as many sums as a processor adds at once. */
static float compare(const float *a, const float *b)
{
	float sum[LANES] = { 0 };

	for (int i = 0; i < SAMPLES; i += LANES)
		for (int k = 0; k < LANES; k++)
			sum[k] += a[i + k] * b[i + k];
	return sum[0] + sum[1] + sum[2] + sum[3];
}

/* The best character near a place, which is moved to where it fits best. */
static int recognise(const struct ph_code128 *code128,
	const struct ph_profile *line, struct place *place, float *margin)
{
	float best[PATTERNS], grey[SAMPLES], most = -1, next = -1;
	struct place found = *place;
	int which = -1;

	for (int p = 0; p < PATTERNS; p++)
		best[p] = -1;
	for (int scale = -2; scale <= 2; scale++)
		for (int shift = -3; shift <= 3; shift++) {
			struct place here = *place;

			here.at += shift * 0.15 * here.module;
			here.module *= 1 + scale * 0.02;
			if (!sample(grey, line, &here))
				continue;
			for (int p = 0; p < PATTERNS; p++) {
				float like = compare(grey, code128->pattern[p])
					     - 0.004f * (float)abs(shift)
					     - 0.005f * (float)abs(scale);

				if (like > best[p])
					best[p] = like;
				if (like > most) {
					most = like;
					which = p;
					found = here;
				}
			}
		}
	for (int p = 0; p < PATTERNS; p++)
		if (p != which && best[p] > next)
			next = best[p];
	*margin = most - next;
	/* The module changes but slowly along the code. */
	place->at = found.at;
	place->module = (place->module + found.module) / 2;
	return most < LIKE_LEAST ? -1 : which;
}

struct reading {
	int value[CHARACTERS_MOST];
	size_t count; /* without the stop */
};

/* From a start on to the stop. false: no code, or one that is in doubt. */
static bool follow(const struct ph_code128 *code128,
	const struct ph_profile *line, struct place place,
	struct reading *reading)
{
	reading->count = 0;
	while (reading->count < CHARACTERS_MOST) {
		float margin;
		int which = recognise(code128, line, &place, &margin);

		if (which < 0 || margin < MARGIN_LEAST
			|| (reading->count == 0)
				   != (which >= START_A && which < STOP))
			return false;
		if (which == STOP)
			return reading->count > 2;
		reading->value[reading->count++] = which;
		place.at += MODULES * place.module;
	}
	return false;
}

static bool does_check(const struct reading *reading)
{
	size_t last = reading->count - 1;
	unsigned long sum = (unsigned long)reading->value[0];

	for (size_t i = 1; i < last; i++)
		sum += i * (unsigned long)reading->value[i];
	return sum % 103 == (unsigned long)reading->value[last];
}

/* One character of set A or B; -1: a function that dossier codes never have. */
static int translate(int value, char set)
{
	if (value >= 96)
		return -1;
	if (set == 'A' && value >= 64)
		return value - 64;
	return value + 32;
}

/* What a switch of sets leads to; 0: it is none. */
static char find_switch(int value, char set)
{
	if (value == 99 && set != 'C')
		return 'C';
	if (value == 100 && set != 'B')
		return 'B';
	if (value == 101 && set != 'A')
		return 'A';
	return 0;
}

/* FNC4, which makes other characters of those behind it. */
static bool is_extension(int value, char set)
{
	return (set == 'A' && value == 101) || (set == 'B' && value == 100);
}

/* The text's length; 0: there are functions in it, or PH_CODE128_FOREIGN. */
static size_t spell(const struct reading *reading, char *text, size_t room)
{
	char set = (char)('A' + reading->value[0] - START_A);
	size_t length = 0;

	for (size_t i = 1; i + 1 < reading->count; i++) {
		int value = reading->value[i];
		char next = find_switch(value, set);
		int one;

		if (is_extension(value, set))
			return PH_CODE128_FOREIGN;
		if (next) {
			set = next;
			continue;
		}
		if (length + 2 > room || (set == 'C' && value > 99))
			return 0;
		if (set == 'C') {
			text[length++] = (char)('0' + value / 10);
			text[length++] = (char)('0' + value % 10);
			continue;
		}
		one = translate(value, set);
		if (one < 0)
			return 0;
		text[length++] = (char)one;
	}
	return length;
}

/* Light before the start, as wide as some modules. */
static bool is_quiet(const struct ph_profile *line, const struct place *place)
{
	double from = place->at - QUIET * place->module;
	double to = place->at - place->module * 0.7;
	float dark = INFINITY, light = -INFINITY, least = INFINITY;

	for (size_t i = (size_t)place->at;
		i < line->count
		&& (double)i < place->at + MODULES * place->module;
		i++) {
		dark = fminf(dark, line->grey[i]);
		light = fmaxf(light, line->grey[i]);
	}
	for (double x = fmax(from, 0); x < to; x++)
		least = fminf(least, line->grey[(size_t)x]);
	return least > dark + 0.55f * (light - dark);
}

struct start {
	struct place place;
	float like;
};

static void keep(struct start starts[STARTS_MOST], size_t *count,
	const struct start *start)
{
	size_t i = *count < STARTS_MOST ? *count : STARTS_MOST - 1;

	if (*count == STARTS_MOST && starts[i].like >= start->like)
		return;
	for (; i > 0 && starts[i - 1].like < start->like; i--)
		starts[i] = starts[i - 1];
	starts[i] = *start;
	if (*count < STARTS_MOST)
		++*count;
}

/* It grows dark there. */
static bool is_edge(const struct ph_profile *line, const struct place *place)
{
	double before = place->at - 0.8 * place->module;
	double behind = place->at + 0.8 * place->module;

	return before >= 0 && behind < (double)line->count
	       && line->grey[(size_t)behind] + 4 < line->grey[(size_t)before];
}

/* The likeliest starts. Modules of fewer samples are not told apart. */
static size_t find_starts(const struct ph_code128 *code128,
	const struct ph_profile *line, struct start starts[STARTS_MOST])
{
	double until = (double)line->count * 0.2;
	size_t count = 0;

	for (double module = (double)line->count / (MODULES * 50.0);
		module < (double)line->count / (MODULES * 6.0); module *= 1.05)
		for (double at = 0; at < until; at += module / 3) {
			struct start start = { { at, module }, 0 };
			float grey[SAMPLES];

			if (module < 1.8 || !is_edge(line, &start.place)
				|| !sample(grey, line, &start.place))
				continue;
			for (int p = START_A; p < STOP; p++)
				start.like = fmaxf(start.like,
					compare(grey, code128->pattern[p]));
			if (start.like > LIKE_LEAST
				&& is_quiet(line, &start.place))
				keep(starts, &count, &start);
		}
	return count;
}

size_t ph_code128_read(const struct ph_code128 *code128,
	const struct ph_profile *line, char *text, size_t room)
{
	struct start starts[STARTS_MOST];
	size_t count = find_starts(code128, line, starts), length = 0;
	struct reading reading;

	for (size_t i = 0; i < count && !length; i++)
		if (follow(code128, line, starts[i].place, &reading)
			&& does_check(&reading))
			length = spell(&reading, text, room);
	explicit_bzero(&reading, sizeof(reading));
	return length;
}
