/* SPDX-License-Identifier: MIT */
/* One description to the papers that a scan looks for. */
#include "papers.h"

#include <phieu/print.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool has_tag(const struct ph_form *form, const char *id)
{
	for (size_t i = 0; i < form->count; i++)
		if (form->items[i].kind == PH_FORM_ANCHOR
			&& strcmp(form->items[i].value, id) == 0)
			return true;
	return false;
}

/* A form that the same tags would be taken for; NULL: none. Its tags are the
 * first thing that a photograph tells of a form, and often all. */
static const struct ph_form *find_rival(
	const struct papers *papers, const struct ph_form *form)
{
	struct papers_form *const *other;

	ph_list_for (other, &papers->forms) {
		const struct ph_form *rival = &(*other)->form;

		for (size_t i = 0; i < form->count; i++)
			if (form->items[i].kind == PH_FORM_ANCHOR
				&& has_tag(rival, form->items[i].value))
				return rival;
	}
	return NULL;
}

static bool take(struct papers *papers, struct papers_form *made, bool named,
	struct ph_error *err)
{
	PH_AUTO(papers_form_destroy) struct papers_form *form = made;
	const struct ph_form *rival = find_rival(papers, &form->form);
	struct ph_scan_form *ready;
	struct papers_form **kept;
	struct ph_paper *paper;

	papers->rivals = rival;
	if (rival)
		return ph_error_set(err, PH_CONFIG,
			"form %s has the corner tags of form %s: photographs "
			"do not tell them apart",
			form->form.id, rival->id);
	paper = form->paper = ph_paper_create(
		&form->form, form->blank.pixels ? &form->blank : NULL);
	ready = ph_list_push(&papers->list);
	kept = ph_list_push(&papers->forms);
	if (kept)
		*kept = PH_TAKE(form);
	if (!paper || !ready || !kept)
		return ph_error_memory(err);
	*ready = (struct ph_scan_form){ paper, named };
	return true;
}

/* ---- composed from a template ---- */

static bool add_slot(struct papers *papers, const struct ph_template *from,
	const struct ph_print_questions *asked, unsigned slot, bool coded,
	struct ph_error *err)
{
	PH_AUTO(papers_form_destroy)
	struct papers_form *form = ph_alloc(1, sizeof(*form));

	if (!form)
		return ph_error_memory(err);
	return ph_form_compose(&form->form, from, asked->at, asked->count, slot,
		       coded, err)
	       && take(papers, PH_TAKE(form), true, err);
}

/* The papers that one template gives: each slot, with a code and without. */
bool papers_add_composed(struct papers *papers, struct context *ctx,
	const char *folder, struct ph_error *err)
{
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	struct ph_print_questions asked;
	struct ph_template from;
	char line[512];

	ph_faults_init(&faults, folder);
	if (!ph_template_load(&from, folder, &faults, err)) {
		if (faults.count) {
			ph_faults_format(&faults, 0, line, sizeof(line));
			ph_error_set(err, PH_CONFIG, "%s", line);
		}
		return false;
	}
	ph_print_ask(&asked, ctx->rules, &from);
	for (unsigned slot = 1; slot <= from.slots; slot++)
		if (!add_slot(papers, &from, &asked, slot, true, err)
			|| !add_slot(papers, &from, &asked, slot, false, err))
			return false;
	return true;
}

/* ---- read from a layout ---- */

static bool read_slot(struct ph_form *form, const char *path, unsigned slot,
	struct ph_faults *faults, struct ph_error *err)
{
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;

	return ph_table_open(&table, path, faults, err)
	       && ph_form_read(form, table, 1, slot, faults, err);
}

/* The forms of one sheet stand side by side: each gets an origin of its own,
 * as it was composed with. */
static void move_slot(struct ph_form *form, unsigned slot, unsigned slots)
{
	for (size_t i = 0; i < form->count; i++) {
		struct ph_form_item *item = &form->items[i];

		if (item->kind == PH_FORM_PAGE)
			item->w /= slots;
	}
	for (size_t i = 0; i < form->count; i++) {
		struct ph_form_item *item = &form->items[i];

		if (item->kind != PH_FORM_PAGE)
			item->x -= (slot - 1) * ph_form_page(form)->w;
	}
}

/* The layout of a sheet that has one form alone where two have room: the paper
 * ends as far behind the tags on the right as it begins before those on the
 * left, else the codes of a neighbour would be its own. */
static void trim_page(struct ph_form *form)
{
	const struct ph_form_item *left = ph_form_find(
					  form, PH_FORM_ANCHOR, "tl"),
				  *right = ph_form_find(
					  form, PH_FORM_ANCHOR, "tr");
	double end = left && right ? right->x + right->w + left->x : 0;

	for (size_t i = 0; i < form->count; i++) {
		struct ph_form_item *item = &form->items[i];

		if (item->kind == PH_FORM_PAGE && end > 0
			&& end < 0.6 * item->w)
			item->w = end;
	}
}

