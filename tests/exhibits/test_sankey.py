"""The flow: each transfer has one width, few nodes and links, and few crossings."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exhibits.answers import sankey_answer
from tests.exhibits.conftest import Seen
from tests.exhibits.random_register import MARKUP
from transfer_register.exhibits import crossings, dimensions, sankey
from transfer_register.model.vocabulary import Words

GOLDEN = Path(__file__).parent / "golden" / "sankey.svg"
SMALL = sankey_answer(
    ["kind", "country", "verdict"],
    (1, "affiliate", "US", {"permitted": 3}),
    (1, "service_provider", "US", {"breached": 1}),
    (1, "service_provider", "IN", {"unknown": 2}),
    (2, "US", "permitted", {"permitted": 3}),
    (2, "US", "breached", {"breached": 1}),
    (2, "IN", "unknown", {"unknown": 2}),
)


def test_the_small_flow_is_as_it_was(words: Words) -> None:
    assert sankey.svg(SMALL, words) + "\n" == GOLDEN.read_text(encoding="utf-8")


def test_every_step_is_as_wide_as_there_are_transfers(small: Seen, words: Words) -> None:
    picture = sankey.read(small.ask("sankey"), words)
    for place in range(len(picture.steps)):
        assert sum(node.width for node in picture.nodes if node.place == place) == pytest.approx(60)
    for place in range(len(picture.steps) - 1):
        assert sum(link.width for link in picture.links if picture.nodes[link.source].place == place) == pytest.approx(60)


def test_a_width_does_not_depend_on_who_added_first(small: Seen) -> None:
    # Otherwise the same flow is another picture each time it is asked for, and a click on it means nothing.
    widths = [row["width"] for row in small.ask("sankey").dicts()]
    assert any(width % 1 for width in widths)
    assert widths == [round(width, 6) for width in widths]


def test_what_enters_a_node_leaves_it(small: Seen, words: Words) -> None:
    picture = sankey.read(small.ask("sankey"), words)
    for n, node in enumerate(picture.nodes):
        for side in ("source", "target"):
            met = [link.width for link in picture.links if getattr(link, side) == n]
            assert not met or sum(met) == pytest.approx(node.width)


@pytest.mark.parametrize("steps", [["recipient", "country"], ["category", "recipient", "country", "verdict"]])
def test_smaller_nodes_stand_together(steps: list[str], small: Seen, words: Words) -> None:
    picture = sankey.read(small.ask("sankey", steps=steps, most=8, links=30), words)
    for place, step in enumerate(steps):
        nodes = [node for node in picture.nodes if node.place == place]
        assert len(nodes) <= 8
        assert any(node.value == dimensions.OTHER for node in nodes) == (step not in ("verdict", "kind"))
        if place:
            assert len([link for link in picture.links if picture.nodes[link.target].place == place]) <= 30


def test_a_flow_of_one_step_is_refused(small: Seen) -> None:
    with pytest.raises(ValueError, match="two steps or more"):
        small.ask("sankey", steps=["country"])


def test_crossing_bands_are_untangled() -> None:
    assert crossings.untangled([[0, 1], [2, 3]], [(0, 3, 1.0), (1, 2, 1.0)], {}) == [[0, 1], [3, 2]]


def test_states_stand_from_worst_to_best_and_the_rest_last(words: Words) -> None:
    assert crossings.untangled([[0, 1], [2, 3]], [(0, 3, 1.0), (1, 2, 1.0)], {2: 1, 3: 2}) == [[1, 0], [2, 3]]
    assert crossings.untangled([[0, 1], [2, 3]], [(0, 2, 1.0), (1, 3, 1.0)], {2: 0}) == [[1, 0], [3, 2]]
    picture = sankey.read(SMALL, words)
    assert [node.value for node in picture.nodes if node.place == 2] == ["breached", "unknown", "permitted"]


def test_a_band_into_a_verdict_has_its_colour(words: Words) -> None:
    picture = sankey.read(SMALL, words)
    for link in picture.links:
        if picture.nodes[link.target].place == 2:
            assert link.mark.id == picture.nodes[link.target].value


def test_names_are_words_and_not_markup_in_labels_and_tooltips(small: Seen, words: Words) -> None:
    option = sankey.draw(small.ask("sankey", steps=["recipient", "verdict"]), words)
    nodes = [node for node in option["series"][0]["data"] if "Recipient" in node["name"]]
    assert nodes
    for node in nodes:
        assert MARKUP not in node["tooltip"]["formatter"]
        assert "{a}" not in node["label"]["formatter"]
    assert len({node["name"] for node in option["series"][0]["data"]}) == len(option["series"][0]["data"])


def test_a_choice_of_an_older_picture_means_nothing(words: Words) -> None:
    assert sankey.picked({"selected": [{"data_type": "node", "data_indices": [99]}]}, SMALL, words) is None
    assert sankey.picked(None, SMALL, words) is None
