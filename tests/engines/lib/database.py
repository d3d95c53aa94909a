#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The database of Podman's containers, in either of its formats.

	database.py bolt|sqlite FILE PAGE_SIZE

Standard input is a line: a container's id, a space, and the JSON of its
configuration. 200 more are made up, so that there are trees of some levels. SQLite's file is written by the library; bbolt's here, from
go.etcd.io/bbolt's page.go: two meta pages, and a bucket "ctr" of buckets, one
for an id, which stand in their parent's page where they are small.
"""
import sqlite3
import struct
import sys

BUCKET = 1
BRANCH, LEAF, META = 1, 2, 4


class Bolt:
    def __init__(self, size):
        self.size = size
        self.pages = [b"", b""]  # the two that begin it

    def page(self, flags, count, body, at=None):
        """A page, with as many behind it as it needs; returns its number."""
        number = len(self.pages)
        total = -(-(16 + len(body)) // self.size)
        raw = struct.pack("=QHHI", number, flags, count, total - 1) + body
        raw = raw.ljust(total * self.size, b"\0")
        if at is not None:
            self.pages[at] = raw
            return at
        self.pages += [raw] + [b""] * (total - 1)
        return number

    @staticmethod
    def body(elements):
        """Heads of 16 bytes, then what they are for."""
        heads, rest = b"", b""
        for i, (pack, data) in enumerate(elements):
            heads += pack(16 * (len(elements) - i) + len(rest))
            rest += data
        return heads + rest

    def leaf_body(self, items):
        return self.body([
            (lambda at, f=flags, k=key, v=value:
             struct.pack("=IIII", f, at, len(k), len(v)), key + value)
            for key, flags, value in items])

    def branch(self, children):
        """Of (first key, page), as many levels as it takes."""
        while len(children) > 1:
            above = []
            for i in range(0, len(children), 8):
                part = children[i:i + 8]
                above.append((part[0][0], self.page(
                    BRANCH, len(part), self.body([
                        (lambda at, k=key, p=page:
                         struct.pack("=IIQ", at, len(k), p), key)
                        for key, page in part]))))
            children = above
        return children[0][1]

    def bucket(self, items, inline):
        """The value that stands for it: its root, or the bucket itself."""
        items = sorted(items)
        size = sum(16 + len(k) + len(v) for k, _, v in items)
        if inline and 16 + size < self.size // 4:
            page = struct.pack("=QHHI", 0, LEAF, len(items), 0)
            return struct.pack("=QQ", 0, 0) + page + self.leaf_body(items)
        children, part, used = [], [], 16
        for item in items:
            length = 16 + len(item[0]) + len(item[2])
            if part and used + length > self.size:
                children.append((part[0][0], self.page(
                    LEAF, len(part), self.leaf_body(part))))
                part, used = [], 16
            part.append(item)
            used += length
        children.append((part[0][0] if part else b"", self.page(
            LEAF, len(part), self.leaf_body(part))))
        return struct.pack("=QQ", self.branch(children), 0)

    def meta(self, at, root, transaction):
        raw = struct.pack("=IIIIQQQQQ", 0xED0CDAED, 2, self.size, 0, root, 0,
                          0xFFFFFFFFFFFFFFFF, len(self.pages), transaction)
        check = 14695981039346656037
        for byte in raw:
            check = (check ^ byte) * 1099511628211 & 0xFFFFFFFFFFFFFFFF
        self.page(META, 0, raw + struct.pack("=Q", check), at)

    def text(self, containers):
        empty = struct.unpack("=QQ", self.bucket([], False))[0]
        ids = [(name.encode(), BUCKET, self.bucket([
            (b"config", 0, config.encode()),
            (b"netns", 0, b""),
            (b"state", 0, b"{}"),
            (b"dependencies", BUCKET, self.bucket([], True)),
        ], True)) for name, config in containers]
        root = struct.unpack("=QQ", self.bucket([
            (b"all-ctrs", BUCKET, self.bucket(
                [(name.encode(), 0, b"name") for name, _ in containers],
                True)),
            (b"ctr", BUCKET, self.bucket(ids, True)),
            (b"vol", BUCKET, self.bucket([], True)),
        ], False))[0]
        self.meta(0, empty, 6)  # of before
        self.meta(1, root, 7)
        return b"".join(self.pages)


def write_sqlite(path, size, containers):
    # as Podman makes it: libpod/sqlite_state_internal.go
    db = sqlite3.connect(path)
    db.execute("PRAGMA page_size = %d" % size)
    db.execute("CREATE TABLE IDNamespace(ID TEXT PRIMARY KEY NOT NULL);")
    db.execute("""CREATE TABLE ContainerConfig(
        ID      TEXT PRIMARY KEY NOT NULL,
        Name    TEXT UNIQUE NOT NULL,
        PodID   TEXT,
        JSON    TEXT NOT NULL);""")
    db.executemany("INSERT INTO ContainerConfig VALUES (?, ?, NULL, ?);",
                   [(name, "n" + name, config) for name, config in containers])
    db.commit()
    db.close()


def main():
    kind, path, size = sys.argv[1], sys.argv[2], int(sys.argv[3])
    containers = [("%064x" % n, '{"id":"%064x"}' % n) for n in range(200)]
    containers[100:100] = [sys.stdin.readline().rstrip("\n").split(" ", 1)]
    if kind == "sqlite":
        write_sqlite(path, size, containers)
        return
    with open(path, "wb") as out:
        out.write(Bolt(size).text(containers))


main()
