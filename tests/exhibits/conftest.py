"""Registers of several sizes for the exhibits, each with one sight, and answers of one's own making."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.exhibits.random_register import ON, random_register
from transfer_register.actions.opening import words as read_words
from transfer_register.exhibits import exhibit
from transfer_register.model.filter import Filter
from transfer_register.model.vocabulary import Words
from transfer_register.register.answer import Answer
from transfer_register.register.register import Register


@dataclass(frozen=True)
class Seen:
    """A register with its sight, asked by name."""

    register: Register
    sight: int

    def ask(self, name: str, filter: Filter | None = None, **more: Any) -> Answer:
        return exhibit.ask(self.register, name, self.sight, filter, **more)

    @property
    def eea(self) -> dict[str, tuple[str, ...]]:
        return {"EEA": tuple(self.register.law.groups["eea"].on(ON))}


@pytest.fixture(scope="session")
def words() -> Words:
    return read_words()


@pytest.fixture(scope="session")
def make(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[int], Seen]]:
    """A register with so many random transfers."""
    opened: list[Register] = []

    def made(transfers: int) -> Seen:
        folder: Path = tmp_path_factory.mktemp(f"register_{transfers}")
        opened.append(random_register(folder, transfers))
        return Seen(opened[-1], opened[-1].sight(ON))

    yield made
    for register in opened:
        register.close()


@pytest.fixture(scope="session")
def empty(make: Callable[[int], Seen]) -> Seen:
    return make(0)


@pytest.fixture(scope="session")
def small(make: Callable[[int], Seen]) -> Seen:
    return make(60)
