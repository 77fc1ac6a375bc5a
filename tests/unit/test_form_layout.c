/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <phieu/form.h>

#include <stdio.h>
#include <string.h>

#define HEADER "page,kind,field,value,x_mm,y_mm,w_mm,h_mm\n"
#define PAGE "1,page,,,0,0,210,297\n"

/* Reads the text; the faults that are kept stand in `told`. */
static bool read_text(struct ph_form *form, const char *text, unsigned page,
	unsigned slot, char told[300])
{
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	struct ph_error err;
	bool fine;

	ph_faults_init(&faults, "layout.csv");
	fine = ph_table_open_bytes(
		       &table, "layout.csv", text, strlen(text), &faults, &err)
	       && ph_form_read(form, table, page, slot, &faults, &err);
	told[0] = '\0';
	if (faults.kept)
		ph_faults_format(&faults, 0, told, 300);
	return fine;
}

static void a_layout_is_read_as_it_stands(void **state)
{
	PH_AUTO(ph_form_release) struct ph_form form = { 0 };
	const struct ph_form_item *item;
	char told[300];

	(void)state;
	assert_true(read_text(&form,
		HEADER PAGE "1,qr,,,173.00,14,21.00,21\n"
			    "1,box,cs1,2,138.87,103.50,5.00,5.25\n"
			    "1,digit,cs3,012,10,20,8,8\n",
		1, 1, told));
	assert_int_equal(form.count, 4);
	assert_ptr_equal(ph_form_page(&form), &form.items[0]);
	item = ph_form_find(&form, PH_FORM_BOX, "cs1");
	assert_non_null(item);
	assert_string_equal(item->value, "2");
	assert_float_equal(item->x, 138.87, 1e-9);
	assert_float_equal(item->h, 5.25, 1e-9);
	assert_int_equal(item->slot, 1);
	assert_null(ph_form_find(&form, PH_FORM_BOX, "cs9"));
	assert_null(ph_form_find(&form, PH_FORM_ANCHOR, NULL));
}

static void one_slot_of_one_page_is_taken(void **state)
{
	static const char run[] =
		"page,kind,field,value,x_mm,y_mm,w_mm,h_mm,slot\n"
		"1,page,,,0,0,297,210,1\n"
		"1,box,cs1,2,10,10,5,5,1\n"
		"1,box,cs1,2,158,10,5,5,2\n"
		"2,page,,,0,0,297,210,1\n"
		"2,box,cs1,2,10,10,5,5,1\n";
	PH_AUTO(ph_form_release) struct ph_form right = { 0 }, all = { 0 };
	char told[300];

	(void)state;
	assert_true(read_text(&right, run, 1, 2, told));
	assert_int_equal(right.count, 2);
	assert_float_equal(right.items[1].x, 158, 1e-9);
	assert_true(read_text(&all, run, 0, 0, told));
	assert_int_equal(all.count, 5);
}

