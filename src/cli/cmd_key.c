/* SPDX-License-Identifier: MIT */
#include "conflicts.h"
#include "counts.h"
#include "key.h"
#include "key_verify.h"
#include "person.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct key_options {
	ph_date date;
	const char *box, *name, *output, *form, *fields;
	char by[PH_PERSON_SIZE];
	int64_t count, verify;
	bool resume;
};

/* What goes into a cell, on one line of the draft. */
static bool check_word(
	const char *option, const char *word, size_t size, struct ph_error *err)
{
	if (!word)
		return true;
	if (strlen(word) >= size)
		return ph_error_set(err, PH_USAGE, "%s: longer than %zu bytes",
			option, size - 1);
	for (const char *at = word; *at; at++)
		if ((unsigned char)*at < ' ')
			return ph_error_set(err, PH_USAGE,
				"%s: no tabs or line ends in it", option);
	return ph_utf8_check(word, strlen(word)) == strlen(word)
	       || ph_error_set(err, PH_USAGE, "%s: not UTF-8", option);
}

static bool check_verify(const struct key_options *opt, struct ph_error *err)
{
	if (opt->verify == NOT_GIVEN)
		return !opt->output
		       || ph_error_set(err, PH_USAGE,
			       "-o is an option of key --verify");
	if (!*opt->by)
		return ph_error_set(err, PH_USAGE,
			"--verify wants --by NAME: who keys it again");
	if (opt->date != PH_NO_DATE || opt->box || opt->count != NOT_GIVEN
		|| opt->name || opt->resume || opt->form || opt->fields)
		return ph_error_set(err, PH_USAGE,
			"--date, --box, --count, --form, --fields, --name and "
			"--resume do not go with --verify");
	return true;
}

static bool check(const struct context *ctx, struct ph_error *err)
{
	const struct key_options *opt = ctx->options;

	if (ctx->common.no_input)
		return ph_error_set(err, PH_USAGE,
			"--no-input: keying is nothing but input: leave the "
			"option out, or take a file with 'phieu import FILE'");
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return ph_error_set(err, PH_USAGE,
			"key is done at a terminal, neither its input nor its "
			"output redirected: to take a file, 'phieu import "
			"FILE'");
	if (opt->date != PH_NO_DATE && opt->date > ctx->today)
		return ph_error_set(
			err, PH_USAGE, "--date: that day has not come yet");
	if (opt->form && opt->fields)
		return ph_error_set(err, PH_USAGE,
			"--form and --fields both say what is asked: give one");
	if (opt->resume && opt->name)
		return ph_error_set(err, PH_USAGE,
			"--name resumes a draft of that name by itself: "
			"leave --resume out");
	if (opt->name && !ph_draft_name_fits(opt->name))
		return ph_error_set(err, PH_USAGE,
			"--name: letters, digits, '-', '_' and '.', and none "
			"of the last three first; %d at most",
			PH_DRAFT_NAME_MAX);
	if (opt->name
		&& strncmp(opt->name, PH_DRAFT_VERIFY, strlen(PH_DRAFT_VERIFY))
			   == 0)
		return ph_error_set(err, PH_USAGE,
			"--name: the drafts of --verify have names like this");
	return check_word("--box", opt->box, PH_BOX_SIZE, err)
	       && check_verify(opt, err);
}

/* What a resumed draft was keyed with goes on, unless it is said anew. Copied:
 * the draft's rows move as it grows. */
static void take_over(struct key_session *s)
{
	size_t count = ph_draft_count(s->draft);
	struct ph_keying *k = &s->keying;

	if (!count)
		return;
	s->last = *ph_draft_row(s->draft, count - 1);
	if (k->date == PH_NO_DATE)
		k->date = s->last.date;
	if (!k->box && *s->last.box)
		k->box = s->last.box;
	if (!k->by && *s->last.by)
		k->by = s->last.by;
}

