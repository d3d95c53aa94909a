/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ulsns: what namespaces there are, whose, and who may enter. */
#include "config.h"
#include "kernel/sys.h"
#include "list/listing.h"

#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

static int finish(int r, struct fault *f)
{
	if (r == 0)
		r = fault_flush(stdout, f);
	if (r == 0)
		return EXIT_SUCCESS;
	fault_print(f, "ulsns");
	return EXIT_FAILURE;
}

static int run(const struct ls_request *req, struct fault *f)
{
	struct ls_request columns = { .mode = LS_NAMESPACES };

	switch (req->mode) {
	case LS_HELP:
		lsreq_help(stdout);
		puts("\nColumns (-H lists those of the others):");
		columns.columns = true;
		return list_namespaces(&columns, f);
	case LS_VERSION:
		puts("ulsns " PACKAGE_VERSION);
		return 0;
	case LS_CONTAINERS:
		return list_containers(req, f);
	case LS_PROCS:
		return list_procs(req, f);
	case LS_PORTS:
		return list_ports(req, f);
	case LS_NAMESPACES:
		break;
	}
	return list_namespaces(req, f);
}

int main(int argc, char **argv)
{
	struct fault f = FAULT_INIT;
	struct ls_request req;
	int r;

	/* what prints is a matter of the locale: nothing is joined here */
	setlocale(LC_CTYPE, "");
	r = sys_open_standard();
	if (r < 0)
		fault_set(&f, FAULT_SYSTEM, r, "/dev/null");
	if (r == 0 && argc == 0)
		r = fault_set(&f, FAULT_USAGE, -EINVAL, "no words at all");
	if (r == 0)
		r = lsreq_parse(argv, &req, &f);
	if (r == 0)
		r = run(&req, &f);
	return finish(r, &f);
}
