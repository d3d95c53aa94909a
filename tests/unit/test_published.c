/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where ports are published: addresses, Docker's words, rows of SQLite's. */
#include "config.h"
#include "engine/inspect.h"
#include "engine/json.h"
#include "engine/record.h"
#include "table.h"

static const struct address_row {
	const char *name, *before, *address;
	unsigned int port;
	const char *want;
} address_rows[] = {
	{ "one", "", "10.0.0.1", 80, "10.0.0.1:80" },
	{ "any address", "", "", 80, "0.0.0.0:80" },
	{ "of IPv6", "", "::", 80, "[::]:80" },
	{ "a second", "1.2.3.4:5", "::1", 65535, "1.2.3.4:5,[::1]:65535" },
	{ "the same again", "1.2.3.4:5", "1.2.3.4", 5, "1.2.3.4:5" },
	{ "the same, the second", "1.2.3.4:5,1.2.3.4:6", "1.2.3.4", 6,
	  "1.2.3.4:5,1.2.3.4:6" },
	{ "a part of another is not it", "1.2.3.4:55", "1.2.3.4", 5,
	  "1.2.3.4:55,1.2.3.4:5" },
	{ "the end of another is not it", "11.2.3.4:5", "1.2.3.4", 5,
	  "11.2.3.4:5,1.2.3.4:5" },
	{ "no address", "", "localhost", 80, "" },
	{ "bytes that are none", "", "\033[31m", 80, "" },
	{ "port 0", "", "1.2.3.4", 0, "" },
	{ "no port", "", "1.2.3.4", 65536, "" },
};

static void check_address(void **state)
{
	const struct address_row *row = *state;
	struct published p = { .protocol = "tcp" };

	snprintf(p.host, sizeof(p.host), "%s", row->before);
	published_add(&p, row->address, row->port);
	expect_text(p.host, row->want);
}

static void no_room_is_no_half_one(void **state)
{
	struct published p = { .protocol = "tcp" };

	(void)state;
	for (unsigned int port = 10000; port < 10040; port++)
		published_add(&p, "100.100.100.100", port);
	assert_true(strlen(p.host) < sizeof(p.host));
	expect_text(strrchr(p.host, ',') + 1, "100.100.100.100:10006");
}

#define PORTS(text) "{\"NetworkSettings\":{\"Ports\":" text "}}"

static const struct inspect_row {
	const char *name, *json, *want;
} inspect_rows[] = {
	{ "published",
	  PORTS("{\"80/tcp\":[{\"HostIp\":\"1.2.3.4\",\"HostPort\":\"8\"}]}"),
	  "1.2.3.4:8" },
	{ "twice",
	  PORTS("{\"80/tcp\":[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"8\"},"
		"{\"HostIp\":\"::\",\"HostPort\":\"8\"}]}"),
	  "0.0.0.0:8,[::]:8" },
	{ "of UDP",
	  PORTS("{\"80/udp\":[{\"HostIp\":\"1.2.3.4\",\"HostPort\":\"8\"}]}"),
	  "" },
	{ "exposed alone", PORTS("{\"80/tcp\":null}"), "" },
	{ "a port that is a number",
	  PORTS("{\"80/tcp\":[{\"HostIp\":\"1.2.3.4\",\"HostPort\":8}]}"), "" },
	{ "a port that is a word",
	  PORTS("{\"80/tcp\":[{\"HostIp\":\"1.2.3.4\",\"HostPort\":\"x\"}]}"),
	  "" },
	{ "values of other kinds", PORTS("{\"80/tcp\":[1,null,[]]}"), "" },
	{ "none", "{}", "" },
};

static void check_inspect(void **state)
{
	const struct inspect_row *row = *state;
	struct published p = { .protocol = "tcp", .port = 80 };
	cleanup_json struct json_object *json = NULL;
	struct fault f = FAULT_INIT;

	assert_int_equal(
		json_parse(row->json, strlen(row->json), "x", &json, &f), 0);
	inspect_published(json, &p, 1);
	expect_text(p.host, row->want);
}

#define BYTES(text)                    \
	{                              \
		text, sizeof(text) - 1 \
	}

/* Types: 1 a byte, 8 and 9 numbers of no bytes, 13 + 2n text of n bytes. */
static const struct record_row {
	const char *name;
	struct bytes record;
	unsigned int index;
	const char *want; /* "TYPE LENGTH", or "-" */
} record_rows[] = {
	{ "the first", BYTES("\x03\x0f\x01z\x07"), 0, "15 1" },
	{ "the second", BYTES("\x03\x0f\x01z\x07"), 1, "1 1" },
	{ "behind the last", BYTES("\x03\x0f\x01z\x07"), 2, "-" },
	{ "of no bytes", BYTES("\x02\x09"), 0, "9 0" },
	{ "of which the end is missing", BYTES("\x03\x01\x13\x07xy"), 1, "-" },
	{ "in front of what is missing", BYTES("\x03\x01\x13\x07xy"), 0,
	  "1 1" },
	{ "a type of two bytes", BYTES("\x04\x81\x00\x01"), 0, "-" },
	{ "a header longer than all", BYTES("\x7f\x01\x01"), 0, "-" },
	{ "a header shorter than its own length", BYTES("\x00\x01"), 0, "-" },
	{ "a length that wraps around",
	  BYTES("\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff"), 0, "-" },
	{ "nothing", BYTES(""), 0, "-" },
};

static void check_record(void **state)
{
	const struct record_row *row = *state;
	struct bytes value;
	char got[64] = "-";
	uint64_t type;

	if (record_column(&row->record, row->index, &type, &value))
		snprintf(got, sizeof(got), "%u %zu", (unsigned int)type,
			 value.length);
	expect_text(got, row->want);
}

static void a_text_is_compared_whole(void **state)
{
	static const struct bytes record = BYTES("\x02\x11xy");

	(void)state;
	assert_true(record_has(&record, 0, "xy"));
	assert_false(record_has(&record, 0, "x"));
	assert_false(record_has(&record, 0, "xyz"));
	assert_false(record_has(&record, 1, "xy"));
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, address_rows, check_address);
	table_add(&table, "no room is no half one", no_room_is_no_half_one,
		  NULL);
	TABLE_ROWS(&table, inspect_rows, check_inspect);
	TABLE_ROWS(&table, record_rows, check_record);
	table_add(&table, "a text is compared whole", a_text_is_compared_whole,
		  NULL);
	return table_run("published", &table);
}
