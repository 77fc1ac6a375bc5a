/* SPDX-License-Identifier: MIT */
/* Whose word a batch is, kept with it for good. */
#ifndef PHIEU_CLI_PERSON_H
#define PHIEU_CLI_PERSON_H

#include <phieu/error.h>
#include <phieu/record.h>

/* A name as it is kept: one line, in NFC, its words apart by one space. `code`
 * when the text is none; `where` is what error texts call it. */
PH_MUST_CHECK bool person_read(const char *where, const char *text,
	enum ph_code code, char name[PH_PERSON_SIZE], struct ph_error *err);

/* Who runs the command: PHIEU_BY, else the login name; "" when neither is
 * known. PH_CONFIG: what the variable says is no name. */
PH_MUST_CHECK bool person_find(char name[PH_PERSON_SIZE], struct ph_error *err);

#endif
