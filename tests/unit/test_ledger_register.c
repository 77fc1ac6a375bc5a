/* SPDX-License-Identifier: MIT */
#include "test_ledger_place.h"

/* Rows are told as lines: "u1|Name|". */
#define SAY(name, shape, ...)                                    \
	static bool say_##name(void *context, const shape *r)    \
	{                                                        \
		return ph_text_appendf(                          \
			(struct ph_text *)context, __VA_ARGS__); \
	}

SAY(unit, struct ph_unit, "%s|%s|%s\n", r->unit, r->name, r->parent)
SAY(officer, struct ph_officer, "%s|%s|%s|%s\n", r->officer, r->name, r->title,
	r->unit)
SAY(unit_score, struct ph_unit_score, "%s|%s|%s|%d\n", r->unit, r->period,
	r->criterion, r->points)
SAY(remark, struct ph_remark, "%s|%s|%s|%s\n", r->unit, r->period, r->kind,
	r->text)
SAY(box, struct ph_box_row, "%d|%s|%d\n", r->date, r->box, (int)r->count)
SAY(dossier, struct ph_dossier_row, "%d|%s|%s|%s|%s|%d|%d|%d\n",
	(int)r->code_id, r->dossier.code ? r->dossier.code : "-",
	r->dossier.unit, r->dossier.officer, r->dossier.field,
	r->dossier.received, r->dossier.due,
	r->dossier.returned == PH_NO_DATE ? -1 : r->dossier.returned)

#define READS(name, as_of, expected)                                     \
	do {                                                             \
		PH_AUTO(ph_text_release) struct ph_text text_ = { 0 };   \
		DOES(ph_ledger_each_##name(                              \
			p->ledger, as_of, say_##name, &text_, &p->err)); \
		assert_string_equal(ph_text_get(&text_), expected);      \
	} while (0)

#define ADDS(name, expected, ...)                                   \
	do {                                                        \
		enum ph_added added_;                               \
		DOES(ph_ledger_add_##name(                          \
			p->ledger, __VA_ARGS__, &added_, &p->err)); \
		assert_int_equal(added_, expected);                 \
	} while (0)

static void a_unit_gets_versions_and_keeps_its_place(void **state)
{
	PLACE(p);
	const struct ph_unit old = { "u1", "Phường A", NULL };
	const struct ph_unit new = { "u1", "Phường B", "tinh" };
	const struct ph_unit other = { "u2", "Xã C", "" };

	(void)state;
	place_make(p);
	place_begin(p, 1);
	ADDS(unit, PH_ADDED, &old);
	ADDS(unit, PH_SAME, &old);
	ADDS(unit, PH_ADDED, &other);
	place_commit(p);
	place_begin(p, 2);
	ADDS(unit, PH_CHANGED, &new);
	ADDS(unit, PH_SAME, &new);
	ADDS(unit, PH_SAME, &other);
	place_commit(p);
	READS(unit, 1, "u1|Phường A|\nu2|Xã C|\n");
	READS(unit, 2, "u1|Phường B|tinh\nu2|Xã C|\n");
	place_begin(p, 3);
	ADDS(unit, PH_CHANGED, &old);
	place_commit(p);
	READS(unit, 2, "u1|Phường B|tinh\nu2|Xã C|\n");
	READS(unit, INT64_MAX, "u1|Phường A|\nu2|Xã C|\n");
	READS(unit, 0, "");
}

static void officers_scores_remarks_and_boxes_get_versions(void **state)
{
	PLACE(p);

	(void)state;
	place_make(p);
	place_begin(p, 1);
	ADDS(officer, PH_ADDED,
		&(struct ph_officer){ "cb1", "An", "Chuyên viên", "u1" });
	ADDS(unit_score, PH_ADDED,
		&(struct ph_unit_score){ "u1", "2026-Q3", "cs5", 2 });
	ADDS(unit_score, PH_ADDED,
		&(struct ph_unit_score){ "u1", "2026-Q3", "cs6", 2 });
	ADDS(remark, PH_ADDED,
		&(struct ph_remark){ "u1", "2026-Q3", "limits", "a" });
	ADDS(box, PH_ADDED, 20000, "H1", 120);
	ADDS(box, PH_ADDED, 20000, NULL, 7);
	ADDS(box, PH_SAME, 20000, "", 7);
	place_commit(p);
	place_begin(p, 1);
	ADDS(officer, PH_CHANGED,
		&(struct ph_officer){ "cb1", "An", "Trưởng phòng", "u1" });
	ADDS(unit_score, PH_CHANGED,
		&(struct ph_unit_score){ "u1", "2026-Q3", "cs5", 1 });
	ADDS(unit_score, PH_SAME,
		&(struct ph_unit_score){ "u1", "2026-Q3", "cs6", 2 });
	ADDS(remark, PH_CHANGED,
		&(struct ph_remark){ "u1", "2026-Q3", "limits", "b" });
	ADDS(box, PH_CHANGED, 20000, "H1", 121);
	place_commit(p);
	READS(officer, 1, "cb1|An|Chuyên viên|u1\n");
	READS(officer, 2, "cb1|An|Trưởng phòng|u1\n");
	READS(unit_score, 1, "u1|2026-Q3|cs5|2\nu1|2026-Q3|cs6|2\n");
	READS(unit_score, 2, "u1|2026-Q3|cs5|1\nu1|2026-Q3|cs6|2\n");
	READS(remark, 1, "u1|2026-Q3|limits|a\n");
	READS(remark, 2, "u1|2026-Q3|limits|b\n");
	READS(box, 1, "20000|H1|120\n20000||7\n");
	READS(box, 2, "20000|H1|121\n20000||7\n");
}

