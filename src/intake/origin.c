/* SPDX-License-Identifier: MIT */
/* Which description a paper was printed from, by what its QR code says. */
#include "intake_internal.h"

#include <string.h>

const struct ph_scan_form *ph_origin_of(
	const struct ph_scan *scan, const struct ph_paper *paper)
{
	for (size_t i = 0; i < scan->form_count; i++)
		if (scan->forms[i].paper == paper)
			return &scan->forms[i];
	return NULL;
}

const struct ph_found *ph_origin_find(const struct ph_looking *looking)
{
	for (size_t i = 0; i < looking->count; i++)
		if (looking->found[i].formed)
			return &looking->found[i];
	return NULL;
}

bool ph_origin_differs(
	const struct ph_scan_form *form, const struct ph_found *found)
{
	const struct ph_form *ours = ph_paper_form(form->paper);

	if (!found->formed)
		return false;
	return found->checksum != ph_form_checksum(ours)
	       || (form->named && strcmp(found->form, ours->id) != 0);
}

bool ph_origin_known(const struct ph_scan *scan, const struct ph_found *found)
{
	for (size_t i = 0; i < scan->form_count; i++)
		if (!ph_origin_differs(&scan->forms[i], found))
			return true;
	return false;
}
