"""What the register fills in of the tool, the destination, its laws, the recipient and the measures that are in place."""

from __future__ import annotations

import orjson

from transfer_register.actions.assess_case import Case
from transfer_register.actions.assess_fill_flow import Filling, fact_line, given, of
from transfer_register.actions.assess_laws import carried
from transfer_register.assessment.holds import Partly
from transfer_register.exhibits.record_words import mechanism_words
from transfer_register.exhibits.style import country, number
from transfer_register.law.in_force import MEASURES
from transfer_register.model.assessment import Answer, Source

_NO_TOOL = "None: it is recorded that there is no mechanism."


def adequacy(case: Case) -> Answer | None:
    return _carries(case, "adequacy", "covered", "not_covered")


def tool_valid(case: Case) -> Answer | None:
    return _carries(case, "safeguard", "valid", "not_valid")


def derogation(case: Case) -> Answer | None:
    return _carries(case, "derogation", "available", "not_available")


def _carries(case: Case, cascade: str, yes: str, no: str) -> Answer | None:
    """Does a ground of one step of the cascade carry every transfer under every law that restricts it?"""
    if not any(leg.verdicts for leg in case.known.legs):
        return None
    return given({True: yes, False: no, None: "unknown"}[carried(case.law, case.known, cascade)], case.there)


def tool(case: Case) -> Answer | None:
    """The mechanisms as they are recorded; that there is none is told too."""
    lines = []
    for row in case.known.transfers:
        mechanisms = orjson.loads(row["mechanisms"]) if row["mechanisms"] else None
        if mechanisms is not None:
            lines += [mechanism_words(case.words, each) for each in mechanisms] or [_NO_TOOL]
    return given("\n".join(dict.fromkeys(lines)), case.there)


def governed(case: Case) -> Answer | None:
    """How the destination is governed, by a public index with its margin: a beginning for a person's own look at it."""
    index = case.words.governance
    figure = index.figures.get(case.destination or "")
    if figure is None:
        return None
    said = (
        f"{country(case.words, figure.country)}: {number(figure.value, digits=1)} of 100 for rule of law, voice and control of "
        f"corruption, give or take {number(figure.margin, digits=1)} (data of {figure.year})."
    )
    return Answer(value=said, filled=True, sources=(Source(title=index.attribution),))


def laws(case: Case) -> Answer | None:
    """The laws by which authorities reach data: to be looked at where they reach this recipient, or may."""
    return given({row.id: row.reaches for row in case.laws if row.role == "problem"}, of(case, "importer"))


def law_reach(case: Case) -> Answer | None:
    """Whether each law reaches this recipient, as judged; of one that may, nothing is filled in."""
    said = {row.id: row.outcome == "met" for row in case.laws if row.role == "problem" and row.outcome != "unknown"}
    return given(said, of(case, "importer"))


def control_of_importer(case: Case) -> Answer | None:
    lines = []
    for row in {row["importer"]: row for row in case.known.transfers}.values():
        if row["importer_kind"]:
            lines.append(f"{row['importer_name']}: {case.words.label('recipient_kinds', row['importer_kind'])}")
    lines += [fact_line(case, name) for name in ("importer.third_country_parent", "importer.is_public_body")]
    return given("\n".join(filter(None, lines)), of(case, "importer"))


def clear_in_transit(case: Case) -> Answer | None:
    encrypted = case.facts.get("measures.encrypted_in_transit")
    return None if encrypted is None else given(not encrypted, case.there)


def clear_text(case: Case) -> Answer | None:
    return given(case.facts.get("measures.clear_text_access"), case.there)


def keys(case: Case) -> Answer | None:
    lines = [fact_line(case, name) for name in ("measures.keys_in_eea", "measures.keys_held_under_problem_law")]
    return given("\n".join(filter(None, lines)), case.there)


def existing_measures(case: Case) -> Answer | None:
    """What is recorded as in place for every one of the transfers."""
    recorded = case.facts.get(MEASURES)
    shared = recorded.known if isinstance(recorded, Partly) else recorded
    if shared is None:
        lists = [row["measures"] or [] for row in case.known.transfers]
        shared = [term for term in (lists[0] if lists else []) if all(term in each for each in lists)]
    return given(list(shared), case.there)


FILLINGS: dict[str, Filling] = {
    "adequacy": adequacy, "tool": tool, "tool_valid": tool_valid, "derogation": derogation, "country": governed, "laws": laws,
    "law_reach": law_reach, "control_of_importer": control_of_importer, "clear_in_transit": clear_in_transit,
    "clear_text": clear_text, "keys": keys, "existing_measures": existing_measures,
}  # fmt: skip
