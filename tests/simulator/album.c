/* SPDX-License-Identifier: MIT */
#include "album.h"

#include <err.h>
#include <string.h>

#include "form_page.h"
#include "store.h"
#include "truth.h"

enum {
	PAYLOAD_SIZE = 512
};

struct album {
	const struct album_order *order;
	struct sheet_list fields;
	struct store store;
	struct truth truth;
};

/* One form on its way. */
struct shooting {
	const struct form *form;
	struct order shot;
	char name[sizeof(((struct form *)NULL)->photo)];
	struct picture_plan plan;
	struct filled filled;
	struct jpeg jpeg;
};

static void append(char payload[PAYLOAD_SIZE], const char *text, size_t length)
{
	size_t used = strlen(payload);

	if (used + length >= PAYLOAD_SIZE)
		length = PAYLOAD_SIZE - 1 - used;
	memcpy(payload + used, text, length);
	payload[used + length] = '\0';
}

/*
 * {code} stands for the dossier's code, {id} for a citizen's number, which is
 * made up: no province has the number 999.
 */
static void write_payload(
	const struct form *form, struct rng *rng, char payload[PAYLOAD_SIZE])
{
	char id[24];

	snprintf(id, sizeof(id), "999%09u", rng_below(rng, 1000000000));
	payload[0] = '\0';
	if (!form->url[0])
		append(payload, form->code, strlen(form->code));
	for (const char *at = form->url; *at;) {
		if (strncmp(at, "{code}", 6) == 0) {
			append(payload, form->code, strlen(form->code));
			at += 6;
		} else if (strncmp(at, "{id}", 4) == 0) {
			append(payload, id, strlen(id));
			at += 4;
		} else {
			append(payload, at++, 1);
		}
	}
}

/* "21" on the form is 2 and 1. */
static void make_wish(const struct form *form, struct wish *wish)
{
	wish_init(wish);
	memcpy(wish->style, form->style, sizeof(wish->style));
	for (int q = 0; q < QUESTIONS; q++) {
		char *to = wish->answer[q];

		for (const char *at = form->answer[q]; *at; at++) {
			if (at > form->answer[q])
				*to++ = '+';
			*to++ = *at;
		}
		*to = '\0';
	}
}

static bool shoot(
	struct album *album, struct shooting *shooting, struct rng *rng)
{
	const struct layout *layout = album->order->layout;
	char payload[PAYLOAD_SIZE];
	struct sheet sheet;
	struct print print = { 0 };
	struct grey page;
	struct wish wish;
	bool good;

	write_payload(shooting->form, rng, payload);
	make_wish(shooting->form, &wish);
	if (!page_draw(layout, shooting->form, payload, &page))
		return false;
	good = layout_sheet(layout, shooting->form->code, &sheet)
	       && print_take(&print, &page, PAGE_DPI / 25.4, layout->page, rng)
	       && print_fill(&print, &sheet, &album->fields, &wish, rng,
		       &shooting->filled)
	       && shot_take(&shooting->shot, &print, 1, rng, &shooting->jpeg,
		       &shooting->plan);
	grey_release(&page);
	print_release(&print);
	sheet_release(&sheet);
	return good;
}

/* "-cut" after the level tells a damaged file. */
static void tell(struct album *album, const struct shooting *shooting)
{
	char level[32];

	snprintf(level, sizeof(level), "%s%s", shooting->shot.level->name,
		shooting->form->keep[0] ? "-cut" : "");
	truth_write(&album->truth, &(struct truth_row){ .photo = shooting->name,
					   .code = shooting->form->code,
					   .level = level,
					   .scene = shooting->plan.note,
					   .page = store_page(&album->store),
					   .slot = 1,
					   .filled = &shooting->filled });
}

static bool add_form(struct album *album, const struct form *form, size_t n)
{
	struct shooting shooting = { .form = form, .shot = album->order->shot };
	struct rng rng;
	bool good;

	rng_seed(&rng, album->order->seed, n);
	snprintf(
		shooting.name, sizeof(shooting.name), "photo-%04zu.jpg", n + 1);
	if (form->photo[0])
		memcpy(shooting.name, form->photo, sizeof(shooting.name));
	if (form->level[0])
		shooting.shot.level = level_find(form->level);
	if (!shooting.shot.level) {
		warnx("%s: unknown level", form->level);
		return false;
	}
	if (!shoot(album, &shooting, &rng))
		return false;
	good = store_photo(&album->store, shooting.name, form->keep,
		&album->order->layout->page, &shooting.jpeg);
	jpeg_release(&shooting.jpeg);
	if (good)
		tell(album, &shooting);
	return good;
}

static bool add_all(struct album *album, const struct form_list *list,
	const char *truth_path)
{
	bool good = truth_open(&album->truth, truth_path, &album->fields);

	if (!good)
		return false;
	for (size_t i = 0; good && i < list->count; i++)
		good = add_form(album, &list->forms[i], i);
	if (!store_close(&album->store))
		good = false;
	return truth_close(&album->truth) && good;
}

bool album_make(const struct form_list *list, const struct album_order *order)
{
	struct album album = { .order = order, .store.folder = order->folder };
	char truth[PATH_SIZE], layout[PATH_SIZE];
	struct sheet sheet;
	bool good;

	if (!folder_make(order->folder)
		|| !path_join(truth, order->folder, "truth.csv")
		|| !path_join(layout, order->folder, "layout.csv")
		|| !layout_sheet(order->layout, "", &sheet))
		return false;
	good = sheets_take_fields(&album.fields, &sheet)
	       && sheet_save(
		       &sheet, order->layout_path ? order->layout_path : layout)
	       && add_all(&album, list,
		       order->truth_path ? order->truth_path : truth);
	sheet_release(&sheet);
	return good;
}
