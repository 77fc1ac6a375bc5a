/* SPDX-License-Identifier: MIT */
#include "tables.h"

#include <string.h>

static const char *const names[PH_CHECKS] = {
	[PH_CHECK_MALFORMED_CODE] = "malformed-code",
	[PH_CHECK_ODD_CODE] = "odd-code",
	[PH_CHECK_UNKNOWN_CODE] = "unknown-code",
	[PH_CHECK_NO_CODE] = "no-code",
	[PH_CHECK_CODES_DISAGREE] = "codes-disagree",
	[PH_CHECK_UNREAD_PHOTO] = "unread-photo",
	[PH_CHECK_DOUBTFUL_PHOTO] = "doubtful-photo",
	[PH_CHECK_SECOND_RATING] = "second-rating",
	[PH_CHECK_KEYED_AGAINST_SCAN] = "keyed-against-scan",
	[PH_CHECK_REPEATED_PHOTO] = "repeated-photo",
	[PH_CHECK_PAPER_AGAINST_ONLINE] = "paper-against-online",
	[PH_CHECK_OTHER_UNIT] = "other-unit",
	[PH_CHECK_DATE_IMPOSSIBLE] = "date-impossible",
	[PH_CHECK_DATE_OUTSIDE] = "date-outside",
	[PH_CHECK_NO_DATE] = "no-date",
	[PH_CHECK_OFFICER_UNKNOWN] = "officer-unknown",
	[PH_CHECK_OFFICER_DIFFERS] = "officer-differs",
	[PH_CHECK_CONTRADICTION] = "contradiction",
	[PH_CHECK_COMPUTED_DIFFERS] = "computed-differs",
	[PH_CHECK_TWO_MARKS] = "two-marks",
	[PH_CHECK_DOUBTFUL_MARK] = "doubtful-mark",
	[PH_CHECK_BLANK_FORM] = "blank-form",
	[PH_CHECK_NOT_KEYED] = "not-keyed",
	[PH_CHECK_PERIOD_CLOSED] = "period-closed",
	[PH_CHECK_NO_REGISTER] = "no-register",
	[PH_CHECK_UNIT_SCORE_MISSING] = "unit-score-missing",
	[PH_CHECK_UNIT_SCORE_LATE] = "unit-score-late",
	[PH_CHECK_BOX_COUNT] = "box-count",
};

const char *ph_check_name(enum ph_check check)
{
	return names[check];
}

const char *ph_severity_name(enum ph_severity severity)
{
	static const char *const severities[] = {
		[PH_INFO] = "info",
		[PH_WARNING] = "warning",
		[PH_FAULTY] = "error",
	};

	return severities[severity];
}

const struct ph_check_rule *ph_rules_check(
	const struct ph_rules *rules, enum ph_check check)
{
	return &rules->tables->checks[check];
}

const char *ph_rules_contradiction(const struct ph_rules *rules,
	const char *criterion, int points, enum ph_timing timing)
{
	const struct contradiction *c = rules->tables->contradictions;

	if (timing == PH_TIMING_NONE)
		return NULL;
	for (size_t i = 0; i < rules->tables->contradiction_count; i++, c++)
		if (c->points == points && c->timing == timing
			&& strcmp(c->criterion, criterion) == 0)
			return c->message;
	return NULL;
}

static uint64_t bit(enum ph_check check)
{
	return UINT64_C(1) << check;
}

static uint64_t when(bool strikes, enum ph_check check)
{
	return strikes ? bit(check) : 0;
}

static uint64_t check_code(const struct ph_case *c)
{
	bool judged = c->has_code && !c->malformed;

	/* Of a photo that was not read nothing else is known. */
	return when(!c->has_code && !c->unread_photo, PH_CHECK_NO_CODE)
	       | when(c->has_code && c->malformed, PH_CHECK_MALFORMED_CODE)
	       | when(judged && c->odd, PH_CHECK_ODD_CODE)
	       | when(judged && c->register_loaded && !c->known,
		       PH_CHECK_UNKNOWN_CODE)
	       | when(c->codes_disagree, PH_CHECK_CODES_DISAGREE);
}

static unsigned ratings(const struct ph_case *c)
{
	return c->scan_ratings + c->keyed;
}

static uint64_t check_ratings(const struct ph_case *c)
{
	bool second = c->keyed > 1 || c->scan_ratings > 1;
	/* One paper photographed again, or another that nobody has rated. */
	bool repeated = c->scans > 1 && c->scans > c->scan_ratings;

	return when(second && !c->settled, PH_CHECK_SECOND_RATING)
	       | when(c->keyed_against_scan && !c->settled,
		       PH_CHECK_KEYED_AGAINST_SCAN)
	       | when(repeated && !c->settled, PH_CHECK_REPEATED_PHOTO)
	       | when(c->paper_against_online, PH_CHECK_PAPER_AGAINST_ONLINE)
	       | when(ratings(c) == 0 && !c->period_closed && !c->unread_photo,
		       PH_CHECK_NOT_KEYED)
	       | when(c->doubtful_photo, PH_CHECK_DOUBTFUL_PHOTO)
	       | when(c->unread_photo, PH_CHECK_UNREAD_PHOTO);
}

