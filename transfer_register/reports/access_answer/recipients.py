"""Who received the data, where, for what and on which safeguard: one row for each recipient and country."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from transfer_register.model.speech import marked, say
from transfer_register.model.vocabulary import Words
from transfer_register.reports import blocks as b
from transfer_register.reports.notice_section import sources
from transfer_register.reports.notice_section.coverage import grounds, purposes
from transfer_register.reports.register_of_transfers.saying import joined
from transfer_register.reports.snapshot import Cited, Leg, Seen, Snapshot
from transfer_register.reports.wording import short_day

_NO_NAME = ("", "Not stated", "Name not stated")


@dataclass
class Recipient:
    """`country` is None where it is not recorded by name. `grounds` are pairs of a regime and what carries the disclosure under
    it; None where nothing that is recorded does, and "" where the regime does not ask for anything."""

    name: str
    country: str | None
    purposes: list[str] = field(default_factory=list)
    grounds: list[tuple[str, Cited | str | None]] = field(default_factory=list)
    since: list[date | None] = field(default_factory=list)
    until: list[date | None] = field(default_factory=list)


def received(snapshot: Snapshot, laws: list[str]) -> list[Recipient]:
    """The recipients of the chosen transfers, by country and name."""
    held: dict[tuple[str, str | None], Recipient] = {}
    for seen in snapshot.transfers:
        for leg in [leg for leg in seen.legs if leg.asked] or [Leg()]:
            one = held.setdefault((seen.importer, leg.country), Recipient(seen.importer, leg.country))
            one.purposes += [term for term in purposes(seen, snapshot.words) if term not in one.purposes]
            one.since.append(seen.valid_from)
            one.until.append(seen.valid_to)
            for ground in _grounds(seen, leg, laws, snapshot):
                if ground not in one.grounds:
                    one.grounds.append(ground)

    def place(one: Recipient) -> tuple[bool, str, str]:
        return one.country is None, snapshot.words.label("countries", one.country) if one.country else "", one.name.casefold()

    return sorted(held.values(), key=place)


def _grounds(seen: Seen, leg: Leg, laws: list[str], snapshot: Snapshot) -> list[tuple[str, Cited | str | None]]:
    bound = [one for one in seen.verdicts if one.regime in laws]
    if not bound:
        return [("", None)]
    out: list[tuple[str, Cited | str | None]] = []
    for one in bound:
        known = {each: ground for each, ground in grounds(seen, one, snapshot)}
        # Where something carries the transfer elsewhere, a country without a ground is one that the regime does not restrict;
        # Switzerland restricts every other State.
        carried = any(known.values()) and leg.country is not None and (one.regime != "CH" or leg.country == "CH")
        free = one.verdict == "not_restricted" or carried
        out.append((one.regime, known.get(leg) or ("" if free else None)))
    return out


def columns() -> tuple[b.Column, ...]:
    return (
        b.Column(say("Recipient"), 40),
        b.Column(say("Country"), 24),
        b.Column(say("Purpose"), 40),
        b.Column(say("Safeguard"), 50),
        b.Column(say("Where to get a copy"), 33),
    )


_OPEN = marked("To be completed")


def row_of(one: Recipient, laws: list[str], copy_from: str, snapshot: Snapshot) -> b.Row:
    """The row of the letter; what is not known is to be completed."""
    words, blank = snapshot.words, (b.text(say(_OPEN), strong=True),)
    named = one.name.strip() not in _NO_NAME
    several = len(laws) > 1
    return b.Row(
        (
            (b.text(one.name) if named else blank[0], b.text(_period(one), quiet=True)),
            b.cell(words.label("countries", one.country)) if one.country else blank,
            b.cell(joined([words.label("purposes", term) for term in one.purposes])) if one.purposes else blank,
            tuple(dict.fromkeys(_safeguard(regime, ground, several, words) for regime, ground in one.grounds)),
            _copy(one, copy_from),
        )
    )


def _period(one: Recipient) -> str:
    """From the first to the last of its disclosures; open ends are said."""
    since = min((day for day in one.since if day), default=None) if all(one.since) else None
    until = max(day for day in one.until if day) if all(one.until) else None
    if since and until:
        return say("from {since} to {until}", since=short_day(since), until=short_day(until))
    if since:
        return say("since {since}", since=short_day(since))
    return say("until {until}, start not stated", until=short_day(until)) if until else say("start not stated")


def _safeguard(regime: str, ground: Cited | str | None, several: bool, words: Words) -> b.Line:
    if ground is None:
        blank = b.Run(say(_OPEN), strong=True)
        return (b.Run(f"{words.label('regimes', regime)}: ", quiet=True), blank) if several and regime else (blank,)
    if isinstance(ground, str):
        said = say("None needed: the rules on disclosure abroad do not apply")
    elif ground.cascade == "adequacy":
        said = say("Protection found adequate: {title} ({act})", title=ground.title, act=ground.act)
    elif ground.cascade == "derogation":
        said = say("Exception: {name}", name=sources.called(ground, words))
    else:
        said = say("{name} ({act})", name=sources.called(ground, words), act=ground.act)
    return (b.Run(f"{words.label('regimes', regime)}: ", quiet=True), b.Run(said)) if several else (b.Run(said),)


def _needs_copy(one: Recipient) -> bool:
    return any(isinstance(ground, Cited) and sources.with_a_copy(ground) for _, ground in one.grounds)


def _copy(one: Recipient, copy_from: str) -> b.Cell:
    if any(ground is None for _, ground in one.grounds) or (_needs_copy(one) and not copy_from):
        return (b.text(say(_OPEN), strong=True),)
    return b.cell(copy_from) if _needs_copy(one) else (b.text(say("Does not apply"), quiet=True),)


def missing(rows: list[Recipient], copy_from: str) -> int:
    """How many cells of the table are to be completed."""
    count = 0
    for one in rows:
        unsafe = any(ground is None for _, ground in one.grounds)
        count += (one.name.strip() in _NO_NAME) + (one.country is None) + (not one.purposes) + unsafe
        count += unsafe or (_needs_copy(one) and not copy_from)
    return count
