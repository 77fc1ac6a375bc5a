/* SPDX-License-Identifier: MIT */
#include "options.h"
#include "person.h"

#include <phieu/text.h>

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <string.h>

enum {
	OPTIONS_MAX = 40,  /* of one command, common ones included */
	LONG_VALUE = 0x100 /* getopt's value of option i, above any letter */
};

const struct cli_option common_options[] = {
	{ 'L', "ledger", "FILE",
		"the ledger; else PHIEU_LEDGER, else the nearest phieu.ledger "
		"here or in a folder above",
		OPTION_STRING, offsetof(struct common, ledger) },
	{ 'n', "dry-run", NULL,
		"do everything, then roll it back: nothing is written",
		OPTION_FLAG, offsetof(struct common, dry_run),
		.only = COMMON_DRY_RUN },
	{ 'j', "jobs", "N", "photographs at once; else all processors",
		OPTION_NUMBER, offsetof(struct common, jobs), .least = 1,
		.only = COMMON_JOBS },
	{ 0, "json", NULL, "one JSON object a line: phieu-json(5)", OPTION_FLAG,
		offsetof(struct common, json), .only = COMMON_JSON },
	{ 'q', "quiet", NULL, "no summary, notes or progress", OPTION_FLAG,
		offsetof(struct common, quiet) },
	{ 'v', "verbose", NULL, "say more of what is done", OPTION_FLAG,
		offsetof(struct common, verbose) },
	{ 0, "no-input", NULL,
		"never ask anything: key and review --tui, which do, refuse",
		OPTION_FLAG, offsetof(struct common, no_input) },
	{ 'h', "help", NULL, "show this help", OPTION_FLAG,
		offsetof(struct common, help) },
	{ 0, "version", NULL, "show the version", OPTION_FLAG,
		offsetof(struct common, version) },
	{ 0 },
};

/* The options that may stand at one place, and where their values go. */
struct choice {
	size_t count;
	const struct cli_option *option[OPTIONS_MAX];
	void *values[OPTIONS_MAX];
	struct option longs[OPTIONS_MAX + 1];
	char shorts[2 * OPTIONS_MAX + 3];
	const char *command; /* for error texts; "" before its name */
};

void options_clear(const struct cli_option *table, void *values)
{
	for (; table && table->name; table++) {
		char *at = (char *)values + table->offset;

		if (table->type == OPTION_NUMBER)
			*(int64_t *)(void *)at = NOT_GIVEN;
		else if (table->type == OPTION_DATE)
			*(ph_date *)(void *)at = PH_NO_DATE;
	}
}

static void offer(struct choice *choice, const struct cli_option *table,
	void *values, unsigned bits)
{
	size_t used = strlen(choice->shorts);

	for (; table && table->name && choice->count < OPTIONS_MAX; table++) {
		size_t i = choice->count;

		if (table->only & ~bits)
			continue;
		choice->option[i] = table;
		choice->values[i] = values;
		choice->longs[i] = (struct option){ .name = table->name,
			.has_arg = table->argument ? required_argument
						   : no_argument,
			.val = LONG_VALUE + (int)i };
		choice->count++;
		if (!table->letter)
			continue;
		choice->shorts[used++] = table->letter;
		if (table->argument)
			choice->shorts[used++] = ':';
		choice->shorts[used] = '\0';
	}
}

static const struct cli_option *find_option(
	const struct choice *choice, int value, void **values)
{
	for (size_t i = 0; i < choice->count; i++)
		if (value == LONG_VALUE + (int)i
			|| (value && value == choice->option[i]->letter)) {
			*values = choice->values[i];
			return choice->option[i];
		}
	return NULL;
}

static bool set_number(const struct cli_option *option, const char *text,
	int64_t *number, struct ph_error *err)
{
	char *end;

	errno = 0;
	*number = strtoll(text, &end, 10);
	/* strtoll also takes spaces and a plus, which are no number here. */
	if (*text >= '0' && *text <= '9' && !*end && !errno
		&& *number >= option->least)
		return true;
	return ph_error_set(err, PH_USAGE,
		"--%s %s: not a whole number from %" PRId64 " on", option->name,
		text, option->least);
}

