/* SPDX-License-Identifier: MIT */
#include "test_intake_draw.h"

#include <phieu/code.h>
#include <phieu/list.h>

/* A citizen's number, made up: it must not come out of a scan. */
#define CITIZEN "012345678901"

/* A record, with its strings kept. */
struct row {
	struct ph_record record;
	char photo[300], code[PH_CODE_SIZE], reason[64], detail[512];
};

/* What came of a scan. */
struct result {
	PH_LIST(struct row) rows;
	size_t stop_after; /* 0: never */
	struct ph_rules *rules;
	struct ph_error err;
	bool fine;
};

static void result_release(struct result *result)
{
	ph_list_release(&result->rows);
	ph_rules_destroy(result->rules);
}
PH_CLEANUP_VALUE(struct result, result_release)

static void keep(char *out, size_t size, const char *text)
{
	snprintf(out, size, "%s", text ? text : "");
}

static bool emit(void *context, const struct ph_record *record)
{
	struct result *result = context;
	struct row *row = ph_list_push(&result->rows);

	assert_non_null(row);
	row->record = *record;
	keep(row->photo, sizeof(row->photo), record->photo);
	keep(row->code, sizeof(row->code), record->code);
	keep(row->reason, sizeof(row->reason), record->reason);
	keep(row->detail, sizeof(row->detail), record->detail);
	return result->rows.count != result->stop_after;
}

static void run(struct result *result, const struct ph_paths *paths,
	struct ph_scan scan)
{
	scan.paths = paths;
	scan.rules = result->rules = load_set(TT01);
	scan.limits = ph_image_limits_default;
	scan.photo_s = 60;
	scan.today = ph_date_make(2026, 10, 1);
	scan.emit = emit;
	scan.context = result;
	result->fine = ph_intake_scan(&scan, &result->err);
}

static void add(struct ph_paths *paths, const char *path)
{
	struct ph_error err;

	assert_true(ph_paths_add(paths, path, NULL, &err));
}

/* One drawing, scanned. */
static void run_page(struct result *result, const struct drawing *drawing)
{
	PH_AUTO(place_release) struct place place;
	PH_AUTO(ph_paths_release) struct ph_paths paths = { 0 };

	place_init(&place);
	add(&paths, write_jpeg(&place, "a.jpg", drawing));
	run(result, &paths, (struct ph_scan){ .threads = 1 });
	assert_true(result->fine);
	assert_int_equal(result->rows.count, 1);
}

static const struct {
	struct drawing drawing;
	const char *code, *reason, *detail;
	enum ph_code_from from;
	enum ph_status status;
	unsigned seen;
} pages[] = {
	{ { .qr = CODE }, CODE, "", "", PH_FROM_QR, PH_STATUS_READ, PH_QR },
	{ { .qr = "https://dvc.example.vn/tra-cuu?SGT=" CITIZEN "&MHS=" CODE },
		CODE, "", "", PH_FROM_QR, PH_STATUS_READ, PH_QR },
	{ { .code128 = CODE }, CODE, "", "", PH_FROM_CODE128, PH_STATUS_READ,
		PH_CODE128 },
	{ { .code39 = CODE }, CODE, "", "", PH_FROM_CODE39, PH_STATUS_READ,
		PH_CODE39 },
	{ { CODE, .code128 = CODE }, CODE, "", "", PH_FROM_BOTH, PH_STATUS_READ,
		PH_QR | PH_CODE128 },
	{ { CODE, CODE, CODE }, CODE, "", "", PH_FROM_BOTH, PH_STATUS_READ,
		PH_QR | PH_CODE128 | PH_CODE39 },
	{ { CODE, .code128 = "LC " CITIZEN }, CODE, "", "", PH_FROM_QR,
		PH_STATUS_READ, PH_QR | PH_CODE128 },
	{ { .code128 = CODE, .code39 = CODE }, CODE, "", "", PH_FROM_CODE128,
		PH_STATUS_READ, PH_CODE128 | PH_CODE39 },
	{ { .qr = CODE " " OTHER }, "", "codes-disagree",
		"QR: " CODE "; QR: " OTHER, PH_FROM_NONE, PH_STATUS_DOUBTFUL,
		PH_QR },
	{ { .qr = "https://dvc.example.vn/apiqr?id=" CITIZEN }, "",
		"no-dossier-code",
		"a QR code was read, but it does not hold a dossier "
		"code",
		PH_FROM_NONE, PH_STATUS_UNREAD, PH_QR },
	{ { CITIZEN, .code128 = "LC " CITIZEN }, "", "no-dossier-code",
		"a QR code and a Code 128 barcode were read, but none "
		"holds a dossier code",
		PH_FROM_NONE, PH_STATUS_UNREAD, PH_QR | PH_CODE128 },
	{ { 0 }, "", "no-code", "no QR code or barcode could be read",
		PH_FROM_NONE, PH_STATUS_UNREAD, 0 },
};

