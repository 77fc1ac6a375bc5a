/* SPDX-License-Identifier: MIT */
#include "audit.h"

#include <string.h>

struct gathering {
	struct ph_audit *audit;
	uint8_t *counts; /* by code id: it has a paper that counts */
	size_t code_count;
	bool failed;
};

/* An online rating has no paper. One without a code counts in no score, and
 * its paper cannot be told from another. */
static bool take_form(void *context, const struct census_form *form)
{
	struct gathering *g = context;
	const struct census_sheet *sheet =
		&g->audit->census->sheets.at[form->sheet];

	if (!form->verdict.counted || !form->code_id
		|| sheet->channel == PH_CHANNEL_ONLINE)
		return true;
	g->counts[form->code_id] = 1;
	g->audit->drawing->population++;
	return true;
}

static bool take_code(void *context, int64_t code_id, const char *code)
{
	struct gathering *g = context;
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };
	struct ticket *ticket;

	if (code_id < 1 || (size_t)code_id >= g->code_count
		|| !g->counts[code_id])
		return true;
	ticket = ph_list_push(&g->audit->tickets);
	if (!ticket
		|| !ph_text_appendf(
			&text, "%s,%s", g->audit->drawing->seed, code)) {
		g->failed = true;
		return false;
	}
	ticket->code_id = code_id;
	ph_hash(ph_text_get(&text), text.length, ticket->hash);
	return true;
}

static int by_hash(const void *left, const void *right)
{
	const struct ticket *a = left, *b = right;

	return memcmp(a->hash, b->hash, sizeof(a->hash));
}

/* The sheet that was photographed, if one of the form's was. */
static void find_photo(const struct census *census, struct drawn *drawn)
{
	for (int32_t at = census->first[drawn->code_id]; at != PH_NONE;
		at = census->sheets.at[at].next) {
		const struct census_sheet *sheet = &census->sheets.at[at];

		if (sheet->photo
			&& !(sheet->flags
				& (SHEET_REPLACED | SHEET_EXCLUDED
					| SHEET_STRAYED)))
			drawn->photo_sheet = sheet->id;
	}
}

static bool take_drawn(struct ph_audit *audit, int64_t code_id, unsigned draw,
	struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text code = { 0 };
	const struct census *census = audit->census;
	struct drawn *drawn = ph_list_push(&audit->drawn);
	struct census_form form;

	if (!drawn)
		return ph_error_memory(err);
	if (!census_form_of(census, code_id, PH_NONE, &form))
		return ph_error_set(err, PH_BUG,
			"a form was drawn, but is no "
			"form");
	if (!ph_ledger_code(audit->query->ledger, code_id, &code, err))
		return false;
	if (code.length >= sizeof(drawn->code))
		return ph_error_set(err, PH_BAD_DATA,
			"%.20s…: a code of %zu bytes", ph_text_get(&code),
			code.length);
	memcpy(drawn->code, ph_text_get(&code), code.length + 1);
	drawn->draw = draw;
	drawn->code_id = code_id;
	drawn->sheet = census->sheets.at[form.sheet].id;
	drawn->date = form.facts.date;
	drawn->box = census->sheets.at[form.sheet].box;
	memcpy(drawn->answers, form.answers, sizeof(drawn->answers));
	find_photo(census, drawn);
	return true;
}

const char *audit_box(const struct ph_audit *audit, const struct drawn *drawn)
{
	return drawn->box >= 0 ? audit->census->boxes.at[drawn->box] : "";
}

/* Day by day, box by box, so that a pile is gone through once. */
static int by_place(const void *left, const void *right, void *context)
{
	const struct drawn *a = left, *b = right;
	const struct ph_audit *audit = context;
	int order;

	if (a->date != b->date)
		return a->date < b->date ? -1 : 1;
	order = ph_natural_compare(audit_box(audit, a), audit_box(audit, b));
	return order ? order : strcmp(a->code, b->code);
}

