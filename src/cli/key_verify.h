/* SPDX-License-Identifier: MIT */
/* A batch keyed again, blind, from its first code to its amendments. */
#ifndef PHIEU_CLI_KEY_VERIFY_H
#define PHIEU_CLI_KEY_VERIFY_H

#include "key.h"

/* `output` NULL: the differences go to stdout. PH_PARTIAL: some are open. */
PH_MUST_CHECK bool key_verify(struct key_session *s, int64_t batch,
	const char *output, struct ph_error *err);

#endif
