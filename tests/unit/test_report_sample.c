/* SPDX-License-Identifier: MIT */
/*
 * The law of the sample. Small numbers are held against whole-number sums of
 * binomial coefficients, which are made here; the tables of greater ones were
 * made with exact fractions of whole numbers (Python's).
 */
#include <phieu/report.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
	SMALL = 60 /* C(60, 30) is 1.2e17: it fits 64 bits */
};
static const int shares[][2] = {
	/* limit, confidence */
	{ 1, 5000 },
	{ 50, 9500 },
	{ 100, 9500 },
	{ 100, 9900 },
	{ 500, 9000 },
	{ 1000, 9990 },
	{ 5000, 9999 },
	{ 9999, 1 },
};

static int64_t ways[SMALL + 1][SMALL + 1];

static int make_ways(void **state)
{
	(void)state;
	for (int n = 0; n <= SMALL; n++) {
		ways[n][0] = 1;
		for (int k = 1; k <= n; k++)
			ways[n][k] = ways[n - 1][k - 1]
				     + (k < n ? ways[n - 1][k] : 0);
	}
	return 0;
}

/* Of all ways to draw, those with at most `found` wrong ones. */
static int64_t few(int population, int wrong, int size, int found)
{
	int64_t sum = 0;

	for (int k = 0; k <= found && k <= wrong && k <= size; k++)
		if (size - k <= population - wrong)
			sum += ways[wrong][k]
			       * ways[population - wrong][size - k];
	return sum;
}

static bool ruled_out(
	int population, int wrong, int size, int found, int confidence)
{
	return (__int128)few(population, wrong, size, found) * PH_SAMPLE_ONE
	       <= (__int128)ways[population][size]
			  * (PH_SAMPLE_ONE - confidence);
}

static void every_chance_is_the_share_of_the_ways_to_draw(void **state)
{
	(void)state;
	for (int n = 1; n <= SMALL; n += n < 20 ? 1 : 8)
		for (int wrong = 0; wrong <= n; wrong++)
			for (int size = 0; size <= n; size++)
				for (int found = 0; found <= size; found++) {
					double want = (double)few(n, wrong,
							      size, found)
						      / (double)ways[n][size];
					double off = ph_sample_chance(n, wrong,
							     size, found)
						     - want;

					if (off > 1e-12 || off < -1e-12)
						fail_msg("%d %d %d %d", n,
							wrong, size, found);
				}
}

static void every_size_is_the_least_that_finds_more_than_the_limit(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(shares) / sizeof(*shares); i++)
		for (int n = 1; n <= SMALL; n++) {
			int wrong = shares[i][0] * n / PH_SAMPLE_ONE + 1;
			int size = 0;

			while (!ruled_out(n, wrong, size, 0, shares[i][1]))
				size++;
			assert_int_equal(
				ph_sample_beyond(n, shares[i][0]), wrong);
			assert_int_equal(
				ph_sample_size(n, shares[i][0], shares[i][1]),
				size);
		}
}

static void every_bound_is_the_most_that_is_not_ruled_out(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(shares) / sizeof(*shares); i++)
		for (int n = 1; n <= SMALL; n += n < 20 ? 1 : 8)
			for (int size = 1; size <= n; size++)
				for (int found = 0; found <= size; found++) {
					int most = n - (size - found);

					while (most > found
						&& ruled_out(n, most, size,
							found, shares[i][1]))
						most--;
					assert_int_equal(
						ph_sample_most_wrong(n, size,
							found, shares[i][1]),
						most);
				}
}

/* What is drawn for a limit shows that it is kept when none is wrong, and not
 * when one is, unless all were drawn. */
static void the_size_and_the_bound_agree(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(shares) / sizeof(*shares); i++)
		for (int64_t n = 1; n < 20000; n += 1 + n / 7) {
			int limit = shares[i][0], confidence = shares[i][1];
			int64_t size = ph_sample_size(n, limit, confidence);
			int64_t keeps = ph_sample_beyond(n, limit) - 1;

			assert_true(ph_sample_most_wrong(n, size, 0, confidence)
				    <= keeps);
			if (size > 1)
				assert_true(ph_sample_most_wrong(
						    n, size - 1, 0, confidence)
					    > keeps);
		}
}

