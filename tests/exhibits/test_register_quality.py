"""The register itself: what is counted, of how many, and that nothing asked is no share."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.exhibits.conftest import Seen
from transfer_register.actions.opening import open_register
from transfer_register.actions.quality import asked_of, quality
from transfer_register.exhibits import exhibit, register_quality
from transfer_register.exhibits.register_quality import Share, mean, percent
from transfer_register.model.filter import Filter

DAY = date(2026, 6, 1)
OLD, NEW = datetime(2024, 1, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
CLAUSES = [{"tool": "scc", "module": 1, "signed_on": "2023-01-01"}]
ASKED = {"asked": ["exporter.country", "transfer.persons", "transfer.tools"], "looked_at": ["tia.dated_on"], "within": 365}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory):
    """Of four transfers of 2024 two were assessed, one lately; one has a review day that has passed; one was recorded lately."""
    opened = open_register(tmp_path_factory.mktemp("quality") / "register")
    with opened.batch("Ada", OLD) as writing:
        sender = writing.new("party", {"name": "Sender", "country": "DE"})
        receiver = writing.new("party", {"name": "Receiver", "country": "IN"})
        pair = {"exporter": sender, "importer": receiver}
        writing.new("transfer", {**pair, "persons": 5, "facts": {"tia.dated_on": "2026-05-01"}})
        writing.new("transfer", {**pair, "mechanisms": CLAUSES, "facts": {"tia.dated_on": "2025-05-01"}})
        writing.new("transfer", {**pair, "facts": {"tia.dated_on": "2026-05-01"}, "review_on": "2026-05-31"})
    with opened.batch("Bob", NEW) as writing:
        writing.new("transfer", {**pair, "facts": {"tia.dated_on": "2026-06-02"}})
    yield opened
    opened.close()


def shares(register, filter: Filter | None = None) -> dict[str, tuple[int, int]]:
    answer = exhibit.ask(register, "register_quality", register.sight(DAY), filter, **ASKED)
    return {share.id: (share.counted, share.of_all) for share in register_quality.read(answer)}


def test_what_is_stated_and_what_was_looked_at_in_time_is_counted(register) -> None:
    found = shares(register)
    assert (found["completeness"], found["freshness"]) == ((6, 12), (2, 4))
    narrowed = shares(register, Filter(transfers=("TR-00001",)))
    assert (narrowed["completeness"], narrowed["freshness"]) == ((2, 3), (1, 1))


def test_evidence_counts_the_duties_to_have_it(register) -> None:
    question = "SELECT outcome = 'met', count(*) FROM duties_on($sight) WHERE duty = 'evidence' GROUP BY ALL"
    owed = dict(register.ask(question, {"sight": register.sight(DAY)}).rows)
    assert shares(register)["evidence"] == (owed.get(True, 0), sum(owed.values()))
    assert sum(owed.values()) > 0


def test_an_empty_register_has_no_share_and_no_mean(empty: Seen) -> None:
    found = quality(empty.register, on=DAY)
    assert [(share["share"], share["of"]) for share in found["shares"]] == [(None, 0)] * 3
    assert found["mean"] is None
    assert "nothing is asked" in found["shares"][0]["said"]


def test_the_kit_s_own_facts_are_asked(register) -> None:
    [counting] = register.kits.quality.countings
    assert asked_of(register, DAY) == {
        "asked": list(counting.facts), "looked_at": list(counting.looked_at), "within": counting.within_days,
    }  # fmt: skip


def test_only_what_is_whole_reads_as_whole() -> None:
    assert [percent(share) for share in (0.0, 0.001, 0.5, 0.999, 1.0)] == ["0%", "1%", "50%", "99%", "100%"]


def test_a_mean_says_of_how_many_shares_it_is() -> None:
    whole = [Share("completeness", 1, 2), Share("freshness", 1, 1), Share("evidence", 0, 0)]
    assert mean(whole) == (0.75, "Mean of 2 of the three shares; nothing is asked for the rest, unweighted: 75%.")
