"""Generated facts and conditions: few values, so that they meet often, and much that is unknown."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from transfer_register.law.condition import OPERATORS, All, Condition, Constant, Not, Test
from transfer_register.law.condition import Any as AnyOf
from transfer_register.model.facts import FACTS, Kind

# One or two facts of every kind are enough to meet every operator.
NAMES = (
    "tia.exists", "flow.occasional", "data.hr_context", "importer.country", "exporter.role", "transfer.tools",
    "importer.subject_to", "scc.module", "tia.age_days", "scc.concluded_on",
)  # fmt: skip
_DAYS = [date(2021, 9, 26), date(2021, 9, 27), date(2022, 12, 27)]
_TERMS = {
    "importer.country": ["US", "DE", "O'Higgins"], "exporter.role": ["controller", "processor"],
    "transfer.tools": ["scc", "bcr_c", "consent"], "importer.subject_to": ["CA-PIPEDA", "JP-APPI"],
}  # fmt: skip
_NUMBERS = [0, 1, 2, 3, 365]


def _value(name: str) -> st.SearchStrategy[Any]:
    match FACTS[name].kind:
        case Kind.FLAG:
            return st.booleans()
        case Kind.TERM:
            return st.sampled_from(_TERMS[name])
        case Kind.TERMS:
            return st.lists(st.sampled_from(_TERMS[name]), unique=True, max_size=3)
        case Kind.COUNT:
            return st.sampled_from(_NUMBERS)
        case Kind.DAY:
            return st.sampled_from(_DAYS)


FACT_ROWS = st.fixed_dictionaries({name: st.none() | _value(name) for name in NAMES})


@st.composite
def _tests(draw: st.DrawFn, with_known: bool) -> Test:
    name = draw(st.sampled_from(NAMES))
    shapes = {o: s for o, s in OPERATORS[FACTS[name].kind].items() if with_known or o != "known"}
    operator = draw(st.sampled_from(sorted(shapes)))
    some = {"texts": _TERMS.get(name, ["x"]), "numbers": _NUMBERS}
    values = {
        "flag": st.booleans(), "text": st.sampled_from(_TERMS.get(name, ["x"])), "number": st.sampled_from(_NUMBERS),
        "day": st.sampled_from(_DAYS),
    }  # fmt: skip
    if shapes[operator] in some:
        return Test(
            name, operator, tuple(draw(st.lists(st.sampled_from(some[shapes[operator]]), min_size=1, max_size=2, unique=True)))
        )
    return Test(name, operator, draw(values[shapes[operator]]))


def conditions(with_known: bool = True) -> st.SearchStrategy[Condition]:
    def larger(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.builds(All, parts) | st.builds(AnyOf, parts) | st.builds(Not, inner)

    return st.recursive(_tests(with_known) | st.sampled_from([Constant(True), Constant(False)]), larger, max_leaves=6)
