/* SPDX-License-Identifier: MIT */
/* What a person's word does to the ledger. */
#include "test_ledger_seen.h"

#define LEFT "100,100 900,110 890,1200 90,1190"
#define RIGHT "1000,100 1800,110 1790,1200 990,1190"
#define CODE "H56-240823-0001"
#define OTHER "H56-240823-0002"
#define AT "2026-09-30T10:00:00Z"

static const struct ph_guess guesses[] = { { 2, 0.9999F }, { 1, 0.71F },
	{ PH_BLANK, 0.98F }, { PH_MULTIPLE, 0.6F } };

/* A form in a photo; its second question is in doubt. */
static struct ph_record doubtful(
	unsigned part, const char *place, const char *code)
{
	struct ph_record r = scanned(1, code);

	r.part = part;
	r.place = place;
	r.marks = guesses;
	r.answers[1] = PH_DOUBTFUL;
	r.status = *code ? PH_STATUS_DOUBTFUL : PH_STATUS_UNREAD;
	r.reason = *code ? PH_REASON_MARK : "no-code";
	r.detail = "unsure: cs3 (1, 71 %)";
	r.date = ph_date_make(2026, 9, 30);
	r.box = "H1";
	r.officer = "cb1";
	r.serial = "7";
	return r;
}

static int64_t amend(struct place *p, int64_t sheet, const char *code, int8_t q)
{
	int8_t answers[PH_FIELDS_MAX];
	struct ph_amendment a = {
		.sheet = sheet,
		.code = code,
		.answers = answers,
		.reason = "",
		.detail = "",
	};
	int64_t result = 0;

	memset(answers, PH_ABSENT, sizeof(answers));
	answers[1] = q;
	place_begin(p, 0);
	DOES(ph_ledger_amend(p->ledger, &a, &p->fields, &result, &p->err));
	place_commit(p);
	return result;
}

static enum ph_added judge(struct place *p, struct ph_judgement j)
{
	enum ph_added added;

	place_begin(p, 0);
	DOES(ph_ledger_add_judgement(p->ledger, &j, &added, &p->err));
	place_commit(p);
	return added;
}

static struct ph_judgement word(int64_t sheet, int8_t answer, int64_t result)
{
	return (struct ph_judgement){
		.sheet = sheet,
		.field = "cs3",
		.answer = answer,
		.pass = 1,
		.by = "Lan",
		.at = AT,
		.result = result,
	};
}

/* The word of a person and the version that comes of it. */
static int64_t settle(
	struct place *p, int64_t sheet, const char *code, int8_t q)
{
	int64_t result = amend(p, sheet, code, q);

	assert_int_equal(judge(p, word(sheet, q, result)), PH_ADDED);
	return result;
}

static int64_t current(struct place *p)
{
	return place_sql(p, "SELECT count(*) FROM ratings");
}

static void an_amendment_keeps_all_that_it_does_not_name(void **state)
{
	PLACE(p);
	struct ph_record r = doubtful(2, LEFT, CODE);

	(void)state;
	place_make(p);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	assert_int_equal(amend(p, 1, NULL, 2), 2);
	assert_int_equal(current(p), 1);
	assert_int_equal(
		place_sql(p,
			"SELECT count(*) FROM sheet a JOIN sheet b ON a.id = 1"
			" AND b.id = 2 AND b.replaces = 1 AND a.channel ="
			" b.channel AND a.code_id = b.code_id AND a.photo_id ="
			" b.photo_id AND a.page = b.page AND a.form = b.form"
			" AND a.code_from = b.code_from AND a.date = b.date"
			" AND a.box = b.box AND a.officer = b.officer"
			" AND a.serial = b.serial AND a.part = b.part"
			" AND a.place = b.place AND a.a1 = b.a1"
			" AND a.a3 IS b.a3 AND a.a4 IS b.a4"),
		1);
	assert_int_equal(place_sql(p, "SELECT a2 FROM sheet WHERE id = 2"), 2);
	assert_int_equal(place_sql(p, "SELECT count(*) FROM sheet WHERE id = 2"
				      " AND status = 'read' AND reason IS NULL"
				      " AND detail IS NULL"),
		1);
	/* What the reader saw stays visible. */
	assert_int_equal(place_sql(p, "SELECT count(*) FROM marks"), 4);
	assert_int_equal(place_sql(p, "SELECT guess FROM marks"
				      " WHERE field = 'cs3' AND sheet = 2"),
		1);
}

