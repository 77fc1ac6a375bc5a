/* SPDX-License-Identifier: MIT */
#include "period.h"

#include <inttypes.h>
#include <string.h>

void period_release(struct asked_period *asked)
{
	ph_settings_release(&asked->settings);
	ph_rules_destroy(asked->frozen);
}

/* Rules, settings and the query, as of a batch; the rules that the context
 * has are taken when none are frozen. */
static bool set_up(struct asked_period *asked, struct context *ctx,
	int64_t as_of, struct ph_error *err)
{
	if (!asked->frozen && !ctx->rules
		&& !context_load_rules(ctx, NULL, err))
		return false;
	asked->query = (struct ph_query){
		.ledger = ctx->ledger,
		.rules = asked->frozen ? asked->frozen : ctx->rules,
		.settings = &asked->settings,
		.as_of = as_of,
		.today = ctx->today,
	};
	return ph_settings_load(
		&asked->settings, ctx->ledger, asked->query.rules, as_of, err);
}

/* "2026-q3" → "2026-Q3": what closings are found by. */
static bool write_name(char out[16], const char *name, struct ph_error *err)
{
	size_t length = strlen(name);

	if (length >= 16)
		return ph_error_set(err, PH_USAGE,
			"%s is not a period; 2026-Q3 is one", name);
	for (size_t i = 0; i <= length; i++)
		out[i] = name[i] >= 'a' && name[i] <= 'z'
				 ? (char)(name[i] - 'a' + 'A')
				 : name[i];
	return true;
}

/* Whether it is closed, and with which rules; *as_of is the closing's batch,
 * or INT64_MAX. */
static bool find_closing(struct asked_period *asked, struct context *ctx,
	const char *name, enum period_view view, int64_t *as_of,
	struct ph_error *err)
{
	PH_AUTO(ph_rules_files_release) struct ph_rules_files files = { 0 };

	if (!ph_closing_find(ctx->ledger, name, as_of, &files,
		    asked->sheets_sha256, err))
		return false;
	asked->closed = *as_of != INT64_MAX;
	if (view == PERIOD_AS_NOW)
		*as_of = INT64_MAX;
	return *as_of == INT64_MAX
	       || ph_rules_load_files(
		       &asked->frozen, name, &files, &ctx->faults, err);
}

/* A law's successor is another rule set: scores by one that is not in force
 * then are made all the same, but not in silence. */
static void tell_not_in_force(
	const struct asked_period *asked, struct context *ctx)
{
	const struct ph_rules *rules = asked->query.rules;
	const struct ph_period *period = &asked->period;
	char from[PH_DATE_SIZE], to[PH_DATE_SIZE];

	if ((rules->effective_from == PH_NO_DATE
		    || period->from >= rules->effective_from)
		&& (rules->effective_to == PH_NO_DATE
			|| period->to <= rules->effective_to))
		return;
	console_complain(&ctx->console,
		"%s: the rule set %s is in force%s%s%s%s only", period->name,
		rules->id,
		*ph_date_iso(rules->effective_from, from) ? " from " : "", from,
		*ph_date_iso(rules->effective_to, to) ? " to " : "", to);
}

/* The period by its settings' rule; with it the query is whole. */
static bool set_period(struct asked_period *asked, struct context *ctx,
	const char *name, struct ph_error *err)
{
	if (!ph_period_parse(asked->query.rules, asked->settings.period_rule,
		    name, &asked->period, err))
		return false;
	asked->query.period = &asked->period;
	tell_not_in_force(asked, ctx);
	return true;
}

bool period_open(struct asked_period *asked, struct context *ctx,
	const char *name, enum period_view view, struct ph_error *err)
{
	char upper[16];
	int64_t as_of;

	*asked = (struct asked_period){ 0 };
	return write_name(upper, name, err)
	       && find_closing(asked, ctx, upper, view, &as_of, err)
	       && set_up(asked, ctx, as_of, err)
	       && set_period(asked, ctx, upper, err);
}

static bool check_batch(struct context *ctx, const char *name, int64_t batch,
	int64_t closed, struct ph_error *err)
{
	int64_t newest = ph_ledger_batch(ctx->ledger);

	if (batch < 1 || batch > newest)
		return ph_error_set(err, PH_USAGE,
			"the ledger has no batch %" PRId64 "; its newest is "
			"%" PRId64,
			batch, newest);
	return batch <= closed
	       || ph_error_set(err, PH_USAGE,
		       "%s was closed with batch %" PRId64 ", and is asked as "
		       "of it, not of batch %" PRId64,
		       name, closed, batch);
}

bool period_open_at(struct asked_period *asked, struct context *ctx,
	const char *name, int64_t batch, struct ph_error *err)
{
	char upper[16];
	int64_t closed;

	*asked = (struct asked_period){ 0 };
	if (!write_name(upper, name, err)
		|| !find_closing(
			asked, ctx, upper, PERIOD_AS_CLOSED, &closed, err)
		|| !check_batch(ctx, upper, batch, closed, err))
		return false;
	if (batch != closed) {
		ph_rules_destroy(PH_TAKE(asked->frozen));
		asked->closed = false;
	}
	return set_up(asked, ctx, batch, err)
	       && set_period(asked, ctx, upper, err);
}

bool period_open_today(struct asked_period *asked, struct context *ctx,
	enum period_view view, struct ph_error *err)
{
	struct ph_period period;
	bool found;

	*asked = (struct asked_period){ 0 };
	if (!set_up(asked, ctx, INT64_MAX, err))
		return false;
	found = ph_period_of(asked->query.rules, asked->settings.period_rule,
		ctx->today, &period);
	period_release(asked);
	if (found)
		return period_open(asked, ctx, period.name, view, err);
	*asked = (struct asked_period){ 0 };
	return ph_error_set(err, PH_CONFIG,
		"no period holds today; say which one with --period");
}

bool period_open_all(
	struct asked_period *asked, struct context *ctx, struct ph_error *err)
{
	*asked = (struct asked_period){ 0 };
	return set_up(asked, ctx, INT64_MAX, err);
}
