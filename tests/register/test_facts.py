"""Legs, and the facts of each leg: what is derived, what is stated, and what stays unknown."""

from __future__ import annotations

from datetime import date

import pytest

from tests.register.conftest import DAY, facts, pair, party, record, seen, transfer
from transfer_register.model.facts import DERIVED, FACTS
from transfer_register.register import fact_columns
from transfer_register.register.register import Register


@pytest.fixture(scope="module")
def register(tmp_path_factory, law, kits, words):
    """One register for all tests here: each looks at transfers of its own."""
    register = Register.open(tmp_path_factory.mktemp("facts") / "register", law, kits, words)
    yield register
    register.close()


def each(register, fact: str, cases: list[tuple]) -> list[tuple]:
    """The cases (what is stated, what is known of it then) with what the register knows in the place of the latter."""
    ids = [transfer(register, **stated) for stated, _ in cases]
    return [(stated, facts(register, id)["US"].get(fact)) for id, (stated, _) in zip(ids, cases, strict=True)]


def legs(register, id: str) -> list[tuple]:
    return register.ask(
        "SELECT country, country_group, scope, roles FROM legs_on($sight) WHERE transfer = $id ORDER BY ALL",
        {"sight": register.sight(DAY), "id": id},
    ).rows


def test_every_derived_fact_is_computed(register):
    transfer(register)
    register.sight(DAY)
    computed = {c[0] for c in register.current.projection.connection.execute("FROM derived_fact LIMIT 0").description}
    assert set(DERIVED) <= computed
    assert computed - {"transfer", "leg"} <= set(FACTS)


def test_a_fact_that_facts_sql_does_not_compute_yet_is_unknown():
    assert 'NULL::BOOLEAN AS "onward.exists"' in fact_columns.collect(set(DERIVED) - {"onward.exists"})


def test_a_place_is_a_leg_with_its_roles(register):
    id = transfer(
        register, places=[{"country": "IN", "role": "support_access"}, {"country": "IN", "role": "storage"}, {"country": "US"}]
    )
    assert legs(register, id) == [("IN", None, "listed", ["storage", "support_access"]), ("US", None, "listed", ["processing"])]


def test_an_establishment_elsewhere_is_a_leg_of_its_own(register):
    id = transfer(register, places=[{"country": "IN"}])
    assert legs(register, id) == [("IN", None, "listed", ["processing"]), ("US", None, "listed", ["establishment"])]


def test_groups_and_anywhere_are_legs_without_a_country(register):
    id = transfer(
        register,
        importer=party("X"),
        places=[{"group": "APAC"}, {"scope": "global"}, {"raw": "tbd"}, {"group": "EU", "scope": "undetermined"}],
    )
    assert legs(register, id) == [
        (None, "APAC", "listed", ["processing"]), (None, "EU", "undetermined", ["processing"]),
        (None, None, "global", ["processing"]), (None, None, "undetermined", ["processing"]),
    ]  # fmt: skip


def test_nothing_known_is_one_unknown_leg(register):
    id = transfer(register, importer=party("X"))
    assert legs(register, id) == [(None, None, "unknown", [])]


def test_stated_facts_come_from_the_party_or_the_transfer(register):
    receiver = party("R", "US", facts={"dpf.eu.active": True, "subject_to": ["JP-APPI"], "entity_type": "nonprofit"})
    known = facts(register, transfer(register, receiver, facts={"tia.exists": False, "scc.clause9_notice_days": 30}))["US"]
    assert known["importer.dpf.eu.active"] is True
    assert known["importer.subject_to"] == ["JP-APPI"]
    assert known["importer.entity_type"] == "nonprofit"
    assert known["tia.exists"] is False
    assert known["scc.clause9_notice_days"] == 30
    assert "exporter.dpf.eu.active" not in known


def test_what_nobody_stated_is_unknown(register):
    known = facts(register, transfer(register, importer=party("X")))[None]
    assert known == {
        "transfer.date": "2026-06-01", "exporter.country": "DE", "exporter.regimes": [], "importer.scope": "unknown",
        "importer.same_legal_entity": False, "evidence.filed": [],
    }  # fmt: skip


def test_roles_kind_purposes_and_persons_are_facts(register):
    known = facts(
        register,
        transfer(
            register, party("R", "US", kind="affiliate"), exporter_role="controller", importer_role="processor",
            purposes=["marketing", "hosting"], persons=0,
        ),
    )["US"]  # fmt: skip
    assert (known["exporter.role"], known["importer.role"], known["importer.kind"]) == ("controller", "processor", "affiliate")
    assert (known["processing.purposes"], known["transfer.persons"]) == (["hosting", "marketing"], 0)


def test_declared_regimes_are_facts_of_the_exporter(register):
    sender = record(register, "party", party("S", "US", regimes=["EU"]))
    id = record(register, "transfer", {"exporter": sender, "importer": sender})
    assert facts(register, id)["US"]["exporter.regimes"] == ["EU"]
    assert facts(register, id)["US"]["importer.same_legal_entity"] is True


def test_remote_access_follows_from_the_roles_of_a_place(register):
    cases = [
        ([{"country": "US", "role": "remote_access"}, {"country": "US", "role": "storage"}], True),
        ([{"country": "US", "role": "support_access"}], True),
        ([{"country": "US", "role": "storage"}], False),
        ([], None),
    ]
    stated = [({"places": places}, known) for places, known in cases]
    assert each(register, "flow.remote_access", stated) == stated


