"""Who is a sub-processor, and what is told of each: one entry a legal entity, from all its transfers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from transfer_register.model.vocabulary import Words
from transfer_register.reports.register_of_transfers.saying import destination
from transfer_register.reports.snapshot import Cited, Seen, Snapshot

_FOR_OTHERS = ("processor", "sub_processor")
# Roles of a place (data/vocabulary/place_roles.yaml): where data lie, and from where they are reached.
KEPT = ("storage", "processing")
REACHED = ("support_access", "remote_access", "control_plane")
MONTHS = 24


@dataclass(frozen=True)
class Entry:
    """One sub-processor. Texts are labels; `established` is the country of the entity, `engaged_by` who passes data on to it."""

    name: str
    established: str
    services: tuple[str, ...]
    categories: tuple[str, ...]
    subjects: tuple[str, ...]
    kept: tuple[str, ...]
    reached: tuple[str, ...]
    tools: tuple[str, ...]
    since: date | None
    engaged_by: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """What took or takes effect on a day: `what` is added, widened or ends; `service` is what it concerns."""

    on: date
    name: str
    what: str
    service: tuple[str, ...]


def engaged(snapshot: Snapshot) -> tuple[Seen, ...]:
    """Transfers to sub-processors: the recipient is recorded as one, or processes for an exporter that itself acts for others."""
    return tuple(seen for seen in snapshot.transfers if _is_engaged(seen))


def _is_engaged(seen: Seen) -> bool:
    if seen.importer_role == "sub_processor":
        return True
    return seen.exporter_role in _FOR_OTHERS and seen.importer_role == "processor"


def role_open(snapshot: Snapshot) -> bool:
    """Is there a recipient of which nobody said whether it acts for customers? The exporter's role, or its own, is not stated."""
    return any(
        (seen.importer_role is None and seen.exporter_role in (None, *_FOR_OTHERS))
        or (seen.importer_role == "processor" and seen.exporter_role is None)
        for seen in snapshot.transfers
    )


def entries(snapshot: Snapshot) -> list[Entry]:
    """Every sub-processor by name."""
    held: dict[str, list[Seen]] = {}
    for seen in engaged(snapshot):
        held.setdefault(seen.importer, []).append(seen)
    every = set(held)
    return [_entry(name, those, every, snapshot) for name, those in sorted(held.items(), key=lambda item: item[0].casefold())]


def _entry(name: str, those: list[Seen], every: set[str], snapshot: Snapshot) -> Entry:
    words = snapshot.words
    countries = [seen.importer_country for seen in those if seen.importer_country]
    starts = [seen.valid_from for seen in those if seen.valid_from]
    return Entry(
        name=name,
        established=words.label("countries", countries[0]) if countries else "",
        services=_labels(words, "purposes", [one for seen in those for one in seen.purposes]),
        categories=_labels(words, "data_categories", [one for seen in those for one in seen.data_categories]),
        subjects=_labels(words, "data_subjects", [one for seen in those for one in seen.data_subjects]),
        kept=_places(those, KEPT, words),
        reached=_places(those, REACHED, words),
        tools=_tools(those, snapshot.provisions, words),
        # One start that nobody stated may be the first of all.
        since=min(starts) if len(starts) == len(those) else None,
        engaged_by=tuple(sorted({seen.exporter for seen in those} & (every - {name}))),
    )


def _labels(words: Words, vocabulary: str, ids: list[str]) -> tuple[str, ...]:
    return tuple(words.label(vocabulary, one) for one in dict.fromkeys(ids))


def _places(those: list[Seen], roles: tuple[str, ...], words: Words) -> tuple[str, ...]:
    legs = [leg for seen in those for leg in seen.legs if set(leg.roles) & set(roles)]
    return tuple(sorted({destination(leg, words) for leg in legs}))


def _tools(those: list[Seen], known: dict[str, Cited], words: Words) -> tuple[str, ...]:
    """Adequacy by its decision, then the mechanisms recorded; their references and days are internal."""
    grounds = [one.ground for seen in those for one in seen.verdicts if one.ground in known]
    adequate = sorted({known[one].title for one in grounds if one and known[one].cascade == "adequacy"})
    recorded = [one for seen in those for one in seen.mechanisms or ()]
    named = [words.label("transfer_tools", one.tool) for one in recorded]
    return tuple(dict.fromkeys((*adequate, *named)))


def changes(snapshot: Snapshot) -> list[Change]:
    """What the snapshot knows of the last 24 months and of what is to come, the latest first."""
    first: dict[str, date] = {}
    known_start = {one.name for one in entries(snapshot) if one.since}
    for seen in engaged(snapshot):
        if seen.valid_from:
            first[seen.importer] = min(first.get(seen.importer, seen.valid_from), seen.valid_from)
    held: dict[tuple[date, str, str], list[str]] = {}
    for seen in engaged(snapshot):
        service = list(_labels(snapshot.words, "purposes", list(seen.purposes)))
        if seen.valid_from and seen.valid_from >= _since(snapshot.on):
            new = seen.importer in known_start and seen.valid_from == first[seen.importer]
            held.setdefault((seen.valid_from, seen.importer, "added" if new else "widened"), []).extend(service)
        if seen.valid_to:
            held.setdefault((seen.valid_to, seen.importer, "ends"), []).extend(service)
    found = [Change(on, name, what, tuple(dict.fromkeys(service))) for (on, name, what), service in held.items()]
    return sorted(found, key=lambda one: (-one.on.toordinal(), one.name.casefold(), one.what))


def _since(on: date) -> date:
    """The same day 24 months before; the 29th of February becomes the 28th."""
    year = on.year - MONTHS // 12
    return on.replace(year=year, day=28) if (on.month, on.day) == (2, 29) else on.replace(year=year)
