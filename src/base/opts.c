/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Words of a command line by one table: the scanner and the help read it. */
#include "config.h"
#include "base/opts.h"
#include "base/escape.h"
#include "base/nearest.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

static bool is_optional(const struct opt *o)
{
	return o->argument == OPT_OPTIONAL || o->argument == OPT_WORD;
}

static const struct opt *by_letter(const struct opt *table, char letter)
{
	for (const struct opt *o = table; o->key; o++) {
		if (o->letter && o->letter == letter)
			return o;
	}
	return NULL;
}

static bool begins(const char *name, const char *word, size_t length)
{
	return name && strncmp(name, word, length) == 0;
}

/*
 * The row of that name; where allowed, of a beginning that only one row has,
 * or one that is itself the beginning of the others (net, net-socket).
 */
static const struct opt *by_name(const struct opts *o, const char *word,
				 size_t length)
{
	const struct opt *found = NULL;
	bool unique = true;

	for (const struct opt *row = o->table; row->key; row++) {
		if (!begins(row->name, word, length))
			continue;
		if (!row->name[length])
			return row;
		if (row->whole)
			continue;
		if (!found || begins(found->name, row->name, strlen(row->name)))
			found = row;
		else if (!begins(row->name, found->name, strlen(found->name)))
			unique = false;
	}
	return o->abbreviate && length > 0 && unique ? found : NULL;
}

