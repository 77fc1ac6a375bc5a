/* SPDX-License-Identifier: MIT */
#include "conflicts.h"
#include "counts.h"
#include "photos.h"

struct import_options {
	struct photo_options photo;
	bool photos, correct;
	ph_date date;
	const char *box;
};

/* What an import leaves behind, of all its files. */
struct import_result {
	struct ph_text json;
	struct papers papers; /* once they are wanted */
	struct kept_crops crops;
	size_t added;
	size_t unopened; /* photographs and folders */
	bool partial;    /* some rows need a person */
};

static bool note(struct context *ctx, struct import_result *result,
	const char *name, const struct counts_words *words,
	const struct ph_intake_count *count, struct ph_error *err)
{
	counts_tell(ctx, name, words, count);
	result->added += count->added + count->changed;
	result->partial = result->partial || counts_partial(count);
	return !ctx->common.json || counts_json(&result->json, name, count)
	       || ph_error_memory(err);
}

static bool take_file(const struct ph_intake *intake, struct context *ctx,
	const char *name, struct ph_intake_count *count, struct ph_error *err)
{
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;

	ctx->faults.file = name;
	/* The whole file is read before the lock is taken. */
	return ph_table_open(&table, name, &ctx->faults, err)
	       && context_begin(ctx, name, ph_table_hash(table), err)
	       && ph_intake_entries(intake, table, count, &ctx->faults, err)
	       && ph_faults_none(&ctx->faults, err) && context_commit(ctx, err);
}

/* Each file is a batch of its own: those before a faulty one stay. */
static bool take_files(const struct ph_intake *intake, struct context *ctx,
	struct import_result *result, struct ph_error *err)
{
	for (size_t i = 0; i < ctx->operand_count; i++) {
		struct ph_intake_count count = { 0 };
		const char *name = ctx->operands[i];

		if (take_file(intake, ctx, name, &count, err)) {
			if (!note(ctx, result, name, &counts_of_entries, &count,
				    err))
				return false;
			continue;
		}
		ph_ledger_rollback(ctx->ledger);
		if (ctx->operand_count > 1)
			console_complain(&ctx->console,
				"%zu of %zu files were taken, up to %s", i,
				ctx->operand_count,
				i ? ctx->operands[i - 1] : "none");
		return false;
	}
	return true;
}

static bool take_photos(const struct ph_intake *intake, struct context *ctx,
	struct import_result *result, struct ph_error *err)
{
	PH_AUTO(ph_paths_release) struct ph_paths paths = { 0 };
	const struct import_options *opt = ctx->options;
	struct ph_intake_count count = { 0 };

	if (!photos_gather(ctx, &opt->photo, &paths, err)
		|| !papers_load(
			&result->papers, ctx, &opt->photo.forms, true, err)
		|| !photos_import(intake, ctx, &opt->photo, &paths,
			&result->papers, &result->crops, &count, err))
		return false;
	result->unopened = count.unopened;
	return note(ctx, result, "photos", &counts_of_photos, &count, err);
}

static bool check(const struct context *ctx, struct ph_error *err)
{
	const struct import_options *opt = ctx->options;
	const struct photo_options *photo = &opt->photo;

	if (opt->date != PH_NO_DATE && opt->date > ctx->today)
		return ph_error_set(
			err, PH_USAGE, "--date: that day has not come yet");
	/* What a person has completed by hand must not become unread again. */
	if (opt->photos && opt->correct)
		return ph_error_set(err, PH_USAGE,
			"--correct goes with FILE: photographs that are known "
			"are not read again");
	if (opt->photos)
		return photos_check(ctx, photo, err);
	if (photo->files_from || photo->nul_ended
		|| photo->megapixels != NOT_GIVEN
		|| ctx->common.jobs != NOT_GIVEN)
		return ph_error_set(err, PH_USAGE,
			"--files-from, -0, --pixel-limit and -j go with "
			"--photos");
	return ctx->operand_count
	       || ph_error_set(
		       err, PH_USAGE, "import wants FILE…, or --photos PATH…");
}

static bool meet(void *context, const struct ph_record *record)
{
	struct import_result *result = context;

	return kept_crops_note(&result->crops, record);
}

