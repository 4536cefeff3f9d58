"""The changes, act by act: each act with its records under it, each record with its fields before and after."""

from __future__ import annotations

from collections.abc import Iterator

from transfer_register.exhibits.difference_words import KINDS, WHATS
from transfer_register.exhibits.differing import Act, Change
from transfer_register.reports import blocks as b
from transfer_register.reports.changes_between_days.summary import status
from transfer_register.reports.changes_between_days.taking import Compared
from transfer_register.reports.wording import count, listed, plural, short_day

# So many records of one act, and so many rows in all, stand in the pages; the sheet and the attached content hold every one.
_OF_ACT, _ROWS = 150, 1_500
_NEW, _GONE, _UNSAID = "New record", "Taken away", "–"
_COUNTED = ("added", "changed", "ended")
_TELLING = ("country", "kind", "purposes", "data_categories", "places", "mechanisms", "valid_from")

_ELSEWHERE = "of large acts stand in the sheet “Changes” and in the attached content."
_HOW = (
    "What was recorded together is one act: a list that was brought in, a bulk edit, or a single edit. The last act comes first. "
    "Of a new record the pages tell what it is; the sheet “Changes” holds all its fields."
)


def blocks(compared: Compared) -> tuple[b.Block, ...]:
    """The list of acts, and under each its changes."""
    heading = b.Heading("Acts", anchor="acts")
    if not compared.acts:
        return (heading, _paragraph("Nobody recorded anything between the two days."))
    return (
        heading,
        _paragraph(_HOW),
        *(
            [_paragraph(f"The table shows the last {_ROWS:,}; the sheet “Changes” holds all.")]
            if len(compared.acts) > _ROWS
            else ()
        ),
        _table_of_acts(compared),
        b.Heading("Changes by act", anchor="changes"),
        *_changes(compared),
    )


def _table_of_acts(compared: Compared) -> b.Table:
    columns = (
        b.Column("Act", 12, "code"), b.Column("When (UTC)", 34), b.Column("Who", 34), b.Column("What", 58),
        b.Column("Reason", 70),
        *(b.Column(WHATS[what], 16, "count") for what in _COUNTED),
    )  # fmt: skip
    rows = tuple(
        b.Row(
            (
                (b.text(_number(place), strong=True),), b.cell(_when(act)), b.cell(act.actor or "Not stated"), b.cell(_what(act)),
                b.cell(act.why) if (act.why or "").strip() else (b.text("Not stated", quiet=True),),
                *(_count(act.counts.get(what, 0)) for what in _COUNTED),
            )
        )
        for place, act in enumerate(compared.acts, 1)
    )  # fmt: skip
    return b.Table(columns, (b.Group(rows[:_ROWS]),), caption="Acts between the two days", size="small", sheet="Acts")


def _changes(compared: Compared) -> Iterator[b.Block]:
    groups, left, rows = [], 0, 0
    for place, act in enumerate(compared.acts, 1):
        told = act.changes[: min(_OF_ACT, max(0, _ROWS - rows))]
        drawn = tuple(row for change in told for row in _rows(change))
        left += len(act.changes) - len(told)
        rows += len(drawn)
        if drawn:
            groups.append(b.Group(drawn, _title(place, act)))
    if left:
        yield _paragraph(f"{plural(left, 'further change')} {_ELSEWHERE}")
    columns = (
        b.Column("Record", 22, "code"), b.Column("What it is", 62), b.Column("Done", 22, "status"), b.Column("Field", 40),
        b.Column("Before", 60), b.Column("After", 60),
    )  # fmt: skip
    yield b.Table(columns, tuple(groups), caption="Changes by act", size="small")


def _rows(change: Change) -> Iterator[b.Row]:
    """One row a field; a record that came or went has one row."""
    for place, (field, was, now) in enumerate(_told(change)):
        again = place > 0
        yield b.Row(
            (
                (b.text(change.record, strong=not again, quiet=again),),
                (b.text("As above" if again else change.title, quiet=again),),
                ((status(change.what),),),
                b.cell(field),
                (b.text(was, quiet=True),),
                (b.text(now, strong=change.what == "changed"),),
            )
        )


def _told(change: Change) -> list[tuple[str, str, str]]:
    match change.what:
        case "added":
            said = [f"{each.heading}: {each.now}" for each in change.fields if each.field in _TELLING]
            return [(_NEW, _UNSAID, "; ".join(said) or "Recorded")]
        case "ended":
            return [(_GONE, "In the register", _UNSAID)]
    return [(each.heading, each.was, each.now) for each in change.fields] or [("Nothing that is shown", _UNSAID, _UNSAID)]


def sheets(compared: Compared) -> tuple[b.Sheet, ...]:
    """Every field of every change as typed rows."""
    rows = [
        (
            _number(place), act.at.date(), f"{act.at:%H:%M:%S}", act.actor or "Not stated",
            (act.why or "").strip() or "Not stated",
            act.batch or "Single edit", act.title.strip() or "None", change.record, KINDS[change.kind][0].capitalize(),
            change.title or "Not stated", status(change.what), field or "None", was or _UNSAID,
            now or _UNSAID,
        )
        for place, act in enumerate(compared.acts, 1)
        for change in act.changes
        for field, was, now in _typed(change)
    ]  # fmt: skip
    return (b.Sheet("Changes", _SHEET, tuple(rows)),) if rows else ()


def _typed(change: Change) -> list[tuple[str, str, str]]:
    return [(each.heading, each.was, each.now) for each in change.fields] or _told(change)


_SHEET = tuple(
    b.SheetColumn(title, kind, width)
    for title, kind, width in (
        ("Act", "code", 8), ("Day", "day", 12), ("Time (UTC)", "text", 10), ("Who", "text", 18), ("Reason", "text", 34),
        ("Batch", "code", 12), ("List or edit", "text", 26), ("Record", "code", 12), ("Kind", "text", 10),
        ("What it is", "text", 44),
        ("Done", "status", 12), ("Field", "text", 26), ("Before", "text", 44), ("After", "text", 44),
    )
)  # fmt: skip


def _title(place: int, act: Act) -> str:
    counted = listed([f"{number:,} {WHATS[what].lower()}" for what, number in act.counts.items()])
    why = f". {act.why}" if act.why else ""
    return f"{_number(place)}  {_when(act)}, {act.actor or 'not stated'}: {_what(act)} ({counted}){why}"


def _number(place: int) -> str:
    return f"A{place}"


def _when(act: Act) -> str:
    return f"{short_day(act.at.date())}, {act.at:%H:%M}"


def _what(act: Act) -> str:
    if act.batch:
        return f"{act.batch} {act.title}".strip()
    if act.records == 1 and act.changes:
        return f"{act.changes[0].record}, single edit"
    return f"{plural(act.records, 'record')}, one edit"


def _count(value: int) -> b.Cell:
    return b.cell(count(value)) if value else (b.text("0", quiet=True),)


def _paragraph(words: str) -> b.Paragraph:
    return b.Paragraph(b.text(words), numbered=True)
