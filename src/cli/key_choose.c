/* SPDX-License-Identifier: MIT */
/* Drafts of sessions that were not ended: which one goes on? */
#include "key.h"

#include <stdio.h>
#include <string.h>

enum {
	SHOWN = 9,
	VIET_NAM = 7 * 3600, /* seconds ahead of UTC */
	DAY = 24 * 3600,
};

struct choosing {
	struct key_session *s;
	const struct ph_draft_names *names;
};

static const char *format_time(int64_t changed, char *out, size_t size)
{
	int64_t local = changed + VIET_NAM;
	char day[PH_DATE_SIZE];

	snprintf(out, size, "%02d:%02d %s", (int)(local % DAY / 3600),
		(int)(local % 3600 / 60),
		ph_date_vn((ph_date)(local / DAY), day));
	return out;
}

static void draw(void *context)
{
	const struct choosing *choosing = context;
	struct key_session *s = choosing->s;
	size_t count = choosing->names->list.count;
	unsigned row = 4;
	char when[64];

	key_head(s, "CÒN BẢN NHÁP CHƯA GHI VÀO SỔ");
	key_say(s, 2, 1, PH_TERM_PLAIN, "Nhập tiếp bản nào?");
	for (size_t i = 0; i < count && i < SHOWN; i++, row++) {
		const struct ph_draft_name *name = &choosing->names->list.at[i];

		key_say(s, row, 3, PH_TERM_BOLD, "%zu", i + 1);
		key_say_in(s, row, 6, 18, PH_TERM_BOLD, name->name);
		key_say(s, row, 25, PH_TERM_PLAIN, "%zu phiếu", name->forms);
		key_say_in(s, row, 38, 22, PH_TERM_PLAIN,
			*name->by ? name->by : "chưa ghi tên");
		key_say(s, row, 61, PH_TERM_PLAIN, "%s",
			format_time(name->changed, when, sizeof(when)));
	}
	if (count > SHOWN)
		key_say(s, row++, 3, PH_TERM_DIM,
			"… và %zu bản khác: mở bằng --name", count - SHOWN);
	key_say(s, row + 1, 3, PH_TERM_PLAIN, "m  bắt đầu đợt mới");
	key_say(s, row + 2, 3, PH_TERM_PLAIN, "Esc  thoát");
	ph_term_show(s->term, row + 2, 1);
}

static enum key_end choose(struct key_session *s,
	const struct ph_draft_names *names, const char **name)
{
	struct choosing choosing = { s, names };

	for (;;) {
		int32_t key = key_ask(s, draw, &choosing);
		size_t place = (size_t)(key - '1');

		if (key_is_gone(key) || key == PH_KEY_ESCAPE)
			return KEY_GONE;
		*name = "";
		if (key == 'm')
			return KEY_BACK;
		if (key >= '1' && key <= '9' && place < names->list.count) {
			*name = names->list.at[place].name;
			return KEY_BACK;
		}
		ph_term_beep(s->term);
	}
}

static bool is_among(const struct ph_draft_names *names, const char *name)
{
	const struct ph_draft_name *at;

	ph_list_for (at, &names->list)
		if (strcmp(at->name, name) == 0)
			return true;
	return false;
}

/* Today's, with a number from the second on. */
static void name_new(const struct context *ctx,
	const struct ph_draft_names *names, char *out, size_t size)
{
	char day[PH_DATE_SIZE];

	snprintf(out, size, "%s", ph_date_iso(ctx->today, day));
	for (int i = 2; is_among(names, out); i++)
		snprintf(out, size, "%s-%d", day, i);
}

/* Nobody goes on with what holds nothing. */
static void leave_out_empty(struct ph_draft_names *names)
{
	size_t kept = 0;

	for (size_t i = 0; i < names->list.count; i++)
		if (names->list.at[i].forms)
			names->list.at[kept++] = names->list.at[i];
	names->list.count = kept;
}

bool key_pick(struct key_session *s, const char *folder, const char *wanted,
	bool resume, char *name, size_t size, enum key_end *end,
	struct ph_error *err)
{
	PH_AUTO(ph_draft_names_release) struct ph_draft_names names = { 0 };
	const char *chosen = "";
	char fresh[PH_DRAFT_NAME_MAX + 1];

	*end = KEY_BACK;
	if (wanted) {
		snprintf(name, size, "%s", wanted);
		return true;
	}
	if (!ph_draft_names_read(&names, folder, err))
		return false;
	name_new(s->ctx, &names, fresh, sizeof(fresh));
	leave_out_empty(&names);
	if (resume && !names.list.count)
		return ph_error_set(
			err, PH_NO_INPUT, "%s: no draft to be resumed", folder);
	if (resume)
		chosen = names.list.at[0].name;
	else if (names.list.count)
		*end = choose(s, &names, &chosen);
	snprintf(name, size, "%s", *chosen ? chosen : fresh);
	return true;
}
