"""What of the record and of the law an assessment rests on, as a flat dictionary that is kept when it is handed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from transfer_register.actions.assess_case import Case
from transfer_register.actions.evidence_found import Filed
from transfer_register.assessment.holds import Partly
from transfer_register.assessment.questionnaire import ANSWER, Questionnaire
from transfer_register.exhibits.style import country, listed
from transfer_register.law.condition import Condition, Test, tests_of
from transfer_register.law.in_force import MEASURES
from transfer_register.model.assessment import Assessment
from transfer_register.model.facts import FACTS

# Lists of the transfers, of which what is new is a reason to look again.
LISTS = {
    "data_categories": "data_categories", "data_subjects": "data_subjects", "purposes": "purposes", "tools": "transfer_tools",
}  # fmt: skip
# Facts that the lists say, and that change with the day alone, or with what an approval itself writes.
_LEFT_OUT = {
    "data.categories", "data.subjects", "processing.purposes", "transfer.tools", "transfer.date", "importer.country",
    "importer.scope", "importer.group", "dpf.days_since_check", MEASURES, "evidence.on_file", "evidence.filed",
}  # fmt: skip


def tests(kit: Questionnaire) -> Iterator[Test]:
    """Every test of a kit on recorded facts: when it asks, how deep, what it concludes, and what it refuses."""
    for condition in _conditions(kit):
        yield from (test for test in tests_of(condition) if not test.fact.startswith(ANSWER))


def _conditions(kit: Questionnaire) -> Iterator[Condition]:
    yield kit.needed_if
    yield from (depth.condition for depth in kit.depths)
    yield from (rule.condition for view in kit.views for rule in view.rules)
    for question in kit.questions:
        yield question.asked_if
        yield from (refusal.condition for refusal in question.refuses)


def facts_of_kit(kit: Questionnaire) -> tuple[str, ...]:
    """The recorded facts that bear on a kit's assessments, without those that follow from an approval itself."""
    written = {name for result in kit.results for name in (result.exists, result.dated_on, result.result)}
    named = [name for question in kit.questions for name in question.facts] + [test.fact for test in tests(kit)]
    return tuple(dict.fromkeys(n for n in named if n in FACTS and n not in _LEFT_OUT | written and not n.endswith(".age_days")))


def rests_on(case: Case, evidence: Mapping[str, Filed]) -> dict[str, Any]:
    """The dictionary: lists of the transfers, places, recipients further on, laws, grounds, verdicts, facts and evidence."""
    rows = case.known.transfers
    told: dict[str, Any] = {"transfers": list(case.there)}
    told |= {name: sorted({term for row in rows for term in row[name] or ()}) for name in LISTS}
    told["places"] = dict(sorted((_place(place), _place_words(case, place)) for row in rows for place in row["places"] or ()))
    told["onward"] = {row["importer"]: _onward_words(case, row) for row in case.known.onward}
    for row in case.laws:
        if row.reaches:
            told[f"law:{row.id}"] = {"title": row.title, "from": _day(row.first), "outcome": row.outcome}
    for (regime, provision), outcomes in sorted(case.known.outcomes("ground").items()):
        if "met" in outcomes:
            told[f"ground:{regime}:{provision}"] = case.law.provisions[provision].title
    told |= {f"verdict:{regime}": verdict for regime, verdict in case.verdicts.items()}
    for name in facts_of_kit(case.kit):
        told[f"fact:{name}"] = _plain(case.facts.get(name))
    told["evidence"] = {id: each.record.title for id, each in evidence.items()}
    return told


def evidence_of(id: str | None, told: Assessment, filed: Iterable[Filed], on: date) -> dict[str, Filed]:
    """The evidence that counts on a day of what an assessment names, and of what supports it or its transfers."""
    named = set(_named(told))
    records = {id, *told.transfers}
    return {
        each.id: each
        for each in filed
        if (each.id in named or any(support.record in records for support in each.record.supports)) and each.counts_on(on)
    }


def _named(told: Assessment) -> Iterator[str]:
    for answer in told.answers.values():
        yield from (source.evidence for source in answer.sources if source.evidence)
    for measure in told.measures:
        yield from measure.evidence
    for proviso in told.provisos:
        yield from proviso.evidence
    if told.approval and told.approval.paper:
        yield told.approval.paper


def _place(place: Mapping[str, Any]) -> str:
    return f"{place['role']}:{place['country'] or place['group'] or place['scope'] or 'unknown'}"


def _place_words(case: Case, place: Mapping[str, Any]) -> str:
    where = country(case.words, place["country"]) if place["country"] else place["group"] or "a place that is not named"
    return f"{where} ({case.words.label('place_roles', place['role']).lower()})"


def _onward_words(case: Case, row: Mapping[str, Any]) -> str:
    where = [country(case.words, code) for code in row["countries"] or [row["importer_country"]] if code]
    return f"{row['importer_name']} ({listed(where) or 'place not recorded'})"


def _plain(value: Any) -> Any:
    """A fact's value as JSON has it; a list of which only a part is known is not known."""
    if isinstance(value, date):
        return value.isoformat()
    return None if isinstance(value, Partly) else sorted(value) if isinstance(value, list | tuple) else value


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
