/* SPDX-License-Identifier: MIT */
/* Two keyings' differences as a table. */
#include <phieu/keying.h>

#include <phieu/table.h>

static const char *cell(int8_t answer, char out[8])
{
	return answer == PH_ABSENT ? "-" : ph_answer_format(answer, out);
}

static const char *code_cell(const char *code)
{
	return *code ? code : "-";
}

static void write_sheet(struct ph_csv *csv, const struct ph_rekeyed *rekeyed,
	const struct ph_draft *draft, const struct ph_difference *d)
{
	const struct ph_first *first = &rekeyed->firsts.at[d->first];
	bool foreign = d->kind == PH_DIFFERENCE_NOT_FIRST;

	if (foreign)
		ph_csv_text(csv, "");
	else
		ph_csv_number(csv, first->origin);
	ph_csv_text(csv,
		foreign ? ph_draft_row(draft, d->row - 1)->code : first->code);
}

static void write_words(struct ph_csv *csv, const char *field,
	const char *first, const char *second, const char *settled)
{
	ph_csv_text(csv, field);
	ph_csv_text(csv, first);
	ph_csv_text(csv, second);
	ph_csv_text(csv, settled ? settled : "open");
	ph_csv_end_row(csv);
}

static void write_row(struct ph_csv *csv, const struct ph_rekeyed *rekeyed,
	const struct ph_draft *draft, const struct ph_difference *d)
{
	static const char *const kinds[] = {
		[PH_DIFFERENCE_ANSWER] = "answer",
		[PH_DIFFERENCE_CODE] = "code",
		[PH_DIFFERENCE_NOT_REKEYED] = "not-rekeyed",
		[PH_DIFFERENCE_NOT_FIRST] = "not-in-batch",
	};
	char first[8], second[8], settled[8];

	ph_csv_text(csv, kinds[d->kind]);
	write_sheet(csv, rekeyed, draft, d);
	switch (d->kind) {
	case PH_DIFFERENCE_ANSWER:
		write_words(csv, rekeyed->rules->fields.id[d->field],
			cell(d->answers[0], first), cell(d->answers[1], second),
			d->settled ? cell(d->settlement, settled) : NULL);
		break;
	case PH_DIFFERENCE_CODE:
		write_words(csv, "",
			code_cell(rekeyed->firsts.at[d->first].code),
			code_cell(ph_draft_row(draft, d->row - 1)->code),
			code_cell(d->code));
		break;
	case PH_DIFFERENCE_NOT_REKEYED:
		write_words(csv, "", "", "", d->settled ? "missing" : NULL);
		break;
	case PH_DIFFERENCE_NOT_FIRST:
		write_words(csv, "", "", "", d->settled ? "dropped" : NULL);
		break;
	}
}

bool ph_rekeyed_table(const struct ph_rekeyed *rekeyed,
	const struct ph_draft *draft, const struct ph_differences *differences,
	struct ph_text *out, struct ph_error *err)
{
	static const char *const headers[] = { "kind", "sheet", "code", "field",
		"first", "second", "settled" };
	const struct ph_difference *difference;
	struct ph_csv csv;

	ph_csv_init(&csv, out, &ph_csv_plain);
	for (size_t i = 0; i < sizeof(headers) / sizeof(*headers); i++)
		ph_csv_text(&csv, headers[i]);
	ph_csv_end_row(&csv);
	ph_list_for (difference, &differences->list)
		write_row(&csv, rekeyed, draft, difference);
	return ph_csv_finish(&csv, err);
}
