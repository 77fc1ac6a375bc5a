/* SPDX-License-Identifier: MIT */
#include "census.h"

#include <phieu/list.h>

#include <string.h>

/* FNV-1a, 64 bits (Fowler, Noll, Vo): short keys, no adversary. */
static uint64_t hash_text(const char *text)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
	return hash;
}

static size_t find_slot(const struct ph_index *index, const char *text)
{
	size_t mask = index->slot_count - 1;
	size_t slot = (size_t)hash_text(text) & mask;

	while (index->slots[slot]
		&& strcmp(index->at[index->slots[slot] - 1], text) != 0)
		slot = (slot + 1) & mask;
	return slot;
}

static bool grow(struct ph_index *index)
{
	size_t more = index->slot_count ? index->slot_count * 2 : 64;
	uint32_t *slots = ph_alloc(more, sizeof(*slots));

	if (!slots)
		return false;
	free(index->slots);
	index->slots = slots;
	index->slot_count = more;
	for (size_t i = 0; i < index->count; i++)
		slots[find_slot(index, index->at[i])] = (uint32_t)i + 1;
	return true;
}

int32_t ph_index_find(const struct ph_index *index, const char *text)
{
	if (!text || !*text || !index->slot_count)
		return PH_NONE;
	return (int32_t)index->slots[find_slot(index, text)] - 1;
}

bool ph_index_add(struct ph_index *index, const char *text, int32_t *at)
{
	char **place;

	*at = ph_index_find(index, text);
	if (*at != PH_NONE || !text || !*text)
		return true;
	if (2 * (index->count + 1) > index->slot_count && !grow(index))
		return false;
	place = ph_list_push(index);
	if (!place)
		return false;
	*place = ph_copy(text, strlen(text));
	if (!*place) {
		index->count--;
		return false;
	}
	*at = (int32_t)index->count - 1;
	index->slots[find_slot(index, text)] = (uint32_t)index->count;
	return true;
}

void ph_index_release(struct ph_index *index)
{
	for (size_t i = 0; i < index->count; i++)
		free(index->at[i]);
	ph_list_release(index);
	free(index->slots);
	*index = (struct ph_index){ 0 };
}
