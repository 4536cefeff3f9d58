"""The compiled conditions agree with the plain evaluator, and knowing more never overturns an answer."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.law.generated import FACT_ROWS, NAMES, conditions
from tests.reference_judge import asks, holds
from transfer_register.law.case_facts import relation_of
from transfer_register.law.condition import (
    ALWAYS,
    NEVER,
    All,
    Constant,
    Group,
    Not,
    Test,
    ask_sql,
    condition_sql,
    facts_of,
    resolved,
)
from transfer_register.law.condition import Any as AnyOf

_FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def answers(execute, compiled: list[str], rows: list[dict]) -> list[tuple]:
    sql = f"SELECT {', '.join(compiled)} FROM {relation_of(dict(enumerate(rows)))} ORDER BY pattern"
    return execute(sql)


@_FEW
@given(st.lists(conditions(), min_size=1, max_size=6), st.lists(FACT_ROWS, min_size=1, max_size=12))
def test_compiled_conditions_agree_with_the_plain_evaluator(execute, some, rows):
    found = answers(execute, [text for c in some for text in (condition_sql(c), ask_sql(c))], rows)
    # Which facts are asked for matters, and not which is named first.
    assert [[(holding, set(asked)) for holding, asked in pairs_of(row)] for row in found] == [
        [(holds(c, row), set(asks(c, row))) for c in some] for row in rows
    ]
    assert all(len(set(asked)) == len(asked) for row in found for _, asked in pairs_of(row))


def pairs_of(row: tuple) -> list[tuple[bool | None, list[str]]]:
    return list(zip(row[::2], row[1::2], strict=True))


@_FEW
@given(
    st.lists(conditions(with_known=False), min_size=1, max_size=6),
    st.lists(st.tuples(FACT_ROWS, FACT_ROWS), min_size=1, max_size=8),
)
def test_more_knowledge_never_overturns_a_decided_answer(execute, some, pairs):
    before = [less for less, _ in pairs]
    after = [{name: less[name] if less[name] is not None else more[name] for name in NAMES} for less, more in pairs]
    compiled = [condition_sql(c) for c in some]
    for old, new in zip(answers(execute, compiled, before), answers(execute, compiled, after), strict=True):
        assert all(was is None or was == now for was, now in zip(old, new, strict=True))


@_FEW
@given(conditions(with_known=False), FACT_ROWS, FACT_ROWS)
def test_only_the_facts_asked_for_can_decide(condition, row, more):
    asked = asks(condition, row)
    others = {name: row[name] if row[name] is not None or name in asked else more[name] for name in NAMES}
    if asked:
        assert holds(condition, others) is None


@_FEW
@given(conditions())
def test_filling_in_groups_leaves_a_condition_without_groups_as_it_answers(condition):
    def nobody(_: str) -> tuple[str, ...]:
        raise AssertionError("there is no group here")

    simple = resolved(condition, nobody)
    assert facts_of(simple) <= facts_of(condition)
    assert holds(simple, {}) == holds(condition, {})


def test_nobody_is_in_an_empty_group_whether_known_or_not():
    inside = Test("importer.country", "in", Group("eea"))
    assert resolved(inside, lambda _: ()) == NEVER
    assert resolved(Not(inside), lambda _: ()) == ALWAYS
    assert resolved(All((inside, Test("tia.exists", "is", True))), lambda _: ()) == NEVER
    assert resolved(AnyOf((inside, Test("tia.exists", "is", True))), lambda _: ()) == Test("tia.exists", "is", True)


def test_a_group_is_filled_with_its_members():
    inside = Test("importer.country", "in", Group("eea"))
    assert resolved(inside, lambda name: ("NO", "DE")) == Test("importer.country", "in", ("DE", "NO"))


def test_a_text_cannot_leave_its_quotes(execute):
    hostile = Test("importer.country", "is", "x' OR TRUE --")
    assert answers(execute, [condition_sql(hostile)], [{"importer.country": "DE"}, {"importer.country": "x' OR TRUE --"}]) == [
        (False,),
        (True,),
    ]


def test_known_asks_about_the_record_and_is_never_unknown(execute):
    known = Test("tia.exists", "known", True)
    assert answers(execute, [condition_sql(known), ask_sql(known)], [{"tia.exists": None}, {"tia.exists": False}]) == [
        (False, []),
        (True, []),
    ]
    assert Constant(True) == ALWAYS
