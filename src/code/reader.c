/* SPDX-License-Identifier: MIT */
#include "code_internal.h"

#include <phieu/hash.h>
#include <phieu/list.h>
#include <phieu/time.h>

#include <math.h>
#include <string.h>
#include <time.h>

struct ph_code_reader {
	struct ph_scanner *scanner;
	struct ph_liner *liner;
	struct ph_code128 *code128;
	struct ph_modules *modules;
	struct ph_voting *voting;
};

enum {
	SIDE_LEAST = 16 /* pixels */
};

/* Of CPU time a photo: no rung begins later, and long ones look up. zbar on a
 * whole photo does not. */
#define CPU_S 1.2
#define CPU_BEFORE_WHOLE_S 0.6

/* One call of ph_code_read. Codes that were told already are known by their
 * hash: no payload outlives the call that tells it. */
struct reading {
	enum ph_code_verdict (*found)(
		const struct ph_code_found *code, void *context);
	void *context;
	struct ph_code_result *result;
	enum ph_code_verdict verdict;
	struct ph_hunt *hunt;
	double deadline; /* on the wall */
	double whole_by; /* of CPU time */
	PH_LIST(struct told {
		enum ph_symbology symbology;
		uint8_t hash[PH_HASH_SIZE];
		double x; /* its middle, in pixels of the photo */
		double y;
	})
	told;
};

struct ph_code_reader *ph_code_reader_create(void)
{
	struct ph_code_reader *reader = ph_alloc(1, sizeof(*reader));

	if (!reader)
		return NULL;
	reader->scanner = ph_scanner_create();
	reader->modules = ph_alloc(1, sizeof(*reader->modules));
	reader->voting = ph_alloc(1, sizeof(*reader->voting));
	reader->liner = ph_liner_create();
	reader->code128 = ph_code128_create();
	if (!reader->scanner || !reader->liner || !reader->code128
		|| !reader->modules || !reader->voting) {
		ph_code_reader_destroy(reader);
		return NULL;
	}
	return reader;
}

void ph_code_reader_destroy(struct ph_code_reader *reader)
{
	if (!reader)
		return;
	ph_scanner_destroy(reader->scanner);
	ph_liner_destroy(reader->liner);
	ph_code128_destroy(reader->code128);
	free(reader->modules);
	free(reader->voting);
	free(reader);
}

/* Smaller than the smallest code, at a pixel a module. */
static bool is_tiny(const struct ph_image *image)
{
	return image->width < SIDE_LEAST || image->height < SIDE_LEAST;
}

/* The same text elsewhere is another code: forms that were printed without a
 * dossier's code all say the same. Of a barcode zbar tells no more than some
 * lines, so its place is no help. */
static bool was_told(const struct reading *reading, const struct told *code,
	const struct ph_code_found *found)
{
	double reach = found->symbology == PH_QR
			       ? fmax(found->width, found->height)
			       : INFINITY;
	const struct told *told;

	ph_list_for (told, &reading->told)
		if (told->symbology == code->symbology
			&& memcmp(told->hash, code->hash, PH_HASH_SIZE) == 0
			&& fabs(told->x - code->x) <= reach
			&& fabs(told->y - code->y) <= reach)
			return true;
	return false;
}

static bool tell(const struct ph_code_found *code, void *context)
{
	struct reading *reading = context;
	struct told now = {
		.symbology = code->symbology,
		.x = code->x + code->width / 2.0,
		.y = code->y + code->height / 2.0,
	};
	struct told *kept;
	enum ph_code_verdict verdict;

	ph_hash(code->payload, code->length, now.hash);
	if (was_told(reading, &now, code))
		return true;
	kept = ph_list_push(&reading->told);
	if (!kept)
		return false;
	*kept = now;
	reading->result->symbologies |= code->symbology;
	reading->hunt->read |= code->symbology;
	verdict = reading->found(code, reading->context);
	if (verdict > reading->verdict)
		reading->verdict = verdict;
	reading->hunt->enough = reading->verdict >= PH_CODE_ONE_MORE;
	return true;
}

double ph_cpu_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* One of the two codes of a form was read: is the other there, and does it say
 * the same? */
static bool look_again(struct ph_hunt *hunt, struct ph_code_result *result)
{
	bool qr = result->symbologies & PH_QR;

	result->rungs++;
	return ph_rung_try(qr ? &ph_look_for_bars : &ph_look_for_finders, hunt);
}

static bool is_late(struct reading *reading)
{
	reading->result->out_of_time = ph_seconds() > reading->deadline
				       || ph_hunt_is_late(reading->hunt);
	return reading->result->out_of_time;
}

static bool climb(struct reading *reading, const struct ph_code_photo *photo)
{
	struct ph_code_result *result = reading->result;

	for (size_t i = 0; i < ph_ladder_length; i++) {
		const struct ph_rung *rung = &ph_ladder[i];

		if (!ph_rung_fits(rung, photo)
			|| (rung->way == PH_WHOLE
				&& ph_cpu_seconds() > reading->whole_by))
			continue;
		if (!rung->joined && result->rungs) {
			if (reading->verdict == PH_CODE_ENOUGH
				|| is_late(reading))
				return true;
			if (reading->verdict == PH_CODE_ONE_MORE)
				return look_again(reading->hunt, result);
		}
		result->rungs += !rung->joined;
		if (!ph_rung_try(rung, reading->hunt))
			return false;
	}
	return true;
}

bool ph_code_read_photo(struct ph_code_reader *reader,
	const struct ph_code_photo *photo, double seconds,
	enum ph_code_verdict (*found)(
		const struct ph_code_found *code, void *context),
	void *context, struct ph_code_result *result, struct ph_error *err)
{
	struct reading reading = {
		.found = found,
		.context = context,
		.result = result,
		.verdict = PH_CODE_MORE,
		.deadline = ph_seconds() + seconds,
		.whole_by = ph_cpu_seconds() + CPU_BEFORE_WHOLE_S,
	};
	struct ph_hunt hunt = {
		.scanner = reader->scanner,
		.liner = reader->liner,
		.code128 = reader->code128,
		.modules = reader->modules,
		.voting = reader->voting,
		.deadline = ph_cpu_seconds() + fmin(CPU_S, seconds),
		.tell = tell,
		.context = &reading,
	};
	bool fine;

	*result = (struct ph_code_result){ 0 };
	reading.hunt = &hunt;
	ph_levels_init(&hunt.levels, photo);
	fine = is_tiny(photo->image) || climb(&reading, photo);
	ph_levels_release(&hunt.levels);
	ph_list_release(&hunt.finders.list);
	ph_list_release(&reading.told);
	return fine || ph_error_memory(err);
}

bool ph_code_read(struct ph_code_reader *reader, const struct ph_image *image,
	double seconds,
	enum ph_code_verdict (*found)(
		const struct ph_code_found *code, void *context),
	void *context, struct ph_code_result *result, struct ph_error *err)
{
	const struct ph_code_photo photo = { .image = image, .shrink = 1 };

	return ph_code_read_photo(
		reader, &photo, seconds, found, context, result, err);
}

const char *ph_symbology_name(enum ph_symbology symbology)
{
	switch (symbology) {
	case PH_QR:
		return "qr";
	case PH_CODE128:
		return "code128";
	default:
		return "code39";
	}
}
