/* SPDX-License-Identifier: MIT */
/* A draft as the source of a batch, which is known by its hash: a session that
 * was killed between the commit and the removal of its draft adds nothing. */
#ifndef PHIEU_KEYING_BATCH_H
#define PHIEU_KEYING_BATCH_H

#include <phieu/keying.h>

struct ph_draft_source {
	char *bytes;
	size_t length;
	uint8_t sha256[PH_HASH_SIZE];
	int64_t batch; /* that came of just this; 0: none has */
};

PH_MUST_CHECK bool ph_draft_source_open(struct ph_draft_source *source,
	const struct ph_draft *draft, struct ph_ledger *ledger,
	struct ph_error *err);
void ph_draft_source_release(struct ph_draft_source *source);
PH_CLEANUP_VALUE(struct ph_draft_source, ph_draft_source_release)

#endif
