"""Numbers of parties: which list they are of, check digits, and what they say of two parties. All numbers are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transfer_register.intake.identifiers import at_odds, check, read_identifiers, same_key

LEI, OTHER_LEI, VAT = "0000ORBITEXAMPLE0020", "0000HALYARDEXAMP0061", "DE123456788"
EUID = "DEK1101R.HRB000001"


@pytest.mark.parametrize(
    ("heading", "text", "found", "flags"),
    [
        ("LEI", "0000 ORBI TEXA MPLE 0020", [("lei", LEI)], ()),
        ("LEI", "0000orbitexample0021", [("lei", "0000orbitexample0021")], ("identifier_wrong",)),
        ("VAT ID", "DE 123 456 788", [("vat", VAT)], ()),
        ("VAT ID", "DE 123 456 789", [("vat", "DE 123 456 789")], ("identifier_wrong",)),
        ("VAT ID", "123456788", [("vat", "123456788")], ("identifier_unclear",)),
        ("USt-IdNr.", "DE123456788", [("vat", VAT)], ()),
        ("EUID", "dek1101r.hrb000001", [("euid", EUID)], ()),
        ("EUID", "HRB 1", [("company_number", "HRB 1")], ()),
        ("D-U-N-S number", "01-234-5678", [("duns", "012345678")], ()),
        ("DUNS", "0123", [("duns", "0123")], ("identifier_wrong",)),
        ("Company number", "01234567", [("company_number", "01234567")], ()),
        ("Company number", "Company number: 01234567", [("company_number", "01234567")], ()),
        (
            "Handelsregister",
            "HRB 1234 B, Amtsgericht Musterstadt",
            [("company_number", "HRB 1234 B, Amtsgericht Musterstadt")],
            (),
        ),
        ("Company number", "DE123456788", [("vat", VAT)], ()),
        ("Tax ID", "00-0000000", [("other", "00-0000000")], ("identifier_unclear",)),
        ("LEI", "pending", [], ()),
        ("LEI", "n/a", [], ()),
        ("Legal identifier", f"LEI: {LEI}; USt-IdNr.:DE123456788\n{EUID}", [("lei", LEI), ("vat", VAT), ("euid", EUID)], ()),
        ("Legal identifier", f"{LEI}, {LEI}", [("lei", LEI)], ()),
    ],
)
def test_a_number_is_read_by_its_words_its_form_or_its_heading(heading, text, found, flags):
    reading = read_identifiers([(heading, text)])
    assert (list(reading.found), reading.flags) == (found, flags)


def test_greece_has_one_prefix_in_the_union():
    assert same_key("vat", "GR 000000000") == same_key("vat", "EL000000000")


def test_numbers_that_tell_nothing_by_themselves_are_not_compared():
    assert [same_key(scheme, "0123") for scheme in ("company_number", "duns", "other")] == [None] * 3


@pytest.mark.parametrize(
    ("ours", "theirs", "odd"),
    [
        ([("lei", LEI)], [("lei", OTHER_LEI)], [("lei", LEI, OTHER_LEI)]),
        ([("lei", LEI)], [("lei", "0000 orbitexample 0020")], []),
        ([("lei", LEI)], [("lei", "0000orbitexample0021")], []),
        ([("vat", VAT)], [("vat", "DE200000005")], [("vat", VAT, "DE200000005")]),
        ([("vat", VAT)], [("vat", "FI10000004")], []),
        ([("vat", VAT), ("vat", "DE200000005")], [("vat", "DE200000005")], []),
        ([("lei", LEI)], [("vat", VAT)], []),
        ([("company_number", "HRB 1")], [("company_number", "HRB 2")], []),
    ],
)
def test_two_sides_are_at_odds_only_where_one_number_excludes_the_other(ours, theirs, odd):
    assert at_odds(ours, theirs) == odd


@given(st.text(alphabet="0123456789ABCXYZ", min_size=18, max_size=18))
def test_one_wrong_sign_in_an_lei_is_seen(base: str):
    digits = "".join(str(int(sign, 36)) for sign in base + "00")
    lei = f"{base}{98 - int(digits) % 97:02d}"
    assert check("lei", lei)
    wrong = ("1" if lei[0] == "0" else "0") + lei[1:]
    assert not check("lei", wrong)


@given(st.text(max_size=60))
def test_whatever_is_read_is_a_number_of_a_known_scheme(text: str):
    for scheme, value in read_identifiers([("VAT", text)]).found:
        assert value
        assert scheme in {"lei", "vat", "euid", "company_number", "duns", "other"}
