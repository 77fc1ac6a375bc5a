/* SPDX-License-Identifier: MIT */
#include "rules_set.h"
#include "term_internal.h"

/* All keys of the bytes, as if nothing followed them. */
static size_t decode(const char *bytes, size_t length, int32_t *keys)
{
	size_t at = 0, count = 0;

	while (at < length) {
		size_t used = ph_term_decode((const unsigned char *)bytes + at,
			length - at, true, &keys[count]);

		assert_true(used > 0 && used <= length - at);
		at += used;
		count += keys[count] != PH_KEY_NONE;
	}
	return count;
}

static void keys_are_told_from_what_terminals_send(void **state)
{
	static const struct {
		const char *bytes;
		int32_t key;
	} cases[] = {
		{ "a", 'a' },
		{ "\r", PH_KEY_ENTER },
		{ "\n", PH_KEY_ENTER },
		{ "\t", PH_KEY_TAB },
		{ "\x7f", PH_KEY_BACKSPACE },
		{ "\b", PH_KEY_BACKSPACE },
		{ "\x03", PH_KEY_INTERRUPT },
		{ "\x1a", PH_KEY_CTRL('Z') },
		{ "\x1b", PH_KEY_ESCAPE },
		{ "\x1b[A", PH_KEY_UP },
		{ "\x1bOA", PH_KEY_UP },
		{ "\x1b[3~", PH_KEY_DELETE },
		{ "\x1b[5~", PH_KEY_PAGE_UP },
		{ "\x1b[H", PH_KEY_HOME },
		{ "\x1b[1~", PH_KEY_HOME },
		{ "\x1bOM", PH_KEY_ENTER },
		{ "\x1bOP", PH_KEY_F1 },
		{ "\x1b[[A", PH_KEY_F1 },
		{ "\x1b[15~", PH_KEY_F1 + 4 },
		{ "\x1b[17~", PH_KEY_F1 + 5 },
		{ "\x1b[21~", PH_KEY_F1 + 9 },
		{ "\x1b[24~", PH_KEY_F1 + 11 },
		{ "ễ", 0x1ec5 },
		{ "\xff", 0xfffd },
		{ "\xc0\xaf", 0xfffd },
		{ "\xf0\x9f\x98\x80", 0x1f600 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		int32_t keys[16] = { 0 };

		decode(cases[i].bytes, strlen(cases[i].bytes), keys);
		if (keys[0] != cases[i].key)
			fail_msg("case %zu: %x, not %x", i, keys[0],
				cases[i].key);
	}
}

static void a_sequence_that_means_nothing_is_no_key(void **state)
{
	int32_t keys[16];

	(void)state;
	assert_int_equal(decode("\x1b[200~2\x1b[201~", 13, keys), 1);
	assert_int_equal(keys[0], '2');
	assert_int_equal(decode("\x1b[1;5C1", 7, keys), 2);
}

static void what_is_cut_short_waits_for_the_rest(void **state)
{
	static const char *const parts[] = { "\x1b", "\x1b[", "\x1b[1", "\x1bO",
		"\xe1", "\xe1\xbb", "\x1b[[" };
	int32_t key;

	(void)state;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		assert_int_equal(ph_term_decode((const unsigned char *)parts[i],
					 strlen(parts[i]), false, &key),
			0);
}

static void any_bytes_are_decoded_to_their_end(void **state)
{
	unsigned seed = 7;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		char bytes[12];
		int32_t keys[16];

		for (size_t j = 0; j < sizeof(bytes); j++) {
			seed = seed * 1103515245u + 12345u;
			bytes[j] = (char)(seed >> 16);
			if (j % 3 == 0)
				bytes[j] = "\x1b[O~"[seed >> 16 & 3];
		}
		decode(bytes, sizeof(bytes), keys);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_told_from_what_terminals_send),
		cmocka_unit_test(a_sequence_that_means_nothing_is_no_key),
		cmocka_unit_test(what_is_cut_short_waits_for_the_rest),
		cmocka_unit_test(any_bytes_are_decoded_to_their_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
