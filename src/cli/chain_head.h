/* SPDX-License-Identifier: MIT */
/* The head of the ledger's chain, as the minutes carry it on paper. */
#ifndef PHIEU_CLI_CHAIN_HEAD_H
#define PHIEU_CLI_CHAIN_HEAD_H

#include <phieu/error.h>
#include <phieu/trail.h>

enum {
	CHAIN_HEAD_SIZE = 2 * PH_CHAIN_SIZE + PH_CHAIN_SIZE / 2
};

/* 32 digits in groups of four: f12c 6da7 … Returns out. */
const char *chain_head_format(
	const uint8_t head[PH_CHAIN_SIZE], char out[CHAIN_HEAD_SIZE]);
/* The same with or without spaces, in upper or lower case; else PH_USAGE. */
PH_MUST_CHECK bool chain_head_parse(
	const char *text, uint8_t head[PH_CHAIN_SIZE], struct ph_error *err);

#endif
