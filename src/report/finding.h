/* SPDX-License-Identifier: MIT */
/* A finding before it has words: what struck, and where. */
#ifndef PH_REPORT_FINDING_H
#define PH_REPORT_FINDING_H

#include "tally.h"

struct struck {
	enum ph_severity severity;
	enum ph_check check;
	int32_t sheet; /* in census->sheets, or PH_NONE */
	int64_t code_id;
	int field; /* of rules->fields, or PH_NONE */
	/* of the ledger's own findings: */
	int32_t subject;         /* a unit or a box */
	size_t criterion;        /* a missing unit score */
	ph_date date;            /* of the box */
	int64_t count, expected; /* what is there, what should be */
};

typedef PH_LIST(struct struck) struck_list;

/* All that strikes, in the order of ph_report_findings. */
PH_MUST_CHECK bool findings_collect(struck_list *list,
	const struct census *census, struct ph_finding_count *count,
	struct ph_error *err);

/* A question, or with field "" the code, of a sheet (the newest version). */
struct unreadable {
	int64_t sheet;
	char field[PH_FIELD_SIZE];
};
typedef PH_LIST(struct unreadable) unreadable_list;

/* What a person looked at and could not read. */
PH_MUST_CHECK bool unreadable_load(unreadable_list *list,
	const struct census *census, struct ph_error *err);
bool unreadable_find(
	const unreadable_list *list, int64_t sheet, const char *field);

/* Puts a finding into words and hands it on. */
struct wording {
	const struct census *census;
	unreadable_list unreadable;
	bool (*found)(void *context, const struct ph_finding *finding);
	void *context;
};
PH_MUST_CHECK bool finding_word(const struct wording *wording,
	const struct struck *struck, bool *go_on, struct ph_error *err);

#endif
