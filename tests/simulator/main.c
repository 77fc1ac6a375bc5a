/* SPDX-License-Identifier: MIT */
#include <err.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "album.h"
#include "form_page.h"
#include "roll.h"

enum {
	USAGE = 64,
	CANNOT = 73,
	MAX_SIDE = 12000
};

struct options {
	const char *forms, *folder, *blank, *truth, *layout;
	const char *answers, *codes, *url, *places;
	struct pages pages;
	const struct level *level;
	enum paper paper;
	unsigned long seed, max_kb, count, long_side;
	bool pair, several;
};

static const char usage[] =
	"usage: phieu-simulate --pages FORMS.pdf|PNG… --layout LAYOUT.csv "
	"-o DIR [options]\n"
	"       phieu-simulate --forms FORMS.csv -o DIR [options]\n"
	"       phieu-simulate --blank FILE.pdf|FILE.png [options]\n"
	"\n"
	"  --pages FILE…     printed forms: a PDF, or a PNG a page\n"
	"  --layout FILE     where everything stands on them; with --forms, "
	"where\n"
	"                    to write it instead of DIR/layout.csv\n"
	"  --forms FILE      forms to draw, one row a form\n"
	"  -o, --output DIR  where the photos go, with truth.csv\n"
	"  --level LEVEL     scan, easy (usual), office, chat or hard\n"
	"  --seed N          the same number makes the same photos (1)\n"
	"  --count N         photos to take (one of each form)\n"
	"  --answers FILE    what is marked, instead of by chance\n"
	"  --pair            leave the two forms of a page together\n"
	"  --several         two to four papers in a photo\n"
	"  --draw-codes CODE|FILE  draw QR and barcode: counting up from CODE, "
	"or\n"
	"                    from the column code of a CSV\n"
	"  --url URL         what a drawn QR says, {code} being the code\n"
	"  --long-side PX    size of the photos instead of the level's\n"
	"  --max-kb N        lower the JPEG quality until a file fits\n"
	"  --paper PAPER     of --forms and --blank: a5 (usual) or a4\n"
	"  --truth FILE      instead of DIR/truth.csv\n"
	"  --places FILE     write where boxes, codes and anchors are in the "
	"photos\n"
	"  --blank FILE      draw the empty form\n";

static bool take_number(
	const char *text, unsigned long most, unsigned long *number)
{
	char *end;

	*number = strtoul(text, &end, 10);
	return end != text && *end == '\0' && *number <= most;
}

static bool take_paper(const char *text, enum paper *paper)
{
	*paper = strcmp(text, "a4") == 0 ? PAPER_A4 : PAPER_A5;
	return *paper == PAPER_A4 || strcmp(text, "a5") == 0;
}

static bool take_page(struct pages *pages, const char *file)
{
	if (pages->file_count == PAGES_FILES)
		return false;
	pages->files[pages->file_count++] = file;
	return true;
}

/* Where the option's text goes; NULL: it is no such option. */
static const char **text_of(struct options *options, int letter)
{
	switch (letter) {
	case 'f':
		return &options->forms;
	case 'o':
		return &options->folder;
	case 'b':
		return &options->blank;
	case 't':
		return &options->truth;
	case 'y':
		return &options->layout;
	case 'a':
		return &options->answers;
	case 'd':
		return &options->codes;
	case 'u':
		return &options->url;
	case 'w':
		return &options->places;
	default:
		return NULL;
	}
}

static bool take_option(struct options *options, int letter, const char *value)
{
	const char **text = text_of(options, letter);

	if (text) {
		*text = value;
		return true;
	}
	switch (letter) {
	case 'g':
		return take_page(&options->pages, value);
	case 'l':
		options->level = level_find(value);
		return options->level;
	case 'p':
		return take_paper(value, &options->paper);
	case 's':
		return take_number(value, -1UL, &options->seed);
	case 'c':
		return take_number(value, 1 << 20, &options->count);
	case 'k':
		return take_number(value, 1 << 20, &options->max_kb);
	case 'x':
		return take_number(value, MAX_SIDE, &options->long_side)
		       && options->long_side >= 200;
	case '2':
		return options->pair = true;
	case '4':
		return options->several = true;
	default:
		return false;
	}
}

