/* SPDX-License-Identifier: MIT */
/*
 * hash — SHA-256 (FIPS 180-4), by nettle, known to this piece alone.
 */
#ifndef PHIEU_HASH_H
#define PHIEU_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	PH_HASH_SIZE = 32,
	PH_HASH_HEX_SIZE = 65
};

void ph_hash(const void *bytes, size_t length, uint8_t out[PH_HASH_SIZE]);

/* 64 lower-case digits and a NUL. Returns out. */
const char *ph_hash_hex(
	const uint8_t hash[PH_HASH_SIZE], char out[PH_HASH_HEX_SIZE]);
/* false: not 64 hexadecimal digits. */
bool ph_hash_parse(const char *hex, size_t length, uint8_t out[PH_HASH_SIZE]);

#endif
