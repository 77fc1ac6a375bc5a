/* SPDX-License-Identifier: MIT */
#include "help.h"

#include <string.h>

/* "a|b" → "a b" */
static bool put_words(struct ph_text *out, const char *words)
{
	for (; *words; words++)
		if (!ph_text_append(out, *words == '|' ? " " : words, 1))
			return false;
	return true;
}

static bool put_names(
	struct ph_text *out, const struct cli_option *table, unsigned bits)
{
	for (; table && table->name; table++)
		if (!(table->only & ~bits)
			&& !ph_text_appendf(out, "--%s ", table->name))
			return false;
	return true;
}

/* The case of one command: its options, and its first operand's words. */
static bool put_command(struct ph_text *out, const struct command *command)
{
	if (!ph_text_appendf(out, "\t%s)\n\t\toptions='", command->name)
		|| !put_names(out, command->options, 0)
		|| !put_names(out, common_options, command->common)
		|| !ph_text_puts(out, "'\n"))
		return false;
	if (command->words
		&& (!ph_text_puts(out, "\t\twords='")
			|| !put_words(out, command->words)
			|| !ph_text_puts(out, "'\n")))
		return false;
	return ph_text_puts(out, "\t\t;;\n");
}

/* What may follow an option that has choices: `export:--headers)`. */
static bool put_choices(struct ph_text *out, const struct command *command)
{
	const struct cli_option *option = command->options;

	for (; option && option->name; option++) {
		if (!option->choices)
			continue;
		if (!ph_text_appendf(out, "\t%s:--%s) chosen='", command->name,
			    option->name)
			|| !put_words(out, option->choices)
			|| !ph_text_puts(out, "' ;;\n"))
			return false;
	}
	return true;
}

/* The pattern of all options that take the next word: `-L|--ledger`. */
static bool put_takers(struct ph_text *out, const struct cli_option *option)
{
	for (; option && option->name; option++) {
		if (!option->argument)
			continue;
		if (!ph_text_appendf(out, "--%s|", option->name)
			|| (option->letter
				&& !ph_text_appendf(
					out, "-%c|", option->letter)))
			return false;
	}
	return true;
}

static bool put_command_names(struct ph_text *out)
{
	for (size_t i = 0; commands[i]; i++)
		if (!ph_text_appendf(
			    out, "%s%s", i ? " " : "", commands[i]->name))
			return false;
	return true;
}

static const char head[] =
	"# bash completion for phieu: source <(phieu completion bash)\n"
	"_phieu()\n"
	"{\n"
	"\tlocal current=${COMP_WORDS[COMP_CWORD]}\n"
	"\tlocal previous=${COMP_WORDS[COMP_CWORD-1]}\n"
	"\tlocal command= i options= words= chosen= first=1\n"
	"\n"
	"\tCOMPREPLY=()\n"
	"\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	"\t\tcase ${COMP_WORDS[i]} in\n"
	"\t\t";

static const char after_takers[] =
	"-) ((i++)) ;;\n"
	"\t\t-*) ;;\n"
	"\t\t*)\n"
	"\t\t\t[[ $command ]] && first=\n"
	"\t\t\tcommand=${command:-${COMP_WORDS[i]}} ;;\n"
	"\t\tesac\n"
	"\tdone\n"
	"\n"
	"\tcase $command in\n"
	"\t'')\n"
	"\t\twords='";

static const char middle[] = "\tesac\n"
			     "\n"
			     "\tcase $command:$previous in\n";

static const char tail[] =
	"\tesac\n"
	"\n"
	"\tif [[ $chosen ]]; then\n"
	"\t\tCOMPREPLY=($(compgen -W \"$chosen\" -- \"$current\"))\n"
	"\telif [[ $current == -* ]]; then\n"
	"\t\tCOMPREPLY=($(compgen -W \"$options\" -- \"$current\"))\n"
	"\telif [[ $first && $words ]]; then\n"
	"\t\tCOMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
	"\tfi\n"
	"}\n"
	"complete -o default -F _phieu phieu\n";

static bool put_head(struct ph_text *out)
{
	if (!ph_text_puts(out, head) || !put_takers(out, common_options))
		return false;
	for (size_t i = 0; commands[i]; i++)
		if (!put_takers(out, commands[i]->options))
			return false;
	return ph_text_puts(out, after_takers) && put_command_names(out)
	       && ph_text_puts(out, "'\n\t\toptions='")
	       && put_names(out, common_options, 0)
	       && ph_text_puts(out, "' ;;\n");
}

bool completion_bash(struct ph_text *out)
{
	if (!put_head(out))
		return false;
	for (size_t i = 0; commands[i]; i++)
		if (!put_command(out, commands[i]))
			return false;
	if (!ph_text_puts(out, middle))
		return false;
	for (size_t i = 0; commands[i]; i++)
		if (!put_choices(out, commands[i]))
			return false;
	return ph_text_puts(out, tail);
}
