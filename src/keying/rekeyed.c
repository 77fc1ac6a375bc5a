/* SPDX-License-Identifier: MIT */
#include <phieu/keying.h>
#include <phieu/trail.h>

#include <inttypes.h>
#include <string.h>

struct loading {
	struct ph_rekeyed *rekeyed;
	bool found, no_memory;
};

void ph_rekeyed_release(struct ph_rekeyed *rekeyed)
{
	ph_text_release(&rekeyed->source);
	ph_text_release(&rekeyed->by);
	ph_text_release(&rekeyed->at);
	ph_list_release(&rekeyed->firsts);
}

static const char *given(const char *text)
{
	return text ? text : "";
}

static bool keep_batch(void *context, const struct ph_batch_row *row)
{
	struct loading *loading = context;
	struct ph_rekeyed *rekeyed = loading->rekeyed;

	loading->found = true;
	loading->no_memory = !ph_text_puts(&rekeyed->source, given(row->source))
			     || !ph_text_puts(&rekeyed->by, given(row->by))
			     || !ph_text_puts(&rekeyed->at, given(row->at));
	return !loading->no_memory;
}

static bool keep_sheet(void *context, const struct ph_sheet_row *row)
{
	struct loading *loading = context;
	struct ph_first *first;

	if (row->batch != loading->rekeyed->batch
		|| row->channel != PH_CHANNEL_KEYED || row->replaces)
		return true;
	first = ph_list_push(&loading->rekeyed->firsts);
	loading->no_memory = !first;
	if (!first)
		return false;
	first->origin = row->sheet;
	return true;
}

/* As they were keyed, and as they are now: what was settled before is not
 * asked again. */
static bool load_states(struct ph_rekeyed *rekeyed, struct ph_error *err)
{
	struct ph_first *first;

	ph_list_for (first, &rekeyed->firsts) {
		struct ph_sheet_state keyed, now;

		if (!ph_ledger_newest(
			    rekeyed->ledger, first->origin, &first->sheet, err)
			|| !ph_ledger_sheet_state(rekeyed->ledger,
				first->origin, &rekeyed->rules->fields, &keyed,
				err)
			|| !ph_ledger_sheet_state(rekeyed->ledger, first->sheet,
				&rekeyed->rules->fields, &now, err))
			return false;
		memcpy(first->code, keyed.code, sizeof(first->code));
		memcpy(first->answers, keyed.answers, sizeof(first->answers));
		memcpy(first->code_now, now.code, sizeof(first->code_now));
		memcpy(first->now, now.answers, sizeof(first->now));
	}
	return true;
}

bool ph_rekeyed_load(struct ph_rekeyed *rekeyed, struct ph_ledger *ledger,
	const struct ph_rules *rules, int64_t batch, struct ph_error *err)
{
	const struct ph_trail_query query = {
		.batch = batch,
		.from = PH_NO_DATE,
		.to = PH_NO_DATE,
	};
	struct loading loading = { .rekeyed = rekeyed };

	rekeyed->ledger = ledger;
	rekeyed->rules = rules;
	rekeyed->batch = batch;
	if (!ph_ledger_each_batch(ledger, &query, keep_batch, &loading, err)
		|| (loading.found
			&& !ph_ledger_each_sheet(ledger, INT64_MAX,
				&rules->fields, keep_sheet, &loading, err)))
		return false;
	if (loading.no_memory)
		return ph_error_memory(err);
	if (!rekeyed->firsts.count)
		return ph_error_set(err, PH_NO_INPUT,
			"batch %" PRId64 ": %s: 'phieu log --batches' lists "
			"them; those of the command key can be keyed again",
			batch,
			loading.found ? "no form was keyed in it"
				      : "the ledger has no such batch");
	return load_states(rekeyed, err);
}

size_t ph_rekeyed_count(const struct ph_rekeyed *rekeyed, const char *code)
{
	const struct ph_first *first;
	size_t count = 0;

	ph_list_for (first, &rekeyed->firsts)
		count += strcmp(first->code, code) == 0
			 || strcmp(first->code_now, code) == 0;
	return count;
}

void ph_rekeyed_ask(const struct ph_rekeyed *rekeyed, struct ph_keying *keying)
{
	int8_t asked[PH_FIELDS_MAX];
	const struct ph_first *first;

	memset(asked, PH_ABSENT, sizeof(asked));
	ph_list_for (first, &rekeyed->firsts)
		for (size_t i = 0; i < rekeyed->rules->fields.count; i++)
			if (first->answers[i] != PH_ABSENT)
				asked[i] = first->answers[i];
	ph_keying_ask_like(keying, asked);
}
