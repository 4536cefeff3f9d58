"""Runs tables of cases against the law: given these facts on this day, then these outcomes.

The forms are those of COMMANDS.md: adequacy cases, rule cases, regime cases. Nothing is asked of a register; the facts of a
case are written into the question. `execute` takes SQL and gives rows, so that this box needs no database of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from transfer_register import strict_yaml
from transfer_register.law.case_facts import UnknownWord, facts_of_case, relation_of
from transfer_register.law.condition import facts_of
from transfer_register.law.due import due_sql
from transfer_register.law.in_force import DESTINATION, LawState, Library
from transfer_register.law.judge import findings_sql
from transfer_register.law.provision import Outcome, ProvisionKind
from transfer_register.law.verdict import WEIGHED, verdicts_sql
from transfer_register.model.facts import JUDGED

Execute = Callable[[str], list[tuple]]
# What an adequacy case is about: where the data go and to which body. Scopes that look at anything else are left out.
_PLACE = {DESTINATION, "importer.org_code", "counsel.destination_covered"}
_OF_ADVICE = {name for name in JUDGED if name.startswith(("exposure.", "measure."))}
_DUTY = {"id", "due", "outcome"}
_FIRES = {Outcome.BREACHED: True, Outcome.UNKNOWN: None, Outcome.MET: False, Outcome.NOT_APPLICABLE: False}


@dataclass(frozen=True)
class Case:
    """One line of a table. `facts` are in the words of the register; `wrong` says why it cannot be run."""

    id: str
    form: str
    day: date
    regime: str | None
    rule: str | None
    facts: dict[str, Any]
    expected: dict[str, Any]
    wrong: str = ""


@dataclass(frozen=True)
class Result:
    """What came of a case; `why` says in words what differs."""

    id: str
    passed: bool
    expected: Any
    got: Any
    why: str


def read_cases(path: Path, library: Library, on: date) -> list[Case]:
    """The cases of a table; those without a day are judged by the law of `on`. Raises `NotLaw` where it is no YAML."""
    raw = strict_yaml.read(path)
    if isinstance(raw, dict):
        raw = next((raw[key] for key in ("cases", "test_vectors", "tests") if key in raw), [])
    return [_case(entry, number, library, on) for number, entry in enumerate(raw or [], start=1)]


def _case(entry: Any, number: int, library: Library, on: date) -> Case:
    entry = entry if isinstance(entry, dict) else {}
    name, stated = str(entry.get("id", f"case {number}")), entry.get("facts")
    expected = {"fires": entry.get("fires")} if "rule" in entry else entry.get("expect")
    if not isinstance(stated, dict) or not isinstance(expected, dict):
        return Case(name, "none", on, None, None, {}, {}, "facts and expect must be mappings of names to values")
    form = "rule" if "rule" in entry else "adequacy" if "outcome" in expected else "regime"
    stated = {**stated, **{key: entry[key] for key in ("regime", "date") if key in entry}}
    regime = stated.pop("regime", None)
    try:
        facts = facts_of_case(stated, library)
    except UnknownWord as problem:
        return Case(name, form, on, regime, entry.get("rule"), {}, expected, str(problem))
    day, wrong = facts.get("transfer.date") or on, ""
    if form == "rule" and entry["rule"] not in library.provisions:
        wrong = f"no provision has the id {entry['rule']}"
    elif form != "rule" and regime not in library.regimes:
        wrong = f"no law is loaded for the regime {regime}"
    elif wrong_duty := next((str(duty) for duty in expected.get("duties") or () if not _names_duty(duty, library)), ""):
        wrong = f"{wrong_duty} is no duty; write {{id: ..., due: ..., outcome: ...}} with the id of one"
    if form == "regime" and not wrong:
        facts.setdefault("exporter.regimes", [regime])
    return Case(name, form, day, regime, entry.get("rule"), facts, expected, wrong)


def _names_duty(duty: Any, library: Library) -> bool:
    provision = library.provisions.get(duty["id"]) if isinstance(duty, dict) and {"id"} <= duty.keys() <= _DUTY else None
    return provision is not None and provision.kind is ProvisionKind.DUTY


def run_cases(library: Library, cases: Iterable[Case], execute: Execute) -> list[Result]:
    """Every case, in its order. Cases of one form, judged by the same law, are judged in one question."""
    cases = list(cases)
    results: dict[int, Result] = {}
    together: dict[tuple, list[int]] = defaultdict(list)
    for number, case in enumerate(cases):
        if case.wrong:
            results[number] = Result(case.id, False, case.expected, None, case.wrong)
        else:
            together[library.in_force(case.day).digest, case.form, case.regime].append(number)
    for (_, form, regime), numbers in together.items():
        state = library.in_force(cases[numbers[0]].day)
        found = _judged(state, form, regime, {number: cases[number] for number in numbers}, execute)
        for number in numbers:
            results[number] = _result(library, cases[number], found[number])
    return [results[number] for number in range(len(cases))]


def _judged(state: LawState, form: str, regime: str | None, cases: dict[int, Case], execute: Execute) -> dict[int, list[tuple]]:
    """Rows for each case: regime, provision, kind, outcome, ask, and the verdict where the form asks for one."""
    if form == "rule":
        state = state.only({case.rule for case in cases.values() if case.rule})
    elif form == "adequacy":
        state = state.only({p.id for p in state.provisions if p.rank <= 1 and p.kind in WEIGHED})
    else:
        state = state.only(_spoken_of(state, cases.values()))
    relation = relation_of({number: case.facts for number, case in cases.items()})
    sql = findings_sql(state, relation, regimes=[regime] if regime else state.regimes, everything=form == "rule", stated=JUDGED)
    if form == "regime":
        verdicts = verdicts_sql(state, "findings")
        sql = (
            f"WITH facts AS {relation}, findings AS MATERIALIZED ({sql}), verdicts AS ({verdicts}) "
            f"SELECT f.*, v.verdict, v.ground, v.fallbacks, v.ask, {due_sql(state)} AS due "
            "FROM findings f JOIN verdicts v USING (pattern, regime) JOIN facts USING (pattern)"
        )
    rows: dict[int, list[tuple]] = defaultdict(list)
    for pattern, *row in execute(sql):
        rows[pattern].append(tuple(row))
    return rows


def _spoken_of(state: LawState, cases: Iterable[Case]) -> set[str]:
    """What makes the verdict, and what the cases name: the law of a day is long, and reading it takes most of the time."""
    expected = [case.expected for case in cases]
    named = {id for one in expected for id in one.get("findings") or ()}
    named |= {duty["id"] for one in expected for duty in one.get("duties") or ()}
    every_duty = any(one.get("duties") == [] for one in expected)
    chosen = [p for p in state.provisions if p.id in named or (every_duty and p.kind is ProvisionKind.DUTY)]
    looked_at = set().union(*(facts_of(part) for p in chosen for part in (p.applies, p.requires)))
    # what is found out of exposures and measures needs all of them
    advice = (ProvisionKind.EXPOSURE, ProvisionKind.MEASURE) if looked_at & _OF_ADVICE else ()
    kinds = (*WEIGHED, *advice)
    return {p.id for p in chosen} | {p.id for p in state.provisions if p.kind in kinds}


def _result(library: Library, case: Case, findings: list[tuple]) -> Result:
    match case.form:
        case "rule":
            got = _rule(case, findings)
        case "adequacy":
            got = _adequacy(library, case, findings)
        case _:
            got = _regime(findings)
    differing = [key for key, value in case.expected.items() if not _agrees(key, value, got.get(key))]
    got = {key: _narrowed(key, case.expected[key], got.get(key)) for key in case.expected}
    why = "; ".join(f"{key}: expected {_say(case.expected[key])}, got {_say(got[key])}" for key in differing)
    return Result(case.id, not differing, case.expected, got, why)


def _narrowed(key: str, expected: Any, got: Any) -> Any:
    """Of findings and duties, those that the case is about; hundreds of others would hide them."""
    if key == "findings":
        return {provision: (got or {}).get(provision, Outcome.NOT_APPLICABLE.value) for provision in expected}
    if key == "duties" and expected:
        return [duty for duty in got or () if duty["id"] in {one["id"] for one in expected}]
    return got


def _agrees(key: str, expected: Any, got: Any) -> bool:
    """Facts that are to be asked for, and findings, are those among others; everything else is exact."""
    if key == "ask":
        return set(expected) <= set(got or ())
    if key == "findings":
        wanted = expected if isinstance(expected, dict) else dict.fromkeys(expected, Outcome.BREACHED.value)
        return all((got or {}).get(provision, Outcome.NOT_APPLICABLE.value) == outcome for provision, outcome in wanted.items())
    if key == "duties":
        owed = {duty["id"] for duty in got or () if duty["outcome"] != Outcome.MET}
        return all(_is_owed(duty, got or (), owed) for duty in expected) if expected else not owed
    return bool(expected == got)


def _is_owed(expected: dict[str, Any], got: Iterable[dict[str, Any]], owed: set[str]) -> bool:
    """Is the duty among those that were found, with what is expected of it? Where no outcome is, it must be open."""
    found = next((duty for duty in got if duty["id"] == expected["id"]), None)
    open_or_said = expected["id"] in owed or "outcome" in expected
    return found is not None and open_or_said and all(found[key] == value for key, value in expected.items())


def _rule(case: Case, findings: list[tuple]) -> dict[str, Any]:
    fires = {_FIRES[Outcome(outcome)] for _, provision, _, outcome, _ in findings if provision == case.rule}
    return {"fires": True if True in fires else None if None in fires else False}


def _adequacy(library: Library, case: Case, findings: list[tuple]) -> dict[str, Any]:
    order = {provision: place for place, provision in enumerate(library.provisions)}
    outcomes = {"met": [], "unknown": []}
    asks = {}
    for _, name, kind, outcome, ask in sorted(findings, key=lambda row: order[row[1]]):
        provision = library.provisions[name]
        version = library.version_on(name, case.day)
        looked_at = facts_of(provision.applies_if) | (facts_of(version.requires) if version else set())
        of_place = kind == ProvisionKind.SCOPE and looked_at <= _PLACE
        if (of_place or provision.cascade == "adequacy") and outcome in outcomes:
            outcomes[outcome].append((kind != ProvisionKind.SCOPE, name))
            asks[name] = [other_names(library).get(fact, fact) for fact in ask]
    for outcome, said in (("met", ("NOT_RESTRICTED", "ADEQUATE")), ("unknown", ("UNKNOWN", "UNKNOWN"))):
        for is_ground, name in sorted(outcomes[outcome]):
            review = outcome == "unknown" and library.provisions[name].legal_review
            return {"outcome": "LEGAL_REVIEW" if review else said[is_ground], "record": name, "ask": asks[name]}
    return {"outcome": "NO_ADEQUACY", "record": None, "ask": []}


def other_names(library: Library) -> dict[str, str]:
    """Fact of the register -> the name that shared tables give it."""
    return {ours: theirs for theirs, ours in library.wording_of_cases.get("names", {}).items()}


def _regime(findings: list[tuple]) -> dict[str, Any]:
    if not findings:
        return {"verdict": "not_judged", "ground": None, "mechanisms": [], "ask": [], "findings": {}, "duties": []}
    *_, verdict, ground, fallbacks, ask, _ = findings[0]
    carrying = [ground, *fallbacks] if verdict == "permitted" else []
    outcomes = {provision: outcome for _, provision, kind, outcome, *_ in findings if kind != ProvisionKind.DUTY}
    duties = [
        {"id": provision, "due": due, "outcome": outcome}
        for _, provision, kind, outcome, *_, due in findings
        if kind == ProvisionKind.DUTY
    ]
    return {
        "verdict": verdict, "ground": ground, "mechanisms": carrying, "ask": list(ask), "findings": outcomes, "duties": duties,
    }  # fmt: skip


def _say(value: Any) -> str:
    match value:
        case None:
            return "unknown"
        case dict():
            return ", ".join(f"{key} {_say(inner)}" for key, inner in value.items()) or "none"
        case list() | tuple():
            return ", ".join(map(str, value)) or "none"
    return str(value).lower() if isinstance(value, bool) else str(value)
