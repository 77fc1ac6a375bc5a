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
	size_t columns; /* fields + 1: [0] all fields together */
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

/* Adds the unit's own keyed scores (indices of scope unit) of the query's
 * period to its tally. */
PH_MUST_CHECK bool tallies_add_unit_scores(struct tallies *tallies,
	const struct census *census, struct ph_error *err);

#endif
