"""Two views beside each other: what becomes worse, better, comes and goes, counted like a list that a person makes."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.exhibits.conftest import Seen
from transfer_register.exhibits import compared, compared_cells, compared_picture, compared_transfers, geography, law_days
from transfer_register.exhibits import register_days as days_of
from transfer_register.exhibits.compared_map import read_map
from transfer_register.exhibits.tally import VERDICTS
from transfer_register.model.filter import Filter
from transfer_register.model.vocabulary import Words
from transfer_register.register.answer import Answer
from transfer_register.register.register import Register

LAW_BEFORE = date(2015, 6, 1)


@pytest.fixture(scope="module")
def held(small: Seen) -> tuple[Register, int, int]:
    """A register under the law of two days; some transfers begin or end in between."""
    return small.register, small.register.sight(date(2024, 6, 1), LAW_BEFORE), small.sight


def verdicts(register: Register, sight: int) -> dict[tuple[str, str], dict[str, int]]:
    """Corridor -> transfer -> place of its worst verdict there, found without the question under test."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    rows = register.ask(
        "SELECT id, coalesce(exporter_country, ''), coalesce(country, '~' || country_group, '~' || scope, '~unknown'), verdict "
        "FROM chosen_legs($s, '{}')",
        {"s": sight},
    ).rows
    for id, origin, destination, verdict in rows:
        held = found.setdefault((origin, destination), {})
        held[id] = min(held.get(id, 9), VERDICTS.index(verdict))
    return found


def test_each_corridor_counts_what_a_person_would_count(held: tuple[Register, int, int], words: Words) -> None:
    register, before, after = held
    was, now = verdicts(register, before), verdicts(register, after)
    picture = compared_picture.read(compared.ask(register, before, after), words)
    assert set(picture.cells) == set(was) | set(now)
    changed = 0
    for corridor, both in picture.cells.items():
        old, new = was.get(corridor, {}), now.get(corridor, {})
        assert both.transfers == len(old.keys() | new.keys())
        assert both.worse == sum(id in new and new[id] < place for id, place in old.items())
        better = [new[id] for id, place in old.items() if id in new and new[id] > place]
        assert both.better == sum(VERDICTS[place] in ("permitted", "not_restricted") for place in better)
        assert both.undecided == len(better) - both.better
        assert (both.came, both.went) == (len(new.keys() - old.keys()), len(old.keys() - new.keys()))
        assert both.changed == both.transfers - both.same
        assert both.becomes.transfers == both.worse + both.better + both.undecided + both.came
        assert both.left.transfers == both.worse + both.better + both.undecided + both.went
        changed += both.changed
    assert changed


def test_a_view_beside_itself_changes_nothing(held: tuple[Register, int, int], words: Words) -> None:
    register, _, after = held
    answer = compared.ask(register, after, after)
    assert compared_picture.read(answer, words).total.changed == 0
    assert compared.sentence(answer, words).startswith("No verdict changes")
    assert {flow["look"] for flow in compared.draw(answer, words)["corridors"]} == {"pale"}
    assert compared_transfers.total(compared.ask(register, after, after, name="compared_transfers")) == 0


def test_a_filter_means_transfers_that_it_means_on_either_side(held: tuple[Register, int, int], words: Words) -> None:
    """A transfer that was permitted and is breached is there under "breached", and is worse, not new: back in time some are."""
    register, after, before = held
    every = compared_picture.read(compared.ask(register, before, after), words).total
    now = compared_picture.read(compared.ask(register, before, after, Filter(verdicts=("breached",))), words).total
    assert now.worse
    assert now.worse <= every.worse
    assert now.after.by[0] == every.after.by[0]
    assert now.before.by[0] == every.before.by[0]


def test_the_list_behind_a_mark_is_as_long_as_the_mark_says(held: tuple[Register, int, int], words: Words) -> None:
    register, before, after = held
    answer = compared.ask(register, before, after)
    picture = compared_picture.read(answer, words)
    total = compared.ask(register, before, after, name="compared_transfers", limit=500)
    assert compared_transfers.total(total) == len(total.rows) == picture.total.changed
    origin, country = next(
        corridor for corridor, both in picture.cells.items() if both.changed and not corridor[1].startswith("~")
    )
    meant = compared.picked({"type": "corridor", "o": origin, "d": country}, answer)
    behind = compared.ask(register, before, after, Filter(**meant), name="compared_transfers")
    assert compared_transfers.total(behind) == picture.cells[origin, country].changed


