"""The running app, on an empty register or on the demonstration."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import ROOT, Served, serving


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """The app as `make run` starts it, on an empty register."""
    with serving(tmp_path) as app:
        yield app


@pytest.fixture(scope="session")
def served_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The app on the demonstration register, for tests that change nothing."""
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "transfer_register", "--register", str(folder / "register"), "demo"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    with serving(folder) as app:
        yield app
