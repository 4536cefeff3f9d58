"""Takes values out of free texts that repeat them: a name of a recipient in a purpose, a system or a sentence of the scope."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from transfer_register.model.contact import Person
from transfer_register.model.transfer import Mechanism
from transfer_register.reports.snapshot import Known, Seen, Snapshot

_SEEN = ("purpose_text", "activity", "nature", "retention", "follows", "owner")
_SEEN_LISTS = ("systems", "measures", "flags")
_PARTY = ("parent", "address")
# Names of parties are left as they are: those that are shown are meant to be, whatever word a department shares with them.
# A text is taken out where it stands as words of its own, so that “Sales” leaves “Salesforce”; a single sign nowhere.
_LEAST = 2


def scrubbed(snapshot: Snapshot, secrets: set[str], word: str) -> Snapshot:
    """The snapshot in whose free texts no secret stands; `word` stands in its place, whatever the case of the letters."""
    if not (seek := _pattern(secrets, word)):
        return snapshot

    def clean(text: Any) -> Any:
        return seek.sub(word, text) if isinstance(text, str) else text

    return replace(
        snapshot,
        scope=clean(snapshot.scope),
        transfers=tuple(_seen(seen, clean) for seen in snapshot.transfers),
        parties={id: _party(one, clean) for id, one in snapshot.parties.items()},
        left_out=tuple(replace(one, why=clean(one.why)) for one in snapshot.left_out),
        pictures=tuple(replace(one, caption=clean(one.caption)) for one in snapshot.pictures),
    )


def _pattern(secrets: set[str], word: str) -> re.Pattern[str] | None:
    held = sorted({one.strip() for one in secrets} - {word}, key=lambda one: (-len(one), one))
    parts = [_part(one) for one in held if len(one) >= _LEAST]
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def _part(secret: str) -> str:
    # Any white space between the words of a name is the same name.
    sought = r"\s+".join(map(re.escape, secret.split()))
    # In capitals ß is SS, which ignoring the case does not know.
    sought = re.sub("ß|ss", "(?:ß|ss)", sought, flags=re.IGNORECASE)
    return rf"(?<!\w){sought}(?!\w)"


def _seen(seen: Seen, clean: Callable[[Any], Any]) -> Seen:
    changed: dict[str, Any] = {name: clean(getattr(seen, name)) for name in _SEEN}
    changed |= {name: tuple(map(clean, getattr(seen, name))) for name in _SEEN_LISTS}
    changed["facts"] = {name: _fact(value, clean) for name, value in seen.facts.items()}
    changed["legs"] = tuple(replace(leg, group=clean(leg.group)) for leg in seen.legs)
    if seen.mechanisms is not None:
        changed["mechanisms"] = tuple(_mechanism(one, clean) for one in seen.mechanisms)
    return replace(seen, **changed)


def _fact(value: object, clean: Callable[[Any], Any]) -> object:
    return [clean(one) for one in value] if isinstance(value, list) else clean(value)


def _mechanism(one: Mechanism, clean: Callable[[Any], Any]) -> Mechanism:
    return one.model_copy(update={name: clean(getattr(one, name)) for name in ("reference", "condition", "raw")})


def _party(known: Known, clean: Callable[[Any], Any]) -> Known:
    changed: dict[str, Any] = {name: clean(getattr(known, name)) for name in _PARTY}
    changed["aliases"] = tuple(map(clean, known.aliases))
    changed["identifiers"] = tuple((scheme, clean(value)) for scheme, value in known.identifiers)
    changed["facts"] = {name: _fact(value, clean) for name, value in known.facts.items()}
    changed["contacts"] = {role: tuple(_person(one, clean) for one in people) for role, people in known.contacts.items()}
    return replace(known, **changed)


def _person(one: Person, clean: Callable[[Any], Any]) -> Person:
    return one.model_copy(update={name: clean(getattr(one, name)) for name in Person.model_fields})
