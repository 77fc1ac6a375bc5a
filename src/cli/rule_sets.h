/* SPDX-License-Identifier: MIT */
/* The rule sets that can be named by their ids, and what to say of one. */
#ifndef PHIEU_CLI_RULE_SETS_H
#define PHIEU_CLI_RULE_SETS_H

#include "context.h"

#include <phieu/list.h>

struct rule_set {
	char *id, *folder;
};

struct rule_sets {
	PH_LIST(struct rule_set) list; /* by id */
};

/* Those beside the ledger and those of phieu's data; of two with one id the
 * first is the one that is used, and listed. */
PH_MUST_CHECK bool rule_sets_find(
	struct rule_sets *sets, struct context *ctx, struct ph_error *err);
void rule_sets_release(struct rule_sets *sets);

/* false: out of memory. */
PH_MUST_CHECK bool rules_summary(
	struct ph_text *out, const struct ph_rules *rules);
PH_MUST_CHECK bool rules_json(
	struct ph_text *out, const struct ph_rules *rules);

#endif
