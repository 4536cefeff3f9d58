"""Reading kits: what is not exact is refused, with file and line, all at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.assessment.patterns import KITS, ROOT, SAFEGUARDS, WORDS
from transfer_register.assessment.kit import read_kits
from transfer_register.errors import NotLaw
from transfer_register.law import condition
from transfer_register.model.facts import FACTS

SCORING = (ROOT / "assessments" / "safeguards" / "scoring.yaml").read_text(encoding="utf-8")


def refused(tmp_path: Path, text: str) -> str:
    folder = tmp_path / "safeguards"
    folder.mkdir(exist_ok=True)
    (folder / "scoring.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(NotLaw) as refusal:
        read_kits(tmp_path, WORDS)
    return str(refusal.value)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_the_kits_of_the_installation_are_read():
    assert KITS.ranking is SAFEGUARDS
    assert 12 <= len(SAFEGUARDS.contributions) <= 18
    assert [band.id for band in SAFEGUARDS.bands] == ["strong", "fair", "weak", "open"]
    assert all(set(contribution.facts) <= set(FACTS) for contribution in SAFEGUARDS.contributions)


def test_every_contribution_says_what_it_is_and_cites_its_reason():
    opening = ("GDPR ", "UK GDPR ", "FADP ", "SCC ", "EDPB ", "CJEU ", "Implementing Decision ", "Policy P")
    for contribution in SAFEGUARDS.contributions:
        assert contribution.says.rstrip().endswith("."), contribution.id
        assert len(contribution.label) <= 45, contribution.id
        assert all(cite.startswith(opening) for cite in contribution.cites), contribution.id


def test_every_safeguard_of_the_vocabulary_binds_but_the_repealed_clauses():
    [tools] = [t.value for t in condition.tests_of(SAFEGUARDS["bound_by_safeguard"].condition) if t.fact == "transfer.tools"]
    assert set(tools) == set(WORDS.marked("transfer_tools", "safeguard")) - {"scc_old"}


def test_the_readme_gives_the_weight_of_every_contribution():
    rows = [
        line for line in (ROOT / "assessments" / "safeguards" / "README.md").read_text().splitlines() if line.startswith("| ")
    ]
    weights = sorted(int(cells[2]) for row in rows if (cells := [cell.strip() for cell in row.split("|")])[2].isdigit())
    assert weights == sorted(contribution.points for contribution in SAFEGUARDS.contributions)


def test_an_unknown_key_is_refused_with_its_line(tmp_path):
    text = SCORING.replace("    points: 10\n", "    weight: 10\n", 1)
    told = refused(tmp_path, text)
    line = line_of(text, "- id: bound_by_safeguard")
    assert f"safeguards/scoring.yaml, line {line}: the key 'weight' is not known here" in told
    assert "the key 'points' is missing" in told


def test_a_fact_a_term_and_an_operator_that_do_not_exist_are_all_told_at_once(tmp_path):
    text = SCORING.replace("fact: measures.pseudonymised, is: true", "fact: measures.pseudonymized, is: true", 1)
    text = text.replace("in: [processor, sub_processor]", "in: [procesor]", 1).replace("at_most: 365", "before: 2026-01-01", 1)
    told = refused(tmp_path, text)
    assert "measures.pseudonymized" in told
    assert "Did you mean measures.pseudonymised" in told
    assert "procesor" in told
    assert "'before' does not fit tia.age_days" in told


def test_what_only_the_judge_knows_is_refused(tmp_path):
    text = SCORING.replace("fact: measures.encrypted_in_transit, is: true", "fact: adequacy.available, is: true", 1)
    assert "adequacy.available is known to the judge only" in refused(tmp_path, text)


def test_a_contribution_that_stands_twice_is_refused(tmp_path):
    text = SCORING.replace("- id: pseudonymised", "- id: keys_held_here", 1)
    assert "the contribution keys_held_here stands twice" in refused(tmp_path, text)


def test_bands_must_cover_every_score_and_the_lack_of_one(tmp_path):
    assert "do not cover 0 to 100" in refused(tmp_path, SCORING.replace("{id: weak, lowest: 0}", "{id: weak, lowest: 10}"))
    assert "has no score" in refused(tmp_path, SCORING.replace("{id: open, lowest: null}", "{id: open, lowest: 1}"))
    assert "is in no vocabulary" in refused(tmp_path, SCORING.replace("{id: fair,", "{id: fine,"))


def test_one_kit_and_only_one_ranks_transfers(tmp_path):
    assert "0 kits rank transfers" in refused(tmp_path, SCORING.replace("ranks: transfers\n", ""))
    second = tmp_path / "second"
    shutil.copytree(ROOT / "assessments" / "safeguards", second)
    (second / "scoring.yaml").write_text(SCORING.replace("id: safeguards\n", "id: second\n", 1), encoding="utf-8")
    assert "2 kits rank transfers" in refused(tmp_path, SCORING)


def test_the_digest_follows_what_scores_and_not_what_is_said(tmp_path):
    folder = tmp_path / "safeguards"
    folder.mkdir()
    (folder / "scoring.yaml").write_text(SCORING.replace("says: Nobody on the way can read the data.", "says: Said otherwise."))
    assert read_kits(tmp_path, WORDS)["safeguards"].digest == SAFEGUARDS.digest
    (folder / "scoring.yaml").write_text(SCORING.replace("points: 16", "points: 15"))
    assert read_kits(tmp_path, WORDS)["safeguards"].digest != SAFEGUARDS.digest
