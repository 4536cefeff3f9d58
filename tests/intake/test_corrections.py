"""What a person says of a row is read like a cell; what stood there is kept, and the rest of the row is as it was."""

from __future__ import annotations

import pytest

from transfer_register.errors import Cancelled
from transfer_register.intake.bring_in import preview
from transfer_register.intake.plan import plan
from transfer_register.intake.taking import Taking

LIST = b"Vendor,Location of processing,Corporate location,Purpose\nOrbit,Nowhere land,US,Mail\nHalyard,DE,DE,Chat\n"


def read(corrections, data=LIST):
    return preview(data, "list.csv", corrections=corrections).rows


def places(row):
    return [(place.iso2, place.role) for place in row.places.places]


def test_a_cell_is_read_as_a_person_says_and_kept_as_it_stood():
    first, second = read({(0, 0): {"place": "France (storage), India (support access)"}})
    assert places(first) == [("FR", "storage"), ("IN", "remote_access")]
    assert first.raw["Location of processing"] == "Nowhere land"
    assert first.corrected == {"place": "France (storage), India (support access)"}
    assert (first.establishment, first.recipient.name, first.purpose) == ("US", "Orbit", "Mail")
    assert (places(second), second.corrected) == ([("DE", "processing")], {})


def test_a_field_that_no_column_gives_can_be_said():
    [row] = read({(0, 0): {"mechanism": "SCC module 2", "place": "India"}}, b"Vendor,Country\nOrbit,US\n")
    assert [(each.tool, each.modules) for each in row.mechanisms.stated] == [("scc", (2,))]
    assert (places(row), row.establishment) == ([("IN", "processing")], "US")
    assert row.raw == {"Vendor": "Orbit", "Country": "US"}


@pytest.mark.parametrize(("field", "said", "of"), [("recipient", "Orbit Mail Inc", "recipient"), ("purpose", "Post", "purpose")])
def test_names_and_purposes_can_be_said(field, said, of):
    row = read({(0, 0): {field: said}})[0]
    value = getattr(row, of)
    assert (value.name if of == "recipient" else value) == said


def test_a_row_without_a_recipient_can_be_given_one():
    data = b"Vendor,Location of processing\n,Norway\n"
    assert read({}, data)[0].recipient is None
    assert read({(0, 0): {"recipient": "Fjord AS"}}, data)[0].recipient.name == "Fjord AS"


def test_the_correction_stands_in_the_origin_of_the_transfer():
    shown = preview(LIST, "list.csv", corrections={(0, 0): {"place": "France"}})
    planned = plan(shown, Taking(exporter_name="Muster GmbH")).transfers
    assert planned[0].state["origin"]["corrected"] == {"place": "France"}
    assert planned[0].state["origin"]["raw"]["Location of processing"] == "Nowhere land"
    assert "corrected" not in planned[1].state["origin"]
    assert [each.source for each in planned] == [(0, 0), (0, 1)]


def test_doubts_that_a_person_settled_ask_no_more_and_are_kept_with_the_origin():
    data = b"Vendor,Location of processing,Purpose\nGogle LLC,US,Mail\n"
    asked = plan(preview(data, "x.csv"), Taking(exporter_name="Muster GmbH")).transfers[0]
    assert (asked.decision, "name_typo_suspected" in asked.state["flags"]) == ("decide", True)
    settled = plan(preview(data, "x.csv"), Taking(exporter_name="Muster GmbH", settled=frozenset({(0, 0)}))).transfers[0]
    assert settled.decision == "ready"
    assert "name_typo_suspected" not in settled.state["flags"]
    assert "mechanism_missing" in settled.state["flags"]
    assert settled.state["origin"]["settled"] == ["name_typo_suspected"]


def test_reading_tells_how_far_it_is_and_can_be_stopped():
    rows = b"Vendor,Location of processing\n" + b"".join(b"Vendor %d Ltd,IE\n" % n for n in range(2_000))
    told: list[float] = []
    preview(rows, "long.csv", tell=lambda sentence, share: told.append(share))
    assert told == sorted(told)
    assert (len(told) > 3, told[-1] <= 1) == (True, True)

    def stop(sentence: str, share: float) -> None:
        if share > 0.4:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        preview(rows, "long.csv", tell=stop)


def test_what_is_said_of_one_row_leaves_the_readings_of_the_others_as_they_were():
    data = b"Vendor,Country,Purpose\nOrbit,US,Mail\nHalyard,DE?,Chat\n,FR,Post\n"
    before, after = read({}, data), read({(0, 1): {"place": "Tschechien", "mechanism": "SCC"}}, data)
    assert places(after[1]) == [("CZ", "processing")]
    assert [after[0], after[2]] == [before[0], before[2]]
