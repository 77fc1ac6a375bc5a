/* SPDX-License-Identifier: MIT */
/* phieu form show and list. */
#include "form_files.h"
#include "form_learn.h"
#include "form_sets.h"

#include <phieu/output.h>
#include <phieu/print.h>

#include <string.h>
#include <unistd.h>

static bool show(struct context *ctx, const char *folder, bool *faulty,
	struct ph_error *err)
{
	const struct form_options *options = ctx->options;
	PH_AUTO(ph_form_release) struct ph_form form = { 0 };
	PH_AUTO(ph_image_release) struct ph_image blank = { 0 };
	PH_AUTO(ph_output_close) struct ph_output *out = NULL;

	if (!form_files_load(ctx, folder, &form, &blank, err))
		return false;
	*faulty = ctx->faults.count > 0;
	if (!ph_form_page(&form))
		return ph_error_set(err, PH_BAD_DATA,
			"%s/layout.csv: no row of kind page to draw on",
			folder);
	return ph_output_open(&out, options->output, err)
	       && ph_print_boxes(&form, blank.pixels ? &blank : NULL, out, err)
	       && ph_output_commit(out, err);
}

bool form_show(struct context *ctx, const char *name, bool *faulty,
	struct ph_error *err)
{
	const struct form_options *options = ctx->options;
	PH_AUTO(form_set_release) struct form_set set = { 0 };

	if (!options->output && isatty(STDOUT_FILENO))
		return ph_error_set(err, PH_USAGE,
			"form show writes a picture: name its file with -o");
	if (!form_set_find(&set, ctx, name, err))
		return false;
	if (set.composed)
		return ph_error_set(err, PH_USAGE,
			"%s is a template: 'phieu print --form %s --blank 1' "
			"shows it",
			set.id, set.id);
	return show(ctx, set.folder, faulty, err);
}

/* ---- list ---- */

/* *ready: it can be scanned with. */
static bool count_one(const struct form_set *set, struct form_count *count,
	bool *ready, struct ph_error *err)
{
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };
	PH_AUTO(ph_form_release) struct ph_form form = { 0 };
	struct ph_template template;
	struct ph_error own;

	ph_faults_init(&faults, set->folder);
	if (!ph_text_appendf(&path, "%s/layout.csv", set->folder))
		return ph_error_memory(err);
	if (set->composed)
		*ready =
			ph_template_load(&template, set->folder, &faults, &own);
	else
		*ready = ph_form_load(&form, ph_text_get(&path), &faults, &own);
	*count = form_count_of(&form);
	return true;
}

static bool list_one(struct context *ctx, const struct form_set *set,
	struct ph_csv *csv, bool *faulty, struct ph_error *err)
{
	struct form_count count;
	bool ready;

	if (!count_one(set, &count, &ready, err))
		return false;
	if (!ready) {
		*faulty = true;
		console_complain(&ctx->console,
			"%s: is not ready: 'phieu form check %s' says why",
			set->folder, set->id);
	}
	ph_csv_text(csv, set->id);
	ph_csv_text(csv, set->composed ? "template" : "learned");
	ph_csv_text(csv, ready ? "ready" : "faulty");
	if (set->composed) {
		for (int i = 0; i < 3; i++)
			ph_csv_text(csv, "");
	} else {
		ph_csv_number(csv, (int64_t)count.fields);
		ph_csv_number(csv, (int64_t)(count.boxes + count.digits));
		ph_csv_number(csv, (int64_t)count.codes);
	}
	ph_csv_text(csv, set->folder);
	ph_csv_end_row(csv);
	return true;
}

bool form_list(struct context *ctx, bool *faulty, struct ph_error *err)
{
	static const char *const header[] = { "id", "kind", "state",
		"questions", "boxes", "codes", "folder" };
	PH_AUTO(form_sets_release) struct form_sets sets = { 0 };
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };
	const struct form_set *set;
	struct ph_csv csv;

	if (!form_sets_find(&sets, ctx, err))
		return false;
	ph_csv_init(&csv, &text, &ph_csv_plain);
	for (size_t i = 0; i < sizeof(header) / sizeof(*header); i++)
		ph_csv_text(&csv, header[i]);
	ph_csv_end_row(&csv);
	ph_list_for (set, &sets.list) {
		if (!list_one(ctx, set, &csv, faulty, err))
			return false;
	}
	return ph_csv_finish(&csv, err) && context_print(NULL, &text, err);
}
