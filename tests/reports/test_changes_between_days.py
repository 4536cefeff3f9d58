"""The report of changes: its words as they stand in a file beside this one, its sheets, and texts that mean harm.

After a change that is meant, write them anew: `python -m tests.reports.test_changes_between_days`, and read the difference.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.reports import example
from tests.reports.reading import workbook
from tests.reports.test_golden import FOLDER, written
from transfer_register.exhibits.differing import Act, Change, Counts, Step, Turn, VerdictChange
from transfer_register.exhibits.record_words import Difference
from transfer_register.reports import blocks as b
from transfer_register.reports import report
from transfer_register.reports.changes_between_days.options import Options
from transfer_register.reports.changes_between_days.taking import Compared, Reached

NAME, FORMATS = "changes_between_days", ("pdf", "docx", "xlsx", "html", "csv", "json")
OPTIONS = Options("Acme SE", "CH-1", addressee="the works council", contact="Privacy office")
_AT = datetime(2026, 3, 9, 9, 15)


def _change(
    record: str, what: str, *fields: tuple[str, str, str], kind: str = "transfer", title: str = "Acme SE to Northwind Inc."
) -> Change:
    told = tuple(Difference(heading.lower(), heading, was, now) for heading, was, now in fields)
    return Change(record, kind, what, title, told, (Step(_AT, "Ada", None, None, what),))


_ACTS = (
    Act("Bob 1", None, "", _AT, "Bob", None, 1, {"ended": 1}, (_change("TR-00009", "ended", ("Note", "kept", "–")),)),
    Act(
        "BA-0002", "BA-0002", "Bulk edit: looked after by", _AT, "Ada", "Marketing moved", 2, {"changed": 2},
        (
            _change("TR-00001", "changed", ("Review on", "–", "1 March 2027"), ("Looked after by", "Marketing", "Platform")),
            _change("TR-00002", "changed", ("Persons a year", "0", "12")),
        ),
    ),
    Act(
        "BA-0001", "BA-0001", "vendors.md", datetime(2026, 3, 2, 8), "Ada", "Brought in from vendors.md", 2, {"added": 2},
        (
            _change("PA-0004", "added", ("Name", "–", "Kestrel Ltd"), kind="party", title="Kestrel Ltd"),
            replace(_change("TR-00010", "added"), fields=(Difference("places", "Places", "–", "India (storage)"),)),
        ),
    ),
)  # fmt: skip
COMPARED = Compared(
    first=Reached(date(2026, 1, 1), 0),
    last=Reached(date(2026, 11, 23), 242, "9f2c" * 16, datetime(2026, 11, 22, 9)),
    counts=Counts(
        Counter({("transfer", "changed"): 2, ("transfer", "added"): 1, ("party", "added"): 1, ("transfer", "ended"): 1}),
        Counter(), {"Ada": 4, "Bob": 1}, 3,
    ),
    acts=_ACTS,
    turns=(
        Turn("TR-00005", "transfer", "came_into_force", "Acme SE to Aurora KK", date(2026, 10, 1), datetime(2025, 11, 24), "Eve"),
    ),
    verdicts=(
        VerdictChange("TR-00001", "Acme SE to Northwind Inc.", "EU", "breached", "permitted", None, "eu.br.2026", "law"),
        VerdictChange("TR-00002", "Acme SE to Kestrel Ltd", "UK", None, "unknown", None, None, "record"),
    ),
    differ=2,
    titles={"eu.br.2026": "Brazil, adequacy under EU GDPR"},
    words=example.words(),
)  # fmt: skip
_NOTHING = replace(COMPARED, counts=Counts(Counter(), Counter(), {}, 0), acts=(), turns=(), verdicts=None, differ=None)
REPORTS = {"changes_between_days": COMPARED, "changes_between_days_empty": _NOTHING}


def _built(compared: Compared) -> b.Document:
    return report.build(NAME, compared, OPTIONS)


@pytest.mark.parametrize("name", REPORTS)
def test_the_words_of_the_report_are_as_they_were(name: str):
    assert written(_built(REPORTS[name])) == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("format", FORMATS)
def test_the_report_can_be_made(format: str):
    assert len(report.render(_built(COMPARED), format, example.MAKING)) > 500


@pytest.mark.parametrize("format", ["pdf", "docx", "xlsx", "html", "json"])
def test_a_report_of_nothing_can_be_made(format: str):
    assert len(report.render(_built(_NOTHING), format, example.MAKING)) > 1000


def test_every_field_of_every_change_is_a_row_of_the_file():
    rows = list(csv.DictReader(io.StringIO(report.render(_built(COMPARED), "csv", example.MAKING).decode("utf-8-sig"))))
    told = [(row["Act"], row["Record"], row["Field"], row["Before"], row["After"]) for row in rows]
    assert told == [
        ("A1", "TR-00009", "Note", "kept", "–"),
        ("A2", "TR-00001", "Review on", "–", "1 March 2027"),
        ("A2", "TR-00001", "Looked after by", "Marketing", "Platform"),
        ("A2", "TR-00002", "Persons a year", "0", "12"),
        ("A3", "PA-0004", "Name", "–", "Kestrel Ltd"),
        ("A3", "TR-00010", "Places", "–", "India (storage)"),
    ]
    assert {row["Who"] for row in rows} == {"Ada", "Bob"}


def test_the_workbook_has_a_sheet_for_each_kind_of_difference():
    book = workbook(report.render(_built(COMPARED), "xlsx", example.MAKING))
    assert book.sheetnames == ["About", "Changes", "Verdicts", "In force by day", "Acts"]


def test_a_large_act_is_cut_in_the_pages_and_whole_in_the_sheet():
    many = tuple(_change(f"TR-{number:05d}", "changed", ("Note", "a", "b")) for number in range(400))
    document = _built(replace(COMPARED, acts=(replace(_ACTS[1], changes=many, records=400, counts={"changed": 400}),)))
    table = next(block for block in document.blocks if isinstance(block, b.Table) and block.caption == "Changes by act")
    assert sum(len(group.rows) for group in table.groups) == 150
    assert "250 further changes" in written(document)
    assert len(document.sheets[0].rows) == 400
    assert report.render(document, "docx", example.MAKING)


@pytest.mark.parametrize("format", ["pdf", "xlsx", "html"])
def test_what_people_wrote_breaks_no_file(format: str):
    harm = '<script>x</script> =HYPERLINK("x") \x00\u202e #{typst} 😀'
    act = Act(
        "Eve 1", "BA-9", harm, _AT, harm, harm, 1, {"changed": 1}, (_change("TR-1", "changed", ("Note", harm, " "), title=harm),)
    )
    made = report.render(_built(replace(COMPARED, acts=(act,))), format, example.MAKING)
    assert b"<script>x" not in made


if __name__ == "__main__":
    for one, compared in REPORTS.items():
        (FOLDER / f"{one}.txt").write_text(written(_built(compared)), encoding="utf-8")
