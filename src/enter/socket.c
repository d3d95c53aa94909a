/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The network namespace of a socket of the target. */
#include "config.h"
#include "enter/socket.h"
#include "base/cleanup.h"

#include <errno.h>
#include <linux/sockios.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static int failed(const struct join *j, int error, const char *why,
		  struct fault *f)
{
	struct request plain = *j->req;

	fault_set(f, FAULT_BAD_FILE, error, "descriptor %d of process %d",
		  j->req->net_socket, (int)j->target->pid);
	if (why)
		fault_why(f, "%s", why);
	plain.has_net_socket = false;
	request_hint(&plain, NULL, NULL, false, f);
	return error;
}

int socket_namespace(struct join *j, struct fault *f)
{
	cleanup_close int fd = -EBADF;
	int ns;

	if (j->target->pidfd < 0)
		return failed(j, -ENOSYS, "this kernel has no pidfds (5.3)", f);
	fd = (int)syscall(SYS_pidfd_getfd, j->target->pidfd, j->req->net_socket,
			  0);
	if (fd < 0)
		return failed(j, -errno,
			      errno == EBADF ? "it has no such one" : NULL, f);
	ns = ioctl(fd, SIOCGSKNS);
	if (ns < 0)
		return failed(j, -errno,
			      errno == ENOTTY || errno == EINVAL
				      ? "it is no socket"
				      : NULL,
			      f);
	close_fd(&j->target->ns[NS_NET]);
	j->target->ns[NS_NET] = ns;
	return 0;
}
