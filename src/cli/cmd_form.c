/* SPDX-License-Identifier: MIT */
#include "form_files.h"
#include "form_learn.h"

#include <string.h>

static bool is_word(const struct context *ctx, const char *word)
{
	return strcmp(ctx->operands[0], word) == 0;
}

static bool check_learn(const struct context *ctx, struct ph_error *err)
{
	const struct form_options *options = ctx->options;

	if (!options->id)
		return ph_error_set(err, PH_USAGE,
			"form learn wants --id ID, the name that scan --form "
			"will know the form by");
	if (options->digits
		&& (!*options->digits
			|| options->digits[strspn(
				options->digits, "0123456789")]
			|| strlen(options->digits) > 10))
		return ph_error_set(err, PH_USAGE,
			"--digits: «%s»: say the digits that may stand in a "
			"cell, as 012",
			options->digits);
	return form_id_check(options->id, err);
}

static bool check(const struct context *ctx, struct ph_error *err)
{
	const struct form_options *options = ctx->options;
	size_t want = is_word(ctx, "list") ? 1 : 2;

	if (ctx->operand_count > want)
		return ph_error_set(err, PH_USAGE, "form %s: %s is too much",
			ctx->operands[0], ctx->operands[want]);
	if (ctx->operand_count < want)
		return ph_error_set(err, PH_USAGE, "form %s wants %s",
			ctx->operands[0],
			is_word(ctx, "learn") ? "the picture or PDF of a blank"
					      : "the ID of a form");
	if (is_word(ctx, "learn"))
		return check_learn(ctx, err);
	if (options->id || options->width || options->digits || options->fields
		|| options->values || options->cells || options->force
		|| options->page != NOT_GIVEN || options->scale != NOT_GIVEN)
		return ph_error_set(err, PH_USAGE,
			"form %s takes no options of form learn",
			ctx->operands[0]);
	if (options->output && !is_word(ctx, "show"))
		return ph_error_set(err, PH_USAGE, "form %s writes no file",
			ctx->operands[0]);
	return true;
}

static enum ph_code run(struct context *ctx, struct ph_error *err)
{
	const char *operand = ctx->operand_count > 1 ? ctx->operands[1] : NULL;
	bool faulty = false, fine;

	if (is_word(ctx, "learn"))
		fine = form_learn(ctx, operand, err);
	else if (is_word(ctx, "show"))
		fine = form_show(ctx, operand, &faulty, err);
	else if (is_word(ctx, "check"))
		fine = form_check(ctx, operand, err);
	else
		fine = form_list(ctx, &faulty, err);
	if (!fine)
		return err->code;
	return faulty ? PH_PARTIAL : PH_OK;
}

static const struct cli_option options[] = {
	{ 0, "id", "ID", "what the form will be called: a-z, 0-9 and -",
		OPTION_STRING, offsetof(struct form_options, id) },
	{ 'o', "output", "PATH",
		"learn: the folder that ID is made in; show: the picture",
		OPTION_STRING, offsetof(struct form_options, output) },
	{ 0, "width", "MM", "the paper's width, where the file does not say it",
		OPTION_STRING, offsetof(struct form_options, width) },
	{ 0, "page", "N", "of a document of several pages", OPTION_NUMBER,
		offsetof(struct form_options, page), .least = 1 },
	{ 0, "scale", "N", "pixels a millimetre of blank.png (8)",
		OPTION_NUMBER, offsetof(struct form_options, scale),
		.least = 2 },
	{ 0, "digits", "DIGITS", "cells take a written digit, one of these",
		OPTION_STRING, offsetof(struct form_options, digits) },
	{ 0, "cells", NULL, "a table's larger empty cells are boxes too",
		OPTION_FLAG, offsetof(struct form_options, cells) },
	{ 0, "fields", "NAMES", "the questions, from top to bottom: cs1,cs3",
		OPTION_STRING, offsetof(struct form_options, fields) },
	{ 0, "values", "POINTS",
		"the points of each row's boxes, from left to right: 2,1,0",
		OPTION_STRING, offsetof(struct form_options, values) },
	{ 0, "force", NULL, "replace a description, names and all", OPTION_FLAG,
		offsetof(struct form_options, force) },
	{ 0, "rules", "ID", "the rule set that questions are checked against",
		OPTION_STRING, offsetof(struct form_options, rules) },
	{ 0 },
};

const struct command cmd_form = {
	.name = "form",
	.summary = "describe a form of one's own from its blank, or check it",
	.operands = "learn BLANK | list | show ID | check ID",
	.least = 1,
	.most = 2,
	.words = "learn|list|show|check",
	.details =
		"learn finds the tick boxes of an empty form in a PDF or "
		"picture and writes a folder ID with layout.csv, where fields "
		"and values are named, boxes.png, where the boxes have "
		"numbers, and blank.png, by which photographs are laid "
		"straight. Forms are in PHIEU_FORMS, else in `forms` beside "
		"the ledger, else in `forms` here; a FOLDER is named with a / "
		"in it.",
	.examples = "phieu form learn phieu-huyen.pdf --id huyen\n"
		    "phieu form learn phieu-huyen.pdf --id huyen --force "
		    "--fields cs1,cs3,cs4,cs7,hl --values 2,1,0\n"
		    "phieu form check huyen\n"
		    "phieu form show huyen -o huyen.png",
	.needs = NEEDS_LEDGER_MAYBE,
	.check = check,
	.options = options,
	.options_size = sizeof(struct form_options),
	.run = run,
};
