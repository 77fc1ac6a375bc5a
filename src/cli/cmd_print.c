/* SPDX-License-Identifier: MIT */
#include "form_sets.h"
#include "handouts.h"
#include "places.h"
#include "tag_groups.h"

#include <phieu/output.h>

#include <string.h>

struct print_options {
	const char *from, *dossiers, *form, *layout, *url, *office, *output;
	int64_t blank;
	bool repeats;
};

static bool check(const struct context *ctx, struct ph_error *err)
{
	const struct print_options *opt = ctx->options;
	int ways = (ctx->operand_count > 0) + (opt->from != NULL)
		   + (opt->dossiers != NULL) + (opt->blank != NOT_GIVEN);

	if (ways != 1)
		return ph_error_set(err, PH_USAGE,
			"print wants one of: codes, --from FILE, --dossiers "
			"PERIOD, --blank N");
	if (!opt->output)
		return ph_error_set(
			err, PH_USAGE, "print wants -o FILE, e.g. -o in.pdf");
	if (opt->layout && places_same(opt->layout, opt->output))
		return ph_error_set(err, PH_USAGE,
			"%s: the PDF and the layout cannot both go there",
			opt->output);
	if (opt->url && *opt->url && !strstr(opt->url, "{code}"))
		return ph_error_set(err, PH_USAGE,
			"--url %s: no {code} in it, where the dossier's code "
			"goes",
			opt->url);
	return true;
}

/* The names are printed where there is a ledger; --dossiers needs one. */
static bool open_ledger(struct context *ctx, struct ph_error *err)
{
	const struct print_options *opt = ctx->options;

	if (!ctx->ledger_path.length)
		return !opt->dossiers
		       || ph_error_set(err, PH_NO_INPUT,
			       "no ledger here or above: --dossiers prints "
			       "what its register holds");
	return ph_ledger_open(&ctx->ledger, ph_text_get(&ctx->ledger_path),
		       PH_LEDGER_READ, err)
	       && ph_ledger_snapshot(ctx->ledger, err);
}

static bool get_url(
	struct context *ctx, struct ph_text *url, struct ph_error *err)
{
	const struct print_options *opt = ctx->options;
	const struct ph_setting *setting =
		ph_rules_setting(ctx->rules, "qr-url");
	bool found = false;

	if (opt->url)
		return ph_text_puts(url, opt->url) || ph_error_memory(err);
	if (ctx->ledger
		&& !ph_ledger_get(
			ctx->ledger, INT64_MAX, "qr-url", url, &found, err))
		return false;
	if (found || !setting)
		return true;
	ph_text_clear(url);
	return ph_text_puts(url, setting->value) || ph_error_memory(err);
}

static bool gather(
	struct handouts *handouts, struct context *ctx, struct ph_error *err)
{
	const struct print_options *opt = ctx->options;
	bool fine;

	if (opt->from)
		fine = handouts_add_table(handouts, ctx, opt->from, err);
	else if (opt->dossiers)
		fine = handouts_add_period(handouts, ctx, opt->dossiers, err);
	else if (opt->blank != NOT_GIVEN)
		fine = handouts_add_blanks(handouts, (size_t)opt->blank, err);
	else
		fine = handouts_add_codes(
			handouts, ctx, ctx->operands, ctx->operand_count, err);
	if (!fine
		|| (!opt->repeats && !handouts_check_once(handouts, ctx, err)))
		return false;
	if (ctx->faults.count)
		return ph_error_set(err, PH_BAD_DATA,
			"%zu fault%s: nothing was printed", ctx->faults.count,
			ctx->faults.count == 1 ? "" : "s");
	if (!handouts->list.count)
		return ph_error_set(err, PH_NO_INPUT, "%s: no dossiers",
			opt->from ? opt->from : opt->dossiers);
	return handouts_name(handouts, ctx, opt->office, err);
}

/* ---- writing ---- */

static bool load_form(
	struct context *ctx, struct ph_template *form, struct ph_error *err)
{
	PH_AUTO(form_set_release) struct form_set set = { 0 };
	const struct print_options *opt = ctx->options;

	if (!form_set_find(
		    &set, ctx, opt->form ? opt->form : DEFAULT_FORM, err))
		return false;
	if (!set.composed)
		return ph_error_set(err, PH_CONFIG,
			"%s: a learned form is printed by its own office: "
			"there is no form.csv",
			set.folder);
	return ph_template_load(form, set.folder, &ctx->faults, err)
	       && tag_groups_check(ctx, form, err);
}

static bool write_both(const struct context *ctx, const struct ph_print *print,
	struct ph_error *err)
{
	PH_AUTO(ph_output_close) struct ph_output *pdf = NULL;
	PH_AUTO(ph_output_close) struct ph_output *layout = NULL;
	PH_AUTO(ph_text_release) struct ph_text rows = { 0 };
	const struct print_options *opt = ctx->options;
	struct ph_csv csv;

