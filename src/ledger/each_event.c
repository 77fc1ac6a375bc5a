/* SPDX-License-Identifier: MIT */
/* The trail: each table gives its facts in their order, and of these streams
 * the one whose fact is of the oldest batch goes on. */
#include "each_event.h"

struct stream {
	const struct ph_relation *relation;
	sqlite3_stmt *s;
	int64_t low, high; /* the facts that are still to come */
	int64_t batch;     /* of the fact that stands ready; INT64_MAX: none */
};

struct trail {
	struct ph_ledger *l;
	const struct ph_trail_query *query;
	struct stream streams[PH_EVENT_KINDS];
	size_t count;
	struct ph_batch_seen seen;
	int64_t as_of, code_id;
};

static void trail_release(struct trail *trail)
{
	for (size_t i = 0; i < trail->count; i++)
		sqlite3_finalize(trail->streams[i].s);
	ph_batch_seen_release(&trail->seen);
}
PH_CLEANUP_VALUE(struct trail, trail_release)

static const char *const names[PH_EVENT_KINDS] = {
	[PH_EVENT_SETTING] = "setting",
	[PH_EVENT_UNIT] = "unit",
	[PH_EVENT_OFFICER] = "officer",
	[PH_EVENT_DOSSIER] = "dossier",
	[PH_EVENT_UNIT_SCORE] = "unit-score",
	[PH_EVENT_REMARK] = "remark",
	[PH_EVENT_BOX] = "box",
	[PH_EVENT_JUDGEMENT] = "judgement",
	[PH_EVENT_SHEET] = "sheet",
	[PH_EVENT_DECISION] = "decision",
	[PH_EVENT_CLOSING] = "closing",
	[PH_EVENT_PURGE] = "purge",
};

const char *ph_event_kind_name(enum ph_event_kind kind)
{
	return names[kind];
}

static enum scope scope_of(const struct ph_trail_query *query)
{
	switch (query->of) {
	case PH_TRAIL_ALL:
		return SCOPE_ALL;
	case PH_TRAIL_CODE:
		return SCOPE_CODE;
	case PH_TRAIL_OFFICER:
		return SCOPE_OFFICER;
	default:
		return SCOPE_FORMS;
	}
}

static bool step(
	struct trail *trail, struct stream *stream, struct ph_error *err)
{
	bool there;

	if (!ph_sql_row(trail->l, stream->s, &there, err))
		return false;
	stream->batch = there ? sqlite3_column_int64(stream->s, COLUMN_BATCH)
			      : INT64_MAX;
	return true;
}

/* From stream->low on, whatever was read before. */
static bool start(
	struct trail *trail, struct stream *stream, struct ph_error *err)
{
	struct ph_ledger *l = trail->l;
	int used = sqlite3_bind_parameter_count(stream->s);

	ph_sql_done(stream->s);
	stream->batch = INT64_MAX;
	if (stream->low > stream->high)
		return true;
	ph_sql_int(l, stream->s, PARAMETER_LOW, stream->low);
	ph_sql_int(l, stream->s, PARAMETER_HIGH, stream->high);
	if (used >= PARAMETER_AS_OF)
		ph_sql_int(l, stream->s, PARAMETER_AS_OF, trail->as_of);
	if (used >= PARAMETER_TEXT)
		ph_sql_text(l, stream->s, PARAMETER_TEXT, trail->query->text);
	if (used >= PARAMETER_CODE_ID)
		ph_sql_int(l, stream->s, PARAMETER_CODE_ID, trail->code_id);
	return step(trail, stream, err);
}

static bool bound(struct trail *trail, struct stream *stream, int64_t first,
	int64_t last, struct ph_error *err)
{
	PH_AUTO(ph_range_release) struct ph_range range = { 0 };

	if (!ph_range_open(trail->l, &range, stream->relation, err)
		|| !ph_range_seek(trail->l, &range, first, err))
		return false;
	stream->low = range.next;
	if (!ph_range_seek(trail->l, &range, last + 1, err))
		return false;
	stream->high = range.next - 1;
	return true;
}

static bool open_streams(struct trail *trail, struct ph_error *err)
{
	enum scope scope = scope_of(trail->query);
	int64_t first, last;

	if (!ph_trail_batches(trail->l, trail->query, &first, &last, err))
		return false;
	for (size_t i = 0; i < PH_EVENT_KINDS; i++) {
		struct stream *stream = &trail->streams[trail->count];

		stream->relation = &ph_relations[i];
		if (!stream->relation->of[scope])
			continue;
		if (!ph_relation_query(
			    trail->l, stream->relation, scope, &stream->s, err))
			return false;
		trail->count++;
		if (!bound(trail, stream, first, last, err)
			|| !start(trail, stream, err))
			return false;
	}
	return true;
}

/* NULL: nothing. Blank answers are empty texts. */
static const char *cell(sqlite3_stmt *s, int at)
{
	return (const char *)sqlite3_column_text(s, at);
}

