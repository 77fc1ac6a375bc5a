/* SPDX-License-Identifier: MIT */
/*
 * A session: what an interrupted one of the same person left is applied first,
 * then the questions are asked, and what was answered is applied in one batch.
 * No transaction is open while a person thinks.
 */
#include "review_tui.h"

#include <phieu/output.h>

#include <string.h>
#include <unistd.h>

/* A longer pause is a visitor, not slow reading. */
static const double pause_seconds = 60;

/* The answers stay where they are, but the next session starts with them. */
static void tell_kept(struct tui *tui)
{
	console_complain(&tui->ctx->console,
		"%s: not applied; mend it, or remove it, before the next "
		"session",
		tui->journal);
}

static enum ph_code apply(struct tui *tui, struct ph_error *err)
{
	struct review_options *opt = tui->ctx->options;
	enum ph_code code;

	opt->apply = tui->journal;
	code = review_apply_file(tui->ctx, err);
	opt->apply = NULL;
	if (code == PH_OK || code == PH_PARTIAL)
		unlink(tui->journal);
	else if (code == PH_BAD_DATA)
		tell_kept(tui);
	return code;
}

/* What a killed session left. It was answered by this very person; here it is
 * only put where it belongs. */
static enum ph_code apply_left(struct tui *tui, struct ph_error *err)
{
	if (access(tui->journal, F_OK) != 0)
		return PH_OK;
	console_tell(&tui->ctx->console,
		"what a session that was cut off had answered is applied now");
	return apply(tui, err);
}

static void count_time(struct tui *tui)
{
	double now = ph_seconds(), gap = now - tui->since;

	tui->worked += gap < pause_seconds ? gap : 0;
	tui->since = now;
}

static bool ask(struct tui *tui, struct ph_error *err)
{
	bool fine = ph_term_open(&tui->term, err);

	tui->since = ph_seconds();
	while (fine && !tui->gone && !tui->apply) {
		if (!ph_term_pending(tui->term))
			tui_draw(tui);
		fine = tui_key(tui, ph_term_key(tui->term, -1), err);
		count_time(tui);
	}
	ph_term_close(PH_TAKE(tui->term));
	return fine;
}

static enum ph_code finish(struct tui *tui, struct ph_error *err)
{
	size_t open = tui_open(tui);
	size_t given = tui->queue->item_count - open;
	enum ph_code code = PH_OK;

	if (tui->gone && given) {
		console_tell(&tui->ctx->console,
			"%zu answer%s kept in %s: the same command applies "
			"them first",
			given, given == 1 ? " is" : "s are", tui->journal);
		return PH_PARTIAL;
	}
	if (given)
		code = apply(tui, err);
	if (code != PH_OK && code != PH_PARTIAL)
		return code;
	if (open)
		console_tell(&tui->ctx->console, "%zu question%s still open",
			open, open == 1 ? " is" : "s are");
	return open ? PH_PARTIAL : code;
}

static bool set_up(struct tui *tui, struct ph_error *err)
{
	const struct ph_review_queue *queue = tui->queue;
	size_t *form_of = ph_alloc(queue->item_count, sizeof(*form_of));

	tui->form_of = form_of;
	tui->given = ph_alloc(queue->item_count, sizeof(*tui->given));
	if (!form_of || !tui->given)
		return ph_error_memory(err);
	for (size_t i = 0; i < queue->form_count; i++)
		for (size_t j = 0; j < queue->forms[i].count; j++)
			form_of[queue->forms[i].first + j] = i;
	return true;
}

static void tell_own(struct tui *tui, const struct tui_own *own)
{
	struct console *console = &tui->ctx->console;

	if (own->second)
		console_tell(console,
			"%zu more %s answered by %s in the first pass: a "
			"second answer is another person's",
			own->second, own->second == 1 ? "was" : "were",
			tui->by);
	if (own->third)
		console_tell(console,
			"%zu more %s answered by %s, and otherwise by "
			"another: a third person settles that",
			own->third, own->third == 1 ? "was" : "were", tui->by);
}

static bool make_queue(
	struct tui *tui, struct ph_review_queue *queue, struct ph_error *err)
{
	struct ph_review_ask asked;
	struct tui_own own;

	if (!review_queue(tui->ctx, &asked, queue, err)
		|| !tui_leave_out_own(tui, queue, &own, err))
		return false;
	tui->queue = queue;
	tui->second = asked.second;
	review_tell(tui->ctx, queue);
	tell_own(tui, &own);
	return true;
}

/* Here, too: what was told before the screen came is seen only behind it. */
static bool look_for_others(struct tui *tui, struct ph_error *err)
{
	size_t answers;

	if (!tui_tell_others(tui, &answers, err))
		return false;
	if (answers)
		tui_tell(tui, PH_TERM_WARN,
			"Cạnh sổ còn %zu câu trả lời của người khác chưa ghi "
			"vào sổ.",
			answers);
	return true;
}

static enum ph_code work(struct tui *tui, struct ph_error *err)
{
	PH_AUTO(ph_review_queue_release) struct ph_review_queue queue = { 0 };
	struct ph_ledger *ledger = tui->ctx->ledger;
	enum ph_code code = apply_left(tui, err), end;

	if (code != PH_OK && code != PH_PARTIAL)
		return code;
	if (!ph_ledger_snapshot(ledger, err) || !make_queue(tui, &queue, err))
		return err->code;
	ph_ledger_rollback(ledger);
	if (!look_for_others(tui, err))
		return err->code;
	if (!queue.item_count)
		return code;
	if (!set_up(tui, err) || !ask(tui, err))
		return err->code;
	end = finish(tui, err);
	return end == PH_OK ? code : end;
}

enum ph_code review_tui(struct context *ctx, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text journal = { 0 };
	const struct review_options *opt = ctx->options;
	struct tui tui = { .ctx = ctx, .by = opt->by };
	enum ph_code code;
	int lock;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)
		|| ctx->common.no_input) {
		ph_error_set(err, PH_USAGE,
			"--tui is done at a terminal, neither its input nor "
			"its output redirected; 'phieu review -o FILE' writes "
			"a page");
		return PH_USAGE;
	}
	if (!tui_journal_path(ctx, opt->by, &journal, err))
		return err->code;
	tui.journal = ph_text_get(&journal);
	if (!tui_journal_lock(tui.journal, &lock, err))
		return err->code;
	code = work(&tui, err);
	tui_journal_unlock(tui.journal, lock);
	ph_list_release(&tui.trail);
	free(tui.given);
	free((size_t *)tui.form_of);
	explicit_bzero(tui.line, sizeof(tui.line));
	return code;
}
