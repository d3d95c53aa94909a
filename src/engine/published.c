/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Ports of a container, and where the host publishes them. */
#include "config.h"
#include "engine/published.h"

#include <arpa/inet.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static bool is_address(int family, const char *text)
{
	struct in6_addr ignored;

	return inet_pton(family, text, &ignored) == 1;
}

/* Whether @entry is one of those that stand in @list, with a ',' between. */
static bool has_entry(const char *list, const char *entry)
{
	size_t n = strlen(entry);

	for (const char *at = list; (at = strstr(at, entry)); at += n) {
		if ((at == list || at[-1] == ',') && (!at[n] || at[n] == ','))
			return true;
	}
	return false;
}

void published_add(struct published *p, const char *address, unsigned int port)
{
	char entry[INET6_ADDRSTRLEN + sizeof("[]:65535")];
	size_t used = strlen(p->host);

	if (!*address)
		address = "0.0.0.0";
	if (port == 0 || port > 65535)
		return;
	if (is_address(AF_INET6, address))
		snprintf(entry, sizeof(entry), "[%s]:%u", address, port);
	else if (is_address(AF_INET, address))
		snprintf(entry, sizeof(entry), "%s:%u", address, port);
	else
		return;
	if (!has_entry(p->host, entry) &&
	    used + strlen(entry) + 2 <= sizeof(p->host))
		snprintf(p->host + used, sizeof(p->host) - used, "%s%s",
			 used ? "," : "", entry);
}