/* Nobody was named: whoever the other commands would say it was. */
static bool find_person(struct key_session *s, struct ph_error *err)
{
	if (s->keying.by)
		return true;
	if (!person_find(s->person, err))
		return false;
	if (*s->person)
		s->keying.by = s->person;
	return true;
}

static bool key(struct key_session *s, const char *folder, enum key_end *end,
	struct ph_error *err)
{
	struct context *ctx = s->ctx;
	const struct key_options *opt = ctx->options;
	struct ph_keying *k = &s->keying;

	if (!ph_draft_open(&s->draft, folder, s->name, ctx->rules, err)
		|| !key_find_asked(s, opt->fields, opt->form, err)
		|| (opt->count != NOT_GIVEN
			&& !ph_draft_set_counted(s->draft, opt->count, err))
		|| !ph_known_load(
			&s->known, ctx->ledger, ctx->rules, ctx->today, err)
		|| !ph_keying_init(k, s->known, s->draft, err))
		return false;
	take_over(s);
	return find_person(s, err) && key_run(s, end, err);
}

static void tell(struct context *ctx, const struct key_session *s,
	const struct ph_intake_count *count, int64_t batch, bool *partial)
{
	struct ph_totals totals =
		ph_keying_totals(s->draft, ctx->rules->fields.count);

	counts_tell(ctx, s->name, &counts_of_entries, count);
	console_tell(&ctx->console,
		"batch %" PRId64 ": %zu form%s, %" PRId64 " points in all",
		batch, totals.forms, totals.forms == 1 ? "" : "s",
		totals.points);
	console_tell(&ctx->console,
		"to have it keyed again: phieu key --verify %" PRId64
		" --by NAME",
		batch);
	conflicts_tell(ctx, count->added, partial);
	*partial = *partial || counts_partial(count);
}

/* All who keyed a part of it, in their order: "An, Bình". */
static bool name_persons(struct ph_text *persons, const struct ph_draft *draft)
{
	for (size_t i = 0; i < ph_draft_count(draft); i++) {
		const char *by = ph_draft_row(draft, i)->by;
		bool named = false;

		for (size_t j = 0; j < i && !named; j++)
			named = strcmp(ph_draft_row(draft, j)->by, by) == 0;
		if (*by && !named
			&& !ph_text_appendf(persons, "%s%s",
				persons->length ? ", " : "", by))
			return false;
	}
	return true;
}

static bool write_batch(
	struct context *ctx, struct key_session *s, struct ph_error *err)
{
	struct ph_intake_count count = { 0 };
	const struct ph_intake intake = {
		.ledger = ctx->ledger,
		.rules = ctx->rules,
		.labels = ctx->labels,
		.today = ctx->today,
		.date = PH_NO_DATE,
	};
	PH_AUTO(ph_text_release) struct ph_text persons = { 0 };
	bool partial = false;
	int64_t batch;

	if (!name_persons(&persons, s->draft))
		return ph_error_memory(err);
	if (!ph_ledger_set_person(ctx->ledger, ph_text_get(&persons), err)
		|| !ph_keying_import(
			&intake, s->draft, s->name, &count, &batch, err))
		return false;
	tell(ctx, s, &count, batch, &partial);
	return ph_draft_remove(s->draft, err)
	       && (!partial || ph_error_set(err, PH_PARTIAL, "%s", ""));
}

static bool leave(
	struct context *ctx, struct key_session *s, struct ph_error *err)
{
	size_t count = s->draft ? ph_draft_count(s->draft) : 0;

	if (!count)
		return !s->draft || ph_draft_remove(s->draft, err);
	console_tell(&ctx->console,
		"%zu form%s in the draft, not in the ledger yet: go on with "
		"phieu key --name %s",
		count, count == 1 ? "" : "s", s->name);
	return ph_error_set(err, PH_PARTIAL, "%s", "");
}

