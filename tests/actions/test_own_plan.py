"""The register's own spreadsheet brought back: only what was edited changes, nobody's change is lost, nothing is made twice."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from transfer_register.actions import report, take_in, undo
from transfer_register.actions.opening import open_register
from transfer_register.errors import Refused, Stale
from transfer_register.model.filter import Filter
from transfer_register.register.register import Register

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
WHO = {"actor": "Ada", "at": AT}
Rows = list[list[str]]
ODD = {"note": "=FALSE()", "retention": "'00123", "owner": "NO", "purpose_text": "NA"}


def filled(opened: Register) -> None:
    """Three transfers of PA-0001, one carrying another onward, and a party that no transfer names."""
    with opened.batch("Eve", AT) as writing:
        for name, country in (("Muster GmbH", "DE"), ("Larkspur Inc.", "NA"), ("Fjord AS", "NO"), ("Orbit Ltd", "GB")):
            writing.new("party", {"name": name, "country": country})
        sides = {"exporter": "PA-0001", "importer": "PA-0002", "places": [{"country": "NA", "raw": "NA"}]}
        writing.new("transfer", sides | ODD)
        fjord = {"importer": "PA-0003", "facts": {"onward.exists": True}}
        writing.new("transfer", fjord | {"exporter": "PA-0001", "mechanisms": [], "valid_from": "2026-03-04"})
        writing.new("transfer", fjord | {"exporter": "PA-0002", "follows": "TR-00001"})


def exported(register: Register, format: str = "csv", **options: Any) -> bytes:
    days = {"on": date(2026, 11, 23), "law_on": date(2026, 11, 23)}
    chosen = options.pop("filter", None)
    return report.write(register, "register_to_edit", format, **days, **WHO, filter=chosen, options=options).data


def preview(register: Register, data: bytes, name: str = "r.csv") -> take_in.Preview:
    return take_in.preview(register, data, name)


def edited(data: bytes, edit: Callable[[Rows], None]) -> bytes:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    edit(rows)
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def cell(line: int, heading: str, value: str) -> Callable[[Rows], None]:
    def edit(rows: Rows) -> None:
        rows[line][rows[0].index(heading)] = value

    return edit


def new_row(**cells: str) -> Callable[[Rows], None]:
    headings = {"exporter": "Exporter", "recipient": "Recipient", "places": "Places", "name": "Name"}
    headings["purpose"] = "Purpose in words"

    def edit(rows: Rows) -> None:
        row = [""] * len(rows[0])
        for name, value in cells.items():
            row[rows[0].index(headings[name])] = value
        rows.append(row)

    return edit


def states(register: Register) -> dict[str, Any]:
    ids = ("TR-00001", "TR-00002", "TR-00003", "PA-0001", "PA-0002", "PA-0003", "PA-0004")
    return {id: found.state for id in ids if (found := register.record(id))}


def test_brought_back_as_it_is_nothing_changes(register: Register):
    for format, options in (("xlsx", {}), ("csv", {}), ("csv", {"table": "parties"})):
        shown = preview(register, exported(register, format, **options), f"r.{format}")
        assert shown.problems == ()
        assert {each.status for each in (*shown.transfers, *shown.parties)} == {"unchanged"}
        assert take_in.take(register, shown, **WHO).batch is None


def test_one_cell_changes_one_field_and_the_batch_can_be_undone(register: Register):
    before = states(register)
    shown = preview(register, edited(exported(register), cell(1, "Retention", "Two years")))
    assert [(each.status, each.differences) for each in shown.transfers] == [
        ("changed", {"retention": ("'00123", "Two years")}), ("unchanged", {}), ("unchanged", {}),
    ]  # fmt: skip
    taken = take_in.take(register, shown, **WHO)
    assert states(register) == before | {"TR-00001": before["TR-00001"] | {"retention": "Two years"}}
    undo.undo(register, taken.batch, **WHO)
    assert states(register) == before


def test_what_others_changed_meanwhile_is_kept(register: Register):
    data = edited(exported(register), cell(2, "Note", "from the file"))
    found = register.record("TR-00002")
    with register.batch("Bo", AT) as writing:
        writing.change("TR-00002", found.state | {"owner": "Legal"}, found.version)
    shown = preview(register, data)
    assert shown.transfers[1].differences == {"note": (None, "from the file")}
    take_in.take(register, shown, **WHO)
    assert register.record("TR-00002").state == found.state | {"owner": "Legal", "note": "from the file"}


def test_a_field_that_both_changed_waits_and_both_values_are_named(register: Register):
    data = edited(exported(register), cell(1, "Retention", "Two years"))
    found = register.record("TR-00001")
    with register.batch("Bo", AT) as writing:
        writing.change("TR-00001", found.state | {"retention": "One year"}, found.version)
    shown = preview(register, data)
    assert shown.transfers[0].status == "refused"
    (problem,) = shown.problems
    assert (problem.line, problem.heading) == (2, "Retention")
    assert "the register says “One year”, the file says “Two years”; it was “'00123”" in problem.what
    assert take_in.take(register, shown, **WHO).batch is None


def test_somebody_who_changes_the_same_between_preview_and_writing_is_not_overwritten(register: Register):
    shown = preview(register, edited(exported(register), cell(1, "Retention", "Two years")))
    found = register.record("TR-00001")
    with register.batch("Bo", AT) as writing:
        writing.change("TR-00001", found.state | {"retention": "One year"}, found.version)
    assert take_in.take(register, shown, **WHO).changed == 0
    assert register.record("TR-00001").state["retention"] == "One year"


def test_what_was_taken_away_is_not_brought_back_by_a_row(register: Register):
    data = exported(register)
    with register.batch("Bo", AT) as writing:
        writing.end("TR-00002", 1)
    shown = preview(register, data)
    assert [each.status for each in shown.transfers] == ["unchanged", "refused", "unchanged"]
    assert "TR-00002 was taken away by Bo on 2026-11-23" in shown.problems[0].what


def test_a_row_that_is_not_there_ends_nothing(register: Register):
    before = states(register)

    def edit(rows: Rows) -> None:
        del rows[2:]
        cell(1, "Note", "x")(rows)

    take_in.take(register, preview(register, edited(exported(register), edit)), **WHO)
    assert states(register) == before | {"TR-00001": before["TR-00001"] | {"note": "x"}}


def test_a_new_row_is_a_new_transfer_once(register: Register):
    add = new_row(exporter="muster gmbh", recipient="Halyard Pty Ltd", places="Australia (storage)", purpose="=1+1")
    data = edited(exported(register), add)
    taken = take_in.take(register, preview(register, data), **WHO)
    assert (taken.created, taken.parties, taken.changed) == (1, 1, 0)
    state = register.record("TR-00004").state
    assert state["exporter"] == "PA-0001"
    assert state["places"] == [{"country": "AU", "role": "storage"}]
    assert register.record(state["importer"]).state == {"name": "Halyard Pty Ltd"} | EMPTY_PARTY
    again = take_in.take(register, preview(register, data), **WHO)
    assert (again.batch, again.unchanged) == (None, 4)


EMPTY_PARTY = {"aliases": [], "domains": [], "facts": {}, "identifiers": [], "regimes": []}


def test_a_name_that_looks_known_is_a_question(register: Register):
    shown = preview(register, edited(exported(register), new_row(exporter="Muster GmbH", recipient="Larkspur")))
    assert shown.transfers[3].decision == "decide"
    (party,) = [party for party in shown.parties if party.name == "Larkspur"]
    assert [each.id for each in party.similar] == ["PA-0002"]
    answered = take_in.preview(
        register, edited(exported(register), new_row(exporter="Muster GmbH", recipient="Larkspur")), "r.csv",
        take_in.Options(same={party.key: "PA-0002"}),
    )  # fmt: skip
    assert answered.transfers[3].state["importer"] == "PA-0002"
    assert len(answered.parties) == 0


def test_parties_are_written_though_no_transfer_names_them(register: Register):
    def edit(rows: Rows) -> None:
        cell(4, "Country", "Namibia")(rows)
        cell(4, "Other names", "NO; =x")(rows)
        new_row(name="Kestrel AB")(rows)

    shown = preview(register, edited(exported(register, table="parties"), edit))
    assert [(party.name, party.status) for party in shown.parties][-2:] == [("Orbit Ltd", "changed"), ("Kestrel AB", "created")]
    taken = take_in.take(register, shown, **WHO)
    assert taken.batch is not None
    assert register.record("PA-0004").state == EMPTY_PARTY | {"name": "Orbit Ltd", "country": "NA", "aliases": ["NO", "=x"]}
    assert register.record("PA-0005").state["name"] == "Kestrel AB"


def test_a_renamed_party_stays_the_party_of_its_transfers(register: Register):
    book = openpyxl.load_workbook(io.BytesIO(exported(register, "xlsx")))
    book["Parties"]["B3"] = "Larkspur SE"
    book["Transfers"]["C3"] = "Larkspur SE"
    out = io.BytesIO()
    book.save(out)
    taken = take_in.take(register, preview(register, out.getvalue(), "r.xlsx"), **WHO)
    assert (taken.changed, taken.parties) == (1, 0)
    assert register.record("PA-0002").state["name"] == "Larkspur SE"
    assert register.record("TR-00002").state["importer"] == "PA-0002"


WRONG = [
    (cell(1, "Transfer ID", "TR-00002"), "TR-00002 stands twice"),
    (cell(3, "Transfer ID", "TR-00099"), "the row says TR-00099, but what it held before is TR-00003"),
    (cell(1, "Recipient", ""), "cannot be empty"),
    (cell(1, "Places", "Atlantis"), "names no country for sure"),
    (cell(2, "In force until", "2026-01-01"), "it ends on 2026-01-01, before it begins"),
    (cell(2, "Carries onward", "TR-00088"), "there is no transfer TR-00088"),
    (new_row(recipient="Fjord AS"), "it is not said who exports"),
]


@pytest.mark.parametrize(("edit", "said"), WRONG)
def test_what_cannot_be_taken_is_told_and_the_other_rows_stay_possible(register: Register, edit, said):
    def both(rows: Rows) -> None:
        cell(2, "Note", "fine")(rows)
        edit(rows)

    shown = preview(register, edited(exported(register), both))
    assert any(said in problem.what for problem in shown.problems)
    assert any(said in why for each in shown.transfers for why in each.why)
    assert "refused" in {each.status for each in shown.transfers}


def test_a_row_whose_exact_record_was_lost_is_compared_with_the_register(register: Register):
    def edit(rows: Rows) -> None:
        rows[1][-1] = rows[1][-1][:50]
        cell(1, "Note", "x")(rows)

    shown = preview(register, edited(exported(register), edit))
    assert shown.transfers[0].differences == {"note": ("=FALSE()", "x")}
    assert "exact record is missing or damaged" in shown.problems[0].what


def test_a_register_brought_into_another_one_is_whole(register: Register, tmp_path: Path):
    other = open_register(tmp_path / "other")
    with other.batch("Eve", AT) as writing:  # ids that mean something else there
        writing.new("party", {"name": "Somebody else"})
        writing.new("transfer", {"exporter": "PA-0001", "importer": "PA-0001", "owner": "theirs"})
    data = exported(register, "xlsx")
    taken = take_in.take(other, preview(other, data, "r.xlsx"), **WHO)
    assert (taken.created, taken.changed, taken.refused, taken.parties) == (3, 0, 0, 4)
    assert other.record("TR-00001").state["owner"] == "theirs"
    moved = {"PA-0001": "PA-0002", "PA-0002": "PA-0003", "PA-0003": "PA-0004", "TR-00001": "TR-00002"}
    ids = {"TR-00002": "TR-00001", "TR-00003": "TR-00002", "TR-00004": "TR-00003"}
    for here, there in ids.items():
        state = states(register)[there]
        state |= {side: moved[state[side]] for side in ("exporter", "importer", "follows") if side in state}
        assert other.record(here).state == state
    assert take_in.take(other, preview(other, data, "r.xlsx"), **WHO).batch is None
    other.close()


def test_a_filter_says_which_transfers_and_only_their_parties_go_out(register: Register):
    data = exported(register, "xlsx", filter=Filter(importers=("PA-0002",)))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [row[0].value for row in book["Transfers"].iter_rows(min_row=2)] == ["TR-00001"]
    assert [row[1].value for row in book["Parties"].iter_rows(min_row=2)] == ["Muster GmbH", "Larkspur Inc."]
    with pytest.raises(Refused, match="as it stands"):
        report.write(register, "register_to_edit", "csv", on=AT.date(), law_on=AT.date(), known_on=AT.date(), **WHO)


def test_a_plan_made_anew_that_would_change_what_was_not_shown_is_refused(register: Register):
    shown = preview(register, edited(exported(register), cell(1, "Categories of data", "Name")))
    found = register.record("TR-00001")
    with register.batch("Bo", AT) as writing:
        writing.change("TR-00001", found.state | {"data_categories": ["email_address"]}, found.version)
    with pytest.raises(Stale):
        take_in.take(register, shown, **WHO)
