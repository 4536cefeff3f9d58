"""Figures of countries that the world publishes, each with its year and its margin, and the edges that make facts of them."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from transfer_register import strict_yaml
from transfer_register.errors import NotLaw, Problem
from transfer_register.model.facts import DERIVED, Kind

_TABLE, _EDGES = "governance.csv", "governance.yaml"
_COLUMNS = ("iso2", "year", "value", "margin")


@dataclass(frozen=True)
class Figure:
    """`value` of 100, higher is better, may lie lower or higher by `margin`; `year` is that of the data."""

    country: str
    year: int
    value: float
    margin: float


@dataclass(frozen=True)
class Governance:
    """How countries are governed. `edges` is fact to the value below which it holds; the margin decides whether it is known."""

    figures: dict[str, Figure] = field(default_factory=dict)
    edges: dict[str, float] = field(default_factory=dict)
    attribution: str = ""
    says: str = ""

    def says_of(self, country: str, fact: str) -> bool | None:
        """Does a fact hold of a country? None where its edge lies inside the margin, or there is no figure."""
        figure, edge = self.figures.get(country), self.edges[fact]
        if figure is None:
            return None
        if figure.value + figure.margin < edge:
            return True
        return False if figure.value - figure.margin >= edge else None


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Edge(_Strict):
    fact: str
    below: int = Field(gt=0, le=100)


class _File(_Strict):
    title: str
    attribution: str
    says: str
    edges: list[_Edge]


def read_governance(folder: Path) -> Governance:
    """The figures and edges in a folder. Raises `NotLaw` with every problem at once."""
    problems: list[Problem] = []
    try:
        file = _File.model_validate(strict_yaml.read(folder / _EDGES))
    except ValidationError as error:
        raise NotLaw([Problem(_EDGES, f"{'.'.join(map(str, e['loc']))}: {e['msg']}.") for e in error.errors()]) from None
    for edge in file.edges:
        if edge.fact not in DERIVED or DERIVED[edge.fact].kind is not Kind.FLAG:
            problems.append(Problem(_EDGES, f"{edge.fact} is no fact that is derived and is yes or no."))
    figures: dict[str, Figure] = {}
    with (folder / _TABLE).open(encoding="utf-8", newline="") as opened:
        rows = csv.DictReader(opened)
        if tuple(rows.fieldnames or ()) != _COLUMNS:
            raise NotLaw([Problem(_TABLE, "its columns are others.", f"Name them {', '.join(_COLUMNS)}.")])
        for row in rows:
            where = f"{_TABLE}, line {rows.line_num}"
            try:
                figure = Figure(row["iso2"], int(row["year"]), float(row["value"]), float(row["margin"]))
            except (TypeError, ValueError):
                problems.append(Problem(where, "a number is missing, or is none.", "Write a year, a value and a margin."))
                continue
            if not (0 <= figure.value <= 100 and figure.margin >= 0):
                problems.append(Problem(where, f"{figure.value} with the margin {figure.margin} is not of 100."))
            if figure.country in figures:
                problems.append(Problem(where, f"{figure.country} stands twice.", "Keep one."))
            figures[figure.country] = figure
    if problems:
        raise NotLaw(problems)
    return Governance(figures, {edge.fact: float(edge.below) for edge in file.edges}, file.attribution, file.says)
