"""Registers that are filled once and copied: whoever opens a copy waits neither for the filling nor for the judging."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from transfer_register.actions.opening import open_register
from transfer_register.register.register import Register

Fill = Callable[[Register], object]


def made(folder: Path, fill: Fill) -> Path:
    """A register that was filled and is closed, to be copied."""
    register = open_register(folder)
    fill(register)
    register.close()
    return folder


@contextmanager
def copied(from_folder: Path, to: Path) -> Iterator[Register]:
    """A copy, open."""
    register = open_register(shutil.copytree(from_folder, to))
    yield register
    register.close()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty register, to be copied: the tables of a new one take longer than anything that most tests do."""
    return made(tmp_path_factory.mktemp("empty") / "register", lambda register: None)
