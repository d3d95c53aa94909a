/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* passwd(5) and group(5) as a container has them. */
#include "config.h"
#include "fuzz.h"
#include "base/passwd.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	struct passwd_entry entry;
	uint32_t id = 77;

	memset(&entry, 'x', sizeof(entry));
	if (passwd_by_uid(text, 1000, &entry) == 0) {
		CHECK(memchr(entry.name, '\0', sizeof(entry.name)));
		CHECK(memchr(entry.shell, '\0', sizeof(entry.shell)));
		CHECK(!strpbrk(entry.name, ":\n"));
		CHECK(!strpbrk(entry.shell, ":\n"));
		CHECK(strstr(text, entry.name) && strstr(text, "1000"));
	} else {
		CHECK(entry.name[0] == 'x' && entry.shell[0] == 'x');
	}
	if (passwd_id_by_name(text, "ann", &id) == 0)
		CHECK(id != UINT32_MAX && strstr(text, "ann:"));
	else
		CHECK(id == 77);
	free(text);
	return 0;
}
