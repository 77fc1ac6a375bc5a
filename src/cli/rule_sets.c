/* SPDX-License-Identifier: MIT */
#include "places.h"
#include "rule_sets.h"

#include <dirent.h>
#include <sys/stat.h>

#include <string.h>

void rule_sets_release(struct rule_sets *sets)
{
	struct rule_set *set;

	ph_list_for (set, &sets->list) {
		free(set->id);
		free(set->folder);
	}
	ph_list_release(&sets->list);
}

static bool has(const struct rule_sets *sets, const char *id)
{
	const struct rule_set *set;

	ph_list_for (set, &sets->list) {
		if (strcmp(set->id, id) == 0)
			return true;
	}
	return false;
}

static bool add(struct rule_sets *sets, const char *root, const char *id,
	struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text folder = { 0 };
	struct rule_set *set;
	struct stat st;

	if (!ph_text_appendf(&folder, "%s/%s", root, id))
		return ph_error_memory(err);
	if (*id == '.' || has(sets, id) || stat(ph_text_get(&folder), &st) != 0
		|| !S_ISDIR(st.st_mode))
		return true;
	set = ph_list_push(&sets->list);
	if (!set)
		return ph_error_memory(err);
	set->id = ph_copy(id, strlen(id));
	set->folder = PH_TAKE(folder.bytes);
	return set->id || ph_error_memory(err);
}

static bool add_all(
	struct rule_sets *sets, const char *home, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text root = { 0 };
	const struct dirent *entry;
	bool fine = true;
	DIR *folder;

	if (!ph_text_appendf(&root, "%s/rules", home))
		return ph_error_memory(err);
	folder = opendir(ph_text_get(&root));
	if (!folder)
		return true;
	while (fine && (entry = readdir(folder)))
		fine = add(sets, ph_text_get(&root), entry->d_name, err);
	closedir(folder);
	return fine;
}

static int by_id(const void *a, const void *b)
{
	const struct rule_set *left = a, *right = b;

	return strcmp(left->id, right->id);
}

bool rule_sets_find(
	struct rule_sets *sets, struct context *ctx, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text beside = { 0 };

	if (ctx->ledger_path.length
		&& (!places_folder_of(
			    ph_text_get(&ctx->ledger_path), &beside, err)
			|| !add_all(sets, ph_text_get(&beside), err)))
		return false;
	if (!context_find_data(ctx, err)
		|| !add_all(sets, ph_text_get(&ctx->data), err))
		return false;
	if (sets->list.count)
		qsort(sets->list.at, sets->list.count, sizeof(*sets->list.at),
			by_id);
	return true;
}
