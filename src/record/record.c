/* SPDX-License-Identifier: MIT */
#include <phieu/record.h>

#include <stdio.h>
#include <string.h>

int ph_fields_find(const struct ph_fields *fields, const char *id)
{
	for (size_t i = 0; i < fields->count; i++)
		if (strcmp(fields->id[i], id) == 0)
			return (int)i;
	return -1;
}

static bool parse_points(const char *text, size_t length, int8_t *answer)
{
	int points = 0;

	if (length > 3)
		return false;
	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		points = points * 10 + (text[i] - '0');
	}
	if (points > PH_POINTS_MAX)
		return false;
	*answer = (int8_t)points;
	return true;
}

bool ph_answer_parse(const char *text, size_t length, int8_t *answer)
{
	if (length == 0) {
		*answer = PH_BLANK;
		return true;
	}
	if (length == 1 && (*text == '?' || *text == '!')) {
		*answer = *text == '?' ? PH_DOUBTFUL : PH_MULTIPLE;
		return true;
	}
	if (length == 1 && *text == '-') {
		*answer = PH_ABSENT;
		return true;
	}
	return parse_points(text, length, answer);
}

const char *ph_answer_format(int8_t answer, char out[8])
{
	if (answer >= 0)
		snprintf(out, 8, "%d", answer);
	else
		snprintf(out, 8, "%s",
			answer == PH_BLANK      ? ""
			: answer == PH_MULTIPLE ? "!"
						: "?");
	return out;
}

int ph_guess_confidence(const struct ph_guess *guess)
{
	float confidence = guess->confidence;

	if (!(confidence > 0)) /* NaN too */
		return 0;
	return confidence >= 1 ? PH_GUESS_ONE
			       : (int)(confidence * (float)PH_GUESS_ONE);
}

void ph_record_clear(struct ph_record *record)
{
	*record = (struct ph_record){ .date = PH_NO_DATE };
	memset(record->answers, PH_ABSENT, sizeof(record->answers));
}