def test_only_corridors_in_which_something_changes_are_hatched(held: tuple[Register, int, int], words: Words) -> None:
    register, before, after = held
    answer = compared.ask(register, before, after)
    cells = compared_picture.read(answer, words).cells
    for flow in read_map(answer, words).flows:
        both = cells[flow.origin, flow.destination]
        assert (flow.look == "pale") == (both.changed == 0)
        if flow.look == "changed":
            assert flow.mark.id == next(name for name, count in zip(VERDICTS, both.becomes.by, strict=True) if count)
        assert (flow.look == "went") == (both.changed > 0 and both.becomes.transfers == 0)


def test_nothing_that_is_compared_is_lost_beside_the_map(held: tuple[Register, int, int], words: Words) -> None:
    register, before, after = held
    answer = compared.ask(register, before, after)
    picture = read_map(answer, words)
    drawn = {(flow.origin, flow.destination) for flow in picture.flows}
    told = sum(int(re.search(r"of ([\d,]+)$", each.shown)[1].replace(",", "")) for each in picture.beside)
    cells = compared_picture.read(answer, words).cells
    assert told == sum(both.transfers for corridor, both in cells.items() if corridor not in drawn)


def test_the_map_of_a_document_says_its_code_and_whose_borders_it_draws(held: tuple[Register, int, int], words: Words) -> None:
    register, before, after = held
    answer = compared.ask(register, before, after)
    svg = compared.svg(answer, words, width=760)
    assert svg.startswith("<svg")
    assert "Hatched: transfers change" in svg
    assert not re.search(r"href|url\(|<script|<style", svg)
    assert compared.caption(answer, words).endswith(geography.NOTE)


def test_a_cell_says_how_many_change_from_what_to_what(words: Words) -> None:
    row = {
        "row": "name", "row_name": None, "column": "US", "column_name": None, "transfers": 4,
        "worse": 2, "better": 0, "undecided": 0, "came": 0, "went": 1, "same": 1,
        "before_by": [0, 0, 0, 4, 0], "after_by": [2, 0, 0, 1, 0], "left_by": [0, 0, 0, 3, 0], "becomes_by": [2, 0, 0, 0, 0],
    }  # fmt: skip
    both = compared_picture.Both.of(row)
    assert compared_cells.told(both, "worst", words) == "3 of 4  ● → ■"
    assert both.words(words) == (
        "4 transfers: 2 worse, 1 no longer there, 1 as before. Before: 4 permitted. After: 2 breached, 1 permitted"
    )
    total = {**row, "row": None, "column": None}
    answer = Answer(
        tuple(row), [tuple(total.values()), tuple(row.values())], "", {"rows": "category", "columns": "country", "fold": "{}"}
    )
    assert compared.sentence(answer, words) == "Of 4 transfers 3 change: 2 worse, 1 no longer there."


def test_a_matrix_of_two_views_draws_and_has_its_table(held: tuple[Register, int, int], words: Words) -> None:
    register, before, after = held
    answer = compared.ask(register, before, after, rows="category", columns="country", most_rows=5, most_columns=4)
    option = compared_cells.draw(answer, words)
    assert len(option["yAxis"]["data"]) <= 5
    assert len(option["xAxis"]["data"]) <= 4
    assert len(compared_cells.twin(answer, words).rows) == len(option["series"][0]["data"])
    assert any("→" in cell["label"]["formatter"] for cell in option["series"][0]["data"])


def test_the_days_of_the_register_are_those_on_which_something_happens(small: Seen) -> None:
    answer = small.ask("register_days")
    days = days_of.holding(answer)
    assert list(days) == sorted(days)
    assert days
    ends = small.register.ask(
        "SELECT DISTINCT m.valid_to + 1 FROM (SELECT unnest(mechanisms) AS m FROM transfer) WHERE m.valid_to IS NOT NULL", {}
    ).rows
    assert {day for (day,) in ends} <= set(days)
    assert set(days_of.recorded(answer)) == {date(2026, 11, 1)}
    fewer = days_of.fewer(days, answer, 5)
    assert len(fewer) == 5
    assert list(fewer) == sorted(fewer)


def test_each_day_of_the_law_says_what_changes(small: Seen, words: Words) -> None:
    days = law_days.law_days(small.register.law, words)
    assert list(days) == sorted(days)
    assert {change.day for change in small.register.law.changes(date.min, date.max)} <= set(days)
    assert all(re.search(r"(begins|changes|ends|joins|leaves|more)", said) for said in days.values())
    for day in days:
        before = date.fromordinal(day.toordinal() - 1)
        assert small.register.law.changes(before, day) or small.register.law.moves(before, day)


def test_the_folder_of_the_map_has_nothing_from_elsewhere() -> None:
    folder = Path(geography.__file__).parents[1] / "screens" / "map_component"
    for file in folder.glob("*.[jc]s*"):
        said = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        if file.suffix != ".json":
            assert not re.search(r"https?://", said), file.name
