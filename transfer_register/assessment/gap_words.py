"""What a gap says in words: why a threat is closed, open or not known, and what no measure can cure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from transfer_register.assessment.holds import Facts
from transfer_register.assessment.standing import Standing, State, fact_words

_EXITS = (
    "The ways out: a set-up in which nobody there reads the data; another place or provider, out of reach of the law; or a "
    "documented finding, from objective, public and verifiable sources, that the law is not applied in practice to this transfer."
)


def row_words(able: Collection[Standing], helping: Collection[Standing], facts: Facts, *, known: bool, technical: bool) -> str:
    """Why a threat stands as it does. `able` can close it, `helping` only supports; `known`: some law raises it for certain."""
    if works := [each for each in able if each.state is State.WORKS]:
        return f"Closed by {_titles(works)}."
    unsure, fails, planned = ([each for each in able if each.state is s] for s in (State.UNSURE, State.FAILS, State.PLANNED))
    parts = [] if known else ["Whether a law raises it against the recipient is not known."]
    parts += [_needs(each) for each in unsure if each.in_place]
    if unsure and not any(each.in_place for each in unsure):
        parts.append("Nobody said which measures are in place.")
    if not unsure:
        parts.append(f"No {'technical measure that can close it' if technical else 'measure that answers it'} is in place.")
    parts += [f"{_titles([each])} cannot work here ({fact_words(each.against, facts)})." for each in fails]
    parts += [f"Planned, not in place yet: {_titles(planned)}."] if planned else []
    parts += [f"Supports, and does not close it: {_titles(helping)}."] if helping else []
    return " ".join(parts)


def _needs(each: Standing) -> str:
    """What is left to confirm or to record until a measure in place does its work."""
    parts = [f"Not confirmed: {' '.join(each.unconfirmed)}"] if each.unconfirmed else []
    parts += [f"Not recorded: {fact_words(each.unknown, {})}."] if each.unknown else []
    return f"{_titles([each])} is in place, and not sure to work. {' '.join(parts)}"


def uncurable_words(laws: Iterable[str], marks: Iterable[str]) -> str:
    """That neither contract nor technique closes the gap, and the ways out. `laws` and `marks` (use cases) are titles."""
    cases = " or ".join(mark.partition(":")[0].lower() for mark in marks)
    return (
        f"The recipient needs the data in the clear, and a law reaches it: {', '.join(laws)}{f' ({cases})' if cases else ''}. "
        f"No contract closes this gap, and no technical measure is known that does. {_EXITS}"
    )


def _titles(standing: Iterable[Standing]) -> str:
    return ", ".join(f"“{each.measure.provision.title}”" for each in standing)
