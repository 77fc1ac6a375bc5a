/* SPDX-License-Identifier: MIT */
/*
 * make_codes FOLDER COUNT: small pictures FOLDER/0001.png … with the QR codes
 * of the dossiers H29.12-240801-0001 …: the quickest photographs to read.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zint.h>

static int make(const char *folder, int number)
{
	struct zint_symbol *symbol = ZBarcode_Create();
	char code[32];
	int length, status;

	if (!symbol)
		return ZINT_ERROR_MEMORY;
	symbol->symbology = BARCODE_QRCODE;
	symbol->scale = 1.5f;
	symbol->whitespace_width = symbol->whitespace_height = 4;
	snprintf(symbol->outfile, sizeof(symbol->outfile), "%s/%04d.png",
		folder, number);
	length = snprintf(code, sizeof(code), "H29.12-240801-%04d", number);
	status = ZBarcode_Encode_and_Print(
		symbol, (unsigned char *)code, length, 0);
	if (status >= ZINT_ERROR)
		fprintf(stderr, "%s: %s\n", symbol->outfile, symbol->errtxt);
	ZBarcode_Delete(symbol);
	return status >= ZINT_ERROR ? status : 0;
}

int main(int argc, char **argv)
{
	long count;

	if (argc != 3)
		return 64;
	count = strtol(argv[2], NULL, 10);
	for (int i = 1; i <= count; i++)
		if (make(argv[1], i) != 0)
			return EXIT_FAILURE;
	return EXIT_SUCCESS;
}
