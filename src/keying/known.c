/* SPDX-License-Identifier: MIT */
/* The register and the ratings, read once: each code is then judged without
 * holding a lock that others wait for. */
#include <phieu/keying.h>

#include <string.h>

struct dossier {
	char *text; /* code, officer and field, each with its NUL */
	const char *officer, *field;
	ph_date received, due, returned;
};

struct officer {
	char *id, *name;
};

struct rated {
	unsigned by[PH_CHANNEL_ONLINE + 1];
};

/* By its number: what a sheet was counted as, so that its correction takes its
 * place. */
struct counted {
	int64_t code_id; /* 0: not counted */
	enum ph_channel channel;
};

struct ph_known {
	struct ph_ledger *ledger;
	const struct ph_rules *rules;
	ph_date today;
	size_t codes;        /* ids below it have a place in: */
	struct rated *rated; /* by code's id */
	size_t *dossier_of;  /* by code's id, from 1 */
	PH_LIST(struct dossier) dossiers;
	PH_LIST(struct officer) officers;
	PH_LIST(struct counted) counted;
	bool no_memory;
};

void ph_known_destroy(struct ph_known *known)
{
	struct dossier *dossier;
	struct officer *officer;

	if (!known)
		return;
	ph_list_for (dossier, &known->dossiers)
		free(dossier->text);
	ph_list_release(&known->dossiers);
	ph_list_for (officer, &known->officers) {
		free(officer->id);
		free(officer->name);
	}
	ph_list_release(&known->officers);
	ph_list_release(&known->counted);
	free(known->rated);
	free(known->dossier_of);
	free(known);
}

static bool keep_officer(void *context, const struct ph_officer *row)
{
	struct ph_known *known = context;
	struct officer *officer = ph_list_push(&known->officers);

	if (officer) {
		officer->id = ph_copy(row->officer, strlen(row->officer));
		officer->name = ph_copy(row->name, strlen(row->name));
	}
	known->no_memory = !officer || !officer->id || !officer->name;
	return !known->no_memory;
}

static const char *given(const char *text)
{
	return text ? text : "";
}

static bool keep_strings(struct dossier *dossier, const struct ph_dossier *row)
{
	const char *officer = given(row->officer), *field = given(row->field);
	PH_AUTO(ph_text_release) struct ph_text all = { 0 };
	size_t code = strlen(row->code) + 1, middle = strlen(officer) + 1;

	if (!ph_text_append(&all, row->code, code)
		|| !ph_text_append(&all, officer, middle)
		|| !ph_text_append(&all, field, strlen(field) + 1))
		return false;
	dossier->text = PH_TAKE(all.bytes);
	dossier->officer = dossier->text + code;
	dossier->field = dossier->officer + middle;
	return true;
}

/* A newer version of a dossier takes the older one's place. */
static bool keep_dossier(void *context, const struct ph_dossier_row *row)
{
	struct ph_known *known = context;
	struct dossier *dossier = NULL;
	size_t *at;

	if ((size_t)row->code_id >= known->codes)
		return true; /* came since */
	at = &known->dossier_of[row->code_id];
	if (*at) {
		dossier = &known->dossiers.at[*at - 1];
		free(PH_TAKE(dossier->text));
	} else if ((dossier = ph_list_push(&known->dossiers))) {
		*at = known->dossiers.count;
	}
	if (!dossier || !keep_strings(dossier, &row->dossier)) {
		known->no_memory = true;
		return false;
	}
	dossier->received = row->dossier.received;
	dossier->due = row->dossier.due;
	dossier->returned = row->dossier.returned;
	return true;
}

static bool has_answers(const struct ph_known *known, const int8_t *answers)
{
	for (size_t i = 0; i < known->rules->fields.count; i++)
		if (answers[i] != PH_ABSENT && answers[i] != PH_DOUBTFUL)
			return true;
	return false;
}

static bool keep_rating(void *context, const struct ph_sheet_row *row)
{
	struct ph_known *known = context;
	struct counted *counted = NULL;

	while (known->counted.count <= (size_t)row->sheet)
		if (!ph_list_push(&known->counted)) {
			known->no_memory = true;
			return false;
		}
	if (row->replaces)
		counted = &known->counted.at[row->replaces];
	if (counted && counted->code_id) {
		known->rated[counted->code_id].by[counted->channel]--;
		counted->code_id = 0;
	}
	if (row->code_id <= 0 || (size_t)row->code_id >= known->codes
		|| !has_answers(known, row->answers))
		return true;
	known->counted.at[row->sheet] =
		(struct counted){ row->code_id, row->channel };
	known->rated[row->code_id].by[row->channel]++;
	return true;
}

