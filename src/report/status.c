/* SPDX-License-Identifier: MIT */
#include "finding.h"

#include <phieu/json.h>

#include <inttypes.h>
#include <string.h>

struct standing {
	const struct census *census;
	int64_t received, rated, counted, codeless, waiting, held, unread;
	int64_t photographed, keyed, online;
	int64_t returned, returned_with_form;
};

static bool take_form(void *context, const struct census_form *form)
{
	struct standing *s = context;
	const struct ph_case *facts = &form->facts;

	/* A photograph that told nothing is no form yet. */
	if (facts->unread_photo && !facts->has_code && !form->rated) {
		s->unread++;
		return true;
	}
	s->received += form->copies;
	s->photographed += facts->scans;
	s->keyed += form->entries;
	s->online += facts->online > 0;
	s->rated += form->rated;
	s->counted += form->verdict.counted;
	s->codeless += !facts->has_code;
	s->waiting += form->unrated;
	s->held += form->rated && facts->has_code && !form->verdict.counted;
	return true;
}

/* A form of this dossier that nobody has set aside. */
static bool has_paper(const struct census *census, int32_t at)
{
	for (; at != PH_NONE; at = census->sheets.at[at].next) {
		const struct census_sheet *sheet = &census->sheets.at[at];

		if ((sheet->channel != PH_CHANNEL_ONLINE
			    || census->query->settings->count_online)
			&& !(sheet->flags
				& (SHEET_REPLACED | SHEET_EXCLUDED
					| SHEET_STRAYED)))
			return true;
	}
	return false;
}

/* Participation looks at all forms, whenever they were collected. */
static void count_participation(struct standing *s)
{
	const struct census *census = s->census;
	const struct ph_period *period = census->query->period;

	for (size_t i = 1; i < census->code_count; i++) {
		const struct census_dossier *d = &census->dossiers[i];

		if (!d->known || d->returned == PH_NO_DATE
			|| (period
				&& (d->returned < period->from
					|| d->returned > period->to)))
			continue;
		s->returned++;
		s->returned_with_form += has_paper(census, census->first[i]);
	}
}

static const struct census_closing *closing_of(const struct census *census)
{
	const struct census_closing *closing, *found = NULL;
	const struct ph_period *period = census->query->period;

	ph_list_for (closing, &census->closings)
		if (period && strcmp(closing->period, period->name) == 0)
			found = closing;
	return found;
}

static bool own_score(const struct census *census, struct ph_score *score,
	struct ph_error *err)
{
	PH_AUTO(tallies_release) struct tallies tallies = { 0 };
	int32_t own = census_own_unit(census);

	*score = (struct ph_score){ 0 };
	if (own < 0)
		return true;
	if (!tallies_make(&tallies, census, false, err)
		|| !tallies_add_unit_scores(
			&tallies, census, census->query->as_of, err))
		return false;
	ph_score_make(score, census->query->rules, PH_SUBJECT_UNIT,
		tallies.units[own].points);
	return true;
}

/* Tenths of a per cent, half up; 0 of 0 is 0. */
static int64_t share(int64_t part, int64_t whole)
{
	return whole ? ph_score_tenths(100 * part, whole) : 0;
}

static bool write_head(struct ph_text *out, const struct standing *s)
{
	const struct ph_query *q = s->census->query;
	const struct census_closing *closing = closing_of(s->census);
	char from[PH_DATE_SIZE], to[PH_DATE_SIZE];

	return ph_text_appendf(out, "Đơn vị:            %s (%s)\n",
		       ph_text_get(&q->settings->name),
		       ph_text_get(&q->settings->unit))
	       && ph_text_appendf(out, "Kỳ:                %s, %s – %s, %s%s\n",
		       q->period->name, ph_date_vn(q->period->from, from),
		       ph_date_vn(q->period->to, to),
		       ph_rules_word(q->rules, q->settings->period_rule),
		       closing ? ", đã khóa sổ" : "");
}

static bool write_forms(struct ph_text *out, const struct standing *s,
	const struct ph_finding_count *count)
{
	return ph_text_appendf(out,
		       "Phiếu thu được:    %" PRId64 " (%" PRId64
		       " có ảnh, %" PRId64 " nhập tay, %" PRId64
		       " trực tuyến)\n",
		       s->received, s->photographed, s->keyed, s->online)
	       && ph_text_appendf(out,
		       "Tính điểm:         %" PRId64 " phiếu; %" PRId64
		       " phiếu không có mã hồ sơ\n",
		       s->counted, s->codeless)
	       && ph_text_appendf(out, "Chờ nhập điểm:     %" PRId64 " phiếu\n",
		       s->waiting)
	       && ph_text_appendf(out,
		       "Chờ người xem xét: %" PRId64
		       " phiếu chưa được tính; %zu lỗi, %zu cảnh báo\n",
		       s->held, count->by_severity[PH_FAULTY],
		       count->by_severity[PH_WARNING])
	       && ph_text_appendf(out, "Đánh giá trùng:    %zu hồ sơ\n",
		       count->by_check[PH_CHECK_SECOND_RATING])
	       && ph_text_appendf(out,
		       "Tỷ lệ tham gia:    %" PRId64 "/%" PRId64
		       " hồ sơ đã trả kết quả (%" PRId64 ",%" PRId64 " %%)\n",
		       s->returned_with_form, s->returned,
		       share(s->returned_with_form, s->returned) / 10,
		       share(s->returned_with_form, s->returned) % 10);
}

