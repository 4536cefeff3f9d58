"""Which files are kept as evidence: data/evidence_files.yaml, and the look at a file that tells whether it is one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from transfer_register import strict_yaml
from transfer_register.actions.evidence_looks import LOOKS
from transfer_register.actions.opening import PROJECT
from transfer_register.errors import NotLaw, Problem
from transfer_register.exhibits.style import listed

FILE = PROJECT / "data" / "evidence_files.yaml"
# Sentences name the file under this heading.
WHERE = "File"
_LONGEST_NAME, _LONGEST_ENDING = 120, 12


class Accepted(BaseModel):
    """One sort of file that is kept; `content` is a key of `evidence_looks.LOOKS`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: str
    endings: tuple[str, ...] = Field(min_length=1)
    media_type: str
    content: str


class _Limits(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    largest_megabytes: int = Field(ge=1)
    files: tuple[Accepted, ...]


@dataclass(frozen=True)
class Limits:
    """How large a file may be, in megabytes of a million bytes, and which sorts there are, by their endings."""

    megabytes: int
    by_ending: dict[str, Accepted]

    @property
    def bytes(self) -> int:
        return self.megabytes * 1_000_000

    def sentence(self) -> str:
        """`PDF, PNG picture, ... or signed container, up to 25 MB`"""
        labels = list(dict.fromkeys(each.label for each in self.by_ending.values()))
        return f"{', '.join(labels[:-1])} or {labels[-1]}, up to {self.megabytes} MB"


@cache
def limits(file: Path = FILE) -> Limits:
    """The limits of this installation. Raises `NotLaw` with every problem of the file."""
    try:
        read = _Limits.model_validate(strict_yaml.read(file))
    except ValidationError as error:
        raise NotLaw([Problem(file.name, f"{'.'.join(map(str, e['loc']))}: {e['msg']}.") for e in error.errors()]) from None
    problems = [
        Problem(file.name, f"{each.label}: there is no look {each.content!r}.", f"Use one of {', '.join(LOOKS)}.")
        for each in read.files
        if each.content not in LOOKS
    ]
    by_ending: dict[str, Accepted] = {}
    for each in read.files:
        for ending in each.endings:
            if by_ending.setdefault(ending, each) is not each:
                problems.append(Problem(file.name, f"the ending {ending} stands twice.", "Keep one."))
    if problems:
        raise NotLaw(problems)
    return Limits(read.largest_megabytes, by_ending)


def clean_name(name: str) -> str:
    """The name of a file without folders and signs that a header or another machine would read as something else."""
    last = re.split(r"[/\\]", name)[-1]
    kept = " ".join("".join(sign if sign.isprintable() and sign not in '"<>:|?*;%' else " " for sign in last).split()).strip(". ")
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending) > _LONGEST_ENDING:
        return kept[:_LONGEST_NAME]
    return f"{stem[: _LONGEST_NAME - len(ending) - 1].rstrip()}.{ending}"


def too_large(name: str, size: int) -> Problem | None:
    """What is wrong with a file of `size` bytes, which need not be read for that; None while it is within the limit."""
    allowed = limits()
    if size <= allowed.bytes:
        return None
    what = f"{clean_name(name)} has {size / 1_000_000:,.1f} MB, and the limit is {allowed.megabytes}."
    return Problem(WHERE, what, "Store a smaller version of it.")


def look(name: str, content: bytes) -> tuple[Accepted | None, list[Problem]]:
    """What a file is, by its ending and its content, and every reason why it is not kept; None where there is one."""
    allowed, shown = limits(), clean_name(name)
    problems = []
    if not shown:
        problems.append(Problem(WHERE, "it has no name.", "Give it one with its ending, such as contract.pdf."))
    if not content:
        problems.append(Problem(WHERE, f"{shown} is empty.", "Choose the file that holds something."))
    if large := too_large(shown, len(content)):
        problems.append(large)
    sort = allowed.by_ending.get(shown.rpartition(".")[2].casefold()) if "." in shown else None
    if shown and sort is None:
        endings = listed(sorted(allowed.by_ending), most=len(allowed.by_ending))
        problems.append(Problem(WHERE, f"{shown} is of no kind that is kept.", f"Kept are files that end with {endings}."))
    if sort and content and (why := LOOKS[sort.content](content, sort.label, sort.media_type)):
        problems.append(Problem(WHERE, f"{shown} {why}.", "Save it as what its name says, and choose it again."))
    return (None if problems else sort), problems
