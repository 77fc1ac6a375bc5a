/* SPDX-License-Identifier: MIT */
#include "census.h"

#include <string.h>

/* The sheets of one dossier by what they are. */
struct group {
	int32_t scan, keyed, online, chosen; /* the first of each, or NONE */
	int32_t rival;                       /* a second rating, or NONE */
	int32_t any;                         /* the first alive, or NONE */
	int32_t silent; /* the first photograph without answers, or NONE */
	int32_t late;
	unsigned scans, scan_ratings, keyed_count, online_count;
};

static void note_first(int32_t *first, int32_t at)
{
	if (*first == PH_NONE)
		*first = at;
}

static void add_sheet(
	struct group *g, const struct census_sheet *sheet, int32_t at)
{
	bool rated = sheet->flags & SHEET_RATED;

	note_first(&g->any, at);
	if (sheet->flags & SHEET_CHOSEN)
		g->chosen = at;
	switch ((enum ph_channel)sheet->channel) {
	case PH_CHANNEL_SCAN:
		g->scans++;
		if (!rated) {
			note_first(&g->silent, at);
			break;
		}
		if (g->scan_ratings++ > 0)
			note_first(&g->rival, at);
		note_first(&g->scan, at);
		break;
	case PH_CHANNEL_KEYED:
		if (g->keyed_count++ > 0)
			note_first(&g->rival, at);
		note_first(&g->keyed, at);
		break;
	case PH_CHANNEL_ONLINE:
		g->online_count++;
		note_first(&g->online, at);
		break;
	}
}

/* The closing whose frozen sheets hold this form, or NULL. */
static const struct census_closing *closing_of(
	const struct census *census, int32_t at, bool alone)
{
	for (; at != PH_NONE; at = census->sheets.at[at].next) {
		uint16_t closed = census->sheets.at[at].closed;

		if (closed)
			return &census->closings.at[closed - 1];
		if (alone)
			break;
	}
	return NULL;
}

/* What came for a form after its closing is set aside, and so is a sheet that
 * was closed with another form. */
static struct group group_from(const struct census *census, int32_t at,
	bool alone, const struct census_closing *closing)
{
	struct group g = {
		.scan = PH_NONE,
		.keyed = PH_NONE,
		.online = PH_NONE,
		.chosen = PH_NONE,
		.rival = PH_NONE,
		.any = PH_NONE,
		.silent = PH_NONE,
		.late = PH_NONE,
	};

	for (; at != PH_NONE; at = census->sheets.at[at].next) {
		const struct census_sheet *sheet = &census->sheets.at[at];
		bool late = closing && sheet->batch > closing->batch;
		bool settled = sheet->flags & (SHEET_REPLACED | SHEET_EXCLUDED);

		late = late || sheet->flags & SHEET_STRAYED;
		if (!settled && (late || sheet->flags & SHEET_LATE))
			note_first(&g.late, at);
		if (!settled && !late)
			add_sheet(&g, sheet, at);
		if (alone)
			break;
	}
	return g;
}

/* What was keyed, where the photograph said nothing sure; and whether the two
 * contradict each other. */
static bool join_answers(
	int8_t *answers, const int8_t *keyed, const int8_t *scanned, size_t n)
{
	bool fine = true;

	for (size_t i = 0; i < n; i++) {
		bool seen = scanned[i] >= 0 || scanned[i] == PH_BLANK;

		answers[i] = keyed[i] == PH_ABSENT ? scanned[i] : keyed[i];
		if (seen && keyed[i] != PH_ABSENT && keyed[i] != scanned[i])
			fine = false;
	}
	return fine;
}

/* How many ratings there are of each kind. Where the portal's count, one beside
 * a rating on paper is a second one, of the kind that it stands beside. */
static void count_ratings(
	struct ph_case *facts, const struct group *g, bool count_online)
{
	facts->scans = g->scans;
	facts->scan_ratings = g->scan_ratings;
	facts->keyed = g->keyed_count;
	facts->online = g->online_count;
	if (!count_online)
		return;
	if (g->scan_ratings && !g->keyed_count)
		facts->scan_ratings += g->online_count;
	else
		facts->keyed += g->online_count;
}

