"""What may be said to the public of each transfer: the rows that are covered, and those that cannot be published yet, and why.

Only terms of the register's own lists go into the rows, and names of recipients; free text of the register never does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from transfer_register.model.speech import say, says
from transfer_register.model.vocabulary import Words
from transfer_register.reports.blanks import is_blank
from transfer_register.reports.register_of_transfers.saying import questions
from transfer_register.reports.snapshot import Cited, Leg, Seen, Snapshot, Verdict

TEMPLATES = ("EU", "UK", "CH")
_NO_NAME = ("", "Not stated", "Name not stated")


@dataclass
class Covered:
    """One row of a notice: a recipient in a country, and what carries the transfer there. `purposes` are terms."""

    recipient: str
    country: str
    ground: Cited
    purposes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Withheld:
    """A transfer that cannot be published under a regime yet ("" where none binds), with the reasons in words."""

    regime: str
    seen: Seen
    legs: tuple[Leg, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Coverage:
    """One regime: `rows` can be published, `withheld` cannot; `unrestricted` counts transfers that it does not restrict."""

    regime: str
    rows: tuple[Covered, ...]
    withheld: tuple[Withheld, ...]
    unrestricted: int
    companies: tuple[str, ...]


def regimes(snapshot: Snapshot) -> list[str]:
    """The regimes that bind an exporter of these transfers, in the order of the vocabulary."""
    bound = {one.regime for seen in snapshot.transfers for one in seen.verdicts}
    order = list(snapshot.words.lists["regimes"])
    return sorted(bound, key=lambda one: (order.index(one) if one in order else len(order), one))


def coverage(snapshot: Snapshot, regime: str, by_category: bool = False) -> Coverage:
    """What can be published under a regime, and what cannot; `by_category` names the kind of recipient in place of the name."""
    rows: dict[tuple[str, str, str], Covered] = {}
    withheld, unrestricted = [], 0
    bound = [(seen, one) for seen in snapshot.transfers for one in seen.verdicts if one.regime == regime]
    for seen, verdict in bound:
        found = list(grounds(seen, verdict, snapshot))
        if verdict.verdict == "not_restricted":
            unrestricted += 1
        elif reasons := _reasons(seen, verdict, [leg for leg, ground in found if ground is None], snapshot.words, by_category):
            withheld.append(Withheld(regime, seen, tuple(leg for leg in seen.legs if leg.asked), reasons))
        else:
            for leg, ground in found:
                if ground is not None and leg.country:
                    name = snapshot.words.label("recipient_kinds", seen.importer_kind) if by_category else seen.importer
                    row = rows.setdefault((name, leg.country, ground.id), Covered(name, leg.country, ground))
                    row.purposes += [one for one in purposes(seen, snapshot.words) if one not in row.purposes]
    label = snapshot.words.label
    ordered = sorted(rows.values(), key=lambda row: (label("countries", row.country), row.recipient.casefold(), row.ground.id))
    return Coverage(regime, tuple(ordered), tuple(withheld), unrestricted, companies([seen for seen, _ in bound]))


def purposes(seen: Seen, words: Words) -> list[str]:
    """The purposes that are terms of the list; what else stands there is free text."""
    return [one for one in seen.purposes if one in words.lists["purposes"]]


def companies(transfers: list[Seen]) -> tuple[str, ...]:
    """Who exports, other than recipients that pass data on."""
    own = [seen.exporter for seen in transfers if not seen.follows] or [seen.exporter for seen in transfers]
    return tuple(sorted(dict.fromkeys(own), key=str.casefold))


def unjudged(snapshot: Snapshot) -> tuple[Withheld, ...]:
    """The transfers of which no regime says anything."""
    why = (say("No law that binds the exporter is loaded; a person has to look."),)
    return tuple(Withheld("", seen, seen.legs, why) for seen in snapshot.transfers if not seen.verdicts)


def grounds(seen: Seen, verdict: Verdict, snapshot: Snapshot) -> Iterator[tuple[Leg, Cited | None]]:
    """Each destination that was asked for, with what carries the transfer there under the regime of the verdict.

    None stands for a destination that this regime does not restrict, and for one of which nothing is known.
    """
    for leg in seen.legs:
        if not leg.asked:
            continue
        names = [verdict.ground] if verdict.ground and verdict.country == leg.country else list(leg.grounds)
        known = [snapshot.provisions[name] for name in names if name in snapshot.provisions]
        fitting = [one for one in known if one.cascade and one.regime == verdict.regime]
        yield leg, fitting[0] if fitting and verdict.verdict == "permitted" else None


def _reasons(seen: Seen, verdict: Verdict, without: list[Leg], words: Words, by_category: bool) -> tuple[str, ...]:
    """Why a transfer that the regime restricts cannot stand in its notice; empty where it can."""
    reasons = []
    match verdict.verdict:
        case "breached":
            reasons.append(
                say("Nothing that is recorded carries the transfer: it needs a safeguard that stands, or has to stop.")
            )
        case "unknown":
            reasons.append(
                says("{n} fact that decides is not recorded:", "{n} facts that decide are not recorded:", len(verdict.ask))
                if verdict.ask
                else say("What decides is not recorded.")
            )
            reasons += questions(verdict)
        case "not_judged":
            reasons.append(say("It was not judged; a person has to look."))
    if not seen.legs or any(leg.country is None for leg in without):
        reasons.append(say("The country is not recorded by name."))
    elif not reasons and verdict.regime == "CH" and any(leg.country != "CH" for leg in without):
        reasons.append(say("The guarantee or exception for one of its States is not recorded."))
    elif not reasons and len(without) == sum(1 for leg in seen.legs if leg.asked):
        reasons.append(say("What carries the transfer is not named by the law that is loaded."))
    if by_category and seen.importer_kind not in words.lists["recipient_kinds"]:
        reasons.append(say("The kind of recipient is not recorded."))
    if not by_category and (seen.importer.strip() in _NO_NAME or is_blank(seen.importer)):
        reasons.append(say("The name of the recipient is not recorded."))
    if not purposes(seen, words):
        reasons.append(say("No purpose of the list is recorded; free text is not published."))
    return tuple(reasons)
