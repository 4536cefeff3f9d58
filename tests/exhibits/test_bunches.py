"""Counting what is told the same together changes no number: matrix and flow beside a plain count, leg by leg."""

from __future__ import annotations

import itertools
from collections import defaultdict

import pytest

from tests.exhibits.conftest import Seen
from transfer_register.exhibits import dimensions
from transfer_register.exhibits.tally import BANDS, VERDICTS
from transfer_register.model.filter import Filter

FILTERS = (
    Filter(),
    Filter(countries=("US", "IN"), regimes=("EU",)),
    Filter(categories=("name", ""), tools=("", "-")),
    Filter(countries=("US",), groups=("APAC",), others=("countries",)),
    Filter(place_roles=("storage",), verdicts=("unknown", "breached")),
)
AXES = (
    ("category", "country"),
    ("tool", "purpose"),
    ("system", "owner"),
    ("measure", "region"),
    ("regime", "verdict"),
    ("band", "origin"),
)
_LEGS = "SELECT transfer, persons, verdict, state, said FROM told_of($sight, $filter, $steps, $fold, $regions, NULL)"


def legs(seen: Seen, chosen: Filter, steps: list[str]) -> list[dict]:
    asked = {
        "sight": seen.sight, "filter": chosen.json(), "steps": steps, "fold": dimensions.fold_parameter(seen.eea),
        "regions": dimensions.regions_parameter(*steps),
    }  # fmt: skip
    return seen.register.ask(_LEGS, asked).dicts()


@pytest.mark.parametrize(("axes", "chosen"), list(itertools.product(AXES, FILTERS))[::3])
def test_a_matrix_is_what_a_plain_count_of_legs_gives(axes: tuple[str, str], chosen: Filter, small: Seen) -> None:
    met: dict[tuple, dict[str, list]] = defaultdict(lambda: defaultdict(list))
    for leg in legs(small, chosen, list(axes)):
        for row in (*leg["said"][0], None):
            for column in (*leg["said"][1], None):
                met[row, column][leg["transfer"]].append(leg)
    plain = {}
    for cell, transfers in met.items():
        worst = [min(VERDICTS.index(leg["verdict"]) for leg in found) for found in transfers.values()]
        bands = [min(BANDS.index(leg["state"]) for leg in found) for found in transfers.values()]
        persons = [found[0]["persons"] for found in transfers.values() if found[0]["persons"] is not None]
        plain[cell] = (
            len(transfers), sum(persons) if persons else None,
            [worst.count(n) for n in range(len(VERDICTS))], [bands.count(n) for n in range(len(BANDS))],
        )  # fmt: skip
    answer = small.ask("matrix", chosen, rows=axes[0], columns=axes[1], fold=small.eea, most_rows=99, most_columns=99)
    told = {
        (row["row"], row["column"]): (row["transfers"], row["persons"], [row[name] for name in VERDICTS], row["by_band"])
        for row in answer.dicts()
    }
    assert told == plain


@pytest.mark.parametrize("chosen", FILTERS[:3], ids=lambda chosen: chosen.text() or "all")
def test_a_flow_is_what_a_plain_count_of_legs_gives(chosen: Filter, small: Seen) -> None:
    steps = ["category", "tool", "country", "verdict"]
    found = legs(small, chosen, steps)
    many: dict[str, int] = defaultdict(int)
    for leg in found:
        many[leg["transfer"]] += 1
    width: dict[tuple, float] = defaultdict(float)
    behind: dict[tuple, set[str]] = defaultdict(set)
    for leg in found:
        for place, sources in enumerate(leg["said"]):
            targets = leg["said"][place + 1] if place + 1 < len(steps) else []
            for source in sources:
                for target, share in [(None, 1), *((target, len(targets)) for target in targets)]:
                    width[place + 1, source, target] += 1 / many[leg["transfer"]] / len(sources) / share
                    behind[place + 1, source, target].add(leg["transfer"])
    answer = small.ask("sankey", chosen, steps=steps, fold=small.eea, most=99, links=10_000)
    told = {(row["place"], row["source"], row["target"]): row for row in answer.dicts()}
    assert {key: row["transfers"] for key, row in told.items()} == {key: len(ids) for key, ids in behind.items()}
    # The widths are told to the sixth place.
    assert {key: float(row["width"]) for key, row in told.items()} == pytest.approx(dict(width), abs=1e-6)
