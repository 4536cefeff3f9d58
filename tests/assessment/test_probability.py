"""The probability of lawful access: the vectors of the research, its ends, and what is missing where there is no number."""

from __future__ import annotations

import math

import pytest
import yaml

from transfer_register.actions.opening import PROJECT
from transfer_register.assessment.probability import calculated, of_answers, years_until
from transfer_register.model.assessment import Answer

RESEARCH = PROJECT.parent / "shared" / "law" / "tia_question_bank.yaml"
# The check values of the research (years until one access), to a tenth of a year.
VECTORS = [(0.0252, 5, 451.1, 135.8), (0.0126, 5, 908.0, 273.3), (0.0252, 10, 902.2, 271.6)]
HURDLES = {"scope": "Importer in scope of the law", "defence": "Legal defence fails"}
GIVEN = {
    "L1": Answer(value=5), "L2": Answer(value=0.5), "L3": Answer(value={"scope": 0.5, "defence": 0.2}), "L4": Answer(value=0.001),
}  # fmt: skip


@pytest.mark.parametrize(("probability", "years", "n_90", "n_50"), VECTORS)
def test_the_check_values_of_the_research_hold(probability, years, n_90, n_50):
    assert years_until(0.9, probability, years) == pytest.approx(n_90, abs=0.06)
    assert years_until(0.5, probability, years) == pytest.approx(n_50, abs=0.06)


def test_these_are_the_check_values_of_the_research():
    if not RESEARCH.exists():
        pytest.skip("the research is not on this machine")
    vectors = yaml.safe_load(RESEARCH.read_text(encoding="utf-8"))["scoring"]["rosenthal_formula"]["vectors"]
    assert [(each["P"], each["T"], each["N90"], each["N50"]) for each in vectors] == VECTORS


def test_the_figures_that_were_published_do_not_fit_and_are_not_taken_over():
    assert abs(years_until(0.9, 0.0252, 5) - 903) > 400
    assert "Published figures do not fit" in calculated(5, 1, {"a": 0.5}, 0).warning


def test_it_is_one_less_the_chance_that_nothing_happens():
    found = calculated(5, 0.5, {"scope": 0.5, "defence": 0.2}, 0.001)
    assert found.passes == pytest.approx(0.1)
    assert found.probability == pytest.approx(1 - 0.999 * math.exp(-0.25))
    assert found.n_90 == pytest.approx(years_until(0.9, found.probability, 5))
    assert found.n_50 == pytest.approx(years_until(0.5, found.probability, 5))


@pytest.mark.parametrize(
    ("inputs", "probability", "n_90"),
    [
        ((5, 0, {"a": 0.5}, 0), 0, math.inf),
        ((5, 3, {"a": 0.0}, 0), 0, math.inf),
        ((5, 1, {"a": 0.5}, 1), 1, 0),
        # beside nothing and beside everything no digit gets lost
        ((5, 1e-12, {"a": 1.0}, 0), 5e-12, math.log(10) * 1e12),
        ((1, 60, {"a": 1.0}, 0), 1, math.log(10) / 60),
    ],
    ids=["no attempt", "none passes", "certain", "next to never", "next to certain"],
)
def test_the_ends_are_never_and_at_once(inputs, probability, n_90):
    found = calculated(*inputs)
    assert found.probability == pytest.approx(probability)
    assert found.n_90 == pytest.approx(n_90)


def test_the_ends_stand_in_words():
    assert "never" in calculated(5, 0, {"a": 0.5}, 0).arithmetic[-1]
    assert "it is certain" in calculated(5, 1, {"a": 0.5}, 1).arithmetic[-1]
    assert years_until(0.5, 0, 5) == math.inf
    assert years_until(0.5, 1, 5) == 0
    for inputs in ((5, 1e-12, {"a": 1e-9}, 0), (1, 60, {"a": 1.0}, 0)):
        said = " ".join(calculated(*inputs).arithmetic)
        assert not [word for word in ("inf", "nan", "e-", "-0 ", "= 0 %") if word in said], said


def test_the_arithmetic_shows_every_number_that_went_in_and_came_out():
    first, second, third, ninety, fifty = of_answers(GIVEN, HURDLES).arithmetic
    assert "50 % × 20 % = 10 %" in first
    assert "0.5 a year × 10 % × 5 years = 0.25" in second
    assert "(1 - 0.1 %) × exp(-0.25) = 22.2 %" in third
    assert ninety.endswith("ln(1 - 90 %) / ln(1 - 22.2 %) = 45.87 years.")
    assert fifty.endswith("= 13.81 years.")


def test_answers_are_taken_by_the_questions_of_the_bank():
    found = of_answers(GIVEN, HURDLES)
    assert found.hurdles == (("Importer in scope of the law", 0.5), ("Legal defence fails", 0.2))
    assert found.missing == ()
    assert found.probability == pytest.approx(0.222, abs=0.001)
    as_text = of_answers({**GIVEN, "L2": Answer(value=" 0.5 ")}, HURDLES)
    assert as_text == found


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"L1": None}, ["the period in years"]),
        ({"L1": Answer(value=0)}, ["the period in years"]),
        ({"L2": Answer(value=-1)}, ["attempts a year"]),
        ({"L2": Answer(value="rarely")}, ["attempts a year"]),
        ({"L2": Answer(value=0.5, unknown=True, why="No figures.")}, ["attempts a year"]),
        ({"L3": Answer(value={"scope": 0.5})}, ["the chance for: Legal defence fails"]),
        ({"L3": Answer(value={"scope": 0.5, "defence": 1.2})}, ["the chance for: Legal defence fails"]),
        ({"L4": Answer(value=True)}, ["the chance of intelligence access"]),
        (
            dict.fromkeys(GIVEN),
            [
                "the period in years", "attempts a year", "the chance for: Importer in scope of the law",
                "the chance for: Legal defence fails", "the chance of intelligence access",
            ],
        ),
    ],
)  # fmt: skip
def test_without_an_input_there_is_no_number_and_it_is_named(changes, missing):
    answers = {id: answer for id, answer in {**GIVEN, **changes}.items() if answer}
    found = of_answers(answers, HURDLES)
    assert list(found.missing) == missing
    assert (found.probability, found.n_90, found.n_50, found.until) == (None, None, None, {})
    assert all(name in found.arithmetic[0] for name in missing)


def test_hurdles_that_a_kit_does_not_name_are_no_certainty():
    assert of_answers(GIVEN, {}).missing == ("the hurdles",)


@pytest.mark.parametrize("inputs", [(0, 1, {}, 0), (5, -1, {}, 0), (5, 1, {"a": 1.5}, 0), (5, 1, {"a": 0.5}, -0.1)])
def test_what_is_no_chance_is_refused(inputs):
    with pytest.raises(ValueError, match="chances from 0 to 1"):
        calculated(*inputs)


def test_one_more_hurdle_and_fewer_attempts_never_raise_it():
    base = calculated(5, 2, {"a": 0.5}, 0.01).probability
    assert calculated(5, 2, {"a": 0.5, "b": 0.9}, 0.01).probability <= base
    assert calculated(5, 1, {"a": 0.5}, 0.01).probability <= base
    assert calculated(4, 2, {"a": 0.5}, 0.01).probability <= base
    assert calculated(5, 2, {"a": 0.5}, 0).probability <= base
