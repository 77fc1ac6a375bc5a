/* SPDX-License-Identifier: MIT */
/* Why a person's word is wanted, and which words there are. */
#include "key.h"

#include <string.h>

static unsigned draw_reason(
	struct key_session *s, unsigned row, const struct ph_sight *sight)
{
	if (sight->doubts & PH_DOUBT_MALFORMED)
		key_say(s, row++, 3, PH_TERM_WARN,
			"Không đúng dạng mã hồ sơ: %s.",
			sight->what ? sight->what : "");
	else if (sight->doubts & PH_DOUBT_UNKNOWN)
		key_say(s, row++, 3, PH_TERM_WARN, "Không có trong sổ hồ sơ.");
	if (sight->doubts & PH_DOUBT_RATED)
		key_say(s, row++, 3, PH_TERM_WARN,
			"Hồ sơ này đã có đánh giá: ảnh %u, nhập tay %u, "
			"trực tuyến %u.",
			sight->scanned, sight->keyed, sight->online);
	if (sight->doubts & PH_DOUBT_TWICE)
		key_say(s, row++, 3, PH_TERM_WARN,
			"Mã này đã nhập ở phiếu số %zu của đợt này.",
			sight->earlier);
	if (sight->doubts & PH_DOUBT_FOREIGN)
		key_say(s, row++, 3, PH_TERM_WARN,
			"Đợt đang đối chiếu không có phiếu mang mã này.");
	return row;
}

static void draw_near(struct key_session *s, unsigned row, size_t i)
{
	const char *code = s->keying.sight.nearest.code[i];
	struct ph_error ignored; /* only the name would be missing */
	struct ph_sight near;

	key_say(s, row, 3, PH_TERM_PLAIN, "%zu  lấy mã gần giống %s", i + 1,
		code);
	if (ph_known_look(s->known, code, &near, &ignored))
		key_say(s, row, 54, PH_TERM_DIM, "%s", near.officer_name);
}

void key_draw_doubt(struct key_session *s, unsigned row)
{
	const struct ph_sight *sight = &s->keying.sight;

	row = draw_reason(s, row, sight);
	for (size_t i = 0; i < sight->nearest.count; i++)
		draw_near(s, row++, i);
	key_say(s, row++, 3, PH_TERM_PLAIN, "c  lấy mã như trên phiếu");
	key_say(s, row, 3, PH_TERM_PLAIN, "k  không lấy, quét lại mã");
}

void key_draw_halt(struct key_session *s, unsigned row)
{
	const struct ph_keying *k = &s->keying;

	key_say(s, row++, 3, PH_TERM_WARN,
		"Phiếu này còn thiếu %zu câu. Những gì vừa gõ liền nhau không "
		"được nhận.",
		k->asked_count - k->given);
	for (size_t i = 0; i < k->given && i < 3; i++)
		key_draw_question(s, row++, k->asked[i],
			k->row.answers[k->asked[i]], PH_TERM_DIM);
	if (k->given > 3)
		key_say(s, row++, 3, PH_TERM_DIM, "…");
	key_say(s, row++, 3, PH_TERM_PLAIN,
		"c  tiếp tục phiếu này từ câu còn thiếu");
	key_say(s, row, 3, PH_TERM_PLAIN,
		"k  bỏ phiếu này, quét lại mã của nó");
}
