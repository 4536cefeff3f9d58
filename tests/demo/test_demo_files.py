"""The files of the demonstration: sound, invented, and rich enough to show everything."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from transfer_register.actions.demo import FOLDER, read_demonstration
from transfer_register.errors import NotLaw
from transfer_register.model.vocabulary import read_words

WORDS = read_words(FOLDER.parents[1] / "data" / "vocabulary")
DEMO = read_demonstration(FOLDER, WORDS)
PARTIES, TRANSFERS = DEMO.parties, DEMO.transfers


def test_every_party_is_invented_and_says_so():
    assert all(party["name"].endswith("(demo)") for party in PARTIES.values())
    assert DEMO.organisation["name"].endswith("(demo)")
    assert all(alias.endswith("(demo)") for party in PARTIES.values() for alias in party["aliases"])
    assert len({party["name"] for party in PARTIES.values()}) == len(PARTIES)


def test_contacts_are_functions_at_addresses_that_lead_nowhere():
    assert all(person.email.endswith(".example") for _, _, person in DEMO.contacts)
    assert {party for party, role, _ in DEMO.contacts if role == "dpo"} >= {"acme_de", "acme_gb", "acme_ch"}
    assert {role for _, role, _ in DEMO.contacts} >= {
        "dpo",
        "eu_representative",
        "uk_representative",
        "privacy_contact",
        "signatory",
    }


def test_most_say_of_which_activity_they_are_part_and_some_do_not():
    told = [t for t in TRANSFERS.values() if t.get("activity") and t.get("nature") and t.get("frequency")]
    assert 70 <= len(told) < len(TRANSFERS)
    assert {t["frequency"] for t in told} == set(WORDS.lists["frequencies"])
    assert any(t.get("legal_bases") is None for t in told)


def test_the_group_sends_from_twelve_countries_and_more_than_twenty_five_receive():
    own = [t for t in TRANSFERS.values() if t["exporter"].startswith("acme_")]
    assert len({PARTIES[t["exporter"]]["country"] for t in own}) >= 11
    places = {place["country"] for t in TRANSFERS.values() for place in t["places"] if "country" in place}
    assert len(places | {PARTIES[t["importer"]]["country"] for t in TRANSFERS.values()}) >= 25


def test_every_category_purpose_kind_and_mechanism_of_the_policy_is_used():
    used = {
        "data_categories": {term for t in TRANSFERS.values() for term in t["data_categories"]},
        "purposes": {term for t in TRANSFERS.values() for term in t["purposes"]},
        "recipient_kinds": {PARTIES[t["importer"]]["kind"] for t in TRANSFERS.values()},
        "transfer_tools": {m["tool"] for t in TRANSFERS.values() for m in t.get("mechanisms") or ()},
        "data_subjects": {term for t in TRANSFERS.values() for term in t["data_subjects"]},
        "place_roles": {place["role"] for t in TRANSFERS.values() for place in t["places"]},
    }
    policy = {
        term.id for name in ("data_categories", "purposes") for term in WORDS.lists[name].values() if "Policy P" in term.source
    }
    assert policy <= used["data_categories"] | used["purposes"]
    assert set(WORDS.lists["recipient_kinds"]) == used["recipient_kinds"]
    # Only states and federal bodies can rest a transfer on these two.
    assert set(WORDS.lists["transfer_tools"]) - {"treaty", "federal_guarantee"} == used["transfer_tools"]
    assert set(WORDS.lists["data_subjects"]) == used["data_subjects"]
    assert set(WORDS.lists["place_roles"]) - {"establishment"} == used["place_roles"]


def test_groups_worldwide_onward_ended_coming_overdue_and_children_are_among_them():
    today = date(2026, 11, 23).isoformat()
    rows = list(TRANSFERS.values())
    assert {place["group"] for t in rows for place in t["places"] if "group" in place} == {"EU", "APAC"}
    assert {place["scope"] for t in rows for place in t["places"] if "scope" in place} == {"global", "undetermined"}
    assert sum("follows" in t for t in rows) >= 3
    assert any(t.get("valid_to", "9999") < today for t in rows)
    assert any(t.get("valid_from", "") > today for t in rows)
    assert sum(t.get("review_on", "9999") < today for t in rows) >= 5
    assert sum(today <= t.get("review_on", "") <= "2026-12-31" for t in rows) >= 5
    assert {t["facts"].get("data.guardian_consent") for t in rows if "children" in t["data_subjects"]} == {True, False}
    assert any(t.get("mechanisms") is None for t in rows)
    assert any(t.get("mechanisms") == [] for t in rows)


def test_a_contact_of_nobody_or_without_role_is_told(tmp_path: Path):
    (tmp_path / "a.yaml").write_text("contacts:\n  - {party: nobody, role: dpo, name: Office}\n  - {name: Office, fax: 1}\n")
    with pytest.raises(NotLaw) as caught:
        read_demonstration(tmp_path, WORDS)
    said = str(caught.value)
    assert "a.yaml, line 2: there is no party 'nobody'" in said
    assert "a.yaml, line 3: there is no role ''" in said
    assert "a.yaml, line 3: fax:" in said


def test_a_broken_file_is_told_with_file_line_and_key(tmp_path: Path):
    (tmp_path / "a.yaml").write_text(
        "title: A\npeople: []\nparties:\n  - {key: one, name: One (demo), country: XY}\ntransfers:\n"
        "  - {key: t, exporter: one, importer: two, purposes: [fun]}\n"
        "  - {key: u, exporter: one, importer: one, facts: {tia.exists: maybe}}\n"
        "  - {key: t, exporter: one, importer: one}\n  - {key: v, exporter: one, importer: one, colour: red}\n",
        encoding="utf-8",
    )
    with pytest.raises(NotLaw) as refusal:
        read_demonstration(tmp_path, WORDS)
    told = str(refusal.value)
    for part in (
        "a.yaml: the heading 'people' is not known here",
        "a.yaml, line 4: one: there is no country 'XY'",
        "a.yaml, line 6: t: there is no party 'two'",
        "there is no purposes 'fun'",
        "a.yaml, line 7: u: Transfer impact assessment on file (tia.exists): 'maybe' is no flag",
        "a.yaml, line 8: the key 't' is missing or stands twice",
        "a.yaml, line 9: v: This is no transfer that can be recorded (colour: Extra inputs are not permitted)",
    ):
        assert part in told, told
