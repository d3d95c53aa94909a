/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Text of others made fit to print, into buffers of every size. */
#include "config.h"
#include "fuzz.h"
#include "base/escape.h"

/* What stands for one byte at @at. */
static int unescaped(const char **at)
{
	int byte = (unsigned char)**at;
	char hex[3] = { 0 };

	if (byte == '\\' && (*at)[1] == 'x') {
		memcpy(hex, *at + 2, 2);
		*at += 4;
		return (int)strtol(hex, NULL, 16);
	}
	*at += 1;
	return byte;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t room = size ? data[0] : 0;
	char *text = fuzz_text(data + (size > 0), size - (size > 0));
	char *buf = malloc(room + 1);
	struct line line = LINE_INIT;
	const char *at = buf, *from = text;

	CHECK(buf);
	buf[room] = 'x';
	escape(buf, room, text);
	CHECK(buf[room] == 'x');
	if (room && !strstr(text, "\\x")) {
		CHECK(fuzz_is_printable(buf) && strlen(buf) < room);
		/* it is the beginning of the text, byte for byte */
		while (*at)
			CHECK(unescaped(&at) == (unsigned char)*from++);
	}
	line_word(&line, "head");
	line_word(&line, text);
	CHECK(fuzz_is_printable(line.text));
	CHECK(strlen(line.text) < sizeof(line.text));
	free(buf);
	free(text);
	return 0;
}
