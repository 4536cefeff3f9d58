"""Two versions of an assessment side by side: which answers, measures, findings and conditions differ, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from transfer_register.assessment.questionnaire import Question, Questionnaire
from transfer_register.exhibits.style import day, listed, number, shortened
from transfer_register.model.assessment import Answer, Assessment
from transfer_register.model.vocabulary import Words

_NOTHING, _LONGEST = "–", 120
_STATES = {"draft": "draft", "in_review": "handed in", "approved": "approved", "superseded": "superseded"}
_MEASURES = {"planned": "planned", "in_place": "in place"}


@dataclass(frozen=True)
class Difference:
    """One thing that two versions do not share; `was` and `now` in words."""

    where: str
    was: str
    now: str

    def __str__(self) -> str:
        return f"{self.where}: {shortened(self.was, _LONGEST)} -> {shortened(self.now, _LONGEST)}"


def difference(kit: Questionnaire, words: Words, was: Assessment, now: Assessment) -> list[Difference]:
    """What differs between two versions, in the order of the questions."""
    return [each for each in _all(kit, words, was, now) if each.was != each.now]


def _all(kit: Questionnaire, words: Words, was: Assessment, now: Assessment) -> Iterator[Difference]:
    yield Difference("State", _STATES[was.state], _STATES[now.state])
    yield Difference("Title", was.title, now.title)
    yield Difference("Transfers", listed(was.transfers), listed(now.transfers))
    yield Difference("Views", *(listed([_view(kit, id) for id in each.views]) for each in (was, now)))
    yield Difference("Depth", *(_depth(kit, each.depth) for each in (was, now)))
    for question in kit.questions:
        yield Difference(f"{question.id} {question.asks}", *(_answer(kit, words, question, each) for each in (was, now)))
    for id in dict.fromkeys([*(m.id for m in was.measures), *(m.id for m in now.measures)]):
        yield Difference(words.label("measures", id), _measure(was, id), _measure(now, id))
    for id in dict.fromkeys([*was.findings, *now.findings]):
        yield Difference(f"Finding: {_view(kit, id)}", _finding(kit, was, id), _finding(kit, now, id))
    for at in dict.fromkeys([*(p.number for p in was.provisos), *(p.number for p in now.provisos)]):
        yield Difference(f"Condition {at}", _proviso(was, at), _proviso(now, at))
    yield Difference("Next review", *(day(each.review_on) for each in (was, now)))
    yield Difference("Score confirmed", *(each.score_reviewed or _NOTHING for each in (was, now)))


def _view(kit: Questionnaire, id: str) -> str:
    return kit.views_by_id[id].title if id in kit.views_by_id else id


def _depth(kit: Questionnaire, id: str | None) -> str:
    return next((depth.label for depth in kit.depths if depth.id == id), _NOTHING)


def _answer(kit: Questionnaire, words: Words, question: Question, told: Assessment) -> str:
    answer = told.answers.get(question.id)
    if answer is None or answer == Answer():
        return _NOTHING
    said = "could not be found out" if answer.unknown else answer_words(words, question, answer.value)
    parts = [said, answer.why, listed([source.title for source in answer.sources])]
    return "; ".join(part for part in parts if part)


def answer_words(words: Words, question: Question, value: Any) -> str:
    """A value in words; of one that is asked for each of several, the counts of what was answered."""
    if value is None:
        return _NOTHING
    if isinstance(value, dict):
        said = [_one(words, question, each) for each in value.values() if each is not None]
        return listed([f"{text} ({said.count(text)})" for text in dict.fromkeys(said)]) or _NOTHING
    return _one(words, question, value)


def _one(words: Words, question: Question, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return listed([_term(words, question, term) for term in value]) or "none"
    match question.kind:
        case "share":
            return f"{number(value * 100, digits=1)} %"
        case "count" | "number":
            return f"{value:,}"
        case "day":
            return day(date.fromisoformat(value))
        case "term":
            return _term(words, question, value)
    return str(value)


def _term(words: Words, question: Question, term: str) -> str:
    option = question.option(term)
    if option:
        return option.label
    return words.label(question.vocabulary, term) if question.vocabulary else term


def _measure(told: Assessment, id: str) -> str:
    each = next((one for one in told.measures if one.id == id), None)
    if each is None:
        return _NOTHING
    due = f"due {day(each.due_on)}" if each.due_on else ""
    return listed(
        [part for part in (_MEASURES[each.state], f"{len(each.confirmed)} conditions confirmed", each.owner, due) if part]
    )


def _finding(kit: Questionnaire, told: Assessment, id: str) -> str:
    finding, view = told.findings.get(id), kit.views_by_id.get(id)
    if finding is None:
        return _NOTHING
    option = kit[view.finding].option(finding.found) if view and view.finding else None
    return "; ".join(part for part in (option.label if option else finding.found, finding.why) if part)


def _proviso(told: Assessment, at: int) -> str:
    each = next((one for one in told.provisos if one.number == at), None)
    if each is None:
        return _NOTHING
    due = f"due {day(each.due_on)}" if each.due_on else ""
    met = f"met on {day(each.met_on)}" if each.met_on else "not met"
    return listed([part for part in (each.says, each.owner, due, met) if part])
