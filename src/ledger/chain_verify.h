/* SPDX-License-Identifier: MIT */
/* A walk along the chain, and what is wrong on the way. */
#ifndef LEDGER_CHAIN_VERIFY_H
#define LEDGER_CHAIN_VERIFY_H

#include "chain.h"

/* A fact whose link does not fit. What the next one shows is whether it is the
 * fact that was altered, or the link. */
struct doubt {
	bool open;
	int table; /* PH_CHAIN_TABLES: the chain's own row */
	int64_t id;
	int64_t row, batch;          /* that sealed it */
	uint8_t link[PH_CHAIN_SIZE]; /* as it would follow from the fact */
};

struct verifying {
	struct ph_ledger *l;
	bool (*fault)(void *context, const struct ph_chain_fault *fault);
	void *context;
	struct ph_chain_state *state;
	struct ph_error *err;
	bool stopped; /* by the caller */

	struct chain_reader readers[PH_CHAIN_TABLES];
	struct chain_fact fact;
	int64_t next[PH_CHAIN_TABLES]; /* the ids from here on are not sealed */
	bool full[PH_CHAIN_TABLES];    /* up to the highest there can be */

	struct chain_row row;
	int64_t next_row, last_batch;
	uint8_t before[PH_CHAIN_SIZE]; /* the stored link */
	struct doubt doubt;
};

/* ---- chain_fault.c; false on an error or once the caller has stopped ---- */

PH_MUST_CHECK bool chain_tell(struct verifying *v,
	enum ph_chain_fault_kind kind, const char *table, int64_t id,
	int64_t batch);
/* Of the chain's row that is looked at. */
PH_MUST_CHECK bool chain_tell_row(
	struct verifying *v, enum ph_chain_fault_kind kind);
/* Tells the doubt that is open, if any. */
PH_MUST_CHECK bool chain_settle(struct verifying *v, bool link_was_altered);
/* Holds v->fact against its stored link; table PH_CHAIN_TABLES: the row. */
PH_MUST_CHECK bool chain_compare(
	struct verifying *v, int table, int64_t id, const uint8_t *stored);

#endif
