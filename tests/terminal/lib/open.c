/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the pty driver opens before the start. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "pty.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

const char *open_terminal(bool echo)
{
	struct winsize size = { .ws_row = 24, .ws_col = 80 };

	d.master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
	check(d.master >= 0 && grantpt(d.master) == 0 &&
		      unlockpt(d.master) == 0,
	      "a pty");
	check(tcgetattr(d.master, &d.modes) == 0, "modes");
	if (!echo) {
		d.modes.c_lflag &= ~(tcflag_t)ECHO;
		d.modes.c_oflag &= ~(tcflag_t)OPOST;
	}
	check(tcsetattr(d.master, TCSANOW, &d.modes) == 0, "modes");
	check(tcgetattr(d.master, &d.modes) == 0, "modes");
	check(ioctl(d.master, TIOCSWINSZ, &size) == 0, "size");
	return ptsname(d.master);
}

void open_pipes(void)
{
	for (int fd = 0; fd < 3; fd++) {
		int ends[2];

		if (d.arrangement[fd] != 'p')
			continue;
		check(pipe2(ends, O_CLOEXEC) == 0, "pipe");
		d.pipes[fd] = ends[fd == 0];
		d.theirs[fd] = ends[fd != 0];
	}
}

void open_files(const char *path)
{
	static const char *const ends[] = { "screen", "1", "2" };
	char name[4096];

	s.report = fopen(path, "we");
	check(s.report, path);
	for (int i = 0; i < 3; i++) {
		snprintf(name, sizeof(name), "%s.%s", path, ends[i]);
		s.files[i] = open(
			name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
		check(s.files[i] >= 0, name);
	}
}
