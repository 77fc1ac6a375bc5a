/* SPDX-License-Identifier: MIT */
/*
 * What the files of this room share. Only form.h is the door.
 */
#ifndef PHIEU_FORM_INTERNAL_H
#define PHIEU_FORM_INTERNAL_H

#include <phieu/form.h>

/* A decimal of at most five digits before the point and four behind it, with a
 * point or a comma whatever the locale; false: none. */
bool ph_form_number(const char *text, double *number);
/* The whole millimetre and two decimals, "12.50". Returns out. */
const char *ph_form_millimetres(double mm, char out[16]);

#endif
