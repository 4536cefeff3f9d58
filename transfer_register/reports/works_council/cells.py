"""How a transfer is told to a works council: plain words for each cell."""

from __future__ import annotations

from transfer_register.model.speech import marked, say, says
from transfer_register.reports import blocks as b
from transfer_register.reports.register_of_transfers import saying
from transfer_register.reports.snapshot import Seen, Snapshot, Verdict
from transfer_register.reports.wording import listed, short_day
from transfer_register.reports.works_council.chosen import missing

# What a verdict means, for a reader who is no lawyer.
PLAIN = {
    "breached": marked("Nothing that is recorded permits this transfer."),
    "unknown": marked("It cannot be said yet whether this transfer is permitted: a fact is missing."),
    "not_judged": marked("No law that binds the exporter is loaded, so nobody has judged this transfer yet."),
    "permitted": marked("The transfer is permitted on the ground named."),
    "not_restricted": marked("The law does not restrict this transfer."),
}
_MISSING = {
    "systems": marked("The system is not stated."),
    "purposes": marked("The purpose is not stated."),
    "data_categories": marked("The categories of data are not stated."),
    "retention": marked("How long the data are kept is not stated."),
    "destination": marked("The country is not stated."),
    "mechanisms": marked("Nobody stated what the transfer rests on."),
}


def not_stated() -> b.Line:
    return b.text(say("Not stated"), quiet=True)


def system(name: str) -> str:
    return name or say("System not stated")


def purpose(seen: Seen, snapshot: Snapshot) -> b.Cell:
    lines = [one for one in saying.purposes(seen, snapshot.words) if one != saying.not_stated()]
    return tuple(lines) or (not_stated(),)


def recipient(seen: Seen, snapshot: Snapshot) -> b.Cell:
    role = snapshot.words.label("roles", seen.importer_role) if seen.importer_role else say("role not stated")
    lines = [b.text(seen.importer), b.text(role, quiet=True)]
    if seen.follows:
        lines.append((b.Run(say("passed on by {name}, {ref}", name=seen.exporter, ref=seen.follows), quiet=True),))
    return tuple(lines)


def countries(seen: Seen, snapshot: Snapshot) -> b.Cell:
    """Each place with what happens there."""
    lines = []
    for leg in seen.legs:
        done = [snapshot.words.label("place_roles", role) for role in leg.roles]
        line = [b.Run(saying.destination(leg, snapshot.words))]
        line += [b.Run(f": {saying.joined(done)}", quiet=True)] if done else []
        lines.append(tuple(line))
    return tuple(dict.fromkeys(lines)) or (not_stated(),)


def categories(seen: Seen, snapshot: Snapshot) -> b.Cell:
    said = saying.categories(seen, snapshot.words)
    return (not_stated(),) if said == (saying.not_stated(),) else said


def retention(seen: Seen) -> b.Cell:
    return b.cell(seen.retention) if seen.retention else (not_stated(),)


def basis(seen: Seen, snapshot: Snapshot) -> b.Cell:
    """On what it rests: adequacy where that carries it, and what is recorded."""
    known = snapshot.provisions
    adequate = {
        known[one.ground].title
        for one in seen.verdicts
        if one.verdict in ("permitted", "withheld") and one.ground in known and known[one.ground].cascade == "adequacy"
    }
    lines = [b.text(say("Adequacy: {what}", what=title)) for title in sorted(adequate)]
    lines += [b.text(saying.mechanism(one, snapshot.words)) for one in seen.mechanisms or ()]
    if not lines and seen.mechanisms is not None:
        return b.cell(say("Nothing, as stated"))
    return tuple(lines) or (not_stated(),)


def measures(seen: Seen, snapshot: Snapshot) -> b.Cell:
    said = saying.measures(seen, snapshot.words)
    return (not_stated(),) if said == (saying.not_stated(),) else said


def open_lines(seen: Seen, snapshot: Snapshot) -> list[str]:
    """What is open in sentences: the verdict, the questions, what nobody stated, the review."""
    lines = [say(PLAIN[seen.verdict])] if seen.verdict in ("breached", "unknown", "not_judged") else []
    lines += list(dict.fromkeys(question for one in seen.verdicts if _asks(one) for question in saying.questions(one)))
    lines += [say(_MISSING[name]) for name in missing(seen)]
    if seen.review_on and seen.review_on < snapshot.on:
        lines.append(say("The review due on {day} is overdue.", day=short_day(seen.review_on)))
    return lines


def _asks(one: Verdict) -> bool:
    return one.verdict in ("breached", "unknown")


def state(seen: Seen, snapshot: Snapshot) -> b.Cell:
    number = len(open_lines(seen, snapshot))
    told = says("{n} point open", "{n} points open", number) if number else say("Nothing open")
    return ((saying.status(seen.verdict, snapshot.words),), b.text(told, quiet=True))


def names_of(values: list[str]) -> str:
    return listed(sorted(values, key=str.casefold)) if values else say("Not stated")
