"""What is said of an assessment on the command line: one answer, one measure, one finding, one condition; and how it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from transfer_register.actions import assess
from transfer_register.actions.assess_difference import answer_words
from transfer_register.actions.assess_work import Work, as_if, work
from transfer_register.actions.assessments import Recorded, assessment
from transfer_register.assessment.questionnaire import Question
from transfer_register.commands.call import Answered, Call, day_word
from transfer_register.errors import Refused
from transfer_register.exhibits.style import shortened
from transfer_register.model.assessment import Answer, ChosenMeasure, Finding, Proviso, Source

_FLAGS = {"yes": True, "no": False, "true": True, "false": False}
_LONGEST = 100


def words(act: Callable[..., Any]) -> None:
    """The commands by which a draft is written."""
    answers = act("answer", _answer, "answers a question; a list of terms has commas between", "ID", "QUESTION")
    answers.add_argument("value", metavar="VALUE", nargs="?", help="left out with --unknown")
    answers.add_argument("--row", metavar="R", help="of a question that is asked for each law, category or option: for which")
    answers.add_argument("--unknown", action="store_true", help="somebody looked and could not find out; needs --why")
    answers.add_argument("--why", metavar="REASON")
    answers.add_argument("--source", dest="sources", metavar="TITLE", action="append", default=[])
    answers.add_argument("--sure", choices=("sure", "fairly", "unsure"))
    measures = act("measure", _measure, "chooses a measure", "ID", "MEASURE")
    measures.add_argument("--state", choices=("planned", "in_place", "none"), default="planned", help="none takes it out")
    measures.add_argument(
        "--confirm", metavar="N", type=int, action="append", default=[], help="a condition that holds, by its number"
    )
    measures.add_argument("--owner", metavar="FUNCTION")
    measures.add_argument("--due", dest="due_on", metavar="DATE", type=day_word)
    measures.add_argument("--evidence", metavar="EV", action="append", default=[])
    finds = act("find", _find, "what a view finds", "ID", "VIEW", "FINDING")
    finds.add_argument("--why", metavar="REASON", help="needed where the rules propose another finding")
    provisos = act("condition", _proviso, "adds a condition on which the transfer may go on", "ID", "TEXT")
    provisos.add_argument("--owner", metavar="FUNCTION")
    provisos.add_argument("--due", dest="due_on", metavar="DATE", type=day_word)
    views = act("view", _view, "chooses the views, and the depth", "ID")
    views.add_argument("views", metavar="VIEW", nargs="*")
    views.add_argument("--depth", metavar="D")
    views.add_argument(
        "--why", dest="depth_why", metavar="REASON", help="needed where the depth is lighter than the proposed one"
    )


def _answer(call: Call) -> Answered:
    given, (found, told) = call.words, _opened(call)
    if given.question not in told.case.kit.by_id:
        raise Refused(f"There is no question {given.question}. The ids stand in: assess show {found.id}")
    question = told.case.kit[given.question]
    before = told.assessment.answers.get(question.id, Answer())
    value = None if given.unknown or given.value is None else _value(question, given.value)
    if question.each and value is not None:
        if not given.row:
            raise Refused(f"{question.id} is asked for each of several. Name one with --row.")
        value = {**(before.value if isinstance(before.value, dict) else {}), given.row: value}
    said = {
        "value": value if not given.unknown else None, "unknown": given.unknown, "why": given.why or before.why,
        "sources": tuple(Source(title=title) for title in given.sources) or before.sources, "sure": given.sure or before.sure,
        "filled": False,
    }  # fmt: skip
    return _save(call, found, told, {"answers": {**told.assessment.answers, question.id: before.model_copy(update=said)}})


def _value(question: Question, text: str) -> Any:
    try:
        match question.kind:
            case "flag":
                return _FLAGS[text.lower()]
            case "count":
                return int(text)
            case "number" | "share":
                return float(text)
            case "terms":
                return [term.strip() for term in text.split(",") if term.strip()]
    except (KeyError, ValueError):
        raise Refused(f"{question.id}: {text!r} is no {question.kind}. Write yes or no, or a number.") from None
    return text


def _measure(call: Call) -> Answered:
    given, (found, told) = call.words, _opened(call)
    provision = call.register.law.provisions.get(given.measure)
    if provision is None or provision.measure is None:
        raise Refused(f"There is no measure {given.measure}.")
    conditions = provision.measure.conditions
    if any(not 1 <= number <= len(conditions) for number in given.confirm):
        raise Refused(f"{provision.title} has {len(conditions)} conditions.")
    kept = [each for each in told.assessment.measures if each.id != given.measure]
    if given.state != "none":
        confirmed = tuple(conditions[number - 1] for number in given.confirm)
        kept.append(
            ChosenMeasure(
                id=given.measure, state=given.state, confirmed=confirmed, owner=given.owner, due_on=given.due_on,
                evidence=tuple(given.evidence),
            )
        )  # fmt: skip
    return _save(call, found, told, {"measures": tuple(kept)})


def _find(call: Call) -> Answered:
    given, (found, told) = call.words, _opened(call)
    finding = Finding(found=given.finding, why=given.why)
    return _save(call, found, told, {"findings": {**told.assessment.findings, given.view: finding}})


def _proviso(call: Call) -> Answered:
    given, (found, told) = call.words, _opened(call)
    number = max((each.number for each in told.assessment.provisos), default=0) + 1
    added = Proviso(number=number, says=given.text, owner=given.owner, due_on=given.due_on)
    return _save(call, found, told, {"provisos": (*told.assessment.provisos, added)})


def _view(call: Call) -> Answered:
    given, (found, told) = call.words, _opened(call)
    changed = {
        "views": tuple(given.views) or told.assessment.views, "depth": given.depth or told.assessment.depth,
        "depth_why": given.depth_why or told.assessment.depth_why,
    }  # fmt: skip
    return _save(call, found, told, changed)


def _opened(call: Call) -> tuple[Recorded, Work]:
    return assessment(call.register, call.words.id), work(call.register, call.words.id, on=call.on, law_on=call.law_on)


def _save(call: Call, found: Recorded, told: Work, changed: dict[str, Any]) -> Answered:
    draft = told.assessment.model_copy(update=changed)
    days = {"on": call.on, "law_on": call.law_on}
    id, version = assess.save(call.register, found.id, found.version, draft, actor=call.actor, at=call.at, **days)
    now = as_if(told, draft)
    return Answered(
        {"id": id, "version": version, "missing": [asdict(each) for each in now.missing]}, [f"{id}: {progress(now)}."]
    )


def progress(told: Work) -> str:
    """`12 of 41 answered`."""
    return f"{told.progress[0]} of {told.progress[1]} answered"


def document(told: Work) -> dict[str, Any]:
    """The work on an assessment as scripts read it."""
    return {
        "id": told.recorded.id if told.recorded else None, "key": told.needed.key if told.needed else None,
        "version": told.recorded.version if told.recorded else None, "assessment": told.assessment.model_dump(mode="json"),
        "asked": [question.id for question in told.asked], "missing": [asdict(each) for each in told.missing],
        "proposed": {view: asdict(each) for view, each in told.proposed.items()}, "refused": told.refused,
        "gaps": asdict(told.gaps), "depth": told.depth, "changes": [asdict(each) for each in told.changes],
        "progress": told.progress, "rows": told.case.rows, "laws": [asdict(row) for row in told.case.laws],
        "verdicts": told.case.verdicts, "score": told.case.score,
    }  # fmt: skip


def lines(told: Work) -> list[str]:
    """The same for people: every question with its answer, then what is missing, proposed and changed."""
    kit, vocabulary = told.case.kit, told.case.words
    open_ones = {each.question: each.what for each in told.missing}
    said = [f"{told.assessment.title} ({kit.short}): {progress(told)}"]
    for question in told.asked:
        answer = told.assessment.answers.get(question.id)
        text = (
            "could not be found out"
            if answer and answer.unknown
            else answer_words(vocabulary, question, answer.value if answer else None)
        )
        mark = f"  [{open_ones[question.id]} missing]" if question.id in open_ones else ""
        said.append(f"  {question.id:4} {question.asks}{mark}")
        said.append(f"       {shortened(text.replace(chr(10), ' '), _LONGEST)}")
    for view, proposal in told.proposed.items():
        option = kit[kit.views_by_id[view].finding].option(proposal.found) if proposal.found else None
        found = option.label if option else "not decided"
        said.append(f"  {kit.views_by_id[view].title}: {found}. {proposal.because}".rstrip())
    said += [f"  changed: {each.what} ({each.was}; now {each.now})" for each in told.changes]
    return said
