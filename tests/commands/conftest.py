"""Calls of the command line as scripts make them: words in, exit status, standard output and standard error out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest

from transfer_register.__main__ import run

VENDORS = Path(__file__).resolve().parents[1] / "fixtures" / "journey" / "vendors.md"


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


@pytest.fixture
def taken(call: Callable[..., Said]) -> Callable[..., Said]:
    """The same, on a register that holds the fixture's list."""
    who = ("--exporter", "Muster GmbH", "--exporter-country", "DE", "--exporter-role", "controller")
    said = call("intake", "take", VENDORS, *who)
    assert said.status == 0, said.error
    return call
