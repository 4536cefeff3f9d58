"""What holds for every exhibit of the folder, also for those that are added later."""

from __future__ import annotations

import inspect
from functools import cache
from typing import Any

import orjson
import pytest

from tests.exhibits.conftest import Seen
from tests.exhibits.random_register import ON
from transfer_register.exhibits import exhibit
from transfer_register.exhibits.table import Table, table
from transfer_register.model.filter import Filter
from transfer_register.model.vocabulary import Words

NAMES = exhibit.names()


@cache
def answered(seen: Seen, name: str) -> Any:
    """What an exhibit answers; several tests look at the same."""
    return seen.ask(name)


def drawn(name: str, answer: Any, words: Words) -> Any:
    draw = exhibit.drawing(name).draw
    return draw(answer, words, **({"on": ON} if "on" in inspect.signature(draw).parameters else {}))


@pytest.mark.parametrize("name", NAMES)
def test_an_exhibit_has_a_title_and_says_what_it_shows(name: str) -> None:
    head = exhibit.head(name)
    assert head.title
    assert head.title[0].isupper()
    assert head.description.endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_an_exhibit_answers_and_draws(name: str, small: Seen, words: Words) -> None:
    answer = answered(small, name)
    assert answer.rows
    assert drawn(name, answer, words) is not None


@pytest.mark.parametrize("name", NAMES)
def test_an_exhibit_survives_an_empty_register(name: str, empty: Seen, words: Words) -> None:
    assert drawn(name, answered(empty, name), words) is not None


@pytest.mark.parametrize("name", NAMES)
def test_an_exhibit_survives_a_filter_that_leaves_nothing(name: str, small: Seen, words: Words) -> None:
    assert drawn(name, small.ask(name, Filter(search="no transfer has this text")), words) is not None


@pytest.mark.parametrize("name", NAMES)
def test_an_exhibit_has_a_table_twin(name: str, small: Seen, words: Words) -> None:
    answer = answered(small, name)
    twin = getattr(exhibit.drawing(name), "twin", table)(answer, words)
    assert isinstance(twin, Table)
    assert all(len(row) == len(twin.columns) for row in twin.texts())
    assert len(twin.frame()) == len(twin.rows)


@pytest.mark.parametrize("name", [name for name in NAMES if hasattr(exhibit.drawing(name), "svg")])
def test_a_figure_of_a_document_survives_an_empty_register(name: str, empty: Seen, words: Words) -> None:
    assert exhibit.drawing(name).svg(answered(empty, name), words).startswith("<svg")


@pytest.mark.parametrize("name", ["map", "sankey", "matrix"])
def test_what_a_screen_takes_is_json(name: str, small: Seen, words: Words) -> None:
    assert orjson.loads(orjson.dumps(drawn(name, answered(small, name), words)))


def test_a_parameter_that_an_exhibit_does_not_have_is_a_bug(small: Seen) -> None:
    with pytest.raises(TypeError, match="takes no colour"):
        small.ask("map", colour="red")


def test_an_exhibit_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(KeyError, match="sankey"):
        exhibit.drawing("pie")
