"""What is asked of one assessment at a time is answered as the register is judged, unknown included."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import reference_judge
from tests.law.generated import FACT_ROWS, conditions
from transfer_register.assessment.holds import Partly, holds, unknown
from transfer_register.law.condition import Not, Test


@given(conditions(), FACT_ROWS)
@settings(max_examples=150, deadline=None)
def test_a_condition_holds_as_the_plain_judge_says(condition: Any, known: dict[str, Any]) -> None:
    assert holds(condition, known) is reference_judge.holds(condition, known)


@given(conditions(with_known=False), FACT_ROWS)
@settings(max_examples=150, deadline=None)
def test_what_is_named_as_unknown_is_unknown_and_could_decide(condition: Any, known: dict[str, Any]) -> None:
    named = unknown(condition, known)
    assert bool(named) == (holds(condition, known) is None)
    assert list(named) == reference_judge.asks(condition, known)


@given(st.sets(st.sampled_from("abc")), st.sets(st.sampled_from("abc")), st.sampled_from("abc"))
def test_a_list_that_is_known_in_part_contains_what_it_contains_and_may_contain_more(part: set, more: set, term: str) -> None:
    contains, partly = Test("data.categories", "contains", term), {"data.categories": Partly(tuple(sorted(part)))}
    said = holds(contains, partly)
    whole = holds(contains, {"data.categories": tuple(part | more)})
    assert said is (True if term in part else None)
    assert said is None or said == whole
    assert holds(Not(contains), partly) is (False if term in part else None)
