"""The map: corridors and not transfers, nothing hidden, and one picture for screens and documents."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.exhibits.answers import map_answer
from tests.exhibits.conftest import Seen
from transfer_register.exhibits import exhibit, geography, register_table, tally
from transfer_register.exhibits import map as world
from transfer_register.exhibits.projection import HEIGHT, WIDTH
from transfer_register.model.filter import Filter
from transfer_register.model.vocabulary import Words

GOLDEN = Path(__file__).parent / "golden" / "map.svg"
_LAND = re.compile(r'<path [^>]*stroke="#ffffff" stroke-width="0.5"[^>]*/>')
SMALL = map_answer(
    ("DE", "US", {"permitted": 3, "breached": 1}),
    ("DE", "CN", {"unknown": 2}),
    ("FR", "GB", {"permitted": 4}),
    ("DE", "DE", {"not_restricted": 2}),
    ("DE", None, {"unknown": 5}),
    reach="global",
)


def test_the_small_map_is_as_it_was(words: Words) -> None:
    assert _LAND.sub("", world.svg(SMALL, words)) + "\n" == GOLDEN.read_text(encoding="utf-8")


def test_a_corridor_is_drawn_by_its_worst_verdict_while_transfers_are_few(words: Words) -> None:
    picture = world.read(SMALL, words)
    assert picture.rule == "worst"
    assert {(flow.origin, flow.destination): flow.tally.verdict(picture.rule) for flow in picture.flows} == {
        ("DE", "US"): "breached", ("DE", "CN"): "unknown", ("FR", "GB"): "permitted",
    }  # fmt: skip


def test_one_breach_among_many_does_not_colour_a_large_register(words: Words) -> None:
    many = map_answer(("DE", "US", {"permitted": 500, "breached": 1}), ("DE", "CN", {"breached": 40, "permitted": 60}))
    picture = world.read(many, words)
    assert [flow.tally.verdict(picture.rule) for flow in picture.flows] == ["permitted", "breached"]
    assert "a quarter" in world.draw(many, words)["legend"]["rule"]
    assert "a quarter" in world.caption(many, words)
    assert "1 breached" in world.draw(many, words)["corridors"][0]["said"]


def test_what_has_no_place_on_the_map_is_counted_beside_it(words: Words) -> None:
    answer = map_answer(("DE", "XX-EPO", {"permitted": 1}), (None, "US", {"unknown": 2}), ("DE", None, {"unknown": 3}))
    assert {each.text: each.shown for each in world.read(answer, words).beside} == {
        f"{words.label('countries', 'XX-EPO')} (no place on a map)": "1",
        "From an exporter whose country is not known": "2",
        "APAC, country not stated": "3",
    }
    assert "Anywhere, 5" in world.caption(SMALL, words)
    assert "Within Germany, 2" in world.caption(SMALL, words)


def test_countries_that_are_shown_as_one_are_one(words: Words) -> None:
    answer = map_answer(("EEA", "US", {"permitted": 3}), ("EEA", "EEA", {"not_restricted": 7}), fold={"EEA": ["DE", "FR"]})
    data = world.draw(answer, words)
    assert [(place["id"], place["members"]) for place in data["places"]] == [("EEA", ["DE", "FR"]), ("US", [])]
    assert data["beside"][0]["text"] == "Within EEA"
    assert world.picked({"type": "country", "id": "EEA"}, answer) == {"countries": ("DE", "FR")}
    assert world.picked({"type": "corridor", "o": "EEA", "d": "US"}, answer) == {"origins": ("DE", "FR"), "countries": ("US",)}


@pytest.mark.parametrize("access", world.ACCESS)
def test_the_transfers_behind_every_mark_are_as_many_as_it_says(access: str, words: Words, small: Seen) -> None:
    answer = small.ask("map", access=access)
    data = world.draw(answer, words)
    assert all(each["what"] for each in data["beside"] if "other countries" not in each["text"])
    marks = [(each["what"], each["said"]) for each in data["beside"] if each["what"]]
    marks += [({"type": "country", "id": place["id"]}, place["said"]) for place in data["places"][:4] if place["count"]]
    marks += [({"type": "corridor", "o": each["o"], "d": each["d"]}, each["said"]) for each in data["corridors"][:4]]
    for what, said in marks:
        behind = small.ask("register_table", Filter(**world.picked(what, answer)), limit=1, offset=0, order="verdict")
        number = int(re.search(r"(\d+) transfers?:", said)[1])
        assert register_table.total(behind) == number, (what, said)


def test_places_of_storage_and_of_access_are_told_apart(words: Words, small: Seen) -> None:
    legs = small.register.ask("SELECT id, country, place_roles, places FROM chosen_legs($s, '{}')", {"s": small.sight}).dicts()
    for access, (_, roles) in list(world.ACCESS.items())[1:]:
        rows = small.ask("map", access=access).dicts()
        meant = {(leg["id"], leg["country"]) for leg in legs if leg["country"] and {*roles} & {*leg["place_roles"]}}
        assert sum(row["transfers"] for row in rows if row["stated"] and row["destination"]) == len(meant)
        unstated = {leg["id"] for leg in legs if all(place["role"] == "establishment" for place in leg["places"])}
        assert sum(row["transfers"] for row in rows if not row["stated"]) == len(unstated)


def test_every_map_says_whose_borders_it_draws(words: Words, empty: Seen) -> None:
    for answer in (SMALL, empty.ask("map")):
        assert world.draw(answer, words)["note"] == geography.NOTE
        assert world.caption(answer, words).endswith(geography.NOTE)


def test_an_arc_over_the_date_line_is_cut_there(words: Words) -> None:
    lines = world.draw(map_answer(("JP", "US", {"permitted": 1})), words)["corridors"][0]["lines"]
    assert len(lines) == 2
    assert max(abs(a - b) for line in lines for a, b in zip(line[::2], line[2::2], strict=False)) < WIDTH / 10


def test_arcs_stay_on_the_map(words: Words, small: Seen) -> None:
    for corridor in world.draw(small.ask("map"), words)["corridors"]:
        for line in corridor["lines"]:
            assert min(line[::2]) >= 0
            assert max(line[::2]) <= WIDTH
            assert min(line[1::2]) >= -1
            assert max(line[1::2]) <= HEIGHT


def test_a_picture_of_a_document_refers_to_nothing_outside(words: Words, small: Seen) -> None:
    for name in ("map", "sankey"):
        svg = exhibit.drawing(name).svg(small.ask(name), words).replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert not re.search(r"https?:|//|href|url\(|@import|<script|<style|<image|<foreignObject| on\w+=", svg)
        assert set(re.findall(r"<(\w+)", svg)) <= {"svg", "title", "path", "rect", "circle", "text"}
        assert "<b>" not in svg


def test_the_browser_gets_the_same_outlines(words: Words) -> None:
    component = Path(geography.__file__).parents[1] / "screens" / "map_component" / "world.json"
    assert component.read_bytes() == geography.FILE.read_bytes()
    assert geography.FILE.stat().st_size < 400_000


def test_a_legend_explains_every_verdict_that_is_drawn(words: Words, small: Seen) -> None:
    data = world.draw(small.ask("map"), words)
    assert {mark["id"] for mark in data["legend"]["marks"]} == {corridor["verdict"] for corridor in data["corridors"]}


def test_the_rule_changes_above_the_stated_number() -> None:
    assert tally.rule_for(tally.FEW) == "worst"
    assert tally.rule_for(tally.FEW + 1) == "quarter"
