/* SPDX-License-Identifier: MIT */
/*
 * Reads the codes of photographs and prints a line each, parted by tabs: its
 * path, the payloads as SYMBOLOGY:TEXT, and last #DECODE READ RUNGS, CPU
 * milliseconds to decode the photo and to read it, and rungs of the ladder.
 *
 * Usage: read_codes [-a | -b] [-w] PHOTO…
 *	-a: climb the whole ladder; -b: as scan does, content with a QR code and
 *	a linear one, or with one and a second look; else content with any
 *	-w: decode the whole photo at once, not at a part of its size from 6 MP
 *on
 */
#include <phieu/code.h>
#include <phieu/list.h>

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum wish {
	ANY,
	BOTH,
	ALL,
};

struct seen {
	enum wish wish;
	unsigned symbologies;
};

static double cpu_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static enum ph_code_verdict take(
	const struct ph_code_found *code, void *context)
{
	struct seen *seen = context;
	unsigned all = seen->symbologies |= code->symbology;

	printf("\t%s:", ph_symbology_name(code->symbology));
	for (size_t i = 0; i < code->length; i++) {
		char c = code->payload[i];

		putchar(c == '\t' || c == '\n' || c == '\r' || !c ? ' ' : c);
	}
	if (seen->wish == ALL)
		return PH_CODE_MORE;
	if (seen->wish == ANY || (all & PH_QR && all & ~(unsigned)PH_QR))
		return PH_CODE_ENOUGH;
	return PH_CODE_ONE_MORE;
}

static bool enlarge(struct ph_image *whole, void *context)
{
	struct ph_image_trouble trouble;

	return ph_image_read(
		whole, context, 1, &ph_image_limits_default, &trouble);
}

/* As scan does. */
static bool decode(struct ph_code_photo *photo, struct ph_image *image,
	struct ph_source *source, bool whole)
{
	struct ph_image_trouble trouble;

	*photo = (struct ph_code_photo){ image, 1, enlarge, source };
	return ph_image_read_small(image, &photo->shrink, source, 1,
		whole ? 0 : PH_CODE_PIXELS, &ph_image_limits_default, &trouble);
}

static bool read_one(struct ph_code_reader *reader, const char *path,
	enum wish wish, bool whole)
{
	PH_AUTO(ph_source_release) struct ph_source source = { 0 };
	PH_AUTO(ph_image_release) struct ph_image image = { 0 };
	struct ph_image_trouble trouble;
	struct ph_code_photo photo;
	struct ph_code_result result;
	struct seen seen = { .wish = wish };
	struct ph_error err;
	double start, decoded;

	if (!ph_source_load(
		    &source, path, &ph_image_limits_default, &trouble)) {
		fprintf(stderr, "%s: %s\n", path, trouble.detail);
		return false;
	}
	start = cpu_ms();
	if (!decode(&photo, &image, &source, whole))
		return false;
	decoded = cpu_ms();
	printf("%s", path);
	if (!ph_code_read_photo(reader, &photo, 60, take, &seen, &result, &err))
		return false;
	printf("\t#%.2f %.2f %u\n", decoded - start, cpu_ms() - decoded,
		result.rungs);
	return true;
}

int main(int argc, char **argv)
{
	PH_AUTO(ph_code_reader_destroy)
	struct ph_code_reader *reader = ph_code_reader_create();
	enum wish wish = ANY;
	bool fine = true, whole = false;
	int option;

	while ((option = getopt(argc, argv, "abw")) != -1) {
		if (option == '?')
			return 64;
		whole = whole || option == 'w';
		wish = option == 'a' ? ALL : option == 'b' ? BOTH : wish;
	}
	for (int i = optind; reader && i < argc; i++)
		fine = read_one(reader, argv[i], wish, whole) && fine;
	return reader && fine ? 0 : 1;
}
