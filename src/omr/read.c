/* SPDX-License-Identifier: MIT */
#include "omr_internal.h"

bool ph_omr_read(struct ph_omr *omr, const struct ph_image *photo,
	struct ph_placement *placement, struct ph_reading *reading,
	struct ph_error *err)
{
	(void)omr; /* its tags have been found */
	ph_reading_release(reading);
	ph_quality_check(photo, placement, reading);
	if (reading->fault != PH_OMR_FINE)
		return true;
	if (!ph_refine(photo, placement, reading, err))
		return false;
	ph_quality_check(photo, placement, reading);
	if (reading->fault != PH_OMR_FINE)
		return true;
	return ph_marks_read(photo, placement, reading, err);
}
