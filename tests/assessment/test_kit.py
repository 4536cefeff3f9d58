"""Reading kits: what is not exact is refused, with file and line, all at once."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.assessment.patterns import KIT, KITS, RISK, ROOT, WORDS
from transfer_register.assessment.edition import Part
from transfer_register.assessment.kit import read_kits
from transfer_register.errors import NotLaw
from transfer_register.law import condition
from transfer_register.model.facts import FACTS

SCORING = (ROOT / "assessments" / "transfer_risk" / "scoring.yaml").read_text(encoding="utf-8")
COUNTING = (ROOT / "assessments" / "register_quality" / "counting.yaml").read_text(encoding="utf-8")
SMALL = """\
id: transfer_risk
title: Small
says: For tests.
ranks: transfers
editions:
"""
EDITION = """\
    harm: [{id: a, label: A, says: A., points: 10, cites: [T], condition: {fact: data.hr_context, is: true}}]
    failure: [{id: b, label: B, says: B., points: 10, cites: [T], condition: {fact: flow.remote_access, is: true}}]
    safeguards: [{id: c, label: C, says: C., share: 10, cites: [T], condition: {fact: measures.pseudonymised, is: true}}]
    bands: [{id: high, lowest: 20}, {id: low, lowest: 0}, {id: open, lowest: null}]