static void a_page_says_which_dossier_it_is_of(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		PH_AUTO(result_release) struct result result = { 0 };
		const struct row *row;

		run_page(&result, &pages[i].drawing);
		row = &result.rows.at[0];
		assert_string_equal(row->code, pages[i].code);
		assert_string_equal(row->reason, pages[i].reason);
		assert_string_equal(row->detail, pages[i].detail);
		assert_int_equal(row->record.code_from, pages[i].from);
		assert_int_equal(row->record.status, pages[i].status);
		assert_int_equal(row->record.seen, pages[i].seen);
		assert_int_equal(row->record.channel, PH_CHANNEL_SCAN);
		assert_int_equal(row->record.answers[0], PH_ABSENT);
	}
}

/* Its modules have one pixel at half the size that is looked at first. */
static void a_small_code_in_a_large_photo_is_read(void **state)
{
	PH_AUTO(result_release) struct result result = { 0 };
	PH_AUTO(place_release) struct place place;
	PH_AUTO(ph_paths_release) struct ph_paths paths = { 0 };

	(void)state;
	place_init(&place);
	add(&paths, write_large_jpeg(&place, "a.jpg",
			    &(struct drawing){ .qr = CODE, .small = true }));
	run(&result, &paths, (struct ph_scan){ .threads = 1 });
	assert_true(result.fine);
	assert_string_equal(result.rows.at[0].code, CODE);
}

/* In whichever order the reader tells the two. */
static void codes_that_disagree_are_both_named(void **state)
{
	PH_AUTO(result_release) struct result result = { 0 };
	const struct row *row;

	(void)state;
	run_page(&result, &(struct drawing){ .qr = CODE, .code128 = OTHER });
	row = &result.rows.at[0];
	assert_int_equal(row->record.status, PH_STATUS_DOUBTFUL);
	assert_string_equal(row->reason, "codes-disagree");
	assert_string_equal(row->code, "");
	assert_non_null(strstr(row->detail, "QR: " CODE));
	assert_non_null(strstr(row->detail, "Code 128: " OTHER));
}

static void each_failure_is_its_own_row(void **state)
{
	static const char *const reasons[] = { "not-found", "empty-file",
		"not-an-image", "truncated", "damaged", "" };
	PH_AUTO(place_release) struct place place;
	PH_AUTO(ph_paths_release) struct ph_paths paths = { 0 };
	PH_AUTO(result_release) struct result result = { 0 };

	(void)state;
	place_init(&place);
	add(&paths, place_path(&place, "none.jpg"));
	add(&paths, place_write(&place, "empty.jpg", "", 0));
	add(&paths, place_write(&place, "text.jpg", "not a photo", 11));
	add(&paths, write_jpeg(&place, "half.jpg", &(struct drawing){ CODE }));
	assert_int_equal(truncate(place.path, 9000), 0);
	add(&paths, place_write(&place, "a.pdf", "%PDF-1.4\nnothing", 16));
	add(&paths, write_jpeg(&place, "good.jpg", &(struct drawing){ CODE }));
	run(&result, &paths, (struct ph_scan){ .threads = 2 });
	assert_true(result.fine);
	assert_int_equal(result.rows.count, 6);
	for (size_t i = 0; i < 6; i++) {
		const struct row *row = &result.rows.at[i];

		assert_string_equal(row->reason, reasons[i]);
		assert_string_equal(row->photo, paths.at[i]);
		assert_int_equal(row->record.page, 1);
		assert_int_equal(row->record.hashed, i != 0);
		assert_int_equal(row->record.status,
			i == 5 ? PH_STATUS_READ : PH_STATUS_UNREAD);
		assert_true(i == 5 || *row->detail);
	}
}

