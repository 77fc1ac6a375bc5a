/* SPDX-License-Identifier: MIT */
#include <phieu/hash.h>
#include <phieu/list.h>

#include "load.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct table_loader *const loaders[TABLES] = {
	[TABLE_RULES] = &load_rules,
	[TABLE_CRITERIA] = &load_criteria,
	[TABLE_OPTIONS] = &load_options,
	[TABLE_BANDS] = &load_bands,
	[TABLE_PERIODS] = &load_periods,
	[TABLE_CODES] = &load_codes,
	[TABLE_CONFUSIONS] = &load_confusions,
	[TABLE_CHECKS] = &load_checks,
	[TABLE_CONTRADICTIONS] = &load_contradictions,
	[TABLE_SETTINGS] = &load_settings,
	[TABLE_SHEETS] = &load_sheets,
	[TABLE_WORDS] = &load_words,
};

void load_fault(struct load *load, enum table_id table, unsigned long line,
	const char *fmt, ...)
{
	char text[400];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	load->faults->file = load->paths[table];
	ph_faults_add(load->faults, line, 0, "%s", text);
}

/* Rule sets are small: growing by one keeps the counts of the door. */
void *load_push(void **items, size_t *count, size_t size)
{
	size_t bytes;
	char *moved;

	if (!ph_size_multiply(*count + 1, size, &bytes))
		return NULL;
	moved = realloc(*items, bytes);
	if (!moved)
		return NULL;
	*items = moved;
	return memset(moved + (*count)++ * size, 0, size);
}

bool load_line(const struct reading *in, unsigned long **lines, size_t *count)
{
	unsigned long *line = load_push((void **)lines, count, sizeof(**lines));

	if (line)
		*line = in->row->line;
	return line != NULL;
}

static bool read_rows(
	struct load *load, enum table_id id, struct ph_table *table)
{
	const struct table_loader *loader = loaders[id];
	struct ph_column columns[WIDTH_MAX];
	int at[WIDTH_MAX];
	struct ph_row row;
	struct reading in = { load, table, &row, at };
	size_t width = 0, before = load->faults->count;

	for (; width < WIDTH_MAX && loader->columns[width]; width++)
		columns[width] = (struct ph_column){
			.id = loader->columns[width],
			.required = !loader->optional
				    || strcmp(loader->columns[width],
					       loader->optional)
					       != 0,
		};
	ph_table_bind(table, columns, width, NULL, at, NULL, load->faults);
	if (load->faults->count > before)
		return true; /* the rows would only repeat it */
	load->usable[id] = true;
	while (ph_table_next(table, &row, load->faults))
		if (!loader->row(&in))
			return false;
	return true;
}

static const struct ph_rules_file *find_file(
	const struct ph_rules_files *files, const char *name)
{
	const struct ph_rules_file *file;

	ph_list_for (file, files) {
		if (strcmp(file->name, name) == 0)
			return file;
	}
	return NULL;
}

static bool read_table(struct load *load, enum table_id id,
	const struct ph_rules_files *files, struct ph_error *err)
{
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;
	const struct ph_rules_file *file = find_file(files, loaders[id]->file);

	load->faults->file = load->paths[id];
	if (!file) {
		ph_faults_add(load->faults, 0, 0,
			"cannot be read: a rule set needs this table");
		return true;
	}
	/* What makes no table is among the faults. */
	if (!ph_table_open_bytes(&table, load->paths[id], file->bytes,
		    file->length, load->faults, err))
		return err->code == PH_BAD_DATA;
	memcpy(load->hashes[id], ph_table_hash(table), PH_HASH_SIZE);
	return read_rows(load, id, table) || ph_error_memory(err);
}

const char *load_file_name(enum table_id id)
{
	return loaders[id]->file;
}

static bool name_tables(struct load *load, const char *folder)
{
	for (int i = 0; i < TABLES; i++) {
		struct ph_text path = { 0 };

		if (!ph_text_appendf(&path, "%s/%s", folder, loaders[i]->file))
			return false;
		load->paths[i] = path.bytes;
	}
	return true;
}

/* The checks of the whole speak of several tables at once, so they come when
 * all have been read. */
static bool read_all(struct load *load, const char *folder,
	const struct ph_rules_files *files, struct ph_error *err)
{
	if (!name_tables(load, folder))
		return ph_error_memory(err);
	for (int i = 0; i < TABLES; i++)
		if (!read_table(load, i, files, err))
			return false;
	for (int i = 0; i < TABLES; i++)
		if (load->usable[i] && loaders[i]->check)
			loaders[i]->check(load);
	ph_hash(load->hashes, sizeof(load->hashes), load->rules->sha256);
	return true;
}

static void release(struct load *load)
{
	for (int i = 0; i < TABLES; i++)
		free(load->paths[i]);
	free(load->band_lines);
	free(load->period_lines);
	free(load->part_lines);
	free(load->setting_lines);
}

static bool judge(const char *folder, const struct ph_faults *faults,
	struct ph_error *err)
{
	if (!faults->count)
		return true;
	return ph_error_set(err, PH_CONFIG, "%s: %zu fault%s in the rule set",
		folder, faults->count, faults->count == 1 ? "" : "s");
}

bool ph_rules_load_files(struct ph_rules **loaded, const char *name,
	const struct ph_rules_files *files, struct ph_faults *faults,
	struct ph_error *err)
{
	PH_AUTO(ph_rules_destroy)
	struct ph_rules *rules = ph_alloc(1, sizeof(*rules));
	struct load load = { .rules = rules, .faults = faults };
	bool fine;

	if (rules)
		rules->tables = ph_alloc(1, sizeof(*rules->tables));
	if (!rules || !rules->tables)
		return ph_error_memory(err);
	fine = read_all(&load, name, files, err);
	release(&load);
	faults->file = name;
	if (!fine || !judge(name, faults, err))
		return false;
	*loaded = PH_TAKE(rules);
	return true;
}

bool ph_rules_load(struct ph_rules **loaded, const char *folder,
	struct ph_faults *faults, struct ph_error *err)
{
	PH_AUTO(ph_rules_files_release) struct ph_rules_files files = { 0 };

	return ph_rules_files_read(&files, folder, err)
	       && ph_rules_load_files(loaded, folder, &files, faults, err);
}
