"""What changed since an assessment was handed in: each thing on which it rests and that is no longer so, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from transfer_register.actions.assess_case import Case
from transfer_register.actions.assess_rests import LISTS, tests
from transfer_register.actions.evidence_found import Filed
from transfer_register.assessment.conclude import concluded
from transfer_register.assessment.holds import holds
from transfer_register.exhibits.record_words import fact_value
from transfer_register.exhibits.style import band, day, listed
from transfer_register.law.in_force import MEASURES
from transfer_register.model.assessment import Assessment
from transfer_register.model.facts import FACTS, Kind

_HEADINGS = {
    "data_categories": "A category of data was added", "data_subjects": "Data of further people are sent",
    "purposes": "A purpose was added", "tools": "Another mechanism is recorded",
}  # fmt: skip
# The result by which an assessment says that the transfer may not go (model.facts: tia.result and its like).
STOPPED = "suspend"
_OUTCOMES = {"met": "reaches the recipient", "unknown": "may reach the recipient", "not_met": "does not reach the recipient"}


@dataclass(frozen=True)
class Change:
    """Something on which an assessment rests and that is no longer as it was: `what` in a sentence, `was` and `now` in words.

    `key` names it; of a transfer of the same kind that is not covered it is `alike:<transfer>`.
    """

    what: str
    was: str
    now: str
    key: str


def compared(told: Assessment, now: Mapping[str, Any], case: Case, filed: Mapping[str, Filed]) -> tuple[Change, ...]:
    """Every change since an assessment was handed in. `now` is what it rests on today, `filed` all evidence by id."""
    gone = tuple(
        Change("A transfer is not in the register any more", id, "ended, or taken away", f"transfer:{id}")
        for id in told.transfers if id not in case.there
    )  # fmt: skip
    due = tuple(_due(told, case))
    if not case.there:
        return gone + due
    was = told.rests_on
    places = _named(was, now, "places", "Data are kept, processed or reached in a further place")
    onward = _named(was, now, "onward", "A further recipient was added down the line")
    of_law = (*_laws(was, now, case), *_grounds(was, now, case), *_verdicts(told, now, case))
    of_record = (*_facts(was, now, case), *_risk(told, case), *_measures(told, case), *_evidence(was, filed, case))
    return (*gone, *_lists(case, was, now), *places, *onward, *of_law, *of_record, *due)


def alike(transfers: Iterable[str]) -> tuple[Change, ...]:
    """Transfers of the same kind for which no assessment speaks."""
    what = "A transfer of the same kind is not covered"
    return tuple(Change(what, "not covered", id, f"alike:{id}") for id in transfers)


def _due(told: Assessment, case: Case) -> Iterator[Change]:
    if told.state == "approved" and told.review_on is not None and told.review_on <= case.on:
        yield Change("The day of the review has come", "review on", day(told.review_on), "review")
    if told.edition != case.kit.valid_from:
        yield Change("The questions have a newer wording", day(told.edition), day(case.kit.valid_from), "edition")


def _lists(case: Case, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    for name, vocabulary in LISTS.items():
        before, after = ([case.words.label(vocabulary, term) for term in told.get(name) or ()] for told in (was, now))
        for term in (term for term in after if term not in before):
            yield Change(_HEADINGS[name], listed(before) or "none", term, f"{name}:{term}")


def _named(was: Mapping[str, Any], now: Mapping[str, Any], name: str, what: str) -> Iterator[Change]:
    before, after = was.get(name) or {}, now.get(name) or {}
    for key in after.keys() - before.keys():
        yield Change(what, listed(tuple(before.values())) or "none", after[key], f"{name}:{key}")


def _laws(was: Mapping[str, Any], now: Mapping[str, Any], case: Case) -> Iterator[Change]:
    for key in dict.fromkeys([*was, *now]):
        if not key.startswith("law:") or was.get(key) == now.get(key):
            continue
        before, after = was.get(key), now.get(key)
        if before is None:
            row = next(row for row in case.laws if f"law:{row.id}" == key)
            yield Change(
                f"{row.title} {_OUTCOMES[row.outcome]} now", "it did not", f"in the wording from {_since(row.first)}", key
            )
        elif after is None:
            stands = any(f"law:{row.id}" == key for row in case.laws)
            end = _OUTCOMES["not_met"] if stands else "is no longer in force"
            yield Change(f"{before['title']} {end}", _OUTCOMES[before["outcome"]], end, key)
        elif before["from"] != after["from"]:
            what = f"{after['title']} has another wording"
            yield Change(what, f"from {_since(before['from'])}", f"from {_since(after['from'])}", key)
        else:
            what = f"{after['title']} {_OUTCOMES[after['outcome']]} now"
            yield Change(what, _OUTCOMES[before["outcome"]], _OUTCOMES[after["outcome"]], key)


def _since(first: str | date | None) -> str:
    return "the beginning" if first is None else day(date.fromisoformat(first) if isinstance(first, str) else first)


def _grounds(was: Mapping[str, Any], now: Mapping[str, Any], case: Case) -> Iterator[Change]:
    for key, title in was.items():
        if key.startswith("ground:") and key not in now:
            regime = case.words.label("regimes", key.split(":")[1])
            yield Change(f"{title} no longer carries the transfer ({regime})", "carried it", "does not, or may not", key)


def _verdicts(told: Assessment, now: Mapping[str, Any], case: Case) -> Iterator[Change]:
    """A verdict that got worse; one that got better is what an approval is for, and so is one that it made worse itself."""
    was, terms = told.rests_on, case.words.lists["verdicts"]
    stopped = {result.regime for result in case.kit.results if told.approval and concluded(result, told) == STOPPED}
    for key, before in was.items():
        if key.removeprefix("verdict:") in stopped:
            continue
        after = now.get(key)
        if key.startswith("verdict:") and after is not None and (terms[after].rank or 99) < (terms[before].rank or 99):
            regime = case.words.label("regimes", key.split(":")[1])
            yield Change(f"The verdict of the {regime} is worse", terms[before].label, terms[after].label, key)


def _facts(was: Mapping[str, Any], now: Mapping[str, Any], case: Case) -> Iterator[Change]:
    for key, after in now.items():
        name = key.removeprefix("fact:")
        if not key.startswith("fact:") or key not in was or was[key] == after:
            continue
        fact, before = FACTS[name], was[key]
        if fact.kind is Kind.COUNT and not _matters(case, name, before, after):
            continue
        yield Change(fact.label, fact_value(case.words, fact, before), fact_value(case.words, fact, after), key)


def _matters(case: Case, name: str, before: int | None, after: int | None) -> bool:
    """Does the kit tell these two numbers apart?"""
    looked = [test for test in tests(case.kit) if test.fact == name]
    return any(holds(test, {name: before}) is not holds(test, {name: after}) for test in looked)


def _risk(told: Assessment, case: Case) -> Iterator[Change]:
    """A band of the score that got worse."""
    was, now = ((each or {}).get("band") for each in (told.score, case.score))
    ranks = {term.id: term.rank for term in case.words.lists["bands"].values()}
    if was and now and was != now and "open" not in (was, now) and ranks[now] < ranks[was]:
        yield Change("The risk left is higher", band(case.words, was).word, band(case.words, now).word, "band")


def _measures(told: Assessment, case: Case) -> Iterator[Change]:
    """Of an approved assessment: measures that were in place and are not recorded as in place of every transfer now."""
    recorded = case.facts.get(MEASURES)
    there = getattr(recorded, "known", recorded) or ()
    for id in told.rests_on.get("measures") or () if told.state == "approved" else ():
        if id not in there:
            label = case.words.label("measures", id)
            yield Change(f"{label}: not recorded as in place any more", "in place", "not recorded", f"measure:{id}")


def _evidence(was: Mapping[str, Any], filed: Mapping[str, Filed], case: Case) -> Iterator[Change]:
    for id, title in (was.get("evidence") or {}).items():
        found = filed.get(id)
        if found is None or not found.counts_on(case.on):
            until = found.record.valid_until if found else None
            now = f"valid until {day(until)}" if until else "taken away"
            yield Change(f"Evidence does not count any more: {title}", "on file", now, f"evidence:{id}")
