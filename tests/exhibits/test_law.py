"""The law as pictures and words: conditions that a lawyer can read, decisions as lanes, counts that the register confirms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.exhibits.conftest import Seen
from transfer_register.actions.opening import law, words
from transfer_register.exhibits import duties_of_transfer, law_places, law_spans, law_timeline, law_touched, law_words, style
from transfer_register.law.condition import ALWAYS, NEVER, All, Any, Group, Not, Test, known_facts
from transfer_register.law.provision import Due, Lapse
from transfer_register.model.filter import Filter

ON = date(2026, 11, 22)
WORDS = words()


def lines(condition) -> list[str]:
    return [f"{'  ' * line.depth}{line.text}" for line in law_words.condition(condition, WORDS, law().groups, ON)]


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (ALWAYS, ["Always"]),
        (NEVER, ["Never"]),
        (Test("importer.dpf.eu.active", "is", True), ["Recipient, active in the EU-US Data Privacy Framework: yes"]),
        (Not(Test("flow.repetitive", "is", True)), ["Repetitive: no"]),
        (Test("importer.country", "in", ("JP", "US")), ["Destination: Japan or United States"]),
        (Test("scc.module", "in", (1, 2, 3)), ["Module of the clauses: 1, 2 or 3"]),
        (Test("tia.age_days", "at_most", 365), ["Age of the assessment in days: 365 at most"]),
        (Test("scc.concluded_on", "before", date(2021, 9, 27)), ["Clauses concluded on: before 27 September 2021"]),
        (Test("importer.country", "known", False), ["Destination: not recorded"]),
        (
            Not(Test("processing.purposes", "contains_any", ("hosting", "marketing"))),
            [f"Purposes: not {WORDS.label('purposes', 'hosting')} or {WORDS.label('purposes', 'marketing')} among them"],
        ),
        (
            Not(All((Test("tia.result", "known", True), Test("tia.result", "is", "suspend")))),
            ["Result of the assessment: not Suspend the transfer, or not recorded"],
        ),
        (
            All((Test("flow.occasional", "is", True), Any((Test("idta.signed", "is", True), Test("uk_addendum.signed", "is", True))))),  # noqa: E501
            ["Occasional: yes", "One of these:", "  IDTA signed: yes", "  UK Addendum signed: yes"],
        ),
    ],
)  # fmt: skip
def test_a_condition_is_said_in_words(condition, said: list[str]):
    assert lines(condition) == said


def test_a_group_is_named_with_its_members_on_the_day():
    [said] = lines(Test("importer.country", "in", Group("eea")))
    assert law().groups["eea"].title in said
    assert "and 24 more" in said


def test_every_condition_of_the_law_can_be_said_without_names_of_facts():
    for provision in law().provisions.values():
        for stated in (provision.applies_if, *(version.requires for version in provision.versions)):
            said = "\n".join(lines(stated))
            assert not [name for name in known_facts() if name in said], provision.id
            assert "_" not in said, (provision.id, said)


def test_every_wording_and_every_end_can_be_said():
    for provision in law().provisions.values():
        assert law_words.kind_of(provision) in law_words.KINDS
        for version in provision.versions:
            assert law_words.place(version)
            assert law_words.period(version)
            if version.lapsed:
                assert "_" not in law_words.ended(version.lapsed)
            if version.due:
                assert "." not in law_words.due(version.due)


def test_a_state_on_a_list_is_named_with_its_regime():
    japan = {law_words.name(p, WORDS) for p in law().provisions.values() if p.title == "Japan"}
    assert {"Japan, adequacy under EU GDPR", "Japan, adequacy under UK GDPR"} <= japan


def test_a_day_by_which_is_said_with_the_fact_it_is_counted_from():
    assert law_words.due(Due("tia.dated_on", months=12)) == "1 year after: assessment dated"
    assert law_words.due(Due("mechanism.ends_on", days=90, before=True)).startswith("90 days before: ")


def test_a_judgment_and_a_sunset_are_told_apart():
    ends = {span.title: span.end for span in law_spans.spans(law().provisions.values(), WORDS)}
    assert ends["EU-US Privacy Shield"] == law_spans.COURT
    assert ends["United Kingdom (renewal)"] == law_spans.SCHEDULED
    assert ends["United Kingdom (original decision)"] == law_spans.OTHER
    assert ends["EU-US Data Privacy Framework"] == law_spans.OPEN


def test_every_decision_has_a_bar_and_the_general_rules_have_none():
    spans = law_spans.spans(law().provisions.values(), WORDS)
    shown = {id for span in spans for id in span.provisions}
    assert {"eu.us.dpf", "uk.us.2023", "ch.us.2024", "eu.us.safe_harbor"} <= shown
    assert not shown & {"eu.art45", "uk.art45a", "ch.art16_1"}


def test_decisions_of_a_lane_do_not_overlap_and_none_is_lost():
    spans = law_spans.spans(law().provisions.values(), WORDS)
    lanes = law_spans.lanes(spans)
    for lane in lanes:
        for before, after in zip(lane.spans, lane.spans[1:], strict=False):
            assert before.last < after.first
    assert sorted(id for lane in lanes for span in lane.spans for id in span.provisions) == sorted(
        id for span in spans for id in span.provisions
    )


def test_states_with_the_same_days_share_a_lane_and_an_event_keeps_its_own():
    spans = law_spans.spans(law().provisions.values(), WORDS)
    eea = frozenset(style.country(WORDS, code) for code in law().groups["eea"].on(ON))
    folded = law_spans.lanes(spans, {"EEA": eea})
    assert len(folded) < len(law_spans.lanes(spans))
    assert any(len(span.provisions) == 30 for lane in folded for span in lane.spans)
    france = next(span for span in spans if span.place == "France" and span.regime == "UK")
    risk = law().provisions["eu.us.dpf"].risks[0]
    apart = law_spans.lanes([replace(span, risks=(risk,)) if span is france else span for span in spans], {"EEA": eea})
    assert any(lane.place == "France" for lane in apart)


@pytest.mark.parametrize("dark", [False, True])
def test_the_timeline_draws_bars_marks_and_the_day(dark: bool):
    lanes = law_spans.lanes(law_spans.spans(law().provisions.values(), WORDS))
    figure = law_timeline.draw(lanes, WORDS, on=ON, dark=dark)
    names = {trace.name for trace in figure.data}
    assert "✕ Ended by a court" in names
    assert any("Event" in name for name in names)
    assert len(figure.layout.yaxis.ticktext) == len(lanes) == len(set(figure.layout.yaxis.ticktext))
    assert law_timeline.draw([], WORDS, on=ON, dark=dark) is not None


def test_a_mark_leads_to_its_decision():
    assert law_timeline.picked({"points": [{"customdata": ["eu.us.dpf"]}]}) == ["eu.us.dpf"]
    assert law_timeline.picked(None) == []


def test_an_end_says_how_by_what_and_how_far():
    lapse = Lapse("declared_invalid", "CJEU C-362/14 Schrems", "back_in_time")
    assert law_words.ended(lapse) == "declared invalid: CJEU C-362/14 Schrems; with effect back in time"


def test_what_a_provision_touches_is_what_the_register_finds(small: Seen):
    counts = law_touched.counts(small.ask("law_touched"))
    kinds: dict[str, list[str]] = {}
    for id in counts:
        kinds.setdefault(str(small.register.law.provisions[id].kind), []).append(id)
    assert len(kinds) > 2
    # Provisions of one kind are counted in one way: a few of each.
    for kind, id in ((kind, id) for kind, ids in kinds.items() for id in ids[:: -(-len(ids) // 5)]):
        touched = counts[id]
        found = small.ask("verdict_counts", law_touched.behind(id, kind)).dicts()
        assert sum(row["transfers"] for row in found) == touched.number(kind), id
        assert max(touched.carried, touched.fallback) <= touched.rests <= touched.carried + touched.fallback


def test_transfers_of_a_place_are_those_of_the_filter(small: Seen):
    places = law_places.counts(small.ask("law_places"))
    assert places
    for code, (to, from_) in list(places.items())[::3]:
        for chosen, number in ((Filter(countries=(code,)), to), (Filter(origins=(code,)), from_)):
            assert sum(row["transfers"] for row in small.ask("verdict_counts", chosen).dicts()) == number


@given(some.sampled_from(["met", "breached", "unknown"]), some.none() | some.dates())
def test_what_is_done_is_never_overdue(outcome: str, due: date | None):
    late = duties_of_transfer.overdue(outcome, due, ON)
    assert late == (outcome != "met" and due is not None and due < ON)
