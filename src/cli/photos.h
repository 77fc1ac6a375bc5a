/* SPDX-License-Identifier: MIT */
/* What scan and import --photos have in common: which photographs, read how;
 * and the import of photographs while they are being read. */
#ifndef PHIEU_CLI_PHOTOS_H
#define PHIEU_CLI_PHOTOS_H

#include "context.h"
#include "kept_crops.h"
#include "papers.h"

#include <phieu/intake.h>

struct photo_options {
	const char *files_from;
	bool nul_ended;
	int64_t megapixels; /* NOT_GIVEN: the usual limit */
	struct option_list forms;
};

/* The entries of an option table, for a member of the type `options`. */
#define FORM_OPTIONS(options, member)                                        \
	{ 0, "form", "FORM",                                                 \
		"read this form: its id, its folder or its layout CSV; may " \
		"be given again; else all that are there",                   \
		OPTION_LIST, offsetof(options, member.forms) },              \
	{                                                                    \
		0, "layout", "FILE", "the same", OPTION_LIST,                \
			offsetof(options, member.forms)                      \
	}
#define PHOTO_OPTIONS(options, member)                                       \
	{ 0, "files-from", "FILE",                                           \
		"also the paths that FILE names, one a line; - is stdin",    \
		OPTION_STRING, offsetof(options, member.files_from) },       \
		{ '0', "null", NULL,                                         \
			"those paths end in NUL, as of find -print0",        \
			OPTION_FLAG, offsetof(options, member.nul_ended) },  \
	{                                                                    \
		0, "pixel-limit", "MP",                                      \
			"refuse pages of more megapixels; else 120",         \
			OPTION_NUMBER, offsetof(options, member.megapixels), \
			.least = 1                                           \
	}

/* Is there anything to read? */
PH_MUST_CHECK bool photos_check(const struct context *ctx,
	const struct photo_options *opt, struct ph_error *err);
/* The operands and --files-from. */
PH_MUST_CHECK bool photos_gather(struct context *ctx,
	const struct photo_options *opt, struct ph_paths *paths,
	struct ph_error *err);
struct ph_image_limits photos_limits(const struct photo_options *opt);
/* All of a scan but its callbacks. */
void photos_set_up(const struct context *ctx, const struct photo_options *opt,
	const struct ph_paths *paths, const struct papers *papers,
	struct ph_scan *scan);

/* Scans the paths straight into the ledger, in batches of a few pages, so
 * that a killed run loses little, runs again where it stopped, and others can
 * write meanwhile. */
PH_MUST_CHECK bool photos_import(const struct ph_intake *intake,
	struct context *ctx, const struct photo_options *opt,
	const struct ph_paths *paths, const struct papers *papers,
	struct kept_crops *crops, struct ph_intake_count *count,
	struct ph_error *err);

#endif
