/* SPDX-License-Identifier: MIT */
/* The list as a page to be printed: self-contained, A4 across. */
#include "audit.h"

#include <string.h>

static const char head[] =
	"<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">"
	"\n<title>Phiếu rút để kiểm đếm lại</title>\n<style>\n"
	"@page { size: A4 landscape; margin: 12mm }\n"
	"body { font: 10pt serif; margin: 0 }\n"
	"h1 { font-size: 13pt; text-align: center; margin: 0 0 2mm }\n"
	"p { margin: 1mm 0 }\n"
	"table { border-collapse: collapse; width: 100%; margin: 3mm 0 }\n"
	"thead { display: table-header-group }\n"
	"tr { break-inside: avoid }\n"
	"th, td { border: 0.2mm solid; padding: 1mm; text-align: left;\n"
	"  overflow-wrap: anywhere }\n"
	".code { white-space: nowrap }\n"
	".fill { min-width: 11mm }\n"
	".sign { display: flex; justify-content: space-around;\n"
	"  text-align: center; break-inside: avoid; height: 35mm }\n"
	".plain { overflow-wrap: anywhere; font-size: 8pt }\n"
	"</style>\n</head>\n<body>\n"
	"<h1>DANH SÁCH PHIẾU RÚT NGẪU NHIÊN ĐỂ KIỂM ĐẾM LẠI</h1>\n";

static const char how[] =
	"<p>Tìm từng phiếu giấy mang đúng mã hồ sơ, đọc trên giấy và ghi: ở "
	"cột "
	"«Giấy» ghi <b>x</b> khi tìm thấy, <b>-</b> khi không tìm thấy; ở mỗi "
	"câu ghi số điểm của ô được đánh dấu, để trống khi người dân để trống, "
	"<b>!</b> khi có nhiều dấu, <b>?</b> khi không đọc được, <b>-</b> khi "
	"phiếu không hỏi câu ấy. Người kiểm đếm không xem số liệu trong sổ."
	"</p>\n";

static const char foot[] =
	"</tbody>\n</table>\n<div class=\"sign\">"
	"<div>NGƯỜI KIỂM ĐẾM<br><i>(ký, ghi rõ họ tên, ngày)</i></div>"
	"<div>NGƯỜI CHỨNG KIẾN<br><i>(ký, ghi rõ họ tên, ngày)</i></div>"
	"</div>\n";

static bool put_escaped(struct ph_text *out, const char *text)
{
	while (*text) {
		size_t span = strcspn(text, "<>&\"'");

		if (!ph_text_append(out, text, span))
			return false;
		text += span;
		if (*text && !ph_text_appendf(out, "&#%d;", *text++))
			return false;
	}
	return true;
}

static bool put_cell(struct ph_text *out, const char *class, const char *text)
{
	return ph_text_appendf(out, "<td class=\"%s\">", class)
	       && put_escaped(out, text) && ph_text_puts(out, "</td>");
}

static bool put_number(struct ph_text *out, unsigned number)
{
	return number ? ph_text_appendf(out, "<td>%u</td>", number)
		      : ph_text_puts(out, "<td></td>");
}

static bool put_head(struct ph_text *out, const struct ph_audit *audit)
{
	const struct ph_query *q = audit->query;
	char from[PH_DATE_SIZE], to[PH_DATE_SIZE];

	return ph_text_puts(out, head) && ph_text_puts(out, "<p>Đơn vị: ")
	       && put_escaped(out, ph_text_get(&q->settings->name))
	       && ph_text_appendf(out, "; kỳ %s (%s – %s); số rút thăm: <b>",
		       q->period->name, ph_date_vn(q->period->from, from),
		       ph_date_vn(q->period->to, to))
	       && put_escaped(out, audit->drawing->seed)
	       && ph_text_puts(out, "</b>.</p>\n<p>");
}

static bool put_columns(struct ph_text *out, const struct ph_audit *audit)
{
	if (!ph_text_puts(out,
		    "<table>\n<thead><tr><th>Số rút</th><th>Mã hồ sơ</th>"
		    "<th>Ngày thu</th><th>Hòm phiếu</th><th>Ảnh</th>"
		    "<th>Trang</th><th>Phiếu thứ</th><th>Giấy</th>"))
		return false;
	for (size_t i = 0; i < audit->query->rules->fields.count; i++)
		if (!ph_text_puts(out, "<th>")
			|| !put_escaped(out, audit_criterion(audit, i)->label)
			|| !ph_text_puts(out, "</th>"))
			return false;
	return ph_text_puts(out, "</tr></thead>\n<tbody>\n");
}

/* The file's name tells a photograph on paper; the folders are in the CSV. */
static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool put_form(struct ph_text *out, const struct ph_audit *audit,
	const struct drawn *drawn, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };
	char day[PH_DATE_SIZE];
	unsigned page, part;
	bool fine;

	if (!audit_photo(audit, drawn, &path, &page, &part, err))
		return false;
	fine = ph_text_appendf(out, "<tr><td>%u</td>", drawn->draw)
	       && put_cell(out, "code", drawn->code)
	       && put_cell(out, "code", ph_date_vn(drawn->date, day))
	       && put_cell(out, "", audit_box(audit, drawn))
	       && put_cell(out, "", name_of(ph_text_get(&path)))
	       && put_number(out, page) && put_number(out, part)
	       && put_cell(out, "fill", "");
	for (size_t i = 0; fine && i < audit->query->rules->fields.count; i++)
		fine = put_cell(out, "fill", "");
	return (fine && ph_text_puts(out, "</tr>\n")) || ph_error_memory(err);
}

bool ph_audit_page(
	const struct ph_audit *audit, struct ph_text *out, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text drawing = { 0 };
	const struct drawn *drawn;

	if (!put_head(out, audit))
		return ph_error_memory(err);
	if (!ph_audit_plan(audit, false, out, err))
		return false;
	if (!ph_text_puts(out, "</p>\n") || !ph_text_puts(out, how)
		|| !put_columns(out, audit))
		return ph_error_memory(err);
	ph_list_for (drawn, &audit->drawn)
		if (!put_form(out, audit, drawn, err))
			return false;
	return (audit_drawing_write(&drawing, audit->drawing)
		       && ph_text_puts(out, foot)
		       && ph_text_puts(out, "<p class=\"plain\">")
		       && put_escaped(out, ph_text_get(&drawing))
		       && ph_text_puts(out, "</p>\n</body>\n</html>\n"))
	       || ph_error_memory(err);
}
