/* SPDX-License-Identifier: MIT */
/* The finder of dossier codes on any bytes, with both rule sets: whatever it
 * finds is a whole, valid code. */
#include <phieu/rules.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	SETS = 2,
	ROOM = 4,
	TODAY = 20800 /* 2026-12-13 */
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct ph_rules *load(const char *folder)
{
	const char *root = getenv("PH_TEST_SOURCE");
	struct ph_rules *rules = NULL;
	struct ph_faults faults;
	struct ph_error err;
	char path[512];

	snprintf(path, sizeof(path), "%s/%s", root ? root : ".", folder);
	ph_faults_init(&faults, path);
	if (!ph_rules_load(&rules, path, &faults, &err)) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	ph_faults_release(&faults);
	return rules;
}

static void try(const struct ph_rules *rules, const char *bytes, size_t length)
{
	char codes[ROOM][PH_CODE_SIZE];
	size_t count = ph_code_find(rules, bytes, length, TODAY, codes, ROOM);

	for (size_t i = 0; i < count && i < ROOM; i++) {
		if (!ph_code_judge(rules, codes[i], TODAY).valid
			|| ph_code_distance(rules, codes[i], codes[0], 50) > 51)
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct ph_rules *sets[SETS];

	if (!sets[0]) {
		sets[0] = load("data/rules/tt01-2018");
		sets[1] = load("tests/rules/vung-cao");
	}
	for (int i = 0; i < SETS; i++)
		try(sets[i], (const char *)data, size);
	return 0;
}
