/* SPDX-License-Identifier: MIT */
#include <err.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "album.h"
#include "form_page.h"

enum {
	USAGE = 64,
	CANNOT = 73,
	MAX_SIDE = 12000
};

struct options {
	const char *forms, *folder, *blank, *truth, *layout;
	const struct level *level;
	enum paper paper;
	unsigned long seed, max_kb;
	long long_side;
};

static const char usage[] =
	"usage: phieu-simulate --forms FORMS.csv -o DIR [options]\n"
	"       phieu-simulate --blank FILE.pdf|FILE.png [options]\n"
	"\n"
	"  --forms FILE      what stands on each form, one row a form\n"
	"  -o, --output DIR  where the photos go, with truth.csv, layout.csv\n"
	"  --level LEVEL     scan, easy (usual), office, chat or hard\n"
	"  --seed N          the same number makes the same photos (1)\n"
	"  --long-side PX    size of the photos instead of the level's\n"
	"  --max-kb N        lower the JPEG quality until a file fits\n"
	"  --paper PAPER     a5 (usual) or a4\n"
	"  --truth FILE      instead of DIR/truth.csv\n"
	"  --layout FILE     instead of DIR/layout.csv\n"
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

static bool take_option(struct options *options, int letter, const char *value)
{
	unsigned long number = 0;
	bool good = true;

	switch (letter) {
	case 'f':
		options->forms = value;
		break;
	case 'o':
		options->folder = value;
		break;
	case 'b':
		options->blank = value;
		break;
	case 't':
		options->truth = value;
		break;
	case 'y':
		options->layout = value;
		break;
	case 'l':
		options->level = level_find(value);
		return options->level;
	case 'p':
		return take_paper(value, &options->paper);
	case 's':
		return take_number(value, -1UL, &options->seed);
	case 'k':
		return take_number(value, 1 << 20, &options->max_kb);
	case 'x':
		good = take_number(value, MAX_SIDE, &number) && number >= 200;
		options->long_side = (long)number;
		break;
	default:
		return false;
	}
	return good;
}

static bool take_options(struct options *options, int argc, char **argv)
{
	static const struct option names[] = {
		{ "forms", required_argument, NULL, 'f' },
		{ "output", required_argument, NULL, 'o' },
		{ "level", required_argument, NULL, 'l' },
		{ "seed", required_argument, NULL, 's' },
		{ "long-side", required_argument, NULL, 'x' },
		{ "max-kb", required_argument, NULL, 'k' },
		{ "paper", required_argument, NULL, 'p' },
		{ "truth", required_argument, NULL, 't' },
		{ "layout", required_argument, NULL, 'y' },
		{ "blank", required_argument, NULL, 'b' },
		{ "help", no_argument, NULL, 'h' },
		{ 0 },
	};
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
	return optind == argc && (options->blank || options->forms)
	       && !options->forms == !options->folder;
}

static bool photograph(
	const struct options *options, const struct layout *layout)
{
	struct order order = {
		.layout = layout,
		.level = options->level,
		.long_side = (int)options->long_side,
		.max_bytes = options->max_kb * 1000,
		.seed = options->seed,
	};
	struct form_list list;
	bool good;

	if (!forms_load(&list, options->forms))
		return false;
	good = album_make(
		&list, order, options->folder, options->truth, options->layout);
	forms_release(&list);
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
	if (options.forms && !photograph(&options, &layout))
		return CANNOT;
	return 0;
}