static void every_answer_can_be_amended_to(void **state)
{
	static const struct {
		int8_t answer;
		const char *sql;
	} cases[] = {
		{ 0, "SELECT a2 = 0 FROM sheet ORDER BY id DESC" },
		{ PH_BLANK, "SELECT a2 = '' FROM sheet ORDER BY id DESC" },
		{ PH_MULTIPLE, "SELECT a2 = '!' FROM sheet ORDER BY id DESC" },
		{ PH_DOUBTFUL, "SELECT a2 = '?' FROM sheet ORDER BY id DESC" },
		{ PH_ABSENT, "SELECT a2 = '?' FROM sheet ORDER BY id DESC" },
	};
	PLACE(p);
	struct ph_record r = doubtful(1, LEFT, CODE);
	int64_t sheet = 1;

	(void)state;
	place_make(p);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	for (size_t i = 0; i < 5; i++) {
		sheet = amend(p, sheet, NULL, cases[i].answer);
		assert_int_equal(place_sql(p, cases[i].sql), 1);
	}
	assert_int_equal(current(p), 1);
}

static void a_code_that_a_person_gives_came_from_no_symbol(void **state)
{
	PLACE(p);
	struct ph_record r = doubtful(1, LEFT, CODE);

	(void)state;
	place_make(p);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	amend(p, 1, OTHER, 2);
	assert_int_equal(place_sql(p, "SELECT count(*) FROM ratings WHERE code"
				      " = '" OTHER "' AND code_from IS NULL"),
		1);
	amend(p, 2, "", 2);
	assert_int_equal(
		place_sql(p, "SELECT count(*) FROM ratings WHERE code IS NULL"),
		1);
}

static void keyed_and_online_sheets_are_amended_too(void **state)
{
	static const enum ph_channel channels[] = { PH_CHANNEL_KEYED,
		PH_CHANNEL_ONLINE };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		PLACE(p);
		struct ph_record r = keyed(CODE, "cb1");
		struct seen seen;

		place_make(p);
		r.channel = channels[i];
		assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
		assert_int_equal(amend(p, 1, OTHER, 0), 2);
		read_sheets(p, INT64_MAX, &p->fields, &seen);
		assert_int_equal(seen.count, 2);
		assert_int_equal(seen.rows[1].channel, channels[i]);
		assert_int_equal(seen.rows[1].replaces, 1);
		assert_int_equal(seen.rows[1].answers[1], 0);
		assert_string_equal(seen.officers[1], "cb1");
		/* The same row again is the one that was amended. */
		assert_int_equal(offer_alone(p, &r, false), PH_SAME);
		assert_int_equal(offer_alone(p, &r, true), PH_SAME);
	}
}

static void only_the_newest_version_is_amended(void **state)
{
	PLACE(p);
	struct ph_record r = doubtful(1, LEFT, CODE);
	struct ph_amendment a = { .sheet = 1 };
	int64_t result;

	(void)state;
	place_make(p);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	amend(p, 1, NULL, 2);
	place_begin(p, 0);
	REFUSES(ph_ledger_amend(p->ledger, &a, &p->fields, &result, &p->err),
		PH_USAGE, "sheet 1 was replaced by sheet 2");
	a.sheet = 9;
	REFUSES(ph_ledger_amend(p->ledger, &a, &p->fields, &result, &p->err),
		PH_NO_INPUT, "no sheet 9");
	ph_ledger_rollback(p->ledger);
	DOES(ph_ledger_newest(p->ledger, 1, &result, &p->err));
	assert_int_equal(result, 2);
	REFUSES(ph_ledger_newest(p->ledger, 9, &result, &p->err), PH_NO_INPUT,
		"no sheet 9");
}

