/* SPDX-License-Identifier: MIT */
/* Who runs the command, kept with each batch. */
#ifndef PHIEU_CLI_PERSON_H
#define PHIEU_CLI_PERSON_H

#include <phieu/error.h>
#include <phieu/text.h>

/* PHIEU_BY, else the login name; empty when neither is known. PH_CONFIG: what
 * the variable says is no name. */
PH_MUST_CHECK bool person_find(struct ph_text *by, struct ph_error *err);

#endif
