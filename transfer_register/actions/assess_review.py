"""What is to be done about assessments, and when: reasons for a review, the board, the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from transfer_register.actions.assess_case import Asked, Case, cases
from transfer_register.actions.assess_changes import Change, alike, compared
from transfer_register.actions.assess_needed import Kinds, Needed, kinds
from transfer_register.actions.assess_rests import evidence_of, rests_on
from transfer_register.actions.assessments import Recorded, assessments
from transfer_register.actions.evidence_found import filed
from transfer_register.model.vocabulary import Words
from transfer_register.register.register import Register

__all__ = ["COLUMNS", "Card", "Change", "Due", "agenda", "board", "changes", "changes_of"]

COLUMNS = ("to_begin", "draft", "in_review", "to_review", "approved", "superseded")


@dataclass(frozen=True)
class Card:
    """One assessment on the board. `why` are sentences; `due` is the next day on which something is to be done; `score` and
    `band` are the worst of its transfers today."""

    id_or_key: str
    column: str
    title: str
    why: tuple[str, ...]
    due: date | None
    recorded: Recorded | None
    needed: Needed | None
    band: str = "open"
    score: float | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Due:
    """A day on which something is due. `kind` is review, proviso, measure or evidence; `id` the assessment."""

    day: date
    what: str
    id: str
    kind: str


def changes(
    register: Register, recorded: Recorded, *, on: date, law_on: date | None = None, known_on: date | None = None
) -> tuple[Change, ...]:
    """Why an assessment is to be reviewed; empty where nothing changed since it was handed in."""
    return changes_of(register, [recorded], on=on, law_on=law_on, known_on=known_on)[recorded.id]


def changes_of(
    register: Register, recorded: Sequence[Recorded], *, on: date, law_on: date | None = None, known_on: date | None = None
) -> dict[str, tuple[Change, ...]]:
    """The changes of many, by id."""
    known = _cases(register, recorded, on, law_on, known_on)
    importers = {row["importer"] for each in known.values() for row in each.known.transfers}
    found = kinds(register, on=on, law_on=law_on, known_on=known_on, importers=importers)
    return _changes(register, recorded, known, found, on, known_on)


def _cases(
    register: Register, recorded: Sequence[Recorded], on: date, law_on: date | None, known_on: date | None
) -> dict[str, Case]:
    asked = [(one.assessment.kit, Asked(one.id, one.assessment.transfers, one.assessment.destination)) for one in recorded]
    return cases(register, asked, on=on, law_on=law_on, known_on=known_on)


def _changes(
    register: Register, recorded: Iterable[Recorded], known: dict[str, Case], found: Kinds, on: date, known_on: date | None
) -> dict[str, tuple[Change, ...]]:
    on_file = {each.id: each for each in filed(register, known_on)}
    told = {}
    for one in recorded:
        said: tuple[Change, ...] = ()
        if one.assessment.state in ("in_review", "approved"):
            now = rests_on(known[one.id], evidence_of(one.id, one.assessment, on_file.values(), on))
            said = compared(one.assessment, now, known[one.id], on_file)
        told[one.id] = said + (alike(found.alike.get(one.id, ())) if one.live else ())
    return told


def board(register: Register, *, on: date, law_on: date | None = None, known_on: date | None = None) -> list[Card]:
    """Every assessment and what needs one, column by column, the most urgent first."""
    found, recorded = kinds(register, on=on, law_on=law_on, known_on=known_on), assessments(register, known_on)
    known = _cases(register, [one for one in recorded if one.live], on, law_on, known_on)
    changed = _changes(register, [one for one in recorded if one.live], known, found, on, known_on)
    cards = [Card(n.key, "to_begin", n.title, n.why, None, None, n, n.band, n.score) for n in found.needed]
    cards += [_card(register.words, one, known.get(one.id), changed.get(one.id, ())) for one in recorded]
    return sorted(cards, key=lambda c: (COLUMNS.index(c.column), c.due or date.max, -_or_worst(c.score), c.id_or_key))


def _card(words: Words, one: Recorded, known: Case | None, said: tuple[Change, ...]) -> Card:
    score = (known.score if known else one.assessment.score) or {}
    why = tuple(dict.fromkeys(f"{each.what}: {each.now}." for each in said))
    due = min((due.day for due in _dues(words, one)), default=None)
    column = "to_review" if one.assessment.state == "approved" and said else one.assessment.state
    band, risk = score.get("band") or "open", score.get("score")
    return Card(one.id, column, one.assessment.title, why, due, one, None, band, risk, said)


def _or_worst(score: float | None) -> float:
    """What nobody scored may be the worst."""
    return 100 if score is None else score


def agenda(register: Register, *, on: date, until: date, law_on: date | None = None, known_on: date | None = None) -> list[Due]:
    """What falls due up to a day, by day; what is overdue too."""
    recorded = [one for one in assessments(register, known_on) if one.live]
    found = [due for one in recorded for due in _dues(register.words, one)]
    for each in filed(register, known_on):
        last = each.record.valid_until
        for one in recorded if last is not None else ():
            if each.id in (one.assessment.rests_on.get("evidence") or {}):
                found.append(Due(last + timedelta(days=1), f"Evidence ends: {each.record.title}", one.id, "evidence"))
    return sorted((due for due in found if due.day <= until), key=lambda due: (due.day, due.id, due.kind, due.what))


def _dues(words: Words, one: Recorded) -> Iterator[Due]:
    """The days of one assessment: its review once it is approved, provisos that are not met, measures that are planned."""
    told = one.assessment
    if told.state == "approved" and told.review_on is not None:
        yield Due(told.review_on, f"Review: {told.title}", one.id, "review")
    if not one.live:
        return
    for proviso in told.provisos:
        if proviso.due_on is not None and proviso.met_on is None:
            yield Due(proviso.due_on, f"Condition: {proviso.says}", one.id, "proviso")
    for measure in told.measures:
        if measure.due_on is not None and measure.state == "planned":
            yield Due(measure.due_on, f"Measure: {words.label('measures', measure.id)}", one.id, "measure")
