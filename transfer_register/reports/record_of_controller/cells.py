"""Cells that gather what several transfers say of one thing, with what is not stated said so, and for which of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from transfer_register.model.speech import say
from transfer_register.reports import blocks as b
from transfer_register.reports.record_of_controller.activities import shown
from transfer_register.reports.register_of_transfers.saying import destination
from transfer_register.reports.snapshot import Leg, Seen, Snapshot

UNRESTRICTED = "not_restricted"


def not_stated() -> b.Line:
    return b.text(say("Not stated"), quiet=True)


def silence(seen: Seen) -> str:
    """What stands where an answer of a transfer is missing: nobody gave it, or it was taken out (reports/withholding.py)."""
    return say("Withheld") if "answers" in seen.withheld else say("Not stated")


def to_be_completed() -> b.Line:
    """A blank of a form which the register has nothing for."""
    return b.text(say("To be completed"), strong=True)


def listing(words: Iterable[str]) -> str:
    """Terms in one line, each once."""
    return "; ".join(dict.fromkeys(words))


def gathered(transfers: tuple[Seen, ...], what: Callable[[Seen], Iterable[str]], join: bool = True) -> b.Cell:
    """What the transfers say, each thing once, in one line or in several; then which of them say nothing."""
    said: dict[str, None] = {}
    silent = []
    for seen in transfers:
        words = [one for one in what(seen) if shown(one)]
        said.update(dict.fromkeys(words))
        if not words:
            silent.append(seen.id)
    if not said:
        return (not_stated(),)
    lines = [b.text("; ".join(said))] if join else [b.text(one) for one in said]
    return (*lines, *silent_line(silent))


def silent_line(ids: list[str]) -> tuple[b.Line, ...]:
    """“Not stated for TR-00003, TR-00007”, or nothing."""
    return (b.text(say("Not stated for {transfers}", transfers=", ".join(ids)), quiet=True),) if ids else ()


def of_which(line: b.Line, ids: list[str], transfers: tuple[Seen, ...]) -> b.Line:
    """A line with the transfers that it belongs to, where there are others that it does not belong to."""
    return line if len(ids) == len(transfers) else (*line, b.Run(f"  {', '.join(ids)}", quiet=True))


def legs(seen: Seen) -> tuple[Leg, ...]:
    """The destinations that the scope of the document means; one without any comes with an empty one."""
    return tuple(leg for leg in seen.legs if leg.asked) or ((Leg(),) if not seen.legs else ())


def place(leg: Leg, snapshot: Snapshot) -> str:
    """A destination by its name; a group stays a group, and nothing known is said."""
    return destination(leg if leg.country or leg.group or leg.scope else None, snapshot.words)


def places(transfers: tuple[Seen, ...], snapshot: Snapshot, restricted: bool) -> dict[str, list[Seen]]:
    """Destination and the transfers that go there: those that some law restricts or nobody judged, or those that none does."""
    found: dict[str, list[Seen]] = {}
    for seen in transfers:
        for leg in legs(seen):
            if ((leg.verdict or seen.verdict) == UNRESTRICTED) is restricted:
                continue
            held = found.setdefault(place(leg, snapshot), [])
            if seen not in held:
                held.append(seen)
    return dict(sorted(found.items()))


def countries(transfers: tuple[Seen, ...], snapshot: Snapshot, recipients: bool = True) -> b.Cell:
    """Third countries by name, each with its recipients; then, quietly, where no law that was asked restricts it."""
    lines = []
    for name, held in places(transfers, snapshot, restricted=True).items():
        line = [b.Run(name, strong=True)]
        if recipients:
            line.append(b.Run(say(": {recipients}", recipients=listing(sorted(seen.importer for seen in held)))))
        lines.append(tuple(line))
    free = list(places(transfers, snapshot, restricted=False))
    if free:
        lines.append(b.text(say("Not restricted by the laws judged: {places}", places="; ".join(free)), quiet=True))
    return tuple(lines) or (not_stated(),)
