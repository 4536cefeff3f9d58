"""A register as a module of tests fills it: `filled(folder)` of that module opens it, fills it, and closes it at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from transfer_register.register.register import Register


@pytest.fixture(scope="module")
def unwritten(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """The same for all tests that write nothing."""
    yield from request.module.filled(tmp_path_factory.mktemp("unwritten") / "register")


@pytest.fixture
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Register]:
    """One for each test."""
    yield from request.module.filled(tmp_path / "register")
