/* SPDX-License-Identifier: MIT */
/* The two halves of a row in a session: its code, its answers. */
#ifndef PHIEU_KEYING_SESSION_H
#define PHIEU_KEYING_SESSION_H

#include <phieu/keying.h>

void ph_keying_begin_row(struct ph_keying *k);
void ph_keying_begin_answers(struct ph_keying *k);
/* false: it does not fit. */
bool ph_keying_copy(char *out, size_t size, const char *text);

/* A character of the code's line; Enter behind it. */
void ph_keying_type_code(struct ph_keying *k, int32_t c);
PH_MUST_CHECK bool ph_keying_end_code(
	struct ph_keying *k, struct ph_error *err);
/* The row's code, or a doubt about it; `bad` is told when it is too long. */
PH_MUST_CHECK bool ph_keying_take_code(struct ph_keying *k, const char *code,
	enum ph_told bad, struct ph_error *err);

#endif