/* Chooses the rating that speaks for the form and fills in its facts. */
static void take_rating(
	const struct census *census, struct census_form *form, struct group *g)
{
	const struct census_sheet *sheets = census->sheets.at;
	struct ph_case *facts = &form->facts;
	bool online = census->query->settings->count_online;
	int32_t speaks = g->chosen != PH_NONE  ? g->chosen
			 : g->keyed != PH_NONE ? g->keyed
			 : g->scan != PH_NONE  ? g->scan
			 : online              ? g->online
					       : PH_NONE;

	count_ratings(facts, g, online);
	facts->settled = g->chosen != PH_NONE;
	facts->paper_against_online =
		g->online != PH_NONE && !facts->settled
		&& (g->keyed != PH_NONE || g->scan != PH_NONE);
	form->rated = speaks != PH_NONE;
	form->sheet = speaks != PH_NONE ? speaks : g->any;
	form->other = g->rival != PH_NONE ? g->rival : g->online;
	if (speaks == PH_NONE)
		return;
	memcpy(form->answers, sheets[speaks].answers, sizeof(form->answers));
	if (speaks != g->keyed || g->scan == PH_NONE || facts->settled)
		return;
	facts->keyed_against_scan = !join_answers(form->answers,
		sheets[g->keyed].answers, sheets[g->scan].answers,
		census->query->rules->fields.count);
	if (facts->keyed_against_scan)
		form->other = g->scan;
}

/* The first date of collection that any sheet of the form gives, the rating's
 * own first. */
static ph_date collected(
	const struct census *census, int32_t speaks, int32_t first, bool alone)
{
	ph_date date = census->sheets.at[speaks].date;

	for (int32_t at = first; date == PH_NO_DATE && at != PH_NONE;
		at = census->sheets.at[at].next) {
		date = census->sheets.at[at].date;
		if (alone)
			break;
	}
	return date;
}

static void place_in_time(
	const struct census *census, struct census_form *form, ph_date day)
{
	const struct census_dossier *dossier = &census->dossiers[form->code_id];
	ph_date entered = census->sheets.at[form->sheet].entered;
	struct ph_case *facts = &form->facts;

	facts->today = census->query->today;
	facts->period = census->query->period;
	facts->received = dossier->received;
	facts->due = dossier->due;
	facts->returned = dossier->returned;
	form->timing = ph_timing_of(dossier->due, dossier->returned);
	switch (census->query->settings->date_field) {
	case PH_DATE_COLLECTED:
		form->date = day;
		break;
	case PH_DATE_RETURNED:
		form->date = dossier->returned;
		break;
	case PH_DATE_ENTERED:
		form->date = entered;
		break;
	}
	facts->dated = form->date != PH_NO_DATE;
	if (form->date == PH_NO_DATE)
		form->date = day;
	if (form->date == PH_NO_DATE)
		form->date = dossier->returned;
	if (form->date == PH_NO_DATE)
		form->date = entered;
	facts->date = day;
}

/* Whose form it is: the register's word, else the keyed officer's. */
static void attribute(const struct census *census, struct census_form *form)
{
	const struct census_dossier *dossier = &census->dossiers[form->code_id];
	int32_t keyed = census->sheets.at[form->sheet].officer;
	struct ph_case *facts = &form->facts;

	form->officer = dossier->officer >= 0 ? dossier->officer : keyed;
	facts->officer_unknown =
		form->officer >= 0 && census->officer_register_size
		&& !census->officers.at[form->officer].registered;
	facts->officer_differs = keyed >= 0 && dossier->officer >= 0
				 && keyed != dossier->officer;
	form->unit = dossier->unit;
	if (form->unit == PH_NONE && form->officer >= 0)
		form->unit = census->officers.at[form->officer].unit;
	if (form->unit == PH_NONE)
		form->unit = census_own_unit(census);
	facts->other_unit =
		form->unit >= 0 && !census->units.at[form->unit].ours;
	form->field = dossier->field;
}

/* A form stays in the period that was closed with it; one that is in no frozen
 * sheet, but whose day lies in a closed period, came too late as a whole. */
static void place_by_closing(const struct census *census,
	const struct census_closing *closing, struct census_form *form)
{
	const struct census_closing *other;

	if (closing) {
		if (form->date < closing->from || form->date > closing->to)
			form->date = closing->to;
		return;
	}
	ph_list_for (other, &census->closings) {
		if (form->date < other->from || form->date > other->to)
			continue;
		form->late = form->sheet;
		form->facts.period_closed = true;
	}
}

static bool in_period(const struct census *census, ph_date date)
{
	const struct ph_period *period = census->query->period;

	return !period || (date >= period->from && date <= period->to);
}

bool census_is_unread(const struct census_sheet *sheet)
{
	return !sheet->code_id && sheet->status == PH_STATUS_UNREAD
	       && !(sheet->flags & SHEET_RATED);
}

static unsigned copies_of(const struct group *g)
{
	unsigned paper = g->scans > g->keyed_count ? g->scans : g->keyed_count;

	return paper ? paper : g->online_count;
}

/* Of its pieces of paper, those whose answers are still to be keyed. An entry
 * is taken for the paper of a photograph that has answers, until there are more
 * of them; where a person chose a rating, the others are not waited for. */
static unsigned unrated_of(
	const struct group *g, const struct census_form *form)
{
	unsigned paper = g->scans > g->keyed_count ? g->scans : g->keyed_count;
	unsigned rated = g->scan_ratings > g->keyed_count ? g->scan_ratings
							  : g->keyed_count;

	if (!rated && form->rated)
		rated = 1; /* by the portal's */
	return form->facts.settled ? 0
				   : paper - (rated < paper ? rated : paper);
}

