/* SPDX-License-Identifier: MIT */
/*
 * time — civil dates and the clock, in Asia/Ho_Chi_Minh.
 *
 * Viet Nam has kept UTC+7 without daylight saving since 1975-06-13 (IANA
 * tzdata), so no zone file is read. A ph_date is a count of days and orders,
 * adds and subtracts as an integer; PH_NO_DATE is none.
 */
#ifndef PHIEU_TIME_H
#define PHIEU_TIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t ph_date; /* days since 1970-01-01 */

#define PH_NO_DATE INT32_MIN

enum {
	PH_DATE_SIZE = 16,   /* "2026-09-30" and room for any int32 year */
	PH_INSTANT_SIZE = 32 /* "2026-09-30T16:59:59Z" */
};

/* PH_NO_DATE when there is no such day; years 1 to 9999. */
ph_date ph_date_make(int year, int month, int day);
void ph_date_split(ph_date date, int *year, int *month, int *day);

/*
 * Reads `2026-09-30` or `30/09/2026` (also `30-9-2026`, `30.9.2026`), either
 * followed by a time of day `16:45`, `16:45:00`, `T16:45:00.5` and, for ISO,
 * a zone `Z` or `±hh:mm`, which moves it to Viet Nam's day. A time of day
 * belongs to its day, up to 23:59:59.999. false: anything else.
 */
bool ph_date_parse(const char *text, size_t length, ph_date *date);

/* "2026-09-30"; "" for PH_NO_DATE. Returns out. */
const char *ph_date_iso(ph_date date, char out[PH_DATE_SIZE]);
/* "30/09/2026"; "" for PH_NO_DATE. Returns out. */
const char *ph_date_vn(ph_date date, char out[PH_DATE_SIZE]);

/* Today's date in Viet Nam. */
ph_date ph_date_today(void);
/* Now, in UTC to the second. Returns out. */
const char *ph_instant_now(char out[PH_INSTANT_SIZE]);
/* Monotonic seconds, for rates and time-outs. */
double ph_seconds(void);

#endif