static void greater_sizes_are_those_of_exact_fractions(void **state)
{
	static const struct {
		int64_t population;
		int limit, confidence;
		int64_t size;
	} rows[] = {
		{ 20, 100, 9500, 19 }, /* exactly 5 % are left */
		{ 100, 100, 9500, 78 },
		{ 100, 100, 9900, 90 },
		{ 300, 100, 9500, 158 },
		{ 300, 50, 9500, 233 },
		{ 512, 100, 9500, 201 },
		{ 512, 500, 9500, 55 },
		{ 1000, 100, 9500, 238 },
		{ 1000, 100, 9900, 341 },
		{ 1000, 200, 9000, 103 },
		{ 2500, 100, 9500, 271 },
		{ 2500, 100, 9900, 404 },
		{ 3000, 50, 9500, 511 },
		{ 10000, 100, 9500, 291 },
		{ 10000, 100, 9900, 444 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(ph_sample_size(rows[i].population,
					 rows[i].limit, rows[i].confidence),
			rows[i].size);
}

static void greater_bounds_are_those_of_exact_fractions(void **state)
{
	static const struct {
		int64_t population, size, found;
		int confidence;
		int64_t most;
	} rows[] = {
		{ 512, 201, 0, 9500, 5 },
		{ 512, 201, 1, 9500, 9 },
		{ 512, 201, 2, 9500, 13 },
		{ 512, 201, 20, 9500, 67 },
		{ 1000, 258, 1, 9500, 16 },
		{ 2500, 290, 5, 9500, 87 },
		{ 2500, 290, 0, 9900, 37 },
		{ 3000, 294, 20, 9500, 287 },
		{ 20, 20, 1, 9900, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(
			ph_sample_most_wrong(rows[i].population, rows[i].size,
				rows[i].found, rows[i].confidence),
			rows[i].most);
}

static void a_million_forms_are_no_trouble(void **state)
{
	(void)state;
	/* from 10,001 wrong ones on */
	assert_int_equal(ph_sample_size(1000000, 100, 9500), 298);
	assert_true(ph_sample_most_wrong(1000000, 298, 0, 9500) <= 10000);
	assert_int_equal(ph_sample_most_wrong(1000000, 1000000, 7, 9500), 7);
}

static void a_share_is_read_with_two_decimals(void **state)
{
	static const struct {
		const char *text;
		int share; /* 0: refused */
	} rows[] = {
		{ "1", 100 },
		{ "0.5", 50 },
		{ "0,25 %", 25 },
		{ "99.99%", 9999 },
		{ "95 %", 9500 },
		{ "1.05", 105 },
		{ "0", 0 },
		{ "100", 0 },
		{ "0.001", 0 },
		{ "", 0 },
		{ ".5", 0 },
		{ "1.", 0 },
		{ "-1", 0 },
		{ "1e1", 0 },
		{ "99999999999999999999", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		int share = 0;

		assert_int_equal(ph_audit_share_parse(rows[i].text, &share),
			rows[i].share > 0);
		if (rows[i].share)
			assert_int_equal(share, rows[i].share);
	}
}

static void a_seed_survives_a_spreadsheet_or_is_refused(void **state)
{
	static const struct {
		const char *text, *kept; /* NULL: refused */
	} rows[] = {
		{ "3516224651", "3516224651" },
		{ "xổ số 21/11/2026", "xổ số 21/11/2026" },
		{ "e\xcc\x82", "\xc3\xaa" }, /* NFD → NFC */
		{ "", NULL },
		{ " 1", NULL },
		{ "1 ", NULL },
		{ "1\n2", NULL },
		{ "1\t2", NULL },
		{ "\xff", NULL },
	};
	struct ph_audit_drawing drawing;
	struct ph_error err;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		bool taken = ph_audit_set_seed(&drawing, rows[i].text, &err);

		assert_int_equal(taken, rows[i].kept != NULL);
		if (taken)
			assert_string_equal(drawing.seed, rows[i].kept);
		else
			assert_int_equal(err.code, PH_USAGE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_chance_is_the_share_of_the_ways_to_draw),
		cmocka_unit_test(
			every_size_is_the_least_that_finds_more_than_the_limit),
		cmocka_unit_test(every_bound_is_the_most_that_is_not_ruled_out),
		cmocka_unit_test(the_size_and_the_bound_agree),
		cmocka_unit_test(greater_sizes_are_those_of_exact_fractions),
		cmocka_unit_test(greater_bounds_are_those_of_exact_fractions),
		cmocka_unit_test(a_million_forms_are_no_trouble),
		cmocka_unit_test(a_share_is_read_with_two_decimals),
		cmocka_unit_test(a_seed_survives_a_spreadsheet_or_is_refused),
	};

	return cmocka_run_group_tests(tests, make_ways, NULL);
}
