"""The same question gives the same number everywhere: a mark of a picture, the tiles, and the rows behind it."""

from __future__ import annotations

import itertools

import pytest

from tests.exhibits.conftest import Seen
from transfer_register.exhibits import choices, dimensions, matrix, register_table, sankey, verdict_counts
from transfer_register.exhibits import map as world
from transfer_register.model.filter import Filter
from transfer_register.model.vocabulary import Words


def behind(seen: Seen, fields: dict[str, tuple[str, ...]]) -> int:
    return verdict_counts.total(seen.ask("verdict_counts", Filter(**fields)))


@pytest.mark.parametrize("pair", list(itertools.combinations(dimensions.DIMENSIONS, 2))[::3], ids="-".join)
def test_a_cell_counts_the_transfers_behind_it(pair: tuple[str, str], small: Seen, words: Words) -> None:
    answer = small.ask("matrix", rows=pair[0], columns=pair[1], fold=small.eea)
    for place, cell in list(enumerate(matrix.read(answer, words).cells.values()))[::5]:
        fields = matrix.picked({"selected": [{"data_type": "main", "data_indices": [place]}]}, answer, words)
        if fields is not None:
            assert behind(small, fields) == cell.tally.transfers, fields


def test_a_node_and_a_band_count_the_transfers_behind_them(small: Seen, words: Words) -> None:
    answer = small.ask("sankey", fold=small.eea)
    picture = sankey.read(answer, words)
    for kind, marks in (("node", picture.nodes), ("edge", picture.links)):
        for place, mark in list(enumerate(marks))[::4]:
            fields = sankey.picked({"selected": [{"data_type": kind, "data_indices": [place]}]}, answer, words)
            if fields is not None:
                assert behind(small, fields) == mark.tally.transfers, fields


def test_a_country_and_a_corridor_count_the_transfers_behind_them(small: Seen, words: Words) -> None:
    answer = small.ask("map")
    picture = world.read(answer, words)
    for spot in picture.spots.values():
        if spot.received.transfers:
            fields = world.picked({"type": "country", "id": spot.id}, answer)
            assert behind(small, fields) == spot.received.transfers
    for flow in picture.flows[::5]:
        fields = world.picked({"type": "corridor", "o": flow.origin, "d": flow.destination}, answer)
        assert behind(small, fields) == flow.tally.transfers


def test_a_filter_by_destination_leaves_only_that_destination_in_the_pictures(small: Seen, words: Words) -> None:
    chosen = Filter(countries=("US",))
    assert {spot for spot, held in world.read(small.ask("map", chosen), words).spots.items() if held.received.transfers} == {"US"}
    assert [line.value for line in matrix.read(small.ask("matrix", chosen), words).columns] == ["US"]


def test_the_choices_of_the_filter_count_what_they_leave(small: Seen, words: Words) -> None:
    for field, values in choices.draw(small.ask("choices"), words).items():
        for value, transfers in values[:3]:
            assert behind(small, {field: (value,)}) == transfers, (field, value)


def test_the_pages_of_the_register_hold_every_transfer_once(small: Seen) -> None:
    first, second = (small.ask("register_table", limit=40, offset=offset, order="-persons") for offset in (0, 40))
    ids = register_table.ids(first) + register_table.ids(second)
    assert len(ids) == len(set(ids)) == register_table.total(first) == verdict_counts.total(small.ask("verdict_counts")) == 60


@pytest.mark.parametrize("order", register_table.ORDERS)
def test_a_minus_turns_the_order_round(order: str, small: Seen) -> None:
    there = [row[order] for row in small.ask("register_table", limit=60, order=order).dicts()]
    back = [row[order] for row in small.ask("register_table", limit=60, order=f"-{order}").dicts()]
    known = [value for value in there if value is not None]
    assert [value for value in back if value is not None] == known[::-1] or len(set(map(str, known))) < len(known)
    assert there[len(known) :] == back[len(known) :] == [None] * (60 - len(known))


def test_an_order_that_is_none_is_refused(small: Seen) -> None:
    with pytest.raises(ValueError, match="importer_name"):
        small.ask("register_table", order="1; drop table")


def test_regime_and_verdict_together_count_what_each_regime_says(small: Seen, words: Words) -> None:
    answer = small.ask("matrix", rows="regime", columns="verdict")
    picture = matrix.read(answer, words)
    said = small.register.ask(
        "SELECT regime, verdict, count(*) FROM verdicts_on($sight) GROUP BY ALL", {"sight": small.sight}
    ).rows
    for regime, verdict, transfers in said:
        row = next(i for i, line in enumerate(picture.rows) if line.value == regime)
        column = next(i for i, line in enumerate(picture.columns) if line.value == verdict)
        assert picture.cells[row, column].tally.transfers == transfers
