"""Chains: whole, as good as their weakest leg, with what nobody recorded in sight, and the same as a plain walk finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.exhibits.chain_register import ON, chain_register
from transfer_register.exhibits import chain_picture, chains, exhibit, reach
from transfer_register.model.filter import Filter
from transfer_register.model.vocabulary import Words
from transfer_register.register.answer import Answer
from transfer_register.register.register import Register

RANKS = ["breached", "unknown", "not_judged", "permitted", "not_restricted"]


@dataclass(frozen=True)
class Linked:
    register: Register
    sight: int
    ids: dict[str, str]

    def ask(self, name: str, filter: Filter | None = None, **more: Any) -> Answer:
        return exhibit.ask(self.register, name, self.sight, filter, **more)

    def roots(self, filter: Filter | None = None, **more: Any) -> set[str]:
        keys = {id: key for key, id in self.ids.items()}
        return {keys[legs[0]["chain"]] for legs in chains.chains(self.ask("chains", filter, **more))}


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Linked]:
    register, ids = chain_register(tmp_path_factory.mktemp("chains") / "register")
    yield Linked(register, register.sight(ON), ids)
    register.close()


def legs_of(linked: Linked, key: str) -> dict[str, dict[str, Any]]:
    [legs] = chains.chains(linked.ask("chains", chain=linked.ids[key]))
    keys = {id: key for key, id in linked.ids.items()}
    return {keys[leg["transfer"]]: leg for leg in legs}


def test_a_chain_is_shown_whole_from_its_first_transfer_to_its_last(linked: Linked) -> None:
    for key in ("a1", "a2", "a3"):
        assert [(k, leg["depth"]) for k, leg in legs_of(linked, key).items()] == [("a1", 1), ("a2", 2), ("a3", 3)]
    assert linked.roots(Filter(countries=("IN",))) == {"a1"}


def test_only_what_is_carried_onward_or_said_to_be_is_a_chain(linked: Linked) -> None:
    assert linked.roots() == {"a1", "b1", "c1", "d2"}
    counted = linked.ask("chains").dicts()[0]
    assert (counted["chains"], counted["transfers"], counted["unknown_legs"]) == (4, 8, 3)
    assert (counted["no_further"], counted["nobody_said"]) == (1, 1)


def test_a_chain_has_the_verdict_of_its_weakest_leg(linked: Linked) -> None:
    for legs in chains.chains(linked.ask("chains")):
        worst = min(RANKS.index(leg["verdict"]) for leg in legs)
        if any(leg["missing"] or leg["lost"] for leg in legs):
            worst = min(worst, RANKS.index("unknown"))
        assert {leg["chain_verdict"] for leg in legs} == {RANKS[worst]}


def test_a_leg_that_nobody_recorded_is_an_unknown_one_and_in_sight(linked: Linked, words: Words) -> None:
    assert legs_of(linked, "b1")["b2"]["missing"]
    assert legs_of(linked, "d2")["d2"]["lost"]
    shown = chains.picture(linked.ask("chains"), words)
    missing = [edge for edge in shown.edges if edge.unrecorded]
    assert len(missing) == 3
    assert {edge.mark.id for edge in missing} == {"unknown"}
    assert all("not recorded" in edge.text for edge in missing)
    assert sum(node.hollow for node in shown.nodes) == 3
    told = chains.twin(linked.ask("chains"), words).texts()
    assert sum(chain_picture.NOT_RECORDED in row for row in told) == 3


def test_the_weakest_leg_is_marked_and_none_is_where_all_are_alike(linked: Linked, words: Words) -> None:
    shown = chains.picture(linked.ask("chains", chain=linked.ids["a1"]), words)
    [weak] = [edge for edge in shown.edges if edge.weakest]
    assert weak.mark.id == legs_of(linked, "a1")["a1"]["chain_verdict"]
    alike = chains.picture(linked.ask("chains", chain=linked.ids["c1"]), words)
    assert not [edge for edge in alike.edges if edge.weakest]
    option = chains.draw(linked.ask("chains", chain=linked.ids["a1"]), words)
    said = [item["label"]["formatter"] for item in option["series"][0]["data"]]
    assert sum(chain_picture.WEAKEST in text for text in said) == 1


def test_a_party_that_gets_its_own_data_back_stands_there_twice(linked: Linked, words: Words) -> None:
    shown = chains.picture(linked.ask("chains", chain=linked.ids["a1"]), words)
    first, last = (node for node in shown.nodes if node.name == "Acme GmbH")
    assert {first.says, last.says} == {("first exporter",), ("again",)}


def test_a_chosen_mark_names_the_transfers_behind_it(linked: Linked, words: Words) -> None:
    answer = linked.ask("chains", chain=linked.ids["a1"])
    shown = chains.picture(answer, words)
    for place, mark in enumerate([*shown.nodes, *shown.edges]):
        chosen = {"selected": [{"data_type": "node", "data_indices": [place]}]}
        assert chains.picked(chosen, answer, words) == {"transfers": mark.transfers}
    edge = {"selected": [{"data_type": "edge", "data_indices": [0]}]}
    assert chains.picked(edge, answer, words) == {"transfers": shown.edges[0].transfers}
    assert chains.picked({"selected": [{"data_type": "node", "data_indices": [99]}]}, answer, words) is None
    assert chains.picked(None, answer, words) is None


def test_names_are_words_and_not_markup(linked: Linked, words: Words) -> None:
    option = chains.draw(linked.ask("chains"), words)
    assert orjson.loads(orjson.dumps(option))
    assert "<b>&{a}" not in "".join(item["tooltip"]["formatter"] for item in option["series"][0]["data"])
    assert "<b>&{a}" not in chains.svg(linked.ask("chains"), words)
    assert len({item["name"] for item in option["series"][0]["data"]}) == len(option["series"][0]["data"])


def test_a_category_reaches_what_its_line_reaches_with_the_worst_on_the_way(linked: Linked, words: Words) -> None:
    cells = {(row["category"], row["place"]): row for row in linked.ask("reach").dicts()}
    # Sent back to Germany by way of India: as good as the leg to India, though that to Germany says better.
    assert cells["name", "DE"]["onward"] == 1
    assert cells["name", "DE"]["verdict"] == legs_of(linked, "a1")["a2"]["verdict"]
    assert cells["name", "DE"]["through"] == ["Ardent Support Pvt. Ltd."]
    # What an onward transfer does not say is taken from the one before; what it leaves out does not go on.
    assert cells["email_address", "US"]["onward"] == 1
    assert ("health", "IN") not in cells
    assert cells["name", "~unrecorded"]["verdict"] == "unknown"
    assert [row for row in reach.twin(linked.ask("reach"), words).texts() if row[1] == chain_picture.NOT_RECORDED]


def test_a_filter_leaves_its_categories_and_places(linked: Linked) -> None:
    told = linked.ask("reach", Filter(categories=("name",), countries=("IN",))).dicts()
    assert {(row["category"], row["place"]) for row in told} == {("name", "IN")}


def chain_of(transfers: int) -> list[dict[str, Any]]:
    """A chain by hand: one transfer that all others carry onward, the last of them breached."""
    common = {
        "chain": "T0", "place": 1, "transfers": transfers, "unknown_legs": 0, "chain_verdict": "breached", "exporter": "P",
        "exporter_name": "First", "exporter_country": "DE", "places": ["IN"], "onward": None, "missing": False, "lost": False,
        "loop": False, "follows": None,
    }  # fmt: skip
    return [
        common
        | {
            "transfer": f"T{n}", "before": "T0" if n else None, "depth": 2 if n else 1, "importer": f"R{n}",
            "importer_name": f"R{n}", "verdict": "breached" if n == transfers - 1 else "permitted",
        }
        for n in range(transfers)
    ]  # fmt: skip


def test_a_wide_chain_is_drawn_as_far_as_it_can_be_read_and_says_so(words: Words) -> None:
    shown = chain_picture.read([chain_of(200)], words)
    assert len(shown.nodes) <= chain_picture.MOST + 1
    assert len(shown.edges) + shown.hidden == 200
    assert [edge.transfers for edge in shown.edges if edge.weakest] == [("T199",)]


LEGS = some.lists(
    some.tuples(some.integers(0, 11), some.booleans(), some.sampled_from([True, False, None]), some.sampled_from(RANKS)),
    min_size=1, max_size=12,
)  # fmt: skip
_ROWS = """
INSERT INTO seen_transfer BY NAME
SELECT 999 AS sight, r.id, r.follows, r.onward, r.verdict, [r.id] AS countries, []::VARCHAR[] AS groups, 'listed' AS scope
FROM (SELECT unnest($rows::STRUCT(id VARCHAR, follows VARCHAR, onward BOOLEAN, verdict VARCHAR)[]) AS r)
"""


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LEGS)
def test_chains_are_those_of_a_plain_walk_loops_too(linked: Linked, legs: list[tuple[int, bool, bool | None, str]]) -> None:
    """A leg may carry onward any other, itself, or one that does not hold; the journal refuses loops, what is seen need not."""
    rows = {
        f"T{n:02}": {"id": f"T{n:02}", "follows": f"T{to:02}" if carries else None, "onward": onward, "verdict": verdict}
        for n, (to, carries, onward, verdict) in enumerate(legs)
    }
    chained = "SELECT transfer, path, missing, lost, loop FROM chained_on(999, '{}')"
    closure = "SELECT transfer, root, onward, places, verdict, unrecorded FROM closure_on(999)"
    with linked.register.current.projection.connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute(_ROWS, {"rows": list(rows.values())})
        found = {id: tuple(said) for id, *said in cursor.execute(chained).fetchall()}
        closed = {id: tuple(said) for id, *said in cursor.execute(closure).fetchall()}
        cursor.execute("ROLLBACK")
    before = {id: row["follows"] if row["follows"] in rows else None for id, row in rows.items()}
    loops = {id for id in rows if id == min(round_of(id, before), default="")}
    paths = {id: path_of(id, before, loops) for id in rows}
    followed = {follows for follows in before.values() if follows}
    part = {id for id in rows if before[id] or id in followed or rows[id]["onward"] or rows[id]["follows"]}
    missing = {id for id in rows if rows[id]["onward"] and id not in followed}
    lost = {id for id in rows if rows[id]["follows"] and before[id] is None}
    assert found == {id: (paths[id], id in missing, id in lost, id in loops) for id in part}
    for id in rows:
        onward = [each for each in rows if id in paths[each]]
        unrecorded = len(missing & set(onward))
        ranks = [RANKS.index(rows[each]["verdict"]) for each in onward] + [1] * bool(unrecorded)
        assert closed[id] == (paths[id][0], len(onward) - 1, sorted(onward), RANKS[min(ranks)], unrecorded)


def round_of(id: str, before: dict[str, str | None]) -> set[str]:
    """The loop that a transfer is part of; empty where it is in none."""
    seen, at = set(), before[id]
    while at is not None and at not in seen:
        seen.add(at)
        if at == id:
            return seen
        at = before[at]
    return set()


def path_of(id: str, before: dict[str, str | None], loops: set[str]) -> list[str]:
    path = [id]
    while path[0] not in loops and before[path[0]]:
        path.insert(0, before[path[0]])
    return path
