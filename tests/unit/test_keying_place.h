/* SPDX-License-Identifier: MIT */
/* A ledger with a register, and a keying session on it. */
#ifndef TESTS_KEYING_PLACE_H
#define TESTS_KEYING_PLACE_H

#include "test_intake_make.h"

#include <phieu/keying.h>

#define A "000.17.22.H56-260701-0006"
#define B "000.17.22.H56-260702-0002"
#define C "000.17.22.H56-260703-0012"
/* One digit from B; in no register. */
#define NEAR_B "000.17.22.H56-260702-0003"

struct desk {
	struct bench bench;
	struct ph_text folder;
	struct ph_known *known;
	struct ph_draft *draft;
	struct ph_keying keying;
	struct ph_error err;
};

#define DOES(call)                                              \
	do {                                                    \
		if (!(call))                                    \
			fail_msg("%s: %s", #call, d->err.text); \
	} while (0)

MAYBE void desk_open(struct desk *d, const char *name)
{
	if (!d->folder.length)
		assert_true(ph_text_appendf(
			&d->folder, "%s/x.keying", d->bench.place.folder));
	DOES(ph_draft_open(&d->draft, ph_text_get(&d->folder), name,
		d->bench.rules, &d->err));
	d->keying = (struct ph_keying){
		.rules = d->bench.rules,
		.today = d->bench.intake.today,
		.date = day("2026-09-30"),
		.box = "H1",
		.by = "An",
	};
	DOES(ph_known_load(&d->known, d->bench.ledger, d->bench.rules,
		d->bench.intake.today, &d->err));
	DOES(ph_keying_init(&d->keying, d->known, d->draft, &d->err));
}

MAYBE void desk_close(struct desk *d)
{
	ph_draft_close(PH_TAKE(d->draft));
	ph_known_destroy(PH_TAKE(d->known));
}

MAYBE void desk_init(struct desk *d)
{
	*d = (struct desk){ 0 };
	bench_init(&d->bench);
	bench_load(&d->bench, "officers",
		"officer,name,title,unit\nCB01,Nguyễn Thị Minh Hạnh,,\n");
	bench_load(&d->bench, "dossiers",
		"code,unit,officer,field,received,due,returned\n" A
		",U,CB01,Hộ tịch,2026-07-01,2026-07-06,2026-07-03\n" B
		",U,CB01,Đất đai,2026-07-02,2026-07-22,2026-07-20\n" C
		",U,CB01,Đất đai,2026-07-03,2026-07-22,2026-07-20\n");
	bench_commit(&d->bench);
	desk_open(d, "first");
}

MAYBE void desk_release(struct desk *d)
{
	desk_close(d);
	ph_text_release(&d->folder);
	bench_release(&d->bench);
}
PH_CLEANUP_VALUE(struct desk, desk_release)

/* '\n' Enter, '~' a pause, '<' back; else as it is, without a pause. */
MAYBE void type(struct desk *d, const char *keys)
{
	for (; *keys; keys++) {
		int32_t key = *keys == '\n'  ? PH_TYPED_ENTER
			      : *keys == '~' ? PH_TYPED_QUIET
			      : *keys == '<' ? PH_TYPED_BACK
					     : *keys;

		DOES(ph_keying_type(&d->keying, key, &d->err));
	}
}

/* The rows, "CODE 22222" a line; '.' blank, '!' several, '?' unreadable. */
MAYBE void assert_rows(const struct desk *d, const char *rows)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };

	for (size_t i = 0; i < ph_draft_count(d->draft); i++) {
		const struct ph_keyed *row = ph_draft_row(d->draft, i);

		assert_true(ph_text_appendf(&text, "%s ", row->code));
		for (size_t f = 0; f < d->bench.rules->fields.count; f++) {
			int8_t a = row->answers[f];

			assert_true(ph_text_appendf(&text, "%c",
				a == PH_BLANK      ? '.'
				: a == PH_MULTIPLE ? '!'
				: a == PH_DOUBTFUL ? '?'
				: a < 0            ? '-'
						   : '0' + a));
		}
		assert_true(ph_text_puts(&text, "\n"));
	}
	assert_string_equal(ph_text_get(&text), rows);
}

#endif
