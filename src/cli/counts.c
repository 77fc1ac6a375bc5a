/* SPDX-License-Identifier: MIT */
#include "counts.h"

#include <phieu/json.h>

#include <stdio.h>

const struct counts_words counts_of_registers = {
	.row = "row",
	.changed = "changed",
	.same = "as before",
};

const struct counts_words counts_of_entries = {
	.row = "row",
	.changed = "corrected",
	.same = "already there",
};

const struct counts_words counts_of_photos = {
	.row = "page",
	.changed = "corrected",
	.same = "already there",
};

bool counts_partial(const struct ph_intake_count *count)
{
	return count->differs || count->repeated || count->malformed
	       || count->unread || count->unkept;
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

/* What to do about rows that were not simply taken. */
static void advise(struct context *ctx, const struct ph_intake_count *count)
{
	struct console *console = &ctx->console;

	if (count->differs)
		console_tell(console,
			"%zu photograph%s known with other contents: kept as "
			"before; --correct replaces what nobody has reviewed",
			count->differs, plural(count->differs));
	if (count->repeated)
		console_tell(console,
			"%zu ballot%s without a code equal to ballots of "
			"another file: not taken again; the columns box, date "
			"or serial tell equal ballots apart",
			count->repeated, plural(count->repeated));
	if (count->malformed)
		console_tell(console,
			"%zu code%s of no known form: kept as typed, see "
			"'phieu validate'",
			count->malformed, plural(count->malformed));
	if (count->unread)
		console_tell(console,
			"%zu sheet%s to be looked at: see 'phieu validate'",
			count->unread, plural(count->unread));
	if (count->unkept)
		console_tell(console,
			"%zu not read and not taken, as told above: give %s "
			"again",
			count->unkept, count->unkept == 1 ? "it" : "them");
}

void counts_tell(struct context *ctx, const char *name,
	const struct counts_words *words, const struct ph_intake_count *count)
{
	bool photos = words == &counts_of_photos;
	/* Of a path that could not be opened nobody knows what it held. */
	size_t none = photos ? count->unopened : 0;
	size_t all = count->rows - none;
	size_t rows = photos ? count->pages - none : all;
	char forms[48] = "";

	if (rows < all)
		snprintf(forms, sizeof(forms), " with %zu forms", all);
	console_tell(&ctx->console, "%s: %zu %s%s%s: %zu new, %zu %s, %zu %s",
		name, rows, words->row, plural(rows), forms, count->added,
		count->changed, words->changed, count->same, words->same);
	advise(ctx, count);
}

bool counts_json(struct ph_text *out, const char *name,
	const struct ph_intake_count *count)
{
	return ph_json_begin(out) && ph_json_string(out, "source", name)
	       && ph_json_number(out, "rows", (int64_t)count->rows)
	       && ph_json_number(out, "added", (int64_t)count->added)
	       && ph_json_number(out, "changed", (int64_t)count->changed)
	       && ph_json_number(out, "same", (int64_t)count->same)
	       && ph_json_number(out, "differs", (int64_t)count->differs)
	       && ph_json_number(out, "repeated", (int64_t)count->repeated)
	       && ph_json_number(out, "malformed", (int64_t)count->malformed)
	       && ph_json_number(out, "unread", (int64_t)count->unread)
	       && ph_json_number(out, "unkept", (int64_t)count->unkept)
	       && ph_json_end(out);
}
