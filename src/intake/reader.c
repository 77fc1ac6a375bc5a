/* SPDX-License-Identifier: MIT */
/* What one thread reads with. */
#include "intake_internal.h"

#include <phieu/list.h>

static bool sort_papers(struct ph_reader *reader, const struct ph_scan *scan)
{
	reader->anchored =
		ph_alloc(scan->form_count, sizeof(*reader->anchored));
	if (!reader->anchored)
		return false;
	for (size_t i = 0; i < scan->form_count; i++) {
		const struct ph_scan_form *form = &scan->forms[i];

		if (ph_paper_has_anchors(form->paper))
			reader->anchored[reader->anchored_count++] =
				form->paper;
		else if (!reader->other)
			reader->other = form;
	}
	return true;
}

struct ph_reader *ph_reader_create(const struct ph_scan *scan)
{
	PH_AUTO(ph_reader_destroy)
	struct ph_reader *reader = ph_alloc(1, sizeof(*reader));

	if (!reader)
		return NULL;
	reader->codes = ph_code_reader_create();
	if (!reader->codes)
		return NULL;
	if (!scan->form_count)
		return PH_TAKE(reader);
	reader->omr = ph_omr_create();
	if (!reader->omr || !sort_papers(reader, scan))
		return NULL;
	return PH_TAKE(reader);
}

void ph_reader_destroy(struct ph_reader *reader)
{
	if (!reader)
		return;
	ph_code_reader_destroy(reader->codes);
	ph_omr_destroy(reader->omr);
	free(reader->anchored);
	free(reader);
}
