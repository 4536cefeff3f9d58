"""The case of an assessment: what the register knows of its transfers and what the law says of them, towards one destination."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from transfer_register.actions.assess_known import Asked, Known, known, merged
from transfer_register.actions.assess_laws import LawRow, judged_facts, law_rows
from transfer_register.actions.opening import questionnaires
from transfer_register.assessment.holds import Partly, holds
from transfer_register.assessment.questionnaire import Questionnaire
from transfer_register.errors import Refused
from transfer_register.law.in_force import Library
from transfer_register.model.vocabulary import Words
from transfer_register.register.register import Register

__all__ = ["Asked", "Case", "LawRow", "case", "cases", "kit_of"]


@dataclass(frozen=True)
class Case:
    """What is known of some transfers towards a destination (a country; None: not known), on a day, under the law of a day.

    `transfers` are all that were asked for, `there` those that hold on the day. `facts` are merged over them: a fact that is
    not there is unknown, or not the same for all. `verdicts` is the worst by regime. `score` has score, score_low, band and
    transfer, of the transfer that has the highest. `rows` are for what a question is asked, by its `each` or its id.
    """

    kit: Questionnaire
    transfers: tuple[str, ...]
    destination: str | None
    regimes: tuple[str, ...]
    on: date
    law_on: date
    facts: dict[str, Any] = field(default_factory=dict)
    laws: tuple[LawRow, ...] = ()
    categories: tuple[str, ...] = ()
    verdicts: dict[str, str] = field(default_factory=dict)
    score: dict[str, Any] | None = None
    rows: dict[str, tuple[str, ...]] = field(default_factory=dict)
    there: tuple[str, ...] = ()
    known: Known = field(default_factory=Known, repr=False, compare=False)
    words: Words = field(default_factory=Words, repr=False, compare=False)
    law: Library = field(default_factory=Library, repr=False, compare=False)


def kit_of(kit_id: str) -> Questionnaire:
    """A kit by its id. Raises `Refused` where there is none."""
    kits = questionnaires()
    if kit_id not in kits.kits:
        raise Refused(f"There is no assessment of the kind {kit_id!r}; there are {', '.join(kits.kits)}.")
    return kits[kit_id]


def case(
    register: Register, kit_id: str, transfers: Iterable[str], *, on: date, law_on: date | None = None,
    known_on: date | None = None, destination: str | None = None,
) -> Case:  # fmt: skip
    """The case of some transfers. `destination` None: the one that they share, if they do."""
    asked = Asked("case", tuple(transfers), destination)
    return cases(register, [(kit_id, asked)], on=on, law_on=law_on, known_on=known_on)["case"]


def cases(
    register: Register, asked: Sequence[tuple[str, Asked]], *, on: date, law_on: date | None = None, known_on: date | None = None
) -> dict[str, Case]:
    """The cases of many, each with the id of its kit, by their keys: in as many questions to the register as that of one."""
    law_on = law_on or on
    sight = register.sight(on, law_on, known_on)
    found = known(register, sight, [one for _, one in asked])
    return {one.key: _case(register, kit_of(kit), one, found[one.key], on, law_on) for kit, one in asked}


def _case(register: Register, kit: Questionnaire, asked: Asked, known: Known, on: date, law_on: date) -> Case:
    facts, partly = merged(known.legs)
    seen = facts | {name: Partly(terms) for name, terms in partly.items()}
    destination = asked.destination or _shared(leg.country for leg in known.legs)
    laws = law_rows(register.law, law_on, destination, known, seen)
    seen |= judged_facts(register.law, register.law.in_force(law_on), known, laws)
    categories = tuple(dict.fromkeys(term for row in known.transfers for term in row["data_categories"] or ()))
    verdicts = _worst(register.words, known)
    bound = tuple(regime for regime in kit.regimes if regime in verdicts)
    problems = tuple(row.id for row in laws if row.role == "problem")
    return Case(
        kit=kit, transfers=asked.transfers, destination=destination,
        regimes=bound or (kit.regimes if holds(kit.needed_if, seen) else ()), on=on, law_on=law_on, facts=seen, laws=laws,
        categories=categories, verdicts=verdicts, score=_score(known), rows={"law": problems, "data_category": categories},
        there=tuple(row["id"] for row in known.transfers), known=known, words=register.words, law=register.law,
    )  # fmt: skip


def _shared(values: Iterable[str | None]) -> str | None:
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _worst(words: Words, known: Known) -> dict[str, str]:
    """Regime -> the worst verdict of the legs, in the order of the regimes."""
    ranks = {term.id: term.rank or 99 for term in words.lists["verdicts"].values()}
    found: dict[str, str] = {}
    for leg in known.legs:
        for regime, verdict in leg.verdicts.items():
            if regime not in found or ranks.get(verdict, 99) < ranks.get(found[regime], 99):
                found[regime] = verdict
    return {regime: found[regime] for regime in sorted(found, key=list(words.lists["regimes"]).index)}


def _score(known: Known) -> dict[str, Any] | None:
    """The highest score of the transfers, by its worse end; None where none has one."""
    scored = [row for row in known.transfers if row.get("score") is not None]
    if not scored:
        return None
    worst = max(scored, key=lambda row: row["score"])
    return {"score": worst["score"], "score_low": worst.get("score_low"), "band": worst["band"], "transfer": worst["id"]}
