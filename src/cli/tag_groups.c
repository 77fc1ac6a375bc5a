/* SPDX-License-Identifier: MIT */
#include "tag_groups.h"

#include "form_sets.h"

#include <string.h>

/* The template in a set's folder; false: it is none, or a faulty one, which
 * cannot be printed either. */
static bool load(struct ph_template *form, const struct form_set *set)
{
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	struct ph_error err;

	ph_faults_init(&faults, set->folder);
	return set->composed
	       && ph_template_load(form, set->folder, &faults, &err);
}

bool tag_groups_check(struct context *ctx, const struct ph_template *form,
	struct ph_error *err)
{
	PH_AUTO(form_sets_release) struct form_sets sets = { 0 };
	const struct form_set *set;

	if (!form_sets_find(&sets, ctx, err))
		return false;
	ph_list_for (set, &sets.list) {
		struct ph_template other;

		if (strcmp(set->id, form->id) != 0 && load(&other, set)
			&& other.tag_group == form->tag_group)
			return ph_error_set(err, PH_CONFIG,
				"form %s: tag_group %u is that of form %s, "
				"too: give it another, by which photographs "
				"tell them apart",
				form->id, form->tag_group, other.id);
	}
	return true;
}
