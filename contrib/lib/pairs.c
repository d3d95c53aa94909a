/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Times commands in turns: A B C A B C, so that a slow moment hits all. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COMMANDS 8
#define WORDS 64

enum { WALL, USER, SYSTEM, MEMORY, FIGURES };

static const char *const names[FIGURES] = {
	"wall us",
	"user us",
	"system us",
	"peak KiB",
};

struct command {
	const char *name;
	char *words[WORDS + 1];
	double *runs[FIGURES];
};

static double now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static double time_us(struct timeval t)
{
	return (double)t.tv_sec * 1e6 + (double)t.tv_usec;
}

/* vfork: the size of this process is no part of what is measured. */
static void run(struct command *c, double figures[FIGURES])
{
	double start = now_us();
	pid_t child = vfork();
	struct rusage usage;
	int status;

	if (child == 0) {
		execv(c->words[0], c->words);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, &usage) != child ||
	    status != 0) {
		fprintf(stderr, "pairs: %s failed\n", c->name);
		exit(1);
	}
	figures[WALL] = now_us() - start;
	figures[USER] = time_us(usage.ru_utime);
	figures[SYSTEM] = time_us(usage.ru_stime);
	figures[MEMORY] = (double)usage.ru_maxrss;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(const double *values, size_t count)
{
	double *sorted = malloc(count * sizeof(*sorted)), m;

	memcpy(sorted, values, count * sizeof(*sorted));
	qsort(sorted, count, sizeof(*sorted), compare);
	m = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
	free(sorted);
	return m;
}

/* The ratio run by run, then its median: pairs, not sums. */
static double ratio(const double *a, const double *b, size_t count)
{
	double *ratios = malloc(count * sizeof(*ratios)), m;

	for (size_t i = 0; i < count; i++)
		ratios[i] = b[i] > 0 ? a[i] / b[i] : 0;
	m = median(ratios, count);
	free(ratios);
	return m;
}

static void report(const struct command *c, int count, size_t runs)
{
	for (int f = 0; f < FIGURES; f++) {
		printf("%-10s", names[f]);
		for (int i = 0; i < count; i++)
			printf("  %s %.0f", c[i].name,
			       median(c[i].runs[f], runs));
		putchar('\n');
	}
	for (int i = 0; i < count; i++) {
		for (int k = i + 1; k < count; k++)
			printf("ratio wall %s/%s %.3f  peak %.3f\n", c[i].name,
			       c[k].name,
			       ratio(c[i].runs[WALL], c[k].runs[WALL], runs),
			       ratio(c[i].runs[MEMORY], c[k].runs[MEMORY],
				     runs));
	}
}

/* NAME WORD... -- NAME WORD... */
static int parse(int argc, char **argv, struct command *c, size_t runs)
{
	int count = 0, word = -1;

	for (int i = 2; i < argc && count < COMMANDS; i++) {
		if (strcmp(argv[i], "--") == 0) {
			count++;
			word = -1;
		} else if (word < 0) {
			c[count].name = argv[i];
			word = 0;
			for (int f = 0; f < FIGURES; f++)
				c[count].runs[f] = calloc(runs, sizeof(double));
		} else if (word < WORDS) {
			c[count].words[word++] = argv[i];
		}
	}
	return count + 1;
}

int main(int argc, char **argv)
{
	static struct command commands[COMMANDS];
	size_t runs = argc > 2 ? strtoul(argv[1], NULL, 10) : 0;
	double figures[FIGURES];
	int count;

	if (!runs) {
		fprintf(stderr, "usage: pairs RUNS NAME WORD... "
				"[-- NAME WORD...]...\n");
		return 2;
	}
	count = parse(argc, argv, commands, runs);
	for (size_t r = 0; r < runs + 10; r++) {
		for (int i = 0; i < count; i++) {
			run(&commands[i], figures);
			/* the first ten warm the caches */
			for (int f = 0; r >= 10 && f < FIGURES; f++)
				commands[i].runs[f][r - 10] = figures[f];
		}
	}
	report(commands, count, runs);
	return 0;
}
