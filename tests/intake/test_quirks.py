"""The table of messy expressions with their right readings, where it is there: ../shared/inputs/quirks_dev.json."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from tests.intake.files import PUBLISHED
from transfer_register.intake.bring_in import Preview, preview, preview_file
from transfer_register.intake.mechanisms import read_mechanisms
from transfer_register.intake.places import read_place
from transfer_register.intake.rows import PreviewRow

TABLE = PUBLISHED / "quirks_dev.json"
pytestmark = pytest.mark.skipif(not TABLE.exists(), reason="the table of quirks is not in this checkout")

# Left open, each with its reason.
LATER = {}
# Read in part: what of the expectation is left open, and why.
PARTLY = {
    "D31": {"mechanism_redundant": "adequacy is a matter of law on a day; the judged register shows it"},
    "D33": {"adequacy_partial": "the scope of a decision is a matter of law; the judged register shows it"},
}


@cache
def quirks() -> dict[str, dict[str, Any]]:
    return {quirk["id"]: quirk for quirk in json.loads(TABLE.read_text(encoding="utf-8"))}


def raw(quirk: str) -> str:
    return quirks()[quirk]["raw"]


def expect(quirk: str) -> dict[str, Any]:
    return quirks()[quirk]["expect"]


@cache
def listed(file: str) -> Preview:
    return preview_file(PUBLISHED / file)


def row_of(file: str, name: str, nth: int = 0) -> PreviewRow:
    return [row for row in listed(file).rows if row.recipient and row.recipient.name == name][nth]


def table(headings: str, cells: str) -> PreviewRow:
    """One row read from a table of one row."""
    rule = "|".join("---" for _ in headings.split("|"))
    return preview(f"| {headings} |\n| {rule} |\n| {cells} |\n".encode(), "list.md").rows[0]


def agrees(quirk: str, row: PreviewRow, *, flags: bool = True) -> None:
    """Every key of the expectation that a row has is as expected, and every expected flag is there."""
    said = row.as_dict()
    for key, value in expect(quirk).items():
        if key == "recipient" and isinstance(value, str):
            assert said["recipient"]["name"] == value
        elif key == "purpose":
            assert (said["purpose"] or "").rstrip(".") == (value or "")
        elif key in said or key in ("customer_designated", "internal_owner", "exclusive", "onward_url", "contact"):
            assert said.get(key) == value, key
    if flags:
        assert set(quirks()[quirk]["flags"]) - set(PARTLY.get(quirk, ())) <= set(row.flags)


def test_every_quirk_is_read_or_left_with_a_reason():
    here = {name[5:8].upper() for name in globals() if name.startswith("test_d")}
    assert here | set(LATER) == set(quirks())


def test_d01_comma_list():
    agrees("D01", row_of("lists/01_github_2026-03.md", "Fireworks AI"))


def test_d02_eleven_places():
    agrees("D02", row_of("lists/01_github_2026-03.md", "Microsoft", 2))


def test_d03_one_recipient_three_flows():
    rows = [row for row in listed("lists/01_github_2026-03.md").rows if row.recipient.name == "Microsoft"]
    assert [row.recipient.as_dict() for row in rows] == expect("D03")["recipients"]
    assert len(rows) == expect("D03")["flows"]


def test_d04_brackets():
    rows = [row_of("lists/01_github_2026-03.md", name) for name in ("NexMo Inc", "Twilio", "npm Inc")]
    assert [row.recipient.as_dict() | {} for row in rows[:2]] == expect("D04")["recipients"][:2]
    assert rows[2].recipient.relation == "affiliate"


def test_d05_subsidiary():
    agrees("D05", row_of("lists/01_github_2026-03.md", "GitHub India Pty Ltd"))


def test_d06_sentence_above_bullets():
    agrees("D06", row_of("lists/02_37signals/basecamp.md", "AppSignal"))


def test_d07_alternatives():
    row = table("Vendor|Location", f"Cirrus Compute|{raw('D07')}")
    agrees("D07", row)


def test_d08_markup_and_onward_link():
    link = "<a href='https://www.halyard.example/legal/sub-processor-list' target='_blank'>list</a>"
    cell = raw("D08").replace("<a href='https://www.halyard.example/legal/sub-processor-list' …>…</a>", link)
    data = f"| Vendor | Location |\n|---|---|\n| Orbit Rows | {cell} |\n| Halyard Inc. | USA |\n"
    agrees("D08", preview(data.encode(), "list.md").rows[0])


def test_d09_customer_choice():
    agrees("D09", table("Entity|Hosting", f"Google LLC|{raw('D09')}"))


def test_d10_not_available():
    agrees("D10", table("Entity name|Hosting|Entity country", "Mohlmann Solutions SRL|n/a|Romania"))


def test_d11_typo_and_legal_form():
    name, hosting, country = raw("D11").split(" | ")
    agrees("D11", table("Entity name|Hosting|Entity country", f"{name}|{hosting}|{country}"))


def test_d12_worldwide():
    agrees("D12", row_of("lists/05_zed.md", "Cloudflare"))


def test_d13_department():
    agrees("D13", row_of("lists/07_pulumi.md", "Segment"))


def test_d14_postal_address():
    agrees("D14", row_of("lists/12_controlshift.md", "Google Inc."))


def test_d15_line_breaks():
    agrees("D15", row_of("lists/24_pollination.md", "Paddle"))


def test_d16_town_code_and_region():
    agrees("D16", row_of("lists/25_careai_de.md", "Supabase, Inc."))


def test_d17_pairs_by_position():
    rows = [row_of("lists/25_careai_de.md", name) for name in ("D-Trust", "A-Trust")]
    assert [{"name": row.recipient.name, "places": [place.iso2 for place in row.places.places]} for row in rows] == expect("D17")[
        "recipients"
    ]
    assert all("positional_pairing" in row.flags for row in rows)


def test_d18_condition_survives():
    agrees("D18", row_of("lists/36_domu-match_excerpt.md", "Onfido"))


def test_d19_two_mechanisms_and_a_measure():
    agrees("D19", row_of("lists/versions/lynox_2026-05-23.md", "Anthropic, PBC"))
    agrees("D19", row_of("lists_derived/lynox_2026-05_utf16_tab.txt", "Anthropic, PBC"))


def test_d20_a_sentence_that_pairs_countries_with_mechanisms():
    rows = listed("ropa/other/chulak_registre_fr.md").rows
    flows = [
        {
            "recipient": row.recipient.name,
            "relation": row.recipient.relation,
            "iso2": row.places.places[0].iso2,
            "mechanism": row.mechanisms.stated[0].code,
        }
        for row in rows[:2]
    ]
    others = [{"name": row.recipient.name, "places": list(row.places.places)} for row in rows[2:]]
    assert (flows, others) == (expect("D20")["flows"], expect("D20")["other_recipients"])
    assert set(quirks()["D20"]["flags"]) <= set(rows[2].flags)


def test_d21_second_sentence():
    agrees("D21", row_of("lists/02_37signals/company.md", "Streamyard"))


def test_d22_address_and_mail():
    reading = read_place(raw("D22"))
    assert (reading.establishment, reading.contact) == (expect("D22")["establishment"], expect("D22")["contact"])


def test_d23_legal_form():
    name, hosting, country = raw("D23").split(" | ")
    agrees("D23", table("Entity name|Hosting|Entity country", f"{name}|{hosting}|{country}"))


def test_d24_entity_country():
    agrees("D24", row_of("lists/15_prairielearn.mdx", "Sentry"))


def test_d25_german_address():
    agrees("D25", row_of("lists/19_seatable_de_v1-1-5.md", "Stripe Payments Europe Ltd."))


def test_d26_preference():
    agrees("D26", row_of("lists/25_careai_de.md", "Cloudflare, Inc."))


def test_d27_swedish():
    agrees("D27", row_of("lists/29_digidem_sv_mailjet.md", "Mailjet"))


def test_d28_hosting_providers_are_onward():
    agrees("D28", row_of("lists_derived/gdpr-tracker_flat_bom.dev.csv", "Algolia"))


def test_d29_privacy_shield():
    row = row_of("lists_derived/gdpr-tracker_flat_bom.dev.csv", "ActiveCampaign")
    agrees("D29", row)


def test_d30_name_where_a_code_is_documented():
    assert read_place(quirks()["D30"]["raw"], "countryHQ").establishment == expect("D30")["establishment"]


def test_d31_dated_clauses():
    reading = read_mechanisms(raw("D31").split(" | ", 2)[2])
    assert [mechanism.as_dict() | {"status": None} for mechanism in reading.stated] == [
        mechanism | {"status": None} for mechanism in expect("D31")["mechanisms"]
    ]
    assert "mechanism_outdated" in reading.flags
    row = table("Destinataire|Pays destination|Type de garanties|Documentation link", raw("D31"))
    assert ([place.as_dict() for place in row.places.places], row.recipient.name) == (
        expect("D31")["places"],
        expect("D31")["recipient"],
    )


def test_d31_in_the_register_itself():
    (row,) = [row for row in listed("ropa/cnil_registre-simplifie_template.ods").rows if row.line == 39]
    said = row.as_dict()
    assert (said["recipient"]["name"], said["places"]) == (expect("D31")["recipient"], expect("D31")["places"])
    assert [mechanism | {"status": None} for mechanism in said["mechanisms"]] == [
        mechanism | {"status": None} for mechanism in expect("D31")["mechanisms"]
    ]
    assert set(quirks()["D31"]["flags"]) - set(PARTLY["D31"]) <= set(row.flags)


def test_d32_lists_to_choose_from_are_never_imported():
    shown = listed("ropa/cnil_registre-simplifie_template.ods")
    assert not [row for row in shown.rows if row.table.startswith("5_")]
    assert [row for row in shown.problems if "reference_data_stale" in row.what and "5_-_Listes" in row.what]


def test_d33_adequacy_of_an_article():
    (row,) = listed("ropa/ropacs/HR_department_of_Alpha.xlsx").rows
    assert (row.recipient.name, [place.as_dict() for place in row.places.places]) == (
        expect("D33")["recipient"],
        expect("D33")["places"],
    )
    assert [mechanism.code for mechanism in row.mechanisms.stated] == ["eu-gdpr:A45-3"]


def test_d34_blank_is_as_above():
    rows = {row.line: row for row in listed("ropa/ico_controller_RECONSTRUCTED.xlsx").rows}
    assert [rows[line].purpose for line in (10, 11, 12, 13)] == ["Payroll"] * 4
    assert [rows[line].places.scope for line in (10, 11, 12, 13)] == ["none", "listed", "none", "listed"]
