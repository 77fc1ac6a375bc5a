/* SPDX-License-Identifier: MIT */
/*
 * text — growing UTF-8 strings, and what Vietnamese text needs from Unicode.
 *
 * Everything inside phieu is NFC UTF-8. Knows nothing of files or locales.
 * utf8proc (normalisation, folding) is known to this piece alone.
 *
 *	PH_AUTO(ph_text_release) struct ph_text t = { 0 };
 *	if (!ph_text_appendf(&t, "%s;", code))
 *		return ph_error_memory(err);
 *	puts(ph_text_get(&t));
 */
#ifndef PHIEU_TEXT_H
#define PHIEU_TEXT_H

#include <phieu/error.h>

#include <stdbool.h>
#include <stddef.h>

struct ph_text {
	char *bytes; /* NUL-terminated once anything was appended */
	size_t length, room;
};

void ph_text_release(struct ph_text *text);
PH_CLEANUP_VALUE(struct ph_text, ph_text_release)

/* Never NULL; valid until the next append. */
const char *ph_text_get(const struct ph_text *text);
void ph_text_clear(struct ph_text *text);

/* false: out of memory; the text is as it was. */
PH_MUST_CHECK bool ph_text_append(
	struct ph_text *text, const char *bytes, size_t length);
PH_MUST_CHECK bool ph_text_puts(struct ph_text *text, const char *string);
PH_MUST_CHECK bool ph_text_appendf(struct ph_text *text, const char *fmt, ...)
	PH_PRINTF(2, 3);

/* The offset of the first byte that is not UTF-8, or length. */
size_t ph_utf8_check(const char *bytes, size_t length);

/* Appends the NFC form. false: not UTF-8, or out of memory. */
PH_MUST_CHECK bool ph_utf8_nfc(
	struct ph_text *out, const char *bytes, size_t length);

/* Appends what a code is compared by: NFKC, upper case, outer white space cut,
 * every dash (Unicode's Pd, and the minus sign) as '-'. Plain ASCII is fast.
 * false: not UTF-8, or out of memory. */
PH_MUST_CHECK bool ph_utf8_code(
	struct ph_text *out, const char *bytes, size_t length);

/* The offset of the first byte that is not UTF-8, or of the first character
 * that is no text: a control character, also one of those that turn the
 * direction of writing; else length. */
size_t ph_utf8_plain(const char *bytes, size_t length);

/* Appends a person's name as it is kept: NFC, white space cut at both ends and
 * one space elsewhere. false: not UTF-8, or out of memory. */
PH_MUST_CHECK bool ph_utf8_name(
	struct ph_text *out, const char *bytes, size_t length);

/* Appends what persons are compared by: the name as above, then as a code. Case
 * does not matter, diacritics do. false as above. */
PH_MUST_CHECK bool ph_utf8_person(
	struct ph_text *out, const char *bytes, size_t length);

/* Appends what may be shown on a terminal: each byte of what is no text, but
 * for tabs and line ends, as \xNN. false: out of memory. */
PH_MUST_CHECK bool ph_utf8_show(
	struct ph_text *out, const char *bytes, size_t length);

/* Appends what labels are compared by: lower case without diacritics, đ as d,
 * letters and digits only ("Mã hồ sơ" → "mahoso"). false as above. */
PH_MUST_CHECK bool ph_utf8_fold(
	struct ph_text *out, const char *bytes, size_t length);

/* Columns that the string takes on a terminal; bytes that are no UTF-8 count
 * one each. */
size_t ph_utf8_width(const char *string);

/* "img2" before "img10": digits compare as numbers, the rest as bytes. */
int ph_natural_compare(const char *a, const char *b);

#endif
