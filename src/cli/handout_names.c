/* SPDX-License-Identifier: MIT */
/* Who a form's office and officer are, by the ledger's registers. */
#include "handouts.h"

#include <phieu/report.h>

#include <string.h>

struct named {
	char *id, *name;
};

struct names {
	PH_LIST(struct named) units, officers;
	struct wanted **by_code; /* sorted */
	size_t count;
	bool failed;
};

static void release_list(struct named *at, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(at[i].id);
		free(at[i].name);
	}
	free(at);
}

static void names_release(struct names *names)
{
	release_list(names->units.at, names->units.count);
	release_list(names->officers.at, names->officers.count);
	free(names->by_code);
}
PH_CLEANUP_VALUE(struct names, names_release)

static bool fill(struct named *named, const char *id, const char *name)
{
	if (!named)
		return false;
	named->id = ph_copy(id, strlen(id));
	named->name = ph_copy(name ? name : "", name ? strlen(name) : 0);
	return named->id && named->name;
}

static bool take_unit(void *context, const struct ph_unit *unit)
{
	struct names *names = context;

	names->failed =
		!fill(ph_list_push(&names->units), unit->unit, unit->name);
	return !names->failed;
}

static bool take_officer(void *context, const struct ph_officer *officer)
{
	struct names *names = context;

	names->failed = !fill(ph_list_push(&names->officers), officer->officer,
		officer->name);
	return !names->failed;
}

static const char *find(const struct named *at, size_t count, const char *id)
{
	for (size_t i = 0; *id && i < count; i++)
		if (strcmp(at[i].id, id) == 0)
			return at[i].name;
	return "";
}

/* ---- what the register knows of a code ---- */

static int by_code(const void *a, const void *b)
{
	const struct wanted *const *left = a, *const *right = b;

	return strcmp((*left)->code, (*right)->code);
}

static int code_against(const void *code, const void *wanted)
{
	const struct wanted *const *at = wanted;

	return strcmp(code, (*at)->code);
}

static bool replace(char **old, const char *text)
{
	if (**old || !text || !*text)
		return true;
	free(*old);
	*old = ph_copy(text, strlen(text));
	return *old != NULL;
}

/* A code may stand more than once. */
static bool take_dossier(void *context, const struct ph_dossier_row *row)
{
	struct names *names = context;
	const struct ph_dossier *d = &row->dossier;
	struct wanted **end = names->by_code + names->count;
	struct wanted **at = bsearch(d->code, names->by_code, names->count,
		sizeof(*names->by_code), code_against);

	while (at && at > names->by_code && strcmp(at[-1]->code, d->code) == 0)
		at--;
	for (; at && at < end && strcmp((*at)->code, d->code) == 0; at++)
		if (!replace(&(*at)->unit, d->unit)
			|| !replace(&(*at)->officer, d->officer))
			names->failed = true;
	return !names->failed;
}

static bool look_up(struct handouts *handouts, struct context *ctx,
	struct names *names, struct ph_error *err)
{
	struct wanted *wanted;

	names->by_code =
		ph_alloc(handouts->list.count, sizeof(*names->by_code));
	if (!names->by_code)
		return ph_error_memory(err);
	ph_list_for (wanted, &handouts->list) {
		names->by_code[names->count++] = wanted;
	}
	qsort(names->by_code, names->count, sizeof(*names->by_code), by_code);
	if (!ph_ledger_each_unit(ctx->ledger, INT64_MAX, take_unit, names, err)
		|| !ph_ledger_each_officer(
			ctx->ledger, INT64_MAX, take_officer, names, err)
		|| !ph_ledger_each_dossier(
			ctx->ledger, INT64_MAX, true, take_dossier, names, err))
		return false;
	return !names->failed || ph_error_memory(err);
}

/* ---- the names ---- */

/* The ledger's own name is that of its own unit, and of dossiers without
 * one. */
static const char *office_of(const struct wanted *wanted,
	const struct names *names, const struct ph_settings *settings)
{
	const char *name =
		find(names->units.at, names->units.count, wanted->unit);

	if (*name)
		return name;
	return !*wanted->unit
			       || strcmp(wanted->unit,
					  ph_text_get(&settings->unit))
					  == 0
		       ? ph_text_get(&settings->name)
		       : "";
}

static bool set_names(struct wanted *wanted, const char *office,
	const char *officer, struct ph_error *err)
{
	wanted->office_name = ph_copy(office, strlen(office));
	wanted->officer_name = ph_copy(officer, strlen(officer));
	return (wanted->office_name && wanted->officer_name)
	       || ph_error_memory(err);
}

bool handouts_name(struct handouts *handouts, struct context *ctx,
	const char *office, struct ph_error *err)
{
	PH_AUTO(ph_settings_release) struct ph_settings settings = { 0 };
	PH_AUTO(names_release) struct names names = { 0 };
	struct wanted *wanted;

	if (ctx->ledger
		&& (!ph_settings_load(
			    &settings, ctx->ledger, ctx->rules, INT64_MAX, err)
			|| !look_up(handouts, ctx, &names, err)))
		return false;
	ph_list_for (wanted, &handouts->list) {
		const char *name =
			office ? office : office_of(wanted, &names, &settings);

		if (!set_names(wanted, name,
			    find(names.officers.at, names.officers.count,
				    wanted->officer),
			    err))
			return false;
	}
	return true;
}
