"""Sights: verdicts and scores of a day, earlier days, days of the law, and the filter."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.register.conftest import AT, DAY, party, record, seen, transfer
from transfer_register.model.filter import Filter
from transfer_register.register.sight import KEPT

US = {"places": [{"country": "US"}]}
CLAUSES = {
    "mechanisms": [{"tool": "scc", "module": 2, "signed_on": "2024-01-01"}],
    "facts": {"tia.exists": True, "tia.dated_on": "2025-01-01"},
}


def rows(register, question: str, sight: int, **more: object) -> list[tuple]:
    return register.ask(question, {"sight": sight, **more}).rows


def test_an_empty_register_has_an_empty_sight(register):
    sight = register.sight(DAY)
    for macro in ("transfers_on", "legs_on", "verdicts_on", "findings_on", "contributions_on", "facts_on"):
        assert rows(register, f"FROM {macro}($sight)", sight) == []
    assert rows(register, "FROM chosen($sight, $filter)", sight, filter="{}") == []


def test_the_worst_leg_decides_and_is_named(register):
    id = transfer(register, party("R", "JP"), places=[{"country": "US"}, {"country": "FR"}], mechanisms=[])
    sight = register.sight(DAY)
    assert rows(register, "SELECT regime, verdict, ground, ask, country FROM verdicts_on($sight)", sight) == [
        ("EU", "unknown", None, ["importer.dpf.eu.active"], "US")
    ]
    legs = rows(register, "SELECT country, verdicts FROM legs_on($sight) ORDER BY country", sight)
    assert [(country, judged[0]["verdict"]) for country, judged in legs] == [
        ("FR", "not_restricted"), ("JP", "permitted"), ("US", "unknown"),
    ]  # fmt: skip
    row = seen(register, id)
    assert (row["regimes"], row["verdict"], row["grounds"]) == (["EU"], "unknown", ["small.a.inside", "small.a.jp"])


def test_what_is_asked_is_asked_for_every_leg_that_decides(register):
    transfer(register, party("R"), places=[{"country": "US"}, {"country": "CN"}])
    [(asked,)] = rows(register, "SELECT ask FROM verdicts_on($sight)", register.sight(DAY))
    assert sorted(asked) == ["importer.dpf.eu.active", "transfer.tools"]


def test_each_regime_of_an_exporter_judges(register):
    with register.batch("Ada", AT) as writing:
        sender = writing.new("party", party("S", "GB", regimes=["EU"]))
        receiver = writing.new("party", party("R", "US", facts={"dpf.eu.active": True}))
        id = writing.new("transfer", {"exporter": sender, "importer": receiver, "mechanisms": [], "data_categories": ["name"]})
    assert rows(register, "SELECT regime, verdict, ground FROM verdicts_on($sight)", register.sight(DAY)) == [
        ("EU", "permitted", "small.a.us"), ("UK", "breached", None),
    ]  # fmt: skip
    assert seen(register, id)["verdict"] == "breached"
    assert seen(register, id)["regimes"] == ["EU", "UK"]


def test_a_transfer_that_no_law_binds_is_not_judged(register):
    with register.batch("Ada", AT) as writing:
        sender = writing.new("party", party("S", "BR"))
        id = writing.new("transfer", {"exporter": sender, "importer": sender})
    row = seen(register, id)
    assert (row["verdict"], row["regimes"], row["grounds"], row["score"], row["band"]) == ("not_judged", [], [], None, "open")


def test_findings_tell_what_each_provision_says(register):
    transfer(register, **CLAUSES)
    found = rows(register, "SELECT country, provision, kind, outcome FROM findings_on($sight) ORDER BY ALL", register.sight(DAY))
    assert ("US", "small.a.clauses", "ground", "met") in found
    assert ("US", "small.a.inside", "scope", "not_met") in found


def test_provisions_in_force_are_told_with_their_source(register):
    transfer(register)
    sight = register.sight(DAY)
    [row] = rows(
        register, "SELECT regime, title, in_force_until, act FROM provisions_on($sight) WHERE provision = 'small.a.us'", sight
    )
    assert row == ("EU", "Active recipients in the United States", date(2026, 12, 31), "Test")
    state = register.law.in_force(DAY).digest
    assert rows(register, "SELECT DISTINCT law_state FROM provision_in_force, transfers_on($sight)", sight) == [(state,)]
    assert rows(register, "SELECT DISTINCT law_state FROM finding, transfers_on($sight)", sight) == [(state,)]


TWO_PLACES = {"places": [{"country": "CN"}, {"country": "US"}], "facts": {"measures.encrypted_at_rest": True}}


def test_the_score_is_that_of_the_worst_restricted_destination_which_is_named(register):
    id = transfer(register, party("R", "FR"), **TWO_PLACES)
    row = seen(register, id)
    assert (row["score_low"], row["score"], row["band"], row["scored_in"]) == (8.0, 40.0, "high", "US")
    sight = register.sight(DAY)
    assert rows(register, "SELECT country, failure_low, failure_high, safeguards_high FROM scores_on($sight)", sight) == [
        ("US", 40.0, 80.0, 60.0)
    ]
    terms = "SELECT item, part, outcome, points, low, high FROM contributions_on($sight) ORDER BY item"
    assert rows(register, terms, sight) == [
        ("anybody", "harm", "yes", 50.0, 20.0, 40.0),
        ("encrypted", "safeguards", "yes", 50.0, -10.0, -40.0),
        ("far", "failure", "yes", 40.0, 40.0, 40.0),
        ("pledged", "safeguards", "unknown", 10.0, -2.0, 0.0),
        ("special", "harm", "unknown", 50.0, 0.0, 40.0),
        ("unassessed", "failure", "unknown", 40.0, 0.0, 40.0),
    ]


def test_the_edition_of_the_law_s_day_scores(register):
    id = transfer(register, party("R", "FR"), **TWO_PLACES)
    then = seen(register, id, law_on=date(2027, 1, 1))
    assert (then["score_low"], then["score"], then["band"]) == (5.0, 5.0, "low")
    assert seen(register, id, law_on=date(2026, 12, 31))["score"] == 40.0
    assert seen(register, id, date(2027, 1, 1), law_on=date(2026, 12, 31))["score"] == 40.0


def test_the_law_of_a_day_judges(register):
    id = transfer(register, party("R", "US", facts={"dpf.eu.active": True}), mechanisms=[])
    assert seen(register, id, date(2026, 12, 31))["verdict"] == "permitted"
    assert seen(register, id, date(2027, 1, 1))["verdict"] == "breached"
    assert seen(register, id, date(2026, 12, 31), law_on=date(2027, 1, 1))["verdict"] == "breached"
    assert seen(register, id, date(2027, 1, 1), law_on=date(2026, 12, 31))["verdict"] == "permitted"


def test_another_law_can_judge_for_a_simulation(register):
    id = transfer(register, party("R", "JP"), mechanisms=[])
    fallen = register.law.ending("small.a.jp", date(2026, 1, 1), "Test")
    now, then = register.sight(DAY), register.sight(DAY, law=fallen)
    assert now != then
    question = "SELECT verdict FROM transfers_on($sight) WHERE id = $id"
    assert rows(register, question, then, id=id) == [("breached",)]
    assert rows(register, question, now, id=id) == [("permitted",)]


def test_a_transfer_holds_from_its_first_day_to_its_last(register):
    transfer(register, valid_from="2026-06-01", valid_to="2026-06-30")
    days = [date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 30), date(2026, 7, 1)]
    assert [len(rows(register, "FROM transfers_on($sight)", register.sight(day))) for day in days] == [0, 1, 1, 0]


def test_the_register_is_seen_as_it_was_known(register):
    id = transfer(register, party("R", "CN"), owner="Ada")
    with register.batch("Bob", datetime(2026, 4, 1, tzinfo=UTC)) as writing:
        writing.change(id, {**register.record(id).state, "owner": "Bob"}, 1)
        writing.change("PA-0002", party("R", "JP"), 1)
    with register.batch("Eve", datetime(2026, 5, 1, 23, 59, tzinfo=UTC)) as writing:
        writing.end(id, 2)
    before = seen(register, id, known_on=date(2026, 3, 31))
    after = seen(register, id, known_on=date(2026, 4, 1))
    assert (before["owner"], before["importer_country"], before["version"], before["recorded_by"]) == ("Ada", "CN", 1, "Ada")
    assert (after["owner"], after["importer_country"], after["version"], after["recorded_by"]) == ("Bob", "JP", 2, "Bob")
    assert rows(register, "FROM transfers_on($sight)", register.sight(DAY, known_on=date(2026, 2, 28))) == []
    assert rows(register, "FROM transfers_on($sight)", register.sight(DAY, known_on=date(2026, 5, 1))) == []
    assert rows(register, "FROM transfers_on($sight)", register.sight(DAY)) == []


def test_the_same_days_are_the_same_sight(register):
    assert register.sight(DAY) == register.sight(DAY)
    assert register.sight(DAY) != register.sight(date(2026, 6, 2))


def test_a_sight_that_was_given_up_is_forgotten_and_made_again_when_it_is_asked(register):
    id = transfer(register)
    first = register.sight(DAY)
    for day in range(2, KEPT + 3):
        register.sight(date(2026, 6, day))
    kept = register.ask("SELECT count(*), bool_or(sight = $number) FROM sight", {"number": first}).rows
    assert kept == [(KEPT, False)]
    for table, column in (("seen_leg", "sight"), ("pattern", "pattern"), ("judged", "pattern"), ("pattern_verdict", "pattern")):
        assert register.ask(f"SELECT count(DISTINCT {column}) FROM {table}", {}).rows == [(KEPT,)]
    assert rows(register, "SELECT id FROM transfers_on($sight)", first) == [(id,)]


def test_an_edit_judges_only_new_patterns(register):
    transfer(register)
    id = transfer(register, **CLAUSES)
    register.sight(DAY)
    judged = register.ask("SELECT count(*) FROM judged", {}).rows[0][0]
    with register.batch("Ada", AT) as writing:
        writing.change(id, {**register.record(id).state, "owner": "Ada"}, 1)
    assert seen(register, id)["owner"] == "Ada"
    assert register.ask("SELECT count(*) FROM judged", {}).rows[0][0] == judged
    with register.batch("Ada", AT) as writing:
        writing.change(id, {**register.record(id).state, "persons": 7}, 2)
    assert seen(register, id)["persons"] == 7
    assert register.ask("SELECT count(*) FROM judged", {}).rows[0][0] == judged + 1


def test_a_row_says_what_the_record_says(register):
    with register.batch("Ada", AT, title="list.csv") as writing:
        sender = writing.new("party", party("Sender & Co", "DE"))
        receiver = writing.new("party", party("Receiver", "JP", kind="affiliate", aliases=["Old Receiver"]))
        id = writing.new(
            "transfer",
            {
                "exporter": sender, "importer": receiver, "exporter_role": "controller", "importer_role": "processor",
                "purposes": ["marketing", "own_term"], "purpose_text": "as stated", "data_categories": ["name", "health"],
                "data_subjects": ["customers"], "places": [{"country": "IN", "raw": "India"}, {"group": "APAC"}],
                "mechanisms": [{"tool": "scc", "reference": "C-1"}], "measures": ["m"], "persons": 5, "flags": ["conditional"],
                "review_on": "2027-01-01", "owner": "Legal", "note": "n",
                "origin": {"file": "list.csv", "sha256": "00", "line": 3},
            },
        )  # fmt: skip
    row = seen(register, id)
    assert (row["exporter_name"], row["exporter_country"]) == ("Sender & Co", "DE")
    assert (row["importer_name"], row["importer_country"], row["importer_kind"]) == ("Receiver", "JP", "affiliate")
    assert row["purpose_shown"] == "Contact and marketing, own_term"
    assert (row["countries"], row["groups"], row["scope"]) == (["IN", "JP"], ["APAC"], "listed")
    assert row["places"][0]["raw"] == "India"
    assert row["mechanisms"] == '[{"reference":"C-1","tool":"scc"}]'
    assert '"line":3' in row["origin"]
    assert (row["batch"], row["batches"], row["recorded_by"]) == ("BA-0001", ["BA-0001"], "Ada")
    assert row["recorded_at"] == datetime(2026, 3, 1, 9)
    assert (row["review_on"], row["flags"], row["special"], row["persons"]) == (date(2027, 1, 1), ["conditional"], True, 5)


def test_a_purpose_without_terms_is_shown_in_its_own_words(register):
    assert seen(register, transfer(register, purpose_text="Payroll"))["purpose_shown"] == "Payroll"


def test_a_later_edit_keeps_the_batch_that_brought_a_transfer_in(register):
    with register.batch("Ada", AT, title="list") as writing:
        sender = writing.new("party", party("S", "DE"))
        id = writing.new("transfer", {"exporter": sender, "importer": sender})
    with register.batch("Bob", AT) as writing:
        writing.change(id, {"exporter": sender, "importer": sender, "owner": "Bob"}, 1)
    assert (seen(register, id)["batch"], seen(register, id)["recorded_by"]) == ("BA-0001", "Bob")


@pytest.fixture
def filtered(register):
    """A register with three transfers, and who passes a filter."""
    with register.batch("Ada", AT, title="list") as writing:
        german = writing.new("party", party("Müller GmbH", "DE"))
        british = writing.new("party", party("Smith Ltd", "GB"))
        japanese = writing.new("party", party("Tanaka", "JP", kind="affiliate"))
        chinese = writing.new("party", party("Li & Co", "CN", kind="service_provider", aliases=["Northstar"]))
        writing.new("transfer", {"exporter": german, "importer": japanese, "data_categories": ["name"], "mechanisms": []})
        writing.new(
            "transfer",
            {
                "exporter": german, "importer": chinese, "data_categories": ["health"], "purposes": ["marketing"],
                "mechanisms": [{"tool": "bcr_c"}], "data_subjects": ["employees"], "flags": ["conditional"],
                "owner": "Legal team",
            },
        )  # fmt: skip
    record(register, "transfer", {"exporter": british, "importer": japanese, "places": [{"group": "APAC"}]})
    sight = register.sight(DAY)

    def passing(**fields: object) -> list[int]:
        chosen = Filter(**{name: value if name == "search" else (value,) for name, value in fields.items()})
        found = rows(register, "SELECT id FROM chosen($sight, $filter) ORDER BY id", sight, filter=chosen.json())
        return [int(id[-1]) for (id,) in found]

    return passing


def test_the_filter_lets_pass_what_it_names(filtered):
    assert filtered() == [1, 2, 3]
    assert filtered(verdicts="permitted") == [1]
    assert filtered(verdicts="breached") == [2]
    assert filtered(regimes="UK") == [3]
    assert filtered(regimes="UK", verdicts="permitted") == []
    assert filtered(regimes="EU", verdicts="permitted") == [1]
    assert filtered(countries="JP") == [1, 3]
    assert filtered(origins="DE") == [1, 2]
    assert filtered(categories="health") == [2]
    assert filtered(purposes="marketing") == [2]
    assert filtered(subjects="employees") == [2]
    assert filtered(tools="bcr_c") == [2]
    assert filtered(kinds="affiliate") == [1, 3]
    assert filtered(flags="conditional") == [2]
    assert filtered(exporters="PA-0002") == [3]
    assert filtered(importers="PA-0003", origins="DE") == [1]
    assert filtered(transfers="TR-00002") == [2]
    assert filtered(batches="BA-0001") == [1, 2]
    assert filtered(bands="high") == [2, 3]
    assert filtered(bands="moderate") == [1]
    assert filtered(bands="low") == []


def test_the_search_reads_ids_names_purposes_countries_and_owners(filtered):
    assert filtered(search="müller") == [1, 2]
    assert filtered(search="MÜLLER") == [1, 2]
    assert filtered(search="tr-00003") == [3]
    assert filtered(search="contact and") == [2]
    assert filtered(search="japan") == [1, 3]
    assert filtered(search="apac") == [3]
    assert filtered(search="legal team") == [2]
    assert filtered(search="northstar") == [2]
    assert filtered(search="%") == []


def test_the_filter_works_on_a_whole_leg_table(register, filtered):
    answer = register.ask(
        "SELECT id, verdict FROM chosen_legs($sight, $filter)", {"sight": register.sight(DAY), "filter": '{"regimes":["UK"]}'}
    )
    assert {id for id, _ in answer.rows} == {"TR-00003"}
