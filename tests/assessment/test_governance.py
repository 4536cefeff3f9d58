"""Indicators of countries: figures with margins, facts with three values, and what stands beside a term of the score."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from tests.assessment.patterns import RISK, ROOT, WORDS
from transfer_register.actions import opening
from transfer_register.errors import NotLaw
from transfer_register.exhibits.score_words import governed
from transfer_register.model.facts import DERIVED
from transfer_register.model.indicators import Figure, Governance, read_governance

FOLDER = ROOT / "data" / "indicators"
WEAK, POOR = "destination.governance_weak", "destination.governance_poor"
SHIPPED = read_governance(FOLDER)


def test_every_figure_has_a_country_of_the_vocabulary_a_year_and_a_margin():
    assert set(SHIPPED.figures) <= set(WORDS.lists["countries"])
    assert {figure.year for figure in SHIPPED.figures.values()} == {2023}
    assert all(0 < figure.margin < 20 for figure in SHIPPED.figures.values())
    assert len(SHIPPED.figures) > 200


def test_an_edge_inside_the_margin_is_unknown_and_so_is_a_country_without_a_figure():
    governance = Governance(
        {code: Figure(code, 2023, value, 3.0) for code, value in (("AA", 46.9), ("BB", 47.0), ("CC", 52.9), ("DD", 53.0))},
        {WEAK: 50.0},
    )
    assert [governance.says_of(code, WEAK) for code in ("AA", "BB", "CC", "DD", "ZZ")] == [True, None, None, False, None]


def test_what_is_poor_is_weak_and_what_is_weak_is_limited():
    order = list(SHIPPED.edges)
    assert set(order) <= set(DERIVED)
    for country in SHIPPED.figures:
        said = [SHIPPED.says_of(country, fact) for fact in order]
        assert said == sorted(said, key=[True, None, False].index), country


def test_every_fact_of_an_edge_is_weighed_by_the_kit_and_only_behind_adequacy():
    weighing = {fact: c for c in RISK.contributions for fact in c.facts if fact in SHIPPED.edges}
    assert set(weighing) == set(SHIPPED.edges)
    assert all("importer.country" in c.facts and any("World Bank" in cite for cite in c.cites) for c in weighing.values())


def test_the_attribution_stands_beside_the_figure_in_the_readme_and_in_the_notice():
    words = opening.words()
    row = {"governance": 40.55, "governance_margin": 3.17, "governance_year": 2023}
    assert governed(row, words).startswith("40.5 of 100, give or take 3.2, data of 2023. Worldwide Governance Indicators")
    assert governed({"governance": None}, words) == ""
    for file in (FOLDER / "README.md", ROOT / "NOTICE"):
        assert SHIPPED.attribution in " ".join(file.read_text(encoding="utf-8").split())


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("governance.csv", "2023,75.76,", "2023,,", "a number is missing"),
        ("governance.csv", "2023,75.76,", "2023,175.76,", "is not of 100"),
        ("governance.csv", "AE,2023", "AD,2023", "AD stands twice"),
        ("governance.csv", "iso2,year", "year,iso2", "its columns are others"),
        ("governance.yaml", "below: 70", "under: 70", "Field required"),
        ("governance.yaml", "fact: destination.governance_weak", "fact: importer.country", "importer.country is no fact"),
    ],
)
def test_what_is_not_exact_is_refused(tmp_path: Path, file: str, old: str, new: str, told: str):
    folder = shutil.copytree(FOLDER, tmp_path / "indicators")
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(NotLaw, match=told):
        read_governance(folder)


def test_the_file_is_in_the_order_of_its_codes_and_has_no_other_columns():
    with (FOLDER / "governance.csv").open(encoding="utf-8", newline="") as opened:
        codes = [row["iso2"] for row in csv.DictReader(opened)]
    assert codes == sorted(set(codes))
