/* SPDX-License-Identifier: MIT */
/* A rule set is checked as a whole, and what is wrong has its place. */
#include "rules_set.h"

#include <phieu/list.h>
#include <phieu/output.h>

#include <sys/stat.h>
#include <unistd.h>

static const char *const names[] = { "rules.csv", "criteria.csv", "options.csv",
	"bands.csv", "periods.csv", "codes.csv", "confusions.csv", "checks.csv",
	"contradictions.csv", "settings.csv", "sheets.csv", "words.csv" };

enum {
	FILES = sizeof(names) / sizeof(*names)
};

/* One change to the real set and the fault that it must bring, without the
 * folder. */
struct damage {
	const char *file, *from, *to, *fault;
};

static void replace(
	struct ph_text *out, const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);

	if (!at)
		fail_msg("no «%s» to replace", from);
	assert_true(ph_text_append(out, text, (size_t)(at - text)));
	assert_true(ph_text_puts(out, to));
	assert_true(ph_text_puts(out, at + strlen(from)));
}

static void write_file(const char *path, const char *bytes)
{
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, strlen(bytes), file), strlen(bytes));
	assert_int_equal(fclose(file), 0);
}

/* Copies the real set into a folder, with one damage; `to` NULL: the file is
 * left out. */
static void copy_set(const char *folder, const struct damage *damage)
{
	for (int i = 0; i < FILES; i++) {
		PH_AUTO(ph_text_release) struct ph_text text = { 0 };
		char name[128], path[512], out[600], *bytes;
		struct ph_error err;
		size_t length;

		snprintf(name, sizeof(name), TT01 "/%s", names[i]);
		snprintf(out, sizeof(out), "%s/%s", folder, names[i]);
		assert_true(ph_file_load(source_path(name, path), 1 << 20,
			&bytes, &length, &err));
		if (strcmp(names[i], damage->file) != 0)
			write_file(out, bytes);
		else if (damage->to) {
			replace(&text, bytes, damage->from, damage->to);
			write_file(out, text.bytes);
		}
		free(bytes);
	}
}

static void remove_set(const char *folder)
{
	char path[600];

	for (int i = 0; i < FILES; i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
		unlink(path);
	}
	rmdir(folder);
}

/* Loads the damaged set; some fault must be exactly the one expected. */
static void breaks(const struct damage *damage)
{
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	char folder[] = "/tmp/phieu-rules-XXXXXX", line[1024], want[1024];
	struct ph_rules *rules = NULL;
	struct ph_error err;
	bool told = false;

	assert_non_null(mkdtemp(folder));
	copy_set(folder, damage);
	ph_faults_init(&faults, folder);
	if (ph_rules_load(&rules, folder, &faults, &err)) {
		remove_set(folder);
		fail_msg("not noticed: %s", damage->fault);
	}
	remove_set(folder);
	assert_int_equal(err.code, PH_CONFIG);
	assert_null(rules);
	snprintf(want, sizeof(want), "%s/%s", folder, damage->fault);
	for (size_t i = 0; i < faults.kept; i++) {
		ph_faults_format(&faults, i, line, sizeof(line));
		told = told || strcmp(line, want) == 0;
	}
	if (!told)
		fail_msg("wanted %s\ngot    %s", want, line);
}

#define BREAKS(list)                                                \
	for (size_t i = 0; i < sizeof(list) / sizeof(*(list)); i++) \
	breaks(&(list)[i])

static void a_missing_table_or_column_is_a_fault(void **state)
{
	static const struct damage list[] = {
		{ "bands.csv", "", NULL,
			"bands.csv: cannot be read: a rule set needs this "
			"table" },
		{ "bands.csv", "at_least", "minimum",
			"bands.csv:1: no column «at_least»: add it to the "
			"first row" },
		{ "rules.csv", "\ntt01", "\ntt01,x",
			"rules.csv:2: 6 cells, but the header has 5: add or "
			"remove separators, or put a cell that holds one in "
			"quotation marks" },
	};

	(void)state;
	BREAKS(list);
}

static void criteria_must_make_sense(void **state)
{
	static const struct damage list[] = {
		{ "criteria.csv", "cs3,3", "cs1,3",
			"criteria.csv:4:1: «id»: «cs1» stands twice" },
		{ "criteria.csv", "cs3,3", "CS3,3",
			"criteria.csv:4:1: «id»: «CS3» is no id: 1 to 23 of "
			"a–z, 0–9, - and _" },
		{ "criteria.csv", "unit,keyed", "unit,form",
			"criteria.csv:6:6: «from»: «form» does not go with "
			"scope unit: dossier takes form or dates, unit takes "
			"keyed, satisfaction takes form" },
		{ "criteria.csv", "Chỉ số 4", "Chỉ số 3",
			"criteria.csv:5: «label»: «Chỉ số 3» is criterion cs3 "
			"too" },
		{ "criteria.csv", "form,2", "form,3",
			"criteria.csv:2: cs1: no option of options.csv earns "
			"its 3 points" },
		{ "criteria.csv", "form,2", "form,many",
			"criteria.csv:2:7: «max»: «many» is no whole number "
			"from 1 to 100" },
	};

	(void)state;
	BREAKS(list);
}

