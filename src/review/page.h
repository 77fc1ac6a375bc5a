/* SPDX-License-Identifier: MIT */
/* What the files of the page share. Only review.h is the door. */
#ifndef PH_REVIEW_PAGE_H
#define PH_REVIEW_PAGE_H

#include "queue.h"

/* ---- pictures.c ---- */

enum {
	NO_PICTURE = -1,
};

/* Where a form's and a card's pictures stand among all. */
struct form_pictures {
	int small, code;
};
struct card_picture {
	int at;
	bool placed;
	double spot[4]; /* of its question, in the form's small picture */
};

struct page_pictures {
	struct form_pictures *forms; /* as the queue's */
	struct card_picture *cards;
	int count;
};
void page_pictures_release(struct page_pictures *pictures);
PH_CLEANUP_VALUE(struct page_pictures, page_pictures_release)

/* Appends all pictures, the elements of a JSON array. */
PH_MUST_CHECK bool page_write_pictures(struct ph_text *out,
	const struct ph_review_page *page, struct page_pictures *pictures,
	struct ph_error *err);

/* ---- pictures_cut.c: those of one page of a photo, on a worker ---- */

/* Forms of one page of one photo, which stand together in the queue. */
struct picture_job {
	size_t first, count; /* forms */
	size_t first_item;
};
/* A picture as `"data:image/jpeg;base64,…"`, or empty. */
struct picture_set {
	size_t forms, cards;
	struct ph_text whole;  /* the page, for its forms that were not found */
	struct ph_text *small; /* a form's each */
	struct ph_text *code;
	struct ph_text *card;
	struct ph_error err; /* code PH_OK: fine */
};
/* NULL: out of memory. */
struct picture_set *picture_set_make(const struct ph_review_page *page,
	struct ph_viewer *viewer, const struct picture_job *job);
void picture_set_destroy(struct picture_set *set);

/* ---- page_known.c: what the registers tell ---- */

struct page_names;
PH_MUST_CHECK bool page_names_load(struct page_names **names,
	struct ph_ledger *ledger, struct ph_error *err);
void page_names_destroy(struct page_names *names);
PH_CLEANUP(struct page_names *, page_names_destroy)
/* code, officer, field, received, due, returned, unit, rated. */
PH_MUST_CHECK bool page_write_dossier(struct ph_text *out, const char *key,
	const struct page_names *names, const struct ph_dossier *dossier,
	bool rated);
enum {
	PAGE_DOSSIERS_MAX = 20000, /* a year of an urban ward, about 4 MB */
};
/* The register's, those without a rating first, the newest first: elements of
 * an array. */
PH_MUST_CHECK bool page_write_dossiers(struct ph_text *out,
	const struct ph_review_page *page, const struct page_names *names,
	struct ph_error *err);

/* ---- page_data.c ---- */

/* All that the page's script works on, as one JSON object. */
PH_MUST_CHECK bool page_write_data(struct ph_text *out,
	const struct ph_review_page *page, struct ph_review_page_count *count,
	struct ph_error *err);

#endif
