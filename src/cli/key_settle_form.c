/* SPDX-License-Identifier: MIT */
/* Forms that only one of both keyed, and those keyed under two codes. */
#include "key_settle.h"

enum {
	OFFERED = 9,
};

static const char *code_of(const char *code)
{
	return *code ? code : "(không có mã)";
}

static const char *second_code(const struct settling *settling)
{
	return ph_draft_row(settling->s->draft, settling->at->row - 1)->code;
}

static size_t number_of(const struct settling *settling)
{
	return ph_draft_forms(settling->s->draft, settling->at->row - 1) + 1;
}

/* The forms of the batch that were not keyed again: the i-th, or NULL. */
static const struct ph_first *candidate(
	const struct settling *settling, size_t i)
{
	const struct ph_first *first;

	ph_list_for (first, &settling->rekeyed->firsts)
		if (!first->row && i-- == 0)
			return first;
	return NULL;
}

static size_t count_candidates(const struct settling *settling)
{
	size_t count = 0;

	while (candidate(settling, count))
		count++;
	return count;
}

static void draw_not_rekeyed(struct settling *settling)
{
	struct key_session *s = settling->s;
	const struct ph_difference *d = settling->at;
	const struct ph_first *first = &settling->rekeyed->firsts.at[d->first];

	key_draw_settle_head(settling, "PHIẾU CHƯA ĐƯỢC NHẬP LẦN HAI");
	key_say(s, 4, 1, PH_TERM_DIM, "Mã hồ sơ");
	key_say(s, 4, 14, PH_TERM_BOLD, "%s", code_of(first->code));
	key_say(s, 5, 1, PH_TERM_DIM, "Phiếu thứ");
	key_say(s, 5, 14, PH_TERM_PLAIN, "%zu của lần nhập đầu", d->first + 1);
	key_say(s, 8, 1, PH_TERM_BOLD, "Tìm phiếu giấy này:");
	key_say(s, 10, 3, PH_TERM_PLAIN, "n  có phiếu: nhập ngay");
	key_say(s, 11, 3, PH_TERM_PLAIN,
		"t  không tìm thấy phiếu: ghi là thiếu");
	key_draw_settle_keys(settling, "");
	ph_term_show(s->term, 11, 1);
}

static unsigned draw_candidates(struct settling *settling, unsigned row)
{
	struct key_session *s = settling->s;
	size_t count = count_candidates(settling);

	if (!count)
		return row;
	key_say(s, row++, 1, PH_TERM_PLAIN,
		"Hoặc là phiếu này của lần nhập đầu, mã nhập sai một lần:");
	for (size_t i = settling->page;
		i < count && i < settling->page + OFFERED; i++) {
		const struct ph_first *first = candidate(settling, i);

		key_say(s, row++, 3, PH_TERM_PLAIN, "%zu  %s   (phiếu thứ %zu)",
			i - settling->page + 1, code_of(first->code),
			(size_t)(first - settling->rekeyed->firsts.at) + 1);
	}
	if (count > OFFERED)
		key_say(s, row++, 3, PH_TERM_PLAIN, "m  những phiếu khác");
	return row;
}

static void draw_not_first(struct settling *settling)
{
	struct key_session *s = settling->s;
	const struct ph_keyed *row =
		ph_draft_row(s->draft, settling->at->row - 1);
	char marks[3 * PH_FIELDS_MAX];

	key_draw_settle_head(settling, "PHIẾU KHÔNG CÓ TRONG ĐỢT ĐỐI CHIẾU");
	key_put_marks(marks, sizeof(marks), row->answers,
		s->ctx->rules->fields.count);
	key_say(s, 4, 1, PH_TERM_DIM, "Mã hồ sơ");
	key_say(s, 4, 14, PH_TERM_BOLD, "%s", code_of(row->code));
	key_say(s, 5, 1, PH_TERM_DIM, "Phiếu thứ");
	key_say(s, 5, 14, PH_TERM_PLAIN, "%zu của lần nhập hai   trả lời %s",
		number_of(settling), marks);
	key_say(s, 7, 3, PH_TERM_PLAIN,
		"x  bỏ ra: phiếu không thuộc đợt này, hoặc quét nhầm");
	key_say(s, 8, 6, PH_TERM_DIM,
		"(phiếu có thật mà chưa ai nhập: sau đó nhập bằng phieu key)");
	draw_candidates(settling, 10);
	key_draw_settle_keys(settling, "");
	ph_term_show(s->term, 8, 1);
}