static void options_must_belong_to_a_criterion(void **state)
{
	static const struct damage list[] = {
		{ "options.csv", "cs3,2", "cs33,2",
			"options.csv:8:1: «criterion»: «cs33» is no criterion "
			"of criteria.csv" },
		{ "options.csv", "cs3,2", "cs3,3",
			"options.csv:8:2: «points»: «3» is no whole number "
			"from 0 to 2" },
		{ "options.csv", "cs3,2", "cs3,-1",
			"options.csv:8:2: «points»: «-1» is no whole number "
			"from 0 to 2" },
		{ "options.csv", "cs3,1", "cs3,2",
			"options.csv:9:2: «points»: cs3 has an option of 2 "
			"points already" },
		{ "options.csv", ",late,", ",,",
			"criteria.csv:2: cs1: its options need all of early, "
			"on-time and late, or none" },
		{ "options.csv", ",late,", ",later,",
			"options.csv:4:4: «timing»: «later» is none of: "
			"nothing, early, on-time, late" },
	};

	(void)state;
	BREAKS(list);
}

static void bands_must_descend_to_zero(void **state)
{
	static const struct damage list[] = {
		{ "bands.csv", "unit,12.0", "unit,15.0",
			"bands.csv:6:2: «at_least»: «15.0» is not below the "
			"unit band before it: the highest comes first" },
		{ "bands.csv", "unit,0.0", "unit,0.5",
			"bands.csv: no unit band at 0: every total needs a "
			"band" },
		{ "bands.csv", "officer,3.5", "officer,3.55",
			"bands.csv:3:2: «at_least»: «3.55» is no number with "
			"at most one decimal" },
		{ "bands.csv", "officer,5.0", "officer,10.5",
			"bands.csv:2: «at_least»: officer reaches 10 points "
			"at most" },
		{ "bands.csv", "officer,5.0", "clerk,5.0",
			"bands.csv:2:1: «subject»: «clerk» is none of: "
			"officer, unit" },
	};

	(void)state;
	BREAKS(list);
}

static void periods_must_follow_each_other(void **state)
{
	static const struct damage list[] = {
		{ "periods.csv", "calendar,Q2,0,4,1,", "calendar,Q2,0,4,2,",
			"periods.csv:2: Q1 of 2027 ends on 2027-03-31, but Q2 "
			"begins on 2027-04-02: periods must follow each other "
			"without gap or overlap" },
		{ "periods.csv", "0,10,1,0,12,31", "0,10,1,0,12,30",
			"periods.csv:5: Q4 of 2027 ends on 2027-12-30, but Q1 "
			"begins on 2028-01-01: periods must follow each other "
			"without gap or overlap" },
		{ "periods.csv", "0,6,30", "0,6,31",
			"periods.csv:3:8: «to_day»: month 6 has no day 31 "
			"each year: write «last» for its end" },
		{ "periods.csv", "0,6,30", "0,2,29",
			"periods.csv:3:8: «to_day»: month 2 has no day 29 "
			"each year: write «last» for its end" },
		{ "periods.csv", "calendar,Q2", "calendar,Q1",
			"periods.csv:3:2: «period»: «Q1» stands twice in rule "
			"calendar" },
		{ "periods.csv", "calendar,Q2", "calendar,q2",
			"periods.csv:3:2: «period»: «q2» is neither «year» "
			"nor a capital letter with up to 6 letters and "
			"digits, as Q1" },
		{ "settings.csv", "calendar|report", "calendar|weekly",
			"settings.csv:2: «values»: no period of periods.csv "
			"by rule «weekly» holds 2027-07-01" },
	};

	(void)state;
	BREAKS(list);
}

