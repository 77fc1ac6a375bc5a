/* SPDX-License-Identifier: MIT */
#include "intake_internal.h"

#include <phieu/hash.h>
#include <phieu/list.h>

#include <string.h>

enum {
	DIGEST = 16, /* bytes of a SHA-256: two rows never share them */
	ROOM = 1024
};

/* Digests instead of strings: 40 bytes a row, whatever it says. */
struct ph_key {
	uint8_t key[DIGEST], contents[DIGEST];
	unsigned long line; /* 0: free */
};

void ph_keys_release(struct ph_keys *keys)
{
	free(keys->at);
	*keys = (struct ph_keys){ 0 };
}

static void digest(const struct ph_text *text, uint8_t out[DIGEST])
{
	uint8_t hash[PH_HASH_SIZE];

	ph_hash(ph_text_get(text), text->length, hash);
	memcpy(out, hash, DIGEST);
}

/* The place of a key, or the free one where it belongs (linear probing). */
static struct ph_key *find(const struct ph_keys *keys, const struct ph_key *key)
{
	uint64_t i;

	memcpy(&i, key->key, sizeof(i));
	for (;; i++) {
		struct ph_key *at = &keys->at[i & (keys->room - 1)];

		if (!at->line || memcmp(at->key, key->key, DIGEST) == 0)
			return at;
	}
}

/* Keeps at least half of the places free. */
static bool reserve(struct ph_keys *keys)
{
	struct ph_keys more = {
		.count = keys->count,
		.room = keys->room ? 2 * keys->room : ROOM,
	};

	if (2 * (keys->count + 1) <= keys->room)
		return true;
	more.at = ph_alloc(more.room, sizeof(*more.at));
	if (!more.at)
		return false;
	for (size_t i = 0; i < keys->room; i++)
		if (keys->at[i].line)
			*find(&more, &keys->at[i]) = keys->at[i];
	free(keys->at);
	*keys = more;
	return true;
}

bool ph_keys_add(struct ph_keys *keys, const struct ph_text *key,
	const struct ph_text *contents, unsigned long line,
	unsigned long *earlier, struct ph_error *err)
{
	struct ph_key row = { .line = line }, *at;

	*earlier = 0;
	if (!reserve(keys))
		return ph_error_memory(err);
	digest(key, row.key);
	digest(contents, row.contents);
	at = find(keys, &row);
	if (!at->line) {
		*at = row;
		keys->count++;
	} else if (memcmp(at->contents, row.contents, DIGEST) != 0) {
		*earlier = at->line;
	}
	return true;
}
