/* SPDX-License-Identifier: MIT */
/* Whole print runs, told by their bytes and their layout. What the codes on
 * paper say is read back in tests/cli/print.sh. */
#include "rules_set.h"

#include <phieu/omr.h>
#include <phieu/print.h>

#include <stdlib.h>
#include <unistd.h>

static char pdf_path[64];
static struct ph_rules *rules;

static int set_up(void **state)
{
	int fd;

	(void)state;
	snprintf(pdf_path, sizeof(pdf_path), "%s/phieu-print.XXXXXX",
		getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	fd = mkstemp(pdf_path);
	if (fd < 0)
		return -1;
	close(fd);
	rules = load_set(TT01);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	ph_rules_destroy(rules);
	return unlink(pdf_path);
}

static struct ph_template template(const char *id)
{
	struct ph_template made;
	struct ph_faults faults;
	struct ph_error err;
	char folder[64], path[512];

	ph_faults_init(&faults, "");
	snprintf(folder, sizeof(folder), "data/forms/%s", id);
	if (!ph_template_load(&made, source_path(folder, path), &faults, &err))
		fail_msg("%s", err.text);
	ph_faults_release(&faults);
	return made;
}

struct printed {
	char *pdf;
	size_t length;
	struct ph_text layout;
};

static void printed_release(struct printed *printed)
{
	free(printed->pdf);
	ph_text_release(&printed->layout);
	*printed = (struct printed){ 0 };
}
PH_CLEANUP_VALUE(struct printed, printed_release)

static bool run(
	struct printed *out, const struct ph_print *print, struct ph_error *err)
{
	PH_AUTO(ph_output_close) struct ph_output *pdf = NULL;
	struct ph_csv csv;

	ph_csv_init(&csv, &out->layout, &ph_csv_plain);
	return ph_output_open(&pdf, pdf_path, err)
	       && ph_print_forms(print, pdf, &csv, err)
	       && ph_csv_finish(&csv, err) && ph_output_commit(pdf, err)
	       && ph_file_load(pdf_path, 1 << 24, &out->pdf, &out->length, err);
}

static struct ph_print three(
	const struct ph_template *form, struct ph_handout list[3])
{
	list[0] = (struct ph_handout){ "H29.12-240801-0001", "UBND xã An Bình",
		"Nguyễn Văn An" };
	list[1] = (struct ph_handout){ "000.00.06.H56-231027-0361", "", NULL };
	list[2] = (struct ph_handout){ "", NULL, "" };
	return (struct ph_print){ rules, form, "", day("2026-09-30"), list, 3 };
}

static void the_same_day_gives_the_same_bytes(void **state)
{
	PH_AUTO(printed_release) struct printed one = { 0 };
	PH_AUTO(printed_release) struct printed same = { 0 };
	PH_AUTO(printed_release) struct printed later = { 0 };
	struct ph_template form = template("a5");
	struct ph_handout list[3];
	struct ph_print print = three(&form, list);
	struct ph_error err;

	(void)state;
	assert_true(run(&one, &print, &err));
	assert_true(run(&same, &print, &err));
	print.today++;
	assert_true(run(&later, &print, &err));
	assert_int_equal(one.length, same.length);
	assert_memory_equal(one.pdf, same.pdf, one.length);
	assert_string_equal(one.layout.bytes, same.layout.bytes);
	assert_string_equal(one.layout.bytes, later.layout.bytes);
	assert_true(one.length != later.length
		    || memcmp(one.pdf, later.pdf, one.length) != 0);
}

/* The layout as ph_form_read gives it to a reader. */
static void read_back(struct ph_form *form, const struct printed *printed,
	unsigned page, unsigned slot)
{
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;
	struct ph_faults faults;
	struct ph_error err;
	char line[640];

	ph_faults_init(&faults, "layout.csv");
	assert_true(ph_table_open_bytes(&table, "layout.csv",
		printed->layout.bytes, printed->layout.length, &faults, &err));
	if (!ph_form_read(form, table, page, slot, &faults, &err)) {
		ph_faults_format(&faults, 0, line, sizeof(line));
		fail_msg("%s: %s", err.text, line);
	}
	ph_faults_release(&faults);
}

static size_t count_of(
	const struct ph_form *form, enum ph_form_kind kind, const char *value)
{
	size_t count = 0;

	for (size_t i = 0; i < form->count; i++)
		count +=
			form->items[i].kind == kind
			&& (!value || strcmp(form->items[i].value, value) == 0);
	return count;
}

static void the_layout_tells_what_stands_where(void **state)
{
	PH_AUTO(ph_form_release) struct ph_form form = { 0 };
	PH_AUTO(printed_release) struct printed printed = { 0 };
	struct ph_template a5 = template("a5");
	struct ph_handout list[3];
	struct ph_print print = three(&a5, list);
	struct ph_error err;
	const struct ph_form_item *box;

	(void)state;
	if (!run(&printed, &print, &err))
		fail_msg("%s", err.text);
	read_back(&form, &printed, 1, 2);
	assert_int_equal(count_of(&form, PH_FORM_ANCHOR, NULL), 4);
	assert_int_equal(count_of(&form, PH_FORM_ANCHOR, "4"), 1);
	assert_int_equal(count_of(&form, PH_FORM_BOX, NULL), 12);
	assert_int_equal(
		count_of(&form, PH_FORM_QR, "000.00.06.H56-231027-0361"), 1);
	assert_int_equal(
		count_of(&form, PH_FORM_BARCODE, "000.00.06.H56-231027-0361"),
		1);
	/* no office, no officer: not printed */
	assert_null(ph_form_find(&form, PH_FORM_TEXT, "office"));
	assert_null(ph_form_find(&form, PH_FORM_TEXT, "officer"));
	box = ph_form_find(&form, PH_FORM_BOX, "cs7");
	assert_non_null(box);
	assert_true(box->x > 148.5);
	ph_form_release(&form);
	read_back(&form, &printed, 1, 1);
	assert_non_null(ph_form_find(&form, PH_FORM_TEXT, "office"));
	assert_non_null(ph_form_find(&form, PH_FORM_TEXT, "officer"));
	assert_true(ph_form_page(&form)->w == 297);
	ph_form_release(&form);
	read_back(&form, &printed, 2, 1);
	assert_int_equal(count_of(&form, PH_FORM_ANCHOR, "8"), 1);
	assert_int_equal(count_of(&form, PH_FORM_BARCODE, NULL), 0);
	assert_int_equal(count_of(&form, PH_FORM_QR, ""), 1);
}

static void satisfaction_is_asked_where_the_form_wants_it(void **state)
{
	struct ph_template a5 = template("a5"), a4 = template("a4");
	struct ph_print_questions asked;

	(void)state;
	ph_print_ask(&asked, rules, &a5);
	assert_int_equal(asked.count, 4);
	ph_print_ask(&asked, rules, &a4);
	assert_int_equal(asked.count, 5);
	assert_string_equal(asked.at[1].field, "cs3");
	assert_int_equal(asked.at[1].options, 3);
	assert_int_equal(asked.at[1].points[0], 2);
	assert_string_equal(asked.at[4].field, "hl");
	assert_true(asked.at[4].satisfaction);
}

static void another_province_prints_with_no_code_changed(void **state)
{
	static const char *const ids[] = { "a5", "a4" };
	struct ph_rules *own = load_set(VUNG_CAO);
	struct ph_handout list[] = { { "HS2026/00123-AB", "Xã Vùng Cao", "" } };
	struct ph_error err;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		PH_AUTO(ph_form_release) struct ph_form form = { 0 };
		PH_AUTO(printed_release) struct printed printed = { 0 };
		struct ph_template from = template(ids[i]);
		struct ph_print print = { own, &from, "", day("2026-09-30"),
			list, 1 };

		if (!run(&printed, &print, &err))
			fail_msg("%s", err.text);
		read_back(&form, &printed, 1, 1);
		assert_int_equal(count_of(&form, PH_FORM_BOX, NULL), 15);
		assert_int_equal(
			count_of(&form, PH_FORM_TEXT, "than-thien 0"), 1);
	}
	ph_rules_destroy(own);
}

