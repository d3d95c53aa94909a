/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the listings of ulsns share. */
#include "config.h"
#include "list/listing.h"

int listing_choose(const struct ls_request *req, const int *defaults,
		   struct sheet *s, struct fault *f)
{
	s->style = req->style;
	if (req->columns) {
		sheet_help(s, stdout);
		return 1;
	}
	for (; *defaults >= 0; defaults++)
		sheet_choose(s, (unsigned int)*defaults);
	if (req->output_all)
		sheet_choose_all(s);
	return req->output ? sheet_choose_list(s, req->output, f) : 0;
}