/* A nightly run meets the same photo again. */
static void the_same_photo_again_never_undoes_a_persons_word(void **state)
{
	PLACE(p);
	struct ph_record r = doubtful(1, LEFT, CODE);

	(void)state;
	place_make(p);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	settle(p, 1, NULL, 2);
	assert_int_equal(offer_alone(p, &r, false), PH_SAME);
	assert_int_equal(offer_alone(p, &r, true), PH_SAME);
	/* Another reader now sees something else. */
	r.answers[1] = 1;
	r.status = PH_STATUS_READ;
	r.reason = "";
	assert_int_equal(offer_alone(p, &r, false), PH_DIFFERS);
	assert_int_equal(offer_alone(p, &r, true), PH_DIFFERS);
	assert_int_equal(current(p), 1);
	assert_int_equal(place_sql(p, "SELECT cs3 FROM ratings"), 2);
}

static void a_code_that_a_person_gave_is_not_undone_either(void **state)
{
	PLACE(p);
	struct ph_record r = doubtful(1, LEFT, "");

	(void)state;
	place_make(p);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	settle(p, 1, CODE, 2);
	for (int correct = 0; correct < 2; correct++) {
		assert_int_equal(offer_alone(p, &r, correct), PH_SAME);
		r.place = NULL; /* a reader that did not say where it lies */
		assert_int_equal(offer_alone(p, &r, correct), PH_SAME);
		r.place = LEFT;
	}
	/* A reader that now sees a code, the same or another. */
	r = doubtful(1, LEFT, CODE);
	assert_int_equal(offer_alone(p, &r, true), PH_DIFFERS);
	r = doubtful(1, LEFT, OTHER);
	assert_int_equal(offer_alone(p, &r, true), PH_DIFFERS);
	assert_int_equal(current(p), 1);
	assert_int_equal(place_sql(p, "SELECT count(*) FROM ratings WHERE code"
				      " = '" CODE "' AND cs3 = 2"),
		1);
}

static void two_forms_of_one_photo_keep_their_own_words(void **state)
{
	PLACE(p);
	struct ph_record a = doubtful(1, LEFT, ""), b = doubtful(2, RIGHT, "");

	(void)state;
	place_make(p);
	place_begin(p, 1);
	assert_int_equal(offer(p, &a, false), PH_ADDED);
	assert_int_equal(offer(p, &b, false), PH_ADDED);
	place_commit(p);
	settle(p, 2, OTHER, 0);
	for (int correct = 0; correct < 2; correct++) {
		place_begin(p, 1);
		assert_int_equal(offer(p, &a, correct), PH_SAME);
		assert_int_equal(offer(p, &b, correct), PH_SAME);
		place_commit(p);
	}
	settle(p, 1, CODE, 1);
	for (int correct = 0; correct < 2; correct++) {
		place_begin(p, 1);
		assert_int_equal(offer(p, &b, correct), PH_SAME);
		assert_int_equal(offer(p, &a, correct), PH_SAME);
		place_commit(p);
	}
	assert_int_equal(current(p), 2);
	assert_int_equal(place_sql(p, "SELECT cs3 FROM ratings WHERE code ="
				      " '" CODE "' AND part = 1"),
		1);
	assert_int_equal(place_sql(p, "SELECT cs3 FROM ratings WHERE code ="
				      " '" OTHER "' AND part = 2"),
		0);
}

/* The reader saw two marks; a person says so too. */
static void a_word_that_changes_nothing_is_not_undone_either(void **state)
{
	PLACE(p);
	struct ph_record r = doubtful(1, LEFT, CODE);

	(void)state;
	place_make(p);
	r.answers[1] = PH_MULTIPLE;
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	assert_int_equal(judge(p, word(1, PH_MULTIPLE, 0)), PH_ADDED);
	r.answers[1] = 2;
	assert_int_equal(offer_alone(p, &r, true), PH_DIFFERS);
	assert_int_equal(place_sql(p, "SELECT cs3 = '!' FROM ratings"), 1);
	/* It was said of an older version. */
	assert_int_equal(amend(p, 1, OTHER, PH_ABSENT), 2);
	assert_int_equal(offer_alone(p, &r, true), PH_DIFFERS);
	assert_int_equal(current(p), 1);
	assert_int_equal(place_sql(p, "SELECT count(*) FROM ratings WHERE code"
				      " = '" OTHER "' AND cs3 = '!'"),
		1);
}

