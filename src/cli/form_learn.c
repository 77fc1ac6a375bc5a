/* SPDX-License-Identifier: MIT */
/* phieu form learn: a blank's picture into a folder that describes it. */
#include "form_files.h"
#include "form_learn.h"

#include <phieu/omr.h>
#include <phieu/output.h>
#include <phieu/print.h>

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	FOLDER_MODE = 0777, /* less the umask */
	SCALE = 8           /* pixels a millimetre of blank.png */
};

static const char *const names[] = { "layout.csv", "blank.png", "boxes.png" };

/* ---- the folder ---- */

static bool find_folder(
	struct context *ctx, struct ph_text *folder, struct ph_error *err)
{
	const struct form_options *options = ctx->options;

	if (options->output) {
		if (!ph_text_puts(folder, options->output))
			return ph_error_memory(err);
	} else if (!form_files_root(ctx, folder, err)) {
		return false;
	}
	return ph_text_appendf(folder, "/%s", options->id)
	       || ph_error_memory(err);
}

static bool make_path(struct ph_text *path, const char *folder,
	const char *name, struct ph_error *err)
{
	ph_text_clear(path);
	return ph_text_appendf(path, "%s/%s", folder, name)
	       || ph_error_memory(err);
}

/* The officer's names stand in layout.csv: never over them unasked. */
static bool check_free(
	struct context *ctx, const char *folder, struct ph_error *err)
{
	const struct form_options *options = ctx->options;
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (!make_path(&path, folder, names[i], err))
			return false;
		if (!options->force && access(ph_text_get(&path), F_OK) == 0)
			return ph_error_set(err, PH_CANNOT_CREATE,
				"%s: is there already; --force replaces it, "
				"and the names that it gives",
				ph_text_get(&path));
	}
	return true;
}

/* With the folders above it. */
static bool make_folder(const char *folder, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };
	size_t length = strlen(folder);

	for (size_t i = 1; i <= length; i++) {
		if (i < length && folder[i] != '/')
			continue;
		ph_text_clear(&path);
		if (!ph_text_append(&path, folder, i))
			return ph_error_memory(err);
		if (mkdir(ph_text_get(&path), FOLDER_MODE) != 0
			&& errno != EEXIST)
			return ph_error_errno(err, PH_CANNOT_CREATE, "%s",
				ph_text_get(&path));
	}
	return true;
}

/* ---- its files ---- */

static bool put_layout(const struct form_draft *draft, struct ph_output *out,
	struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };
	struct ph_csv csv;

	ph_csv_init(&csv, &text, &ph_csv_plain);
	ph_form_csv_header(&csv);
	for (size_t i = 0; i < draft->form.count; i++)
		ph_form_csv_item(&csv, &draft->form.items[i]);
	if (!ph_csv_finish(&csv, err))
		return false;
	ph_output_write(out, ph_text_get(&text), text.length);
	return true;
}

static bool put_blank(const struct form_draft *draft, struct ph_output *out,
	struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };

	if (!ph_image_write_png(&text, &draft->blank))
		return ph_error_memory(err);
	ph_output_write(out, ph_text_get(&text), text.length);
	return true;
}

static bool put_boxes(const struct form_draft *draft, struct ph_output *out,
	struct ph_error *err)
{
	return ph_print_boxes(&draft->form, &draft->blank, out, err);
}

/* All are made before the first is put in its place. */
static bool write_files(const struct form_draft *draft, const char *folder,
	struct ph_error *err)
{
	static bool (*const put[])(const struct form_draft *draft,
		struct ph_output *out,
		struct ph_error *err) = { put_layout, put_blank, put_boxes };
	struct ph_output *outs[sizeof(names) / sizeof(*names)] = { NULL };
	size_t count = sizeof(names) / sizeof(*names);
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };
	bool fine = true;

	for (size_t i = 0; fine && i < count; i++)
		fine = make_path(&path, folder, names[i], err)
		       && ph_output_open(&outs[i], ph_text_get(&path), err)
		       && put[i](draft, outs[i], err);
	for (size_t i = count; fine && i-- > 0;)
		fine = ph_output_commit(outs[i], err);
	for (size_t i = 0; i < count; i++)
		ph_output_close(outs[i]);
	return fine;
}

/* The resolution that registering photos on it needs. */
static bool fit_blank(struct form_draft *draft,
	const struct form_options *options, struct ph_error *err)
{
	double scale =
		options->scale == NOT_GIVEN ? SCALE : (double)options->scale;
	double width = draft->width_mm * scale + 0.5;
	struct ph_image fit = { 0 };

	if (width >= draft->blank.width)
		return true;
	if (!ph_image_fit(&fit, &draft->blank, (unsigned)width,
		    (unsigned)(width * draft->blank.height
			       / draft->blank.width)))
		return ph_error_memory(err);
	ph_image_release(&draft->blank);
	draft->blank = fit;
	return true;
}

/* ---- what is said of it ---- */

static void tell(
	struct context *ctx, const struct form_draft *draft, const char *folder)
{
	struct form_count count = form_count_of(&draft->form);
	const struct form_options *options = ctx->options;

	console_tell(&ctx->console,
		"%s: %zu boxes and %zu digit cells in %zu rows, %zu codes",
		folder, count.boxes, count.digits, count.fields, count.codes);
	if (count.digits && !options->digits)
		console_tell(&ctx->console,
			"digit cells were told by their look: confirm them, "
			"and the digits that may stand there, in layout.csv");
	if (!draft->codes)
		console_tell(&ctx->console,
			"no code is printed on the blank: if the forms carry "
			"one, add a row of kind qr or barcode for its place");
	if (!options->fields || !options->values)
		console_tell(&ctx->console,
			"now look at boxes.png, name fields and values in "
			"layout.csv, then run 'phieu form check %s'",
			options->output ? folder : options->id);
}

bool form_learn(struct context *ctx, const char *blank, struct ph_error *err)
{
	const struct form_options *options = ctx->options;
	PH_AUTO(form_draft_release) struct form_draft draft = { 0 };
	PH_AUTO(ph_text_release) struct ph_text folder = { 0 };
	struct form_count count;

	if (!find_folder(ctx, &folder, err)
		|| !check_free(ctx, ph_text_get(&folder), err)
		|| !form_draft_make(&draft, ctx, blank, err))
		return false;
	count = form_count_of(&draft.form);
	if (!count.fields)
		return ph_error_set(err, PH_BAD_DATA,
			"%s: no empty boxes of 2.3 to 12.5 mm are on it; is "
			"it the blank form, whole, and the right --width? "
			"--cells takes larger cells of a table too",
			blank);
	if (!form_name(&draft.form, options, err)
		|| !fit_blank(&draft, options, err)
		|| !make_folder(ph_text_get(&folder), err)
		|| !write_files(&draft, ph_text_get(&folder), err))
		return false;
	tell(ctx, &draft, ph_text_get(&folder));
	return options->fields || options->values
	       || form_suggest(ctx, &draft.form, err);
}