/* After all is committed and told: what fails here leaves the ratings safe, and
 * the next import of the same photographs makes up for it. */
static bool keep_crops(
	struct context *ctx, struct import_result *result, struct ph_error *err)
{
	const struct import_options *opt = ctx->options;
	const struct ph_image_limits limits = photos_limits(&opt->photo);

	if (ctx->common.dry_run || !result->crops.photos.count)
		return true;
	return (result->papers.list.count
		       || papers_load(&result->papers, ctx, &opt->photo.forms,
			       true, err))
	       && kept_crops_make(
		       &result->crops, ctx, &result->papers, &limits, err);
}

static bool take(
	struct context *ctx, struct import_result *result, struct ph_error *err)
{
	const struct import_options *opt = ctx->options;
	struct ph_intake intake = {
		.ledger = ctx->ledger,
		.rules = ctx->rules,
		.labels = ctx->labels,
		.log = &ctx->console.log,
		.today = ctx->today,
		.date = opt->date,
		.box = opt->box,
		.replace = opt->correct,
		.met = meet,
		.context = result,
	};
	bool conflicts = false;

	if (!(opt->photos ? take_photos(&intake, ctx, result, err)
			  : take_files(&intake, ctx, result, err)))
		return false;
	conflicts_tell(ctx, result->added, &conflicts);
	result->partial = result->partial || conflicts;
	return (!ctx->common.json || context_print(NULL, &result->json, err))
	       && keep_crops(ctx, result, err);
}

/* Once all that is there was taken: a share that is not mounted is no quiet
 * night. */
static bool all_opened(const struct import_result *result, struct ph_error *err)
{
	return !result->unopened
	       || ph_error_set(err, PH_NO_INPUT,
		       "%zu of the paths could not be opened, as told above",
		       result->unopened);
}

static enum ph_code run(struct context *ctx, struct ph_error *err)
{
	struct import_result result = { 0 };
	bool fine = take(ctx, &result, err) && all_opened(&result, err);

	ph_text_release(&result.json);
	papers_release(&result.papers);
	kept_crops_release(&result.crops);
	if (!fine)
		return err->code;
	return result.partial ? PH_PARTIAL : PH_OK;
}

static const struct cli_option options[] = {
	{ 0, "photos", NULL,
		"the operands are photographs: scan and import in one go",
		OPTION_FLAG, offsetof(struct import_options, photos) },
	FORM_OPTIONS(struct import_options, photo),
	PHOTO_OPTIONS(struct import_options, photo),
	{ 0, "date", "DATE",
		"the day of collection, for rows that do not say it",
		OPTION_DATE, offsetof(struct import_options, date) },
	{ 0, "box", "NAME", "the ballot box, for rows that do not say it",
		OPTION_STRING, offsetof(struct import_options, box) },
	{ 0, "correct", NULL,
		"let FILE's scan records take the place of what is known of "
		"their photographs",
		OPTION_FLAG, offsetof(struct import_options, correct) },
	{ 0 },
};

const struct command cmd_import = {
	.name = "import",
	.summary = "take ratings into the ledger",
	.operands = "FILE… | --photos PATH…",
	.most = ANY_NUMBER,
	.details = "FILE is a CSV of scan records or of keyed entries "
		   "(phieu-csv(5)); - is standard input. A file is taken "
		   "whole or, with all its faults listed, not at all. The "
		   "same photograph or the same row again changes nothing.\n"
		   "With --photos, photographs that the ledger knows are not "
		   "read again, and a run that was killed is completed by "
		   "running it again. A path that cannot be opened is told, "
		   "the others are taken, and the status is 66. The status is "
		   "1 when something needs a person.",
	.examples = "phieu import records.csv nhap-tay.csv\n"
		    "phieu import --photos --date 2026-09-30 anh/",
	.needs = NEEDS_LEDGER_WRITE | NEEDS_RULES | NEEDS_LABELS,
	.common = COMMON_DRY_RUN | COMMON_JSON | COMMON_JOBS,
	.options = options,
	.options_size = sizeof(struct import_options),
	.check = check,
	.run = run,
};