static bool is_before(ph_date a, ph_date b)
{
	return a != PH_NO_DATE && b != PH_NO_DATE && a < b;
}

static uint64_t check_dates(const struct ph_case *c)
{
	bool impossible = is_before(c->today, c->date)
			  || is_before(c->date, c->received)
			  || is_before(c->returned, c->received);
	bool outside = c->period
		       && (is_before(c->returned, c->period->from)
			       || is_before(c->period->to, c->returned));

	return when(impossible, PH_CHECK_DATE_IMPOSSIBLE)
	       | when(outside, PH_CHECK_DATE_OUTSIDE)
	       | when(!c->dated, PH_CHECK_NO_DATE)
	       | when(c->period_closed, PH_CHECK_PERIOD_CLOSED);
}

static uint64_t check_people(const struct ph_case *c)
{
	return when(c->other_unit, PH_CHECK_OTHER_UNIT)
	       | when(c->officer_unknown, PH_CHECK_OFFICER_UNKNOWN)
	       | when(c->officer_differs, PH_CHECK_OFFICER_DIFFERS);
}

/* What the answers of a form amount to. */
struct answers {
	bool any; /* some answer is known, if only as blank */
	bool marked, points, satisfaction;
};

static void check_answer(const struct ph_rules *rules,
	const struct ph_criterion *criterion, int answer, enum ph_timing timing,
	struct ph_verdict *verdict)
{
	uint32_t field = UINT32_C(1) << criterion->field;
	int computed = ph_criterion_points(criterion, timing);

	if (answer == PH_MULTIPLE)
		verdict->fields_two |= field;
	if (answer == PH_DOUBTFUL)
		verdict->fields_doubtful |= field;
	if (answer < 0)
		return;
	if (computed != PH_ABSENT && computed != answer)
		verdict->fields_computed |= field;
	if (ph_rules_contradiction(rules, criterion->id, answer, timing))
		verdict->fields_contradicted |= field;
}

static struct answers check_answers(const struct ph_rules *rules,
	const struct ph_case *c, struct ph_verdict *verdict)
{
	enum ph_timing timing = ph_timing_of(c->due, c->returned);
	struct answers found = { 0 };

	for (size_t i = 0; i < rules->criterion_count; i++) {
		const struct ph_criterion *criterion = &rules->criteria[i];
		int answer;

		if (criterion->field < 0 || !c->answers)
			continue;
		answer = c->answers[criterion->field];
		found.any |= answer != PH_ABSENT;
		found.marked |= answer != PH_ABSENT && answer != PH_BLANK;
		if (criterion->scope == PH_SCOPE_SATISFACTION)
			found.satisfaction |= answer >= 0;
		else
			found.points |= answer >= 0;
		check_answer(rules, criterion, answer, timing, verdict);
	}
	return found;
}

struct ph_verdict ph_check_case(
	const struct ph_rules *rules, const struct ph_case *c)
{
	/* What makes a rating no rating of this unit and period at all; a
	 * doubt about the code or the officer leaves satisfaction alone. */
	uint64_t spoils =
		bit(PH_CHECK_SECOND_RATING) | bit(PH_CHECK_KEYED_AGAINST_SCAN)
		| bit(PH_CHECK_PERIOD_CLOSED) | bit(PH_CHECK_OTHER_UNIT);
	struct ph_verdict verdict = { 0 };
	struct answers found = check_answers(rules, c, &verdict);
	bool rated = ratings(c) > 0;
	uint64_t bad;

	verdict.checks =
		check_code(c) | check_ratings(c) | check_dates(c)
		| check_people(c) | when(verdict.fields_two, PH_CHECK_TWO_MARKS)
		| when(verdict.fields_doubtful, PH_CHECK_DOUBTFUL_MARK)
		| when(verdict.fields_contradicted, PH_CHECK_CONTRADICTION)
		| when(verdict.fields_computed, PH_CHECK_COMPUTED_DIFFERS)
		| when(rated && found.any && !found.marked,
			PH_CHECK_BLANK_FORM);
	bad = verdict.checks & rules->tables->errors;
	verdict.counted = rated && found.points && c->has_code && !bad;
	verdict.satisfaction_counted =
		rated && found.satisfaction && !(bad & spoils);
	return verdict;
}
