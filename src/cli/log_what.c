/* SPDX-License-Identifier: MIT */
#include "log_what.h"

#include <phieu/hash.h>
#include <phieu/output.h>

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
	PHOTO_BYTES_MAX = 1 << 30,
	HASH_DIGITS_MIN = 8, /* of a SHA-256: four thousand million photos */
};

void log_what_release(struct log_what *what)
{
	ph_text_release(&what->text);
}

static bool known(struct context *ctx, struct log_what *what, enum ph_trail of,
	bool *found, struct ph_error *err)
{
	what->query.of = of;
	what->query.text = ph_text_get(&what->text);
	what->query.sha256 = what->sha256;
	return ph_ledger_trail_known(ctx->ledger, &what->query, found, err);
}

static bool put(struct log_what *what, const char *text, struct ph_error *err)
{
	ph_text_clear(&what->text);
	return ph_text_puts(&what->text, text) || ph_error_memory(err);
}

/* Codes are compared as they are kept. */
static bool try_code(struct context *ctx, struct log_what *what,
	const char *word, bool *found, struct ph_error *err)
{
	ph_text_clear(&what->text);
	if (!ph_utf8_code(&what->text, word, strlen(word)))
		return put(what, word, err);
	return known(ctx, what, PH_TRAIL_CODE, found, err);
}

static bool try_number(struct context *ctx, struct log_what *what,
	const char *word, bool *found, struct ph_error *err)
{
	char *end;

	*found = false;
	errno = 0;
	what->query.sheet = strtoll(word, &end, 10);
	if (*word < '0' || *word > '9' || *end || errno)
		return true;
	return known(ctx, what, PH_TRAIL_SHEET, found, err);
}

static bool try_hash(struct context *ctx, struct log_what *what,
	const char *word, bool *found, struct ph_error *err)
{
	char padded[PH_HASH_HEX_SIZE];
	size_t length = strlen(word);

	*found = false;
	if (length < HASH_DIGITS_MIN || length >= PH_HASH_HEX_SIZE
		|| length % 2)
		return true;
	memset(padded, '0', sizeof(padded) - 1);
	memcpy(padded, word, length);
	if (!ph_hash_parse(padded, PH_HASH_HEX_SIZE - 1, what->sha256))
		return true;
	what->query.length = length / 2;
	return known(ctx, what, PH_TRAIL_PHOTO, found, err);
}

/* The file itself is known by its bytes, wherever it lies by now. */
static bool try_file(struct context *ctx, struct log_what *what,
	const char *path, bool *found, struct ph_error *err)
{
	struct stat st;
	char *bytes;
	size_t length;

	*found = false;
	if (stat(path, &st) || !S_ISREG(st.st_mode))
		return true;
	if (!ph_file_load(path, PHOTO_BYTES_MAX, &bytes, &length, err))
		return false;
	ph_hash(bytes, length, what->sha256);
	free(bytes);
	what->query.length = PH_HASH_SIZE;
	return known(ctx, what, PH_TRAIL_PHOTO, found, err);
}

static bool try_photo(struct context *ctx, struct log_what *what,
	const char *word, bool *found, struct ph_error *err)
{
	if (!try_file(ctx, what, word, found, err))
		return false;
	if (*found)
		return true;
	if (!put(what, word, err)
		|| !known(ctx, what, PH_TRAIL_PATH, found, err))
		return false;
	return *found || try_hash(ctx, what, word, found, err);
}

static bool try_officer(struct context *ctx, struct log_what *what,
	const char *word, bool *found, struct ph_error *err)
{
	return put(what, word, err)
	       && known(ctx, what, PH_TRAIL_OFFICER, found, err);
}

static bool try_day(struct context *ctx, struct log_what *what,
	const char *word, bool *found, struct ph_error *err)
{
	(void)ctx;
	(void)err;
	*found = ph_date_parse(word, strlen(word), &what->query.from);
	what->query.to = what->query.from;
	what->query.of = PH_TRAIL_ALL;
	return true;
}

/* What an operand may be, and the option that says so. */
static const struct guess {
	const char *option;
	bool (*try)(struct context *ctx, struct log_what *what,
		const char *word, bool *found, struct ph_error *err);
} guesses[] = {
	{ "sheet", try_number },
	{ "date", try_day },
	{ "code", try_code },
	{ "photo", try_photo },
	{ "officer", try_officer },
};

