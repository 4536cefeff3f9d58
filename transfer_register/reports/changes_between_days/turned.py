"""What differs although nobody changed that record: verdicts under another law, and records whose first or last day passed."""

from __future__ import annotations

from collections.abc import Iterator

from transfer_register.exhibits import style
from transfer_register.exhibits.difference_words import BECAUSE, TURNS
from transfer_register.exhibits.differing import VerdictChange
from transfer_register.reports import blocks as b
from transfer_register.reports.changes_between_days.taking import Compared
from transfer_register.reports.wording import plural, short_day

_HOW = (
    "Each transfer that stands in the register on both days is judged as it was known on each, by the law of that day. Where the "
    "law of the earlier day would say the same of the later record as before, the law alone made the difference."
)
_SET = "The day was recorded before, and nobody touched it between the two days. The last day of a record is a day in force."
_SHAPES = {
    "law": ("triangle", "vermilion"), "both": ("triangle", "vermilion"), "record": ("diamond", "gold"), "time": ("ring", "grey"),
}  # fmt: skip
# So many rows stand in the pages; the sheets hold every one.
_ROWS = 1_500


def verdicts(compared: Compared) -> tuple[b.Block, ...]:
    """The verdicts that differ, those that the law alone changed first; nothing where nobody asked."""
    if compared.verdicts is None:
        return ()
    heading = b.Heading("Verdicts that differ", anchor="verdicts")
    if not compared.verdicts:
        return (heading, _paragraph("No verdict differs, and none rests on another ground."))
    others = len(compared.verdicts) - (compared.differ or 0)
    said = f"{plural(compared.differ or 0, 'verdict')} {'differs' if compared.differ == 1 else 'differ'}"
    said += f"; {others} further {'stands and rests' if others == 1 else 'stand and rest'} on another ground." if others else "."
    columns = (
        b.Column("Transfer", 52), b.Column("Regime", 24), b.Column(f"On {short_day(compared.first.day)}", 52, "status"),
        b.Column(f"On {short_day(compared.last.day)}", 52, "status"), b.Column("Why", 30, "status"),
    )  # fmt: skip
    rows = tuple(_verdict(one, compared) for one in compared.verdicts[:_ROWS])
    table = b.Table(columns, (b.Group(rows),), caption="Verdicts and grounds that differ", size="small")
    return (heading, _paragraph(said), _paragraph(_HOW), *_more(len(compared.verdicts), "Verdicts"), table)


def _verdict(one: VerdictChange, compared: Compared) -> b.Row:
    why = b.Status(BECAUSE[one.because], *_SHAPES[one.because])
    return b.Row(
        (
            (b.text(one.transfer, strong=True), b.text(one.title)),
            b.cell(compared.words.label("regimes", one.regime)),
            _said(one.was, one.ground_was, compared),
            _said(one.now, one.ground_now, compared),
            ((why,),),
        )
    )


def _said(verdict: str | None, ground: str | None, compared: Compared) -> b.Cell:
    if verdict is None:
        return (b.text("The regime did not bind it", quiet=True),)
    mark = style.verdict(compared.words, verdict)
    line = (b.Status(mark.word, mark.shape, mark.tone),)
    return (line, b.text(compared.titles.get(ground, ground))) if ground else (line,)


def in_force(compared: Compared) -> tuple[b.Block, ...]:
    """What came into force and went out of it by a day that was recorded before."""
    heading = b.Heading("In and out of force by day", anchor="in-force")
    if not compared.turns:
        return (heading, _paragraph("Nothing came into force or went out of it by a day recorded before."))
    columns = (
        b.Column("Day", 24, "day"), b.Column("Record", 22, "code"), b.Column("What it is", 90), b.Column("What happened", 36),
        b.Column("Day recorded", 40),
    )  # fmt: skip
    rows = tuple(
        b.Row(
            (
                b.cell(short_day(turn.day)), (b.text(turn.record, strong=True),), b.cell(turn.title), b.cell(TURNS[turn.what]),
                b.cell(f"{short_day(turn.recorded_at.date())}, {turn.actor}"),
            )
        )
        for turn in compared.turns[:_ROWS]
    )  # fmt: skip
    table = b.Table(columns, (b.Group(rows),), caption="Days that passed", size="small")
    return (heading, _paragraph(_SET), *_more(len(compared.turns), "In force by day"), table)


def sheets(compared: Compared) -> Iterator[b.Sheet]:
    """Every verdict that differs, and every day that passed, as typed rows."""
    if compared.verdicts:
        yield b.Sheet("Verdicts", _VERDICT_COLUMNS, tuple(_typed_verdict(one, compared) for one in compared.verdicts))
    if compared.turns:
        rows = (
            (turn.day, turn.record, turn.title, TURNS[turn.what], turn.recorded_at.date(), turn.actor or "Not stated")
            for turn in compared.turns
        )
        yield b.Sheet("In force by day", _TURN_COLUMNS, tuple(rows))


def _typed_verdict(one: VerdictChange, compared: Compared) -> tuple[b.Value, ...]:
    sides: list[b.Value] = []
    for verdict, ground in ((one.was, one.ground_was), (one.now, one.ground_now)):
        mark = style.verdict(compared.words, verdict) if verdict else None
        sides.append(b.Status(mark.word, mark.shape, mark.tone) if mark else "Did not bind it")
        sides.append(compared.titles.get(ground, ground) if ground else "None")
    regime = compared.words.label("regimes", one.regime)
    return (one.transfer, one.title, regime, *sides, BECAUSE[one.because])


def _columns(*columns: tuple[str, str, int]) -> tuple[b.SheetColumn, ...]:
    return tuple(b.SheetColumn(*column) for column in columns)


_VERDICT_COLUMNS = _columns(
    ("Transfer", "code", 12), ("What it is", "text", 44), ("Regime", "text", 14), ("Verdict before", "status", 16),
    ("Ground before", "text", 40), ("Verdict after", "status", 16), ("Ground after", "text", 40), ("Why", "text", 22),
)  # fmt: skip
_TURN_COLUMNS = _columns(
    ("Day", "day", 12), ("Record", "code", 12), ("What it is", "text", 50), ("What happened", "text", 20),
    ("Day recorded on", "day", 14), ("By", "text", 20),
)  # fmt: skip


def _more(number: int, sheet: str) -> list[b.Paragraph]:
    if number <= _ROWS:
        return []
    return [
        _paragraph(f"The table shows the first {_ROWS:,} of {number:,}; the sheet “{sheet}” and the attached content hold all.")
    ]


def _paragraph(words: str) -> b.Paragraph:
    return b.Paragraph(b.text(words), numbered=True)
