/* SPDX-License-Identifier: MIT */
/* A draft becomes a batch of the ledger, by the way that keyed files go. */
#include "batch.h"

#include <phieu/output.h>
#include <phieu/table.h>
#include <phieu/trail.h>

#include <string.h>

enum {
	DRAFT_BYTES_MAX = 1 << 26
};

struct search {
	const uint8_t *sha256;
	int64_t batch; /* 0: not found */
};

static bool is_it(void *context, const struct ph_batch_row *row)
{
	struct search *search = context;

	if (row->source_sha256 && strcmp(row->command, "key") == 0
		&& memcmp(row->source_sha256, search->sha256, PH_HASH_SIZE)
			   == 0)
		search->batch = row->batch;
	return true;
}

bool ph_draft_source_open(struct ph_draft_source *source,
	const struct ph_draft *draft, struct ph_ledger *ledger,
	struct ph_error *err)
{
	static const struct ph_trail_query all = {
		.from = PH_NO_DATE,
		.to = PH_NO_DATE,
	};
	const char *path = ph_draft_path(draft);
	struct search search = { .sha256 = source->sha256 };

	if (!ph_file_load(path, DRAFT_BYTES_MAX, &source->bytes,
		    &source->length, err))
		return false;
	ph_hash(source->bytes, source->length, source->sha256);
	if (!ph_ledger_each_batch(ledger, &all, is_it, &search, err))
		return false;
	source->batch = search.batch;
	return true;
}

void ph_draft_source_release(struct ph_draft_source *source)
{
	free(source->bytes);
}

static bool take(const struct ph_intake *intake, const char *path,
	const struct ph_draft_source *source, struct ph_intake_count *count,
	struct ph_error *err)
{
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;
	char line[512];

	ph_faults_init(&faults, path);
	if (!ph_table_open_bytes(
		    &table, path, source->bytes, source->length, &faults, err)
		|| !ph_intake_entries(intake, table, count, &faults, err))
		return false;
	if (!faults.count)
		return true;
	ph_faults_format(&faults, 0, line, sizeof(line));
	return ph_error_set(err, PH_BAD_DATA, "%s", line);
}

bool ph_keying_import(const struct ph_intake *intake, struct ph_draft *draft,
	const char *name, struct ph_intake_count *count, int64_t *batch,
	struct ph_error *err)
{
	PH_AUTO(ph_draft_source_release) struct ph_draft_source source = { 0 };
	struct ph_ledger *ledger = intake->ledger;

	if (!ph_draft_source_open(&source, draft, ledger, err))
		return false;
	*batch = source.batch;
	if (source.batch) {
		count->rows = count->same = ph_draft_count(draft);
		return true;
	}
	if (!ph_ledger_begin(ledger, "key", name, source.sha256, err))
		return false;
	*batch = ph_ledger_batch(ledger);
	if (take(intake, ph_draft_path(draft), &source, count, err))
		return ph_ledger_commit(ledger, err);
	ph_ledger_rollback(ledger);
	return false;
}
