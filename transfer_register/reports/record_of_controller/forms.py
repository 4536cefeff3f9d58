"""The forms of the record, read from data/records/controller_forms.yaml: which columns, in which order, under which titles."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from transfer_register import strict_yaml
from transfer_register.errors import NotLaw, Problem
from transfer_register.model import speech
from transfer_register.model.speech import marked, say
from transfer_register.reports.record_of_controller.fields import FIELDS

FOLDER = Path(__file__).parents[3] / "data" / "records"
# Behind a title whose place in the form nobody verified.
SIGN = "†"
CONFIDENCE = {
    "verified": marked("verified"),
    "law": marked("content of the provision as cited; title and order are ours"),
    "own": marked("a column of this register"),
    "read": marked("read in a copy of the form; the English is ours"),
    "secondary": marked("not verified: from a secondary source"),
    "memory": marked("not verified: from memory"),
}
_Sure = Literal["verified", "law", "own", "read", "secondary", "memory"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FormColumn(_Strict):
    """One column: `field` is a name of fields.FIELDS, `provisions` where the law asks for it, `confidence` that of its title and
    place in the form; a `voluntary` column stands apart."""

    field: str
    title: str
    says: str = ""
    provisions: tuple[str, ...] = ()
    source: str
    confidence: _Sure
    voluntary: bool = False

    @property
    def head(self) -> str:
        """The title, with the sign where nobody verified it."""
        title = speech.term("records", self.title)
        return f"{title}\u00a0{SIGN}" if self.unverified else title

    @property
    def unverified(self) -> bool:
        return self.confidence in ("secondary", "memory")


class Form(_Strict):
    """One form. `layout`: a sheet for each activity, or one table; `list` are the columns of the list that stands before the
    sheets; `contacts` the roles that it names for a controller; `exemptions` the laws whose exemption is checked; `not_kept`
    the columns of the form that the register has nothing for."""

    title: str
    says: str
    layout: Literal["sheets", "table"]
    exemptions: tuple[str, ...]
    contacts: tuple[str, ...]
    source: str
    confidence: _Sure
    list: tuple[FormColumn, ...]
    columns: tuple[FormColumn, ...]
    not_kept: tuple[str, ...] = ()

    @property
    def required(self) -> tuple[FormColumn, ...]:
        return tuple(one for one in self.columns if not one.voluntary)

    @property
    def voluntary(self) -> tuple[FormColumn, ...]:
        return tuple(one for one in self.columns if one.voluntary)


class Forms(_Strict):
    title: str
    checked_on: date
    provisions_confidence: _Sure
    forms: dict[str, Form]


@cache
def read_forms(path: Path = FOLDER / "controller_forms.yaml") -> Forms:
    """Every form by its name. Raises `NotLaw` with every problem at once, also for a field that the record has not."""
    try:
        held = Forms.model_validate(strict_yaml.read(path))
    except ValidationError as error:
        problems = [Problem(path.name, f"{'.'.join(map(str, one['loc']))}: {one['msg']}") for one in error.errors()]
        raise NotLaw(problems) from None
    strange = sorted({one.field for form in held.forms.values() for one in (*form.list, *form.columns)} - set(FIELDS))
    if strange:
        raise NotLaw([Problem(path.name, f"there is no field {name}.", f"There are {', '.join(FIELDS)}.") for name in strange])
    return held


def confidence_words(confidence: str) -> str:
    """How sure the register is, in words."""
    return say(CONFIDENCE[confidence])
