/* SPDX-License-Identifier: MIT */
#include <phieu/form.h>

/* Sixteen ids a group, from the lowest bits up: corner, slot, coded. */
unsigned ph_tag_id(
	unsigned group, unsigned slot, bool coded, enum ph_corner corner)
{
	return group * 16 + (coded ? 0 : 8) + (slot == 2 ? 4 : 0)
	       + (unsigned)corner;
}

bool ph_tag_parse(unsigned id, unsigned *group, unsigned *slot, bool *coded,
	enum ph_corner *corner)
{
	*group = id / 16;
	*coded = !(id & 8);
	*slot = id & 4 ? 2 : 1;
	*corner = (enum ph_corner)(id & 3);
	return *group < PH_TAG_GROUPS;
}
