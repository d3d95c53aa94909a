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

/* The variable where it is an absolute path: the XDG rule for all of them. */
static bool from_environment(char *buf, const char *variable)
{
	const char *value = getenv(variable);
	size_t length = value ? strlen(value) : 0;

	*buf = '\0';
	while (length > 1 && value[length - 1] == '/')
		length--;
	if (length == 0 || length >= PATH_MAX || *value != '/')
		return false;
	memcpy(buf, value, length);
	buf[length] = '\0';
	return true;
}

/* pam_systemd makes it so; one that others may write is nobody's. */
static void default_runtime(struct places *p)
{
	struct stat st;

	snprintf(p->runtime, sizeof(p->runtime), "/run/user/%u",
		 (unsigned int)p->uid);
	if (stat(p->runtime, &st) < 0 || st.st_uid != p->uid ||
	    (st.st_mode & 0777) != 0700)
		p->runtime[0] = '\0';
}

void places_init(struct places *ret)
{
	ret->uid = geteuid();
	from_environment(ret->home, "HOME");
	if (!from_environment(ret->config, "XDG_CONFIG_HOME"))
		places_path(ret->config, ret->home, ".config");
	if (!from_environment(ret->data, "XDG_DATA_HOME"))
		places_path(ret->data, ret->home, ".local/share");
	if (!from_environment(ret->runtime, "XDG_RUNTIME_DIR"))
		default_runtime(ret);
}
