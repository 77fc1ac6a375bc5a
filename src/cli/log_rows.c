/* SPDX-License-Identifier: MIT */
#include "log_rows.h"

#include <phieu/hash.h>
#include <phieu/json.h>
#include <phieu/table.h>

#include <inttypes.h>

/* A cell of CSV and of JSON alike. */
struct value {
	const char *name;
	const char *text; /* NULL: `number` */
	int64_t number;   /* 0: none */
};

enum {
	EVENT_VALUES = 20,
	BATCH_VALUES = 6,
	FIELD = 9, /* of an event's values: field, before, after */
	BEFORE,
	AFTER
};

static const char *const event_names[EVENT_VALUES] = { "at", "batch", "by",
	"command", "source", "what", "sheet", "code", "subject", "field",
	"before", "after", "photo", "page", "part", "sha256", "replaces",
	"replaced_by", "said_at", "note" };
static const char *const batch_names[BATCH_VALUES] = { "at", "batch", "by",
	"command", "source", "source_sha256" };

static bool write_names(struct ph_text *out, const char *const *names,
	size_t count, const char *last)
{
	struct ph_csv csv;

	ph_csv_init(&csv, out, &ph_csv_plain);
	for (size_t i = 0; i < count; i++)
		ph_csv_text(&csv, names[i]);
	if (last)
		ph_csv_text(&csv, last);
	ph_csv_end_row(&csv);
	return !csv.failed;
}

static void write_value(struct ph_csv *csv, const struct value *value)
{
	if (!value->text && value->number)
		ph_csv_number(csv, value->number);
	else
		ph_csv_text(csv, value->text ? value->text : "");
}

static bool write_row(struct ph_text *out, const struct value *values,
	size_t count, const char *last)
{
	struct ph_csv csv;

	ph_csv_init(&csv, out, &ph_csv_plain);
	for (size_t i = 0; i < count; i++)
		write_value(&csv, &values[i]);
	if (last)
		ph_csv_text(&csv, last);
	ph_csv_end_row(&csv);
	return !csv.failed;
}

/* Numbers that there are not are null. */
static bool write_members(
	struct ph_text *out, const struct value *values, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct value *value = &values[i];
		bool made = value->number ? ph_json_number(
				    out, value->name, value->number)
					  : ph_json_string(out, value->name,
						  value->text);

		if (!made)
			return false;
	}
	return true;
}

static void name(struct value *values, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		values[i].name = names[i];
}

/* All but field, before and after. */
static void fill(const struct ph_event *event, char hex[PH_HASH_HEX_SIZE],
	struct value values[EVENT_VALUES])
{
	const struct value filled[EVENT_VALUES] = {
		{ .text = event->at },
		{ .number = event->batch },
		{ .text = event->by },
		{ .text = event->command },
		{ .text = event->source },
		{ .text = ph_event_kind_name(event->kind) },
		{ .number = event->sheet },
		{ .text = event->code },
		{ .text = event->subject },
		{ .text = "" },
		{ .text = "" },
		{ .text = "" },
		{ .text = event->path },
		{ .number = event->page },
		{ .number = event->part },
		{ .text = event->sha256 ? ph_hash_hex(event->sha256, hex)
					: "" },
		{ .number = event->replaces },
		{ .number = event->replaced_by },
		{ .text = event->said_at },
		{ .text = event->note },
	};

	memcpy(values, filled, sizeof(filled));
	name(values, event_names, EVENT_VALUES);
}

/* cs1=2; cs3=; box=H1 */
static bool list_values(struct ph_text *out, const struct ph_event *event)
{
	for (size_t i = 0; i < event->change_count; i++)
		if (!ph_text_appendf(out, "%s%s=%s", i ? "; " : "",
			    event->changes[i].field, event->changes[i].after))
			return false;
	return true;
}

static const char *or_dash(const char *cell)
{
	return cell ? cell : "-";
}

static bool write_changes(struct ph_text *out, const struct ph_event *event,
	struct value values[EVENT_VALUES])
{
	for (size_t i = 0; i < event->change_count; i++) {
		values[FIELD].text = event->changes[i].field;
		values[BEFORE].text = or_dash(event->changes[i].before);
		values[AFTER].text = or_dash(event->changes[i].after);
		if (!write_row(out, values, EVENT_VALUES, NULL))
			return false;
	}
	return true;
}

