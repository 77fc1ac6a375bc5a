/* SPDX-License-Identifier: MIT */
/* What paper must be like to be read by machines and people, for any number of
 * questions and options. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <phieu/form.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const int points[16] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
	14, 15 };
static const char *const fields[] = { "q1", "q2", "q3", "q4", "q5", "q6", "q7",
	"q8", "q9", "q10", "q11", "q12", "q13", "q14", "q15", "q16" };

static struct ph_template template(const char *id)
{
	struct ph_template made;
	struct ph_faults faults;
	struct ph_error err;
	char folder[512];

	ph_faults_init(&faults, "");
	snprintf(folder, sizeof(folder), "%s/data/forms/%s",
		getenv("PH_TEST_SOURCE"), id);
	if (!ph_template_load(&made, folder, &faults, &err))
		fail_msg("%s", err.text);
	ph_faults_release(&faults);
	return made;
}

static bool compose(struct ph_form *form, const struct ph_template *from,
	size_t questions, size_t options, unsigned slot, bool coded,
	struct ph_error *err)
{
	struct ph_question list[16] = { 0 };

	for (size_t i = 0; i < questions; i++)
		list[i] = (struct ph_question){
			.field = fields[i],
			.points = points,
			/* the first has fewer */
			.options = i || options < 4 ? options : options / 2,
		};
	return ph_form_compose(form, from, list, questions, slot, coded, err);
}

/* The white between two items, as the wider of both directions. */
static double between(
	const struct ph_form_item *a, const struct ph_form_item *b)
{
	double x = fmax(a->x - (b->x + b->w), b->x - (a->x + a->w));
	double y = fmax(a->y - (b->y + b->h), b->y - (a->y + a->h));

	return fmax(x, y);
}

static double white(const struct ph_form_item *a, const struct ph_form_item *b)
{
	enum ph_form_kind one = a->kind < b->kind ? a->kind : b->kind;
	enum ph_form_kind other = a->kind < b->kind ? b->kind : a->kind;

	if (one == PH_FORM_ANCHOR)
		return 1.25; /* its own white border: a cell */
	if (one == PH_FORM_QR)
		return 3; /* 4 modules of at most 0.83 mm */
	if (one == PH_FORM_BARCODE)
		return other == PH_FORM_TEXT ? 1 : 3;
	if (one == PH_FORM_BOX)
		return other == PH_FORM_TEXT ? 1.5 : 5;
	return 0;
}

static void check_places(const struct ph_form *form)
{
	const struct ph_form_item *page = ph_form_page(form);

	for (size_t i = 0; i < form->count; i++) {
		const struct ph_form_item *a = &form->items[i];

		if (a == page)
			continue;
		assert_true(a->w > 0 && a->h > 0);
		assert_true(a->x >= 10 - 0.01 && a->y >= 10 - 0.01);
		assert_true(a->x + a->w <= page->w - 10 + 0.01);
		assert_true(a->y + a->h <= page->h - 10 + 0.01);
		for (size_t j = 0; j < i; j++) {
			const struct ph_form_item *b = &form->items[j];

			if (b != page && between(a, b) < white(a, b) - 0.06)
				fail_msg("%s: %s %s %s and %s %s %s are %.2f "
					 "mm apart",
					form->id, ph_form_kind_name(a->kind),
					a->field, a->value,
					ph_form_kind_name(b->kind), b->field,
					b->value, between(a, b));
		}
	}
}

/* Boxes stand 14 mm apart in x, 10 in y, in common columns: any two in
 * columns nearer than a box are in the same. */
static void check_boxes(const struct ph_form *form, size_t expected)
{
	size_t count = 0;

	for (size_t i = 0; i < form->count; i++) {
		const struct ph_form_item *a = &form->items[i];

		if (a->kind != PH_FORM_BOX)
			continue;
		count++;
		for (size_t j = 0; j < i; j++) {
			const struct ph_form_item *b = &form->items[j];
			double x = fabs(a->x - b->x), y = fabs(a->y - b->y);

			if (b->kind != PH_FORM_BOX)
				continue;
			assert_true(x >= 14 || y >= 10);
			assert_true(x < 0.01 || x >= 14);
			if (strcmp(a->field, b->field) == 0)
				assert_true(y < 0.01);
		}
	}
	assert_int_equal(count, expected);
}

static void any_number_of_questions_is_laid_out(void **state)
{
	static const char *const ids[] = { "a5", "a4" };

	(void)state;
	for (size_t f = 0; f < 2; f++) {
		struct ph_template from = template(ids[f]);

		for (size_t questions = 1; questions <= 7; questions++)
			for (size_t options = 2; options <= 5; options++) {
				PH_AUTO(ph_form_release)
				struct ph_form form = { 0 };
				struct ph_error err;
				size_t first =
					options < 4 ? options : options / 2;

				if (!compose(&form, &from, questions, options,
					    1, true, &err))
					fail_msg("%zu of %zu: %s", questions,
						options, err.text);
				check_places(&form);
				check_boxes(&form,
					first + (questions - 1) * options);
			}
	}
}

