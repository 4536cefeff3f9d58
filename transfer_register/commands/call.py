"""One call of the command line: its words, its days, its register; and what it answers."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from transfer_register.actions.opening import open_register
from transfer_register.errors import FileUnreadable, Refused
from transfer_register.model.filter import Filter
from transfer_register.register.place import is_server
from transfer_register.register.register import Register


@dataclass
class Call:
    """What was asked. `on` is the register's day, `law_on` the law's, `known_on` the day at whose end it was known (None: now).

    `at` is the moment of the call (UTC).
    """

    words: argparse.Namespace
    on: date
    law_on: date
    known_on: date | None
    at: datetime
    actor: str
    path: str

    @cached_property
    def register(self) -> Register:
        """The register of this call, opened when it is first needed. Raises `Refused` where there is none."""
        if not is_server(self.path) and not Path(self.path).exists():
            raise Refused(
                f"There is no register at {self.path}. Name one with --register, or make one with: intake take, demo, serve."
            )
        return self.made_register

    @cached_property
    def made_register(self) -> Register:
        """The register of this call, made where there is none yet."""
        return open_register(self.path)

    @property
    def days(self) -> dict[str, Any]:
        """The days of this call, by the names under which actions take them."""
        return {"on": self.on, "law_on": self.law_on, "known_on": self.known_on}

    def sight(self) -> int:
        """The judged view of the register on the days of this call."""
        return self.register.sight(self.on, self.law_on, self.known_on)

    def close(self) -> None:
        if "made_register" in self.__dict__:
            self.made_register.close()


@dataclass(frozen=True)
class Answered:
    """What a command answers: `document` is the one JSON document, `lines` the same for people, `status` the exit status."""

    document: Any = None
    lines: list[str] = field(default_factory=list)
    status: int = 0


def day_word(text: str) -> date:
    """A day among the words of a call. Raises `argparse.ArgumentTypeError` for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write year-month-day, as 2026-11-22") from None


def filter_word(text: str) -> Filter:
    """A filter among the words of a call. Raises `argparse.ArgumentTypeError` for what is none."""
    try:
        return Filter.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def add_filter(parser: argparse.ArgumentParser) -> None:
    """`--filter`, the same for every command that takes one; `words.filter` is then a Filter."""
    says = "which transfers: verdicts=unknown,breached; countries=US"
    parser.add_argument("--filter", type=filter_word, default=Filter(), metavar="EXPR", help=says)


def read_bytes(path: str) -> bytes:
    """The bytes of a file a caller named. Raises `FileUnreadable` with the reason."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise FileUnreadable(f"{path}: the file cannot be read ({error.strerror}). Check the path.") from None


def write_bytes(path: Path, content: bytes) -> None:
    """Writes a file where a caller named it. Raises `Refused` with the reason."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Refused(f"{path}: the file cannot be written ({error.strerror}). Name another place.") from None


def table(rows: list[tuple[Any, ...]], headings: tuple[str, ...] = ()) -> list[str]:
    """Rows as aligned text columns, for people."""
    shown = [tuple("" if cell is None else str(cell) for cell in row) for row in ([headings] if headings else []) + rows]
    if not shown:
        return []
    widths = [max(len(row[i]) for row in shown) for i in range(len(shown[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in shown]
