/* SPDX-License-Identifier: MIT */
#include "codes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "form_code.h"
#include "rows.h"

static bool read_codes(struct codes *codes, const char *path)
{
	struct rows rows;
	bool good = true;

	if (rows_open(&rows, path))
		while (good && rows_next(&rows)) {
			void *grown = reallocarray(
				codes->list, codes->count + 1, VALUE_SIZE);

			good = grown;
			if (!good)
				break;
			codes->list = grown;
			good = rows_copy(&rows, rows_column(&rows, "code"),
				codes->list[codes->count++], VALUE_SIZE);
		}
	if (good && !codes->count)
		good = rows_fault(&rows, "no codes");
	return rows_close(&rows) && good;
}

bool codes_init(struct codes *codes, const char *from, const char *url)
{
	*codes = (struct codes){ .url = url };
	if (access(from, R_OK) != 0) {
		snprintf(codes->first, VALUE_SIZE, "%s", from);
		return true;
	}
	if (read_codes(codes, from))
		return true;
	codes_release(codes);
	return false;
}

void codes_release(struct codes *codes)
{
	free(codes->list);
	codes->list = NULL;
}

void codes_get(const struct codes *codes, size_t n, char code[VALUE_SIZE])
{
	size_t at;

	memcpy(code,
		codes->count ? codes->list[n % codes->count] : codes->first,
		VALUE_SIZE);
	if (codes->count)
		return;
	for (at = strlen(code); at > 0 && n > 0; at--) {
		if (code[at - 1] < '0' || code[at - 1] > '9')
			return;
		n += (size_t)(code[at - 1] - '0');
		code[at - 1] = (char)('0' + n % 10);
		n /= 10;
	}
}

bool codes_draw(const struct codes *codes, const char *code,
	const struct sheet *sheet, struct grey *page, double dots)
{
	const struct item *qr = sheet_find(sheet, ITEM_QR);
	const struct item *bars = sheet_find(sheet, ITEM_BARCODE);
	const char *mark = codes->url ? strstr(codes->url, "{code}") : NULL;
	char payload[2 * VALUE_SIZE + 512];

	snprintf(payload, sizeof(payload), "%s", code);
	if (mark)
		snprintf(payload, sizeof(payload), "%.*s%s%s",
			(int)(mark - codes->url), codes->url, code,
			mark + strlen("{code}"));
	return (!qr || draw_qr(page, dots, &qr->at, payload))
	       && (!bars || draw_code128(page, dots, &bars->at, code));
}
