/* SPDX-License-Identifier: MIT */
#include "test_intake_make.h"

/* Rows of a register as lines, in the order of their coming. */
#define TAKE(name, shape, fmt, ...)                                            \
	static bool take_##name(void *context, const shape *row)               \
	{                                                                      \
		return ph_text_appendf(context, fmt "\n", __VA_ARGS__);        \
	}                                                                      \
	static bool list_##name(struct ph_ledger *ledger, struct ph_text *out, \
		struct ph_error *err)                                          \
	{                                                                      \
		return ph_ledger_each_##name(                                  \
			ledger, INT64_MAX, take_##name, out, err);             \
	}

TAKE(unit, struct ph_unit, "%s|%s|%s", row->unit, row->name, row->parent)
TAKE(officer, struct ph_officer, "%s|%s|%s|%s", row->officer, row->name,
	row->title, row->unit)
TAKE(unit_score, struct ph_unit_score, "%s|%s|%s|%d", row->unit, row->period,
	row->criterion, row->points)
TAKE(remark, struct ph_remark, "%s|%s|%s|%s", row->unit, row->period, row->kind,
	row->text)

static bool take_dossier(void *context, const struct ph_dossier_row *row)
{
	const struct ph_dossier *dossier = &row->dossier;
	char days[3][PH_DATE_SIZE];

	return ph_text_appendf(context, "%s|%s|%s|%s|%s|%s|%s\n", dossier->code,
		dossier->unit, dossier->officer, dossier->field,
		ph_date_iso(dossier->received, days[0]),
		ph_date_iso(dossier->due, days[1]),
		ph_date_iso(dossier->returned, days[2]));
}

static bool list_dossier(
	struct ph_ledger *ledger, struct ph_text *out, struct ph_error *err)
{
	return ph_ledger_each_dossier(
		ledger, INT64_MAX, true, take_dossier, out, err);
}

static const struct {
	const char *kind, *csv;
	bool (*list)(struct ph_ledger *ledger, struct ph_text *out,
		struct ph_error *err);
	const char *rows;
} good_tables[] = {
	{ "units", "unit,name,parent\nH56.22,UBND xã A,H56\nH56,Tỉnh,\n",
		list_unit, "H56.22|UBND xã A|H56\nH56|Tỉnh|\n" },
	{ "units", "Mã đơn vị;Tên đơn vị\nH56;Tỉnh\n", list_unit,
		"H56|Tỉnh|\n" },
	{ "officers",
		"officer,name,title,unit\ncb1,Nguyễn Văn A,Công chức,"
		"H56\ncb2,B,,\n",
		list_officer, "cb1|Nguyễn Văn A|Công chức|H56\ncb2|B||\n" },
	{ "dossiers",
		"code,unit,officer,field,received,due,returned\n"
		"000.17.22.h56-260902-0038,H56,cb1,Đất đai,02/09/2026,"
		"2026-09-10,9.9.2026 16:45\n" OTHER ",,,,,,\n",
		list_dossier,
		CODE "|H56|cb1|Đất đai|2026-09-02|2026-09-10|"
		     "2026-09-09\n" OTHER "||||||\n" },
	{ "unit-scores",
		"unit,period,index,points\nA,2026-Q3,5,2\n"
		"A,2026-Q3,cs6,0\nA,2026,Chỉ số 8,1\n",
		list_unit_score,
		"A|2026-Q3|cs5|2\nA|2026-Q3|cs6|0\nA|2026|cs8|1\n" },
	{ "remarks",
		"unit,period,kind,text\nA,2026-Q3,ton-tai,x\n"
		"A,2026-Q3,\"Đề xuất giải pháp khắc phục\",y\n"
		"A,2026-Q3,KẾT QUẢ KHẮC PHỤC,z\n"
		"B,2026-Q3,\"Tồn tại, hạn chế\",x\n",
		list_remark,
		"A|2026-Q3|ton-tai|x\nA|2026-Q3|de-xuat|y\n"
		"A|2026-Q3|ket-qua|z\nB|2026-Q3|ton-tai|x\n" },
};

static void a_register_is_loaded(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(good_tables) / sizeof(*good_tables);
		i++) {
		PH_AUTO(bench_release) struct bench bench;
		PH_AUTO(ph_text_release) struct ph_text rows = { 0 };
		struct ph_error err;

		bench_init(&bench);
		bench_load(&bench, good_tables[i].kind, good_tables[i].csv);
		assert_faults(&bench, "");
		bench_commit(&bench);
		assert_true(good_tables[i].list(bench.ledger, &rows, &err));
		assert_string_equal(ph_text_get(&rows), good_tables[i].rows);
		assert_int_equal(bench.count.added, bench.count.rows);
	}
}

static void a_register_can_be_loaded_again(void **state)
{
	PH_AUTO(bench_release) struct bench bench;

	(void)state;
	bench_init(&bench);
	bench_load(&bench, "units", "unit,name\nA,Xã A\nB,Xã B\n");
	bench_commit(&bench);
	bench_begin(&bench, "second.csv");
	bench_load(&bench, "units", "unit,name\nA,Xã A\nB,Xã Bé\nC,Xã C\n");
	assert_int_equal(bench.count.same, 1);
	assert_int_equal(bench.count.changed, 1);
	assert_int_equal(bench.count.added, 1);
}

