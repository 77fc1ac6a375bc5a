/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

static void digits(char *out, int count, int value)
{
	while (count-- > 0) {
		out[count] = (char)('0' + value % 10);
		value /= 10;
	}
}

const char *ph_day_format(ph_date date, char out[PH_DATE_SIZE])
{
	int year, month, day;

	out[0] = '\0';
	if (date == PH_NO_DATE)
		return out;
	ph_date_split(date, &year, &month, &day);
	if (year < 1 || year > 9999)
		return out;
	digits(out, 4, year);
	digits(out + 5, 2, month);
	digits(out + 8, 2, day);
	out[4] = out[7] = '-';
	out[10] = '\0';
	return out;
}

static int number(const char *text, int count)
{
	int value = 0;

	while (count-- > 0) {
		if (*text < '0' || *text > '9')
			return -1;
		value = value * 10 + (*text++ - '0');
	}
	return value;
}

ph_date ph_day_parse(const char *text, size_t length)
{
	if (length != 10 || text[4] != '-' || text[7] != '-')
		return PH_NO_DATE;
	return ph_date_make(
		number(text, 4), number(text + 5, 2), number(text + 8, 2));
}
