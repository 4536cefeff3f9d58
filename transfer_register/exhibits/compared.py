"""Draws two views of the register beside each other: a map of what changes, cells before and after, destinations as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from transfer_register.exhibits import compared_map, dimensions, geography, map_data, map_svg, style
from transfer_register.exhibits.compared_map import read_map
from transfer_register.exhibits.compared_picture import Both, by_verdict, read
from transfer_register.exhibits.exhibit import ask as ask_exhibit
from transfer_register.exhibits.map_picture import chosen_on_map
from transfer_register.exhibits.table import Column, Table
from transfer_register.model.filter import Filter
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer
    from transfer_register.register.register import Register

MORE: dict[str, object] = {
    "before": None, "rows": "origin", "columns": "country", "fold": {}, "within": "{}",
    "most_rows": 10_000, "most_columns": 10_000,
}  # fmt: skip
# Corridors that a document draws in full: paper is smaller than a screen, and nothing on it can be chosen.
_FRONT = 40
_HEADINGS = {
    "worse": "Worse", "better": "Better", "undecided": "Now undecided", "came": "New there", "went": "No longer there",
    "same": "As before",
}  # fmt: skip
# Fields of a filter that say which transfers are meant by what is said of them; what is counted of these is not narrowed.
_SAID_OF = ("search", "verdicts", "bands", "flags", "transfers", "batches", "grounds", "findings", "owners")


def parameters(more: dict[str, Any]) -> dict[str, object]:
    """`before` is an earlier sight, `rows` and `columns` are two dimensions, `fold` is {"EEA": [codes]}. Raises ValueError."""
    if not {more["rows"], more["columns"]} <= dimensions.DIMENSIONS.keys() or more["rows"] == more["columns"]:
        raise ValueError(f"a comparison takes two of {', '.join(dimensions.DIMENSIONS)}")
    regions = dimensions.regions_parameter(more["rows"], more["columns"])
    return {**more, "fold": dimensions.fold_parameter(more["fold"]), "regions": regions}


def ask(
    register: Register, before: int, after: int, chosen: Filter | None = None, *, name: str = "compared", **more: object
) -> Answer:
    """The answer for two sights of one register; `more` as in `MORE` of the exhibit `name`, which is one that compares."""
    meant = chosen or Filter()
    within = replace(meant, **{field: type(getattr(meant, field))() for field in _SAID_OF})
    within = replace(within, others=tuple(field for field in meant.others if field not in _SAID_OF))
    return ask_exhibit(register, name, after, meant, before=before, within=within.json(), **more)


def draw(answer: Answer, words: Words, *, selected: dict[str, str] | None = None) -> dict[str, Any]:
    """What the component of screens/flow_map.py takes, of an answer about corridors."""
    picture = read_map(answer, words)
    return map_data.data(
        picture, words, title="Afterwards", rule=compared_map.rule_in_words(picture.rule), width=compared_map.WIDTH_SAYS,
        looks=compared_map.LOOKS, selected=selected,
        picks=lambda what: picked(what, answer),
    )  # fmt: skip


def svg(answer: Answer, words: Words, *, width: int = 760, labels: int = 16) -> str:
    """The map for a document, `width` pixels wide: 760 for a portrait page, 1000 for a landscape one."""
    note = f"{_looks()}. Beside a name: transfers that change, of all to that destination."
    return map_svg.draw(read_map(answer, words, _FRONT), width=width, labels=labels, note=note)


def caption(answer: Answer, words: Words) -> str:
    """What stands under the map: what changes, how to read it, what is missing on it, and whose borders they are."""
    picture = read_map(answer, words)
    beside = "; ".join(f"{each.text}, {each.shown}" for each in picture.beside)
    parts = [
        sentence(answer, words),
        f"{'. '.join(word for _, word in compared_map.LOOKS)}. {compared_map.rule_in_words(picture.rule)}"
        if picture.flows
        else "",
        f"Not on the map, transfers that change: {beside}." if beside else "",
        geography.NOTE,
    ]
    return " ".join(filter(None, parts))


def _looks() -> str:
    return ". ".join(word for _, word in compared_map.LOOKS)


def sentence(answer: Answer, words: Words) -> str:
    """`Of 81 transfers 36 change: 10 worse, 26 better.` of all that the answer compares."""
    total = read(answer, words).total
    if total is None:
        return "No transfer to compare."
    if not total.changed:
        return f"No verdict changes: {style.counted(total.transfers, 'transfer')} as before."
    said = replace(total, same=0).changes()
    verb = "changes" if total.changed == 1 else "change"
    return f"Of {style.counted(total.transfers, 'transfer')} {style.number(total.changed)} {verb}: {said}."


def twin(answer: Answer, words: Words) -> Table:
    """One row a destination (a value of the columns), those in which most changes first; the last row is all together."""
    found = read(answer, words)
    title = dimensions.title(answer.parameters["columns"])
    lines = list(found.columns.values()) + ([("All", found.total)] if found.total else [])
    columns = (
        Column("column", title), Column("transfers", "Transfers", "count"), Column("before", "Before"), Column("after", "After"),
        *(Column(name, heading, "count") for name, heading in _HEADINGS.items()),
    )  # fmt: skip
    return Table(columns, tuple(_line(name, both, words) for name, both in lines))


def _line(name: str, both: Both, words: Words) -> tuple:
    sides = (by_verdict(side, words, glyphs=True) for side in (both.before, both.after))
    return (name, both.transfers, *sides, *(getattr(both, change) for change in _HEADINGS))


def picked(selection: Mapping[str, str] | None, answer: Answer) -> dict[str, tuple[str, ...]] | None:
    """The Filter fields of what was chosen on the map; None where no filter can say it."""
    return chosen_on_map(selection, answer.parameters)
