/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A command line: a word a line. What is understood can be printed again. */
#include "config.h"
#include "fuzz.h"
#include "base/escape.h"
#include "plan/request.h"

#define WORDS_MAX 32

static void split(char *text, char **words)
{
	static const char *const names[] = { "uenter", "nsenter" };
	size_t n = 0;

	words[n++] = (char *)(uintptr_t)names[*text == 'n'];
	while (*text && n < WORDS_MAX - 1) {
		words[n++] = text;
		text += strcspn(text, "\n");
		if (*text)
			*text++ = '\0';
	}
	words[n] = NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size), *words[WORDS_MAX];
	struct fault f = FAULT_INIT;
	struct request req = { .program = "uenter" };
	struct line line = LINE_INIT;

	split(text, words);
	req.program = request_program(words);
	req.defaults = defaults_of(req.program);
	if (request_parse(words, &req, &f) < 0) {
		CHECK(f.code != FAULT_NONE && f.what[0]);
	} else if (req.mode != MODE_HELP && req.mode != MODE_VERSION) {
		request_line(&req, NULL, NULL, false, &line);
		CHECK(fuzz_is_printable(line.text));
		CHECK(line.length == strlen(line.text) || line.cut);
	}
	free(text);
	return 0;
}
