/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The words of a process, as proc_pid_cmdline(5) has them. */
#include "config.h"
#include "engine/cmdline.h"
#include "kernel/procfs.h"

#include <errno.h>
#include <string.h>

int cmdline_read(int proc, struct cmdline *ret)
{
	struct proc_status status;
	ssize_t n = procfs_status(proc, &status);

	ret->length = 0;
	if (n == 0 && status.depth > 1)
		n = -EPERM;
	if (n == 0)
		n = procfs_read(proc, "cmdline", ret->text, sizeof(ret->text));
	ret->length = n < 0 ? 0 : (size_t)n;
	return n < 0 ? (int)n : 0;
}

const char *cmdline_program(const struct cmdline *c)
{
	const char *slash;

	if (c->length == 0)
		return "";
	slash = strrchr(c->text, '/');
	return slash ? slash + 1 : c->text;
}

/* Behind @word, or NULL at the end; the last one is followed by a NUL too. */
static const char *next_word(const struct cmdline *c, const char *word)
{
	word += strlen(word) + 1;
	return word < c->text + c->length ? word : NULL;
}

const char *cmdline_value(const struct cmdline *c, const char *option)
{
	const char *word = c->length ? c->text : NULL;

	while (word && strcmp(word, option) != 0)
		word = next_word(c, word);
	return word ? next_word(c, word) : NULL;
}
