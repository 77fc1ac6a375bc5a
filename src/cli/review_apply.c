/* SPDX-License-Identifier: MIT */
#include "review.h"

#include "conflicts.h"

#include <phieu/json.h>

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static void tell(struct context *ctx, const char *name,
	const struct ph_review_count *count)
{
	struct console *console = &ctx->console;

	console_tell(console,
		"%s: %zu decision%s: %zu new, %zu already there; %zu form%s "
		"changed",
		name, count->rows, plural(count->rows), count->applied,
		count->same, count->forms, plural(count->forms));
	if (count->agreed || count->differ)
		console_tell(console, "second pass: %zu agreed, %zu differed%s",
			count->agreed, count->differ,
			count->differ
				? ": 'phieu review' asks them for a third "
				  "answer"
				: "");
	if (count->stale > count->unasked)
		console_tell(console,
			"%zu decision%s not applied: settled meanwhile",
			count->stale - count->unasked,
			plural(count->stale - count->unasked));
	if (count->unasked)
		console_tell(console,
			"%zu decision%s not applied: nobody was asked",
			count->unasked, plural(count->unasked));
	if (count->unknown)
		console_tell(console,
			"%zu code%s that the register does not have: see "
			"'phieu validate'",
			count->unknown, plural(count->unknown));
}

static bool print(struct context *ctx, const char *name,
	const struct ph_review_count *count, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text out = { 0 };

	if (!ctx->common.json)
		return true;
	if (!ph_json_begin(&out) || !ph_json_string(&out, "source", name)
		|| !ph_json_number(&out, "rows", (int64_t)count->rows)
		|| !ph_json_number(&out, "applied", (int64_t)count->applied)
		|| !ph_json_number(&out, "same", (int64_t)count->same)
		|| !ph_json_number(&out, "agreed", (int64_t)count->agreed)
		|| !ph_json_number(&out, "differ", (int64_t)count->differ)
		|| !ph_json_number(&out, "stale", (int64_t)count->stale)
		|| !ph_json_number(&out, "unasked", (int64_t)count->unasked)
		|| !ph_json_number(&out, "unknown", (int64_t)count->unknown)
		|| !ph_json_number(&out, "forms", (int64_t)count->forms)
		|| !ph_json_end(&out))
		return ph_error_memory(err);
	return context_print(NULL, &out, err);
}

enum ph_code review_apply_file(struct context *ctx, struct ph_error *err)
{
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;
	const struct review_options *opt = ctx->options;
	struct ph_review_count count = { 0 };
	bool conflicts = false;
	const struct ph_review_apply apply = {
		.ledger = ctx->ledger,
		.rules = ctx->rules,
		.labels = ctx->labels,
		.log = &ctx->console.log,
		.by = opt->by,
		.today = ctx->today,
	};

	ctx->by = opt->by;
	ctx->faults.file = opt->apply;
	/* The whole file is read before the lock is taken. */
	if (!ph_table_open(&table, opt->apply, &ctx->faults, err)
		|| !context_begin(ctx, opt->apply, ph_table_hash(table), err)
		|| !ph_review_apply_table(
			&apply, table, &count, &ctx->faults, err)
		|| !ph_faults_none(&ctx->faults, err)
		|| !context_commit(ctx, err))
		return err->code;
	tell(ctx, opt->apply, &count);
	conflicts_tell(ctx, count.forms, &conflicts);
	if (!print(ctx, opt->apply, &count, err))
		return err->code;
	return count.stale || count.differ || count.unknown || conflicts
		       ? PH_PARTIAL
		       : PH_OK;
}
