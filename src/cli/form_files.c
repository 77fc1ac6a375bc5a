/* SPDX-License-Identifier: MIT */
#include "form_files.h"
#include "places.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool form_files_root(
	struct context *ctx, struct ph_text *folder, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text beside = { 0 };
	const char *given = getenv("PHIEU_FORMS");
	const char *home = ".";

	if (given && *given)
		return ph_text_puts(folder, given) || ph_error_memory(err);
	if (ctx->ledger_path.length) {
		if (!places_folder_of(
			    ph_text_get(&ctx->ledger_path), &beside, err))
			return false;
		home = ph_text_get(&beside);
	}
	if (strcmp(home, ".") == 0)
		return ph_text_puts(folder, "forms") || ph_error_memory(err);
	return ph_text_appendf(folder, "%s/forms", home)
	       || ph_error_memory(err);
}

bool form_id_check(const char *id, struct ph_error *err)
{
	size_t good = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-");

	if (*id && !id[good] && *id != '-' && good < PH_FORM_ID_SIZE)
		return true;
	return ph_error_set(err, PH_USAGE,
		"«%s»: a form's id has a-z, 0-9 and -, begins with no -, and "
		"is at most %d long",
		id, PH_FORM_ID_SIZE - 1);
}

static bool load_blank(struct context *ctx, const char *folder,
	const struct ph_form *form, struct ph_image *blank,
	struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };
	PH_AUTO(ph_source_release) struct ph_source source = { 0 };
	const struct ph_form_item *page = ph_form_page(form);
	struct ph_image_trouble trouble;

	if (!ph_text_appendf(&path, "%s/blank.png", folder))
		return ph_error_memory(err);
	ctx->faults.file = ph_text_get(&path);
	if (!ph_source_load(&source, ph_text_get(&path),
		    &ph_image_limits_default, &trouble)
		|| !ph_image_read(
			blank, &source, 1, &ph_image_limits_default, &trouble))
		ph_faults_add(&ctx->faults, 0, 0, "%s", trouble.detail);
	else if (page && page->w > 0
		 && fabs(page->h / page->w * blank->width / blank->height - 1)
			    > 0.02)
		ph_faults_add(&ctx->faults, 0, 0,
			"is not the picture of this page: %u × %u pixels for "
			"%.0f × %.0f mm",
			blank->width, blank->height, page->w, page->h);
	ctx->faults.file = "";
	return true;
}

bool form_files_load(struct context *ctx, const char *folder,
	struct ph_form *form, struct ph_image *blank, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };
	bool loaded;

	if (!ph_text_appendf(&path, "%s/layout.csv", folder))
		return ph_error_memory(err);
	ctx->faults.file = ph_text_get(&path);
	loaded = ph_form_load(form, ph_text_get(&path), &ctx->faults, err);
	ctx->faults.file = "";
	if (!loaded && !ctx->faults.count)
		return false;
	return load_blank(ctx, folder, form, blank, err);
}

bool form_is_answer(const struct ph_form_item *item)
{
	return item->kind == PH_FORM_BOX || item->kind == PH_FORM_DIGIT;
}

static bool is_new_field(const struct ph_form *form, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (form_is_answer(&form->items[k])
			&& strcmp(form->items[k].field, form->items[i].field)
				   == 0)
			return false;
	return true;
}

struct form_count form_count_of(const struct ph_form *form)
{
	struct form_count count = { 0 };

	for (size_t i = 0; i < form->count; i++) {
		const struct ph_form_item *item = &form->items[i];

		count.boxes += item->kind == PH_FORM_BOX;
		count.digits += item->kind == PH_FORM_DIGIT;
		count.codes += item->kind == PH_FORM_QR
			       || item->kind == PH_FORM_BARCODE;
		count.fields += form_is_answer(item) && is_new_field(form, i);
	}
	return count;
}
