/* SPDX-License-Identifier: MIT */
#include "code_internal.h"

#include <phieu/hash.h>
#include <phieu/list.h>
#include <phieu/time.h>

#include <string.h>

struct ph_code_reader {
	struct ph_scanner *scanner;
};

/* One call of ph_code_read. Codes that were told already are known by their
 * hash: no payload outlives the call that tells it. */
struct reading {
	enum ph_code_verdict (*found)(
		const struct ph_code_found *code, void *context);
	void *context;
	struct ph_code_result *result;
	enum ph_code_verdict verdict;
	int quarters; /* photo pixels for four of the rung's */
	PH_LIST(struct told {
		enum ph_symbology symbology;
		uint8_t hash[PH_HASH_SIZE];
	})
	told;
};

struct ph_code_reader *ph_code_reader_create(void)
{
	struct ph_code_reader *reader = ph_alloc(1, sizeof(*reader));

	if (!reader)
		return NULL;
	reader->scanner = ph_scanner_create();
	if (!reader->scanner) {
		free(reader);
		return NULL;
	}
	return reader;
}

void ph_code_reader_destroy(struct ph_code_reader *reader)
{
	if (!reader)
		return;
	ph_scanner_destroy(reader->scanner);
	free(reader);
}

static bool was_told(const struct reading *reading, const struct told *code)
{
	const struct told *told;

	ph_list_for (told, &reading->told)
		if (told->symbology == code->symbology
			&& memcmp(told->hash, code->hash, PH_HASH_SIZE) == 0)
			return true;
	return false;
}

static bool tell(const struct ph_code_found *seen, void *context)
{
	struct reading *reading = context;
	struct ph_code_found code = *seen;
	struct told now = { .symbology = seen->symbology }, *kept;
	enum ph_code_verdict verdict;

	ph_hash(seen->payload, seen->length, now.hash);
	if (was_told(reading, &now))
		return true;
	kept = ph_list_push(&reading->told);
	if (!kept)
		return false;
	*kept = now;
	code.x = code.x * reading->quarters / 4;
	code.y = code.y * reading->quarters / 4;
	code.width = code.width * reading->quarters / 4;
	code.height = code.height * reading->quarters / 4;
	for (size_t i = 0; i < 4; i++) {
		code.corner[i].x *= reading->quarters / 4.0;
		code.corner[i].y *= reading->quarters / 4.0;
	}
	reading->result->symbologies |= code.symbology;
	verdict = reading->found(&code, reading->context);
	if (verdict > reading->verdict)
		reading->verdict = verdict;
	return true;
}

static bool try_rung(struct ph_code_reader *reader, const struct ph_rung *rung,
	struct ph_scaled *scaled, struct reading *reading)
{
	PH_AUTO(ph_image_release) struct ph_image made = { 0 };
	const struct ph_image *view;

	reading->quarters = ph_scale_quarters(rung->scale);
	reading->result->rungs++;
	return ph_rung_prepare(rung, scaled, &made, &view)
	       && ph_scanner_scan(reader->scanner, view, tell, reading);
}

static bool climb(struct ph_code_reader *reader, const struct ph_image *image,
	double seconds, struct reading *reading)
{
	PH_AUTO(ph_scaled_release)
	struct ph_scaled scaled = { .photo = image };
	double deadline = ph_seconds() + seconds;
	bool last = false;

	for (size_t i = 0; i < ph_ladder_length; i++) {
		const struct ph_rung *rung = &ph_ladder[i];

		if (!ph_rung_fits(rung, image))
			continue;
		if (reading->result->rungs && ph_seconds() > deadline) {
			reading->result->out_of_time = true;
			return true;
		}
		if (!try_rung(reader, rung, &scaled, reading))
			return false;
		if (last || reading->verdict == PH_CODE_ENOUGH)
			return true;
		last = reading->verdict == PH_CODE_ONE_MORE;
	}
	return true;
}

bool ph_code_read(struct ph_code_reader *reader, const struct ph_image *image,
	double seconds,
	enum ph_code_verdict (*found)(
		const struct ph_code_found *code, void *context),
	void *context, struct ph_code_result *result, struct ph_error *err)
{
	struct reading reading = {
		.found = found,
		.context = context,
		.result = result,
		.verdict = PH_CODE_MORE,
	};
	bool fine;

	*result = (struct ph_code_result){ 0 };
	fine = climb(reader, image, seconds, &reading);
	ph_list_release(&reading.told);
	return fine || ph_error_memory(err);
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
