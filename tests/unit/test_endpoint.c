/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where an engine is: addresses, and who chose them. */
#include "config.h"
#include "engine/endpoint.h"
#include "table.h"

#include <ftw.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

static const struct row {
	const char *name, *url, *want;
} rows[] = {
	{ "nothing", "", "unsaid" },
	{ "a socket", "unix:///run/user/1/docker.sock",
	  "/run/user/1/docker.sock" },
	{ "a socket without a path", "unix://", "unknown" },
	{ "a relative one", "unix://docker.sock", "unknown" },
	{ "ssh", "ssh://me@there", "elsewhere" },
	{ "tcp", "tcp://10.0.0.1:2375", "elsewhere" },
	{ "tcp of this machine is no socket either", "tcp://localhost:2375",
	  "elsewhere" },
	{ "http", "http://there", "elsewhere" },
	{ "https", "https://there", "elsewhere" },
	{ "a host and a port", "there:2375", "elsewhere" },
	{ "a pipe of Windows", "npipe:////./pipe/docker_engine", "unknown" },
	{ "a descriptor of systemd's", "fd://", "unknown" },
	{ "a path alone", "/run/docker.sock", "unknown" },
	{ "another scheme that begins so", "sshd://there", "unknown" },
	{ "a scheme in capitals", "UNIX:///run/docker.sock", "unknown" },
};

static void check(void **state)
{
	static const char *const kinds[] = { "unsaid", NULL, "elsewhere",
					     "unknown" };
	const struct row *row = *state;
	const char *path = "?";
	enum endpoint_kind kind = endpoint_parse(row->url, &path);

	expect_text(kind == ENDPOINT_SOCKET ? path : kinds[kind], row->want);
}

/* ---- who chose ----------------------------------------------------------- */

static char home[64];

