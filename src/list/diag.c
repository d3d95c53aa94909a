/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sockets that listen, by sock_diag(7) through libmnl. */
#include "config.h"
#include "list/sockets.h"

#include <arpa/inet.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

/* Of UDP, what is not connected is as TCP_CLOSE. */
#define STATE(s) (1U << (s))

static int take_inet(const struct nlmsghdr *message, enum socket_kind kind,
		     struct listeners *l)
{
	const struct inet_diag_msg *m = mnl_nlmsg_get_payload(message);
	struct listener item = { .kind = kind };

	if (mnl_nlmsg_get_payload_len(message) < sizeof(*m))
		return MNL_CB_ERROR;
	item.is_v6 = m->idiag_family == AF_INET6;
	memcpy(item.address, m->id.idiag_src, item.is_v6 ? 16 : 4);
	item.port = ntohs(m->id.idiag_sport);
	item.interface = m->id.idiag_if;
	item.waiting = m->idiag_rqueue;
	item.most = kind == SOCKET_TCP ? m->idiag_wqueue : 0;
	item.inode = m->idiag_inode;
	listeners_add(l, &item);
	return MNL_CB_OK;
}

static int take_tcp(const struct nlmsghdr *message, void *l)
{
	return take_inet(message, SOCKET_TCP, l);
}

static int take_udp(const struct nlmsghdr *message, void *l)
{
	return take_inet(message, SOCKET_UDP, l);
}

/* An abstract name begins with a NUL, and may hold more of them: unix(7). */
static void copy_name(struct listener *item, const struct nlattr *attr)
{
	size_t length = mnl_attr_get_payload_len(attr);

	if (length >= sizeof(item->name))
		length = sizeof(item->name) - 1;
	memcpy(item->name, mnl_attr_get_payload(attr), length);
	item->name[length] = '\0';
	for (size_t i = 0; i < length && !*item->name; i++) {
		if (!item->name[i] && i)
			item->name[i] = '@';
	}
	if (length && !*item->name)
		*item->name = '@';
}

static int take_attribute(const struct nlattr *attr, void *context)
{
	struct listener *item = context;

	if (mnl_attr_get_type(attr) == UNIX_DIAG_NAME)
		copy_name(item, attr);
	if (mnl_attr_get_type(attr) == UNIX_DIAG_RQLEN &&
	    mnl_attr_get_payload_len(attr) >= sizeof(struct unix_diag_rqlen)) {
		const struct unix_diag_rqlen *queue =
			mnl_attr_get_payload(attr);

		item->waiting = queue->udiag_rqueue;
		item->most = queue->udiag_wqueue;
	}
	return MNL_CB_OK;
}

static int take_unix(const struct nlmsghdr *message, void *l)
{
	const struct unix_diag_msg *m = mnl_nlmsg_get_payload(message);
	struct listener item = { .kind = SOCKET_UNIX };

	if (mnl_nlmsg_get_payload_len(message) < sizeof(*m))
		return MNL_CB_ERROR;
	item.inode = m->udiag_ino;
	mnl_attr_parse(message, sizeof(*m), take_attribute, &item);
	listeners_add(l, &item);
	return MNL_CB_OK;
}

/* Room for a request, and for a part of an answer: the kernel sends 16 KiB. */
union message {
	struct nlmsghdr header;
	char room[32768];
};

static void put_header(union message *m)
{
	mnl_nlmsg_put_header(m);
	m->header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
	m->header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
}

static int dump(struct mnl_socket *socket, union message *m, mnl_cb_t take,
		struct listeners *l)
{
	int r = MNL_CB_OK;

	if (mnl_socket_sendto(socket, m, m->header.nlmsg_len) < 0)
		return -errno;
	while (r > MNL_CB_STOP) {
		ssize_t n = mnl_socket_recvfrom(socket, m, sizeof(*m));

		if (n < 0)
			return -errno;
		/* an error of the kernel's ends it, and is in errno */
		r = mnl_cb_run(m, (size_t)n, 0, mnl_socket_get_portid(socket),
			       take, l);
	}
	return r < 0 ? -errno : 0;
}

static int dump_inet(struct mnl_socket *socket, unsigned char family,
		     unsigned char protocol, struct listeners *l)
{
	union message m;
	struct inet_diag_req_v2 *req;
	bool tcp = protocol == IPPROTO_TCP;

	put_header(&m);
	req = mnl_nlmsg_put_extra_header(&m.header, sizeof(*req));
	req->sdiag_family = family;
	req->sdiag_protocol = protocol;
	req->idiag_states = STATE(tcp ? TCP_LISTEN : TCP_CLOSE);
	return dump(socket, &m, tcp ? take_tcp : take_udp, l);
}

static int dump_unix(struct mnl_socket *socket, struct listeners *l)
{
	union message m;
	struct unix_diag_req *req;

	put_header(&m);
	req = mnl_nlmsg_put_extra_header(&m.header, sizeof(*req));
	req->sdiag_family = AF_UNIX;
	req->udiag_states = STATE(TCP_LISTEN);
	req->udiag_show = UDIAG_SHOW_NAME | UDIAG_SHOW_RQLEN;
	return dump(socket, &m, take_unix, l);
}

static int dump_all(struct mnl_socket *socket, bool unix_too,
		    struct listeners *l)
{
	static const struct {
		unsigned char family, protocol;
	} kinds[] = {
		{ AF_INET, IPPROTO_TCP },
		{ AF_INET6, IPPROTO_TCP },
		{ AF_INET, IPPROTO_UDP },
		{ AF_INET6, IPPROTO_UDP },
	};
	int r = 0;

	for (size_t i = 0; r == 0 && i < sizeof(kinds) / sizeof(kinds[0]); i++)
		r = dump_inet(socket, kinds[i].family, kinds[i].protocol, l);
	if (r == 0 && unix_too)
		r = dump_unix(socket, l);
	return r == 0 && l->is_short ? -ENOMEM : r;
}

int sockets_by_diag(bool unix_too, struct listeners *l)
{
	struct mnl_socket *socket =
		mnl_socket_open2(NETLINK_SOCK_DIAG, SOCK_CLOEXEC);
	int r;

	if (!socket)
		return -errno;
	r = mnl_socket_bind(socket, 0, MNL_SOCKET_AUTOPID) < 0 ? -errno : 0;
	if (r == 0)
		r = dump_all(socket, unix_too, l);
	mnl_socket_close(socket);
	/* half of the answer is none: who falls back starts anew */
	if (r < 0)
		listeners_done(l);
	return r;
}
