"""The same question gives the same number everywhere: a mark of a picture, the tiles, and the rows behind it."""

from __future__ import annotations

import orjson
import pytest

from tests.exhibits.conftest import Seen
from transfer_register.exhibits import choices, dimensions, matrix, register_table, sankey, verdict_counts
from transfer_register.exhibits import map as world
from transfer_register.model.filter import Filter
from transfer_register.model.vocabulary import Words
from transfer_register.register.answer import Answer


def behind(seen: Seen, fields: dict[str, tuple[str, ...]]) -> int:
    return verdict_counts.total(seen.ask("verdict_counts", Filter(**fields)))


def chosen_cell(place: int) -> dict:
    return {"selected": [{"data_type": "main", "data_indices": [place]}]}


def of_each_kind(cells: list, few: int = 3) -> list[int]:
    """Some cells, and those that are not stated, stand together as Other, or are no country."""
    odd = [n for n, values in enumerate(cells) if any(value in ("", "-") or value.startswith("~") for value in values)]
    return [*range(0, len(cells), max(len(cells) // few, 1))][:few] + odd[:: max(len(odd) // few, 1)][:few]


NAMES = list(dimensions.DIMENSIONS)


# Each dimension once in the rows and once in the columns.
@pytest.mark.parametrize("pair", list(zip(NAMES, NAMES[3:] + NAMES[:3], strict=True)), ids="-".join)
def test_every_cell_can_be_chosen_and_counts_the_transfers_behind_it(pair: tuple[str, str], small: Seen, words: Words) -> None:
    answer = small.ask("matrix", rows=pair[0], columns=pair[1], fold=small.eea, most_rows=6, most_columns=5)
    picture = matrix.read(answer, words)
    values = [(picture.rows[row].value, picture.columns[column].value) for row, column in picture.cells]
    cells = list(picture.cells.values())
    for place in of_each_kind(values):
        fields = matrix.picked(chosen_cell(place), answer, words)
        assert behind(small, fields) == cells[place].tally.transfers, (values[place], fields)


def test_a_look_into_a_cell_counts_what_the_cell_counted(small: Seen, words: Words) -> None:
    answer = small.ask("matrix", rows="category", columns="region", most_rows=6, most_columns=5)
    picture = matrix.read(answer, words)
    values = [(picture.rows[row].value, picture.columns[column].value) for row, column in picture.cells]
    for place in of_each_kind(values, 2):
        rows, columns = matrix.closer(chosen_cell(place), answer, words)
        assert columns == ("region" if values[place][1] == dimensions.OTHER else "country")
        inside = small.ask(
            "matrix", Filter(**matrix.picked(chosen_cell(place), answer, words)), rows=rows, columns=columns, most_rows=4
        )
        assert matrix.read(inside, words).total.transfers == list(picture.cells.values())[place].tally.transfers
        deeper = matrix.read(inside, words)
        last = len(deeper.cells) - 1
        fields = matrix.picked(chosen_cell(last), inside, words)
        assert behind(small, fields | _kept(inside, fields)) == list(deeper.cells.values())[last].tally.transfers


def _kept(answer: Answer, fields: dict) -> dict:
    """What the filter of a picture says and the choice of a cell does not change."""
    said = orjson.loads(answer.parameters["filter"])
    return {name: tuple(values) for name, values in said.items() if name not in fields}


def test_what_stands_together_as_other_stands_apart_once_it_is_opened(small: Seen, words: Words) -> None:
    answer = small.ask("sankey", steps=["recipient", "country"], most=6)
    picture = sankey.read(answer, words)
    for place, node in enumerate(picture.nodes):
        if node.value == dimensions.OTHER:
            selection = {"selected": [{"data_type": "node", "data_indices": [place]}]}
            assert sankey.opened(selection, answer, words) == [node]
            fields = sankey.picked(selection, answer, words)
            assert behind(small, fields) == node.tally.transfers
            shown = {other.value for other in picture.nodes if other.place == node.place}
            inside = sankey.read(
                small.ask("sankey", Filter(**fields), steps=["recipient", "country"], most=99, links=9999), words
            )
            assert not shown & {other.value for other in inside.nodes if other.place == node.place}


def test_every_place_of_the_picture_becomes_a_filter(small: Seen) -> None:
    parameters = {"filter": '{"countries":["US"],"groups":["APAC"]}'}
    assert dimensions.filtered("country", "~APAC", {}) == {"groups": ("APAC",)}
    assert dimensions.filtered("country", "~unknown", {}) == {"scopes": ("unknown",)}
    assert dimensions.filtered("origin", "", {}) == {"origins": ("",)}
    assert dimensions.filtered("country", "US", parameters) == {"countries": ("US",), "groups": ()}
    assert dimensions.filtered("country", "DE", parameters) is None


def test_a_node_and_a_band_count_the_transfers_behind_them(small: Seen, words: Words) -> None:
    answer = small.ask("sankey", fold=small.eea)
    picture = sankey.read(answer, words)
    for kind, marks in (("node", picture.nodes), ("edge", picture.links)):
        for place, mark in list(enumerate(marks))[::4]:
            fields = sankey.picked({"selected": [{"data_type": kind, "data_indices": [place]}]}, answer, words)
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
