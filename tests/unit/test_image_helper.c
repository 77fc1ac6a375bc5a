/* SPDX-License-Identifier: MIT */
/* Helpers that are missing, slow, greedy or talkative: scripts of that name in
 * a folder of the test stand in for them. */
#include "image_internal.h"
#include "test_image_place.h"

#include <phieu/time.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

/* The script goes before the real programs, which it may use. */
static void stand_in(struct place *place, const char *script)
{
	char path[8192];
	FILE *file = fopen(place->file, "w");

	assert_non_null(file);
	fprintf(file, "#!/bin/sh\ncd %s\n%s\n", place->folder, script);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(place->file, 0700), 0);
	snprintf(path, sizeof(path), "%s:%s", place->folder, place->path);
	setenv("PATH", path, 1);
}

static const struct ph_image_limits short_limits = {
	.bytes = 1 << 20,
	.pixels = 1000000,
	.pages = 10,
	.helper_s = 1,
	.helper_bytes = 1 << 30,
};

static bool run(const char *name, int input, struct ph_helper_answer *answer,
	struct ph_image_trouble *trouble)
{
	const char *const argv[] = { name, "-x", NULL };
	const struct ph_helper_job job = { .argv = argv,
		.package = "a-package",
		.input = input,
		.output = -1,
		.answer_limit = 100000,
		.file_limit = 100000 };

	*trouble = (struct ph_image_trouble){ 0 };
	return ph_helper_run(&job, &short_limits, answer, trouble);
}

static void assert_fails(
	const char *name, enum ph_image_fault fault, const char *detail)
{
	PH_AUTO(ph_helper_answer_release)
	struct ph_helper_answer answer = { 0 };
	struct ph_image_trouble trouble;

	assert_false(run(name, -1, &answer, &trouble));
	assert_string_equal(
		ph_image_fault_name(trouble.fault), ph_image_fault_name(fault));
	if (!strstr(trouble.detail, detail))
		fail_msg("\"%s\" is not in \"%s\"", detail, trouble.detail);
}

static void a_missing_helper_is_named_with_its_package(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
		const char *detail;
	} cases[] = {
		{ "%PDF-1.4", 8, "pdftoppm not found: install poppler-utils" },
		{ "\0\0\0\x18"
		  "ftypheic",
			12,
			"heif-convert not found: install libheif-examples" },
		/* 1 × 1, its strip of 1 byte at 8 */
		{ "II*\0\x0a\0\0\0\x00\0\x04\0\0\x01\x03\0\x01\0\0\0\x01\0\0\0"
		  "\x01\x01\x03\0\x01\0\0\0\x01\0\0\0"
		  "\x11\x01\x03\0\x01\0\0\0\x08\0\0\0"
		  "\x17\x01\x03\0\x01\0\0\0\x01\0\0\0\0\0\0\0",
			64, "tiff2rgba not found: install libtiff-tools" },
	};
	PH_AUTO(place_release) struct place place = { 0 };

	(void)state;
	place_init(&place, "none");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct bytes in = { .length = cases[i].length };

		memcpy(in.at, cases[i].bytes, in.length);
		setenv("PATH", "", 1);
		assert_refused(&in, PH_IMAGE_NO_HELPER, cases[i].detail);
		setenv("PATH", place.folder, 1);
		assert_refused(&in, PH_IMAGE_NO_HELPER, cases[i].detail);
	}
}

static void a_helper_out_of_time_is_killed(void **state)
{
	PH_AUTO(place_release) struct place place = { 0 };
	double begin;

	(void)state;
	place_init(&place, "slow");
	stand_in(&place, "sleep 30");
	begin = ph_seconds();
	assert_fails("slow", PH_IMAGE_HELPER_LIMIT, "stopped after 1 s");
	assert_true(ph_seconds() - begin < 10);
}

static void a_helper_that_only_closes_its_output_is_killed(void **state)
{
	PH_AUTO(place_release) struct place place = { 0 };

	(void)state;
	place_init(&place, "silent");
	stand_in(&place, "exec >&- 2>&-\nsleep 30");
	assert_fails("silent", PH_IMAGE_HELPER_LIMIT, "stopped after 1 s");
}

static void a_child_of_a_helper_is_killed_with_it(void **state)
{
	PH_AUTO(place_release) struct place place = { 0 };
	PH_AUTO(ph_helper_answer_release)
	struct ph_helper_answer answer = { 0 };
	struct ph_image_trouble trouble;
	char text[32] = "";
	FILE *file;
	pid_t child;

	(void)state;
	place_init(&place, "parent");
	stand_in(&place, "sleep 30 >&- 2>&- &\necho $! >other");
	assert_true(run("parent", -1, &answer, &trouble));
	file = fopen(place.other, "r");
	assert_non_null(file);
	assert_non_null(fgets(text, sizeof(text), file));
	fclose(file);
	child = (pid_t)strtol(text, NULL, 10);
	assert_true(child > 1);
	/* Its new parent may take a moment to bury it. */
	for (int i = 0; i < 1000 && kill(child, 0) == 0; i++) {
		char path[64], state_line[256] = "";

		snprintf(path, sizeof(path), "/proc/%d/stat", (int)child);
		file = fopen(path, "r");
		if (!file || !fgets(state_line, sizeof(state_line), file)
			|| strstr(state_line, ") Z "))
			child = 0;
		if (file)
			fclose(file);
		if (!child)
			return;
		usleep(5000);
	}
	assert_int_equal(kill(child, 0), -1);
	assert_int_equal(errno, ESRCH);
}

