/* SPDX-License-Identifier: MIT */
/* bands.csv. */
#include "load.h"

#include <string.h>

static const char *const subjects[PH_SUBJECTS] = {
	[PH_SUBJECT_OFFICER] = "officer",
	[PH_SUBJECT_UNIT] = "unit",
};

/* The band above, or NULL for a subject's first. */
static const struct ph_band *above(
	const struct ph_rules *rules, enum ph_subject subject)
{
	for (size_t i = rules->band_count; i > 0; i--)
		if (rules->bands[i - 1].subject == subject)
			return &rules->bands[i - 1];
	return NULL;
}

static bool take_band(const struct reading *in)
{
	struct ph_rules *rules = in->load->rules;
	struct ph_band band = {
		.subject = (enum ph_subject)cell_word(
			in, 0, subjects, PH_SUBJECTS),
		.at_least = cell_tenths(in, 1),
	};
	const struct ph_band *higher = above(rules, band.subject);
	struct ph_band *kept;

	if (higher && higher->at_least <= band.at_least)
		cell_fault(in, 1,
			"«%s» is not below the %s band before it: the highest "
			"comes first",
			cell(in, 1), subjects[band.subject]);
	kept = LOAD_PUSH(rules->bands, rules->band_count);
	if (!kept)
		return false;
	*kept = band;
	return cell_name(in, 2, &kept->label) && cell_copy(in, 3, &kept->source)
	       && load_line(
		       in, &in->load->band_lines, &in->load->band_line_count);
}

/* The points that a subject can reach, in tenths. */
static int reachable(const struct ph_rules *rules, enum ph_subject subject)
{
	const struct ph_tally none[PH_CRITERIA_MAX] = { 0 };
	struct ph_score score;

	ph_score_make(&score, rules, subject, none);
	return (int)score.max * 10;
}

static void check_bands(struct load *load)
{
	const struct ph_rules *rules = load->rules;

	for (int s = 0; s < PH_SUBJECTS; s++) {
		const struct ph_band *lowest = above(rules, s);

		if (!lowest || lowest->at_least != 0)
			load_fault(load, TABLE_BANDS, 0,
				"no %s band at 0: every total needs a band",
				subjects[s]);
	}
	for (size_t i = 0; i < rules->band_count; i++) {
		const struct ph_band *band = &rules->bands[i];
		int most = reachable(rules, band->subject);

		if (load->usable[TABLE_CRITERIA] && band->at_least > most)
			load_fault(load, TABLE_BANDS, load->band_lines[i],
				"«at_least»: %s reaches %d points at most",
				subjects[band->subject], most / 10);
	}
}

const struct table_loader load_bands = {
	.file = "bands.csv",
	.columns = { "subject", "at_least", "label", "source" },
	.row = take_band,
	.check = check_bands,
};
