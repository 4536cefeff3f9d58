"""Entries about security: measures by kind, each with its transfers where not all have it."""

from __future__ import annotations

from collections.abc import Callable

from transfer_register.model.facts import FACTS
from transfer_register.model.speech import say
from transfer_register.reports.contract_annexes.said import Asked, Reader, Said, said
from transfer_register.reports.snapshot import Seen
from transfer_register.reports.wording import listed

# Facts of a transfer that are measures when they hold, by the kind of Annex 2 of EDPB Recommendations 01/2020.
_FLAGS = {
    "technical": (
        "measures.encrypted_in_transit",
        "measures.encrypted_at_rest",
        "measures.keys_in_eea",
        "measures.pseudonymised",
    ),
    "contractual": ("measures.access_requests_challenged",),
}
_KINDS = ("technical", "contractual", "organisational")


def _recorded(seen: Seen) -> list[str]:
    return list(dict.fromkeys((*seen.measures, *(seen.facts.get("measures.in_place") or ()))))


def _of_kind(seen: Seen, asked: Asked, kind: str) -> list[str]:
    terms = asked.words.lists.get("measures", {})
    named = [asked.words.label("measures", one) for one in _recorded(seen) if one in terms and kind in terms[one].marks]
    return named + [FACTS[fact].label for fact in _FLAGS.get(kind, ()) if seen.facts.get(fact) is True]


def _kindless(seen: Seen, asked: Asked, _: str) -> list[str]:
    terms = asked.words.lists.get("measures", {})
    return [one for one in _recorded(seen) if one not in terms or not set(_KINDS) & set(terms[one].marks)]


def _listed(kind: str, of: Callable[[Seen, Asked, str], list[str]] = _of_kind) -> Reader:
    def read(asked: Asked) -> Said | None:
        held: dict[str, list[str]] = {}
        none: list[str] = []
        for seen in asked.transfers:
            found = of(seen, asked, kind)
            for one in found:
                held.setdefault(one, []).append(seen.id)
            if not found:
                none.append(seen.id)
        if not held:
            return None
        whole = len(asked.transfers)
        lines = [
            one if len(ids) == whole else say("{value} ({transfers})", value=one, transfers=listed(ids))
            for one, ids in held.items()
        ]
        lines += [say("None recorded ({transfers})", transfers=listed(none))] if none else []
        return said(*lines, is_open=bool(none))

    return read


def _stated(*facts: str) -> Reader:
    """One line for every fact of which something is stated; open where one is denied, or stated of some transfers only."""

    def read(asked: Asked) -> Said | None:
        lines: list[str] = []
        is_open = False
        for fact in facts:
            yes = [seen.id for seen in asked.transfers if seen.facts.get(fact) is True]
            no = [seen.id for seen in asked.transfers if seen.facts.get(fact) is False]
            label = FACTS[fact].label
            if len(yes) == len(asked.transfers):
                lines.append(label)
                continue
            lines += [say("{value} ({transfers})", value=label, transfers=listed(yes))] if yes else []
            lines += [say("Denied: {value} ({transfers})", value=label, transfers=listed(no))] if no else []
            is_open = is_open or bool(yes or no)
        return said(*lines, is_open=is_open) if lines else None

    return read


READERS = {
    "technical": _listed("technical"),
    "contractual": _listed("contractual"),
    "organisational": _listed("organisational"),
    "other_measures": _listed("", _kindless),
    "transmission": _stated("measures.encrypted_in_transit"),
    "storage": _stated("measures.encrypted_at_rest", "measures.keys_in_eea"),
    "processing_security": _stated("measures.pseudonymised"),
}