static void rows_come_in_the_order_of_the_paths(void **state)
{
	enum {
		PHOTOS = 24
	};
	PH_AUTO(place_release) struct place place;
	PH_AUTO(ph_paths_release) struct ph_paths paths = { 0 };
	PH_AUTO(result_release) struct result result = { 0 };
	PH_AUTO(notes_release) struct notes notes;

	(void)state;
	place_init(&place);
	notes_init(&notes);
	for (size_t i = 0; i < PHOTOS; i++) {
		char name[16], code[] = CODE;

		snprintf(name, sizeof(name), "%zu.jpg", i);
		snprintf(code + 21, sizeof(code) - 21, "%04zu", i + 1);
		add(&paths, i % 3 ? write_jpeg(
				    &place, name, &(struct drawing){ code })
				  : place_path(&place, name));
	}
	run(&result, &paths,
		(struct ph_scan){ .threads = 4, .log = &notes.log });
	assert_true(result.fine);
	assert_int_equal(result.rows.count, PHOTOS);
	assert_int_equal(notes.done, PHOTOS);
	assert_int_equal(notes.total, PHOTOS);
	for (size_t i = 0; i < PHOTOS; i++) {
		assert_string_equal(result.rows.at[i].photo, paths.at[i]);
		if (i % 3)
			assert_int_equal(
				strtoul(result.rows.at[i].code + 21, NULL, 10),
				i + 1);
	}
}

static void each_page_of_a_document_is_a_row(void **state)
{
	static const struct drawing drawings[] = {
		{ .qr = CODE },
		{ 0 },
		{ .qr = OTHER },
	};
	PH_AUTO(place_release) struct place place;
	PH_AUTO(ph_paths_release) struct ph_paths paths = { 0 };
	PH_AUTO(result_release) struct result result = { 0 };

	(void)state;
	place_init(&place);
	add(&paths, write_tiff(&place, "a.tif", drawings, 3));
	add(&paths, write_jpeg(&place, "b.jpg", &drawings[0]));
	run(&result, &paths, (struct ph_scan){ .threads = 3 });
	assert_true(result.fine);
	assert_int_equal(result.rows.count, 4);
	assert_string_equal(result.rows.at[0].code, CODE);
	assert_string_equal(result.rows.at[1].reason, "no-code");
	assert_string_equal(result.rows.at[2].code, OTHER);
	for (unsigned i = 0; i < 3; i++) {
		assert_int_equal(result.rows.at[i].record.page, i + 1);
		assert_memory_equal(result.rows.at[i].record.sha256,
			result.rows.at[0].record.sha256, PH_HASH_SIZE);
	}
	assert_int_equal(result.rows.at[3].record.page, 1);
}

static bool know_second_page(
	void *context, const uint8_t sha256[PH_HASH_SIZE], unsigned page)
{
	(void)context;
	(void)sha256;
	return page == 2;
}