static const struct option names[] = {
	{ "forms", required_argument, NULL, 'f' },
	{ "pages", required_argument, NULL, 'g' },
	{ "output", required_argument, NULL, 'o' },
	{ "level", required_argument, NULL, 'l' },
	{ "seed", required_argument, NULL, 's' },
	{ "count", required_argument, NULL, 'c' },
	{ "answers", required_argument, NULL, 'a' },
	{ "draw-codes", required_argument, NULL, 'd' },
	{ "url", required_argument, NULL, 'u' },
	{ "places", required_argument, NULL, 'w' },
	{ "pair", no_argument, NULL, '2' },
	{ "several", no_argument, NULL, '4' },
	{ "long-side", required_argument, NULL, 'x' },
	{ "max-kb", required_argument, NULL, 'k' },
	{ "paper", required_argument, NULL, 'p' },
	{ "truth", required_argument, NULL, 't' },
	{ "layout", required_argument, NULL, 'y' },
	{ "blank", required_argument, NULL, 'b' },
	{ "help", no_argument, NULL, 'h' },
	{ 0 },
};

static bool is_whole(const struct options *options)
{
	bool pages = options->pages.file_count > 0;

	if (pages)
		return options->layout && options->folder && !options->forms
		       && !options->blank;
	return (options->blank || options->forms)
	       && !options->forms == !options->folder;
}

static bool take_options(struct options *options, int argc, char **argv)
{
	int letter;

	while ((letter = getopt_long(argc, argv, "o:h", names, NULL)) != -1) {
		if (letter == 'h') {
			fputs(usage, stdout);
			exit(0);
		}
		if (letter != '?' && take_option(options, letter, optarg))
			continue;
		if (letter != '?')
			warnx("%s: not a value for this option", optarg);
		return false;
	}
	for (; optind < argc; optind++)
		if (!options->pages.file_count
			|| !take_page(&options->pages, argv[optind]))
			return false;
	return is_whole(options);
}

static struct order order_of(const struct options *options)
{
	return (struct order){ .level = options->level,
		.long_side = (int)options->long_side,
		.max_bytes = options->max_kb * 1000 };
}

static bool photograph_forms(
	const struct options *options, const struct layout *layout)
{
	struct album_order order = { .layout = layout,
		.shot = order_of(options),
		.seed = options->seed,
		.folder = options->folder,
		.truth_path = options->truth,
		.layout_path = options->layout };
	struct form_list list;
	bool good;

	if (!forms_load(&list, options->forms))
		return false;
	good = album_make(&list, &order);
	forms_release(&list);
	return good;
}

static bool photograph_pages(struct options *options)
{
	struct roll_order order = { .pages = &options->pages,
		.layout_path = options->layout,
		.answers_path = options->answers,
		.codes = options->codes,
		.url = options->url,
		.folder = options->folder,
		.truth_path = options->truth,
		.places_path = options->places,
		.shot = order_of(options),
		.seed = options->seed,
		.count = options->count,
		.pair = options->pair,
		.several = options->several };
	bool good = roll_make(&order);

	pages_release(&options->pages);
	return good;
}

int main(int argc, char **argv)
{
	struct options options = { .level = level_find("easy"), .seed = 1 };
	struct layout layout;

	if (!take_options(&options, argc, argv)) {
		fputs(usage, stderr);
		return USAGE;
	}
	layout_init(&layout, options.paper);
	if (options.blank && !page_save_blank(&layout, options.blank))
		return CANNOT;
	if (options.forms && !photograph_forms(&options, &layout))
		return CANNOT;
	if (options.pages.file_count && !photograph_pages(&options))
		return CANNOT;
	return 0;
}
