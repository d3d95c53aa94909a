/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A shared object of the sandbox's: says so when it is loaded. */
#include <unistd.h>

__attribute__((constructor)) static void loaded(void)
{
	if (write(STDERR_FILENO, "evil\n", 5) < 0)
		_exit(1);
}
