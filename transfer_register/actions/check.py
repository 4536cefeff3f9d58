"""What is wrong with a party or a transfer before it is recorded: every mistake at once, in the words of the forms."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from pydantic import ValidationError

from transfer_register.errors import Problem, Refused
from transfer_register.intake.web_names import host_of, is_host_name
from transfer_register.model.facts import Fact, Kind
from transfer_register.model.party import Party
from transfer_register.model.roles import PLACE_ROLES, ROLES
from transfer_register.model.transfer import Transfer
from transfer_register.register.accept import STATED_OF, fits
from transfer_register.register.register import Register


class NotRecorded(Refused):
    """The record has mistakes; each is in `problems`, and nothing was written."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__(" ".join(str(problem) for problem in problems))


def check_party(register: Register, state: dict[str, Any]) -> list[Problem]:
    """Everything that is wrong with a party, at once; an empty list when it can be recorded."""
    try:
        party = Party.model_validate(state)
    except ValidationError as error:
        return _shape(error)
    words = register.words
    problems = _unknown_terms(words.lists["countries"], "Country", [party.country])
    problems += _unknown_terms(words.lists["recipient_kinds"], "Kind of recipient", [party.kind])
    problems += _unknown_terms(words.lists["regimes"], "Regimes", party.regimes)
    problems += _websites(party.domains)
    problems += _unknown_terms(words.lists["identifier_schemes"], "Identifiers", [each.scheme for each in party.identifiers])
    problems += _twice("Identifiers", [(each.scheme, each.value) for each in party.identifiers])
    problems += _period(party.valid_from, party.valid_to)
    return problems + _facts(party.facts, STATED_OF["party"])


def check_transfer(register: Register, state: dict[str, Any], new_sides: Collection[str] = ()) -> list[Problem]:
    """Everything that is wrong with a transfer, at once; an empty list when it can be recorded.

    `new_sides` (exporter, importer) are parties that will be recorded together with it.
    """
    try:
        transfer = Transfer.model_validate(state)
    except ValidationError as error:
        return _shape(error)
    lists = register.words.lists
    parties = register.parties()
    problems = [
        Problem(side, f"there is no party {party}.", "Choose one of the register, or add it first.")
        for field, side, party in (("exporter", "Exporter", transfer.exporter), ("importer", "Recipient", transfer.importer))
        if field not in new_sides and party not in parties
    ]
    for side, role in (("Exporter's role", transfer.exporter_role), ("Recipient's role", transfer.importer_role)):
        if role is not None and role not in ROLES:
            problems.append(Problem(side, f"{role!r} is no role.", f"Use one of {', '.join(ROLES)}."))
    problems += _unknown_terms(lists["purposes"], "Purposes", transfer.purposes)
    problems += _unknown_terms(lists["data_categories"], "Categories of data", transfer.data_categories)
    problems += _unknown_terms(lists["data_subjects"], "Data subjects", transfer.data_subjects)
    problems += _unknown_terms(lists["countries"], "Places", [place.country for place in transfer.places])
    problems += _unknown_terms(dict.fromkeys(PLACE_ROLES), "Places", [place.role for place in transfer.places])
    for mechanism in transfer.mechanisms or ():
        problems += _unknown_terms(lists["transfer_tools"], "Mechanisms", [mechanism.tool])
        problems += _period(mechanism.valid_from, mechanism.valid_to, "Mechanisms")
    problems += _unknown_terms(lists["frequencies"], "Frequency", [transfer.frequency])
    problems += _unknown_terms(lists["legal_bases"], "Legal bases", transfer.legal_bases or ())
    if transfer.follows is not None and register.record(transfer.follows) is None:
        problems.append(Problem("Follows", f"there is no transfer {transfer.follows}.", "Name one of the register."))
    if any(not name.strip() for name in transfer.systems):
        problems.append(Problem("Systems", "a name is empty.", "Write the name of the system, or leave it out."))
    problems += _twice("Systems", [name for name in transfer.systems if name.strip()])
    problems += _period(transfer.valid_from, transfer.valid_to)
    return problems + _facts(transfer.facts, STATED_OF["transfer"])


def _shape(error: ValidationError) -> list[Problem]:
    return [Problem(" ".join(str(part) for part in each["loc"]), f"{each['msg']}.") for each in error.errors()]


def _unknown_terms(known: Any, where: str, terms: Any) -> list[Problem]:
    return [
        Problem(where, f"{term!r} is not in the list.", "Choose a term of the list.")
        for term in terms
        if term is not None and term not in known
    ]


def _period(first: date | None, last: date | None, where: str = "Period") -> list[Problem]:
    if first and last and last < first:
        return [Problem(where, f"it ends on {last}, before it begins on {first}.", "Mend one of the days.")]
    return []


def _websites(domains: tuple[str, ...]) -> list[Problem]:
    problems = _twice("Websites", list(domains))
    for domain in domains:
        if is_host_name(domain) != domain:
            meant = host_of(domain)
            mend = f"Write {meant}." if meant else "Write the name of a website, such as orbit.example."
            problems.append(Problem("Websites", f"{domain!r} is not the name of a website.", mend))
    return problems


def _twice(where: str, values: list[Any]) -> list[Problem]:
    twice = dict.fromkeys(value for value in values if values.count(value) > 1)
    shown = (value if isinstance(value, str) else value[-1] for value in twice)
    return [Problem(where, f"{value} stands there twice.", "Keep one.") for value in shown]


def _facts(stated: dict[str, Any], known: dict[str, Fact]) -> list[Problem]:
    problems = []
    for name, value in stated.items():
        fact = known.get(name)
        if fact is None:
            problems.append(Problem("Facts", f"there is no fact {name} here.", "See model/facts.py for the facts."))
        elif not _answers(fact, value):
            problems.append(Problem(fact.label, f"{value!r} is not an answer to it.", f"It takes {_takes(fact)}."))
    return problems


def _answers(fact: Fact, value: Any) -> bool:
    value = value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
    terms = value if isinstance(value, list) else [value]
    return fits(fact, value) and (not fact.terms or all(term in fact.terms for term in terms))


def _takes(fact: Fact) -> str:
    if fact.terms:
        return "one of " + ", ".join(fact.terms)
    return {Kind.FLAG: "yes or no", Kind.COUNT: "a whole number", Kind.DAY: "a day (year-month-day)"}.get(fact.kind, "a text")
