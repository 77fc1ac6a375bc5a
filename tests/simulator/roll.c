/* SPDX-License-Identifier: MIT */
#include "roll.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "codes.h"
#include "places.h"
#include "store.h"
#include "truth.h"

struct roll {
	const struct roll_order *order;
	struct sheet_list sheets;
	struct wish_list wishes;
	struct codes codes;
	struct store store;
	struct truth truth;
	FILE *places; /* NULL: not asked for */
	size_t next;  /* form: counted on beyond the last */
};

/* One photo on its way. */
struct shooting {
	char name[NAME_SIZE];
	struct order shot;
	struct wish wish[MAX_PAPERS]; /* the first tells the photo's name */
	struct print prints[MAX_PAPERS];
	int print_count;
	struct filled filled[MAX_PAPERS];
	const struct sheet *forms[MAX_PAPERS];
	char codes[MAX_PAPERS][VALUE_SIZE];
	int form_count;
	struct picture_plan plan;
	struct jpeg jpeg;
};

static const struct sheet *form_at(const struct roll *roll, size_t n)
{
	return &roll->sheets.sheets[n % roll->sheets.count];
}

static bool same_page(const struct sheet *a, const struct sheet *b)
{
	return a->page == b->page && a->slot != b->slot;
}

static bool copy_page(const struct grey *from, struct grey *to)
{
	if (!grey_init(to, from->width, from->height))
		return false;
	memcpy(to->px, from->px, (size_t)from->width * from->height);
	return true;
}

/* The page as it comes from the printer, with the codes of its forms. */
static bool take_page(struct roll *roll, struct shooting *shooting, int first,
	int count, struct rect part, struct rng *rng)
{
	const struct sheet *form = shooting->forms[first];
	const struct page *page =
		pages_get(roll->order->pages, form->page, form->paper.w);
	struct print *print = &shooting->prints[shooting->print_count++];
	struct grey drawn;
	bool good = true;

	if (!page)
		return false;
	if (!roll->order->codes)
		return print_take(print, &page->print, page->dots, part, rng);
	if (!copy_page(&page->print, &drawn))
		return false;
	for (int i = first; i < first + count; i++)
		good = good
		       && codes_draw(&roll->codes, shooting->codes[i],
			       shooting->forms[i], &drawn, page->dots);
	good = good && print_take(print, &drawn, page->dots, part, rng);
	grey_release(&drawn);
	return good;
}

/* Takes the next form: its code and its place in the photo. */
static void take_form(struct roll *roll, struct shooting *shooting)
{
	const struct sheet *form = form_at(roll, roll->next);
	const struct wish *wish;
	int at = shooting->form_count++;

	shooting->forms[at] = form;
	if (roll->order->codes)
		codes_get(&roll->codes, roll->next, shooting->codes[at]);
	else
		memcpy(shooting->codes[at], sheet_code(form),
			strlen(sheet_code(form)) + 1);
	wish = wishes_find(&roll->wishes, shooting->codes[at], roll->next);
	wish_init(&shooting->wish[at]);
	if (wish)
		shooting->wish[at] = *wish;
	roll->next++;
}

static bool fill_form(
	struct shooting *shooting, struct roll *roll, int at, struct rng *rng)
{
	return print_fill(&shooting->prints[shooting->print_count - 1],
		shooting->forms[at], &roll->sheets, &shooting->wish[at], rng,
		&shooting->filled[at]);
}

/* One paper: a form, or a page with its two. */
static bool add_paper(
	struct roll *roll, struct shooting *shooting, struct rng *rng)
{
	const struct page *page;
	int first = shooting->form_count;
	size_t n = roll->next;
	struct rect part = form_at(roll, n)->paper;

	take_form(roll, shooting);
	if (roll->order->pair
		&& same_page(shooting->forms[first], form_at(roll, roll->next)))
		take_form(roll, shooting);
	if (shooting->form_count - first > 1) {
		page = pages_get(roll->order->pages,
			shooting->forms[first]->page, part.w);
		if (!page)
			return false;
		part = (struct rect){ 0, 0, page->print.width / page->dots,
			page->print.height / page->dots };
	}
	if (!take_page(roll, shooting, first, shooting->form_count - first,
		    part, rng))
		return false;
	for (int i = first; i < shooting->form_count; i++)
		if (!fill_form(shooting, roll, i, rng))
			return false;
	return true;
}