static void refuses(const struct ph_print *print, const char *why)
{
	PH_AUTO(printed_release) struct printed printed = { 0 };
	struct ph_error err;

	assert_false(run(&printed, print, &err));
	assert_int_equal(err.code, PH_CONFIG);
	if (!strstr(err.text, why))
		fail_msg("%s", err.text);
}

static void what_does_not_fit_is_named(void **state)
{
	struct ph_template form = template("a5");
	struct ph_handout list[3];
	struct ph_print print = three(&form, list);
	char url[300], office[300];

	(void)state;
	memset(url, 'x', sizeof(url));
	memcpy(url + 250, "?MHS={code}", 12);
	print.url = url;
	refuses(&print, "shorten the look-up URL");
	print.url = "";
	memset(office, 'W', sizeof(office));
	office[200] = '\0';
	list[0].office = office;
	refuses(&print, "WWW» does not fit its place");
	list[0].office = "Xã 安平";
	refuses(&print, "«Xã 安平» does not fit");
	list[0].office = "Xã An Bình";
	memset(form.words[PH_WORD_TITLE], 'W', PH_WORD_SIZE - 1);
	refuses(&print, "WWW» does not fit its place");
}

/* A code too long for bars is printed without them; the QR code has it. */
static void a_very_long_code_has_no_bars(void **state)
{
	PH_AUTO(ph_form_release) struct ph_form form = { 0 };
	PH_AUTO(printed_release) struct printed printed = { 0 };
	struct ph_template a5 = template("a5");
	struct ph_handout list[] = {
		{ "A1B.C2D.E3F.G4H.I5J.K6L.M7N.O8P.H56-231027-0361", "", "" }
	};
	struct ph_print print = { rules, &a5, "", day("2026-09-30"), list, 1 };
	struct ph_error err;

	(void)state;
	if (!run(&printed, &print, &err))
		fail_msg("%s", err.text);
	read_back(&form, &printed, 1, 1);
	assert_null(ph_form_find(&form, PH_FORM_BARCODE, NULL));
	assert_non_null(ph_form_find(&form, PH_FORM_QR, NULL));
}