static void a_known_page_is_not_scanned_again(void **state)
{
	static const struct drawing drawings[] = { { CODE }, { OTHER } };
	PH_AUTO(place_release) struct place place;
	PH_AUTO(ph_paths_release) struct ph_paths paths = { 0 };
	PH_AUTO(result_release) struct result result = { 0 };

	(void)state;
	place_init(&place);
	add(&paths, write_tiff(&place, "a.tif", drawings, 2));
	run(&result, &paths, (struct ph_scan){ .known = know_second_page });
	assert_true(result.fine);
	assert_string_equal(result.rows.at[0].code, CODE);
	assert_string_equal(result.rows.at[1].reason, "known");
	assert_string_equal(result.rows.at[1].code, "");
	assert_int_equal(result.rows.at[1].record.status, PH_STATUS_READ);
	assert_true(result.rows.at[1].record.hashed);
}

/* Both stand for one ledger, which is used by one thread at a time. */
struct ledger {
	bool used, met;
	size_t asked, emitted;
};

static void use(struct ledger *ledger, size_t *count)
{
	ledger->met = ledger->met || ledger->used;
	ledger->used = true;
	usleep(1000);
	ledger->used = false;
	(*count)++;
}

static bool ask(
	void *context, const uint8_t sha256[PH_HASH_SIZE], unsigned page)
{
	struct ledger *ledger = context;

	(void)sha256;
	(void)page;
	use(ledger, &ledger->asked);
	return true;
}

static bool write_record(void *context, const struct ph_record *record)
{
	struct ledger *ledger = context;

	(void)record;
	use(ledger, &ledger->emitted);
	return true;
}

static void known_and_emit_never_meet(void **state)
{
	PH_AUTO(place_release) struct place place;
	PH_AUTO(ph_paths_release) struct ph_paths paths = { 0 };
	struct ledger ledger = { 0 };
	struct ph_scan scan = {
		.paths = &paths,
		.limits = ph_image_limits_default,
		.threads = 4,
		.known = ask,
		.emit = write_record,
		.context = &ledger,
	};
	struct ph_error err;

	(void)state;
	place_init(&place);
	place_write(&place, "a.jpg", "x", 1);
	for (size_t i = 0; i < 60; i++)
		add(&paths, place.path);
	assert_true(ph_intake_scan(&scan, &err));
	assert_int_equal(ledger.asked, 60);
	assert_int_equal(ledger.emitted, 60);
	assert_false(ledger.met);
}

static void emit_stops_the_scan(void **state)
{
	PH_AUTO(place_release) struct place place;
	PH_AUTO(ph_paths_release) struct ph_paths paths = { 0 };
	PH_AUTO(result_release) struct result result = { .stop_after = 2 };
	const struct drawing drawings[4] = { { CODE }, { CODE }, { CODE } };

	(void)state;
	place_init(&place);
	for (size_t i = 0; i < 20; i++)
		add(&paths, place_path(&place, "none.jpg"));
	add(&paths, write_tiff(&place, "a.tif", drawings, 4));
	run(&result, &paths, (struct ph_scan){ .threads = 2 });
	assert_false(result.fine);
	assert_int_equal(result.rows.count, 2);
}

static void no_paths_are_no_rows(void **state)
{
	PH_AUTO(ph_paths_release) struct ph_paths paths = { 0 };
	PH_AUTO(result_release) struct result result = { 0 };

	(void)state;
	run(&result, &paths, (struct ph_scan){ 0 });
	assert_true(result.fine);
	assert_int_equal(result.rows.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_says_which_dossier_it_is_of),
		cmocka_unit_test(a_small_code_in_a_large_photo_is_read),
		cmocka_unit_test(codes_that_disagree_are_both_named),
		cmocka_unit_test(each_failure_is_its_own_row),
		cmocka_unit_test(rows_come_in_the_order_of_the_paths),
		cmocka_unit_test(each_page_of_a_document_is_a_row),
		cmocka_unit_test(a_known_page_is_not_scanned_again),
		cmocka_unit_test(known_and_emit_never_meet),
		cmocka_unit_test(emit_stops_the_scan),
		cmocka_unit_test(no_paths_are_no_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
