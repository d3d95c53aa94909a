/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A table to be printed, by libsmartcols. */
#include "config.h"
#include "list/sheet.h"
#include "base/distance.h"
#include "base/escape.h"

#include <errno.h>
#include <libsmartcols.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void sheet_init(struct sheet *s, const struct sheet_column *all,
		unsigned int count)
{
	*s = (struct sheet){ .all = all, .all_count = count };
}

void sheet_choose(struct sheet *s, unsigned int column)
{
	if (s->count < SHEET_COLUMNS_MAX)
		s->chosen[s->count++] = column;
}

void sheet_choose_all(struct sheet *s)
{
	s->count = 0;
	for (unsigned int i = 0; i < s->all_count; i++)
		sheet_choose(s, i);
}

bool sheet_has(const struct sheet *s, unsigned int column)
{
	for (unsigned int i = 0; i < s->count; i++) {
		if (s->chosen[i] == column)
			return true;
	}
	return false;
}

static void lower(char *text)
{
	for (; *text; text++) {
		if (*text >= 'A' && *text <= 'Z')
			*text = (char)(*text - 'A' + 'a');
	}
}

/* How far the name of a column is from @word, whatever their case. */
static size_t distance_of(const struct sheet_column *column, const char *word)
{
	char name[32];

	snprintf(name, sizeof(name), "%s", column->name);
	lower(name);
	return distance_typed(name, word, strlen(word));
}

/* Those that are as near as the nearest, as words of a list. */
static void list_nearest(const struct sheet *s, const char *word,
			 struct text *to)
{
	size_t least = (size_t)-1;

	for (unsigned int i = 0; i < s->all_count; i++) {
		size_t distance = distance_of(&s->all[i], word);

		least = distance < least ? distance : least;
	}
	for (unsigned int i = 0; i < s->all_count; i++) {
		if (distance_of(&s->all[i], word) == least)
			text_format(to, "%s%s", to->length ? ", " : "",
				    s->all[i].name);
	}
}

static int unknown_column(const struct sheet *s, const char *word,
			  struct fault *f)
{
	cleanup_growing struct text nearest = TEXT_INIT;
	char shown[64], lowered[DISTANCE_MAX + 1];

	snprintf(lowered, sizeof(lowered), "%.*s", DISTANCE_MAX, word);
	lower(lowered);
	list_nearest(s, lowered, &nearest);
	fault_set(f, FAULT_USAGE, -EINVAL, "column '%s'",
		  escape(shown, sizeof(shown), word));
	fault_why(f, "there is no such column; the nearest: %s",
		  nearest.bytes ? nearest.bytes : "none");
	fault_hint(f, "ulsns --list-columns");
	return -EINVAL;
}

static int choose_named(struct sheet *s, const char *word, struct fault *f)
{
	for (unsigned int i = 0; i < s->all_count; i++) {
		if (strcasecmp(s->all[i].name, word) == 0) {
			sheet_choose(s, i);
			return 0;
		}
	}
	return unknown_column(s, word, f);
}

int sheet_choose_list(struct sheet *s, const char *list, struct fault *f)
{
	char word[128];
	int r = 0;

	if (*list == '+')
		list++;
	else
		s->count = 0;
	while (r == 0) {
		size_t length = strcspn(list, ",");

		snprintf(word, sizeof(word), "%.*s", (int)length, list);
		r = choose_named(s, word, f);
		if (!list[length])
			break;
		list += length + 1;
	}
	return r;
}

static int no_memory(struct fault *f)
{
	return fault_set(f, FAULT_SYSTEM, -ENOMEM, "the table");
}

static int scols_flags(const struct sheet *s, const struct sheet_column *c,
		       bool tree)
{
	unsigned int own = c->flags;
	int flags = tree ? SCOLS_FL_TREE : 0;

	if ((own & SHEET_RIGHT) && !tree)
		flags |= SCOLS_FL_RIGHT;
	if ((own & SHEET_CUT) && !s->style.no_cut)
		flags |= SCOLS_FL_TRUNC;
	if ((own & SHEET_LINES) && !s->style.no_wrap)
		flags |= SCOLS_FL_WRAP;
	return flags;
}

