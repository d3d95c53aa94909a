/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Words of a command line by one table: the scanner and the help read it. */
#include "config.h"
#include "base/opts.h"

#include <errno.h>
#include <string.h>

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

/* Letters that both words have in the same order: a plain likeness. */
static size_t likeness(const char *name, const char *word, size_t length)
{
	size_t same = 0, i = 0;

	for (; *name; name++) {
		const char *at = memchr(word + i, *name, length - i);

		if (at) {
			i = (size_t)(at - word) + 1;
			same++;
		}
	}
	return same;
}

static const struct opt *nearest(const struct opt *table, const char *word,
				 size_t length)
{
	const struct opt *best = NULL;
	size_t best_score = 0;

	for (const struct opt *row = table; row->key; row++) {
		size_t same, score;

		if (!row->name)
			continue;
		same = likeness(row->name, word, length);
		/* what is missing from either side counts against it */
		score = 3 * same + 100 - strlen(row->name) - length;
		if (same * 2 >= length && score > best_score) {
			best = row;
			best_score = score;
		}
	}
	return best;
}

static int unknown_name(const struct opts *o, const char *word, size_t length,
			struct fault *f)
{
	const struct opt *row = nearest(o->table, word, length);

	fault_set(f, FAULT_USAGE, 0, "--%.*s", (int)length, word);
	if (row)
		fault_why(f, "no such option; the nearest is --%s", row->name);
	else
		fault_why(f, "no such option");
	return -EINVAL;
}

static int unknown_letter(char letter, struct fault *f)
{
	if (letter >= '0' && letter <= '9') {
		fault_set(f, FAULT_BAD_TARGET, 0, "-%c...", letter);
		fault_why(f, "a PID has no sign: 1 to 4194304 is accepted");
		return -EINVAL;
	}
	fault_set(f, FAULT_USAGE, 0, "-%c", letter);
	fault_why(f, "no such option");
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
		fault_set(f, FAULT_USAGE, 0, "--%s", word);
		fault_why(f, "takes no value");
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

static int take_letter(struct opts *o, const char **ret_value, struct fault *f)
{
	const char *rest = o->cluster + 1;
	const struct opt *row = by_letter(o->table, *o->cluster);
	const char *value = NULL;

	if (!row)
		return unknown_letter(*o->cluster, f);
	if (row->argument == OPT_OPTIONAL)
		value = attached(o, rest);
	if (row->argument == OPT_REQUIRED) {
		value = *rest ? rest : o->argv[o->next];
		if (!value)
			return missing_value("-", o->cluster, 1, row, f);
		if (!*rest)
			o->next++;
	}
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
	o->next++;
	if (word[1] != '-') {
		o->cluster = word + 1;
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
		bool optional = o->argument == OPT_OPTIONAL;

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
