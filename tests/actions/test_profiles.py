"""A kept profile knows the next file of its kind: which one, how surely, what differs; and who said what wins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transfer_register.actions import profiles, record, take_in
from transfer_register.actions.check import NotRecorded
from transfer_register.actions.opening import open_register
from transfer_register.actions.take_in import Options
from transfer_register.errors import Refused, Stale
from transfer_register.intake.heading_words import labels
from transfer_register.intake.headings import fields, map_headings
from transfer_register.intake.recognise import recognise
from transfer_register.model.profile import Profile
from transfer_register.register.register import Register

WHO = {"actor": "tester", "at": datetime(2026, 11, 23, 9, tzinfo=UTC)}
LIST = b"Who;What for;Wohin;Ref\nOrbit Inc.;Payroll;USA;7\nHalyard Ltd;Support;India;8\n"
FIELDS = {"Who": "recipient", "What for": "purpose", "Wohin": "place", "Ref": ""}


def profile(name: str = "Procurement list", fields: dict[str, str] | None = None, **said: object) -> Profile:
    fields = fields or FIELDS
    return Profile(name=name, headings=tuple(fields), fields=fields, **said)


EIGHT = profile("Eight", {"Who": "recipient"} | {f"Column {n}": "" for n in range(7)})
SHORT = profile("Short", {"Name": "recipient", "Land": "place"})
KEPT = {"PR-001": profile(), "PR-002": EIGHT, "PR-003": SHORT}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    opened = open_register(tmp_path_factory.mktemp("profiles") / "register")
    yield opened
    opened.close()


@pytest.fixture
def register(shared: Register) -> Iterator[Register]:
    """The register without a profile, whatever a test keeps in it."""
    yield shared
    for each in profiles.kept(shared):
        profiles.end(shared, each.id, **WHO)


@pytest.mark.parametrize(
    ("headings", "known", "sure", "new", "missing"),
    [
        (("Who", "What for", "Wohin", "Ref"), "PR-001", True, (), ()),
        (("ref", " WHO ", "What  for", "wohin"), "PR-001", True, (), ()),
        (("Who", "What for", "", "Wohin", "Ref", ""), "PR-001", True, (), ()),
        (("**Who**", "What<br>for", "Wohin", "Ref"), "PR-001", True, (), ()),
        (("Who", "What for", "Wohin", "Ref", "Remarks"), "PR-001", False, ("Remarks",), ()),
        (("Who", "What for", "Wohin"), "PR-001", False, (), ("Ref",)),
        # Another column, a heading that was changed: of four, two differ.
        (("Who", "What for", "Where to", "Ref"), None, False, (), ()),
        # Without the heading of the recipient it is another list.
        (("What for", "Wohin", "Ref"), None, False, (), ()),
        (("Who", *(f"Column {n}" for n in range(6)), "Column x"), "PR-002", False, ("Column x",), ("Column 6",)),
        (("Who", *(f"Column {n}" for n in range(5)), "Column x", "Column y"), None, False, (), ()),
        # Two headings are recognised by both of them alone.
        (("land", "NAME"), "PR-003", True, (), ()),
        (("Name", "Land", "Zweck"), None, False, (), ()),
        (("Vendor", "Purpose", "Country"), None, False, (), ()),
        ((), None, False, (), ()),
    ],
)
def test_the_headings_of_the_next_file_tell_which_profile_and_how_surely(headings, known, sure, new, missing):
    found = recognise(headings, KEPT)
    assert found.asks == ()
    assert (found.used.id if found.used else None) == known
    if found.used:
        assert (found.used.sure, found.used.new, found.used.missing) == (sure, new, missing)


def test_two_that_fit_alike_ask_and_a_sure_one_is_no_question():
    twin = KEPT | {"PR-009": profile("Twin", FIELDS | {"Ref": "note"})}
    asked = recognise(("Who", "What for", "Wohin", "Ref"), twin)
    assert (asked.used, [fit.id for fit in asked.asks], asked.fields) == (None, ["PR-001", "PR-009"], {})
    assert recognise(asked.headings, twin, "PR-009").fields["Ref"] == "note"
    wider = KEPT | {"PR-009": profile("Wider", FIELDS | {"Remarks": "note"})}
    assert recognise(("Who", "What for", "Wohin", "Ref"), wider).used.id == "PR-001"


@given(st.permutations(list(FIELDS)), st.sampled_from([str.upper, str.lower, str.title, lambda text: f" {text}\n"]))
def test_order_case_and_blanks_do_not_matter(headings, written):
    found = recognise([written(heading) for heading in headings], KEPT)
    assert (found.used.id, found.used.sure) == ("PR-001", True)
    assert list(found.fields.values()) == [FIELDS[heading] for heading in headings]


def test_a_person_wins_over_the_profile_and_the_profile_over_a_guess(register: Register):
    mapping = {"Vendor": "", "Supplier": "recipient", "Purpose": "owner"}
    profiles.keep(register, profile("Buying", mapping), **WHO)
    data = b"Vendor,Supplier,Purpose\nx,Orbit Inc.,Payroll\n"
    kept = {column.heading: column for column in take_in.preview(register, data, "a.csv").read.tables[0].mappings}
    assert {heading: column.field or "" for heading, column in kept.items()} == mapping
    assert {column.reason for column in kept.values()} == {"as in the profile “Buying”"}
    said = take_in.preview(register, data, "a.csv", Options(mapping={"Vendor": "recipient"})).read
    assert [column.field for column in said.tables[0].mappings] == ["recipient", None, "owner"]
    none = take_in.preview(register, data, "a.csv", Options(profile="")).read
    assert [column.field for column in none.tables[0].mappings] == ["recipient", None, "purpose"]


def test_what_a_person_says_takes_a_field_from_a_surer_column():
    said = map_headings(["Vendor", "Who"], {"Who": "recipient"})
    assert [column.field for column in said] == [None, "recipient"]


def test_the_next_file_is_read_as_kept_and_several_profiles_serve_one_file(register: Register):
    assert take_in.preview(register, LIST, "a.csv").transfers == ()
    profiles.keep(register, profile(), **WHO)
    profiles.keep(register, profile("Affiliates", {"Whom": "recipient", "Wo": "place", "Nr": ""}), **WHO)
    read = take_in.preview(register, LIST, "b.csv")
    assert [each.recipient for each in read.transfers] == ["Orbit Inc.", "Halyard Ltd"]
    assert read.read.tables[0].samples[2] == ("USA", "India")
    both = b"| Who | What for | Wohin | Ref |\n|-|-|-|-|\n| Orbit Inc. | Mail | USA | 1 |\n\nText.\n\n"
    both += b"| Nr | Whom | Wo |\n|-|-|-|\n| 1 | Fjord AS | Norway |\n"
    read = take_in.preview(register, both, "both.md")
    assert [each.used.profile.name for each in read.profile] == ["Procurement list", "Affiliates"]
    assert [each.recipient for each in read.transfers] == ["Orbit Inc.", "Fjord AS"]


def test_a_name_that_is_kept_already_is_a_new_version_and_an_old_sight_of_it_is_refused(register: Register):
    id = profiles.keep(register, profile(), **WHO)
    assert profiles.keep(register, profile(" procurement  LIST"), **WHO) == id
    assert [(each.version, each.by) for each in profiles.kept(register)] == [(2, "tester")]
    assert profiles.keep(register, profiles.kept(register)[0].profile, **WHO) == id
    assert profiles.kept(register)[0].version == 2
    with pytest.raises(Stale):
        profiles.keep(register, profile(fields=FIELDS | {"Ref": "note"}), version=1, **WHO)
    other = profiles.keep(register, profile("Other"), **WHO)
    with pytest.raises(NotRecorded, match="another profile is called"):
        profiles.rename(register, other, "Procurement list", **WHO)
    profiles.rename(register, other, "Buying", **WHO)
    assert profiles.named(register, "buying").id == other
    profiles.end(register, other, **WHO)
    with pytest.raises(Refused, match="There are: “procurement LIST”"):
        profiles.named(register, "Buying")


def test_everything_wrong_with_a_profile_is_told_at_once(register: Register):
    wrong = Profile(
        name=" None ", headings=("Who",), fields={"Who": "somebody", "Whom": ""}, exporter="PA-9999", exporter_role="chief",
        data_categories=("shoes",),
    )  # fmt: skip
    assert [problem.where for problem in profiles.check(register, wrong)] == [
        "Name", "Column “Who”", "Column “Whom”", "Columns", "Exporter", "Role of the exporter", "Categories of data",
    ]  # fmt: skip


def test_what_holds_for_every_row_is_proposed_and_what_is_no_more_is_told(register: Register):
    id = record.save_party(register, {"name": "Muster GmbH", "country": "DE"}, **WHO)
    profiles.keep(register, profile(exporter=id, exporter_role="controller"), **WHO)
    read = take_in.preview(register, LIST, "a.csv")
    assert read.options.exporter is None
    assert profiles.of_all_rows(register, read.profile) == ({"exporter": id, "exporter_role": "controller"}, [])
    record.take_away(register, id, 1, **WHO)
    said, gone = profiles.of_all_rows(register, read.profile)
    assert (said, len(gone)) == ({"exporter_role": "controller"}, 1)


def test_a_field_that_is_no_more_is_told_and_the_column_is_guessed():
    found = recognise(("Who", "Country", "Nr"), {"PR-001": profile("Old", {"Who": "recipient", "Country": "planet", "Nr": ""})})
    assert (found.used.sure, found.gone) == (True, (("Country", "planet"),))
    assert "which no column can be any more" in found.told()[1]
    mapped = map_headings(found.headings, None, None, (dict(found.fields), found.reason))
    assert [column.field for column in mapped] == ["recipient", "country", None]


def test_every_field_of_a_column_has_a_word_for_screens():
    assert set(labels()) == set(fields())
    assert not [label for label in labels().values() if "_" in label or label != label[:1].upper() + label[1:]]
    assert len(set(labels().values())) == len(labels())