/* Something of it is alive, and more than a portal's rating that is only
 * compared with. */
static bool is_paper(const struct census *census, const struct group *g)
{
	if (census->query->settings->count_online)
		return g->any != PH_NONE || g->late != PH_NONE;
	return g->scans || g->keyed_count || g->late != PH_NONE;
}

/* false: there is no such form, or it belongs to another period. */
static bool make_form(const struct census *census, int64_t code_id,
	int32_t first, bool alone, struct census_form *form)
{
	const struct census_sheet *sheet;
	const struct census_closing *closing = closing_of(census, first, alone);
	struct group g = group_from(census, first, alone, closing);
	bool only_late = g.any == PH_NONE;

	*form = (struct census_form){
		.code_id = code_id,
		.late = g.late,
		.silent = g.silent,
	};
	memset(form->answers, PH_ABSENT, sizeof(form->answers));
	if (!is_paper(census, &g))
		return false;
	note_first(&g.any, g.late);
	take_rating(census, form, &g);
	place_in_time(
		census, form, collected(census, form->sheet, first, alone));
	place_by_closing(census, closing, form);
	if (!in_period(census, form->date))
		return false;
	attribute(census, form);
	sheet = &census->sheets.at[form->sheet];
	form->entries = g.keyed_count;
	form->copies = census_is_unread(sheet) ? 0 : copies_of(&g);
	form->unrated = census_is_unread(sheet) ? 0 : unrated_of(&g, form);
	form->facts.has_code = code_id > 0;
	form->facts.malformed = census->judged[code_id] & CODE_MALFORMED;
	form->facts.odd = census->judged[code_id] & CODE_ODD;
	form->facts.known = census->dossiers[code_id].known;
	form->facts.register_loaded = census->register_size > 0;
	form->facts.codes_disagree = sheet->flags & SHEET_DISAGREE;
	form->facts.doubtful_photo = sheet->status == PH_STATUS_DOUBTFUL
				     && !(sheet->flags & SHEET_MARKS);
	form->facts.unread_photo = sheet->status == PH_STATUS_UNREAD;
	form->facts.period_closed |= only_late;
	form->facts.answers = form->answers;
	form->verdict = ph_check_case(census->query->rules, &form->facts);
	return true;
}

bool census_form_of(const struct census *census, int64_t code_id, int32_t sheet,
	struct census_form *form)
{
	bool alone = code_id == 0;
	int32_t first = alone ? sheet : census->first[code_id];

	return first != PH_NONE
	       && make_form(census, code_id, first, alone, form);
}

bool census_each_form(const struct census *census,
	bool (*row)(void *context, const struct census_form *form),
	void *context)
{
	struct census_form form;

	for (size_t code = 1; code < census->code_count; code++)
		if (census->first[code] != PH_NONE
			&& census_form_of(census, (int64_t)code, PH_NONE, &form)
			&& !row(context, &form))
			return false;
	for (int32_t at = census->first[0]; at != PH_NONE;
		at = census->sheets.at[at].next)
		if (census_form_of(census, 0, at, &form)
			&& !row(context, &form))
			return false;
	return true;
}

struct paper {
	int64_t scans, keyed;
	int64_t rated; /* photographs without a code whose marks were read:
			* nobody keys these again */
};

static int64_t pieces(struct paper paper)
{
	return paper.rated
	       + (paper.scans > paper.keyed ? paper.scans : paper.keyed);
}

static void add_paper(const struct census_sheet *sheet, ph_date date,
	int32_t box, struct paper *paper)
{
	bool put_aside =
		census_is_unread(sheet)
		|| (!sheet->code_id && (sheet->flags & SHEET_EXCLUDED));

	if (sheet->date != date || (box != PH_NONE && sheet->box != box)
		|| (sheet->flags & (SHEET_REPLACED | SHEET_STRAYED))
		|| put_aside)
		return;
	if (sheet->channel == PH_CHANNEL_SCAN && !sheet->code_id
		&& (sheet->flags & SHEET_RATED))
		paper->rated++;
	else
		paper->scans += sheet->channel == PH_CHANNEL_SCAN;
	paper->keyed += sheet->channel == PH_CHANNEL_KEYED;
}

int64_t census_count_box(const struct census *census, ph_date date, int32_t box)
{
	int64_t count = 0;

	for (size_t code = 0; code < census->code_count; code++) {
		struct paper paper = { 0 };

		for (int32_t at = census->first[code]; at != PH_NONE;
			at = census->sheets.at[at].next)
			add_paper(&census->sheets.at[at], date, box, &paper);
		count += pieces(paper);
	}
	return count;
}
