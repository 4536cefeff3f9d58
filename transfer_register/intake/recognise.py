"""Which kept profile fits the headings of a table, how surely, and what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from transfer_register.intake.cells import cell
from transfer_register.intake.gazetteer import fold
from transfer_register.intake.headings import fields
from transfer_register.model.profile import Profile

# A table with fewer headings in common is recognised only by all of them: half the lists there are begin "Name; Country".
_LEAST_SHARED = 3
# Of so many headings one may be new or missing; of twice as many, two.
_ONE_IN = 4
_MOST_NAMED = 6


@dataclass(frozen=True)
class Fit:
    """A profile beside the headings of a table: `missing` stand in the profile alone, `new` in the table alone."""

    id: str
    profile: Profile
    missing: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        return not (self.missing or self.new)

    def differs(self) -> str:
        """`“Region” is new, “Ref” is missing`; empty where nothing differs."""
        return ", ".join(
            f"{_quoted(headings)} {'is' if len(headings) == 1 else 'are'} {what}"
            for headings, what in ((self.new, "new"), (self.missing, "missing"))
            if headings
        )


@dataclass(frozen=True)
class Recognised:
    """What is known of a table with these headings.

    `used` is the profile that its columns are read by; `asks` are those between which a person has to choose, none of which
    is used; `chosen` tells that a person named the profile. `gone` are (heading, field) of it whose field is no more.
    """

    headings: tuple[str, ...]
    used: Fit | None = None
    asks: tuple[Fit, ...] = ()
    chosen: bool = False
    gone: tuple[tuple[str, str], ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """What is shown on a column that the profile knows."""
        return f"as in the profile “{self.used.profile.name}”" if self.used else ""

    def told(self) -> list[str]:
        """Sentences for a person: which profile, what differs, what is asked, what of the profile is no more."""
        if self.asks:
            names = " and ".join(f"“{fit.profile.name}”" for fit in self.asks)
            none = "neither" if len(self.asks) == 2 else "none of them"
            return [f"These headings fit the profiles {names} alike. Say which one it is; until then {none} is used."]
        if self.used is None:
            return []
        name = f"the profile “{self.used.profile.name}”"
        if self.used.sure:
            said = [f"{'Read by' if self.chosen else 'Known as'} {name}: the headings are the same."]
        else:
            said = [f"{'Read by' if self.chosen else 'Nearly'} {name}: {self.used.differs()}."]
        return said + [
            f"“{heading}”: the profile takes it for “{field}”, which no column can be any more; it is guessed."
            for heading, field in self.gone
        ]


def recognise(headings: Sequence[str], profiles: Mapping[str, Profile], chosen: str | None = None) -> Recognised:
    """The profile of a table with these headings, out of those kept (by id).

    The same headings, whatever their order, case and blanks, are recognised for sure. Nearly the same are those with the
    heading of the recipient, at least three in common, and of four headings at most one that is new or missing. Where
    several fit as surely, nobody guesses. A `chosen` profile is used wherever it knows a heading.
    """
    shown = tuple(dict.fromkeys(text for heading in headings if (text := heading_text(heading))))
    if chosen is not None and chosen in profiles:
        fit = _beside(chosen, profiles[chosen], shown)
        if len(fit.new) < len(shown):
            return _using(shown, fit, chosen=True)
    fits = [_beside(id, profile, shown) for id, profile in profiles.items()]
    for fitting in ([fit for fit in fits if fit.sure], [fit for fit in fits if _nearly(fit, shown)]):
        if len(fitting) == 1:
            return _using(shown, fitting[0])
        if fitting:
            return Recognised(shown, asks=tuple(fitting))
    return Recognised(shown)


def heading_text(heading: str) -> str:
    """A heading as it is shown: without markup, on one line."""
    return " ".join(cell(heading).text.split())


def heading_key(heading: str) -> str:
    """By what two headings are the same: case, accents and blanks do not matter."""
    return fold(heading_text(heading))


def _quoted(headings: Sequence[str]) -> str:
    shown = [f"“{heading}”" for heading in headings[:_MOST_NAMED]]
    more = len(headings) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _beside(id: str, profile: Profile, shown: Sequence[str]) -> Fit:
    kept, here = set(map(heading_key, profile.headings)), set(map(heading_key, shown))
    return Fit(
        id,
        profile,
        tuple(heading for heading in profile.headings if heading_key(heading) not in here),
        tuple(heading for heading in shown if heading_key(heading) not in kept),
    )


def _nearly(fit: Fit, shown: Sequence[str]) -> bool:
    shared, differing = len(shown) - len(fit.new), len(fit.missing) + len(fit.new)
    names = {heading for heading, field in fit.profile.fields.items() if field == "recipient"}
    lost = {heading_key(heading) for heading in fit.missing}
    return (
        any(heading_key(heading) not in lost for heading in names)
        and shared >= _LEAST_SHARED
        and differing <= max(1, (shared + differing) // _ONE_IN)
    )


def _using(shown: tuple[str, ...], fit: Fit, *, chosen: bool = False) -> Recognised:
    kept = fit.profile.fields
    alike = {heading_key(heading): field for heading, field in kept.items()}
    said = {heading: kept.get(heading, alike.get(heading_key(heading))) for heading in shown}
    known = {heading: field for heading, field in said.items() if field is not None}
    there = {"", *fields()}
    gone = tuple((heading, field) for heading, field in known.items() if field not in there)
    return Recognised(
        shown, fit, chosen=chosen, gone=gone, fields={heading: field for heading, field in known.items() if field in there}
    )
