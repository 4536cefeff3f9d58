"""The journal for those who have to answer for it: every entry, whether all hold, receipts and backups."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.screens.conftest import AT, Open, ran, texts
from transfer_register.actions.move import move
from transfer_register.actions.opening import open_register

ENTRIES, DEMONSTRATION = 170, 139


def rows(app: AppTest) -> list[dict]:
    return app.dataframe[0].value.to_dict("records")


def said(app: AppTest) -> str:
    return texts(app).replace("\\", "") + "\n".join(each.value for each in app.success)


def test_the_journal_is_told_in_a_sentence(opened: Open, shared_register: Path):
    told = said(opened(shared_register, "journal"))
    assert f"{ENTRIES} entries since 22 November 2026, by 1 person. Head `" in told
    assert "recorded 22 Nov 2026, 09:30:00 UTC" in told


def test_entries_are_listed_in_words_the_newest_first(opened: Open, shared_register: Path):
    newest = rows(opened(shared_register, "journal"))
    assert [row["sequence"] for row in newest] == list(range(ENTRIES, ENTRIES - 50, -1))
    shown = [row for row in newest if row["sequence"] <= DEMONSTRATION]
    assert shown[0]["what"].startswith("Recorded transfer TR-00083: Acme ")
    assert " to " in shown[0]["what"]
    assert shown[0]["why"] == "An invented company, to try the register with."
    assert shown[0]["batch"] == "BA-0001: Demonstration data"
    assert len(shown[0]["hash"]) == 64


def test_the_last_page_ends_with_the_first_entry(opened: Open, shared_register: Path):
    assert rows(opened(shared_register, "journal", page="4"))[-1]["sequence"] == 1


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [
        ("of", "party", 54), ("who", "nobody", 0), ("day", "2026-11-22", ENTRIES),
        ("find", "tr-00012", 1), ("find", "ba-0001", DEMONSTRATION),
    ],
)  # fmt: skip
def test_the_list_is_narrowed_by_the_address(opened: Open, shared_register: Path, field: str, value: str, found: int):
    app = opened(shared_register, "journal", **{field: value})
    if found:
        assert f"{found} entr" in said(app)
    else:
        assert "No entry passes this filter" in said(app)


def test_a_party_is_found_with_its_transfers(opened: Open, shared_register: Path):
    shown = rows(opened(shared_register, "journal", find="northline"))
    assert {row["what"].split()[1] for row in shown} == {"party", "transfer", "contact"}
    assert all("Northline" in row["what"] for row in shown)


def test_an_open_entry_shows_its_hash_and_the_one_before(opened: Open, shared_register: Path):
    app = opened(shared_register, "journal", entry="150", page="1")
    hashes = {row["sequence"]: row["hash"] for row in rows(app)}
    assert [each.value for each in app.code] == [hashes[150], hashes[149]]
    ran(app.button(key="entry.close").click().run())
    assert "entry" not in app.query_params


def test_what_an_entry_changed_is_told(opened: Open, own_register: Path):
    register = open_register(own_register)
    found = register.record("TR-00012")
    with register.batch("Ada", AT, why="New contract") as writing:
        writing.change("TR-00012", {**found.state, "owner": "Data protection office"}, found.version)
    register.close()
    app = opened(own_register, "journal", entry=str(ENTRIES + 1))
    assert "by 2 people" in said(app)
    assert rows(app)[0]["what"].startswith("Changed transfer TR-00012: ")
    assert "Data protection office" in said(app)


def test_the_chain_is_verified_by_its_button(opened: Open, shared_register: Path):
    app = opened(shared_register, "journal")
    ran(app.button(key="journal.verify").click().run())
    assert f"{ENTRIES} entries checked, all of them hold" in said(app)
    assert f"the receipt beside the register, for entry {ENTRIES}" in said(app)


def test_the_first_bad_entry_is_named(opened: Open, own_register: Path):
    app = opened(own_register, "journal")
    connection = sqlite3.connect(own_register / "journal.sqlite")
    connection.executescript(
        "DROP TRIGGER entry_is_never_changed; UPDATE entry SET actor = 'Eve' WHERE sequence = 7;"
    )  # fmt: skip
    connection.close()
    ran(app.button(key="journal.verify").click().run())
    assert "The chain breaks at entry 7" in said(app)
    assert "entry 7 was changed after it was recorded" in said(app)


def test_a_receipt_of_ones_own_is_taken(opened: Open, shared_register: Path):
    app = opened(shared_register, "journal")
    forged = b'{"sequence": 9, "hash": "%s"}' % (b"0" * 64)
    app.file_uploader(key="journal.upload").upload("receipt.json", forged, "application/json")
    app.run()
    ran(app.button(key="journal.against").click().run())
    assert "entry 9 is not the one the receipt was given for" in said(app)


def test_a_backup_is_made_and_handed_over(opened: Open, own_register: Path):
    app = opened(own_register, "journal")
    ran(app.button(key="journal.backup").click().run())
    [made] = (own_register / "backups").iterdir()
    assert made.name in said(app)
    assert "read back and checked" in said(app)
    assert str(made) in said(app)
    made.unlink()
    assert "not there any more" in said(ran(app.run()))


def test_an_earlier_day_of_knowledge_shows_what_was_recorded_by_then(opened: Open, shared_register: Path):
    assert "Nothing is recorded yet" in said(opened(shared_register, "journal", known_on="2026-11-01"))


def test_an_empty_register_leads_to_its_beginning(opened: Open, empty_register: Path):
    assert "Nothing is recorded yet" in said(opened(empty_register, "journal"))


def test_a_register_that_was_moved_says_where_it_is(opened: Open, own_register: Path, tmp_path: Path):
    move(own_register, tmp_path / "there", actor="Ada", at=AT)
    app = opened(own_register, "journal")
    assert "moved to" in "".join(each.value for each in app.warning)
    assert f"{ENTRIES} entries" in said(app)
