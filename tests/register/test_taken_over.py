"""A sight that is taken over from another of the same days says what one made from the records says, whatever the law changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.law.generated import conditions
from tests.register.conftest import AT, DAY, HERE, party
from tests.register.test_incremental import QUESTIONS
from transfer_register.assessment.kit import read_kits
from transfer_register.law.condition import ALWAYS, All, Not, Test
from transfer_register.law.condition import Any as AnyOf
from transfer_register.law.differing import Differing, differing, distance
from transfer_register.law.in_force import DESTINATION, Library
from transfer_register.law.library import read_library
from transfer_register.law.provision import Measure, Provision, ProvisionKind, Version
from transfer_register.model.vocabulary import read_words
from transfer_register.register import judging
from transfer_register.register.judging import Law
from transfer_register.register.register import Register
from transfer_register.register.sight import Sights

_PLACES = ([], [{"country": "US"}], [{"country": "FR"}, {"country": "US"}, {"country": "CN"}], [{"scope": "global"}])
_TOOLS = (None, [{"tool": "scc", "module": 2, "signed_on": "2025-01-01"}], [{"tool": "uk_addendum"}])
_FACTS = ({}, {"tia.exists": True, "tia.dated_on": "2025-01-01", "measures.in_place": ["end_to_end_encryption"]})
_SENDERS = (party("A", "DE"), party("B", "GB", regimes=["EU"]), party("C", "US"), party("D"))
_RECEIVERS = (party("R", "US", facts={"dpf.eu.active": True}), party("S", "JP"), party("T"))


@pytest.fixture(scope="module")
def opened(tmp_path_factory) -> Iterator[Register]:
    words = read_words(HERE.parents[1] / "data" / "vocabulary")
    law, kits = read_library(HERE / "small_law", words), read_kits(HERE / "small_kits", words)
    register = Register.open(tmp_path_factory.mktemp("taken") / "register", law, kits, words)
    with register.batch("Ada", AT) as writing:
        senders, receivers = ([writing.new("party", state) for state in some] for some in (_SENDERS, _RECEIVERS))
        for number, (sender, receiver, places, tools) in enumerate(product(senders, receivers, _PLACES, _TOOLS)):
            state = {"exporter": sender, "importer": receiver, "places": places, "facts": _FACTS[number % 2]}
            state |= {"mechanisms": tools} if tools is not None else {}
            writing.new("transfer", state | ({"data_categories": ["name", "health"][: 1 + number % 2]} if number % 3 else {}))
    yield register
    register.close()


def said(register: Register, law: Library, day: date = DAY) -> list[list[tuple]]:
    sight = register.sight(DAY, law_on=day, law=law)
    answers = [register.ask(f"{question} ORDER BY ALL", {"sight": sight}).rows for question in QUESTIONS]
    # Made anew the next time.
    register.current._sights._give_up(sight)
    return answers


def plainly(register: Register, law: Library, day: date = DAY) -> list[list[tuple]]:
    with patch.object(Sights, "_base", lambda *_: None):
        return said(register, law, day)


_KINDS = ("scope", "ground", "gate", "requirement", "exposure", "measure")
_destinations = st.sampled_from([(), (), ("US",), ("CN", "JP")])


@st.composite
def _changes(draw: st.DrawFn):
    """One change of a library: an end, another wording, another place, one more provision, another order."""
    what = draw(st.sampled_from(["end", "requires", "applies", "places", "anew", "one by one", "order"]))
    number, condition, applies = draw(st.integers(0, 20)), draw(conditions()), draw(conditions() | st.just(ALWAYS))
    kind, places, country = draw(st.sampled_from(_KINDS)), draw(_destinations), draw(st.sampled_from(["US", "CN", "FR"]))

    def change(library: Library) -> Library:
        provisions = [p for p in library.provisions.values() if p.kind is not ProvisionKind.BINDING]
        one = provisions[number % len(provisions)]
        match what:
            case "end":
                return library.ending(one.id, DAY, "Test")
            case "requires":
                one = replace(one, versions=tuple(replace(v, requires=condition) for v in one.versions if not v.lapsed))
            case "applies":
                one = replace(one, applies_if=applies)
            case "places":
                one = replace(one, destinations=places)
            case "one by one":
                elsewhere = Not(All((Test(DESTINATION, "known", True), Test(DESTINATION, "is", country))))
                narrowed = tuple(
                    replace(v, requires=All((v.requires, AnyOf((elsewhere, condition))))) for v in one.versions if not v.lapsed
                )
                one = replace(one, versions=narrowed)
            case "anew":
                version = Version(None, None, condition, one.versions[0].source)
                threats, cures = library.binding_threats[:1], Measure("technical", "strong", "effective_if_all_conditions")
                one = Provision(
                    f"small.new.{number}", (("EU", "UK")[number % 2],), ProvisionKind(kind), "New", "For tests.", (version,),
                    cascade="safeguard" if kind == "ground" else None, destinations=places, applies_if=applies,
                    severity="warn" if kind == "requirement" else None, role="problem" if kind == "exposure" else None,
                    threats=threats, measure=cures if kind == "measure" else None,
                )  # fmt: skip
            case "order":
                found = dict(reversed(library.provisions.items()))
                return replace(library, provisions=found, _states={})
        return replace(library, provisions={**library.provisions, one.id: one}, _states={})

    return change


@given(st.lists(_changes(), min_size=1, max_size=2))
@settings(
    max_examples=int(os.environ.get("REGISTER_EXAMPLES", "5")), deadline=None, derandomize=True,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_whatever_the_law_changes_is_said_as_if_judged_anew(opened, changes):
    law = opened.law
    for change in changes:
        law = change(law)
    opened.sight(DAY)
    taken = said(opened, law)
    for question, ours, plain in zip(QUESTIONS, taken, plainly(opened, law), strict=True):
        assert ours == plain, question


def test_an_end_judges_only_what_rested_on_it(opened, monkeypatch):
    opened.sight(DAY)
    judged = []
    keep = Law._keep

    def count(self, projection, number, parts):
        judged.extend((patterns.num_rows, benches is self._regimes["UK"]) for benches, patterns in parts)
        keep(self, projection, number, parts)

    monkeypatch.setattr(Law, "_keep", count)
    monkeypatch.setattr(Law, "judge", lambda *_: pytest.fail("everything was judged anew"))
    ended = said(opened, opened.law.ending("small.a.jp", DAY, "Test"))
    bound = opened.ask("SELECT count(*) FROM judged_alike WHERE regime = 'EU'", {}).rows[0][0]
    assert [uk for _, uk in judged] == [False]
    assert 0 < judged[0][0] < bound / 2
    assert ended != said(opened, opened.law)


def test_many_are_judged_together_as_each_alone(opened, monkeypatch):
    law = opened.law.ending("small.a.us", DAY, "Test").ending("small.b.special", DAY, "Test")
    opened.sight(DAY)
    monkeypatch.setattr(judging, "FEW", 0)
    assert said(opened, law) == plainly(opened, law)


def test_another_day_of_the_law_is_taken_over_too(opened):
    opened.sight(DAY)
    later = date(2027, 1, 1)
    assert said(opened, opened.law, later) == plainly(opened, opened.law, later)


def test_an_edit_reaches_what_was_taken_over(opened):
    law = opened.law.ending("small.a.jp", DAY, "Test")
    opened.sight(DAY)
    taken = opened.sight(DAY, law=law)
    found = opened.record("TR-00040")
    with opened.batch("Ada", AT) as writing:
        writing.change(found.id, {**found.state, "places": [{"country": "JP"}], "persons": 12}, found.version)
    assert opened.sight(DAY, law=law) == taken
    now = [opened.ask(f"{question} ORDER BY ALL", {"sight": taken}).rows for question in QUESTIONS]
    opened.current._sights._give_up(taken)
    assert now == plainly(opened, law)


def test_where_laws_differ_is_told_as_narrowly_as_is_certain(opened):
    law = opened.law
    state = law.in_force(DAY)

    def against(other: Library) -> Differing:
        return differing(state, other.in_force(DAY), "EU")

    assert against(replace(law, _states={})) == Differing()
    assert against(law.ending("small.a.clauses", DAY, "x")) == Differing(spoke=frozenset({"small.a.clauses"}))
    assert against(law.ending("small.a.jp", DAY, "x")) == Differing(spoke=frozenset({"small.a.jp"}), unplaced=True)
    # What ends on a later day says the same today, but for a ground that is known to end.
    assert against(law.ending("small.a.clauses", DAY + timedelta(1), "x")) == Differing(spoke=frozenset({"small.a.clauses"}))
    assert distance(state, law.ending("small.b.special", DAY, "x").in_force(DAY)) == 1
    assert distance(state, law.ending("small.b.binds", DAY, "x").in_force(DAY)) is None
