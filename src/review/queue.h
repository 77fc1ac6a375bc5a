/* SPDX-License-Identifier: MIT */
/* What the files of the queue share. Only review.h is the door. */
#ifndef PH_REVIEW_QUEUE_H
#define PH_REVIEW_QUEUE_H

#include "question.h"

/* ---- queue_known.c: what the registers tell of the forms ---- */

/* Fills in dossiers, officers' names and suggestions. */
PH_MUST_CHECK bool review_add_known(struct ph_review_queue *queue,
	const struct review_codes *codes, struct ph_error *err);

#endif