	ph_csv_init(&csv, &rows, &ph_csv_plain);
	if (!ph_output_open(&pdf, opt->output, err)
		|| (opt->layout && !ph_output_open(&layout, opt->layout, err))
		|| !ph_print_forms(print, pdf, opt->layout ? &csv : NULL, err))
		return false;
	if (layout) {
		if (!ph_csv_finish(&csv, err))
			return false;
		ph_output_write(layout, ph_text_get(&rows), rows.length);
		if (!ph_output_commit(layout, err))
			return false;
	}
	return ph_output_commit(pdf, err);
}

static bool print(struct context *ctx, const struct ph_template *form,
	const struct handouts *handouts, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text url = { 0 };
	struct ph_handout *list = ph_alloc(handouts->list.count, sizeof(*list));
	struct ph_print all = { ctx->rules, form, NULL, ctx->today, list,
		handouts->list.count };
	bool fine;

	if (!list)
		return ph_error_memory(err);
	for (size_t i = 0; i < all.count; i++)
		list[i] = (struct ph_handout){
			handouts->list.at[i].code,
			handouts->list.at[i].office_name,
			handouts->list.at[i].officer_name,
		};
	fine = get_url(ctx, &url, err);
	all.url = ph_text_get(&url);
	fine = fine && write_both(ctx, &all, err);
	free(list);
	return fine;
}

static enum ph_code run(struct context *ctx, struct ph_error *err)
{
	PH_AUTO(handouts_release) struct handouts handouts = { 0 };
	struct ph_template form;
	size_t count;

	if (!open_ledger(ctx, err) || !context_load_rules(ctx, NULL, err)
		|| !load_form(ctx, &form, err) || !gather(&handouts, ctx, err)
		|| !print(ctx, &form, &handouts, err))
		return err->code;
	count = handouts.list.count;
	console_tell(&ctx->console, "%zu form%s on %zu sheet%s of form %s",
		count, count == 1 ? "" : "s",
		(count + form.slots - 1) / form.slots,
		count > form.slots ? "s" : "", form.id);
	return PH_OK;
}

static const struct cli_option options[] = {
	{ 0, "from", "FILE",
		"the dossiers of a CSV table: a register, or just codes; - is "
		"stdin",
		OPTION_STRING, offsetof(struct print_options, from) },
	{ 0, "dossiers", "PERIOD",
		"the register's dossiers that were returned, else are due, "
		"else were received in the period",
		OPTION_STRING, offsetof(struct print_options, dossiers) },
	{ 0, "blank", "N", "so many forms without a code", OPTION_NUMBER,
		offsetof(struct print_options, blank), .least = 1 },
	{ 0, "form", "ID", "the form, or the path of its folder; else a5",
		OPTION_STRING, offsetof(struct print_options, form) },
	{ 0, "url", "URL",
		"what QR codes say, with {code} in it; else the setting "
		"qr-url; else the bare code",
		OPTION_STRING, offsetof(struct print_options, url) },
	{ 0, "office", "NAME",
		"the name over the title; else that of the dossier's unit",
		OPTION_STRING, offsetof(struct print_options, office) },
	{ 0, "repeats", NULL, "let a code stand more than once", OPTION_FLAG,
		offsetof(struct print_options, repeats) },
	{ 0, "layout", "FILE", "write where everything was printed (CSV)",
		OPTION_STRING, offsetof(struct print_options, layout) },
	{ 'o', "output", "FILE", "write the PDF there; - is stdout",
		OPTION_STRING, offsetof(struct print_options, output) },
	{ 0 },
};

const struct command cmd_print = {
	.name = "print",
	.summary = "print forms to hand out: a PDF, one form a dossier",
	.operands = "[CODE…]",
	.most = ANY_NUMBER,
	.details = "Each form carries the dossier's code in print, as a QR "
		   "code and as a barcode, and tags in its corners by which "
		   "scan finds its boxes. The questions are those of the rule "
		   "set. Of form a5 two stand on an A4 sheet, to be cut "
		   "apart; a4 asks about satisfaction too. Print at 100 % and "
		   "in black.",
	.examples = "phieu print H29.12-240801-0001 -o phieu.pdf\n"
		    "phieu print --dossiers 2026-Q3 --form a4 -o q3.pdf\n"
		    "phieu print --blank 50 -o trong.pdf",
	.needs = NEEDS_LEDGER_MAYBE | NEEDS_LABELS,
	.options = options,
	.options_size = sizeof(struct print_options),
	.check = check,
	.run = run,
};
