/* SPDX-License-Identifier: MIT */
#include <phieu/time.h>

#include <stdio.h>
#include <time.h>

enum {
	VIET_NAM_S = 7 * 3600,
	DAY_S = 24 * 3600
};

/* Days from civil and back: H. Hinnant, "chrono-compatible low-level date
 * algorithms", 2013: years begin in March, eras are 400 years. */
static int32_t days_from_civil(int year, int month, int day)
{
	int y = month <= 2 ? year - 1 : year;
	int era = (y >= 0 ? y : y - 399) / 400;
	int yoe = y - era * 400;
	int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return era * 146097 + doe - 719468;
}

void ph_date_split(ph_date date, int *year, int *month, int *day)
{
	int64_t z = (int64_t)date + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int doe = (int)(z - era * 146097);
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;

	*day = doy - (153 * mp + 2) / 5 + 1;
	*month = mp < 10 ? mp + 3 : mp - 9;
	*year = (int)(yoe + era * 400) + (*month <= 2);
}

static int days_of(int year, int month)
{
	static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31,
		30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

ph_date ph_date_make(int year, int month, int day)
{
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1
		|| day > days_of(year, month))
		return PH_NO_DATE;
	return days_from_civil(year, month, day);
}

struct cursor {
	const char *at, *end;
};

/* Reads between min and max digits; -1 if there are fewer or more. */
static int number(struct cursor *c, int min, int max)
{
	int value = 0, count = 0;

	while (c->at < c->end && *c->at >= '0' && *c->at <= '9') {
		if (++count > max)
			return -1;
		value = value * 10 + (*c->at++ - '0');
	}
	return count < min ? -1 : value;
}

static bool take(struct cursor *c, char wanted)
{
	if (c->at == c->end || *c->at != wanted)
		return false;
	c->at++;
	return true;
}

static bool parse_day(struct cursor *c, ph_date *date, bool *iso)
{
	struct cursor start = *c;
	int first = number(c, 4, 4), second, third;
	char separator;

	*iso = first >= 0;
	if (*iso) {
		second = take(c, '-') ? number(c, 2, 2) : -1;
		third = take(c, '-') ? number(c, 2, 2) : -1;
		*date = ph_date_make(first, second, third);
		return *date != PH_NO_DATE;
	}
	*c = start;
	first = number(c, 1, 2);
	if (c->at == c->end)
		return false;
	separator = *c->at;
	if (separator != '/' && separator != '-' && separator != '.')
		return false;
	c->at++;
	second = number(c, 1, 2);
	third = take(c, separator) ? number(c, 4, 4) : -1;
	*date = ph_date_make(third, second, first);
	return *date != PH_NO_DATE;
}

/* Seconds since midnight, or -1. */
static int parse_clock(struct cursor *c)
{
	int hour = number(c, 1, 2), minute, second = 0;

	minute = take(c, ':') ? number(c, 2, 2) : -1;
	if (take(c, ':')) {
		second = number(c, 2, 2);
		if (take(c, '.') && number(c, 1, 9) < 0)
			return -1;
	}
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0
		|| second > 59)
		return -1;
	return hour * 3600 + minute * 60 + second;
}

/* Seconds east of UTC; false: no zone that we know. */
static bool parse_zone(struct cursor *c, int *east_s)
{
	int sign, hours, minutes;

	*east_s = 0;
	if (take(c, 'Z'))
		return true;
	sign = take(c, '+') ? 1 : take(c, '-') ? -1 : 0;
	hours = sign ? number(c, 2, 2) : -1;
	take(c, ':');
	minutes = hours >= 0 ? number(c, 2, 2) : -1;
	*east_s = sign * (hours * 3600 + minutes * 60);
	return hours >= 0 && hours <= 14 && minutes >= 0 && minutes <= 59;
}

bool ph_date_parse(const char *text, size_t length, ph_date *date)
{
	struct cursor c = { text, text + length };
	bool iso;
	int clock_s, east_s;

	while (c.at < c.end && *c.at == ' ')
		c.at++;
	while (c.end > c.at && c.end[-1] == ' ')
		c.end--;
	if (!parse_day(&c, date, &iso))
		return false;
	if (c.at == c.end)
		return true;
	if (!take(&c, ' ') && !(iso && take(&c, 'T')))
		return false;
	while (take(&c, ' '))
		;
	clock_s = parse_clock(&c);
	if (clock_s < 0)
		return false;
	if (c.at == c.end)
		return true;
	if (!iso || !parse_zone(&c, &east_s) || c.at != c.end)
		return false;
	clock_s += VIET_NAM_S - east_s;
	*date += clock_s < 0 ? -1 : clock_s / DAY_S;
	return true;
}

const char *ph_date_iso(ph_date date, char out[PH_DATE_SIZE])
{
	int y, m, d;

	out[0] = '\0';
	if (date == PH_NO_DATE)
		return out;
	ph_date_split(date, &y, &m, &d);
	snprintf(out, PH_DATE_SIZE, "%04d-%02d-%02d", y % 10000, m % 100,
		d % 100);
	return out;
}

const char *ph_date_vn(ph_date date, char out[PH_DATE_SIZE])
{
	int y, m, d;

	out[0] = '\0';
	if (date == PH_NO_DATE)
		return out;
	ph_date_split(date, &y, &m, &d);
	snprintf(out, PH_DATE_SIZE, "%02d/%02d/%04d", d % 100, m % 100,
		y % 10000);
	return out;
}

static int64_t now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec;
}

ph_date ph_date_today(void)
{
	return (ph_date)((now_s() + VIET_NAM_S) / DAY_S);
}

const char *ph_instant_now(char out[PH_INSTANT_SIZE])
{
	int64_t now = now_s();
	int clock_s = (int)(now % DAY_S);
	char day[PH_DATE_SIZE];

	snprintf(out, PH_INSTANT_SIZE, "%sT%02d:%02d:%02dZ",
		ph_date_iso((ph_date)(now / DAY_S), day), clock_s / 3600 % 24,
		clock_s / 60 % 60, clock_s % 60);
	return out;
}

double ph_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}
