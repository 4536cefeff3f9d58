"""What hangs on one country, one group, one ground: counted as a plain walk over the transfers counts it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.exhibits.conftest import Seen
from tests.exhibits.random_register import ON
from transfer_register.actions.opening import open_register
from transfer_register.exhibits import concentration, verdict_counts
from transfer_register.model.filter import Filter
from transfer_register.model.vocabulary import Words

_ROWS = "SELECT id, importer, countries, grounds, persons, data_categories AS categories, systems FROM transfers_on($sight)"


@pytest.fixture(scope="module")
def owned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    """Three companies of one group, two that own each other, and systems that several transfers serve."""
    register = open_register(tmp_path_factory.mktemp("owned") / "register")
    with register.batch("test", datetime(2026, 11, 1, tzinfo=UTC), title="Owners") as writing:
        us = {"country": "US"}
        sender = writing.new("party", {"name": "Sender", "country": "DE"})
        head = writing.new("party", {"name": "Head", **us})
        middle = writing.new("party", {"name": "Middle", "parent": head, **us})
        low = writing.new("party", {"name": "Low", "country": "IN", "parent": middle})
        ring = writing.new("party", {"name": "Ring", "country": "JP"})
        other = writing.new("party", {"name": "Other", "country": "JP", "parent": ring})
        writing.change(ring, {"name": "Ring", "country": "JP", "parent": other}, 1)
        for importer, country, systems, persons in (
            (head, "US", ["Payroll"], 100), (low, "IN", ["Payroll", "Desk"], 50), (other, "JP", ["Desk"], None),
            (ring, "JP", [], 850),
        ):  # fmt: skip
            state = {
                "exporter": sender, "importer": importer, "data_categories": ["contact"], "systems": systems,
                "places": [{"country": country}, *([{"country": "US"}] if country == "IN" else [])],
            }  # fmt: skip
            writing.new("transfer", state | ({"persons": persons} if persons else {}))
    yield Seen(register, register.sight(ON))
    register.close()


def _plain(seen: Seen) -> dict[tuple[str, str], dict[str, Any]]:
    """As concentration.sql, by a walk over the transfers."""
    parties = seen.register.parties()

    def top(id: str) -> str:
        for _ in range(12):
            if parties[id].parent is None:
                break
            id = parties[id].parent
        return id

    rows = seen.register.ask(_ROWS, {"sight": seen.sight}).dicts()
    hanging: dict[tuple[str, str], list[tuple[dict[str, Any], bool]]] = defaultdict(list)
    for row in rows:
        for what, values in (("country", row["countries"]), ("group", [top(row["importer"])]), ("ground", row["grounds"])):
            for value in set(values or ()):
                hanging[what, value].append((row, len(set(values)) == 1))
    found = {}
    for key, held in hanging.items():
        inside = {row["id"] for row, _ in held}
        counted = {
            "transfers": len(held), "transfers_only": sum(wholly for _, wholly in held),
            "persons": sum(row["persons"] or 0 for row, _ in held),
            "persons_unknown": sum(row["persons"] is None for row, _ in held),
        }  # fmt: skip
        for of in ("categories", "systems"):
            terms = {term for row, _ in held for term in row[of] or ()}
            counted[of] = len(terms)
            counted[f"{of}_only"] = sum(all(row["id"] in inside for row in rows if term in (row[of] or ())) for term in terms)
        found[key] = counted
    return found


@pytest.mark.parametrize("which", ["small", "owned"])
def test_every_figure_is_that_of_a_plain_walk(which: str, request: pytest.FixtureRequest):
    seen = request.getfixturevalue(which)
    rows = seen.ask("concentration", most=10_000).dicts()
    plain = _plain(seen)
    assert {(row["what"], row["value"]) for row in rows} == set(plain)
    for row in rows:
        expected = plain[row["what"], row["value"]]
        assert {name: row[name] or 0 for name in expected} == expected, (row["what"], row["value"])


def test_a_group_is_everything_below_the_company_above_all(owned: Seen):
    rows = {row["name"]: row for row in owned.ask("concentration").dicts() if row["what"] == "group"}
    assert rows["Head"]["transfers"] == 2
    assert len(rows["Head"]["members"]) == 2
    assert (rows["Head"]["systems"], rows["Head"]["systems_only"]) == (2, 1)


def test_companies_that_own_each_other_end(owned: Seen):
    assert {"Ring", "Other"} & {row["name"] for row in owned.ask("concentration").dicts()}


def test_a_mark_counts_the_transfers_behind_it(owned: Seen, small: Seen):
    for seen in (owned, small):
        answer = seen.ask("concentration")
        for row in answer.dicts():
            fields = concentration.picked({"points": [{"customdata": [row["what"], row["value"]]}]}, answer)
            behind = verdict_counts.total(seen.ask("verdict_counts", Filter(**fields)))
            assert behind == row["transfers"] or row["what"] == "ground", (row["what"], row["value"])


@pytest.mark.parametrize("part", concentration.PARTS)
def test_shares_of_what_nobody_stated_are_left_out_and_said(part: str, small: Seen, words: Words):
    answer = small.ask("concentration", Filter(systems=("",)))
    names = {trace.name for trace in concentration.draw(answer, words, part).data if trace.name}
    assert not any("Systems" in name for name in names)
    assert "systems" in concentration.caption(answer, words)
