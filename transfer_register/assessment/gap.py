"""The gap that laws of the destination leave, and whether the chosen measures close it: one row a threat.

EDPB Recommendations 01/2020, as the rules S-01 to S-04 of data/law say it. A threat is closed by a technical measure that is
effective once all its conditions hold, in place, with every condition confirmed. Contracts and organisation help; against what
binds the recipient they close nothing. Data that must be read in the clear under such a law can be cured by neither.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from transfer_register.assessment.gap_words import row_words, uncurable_words
from transfer_register.assessment.holds import Facts, holds
from transfer_register.assessment.standing import Standing, State, is_mark, standings
from transfer_register.law.in_force import InForce
from transfer_register.model.assessment import ChosenMeasure
from transfer_register.model.vocabulary import Term

CLEAR_TEXT, UNDER_PROBLEM_LAW = "measures.clear_text_access", "importer.under_problem_law"


class Law(Protocol):
    """A law of the destination as it was judged for the recipient: `outcome` met reaches it, unknown may reach it."""

    id: str
    title: str
    role: str
    outcome: str
    threats: tuple[str, ...]


@dataclass(frozen=True)
class Threatened:
    """One threat. `laws` raise it (ids); `answered_by` are the measures that close it, `helped_by` those in place that only
    support, `would_close` those that would close it once they are in place or confirmed. `why` says so in words. `binding`
    works through the recipient whatever it promised; `technical`: only technique closes it."""

    threat: str
    laws: tuple[str, ...]
    answered_by: tuple[str, ...]
    helped_by: tuple[str, ...]
    state: Literal["closed", "open", "unknown"]
    why: str
    binding: bool = False
    technical: bool = False
    would_close: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gaps:
    """The gap as a whole. `uncurable` says, where it is so, that no contract and no technique closes it, and the ways out.
    `why` is the whole in a sentence; `eased_by` are laws that mitigate, which close nothing."""

    rows: tuple[Threatened, ...]
    state: Literal["none", "closed", "open", "unknown"]
    uncurable: str | None = None
    why: str = ""
    eased_by: tuple[str, ...] = ()


def gaps(
    laws: Iterable[Law],
    chosen: Iterable[ChosenMeasure],
    measures: Collection[InForce],
    threats: Mapping[str, Term],
    facts: Facts,
    *,
    settled: Collection[str] = (),
) -> Gaps:
    """The threats that laws raise, in the order of the vocabulary, and what answers each.

    `laws` are all that are on file for the destination, also those that do not reach the recipient, so that an empty list
    says that nobody knows of any. `measures` are those in force (standing.measures_of), `facts` the recorded facts of the case.
    `settled` are laws that the assessment found acceptable, or not applied in practice: they leave no gap.
    """
    given, stand = tuple(laws), standings(measures, chosen, facts)
    problems = [law for law in given if law.role == "problem" and law.outcome in ("met", "unknown")]
    left = [_named(law, threats) for law in problems if law.id not in settled]
    raised = [id for id in threats if any(id in law.threats for law in left)]
    # First what can be closed by technique alone; what cannot may fall away with it.
    firm = {id: _firm(threats[id], left, stand, facts) for id in raised if _is_firm(threats[id], stand)}
    binding = [row for row in firm.values() if row.binding]
    rows = tuple(firm.get(id) or _other(threats[id], left, stand, binding, threats, facts) for id in raised)
    eased = tuple(law.id for law in given if law.role == "mitigating" and law.outcome == "met")
    state, why = _whole(rows, given, problems, stand, facts)
    return Gaps(rows, state, _uncurable(rows, left, measures, facts), why, eased)


@dataclass(frozen=True)
class _Raised:
    """A law that leaves a gap, with the threats that it raises, or may raise."""

    id: str
    title: str
    outcome: str
    threats: tuple[str, ...]


def _named(law: Law, threats: Mapping[str, Term]) -> _Raised:
    """Where nobody named the threats of a law, as of one that a person added, it may raise each that binds."""
    if law.threats:
        return _Raised(law.id, law.title, law.outcome, tuple(law.threats))
    return _Raised(law.id, law.title, "unknown", tuple(id for id, term in threats.items() if "binding" in term.marks))


def _is_firm(threat: Term, stand: Collection[Standing]) -> bool:
    """Does only technique close it: because it binds the recipient, or because technique has an answer (S-01)?"""
    return "binding" in threat.marks or any(each.cures and each.answers(threat.id) for each in stand)


def _firm(threat: Term, laws: Collection[_Raised], stand: Collection[Standing], facts: Facts) -> Threatened:
    able = [each for each in stand if each.cures and each.answers(threat.id)]
    return _row(threat, laws, able, stand, facts, technical=True)


def _other(
    threat: Term, laws: Collection[_Raised], stand: Collection[Standing], binding: Collection[Threatened],
    threats: Mapping[str, Term], facts: Facts,
) -> Threatened:  # fmt: skip
    """A threat to which technique has no answer of its own: a promise may answer it, or it falls away with the others."""
    able = [each for each in stand if each.answers(threat.id)]
    row = _row(threat, laws, able, stand, facts, technical=False)
    own = [law for law in laws if threat.id in law.threats]
    also_binding = all(any(each.threat in law.threats for each in binding) for law in own)
    follows = bool(binding) and (also_binding or facts.get(CLEAR_TEXT) is False)
    states = {each.state for each in binding}
    if row.state == "closed" or not follows or "open" in states:
        return row
    labels = ", ".join(threats[each.threat].label for each in binding)
    if states == {"closed"}:
        return replace(row, state="closed", why=f"Falls away with what technique closes: {labels}.", would_close=())
    return replace(row, state="unknown", why=f"Falls away once these are known to be closed: {labels}. {row.why}")


def _row(
    threat: Term, laws: Collection[_Raised], able: Collection[Standing], stand: Collection[Standing], facts: Facts,
    *, technical: bool,
) -> Threatened:  # fmt: skip
    """`able` are the measures that can close this threat."""
    raising = [law for law in laws if threat.id in law.threats]
    known = any(law.outcome == "met" for law in raising)
    works = [each for each in able if each.state is State.WORKS]
    unsure = [each for each in able if each.state is State.UNSURE]
    helping = [each for each in stand if each.answers(threat.id) and each not in able and each.in_place]
    coming = [each for each in able if each.state is State.PLANNED or (each.in_place and not works)]
    return Threatened(
        threat.id,
        tuple(law.id for law in raising),
        tuple(each.id for each in works),
        tuple(each.id for each in helping),
        "closed" if works else "unknown" if unsure or not known else "open",
        row_words(able, helping, facts, known=known, technical=technical),
        "binding" in threat.marks,
        technical,
        () if works else tuple(each.id for each in coming),
    )


def _whole(
    rows: Collection[Threatened], laws: Collection[Law], problems: Collection[Law], stand: Collection[Standing], facts: Facts
) -> tuple[Literal["none", "closed", "open", "unknown"], str]:
    """The state of the whole and why: the worst of its rows."""
    states = {row.state for row in rows}
    if "open" in states:
        return "open", "At least one threat is open."
    if "unknown" in states:
        return "unknown", "At least one threat may be open."
    if rows:
        return "closed", "Every threat is closed by measures in place with all their conditions."
    if problems:
        return "none", "Every law that reaches the recipient was found acceptable, or not applied in practice."
    if facts.get(UNDER_PROBLEM_LAW) is True:
        curing = any(each.cures and each.state in (State.WORKS, State.UNSURE) for each in stand)
        said = "The recipient is recorded as being under a law that reaches too far, and nobody named the law."
        return ("unknown", f"{said} Add the law.") if curing else ("open", f"{said} No technical measure is in place.")
    if laws:
        return "none", "No law on file for the destination reaches the recipient."
    if facts.get(UNDER_PROBLEM_LAW) is False:
        return "none", "No law is on file for the destination, and the recipient is recorded as under none that reaches too far."
    return "unknown", "No law is on file for the destination, and nobody said whether one reaches the recipient."


def _uncurable(
    rows: Collection[Threatened], laws: Collection[_Raised], measures: Collection[InForce], facts: Facts
) -> str | None:
    """Use cases 6 and 7 (S-03): data read in the clear, a law that binds the recipient, nothing chosen that could answer it."""
    bare = {row.threat for row in rows if row.binding and row.state != "closed" and not row.would_close}
    reaching = [law.title for law in laws if law.outcome == "met" and bare & set(law.threats)]
    if facts.get(CLEAR_TEXT) is not True or not reaching:
        return None
    marks = [p for p in measures if is_mark(p) and holds(p.requires, facts) is not False]
    return uncurable_words(reaching, [p.provision.title for p in marks])
