/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The lines, for a person or for a program. */
#include "config.h"
#include "doctor/report.h"

#include <string.h>

static void print_line(const struct doctor_line *l, FILE *to)
{
	fprintf(to, "%-8s %-20s %s: %s\n", doctor_states[l->state], l->check,
		l->measured, l->means);
	if (*l->change)
		fprintf(to, "%9schange: %s\n", "", l->change);
	if (*l->lost)
		fprintf(to, "%9slost: %s\n", "", l->lost);
}

static void print_text(const struct doctor_report *report, bool possible,
		       FILE *to)
{
	const char *gap = " ";

	for (unsigned int i = 0; i < report->count; i++)
		print_line(&report->lines[i], to);
	if (possible) {
		fputs("verdict: uenter can enter what is yours\n", to);
		return;
	}
	fputs("verdict: nothing can be entered from here, for:", to);
	for (unsigned int i = 0; i < report->count; i++) {
		if (!report->lines[i].stops)
			continue;
		fprintf(to, "%s%s", gap, report->lines[i].check);
		gap = ", ";
	}
	fputc('\n', to);
}

/* All of it is printable ASCII by now. */
static void print_string(const char *text, FILE *to)
{
	fputc('"', to);
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			fputc('\\', to);
		fputc(*text, to);
	}
	fputc('"', to);
}

static void print_member(const char *key, const char *text, FILE *to)
{
	fprintf(to, ", \"%s\": ", key);
	if (*text)
		print_string(text, to);
	else
		fputs("null", to);
}

static void print_json(const struct doctor_report *report, bool possible,
		       FILE *to)
{
	fprintf(to, "{\"possible\": %s, \"checks\": [",
		possible ? "true" : "false");
	for (unsigned int i = 0; i < report->count; i++) {
		const struct doctor_line *l = &report->lines[i];

		fprintf(to, "%s\n\t{\"check\": ", i ? "," : "");
		print_string(l->check, to);
		print_member("state", doctor_states[l->state], to);
		fprintf(to, ", \"stops\": %s", l->stops ? "true" : "false");
		print_member("measured", l->measured, to);
		print_member("means", l->means, to);
		print_member("change", l->change, to);
		print_member("lost", l->lost, to);
		fputc('}', to);
	}
	fputs("\n]}\n", to);
}

void report_print(const struct doctor_report *report, bool possible, bool json,
		  FILE *to)
{
	if (json)
		print_json(report, possible, to);
	else
		print_text(report, possible, to);
}
