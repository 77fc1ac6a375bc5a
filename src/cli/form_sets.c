/* SPDX-License-Identifier: MIT */
#include "form_sets.h"
#include "places.h"

#include <dirent.h>
#include <unistd.h>

#include <string.h>

void form_set_release(struct form_set *set)
{
	free(set->id);
	free(set->folder);
	*set = (struct form_set){ 0 };
}

void form_sets_release(struct form_sets *sets)
{
	struct form_set *set;

	ph_list_for (set, &sets->list) {
		form_set_release(set);
	}
	ph_list_release(&sets->list);
}

static bool holds(const char *folder, const char *file)
{
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };

	return ph_text_appendf(&path, "%s/%s", folder, file)
	       && access(path.bytes, R_OK) == 0;
}

static const struct form_set *find(const struct form_sets *sets, const char *id)
{
	const struct form_set *set;

	ph_list_for (set, &sets->list) {
		if (strcmp(set->id, id) == 0)
			return set;
	}
	return NULL;
}

/* *there: it is a form's folder. */
static bool make(struct form_set *set, const char *folder, const char *id,
	bool *there, struct ph_error *err)
{
	bool composed = holds(folder, "form.csv");

	*there = composed || holds(folder, "layout.csv");
	if (!*there)
		return true;
	*set = (struct form_set){
		.id = ph_copy(id, strlen(id)),
		.folder = ph_copy(folder, strlen(folder)),
		.composed = composed,
	};
	return (set->id && set->folder) || ph_error_memory(err);
}

static bool add(struct form_sets *sets, const char *root, const char *id,
	struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text folder = { 0 };
	PH_AUTO(form_set_release) struct form_set made = { 0 };
	struct form_set *set;
	bool there;

	if (*id == '.' || find(sets, id))
		return true;
	if (!ph_text_appendf(&folder, "%s/%s", root, id))
		return ph_error_memory(err);
	if (!make(&made, folder.bytes, id, &there, err))
		return false;
	if (!there)
		return true;
	set = ph_list_push(&sets->list);
	if (!set)
		return ph_error_memory(err);
	*set = made;
	made = (struct form_set){ 0 };
	return true;
}

static bool add_all(
	struct form_sets *sets, const char *root, struct ph_error *err)
{
	const struct dirent *entry;
	DIR *folder = opendir(root);
	bool fine = true;

	if (!folder)
		return true;
	while (fine && (entry = readdir(folder)))
		fine = add(sets, root, entry->d_name, err);
	closedir(folder);
	return fine;
}

/* `forms` in a folder. */
static bool add_below(
	struct form_sets *sets, const char *home, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text root = { 0 };

	return ph_text_appendf(&root, "%s/forms", home)
		       ? add_all(sets, root.bytes, err)
		       : ph_error_memory(err);
}

static int by_id(const void *a, const void *b)
{
	const struct form_set *left = a, *right = b;

	return strcmp(left->id, right->id);
}

bool form_sets_find(
	struct form_sets *sets, struct context *ctx, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text beside = { 0 };
	const char *given = getenv("PHIEU_FORMS");

	if (given && *given && !add_all(sets, given, err))
		return false;
	if (ctx->ledger_path.length
		&& (!places_folder_of(
			    ph_text_get(&ctx->ledger_path), &beside, err)
			|| !add_below(sets, ph_text_get(&beside), err)))
		return false;
	if (!add_below(sets, ".", err) || !context_find_data(ctx, err)
		|| !add_below(sets, ph_text_get(&ctx->data), err))
		return false;
	if (sets->list.count)
		qsort(sets->list.at, sets->list.count, sizeof(*sets->list.at),
			by_id);
	return true;
}

static bool refuse(
	const struct form_sets *sets, const char *name, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text ids = { 0 };
	const struct form_set *set;

	ph_list_for (set, &sets->list) {
		if (!ph_text_appendf(
			    &ids, "%s%s", ids.length ? ", " : "", set->id))
			return ph_error_memory(err);
	}
	return ph_error_set(err, PH_CONFIG, "%s: no such form; there are %s",
		name, ph_text_get(&ids));
}

/* A folder's path: its id is the last part of it. */
static bool take_folder(
	struct form_set *set, const char *path, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text folder = { 0 };
	size_t length = strlen(path);
	bool there;

	while (length > 1 && path[length - 1] == '/')
		length--;
	if (!ph_text_append(&folder, path, length))
		return ph_error_memory(err);
	path = strrchr(folder.bytes, '/');
	if (!make(set, folder.bytes, path ? path + 1 : folder.bytes, &there,
		    err))
		return false;
	return there
	       || ph_error_set(err, PH_CONFIG,
		       "%s: no form's folder: it holds neither form.csv nor "
		       "layout.csv",
		       folder.bytes);
}

bool form_set_find(struct form_set *set, struct context *ctx, const char *name,
	struct ph_error *err)
{
	PH_AUTO(form_sets_release) struct form_sets sets = { 0 };
	const struct form_set *found;
	bool there;

	if (strchr(name, '/'))
		return take_folder(set, name, err);
	if (!form_sets_find(&sets, ctx, err))
		return false;
	found = find(&sets, name);
	return found ? make(set, found->folder, found->id, &there, err)
		     : refuse(&sets, name, err);
}
