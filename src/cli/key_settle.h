/* SPDX-License-Identifier: MIT */
/* What two keyings differ in, one difference at a time. */
#ifndef PHIEU_CLI_KEY_SETTLE_H
#define PHIEU_CLI_KEY_SETTLE_H

#include "key.h"

struct settling {
	struct key_session *s;
	struct ph_rekeyed *rekeyed;
	const struct ph_differences *differences;
	const struct ph_difference *at;
	/* Of a form that the batch lacks: the first that is offered, and the
	 * one that it was said to be, whose code is asked for. */
	size_t page;
	const struct ph_first *chosen;
};

enum settle_step {
	SETTLE_NOTHING, /* the key means nothing here */
	SETTLE_STAY,    /* it asks further */
	SETTLE_DONE,    /* a word is in the draft */
	SETTLE_KEY,     /* the form is keyed now */
};

void key_draw_settle_head(struct settling *settling, const char *title);
void key_draw_settle_keys(struct settling *settling, const char *answers);

/* A difference in forms: not keyed again, not in the batch, or under another
 * code. */
void key_draw_settle_form(struct settling *settling);
PH_MUST_CHECK bool key_settle_form(struct settling *settling, int32_t key,
	enum settle_step *step, struct ph_error *err);

#endif
