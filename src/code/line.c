/* SPDX-License-Identifier: MIT */
/* zbar's decoder of linear codes, one scan line at a time. */
#include "code_internal.h"

#include <string.h>
#include <zbar.h>

struct ph_liner {
	zbar_decoder_t *decoder;
	zbar_scanner_t *scanner;
	size_t at; /* sample of the line */
	void (*each)(enum ph_symbology symbology, const char *payload,
		size_t length, size_t end, void *context);
	void *context;
};

static void take(zbar_decoder_t *decoder)
{
	struct ph_liner *liner = zbar_decoder_get_userdata(decoder);
	zbar_symbol_type_t type = zbar_decoder_get_type(decoder);
	const char *payload = zbar_decoder_get_data(decoder);
	unsigned length = zbar_decoder_get_data_length(decoder);

	if ((type != ZBAR_CODE128 && type != ZBAR_CODE39) || !payload)
		return;
	if (length >= PH_LINEAR_LEAST && length <= PH_LINEAR_MOST)
		liner->each(type == ZBAR_CODE128 ? PH_CODE128 : PH_CODE39,
			payload, length, liner->at, liner->context);
	/* The decoder's own buffer, const to us by courtesy only. */
	explicit_bzero((char *)payload, length);
}

struct ph_liner *ph_liner_create(void)
{
	static const zbar_symbol_type_t types[] = { ZBAR_CODE128, ZBAR_CODE39 };
	struct ph_liner *liner = ph_alloc(1, sizeof(*liner));

	if (!liner)
		return NULL;
	liner->decoder = zbar_decoder_create();
	liner->scanner =
		liner->decoder ? zbar_scanner_create(liner->decoder) : NULL;
	if (!liner->scanner) {
		ph_liner_destroy(liner);
		return NULL;
	}
	zbar_decoder_set_config(liner->decoder, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		zbar_decoder_set_config(
			liner->decoder, types[i], ZBAR_CFG_ENABLE, 1);
		zbar_decoder_set_config(liner->decoder, types[i],
			ZBAR_CFG_MIN_LEN, PH_LINEAR_LEAST);
	}
	zbar_decoder_set_userdata(liner->decoder, liner);
	zbar_decoder_set_handler(liner->decoder, take);
	return liner;
}

void ph_liner_destroy(struct ph_liner *liner)
{
	if (!liner)
		return;
	if (liner->scanner)
		zbar_scanner_destroy(liner->scanner);
	if (liner->decoder)
		zbar_decoder_destroy(liner->decoder);
	free(liner);
}

void ph_liner_read(struct ph_liner *liner, const uint8_t *line, size_t length,
	void (*each)(enum ph_symbology symbology, const char *payload,
		size_t length, size_t end, void *context),
	void *context)
{
	liner->each = each;
	liner->context = context;
	zbar_scanner_new_scan(liner->scanner);
	for (liner->at = 0; liner->at < length; liner->at++)
		zbar_scan_y(liner->scanner, line[liner->at]);
	/* The last edge is told only when the line has ended. */
	zbar_scanner_flush(liner->scanner);
	zbar_scanner_flush(liner->scanner);
	zbar_scanner_new_scan(liner->scanner);
}
