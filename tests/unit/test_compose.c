/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Services by the names that Compose gives to containers. */
#include "config.h"
#include "engine/compose.h"
#include "table.h"

static const struct row {
	const char *name, *project, *container, *want;
} rows[] = {
	{ "podman-compose's", "shop", "shop_till_1", "till" },
	{ "Compose 2's", "shop", "shop-till-12", "till" },
	{ "a service with the same sign in it", "shop", "shop_cash_till_1",
	  "cash_till" },
	{ "a project with a sign in it", "my-shop", "my-shop-till-1", "till" },
	{ "of another project", "shop", "shoe_till_1", "" },
	{ "of a project that begins so", "shop", "shops_till_1", "" },
	{ "no project", "", "_till_1", "" },
	{ "no number", "shop", "shop_till", "" },
	{ "no number behind the sign", "shop", "shop_till_", "" },
	{ "more than a number", "shop", "shop_till_1a", "" },
	{ "no service", "shop", "shop__1", "" },
	{ "a number alone", "shop", "shop_1", "" },
	{ "two signs", "shop", "shop_till-1", "" },
	{ "the project alone", "shop", "shop", "" },
	{ "no name", "shop", "", "" },
};

static void test_row(void **state)
{
	const struct row *row = *state;
	struct container c = { .in_project = false };

	snprintf(c.name, sizeof(c.name), "%s", row->container);
	compose_by_name(row->project, &c);
	expect_text(c.service, row->want);
	assert_int_equal(c.in_project, *row->want != '\0');
}

static void test_long(void **state)
{
	struct container c = { .in_project = false };

	(void)state;
	snprintf(c.name, sizeof(c.name), "shop_%0*d_1", 200, 1);
	compose_by_name("shop", &c);
	expect_text(c.service, "");
	assert_false(c.in_project);
}

int main(void)
{
	struct table t = { .count = 0 };

	TABLE_ROWS(&t, rows, test_row);
	table_add(&t, "longer than there is room", test_long, NULL);
	return table_run("compose", &t);
}
