/* SPDX-License-Identifier: MIT */
#include "album.h"

#include <err.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "scan_pdf.h"

enum {
	PATH_SIZE = 512
};

struct album {
	const char *folder;
	struct scan_pdf pdf;
	FILE *truth;
};

static bool join(char path[PATH_SIZE], const char *folder, const char *name)
{
	int length = snprintf(path, PATH_SIZE, "%s/%s", folder, name);

	if (length > 0 && length < PATH_SIZE)
		return true;
	warnx("%s: too long a path", folder);
	return false;
}

static bool is_pdf(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && strcmp(dot, ".pdf") == 0;
}

/* page,… of a photo is 1; "-cut" after the level tells a damaged file. */
static void write_truth(struct album *album, const struct form *form,
	const char *name, const struct level *level, const char *did)
{
	fprintf(album->truth, "%s,%s", name, form->code);
	for (int q = 0; q < QUESTIONS; q++)
		fprintf(album->truth, ",%s", form_truth(form, q));
	fprintf(album->truth, ",%s,%s%s,%d\n", did, level->name,
		form->keep[0] ? "-cut" : "",
		is_pdf(name) ? album->pdf.pages : 1);
}

static bool keep_photo(struct album *album, const struct order *order,
	const char *name, struct jpeg *jpeg)
{
	const char *keep = order->form->keep;
	int percent = keep[0] ? (int)strtol(keep, NULL, 10) : 100;
	char path[PATH_SIZE];

	if (!join(path, album->folder, name))
		return false;
	if (is_pdf(name))
		return scan_pdf_add(
			&album->pdf, path, &order->layout->page, jpeg);
	if (percent < 1 || percent > 100) {
		warnx("%s: keep is not a percentage", name);
		return false;
	}
	return jpeg_save(jpeg, percent, path);
}

static bool add_photo(struct album *album, const struct order *order)
{
	const struct form *form = order->form;
	char name[sizeof(form->photo)], did[DID_SIZE];
	struct jpeg jpeg;
	bool good;

	snprintf(name, sizeof(name), "photo-%04u.jpg",
		(unsigned)order->stream + 1);
	if (form->photo[0])
		memcpy(name, form->photo, sizeof(name));
	if (!shot_take(order, &jpeg, did))
		return false;
	good = keep_photo(album, order, name, &jpeg);
	jpeg_release(&jpeg);
	if (good)
		write_truth(album, form, name, order->level, did);
	return good;
}

static bool add_all(
	struct album *album, const struct form_list *list, struct order order)
{
	const struct level *usual = order.level;

	for (size_t i = 0; i < list->count; i++) {
		order.form = &list->forms[i];
		order.stream = i;
		order.level = usual;
		if (order.form->level[0])
			order.level = level_find(order.form->level);
		if (!order.level) {
			warnx("%s: unknown level", order.form->level);
			return false;
		}
		if (!add_photo(album, &order))
			return false;
	}
	return true;
}

static bool fill_album(struct album *album, const struct form_list *list,
	struct order order, const char *truth_path)
{
	bool good;

	album->truth = fopen(truth_path, "w");
	if (!album->truth) {
		warn("%s", truth_path);
		return false;
	}
	fputs("photo,code,cs1,cs3,cs4,cs7,hl,did,level,page\n", album->truth);
	good = add_all(album, list, order);
	if (!scan_pdf_close(&album->pdf))
		good = false;
	if (ferror(album->truth))
		good = false;
	if (fclose(album->truth) != 0 || !good) {
		warnx("%s: not written whole", truth_path);
		good = false;
	}
	return good;
}

bool album_make(const struct form_list *list, struct order order,
	const char *folder, const char *truth_path, const char *layout_path)
{
	struct album album = { .folder = folder };
	char truth[PATH_SIZE], layout[PATH_SIZE];

	if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
		warn("%s", folder);
		return false;
	}
	return join(truth, folder, "truth.csv")
	       && join(layout, folder, "layout.csv")
	       && layout_save(order.layout, layout_path ? layout_path : layout)
	       && fill_album(
		       &album, list, order, truth_path ? truth_path : truth);
}