static void refuses(const struct ph_template *from, size_t questions,
	size_t options, const char *why)
{
	PH_AUTO(ph_form_release) struct ph_form form = { 0 };
	struct ph_error err;

	assert_false(compose(&form, from, questions, options, 1, true, &err));
	assert_int_equal(err.code, PH_CONFIG);
	assert_non_null(strstr(err.text, why));
	assert_int_equal(form.count, 0);
}

static void too_many_are_refused(void **state)
{
	struct ph_template a5 = template("a5"), a4 = template("a4");

	(void)state;
	refuses(&a5, 9, 3, "9 questions do not fit: there is room for");
	refuses(&a4, 16, 3, "16 questions do not fit: there is room for");
	refuses(&a5, 2, 12, "12 options does not fit: there is room for 8");
	refuses(&a5, 7, 8, "8 options does not fit: there is room for 5");
	refuses(&a4, 2, 16, "16 options does not fit: there is room for 12");
	refuses(&a4, 2, 40, "40 options does not fit");
	refuses(&a5, 0, 3, "asks nothing");
	refuses(&a5, 2, 0, "has no options");
}

static void a_question_asked_twice_is_refused(void **state)
{
	PH_AUTO(ph_form_release) struct ph_form form = { 0 };
	const struct ph_question list[] = {
		{ .field = "cs1", .points = points, .options = 3 },
		{ .field = "cs1", .points = points, .options = 3 },
	};
	struct ph_template from = template("a5");
	struct ph_error err;

	(void)state;
	assert_false(ph_form_compose(&form, &from, list, 2, 1, true, &err));
	assert_int_equal(err.code, PH_CONFIG);
	assert_non_null(strstr(err.text, "cs1 stands twice"));
}

static void tags_tell_form_slot_and_code(void **state)
{
	struct ph_template from = template("a4");
	struct ph_error err;

	(void)state;
	for (unsigned slot = 1; slot <= 2; slot++)
		for (int coded = 0; coded < 2; coded++) {
			PH_AUTO(ph_form_release) struct ph_form form = { 0 };
			static const char *const corners[] = { "tl", "tr", "br",
				"bl" };

			assert_true(
				compose(&form, &from, 4, 3, slot, coded, &err));
			for (int i = 0; i < PH_FORM_CORNERS; i++) {
				const struct ph_form_item *tag = ph_form_find(
					&form, PH_FORM_ANCHOR, corners[i]);

				assert_non_null(tag);
				assert_int_equal(strtol(tag->value, NULL, 10),
					ph_tag_id(1, slot, coded, i));
				assert_true(tag->x
					    == (i == 1 || i == 2 ? 190 : 10));
				assert_true(tag->y == (i >= 2 ? 277 : 10));
				assert_true(tag->w == 10 && tag->h == 10);
			}
		}
}

/* One reader's description serves all four. */
static void boxes_stand_alike_in_any_slot_coded_or_not(void **state)
{
	PH_AUTO(ph_form_release) struct ph_form one = { 0 };
	PH_AUTO(ph_form_release) struct ph_form other = { 0 };
	struct ph_template from = template("a5");
	struct ph_error err;

	(void)state;
	assert_true(compose(&one, &from, 4, 3, 1, true, &err));
	assert_true(compose(&other, &from, 4, 3, 2, false, &err));
	assert_non_null(ph_form_find(&one, PH_FORM_BARCODE, NULL));
	assert_null(ph_form_find(&other, PH_FORM_BARCODE, NULL));
	assert_int_equal(ph_form_checksum(&one), ph_form_checksum(&other));
	ph_form_release(&other);
	assert_true(compose(&other, &from, 5, 3, 2, false, &err));
	assert_int_not_equal(ph_form_checksum(&one), ph_form_checksum(&other));
}

static void a_sheet_of_two_is_a4(void **state)
{
	struct ph_template a5 = template("a5"), a4 = template("a4");

	(void)state;
	assert_true(ph_template_sheet_width(&a5) == 297);
	assert_true(ph_template_offset(&a5, 1) == 0);
	assert_true(ph_template_offset(&a5, 2) == 148.5);
	assert_true(ph_template_sheet_width(&a4) == 210);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_number_of_questions_is_laid_out),
		cmocka_unit_test(too_many_are_refused),
		cmocka_unit_test(a_question_asked_twice_is_refused),
		cmocka_unit_test(tags_tell_form_slot_and_code),
		cmocka_unit_test(boxes_stand_alike_in_any_slot_coded_or_not),
		cmocka_unit_test(a_sheet_of_two_is_a4),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