/* The other form of the photo is still corrected. */
static void a_form_that_nobody_judged_is_corrected_as_before(void **state)
{
	PLACE(p);
	struct ph_record a = doubtful(1, LEFT, CODE);
	struct ph_record b = doubtful(2, RIGHT, OTHER);

	(void)state;
	place_make(p);
	place_begin(p, 1);
	assert_int_equal(offer(p, &a, false), PH_ADDED);
	assert_int_equal(offer(p, &b, false), PH_ADDED);
	place_commit(p);
	settle(p, 1, NULL, 2);
	a.answers[1] = b.answers[1] = 0;
	place_begin(p, 2);
	assert_int_equal(offer(p, &a, true), PH_DIFFERS);
	assert_int_equal(offer(p, &b, true), PH_CHANGED);
	place_commit(p);
	assert_int_equal(current(p), 2);
}

static void a_form_that_was_put_aside_stays_so(void **state)
{
	PLACE(p);
	struct ph_record r = doubtful(1, LEFT, CODE);

	(void)state;
	place_make(p);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	place_begin(p, 0);
	DOES(ph_ledger_add_decision(
		p->ledger, 1, "excluded", "Lan", "a trial", &p->err));
	place_commit(p);
	amend(p, 1, OTHER, 2);
	assert_int_equal(place_sql(p, "SELECT count(*) FROM ratings WHERE sheet"
				      " = 2 AND verdict = 'excluded'"),
		1);
	assert_int_equal(place_sql(p, "SELECT count(*) FROM decision WHERE"
				      " sheet_id = 2 AND by = 'Lan'"
				      " AND note = 'a trial'"),
		1);
}

