/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

#include <phieu/list.h>

/* Open addressing, at most half full. Eight bytes of the hash are the key: two
 * ballots that share them would only be numbered 1 and 2, which keeps both
 * identities apart all the same. */
struct ph_occurrence {
	uint64_t key;
	uint32_t count; /* 0: free */
};

enum {
	FIRST_ROOM = 1024
};

static struct ph_occurrence *slot(struct ph_occurrences *o, uint64_t key)
{
	size_t mask = o->room - 1, i = (size_t)key & mask;

	while (o->at[i].count && o->at[i].key != key)
		i = (i + 1) & mask;
	return &o->at[i];
}

static bool grow(struct ph_occurrences *o)
{
	struct ph_occurrences wider = { .count = o->count };

	wider.room = o->room ? o->room * 2 : FIRST_ROOM;
	wider.at = ph_alloc(wider.room, sizeof(*wider.at));
	if (!wider.at)
		return false;
	for (size_t i = 0; i < o->room; i++)
		if (o->at[i].count)
			*slot(&wider, o->at[i].key) = o->at[i];
	free(o->at);
	*o = wider;
	return true;
}

uint32_t ph_occurrences_count(
	struct ph_occurrences *o, const uint8_t hash[PH_HASH_SIZE])
{
	struct ph_occurrence *found;
	uint64_t key;

	if (o->count * 2 >= o->room && !grow(o))
		return 0;
	memcpy(&key, hash, sizeof(key));
	found = slot(o, key);
	if (!found->count)
		o->count++;
	found->key = key;
	return ++found->count;
}

void ph_occurrences_release(struct ph_occurrences *o)
{
	free(o->at);
	*o = (struct ph_occurrences){ 0 };
}
