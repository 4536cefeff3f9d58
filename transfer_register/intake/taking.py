"""What a person says about a whole file before it is taken in: who exports, in which role, and what holds for every row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Taking:
    """`exporter` is the id of a party, or `exporter_name` a name to find or to create. What is given for all rows adds to
    what a row says; an owner or a role of a row wins. `same` says which party a name of the file is: party key -> id, key of
    another party of the file, or "" for a party that is not known yet. `settled` are rows, by their `source`, whose doubts a
    person looked at and found to be none. Nothing here is guessed from a file."""

    exporter: str | None = None
    exporter_name: str | None = None
    exporter_country: str | None = None
    exporter_role: str | None = None
    importer_role: str | None = None
    importer_kind: str | None = None
    purposes: tuple[str, ...] = ()
    data_categories: tuple[str, ...] = ()
    data_subjects: tuple[str, ...] = ()
    owner: str | None = None
    valid_from: date | None = None
    same: Mapping[str, str] = field(default_factory=dict)
    settled: frozenset[tuple[int, int]] = frozenset()
