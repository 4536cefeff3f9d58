"""Two versions of one list."""

from __future__ import annotations

from tests.intake.files import FIXTURES
from transfer_register.intake.bring_in import preview, preview_file
from transfer_register.intake.compare import compare


def names(difference, kind):
    return [(entry["recipient"], entry["purpose"]) for entry in difference[kind]]


def test_added_removed_changed_and_unchanged():
    difference = compare(preview_file(FIXTURES / "vendors.md"), preview_file(FIXTURES / "vendors_later.md"))
    assert names(difference, "added") == [("Tide Search GmbH", "Search")]
    assert names(difference, "removed") == [("Lantern Mail Inc", "E-mail")]
    assert names(difference, "changed") == [("Microsoft", "Speech services")]
    assert len(difference["unchanged"]) == 5
    assert difference["changed"][0]["fields"]["places"] == {
        "old": [{"iso2": "US", "role": "processing"}],
        "new": [{"iso2": "US", "role": "processing"}, {"iso2": "CA", "role": "processing"}],
        "added": [{"iso2": "CA", "role": "processing"}],
        "removed": [],
    }


def test_the_order_of_rows_and_places_is_no_change():
    one = preview(b'Vendor,Location of processing\nPier,"India, Japan"\nQuay,EU\n', "a.csv")
    other = preview(b'Vendor,Location of processing\nQuay,EU\nPier,"Japan, India"\n', "b.csv")
    assert [len(entries) for entries in compare(one, other).values()] == [0, 0, 0, 2]


def test_a_purpose_that_changed_is_a_change_and_no_new_recipient():
    one = preview(b"Vendor,Purpose,Country\nPier,Mail,India\n", "a.csv")
    other = preview(b"Vendor,Purpose,Country\nPier,Post,India\n", "b.csv")
    assert compare(one, other)["changed"][0]["fields"] == {"purpose": {"old": "Mail", "new": "Post"}}


def test_flows_of_one_recipient_pair_by_what_they_have_in_common():
    one = preview(b"Vendor,Purpose,Location of processing\nPier,Mail,India\nPier,Mail,Japan\n", "a.csv")
    other = preview(b"Vendor,Purpose,Location of processing\nPier,Mail,Japan\nPier,Mail,Ghana\n", "b.csv")
    difference = compare(one, other)
    assert [len(entries) for entries in difference.values()] == [0, 0, 1, 1]
    assert difference["changed"][0]["fields"]["places"]["added"] == [{"iso2": "GH", "role": "processing"}]
