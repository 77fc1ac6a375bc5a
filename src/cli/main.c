/* SPDX-License-Identifier: MIT */
#include "cli.h"

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file that is opened while 0, 1 or 2 is free would become our stdout and
 * be written into. What is put there instead fails when it is used. */
static bool fill_streams(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY);
	while (fd >= 0 && fd <= STDERR_FILENO);
	return fd > STDERR_FILENO && close(fd) == 0;
}

int main(int argc, char **argv)
{
	if (!fill_streams())
		return PH_BUG;
	/* Not LC_NUMERIC: the decimal comma would break CSV and JSON. */
	setlocale(LC_CTYPE, "");
	setlocale(LC_MESSAGES, "");
	umask(077);               /* ratings are nobody else's business */
	signal(SIGPIPE, SIG_IGN); /* a write error, told by the status */
	return (int)cli_run(argc, argv);
}
