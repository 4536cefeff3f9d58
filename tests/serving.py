"""The app as `make run` starts it, on a register of its own, watched for every connection beyond this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GUARD = Path(__file__).parent / "browser" / "guard"


@dataclass
class Served:
    """A running app: its address, its register's folder, and what it did on the network beyond this machine."""

    url: str
    register: Path
    network_log: Path
    process: subprocess.Popen

    def strayed(self) -> list[str]:
        return self.network_log.read_text().splitlines() if self.network_log.exists() else []


@contextmanager
def serving(folder: Path, user: str | None = None) -> Iterator[Served]:
    """The app, watched for connections beyond this machine; as the `user` of a machine where several write to one register."""
    port = free_port()
    log, errors = (folder / f"{user or 'server'}.{kind}" for kind in ("network.log", "err"))
    environment = {
        **os.environ,
        **({"LOGNAME": user} if user else {}),
        "NETWORK_LOG": str(log),
        "PYTHONPATH": os.pathsep.join([str(GUARD), str(ROOT)]),
    }
    command = [sys.executable, "-m", "transfer_register", "--register", str(folder / "register"), "serve", "--port", str(port)]
    with errors.open("w") as said:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said, start_new_session=True)
        url = f"http://127.0.0.1:{port}"
        try:
            wait_for(url + "/_stcore/health", process, errors)
            yield Served(url, folder / "register", log, process)
        finally:
            process.terminate()
            process.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, process: subprocess.Popen, errors: Path, seconds: int = 60) -> None:
    for _ in range(seconds * 20):
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped: {errors.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"the server did not answer within {seconds} s: {errors.read_text()[-2000:]}")
