/* SPDX-License-Identifier: MIT */
/* Forms are told apart in photographs by the tags in their corners. */
#ifndef PHIEU_CLI_TAG_GROUPS_H
#define PHIEU_CLI_TAG_GROUPS_H

#include "context.h"

#include <phieu/form.h>

/* PH_CONFIG when another form that can be named has the same tags: paper that
 * was printed with them could be read by the wrong description. */
PH_MUST_CHECK bool tag_groups_check(struct context *ctx,
	const struct ph_template *form, struct ph_error *err);

#endif
