"""What the law does between two days: what begins, ends or changes, who joins or leaves a group, what is to be reviewed, what
threatens a decision; each with the transfers of a register that it touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from transfer_register.actions import law as asking
from transfer_register.exhibits import exhibit, law_places, law_touched, law_words
from transfer_register.exhibits.style import country
from transfer_register.law.in_force import Change, Library, Move
from transfer_register.law.provision import Provision, Version
from transfer_register.model.filter import Filter
from transfer_register.model.vocabulary import Words
from transfer_register.register.register import Register

# What happens, as scripts read it, to what people read.
WHAT = {
    "begins": "Begins",
    "ends": "Ends",
    "changes": "Changes",
    "joins": "Joins a group",
    "leaves": "Leaves a group",
    "review": "Review due",
    "reviewed": "Reviewed",
    "risk": "Event beside it",
}


@dataclass(frozen=True)
class Touch:
    """Transfers that an event touches: how, how many, and the filter that means them."""

    how: str
    transfers: int
    filter: Filter


@dataclass(frozen=True)
class Event:
    """Something that happens to the law on a day. `provision` is None for a move, which has a `group` and a `code`.

    `says` is a sentence or empty; `touches` is empty where no register was asked, or nothing could be touched.
    """

    on: date
    what: str
    title: str
    says: str
    regimes: tuple[str, ...] = ()
    kind: str | None = None
    provision: str | None = None
    group: str | None = None
    code: str | None = None
    version: Version | None = None
    confidence: str = "verified"
    touches: tuple[Touch, ...] = field(default=())

    @property
    def transfers(self) -> int | None:
        """The most transfers that it touches in one way; None where that was not asked or cannot be said."""
        return max((touch.transfers for touch in self.touches), default=None)


def events(library: Library, words: Words, first: date, last: date, wanted: asking.Wanted | None = None) -> list[Event]:
    """Everything after `first` up to and including `last`, by day."""
    wanted = wanted or asking.Wanted()
    found = [
        _of_change(each, words) for each in library.changes(first, last) if _meant(each.provision, library, each.day, wanted)
    ]
    found += [_of_move(move, library, words) for move in library.moves(first, last) if _moves(move, wanted)]
    for provision in library.provisions.values():
        beside = [event for event in _beside(provision, words) if first < event.on <= last]
        found += [event for event in beside if _meant(provision, library, event.on, wanted)]
    order = list(WHAT)
    return sorted(found, key=lambda e: (e.on, order.index(e.what), e.title, e.provision or e.code or ""))


def next_after(library: Library, words: Words, day: date, wanted: asking.Wanted | None = None) -> Event | None:
    """The first event after a day that is known."""
    return next(iter(events(library, words, day, date.max, wanted)), None)


def touching(
    register: Register, on: date, law_on: date, found: list[Event], spoken: dict[str, law_touched.Touched] | None = None
) -> list[Event]:
    """The same events with the transfers that each touches, as the register of a day stands under the law of a day.

    `spoken` is what law_touched counted, where somebody has asked already.
    """
    sight = register.sight(on, law_on)
    if spoken is None:
        spoken = law_touched.counts(exhibit.ask(register, "law_touched", sight))
    there = law_places.counts(exhibit.ask(register, "law_places", sight))
    in_force = {p.id for p in register.law.in_force(law_on).provisions}
    counted: dict[Filter, int] = {}

    def number(chosen: Filter) -> int:
        if chosen not in counted:
            counts = exhibit.ask(register, "verdict_counts", sight, chosen).dicts()
            counted[chosen] = sum(row["transfers"] for row in counts)
        return counted[chosen]

    def touches(event: Event) -> Iterator[Touch]:
        if event.provision is None:
            to, from_ = there.get(event.code, (0, 0))
            yield Touch("to it", to, Filter(countries=(event.code,)))
            if from_:
                yield Touch("from it", from_, Filter(origins=(event.code,)))
            return
        provision = register.law.provisions[event.provision]
        kind = str(provision.kind)
        if event.provision in in_force:
            counts = spoken.get(event.provision, law_touched.Touched())
            how = "rest on it" if provision.kind in ("ground", "scope", "gate") else "concerned"
            yield Touch(how, counts.number(kind), law_touched.behind(event.provision, kind))
        elif provision.destinations:
            # It says nothing on this day: what could be touched are the transfers to its destinations under its regimes.
            chosen = Filter(countries=provision.destinations, regimes=provision.regimes)
            yield Touch(
                "to its destination" if len(provision.destinations) == 1 else "to its destinations", number(chosen), chosen
            )

    return [Event(**{**vars(event), "touches": tuple(touches(event))}) for event in found]


def changes(
    first: date, last: date, library: Library, words: Words, register: Register | None, on: date, law_on: date
) -> list[dict[str, Any]]:
    """The events as scripts read them: `{on, what, id, title, regimes, kind, from, until, act, article, confidence, transfers}`.

    Moves have `group` and `code` in place of `id`; `transfers` is left out where no register was given.
    """
    found = events(library, words, first, last)
    if register is not None:
        found = touching(register, on, law_on, found)
    return [_told(event, library, with_transfers=register is not None) for event in found]


def _told(event: Event, library: Library, *, with_transfers: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"on": event.on, "what": event.what, "title": event.title, "regimes": list(event.regimes)}
    if event.provision and event.version:
        told |= asking.row(library.provisions[event.provision], event.version) | {"title": event.title}
    else:
        told |= {"id": event.provision, "kind": event.kind, "confidence": event.confidence}
    told |= {"group": event.group, "code": event.code, "says": event.says}
    if with_transfers:
        told["transfers"] = event.transfers
        told["touches"] = [{"how": t.how, "transfers": t.transfers, "filter": t.filter.text()} for t in event.touches]
    return told


def _of_change(change: Change, words: Words) -> Event:
    before, after, provision = change.before, change.after, change.provision
    version = after or before
    if before is None or before.lapsed:
        what, says = "begins", law_words.place(version)
    elif after is None or after.lapsed:
        what, says = "ends", law_words.ended(after.lapsed) if after and after.lapsed else law_words.place(before)
    else:
        what, says = "changes", after.note or law_words.place(after)
    return Event(
        change.day, what, law_words.name(provision, words), says, provision.regimes, law_words.kind_of(provision), provision.id,
        version=version, confidence=version.source.confidence,
    )  # fmt: skip


def _of_move(move: Move, library: Library, words: Words) -> Event:
    group = library.groups[move.group]
    member = next(m for m in group.members if m.code == move.code)
    return Event(
        move.day, "joins" if move.joins else "leaves", country(words, move.code), f"{group.title}. {member.note or ''}".strip(),
        group=move.group, code=move.code, confidence=member.confidence or group.source.confidence,
    )  # fmt: skip


def _beside(provision: Provision, words: Words) -> Iterator[Event]:
    name, kind = law_words.name(provision, words), law_words.kind_of(provision)
    review = provision.review
    if review and review.next_by:
        yield Event(
            review.next_by,
            "review",
            name,
            review.basis or "The next review is due by this day.",
            provision.regimes,
            kind,
            provision.id,
        )
    if review and review.last:
        said = ", ".join(part for part in (review.instrument, review.outcome) if part)
        yield Event(review.last, "reviewed", name, said, provision.regimes, kind, provision.id)
    for risk in provision.risks:
        yield Event(risk.on, "risk", name, risk.event, provision.regimes, kind, provision.id, confidence=risk.confidence)


def _moves(move: Move, wanted: asking.Wanted) -> bool:
    """A move is of no regime, kind or confidence: a filter by one of these leaves it out."""
    return not (wanted.kinds or wanted.regimes or wanted.confidence or wanted.text) and (
        not wanted.countries or move.code in wanted.countries
    )


def _meant(provision: Provision, library: Library, on: date, wanted: asking.Wanted) -> bool:
    version = provision.version_on(on) or provision.versions[0]
    return asking.meant(provision, version, library, on, wanted)
