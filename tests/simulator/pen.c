/* SPDX-License-Identifier: MIT */
#include "pen.h"

#include <err.h>
#include <stdio.h>
#include <string.h>

#include "event.h"
#include "remark.h"

static bool take_word(struct style *style, const char *word)
{
	for (int i = 0; i < SHAPES; i++)
		if (strcmp(word, shape_word(i)) == 0) {
			style->shape = i;
			return style->plain = true;
		}
	for (int i = 0; i < EVENTS; i++)
		if (strcmp(word, event_word(i)) == 0) {
			style->event = i;
			return style->plain = true;
		}
	if (nib_find(word)) {
		style->nib = nib_find(word);
		return true;
	}
	if (strcmp(word, "mixed") == 0)
		style->shape = SHAPES;
	else if (strcmp(word, "remark") == 0)
		style->remark = true;
	else
		return false;
	return style->plain = true;
}

static bool style_parse(struct style *style, const char *words)
{
	*style = (struct style){ .shape = -1 };
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
	size_t used = strlen(did);

	snprintf(did + used, DID_SIZE - used, "%s%s", used ? "+" : "", word);
}

static enum event pick_event(const struct task *task)
{
	double t = rng_uniform(task->hand.rng, 0, 1);

	for (int i = 1; i < EVENTS; i++) {
		t -= event_chance(i);
		if (t < 0)
			return task->style.plain ? PLAIN : i;
	}
	return PLAIN;
}

static void mark_one(struct task *task, const struct question *question,
	enum event event, char did[DID_SIZE])
{
	enum shape shape = hand_shape(&task->hand);

	add_word(did, shape_word(shape));
	if (event != PLAIN && event_draw(task, question, event, shape)) {
		add_word(did, event_word(event));
		return;
	}
	if (task->hand.overflow && shape != FILLED && shape != DOT)
		add_word(did, event_word(OVERFLOW));
	hand_mark(&task->hand, shape,
		&question->option[question->wanted[0]]->at, 1);
}

static void mark_question(struct task *task, const struct question *question,
	enum event event, char did[DID_SIZE])
{
	if (!question->options)
		add_word(did, "-");
	else if (question->digit && question->text[0])
		add_word(did, "digit");
	else if (!question->wanteds)
		add_word(did, "blank");
	else if (question->wanteds > 1)
		add_word(did, "double");
	else
		mark_one(task, question, event, did);
	if (question->digit && question->text[0])
		hand_digit(&task->hand, question->text[0] - '0',
			&question->option[0]->at);
	for (int i = 0; question->wanteds > 1 && i < question->wanteds; i++)
		hand_mark(&task->hand, hand_shape(&task->hand),
			&question->option[question->wanted[i]]->at, 1);
}

static void write_truth(const struct question *question, char truth[WISH_SIZE])
{
	const char *text = question->text;

	if (question->wanteds > 1)
		text = "!";
	else if (question->wanteds)
		text = question->option[question->wanted[0]]->value;
	snprintf(truth, WISH_SIZE, "%.*s", WISH_SIZE - 1, text);
}

/* The question that what the style asks for happens to; -1: none. */
static int pick_question(const struct task *task)
{
	int first = (int)rng_below(task->hand.rng, (unsigned)task->count);

	for (int i = 0; i < task->count; i++) {
		int at = (first + i) % task->count;

		if (task->questions[at].wanteds == 1)
			return at;
	}
	return -1;
}

static void mark_all(struct task *task, struct filled *filled)
{
	int chosen = pick_question(task);

	for (int i = 0; i < task->count; i++) {
		enum event event = pick_event(task);

		if (i == chosen && task->style.event != PLAIN)
			event = task->style.event;
		mark_question(task, &task->questions[i], event, filled->did[i]);
		write_truth(&task->questions[i], filled->truth[i]);
	}
}

static void add_remarks(struct task *task, struct filled *filled)
{
	struct rng *rng = task->hand.rng;
	bool chance = rng_chance(rng, 0.10), touch = rng_chance(rng, 0.15);
	int at;

	if (!task->style.remark && (task->style.plain || !chance))
		return;
	filled->remark = true;
	at = pick_question(task);
	if (touch && !task->style.remark && at >= 0
		&& !task->questions[at].digit) {
		const struct question *question = &task->questions[at];

		remark_touch(&task->hand, task->sheet,
			&question->option[rng_below(rng,
						  (unsigned)question->options)]
				 ->at);
		add_word(filled->did[at], "remark");
		return;
	}
	remark_write(&task->hand, task->sheet);
}

bool pen_fill(const struct paper_under *paper, const struct sheet *sheet,
	const struct sheet_list *list, const struct wish *wish, struct rng *rng,
	struct filled *filled)
{
	struct task task = { .sheet = sheet, .count = list->field_count };

	*filled = (struct filled){ 0 };
	if (!style_parse(&task.style, wish->style))
		return false;
	hand_init(&task.hand, paper, task.style.nib, task.style.shape, rng);
	if (task.style.plain)
		task.hand.overflow = task.style.event == OVERFLOW;
	filled->pen = task.hand.nib.word;
	for (int i = 0; i < task.count; i++)
		if (!question_init(&task.questions[i], sheet, list->fields[i],
			    wish->answer[i], rng))
			return false;
	mark_all(&task, filled);
	add_remarks(&task, filled);
	return true;
}
