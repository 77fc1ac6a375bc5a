/* SPDX-License-Identifier: MIT */
/* The picture of a tag, for those who print it. */
#include <phieu/omr.h>

#include <apriltag/apriltag.h>
#include <apriltag/tag36h11.h>

/* All black but the bits that are set: the border stays. A family's bits are
 * told by their places from the border's corner, the highest first. */
bool ph_omr_tag_cells(unsigned id, bool cells[PH_TAG_CELLS][PH_TAG_CELLS])
{
	apriltag_family_t *family = tag36h11_create();
	bool known = family && id < family->ncodes
		     && family->width_at_border == PH_TAG_CELLS;

	for (int i = 0; known && i < PH_TAG_CELLS * PH_TAG_CELLS; i++)
		cells[i / PH_TAG_CELLS][i % PH_TAG_CELLS] = true;
	for (unsigned i = 0; known && i < family->nbits; i++) {
		unsigned shift = (unsigned)family->nbits - 1 - i;

		if (family->codes[id] >> shift & 1)
			cells[family->bit_y[i]][family->bit_x[i]] = false;
	}
	if (family)
		tag36h11_destroy(family);
	return known;
}
