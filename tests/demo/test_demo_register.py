"""The demonstration in a register, judged by the law of the installation: it has something of everything to show."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime

import pytest

from transfer_register.actions.demo import TITLE, fill
from transfer_register.actions.opening import open_register
from transfer_register.errors import Refused

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ON = date(2026, 11, 22)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    register = open_register(tmp_path_factory.mktemp("demo") / "register")
    made = fill(register, AT, "demo")
    yield register, made
    register.close()


def asked(register, sql: str, on: date = ON) -> list[dict]:
    return register.ask(sql, {"sight": register.sight(on)}).dicts()


def test_it_is_one_batch_with_a_title(filled):
    register, made = filled
    batch = register.record(made["batch"])
    assert batch.state["title"] == TITLE
    assert len(register.parties()) == made["parties"]
    assert register.record("organisation").state["name"] == "Acme Equipment Group (demo)"
    entries = [entry for entry in register.history("TR-00001")]
    assert [(entry.batch, entry.version) for entry in entries] == [(made["batch"], 1)]


def test_contacts_come_as_a_batch_of_their_own(filled):
    register, made = filled
    recorded = register.ask("SELECT DISTINCT record FROM change WHERE kind = 'contact'", {}).rows
    assert len(recorded) == made["contacts"] > 20
    assert not [entry for entry in register.history("CO-00001") if entry.batch == made["batch"]]


def test_a_register_that_is_not_empty_is_left_alone(filled):
    register, _ = filled
    before = register.head()
    with pytest.raises(Refused, match="not empty"):
        fill(register, AT, "demo")
    assert register.head() == before


def test_every_verdict_and_every_band_occurs(filled):
    register, _ = filled
    rows = asked(register, "SELECT verdict, band FROM transfers_on($sight)")
    assert {row["verdict"] for row in rows} == set(register.words.lists["verdicts"])
    assert {row["band"] for row in rows} == set(register.words.lists["bands"])


def test_each_regime_permits_forbids_and_finds_something_unrestricted_or_unknown(filled):
    register, _ = filled
    found = defaultdict(set)
    for row in asked(register, "SELECT regime, verdict FROM verdicts_on($sight)"):
        found[row["regime"]].add(row["verdict"])
    assert set(found) == {"EU", "UK", "CH"}
    assert all({"permitted", "breached"} <= verdicts for verdicts in found.values())
    assert {"unknown", "not_restricted"} <= found["EU"] & found["UK"]


def test_transfers_rest_on_adequacy_safeguards_and_derogations(filled):
    register, _ = filled
    grounds = {
        row["ground"] for row in asked(register, "SELECT DISTINCT ground FROM verdicts_on($sight) WHERE verdict = 'permitted'")
    }
    provisions = register.law.provisions
    assert {provisions[ground].cascade for ground in grounds} == {"adequacy", "safeguard", "derogation"}
    assert {"eu.us.dpf", "uk.us.2023", "ch.us.2024", "eu.scc2021.m2", "eu.art47.bcr_c"} <= grounds


def test_one_transfer_is_permitted_by_two_regimes_and_breached_under_a_third(filled):
    register, _ = filled
    verdicts = defaultdict(dict)
    for row in asked(register, "SELECT transfer, regime, verdict FROM verdicts_on($sight)"):
        verdicts[row["transfer"]][row["regime"]] = row["verdict"]
    assert {"EU": "permitted", "UK": "permitted", "CH": "breached"} in verdicts.values()


def test_what_ended_and_what_has_not_begun_shows_on_its_own_day_only(filled):
    register, made = filled
    on = {day: {row["id"] for row in asked(register, "SELECT id FROM transfers_on($sight)", day)} for day in
          (date(2021, 6, 1), ON, date(2027, 6, 1))}  # fmt: skip
    assert len(on[ON]) < made["transfers"]
    assert on[date(2021, 6, 1)] - on[ON]
    assert on[date(2027, 6, 1)] - on[ON]


def test_the_privacy_shield_carried_the_tag_before_it_fell(filled):
    register, _ = filled
    sql = "SELECT v.verdict, v.ground FROM verdicts_on($sight) v JOIN transfers_on($sight) t ON t.id = v.transfer " \
          "WHERE t.importer_name LIKE 'Pixelmeter%' AND v.regime = 'EU' AND t.exporter_country = 'DE'"  # fmt: skip
    [before] = asked(register, sql, date(2020, 7, 1))
    [after] = asked(register, sql, date(2020, 7, 17))
    assert (before["verdict"], before["ground"]) == ("permitted", "eu.us.privacy_shield")
    assert after["verdict"] == "breached"
