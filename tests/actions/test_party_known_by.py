"""Websites and numbers of a party, recorded by hand: checked in words, told in words, found by a search."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tests.intake.test_identifiers import LEI, VAT
from transfer_register.actions import record, take_in
from transfer_register.exhibits.record_words import differences, field_value
from transfer_register.register.register import Register

WHO = {"actor": "tester", "at": datetime(2026, 11, 22, 9, tzinfo=UTC)}
ORBIT = {"name": "Orbit Ltd", "domains": ["orbit.example"], "identifiers": [{"scheme": "lei", "value": LEI}]}


def test_what_is_no_website_no_known_list_or_stands_twice_is_told_with_how_to_mend_it(register: Register):
    state = {
        "name": "Orbit Ltd",
        "domains": ["https://Orbit.example/x", "our site", "orbit.co.uk", "orbit.co.uk"],
        "identifiers": [{"scheme": "passport", "value": "1"}, {"scheme": "lei", "value": LEI}, {"scheme": "lei", "value": LEI}],
    }
    assert [str(problem) for problem in record.check_party(register, state)] == [
        "Websites: orbit.co.uk stands there twice. Keep one.",
        "Websites: 'https://Orbit.example/x' is not the name of a website. Write orbit.example.",
        "Websites: 'our site' is not the name of a website. Write the name of a website, such as orbit.example.",
        "Identifiers: 'passport' is not in the list. Choose a term of the list.",
        f"Identifiers: {LEI} stands there twice. Keep one.",
    ]
    assert record.check_party(register, ORBIT | {"identifiers": [{"scheme": "lei", "value": "not one"}]}) == []


def test_they_are_told_in_words(register: Register):
    numbers = [{"scheme": "lei", "value": LEI}, {"scheme": "vat", "value": VAT}]
    assert field_value(register.words, {}, "identifiers", numbers) == f"LEI {LEI}, VAT number {VAT}"
    (change,) = differences(
        register.words, {}, {"name": "Orbit Ltd", "domains": []}, {"name": "Orbit Ltd", "domains": ["orbit.example"]}
    )
    assert (change.heading, change.was, change.now) == ("Websites", "–", "orbit.example")


def test_a_transfer_is_found_by_the_website_and_the_number_of_its_recipient(register: Register):
    importer = record.save_party(register, ORBIT, **WHO)
    exporter = record.save_party(register, {"name": "Muster GmbH"}, **WHO)
    record.save_transfer(register, {"exporter": exporter, "importer": importer}, **WHO)
    sight = {"sight": register.sight(date(2026, 11, 22))}
    for text in ("orbit.example", LEI.lower()):
        assert register.ask("SELECT contains(searched, $text) FROM transfers_on($sight)", sight | {"text": text}).rows == [
            (True,)
        ]


def test_a_list_completes_the_party_that_it_names(register: Register):
    known = record.save_party(register, {"name": "Orbit Ltd"}, **WHO)
    data = f"Vendor,Website,LEI,Location of processing\nOrbit Ltd,https://www.orbit.example,{LEI},India\n".encode()
    shown = take_in.preview(register, data, "list.csv", take_in.Options(exporter_name="Muster GmbH", exporter_country="DE"))
    take_in.take(register, shown, **WHO)
    state = register.record(known).state
    assert (state["domains"], state["identifiers"]) == (ORBIT["domains"], ORBIT["identifiers"])
