"""Reading questions.yaml: what is not exact is refused, with file and line, all at once."""

from __future__ import annotations

import pytest

from tests.assessment.questions import FILE, read
from transfer_register.errors import NotLaw

TEXT = FILE.read_text(encoding="utf-8")


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def told(tmp_path, old: str, new: str, count: int = 1) -> tuple[str, str]:
    """What is said of the bank with a part of it replaced, and its text."""
    assert old in TEXT
    text = TEXT.replace(old, new, count)
    with pytest.raises(NotLaw) as refusal:
        read(text, tmp_path)
    return str(refusal.value), text


def test_a_key_that_is_not_known_and_one_that_is_missing_are_told_with_their_line(tmp_path):
    said, text = told(tmp_path, "    asks: Whose data are they?\n", "    ask: Whose data are they?\n")
    line = line_of(text, "  - id: B3")
    assert f"transfer_impact/questions.yaml, line {line}: the key 'ask' is not known here" in said
    assert f"line {line}: the key 'asks' is missing" in said


def test_a_key_that_stands_twice_is_told(tmp_path):
    said, text = told(tmp_path, "    kind: count\n    filled_by: chain_length\n", "    kind: count\n    kind: count\n")
    assert f"line {line_of(text, 'kind: count') + 1}: the key 'kind' stands twice" in said


def test_a_kind_that_there_is_not_is_told(tmp_path):
    said, _ = told(tmp_path, "    kind: share\n    each: option\n", "    kind: chance\n    each: option\n")
    assert "kind: Input should be" in said


def test_every_wrong_name_is_told_at_once_with_the_name_that_was_meant(tmp_path):
    text = TEXT.replace("filled_by: purposes", "filled_by: purpose").replace(
        "vocabulary: data_subjects", "vocabulary: data_subject"
    )
    text = text.replace("section: practice\n", "section: practise\n", 1).replace("depth: full\n", "depth: fuller\n", 1)
    text = text.replace("facts: [measures.in_place]", "facts: [measures.inplace]").replace("finding: M2", "finding: M9")
    with pytest.raises(NotLaw) as refusal:
        read(text, tmp_path)
    said = str(refusal.value)
    wrong = {"filling 'purpose'": "purposes", "vocabulary 'data_subject'": "data_subjects", "section 'practise'": "practice"}
    wrong |= {"depth 'fuller'": "full", "fact 'measures.inplace'": "measures.in_place", "question 'M9'": "M"}
    for name, meant in wrong.items():
        assert f"there is no {name}. Did you mean {meant}" in said
    assert f"line {line_of(text, '  - id: B2')}: there is no filling" in said


def test_a_question_that_stands_twice_or_that_no_view_asks_is_told(tmp_path):
    said, _ = told(tmp_path, "  - id: B2\n", "  - id: B1\n")
    assert "B1 stands twice." in said
    said, text = told(tmp_path, "questions: [B5, L1, A1", "questions: [B5, A1")
    assert f"line {line_of(text, '  - id: L1')}: no view asks L1." in said


def test_a_condition_names_answers_and_options_that_exist(tmp_path):
    said, _ = told(tmp_path, "asked_if: {fact: answer.E7, contains: problematic_law}", "asked_if: {fact: answer.E9, contains: x}")
    assert "the fact 'answer.E9' is not in model/facts.py. Did you mean answer.E" in said
    said, text = told(tmp_path, '{fact: answer.F3, contains_any: ["yes", unclear]}', "{fact: answer.F3, contains_any: [unclaer]}")
    assert f"line {line_of(text, 'unclaer')}: 'unclaer' is no term of answer.F3. Did you mean unclear?" in said
    said, _ = told(tmp_path, "{fact: answer.H2, is: true}", "{fact: answer.H2, contains: data}")
    assert "'contains' does not fit answer.H2, a flag." in said


def test_a_rule_and_a_refusal_name_an_option_of_their_question(tmp_path):
    said, _ = told(tmp_path, "      - then: met_with_steps\n", "      - then: met_with_step\n")
    assert "there is no option 'met_with_step'. Did you mean met_with_steps" in said
    said, _ = told(tmp_path, "      - option: go_with_conditions\n", "      - option: go_on\n")
    assert "there is no option 'go_on'" in said


def test_a_result_says_something_of_every_finding_in_the_words_of_its_fact(tmp_path):
    said, text = told(tmp_path, "not_met: suspend}", "not_met: stop}")
    assert f"line {line_of(text, '  - regime: UK')}: there is no term 'stop'" in said
    said, _ = told(tmp_path, ", not_met: suspend}", "}")
    assert "nothing is said of the finding not_met." in said
    said, _ = told(tmp_path, "result: tia_ch.result", "result: tia_ch.outcome")
    assert "there is no fact 'tia_ch.outcome'" in said


def test_rows_fall_away_by_a_question_that_has_the_same_rows(tmp_path):
    said, _ = told(tmp_path, "E7: [problematic_law]}", "E7: [problematic], J1: [low]}")
    assert "there is no answer 'problematic'. Did you mean problematic_law" in said
    assert "F3 and J1 are not asked for each of the same." in said


def test_the_last_depth_takes_what_no_other_takes(tmp_path):
    said, text = told(tmp_path, "    if: always\n\nsections:", "    if: {fact: data.children, is: true}\n\nsections:")
    assert f"line {line_of(text, '  - id: full')}: the last depth does not hold always." in said


def test_what_is_computed_says_by_what(tmp_path):
    said, _ = told(tmp_path, "    filled_by: sign_off\n", "")
    assert "M5 is computed, and nothing fills it." in said


def test_a_view_informs_only_laws_that_it_speaks_for(tmp_path):
    said, _ = told(tmp_path, "    informs: [EU]\n", "    informs: [UK]\n")
    assert "there is no regime 'UK'" in said


def test_the_folder_names_the_kit(tmp_path):
    said, _ = told(tmp_path, "id: transfer_impact\n", "id: impact\n")
    assert "the id 'impact' is not the name of the folder. Write transfer_impact." in said
