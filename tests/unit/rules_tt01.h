/* SPDX-License-Identifier: MIT */
/* For tests that all go by the rule set tt01-2018: loaded once a program, by
 * set_up and tear_down of the group. */
#ifndef TESTS_RULES_TT01_H
#define TESTS_RULES_TT01_H

#include "rules_set.h"

static struct ph_rules *rules;

static int set_up(void **state)
{
	(void)state;
	rules = load_set(TT01);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	ph_rules_destroy(rules);
	return 0;
}

#endif
