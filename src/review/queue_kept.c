/* SPDX-License-Identifier: MIT */
#include "queue.h"

#include <string.h>

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

void ph_review_queue_release(struct ph_review_queue *queue)
{
	char **text;

	if (queue->kept) {
		ph_list_for (text, &queue->kept->texts)
			free(*text);
		ph_list_release(&queue->kept->texts);
		free(queue->kept->codes);
	}
	free(queue->kept);
	free(queue->forms);
	free(queue->items);
	*queue = (struct ph_review_queue){ 0 };
}
