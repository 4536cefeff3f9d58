"""What the register fills in of the flow: who sends what to whom, why, how much, and by which way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from transfer_register.actions.assess_case import Case
from transfer_register.exhibits.record_words import fact_value, place_words
from transfer_register.exhibits.style import counted, country, day, listed, number
from transfer_register.model.assessment import Answer
from transfer_register.model.facts import FACTS

Filling = Callable[[Case], Answer | None]


def given(value: Any, taken_from: Iterable[str | None]) -> Answer | None:
    """A filled answer; None where the register knows nothing."""
    if value is None or value in ("", [], {}, ()):
        return None
    return Answer(value=value, filled=True, taken_from=tuple(dict.fromkeys(id for id in taken_from if id)))


def of(case: Case, field: str) -> list[Any]:
    """The values of one field of the transfers, each once, what is not stated left out."""
    return list(dict.fromkeys(row[field] for row in case.known.transfers if row.get(field) not in (None, "", [])))


def terms_of(case: Case, field: str) -> list[str]:
    """The terms of a list of the transfers, each once."""
    return list(dict.fromkeys(term for row in case.known.transfers for term in row.get(field) or ()))


def fact_line(case: Case, name: str) -> str | None:
    """`Encrypted in transit: yes`; None where it is not known, or not the same for all."""
    value = case.facts.get(name)
    return None if not isinstance(value, bool) else f"{FACTS[name].label}: {fact_value(case.words, FACTS[name], value)}"


def regimes(case: Case) -> Answer | None:
    return given(list(case.regimes), of(case, "exporter"))


def is_transfer(case: Case) -> Answer | None:
    """Another legal entity in another country; unknown where one of both is not recorded."""
    said = {_goes_abroad(row, case.destination) for row in case.known.transfers}
    return given(said.pop(), case.there) if len(said) == 1 else None


def _goes_abroad(row: dict[str, Any], destination: str | None) -> bool | None:
    if row["exporter"] == row["importer"]:
        return False
    if row["exporter_country"] is None or destination is None:
        return None
    return row["exporter_country"] != destination


def parties(case: Case) -> Answer | None:
    lines = []
    for side, heading in (("exporter", "Exporter"), ("importer", "Recipient")):
        for row in {row[side]: row for row in case.known.transfers}.values():
            kind = case.words.label("recipient_kinds", row["importer_kind"]).lower() if side == "importer" else ""
            where = country(case.words, row[f"{side}_country"]) if row[f"{side}_country"] else "country not recorded"
            role = case.words.label("roles", row[f"{side}_role"]).lower() if row[f"{side}_role"] else "role not recorded"
            lines.append(f"{heading}: {listed([part for part in (row[f'{side}_name'], where, role, kind) if part])}.")
    return given("\n".join(lines), of(case, "exporter") + of(case, "importer"))


def purposes(case: Case) -> Answer | None:
    labels = [case.words.label("purposes", term) for term in terms_of(case, "purposes")]
    texts = [text for text in of(case, "purpose_text") if text not in labels]
    return given("; ".join(filter(None, [listed(labels), *texts])), case.there)


def data_subjects(case: Case) -> Answer | None:
    return given(terms_of(case, "data_subjects"), case.there)


def data_categories(case: Case) -> Answer | None:
    return given(list(case.categories), case.there)


def volume(case: Case) -> Answer | None:
    """Persons, how often, since when, until when, how long kept; None where nothing of it is recorded."""
    persons, how_often = of(case, "persons"), [fact_line(case, name) for name in _OFTEN]
    lines = [
        f"Persons a year: {_range(persons)}" if persons else None,
        *how_often,
        f"Since: {listed([day(value) for value in sorted(of(case, 'valid_from'))])}" if of(case, "valid_from") else None,
        f"Until: {listed([day(value) for value in sorted(of(case, 'valid_to'))])}" if of(case, "valid_to") else None,
        f"Kept: {'; '.join(of(case, 'retention'))}" if of(case, "retention") else None,
    ]
    return given("\n".join(filter(None, lines)), case.there)


_OFTEN = ("flow.occasional", "flow.repetitive", "flow.systematic")


def _range(persons: list[int]) -> str:
    if len(persons) == 1:
        return number(persons[0])
    return f"{number(min(persons))} to {number(max(persons))}, by transfer"


def route(case: Case) -> Answer | None:
    """Where data are kept, processed and reached, and what protects them on the way and there."""
    places = list(dict.fromkeys(place_words(case.words, place) for row in case.known.transfers for place in row["places"] or ()))
    lines = [f"Places: {'; '.join(places)}" if places else None, *(fact_line(case, name) for name in _PROTECTED)]
    return given("\n".join(filter(None, lines)), case.there)


_PROTECTED = (
    "measures.encrypted_in_transit", "measures.encrypted_at_rest", "measures.pseudonymised", "flow.remote_access",
    "flow.transit_only",
)  # fmt: skip


def onward(case: Case) -> Answer | None:
    """The transfers that carry the data onward; "none" only where somebody said so."""
    if not case.known.onward:
        none = "None: it is recorded that the recipient sends nothing onward."
        return given(none, case.there) if case.facts.get("onward.exists") is False else None
    lines = []
    for row in case.known.onward:
        where = [country(case.words, code) for code in row["countries"] or [row["importer_country"]] if code]
        lines.append(f"{row['importer_name']} ({listed(where) or 'place not recorded'}), {counted(row['hops'], 'step')} on")
    return given("\n".join(dict.fromkeys(lines)), [row["id"] for row in case.known.onward])


def chain_length(case: Case) -> Answer | None:
    """Recipients to the end of the longest chain; not known while nobody said that the recipient is the last one."""
    hops = max((row["hops"] for row in case.known.onward), default=0)
    if not hops and case.facts.get("onward.exists") is not False:
        return None
    return given(1 + hops, [*case.there, *(row["id"] for row in case.known.onward)])


def remote_access(case: Case) -> Answer | None:
    return given(case.facts.get("flow.remote_access"), case.there)


FILLINGS: dict[str, Filling] = {
    "regimes": regimes, "is_transfer": is_transfer, "parties": parties, "purposes": purposes, "data_subjects": data_subjects,
    "data_categories": data_categories, "volume": volume, "route": route, "onward": onward, "chain_length": chain_length,
    "remote_access": remote_access,
}  # fmt: skip
