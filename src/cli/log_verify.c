/* SPDX-License-Identifier: MIT */
#include "log_verify.h"
#include "chain_head.h"

#include <phieu/json.h>

#include <inttypes.h>

struct verdict {
	struct ph_text text; /* rows */
	struct ph_csv csv;
	bool json, no_memory;
};

static void put_number(struct ph_csv *csv, int64_t number)
{
	if (number)
		ph_csv_number(csv, number);
	else
		ph_csv_text(csv, "");
}

static bool write_csv(struct ph_csv *csv, const struct ph_chain_fault *fault)
{
	ph_csv_text(csv, fault->table);
	put_number(csv, fault->id);
	ph_csv_text(csv, ph_chain_fault_name(fault->kind));
	put_number(csv, fault->batch);
	ph_csv_text(csv, fault->at);
	ph_csv_end_row(csv);
	return !csv->failed;
}

/* 0: there is none. */
static bool write_id(struct ph_text *text, const char *key, int64_t id)
{
	return id ? ph_json_number(text, key, id)
		  : ph_json_string(text, key, NULL);
}

static bool write_json(struct ph_text *text, const struct ph_chain_fault *fault)
{
	return ph_json_begin(text)
	       && ph_json_string(text, "table", fault->table)
	       && write_id(text, "id", fault->id)
	       && ph_json_string(
		       text, "fault", ph_chain_fault_name(fault->kind))
	       && write_id(text, "batch", fault->batch)
	       && ph_json_string(text, "at", *fault->at ? fault->at : NULL)
	       && ph_json_end(text);
}

static bool take_fault(void *context, const struct ph_chain_fault *fault)
{
	struct verdict *verdict = context;

	verdict->no_memory = verdict->json ? !write_json(&verdict->text, fault)
					   : !write_csv(&verdict->csv, fault);
	return !verdict->no_memory;
}

static void write_header(struct verdict *verdict)
{
	static const char *const names[] = { "table", "id", "fault", "batch",
		"at" };

	if (verdict->json)
		return;
	ph_csv_init(&verdict->csv, &verdict->text, &ph_csv_plain);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		ph_csv_text(&verdict->csv, names[i]);
	ph_csv_end_row(&verdict->csv);
}

static void tell_passed(
	struct console *console, const struct ph_chain_passed *passed)
{
	const char *period = ph_text_get(&passed->period);

	if (!passed->found)
		return;
	if (passed->batch)
		console_tell(console,
			"the head given is that of batch %" PRId64
			" (%s%s%s, %s); %" PRId64 " batch%s came after it",
			passed->batch, ph_text_get(&passed->command),
			*period ? " " : "", period, passed->at, passed->later,
			passed->later == 1 ? "" : "es");
	else
		console_tell(console,
			"the head given is that of the ledger before its first "
			"chained batch; %" PRId64 " batch%s came after it",
			passed->later, passed->later == 1 ? "" : "es");
}

static bool judge(struct context *ctx, const struct ph_chain_state *state,
	const struct ph_chain_passed *passed, const char *head,
	struct ph_error *err)
{
	const char *ledger = ph_text_get(&ctx->ledger_path);
	char text[CHAIN_HEAD_SIZE];

	console_tell(&ctx->console, "%" PRId64 " fact%s as sealed; head %s",
		state->facts, state->facts == 1 ? " is" : "s are",
		chain_head_format(state->head, text));
	tell_passed(&ctx->console, passed);
	if (head && !passed->found)
		return ph_error_set(err, PH_BAD_DATA,
			"%s: the chain has no such head: facts before it were "
			"changed or cut off, or it is another ledger's; look "
			"whether it was copied right%s",
			ledger, state->faults ? "; see also the rows" : "");
	return !state->faults
	       || ph_error_set(err, PH_BAD_DATA,
		       "%s: %" PRId64 " fault%s in the ledger: see the row%s, "
		       "and go back to a copy from before",
		       ledger, state->faults, state->faults == 1 ? "" : "s",
		       state->faults == 1 ? "" : "s");
}

/* The copy in memory that is read for an older ledger was chained just now. */
static bool is_chained(struct context *ctx, struct ph_error *err)
{
	int found, now = ph_ledger_schema(ctx->ledger, &found);

	return found >= PH_LEDGER_CHAINED
	       || ph_error_set(err, PH_CONFIG,
		       "%s: of an older phieu (schema %d) that kept no chain; "
		       "the first command that writes begins one (schema %d)",
		       ph_text_get(&ctx->ledger_path), found, now);
}

static bool verify(struct context *ctx, struct verdict *verdict,
	const char *head, const char *path, struct ph_error *err)
{
	PH_AUTO(ph_chain_passed_release) struct ph_chain_passed passed = { 0 };
	struct ph_chain_state state;
	uint8_t wanted[PH_CHAIN_SIZE];

	if ((head && !chain_head_parse(head, wanted, err))
		|| !is_chained(ctx, err))
		return false;
	write_header(verdict);
	if (!ph_ledger_chain_verify(
		    ctx->ledger, take_fault, verdict, &state, err)
		|| !ph_ledger_file_verify(
			ctx->ledger, take_fault, verdict, &state, err)
		|| (head
			&& !ph_ledger_chain_find(
				ctx->ledger, wanted, &passed, err)))
		return false;
	/* Whoever reads us slowly must not hold writers up. */
	ph_ledger_rollback(ctx->ledger);
	if (verdict->no_memory)
		return ph_error_memory(err);
	return context_print(path, &verdict->text, err)
	       && judge(ctx, &state, &passed, head, err);
}

bool log_verify(struct context *ctx, const char *head, const char *path,
	struct ph_error *err)
{
	struct verdict verdict = { .json = ctx->common.json };
	bool fine = verify(ctx, &verdict, head, path, err);

	ph_text_release(&verdict.text);
	return fine;
}
