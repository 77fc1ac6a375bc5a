/* SPDX-License-Identifier: MIT */
/*
 * kill_after MICROSECONDS COMMAND…: runs it and kills it by SIGKILL after so
 * long. The status is 137 when it was killed, else the command's own.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	EXIT_USAGE = 64,
	EXIT_NOT_FOUND = 127,
	EXIT_KILLED = 128 + SIGKILL,
};

int main(int argc, char **argv)
{
	struct timespec wait = { 0 };
	sigset_t ended;
	long after;
	int status;
	pid_t child;

	if (argc < 3)
		return EXIT_USAGE;
	after = strtol(argv[1], NULL, 10);
	wait.tv_sec = after / 1000000;
	wait.tv_nsec = after % 1000000 * 1000;
	/* Waits for the child's end and for the moment at once. */
	sigemptyset(&ended);
	sigaddset(&ended, SIGCHLD);
	sigprocmask(SIG_BLOCK, &ended, NULL);
	child = fork();
	if (child == 0) {
		sigprocmask(SIG_UNBLOCK, &ended, NULL);
		execvp(argv[2], argv + 2);
		perror(argv[2]);
		_exit(EXIT_NOT_FOUND);
	}
	if (child < 0) {
		perror("fork");
		return EXIT_FAILURE;
	}
	if (sigtimedwait(&ended, NULL, &wait) < 0)
		kill(child, SIGKILL);
	if (waitpid(child, &status, 0) < 0)
		return EXIT_FAILURE;
	if (WIFEXITED(status))
		return WEXITSTATUS(status);
	return WTERMSIG(status) == SIGKILL ? EXIT_KILLED
					   : 128 + WTERMSIG(status);
}
