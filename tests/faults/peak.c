/* SPDX-License-Identifier: MIT */
/*
 * peak FILE COMMAND…: runs it, writes the most memory that it held (resident,
 * in KiB) to FILE, and returns its status.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	EXIT_USAGE = 64,
	EXIT_NOT_FOUND = 127,
};

int main(int argc, char **argv)
{
	struct rusage usage;
	int status;
	pid_t child;
	FILE *out;

	if (argc < 3)
		return EXIT_USAGE;
	child = fork();
	if (child == 0) {
		execvp(argv[2], argv + 2);
		perror(argv[2]);
		_exit(EXIT_NOT_FOUND);
	}
	if (child < 0 || wait4(child, &status, 0, &usage) < 0) {
		perror("peak");
		return EXIT_FAILURE;
	}
	out = fopen(argv[1], "w");
	if (!out || fprintf(out, "%ld\n", usage.ru_maxrss) < 0 || fclose(out)) {
		perror(argv[1]);
		return EXIT_FAILURE;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