static bool differ(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) != 0 : a != b;
}

static void read_changes(sqlite3_stmt *s, struct ph_event *event)
{
	bool one = sqlite3_column_count(s) == COLUMN_CHANGES + 3;

	for (int at = COLUMN_CHANGES; at + 2 < sqlite3_column_count(s)
				      && event->change_count < PH_CHANGES_MAX;
		at += 3) {
		struct ph_change change = { cell(s, at), cell(s, at + 1),
			cell(s, at + 2) };

		if (one || differ(change.before, change.after))
			event->changes[event->change_count++] = change;
	}
}

static void read_photo(sqlite3_stmt *s, struct ph_event *event)
{
	if (sqlite3_column_bytes(s, COLUMN_SHA256) == PH_HASH_SIZE)
		event->sha256 = sqlite3_column_blob(s, COLUMN_SHA256);
	event->path = ph_sql_column(s, COLUMN_PATH);
	event->page = (unsigned)sqlite3_column_int64(s, COLUMN_PAGE);
	event->part = (unsigned)sqlite3_column_int64(s, COLUMN_PART);
}

static bool tell(const struct trail *trail, const struct stream *stream,
	bool (*row)(void *context, const struct ph_event *event), void *context)
{
	sqlite3_stmt *s = stream->s;
	struct ph_event event = {
		.kind = stream->relation->kind,
		.fact = sqlite3_column_int64(s, COLUMN_ID),
		.batch = stream->batch,
		.at = trail->seen.at,
		.command = trail->seen.command,
		.source = trail->seen.source,
		.by = ph_sql_column(s, COLUMN_BY),
		.said_at = ph_sql_column(s, COLUMN_SAID_AT),
		.sheet = sqlite3_column_int64(s, COLUMN_SHEET),
		.replaces = sqlite3_column_int64(s, COLUMN_REPLACES),
		.replaced_by = sqlite3_column_int64(s, COLUMN_REPLACED_BY),
		.code = ph_sql_column(s, COLUMN_CODE),
		.subject = ph_sql_column(s, COLUMN_SUBJECT),
		.note = ph_sql_column(s, COLUMN_NOTE),
		.fresh = sqlite3_column_int(s, COLUMN_FRESH),
	};

	if (!*event.by)
		event.by = trail->seen.by;
	read_photo(s, &event);
	read_changes(s, &event);
	return row(context, &event);
}

/* NULL: the end. Of one batch, in the order of the kinds. */
static struct stream *oldest(struct trail *trail)
{
	struct stream *found = NULL;

	for (size_t i = 0; i < trail->count; i++) {
		struct stream *stream = &trail->streams[i];

		if (stream->batch != INT64_MAX
			&& (!found || stream->batch < found->batch))
			found = stream;
	}
	return found;
}

/* Lets go of the ledger, but in a batch, which is the caller's own. */
static bool rest(struct trail *trail, bool (*pause)(void *context),
	void *context, bool *go_on, struct ph_error *err)
{
	struct ph_ledger *l = trail->l;
	bool snapshot = !l->in_batch && !sqlite3_get_autocommit(l->db);

	for (size_t i = 0; i < trail->count; i++)
		ph_sql_done(trail->streams[i].s);
	ph_batch_forget(&trail->seen);
	if (snapshot && !ph_sql_exec(l, "COMMIT", err))
		return false;
	*go_on = pause(context);
	if (snapshot && !ph_ledger_snapshot(l, err))
		return false;
	for (size_t i = 0; i < trail->count; i++)
		if (!start(trail, &trail->streams[i], err))
			return false;
	return true;
}

bool ph_ledger_each_event(struct ph_ledger *l,
	const struct ph_trail_query *query,
	bool (*row)(void *context, const struct ph_event *event),
	bool (*pause)(void *context), void *context, struct ph_error *err)
{
	PH_AUTO(trail_release) struct trail trail = { .l = l, .query = query };
	struct stream *next;
	size_t facts = 0;
	bool go_on = true;

	trail.as_of = ph_ledger_batch(l);
	if ((query->of == PH_TRAIL_CODE
		    && !ph_ledger_code_find(
			    l, query->text, &trail.code_id, err))
		|| !ph_trail_forms(l, query, err) || !open_streams(&trail, err))
		return false;
	while (go_on && (next = oldest(&trail))) {
		if (!ph_batch_see(l, &trail.seen, query, next->batch, err))
			return false;
		if (trail.seen.wanted)
			go_on = tell(&trail, next, row, context);
		next->low = sqlite3_column_int64(next->s, COLUMN_ID) + 1;
		if (!step(&trail, next, err))
			return false;
		if (go_on && pause && ++facts % PH_EVENTS_PAGE == 0
			&& !rest(&trail, pause, context, &go_on, err))
			return false;
	}
	return true;
}
