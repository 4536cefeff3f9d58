"""Formats of structured text that define their fields, one module each; the folder is the list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol

from transfer_register.intake.tables import Content
from transfer_register.intake.tree import Node


class Format(Protocol):
    """What a module in this folder offers: whether the documents of a file are of the format, and its tables."""

    def recognises(self, roots: Sequence[Node]) -> bool: ...

    def tables(self, roots: Sequence[Node]) -> Content: ...


@cache
def _formats() -> tuple[Format, ...]:
    return tuple(import_module(f"{__name__}.{name}") for name in sorted(module.name for module in iter_modules(__path__)))  # type: ignore[misc]


def format_of(roots: Sequence[Node]) -> Format | None:
    """The format that the documents are written in, or None where they define their own keys."""
    return next((format for format in _formats() if format.recognises(roots)), None)
