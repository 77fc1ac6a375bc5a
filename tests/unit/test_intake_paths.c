/* SPDX-License-Identifier: MIT */
#include "test_intake_make.h"

static void add(struct ph_paths *paths, const char *path, struct notes *notes)
{
	struct ph_error err;

	if (!ph_paths_add(paths, path, notes ? &notes->log : NULL, &err))
		fail_msg("%s", err.text);
}

static void make_folder(struct place *place, const char *name)
{
	assert_int_equal(mkdir(place_path(place, name), 0700), 0);
}

/* The paths are these names in the folder, one a line. */
static void assert_paths(const struct ph_paths *paths,
	const struct place *place, const char *names)
{
	PH_AUTO(ph_text_release) struct ph_text got = { 0 };
	size_t folder = strlen(place->folder);

	for (size_t i = 0; i < paths->count; i++) {
		assert_int_equal(
			strncmp(paths->at[i], place->folder, folder), 0);
		assert_true(ph_text_appendf(
			&got, "%s\n", paths->at[i] + folder + 1));
	}
	assert_string_equal(ph_text_get(&got), names);
}

static void a_folder_is_walked_in_natural_order(void **state)
{
	static const char *const names[] = { "img10.jpg", "img2.jpg",
		"img1.jpg", "b/9.png", "b/10.png", "img3/x.pdf" };
	PH_AUTO(place_release) struct place place;
	PH_AUTO(ph_paths_release) struct ph_paths paths = { 0 };

	(void)state;
	place_init(&place);
	make_folder(&place, "b");
	make_folder(&place, "img3");
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		place_write(&place, names[i], "", 0);
	add(&paths, place.folder, NULL);
	assert_paths(&paths, &place,
		"b/9.png\nb/10.png\nimg1.jpg\nimg2.jpg\nimg3/x.pdf\n"
		"img10.jpg\n");
}

static void a_slash_behind_a_folder_is_not_doubled(void **state)
{
	PH_AUTO(place_release) struct place place;
	PH_AUTO(ph_paths_release) struct ph_paths paths = { 0 };

	(void)state;
	place_init(&place);
	place_write(&place, "a.jpg", "", 0);
	add(&paths, place_path(&place, ""), NULL);
	assert_paths(&paths, &place, "a.jpg\n");
}

static void what_is_no_photo_is_passed_over_in_folders(void **state)
{
	static const char *const names[] = { ".hidden.jpg", "Thumbs.db",
		"desktop.INI", "list.CSV", "a.jpg" };
	PH_AUTO(place_release) struct place place;
	PH_AUTO(ph_paths_release) struct ph_paths paths = { 0 };
	PH_AUTO(notes_release) struct notes notes;

	(void)state;
	place_init(&place);
	notes_init(&notes);
	make_folder(&place, ".git");
	place_write(&place, ".git/b.jpg", "", 0);
	assert_int_equal(mkfifo(place_path(&place, "pipe"), 0600), 0);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		place_write(&place, names[i], "", 0);
	add(&paths, place.folder, &notes);
	assert_paths(&paths, &place, "a.jpg\n");
	assert_non_null(strstr(ph_text_get(&notes.text), "list.CSV: a table"));
	assert_non_null(strstr(ph_text_get(&notes.text), "pipe: not a file"));
	assert_null(strstr(ph_text_get(&notes.text), "Thumbs.db"));
}

static void a_path_that_is_named_is_added_whatever_it_is(void **state)
{
	PH_AUTO(place_release) struct place place;
	PH_AUTO(ph_paths_release) struct ph_paths paths = { 0 };

	(void)state;
	place_init(&place);
	add(&paths, place_path(&place, "not-there.jpg"), NULL);
	add(&paths, place_write(&place, ".hidden.jpg", "", 0), NULL);
	add(&paths, place_write(&place, "table.csv", "", 0), NULL);
	assert_paths(&paths, &place, "not-there.jpg\n.hidden.jpg\ntable.csv\n");
}

