/* SPDX-License-Identifier: MIT */
#include <phieu/hash.h>

#include <nettle/sha2.h>

void ph_hash(const void *bytes, size_t length, uint8_t out[PH_HASH_SIZE])
{
	struct sha256_ctx sha;

	sha256_init(&sha);
	sha256_update(&sha, length, bytes);
	sha256_digest(&sha, PH_HASH_SIZE, out);
}

const char *ph_hash_hex(
	const uint8_t hash[PH_HASH_SIZE], char out[PH_HASH_HEX_SIZE])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < PH_HASH_SIZE; i++) {
		out[2 * i] = digits[hash[i] >> 4];
		out[2 * i + 1] = digits[hash[i] & 15];
	}
	out[2 * PH_HASH_SIZE] = '\0';
	return out;
}

static int nibble(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool ph_hash_parse(const char *hex, size_t length, uint8_t out[PH_HASH_SIZE])
{
	if (length != 2 * PH_HASH_SIZE)
		return false;
	for (size_t i = 0; i < PH_HASH_SIZE; i++) {
		int high = nibble(hex[2 * i]), low = nibble(hex[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		out[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}