/* A guess: @format in place of the word that is being read. */
static void mend(struct opts *o, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void mend(struct opts *o, const char *format, ...)
{
	va_list ap;
	int n;

	va_start(ap, format);
	n = vsnprintf(o->mended, sizeof(o->mended), format, ap);
	va_end(ap);
	/* what was cut is no guess */
	o->is_mended = n >= 0 && (size_t)n < sizeof(o->mended);
}

/* What is wrong, fit to print. */
static void wrong(struct fault *f, const char *dashes, const char *word,
		  size_t length)
{
	char text[64], shown[256];

	snprintf(text, sizeof(text), "%s%.*s", dashes, (int)length, word);
	fault_set(f, FAULT_USAGE, 0, "%s", escape(shown, sizeof(shown), text));
}

/* Another name, with the value that the word has, if it is to have one. */
static void rename_to(struct opts *o, const struct opt *row, const char *value)
{
	bool takes = row->argument != OPT_NONE;

	mend(o, "--%s%s", row->name, takes ? value : "");
}

/* @value starts with its '=', or is empty. */
static void by_habit(struct opts *o, const struct opt_habit *habit,
		     const char *value, struct fault *f)
{
	size_t length = habit->instead ? strlen(habit->instead) : 0;
	const struct opt *row =
		habit->instead ? by_name(o, habit->instead, length) : NULL;

	fault_why(f, "no such option; %s", habit->why);
	if (!row)
		mend(o, "%s%s", habit->instead ? "--" : "",
		     habit->instead ? habit->instead : "");
	else if (!is_optional(row) || *value)
		rename_to(o, row, value);
}

static int unknown_name(struct opts *o, const char *word, size_t length,
			struct fault *f)
{
	const struct opt_habit *habit = nearest_habit(o->habits, word, length);
	const struct opt *row = nearest_option(o->table, word, length);
	char names[192];

	wrong(f, "--", word, length);
	if (habit) {
		by_habit(o, habit, word + length, f);
	} else if (nearest_candidates(o->table, word, length, !o->abbreviate,
				      names, sizeof(names)) > 1) {
		fault_why(f, "no such option; %s would be", names);
	} else if (row) {
		fault_why(f, "no such option; the nearest is --%s", row->name);
		rename_to(o, row, word + length);
	} else {
		fault_why(f, "no such option");
	}
	return -EINVAL;
}

/*
 * -wmark, -wtmp: whatever follows the letter of an optional value was meant
 * for it, because as letters it makes no sense, or another one.
 */
static bool is_file(struct opts *o, const char *verb, struct fault *f)
{
	const char *word = o->argv[o->word];

	if (!o->file)
		return false;
	wrong(f, "", word, strlen(word));
	fault_why(f,
		  "-%c %s, and to be -%c's own, what is attached has to "
		  "start with '=' or to hold a '/'",
		  *o->cluster, verb, o->file[-1]);
	mend(o, "%.*s=%s", (int)(o->file - word), word, o->file);
	return true;
}

/* -=, --, -4: what stands where a letter should. */
static int no_letter(struct opts *o, const char *word, struct fault *f)
{
	char letter = *o->cluster;

	if (o->cluster == word + 1) {
		fault_set(f, FAULT_BAD_TARGET, 0, "-%c...", letter);
		fault_why(f, "a PID has no sign: 1 to 4194304 is accepted");
		mend(o, "%s", o->cluster);
		return -EINVAL;
	}
	wrong(f, "", word, strlen(word));
	fault_why(f, "-%c takes no value, and '%c' is no letter of an option",
		  o->cluster[-1], letter);
	mend(o, "%.*s", (int)(o->cluster - word), word);
	return -EINVAL;
}

static int unknown_letter(struct opts *o, struct fault *f)
{
	const char *word = o->argv[o->word];
	const struct opt_habit *habit = nearest_habit(o->habits, o->cluster, 1);
	int before = (int)(o->cluster - word);

	if (is_file(o, "is no option", f))
		return -EINVAL;
	if (strchr(before > 1 ? "=-0123456789" : "0123456789", *o->cluster))
		return no_letter(o, word, f);
	wrong(f, "-", o->cluster, 1);
	fault_why(f, "no such option");
	if (habit)
		by_habit(o, habit, "", f);
	/* the other letters of its word stay */
	if (o->is_mended && strlen(word) > 2)
		mend(o, "%.*s%s", before, word, o->cluster + 1);
	return -EINVAL;
}

static int missing_value(const char *dashes, const char *name, int length,
			 const struct opt *row, struct fault *f)
{
	fault_set(f, FAULT_USAGE, 0, "%s%.*s", dashes, length, name);
	fault_why(f, "needs a value: %s%.*s %s", dashes, length, name,
		  row->value);
	return -EINVAL;
}

static int take_long(struct opts *o, const char *word, const char **ret_value,
		     struct fault *f)
{
	size_t length = strcspn(word, "=");
	const struct opt *row = by_name(o, word, length);
	const char *value = word[length] ? word + length + 1 : NULL;

	if (!row)
		return unknown_name(o, word, length, f);
	if (value && row->argument == OPT_NONE) {
		wrong(f, "--", word, strlen(word));
		fault_why(f, "takes no value");
		rename_to(o, row, "");
		return -EINVAL;
	}
	if (!value && row->argument == OPT_REQUIRED) {
		value = o->argv[o->next];
		if (!value)
			return missing_value("--", row->name,
					     (int)strlen(row->name), row, f);
		o->next++;
	}
	*ret_value = value;
	return row->key;
}

/* An attached optional argument shows itself: -n/run/netns/x, -r=/srv. */
static const char *attached(const struct opts *o, const char *rest)
{
	if (rest[0] == '=')
		return rest + 1;
	return (o->attaches && *rest) || strchr(rest, '/') ? rest : NULL;
}

/*
 * The value of a letter that needs one. -wtmp would be -w -t mp here and a
 * directory to getopt(3): in one word behind an optional value's letter,
 * only a number is plain.
 */
static int needed(struct opts *o, const struct opt *row, const char *rest,
		  const char **ret_value, struct fault *f)
{
	if (*rest && !strchr("=0123456789", *rest) &&
	    is_file(o, "would take the rest", f))
		return -EINVAL;
	*ret_value = *rest == '=' ? rest + 1 : rest;
	if (*rest)
		return 0;
	*ret_value = o->argv[o->next];
	if (!*ret_value)
		return missing_value("-", o->cluster, 1, row, f);
	o->next++;
	return 0;
}

static int take_letter(struct opts *o, const char **ret_value, struct fault *f)
{
	const char *rest = o->cluster + 1;
	const struct opt *row = by_letter(o->table, *o->cluster);
	const char *value = NULL;
	int r = 0;

	if (!row)
		return unknown_letter(o, f);
	if (row->argument == OPT_OPTIONAL)
		value = attached(o, rest);
	if (row->argument == OPT_WORD && *rest == '=')
		value = rest + 1;
	if (row->argument == OPT_OPTIONAL && !o->file && *rest)
		o->file = rest;
	if (row->argument == OPT_REQUIRED)
		r = needed(o, row, rest, &value, f);
	if (r < 0)
		return r;
	o->cluster = value || !*rest ? NULL : rest;
	*ret_value = value;
	return row->key;
}

int opts_next(struct opts *o, const char **ret_value, struct fault *f)
{
	const char *word = o->argv[o->next];

	*ret_value = NULL;
	if (o->cluster)
		return take_letter(o, ret_value, f);
	if (!word || word[0] != '-' || !word[1])
		return 0;
	o->word = o->next++;
	if (word[1] != '-') {
		o->cluster = word + 1;
		o->file = NULL;
		return take_letter(o, ret_value, f);
	}
	if (!word[2])
		return 0;
	return take_long(o, word + 2, ret_value, f);
}

void opts_help(const struct opt *table, FILE *to)
{
	char left[64];

	for (const struct opt *o = table; o->key; o++) {
		bool optional = is_optional(o);

		if (!o->help)
			continue;
		if (o->letter)
			fprintf(to, " -%c, ", o->letter);
		else
			fputs("     ", to);
		snprintf(left, sizeof(left), "%s%s%s%s", o->name,
			 optional		       ? "[="
			 : o->argument == OPT_REQUIRED ? " "
						       : "",
			 o->argument == OPT_NONE ? "" : o->value,
			 optional ? "]" : "");
		fprintf(to, "--%-24s %s\n", left, o->help);
	}
}
