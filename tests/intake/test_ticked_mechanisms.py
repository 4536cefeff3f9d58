"""Columns that name a mechanism and are ticked: each is said or denied, and the words of other columns stay."""

from __future__ import annotations

import pytest

from transfer_register.intake.bring_in import preview


def read(headings, *rows):
    text = "\n".join(["Vendor|Country|" + headings, *rows])
    shown = preview(text.encode(), "list.csv")
    return [
        (None if row.mechanisms.stated is None else [each.scheme or each.code for each in row.mechanisms.stated], set(row.flags))
        for row in shown.rows
    ]


SCC = "eu-gdpr:A46-2-c"


def test_a_yes_is_said_and_a_no_is_never_read_as_a_yes():
    said = read("DPF certified|SCCs signed", "Orbit|US|Yes|No", "Halyard|US|No|Yes", "Fjord|US|no|no", "Kite|US|n/a|")
    assert [stated for stated, _ in said] == [["DPF"], [SCC], [], None]
    assert "mechanism_negated" in said[0][1]


def test_what_is_pending_or_unclear_is_not_said():
    said = read("SCCs signed|DPF", "Orbit|US|yes|no", "Halyard|US|pending|no", "Fjord|US|see mail|yes")
    assert [stated for stated, _ in said] == [[SCC], [], ["DPF"]]
    assert "to_be_confirmed" in said[1][1]
    assert "mechanism_not_understood" in said[2][1]


@pytest.mark.parametrize(("mark", "stated"), [("\u2713", [SCC]), ("\u2717", []), ("\u2610", []), ("X", None)])
def test_ticks_and_crosses(mark, stated):
    assert read("SCC", "Orbit|US|\u2713", f"Halyard|US|{mark}")[1][0] == stated


def test_an_x_alone_is_a_tick():
    assert [stated for stated, _ in read("SCC|BCR", "Orbit|US|x|", "Halyard|US||x")] == [[SCC], ["eu-gdpr:A46-2-b"]]


def test_the_words_of_a_column_of_mechanisms_stay_beside_the_ticks():
    (first, _), (second, _) = read("Transfer mechanism|DPF", "Orbit|US|SCCs (Module 2)|yes", "Halyard|US|IDTA|no")
    assert (first, second) == ([SCC, "DPF"], ["uk:IDTA"])


@pytest.mark.parametrize("heading", ["DPA / SCC signed", "Consent", "No SCCs", "SCC Module"])
def test_a_heading_of_two_things_or_of_none_is_no_ticked_mechanism(heading):
    assert [stated for stated, _ in read(heading, "Orbit|US|2", "Halyard|US|2")] != [[SCC], [SCC]]