"""


def written(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "transfer_risk"
    folder.mkdir(exist_ok=True)
    (folder / "scoring.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def refused(tmp_path: Path, text: str) -> str:
    with pytest.raises(NotLaw) as refusal:
        read_kits(written(tmp_path, text), WORDS)
    return str(refusal.value)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def editions(*days: str) -> str:
    return SMALL + "".join(f"  - {each}\n{EDITION}" if each else f"  -{EDITION[3:]}" for each in days)


def test_the_kits_of_the_installation_are_read():
    assert KITS.ranking is KIT
    assert [band.id for band in RISK.bands] == ["severe", "high", "moderate", "low", "open"]
    assert all(set(contribution.facts) <= set(FACTS) for contribution in RISK.contributions)
    assert {band.id for band in RISK.bands} == set(WORDS.lists["bands"])


def test_harm_and_failure_can_reach_a_hundred_and_safeguards_never_take_everything():
    sums = {part: sum(c.points for c in RISK.of(part)) for part in Part}
    assert (sums[Part.HARM], sums[Part.FAILURE]) == (100, 100)
    assert sums[Part.SAFEGUARDS] <= 85


def test_every_contribution_says_what_it_is_and_cites_its_reason():
    opening = (
        "GDPR ", "UK GDPR ", "FADP ", "SCC ", "EDPB ", "CJEU ", "Implementing Decision ", "Policy P", "ICO TRA tool",
        "50 U.S.C. ", "18 U.S.C. ", "Worldwide Governance Indicators, World Bank",
    )  # fmt: skip
    for contribution in RISK.contributions:
        assert contribution.says.rstrip().endswith("."), contribution.id
        assert len(contribution.label) <= 45, contribution.id
        assert all(cite.startswith(opening) for cite in contribution.cites), contribution.id


def test_every_safeguard_of_the_vocabulary_binds_but_the_repealed_clauses():
    [tools] = [t.value for t in condition.tests_of(RISK["bound_by_safeguard"].condition) if t.fact == "transfer.tools"]
    assert set(tools) == set(WORDS.marked("transfer_tools", "safeguard")) - {"scc_old"}


def test_the_readme_gives_the_weight_of_every_contribution():
    readme = (ROOT / "assessments" / "transfer_risk" / "README.md").read_text()
    for contribution in RISK.contributions:
        row = next(line for line in readme.splitlines() if line.startswith(f"| {contribution.label} |"))
        assert re.match(r"\d+", row.split("|")[2].strip()).group() == str(contribution.points), contribution.id


def test_an_unknown_key_is_refused_with_its_line(tmp_path):
    told = refused(tmp_path, SCORING.replace("        points: 15\n", "        weight: 15\n", 1))
    line = line_of(SCORING, "- id: reaches_a_person")
    assert f"transfer_risk/scoring.yaml, line {line}: the key 'weight' is not known here" in told
    assert "the key 'points' is missing" in told


def test_a_safeguard_takes_a_share_and_gives_no_points(tmp_path):
    assert "the key 'share' is missing" in refused(tmp_path, SCORING.replace("        share: 22\n", "", 1))


def test_a_fact_a_term_and_an_operator_that_do_not_exist_are_all_told_at_once(tmp_path):
    text = SCORING.replace("fact: measures.pseudonymised, is: true", "fact: measures.pseudonymized, is: true", 1)
    text = text.replace("in: [processor, sub_processor]", "in: [procesor]", 1)
    told = refused(tmp_path, text.replace("fact: tia.age_days, at_least: 366", "fact: tia.age_days, before: 2026-01-01", 1))
    assert "measures.pseudonymized" in told
    assert "Did you mean measures.pseudonymised" in told
    assert "procesor" in told
    assert "'before' does not fit tia.age_days" in told


def test_what_only_the_judge_knows_is_refused(tmp_path):
    text = SCORING.replace("fact: measures.encrypted_in_transit, is: true", "fact: adequacy.available, is: true", 1)
    assert "adequacy.available is known to the judge only" in refused(tmp_path, text)


def test_a_score_that_turns_on_whether_something_is_known_is_refused(tmp_path):
    text = SCORING.replace("fact: measures.encrypted_in_transit, is: true", "fact: measures.encrypted_in_transit, known: true", 1)
    assert "measures.encrypted_in_transit: a score does not turn on whether it is known" in refused(tmp_path, text)


def test_a_contribution_that_stands_twice_is_refused_in_whichever_part(tmp_path):
    text = SCORING.replace("- id: pseudonymised", "- id: special_categories", 1)
    assert "the contribution special_categories stands twice" in refused(tmp_path, text)


def test_a_part_that_adds_up_to_more_than_a_hundred_is_refused(tmp_path):
    assert "what stands under harm adds up to 101" in refused(tmp_path, SCORING.replace("points: 15", "points: 16", 1))
    assert "what stands under safeguards adds up to 102" in refused(tmp_path, SCORING.replace("share: 24", "share: 41", 1))


def test_bands_must_cover_every_score_and_the_lack_of_one(tmp_path):
    assert "do not cover 0 to 100" in refused(tmp_path, SCORING.replace("{id: low, lowest: 0}", "{id: low, lowest: 1}"))
    assert "has no score" in refused(tmp_path, SCORING.replace("{id: open, lowest: null}", "{id: open, lowest: 1}"))
    assert "is in no vocabulary" in refused(tmp_path, SCORING.replace("{id: high,", "{id: hihg,"))


def test_one_kit_and_only_one_ranks_transfers(tmp_path):
    assert "0 kits rank transfers" in refused(tmp_path, SCORING.replace("ranks: transfers\n", ""))
    second = tmp_path / "second"
    shutil.copytree(ROOT / "assessments" / "transfer_risk", second)
    (second / "scoring.yaml").write_text(SCORING.replace("id: transfer_risk\n", "id: second\n", 1), encoding="utf-8")
    assert "2 kits rank transfers" in refused(tmp_path, SCORING)


def test_the_edition_of_a_day_scores_that_day(tmp_path):
    kit = read_kits(written(tmp_path, editions("until: 2026-06-30", "from: 2026-07-01")), WORDS).ranking
    older, newer = kit.editions
    assert (kit.on(date(1995, 1, 1)), kit.on(date(2026, 6, 30)), kit.on(date(2026, 7, 1))) == (older, older, newer)
    assert older.digest != newer.digest


def test_before_the_first_edition_nothing_scores(tmp_path):
    kit = read_kits(written(tmp_path, editions("from: 2026-07-01")), WORDS).ranking
    assert kit.on(date(2026, 6, 30)) is None
    assert kit.on(date(2026, 7, 1)) is kit.newest


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (("until: 2026-06-30", "from: 2026-07-02"), "leave a gap"),
        (("until: 2026-06-30", "from: 2026-06-30"), "overlap"),
        (("", "from: 2026-07-01"), "an open day stands between them"),
        (("until: 2026-06-30",), "the last of the editions ends"),
        (("until: 2026-06-30", "from: 2026-07-01\n    until: 2026-06-01", "from: 2026-06-02"), "ends before it begins"),
    ],
)
def test_editions_follow_each_other_without_a_gap(tmp_path, days, told):
    assert told in refused(tmp_path, editions(*days))


def test_the_digest_follows_what_scores_and_not_what_is_said(tmp_path):
    said = read_kits(written(tmp_path, SCORING.replace("says: Comes on top of weak.", "says: Said otherwise.")), WORDS)
    assert said["transfer_risk"].newest.digest == RISK.digest
    weighed = read_kits(written(tmp_path, SCORING.replace("points: 16", "points: 15")), WORDS)
    assert weighed["transfer_risk"].newest.digest != RISK.digest


def test_what_the_register_is_counted_by_is_read_and_refused_where_it_is_no_fact(tmp_path):
    assert KITS.quality.on(date(1995, 1, 1)) is KITS.quality.countings[0]
    folder = tmp_path / "register_quality"
    folder.mkdir()
    text = COUNTING.replace("- exporter.role\n", "- exporter.rule\n").replace("[tia.dated_on,", "[tia.exists,")
    (folder / "counting.yaml").write_text(text, encoding="utf-8")
    told = refused(tmp_path, SCORING)
    assert "exporter.rule is no fact." in told
    assert "tia.exists is no fact that is a day." in told


def test_a_counting_begins_after_the_one_before_it(tmp_path):
    folder = tmp_path / "register_quality"
    folder.mkdir()
    entry = "  - {facts: [transfer.persons], looked_at: [tia.dated_on], within_days: 30, cites: [T]}\n"
    text = "title: T\nsays: T.\ncountings:\n" + entry + entry.replace("{", "{from: 2026-07-01, ")
    (folder / "counting.yaml").write_text(text, encoding="utf-8")
    quality = read_kits(tmp_path, WORDS).quality
    assert [quality.on(date(2026, 6, 30)), quality.on(date(2026, 7, 1))] == list(quality.countings)
    (folder / "counting.yaml").write_text(text + entry, encoding="utf-8")
    assert "it does not begin after the one before it" in refused(tmp_path, SCORING)