static void read_dossiers(
	struct place *p, int64_t as_of, bool with_code, const char *expected)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };

	DOES(ph_ledger_each_dossier(
		p->ledger, as_of, with_code, say_dossier, &text, &p->err));
	assert_string_equal(ph_text_get(&text), expected);
}

static void a_dossier_gets_versions(void **state)
{
	PLACE(p);
	struct ph_dossier d = { "H56-240823-0001", "u1", "cb1", "Đất đai", 100,
		110, PH_NO_DATE };
	enum ph_added added;

	(void)state;
	place_make(p);
	place_begin(p, 1);
	ADDS(dossier, PH_ADDED, &d);
	ADDS(dossier, PH_SAME, &d);
	place_commit(p);
	place_begin(p, 1);
	d.returned = 109;
	ADDS(dossier, PH_CHANGED, &d);
	d.code = "H56-240823-0002";
	ADDS(dossier, PH_ADDED, &d);
	d.code = "";
	REFUSES(ph_ledger_add_dossier(p->ledger, &d, &added, &p->err),
		PH_BAD_DATA, "without a code");
	place_commit(p);
	read_dossiers(
		p, 1, true, "1|H56-240823-0001|u1|cb1|Đất đai|100|110|-1\n");
	read_dossiers(p, INT64_MAX, true,
		"1|H56-240823-0001|u1|cb1|Đất đai|100|110|109\n"
		"2|H56-240823-0002|u1|cb1|Đất đai|100|110|109\n");
	read_dossiers(p, 1, false, "1|-|u1|cb1|Đất đai|100|110|-1\n");
}

static void a_row_without_its_key_is_refused(void **state)
{
	PLACE(p);
	enum ph_added added;

	(void)state;
	place_make(p);
	place_begin(p, 1);
	REFUSES(ph_ledger_add_unit(p->ledger,
			&(struct ph_unit){ NULL, "Phường A", NULL }, &added,
			&p->err),
		PH_BAD_DATA, "must be given");
}

static bool stop(void *context, const struct ph_unit *unit)
{
	(void)unit;
	++*(int *)context;
	return false;
}

static void a_reader_may_stop(void **state)
{
	PLACE(p);
	int count = 0;

	(void)state;
	place_make(p);
	place_begin(p, 1);
	ADDS(unit, PH_ADDED, &(struct ph_unit){ "u1", "a", NULL });
	ADDS(unit, PH_ADDED, &(struct ph_unit){ "u2", "b", NULL });
	place_commit(p);
	DOES(ph_ledger_each_unit(p->ledger, INT64_MAX, stop, &count, &p->err));
	assert_int_equal(count, 1);
}

static void check_setting(struct place *p, int64_t as_of, const char *expected)
{
	PH_AUTO(ph_text_release) struct ph_text value = { 0 };
	bool found;

	assert_true(ph_text_puts(&value, "left over"));
	DOES(ph_ledger_get(p->ledger, as_of, "cut", &value, &found, &p->err));
	assert_int_equal(found, expected != NULL);
	assert_string_equal(ph_text_get(&value), expected ? expected : "");
}

static void a_setting_is_read_as_of_a_batch(void **state)
{
	static const char *const values[] = { "calendar", "15-14", "" };
	PLACE(p);

	(void)state;
	place_make(p);
	for (int i = 0; i < 3; i++) {
		place_begin(p, 1);
		DOES(ph_ledger_set(p->ledger, "cut", values[i], &p->err));
		DOES(ph_ledger_set(p->ledger, "cut", values[i], &p->err));
		place_commit(p);
	}
	check_setting(p, 0, NULL);
	check_setting(p, 1, "calendar");
	check_setting(p, 2, "15-14");
	check_setting(p, INT64_MAX, "");
	assert_int_equal(place_sql(p, "SELECT count(*) FROM setting"), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_unit_gets_versions_and_keeps_its_place),
		cmocka_unit_test(
			officers_scores_remarks_and_boxes_get_versions),
		cmocka_unit_test(a_dossier_gets_versions),
		cmocka_unit_test(a_row_without_its_key_is_refused),
		cmocka_unit_test(a_reader_may_stop),
		cmocka_unit_test(a_setting_is_read_as_of_a_batch),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