static void links_to_folders_are_followed_only_when_named(void **state)
{
	PH_AUTO(place_release) struct place place;
	PH_AUTO(ph_paths_release) struct ph_paths paths = { 0 };
	PH_AUTO(notes_release) struct notes notes;

	(void)state;
	place_init(&place);
	notes_init(&notes);
	make_folder(&place, "a");
	place_write(&place, "a/1.jpg", "", 0);
	assert_int_equal(symlink("..", place_path(&place, "a/loop")), 0);
	assert_int_equal(symlink("1.jpg", place_path(&place, "a/2.jpg")), 0);
	assert_int_equal(symlink("gone", place_path(&place, "a/3.jpg")), 0);
	assert_int_equal(symlink("a", place_path(&place, "b")), 0);
	add(&paths, place_path(&place, "b"), &notes);
	assert_paths(&paths, &place, "b/1.jpg\nb/2.jpg\nb/3.jpg\n");
	assert_non_null(strstr(ph_text_get(&notes.text), "b/loop: a link"));
}

static void an_empty_folder_is_told(void **state)
{
	PH_AUTO(place_release) struct place place;
	PH_AUTO(ph_paths_release) struct ph_paths paths = { 0 };
	PH_AUTO(notes_release) struct notes notes;

	(void)state;
	place_init(&place);
	notes_init(&notes);
	add(&paths, place.folder, &notes);
	assert_int_equal(paths.count, 0);
	assert_non_null(strstr(ph_text_get(&notes.text), "empty"));
}

static void a_list_names_paths(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
		bool nul_ended;
		const char *names;
	} cases[] = {
		{ "1.jpg\n2.jpg\n", 12, false, "1.jpg 2.jpg " },
		{ "1.jpg\n2.jpg", 11, false, "1.jpg 2.jpg " },
		{ "\xef\xbb\xbf"
		  "1.jpg\r\n\r\n2.jpg\r\n",
			19, false, "1.jpg 2.jpg " },
		{ "1.jpg\0a\nb.jpg\0", 14, true, "1.jpg a\nb.jpg " },
		{ "1.jpg\0\0b.jpg", 12, true, "1.jpg b.jpg " },
		{ "", 0, false, "" },
		{ "", 0, true, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		PH_AUTO(place_release) struct place place;
		PH_AUTO(ph_paths_release) struct ph_paths paths = { 0 };
		PH_AUTO(ph_text_release) struct ph_text got = { 0 };
		struct ph_error err;

		place_init(&place);
		place_write(&place, "list", cases[i].bytes, cases[i].length);
		assert_true(ph_paths_add_list(
			&paths, place.path, cases[i].nul_ended, NULL, &err));
		for (size_t p = 0; p < paths.count; p++)
			assert_true(ph_text_appendf(&got, "%s ", paths.at[p]));
		assert_string_equal(ph_text_get(&got), cases[i].names);
	}
}

static void a_list_walks_the_folders_that_it_names(void **state)
{
	PH_AUTO(place_release) struct place place;
	PH_AUTO(ph_paths_release) struct ph_paths paths = { 0 };
	char line[256];
	struct ph_error err;

	(void)state;
	place_init(&place);
	make_folder(&place, "a");
	place_write(&place, "a/1.jpg", "", 0);
	snprintf(line, sizeof(line), "%s/a\n", place.folder);
	place_write(&place, "list", line, strlen(line));
	assert_true(ph_paths_add_list(&paths, place.path, false, NULL, &err));
	assert_paths(&paths, &place, "a/1.jpg\n");
}

static void a_list_of_the_other_kind_is_refused(void **state)
{
	PH_AUTO(place_release) struct place place;
	PH_AUTO(ph_paths_release) struct ph_paths paths = { 0 };
	struct ph_error err;

	(void)state;
	place_init(&place);
	place_write(&place, "list", "1.jpg\0002.jpg\0", 12);
	assert_false(ph_paths_add_list(&paths, place.path, false, NULL, &err));
	assert_int_equal(err.code, PH_BAD_DATA);
	assert_non_null(strstr(err.text, "use -0"));
	assert_false(ph_paths_add_list(
		&paths, place_path(&place, "none"), false, NULL, &err));
	assert_int_equal(err.code, PH_NO_INPUT);
	assert_int_equal(paths.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_folder_is_walked_in_natural_order),
		cmocka_unit_test(a_slash_behind_a_folder_is_not_doubled),
		cmocka_unit_test(what_is_no_photo_is_passed_over_in_folders),
		cmocka_unit_test(a_path_that_is_named_is_added_whatever_it_is),
		cmocka_unit_test(links_to_folders_are_followed_only_when_named),
		cmocka_unit_test(an_empty_folder_is_told),
		cmocka_unit_test(a_list_names_paths),
		cmocka_unit_test(a_list_walks_the_folders_that_it_names),
		cmocka_unit_test(a_list_of_the_other_kind_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
