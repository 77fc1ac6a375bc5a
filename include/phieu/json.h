/* SPDX-License-Identifier: MIT */
/*
 * json — JSON text (RFC 8259) into a ph_text, one object a line.
 *
 *	ph_json_begin(&t);                        {
 *	ph_json_string(&t, "code", code);         "code":"…"
 *	ph_json_number(&t, "page", 1);            ,"page":1
 *	ph_json_end(&t);                          }\n
 *
 * Commas are placed by what stands before. Bytes that are no UTF-8 become
 * U+FFFD, control characters are escaped. Each function is false when memory
 * is out.
 */
#ifndef PHIEU_JSON_H
#define PHIEU_JSON_H

#include <phieu/text.h>

#include <stdbool.h>
#include <stdint.h>

PH_MUST_CHECK bool ph_json_begin(struct ph_text *out);
PH_MUST_CHECK bool ph_json_end(struct ph_text *out);
/* value NULL: null. */
PH_MUST_CHECK bool ph_json_string(
	struct ph_text *out, const char *key, const char *value);
PH_MUST_CHECK bool ph_json_number(
	struct ph_text *out, const char *key, int64_t value);
/* tenths as a decimal number: 45 → 4.5 */
PH_MUST_CHECK bool ph_json_tenths(
	struct ph_text *out, const char *key, int64_t tenths);
PH_MUST_CHECK bool ph_json_bool(
	struct ph_text *out, const char *key, bool value);
/* A nested object or array: open, fill, close. */
PH_MUST_CHECK bool ph_json_open(
	struct ph_text *out, const char *key, char bracket);
PH_MUST_CHECK bool ph_json_close(struct ph_text *out, char bracket);

#endif
