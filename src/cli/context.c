/* SPDX-License-Identifier: MIT */
#include "context.h"
#include "person.h"
#include "places.h"

#include <phieu/output.h>

#include <poll.h>
#include <string.h>
#include <unistd.h>

void context_init(struct context *ctx)
{
	*ctx = (struct context){ .today = ph_date_today() };
	console_init(&ctx->console);
	ph_faults_init(&ctx->faults, "");
}

void context_release(struct context *ctx)
{
	ph_rules_destroy(ctx->rules);
	ph_labels_destroy(ctx->labels);
	ph_ledger_close(ctx->ledger);
	ph_text_release(&ctx->data);
	ph_text_release(&ctx->ledger_path);
	ph_faults_release(&ctx->faults);
	console_end(&ctx->console);
}

bool context_find_data(struct context *ctx, struct ph_error *err)
{
	return ctx->data.length || places_data(&ctx->data, err);
}

bool context_find_rules(struct context *ctx, const char *id,
	struct ph_text *folder, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text beside = { 0 };
	struct ph_rules_path path = { 0 };

	if (!context_find_data(ctx, err))
		return false;
	if (ctx->ledger_path.length
		&& !places_folder_of(
			ph_text_get(&ctx->ledger_path), &beside, err))
		return false;
	path.beside = beside.length ? ph_text_get(&beside) : NULL;
	path.data = ph_text_get(&ctx->data);
	return ph_rules_find(&path, id, folder, err);
}

bool context_rules_id(
	struct context *ctx, struct ph_text *id, struct ph_error *err)
{
	bool found = false;

	if (ctx->ledger
		&& !ph_ledger_get(
			ctx->ledger, INT64_MAX, "rules", id, &found, err))
		return false;
	if (found && id->length)
		return true;
	ph_text_clear(id);
	return ph_text_puts(id, DEFAULT_RULES) || ph_error_memory(err);
}

bool context_load_rules(
	struct context *ctx, const char *id, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text own = { 0 };
	PH_AUTO(ph_text_release) struct ph_text folder = { 0 };
	const char *slash, *name;

	if (!id) {
		if (!context_rules_id(ctx, &own, err))
			return false;
		id = ph_text_get(&own);
	}
	if (!context_find_rules(ctx, id, &folder, err))
		return false;
	ph_rules_destroy(PH_TAKE(ctx->rules));
	if (!ph_rules_load(
		    &ctx->rules, ph_text_get(&folder), &ctx->faults, err))
		return false;
	/* The ledger keeps the id, and finds the folder by it again. */
	slash = strrchr(ph_text_get(&folder), '/');
	name = slash ? slash + 1 : ph_text_get(&folder);
	return strcmp(name, ctx->rules->id) == 0
	       || ph_error_set(err, PH_CONFIG,
		       "%s/rules.csv: its id is %s, its folder %s: make them "
		       "the same",
		       ph_text_get(&folder), ctx->rules->id, name);
}

static bool load_labels(struct context *ctx, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };

	if (!context_find_data(ctx, err))
		return false;
	ctx->labels = ph_labels_create();
	if (!ctx->labels
		|| !ph_text_appendf(
			&path, "%s/columns.csv", ph_text_get(&ctx->data)))
		return ph_error_memory(err);
	return ph_labels_load(ctx->labels, ph_text_get(&path), err);
}

/* The step back is a copy from before. */
static void tell_schema(struct context *ctx, bool raised)
{
	const char *path = ph_text_get(&ctx->ledger_path);
	int found, now = ph_ledger_schema(ctx->ledger, &found);

	if (found == now)
		return;
	if (raised)
		console_complain(&ctx->console,
			"%s: brought from schema %d to %d: older versions of "
			"phieu cannot open it any more",
			path, found, now);
	else
		console_tell(&ctx->console,
			"%s: of an older phieu (schema %d), read as it is; the "
			"first command that writes brings it to schema %d, "
			"which that one cannot open: make a copy before",
			path, found, now);
}

static bool open_mode(
	struct context *ctx, enum ph_ledger_mode mode, struct ph_error *err)
{
	const char *path = ph_text_get(&ctx->ledger_path);

	if (!ph_ledger_open(&ctx->ledger, path, mode, err))
		return false;
	tell_schema(ctx, mode == PH_LEDGER_WRITE);
	return true;
}

static bool open_ledger(struct context *ctx, unsigned how, struct ph_error *err)
{
	if (how == NEEDS_NOTHING)
		return true;
	if (!places_ledger(ctx->common.ledger, &ctx->ledger_path, err))
		return false;
	if (how == NEEDS_LEDGER_MAYBE)
		return true;
	if (!ctx->ledger_path.length)
		return ph_error_set(err, PH_NO_INPUT,
			"no ledger here or above: run 'phieu init', or name "
			"one with -L");
	if (how == NEEDS_LEDGER_WRITE)
		return open_mode(ctx,
			ctx->common.dry_run ? PH_LEDGER_TRY : PH_LEDGER_WRITE,
			err);
	return open_mode(ctx, PH_LEDGER_READ, err)
	       && ph_ledger_snapshot(ctx->ledger, err);
}

bool context_open(struct context *ctx, struct ph_error *err)
{
	unsigned needs = ctx->command->needs;
	unsigned how = needs & NEEDS_LEDGER_MASK;

	if (ctx->command->writes && ctx->command->writes(ctx))
		how = NEEDS_LEDGER_WRITE;
	return open_ledger(ctx, how, err)
	       && (!(needs & NEEDS_RULES) || context_load_rules(ctx, NULL, err))
	       && (!(needs & NEEDS_LABELS) || load_labels(ctx, err));
}

bool context_begin(struct context *ctx, const char *source,
	const uint8_t *source_sha256, struct ph_error *err)
{
	char by[PH_PERSON_SIZE];

	if ((!ctx->by && !person_find(by, err))
		|| !ph_ledger_set_person(
			ctx->ledger, ctx->by ? ctx->by : by, err))
		return false;
	return ph_ledger_begin(
		ctx->ledger, ctx->command->name, source, source_sha256, err);
}

bool context_commit(struct context *ctx, struct ph_error *err)
{
	if (!ctx->common.dry_run)
		return ph_ledger_commit(ctx->ledger, err);
	ph_ledger_rollback(ctx->ledger);
	return true;
}

bool context_print(
	const char *path, const struct ph_text *text, struct ph_error *err)
{
	PH_AUTO(ph_output_close) struct ph_output *out = NULL;

	if (!ph_output_open(&out, path, err))
		return false;
	ph_output_write(out, ph_text_get(text), text->length);
	return ph_output_commit(out, err);
}

bool context_reader_left(void)
{
	struct pollfd out = { .fd = STDOUT_FILENO };

	return poll(&out, 1, 0) == 1 && out.revents & POLLERR;
}
