"""One assessment as a document: in one of its views, in one format, on the register's and the law's day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from transfer_register.actions.assess_case import LawRow
from transfer_register.actions.assess_work import Work, work
from transfer_register.actions.report import MEDIA, Produced
from transfer_register.assessment.questionnaire import View
from transfer_register.errors import Refused
from transfer_register.exhibits.exhibit import ask
from transfer_register.exhibits.transfer import sentence
from transfer_register.model.filter import Filter
from transfer_register.register.answer import Version
from transfer_register.register.register import Register
from transfer_register.reports import report, text_gate
from transfer_register.reports.assessment.control import Options
from transfer_register.reports.assessment.pages import FORMATS, document
from transfer_register.reports.assessment.paper import Event, Flow, Law, Measure, Paper
from transfer_register.reports.content import problems
from transfer_register.reports.making import Making

__all__ = ["FORMATS", "as_document", "paper"]

_STATES = {"draft": "Draft", "in_review": "Handed in", "approved": "Approved", "superseded": "Superseded"}


def as_document(
    register: Register, id: str, view: str | None, format: str, *, on: date, law_on: date, at: datetime, actor: str,
    known_on: date | None = None,
) -> Produced:  # fmt: skip
    """The document; `view` None is the leading view of the assessment. Raises `Refused` for a view or a format there is not."""
    if format not in FORMATS:
        raise Refused(f"An assessment comes as {', '.join(FORMATS)}, not as {format}.")
    told = work(register, id, on=on, law_on=law_on, known_on=known_on)
    shown = paper(register, told, _view(told, view), known_on=known_on)
    setting = register.record("organisation")
    organisation = (setting.state.get("name") if setting else None) or "Organisation not stated"
    clean = text_gate.clean_document(document(shown, Options(organisation, actor)))
    if wrong := problems(clean):
        raise ValueError("\n".join(str(one) for one in wrong[:20]))
    data = report.render(clean, format, Making.of(register, at, actor))
    notes = [text_gate.sentence(clean.replaced)] if clean.replaced else []
    return Produced(report.file_name(clean, format), MEDIA[format], data, notes)


def _view(told: Work, id: str | None) -> View:
    views = told.case.kit.views_by_id
    if id is None:
        return views[told.assessment.views[0]]
    if id not in views:
        raise Refused(f"{told.case.kit.title} has no view {id!r}; there are {', '.join(views)}.")
    return views[id]


def paper(register: Register, told: Work, view: View, *, known_on: date | None = None) -> Paper:
    """What the document shows. Raises `Refused` where the assessment is not recorded yet."""
    if told.recorded is None:
        raise Refused("Nobody has begun this assessment yet. Record something of it first.")
    case, assessment = told.case, told.assessment
    held = [id for answer in assessment.answers.values() for source in answer.sources if (id := source.evidence)]
    held += [id for each in (*assessment.measures, *assessment.provisos) for id in each.evidence]
    held += [assessment.approval.paper] if assessment.approval and assessment.approval.paper else []
    return Paper(
        told.recorded.id, told.recorded.version, assessment, case.kit, view, register.words, case.on, case.law_on,
        tuple(_flows(register, told, known_on)), told.asked, told.gaps,
        tuple(_law(law) for law in case.laws),
        {chosen.id: measure for chosen in assessment.measures if (measure := _measure(register, chosen.id, case.law_on))},
        told.proposed, frozenset(each.question for each in told.missing),
        tuple(each.what.rstrip(".") for each in told.changes),
        tuple(_events(register.history(told.recorded.id, known_on))),
        {id: _file(register, id) for id in dict.fromkeys(held)},
    )  # fmt: skip


def _law(law: LawRow) -> Law:
    return Law(law.id, law.title, law.says, law.outcome, law.cite or "Stated by the author", law.confidence or "not stated")


def _flows(register: Register, told: Work, known_on: date | None) -> Iterator[Flow]:
    sight = register.sight(told.case.on, told.case.law_on, known_on)
    wanted = Filter(transfers=told.case.transfers)
    verdicts: dict[str, list[tuple[str, str]]] = {}
    for row in ask(register, "verdicts_of_transfer", sight, wanted).dicts():
        verdicts.setdefault(row["transfer"], []).append((row["regime"], row["verdict"]))
    for id in told.case.transfers:
        found = ask(register, "transfer", sight, Filter(transfers=(id,)))
        said = sentence(found, register.words) or "It is not in force on this day, or was taken away."
        yield Flow(id, said, tuple(verdicts.get(id, ())))


def _measure(register: Register, id: str, law_on: date) -> Measure | None:
    provision = register.law.provisions.get(id)
    if provision is None or provision.measure is None:
        return None
    threats = register.words.lists.get("threats", {})
    labels = tuple(threats[each].label for each in provision.threats if each in threats)
    source = (provision.version_on(law_on) or provision.versions[-1]).source
    cite = ", ".join(filter(None, (source.act, source.article)))
    return Measure(provision.title, provision.measure.category, labels, tuple(provision.measure.conditions), cite)


def _events(versions: list[Version]) -> Iterator[Event]:
    for each in versions:
        state = each.state or {}
        what = _STATES.get(state.get("state", ""), "Recorded") if each.state else "Taken away"
        said = f"{what}: {each.why}" if each.why else what
        yield Event(each.version, datetime.fromisoformat(each.at).date(), each.actor, said)


def _file(register: Register, id: str) -> str:
    """`EV-0003 Signed clauses (sha256 3f0a…)`: enough to find the file and to see that it is the same."""
    found = register.record(id)
    if found is None or found.kind != "evidence":
        return f"{id} (not on file)"
    return f"{id} {found.state.get('title', '')} (SHA-256 {found.state.get('sha256', '')[:12]})"
