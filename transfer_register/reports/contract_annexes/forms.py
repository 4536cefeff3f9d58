"""The contract forms: which part asks which field, from which source and how sure, read from data/contract_forms."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from transfer_register import strict_yaml
from transfer_register.errors import NotLaw, Problem, Refused
from transfer_register.model import speech
from transfer_register.model.speech import marked, say
from transfer_register.reports.contract_annexes.options import Options
from transfer_register.reports.contract_annexes.readers import READERS

FOLDER = Path(__file__).parents[3] / "data" / "contract_forms"
REPEATS = ("pair", "party", "flow", "sub_processors")
CONFIDENCE = {
    "verified": marked("Verified"),
    "partly": marked("Read in part"),
    "secondary": marked("Not verified: from a secondary source"),
    "memory": marked("Not verified: from memory"),
}


@dataclass(frozen=True)
class Field:
    """One entry of a form. `reads` names what the register knows of it (READERS), `option` what the organisation states,
    `entry` what stands there in every pack; `modules` is empty where every module asks for it, `choose` what may be written."""

    id: str
    label: str
    source: str
    confidence: str
    required: bool
    reads: str = ""
    option: str = ""
    entry: str = ""
    choose: str = ""
    only_if_stated: bool = False
    modules: tuple[int, ...] = ()


@dataclass(frozen=True)
class Part:
    """One table of a form; `repeat` is one of REPEATS."""

    id: str
    title: str
    repeat: str
    fields: tuple[Field, ...]
    modules: tuple[int, ...] = ()


@dataclass(frozen=True)
class Form:
    """A form with its tables. `tool` is the term of a mechanism that records the contract; with a `regime`, only transfers count
    that this regime binds."""

    name: str
    title: str
    act: str
    says: str
    tool: str
    parts: tuple[Part, ...]
    version: str = ""
    regime: str = ""


def names() -> tuple[str, ...]:
    """The forms there are, the clauses of the Union first."""
    return tuple(sorted((path.stem for path in FOLDER.glob("*.yaml")), key=lambda name: (name != "scc", name)))


def titles() -> dict[str, str]:
    """Every form by its name, that of the EU clauses first."""
    return {name: read_form(name).title for name in sorted(names(), key=lambda name: (name != "scc", name))}


def read_form(name: str) -> Form:
    """A form by its name. Raises `Refused` for a name that there is not, `NotLaw` for a file that breaks the rules above."""
    if name not in names():
        raise Refused(say("There is no form {name}; there are {known}.", name=repr(name), known=", ".join(names())))
    return _read(name)


@cache
def _read(name: str) -> Form:
    file = strict_yaml.read(FOLDER / f"{name}.yaml")
    parts = tuple(_part(one, name) for one in file["parts"])
    return Form(parts=parts, **{key: value for key, value in file.items() if key != "parts"}, name=name)


def _part(one: dict[str, Any], form: str) -> Part:
    if "same_as" in one:
        other, id = one["same_as"]
        part = next(part for part in _read(other).parts if part.id == id)
        return replace(part, title=one.get("title", part.title))
    if one["repeat"] not in REPEATS:
        raise _wrong(form, one["id"], f"repeats by {one['repeat']!r}, which is none of {', '.join(REPEATS)}.")
    held = tuple(_field({**field, "modules": tuple(field.get("modules", ()))}, form) for field in one["fields"])
    return Part(one["id"], one["title"], one["repeat"], held, tuple(one.get("modules", ())))


def _field(one: dict[str, Any], form: str) -> Field:
    field = Field(**one)
    if field.reads and field.reads not in READERS:
        raise _wrong(form, field.id, f"reads {field.reads!r}, which the register does not know.")
    if field.option and field.option not in {known.name for known in fields(Options)}:
        raise _wrong(form, field.id, f"names the option {field.option!r}, which there is not.")
    if field.confidence not in CONFIDENCE:
        raise _wrong(form, field.id, f"has the confidence {field.confidence!r}, which is none of {', '.join(CONFIDENCE)}.")
    if not (field.reads or field.option or field.entry):
        raise _wrong(form, field.id, "has nothing that fills it.")
    return field


def _wrong(form: str, id: str, says: str) -> NotLaw:
    return NotLaw([Problem(f"{form}.yaml, {id}", says)])


def term(label: str) -> str:
    """A label of a form in the language that is spoken."""
    return speech.term("contract_forms", label)
