"""Fills the tables of a form for one contract: every entry with its content and whether it is complete."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from transfer_register.model.speech import marked, say
from transfer_register.reports import blocks as b
from transfer_register.reports.blanks import is_blank
from transfer_register.reports.contract_annexes.forms import Field, Form, Part, term
from transfer_register.reports.contract_annexes.options import Options
from transfer_register.reports.contract_annexes.packs import Flow, Pack
from transfer_register.reports.contract_annexes.readers import READERS, is_withheld
from transfer_register.reports.contract_annexes.said import Asked, Said
from transfer_register.reports.snapshot import Seen, Snapshot

TO_BE_COMPLETED = marked("To be completed")
# Where the module is not known, the annexes of the modules for which most is asked are shown.
_ALL_ASKED = (1, 2, 3)
_ALL_SUBS = marked("List of sub-processors")


@dataclass(frozen=True)
class Answer:
    """One entry: `state` is "complete", "open" (recorded, not enough), "blank", "optional" (nothing, none owed), "withheld"."""

    cell: b.Cell
    state: str

    @property
    def is_to_be_completed(self) -> bool:
        return self.state in ("open", "blank")

    @property
    def is_told(self) -> bool:
        """Does the register say anything of it?"""
        return self.cell != _not_stated()


@dataclass(frozen=True)
class Filled:
    """One table: `rows` pair a field with its answers, one for each of `columns` (names of parties or sub-processors; a single
    empty name where the table speaks of the contract). `place` and `places` count the flows."""

    part: Part
    columns: tuple[str, ...]
    rows: tuple[tuple[Field, tuple[Answer, ...]], ...]
    flow: Flow | None = None
    place: int = 1
    places: int = 1

    @property
    def number_to_complete(self) -> int:
        return sum(1 for _, answers in self.rows for one in answers if one.is_to_be_completed)


def filled(form: Form, pack: Pack, snapshot: Snapshot, options: Options) -> tuple[Filled, ...]:
    """The tables of a contract, in the order of the form; those that its module does not ask for are left out."""
    asked = Asked(pack, snapshot, options, form.tool)
    parts = (part for part in form.parts if _is_asked(part.modules, pack))
    return tuple(table for part in parts for table in _tables(part, asked))


def _is_asked(modules: tuple[int, ...], pack: Pack) -> bool:
    return not modules or (pack.module in modules if pack.module else bool(set(modules) & set(_ALL_ASKED)))


def _tables(part: Part, asked: Asked) -> Iterator[Filled]:
    pack = asked.pack
    if part.repeat == "flow":
        for place, flow in enumerate(pack.flows, 1):
            rows = _rows(part, (replace(asked, flow=flow),))
            yield Filled(part, ("",), rows, flow, place, len(pack.flows))
    elif part.repeat == "party":
        parties = (pack.exporter, pack.importer)
        columns = (
            say("Exporter: {name}", name=pack.exporter.name),
            say("Importer: {name}", name=pack.importer.name),
        )
        yield Filled(part, columns, _rows(part, tuple(replace(asked, party=one) for one in parties)))
    elif part.repeat == "sub_processors":
        yield _sub_processors(part, asked)
    else:
        yield Filled(part, ("",), _rows(part, (asked,)))


def _sub_processors(part: Part, asked: Asked) -> Filled:
    """One column for each recipient of onward transfers; where there is none, one entry says so."""
    held: dict[str, list[Seen]] = {}
    for seen in asked.pack.onward:
        held.setdefault(seen.importer_id or seen.importer, []).append(seen)
    if held:
        rows = _rows(part, tuple(replace(asked, sub=tuple(one)) for one in held.values()))
        return Filled(part, tuple(one[0].importer for one in held.values()), rows)
    general = {seen.facts.get("scc.clause9_option") for seen in asked.transfers} == {"general"}
    whole = Field("sub_processors", say(_ALL_SUBS), part.fields[0].source, part.fields[0].confidence, not general, reads="onward")
    answer = _answer(whole, asked)
    if general:
        said = b.cell(say("Asked for with specific prior authorisation; general authorisation is recorded"))
        answer = Answer((*said, *(answer.cell if answer.is_told else ())), "complete")
    return Filled(part, ("",), ((whole, (answer,)),))


def _rows(part: Part, asked: tuple[Asked, ...]) -> tuple[tuple[Field, tuple[Answer, ...]], ...]:
    rows = []
    for field in part.fields:
        if not _is_asked(field.modules, asked[0].pack):
            continue
        answers = tuple(_answer(field, one) for one in asked)
        if field.only_if_stated and all(one.state == "optional" for one in answers):
            continue
        rows.append((field, answers))
    return tuple(rows)


def _answer(field: Field, asked: Asked) -> Answer:
    stated = str(getattr(asked.options, field.option)).strip() if field.option else ""
    if stated and not is_blank(stated):
        return Answer(b.cell(stated), "complete")
    if field.entry:
        return Answer(b.cell(term(field.entry)), "complete")
    found = READERS[field.reads](asked) if field.reads else None
    if (found is None or found.is_open) and is_withheld(field.reads, asked):
        return Answer((b.text(say("Withheld"), quiet=True), *(found.cell if found else ())), "withheld")
    if found is None and not field.required:
        return Answer(_not_stated(), "optional")
    if found is not None and not found.is_open:
        return Answer(found.cell, "complete")
    if found is not None and not field.required:
        return Answer(found.cell, "optional")
    return Answer(_blank(field, found), "open" if found else "blank")


def _not_stated() -> b.Cell:
    return (b.text(say("Not stated"), quiet=True),)


def _blank(field: Field, found: Said | None) -> b.Cell:
    """The words that stand in a blank, what is recorded nonetheless, and what may be written."""
    hint = (b.text(term(field.choose), quiet=True),) if field.choose else ()
    return ((b.Status(say(TO_BE_COMPLETED), "ring", "vermilion"),), *(found.cell if found else ()), *hint)
