/* SPDX-License-Identifier: MIT */
/*
 * Points summed by officer and by unit, and by field (ngành, lĩnh vực) within
 * each: one pass over the census. A unit's sums hold those of the units below
 * it. Domain: TT 01/2018 Điều 15 khoản 1, 2.
 */
#ifndef PH_REPORT_TALLY_H
#define PH_REPORT_TALLY_H

#include "census.h"

struct tally {
	struct ph_tally points[PH_CRITERIA_MAX]; /* by place in criteria */
	int64_t counted;                         /* forms whose answers count */
	int64_t received;                        /* pieces of paper */
	int64_t returned; /* dossiers of the register returned in the period */
};

struct tallies {
	/* Fields + 2: [0] all together, then each, the last one for dossiers
	 * whose field is not written; 1 when not asked by field. */
	size_t columns;
	struct tally *officers, *units; /* [subject × columns + column] */
	/* Satisfaction, by unit: counts of each option in their order. */
	struct satisfaction *satisfaction;
};

enum {
	SATISFACTION_OPTIONS = 8
};

struct satisfaction {
	int64_t answered[PH_CRITERIA_MAX];
	int64_t chosen[PH_CRITERIA_MAX][SATISFACTION_OPTIONS];
};

PH_MUST_CHECK bool tallies_make(struct tallies *tallies,
	const struct census *census, bool by_field, struct ph_error *err);
void tallies_release(struct tallies *tallies);
PH_CLEANUP_VALUE(struct tallies, tallies_release)

/* What the sheet calls a column from 1 on. */
const char *tally_field(const struct tallies *tallies,
	const struct census *census, size_t column);

/* Adds the units' own keyed scores (indices of scope unit) of the query's
 * period, as of a batch. */
PH_MUST_CHECK bool tallies_add_unit_scores(struct tallies *tallies,
	const struct census *census, int64_t as_of, struct ph_error *err);

#endif