/* What the answers say of the photo itself. */
static bool obey(struct shooting *shooting)
{
	const struct wish *wish = &shooting->wish[0];

	if (wish->photo[0])
		memcpy(shooting->name, wish->photo, NAME_SIZE);
	if (wish->level[0])
		shooting->shot.level = level_find(wish->level);
	if (shooting->shot.level)
		return true;
	warnx("%s: unknown level", wish->level);
	return false;
}

static bool shoot(struct roll *roll, struct shooting *shooting, struct rng *rng)
{
	int papers = 1;

	if (roll->order->several && !roll->order->pair)
		papers = 2 + (int)rng_below(rng, MAX_PAPERS - 1);
	for (int i = 0; i < papers; i++)
		if (!add_paper(roll, shooting, rng))
			return false;
	return obey(shooting)
	       && shot_take(&shooting->shot, shooting->prints,
		       shooting->print_count, rng, &shooting->jpeg,
		       &shooting->plan);
}

/* "-cut" after the level tells a damaged file. */
static void tell(struct roll *roll, const struct shooting *shooting)
{
	char level[32];

	snprintf(level, sizeof(level), "%s%s", shooting->shot.level->name,
		shooting->wish[0].keep[0] ? "-cut" : "");
	for (int i = 0; i < shooting->form_count; i++)
		truth_write(&roll->truth,
			&(struct truth_row){ .photo = shooting->name,
				.code = shooting->codes[i],
				.level = level,
				.scene = shooting->plan.note,
				.page = store_page(&roll->store),
				.slot = shooting->forms[i]->slot,
				.filled = &shooting->filled[i] });
	if (roll->places)
		places_write(roll->places, shooting->name, &shooting->plan,
			shooting->prints, shooting->print_count);
}

static bool add_photo(struct roll *roll, size_t n)
{
	struct shooting *shooting = calloc(1, sizeof(*shooting));
	struct rng rng;
	bool good;

	if (!shooting)
		return false;
	shooting->shot = roll->order->shot;
	rng_seed(&rng, roll->order->seed,
		n | level_salt(roll->order->shot.level));
	snprintf(shooting->name, sizeof(shooting->name), "photo-%04zu.jpg",
		n + 1);
	good = shoot(roll, shooting, &rng)
	       && store_photo(&roll->store, shooting->name,
		       shooting->wish[0].keep, &shooting->prints[0].part,
		       &shooting->jpeg);
	if (good)
		tell(roll, shooting);
	for (int i = 0; i < shooting->print_count; i++)
		print_release(&shooting->prints[i]);
	jpeg_release(&shooting->jpeg);
	free(shooting);
	return good;
}

static bool add_all(struct roll *roll, const char *truth_path)
{
	size_t count = roll->order->count;
	bool good = truth_open(&roll->truth, truth_path, &roll->sheets);

	if (!good)
		return false;
	for (size_t n = 0;
		good && (count ? n < count : roll->next < roll->sheets.count);
		n++)
		good = add_photo(roll, n);
	if (!store_close(&roll->store))
		good = false;
	return truth_close(&roll->truth) && good;
}

static bool add_places(struct roll *roll, const char *truth_path)
{
	const char *path = roll->order->places_path;
	bool good;

	if (!path)
		return add_all(roll, truth_path);
	roll->places = fopen(path, "w");
	if (!roll->places) {
		warn("%s", path);
		return false;
	}
	places_head(roll->places);
	good = add_all(roll, truth_path) && !ferror(roll->places);
	if (fclose(roll->places) == 0 && good)
		return true;
	warnx("%s: not written whole", path);
	return false;
}

bool roll_make(const struct roll_order *order)
{
	struct roll roll = { .order = order, .store.folder = order->folder };
	char truth[PATH_SIZE];
	bool good;

	good = folder_make(order->folder)
	       && path_join(truth, order->folder, "truth.csv")
	       && sheets_load(&roll.sheets, order->layout_path)
	       && (!order->answers_path
		       || wishes_load(
			       &roll.wishes, order->answers_path, &roll.sheets))
	       && (!order->codes
		       || codes_init(&roll.codes, order->codes, order->url))
	       && add_places(
		       &roll, order->truth_path ? order->truth_path : truth);
	codes_release(&roll.codes);
	wishes_release(&roll.wishes);
	sheets_release(&roll.sheets);
	return good;
}