/* Letters as an id has them; others become a dash. */
static void set_id(struct ph_form *form, const char *id)
{
	size_t used = 0;

	for (; *id && used < PH_FORM_ID_SIZE - 1; id++) {
		char letter = *id >= 'A' && *id <= 'Z' ? *id - 'A' + 'a' : *id;
		bool good = (letter >= 'a' && letter <= 'z')
			    || (letter >= '0' && letter <= '9');

		form->id[used++] = good ? letter : '-';
	}
	form->id[used] = '\0';
}

/* The picture of the empty form beside its layout: a paper without anchors is
 * found by it. */
static bool load_blank(struct context *ctx, const char *path,
	struct papers_form *form, struct ph_error *err)
{
	static const char *const names[] = { "blank.png", "blank.pdf",
		"blank.jpg" };
	const char *slash = strrchr(path, '/');
	int folder = slash ? (int)(slash - path) + 1 : 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		PH_AUTO(ph_text_release) struct ph_text name = { 0 };
		PH_AUTO(ph_source_release) struct ph_source source = { 0 };
		struct ph_image_trouble trouble;

		if (!ph_text_appendf(&name, "%.*s%s", folder, path, names[i]))
			return ph_error_memory(err);
		if (ph_source_load(&source, ph_text_get(&name),
			    &ph_image_limits_default, &trouble)
			&& ph_image_read(&form->blank, &source, 1,
				&ph_image_limits_default, &trouble))
			return true;
		if (trouble.fault != PH_IMAGE_MISSING)
			ph_log(&ctx->console.log, PH_LOG_NOTE, "%s: %s",
				ph_text_get(&name), trouble.detail);
	}
	return true;
}

/* A picture of another shape than the page would lay out every photo wrong. */
static void check_blank(struct context *ctx, struct papers_form *form)
{
	const struct ph_form_item *page = ph_form_page(&form->form);
	const struct ph_image *blank = &form->blank;

	if (!blank->pixels || !page || page->w <= 0
		|| fabs(page->h / page->w * blank->width / blank->height - 1)
			   < 0.02)
		return;
	ph_log(&ctx->console.log, PH_LOG_NOTE,
		"form %s: its blank is %u × %u pixels, its page %.0f × %.0f "
		"mm: the blank is not used",
		form->form.id, blank->width, blank->height, page->w, page->h);
	ph_image_release(&form->blank);
	form->blank = (struct ph_image){ 0 };
}

static bool has_code(const struct ph_form *form)
{
	return ph_form_find(form, PH_FORM_QR, NULL)
	       || ph_form_find(form, PH_FORM_BARCODE, NULL);
}

static bool add_part(struct papers *papers, struct context *ctx,
	struct papers_form *made, const char *path, const char *id,
	struct ph_error *err)
{
	PH_AUTO(papers_form_destroy) struct papers_form *form = made;

	set_id(&form->form, id);
	if (!papers->named && !has_code(&form->form))
		return ph_error_set(err, PH_CONFIG,
			"it has no place for a code: it is read only when it "
			"is named");
	if (!papers->named
		&& !papers_check_points(ctx->rules, &form->form, err))
		return false;
	if (!ph_form_find(&form->form, PH_FORM_ANCHOR, NULL)) {
		if (!load_blank(ctx, path, form, err))
			return false;
		check_blank(ctx, form);
		if (!form->blank.pixels)
			return ph_error_set(err, PH_CONFIG,
				"%s: a form without corner tags is found by "
				"the picture of its empty paper: put blank.png "
				"or blank.pdf beside it, as 'phieu form learn' "
				"does",
				path);
	}
	return take(papers, PH_TAKE(form), false, err);
}

static bool has_answers(const struct ph_form *form)
{
	return ph_form_find(form, PH_FORM_BOX, NULL)
	       || ph_form_find(form, PH_FORM_DIGIT, NULL);
}

bool papers_add_layout(struct papers *papers, struct context *ctx,
	const char *path, const char *id, struct ph_error *err)
{
	PH_AUTO(papers_form_destroy)
	struct papers_form *form = ph_alloc(1, sizeof(*form));
	PH_AUTO(papers_form_destroy)
	struct papers_form *second = ph_alloc(1, sizeof(*second));
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	char line[512];

	if (!form || !second)
		return ph_error_memory(err);
	ph_faults_init(&faults, path);
	if (!read_slot(&form->form, path, 1, &faults, err)
		|| !read_slot(&second->form, path, 2, &faults, err)) {
		if (faults.count) {
			ph_faults_format(&faults, 0, line, sizeof(line));
			ph_error_set(err, PH_CONFIG, "%s", line);
		}
		return false;
	}
	if (!has_answers(&form->form) || !ph_form_page(&form->form))
		return ph_error_set(
			err, PH_CONFIG, "%s: no page with boxes in it", path);
	if (!has_answers(&second->form)) {
		trim_page(&form->form);
		return add_part(papers, ctx, PH_TAKE(form), path, id, err);
	}
	move_slot(&form->form, 1, 2);
	move_slot(&second->form, 2, 2);
	return add_part(papers, ctx, PH_TAKE(form), path, id, err)
	       && add_part(papers, ctx, PH_TAKE(second), path, id, err);
}
