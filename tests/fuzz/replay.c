/* SPDX-License-Identifier: MIT */
/*
 * Runs a fuzz target over every file of a folder, one TAP line each: inputs
 * that once crashed, and seeds that reach deep.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
	INPUT_MAX = 1 << 20
};

/* The bytes are copied into a block of their own size, so that a read beyond
 * them is seen by the sanitizer. */
static int run_file(const char *path, const char *name, int number)
{
	static uint8_t buffer[INPUT_MAX];
	FILE *file = fopen(path, "rb");
	size_t size = file ? fread(buffer, 1, sizeof(buffer), file) : 0;
	uint8_t *copy = malloc(size ? size : 1);

	if (!file || !copy) {
		printf("not ok %d - %s\n", number, name);
		free(copy);
		return 1;
	}
	fclose(file);
	memcpy(copy, buffer, size);
	LLVMFuzzerTestOneInput(copy, size);
	free(copy);
	printf("ok %d - %s\n", number, name);
	fflush(stdout);
	return 0;
}

int main(int argc, char **argv)
{
	DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
	struct dirent *entry;
	int count = 0, failed = 0;
	char path[4096];

	if (!folder) {
		fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
		return 64;
	}
	while ((entry = readdir(folder))) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", argv[1], entry->d_name);
		failed += run_file(path, entry->d_name, ++count);
	}
	closedir(folder);
	printf("1..%d\n", count);
	return failed || !count;
}