static const struct {
	const char *kind, *csv, *faults;
} faulty_tables[] = {
	{ "units", "unit,name\nA,\n,B\n",
		"x.csv:2:2: «name»: empty: every row needs it\n"
		"x.csv:3:1: «unit»: empty: every row needs it\n" },
	{ "units", "unit,name\nA,x\nB,y\nA,x\nA,z\n",
		"x.csv:5:1: «unit»: line 2 says something else of the "
		"same: keep one of the two\n" },
	{ "officers", "officer,name\ncb1,A\ncb1,B\n",
		"x.csv:3:1: «officer»: line 2 says something else of "
		"the same: keep one of the two\n" },
	{ "dossiers", "code,due\n" CODE ",x\n,2026-09-01\n",
		"x.csv:2:2: «due»: x is not a date: write it as "
		"30/09/2026 or 2026-09-30\n"
		"x.csv:3:1: «code»: empty: every row needs it\n" },
	{ "dossiers",
		"code,unit\n" CODE ",A\n"
		"000.17.22.h56-260902-0038,A\n" CODE ",B\n",
		"x.csv:4:1: «code»: line 2 says something else of the "
		"same: keep one of the two\n" },
	{ "unit-scores",
		"unit,period,index,points\nA,2026-Q3,1,2\n"
		"A,2026-Q3,cs5,7\nA,2026-Q3,cs6,?\nA,2026-Q3,cs8,\n"
		"A,2026-Q3,9,2\nA,2026-Q3,cs9,1\n",
		"x.csv:2:3: «index»: 1 is not keyed for a unit and "
		"period: cs5, cs6, cs8, cs9 are\n"
		"x.csv:3:4: «points»: 7 is not one of 2, 1, 0\n"
		"x.csv:4:4: «points»: ? is not one of 2, 1, 0\n"
		"x.csv:5:4: «points»: empty: every row needs it\n"
		"x.csv:7:1: «unit»: line 6 says something else of the "
		"same: keep one of the two\n" },
	{ "remarks", "unit,period,kind,text\nA,2026-Q3,x,y\n",
		"x.csv:2:3: «kind»: x is not one of ton-tai (Tồn tại, "
		"hạn chế), de-xuat (Đề xuất giải pháp khắc phục), "
		"ket-qua (Kết quả khắc phục)\n" },
};

static void all_faults_are_listed_at_once(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(faulty_tables) / sizeof(*faulty_tables);
		i++) {
		PH_AUTO(bench_release) struct bench bench;

		bench_init(&bench);
		bench_load(&bench, faulty_tables[i].kind, faulty_tables[i].csv);
		assert_faults(&bench, faulty_tables[i].faults);
	}
}

/* Their texts are other rooms'. */
static void a_fault_is_where_it_stands(void **state)
{
	static const struct {
		const char *kind, *csv, *place;
	} cases[] = {
		{ "dossiers", "unit,code\nA,1.001612.000.00.00.H48\n",
			"x.csv:2:2: «code»: 1.001612.000.00.00.H48 is not a "
			"dossier code: " },
		{ "dossiers", "code\n000.17.22.H56-261301-0038\n",
			"x.csv:2:1: «code»: " },
		{ "unit-scores", "unit,period,index,points\nA,Q3,5,2\n",
			"x.csv:2:2: «period»: " },
		{ "remarks", "unit,period,kind,text\nA,2026-Q5,ton-tai,y\n",
			"x.csv:2:2: «period»: " },
		{ "units", "unit,parent\nA,B\n", "x.csv:1: no column «name»" },
		{ "online", "date,cs1\n2026-09-01,2\n",
			"x.csv: no column «code»" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		PH_AUTO(bench_release) struct bench bench;

		bench_init(&bench);
		bench_load(&bench, cases[i].kind, cases[i].csv);
		if (strncmp(ph_text_get(&bench.faults), cases[i].place,
			    strlen(cases[i].place))
			!= 0)
			fail_msg("%s", ph_text_get(&bench.faults));
		assert_int_equal(bench.count.added, 0);
	}
}

static void a_second_row_is_found_among_many(void **state)
{
	enum {
		ROWS = 5000
	};
	PH_AUTO(bench_release) struct bench bench;
	PH_AUTO(ph_text_release) struct ph_text csv = { 0 };

	(void)state;
	bench_init(&bench);
	assert_true(ph_text_puts(&csv, "unit,name\n"));
	for (int i = 0; i < ROWS; i++)
		assert_true(ph_text_appendf(&csv, "u%d,Xã %d\n", i, i));
	assert_true(ph_text_puts(&csv, "u17,Xã 17\nu4711,Xã khác\n"));
	bench_load(&bench, "units", csv.bytes);
	assert_faults(&bench,
		"x.csv:5003:1: «unit»: line 4713 says something else of the "
		"same: keep one of the two\n");
}

static void another_word_is_no_register(void **state)
{
	PH_AUTO(bench_release) struct bench bench;
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;
	struct ph_error err;

	(void)state;
	bench_init(&bench);
	ph_faults_init(&faults, "x.csv");
	assert_true(ph_table_open_bytes(
		&table, "x.csv", "a\nb\n", 4, &faults, &err));
	assert_false(ph_intake_register(
		&bench.intake, "people", table, &bench.count, &faults, &err));
	assert_int_equal(err.code, PH_USAGE);
	assert_string_equal(err.text,
		"people: not a register: there are units, officers, dossiers, "
		"unit-scores, online, remarks");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_register_is_loaded),
		cmocka_unit_test(a_register_can_be_loaded_again),
		cmocka_unit_test(all_faults_are_listed_at_once),
		cmocka_unit_test(a_fault_is_where_it_stands),
		cmocka_unit_test(a_second_row_is_found_among_many),
		cmocka_unit_test(another_word_is_no_register),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
