/* SPDX-License-Identifier: MIT */
#include "conflicts.h"

/* Findings in which two ratings of one dossier stand against each other. */
static const enum ph_check checks[] = {
	PH_CHECK_SECOND_RATING,
	PH_CHECK_KEYED_AGAINST_SCAN,
};

static bool pass_by(void *context, const struct ph_finding *finding)
{
	(void)context;
	(void)finding;
	return true;
}

static bool count_findings(struct context *ctx, struct ph_finding_count *count,
	struct ph_error *err)
{
	PH_AUTO(ph_settings_release) struct ph_settings settings = { 0 };
	struct ph_query query = {
		.ledger = ctx->ledger,
		.rules = ctx->rules,
		.settings = &settings,
		.as_of = INT64_MAX,
		.today = ctx->today,
	};

	bool fine = ph_ledger_snapshot(ctx->ledger, err)
		    && ph_settings_load(
			    &settings, ctx->ledger, ctx->rules, INT64_MAX, err)
		    && ph_report_findings(&query, pass_by, NULL, count, err);

	ph_ledger_rollback(ctx->ledger);
	return fine;
}

void conflicts_tell(struct context *ctx, size_t added, bool *any)
{
	struct ph_finding_count count = { 0 };
	struct ph_error why;
	size_t all = 0, late;

	*any = false;
	if (!added || ctx->common.dry_run)
		return;
	if (added > CONFLICTS_ROWS_MAX) {
		console_tell(&ctx->console,
			"second ratings were not looked for: see 'phieu "
			"validate'");
		return;
	}
	/* The rows are in already: a ledger that cannot be read through is no
	 * reason to say that they are not. */
	if (!count_findings(ctx, &count, &why)) {
		console_complain(&ctx->console,
			"second ratings could not be looked for: %s", why.text);
		*any = true;
		return;
	}
	for (size_t i = 0; i < sizeof(checks) / sizeof(*checks); i++)
		all += count.by_check[checks[i]];
	late = count.by_check[PH_CHECK_PERIOD_CLOSED];
	*any = all > 0 || late > 0;
	if (late)
		console_tell(&ctx->console,
			"%zu form%s of a closed period, not counted: see "
			"'phieu validate'",
			late, late == 1 ? "" : "s");
	if (all)
		console_tell(&ctx->console,
			"%zu dossier%s rated twice, not counted until settled: "
			"see 'phieu validate' and 'phieu settle'",
			all, all == 1 ? "" : "s");
}