static void put(const char *name, const char *text)
{
	char path[192];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", home, name);
	for (char *at = path + strlen(home) + 1; (at = strchr(at, '/')); at++) {
		*at = '\0';
		mkdir(path, 0700);
		*at = '/';
	}
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static const struct chosen {
	const char *name;
	const char *host, *context, *config; /* DOCKER_... */
	const char *want;		     /* the path, or what it mentions */
} chosen[] = {
	{ "nothing said: what config.json says", NULL, NULL, "",
	  "the current context 'far' is ssh://me@there" },
	{ "DOCKER_HOST goes before all", "unix:///a", "far", "", "/a" },
	{ "DOCKER_HOST on another machine", "ssh://x", "near", "",
	  "DOCKER_HOST=ssh://x|mean nothing here" },
	{ "an empty DOCKER_HOST says nothing", "", "near", "", "/near.sock" },
	{ "DOCKER_CONTEXT goes before config.json", NULL, "near", "",
	  "/near.sock" },
	{ "DOCKER_CONTEXT on another machine", NULL, "far", "",
	  "the context 'far' is ssh://me@there" },
	{ "the context called default", NULL, "default", "", "" },
	{ "a context that is not there", NULL, "none", "", "" },
	{ "another DOCKER_CONFIG", NULL, NULL, "/nowhere", "" },
	{ "control bytes are escaped", "ssh://\x1b[m", NULL, "",
	  "DOCKER_HOST=ssh://\\x1b[m" },
};

static void set(const char *name, const char *value)
{
	if (value)
		setenv(name, value, 1);
	else
		unsetenv(name);
}

static void expect_endpoint(int r, const char *path, const struct fault *f,
			    const char *want)
{
	if (r == 0) {
		expect_text(path, want);
		return;
	}
	assert_int_equal(r, -EREMOTE);
	assert_int_equal(f->code, FAULT_REMOTE_ENGINE);
	expect_mentions(f->why, want);
	assert_true(f->hint[0]);
}

static void check_chosen(void **state)
{
	const struct chosen *row = *state;
	static struct places places;
	char path[PATH_MAX] = "?", config[80];
	struct fault f = FAULT_INIT;

	snprintf(config, sizeof(config), "%s", row->config);
	set("DOCKER_HOST", row->host);
	set("DOCKER_CONTEXT", row->context);
	set("DOCKER_CONFIG", *config ? config : NULL);
	places_init(&places);
	expect_endpoint(endpoint_docker(&places, path, &f), path, &f,
			row->want);
}

static void a_config_that_others_may_write(void **state)
{
	static struct places places;
	char path[PATH_MAX], config[96];
	struct fault f = FAULT_INIT;

	(void)state;
	set("DOCKER_HOST", NULL);
	set("DOCKER_CONTEXT", NULL);
	set("DOCKER_CONFIG", NULL);
	snprintf(config, sizeof(config), "%s/.docker/config.json", home);
	chmod(config, 0666);
	places_init(&places);
	assert_int_equal(endpoint_docker(&places, path, &f), -EPERM);
	assert_int_equal(f.code, FAULT_BAD_STATE);
	chmod(config, 0600);
}

static const struct podman {
	const char *name, *host, *connection, *want;
} podman[] = {
	{ "Podman: nothing said", NULL, NULL, "" },
	{ "Podman: a socket", "unix:///run/podman.sock", NULL,
	  "/run/podman.sock" },
	{ "Podman: another machine", "ssh://x", NULL,
	  "CONTAINER_HOST=ssh://x" },
	{ "Podman: a connection", NULL, "vm",
	  "CONTAINER_CONNECTION=ssh://core@127.0.0.1:38417/run/podman" },
	{ "Podman: a connection by a socket", NULL, "here", "/here.sock" },
	{ "Podman: a connection that is not there", NULL, "none",
	  "CONTAINER_CONNECTION=none" },
};

static void check_podman(void **state)
{
	const struct podman *row = *state;
	static struct places places;
	char path[PATH_MAX] = "?";
	struct fault f = FAULT_INIT;

	set("CONTAINER_HOST", row->host);
	set("CONTAINER_CONNECTION", row->connection);
	places_init(&places);
	expect_endpoint(endpoint_podman(&places, path, &f), path, &f,
			row->want);
}

static const struct {
	const char *name, *text;
} files[] = {
	{ ".docker/config.json", "{\"auths\":{},\"currentContext\":\"far\"}" },
	{ ".docker/contexts/meta/aa11/meta.json",
	  "{\"Name\":\"far\",\"Endpoints\":{\"docker\":"
	  "{\"Host\":\"ssh://me@there\"}}}" },
	{ ".docker/contexts/meta/bb22/meta.json",
	  "{\"Name\":\"near\",\"Endpoints\":{\"docker\":"
	  "{\"Host\":\"unix:///near.sock\"}}}" },
	{ ".config/containers/podman-connections.json",
	  "{\"Connection\":{\"Default\":\"vm\",\"Connections\":{"
	  "\"vm\":{\"URI\":\"ssh://core@127.0.0.1:38417/run/podman\"},"
	  "\"here\":{\"URI\":\"unix:///here.sock\"}}}}" },
};

/* What is below comes first (FTW_DEPTH); no link is followed. */
static int remove_one(const char *path, const struct stat *st, int type,
		      struct FTW *where)
{
	(void)st;
	(void)type;
	(void)where;
	return remove(path);
}

int main(void)
{
	static struct table table;
	int failed;

	strcpy(home, "/tmp/uenter-test-XXXXXX");
	if (!mkdtemp(home))
		return 99;
	setenv("HOME", home, 1);
	unsetenv("XDG_CONFIG_HOME");
	for (size_t i = 0; i < ARRAY_SIZE(files); i++)
		put(files[i].name, files[i].text);
	TABLE_ROWS(&table, rows, check);
	TABLE_ROWS(&table, chosen, check_chosen);
	TABLE_ROWS(&table, podman, check_podman);
	table_add(&table, "a config that others may write",
		  a_config_that_others_may_write, NULL);
	failed = table_run("endpoint", &table);
	return nftw(home, remove_one, 8, FTW_DEPTH | FTW_PHYS) == 0 ? failed
								    : 99;
}
