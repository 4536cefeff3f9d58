"""A register as a module of tests fills it: `filled(register)` of that module fills an open one, once for all its tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actions.once import copied, empty
from transfer_register.register.register import Register

__all__ = ["empty"]


@pytest.fixture(scope="module")
def template(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, empty: Path) -> Path:
    """The register of a module, filled and closed; one that says nothing of it has an empty one."""
    fill = getattr(request.module, "filled", None)
    if fill is None:
        return empty
    folder = tmp_path_factory.mktemp("filled") / "register"
    with copied(empty, folder) as register:
        fill(register)
    return folder


@pytest.fixture(scope="module")
def unwritten(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """The same for all tests that write nothing."""
    with copied(template, tmp_path_factory.mktemp("unwritten") / "register") as register:
        yield register


@pytest.fixture
def register(template: Path, tmp_path: Path) -> Iterator[Register]:
    """One for each test."""
    with copied(template, tmp_path / "register") as register:
        yield register
