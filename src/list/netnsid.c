/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The id that a network namespace has for another: rtnetlink, RTM_GETNSID. */
#include "config.h"
#include "list/netnsid.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/net_namespace.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

int netnsid_open(void)
{
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);

	return fd < 0 ? -errno : fd;
}

static int take_id(const struct nlattr *attr, void *context)
{
	int32_t *id = context;

	if (mnl_attr_get_type(attr) == NETNSA_NSID)
		*id = (int32_t)mnl_attr_get_u32(attr);
	return MNL_CB_OK;
}

static void add_answer(struct text *to, const struct nlmsghdr *answer)
{
	/* no id at all: as where the kernel does not know the question */
	int32_t id = INT32_MIN;

	if (answer->nlmsg_type != RTM_NEWNSID)
		return;
	mnl_attr_parse(answer, sizeof(struct rtgenmsg), take_id, &id);
	if (id == NETNSA_NSID_NOT_ASSIGNED)
		text_format(to, "unassigned");
	else if (id >= 0)
		text_format(to, "%d", (int)id);
}

void netnsid_add(struct text *to, int netlink, int fd)
{
	union {
		struct nlmsghdr header;
		char room[1024];
	} message;
	struct rtgenmsg *general;
	ssize_t length;

	if (netlink < 0)
		return;
	mnl_nlmsg_put_header(&message);
	message.header.nlmsg_type = RTM_GETNSID;
	message.header.nlmsg_flags = NLM_F_REQUEST;
	general = mnl_nlmsg_put_extra_header(&message.header, sizeof(*general));
	general->rtgen_family = AF_UNSPEC;
	mnl_attr_put_u32(&message.header, NETNSA_FD, (uint32_t)fd);
	if (send(netlink, &message, message.header.nlmsg_len, 0) < 0)
		return;
	length = recv(netlink, &message, sizeof(message), 0);
	if (length > 0 && mnl_nlmsg_ok(&message.header, (int)length))
		add_answer(to, &message.header);
}
