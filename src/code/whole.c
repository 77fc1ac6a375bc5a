/* SPDX-License-Identifier: MIT */
#include "code_internal.h"

struct telling {
	struct ph_hunt *hunt;
	double scale; /* photo pixels of a pixel that zbar sees */
};

static bool tell(const struct ph_code_found *seen, void *context)
{
	struct telling *telling = context;
	struct ph_code_found code = *seen;

	/* zbar leaves function characters out, and some change the text. */
	if (code.symbology == PH_CODE128 && telling->hunt->foreign)
		return true;
	code.x = (int)(code.x * telling->scale);
	code.y = (int)(code.y * telling->scale);
	code.width = (int)(code.width * telling->scale);
	code.height = (int)(code.height * telling->scale);
	for (size_t i = 0; i < 4; i++) {
		code.corner[i].x *= telling->scale;
		code.corner[i].y *= telling->scale;
	}
	return telling->hunt->tell(&code, telling->hunt->context);
}

bool ph_hunt_whole(struct ph_hunt *hunt, const struct ph_whole_effort *effort)
{
	PH_AUTO(ph_image_release) struct ph_image made = { 0 };
	unsigned level = effort->level > 0 ? (unsigned)effort->level : 0;
	struct telling telling = { .hunt = hunt };
	const struct ph_image *base;
	unsigned symbologies;

	if (effort->level < 0) {
		base = ph_levels_twice(&hunt->levels, &telling.scale);
	} else {
		base = ph_levels_get(&hunt->levels, &level);
		telling.scale = 1u << level;
	}
	if (!base
		|| !ph_image_threshold(
			&made, base, effort->radius, effort->offset))
		return false;
	/* Where finders were good enough once, those that zbar sees tell
	 * nothing new, and 48 codes take it 2 s. */
	symbologies = PH_CODE128 | PH_CODE39 | (hunt->read & PH_QR ? 0 : PH_QR);
	return ph_scanner_scan(
		hunt->scanner, &made, symbologies, tell, &telling);
}
