/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Engines' JSON to containers: the first byte says which file it is. */
#include "config.h"
#include "fuzz.h"
#include "engine/container.h"
#include "engine/engine.h"
#include "engine/state.h"

#define ID "abcd"

static struct places places;

static const struct file {
	const char *engine, *path, *other, *text;
} files[] = {
	{ "docker", "data/docker/containers/" ID "/config.v2.json",
	  "run/docker/runtime-runc/moby/" ID "/state.json",
	  "{\"init_process_pid\":7,\"init_process_start\":8}" },
	{ "docker", "run/docker/runtime-runc/moby/" ID "/state.json",
	  "data/docker/containers/" ID "/config.v2.json",
	  "{\"Name\":\"/web\",\"State\":{\"Running\":true}}" },
	{ "podman",
	  "data/containers/storage/overlay-containers/containers.json",
	  "run/crun/" ID "/status", "{\"pid\":7,\"process-start-time\":8}" },
	{ "podman", "run/crun/" ID "/status",
	  "data/containers/storage/overlay-containers/containers.json",
	  "[{\"id\":\"" ID "\",\"names\":[\"web\"]}]" },
};

static bool visit(const struct container *seen, void *context)
{
	struct container c = *seen;
	struct fault f = FAULT_INIT;
	char title[CONTAINER_TITLE_SIZE];
	int r;

	(void)context;
	CHECK(state_is_component(c.id));
	CHECK(memchr(c.name, '\0', sizeof(c.name)));
	CHECK(memchr(c.service, '\0', sizeof(c.service)));
	CHECK(strcmp(c.name, "(null)") != 0);
	CHECK(fuzz_is_printable(container_title(&c, title)));
	r = c.engine->locate(&places, &c, &f);
	CHECK(r <= 0 && c.pid >= 0);
	CHECK(container_state_name(c.state));
	if (r < 0)
		fuzz_check_fault(&f);
	else
		CHECK(f.code == FAULT_NONE);
	return false;
}

static void look(const struct file *file, const uint8_t *data, size_t size)
{
	const struct engine *engine = engine_by_name(file->engine);
	struct fault f = FAULT_INIT;
	static bool made[ARRAY_SIZE(files)];
	size_t index = (size_t)(file - files);

	fuzz_put(file->path, !made[index], data, size);
	fuzz_put(file->other, !made[index], (const uint8_t *)file->text,
		 strlen(file->text));
	made[index] = true;
	if (engine->list(engine, &places, visit, NULL, &f) < 0)
		fuzz_check_fault(&f);
	else
		CHECK(f.code == FAULT_NONE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	if (!places.data) {
		static char data_dir[PATH_MAX], run_dir[PATH_MAX];

		/* whose places are below these two, whoever runs it */
		places.uid = 1000;
		snprintf(data_dir, PATH_MAX, "%s/data", fuzz_dir());
		snprintf(run_dir, PATH_MAX, "%s/run", fuzz_dir());
		places.home = places.config = "";
		places.data = data_dir;
		places.runtime = run_dir;
		setenv("CONTAINERS_STORAGE_CONF", "/nonexistent", 1);
		umask(077);
	}
	look(&files[data[0] % ARRAY_SIZE(files)], data + 1, size - 1);
	return 0;
}
