/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* storage.conf: the value of a key. */
#include "config.h"
#include "fuzz.h"
#include "engine/storage.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const keys[] = { "graphroot", "runroot",
					    "rootless_storage_path" };
	static struct places places = { .uid = 1000,
					.home = "/home/ann",
					.config = "",
					.data = "",
					.runtime = "" };
	char *text = fuzz_text(data, size);
	char *buf = malloc(PATH_MAX);

	CHECK(buf);
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		strcpy(buf, "untouched");
		if (storage_value(&places, text, keys[i], buf))
			CHECK(*buf == '/' && strlen(buf) < PATH_MAX);
		else
			CHECK(strcmp(buf, "untouched") == 0);
		CHECK(!strchr(buf, '\n'));
	}
	free(buf);
	free(text);
	return 0;
}
