/* SPDX-License-Identifier: MIT */
/* A filled list: its rows as they were read, then what they mean. */
#ifndef PH_REPORT_RECOUNT_H
#define PH_REPORT_RECOUNT_H

#include "audit.h"

struct ph_recount {
	struct ph_table *table;
	struct ph_audit_drawing drawing;
	PH_LIST(struct ph_row) rows; /* cells of their own */
};

/* Where the paper and the ledger differ. */
struct difference {
	const struct drawn *drawn;
	int field; /* PH_NONE: the paper was not found */
	int8_t paper;
};
typedef PH_LIST(struct difference) difference_list;

/* Finds the row of each form that was drawn, and what differs there; all that
 * cannot be goes to the faults. */
PH_MUST_CHECK bool recount_compare(const struct ph_recount *recount,
	const struct ph_audit *audit, difference_list *differences,
	struct ph_faults *faults, struct ph_error *err);

#endif
