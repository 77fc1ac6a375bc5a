/* SPDX-License-Identifier: MIT */
/* What the recount says of all forms, for the minutes. */
#include "recount.h"

#include <phieu/json.h>

#include <inttypes.h>

/* A form with several differences is one wrong form; its differences stand
 * together. */
static void count(const difference_list *differences,
	const struct ph_audit_drawing *d, struct ph_recount_result *result)
{
	const struct difference *it;
	const struct drawn *last = NULL;

	result->wrong = result->missing = 0;
	result->allowed = ph_sample_beyond(d->population, d->limit) - 1;
	ph_list_for (it, differences) {
		result->wrong += it->drawn != last;
		result->missing += it->field == PH_NONE;
		last = it->drawn;
	}
	result->most_wrong = ph_sample_most_wrong(
		d->population, d->size, result->wrong, d->confidence);
	result->kept = result->most_wrong <= result->allowed;
}

/* Ten-thousandths, rounded up. */
static int64_t share_of(int64_t part, int64_t whole)
{
	return (part * PH_SAMPLE_ONE + whole - 1) / whole;
}

static bool put_conclusion(struct ph_text *out,
	const struct ph_audit_drawing *d, const struct ph_recount_result *r)
{
	return ph_text_appendf(out,
		       "Kết quả kiểm đếm lại kỳ %s: trong %" PRId64
		       " phiếu rút ngẫu nhiên từ %" PRId64
		       " phiếu giấy được tính điểm (sổ ở đợt ghi %" PRId64
		       ", số rút thăm «%s»",
		       d->period, d->size, d->population, d->batch, d->seed)
	       && (r->drawing.count == 1
		       || ph_text_appendf(out,
			       ", lần rút thứ %" PRId64 " trong %" PRId64
			       " lần rút của kỳ này",
			       r->drawing.number, r->drawing.count))
	       && ph_text_appendf(
		       out, ") có %" PRId64 " phiếu sai lệch", r->wrong)
	       && (!r->missing
		       || ph_text_appendf(out,
			       ", trong đó %" PRId64
			       " phiếu không tìm thấy giấy",
			       r->missing))
	       && ph_text_puts(out, "; với độ tin cậy ")
	       && audit_share_write(out, d->confidence, ',')
	       && ph_text_appendf(out,
		       " %%, toàn bộ có không quá %" PRId64 " phiếu sai lệch (",
		       r->most_wrong)
	       && audit_share_write(
		       out, share_of(r->most_wrong, d->population), ',')
	       && ph_text_puts(out, r->kept ? " %), trong mức cho phép "
					    : " %), nên chưa chứng tỏ được là "
					      "trong mức cho phép ")
	       && audit_share_write(out, d->limit, ',')
	       && ph_text_puts(out, " %.\n");
}

static const char *answer_words(int8_t answer, char out[8])
{
	switch (answer) {
	case PH_BLANK:
		return "trống";
	case PH_MULTIPLE:
		return "nhiều dấu";
	case PH_DOUBTFUL:
		return "không rõ";
	case PH_ABSENT:
		return "không có";
	default:
		return ph_answer_format(answer, out);
	}
}

static bool put_difference(struct ph_text *out, const struct ph_audit *audit,
	const struct difference *it)
{
	char ledger[8], paper[8];

	if (!ph_text_appendf(out, "Số rút %u, tờ %" PRId64 ": ",
		    it->drawn->draw, it->drawn->sheet))
		return false;
	if (it->field == PH_NONE)
		return ph_text_puts(out, "không tìm thấy giấy\n");
	return ph_text_appendf(out, "%s: trong sổ %s, trên giấy %s\n",
		audit_criterion(audit, (size_t)it->field)->label,
		answer_words(it->drawn->answers[it->field], ledger),
		answer_words(it->paper, paper));
}

static bool put_questions(struct ph_text *out, const struct ph_audit *audit,
	const difference_list *differences, bool json)
{
	const struct ph_rules *rules = audit->query->rules;

	for (size_t i = 0; i < rules->fields.count; i++) {
		const struct difference *it;
		int64_t wrong = 0;

		ph_list_for (it, differences)
			wrong += it->field == (int)i;
		if (json ? !ph_json_number(out, rules->fields.id[i], wrong)
			 : wrong
					&& !ph_text_appendf(out,
						"%s: %" PRId64
						" phiếu sai lệch\n",
						audit_criterion(audit, i)
							->label,
						wrong))
			return false;
	}
	return true;
}

