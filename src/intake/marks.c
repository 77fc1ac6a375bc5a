/* SPDX-License-Identifier: MIT */
#include "intake_internal.h"

#include <string.h>

/* Whether a byte of a field's name may stand in the cell as it is. */
static bool is_plain(char byte)
{
	return (unsigned char)byte > ' ' && !strchr("%=@", byte);
}

static bool write_name(struct ph_text *out, const char *name)
{
	for (; *name; name++)
		if (is_plain(*name) ? !ph_text_append(out, name, 1)
				    : !ph_text_appendf(out, "%%%02X",
					    (unsigned char)*name))
			return false;
	return true;
}

/* 9,998 → 0.9998, 7,100 → 0.71, 10,000 → 1 */
static bool write_confidence(struct ph_text *out, const struct ph_guess *guess)
{
	int confidence = ph_guess_confidence(guess);
	char digits[8];
	size_t length;

	if (confidence == 0 || confidence == PH_GUESS_ONE)
		return ph_text_puts(out, confidence ? "1" : "0");
	snprintf(digits, sizeof(digits), "%04d", confidence);
	for (length = 4; digits[length - 1] == '0';)
		length--;
	return ph_text_puts(out, "0.") && ph_text_append(out, digits, length);
}

bool ph_marks_cell_write(struct ph_text *out, const struct ph_guess *marks,
	const struct ph_fields *fields)
{
	size_t count = 0;
	char answer[8];

	for (size_t i = 0; i < fields->count; i++) {
		if (marks[i].answer == PH_ABSENT)
			continue;
		if ((count++ && !ph_text_puts(out, " "))
			|| !write_name(out, fields->id[i])
			|| !ph_text_appendf(out, "=%s@",
				ph_answer_format(marks[i].answer, answer))
			|| !write_confidence(out, &marks[i]))
			return false;
	}
	return true;
}

static int hex(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	if (digit >= 'A' && digit <= 'F')
		return digit - 'A' + 10;
	return -1;
}

/* The name up to `=`; *at is set behind it. A name that is too long is cut,
 * and then no field's. */
static bool read_name(const char **at, char name[PH_FIELD_SIZE + 1])
{
	size_t used = 0;

	for (; **at && **at != '='; ++*at) {
		char byte = **at;

		if (byte == '%') {
			int high = hex((*at)[1]);
			int low = high < 0 ? -1 : hex((*at)[2]);

			if (low < 0)
				return false;
			byte = (char)(high << 4 | low);
			*at += 2;
		} else if (!is_plain(byte)) {
			return false;
		}
		if (used < PH_FIELD_SIZE)
			name[used++] = byte;
	}
	name[used] = '\0';
	return *(*at)++ == '=';
}

static bool read_confidence(const char **at, float *confidence)
{
	const char *text = *at;
	double value = 0, unit = 1;

	if (*text != '0' && *text != '1')
		return false;
	value = *text++ - '0';
	if (*text == '.')
		for (text++; *text >= '0' && *text <= '9'; text++)
			value += (unit /= 10) * (*text - '0');
	*at = text;
	/* The middle of the ten-thousandth, which is written back the same. */
	*confidence = value > 0 && value < 1
			      ? (float)(value + 0.5 / PH_GUESS_ONE)
			      : (float)value;
	return value <= 1;
}

static bool read_guess(const char **at, struct ph_guess *guess)
{
	size_t length = strcspn(*at, "@ ");

	if ((*at)[length] != '@'
		|| !ph_answer_parse(*at, length, &guess->answer)
		|| guess->answer == PH_ABSENT)
		return false;
	*at += length + 1;
	return read_confidence(at, &guess->confidence);
}

bool ph_marks_cell_read(const char *cell, struct ph_guess *marks,
	const struct ph_fields *fields)
{
	for (size_t i = 0; i < fields->count; i++)
		marks[i] = (struct ph_guess){ .answer = PH_ABSENT };
	while (*cell) {
		char name[PH_FIELD_SIZE + 1];
		struct ph_guess guess;
		int field;

		if (!read_name(&cell, name) || !read_guess(&cell, &guess)
			|| (*cell && *cell != ' '))
			return false;
		cell += *cell == ' ';
		field = ph_fields_find(fields, name);
		if (field >= 0)
			marks[field] = guess;
	}
	return true;
}
