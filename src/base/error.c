/* SPDX-License-Identifier: MIT */
#include <phieu/error.h>
#include <phieu/list.h>

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void make_printable(char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c < 0x20 || c == 0x7f)
			*text = '?';
	}
}

bool ph_error_set(struct ph_error *err, enum ph_code code, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(err->text, sizeof(err->text), fmt, args);
	va_end(args);
	make_printable(err->text);
	err->code = code;
	return false;
}

bool ph_error_errno(
	struct ph_error *err, enum ph_code code, const char *fmt, ...)
{
	int number = errno;
	char reason[128];
	size_t used;
	va_list args;

	va_start(args, fmt);
	vsnprintf(err->text, sizeof(err->text), fmt, args);
	va_end(args);
	used = strlen(err->text);
	snprintf(err->text + used, sizeof(err->text) - used, ": %s",
		strerror_r(number, reason, sizeof(reason)));
	make_printable(err->text);
	err->code = code;
	return false;
}

bool ph_error_memory(struct ph_error *err)
{
	return ph_error_set(err, PH_BUG, "out of memory");
}

void ph_faults_init(struct ph_faults *faults, const char *file)
{
	*faults = (struct ph_faults){ .file = file };
}

void ph_faults_release(struct ph_faults *faults)
{
	for (size_t i = 0; i < faults->kept; i++) {
		free(faults->list[i].file);
		free(faults->list[i].text);
	}
	free(faults->list);
	ph_faults_init(faults, faults->file);
}

/* A fault that finds no memory is counted all the same, so that the file is
 * still refused. */
void ph_faults_add(struct ph_faults *faults, unsigned long line,
	unsigned column, const char *fmt, ...)
{
	struct ph_fault *fault;
	char text[512];
	va_list args;

	faults->count++;
	if (faults->kept == PH_FAULTS_KEPT)
		return;
	if (!faults->list) {
		faults->list = ph_alloc(PH_FAULTS_KEPT, sizeof(*faults->list));
		if (!faults->list)
			return;
	}
	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	make_printable(text);
	fault = &faults->list[faults->kept];
	*fault = (struct ph_fault){
		.file = ph_copy(faults->file, strlen(faults->file)),
		.line = line,
		.column = column,
		.text = ph_copy(text, strlen(text)),
	};
	if (fault->file && fault->text) {
		faults->kept++;
		return;
	}
	free(fault->file);
	free(fault->text);
}

void ph_faults_format(
	const struct ph_faults *faults, size_t i, char *out, size_t size)
{
	const struct ph_fault *fault = &faults->list[i];

	if (!fault->line)
		snprintf(out, size, "%s: %s", fault->file, fault->text);
	else if (!fault->column)
		snprintf(out, size, "%s:%lu: %s", fault->file, fault->line,
			fault->text);
	else
		snprintf(out, size, "%s:%lu:%u: %s", fault->file, fault->line,
			fault->column, fault->text);
}

bool ph_faults_none(const struct ph_faults *faults, struct ph_error *err)
{
	if (!faults->count)
		return true;
	return ph_error_set(err, PH_BAD_DATA,
		"%s: %zu fault%s; nothing was taken", faults->file,
		faults->count, faults->count == 1 ? "" : "s");
}
