/* SPDX-License-Identifier: MIT */
#include "pen.h"

#include <err.h>
#include <string.h>

#include "shapes.h"

struct style {
	enum shape shape; /* SHAPES: another for each question */
	const struct nib *nib;
	bool overflow;
	bool corrected;
	bool remark;
};

static bool take_word(struct style *style, const char *word)
{
	for (int i = 0; i < SHAPES; i++)
		if (strcmp(word, shape_word(i)) == 0) {
			style->shape = i;
			return true;
		}
	if (nib_find(word)) {
		style->nib = nib_find(word);
		return true;
	}
	if (strcmp(word, "mixed") == 0)
		style->shape = SHAPES;
	else if (strcmp(word, "overflow") == 0)
		style->overflow = true;
	else if (strcmp(word, "corrected") == 0)
		style->corrected = true;
	else if (strcmp(word, "remark") == 0)
		style->remark = true;
	else
		return false;
	return true;
}

/* Ticks and crosses are the most of what is seen in ballot boxes. */
static enum shape usual_shape(struct rng *rng)
{
	static const enum shape usual[] = { TICK, TICK, TICK, TICK, CROSS,
		CROSS, CROSS, SLASH, DOT, FILLED };

	return usual[rng_below(rng, 10)];
}

static bool style_parse(struct style *style, const char *words, struct rng *rng)
{
	static const char *const nibs[] = { "blue", "blue", "blue", "black",
		"black", "pencil" };

	style->shape = usual_shape(rng);
	style->nib = nib_find(nibs[rng_below(rng, 6)]);
	while (*words) {
		size_t length = strcspn(words, " ");
		char word[16] = "";

		if (length < sizeof(word))
			memcpy(word, words, length);
		if (length && !take_word(style, word)) {
			warnx("%s: unknown word in the style", words);
			return false;
		}
		words += length + strspn(words + length, " ");
	}
	return true;
}

static void add_word(char did[DID_SIZE], const char *word)
{
	size_t used = strlen(did), length = strlen(word);

	if (used + length + 2 > DID_SIZE)
		return;
	if (used)
		did[used++] = ' ';
	memcpy(did + used, word, length + 1);
}

/* Blackens a box that was not meant, if one is free. */
static void strike_out(cairo_t *cr, const struct layout *layout, int q,
	const char *answer, const struct nib *nib, struct rng *rng)
{
	int wrong = (int)rng_below(rng, OPTIONS);

	while (strchr(answer, '2' - wrong))
		wrong = (wrong + 1) % OPTIONS;
	shape_blacken(cr, &layout->box[q][wrong], nib, rng);
}

static void mark_question(cairo_t *cr, const struct layout *layout, int q,
	const char *answer, const struct style *style, struct rng *rng,
	char did[DID_SIZE])
{
	enum shape shape =
		style->shape == SHAPES ? usual_shape(rng) : style->shape;

	for (const char *point = answer; *point; point++)
		shape_draw(cr, shape, &layout->box[q]['2' - *point], style->nib,
			rng, style->overflow);
	if (style->corrected)
		strike_out(cr, layout, q, answer, style->nib, rng);
	if (!answer[0])
		add_word(did, "blank");
	else if (strlen(answer) > 1)
		add_word(did, "several");
	else
		add_word(did,
			style->corrected ? "corrected" : shape_word(shape));
}

/* The question to correct: one with a single answer; -1 when there is none. */
static int pick_corrected(const struct form *form, struct rng *rng)
{
	int first = (int)rng_below(rng, QUESTIONS);

	for (int i = 0; i < QUESTIONS; i++)
		if (strlen(form->answer[(first + i) % QUESTIONS]) == 1)
			return (first + i) % QUESTIONS;
	return -1;
}

bool pen_fill(cairo_t *cr, const struct layout *layout, const struct form *form,
	struct rng *rng, char did[DID_SIZE])
{
	struct style style = { 0 };
	int corrected = -1;

	did[0] = '\0';
	if (!style_parse(&style, form->style, rng))
		return false;
	if (style.corrected)
		corrected = pick_corrected(form, rng);
	for (int q = 0; q < QUESTIONS; q++) {
		style.corrected = q == corrected;
		mark_question(cr, layout, q, form->answer[q], &style, rng, did);
	}
	if (style.remark) {
		double k = layout->scale;
		struct rect line = { 36 * k, 180.6 * k, 80 * k, 4.4 };

		shape_scrawl(cr, &line, style.nib, rng);
	}
	return true;
}
