/* SPDX-License-Identifier: MIT */
#include "handouts.h"

#include <phieu/report.h>

#include <string.h>

static void wanted_release(struct wanted *wanted)
{
	free(wanted->code);
	free(wanted->unit);
	free(wanted->officer);
	free(wanted->office_name);
	free(wanted->officer_name);
}

void handouts_release(struct handouts *handouts)
{
	struct wanted *wanted;

	ph_list_for (wanted, &handouts->list) {
		wanted_release(wanted);
	}
	ph_list_release(&handouts->list);
}

static bool add(struct handouts *handouts, unsigned long line, const char *code,
	const char *unit, const char *officer, struct ph_error *err)
{
	struct wanted *wanted = ph_list_push(&handouts->list);

	if (!wanted)
		return ph_error_memory(err);
	wanted->line = line;
	wanted->code = ph_copy(code, strlen(code));
	wanted->unit = ph_copy(unit, strlen(unit));
	wanted->officer = ph_copy(officer, strlen(officer));
	return (wanted->code && wanted->unit && wanted->officer)
	       || ph_error_memory(err);
}

/* ---- codes as they are given ---- */

/* What is wrong with a code, or NULL; `out` gets it normalised. */
static const char *judge(const struct context *ctx, const char *given,
	struct ph_text *out, struct ph_error *err)
{
	struct ph_code_match match;

	ph_text_clear(out);
	err->code = PH_OK;
	if (ph_utf8_check(given, strlen(given)) < strlen(given))
		return "it is not UTF-8";
	if (!ph_utf8_code(out, given, strlen(given))) {
		ph_error_memory(err);
		return NULL;
	}
	if (out->length >= PH_CODE_SIZE)
		return "it is too long";
	match = ph_code_judge(ctx->rules, ph_text_get(out), ctx->today);
	if (match.valid)
		return NULL;
	return match.what ? match.what : "no grammar knows it";
}

bool handouts_add_codes(struct handouts *handouts, struct context *ctx,
	char *const *codes, size_t count, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text code = { 0 };

	for (size_t i = 0; i < count; i++) {
		const char *wrong = judge(ctx, codes[i], &code, err);

		if (err->code != PH_OK)
			return false;
		ctx->faults.file = codes[i];
		if (wrong)
			ph_faults_add(&ctx->faults, 0, 0,
				"not a dossier code: %s", wrong);
		else if (!add(handouts, 0, ph_text_get(&code), "", "", err))
			return false;
	}
	return true;
}

/* ---- a table ---- */

enum {
	CODE,
	UNIT,
	OFFICER,
};

static const struct ph_column columns[] = {
	[CODE] = { "code", true },
	[UNIT] = { "unit", false },
	[OFFICER] = { "officer", false },
	/* the rest of the register, known but of no use here */
	{ "field", false },
	{ "received", false },
	{ "due", false },
	{ "returned", false },
};

enum {
	COLUMNS_KNOWN = sizeof(columns) / sizeof(*columns)
};

struct table {
	struct handouts *handouts;
	struct context *ctx;
	struct ph_table *table;
	int at[COLUMNS_KNOWN];
};

static bool take_row(struct table *in, const struct ph_row *row,
	struct ph_text *code, struct ph_error *err)
{
	const char *given = ph_row_get(row, in->at[CODE]);
	const char *wrong = judge(in->ctx, given, code, err);

	if (err->code != PH_OK)
		return false;
	if (wrong) {
		ph_row_fault(in->table, row, in->at[CODE], &in->ctx->faults,
			"«%s» is not a dossier code: %s", given, wrong);
		return true;
	}
	return add(in->handouts, row->line, ph_text_get(code),
		ph_row_get(row, in->at[UNIT]), ph_row_get(row, in->at[OFFICER]),
		err);
}

static bool take_rows(struct table *in, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text code = { 0 };
	struct ph_faults *faults = &in->ctx->faults;
	size_t before = faults->count;
	struct ph_row row;

	ph_table_bind(in->table, columns, COLUMNS_KNOWN, in->ctx->labels,
		in->at, &in->ctx->console.log, faults);
	if (faults->count > before)
		return true;
	while (ph_table_next(in->table, &row, faults))
		if (!take_row(in, &row, &code, err))
			return false;
	return true;
}

bool handouts_add_table(struct handouts *handouts, struct context *ctx,
	const char *name, struct ph_error *err)
{
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;
	struct table in = { .handouts = handouts, .ctx = ctx };

	ctx->faults.file = name;
	if (!ph_table_open(&table, name, &ctx->faults, err))
		return false;
	in.table = table;
	return take_rows(&in, err);
}

/* ---- the register ---- */

struct choosing {
	struct handouts *handouts;
	struct ph_period period;
	struct ph_error *err;
	bool failed;
};

static bool take_dossier(void *context, const struct ph_dossier_row *row)
{
	struct choosing *in = context;
	const struct ph_dossier *d = &row->dossier;
	ph_date day = d->returned != PH_NO_DATE ? d->returned
		      : d->due != PH_NO_DATE    ? d->due
						: d->received;

	if (day == PH_NO_DATE || day < in->period.from || day > in->period.to)
		return true;
	in->failed = !add(in->handouts, 0, d->code, d->unit ? d->unit : "",
		d->officer ? d->officer : "", in->err);
	return !in->failed;
}

bool handouts_add_period(struct handouts *handouts, struct context *ctx,
	const char *period, struct ph_error *err)
{
	PH_AUTO(ph_settings_release) struct ph_settings settings = { 0 };
	struct choosing in = { .handouts = handouts, .err = err };

	if (!ph_settings_load(
		    &settings, ctx->ledger, ctx->rules, INT64_MAX, err)
		|| !ph_period_parse(ctx->rules, settings.period_rule, period,
			&in.period, err))
		return false;
	return ph_ledger_each_dossier(
		       ctx->ledger, INT64_MAX, true, take_dossier, &in, err)
	       && !in.failed;
}

bool handouts_add_blanks(
	struct handouts *handouts, size_t count, struct ph_error *err)
{
	while (count--)
		if (!add(handouts, 0, "", "", "", err))
			return false;
	return true;
}

/* ---- the same code twice ---- */

static int by_code(const void *a, const void *b)
{
	const struct wanted *const *left = a, *const *right = b;
	int order = strcmp((*left)->code, (*right)->code);

	return order ? order : (*left > *right) - (*left < *right);
}

static void tell_twice(struct ph_faults *faults, const struct wanted *first,
	const struct wanted *again)
{
	if (again->line)
		ph_faults_add(faults, again->line, 0,
			"%s stands in line %lu too: two forms would be "
			"counted twice (--repeats allows it)",
			again->code, first->line);
	else
		ph_faults_add(faults, 0, 0,
			"stands twice: two forms would be counted twice "
			"(--repeats allows it)");
}

bool handouts_check_once(const struct handouts *handouts, struct context *ctx,
	struct ph_error *err)
{
	size_t count = handouts->list.count;
	const struct wanted **sorted = ph_alloc(count, sizeof(*sorted));

	if (!sorted)
		return ph_error_memory(err);
	for (size_t i = 0; i < count; i++)
		sorted[i] = &handouts->list.at[i];
	qsort(sorted, count, sizeof(*sorted), by_code);
	for (size_t i = 1; i < count; i++) {
		if (!*sorted[i]->code
			|| strcmp(sorted[i]->code, sorted[i - 1]->code) != 0)
			continue;
		if (!sorted[i]->line)
			ctx->faults.file = sorted[i]->code;
		tell_twice(&ctx->faults, sorted[i - 1], sorted[i]);
	}
	free(sorted);
	return true;
}