enum {
	GUESSES = sizeof(guesses) / sizeof(*guesses)
};

static bool forget(struct log_what *what)
{
	what->query =
		(struct ph_trail_query){ .from = PH_NO_DATE, .to = PH_NO_DATE };
	return true;
}

/* An operand is what the ledger knows by it; if that is more than one thing,
 * the person must say which. */
static bool guess(struct log_what *what, struct context *ctx, const char *word,
	struct ph_error *err)
{
	const struct guess *only = NULL;
	bool found;

	for (size_t i = 0; i < GUESSES; i++) {
		if (!forget(what)
			|| !guesses[i].try(ctx, what, word, &found, err))
			return false;
		if (found && only)
			return ph_error_set(err, PH_USAGE,
				"%s may be --%s or --%s: say which", word,
				only->option, guesses[i].option);
		if (found)
			only = &guesses[i];
	}
	if (only)
		return forget(what) && only->try(ctx, what, word, &found, err);
	return ph_error_set(err, PH_NO_INPUT,
		"%s: no sheet, dossier, photo, officer or day that %s knows",
		word, ph_text_get(&ctx->ledger_path));
}

static bool missing(const struct context *ctx, const char *what,
	const char *word, const char *advice, struct ph_error *err)
{
	return ph_error_set(err, PH_NO_INPUT, "%s: no %s %s%s",
		ph_text_get(&ctx->ledger_path), what, word, advice);
}

static bool open_number(struct log_what *what, struct context *ctx,
	const struct log_options *opt, struct ph_error *err)
{
	char number[24];
	bool found;

	if (opt->sheet == NOT_GIVEN)
		return true;
	snprintf(number, sizeof(number), "%" PRId64, opt->sheet);
	return try_number(ctx, what, number, &found, err)
	       && (found
		       || missing(ctx, "sheet", number,
			       ": 'phieu validate' and 'phieu log --code' "
			       "tell the numbers of sheets",
			       err));
}

static bool open_word(struct log_what *what, struct context *ctx,
	const struct log_options *opt, struct ph_error *err)
{
	bool found = true;

	if (opt->code)
		return try_code(ctx, what, opt->code, &found, err)
		       && (found
			       || missing(ctx, "dossier", opt->code,
				       ", neither in a register nor on a form",
				       err));
	if (opt->photo)
		return try_photo(ctx, what, opt->photo, &found, err)
		       && (found
			       || missing(ctx, "photo", opt->photo,
				       "; when its path was purged give the "
				       "file itself or 8 digits or more of "
				       "its SHA-256",
				       err));
	if (opt->officer)
		return try_officer(ctx, what, opt->officer, &found, err)
		       && (found
			       || missing(ctx, "officer", opt->officer,
				       ", neither in a register nor on a form",
				       err));
	return true;
}

static bool open_batch(struct log_what *what, struct context *ctx,
	const struct log_options *opt, struct ph_error *err)
{
	struct ph_trail_query alone = { .from = PH_NO_DATE, .to = PH_NO_DATE };
	char number[24];
	bool found;

	if (opt->batch == NOT_GIVEN)
		return true;
	what->query.batch = alone.batch = opt->batch;
	snprintf(number, sizeof(number), "%" PRId64, opt->batch);
	return ph_ledger_trail_known(ctx->ledger, &alone, &found, err)
	       && (found
		       || missing(ctx, "batch", number,
			       ": 'phieu log' lists them", err));
}

bool log_what_open(
	struct log_what *what, struct context *ctx, struct ph_error *err)
{
	const struct log_options *opt = ctx->options;

	forget(what);
	if (ctx->operand_count) {
		if (!guess(what, ctx, ctx->operands[0], err))
			return false;
	} else if (!open_number(what, ctx, opt, err)
		   || !open_word(what, ctx, opt, err)) {
		return false;
	}
	if (opt->date != PH_NO_DATE)
		what->query.from = what->query.to = opt->date;
	if (opt->from != PH_NO_DATE)
		what->query.from = opt->from;
	if (opt->to != PH_NO_DATE)
		what->query.to = opt->to;
	return open_batch(what, ctx, opt, err);
}