static bool add_value(const struct cli_option *option, struct option_list *list,
	const char *text, struct ph_error *err)
{
	if (list->count == OPTION_LIST_MAX)
		return ph_error_set(err, PH_USAGE,
			"--%s may be given %d times, not more", option->name,
			OPTION_LIST_MAX);
	list->at[list->count++] = text;
	return true;
}

static bool set_person(const struct cli_option *option, const char *text,
	char *name, struct ph_error *err)
{
	char where[40];

	snprintf(where, sizeof(where), "--%s", option->name);
	return person_read(where, text, PH_USAGE, name, err);
}

static bool set_value(const struct cli_option *option, void *values,
	const char *text, struct ph_error *err)
{
	void *at = (char *)values + option->offset;

	switch (option->type) {
	case OPTION_FLAG:
		*(bool *)at = true;
		return true;
	case OPTION_NUMBER:
		return set_number(option, text, at, err);
	case OPTION_DATE:
		if (ph_date_parse(text, strlen(text), at))
			return true;
		return ph_error_set(err, PH_USAGE,
			"--%s %s: not a date; 2026-09-30 or 30/09/2026 is one",
			option->name, text);
	case OPTION_CHOICE:
		if (!word_among(text, option->choices))
			return ph_error_set(err, PH_USAGE,
				"--%s %s: not one of %s", option->name, text,
				option->choices);
		*(const char **)at = text;
		return true;
	case OPTION_PERSON:
		return set_person(option, text, at, err);
	case OPTION_LIST:
		return add_value(option, at, text, err);
	case OPTION_STRING:
		*(const char **)at = text;
	}
	return true;
}

/* What getopt stumbled over: `value` is what it returned. */
static bool refuse(const struct choice *choice, int value, char **argv,
	struct ph_error *err)
{
	void *values;
	const struct cli_option *option = find_option(choice, optopt, &values);

	if (value == ':' && option)
		return ph_error_set(err, PH_USAGE, "--%s wants %s",
			option->name, option->argument);
	if (option)
		return ph_error_set(
			err, PH_USAGE, "--%s takes no value", option->name);
	if (!optopt)
		return ph_error_set(err, PH_USAGE, "%s is not an option%s%s",
			argv[optind - 1], *choice->command ? " of " : "",
			choice->command);
	return ph_error_set(err, PH_USAGE, "-%c is not an option%s%s", optopt,
		*choice->command ? " of " : "", choice->command);
}

static bool parse(
	struct choice *choice, int argc, char **argv, struct ph_error *err)
{
	int value;

	opterr = 0;
	optind = 0; /* glibc: begin anew */
	while ((value = getopt_long(
			argc, argv, choice->shorts, choice->longs, NULL))
		!= -1) {
		void *values;
		const struct cli_option *option;

		if (value == '?' || value == ':')
			return refuse(choice, value, argv, err);
		option = find_option(choice, value, &values);
		if (!set_value(option, values, optarg, err))
			return false;
	}
	return true;
}

bool options_parse_before(int argc, char **argv, struct common *common,
	size_t *used, struct ph_error *err)
{
	struct choice choice = { .shorts = "+:", .command = "" };

	options_clear(common_options, common);
	offer(&choice, common_options, common, ~0U);
	if (!parse(&choice, argc, argv, err))
		return false;
	*used = (size_t)optind;
	return true;
}

/* Options before the command's name were parsed without knowing it. */
static bool check_common(const struct command *command,
	const struct common *common, struct ph_error *err)
{
	const char *wrong = NULL;

	if (common->json && !(command->common & COMMON_JSON))
		wrong = "--json";
	else if (common->dry_run && !(command->common & COMMON_DRY_RUN))
		wrong = "-n";
	else if (common->jobs != NOT_GIVEN && !(command->common & COMMON_JOBS))
		wrong = "-j";
	if (!wrong)
		return true;
	return ph_error_set(err, PH_USAGE, "%s is not an option of %s", wrong,
		command->name);
}

bool options_parse(const struct command *command, int argc, char **argv,
	struct common *common, void *values, size_t *first,
	struct ph_error *err)
{
	struct choice choice = { .shorts = ":", .command = command->name };

	options_clear(command->options, values);
	offer(&choice, command->options, values, 0);
	offer(&choice, common_options, common, command->common);
	if (!parse(&choice, argc, argv, err))
		return false;
	*first = (size_t)optind;
	return check_common(command, common, err);
}
