/* SPDX-License-Identifier: MIT */
#include "help.h"
#include "wrap.h"

enum {
	OPTION_COLUMN = 26, /* where explanations begin */
	COMMAND_COLUMN = 14
};

static bool put_option(struct ph_text *out, const struct cli_option *option)
{
	PH_AUTO(ph_text_release) struct ph_text term = { 0 };
	PH_AUTO(ph_text_release) struct ph_text help = { 0 };

	if (option->letter ? !ph_text_appendf(&term, "-%c, ", option->letter)
			   : !ph_text_puts(&term, "    "))
		return false;
	if (!ph_text_appendf(&term, "--%s%s%s", option->name,
		    option->argument ? " " : "",
		    option->argument ? option->argument : "")
		|| !ph_text_puts(&help, option->help))
		return false;
	return wrap_term(
		out, ph_text_get(&term), ph_text_get(&help), OPTION_COLUMN);
}

/* Those whose `only` is in bits; title only if there are any. */
static bool put_options(struct ph_text *out, const char *title,
	const struct cli_option *table, bool (*wanted)(unsigned, unsigned),
	unsigned bits)
{
	bool begun = false;

	for (; table && table->name; table++) {
		if (!wanted(table->only, bits))
			continue;
		if (!begun && !ph_text_appendf(out, "\n%s:\n", title))
			return false;
		begun = true;
		if (!put_option(out, table))
			return false;
	}
	return true;
}

static bool own(unsigned only, unsigned bits)
{
	return only == 0 || only & bits;
}

static bool special(unsigned only, unsigned bits)
{
	return only & bits;
}

static bool everywhere(unsigned only, unsigned bits)
{
	(void)bits;
	return only == 0;
}

/* The examples are lines of their own: indented, not filled. */
static bool put_examples(struct ph_text *out, const char *examples)
{
	if (!ph_text_puts(out, "\nExamples:\n  "))
		return false;
	for (; *examples; examples++)
		if (!ph_text_append(out, examples, 1)
			|| (*examples == '\n' && !ph_text_puts(out, "  ")))
			return false;
	return ph_text_puts(out, "\n");
}

bool help_command(struct ph_text *out, const struct command *command)
{
	PH_AUTO(ph_text_release) struct ph_text usage = { 0 };

	if (!ph_text_appendf(&usage, "Usage: phieu %s [options]%s%s",
		    command->name, *command->operands ? " " : "",
		    command->operands)
		|| !wrap_words(out, ph_text_get(&usage), 0, 0)
		|| !ph_text_appendf(out, "\nphieu %s: %s.\n", command->name,
			command->summary))
		return false;
	if (command->details
		&& (!ph_text_puts(out, "\n")
			|| !wrap_words(out, command->details, 0, 0)))
		return false;
	if (!put_options(out, "Options", command->options, own, 0)
		|| !put_options(out, command->options ? "Also" : "Options",
			common_options, special, command->common)
		|| !put_options(out, "Options of every command", common_options,
			everywhere, 0))
		return false;
	if (command->examples && !put_examples(out, command->examples))
		return false;
	return ph_text_appendf(
		out, "\nThe whole manual: man phieu-%s\n", command->name);
}

static bool put_commands(struct ph_text *out)
{
	if (!ph_text_puts(out, "\nCommands:\n"))
		return false;
	for (size_t i = 0; commands[i]; i++)
		if (!wrap_term(out, commands[i]->name, commands[i]->summary,
			    COMMAND_COLUMN))
			return false;
	return true;
}

bool help_all(struct ph_text *out)
{
	return ph_text_puts(out,
		       "Usage: phieu [-L FILE] COMMAND [options] "
		       "[operands]\n"
		       "\n"
		       "phieu turns photographed paper rating forms into the "
		       "score sheets Mẫu 02,\n"
		       "03 and 05 of Viet Nam's one-stop offices "
		       "(TT 01/2018/TT-VPCP).\n")
	       && put_commands(out)
	       && put_options(out, "Options of every command", common_options,
		       everywhere, 0)
	       && ph_text_puts(out,
		       "\n"
		       "Exit status: 0 done; 1 done, but some sheets or rows "
		       "need a person; 64 usage;\n"
		       "65 bad data; 66 no input; 70 a fault of phieu; "
		       "73 cannot create; 74 not\n"
		       "written; 75 ledger busy, try again; "
		       "78 configuration.\n"
		       "\n"
		       "More: phieu COMMAND --help, man phieu\n");
}

static bool dump_table(struct ph_text *out, const char *command,
	const struct cli_option *table, bool (*wanted)(unsigned, unsigned),
	unsigned bits)
{
	for (; table && table->name; table++) {
		if (!wanted(table->only, bits))
			continue;
		if (!ph_text_appendf(out, "%s\t--%s\t", command, table->name))
			return false;
		if (table->letter
			&& !ph_text_appendf(out, "-%c", table->letter))
			return false;
		if (!ph_text_puts(out, "\n"))
			return false;
	}
	return true;
}

bool help_dump(struct ph_text *out)
{
	if (!dump_table(out, "phieu", common_options, everywhere, 0))
		return false;
	for (size_t i = 0; commands[i]; i++)
		if (!dump_table(out, commands[i]->name, commands[i]->options,
			    own, 0)
			|| !dump_table(out, commands[i]->name, common_options,
				special, commands[i]->common))
			return false;
	return true;
}
