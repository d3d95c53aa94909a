/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An engine's files: what may be read of them, and believed. */
#include "config.h"
#include "engine/state.h"
#include "base/cleanup.h"
#include "base/escape.h"
#include "base/parse.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

void state_free_text(char **text)
{
	free(*text);
	*text = NULL;
}

bool state_is_made_of(const char *name, const char *also, size_t max)
{
	size_t length = strlen(name);

	if (length == 0 || length > max || !isalnum((unsigned char)*name))
		return false;
	for (; *name; name++) {
		if (!isalnum((unsigned char)*name) && !strchr(also, *name))
			return false;
	}
	return true;
}

bool state_is_component(const char *id)
{
	return state_is_made_of(id, "_.-+", 128);
}

/* What is wrong with it, by the rule that it breaks; NULL if nothing is. */
static const char *broken_rule(const struct stat *st, mode_t kind)
{
	if ((st->st_mode & S_IFMT) != kind)
		return kind == S_IFREG ? "it is no regular file"
				       : "it is no directory";
	if (st->st_uid != geteuid() && st->st_uid != 0)
		return "it belongs to another user, who could have written "
		       "anything there";
	if (st->st_mode & S_IWOTH ||
	    (st->st_mode & S_IWGRP && st->st_gid != getegid() && st->st_gid))
		return "others may write it, so it may say anything";
	return NULL;
}

static int refuse(const char *shown, const char *path, int error,
		  const char *why, struct fault *f)
{
	char full[384];
	struct line l = LINE_INIT;

	escape(full, sizeof(full), shown);
	if (path) {
		size_t n = strlen(full);

		full[n++] = '/';
		escape(full + n, sizeof(full) - n, path);
	}
	fault_set(f, FAULT_BAD_STATE, error, "%s", full);
	if (why)
		fault_why(f,
			  "%s; what engines wrote is believed only by "
			  "these rules",
			  why);
	line_word(&l, "ls");
	line_word(&l, "-ld");
	line_word(&l, full);
	fault_hint(f, "%s   # or give the target as a PID", l.text);
	return error;
}

static int check(int fd, const char *shown, const char *path, mode_t kind,
		 struct stat *st, struct fault *f)
{
	const char *why;

	if (fstat(fd, st) < 0)
		return refuse(shown, path, -errno, NULL, f);
	why = broken_rule(st, kind);
	return why ? refuse(shown, path, -EPERM, why, f) : 0;
}

int state_open_dir(const char *path, struct fault *f)
{
	cleanup_close int fd = -EBADF;
	struct stat st;
	int r;

	if (!*path)
		return -ENOENT;
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return -errno;
	if (fd < 0)
		return refuse(path, NULL, -errno, NULL, f);
	r = check(fd, path, NULL, S_IFDIR, &st, f);
	return r < 0 ? r : take_fd(&fd);
}

/* O_NONBLOCK: a FIFO there has no writer to wait for. */
static int open_beneath(int dir, const char *path)
{
	struct open_how how = {
		.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
	};
	long fd = syscall(SYS_openat2, dir, path, &how, sizeof(how));

	return fd < 0 ? -errno : (int)fd;
}

static int open_failed(const char *shown, const char *path, int error,
		       struct fault *f)
{
	/* ENOTDIR: another file stands where its directory would */
	if (error == -ENOENT || error == -ENOTDIR)
		return -ENOENT;
	if (error == -ENOSYS)
		return refuse(shown, path, error,
			      "it cannot be opened without following links: "
			      "openat2(2) is missing (Linux 5.6)",
			      f);
	/* which permissions have no part in: they give EACCES */
	if (error == -EPERM)
		return refuse(shown, path, error,
			      "it cannot be opened without following links: "
			      "openat2(2) is refused here, as by a seccomp "
			      "filter",
			      f);
	if (error == -EXDEV)
		return refuse(shown, path, error,
			      "a link there leads out of its directory", f);
	return refuse(shown, path, error, NULL, f);
}

/* One that grew since fstat(2) is cut, which its reader will notice. */
static ssize_t read_whole(int fd, char *text, size_t size)
{
	size_t length = 0;

	while (length < size) {
		ssize_t n = read(fd, text + length, size - length);

		if (n < 0)
			return -errno;
		if (n == 0)
			break;
		length += (size_t)n;
	}
	text[length] = '\0';
	return (ssize_t)length;
}

/* As state_open_file(), with what fstat(2) says of it. */
static int open_file(int dir, const char *shown, const char *path,
		     struct stat *ret_st, struct fault *f)
{
	cleanup_close int fd = open_beneath(dir, path);
	int r;

	if (fd < 0)
		return open_failed(shown, path, fd, f);
	r = check(fd, shown, path, S_IFREG, ret_st, f);
	return r < 0 ? r : take_fd(&fd);
}

int state_open_file(int dir, const char *shown, const char *path,
		    struct fault *f)
{
	struct stat st;

	return open_file(dir, shown, path, &st, f);
}

int state_read_head(int dir, const char *shown, const char *path, size_t most,
		    char **ret_text, size_t *ret_length, struct fault *f)
{
	struct stat st;
	cleanup_close int fd = open_file(dir, shown, path, &st, f);
	cleanup_text char *text = NULL;
	size_t size;
	ssize_t n;

	if (fd < 0)
		return fd;
	if (st.st_size > STATE_FILE_MAX)
		return refuse(shown, path, -EPERM, "it is larger than 1 MiB",
			      f);
	size = (size_t)st.st_size < most ? (size_t)st.st_size : most;
	text = malloc(size + 1);
	n = text ? read_whole(fd, text, size) : -ENOMEM;
	if (n < 0)
		return refuse(shown, path, (int)n, NULL, f);
	*ret_text = text;
	*ret_length = (size_t)n;
	text = NULL; /* ownership has moved to the caller */
	return 0;
}

int state_read(int dir, const char *shown, const char *path, char **ret_text,
	       size_t *ret_length, struct fault *f)
{
	return state_read_head(dir, shown, path, STATE_FILE_MAX, ret_text,
			       ret_length, f);
}

int state_read_pid(int dir, const char *shown, const char *path, int *ret,
		   struct fault *f)
{
	uint64_t pid;
	size_t length;
	char *text;
	int r = state_read(dir, shown, path, &text, &length, f);

	if (r < 0)
		return r;
	text[strcspn(text, "\n")] = '\0';
	r = parse_number(text, INT32_MAX, &pid);
	free(text);
	if (r < 0 || pid == 0)
		return refuse(shown, path, -EPROTO, "it holds no pid", f);
	*ret = (int)pid;
	return 0;
}