static void a_choice_follows_unless_it_was_taken_back(void **state)
{
	static const struct {
		const char *code;  /* of the amendment */
		bool other_chosen; /* afterwards */
		int64_t chosen;
	} cases[] = {
		{ NULL, false, 1 },
		{ NULL, true, 0 },
		{ OTHER, false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		PLACE(p);
		struct ph_record r = doubtful(1, LEFT, CODE);
		struct ph_record second = keyed(CODE, "cb1");

		place_make(p);
		assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
		assert_int_equal(offer_alone(p, &second, false), PH_ADDED);
		place_begin(p, 0);
		DOES(ph_ledger_add_decision(
			p->ledger, 1, "counts", NULL, NULL, &p->err));
		if (cases[i].other_chosen)
			DOES(ph_ledger_add_decision(
				p->ledger, 2, "counts", NULL, NULL, &p->err));
		place_commit(p);
		assert_int_equal(amend(p, 1, cases[i].code, 2), 3);
		assert_int_equal(place_sql(p, "SELECT count(*) FROM decision"
					      " WHERE sheet_id = 3"),
			cases[i].chosen);
	}
}

static void a_verdict_follows_a_correction_too(void **state)
{
	static const struct {
		const char *verdict, *code; /* the code of the correction */
		bool other_chosen;          /* before it */
		int64_t follows;
	} cases[] = {
		{ "excluded", CODE, false, 1 },
		{ "excluded", OTHER, false, 1 },
		{ "counts", CODE, false, 1 },
		{ "counts", CODE, true, 0 },
		{ "counts", OTHER, false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		PLACE(p);
		struct ph_record r = doubtful(1, LEFT, CODE);
		struct ph_record second = keyed(CODE, "cb1");

		place_make(p);
		assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
		assert_int_equal(offer_alone(p, &second, false), PH_ADDED);
		place_begin(p, 0);
		DOES(ph_ledger_add_decision(p->ledger, 1, cases[i].verdict,
			"Lan", "a trial", &p->err));
		if (cases[i].other_chosen)
			DOES(ph_ledger_add_decision(
				p->ledger, 2, "counts", NULL, NULL, &p->err));
		place_commit(p);
		r.code = cases[i].code;
		r.answers[1] = 2;
		assert_int_equal(offer_alone(p, &r, true), PH_CHANGED);
		assert_int_equal(
			place_sql(p, "SELECT replaces FROM sheet WHERE id = 3"),
			1);
		assert_int_equal(
			place_sql(p, "SELECT count(*) FROM decision WHERE"
				     " sheet_id = 3 AND by = 'Lan' AND note ="
				     " 'a trial' AND verdict = (SELECT verdict"
				     " FROM decision WHERE sheet_id = 1)"),
			cases[i].follows);
		assert_int_equal(place_sql(p, "SELECT count(*) FROM decision"
					      " WHERE sheet_id = 3"),
			cases[i].follows);
	}
}

static void a_judgement_is_kept_once(void **state)
{
	PLACE(p);
	struct ph_record r = doubtful(1, LEFT, CODE);
	struct ph_judgement j = word(1, 2, 0);

	(void)state;
	place_make(p);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	assert_int_equal(judge(p, j), PH_ADDED);
	assert_int_equal(judge(p, j), PH_SAME);
#define ADDS(change)                                     \
	do {                                             \
		j = word(1, 2, 0);                       \
		change;                                  \
		assert_int_equal(judge(p, j), PH_ADDED); \
		assert_int_equal(judge(p, j), PH_SAME);  \
	} while (0)
	ADDS(j.answer = 1);
	ADDS(j.answer = PH_BLANK);
	ADDS(j.answer = PH_MULTIPLE);
	ADDS(j.answer = PH_DOUBTFUL);
	ADDS(j.pass = 2);
	ADDS(j.by = "lan");
	ADDS(j.at = "2026-09-30T10:00:01Z");
	ADDS(j.field = ""; j.answer = PH_ABSENT; j.code = CODE);
	ADDS(j.field = ""; j.answer = PH_ABSENT; j.code = OTHER);
	ADDS(j.field = ""; j.answer = PH_BLANK);
	assert_int_equal(place_sql(p, "SELECT count(*) FROM judgements"), 11);
	assert_int_equal(place_sql(p, "SELECT count(*) FROM judgements WHERE"
				      " sheet = 1 AND field = 'code' AND code ="
				      " '" OTHER "' AND by = 'Lan' AND answer"
				      " IS NULL AND viet_nam_time ="
				      " '2026-09-30 17:00:00'"),
		1);
}

static void what_is_no_judgement_is_refused(void **state)
{
	PLACE(p);
	struct ph_record r = doubtful(1, LEFT, CODE);
	struct ph_judgement j;
	enum ph_added added;

	(void)state;
	place_make(p);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	place_begin(p, 0);
#define REFUSED(change, code, words)                             \
	do {                                                     \
		j = word(1, 2, 0);                               \
		change;                                          \
		REFUSES(ph_ledger_add_judgement(                 \
				p->ledger, &j, &added, &p->err), \
			code, words);                            \
	} while (0)
	REFUSED(j.by = "", PH_USAGE, "a person's name");
	REFUSED(j.by = NULL, PH_USAGE, "a person's name");
	REFUSED(j.at = "", PH_USAGE, "a time");
	REFUSED(j.pass = 0, PH_USAGE, "a pass is 1, 2 or 3");
	REFUSED(j.pass = 4, PH_USAGE, "a pass is 1, 2 or 3");
	REFUSED(j.answer = 101, PH_USAGE, "not an answer to cs3");
	REFUSED(j.answer = PH_ABSENT, PH_USAGE, "not an answer to cs3");
	REFUSED(j.field = "", PH_USAGE, "not an answer to a code");
	REFUSED(j.field = ""; j.answer = PH_ABSENT, PH_USAGE, "a code");
	REFUSED(j.field = "cs99", PH_NO_INPUT, "no question cs99");
	REFUSED(j.sheet = 9, PH_NO_INPUT, "no sheet 9");
	ph_ledger_rollback(p->ledger);
}

struct heard {
	size_t count;
	int64_t first[4], sheet[4];
	int8_t answer[4];
};

static bool hear(void *context, const struct ph_judgement_row *row)
{
	struct heard *heard = context;

	assert_true(heard->count < 4);
	assert_string_equal(row->judgement.field, "cs3");
	assert_string_equal(row->judgement.by, "Lan");
	assert_string_equal(row->judgement.at, AT);
	heard->first[heard->count] = row->first;
	heard->sheet[heard->count] = row->judgement.sheet;
	heard->answer[heard->count++] = row->judgement.answer;
	return true;
}

static void judgements_of_all_versions_are_one_forms(void **state)
{
	PLACE(p);
	struct ph_record a = doubtful(1, LEFT, CODE);
	struct ph_record b = doubtful(2, RIGHT, OTHER);
	struct heard heard = { 0 };

	(void)state;
	place_make(p);
	place_begin(p, 1);
	assert_int_equal(offer(p, &a, false), PH_ADDED);
	assert_int_equal(offer(p, &b, false), PH_ADDED);
	place_commit(p);
	settle(p, 1, NULL, 2); /* 3 */
	settle(p, 2, NULL, 1); /* 4 */
	settle(p, 3, OTHER, PH_DOUBTFUL);
	DOES(ph_ledger_each_judgement(
		p->ledger, INT64_MAX, hear, &heard, &p->err));
	assert_int_equal(heard.count, 3);
	assert_int_equal(heard.first[1], 2);
	assert_int_equal(heard.first[2], 1);
	assert_int_equal(heard.sheet[2], 3);
	for (int64_t version = 1; version <= 5; version += 2) {
		heard.count = 0;
		DOES(ph_ledger_each_judgement_of(
			p->ledger, version, hear, &heard, &p->err));
		assert_int_equal(heard.count, 2);
		assert_int_equal(heard.answer[0], 2);
		assert_int_equal(heard.answer[1], PH_DOUBTFUL);
	}
	/* Batch 1 brought the forms, 2 a version, 3 the first word. */
	heard.count = 0;
	DOES(ph_ledger_each_judgement(p->ledger, 2, hear, &heard, &p->err));
	assert_int_equal(heard.count, 0);
	DOES(ph_ledger_each_judgement(p->ledger, 3, hear, &heard, &p->err));
	assert_int_equal(heard.count, 1);
}

static void a_sheet_tells_how_it_stands(void **state)
{
	PLACE(p);
	struct ph_record r = doubtful(1, LEFT, CODE);
	struct ph_sheet_state s;
	bool known, loaded;

	(void)state;
	place_make(p);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	DOES(ph_ledger_sheet_state(p->ledger, 1, &p->fields, &s, &p->err));
	assert_string_equal(s.code, CODE);
	assert_string_equal(s.reason, PH_REASON_MARK);
	assert_int_equal(s.status, PH_STATUS_DOUBTFUL);
	assert_int_equal(s.channel, PH_CHANNEL_SCAN);
	assert_true(s.hashed && s.sha256[0] == 1 && !s.excluded);
	assert_int_equal(s.answers[0], 2);
	assert_int_equal(s.answers[1], PH_DOUBTFUL);
	assert_int_equal(s.answers[4], PH_ABSENT);
	REFUSES(ph_ledger_sheet_state(p->ledger, 2, &p->fields, &s, &p->err),
		PH_NO_INPUT, "no sheet 2");
	DOES(ph_ledger_knows_dossier(
		p->ledger, CODE, &known, &loaded, &p->err));
	assert_true(!known && !loaded);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_amendment_keeps_all_that_it_does_not_name),
		cmocka_unit_test(every_answer_can_be_amended_to),
		cmocka_unit_test(
			a_code_that_a_person_gives_came_from_no_symbol),
		cmocka_unit_test(keyed_and_online_sheets_are_amended_too),
		cmocka_unit_test(only_the_newest_version_is_amended),
		cmocka_unit_test(
			the_same_photo_again_never_undoes_a_persons_word),
		cmocka_unit_test(
			a_code_that_a_person_gave_is_not_undone_either),
		cmocka_unit_test(
			a_word_that_changes_nothing_is_not_undone_either),
		cmocka_unit_test(two_forms_of_one_photo_keep_their_own_words),
		cmocka_unit_test(
			a_form_that_nobody_judged_is_corrected_as_before),
		cmocka_unit_test(a_form_that_was_put_aside_stays_so),
		cmocka_unit_test(a_choice_follows_unless_it_was_taken_back),
		cmocka_unit_test(a_verdict_follows_a_correction_too),
		cmocka_unit_test(a_judgement_is_kept_once),
		cmocka_unit_test(what_is_no_judgement_is_refused),
		cmocka_unit_test(judgements_of_all_versions_are_one_forms),
		cmocka_unit_test(a_sheet_tells_how_it_stands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
