/* SPDX-License-Identifier: MIT */
#include "question.h"

#include <string.h>

void review_kept_release(struct ph_review_kept *kept)
{
	char **text;

	ph_list_for (text, &kept->texts)
		free(*text);
	ph_list_release(&kept->texts);
	free(kept->codes);
	kept->codes = NULL;
}

const char *review_keep(struct ph_review_kept *kept, const char *text)
{
	char **slot;

	if (!text || !*text)
		return "";
	slot = ph_list_push(&kept->texts);
	if (!slot)
		return NULL;
	*slot = ph_copy(text, strlen(text));
	return *slot;
}

bool review_keep_said(
	struct ph_review_kept *kept, struct ph_judgement *judgement)
{
	judgement->field = review_keep(kept, judgement->field);
	judgement->code = review_keep(kept, judgement->code);
	judgement->by = review_keep(kept, judgement->by);
	judgement->at = review_keep(kept, judgement->at);
	return judgement->field && judgement->code && judgement->by
	       && judgement->at;
}