static bool load(struct ph_known *known, struct ph_error *err)
{
	int64_t code_max;

	if (!ph_ledger_code_max(known->ledger, &code_max, err))
		return false;
	known->codes = (size_t)code_max + 1;
	known->rated = ph_alloc(known->codes, sizeof(*known->rated));
	known->dossier_of = ph_alloc(known->codes, sizeof(*known->dossier_of));
	if (!known->rated || !known->dossier_of)
		return ph_error_memory(err);
	return ph_ledger_each_officer(
		       known->ledger, INT64_MAX, keep_officer, known, err)
	       && ph_ledger_each_dossier(
		       known->ledger, INT64_MAX, true, keep_dossier, known, err)
	       && ph_ledger_each_sheet(known->ledger, INT64_MAX,
		       &known->rules->fields, keep_rating, known, err)
	       && (!known->no_memory || ph_error_memory(err));
}

bool ph_known_load(struct ph_known **result, struct ph_ledger *ledger,
	const struct ph_rules *rules, ph_date today, struct ph_error *err)
{
	PH_AUTO(ph_known_destroy)
	struct ph_known *known = ph_alloc(1, sizeof(*known));

	if (!known)
		return ph_error_memory(err);
	known->ledger = ledger;
	known->rules = rules;
	known->today = today;
	if (!load(known, err))
		return false;
	ph_list_release(&known->counted);
	*result = PH_TAKE(known);
	return true;
}

static const char *name_of(const struct ph_known *known, const char *id)
{
	const struct officer *officer;

	ph_list_for (officer, &known->officers)
		if (strcmp(officer->id, id) == 0)
			return officer->name;
	return "";
}

static void tell_dossier(
	const struct ph_known *known, size_t place, struct ph_sight *sight)
{
	const struct dossier *dossier = &known->dossiers.at[place - 1];

	sight->registered = true;
	sight->officer = dossier->officer;
	sight->officer_name = name_of(known, dossier->officer);
	sight->field = dossier->field;
	sight->received = dossier->received;
	sight->due = dossier->due;
	sight->returned = dossier->returned;
}

static void find_near(
	const struct ph_known *known, const char *code, struct ph_sight *sight)
{
	const struct dossier *dossier;

	sight->nearest = (struct ph_nearest){
		.rules = known->rules,
		.wanted = code,
		.limit = 2 * PH_EDIT_COST,
	};
	ph_list_for (dossier, &known->dossiers)
		ph_nearest_offer(&sight->nearest, dossier->text);
	sight->nearest.wanted = NULL; /* the caller's */
}

bool ph_known_look(const struct ph_known *known, const char *code,
	struct ph_sight *sight, struct ph_error *err)
{
	struct ph_code_match match =
		ph_code_judge(known->rules, code, known->today);
	int64_t id;

	*sight = (struct ph_sight){
		.what = match.what,
		.officer = "",
		.officer_name = "",
		.field = "",
		.no_register = !known->dossiers.count,
		.received = PH_NO_DATE,
		.due = PH_NO_DATE,
		.returned = PH_NO_DATE,
	};
	if (!ph_ledger_code_find(known->ledger, code, &id, err))
		return false;
	if (id > 0 && (size_t)id < known->codes) {
		const struct rated *rated = &known->rated[id];

		sight->scanned = rated->by[PH_CHANNEL_SCAN];
		sight->keyed = rated->by[PH_CHANNEL_KEYED];
		sight->online = rated->by[PH_CHANNEL_ONLINE];
		if (known->dossier_of[id])
			tell_dossier(known, known->dossier_of[id], sight);
	}
	if (sight->scanned || sight->keyed || sight->online)
		sight->doubts |= PH_DOUBT_RATED;
	if (!match.valid)
		sight->doubts |= PH_DOUBT_MALFORMED;
	if (!sight->registered && !sight->no_register)
		sight->doubts |= PH_DOUBT_UNKNOWN;
	if (!sight->registered)
		find_near(known, code, sight);
	return true;
}
