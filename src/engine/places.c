/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where the caller's engines keep what they know. */
#include "config.h"
#include "engine/places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool places_join(char *buf, size_t size, const char *dir, const char *rest)
{
	int n = snprintf(buf, size, "%s/%s", dir, rest);

	if (*dir && n >= 0 && (size_t)n < size)
		return true;
	*buf = '\0';
	return false;
}

const char *places_path(char *buf, const char *dir, const char *rest)
{
	places_join(buf, PATH_MAX, dir, rest);
	return buf;
}

/* The four, one behind the other: short as they are, on one page. */
static struct {
	size_t length;
	char text[4 * PATH_MAX];
} shelf;

/* Room for one more, of PATH_MAX bytes; what is put there is kept by keep(). */
static char *room(void)
{
	return shelf.text + shelf.length;
}

static const char *keep(const char *text)
{
	shelf.length += strlen(text) + 1;
	return text;
}

/* The variable where it is an absolute path: the XDG rule for all of them. */
static bool from_environment(const char **ret, const char *variable)
{
	const char *value = getenv(variable);
	size_t length = value ? strlen(value) : 0;
	char *to = room();

	*ret = "";
	while (length > 1 && value[length - 1] == '/')
		length--;
	if (length == 0 || length >= PATH_MAX || *value != '/')
		return false;
	memcpy(to, value, length);
	to[length] = '\0';
	*ret = keep(to);
	return true;
}

static const char *below_home(const struct places *p, const char *rest)
{
	return keep(places_path(room(), p->home, rest));
}

/* pam_systemd makes it so; one that others may write is nobody's. */
static const char *default_runtime(uid_t uid)
{
	char *to = room();
	struct stat st;

	snprintf(to, PATH_MAX, "/run/user/%u", (unsigned int)uid);
	if (stat(to, &st) < 0 || st.st_uid != uid ||
	    (st.st_mode & 0777) != 0700)
		return "";
	return keep(to);
}

void places_init(struct places *ret)
{
	shelf.length = 0;
	ret->uid = geteuid();
	from_environment(&ret->home, "HOME");
	if (!from_environment(&ret->config, "XDG_CONFIG_HOME"))
		ret->config = below_home(ret, ".config");
	if (!from_environment(&ret->data, "XDG_DATA_HOME"))
		ret->data = below_home(ret, ".local/share");
	if (!from_environment(&ret->runtime, "XDG_RUNTIME_DIR"))
		ret->runtime = default_runtime(ret->uid);
}