bool log_event_header(struct ph_text *out)
{
	return write_names(out, event_names, EVENT_VALUES, NULL);
}

bool log_event_csv(struct ph_text *out, const struct ph_event *event)
{
	PH_AUTO(ph_text_release) struct ph_text list = { 0 };
	struct value values[EVENT_VALUES];
	char hex[PH_HASH_HEX_SIZE];

	fill(event, hex, values);
	if (event->change_count && !event->fresh)
		return write_changes(out, event, values);
	if (!list_values(&list, event))
		return false;
	values[AFTER].text = ph_text_get(&list);
	return write_row(out, values, EVENT_VALUES, NULL);
}

static bool json_values(struct ph_text *out, const struct ph_event *event)
{
	if (!ph_json_open(out, "values", '{'))
		return false;
	for (size_t i = 0; i < event->change_count; i++)
		if (!ph_json_string(out, event->changes[i].field,
			    event->changes[i].after))
			return false;
	return ph_json_close(out, '}');
}

static bool json_object(struct ph_text *out, struct value values[EVENT_VALUES],
	const struct ph_event *event)
{
	return ph_json_begin(out) && write_members(out, values, EVENT_VALUES)
	       && (!event || json_values(out, event)) && ph_json_end(out);
}

bool log_event_json(struct ph_text *out, const struct ph_event *event)
{
	struct value values[EVENT_VALUES];
	char hex[PH_HASH_HEX_SIZE];

	fill(event, hex, values);
	if (event->fresh || !event->change_count) {
		values[BEFORE].text = values[AFTER].text = NULL;
		return json_object(out, values, event);
	}
	for (size_t i = 0; i < event->change_count; i++) {
		values[FIELD].text = event->changes[i].field;
		values[BEFORE].text = event->changes[i].before;
		values[AFTER].text = event->changes[i].after;
		if (!json_object(out, values, NULL))
			return false;
	}
	return true;
}

static void fill_batch(const struct ph_batch_row *batch,
	char hex[PH_HASH_HEX_SIZE], struct value values[BATCH_VALUES])
{
	const struct value filled[BATCH_VALUES] = {
		{ .text = batch->at },
		{ .number = batch->batch },
		{ .text = batch->by },
		{ .text = batch->command },
		{ .text = batch->source },
		{ .text = batch->source_sha256
				  ? ph_hash_hex(batch->source_sha256, hex)
				  : "" },
	};

	memcpy(values, filled, sizeof(filled));
	name(values, batch_names, BATCH_VALUES);
}

bool log_batch_header(struct ph_text *out)
{
	return write_names(out, batch_names, BATCH_VALUES, "facts");
}

/* sheet=25; decision=1 */
static bool list_facts(struct ph_text *out, const struct ph_batch_row *batch)
{
	for (size_t i = 0; i < PH_EVENT_KINDS; i++)
		if (batch->facts[i]
			&& !ph_text_appendf(out, "%s%s=%" PRId64,
				out->length ? "; " : "", ph_event_kind_name(i),
				batch->facts[i]))
			return false;
	return true;
}

bool log_batch_csv(struct ph_text *out, const struct ph_batch_row *batch)
{
	PH_AUTO(ph_text_release) struct ph_text list = { 0 };
	struct value values[BATCH_VALUES];
	char hex[PH_HASH_HEX_SIZE];

	fill_batch(batch, hex, values);
	return list_facts(&list, batch)
	       && write_row(out, values, BATCH_VALUES, ph_text_get(&list));
}

bool log_batch_json(struct ph_text *out, const struct ph_batch_row *batch)
{
	struct value values[BATCH_VALUES];
	char hex[PH_HASH_HEX_SIZE];

	fill_batch(batch, hex, values);
	if (!ph_json_begin(out) || !write_members(out, values, BATCH_VALUES)
		|| !ph_json_open(out, "facts", '{'))
		return false;
	for (size_t i = 0; i < PH_EVENT_KINDS; i++)
		if (batch->facts[i]
			&& !ph_json_number(
				out, ph_event_kind_name(i), batch->facts[i]))
			return false;
	return ph_json_close(out, '}') && ph_json_end(out);
}
