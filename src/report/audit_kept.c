/* SPDX-License-Identifier: MIT */
/*
 * Drawings in the ledger. Each is a setting of its own, "audit/2026-Q3/1", so
 * that it is sealed by the chain and stands in the trail with who made it: a
 * limit that was changed afterwards shows, and so does a seed that was thrown
 * until it pleased.
 */
#include "audit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
	KEY_SIZE = 64
};

static bool find(struct ph_ledger *ledger, const char *period, int64_t number,
	struct ph_text *text, bool *found, struct ph_error *err)
{
	char key[KEY_SIZE];

	snprintf(key, sizeof(key), "audit/%s/%" PRId64, period, number);
	return ph_ledger_get(ledger, INT64_MAX, key, text, found, err);
}

/* All of the period, from 1; the first that is wanted, else 0. */
static bool search(struct ph_ledger *ledger, const char *period,
	bool (*wanted)(void *context, const char *text), void *context,
	struct ph_audit_kept *kept, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };
	bool found = true;

	*kept = (struct ph_audit_kept){ 0 };
	for (;;) {
		if (!find(ledger, period, kept->count + 1, &text, &found, err))
			return false;
		if (!found)
			return true;
		kept->count++;
		if (!kept->number && wanted(context, ph_text_get(&text)))
			kept->number = kept->count;
	}
}

static bool is_text(void *context, const char *text)
{
	return strcmp(text, context) == 0;
}

static bool write_out(struct ph_text *text,
	const struct ph_audit_drawing *drawing, struct ph_error *err)
{
	return audit_drawing_write(text, drawing) || ph_error_memory(err);
}

bool ph_audit_find(struct ph_ledger *ledger,
	const struct ph_audit_drawing *drawing, struct ph_audit_kept *kept,
	struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };

	return write_out(&text, drawing, err)
	       && search(ledger, drawing->period, is_text,
		       (char *)ph_text_get(&text), kept, err);
}

bool ph_audit_keep(struct ph_ledger *ledger,
	const struct ph_audit_drawing *drawing, struct ph_audit_kept *kept,
	struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };
	char key[KEY_SIZE];

	if (!ph_audit_find(ledger, drawing, kept, err))
		return false;
	if (kept->number)
		return true;
	kept->number = ++kept->count;
	snprintf(key, sizeof(key), "audit/%s/%" PRId64, drawing->period,
		kept->number);
	return write_out(&text, drawing, err)
	       && ph_ledger_set(ledger, key, ph_text_get(&text), err);
}

/* The batch and the size may be left open. */
static bool is_again(void *context, const char *text)
{
	struct ph_audit_drawing *asked = context;
	struct ph_audit_drawing was;

	if (!audit_drawing_read(text, &was)
		|| strcmp(was.seed, asked->seed) != 0
		|| was.limit != asked->limit
		|| was.confidence != asked->confidence
		|| (asked->size && was.size != asked->size)
		|| (asked->batch && was.batch != asked->batch))
		return false;
	asked->batch = was.batch;
	asked->day = was.day;
	return true;
}

bool ph_audit_again(struct ph_ledger *ledger, struct ph_audit_drawing *drawing,
	bool *again, struct ph_error *err)
{
	struct ph_audit_kept kept;

	*again = false;
	if (!search(ledger, drawing->period, is_again, drawing, &kept, err))
		return false;
	*again = kept.number > 0;
	return true;
}
