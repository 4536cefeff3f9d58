"""Websites and numbers of the parties of one file: which of them say something of a single party, and where they contradict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from transfer_register.intake.identifiers import at_odds, same_key, scheme_labels
from transfer_register.model.party import Identifier

# A number that more parties of the file have is that of their group.
_FEW = 3


class Marks:
    """Who in a file has which website and number; parties are told by their keys."""

    def __init__(self) -> None:
        self._having: dict[Any, set[str]] = {}

    def add(self, key: str, state: Mapping[str, Any]) -> None:
        """Takes note of what the state of a party says."""
        for mark in (*state.get("domains", ()), *map(_mark, numbers(state.get("identifiers", ())))):
            self._having.setdefault(mark, set()).add(key)

    def own_domains(self, state: Mapping[str, Any]) -> list[str]:
        """The websites that no other party of the file has: what several share says nothing of any two of them."""
        return [domain for domain in state.get("domains", ()) if len(self._having[domain]) == 1]

    def own_numbers(self, state: Mapping[str, Any]) -> dict[tuple[str, str], list[str]]:
        """The numbers that few parties of the file have, and who they are."""
        having = {number: self._having[_mark(number)] for number in numbers(state.get("identifiers", ())) if _mark(number)}
        return {number: sorted(keys) for number, keys in having.items() if len(keys) <= _FEW}


def numbers(identifiers: Iterable[Identifier | Mapping[str, str]]) -> list[tuple[str, str]]:
    """(scheme, value) of the numbers of a party, or of the state of one."""
    plain = (each.model_dump() if isinstance(each, Identifier) else each for each in identifiers)
    return [(each["scheme"], each["value"]) for each in plain]


def told_at_odds(
    ours: Iterable[Identifier | Mapping[str, str]], theirs: Iterable[Identifier | Mapping[str, str]]
) -> list[tuple[str, str, str]]:
    """(kind of number, ours, theirs) for every number of theirs that ours excludes."""
    return [
        (scheme_labels()[scheme], one, other)
        for number in numbers(theirs)
        for scheme, one, other in at_odds(numbers(ours), [number])
    ]


def _mark(number: tuple[str, str]) -> tuple[str, str] | None:
    return same_key(*number)
