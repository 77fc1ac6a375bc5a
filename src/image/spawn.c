/* SPDX-License-Identifier: MIT */
/* Starting a helper: found in PATH, then forked, confined and executed. */
#include "image_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
	FIRST_FREE = 16 /* above every descriptor that the helper gets */
};

struct start {
	const struct ph_helper_job *job;
	const struct ph_image_limits *limits;
	char program[PATH_MAX];
	char path[PATH_MAX + 8]; /* PATH=… of the helper */
	int answer[2], complaint[2];
	pid_t parent;
};

/* Looks argv[0] up before the fork: execvp may allocate, and a missing
 * program is better told here. */
static bool find_program(struct start *start)
{
	const char *path = getenv("PATH"), *end;

	if (!path || strlen(path) >= PATH_MAX)
		return false;
	snprintf(start->path, sizeof(start->path), "PATH=%s", path);
	for (; *path; path = *end ? end + 1 : end) {
		int used;

		end = strchrnul(path, ':');
		used = snprintf(start->program, sizeof(start->program),
			"%.*s/%s", (int)(end - path), path,
			start->job->argv[0]);
		if (*path == '/' && used < (int)sizeof(start->program)
			&& access(start->program, X_OK) == 0)
			return true;
	}
	return false;
}

/* From here to execve only async-signal-safe calls: the process that forked
 * may have threads, and this copy has their locks in any state. */

static bool limit(int resource, rlim_t most)
{
	struct rlimit both = { most, most };

	return setrlimit(resource, &both) == 0;
}

static bool confine(const struct start *start)
{
	const struct ph_image_limits *limits = start->limits;

	/* The processor time is a second bound behind the parent's deadline,
	 * which holds even if the parent is killed. */
	return limit(RLIMIT_CORE, 0) && limit(RLIMIT_AS, limits->helper_bytes)
	       && limit(RLIMIT_CPU, limits->helper_s + 1)
	       && limit(RLIMIT_FSIZE, start->job->file_limit);
}

/* Each descriptor goes to its number through a high copy, because the source
 * of one may stand where another goes to. */
static int lift(int descriptor)
{
	return descriptor < 0 ? -1
			      : fcntl(descriptor, F_DUPFD_CLOEXEC, FIRST_FREE);
}

static bool arrange(const struct start *start)
{
	int from[5] = {
		lift(open("/dev/null", O_RDONLY | O_CLOEXEC)),
		lift(start->answer[1]),
		lift(start->complaint[1]),
		lift(start->job->input),
		lift(start->job->output),
	};

	for (int to = 0; to < 5; to++) {
		bool wanted = to < 3 || (to == 3 && start->job->input >= 0)
			      || (to == 4 && start->job->output >= 0);

		if (wanted && dup2(from[to], to) < 0)
			return false;
		if (!wanted)
			close(to);
	}
	return close_range(5, ~0U, 0) == 0 || errno == ENOSYS;
}

__attribute__((noreturn)) static void become_helper(const struct start *start)
{
	char language[] = "LC_ALL=C";
	char *environment[] = { (char *)start->path, language, NULL };
	struct sigaction usual = { .sa_handler = SIG_DFL };
	sigset_t none;

	/* A session of its own: no terminal, and one group to kill. */
	setsid();
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	sigemptyset(&none);
	sigaction(SIGPIPE, &usual, NULL);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (getppid() == start->parent && arrange(start) && confine(start))
		execve(start->program, (char *const *)start->job->argv,
			environment);
	_exit(PH_HELPER_CANNOT_RUN);
}

static bool fork_helper(struct start *start, struct ph_helper_process *process)
{
	if (pipe2(start->answer, O_CLOEXEC) != 0)
		return false;
	process->answer = start->answer[0];
	if (pipe2(start->complaint, O_CLOEXEC) != 0) {
		close(start->answer[1]);
		return false;
	}
	process->complaint = start->complaint[0];
	start->parent = getpid();
	process->id = fork();
	if (process->id == 0)
		become_helper(start);
	close(start->answer[1]);
	close(start->complaint[1]);
	return process->id > 0;
}

bool ph_helper_refuse_missing(
	const struct ph_helper_job *job, struct ph_image_trouble *trouble)
{
	return ph_trouble_set(trouble, PH_IMAGE_NO_HELPER,
		"%s not found: install %s", job->argv[0], job->package);
}

bool ph_helper_start(struct ph_helper_process *process,
	const struct ph_helper_job *job, const struct ph_image_limits *limits,
	struct ph_image_trouble *trouble)
{
	struct start start = { .job = job, .limits = limits };

	*process = (struct ph_helper_process){ .answer = -1, .complaint = -1 };
	if (!find_program(&start))
		return ph_helper_refuse_missing(job, trouble);
	if (fork_helper(&start, process))
		return true;
	ph_trouble_set(trouble, PH_IMAGE_HELPER_LIMIT,
		"%s cannot be started: %s", job->argv[0],
		strerrordesc_np(errno));
	ph_descriptor_close(process->answer);
	ph_descriptor_close(process->complaint);
	return false;
}