static void what_is_wrong_is_told_with_its_place(void **state)
{
	static const struct {
		const char *rows, *told;
	} cases[] = {
		{ "1,tick,cs1,2,1,1,5,5\n",
			"layout.csv:3:2: «kind»: «tick» is not one of" },
		{ "1,box,,2,1,1,5,5\n", "layout.csv:3:3: «field»: is empty" },
		{ "1,box,câu 1,2,1,1,5,5\n",
			"layout.csv:3:3: «field»: «câu 1»" },
		{ "1,box,cs1,,1,1,5,5\n", "layout.csv:3:4: «value»: «»: say" },
		{ "1,box,cs1,101,1,1,5,5\n", "layout.csv:3:4: «value»: «101»" },
		{ "1,box,cs1,1.5,1,1,5,5\n", "layout.csv:3:4: «value»: «1.5»" },
		{ "1,box,cs1,2,1,1,5,5\n1,box,cs1,2,9,1,5,5\n",
			"layout.csv:4:4: «value»: a second box for cs1" },
		{ "1,box,cs1,2,207,1,5,5\n",
			"layout.csv:3:5: «x_mm»: the box stands outside" },
		{ "1,box,cs1,2,-1,1,5,5\n", "layout.csv:3:5: «x_mm»: «-1» is" },
		{ "1,box,cs1,2,1,1e3,5,5\n",
			"layout.csv:3:6: «y_mm»: «1e3» is" },
		{ "1,box,cs1,2,1,1,0,5\n", "layout.csv:3:7: «w_mm»: must be" },
		{ "0,box,cs1,2,1,1,5,5\n",
			"layout.csv:3:1: «page»: «0» is no" },
		{ "1,page,,,0,0,210,297\n",
			"layout.csv:3:2: «kind»: a second" },
		{ "2,box,cs1,2,1,1,5,5\n", "layout.csv:3:2: «kind»: stands" },
		{ "1,digit,cs1,ab,1,1,5,5\n", "layout.csv:3:4: «value»: «ab»" },
		{ "1,anchor,tl,587,1,1,5,5\n",
			"layout.csv:3:4: «value»: «587» is no tag" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		PH_AUTO(ph_form_release) struct ph_form form = { 0 };
		char text[300], told[300];

		snprintf(text, sizeof(text), HEADER PAGE "%s", cases[i].rows);
		assert_false(read_text(&form, text, 0, 0, told));
		if (strncmp(told, cases[i].told, strlen(cases[i].told)) != 0)
			fail_msg("%s\n  told: %s", cases[i].rows, told);
	}
}

static void what_is_written_is_read_again(void **state)
{
	static const struct ph_form_item items[] = {
		{ 1, 1, PH_FORM_PAGE, "", "", 0, 0, 148.5, 210 },
		{ 1, 1, PH_FORM_ANCHOR, "br", "574", 128.5, 190, 10, 10 },
		{ 1, 1, PH_FORM_BOX, "hl", "0", 12.345, 99.999, 5.5, 6 },
		{ 1, 1, PH_FORM_TEXT, "title", "Phiếu, \"một\"", 9, 8, 7, 6 },
	};
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };
	PH_AUTO(ph_form_release) struct ph_form form = { 0 };
	struct ph_csv csv;
	char told[300];

	(void)state;
	ph_csv_init(&csv, &text, &ph_csv_plain);
	ph_form_csv_header(&csv);
	for (size_t i = 0; i < 4; i++)
		ph_form_csv_item(&csv, &items[i]);
	assert_false(csv.failed);
	assert_true(read_text(&form, ph_text_get(&text), 1, 1, told));
	assert_int_equal(form.count, 4);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(form.items[i].kind, items[i].kind);
		assert_string_equal(form.items[i].value, items[i].value);
		assert_float_equal(form.items[i].x, items[i].x, 0.0051);
		assert_float_equal(form.items[i].y, items[i].y, 0.0051);
		assert_float_equal(form.items[i].w, items[i].w, 0.0051);
	}
}

static void the_checksum_follows_boxes_alone(void **state)
{
	struct ph_form_item items[] = {
		{ 1, 1, PH_FORM_TEXT, "title", "Phiếu", 9, 8, 7, 6 },
		{ 1, 1, PH_FORM_BOX, "cs1", "2", 12, 20, 5, 5 },
		{ 1, 1, PH_FORM_BOX, "cs1", "0", 40, 20, 5, 5 },
	};
	struct ph_form form = { .items = items, .count = 3 };
	uint16_t before = ph_form_checksum(&form);

	(void)state;
	items[0].x = 3;
	items[1].x = 12.01; /* as rounding would */
	assert_int_equal(ph_form_checksum(&form), before);
	items[1].x = 14;
	assert_int_not_equal(ph_form_checksum(&form), before);
	items[1].x = 12;
	items[1].value[0] = '0';
	items[2].value[0] = '2';
	assert_int_not_equal(ph_form_checksum(&form), before);
}

static void a_tag_tells_form_half_code_and_corner(void **state)
{
	(void)state;
	for (unsigned id = 0; id < 16 * PH_TAG_GROUPS; id++) {
		unsigned group, slot;
		enum ph_corner corner;
		bool coded;

		assert_true(ph_tag_parse(id, &group, &slot, &coded, &corner));
		assert_int_equal(ph_tag_id(group, slot, coded, corner), id);
	}
	assert_false(ph_tag_parse(16 * PH_TAG_GROUPS, &(unsigned){ 0 },
		&(unsigned){ 0 }, &(bool){ 0 }, &(enum ph_corner){ 0 }));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_layout_is_read_as_it_stands),
		cmocka_unit_test(one_slot_of_one_page_is_taken),
		cmocka_unit_test(what_is_wrong_is_told_with_its_place),
		cmocka_unit_test(what_is_written_is_read_again),
		cmocka_unit_test(the_checksum_follows_boxes_alone),
		cmocka_unit_test(a_tag_tells_form_half_code_and_corner),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
