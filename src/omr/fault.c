/* SPDX-License-Identifier: MIT */
#include <phieu/omr.h>

const char *ph_omr_fault_name(enum ph_omr_fault fault)
{
	static const char *const names[] = {
		[PH_OMR_FINE] = "",
		[PH_OMR_BLURRED] = "blurred",
		[PH_OMR_DARK] = "dark",
		[PH_OMR_CUT_OFF] = "cut-off",
		[PH_OMR_FAR] = "too-far",
		[PH_OMR_ASKEW] = "not-registered",
	};

	return names[fault];
}
