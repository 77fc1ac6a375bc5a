/* SPDX-License-Identifier: MIT */
#include "intake_internal.h"

void ph_document_init(struct ph_document *document, const char *path,
	const struct ph_image_limits *limits)
{
	unsigned pages;

	*document = (struct ph_document){ .path = path };
	pthread_mutex_init(&document->lock, NULL);
	pages = ph_image_pages(path, limits, &document->trouble);
	document->pages = document->left = pages ? pages : 1;
}

void ph_document_release(struct ph_document *document)
{
	ph_source_release(&document->source);
	pthread_mutex_destroy(&document->lock);
}

/* A file whose pages could not be counted is loaded all the same: its hash
 * says whether it is known. */
static void load(
	struct ph_document *document, const struct ph_image_limits *limits)
{
	struct ph_image_trouble trouble;

	document->loaded = true;
	if (!ph_source_load(
		    &document->source, document->path, limits, &trouble))
		document->trouble = trouble;
	document->usable = document->trouble.fault == PH_IMAGE_FINE;
}

const struct ph_source *ph_document_borrow(
	struct ph_document *document, const struct ph_image_limits *limits)
{
	pthread_mutex_lock(&document->lock);
	if (!document->loaded)
		load(document, limits);
	pthread_mutex_unlock(&document->lock);
	return &document->source;
}

void ph_document_return(struct ph_document *document)
{
	pthread_mutex_lock(&document->lock);
	if (--document->left == 0)
		ph_source_release(&document->source);
	pthread_mutex_unlock(&document->lock);
}
