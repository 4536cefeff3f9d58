"""The legend: what each column means and which provision asks for it, read from legend.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from transfer_register import strict_yaml
from transfer_register.reports.snapshot import Cited


@dataclass(frozen=True)
class Explained:
    """One column in words: title, meaning, whether the law asks for it, and where: pairs of the id of an act and a place."""

    title: str
    says: str
    duty: str
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Legend:
    """`acts` are the acts that the columns name, by their id in legend.yaml; their title is the short name."""

    columns: tuple[Explained, ...]
    acts: dict[str, Cited]
    confidence: dict[str, str]


@cache
def read_legend() -> Legend:
    """The legend of the register extract."""
    file = strict_yaml.read(Path(__file__).with_name("legend.yaml"))
    columns = []
    used: dict[str, list[str]] = {}
    for column in file["columns"]:
        places = tuple(tuple(name.split(" ", 1)) for name in column.get("provisions", ()))
        for act, place in places:
            if place not in used.setdefault(act, []):
                used[act].append(place)
        columns.append(Explained(column["title"], column["says"], file["duties"][column["duty"]], places))
    acts = {
        name: Cited(
            id=name, title=source["short"], act=source["act"], article=", ".join(sorted(used[name], key=_natural)), kind="record",
            checked_on=source["checked_on"], confidence=source["confidence"], url=source.get("url", ""),
        )
        for name, source in file["acts"].items()
    }  # fmt: skip
    return Legend(tuple(columns), acts, dict(file["confidence"]))


def _natural(place: str) -> tuple[int, str]:
    digits = "".join(sign for sign in place.split("(")[0] if sign.isdigit())
    return (int(digits) if digits else 0, place)
