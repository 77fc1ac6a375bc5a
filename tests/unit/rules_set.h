/* SPDX-License-Identifier: MIT */
/* What the tests of rules share: a rule set from the source tree, a day. */
#ifndef TESTS_RULES_SET_H
#define TESTS_RULES_SET_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <phieu/rules.h>

#include <stdio.h>
#include <string.h>

#define TT01 "data/rules/tt01-2018"
#define VUNG_CAO "tests/rules/vung-cao"

static inline const char *source_path(const char *file, char out[512])
{
	const char *root = getenv("PH_TEST_SOURCE");

	snprintf(out, 512, "%s/%s", root ? root : ".", file);
	return out;
}

static inline struct ph_rules *load_set(const char *folder)
{
	struct ph_rules *rules = NULL;
	struct ph_faults faults;
	struct ph_error err;
	char path[512], line[640];

	ph_faults_init(&faults, "");
	if (!ph_rules_load(&rules, source_path(folder, path), &faults, &err)) {
		for (size_t i = 0; i < faults.kept; i++) {
			ph_faults_format(&faults, i, line, sizeof(line));
			print_error("%s\n", line);
		}
		fail_msg("%s", err.text);
	}
	ph_faults_release(&faults);
	return rules;
}

static inline ph_date day(const char *text)
{
	ph_date date = PH_NO_DATE;

	assert_true(ph_date_parse(text, strlen(text), &date));
	return date;
}

#endif
