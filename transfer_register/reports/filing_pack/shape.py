"""The files of data/filings in their shape: what a filing asks for, how sure that is, and from where each field is filled."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from transfer_register import strict_yaml
from transfer_register.errors import NotLaw, Problem, Refused
from transfer_register.law.grammar import nearest
from transfer_register.law.law_file import line_of
from transfer_register.model.speech import marked
from transfer_register.reports.filing_pack.prefill import ASK, is_known, names_known

FOLDER = Path(__file__).parents[3] / "data" / "filings"

# read: the text or a copy of it was read, at least in part; secondary: a note on the law was read; memory and uncertain:
# nobody read it.
Confidence = Literal["read", "secondary", "memory", "uncertain"]
SURE = {
    "read": marked("Read, at least in part"),
    "secondary": marked("Read in a note on the law, not in the law"),
    "memory": marked("Not verified: from memory"),
    "uncertain": marked("Not verified: uncertain"),
}
UNVERIFIED = ("memory", "uncertain")
WHEN = {
    "before": marked("Before the transfer"),
    "after": marked("After an event, within a time limit"),
    "standstill": marked("Before the transfer, which waits for the answer"),
    "standing": marked("All the time while the transfer goes on"),
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


class Said(_Strict):
    """A sentence on the filing: `source` is the provision or paper, `confidence` how it was read."""

    says: str = Field(min_length=1)
    confidence: Confidence
    source: str = Field(min_length=1)


class Due(Said):
    """When the filing is due, in words; the days themselves are counted elsewhere."""

    when: Literal["before", "after", "standstill", "standing"]


class Law(_Strict):
    act: str = Field(min_length=1)
    article: str = ""
    confidence: Confidence


class Form(_Strict):
    """How sure the form as a whole is."""

    confidence: Confidence
    says: str = Field(min_length=1)


class Read(_Strict):
    """A page that was read."""

    title: str = Field(min_length=1)
    url: str = ""
    confidence: Confidence


class Meant(_Strict):
    """Which transfers the filing is for: `exporters` are countries, `tools` mechanisms; an empty list means any."""

    exporters: list[str] = []
    tools: list[str] = []
    says: str = Field(min_length=1)


class Blank(_Strict):
    """One field. `filled_from` (`from` in the file) is what of the register it is filled from, or `ask`; `known` is what the
    register holds that helps to answer. Source and confidence are those of the part unless the field has its own."""

    label: str = Field(min_length=1)
    filled_from: str = Field(alias="from")
    known: list[str] = []
    hint: str = ""
    source: str = ""
    confidence: Confidence | None = None

    @model_validator(mode="after")
    def _names_what_there_is(self) -> Blank:
        for name in (self.filled_from, *self.known):
            if not is_known(name) or (name == ASK and name in self.known):
                raise ValueError(f"{name!r} is nothing that the register can fill in. {nearest(name, names_known())}")
        return self


class Part(_Strict):
    """`heads` are the titles of the two columns, where they are not those of a form."""

    title: str = Field(min_length=1)
    says: str = ""
    heads: list[str] = Field(default=[], max_length=2)
    source: str = Field(min_length=1)
    confidence: Confidence
    fields: list[Blank] = Field(min_length=1)


class Filing(_Strict):
    """`one_for`: how many transfers share a form. `references`: whether the form may name transfers by their number in the
    register; what is published or goes to people may not. `signed`: whether somebody signs it."""

    title: str = Field(min_length=1)
    says: str = Field(min_length=1)
    authority: Said
    laws: list[Law] = Field(min_length=1)
    form: Form
    due: Due
    language: Said
    one_for: Literal["transfer", "pair", "exporter"]
    references: bool = True
    signed: bool = False
    meant: Meant
    parts: list[Part] = Field(min_length=1)
    enclosures: list[Said] = []
    read_in: list[Read] = []


def names(folder: Path = FOLDER) -> tuple[str, ...]:
    """The filings there are, by the names of their files."""
    return tuple(sorted(path.stem for path in folder.glob("*.yaml")))


def choices() -> dict[str, str]:
    """Name to title, for those who choose one."""
    return {name: read_filing(name).title for name in names()}


@cache
def read_filing(name: str, folder: Path = FOLDER) -> Filing:
    """One filing. Raises `Refused` where there is none of this name, `NotLaw` with file, line and field of all that is wrong."""
    if name not in names(folder):
        raise Refused(f"There is no filing {name!r}; there are {', '.join(names(folder))}.")
    file = f"{name}.yaml"
    raw = strict_yaml.read(folder / file)
    try:
        return Filing.model_validate(raw)
    except ValidationError as error:
        raise NotLaw([_told(raw, file, one) for one in error.errors()]) from None


def _told(raw: Any, file: str, problem: Any) -> Problem:
    place = list(problem["loc"])
    where = f"{file}, line {line_of(raw, place)}, {'.'.join(map(str, place)) or 'file'}"
    match problem["type"]:
        case "extra_forbidden":
            return Problem(where, "this key is not known here.")
        case "missing":
            return Problem(where, "this key is missing.", "Add it.")
        case "value_error":
            return Problem(where, str(problem["ctx"]["error"]))
    return Problem(where, f"{problem['msg']}.")


def texts(filing: Filing) -> Iterator[str]:
    """Every text of a file that a document says, for the catalogues of other languages."""
    yield from (filing.title, filing.says, filing.form.says, filing.meant.says)
    for said in (filing.authority, filing.due, filing.language, *filing.enclosures):
        yield from (said.says, said.source)
    for part in filing.parts:
        yield from (part.title, part.says, part.source, *part.heads)
        for blank in part.fields:
            yield from (blank.label, blank.hint, blank.source)