static void draw_code(struct settling *settling, const struct ph_first *first)
{
	struct key_session *s = settling->s;
	bool paired = settling->at->kind == PH_DIFFERENCE_CODE;

	key_draw_settle_head(settling, "MỘT PHIẾU, HAI MÃ");
	key_say(s, 4, 1, PH_TERM_DIM, "Phiếu thứ");
	key_say(s, 4, 14, PH_TERM_PLAIN,
		"%zu của lần nhập đầu, %zu của lần nhập hai",
		(size_t)(first - settling->rekeyed->firsts.at) + 1,
		number_of(settling));
	key_say(s, 7, 1, PH_TERM_BOLD, "Mã nào ghi trên phiếu giấy?");
	key_say(s, 9, 3, PH_TERM_PLAIN, "1  lần đầu   %s",
		code_of(first->code));
	key_say(s, 10, 3, PH_TERM_PLAIN, "2  lần hai   %s",
		code_of(second_code(settling)));
	if (paired)
		key_say(s, 11, 3, PH_TERM_PLAIN,
			"k  không phải cùng một phiếu");
	key_draw_settle_keys(settling, "");
	ph_term_show(s->term, 10, 1);
}

void key_draw_settle_form(struct settling *settling)
{
	const struct ph_difference *d = settling->at;

	if (settling->chosen)
		draw_code(settling, settling->chosen);
	else if (d->kind == PH_DIFFERENCE_CODE)
		draw_code(settling, &settling->rekeyed->firsts.at[d->first]);
	else if (d->kind == PH_DIFFERENCE_NOT_FIRST)
		draw_not_first(settling);
	else
		draw_not_rekeyed(settling);
}

static bool settle_not_rekeyed(struct settling *settling, int32_t key,
	enum settle_step *step, struct ph_error *err)
{
	struct key_session *s = settling->s;
	const struct ph_difference *d = settling->at;

	if (key == 'n') {
		*step = SETTLE_KEY;
		return ph_keying_start(&s->keying,
			settling->rekeyed->firsts.at[d->first].code, err);
	}
	if (key != 't')
		return true;
	*step = SETTLE_DONE;
	return ph_rekeyed_miss(
		settling->rekeyed, s->draft, d, s->keying.by, err);
}

static bool settle_not_first(struct settling *settling, int32_t key,
	enum settle_step *step, struct ph_error *err)
{
	struct key_session *s = settling->s;
	size_t i = settling->page + (size_t)(key - '1');

	if (key == 'x') {
		*step = SETTLE_DONE;
		return ph_draft_drop(
			s->draft, settling->at->row, s->keying.by, err);
	}
	if (key == 'm' && count_candidates(settling) > OFFERED) {
		settling->page += OFFERED;
		if (settling->page >= count_candidates(settling))
			settling->page = 0;
		*step = SETTLE_STAY;
	} else if (key >= '1' && key <= '9' && candidate(settling, i)) {
		settling->chosen = candidate(settling, i);
		*step = SETTLE_STAY;
	}
	return true;
}

static bool settle_code(struct settling *settling, const struct ph_first *first,
	int32_t key, enum settle_step *step, struct ph_error *err)
{
	struct key_session *s = settling->s;
	bool none = key == 'k' && settling->at->kind == PH_DIFFERENCE_CODE;

	if (key != '1' && key != '2' && !none)
		return true;
	*step = SETTLE_DONE;
	return ph_rekeyed_pair(s->draft, settling->at->row, none ? NULL : first,
		none         ? ""
		: key == '1' ? first->code
			     : second_code(settling),
		s->keying.by, err);
}

bool key_settle_form(struct settling *settling, int32_t key,
	enum settle_step *step, struct ph_error *err)
{
	const struct ph_difference *d = settling->at;

	*step = SETTLE_NOTHING;
	if (settling->chosen)
		return settle_code(settling, settling->chosen, key, step, err);
	switch (d->kind) {
	case PH_DIFFERENCE_CODE:
		return settle_code(settling,
			&settling->rekeyed->firsts.at[d->first], key, step,
			err);
	case PH_DIFFERENCE_NOT_FIRST:
		return settle_not_first(settling, key, step, err);
	case PH_DIFFERENCE_NOT_REKEYED:
		return settle_not_rekeyed(settling, key, step, err);
	case PH_DIFFERENCE_ANSWER:
		break;
	}
	return true;
}
