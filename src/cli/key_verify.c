/* SPDX-License-Identifier: MIT */
#include "key_verify.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Names as persons write them: capitals and diacritics do not tell two apart
 * who are one. A batch may have been keyed by several. */
static bool same_person(const char *a, const char *b, bool *same)
{
	PH_AUTO(ph_text_release) struct ph_text x = { 0 };
	PH_AUTO(ph_text_release) struct ph_text y = { 0 };

	if (!ph_utf8_fold(&x, a, strlen(a)) || !ph_utf8_fold(&y, b, strlen(b)))
		return false;
	*same = y.length && strstr(ph_text_get(&x), ph_text_get(&y));
	return true;
}

static bool warn(struct key_session *s, const struct ph_rekeyed *rekeyed,
	struct ph_error *err)
{
	const char *first = ph_text_get(&rekeyed->by), *by = s->keying.by;
	struct context *ctx = s->ctx;

	if (!*first) {
		console_complain(&ctx->console,
			"batch %" PRId64 ": who keyed it is not known; it "
			"must have been another than %s",
			rekeyed->batch, by);
		return true;
	}
	if (!same_person(first, by, &s->same_person))
		return ph_error_memory(err);
	if (s->same_person)
		console_complain(&ctx->console,
			"batch %" PRId64 " was keyed by %s, too: a second "
			"person finds errors that the first makes again",
			rekeyed->batch, first);
	return true;
}

static bool rekey(struct key_session *s, struct ph_rekeyed *rekeyed,
	struct ph_differences *differences, enum key_end *end,
	struct ph_error *err)
{
	do {
		if (!key_run(s, end, err))
			return false;
		if (*end != KEY_WRITE)
			return true;
		if (!ph_rekeyed_compare(rekeyed, s->draft, differences, err)
			|| !key_run_settle(s, rekeyed, differences, end, err))
			return false;
	} while (*end == KEY_BACK);
	return true;
}

static bool at_terminal(struct key_session *s, struct ph_rekeyed *rekeyed,
	struct ph_differences *differences, enum key_end *end,
	struct ph_error *err)
{
	bool fine = ph_term_open(&s->term, err)
		    && rekey(s, rekeyed, differences, end, err);

	ph_term_close(PH_TAKE(s->term));
	return fine;
}

static bool open_all(
	struct key_session *s, struct ph_rekeyed *rekeyed, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text folder = { 0 };
	struct context *ctx = s->ctx;

	ph_rekeyed_ask(rekeyed, &s->keying);
	return ph_draft_folder(&folder, ph_text_get(&ctx->ledger_path), err)
	       && ph_draft_open(&s->draft, ph_text_get(&folder), s->name,
		       ctx->rules, err)
	       && ph_known_load(
		       &s->known, ctx->ledger, ctx->rules, ctx->today, err)
	       && ph_keying_init(&s->keying, s->known, s->draft, err)
	       && warn(s, rekeyed, err);
}

static bool write_result(struct key_session *s, struct ph_rekeyed *rekeyed,
	const struct ph_differences *differences, const char *output,
	struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text table = { 0 };
	struct context *ctx = s->ctx;
	size_t amended;
	int64_t batch;

	if (!ph_ledger_set_person(ctx->ledger, s->keying.by, err)
		|| !ph_rekeyed_apply(
			rekeyed, s->draft, differences, &amended, &batch, err)
		|| !ph_rekeyed_table(
			rekeyed, s->draft, differences, &table, err)
		|| !context_print(output, &table, err))
		return false;
	console_tell(&ctx->console,
		"batch %" PRId64 " keyed again: %zu difference%s, %zu open, "
		"%zu form%s amended",
		rekeyed->batch, differences->list.count,
		differences->list.count == 1 ? "" : "s", differences->open,
		amended, amended == 1 ? "" : "s");
	if (!differences->open)
		return ph_draft_remove(s->draft, err);
	console_tell(&ctx->console, "the draft stays for what is open: %s",
		ph_draft_path(s->draft));
	return ph_error_set(err, PH_PARTIAL, "%s", "");
}

static bool leave(struct key_session *s, struct ph_error *err)
{
	size_t count = ph_draft_count(s->draft);

	if (!count)
		return ph_draft_remove(s->draft, err);
	console_tell(&s->ctx->console,
		"%zu row%s kept: go on with the same command", count,
		count == 1 ? "" : "s");
	return ph_error_set(err, PH_PARTIAL, "%s", "");
}

bool key_verify(struct key_session *s, int64_t batch, const char *output,
	struct ph_error *err)
{
	PH_AUTO(ph_rekeyed_release) struct ph_rekeyed rekeyed = { 0 };
	PH_AUTO(ph_differences_release)
	struct ph_differences differences = { 0 };
	enum key_end end = KEY_GONE;
	char name[32];

	snprintf(name, sizeof(name), PH_DRAFT_VERIFY "%" PRId64, batch);
	s->name = name;
	s->rekeyed = s->keying.rekeyed = &rekeyed;
	if (!ph_rekeyed_load(
		    &rekeyed, s->ctx->ledger, s->ctx->rules, batch, err)
		|| !open_all(s, &rekeyed, err)
		|| !at_terminal(s, &rekeyed, &differences, &end, err))
		return false;
	if (end != KEY_WRITE)
		return leave(s, err);
	return write_result(s, &rekeyed, &differences, output, err);
}
