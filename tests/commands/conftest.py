"""Calls of the command line as scripts make them: words in, exit status, standard output and standard error out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest

from transfer_register.__main__ import run
from transfer_register.actions.opening import open_register

VENDORS = Path(__file__).resolve().parents[1] / "fixtures" / "journey" / "vendors.md"
ON = date(2026, 11, 22)


@dataclass(frozen=True)
class Said:
    """What a call gave back."""

    status: int
    out: str
    error: str

    @property
    def json(self) -> Any:
        """The one document on standard output; fails when there is anything else."""
        return orjson.loads(self.out)


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Calls a command on a register of its own."""

    def calling(*words: str, register: Path | None = None) -> Said:
        capsys.readouterr()
        try:
            status = run(["--register", str(register or tmp_path / "register"), *map(str, words)])
        except SystemExit as stop:
            status = stop.code
        said = capsys.readouterr()
        return Said(status, said.out, said.err)

    return calling


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register that holds the fixture's list, judged on `ON` and on the day of whoever names none: each test has a copy."""
    folder = tmp_path_factory.mktemp("pristine") / "register"
    who = ("--exporter", "Muster GmbH", "--exporter-country", "DE", "--exporter-role", "controller")
    assert run(["--register", str(folder), "intake", "take", str(VENDORS), *who]) == 0
    assert run(["--register", str(folder), "judge"]) == 0
    register = open_register(folder)
    register.sight(ON)
    register.close()
    return folder


@pytest.fixture
def taken(call: Callable[..., Said], pristine: Path, tmp_path: Path) -> Callable[..., Said]:
    """The same, on a register that holds the fixture's list."""
    shutil.copytree(pristine, tmp_path / "register")
    return call
