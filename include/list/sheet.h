/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A table to be printed, by libsmartcols: columns chosen, rows, a tree. */
#ifndef LIST_SHEET_H
#define LIST_SHEET_H

#include "base/fault.h"
#include "list/text.h"

#include <stdbool.h>
#include <stdio.h>

enum sheet_flag {
	SHEET_RIGHT = 1,
	SHEET_CUT = 2,	/* to the width of the terminal */
	SHEET_LINES = 4 /* a cell may hold several, with '\n' between */
};

enum sheet_kind { SHEET_STRING, SHEET_NUMBER };

struct sheet_column {
	const char *name;
	unsigned int width; /* a hint; 0 for none */
	unsigned int flags; /* of enum sheet_flag */
	enum sheet_kind kind;
	const char *help;
	/* Appends to @to what the row @row has there: nothing is an answer. */
	void (*fill)(struct text *to, const void *row, void *context);
};

/* As the options have it. */
struct sheet_style {
	bool json, raw, no_headings, no_cut, no_wrap;
	const char *filter; /* of -Q, or NULL */
};

#define SHEET_COLUMNS_MAX 64

struct sheet {
	const struct sheet_column *all;
	unsigned int all_count;
	unsigned int chosen[SHEET_COLUMNS_MAX];
	unsigned int count;
	struct sheet_style style;
	void *context; /* handed to every fill */
	struct libscols_table *table;
};

/* Makes @s hold nothing but @count columns to choose from. */
void sheet_init(struct sheet *s, const struct sheet_column *all,
		unsigned int count);

/* Chooses one, or all of them in their order. */
void sheet_choose(struct sheet *s, unsigned int column);
void sheet_choose_all(struct sheet *s);

/*
 * Chooses those of a comma list (case does not matter); with a '+' in front
 * they are added to what was chosen before.
 * Returns 0, or -EINVAL with the fault set: it names the nearest.
 */
int sheet_choose_list(struct sheet *s, const char *list, struct fault *f);

bool sheet_has(const struct sheet *s, unsigned int column);

/*
 * Makes the table, called @name in JSON. @tree is the column that shows the
 * tree, or -1. Returns 0, or a negative errno with the fault set.
 */
int sheet_open(struct sheet *s, const char *name, int tree, struct fault *f);

/*
 * Adds a row below the row @parent (NULL: at the top), and fills it.
 * Returns it, which belongs to the sheet; NULL where there is no memory.
 */
struct libscols_line *sheet_add(struct sheet *s, struct libscols_line *parent,
				const void *row);

/*
 * Prints all of it, or nothing: it is made in memory first.
 * Returns 0, or a negative errno with the fault set; -EPIPE is one of them.
 */
int sheet_print(struct sheet *s, FILE *to, struct fault *f);

void sheet_done(struct sheet *s);

/* The columns that there are, a line each, as --help has them. */
void sheet_help(const struct sheet *s, FILE *to);

/* Whether this program can filter rows (-Q), and the library's version. */
bool sheet_can_filter(void);
const char *sheet_library(void);

#endif
