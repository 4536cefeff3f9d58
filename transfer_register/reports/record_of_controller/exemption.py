"""Whether the organisation may be exempt from the record: one sentence for each law, with its source."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from transfer_register import strict_yaml
from transfer_register.errors import NotLaw, Problem, Refused
from transfer_register.model import speech
from transfer_register.model.speech import say, says
from transfer_register.reports import blocks as b
from transfer_register.reports.record_of_controller.forms import FOLDER, confidence_words
from transfer_register.reports.snapshot import Snapshot


class Exemption(BaseModel):
    """One exemption: for fewer people than a number, unless something holds. `limit` says the number in words, in the place
    {number}; `proposal` is what may change it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    provision: str
    fewer_than: int
    limit: str
    unless: str
    proposal: str = ""
    source: str
    confidence: Literal["verified", "secondary", "memory"]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    checked_on: date
    exemptions: dict[str, Exemption]


@cache
def read_exemptions(path: Path = FOLDER / "exemptions.yaml") -> dict[str, Exemption]:
    """Every exemption by its law (eu, uk, ch). Raises `NotLaw` with every problem at once."""
    try:
        return _File.model_validate(strict_yaml.read(path)).exemptions
    except ValidationError as error:
        problems = [Problem(path.name, f"{'.'.join(map(str, one['loc']))}: {one['msg']}") for one in error.errors()]
        raise NotLaw(problems) from None


def people_of(stated: str) -> int | None:
    """The number of people, as somebody wrote it; None where nobody did. Raises `Refused` for what is no whole number."""
    words = stated.strip().replace(",", "").replace("\u00a0", "").replace(" ", "")
    if not words:
        return None
    if not (words.isascii() and words.isdecimal()):
        raise Refused(f"people_employed: {stated!r} is no whole number; write it in digits, as 240.")
    return int(words)


def checks(laws: tuple[str, ...], people: int | None, snapshot: Snapshot | None) -> tuple[b.Paragraph, ...]:
    """The sentence of each law, what may change it, and, where a snapshot is given, what of it bears on the exceptions."""
    held = read_exemptions()
    said: list[b.Line] = []
    for law in laws:
        one = held[law]
        source = say(
            "Source: {source}; {confidence}.",
            source=speech.term("records", one.source),
            confidence=confidence_words(one.confidence),
        )
        said.append((b.Run(_sentence(one, people)), b.Run(" "), b.Run(source, quiet=True)))
        if one.proposal:
            said.append(b.text(speech.term("records", one.proposal)))
    if snapshot and people is not None and any(people < held[law].fewer_than for law in laws):
        said.append(b.text(_shows(snapshot)))
    return tuple(b.Paragraph(line, numbered=True) for line in said)


def _sentence(one: Exemption, people: int | None) -> str:
    values = {
        "provision": speech.term("records", one.provision),
        "limit": speech.term("records", one.limit).format(number=speech.in_digits(one.fewer_than)),
        "unless": speech.term("records", one.unless),
    }
    if people is None:
        return say(
            "Exemption under {provision} ({limit}, subject to: {unless}): not checked, since it is not stated "
            "how many people the organisation employs. The record is kept.",
            **values,
        )
    values["people"] = speech.in_digits(people)
    if people >= one.fewer_than:
        return say(
            "Exemption under {provision} ({limit}): it does not apply, since {people} people are employed.",
            **values,
        )
    return say(
        "Exemption under {provision} ({limit}): {people} people are employed, so it may apply, subject to: "
        "{unless}. Whether that holds has to be decided; this record is kept all the same.",
        **values,
    )


def _shows(snapshot: Snapshot) -> str:
    special = set(snapshot.words.marked("data_categories", "special"))
    concerned = sum(1 for seen in snapshot.transfers if seen.special or special & set(seen.data_categories))
    return says(
        "To weigh the exceptions: {n} transfer of this record is recorded with special categories of data.",
        "To weigh the exceptions: {n} transfers of this record are recorded with special categories of data.",
        concerned,
    )
