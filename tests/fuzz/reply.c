/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Any bytes as a response of HTTP: nothing outside of them is touched, and
 * how they are cut up on their way makes no difference.
 * sources: src/engine/reply.c src/base/parse.c
 */
#include "engine/reply.h"

#include <stdlib.h>
#include <string.h>

struct outcome {
	int end, status;
	char *body; /* owned */
	size_t length;
};

/* In memory that is as large as what is there, so that ASan sees its end. */
static void grow(struct reply *r, const uint8_t *data, size_t n)
{
	char *text = malloc(r->have + n > 0 ? r->have + n : 1);

	if (!text)
		abort();
	if (r->have)
		memcpy(text, r->text, r->have);
	if (n)
		memcpy(text + r->have, data + r->have, n);
	free(r->text);
	r->text = text;
	r->have += n;
}

static void feed(const uint8_t *data, size_t size, size_t step,
		 struct outcome *ret)
{
	struct reply r = REPLY_INIT;
	int end = 0;

	while (end == 0) {
		size_t left = size - r.have, n = left < step ? left : step;

		grow(&r, data, n);
		end = reply_read(&r, n == 0);
		if (end == 0 && n == 0)
			abort(); /* the end is told, and is one */
		if (r.at > r.have || r.body + r.length > r.have)
			abort();
	}
	*ret = (struct outcome){ .end = end };
	if (end == 1) {
		ret->status = r.status;
		ret->length = r.length;
		ret->body = malloc(r.length + 1);
		memcpy(ret->body, r.text + r.body, r.length);
	}
	free(r.text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct outcome whole, cut;
	size_t step;

	if (size == 0)
		return 0;
	step = (size_t)*data % 23 + 1;
	feed(data + 1, size - 1, size, &whole);
	feed(data + 1, size - 1, step, &cut);
	if (whole.end != cut.end || whole.status != cut.status ||
	    whole.length != cut.length ||
	    (whole.length && memcmp(whole.body, cut.body, whole.length) != 0))
		abort();
	free(whole.body);
	free(cut.body);
	return 0;
}