static void tags_have_a_black_border_and_differ(void **state)
{
	bool cells[PH_TAG_CELLS][PH_TAG_CELLS];
	bool other[PH_TAG_CELLS][PH_TAG_CELLS];
	size_t differ = 0;

	(void)state;
	assert_true(ph_omr_tag_cells(0, cells));
	assert_true(ph_omr_tag_cells(575, other));
	for (int i = 0; i < PH_TAG_CELLS; i++) {
		assert_true(cells[0][i] && cells[PH_TAG_CELLS - 1][i]);
		assert_true(cells[i][0] && cells[i][PH_TAG_CELLS - 1]);
		for (int j = 0; j < PH_TAG_CELLS; j++)
			differ += cells[i][j] != other[i][j];
	}
	assert_true(differ >= 11);
	assert_false(ph_omr_tag_cells(587, cells));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_day_gives_the_same_bytes),
		cmocka_unit_test(the_layout_tells_what_stands_where),
		cmocka_unit_test(satisfaction_is_asked_where_the_form_wants_it),
		cmocka_unit_test(another_province_prints_with_no_code_changed),
		cmocka_unit_test(what_does_not_fit_is_named),
		cmocka_unit_test(a_very_long_code_has_no_bars),
		cmocka_unit_test(tags_have_a_black_border_and_differ),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