static bool work(struct key_session *s, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text folder = { 0 };
	char name[PH_DRAFT_NAME_MAX + 1] = "";
	struct context *ctx = s->ctx;
	const struct key_options *opt = ctx->options;
	enum key_end end;
	bool fine;

	s->name = name;
	if (!ph_draft_folder(&folder, ph_text_get(&ctx->ledger_path), err)
		|| !ph_term_open(&s->term, err))
		return false;
	fine = key_pick(s, ph_text_get(&folder), opt->name, opt->resume, name,
		       sizeof(name), &end, err)
	       && (end == KEY_GONE || key(s, ph_text_get(&folder), &end, err));
	ph_term_close(PH_TAKE(s->term));
	if (!fine)
		return false;
	return end == KEY_WRITE ? write_batch(ctx, s, err) : leave(ctx, s, err);
}

static enum ph_code run(struct context *ctx, struct ph_error *err)
{
	const struct key_options *opt = ctx->options;
	struct key_session s = {
		.ctx = ctx,
		.keying = {
			.rules = ctx->rules,
			.today = ctx->today,
			.date = opt->date,
			.box = opt->box,
			.by = *opt->by ? opt->by : NULL,
		},
	};
	bool fine;

	if (opt->verify != NOT_GIVEN)
		fine = key_verify(&s, opt->verify, opt->output, err);
	else
		fine = work(&s, err);
	ph_known_destroy(s.known);
	ph_draft_close(s.draft);
	return fine ? PH_OK : err->code;
}

static const struct cli_option options[] = {
	{ 0, "date", "DATE", "the day on which the forms were collected",
		OPTION_DATE, offsetof(struct key_options, date) },
	{ 0, "box", "NAME", "the ballot box that they were in", OPTION_STRING,
		offsetof(struct key_options, box) },
	{ 0, "by", "NAME", "who keys, else PHIEU_BY or the login name",
		OPTION_PERSON, offsetof(struct key_options, by) },
	{ 0, "count", "N",
		"how many forms there are, counted by hand; kept with the "
		"draft",
		OPTION_NUMBER, offsetof(struct key_options, count),
		.least = 1 },
	{ 0, "form", "FORM",
		"the form whose questions are keyed, else the one that print "
		"hands out",
		OPTION_STRING, offsetof(struct key_options, form) },
	{ 0, "fields", "LIST",
		"the questions that are keyed, in this order: cs1,cs3",
		OPTION_STRING, offsetof(struct key_options, fields) },
	{ 0, "name", "NAME",
		"of the draft, else the day; one that is there is resumed",
		OPTION_STRING, offsetof(struct key_options, name) },
	{ 0, "resume", NULL, "go on with the newest draft without asking",
		OPTION_FLAG, offsetof(struct key_options, resume) },
	{ 0, "verify", "BATCH",
		"key the forms of that batch again, blind, and settle what "
		"differs",
		OPTION_NUMBER, offsetof(struct key_options, verify),
		.least = 1 },
	{ 'o', "output", "FILE",
		"with --verify: write the differences there; else to stdout",
		OPTION_STRING, offsetof(struct key_options, output) },
	{ 0 },
};

const struct command cmd_key = {
	.name = "key",
	.summary = "key forms at the terminal, with a hand-held scanner",
	.operands = "",
	.details = "For each form: scan the code, then one digit a question; "
		   "the dossier and its officer are shown, and the last digit "
		   "takes the form. What is taken is on the disk at once: a "
		   "session that was cut off is resumed. Esc ends the batch, "
		   "shows its control totals and brings it into the ledger.\n"
		   "With --verify another person keys a batch again without "
		   "seeing it; where both differ a third word, with the paper "
		   "in hand, settles it. The status is 1 when something is "
		   "left open.",
	.examples = "phieu key --date 30/09/2026 --box H1 --count 42 --by "
		    "'Lê Văn Toàn'\n"
		    "phieu key --verify 12 --by 'Trần Quốc Bảo' -o khac.csv",
	.needs = NEEDS_LEDGER_WRITE | NEEDS_RULES | NEEDS_LABELS,
	.check = check,
	.options = options,
	.options_size = sizeof(struct key_options),
	.run = run,
};
