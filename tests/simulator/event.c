/* SPDX-License-Identifier: MIT */
#include "event.h"

#include <math.h>

static const struct {
	const char *word;
	double chance; /* of one mark */
} events[EVENTS] = {
	[PLAIN] = { "plain", 0 },
	[OVERFLOW] = { "overflow", 0.025 },
	[REACH] = { "reach", 0.007 },
	[CORRECTED] = { "corrected", 0.015 },
	[STRUCK] = { "struck", 0.005 },
	[HESITATION] = { "hesitation", 0.012 },
	[BESIDE] = { "beside", 0.003 },
	[SMALL] = { "small", 0.012 },
};

const char *event_word(enum event event)
{
	return events[event].word;
}

double event_chance(enum event event)
{
	return events[event].chance;
}

/* Another option than the one wanted; NULL: there is none. */
static const struct rect *other_box(
	const struct question *question, struct rng *rng)
{
	int at;

	if (question->options < 2)
		return NULL;
	at = question->wanted[0] + 1
	     + (int)rng_below(rng, (unsigned)question->options - 1);
	return &question->option[at % question->options]->at;
}

static double apart(const struct rect *a, const struct rect *b)
{
	return hypot(a->x + a->w / 2 - b->x - b->w / 2,
		a->y + a->h / 2 - b->y - b->h / 2);
}

/* The nearest other box that is not below this one, of a question that was
 * answered: a line through an unanswered one could be its answer. NULL: too
 * far. */
static const struct rect *neighbour(
	const struct task *task, const struct rect *box)
{
	const struct rect *found = NULL;

	for (int q = 0; q < task->count; q++)
		for (int i = 0; i < task->questions[q].options; i++) {
			const struct rect *at =
				&task->questions[q].option[i]->at;

			if (!task->questions[q].wanteds || at == box
				|| at->y > box->y + 1 || at->x < box->x - 1)
				continue;
			if (!found || apart(at, box) < apart(found, box))
				found = at;
		}
	return found && apart(found, box) < 26 ? found : NULL;
}

static bool draw_reach(
	struct task *task, enum shape shape, const struct rect *box)
{
	const struct rect *at = neighbour(task, box);
	struct rng *rng = task->hand.rng;
	struct point to;

	if (!at || (shape != TICK && shape != SLASH))
		return false;
	to.x = at->x + at->w * rng_uniform(rng, -0.2, 0.8);
	to.y = at->y + at->h * rng_uniform(rng, -0.3, 0.7);
	hand_reach(&task->hand, shape, box, to);
	return true;
}

/* A place beside the box that is clearly nearer to it than to others. */
static bool draw_beside(
	struct task *task, enum shape shape, const struct rect *box)
{
	struct rng *rng = task->hand.rng;
	struct rect place = *box;
	double away = box->w * rng_uniform(rng, 1.05, 1.5);

	if (rng_chance(rng, 0.7))
		place.x += rng_chance(rng, 0.6) ? -away : away;
	else
		place.y += rng_chance(rng, 0.5) ? -away : away;
	for (size_t i = 0; i < task->sheet->count; i++) {
		const struct item *item = &task->sheet->items[i];

		if (item->kind == ITEM_BOX && &item->at != box
			&& apart(&item->at, &place) < 2.5 * apart(box, &place))
			return false;
	}
	if (shape == CIRCLE || shape == FILLED)
		return false;
	hand_mark(&task->hand, shape, &place, 0.9);
	return true;
}

bool event_draw(struct task *task, const struct question *question,
	enum event event, enum shape shape)
{
	const struct rect *box = &question->option[question->wanted[0]]->at;
	const struct rect *other = other_box(question, task->hand.rng);
	struct hand large = task->hand;

	switch (event) {
	case OVERFLOW:
		if (shape == FILLED || shape == DOT)
			return false;
		large.overflow = true;
		large.tail *= rng_uniform(task->hand.rng, 1, 1.8);
		hand_mark(&large, shape, box, 1);
		return true;
	case REACH:
		return draw_reach(task, shape, box);
	case BESIDE:
		return draw_beside(task, shape, box);
	case SMALL:
		/* A faint speck is what nobody could be sure of. */
		if (shape > SLASH || task->hand.nib.density < 0.6)
			return false;
		hand_mark(&task->hand, shape, box,
			fmax(0.42, 1.5 / box->w) / task->hand.size);
		return true;
	default:
		break;
	}
	/* Who fills boxes to mark them cannot take one back by it, and a dot
	 * is what a resting pen leaves. */
	if (!other || shape == FILLED || (event == HESITATION && shape == DOT))
		return false;
	if (event != HESITATION && rng_chance(task->hand.rng, 0.7))
		hand_mark(&task->hand, shape, other, 1);
	if (event == CORRECTED)
		hand_blacken(&task->hand, other);
	else if (event == STRUCK)
		hand_strike(&task->hand, other);
	else
		hand_rest(&task->hand, other);
	hand_mark(&task->hand, shape, box, 1);
	return true;
}
