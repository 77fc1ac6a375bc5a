/* SPDX-License-Identifier: MIT */
#include <phieu/list.h>

#include "table.h"

#include <string.h>

struct label {
	char *id;
	char *text;   /* as a person writes it */
	char *folded; /* as it is compared */
};

struct ph_labels {
	PH_LIST(struct label) list;
};

struct ph_labels *ph_labels_create(void)
{
	return ph_alloc(1, sizeof(struct ph_labels));
}

void ph_labels_destroy(struct ph_labels *labels)
{
	struct label *label;

	if (!labels)
		return;
	ph_list_for (label, &labels->list) {
		free(label->id);
		free(label->text);
		free(label->folded);
	}
	ph_list_release(&labels->list);
	free(labels);
}

bool ph_labels_add(struct ph_labels *labels, const char *id, const char *text,
	struct ph_error *err)
{
	struct ph_text folded = { 0 };
	struct label *label = ph_list_push(&labels->list);

	if (!label)
		return ph_error_memory(err);
	label->id = ph_copy(id, strlen(id));
	label->text = ph_copy(text, strlen(text));
	if (label->id && label->text
		&& ph_utf8_fold(&folded, text, strlen(text)))
		label->folded = ph_copy(ph_text_get(&folded), folded.length);
	ph_text_release(&folded);
	if (label->folded)
		return true;
	/* Half a label helps nobody: the list is as it was. */
	free(label->id);
	free(label->text);
	labels->list.count--;
	return ph_utf8_check(text, strlen(text)) == strlen(text)
		       ? ph_error_memory(err)
		       : ph_error_set(err, PH_BAD_DATA,
			       "the label of column %s is not UTF-8", id);
}

static bool load_rows(struct ph_labels *labels, struct ph_table *table,
	struct ph_faults *faults, struct ph_error *err)
{
	static const struct ph_column columns[] = {
		{ "id", true },
		{ "label", true },
	};
	int at[2];
	struct ph_row row;

	ph_table_bind(table, columns, 2, NULL, at, NULL, faults);
	while (!faults->count && ph_table_next(table, &row, faults))
		if (!ph_labels_add(labels, ph_row_get(&row, at[0]),
			    ph_row_get(&row, at[1]), err))
			return false;
	return true;
}

bool ph_labels_load(
	struct ph_labels *labels, const char *path, struct ph_error *err)
{
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;
	char first[640];

	ph_faults_init(&faults, path);
	if (!ph_table_open(&table, path, &faults, err)
		|| !load_rows(labels, table, &faults, err))
		return false;
	if (!faults.count)
		return true;
	if (!faults.kept)
		return ph_error_memory(err);
	ph_faults_format(&faults, 0, first, sizeof(first));
	return ph_error_set(err, PH_CONFIG, "%s", first);
}

static bool folds_to(const char *text, const char *folded)
{
	PH_AUTO(ph_text_release) struct ph_text own = { 0 };

	return ph_utf8_fold(&own, text, strlen(text))
	       && strcmp(ph_text_get(&own), folded) == 0;
}

bool labels_match(
	const struct ph_labels *labels, const char *id, const char *folded)
{
	const struct label *label;

	if (!*folded)
		return false;
	if (folds_to(id, folded))
		return true;
	if (!labels)
		return false;
	ph_list_for (label, &labels->list) {
		if (strcmp(label->id, id) == 0
			&& strcmp(label->folded, folded) == 0)
			return true;
	}
	return false;
}

bool labels_list(
	const struct ph_labels *labels, const char *id, struct ph_text *out)
{
	const char *before = ", also called ";
	const struct label *label;

	if (!labels)
		return true;
	ph_list_for (label, &labels->list) {
		if (strcmp(label->id, id) != 0 || strcmp(label->text, id) == 0)
			continue;
		if (!ph_text_appendf(out, "%s«%s»", before, label->text))
			return false;
		before = ", ";
	}
	return true;
}
