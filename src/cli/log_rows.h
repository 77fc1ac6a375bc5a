/* SPDX-License-Identifier: MIT */
/* The rows of phieu log. Each function is false when memory is out. */
#ifndef PHIEU_CLI_LOG_ROWS_H
#define PHIEU_CLI_LOG_ROWS_H

#include <phieu/trail.h>
#include <phieu/text.h>

PH_MUST_CHECK bool log_event_header(struct ph_text *out);
/* A row each value that changed; one for all values of what is new. */
PH_MUST_CHECK bool log_event_csv(
	struct ph_text *out, const struct ph_event *event);
PH_MUST_CHECK bool log_event_json(
	struct ph_text *out, const struct ph_event *event);

PH_MUST_CHECK bool log_batch_header(struct ph_text *out);
PH_MUST_CHECK bool log_batch_csv(
	struct ph_text *out, const struct ph_batch_row *batch);
PH_MUST_CHECK bool log_batch_json(
	struct ph_text *out, const struct ph_batch_row *batch);

#endif