static size_t boxes_in_period(const struct census *census)
{
	const struct ph_period *period = census->query->period;
	const struct census_box *box;
	size_t count = 0;

	ph_list_for (box, &census->box_counts)
		count += box->date >= period->from && box->date <= period->to;
	return count;
}

static bool write_rest(struct ph_text *out, const struct standing *s,
	const struct ph_finding_count *count, const struct ph_score *score)
{
	size_t missing = count->by_check[PH_CHECK_UNIT_SCORE_MISSING];
	size_t boxes = count->by_check[PH_CHECK_BOX_COUNT];
	size_t counts = boxes_in_period(s->census);

	if (!ph_text_appendf(out,
		    "Hòm phiếu:         %zu lần đếm, %zu lần không khớp; "
		    "%zu chỉ số đơn vị chưa nhập\n",
		    counts, boxes, missing))
		return false;
	if (!score->used)
		return ph_text_puts(out, "Điểm tạm tính:     chưa có\n");
	return ph_text_appendf(out,
		"Điểm tạm tính:     %" PRId64 ",%" PRId64 " trên %" PRId64
		": %s%s\n",
		score->total / 10, score->total % 10, score->max,
		score->band ? score->band->label : "–",
		score->provisional ? " (còn thiếu chỉ số)" : "");
}

static bool write_json(struct ph_text *out, const struct standing *s,
	const struct ph_finding_count *count, const struct ph_score *score)
{
	const struct ph_query *q = s->census->query;
	char from[PH_DATE_SIZE], to[PH_DATE_SIZE];

	return ph_json_begin(out)
	       && ph_json_string(out, "unit", ph_text_get(&q->settings->unit))
	       && ph_json_string(out, "name", ph_text_get(&q->settings->name))
	       && ph_json_string(out, "period", q->period->name)
	       && ph_json_string(
		       out, "from", ph_date_iso(q->period->from, from))
	       && ph_json_string(out, "to", ph_date_iso(q->period->to, to))
	       && ph_json_bool(out, "closed", closing_of(s->census) != NULL)
	       && ph_json_number(out, "forms_received", s->received)
	       && ph_json_number(out, "photographed", s->photographed)
	       && ph_json_number(out, "keyed", s->keyed)
	       && ph_json_number(out, "online", s->online)
	       && ph_json_number(out, "counted", s->counted)
	       && ph_json_number(out, "without_code", s->codeless)
	       && ph_json_number(out, "not_keyed", s->waiting)
	       && ph_json_number(out, "unread_photos", s->unread)
	       && ph_json_number(out, "held", s->held)
	       && ph_json_number(
		       out, "errors", (int64_t)count->by_severity[PH_FAULTY])
	       && ph_json_number(
		       out, "warnings", (int64_t)count->by_severity[PH_WARNING])
	       && ph_json_number(out, "second_ratings",
		       (int64_t)count->by_check[PH_CHECK_SECOND_RATING])
	       && ph_json_number(out, "dossiers_returned", s->returned)
	       && ph_json_number(
		       out, "dossiers_with_form", s->returned_with_form)
	       && ph_json_number(out, "unit_scores_missing",
		       (int64_t)count->by_check[PH_CHECK_UNIT_SCORE_MISSING])
	       && (score->used ? ph_json_tenths(out, "total", score->total)
			       : ph_json_string(out, "total", NULL))
	       && ph_json_string(
		       out, "band", score->band ? score->band->label : NULL)
	       && ph_json_bool(out, "provisional", score->provisional)
	       && ph_json_end(out);
}

bool ph_report_status(const struct ph_query *query, bool json,
	struct ph_text *out, struct ph_error *err)
{
	PH_AUTO(census_destroy) struct census *census = NULL;
	struct ph_finding_count count;
	struct standing standing = { 0 };
	struct ph_score score;
	struck_list list = { 0 };
	bool fine;

	if (!query->period)
		return ph_error_set(err, PH_BUG, "status without a period");
	if (!census_make(&census, query, err))
		return false;
	standing.census = census;
	census_each_form(census, take_form, &standing);
	count_participation(&standing);
	fine = findings_collect(&list, census, &count, err);
	ph_list_release(&list);
	if (!fine || !own_score(census, &score, err))
		return false;
	fine = json ? write_json(out, &standing, &count, &score)
		    : write_head(out, &standing)
			       && write_forms(out, &standing, &count)
			       && write_rest(out, &standing, &count, &score);
	return fine || ph_error_memory(err);
}
