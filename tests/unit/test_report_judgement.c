/* SPDX-License-Identifier: MIT */
/* What persons said, as the report sees it. */
#include "scene.h"

#include <sqlite3.h>

/* Sheet 1: a photograph of D3's form; cs3 is in doubt. */
static void photograph(struct scene *s, const char *code, const char *reason)
{
	struct ph_record record;
	enum ph_added added;

	ph_record_clear(&record);
	record.channel = PH_CHANNEL_SCAN;
	record.code = code;
	record.status = *code ? PH_STATUS_DOUBTFUL : PH_STATUS_UNREAD;
	record.reason = reason;
	record.photo = "a.jpg";
	record.page = record.part = 1;
	record.hashed = true;
	record.date = day("2026-09-15");
	scene_answers("2?22-", record.answers);
	scene_begin(s);
	FINE(ph_ledger_add_sheet(
		s->ledger, &record, &s->rules->fields, false, &added, &err));
	scene_commit(s);
}

static void amend(struct scene *s, int64_t sheet, const char *code,
	const char *marks, enum ph_status status, const char *reason)
{
	int8_t answers[PH_FIELDS_MAX];
	struct ph_amendment a = {
		.sheet = sheet,
		.code = code,
		.answers = answers,
		.status = status,
		.reason = reason,
		.detail = "",
	};
	int64_t result;

	scene_answers(marks, answers);
	scene_begin(s);
	FINE(ph_ledger_amend(s->ledger, &a, &s->rules->fields, &result, &err));
	scene_commit(s);
}

static void give_up(struct scene *s, int64_t sheet, const char *field)
{
	struct ph_judgement j = {
		.sheet = sheet,
		.field = field,
		.answer = PH_DOUBTFUL,
		.pass = 1,
		.by = "Lan",
		.at = "2026-09-30T10:00:00Z",
	};
	enum ph_added added;

	scene_begin(s);
	FINE(ph_ledger_add_judgement(s->ledger, &j, &added, &err));
	scene_commit(s);
}

static bool note_message(void *context, const struct ph_finding *finding)
{
	struct ph_text *text = context;

	assert_true(ph_text_appendf(text, "%s %s: %s\n", finding->kind,
		finding->field, finding->message));
	return true;
}

static void assert_says(struct scene *s, const char *words, bool says)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };
	struct ph_finding_count count;
	struct scene_question q;

	scene_ask(s, "2026-Q3", &q);
	FINE(ph_report_findings(&q.query, note_message, &text, &count, &err));
	ph_settings_release(&q.settings);
	if (!strstr(ph_text_get(&text), words) == says)
		fail_msg("%s: %s", words, ph_text_get(&text));
}

#define UNCLEAR                                                                      \
	"doubtful-mark cs3: Chỉ số 3 của phiếu 1: dấu không rõ, không " \
	"tính điểm câu này."
#define LOOKED " Đã có người xem mà không đọc được.\n"

static void a_mark_that_a_person_cannot_read_is_told_so(void **state)
{
	photograph(*state, D3, PH_REASON_MARK);
	assert_says(*state, UNCLEAR "\n", true);
	give_up(*state, 1, "cs3");
	assert_says(*state, UNCLEAR LOOKED, true);
}

static void it_is_told_of_the_newest_version_too(void **state)
{
	photograph(*state, D3, PH_REASON_MARK);
	give_up(*state, 1, "cs3");
	amend(*state, 1, NULL, "-----", PH_STATUS_DOUBTFUL, PH_REASON_MARK);
	assert_says(*state,
		"phiếu 2: dấu không rõ, không tính điểm câu này." LOOKED, true);
}

static void of_a_code_it_is_told_with_the_photograph(void **state)
{
	photograph(*state, "", "no-code");
	give_up(*state, 1, "cs3");
	assert_says(*state, "hay mã vạch." LOOKED, false);
	give_up(*state, 1, "");
	assert_says(*state,
		"unread-photo : Không đọc được ảnh a.jpg: không thấy mã QR hay "
		"mã vạch." LOOKED,
		true);
}

static void a_code_on_which_two_disagree_counts_for_nobody(void **state)
{
	photograph(*state, "", "no-code");
	amend(*state, 1, D3, "-2---", PH_STATUS_READ, "");
	assert_line(*state, "mau-03", "2026-Q3",
		"2,Trần Thị B,Công chức,1,2.0,1.0,2.0,2.0,2.0,");
	amend(*state, 2, "", "-----", PH_STATUS_DOUBTFUL, "persons-disagree");
	assert_line(*state, "mau-03", "2026-Q3", "2,Trần Thị B,Công chức,0,,");
	assert_says(*state,
		"doubtful-photo : Ảnh a.jpg đọc chưa chắc chắn: hai người đọc "
		"mã hồ sơ khác nhau.",
		true);
}

/* Moves the batch that brought the newest sheet to another day. */
static void pretend_entered(struct scene *s, const char *at)
{
	char sql[300];
	sqlite3 *db = NULL;

	snprintf(sql, sizeof(sql),
		"DROP TRIGGER batch_no_update; UPDATE batch SET at = '%s'"
		" WHERE id = (SELECT batch FROM sheet ORDER BY id DESC)",
		at);
	assert_int_equal(sqlite3_open(s->path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(db));
	sqlite3_close(db);
}

/* A form that bears no day belongs to the day on which it came, whenever a
 * person looks at it. */
static void a_persons_word_moves_no_form_to_another_period(void **state)
{
	struct scene *s = *state;

	key(s, "", "2222.", NULL);
	pretend_entered(s, "2026-09-29T03:00:00Z");
	assert_line(s, "mau-02", "2026-Q3", "Tổng cộng,,18,0,");
	assert_finds(s, "no-code");
	amend(s, 1, D4, "-----", PH_STATUS_READ, "");
	scene_set(s, "date-field", "entered");
	assert_line(s, "mau-03", "2026-Q3", "2,Trần Thị B,Công chức,1,2.0,");
}

static void a_form_that_was_put_aside_is_not_counted_again(void **state)
{
	struct scene *s = *state;

	photograph(s, D3, PH_REASON_MARK);
	assert_line(s, "mau-03", "2026-Q3", "2,Trần Thị B,Công chức,1,2.0,");
	scene_begin(s);
	FINE(ph_ledger_add_decision(
		s->ledger, 1, "excluded", "Lan", NULL, &err));
	scene_commit(s);
	amend(s, 1, NULL, "-2---", PH_STATUS_READ, "");
	assert_line(s, "mau-03", "2026-Q3", "2,Trần Thị B,Công chức,0,,");
}

/* What a closed period says stays; that someone said otherwise is told. */
static void a_word_after_the_closing_is_late(void **state)
{
	struct scene *s = *state;

	photograph(s, D3, PH_REASON_MARK);
	scene_close_q3(s);
	amend(s, 1, NULL, "02---", PH_STATUS_READ, "");
	assert_line(s, "mau-03", "2026-Q3",
		"2,Trần Thị B,Công chức,1,2.0,1.0,,2.0,2.0,");
	assert_finds(s, "period-closed");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_mark_that_a_person_cannot_read_is_told_so),
		TEST(it_is_told_of_the_newest_version_too),
		TEST(of_a_code_it_is_told_with_the_photograph),
		TEST(a_code_on_which_two_disagree_counts_for_nobody),
		TEST(a_persons_word_moves_no_form_to_another_period),
		TEST(a_form_that_was_put_aside_is_not_counted_again),
		TEST(a_word_after_the_closing_is_late),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