static int add_column(struct sheet *s, const struct sheet_column *c, bool tree)
{
	struct libscols_column *column = scols_table_new_column(
		s->table, c->name, c->width, scols_flags(s, c, tree));

	if (!column)
		return -ENOMEM;
	if (s->style.json)
		scols_column_set_json_type(column, c->kind == SHEET_NUMBER
							   ? SCOLS_JSON_NUMBER
							   : SCOLS_JSON_STRING);
	if ((c->flags & SHEET_LINES) && !s->style.no_wrap) {
		scols_column_set_wrapfunc(column, scols_wrapnl_chunksize,
					  scols_wrapnl_nextchunk, NULL);
		scols_column_set_safechars(column, "\n");
	}
	return 0;
}

int sheet_open(struct sheet *s, const char *name, int tree, struct fault *f)
{
	bool named = false;

	s->table = scols_new_table();
	if (!s->table)
		return no_memory(f);
	scols_table_enable_raw(s->table, s->style.raw);
	scols_table_enable_json(s->table, s->style.json);
	scols_table_enable_noheadings(s->table, s->style.no_headings);
	if (s->style.json && scols_table_set_name(s->table, name) < 0)
		return no_memory(f);
	for (unsigned int i = 0; i < s->count; i++) {
		bool is_tree = !named && (int)s->chosen[i] == tree;

		if (add_column(s, &s->all[s->chosen[i]], is_tree) < 0)
			return no_memory(f);
		named |= is_tree;
	}
	return 0;
}

static int fill_cell(const struct sheet *s, struct libscols_line *line,
		     unsigned int index, const void *row)
{
	cleanup_growing struct text raw = TEXT_INIT, safe = TEXT_INIT;
	const struct text *shown = &raw;

	s->all[s->chosen[index]].fill(&raw, row, s->context);
	if (!raw.length)
		return raw.is_short ? -ENOMEM : 0;
	/* in a table libsmartcols itself escapes what does not print */
	if (s->style.json) {
		text_add_utf8(&safe, raw.bytes);
		shown = &safe;
	}
	if (raw.is_short || safe.is_short)
		return -ENOMEM;
	return scols_line_set_data(line, index, shown->bytes);
}

struct libscols_line *sheet_add(struct sheet *s, struct libscols_line *parent,
				const void *row)
{
	struct libscols_line *line = scols_table_new_line(s->table, parent);

	for (unsigned int i = 0; line && i < s->count; i++) {
		if (fill_cell(s, line, i, row) < 0)
			return NULL;
	}
	return line;
}

int sheet_print(struct sheet *s, FILE *to, struct fault *f)
{
	char *bytes = NULL;
	int r;

	/* without a row there is no heading, but JSON has an empty array */
	r = scols_print_table_to_string(s->table, &bytes);
	if (r < 0) {
		free(bytes);
		return fault_set(f, FAULT_SYSTEM, r, "the table");
	}
	errno = 0;
	if (bytes)
		fputs(bytes, to);
	if (bytes && *bytes && bytes[strlen(bytes) - 1] != '\n')
		putc('\n', to);
	free(bytes);
	if (fflush(to) != 0 || ferror(to))
		return fault_output(f, errno ? -errno : -EIO);
	return 0;
}

void sheet_done(struct sheet *s)
{
	scols_unref_table(s->table);
	s->table = NULL;
}

void sheet_help(const struct sheet *s, FILE *to)
{
	for (unsigned int i = 0; i < s->all_count; i++)
		fprintf(to, " %11s  %s\n", s->all[i].name, s->all[i].help);
}

bool sheet_can_filter(void)
{
	return false;
}

const char *sheet_library(void)
{
	const char *version = NULL;

	scols_get_library_version(&version);
	return version ? version : "unknown";
}