static void too_much_output_is_a_limit(void **state)
{
	PH_AUTO(place_release) struct place place = { 0 };

	(void)state;
	place_init(&place, "flood");
	stand_in(&place, "cat /dev/zero");
	assert_fails("flood", PH_IMAGE_HELPER_LIMIT, "more than 100000");
}

static void too_large_a_file_is_a_limit(void **state)
{
	PH_AUTO(place_release) struct place place = { 0 };

	(void)state;
	place_init(&place, "writer");
	stand_in(&place, "exec head -c 200000 /dev/zero >other");
	assert_fails("writer", PH_IMAGE_HELPER_LIMIT, "its output");
}

static void the_limits_reach_the_helper(void **state)
{
	struct ph_image_limits limits = short_limits;
	PH_AUTO(place_release) struct place place = { 0 };
	PH_AUTO(ph_helper_answer_release)
	struct ph_helper_answer answer = { 0 };
	const char *const argv[] = { "asks", NULL };
	const struct ph_helper_job job = { .argv = argv,
		.package = "a-package",
		.input = -1,
		.output = -1,
		.answer_limit = 1000 };
	struct ph_image_trouble trouble;

	(void)state;
	place_init(&place, "asks");
	stand_in(&place, "ulimit -t; ulimit -v; ulimit -c; ulimit -f");
	limits.helper_s = 7;
	assert_true(ph_helper_run(&job, &limits, &answer, &trouble));
	assert_int_equal(answer.length, strlen("8\n1048576\n0\n0\n"));
	assert_memory_equal(answer.bytes, "8\n1048576\n0\n0\n", answer.length);
}

static void a_helper_gets_nothing_of_ours_but_its_input(void **state)
{
	PH_AUTO(place_release) struct place place = { 0 };
	PH_AUTO(ph_descriptor_close) int input = -1;
	PH_AUTO(ph_descriptor_close) int other = -1;
	PH_AUTO(ph_helper_answer_release)
	struct ph_helper_answer answer = { 0 };
	struct ph_image_trouble trouble;

	(void)state;
	place_init(&place, "looks");
	stand_in(&place, "cat; cat " PH_HELPER_INPUT "; echo $#$1;"
			 "env | grep -c SECRET; ls /proc/self/fd | tr '\\n' ,");
	setenv("SECRET", "1", 1);
	other = fcntl(1, F_DUPFD, 20); /* without close-on-exec */
	input = ph_helper_file((const uint8_t *)"input;", 6, &trouble);
	assert_true(input >= 0);
	assert_true(run("looks", input, &answer, &trouble));
	unsetenv("SECRET");
	/* ls has 0 to 3 as given, and the folder it lists */
	assert_int_equal(answer.length, strlen("input;1-x\n0\n0,1,2,3,4,"));
	assert_memory_equal(
		answer.bytes, "input;1-x\n0\n0,1,2,3,4,", answer.length);
}

static void status_and_complaint_are_kept(void **state)
{
	PH_AUTO(place_release) struct place place = { 0 };
	PH_AUTO(ph_helper_answer_release)
	struct ph_helper_answer answer = { 0 };
	struct ph_image_trouble trouble;

	(void)state;
	place_init(&place, "fails");
	stand_in(&place,
		"echo no such page >&2; head -c 500000 /dev/zero >&2; exit 3");
	assert_true(run("fails", -1, &answer, &trouble));
	assert_int_equal(answer.status, 3);
	assert_int_equal(answer.length, 0);
	assert_memory_equal(answer.complaint, "no such page\n", 13);
}

static unsigned count_descriptors(void)
{
	DIR *folder = opendir("/proc/self/fd");
	unsigned count = 0;

	assert_non_null(folder);
	while (readdir(folder))
		count++;
	closedir(folder);
	return count;
}

static void no_descriptor_is_left_open(void **state)
{
	PH_AUTO(place_release) struct place place = { 0 };
	unsigned before = count_descriptors();

	(void)state;
	place_init(&place, "slow");
	assert_fails("no-such-program", PH_IMAGE_NO_HELPER, "a-package");
	stand_in(&place, "sleep 30");
	assert_fails("slow", PH_IMAGE_HELPER_LIMIT, "");
	stand_in(&place, "cat /dev/zero");
	assert_fails("slow", PH_IMAGE_HELPER_LIMIT, "");
	assert_int_equal(count_descriptors(), before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_missing_helper_is_named_with_its_package),
		cmocka_unit_test(a_helper_out_of_time_is_killed),
		cmocka_unit_test(
			a_helper_that_only_closes_its_output_is_killed),
		cmocka_unit_test(a_child_of_a_helper_is_killed_with_it),
		cmocka_unit_test(too_much_output_is_a_limit),
		cmocka_unit_test(too_large_a_file_is_a_limit),
		cmocka_unit_test(the_limits_reach_the_helper),
		cmocka_unit_test(a_helper_gets_nothing_of_ours_but_its_input),
		cmocka_unit_test(status_and_complaint_are_kept),
		cmocka_unit_test(no_descriptor_is_left_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