static void grammars_must_be_decidable(void **state)
{
	static const struct damage list[] = {
		{ "codes.csv", "tt01,2,literal,,,,-", "tt01,2,literal,,,,X",
			"codes.csv:3:2: «part»: could run into the part "
			"before it, whose length varies: put a literal "
			"between them" },
		{ "codes.csv", "tt01,2,", "tt01,3,",
			"codes.csv:3:2: «part»: part 2 of tt01 must come "
			"here" },
		{ "codes.csv", "groups,0-9A-Z", "groups,0-9a-z",
			"codes.csv:2:4: «chars»: «0-9a-z» is no set like "
			"0-9A-Z: codes are upper-case ASCII" },
		{ "codes.csv", "YYMMDD", "YMD",
			"codes.csv:4:7: «text»: «YMD» is no date format like "
			"YYMMDD, DDMMYYYY or YYYY" },
		{ "codes.csv", "[A-Y][0-9][0-9]", "[A-Y",
			"codes.csv:2:7: «text»: «[A-Y» is no pattern of at "
			"most 16 characters like [A-Y][0-9][0-9]" },
		{ "codes.csv", "4,7,,5", "4,7,,9",
			"codes.csv:6:8: «odd»: «9» is no list of lengths from "
			"4 to 7" },
		{ "codes.csv", "4,7,,5", "7,4,,5",
			"codes.csv:6:6: «max»: «4» is no whole number from 7 "
			"to 127" },
		{ "codes.csv", "serial", "regex",
			"codes.csv:6:3: «kind»: «regex» is none of: literal, "
			"groups, date, digits, serial, chars" },
		{ "confusions.csv", "0,O,2", "0,0,2",
			"confusions.csv:2:2: «b»: is the same character" },
		{ "confusions.csv", "0,O,2", "0,OO,2",
			"confusions.csv:2:2: «b»: «OO» is no single character "
			"of a code" },
	};

	(void)state;
	BREAKS(list);
}

static void every_kind_of_finding_needs_its_row(void **state)
{
	static const struct damage list[] = {
		{ "checks.csv", "odd-code,", "odd-cod,",
			"checks.csv: no row for the kind «odd-code»" },
		{ "checks.csv", "odd-code,", "no-code,",
			"checks.csv:5:1: «kind»: «no-code» stands twice" },
		{ "checks.csv", "odd-code,warning", "odd-code,fatal",
			"checks.csv:3:2: «severity»: «fatal» is none of: "
			"info, warning, error" },
		{ "checks.csv", "{nearest}", "{neerest}",
			"checks.csv:2:4: «suggestion»: «{neerest}» is no "
			"placeholder: phieu-rules(5) lists them" },
		{ "contradictions.csv", "cs7,2,late", "cs2,2,late",
			"contradictions.csv:2:1: «criterion»: «cs2» is no "
			"criterion asked on the form" },
		{ "contradictions.csv", "cs7,2,late", "cs7,3,late",
			"contradictions.csv:2:2: «points»: cs7 has no option "
			"of 3 points" },
		{ "contradictions.csv", "cs7,2,late", "cs7,2,",
			"contradictions.csv:2:3: «timing»: «» is none of: "
			"early, on-time, late" },
	};

	(void)state;
	BREAKS(list);
}

static void settings_and_sheets_must_be_known(void **state)
{
	static const struct damage list[] = {
		{ "settings.csv", "online,compare", "offline,compare",
			"settings.csv: no row for the key «online»" },
		{ "settings.csv", "online,compare,", "online,ignore,",
			"settings.csv:6:2: «value»: «ignore» is none of "
			"«compare|count»" },
		{ "sheets.csv", "mau-02,index,Chỉ số",
			"mau-02,index_name,Chỉ số",
			"sheets.csv:3:2: «column»: «index_name» stands twice "
			"in mau-02" },
		{ "sheets.csv", "Chỉ số {no}", "Chỉ số",
			"sheets.csv:26:3: «label»: needs {no}, {label} or "
			"{name}: it stands for a column each" },
	};

	(void)state;
	BREAKS(list);
}

static void words_stand_once_and_are_not_empty(void **state)
{
	static const struct damage list[] = {
		{ "words.csv", "\ntotal,", "\nindex,",
			"words.csv:3:1: «word»: «index» stands twice" },
		{ "words.csv", "index,Chỉ số", "index,",
			"words.csv:2:2: «text»: is empty" },
	};

	(void)state;
	BREAKS(list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_missing_table_or_column_is_a_fault),
		cmocka_unit_test(criteria_must_make_sense),
		cmocka_unit_test(options_must_belong_to_a_criterion),
		cmocka_unit_test(bands_must_descend_to_zero),
		cmocka_unit_test(periods_must_follow_each_other),
		cmocka_unit_test(grammars_must_be_decidable),
		cmocka_unit_test(every_kind_of_finding_needs_its_row),
		cmocka_unit_test(settings_and_sheets_must_be_known),
		cmocka_unit_test(words_stand_once_and_are_not_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
