/* SPDX-License-Identifier: MIT */
/* Which codes there are on a page, or on a piece of it. */
#include "intake_internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
	PAYLOAD_MAX = 4 /* dossier codes in one payload: more tell nothing */
};

/* Seconds for a piece that holds one code: all rungs of it take a tenth. */
static const double crop_s = 2.0;

/* One image's codes, on their way to the looking. */
struct view {
	struct ph_looking *looking;
	bool placed;            /* the image is the page itself */
	unsigned dossier_codes; /* symbologies that gave one */
	bool formed;            /* one names a form */
};

void ph_looking_init(struct ph_looking *looking, const struct ph_scan *scan)
{
	*looking = (struct ph_looking){
		.rules = scan->rules,
		.today = scan->today,
	};
}

static struct ph_point middle_of(const struct ph_code_place *place)
{
	return (struct ph_point){
		(place->corner[0].x + place->corner[2].x) / 2,
		(place->corner[0].y + place->corner[2].y) / 2,
	};
}

/* Forms that were printed without a dossier's code all say the same: two places
 * are two forms. Those of a piece of the page have no place of their own. */
static bool is_apart(const struct ph_found *a, const struct ph_found *b)
{
	struct ph_point p = middle_of(&a->place), q = middle_of(&b->place);
	double size = hypot(a->place.corner[2].x - a->place.corner[0].x,
		a->place.corner[2].y - a->place.corner[0].y);

	return a->place.exact && b->place.exact
	       && hypot(p.x - q.x, p.y - q.y) > size;
}

static bool is_same(const struct ph_found *a, const struct ph_found *b)
{
	return !is_apart(a, b) && a->symbology == b->symbology
	       && strcmp(a->code, b->code) == 0 && a->formed == b->formed
	       && a->checksum == b->checksum && strcmp(a->form, b->form) == 0;
}

void ph_looking_add(struct ph_looking *looking, const struct ph_found *found)
{
	looking->seen |= found->symbology;
	for (size_t i = 0; i < looking->count; i++)
		if (is_same(&looking->found[i], found))
			return;
	if (looking->count < PH_CODES_MAX)
		looking->found[looking->count++] = *found;
}

bool ph_looking_has_code(const struct ph_looking *looking)
{
	for (size_t i = 0; i < looking->count; i++)
		if (*looking->found[i].code)
			return true;
	return false;
}

static void set_place(
	struct ph_code_place *place, const struct ph_code_found *code)
{
	double left = code->x, top = code->y;
	double right = left + code->width, bottom = top + code->height;

	place->qr = code->symbology == PH_QR;
	place->exact = code->cornered;
	place->corner[0] = (struct ph_point){ left, top };
	place->corner[1] = (struct ph_point){ right, top };
	place->corner[2] = (struct ph_point){ right, bottom };
	place->corner[3] = (struct ph_point){ left, bottom };
	for (size_t i = 0; code->cornered && i < 4; i++)
		place->corner[i] = (struct ph_point){ code->corner[i].x,
			code->corner[i].y };
}

/* Each dossier code of the payload; one without a code tells at least where
 * it lies. */
static void note(struct view *view, const struct ph_code_found *code)
{
	struct ph_looking *looking = view->looking;
	char codes[PAYLOAD_MAX][PH_CODE_SIZE];
	size_t count = ph_code_find(looking->rules, code->payload, code->length,
		looking->today, codes, PAYLOAD_MAX);
	struct ph_found found = { .symbology = code->symbology };

	found.formed = ph_form_payload_find(
		code->payload, code->length, found.form, &found.checksum);
	view->formed |= found.formed;
	if (view->placed)
		set_place(&found.place, code);
	if (count)
		view->dossier_codes |= code->symbology;
	else
		ph_looking_add(looking, &found);
	for (size_t i = 0; i < count && i < PAYLOAD_MAX; i++) {
		memcpy(found.code, codes[i], PH_CODE_SIZE);
		ph_looking_add(looking, &found);
	}
}

/* A form carries its code twice: where the QR code or the barcode is missing
 * yet, one more look is worth its time, since they must agree. So it is where
 * a form was printed without a code. */
static enum ph_code_verdict look_at_page(
	const struct ph_code_found *code, void *context)
{
	struct view *view = context;

	note(view, code);
	if (!view->dossier_codes)
		return view->formed ? PH_CODE_ONE_MORE : PH_CODE_MORE;
	return view->dossier_codes & PH_QR
			       && view->dossier_codes & ~(unsigned)PH_QR
		       ? PH_CODE_ENOUGH
		       : PH_CODE_ONE_MORE;
}

static enum ph_code_verdict look_at_crop(
	const struct ph_code_found *code, void *context)
{
	note(context, code);
	return PH_CODE_ENOUGH;
}

bool ph_looking_page(struct ph_looking *looking, struct ph_code_reader *reader,
	const struct ph_code_photo *page, double seconds, struct ph_error *err)
{
	struct view view = { .looking = looking, .placed = true };
	struct ph_code_result result;

	if (!ph_code_read_photo(
		    reader, page, seconds, look_at_page, &view, &result, err))
		return false;
	looking->seen |= result.symbologies;
	looking->out_of_time = result.out_of_time;
	return true;
}

bool ph_looking_crop(struct ph_looking *looking, struct ph_code_reader *reader,
	const struct ph_image *crop, struct ph_error *err)
{
	struct view view = { .looking = looking };
	struct ph_code_result result;

	if (!ph_code_read(
		    reader, crop, crop_s, look_at_crop, &view, &result, err))
		return false;
	looking->seen |= result.symbologies;
	return true;
}
