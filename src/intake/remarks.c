/* SPDX-License-Identifier: MIT */
/* What Điều 15 khoản 4 điểm b wants said beside the scores. */
#include "intake_internal.h"

#include <string.h>

enum {
	UNIT,
	PERIOD,
	KIND,
	TEXT,
};

static const struct {
	const char *id;
	const char *names[2]; /* folded */
} kinds[] = {
	{ "ton-tai", { "tontai", "tontaihanche" } },
	{ "de-xuat", { "dexuat", "dexuatgiaiphapkhacphuc" } },
	{ "ket-qua", { "ketqua", "ketquakhacphuc" } },
};

/* NULL: none of them. */
static const char *find_kind(const char *folded)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(folded, kinds[i].names[0]) == 0
			|| strcmp(folded, kinds[i].names[1]) == 0)
			return kinds[i].id;
	return NULL;
}

static bool read_kind(
	struct ph_register *reg, const char **kind, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text folded = { 0 };
	const char *text = ph_register_get(reg, KIND);

	*kind = "";
	if (!*text)
		return true;
	if (!ph_utf8_fold(&folded, text, strlen(text)))
		return ph_error_memory(err);
	*kind = find_kind(ph_text_get(&folded));
	if (!*kind)
		ph_row_fault(reg->table, reg->row, reg->at[KIND], reg->faults,
			"%s is not one of ton-tai (Tồn tại, hạn chế), de-xuat "
			"(Đề xuất giải pháp khắc phục), ket-qua (Kết quả khắc "
			"phục)",
			text);
	return true;
}

static bool read_remark(struct ph_register *reg, struct ph_error *err)
{
	const char *kind;

	if (!ph_register_period(reg, PERIOD, err)
		|| !read_kind(reg, &kind, err))
		return false;
	reg->shape.remark = (struct ph_remark){
		.unit = ph_register_get(reg, UNIT),
		.period = reg->period.name,
		.kind = kind ? kind : "",
		.text = ph_register_get(reg, TEXT),
	};
	return ph_register_key(reg, reg->shape.remark.kind, err);
}

static bool add_remark(
	struct ph_register *reg, enum ph_added *added, struct ph_error *err)
{
	return ph_ledger_add_remark(
		reg->intake->ledger, &reg->shape.remark, added, err);
}

static const struct ph_column columns[] = {
	[UNIT] = { "unit", true },
	[PERIOD] = { "period", true },
	[KIND] = { "kind", true },
	[TEXT] = { "text", true },
};

const struct ph_register_kind ph_register_remarks = {
	.name = "remarks",
	.columns = columns,
	.count = sizeof(columns) / sizeof(*columns),
	.keys = 3,
	.read = read_remark,
	.add = add_remark,
};
