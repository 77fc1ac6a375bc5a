/* SPDX-License-Identifier: MIT */
/* What a drawing can tell, before it is made. */
#include "audit.h"

#include <phieu/json.h>

#include <inttypes.h>

/* Hundredths of a per cent, rounded down: a chance is not made greater. */
static int64_t chance_of_finding(
	const struct ph_audit_drawing *d, int64_t wrong)
{
	return (int64_t)((1
				 - ph_sample_chance(
					 d->population, wrong, d->size, 0))
			 * PH_SAMPLE_ONE);
}

static int64_t at_most(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static bool put_share(struct ph_text *out, const char *before, int64_t share)
{
	return ph_text_puts(out, before) && audit_share_write(out, share, ',')
	       && ph_text_puts(out, " %");
}

static bool write_words(struct ph_text *out, const struct ph_audit *audit)
{
	const struct ph_audit_drawing *d = audit->drawing;
	int64_t wrong = ph_sample_beyond(d->population, d->limit);
	int64_t twice = at_most(2 * wrong, d->population);

	if (!ph_text_appendf(out,
		    "Kỳ %s, sổ ở đợt ghi %" PRId64 ": %" PRId64
		    " phiếu giấy được tính điểm; rút %" PRId64 " phiếu.\n",
		    d->period, d->batch, d->population, d->size)
		|| !put_share(out, "Mức sai lệch cho phép ", d->limit)
		|| !put_share(out, ", độ tin cậy ", d->confidence))
		return false;
	return ph_text_appendf(out,
		       ": nếu từ %" PRId64
		       " phiếu trở lên sai lệch thì rút trúng ít nhất một "
		       "phiếu như vậy với khả năng ",
		       wrong)
	       && put_share(out, "", chance_of_finding(d, wrong))
	       && ph_text_appendf(out, ", nếu từ %" PRId64 " phiếu thì ", twice)
	       && put_share(out, "", chance_of_finding(d, twice))
	       && ph_text_puts(out, ".\n");
}

static bool write_json(struct ph_text *out, const struct ph_audit *audit)
{
	const struct ph_audit_drawing *d = audit->drawing;
	int64_t wrong = ph_sample_beyond(d->population, d->limit);

	return ph_json_begin(out) && ph_json_string(out, "period", d->period)
	       && ph_json_number(out, "batch", d->batch)
	       && ph_json_number(out, "population", d->population)
	       && ph_json_number(out, "size", d->size)
	       && ph_json_number(out, "limit", d->limit)
	       && ph_json_number(out, "confidence", d->confidence)
	       && ph_json_number(out, "beyond", wrong)
	       && ph_json_number(out, "chance", chance_of_finding(d, wrong))
	       && ph_json_end(out);
}

bool ph_audit_plan(const struct ph_audit *audit, bool json, struct ph_text *out,
	struct ph_error *err)
{
	if (!audit->drawing->population)
		return ph_error_set(err, PH_BAD_DATA,
			"%s: no form that counts has a paper: there is nothing "
			"to audit",
			audit->drawing->period);
	return (json ? write_json(out, audit) : write_words(out, audit))
	       || ph_error_memory(err);
}