static bool draw(struct ph_audit *audit, struct ph_error *err)
{
	const struct ph_audit_drawing *drawing = audit->drawing;

	if (audit->tickets.count)
		qsort(audit->tickets.at, audit->tickets.count,
			sizeof(*audit->tickets.at), by_hash);
	for (unsigned i = 0; i < drawing->size; i++)
		if (!take_drawn(
			    audit, audit->tickets.at[i].code_id, i + 1, err))
			return false;
	if (audit->drawn.count)
		qsort_r(audit->drawn.at, audit->drawn.count,
			sizeof(*audit->drawn.at), by_place, audit);
	return true;
}

static bool gather(struct ph_audit *audit, struct ph_error *err)
{
	struct gathering g = {
		.audit = audit,
		.code_count = audit->census->code_count,
	};
	bool fine;

	audit->drawing->population = 0;
	g.counts = ph_alloc(g.code_count + 1, 1);
	if (!g.counts)
		return ph_error_memory(err);
	census_each_form(audit->census, take_form, &g);
	fine = !*audit->drawing->seed
	       || ph_ledger_each_code(audit->query->ledger, take_code, &g, err);
	free(g.counts);
	if (fine && g.failed)
		return ph_error_memory(err);
	return fine;
}

/* More than there are is all that there are. */
static void set_size(struct ph_audit_drawing *drawing)
{
	if (!drawing->size)
		drawing->size = ph_sample_size(drawing->population,
			drawing->limit, drawing->confidence);
	if (drawing->size > drawing->population)
		drawing->size = drawing->population;
}

bool ph_audit_draw(struct ph_audit **made, const struct ph_query *query,
	struct ph_audit_drawing *drawing, struct ph_error *err)
{
	PH_AUTO(ph_audit_destroy)
	struct ph_audit *audit = ph_alloc(1, sizeof(*audit));

	if (!audit)
		return ph_error_memory(err);
	if (!query->period || drawing->limit <= 0
		|| drawing->limit >= PH_SAMPLE_ONE || drawing->confidence <= 0
		|| drawing->confidence >= PH_SAMPLE_ONE)
		return ph_error_set(err, PH_BUG,
			"an audit without a period, "
			"limit or confidence");
	audit->query = query;
	audit->drawing = drawing;
	if (!census_make(&audit->census, query, err) || !gather(audit, err))
		return false;
	set_size(drawing);
	if (*drawing->seed && !draw(audit, err))
		return false;
	*made = PH_TAKE(audit);
	return true;
}

void ph_audit_destroy(struct ph_audit *audit)
{
	if (!audit)
		return;
	census_destroy(audit->census);
	ph_list_release(&audit->tickets);
	ph_list_release(&audit->drawn);
	free(audit);
}

struct photo {
	struct ph_text *path;
	unsigned *page, *part;
	bool failed;
};

static bool take_photo(void *context, const struct ph_scanned_row *row)
{
	struct photo *photo = context;

	*photo->page = row->form.page;
	*photo->part = row->form.part;
	photo->failed = !ph_text_puts(photo->path, row->form.path);
	return false;
}

bool audit_photo(const struct ph_audit *audit, const struct drawn *drawn,
	struct ph_text *path, unsigned *page, unsigned *part,
	struct ph_error *err)
{
	const struct ph_query *query = audit->query;
	struct photo photo = { .path = path, .page = page, .part = part };

	ph_text_clear(path);
	*page = *part = 0;
	if (drawn->photo_sheet
		&& !ph_ledger_each_scanned(query->ledger, drawn->photo_sheet,
			&query->rules->fields, take_photo, &photo, err))
		return false;
	return !photo.failed || ph_error_memory(err);
}

const struct ph_criterion *audit_criterion(
	const struct ph_audit *audit, size_t field)
{
	const struct ph_rules *rules = audit->query->rules;

	return ph_rules_criterion(rules, rules->fields.id[field]);
}