def test_special_categories_follow_from_the_words_or_from_a_statement(register):
    cases = [
        ({"data_categories": ["health", "name"]}, True),
        ({"data_categories": ["name"]}, False),
        ({}, None),
        ({"facts": {"data.special_stated": True}}, True),
        ({"facts": {"data.special_stated": False}}, False),
        ({"data_categories": ["health"], "facts": {"data.special_stated": False}}, True),
    ]
    assert each(register, "data.has_special_categories", cases) == cases


def test_workers_data_follow_from_the_words_unless_stated(register):
    cases = [
        ({"data_subjects": ["employees"]}, True),
        ({"data_categories": ["employment_data"]}, True),
        ({"data_subjects": ["customers"]}, False),
        ({"data_categories": ["name"]}, None),
        ({}, None),
        ({"data_subjects": ["employees"], "facts": {"data.hr_context": False}}, False),
        ({"facts": {"data.hr_context": True}}, True),
    ]
    assert each(register, "data.hr_context", cases) == cases


def test_a_mechanism_counts_while_it_is_valid(register):
    cases = [
        (None, None, None),
        ([], [], False),
        ([{"tool": "scc"}, {"tool": "uk_addendum"}], ["scc", "uk_addendum"], True),
        ([{"tool": "scc"}, {"tool": "scc"}], ["scc"], False),
        ([{"tool": "uk_addendum", "valid_to": "2026-05-31"}], [], False),
        ([{"tool": "uk_addendum", "valid_to": "2026-06-01"}], ["uk_addendum"], True),
        ([{"tool": "uk_addendum", "valid_from": "2026-06-02"}], [], False),
        ([{"tool": "uk_addendum", "signed_on": "2026-06-02"}], [], False),
        ([{"tool": "uk_addendum", "signed_on": "2026-07-01", "valid_from": "2026-06-01"}], ["uk_addendum"], True),
    ]
    ids = [transfer(register, **({} if stated is None else {"mechanisms": stated})) for stated, _, _ in cases]
    known = [facts(register, id)["US"] for id in ids]
    assert [(k.get("transfer.tools"), k.get("uk_addendum.signed")) for k in known] == [
        (tools, signed) for _, tools, signed in cases
    ]
    assert [seen(register, id)["tools"] for id in ids] == [tools for _, tools, _ in cases]


def test_the_clauses_that_count_are_the_latest_of_2021(register):
    mechanisms = [
        {"tool": "scc_old", "signed_on": "2025-01-01", "module": 4}, {"tool": "scc", "signed_on": "2022-01-01", "module": 1},
        {"tool": "scc", "signed_on": "2023-01-01", "module": 2},
        {"tool": "scc", "signed_on": "2024-01-01", "module": 3, "valid_to": "2025-01-01"},
    ]  # fmt: skip
    known = facts(register, transfer(register, mechanisms=mechanisms))["US"]
    assert (known["scc.module"], known["scc.concluded_on"]) == (2, "2023-01-01")


def test_ages_are_counted_to_the_day_of_the_sight(register):
    id = transfer(register, party("R", "US", facts={"dpf.checked_on": "2026-05-31"}), facts={"tia.dated_on": "2025-06-01"})
    known = facts(register, id)["US"]
    assert (known["tia.age_days"], known["dpf.days_since_check"]) == (365, 1)
    before = facts(register, id, on=date(2025, 5, 31))["US"]
    assert "tia.age_days" not in before
    assert "dpf.days_since_check" not in before


def test_each_assessment_has_an_age_of_its_own(register):
    dated = {"tia": "2025-06-01", "tra": "2026-05-31", "pipia": "2026-06-01"}
    known = facts(register, transfer(register, facts={f"{name}.dated_on": day for name, day in dated.items()}))["US"]
    ages = {name: known.get(f"{name}.age_days") for name in ("tia", "tra", "tia_ch", "pipia")}
    assert ages == {"tia": 365, "tra": 1, "tia_ch": None, "pipia": 0}


def test_a_transfer_that_another_one_carries_onward_is_known_to_be(register):
    first = transfer(register)
    assert "onward.exists" not in facts(register, first)["US"]
    parties = register.transfer(first)[0]
    state = {"exporter": parties.importer, "importer": parties.exporter, "follows": first, "valid_from": "2026-06-01"}
    record(register, "transfer", state)
    assert facts(register, first)["US"]["onward.exists"] is True
    assert "onward.exists" not in facts(register, first, on=date(2026, 5, 31))["US"]


def test_that_there_is_no_onward_transfer_can_be_stated(register):
    assert facts(register, transfer(register, facts={"onward.exists": False}))["US"]["onward.exists"] is False


def test_equal_facts_are_one_pattern(register):
    sender, receiver = pair(register)
    for owner in ("a", "b"):
        record(register, "transfer", {"exporter": sender, "importer": receiver, "owner": owner})
    record(register, "transfer", {"exporter": sender, "importer": receiver, "persons": 5})
    question = """
        SELECT count(DISTINCT pattern), count(*)
        FROM legs_on($sight) JOIN transfers_on($sight) ON id = transfer WHERE exporter = $id
    """
    assert register.ask(question, {"sight": register.sight(DAY), "id": sender}).rows == [(2, 3)]
