/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_EVENT_H
#define SIMULATOR_EVENT_H

#include "answers.h"
#include "hand.h"

/* What may happen to one mark. */
enum event {
	PLAIN,
	OVERFLOW,   /* the tail runs far out of the box */
	REACH,      /* the tail ends in or near another box */
	CORRECTED,  /* another box was blackened */
	STRUCK,     /* another mark was crossed out */
	HESITATION, /* the pen rested in another box */
	BESIDE,     /* the mark stands beside its box */
	SMALL,
	EVENTS
};

const char *event_word(enum event event);

/* How often it happens, of all marks. */
double event_chance(enum event event);

struct style {
	int shape; /* -1: by chance */
	const struct nib *nib;
	enum event event; /* for one question, OVERFLOW for all */
	bool plain, remark;
};

/* One form under way. */
struct task {
	const struct sheet *sheet;
	struct hand hand;
	struct style style;
	struct question questions[MAX_FIELDS];
	int count;
};

/* Draws the question's one mark with what happens to it. False: the event
 * does not fit this mark, and nothing is drawn. */
bool event_draw(struct task *task, const struct question *question,
	enum event event, enum shape shape);

#endif