static bool put_words(struct ph_text *out, const struct ph_audit *audit,
	const difference_list *differences, const struct ph_recount_result *r)
{
	const struct difference *it;

	if (!put_conclusion(out, audit->drawing, r)
		|| !put_questions(out, audit, differences, false))
		return false;
	ph_list_for (it, differences)
		if (!put_difference(out, audit, it))
			return false;
	return true;
}

static bool put_differences_json(struct ph_text *out,
	const struct ph_audit *audit, const difference_list *differences)
{
	const struct difference *it;
	const struct ph_fields *fields = &audit->query->rules->fields;
	char ledger[8], paper[8];

	ph_list_for (it, differences) {
		bool missing = it->field == PH_NONE;

		if (!ph_json_open(out, NULL, '{')
			|| !ph_json_number(out, "draw", it->drawn->draw)
			|| !ph_json_number(out, "sheet", it->drawn->sheet)
			|| !ph_json_string(out, "field",
				missing ? NULL : fields->id[it->field])
			|| !ph_json_string(out, "ledger",
				missing ? NULL
					: ph_answer_format(
						it->drawn->answers[it->field],
						ledger))
			|| !ph_json_string(out, "paper",
				missing ? NULL
					: ph_answer_format(it->paper, paper))
			|| !ph_json_close(out, '}'))
			return false;
	}
	return true;
}

static bool put_json(struct ph_text *out, const struct ph_audit *audit,
	const difference_list *differences, const struct ph_recount_result *r)
{
	const struct ph_audit_drawing *d = audit->drawing;

	return ph_json_begin(out) && ph_json_string(out, "period", d->period)
	       && ph_json_number(out, "batch", d->batch)
	       && ph_json_number(out, "population", d->population)
	       && ph_json_number(out, "size", d->size)
	       && ph_json_number(out, "limit", d->limit)
	       && ph_json_number(out, "confidence", d->confidence)
	       && ph_json_string(out, "seed", d->seed)
	       && ph_json_number(out, "drawing", r->drawing.number)
	       && ph_json_number(out, "drawings", r->drawing.count)
	       && ph_json_number(out, "wrong", r->wrong)
	       && ph_json_number(out, "missing", r->missing)
	       && ph_json_number(out, "most_wrong", r->most_wrong)
	       && ph_json_number(out, "allowed", r->allowed)
	       && ph_json_bool(out, "kept", r->kept)
	       && ph_json_open(out, "wrong_answers", '{')
	       && put_questions(out, audit, differences, true)
	       && ph_json_close(out, '}')
	       && ph_json_open(out, "differences", '[')
	       && put_differences_json(out, audit, differences)
	       && ph_json_close(out, ']') && ph_json_end(out);
}

/* Of the list alone nobody could tell what stood there when it was drawn. */
static bool check_kept(const struct ph_recount *recount,
	const struct ph_audit *audit, struct ph_audit_kept *kept,
	const char *file, struct ph_error *err)
{
	const struct ph_audit_drawing *d = &recount->drawing;

	if (!ph_audit_find(audit->query->ledger, d, kept, err))
		return false;
	return kept->number
	       || ph_error_set(err, PH_BAD_DATA,
		       "%s: the ledger keeps no such drawing of %s: was this "
		       "list drawn with another ledger, or its column "
		       "'drawing' changed? 'phieu log' lists the batches of "
		       "audit, which hold the drawings",
		       file, d->period);
}

bool ph_recount_conclude(const struct ph_recount *recount,
	const struct ph_audit *audit, bool json, struct ph_text *out,
	struct ph_recount_result *result, struct ph_faults *faults,
	struct ph_error *err)
{
	difference_list differences = { 0 };
	bool fine;

	if (!check_kept(recount, audit, &result->drawing, faults->file, err)
		|| !recount_compare(
			recount, audit, &differences, faults, err)) {
		ph_list_release(&differences);
		return false;
	}
	count(&differences, audit->drawing, result);
	fine = json ? put_json(out, audit, &differences, result)
		    : put_words(out, audit, &differences, result);
	ph_list_release(&differences);
	return fine || ph_error_memory(err);
}
