/* SPDX-License-Identifier: MIT */
/* A helper's run from its start to its end, in bounds. */
#include "image_internal.h"

#include <phieu/time.h>

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	CHUNK = 65536 /* bytes: what a pipe of Linux holds */
};

struct run {
	const struct ph_helper_job *job;
	const struct ph_image_limits *limits;
	struct ph_helper_answer *answer;
	struct ph_image_trouble *trouble;
	struct ph_helper_process process;
	size_t complained;
};

void ph_descriptor_close(int descriptor)
{
	if (descriptor >= 0)
		close(descriptor);
}

void ph_helper_answer_release(struct ph_helper_answer *answer)
{
	free(answer->bytes);
	*answer = (struct ph_helper_answer){ 0 };
}

static bool grow(struct ph_helper_answer *answer)
{
	size_t room = answer->room ? answer->room * 2 : 2 * (size_t)CHUNK;
	uint8_t *moved;

	if (answer->room - answer->length >= CHUNK)
		return true;
	moved = realloc(answer->bytes, room);
	if (!moved)
		return false;
	answer->bytes = moved;
	answer->room = room;
	return true;
}

static void shut(int *descriptor)
{
	ph_descriptor_close(*descriptor);
	*descriptor = -1;
}

static bool take_answer(struct run *run)
{
	struct ph_helper_answer *answer = run->answer;
	ssize_t got;

	if (!grow(answer))
		return ph_trouble_memory(run->trouble);
	got = read(run->process.answer, answer->bytes + answer->length, CHUNK);
	if (got <= 0) {
		shut(&run->process.answer);
		return true;
	}
	answer->length += (size_t)got;
	if (answer->length <= run->job->answer_limit)
		return true;
	return ph_trouble_set(run->trouble, PH_IMAGE_HELPER_LIMIT,
		"%s gave more than %zu bytes", run->job->argv[0],
		run->job->answer_limit);
}

/* Keeps the beginning, reads on so that the helper is not held up. */
static void take_complaint(struct run *run)
{
	char chunk[4096], *out = run->answer->complaint;
	ssize_t got = read(run->process.complaint, chunk, sizeof(chunk));
	size_t room = sizeof(run->answer->complaint) - 1 - run->complained;

	if (got <= 0) {
		shut(&run->process.complaint);
		return;
	}
	if (room > (size_t)got)
		room = (size_t)got;
	memcpy(out + run->complained, chunk, room);
	run->complained += room;
}

static bool refuse_late(struct run *run)
{
	return ph_trouble_set(run->trouble, PH_IMAGE_HELPER_LIMIT,
		"%s was stopped after %u s", run->job->argv[0],
		run->limits->helper_s);
}

static bool listen_until(struct run *run, double deadline)
{
	while (run->process.answer >= 0 || run->process.complaint >= 0) {
		struct pollfd both[2] = {
			{ .fd = run->process.answer, .events = POLLIN },
			{ .fd = run->process.complaint, .events = POLLIN },
		};
		double left = deadline - ph_seconds();

		if (left <= 0)
			return refuse_late(run);
		if (poll(both, 2, (int)(left * 1000) + 1) < 0)
			continue; /* a signal: look at the time again */
		if (both[0].revents && !take_answer(run))
			return false;
		if (both[1].revents)
			take_complaint(run);
	}
	return true;
}

/* Both pipes are closed: nearly always it has ended already. */
static bool wait_until(struct run *run, double deadline)
{
	siginfo_t info = { 0 };

	/* WNOWAIT: the number stays taken, so that its group can be killed. */
	while (waitid(P_PID, (id_t)run->process.id, &info,
		       WEXITED | WNOHANG | WNOWAIT)
			== 0
		&& !info.si_pid) {
		if (ph_seconds() > deadline)
			return refuse_late(run);
		poll(NULL, 0, 2);
	}
	return true;
}

/* Nobody of its group is left behind, however it ended. */
static void end(struct run *run)
{
	int status = 0;

	kill(-run->process.id, SIGKILL);
	/* Its group may not be there yet, if it was stopped at once. */
	kill(run->process.id, SIGKILL);
	while (waitpid(run->process.id, &status, 0) < 0 && errno == EINTR)
		;
	shut(&run->process.answer);
	shut(&run->process.complaint);
	run->answer->status = WIFEXITED(status) ? WEXITSTATUS(status)
						: 128 + WTERMSIG(status);
}

static bool judge(struct run *run)
{
	const struct ph_helper_answer *answer = run->answer;
	bool memory = strstr(answer->complaint, "bad_alloc")
		      || strcasestr(answer->complaint, "out of memory");

	if (answer->status == PH_HELPER_CANNOT_RUN)
		return ph_helper_refuse_missing(run->job, run->trouble);
	if (answer->status == 128 + SIGXCPU || answer->status == 128 + SIGKILL)
		return refuse_late(run);
	if (answer->status && (answer->status == 128 + SIGXFSZ || memory))
		return ph_trouble_set(run->trouble, PH_IMAGE_HELPER_LIMIT,
			"%s needed more than it may take: %s",
			run->job->argv[0],
			memory ? "memory" : "room for its output");
	return true;
}

bool ph_helper_run(const struct ph_helper_job *job,
	const struct ph_image_limits *limits, struct ph_helper_answer *answer,
	struct ph_image_trouble *trouble)
{
	double deadline = ph_seconds() + limits->helper_s;
	struct run run = { job, limits, answer, trouble, .complained = 0 };
	bool fine;

	if (!ph_helper_start(&run.process, job, limits, trouble))
		return false;
	fine = listen_until(&run, deadline) && wait_until(&run, deadline);
	end(&run);
	return fine && judge(&run);
}

int ph_helper_file(
	const uint8_t *bytes, size_t length, struct ph_image_trouble *trouble)
{
	int file = memfd_create("phieu", MFD_CLOEXEC);
	size_t done = 0;

	while (file >= 0 && done < length) {
		ssize_t put = write(file, bytes + done, length - done);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0) {
			shut(&file);
			break;
		}
		done += (size_t)put;
	}
	if (file < 0)
		ph_trouble_memory(trouble);
	return file;
}
