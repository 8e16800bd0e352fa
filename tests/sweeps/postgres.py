"""A PostgreSQL server of the tests' own, on a free port of this machine."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PASSWORD = "hunter2x"  # noqa: S105 - of a server that lives as long as a test
_NOBODY_ELSE = ("postgres", "nobody")


def program(name: str) -> str | None:
    """Where a program of PostgreSQL lies; Debian puts it outside the path."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name)


class Cluster:
    """A cluster in a folder of its own, run by a person who is not root."""

    def __init__(self, folder: Path, namespace: str = "") -> None:
        self.folder = folder
        self._within = ["ip", "netns", "exec", namespace] if namespace else []
        self.listen = "*" if namespace else "127.0.0.1"
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._person = _unprivileged()
        if self._person is not None:
            shutil.chown(folder, self._person)

    def url_at(self, host: str) -> str:
        return f"postgresql+psycopg://ann:{PASSWORD}@{host}:{self.port}/postgres"

    @property
    def url(self) -> str:
        return self.url_at("127.0.0.1")

    def make(self) -> None:
        secret = self.folder / "secret"
        secret.write_text(PASSWORD)
        if self._person is not None:
            shutil.chown(secret, self._person)
        self._run(
            *("initdb", "-D", self.data, "-U", "ann", "--auth=scram-sha-256", "-N"),
            f"--pwfile={secret}",
        )
        with (Path(self.data) / "pg_hba.conf").open("a") as rules:
            rules.write("host all all 10.0.0.0/8 scram-sha-256\n")

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    def start(self) -> None:
        options = (
            f"-p {self.port} -k {self.folder} -c fsync=off -c listen_addresses='{self.listen}'"
        )
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", self.data, "-w", "-l", log, "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self.data, "-w", "-m", "immediate", "stop")

    def _run(self, name: str, *words: str) -> None:
        path = program(name)
        assert path is not None
        person = [] if self._person is None else ["runuser", "-u", self._person, "--"]
        done = subprocess.run(
            [*self._within, *person, path, *words],
            check=False,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert done.returncode == 0, done.stderr


def _unprivileged() -> str | None:
    """Who runs the server: it refuses root."""
    if os.getuid() != 0:
        return None
    names = {one.pw_name for one in pwd.getpwall()}
    return next(name for name in _NOBODY_ELSE if name in names)


@contextmanager
def cluster(namespace: str = "") -> Iterator[Cluster]:
    """A server, in a network of its own if one is named; skips, and says so, without PostgreSQL."""
    pytest.importorskip("psycopg", reason="needs psycopg: pip install 'mnistgui[sweep]'")
    if program("initdb") is None or program("pg_ctl") is None:
        pytest.skip("needs PostgreSQL: apt-get install postgresql")
    with tempfile.TemporaryDirectory(prefix="mnistgui-postgres-") as folder:
        server = Cluster(Path(folder), namespace)
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.stop()
