"""Reads acts.yaml, and refuses it, with every problem at once, where it is not exact."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transfer_register import strict_yaml
from transfer_register.assessment.act import Act, Acts, Bar, Effort, Reason, Setting
from transfer_register.assessment.act_file import README, ActEntry, ActsFile
from transfer_register.assessment.shape import shape
from transfer_register.errors import NotLaw, Problem
from transfer_register.law.condition import Condition, facts_of
from transfer_register.law.grammar import nearest, parse_condition
from transfer_register.law.law_file import line_of
from transfer_register.model.facts import FACTS, JUDGED, Fact, Kind
from transfer_register.model.vocabulary import Words


def read_acts(path: Path, words: Words) -> Acts:
    """The acts of a file. Raises `NotLaw` with every problem at once."""
    raw = strict_yaml.read(path, path.name)
    file, problems = shape(raw, path.name, ActsFile, README)
    if file is None:
        raise NotLaw(problems)
    reader = _Reader(raw, path.name, words, {e.id: Effort(e.id, e.rank, e.label, e.says, e.last) for e in file.efforts}, problems)
    acts = reader.acts(file)
    bars = tuple(Bar(tuple(e.findings), reader.condition(["bars", n], e.applies_if), e.says) for n, e in enumerate(file.bars))
    reasons = tuple(Reason(reader.condition(["reasons", n], e.applies_if), e.says) for n, e in enumerate(file.reasons))
    if problems:
        raise NotLaw(problems)
    digest = hashlib.sha256(repr((acts, bars, reasons)).encode()).hexdigest()[:16]
    return Acts(acts, bars, reasons, digest)


@dataclass(frozen=True)
class _Reader:
    raw: Any
    name: str
    words: Words
    efforts: dict[str, Effort]
    problems: list[Problem]

    def acts(self, file: ActsFile) -> tuple[Act, ...]:
        seen: set[str] = set()
        acts = []
        for number, entry in enumerate(file.acts):
            place: list[int | str] = ["acts", number]
            if entry.id in seen:
                self._wrong(place, f"the act {entry.id} stands twice.", "Keep one.")
            seen.add(entry.id)
            acts.append(self._act(entry, place))
        return tuple(acts)

    def condition(self, place: list[int | str], written: object) -> Condition:
        """A condition on what is recorded."""
        condition, wrong = parse_condition(written, self.words, self.name)
        where = self._where(place)
        self.problems.extend(Problem(where if p.where.endswith("line 0") else p.where, p.what, p.mend) for p in wrong)
        for fact in sorted(facts_of(condition) & set(JUDGED)):
            self._wrong(place, f"{fact} is known to the judge only.", "Ask for what is recorded.")
        return condition

    def _act(self, entry: ActEntry, place: list[int | str]) -> Act:
        if entry.effort not in self.efforts:
            self._wrong(place, f"{entry.effort!r} is no effort of this file.", nearest(entry.effort, self.efforts))
        if (entry.rests_on == "ours") != (entry.provided is None):
            what = "an act that rests on others, or on a finding, says on what it depends (provided), and no other does."
            self._wrong(place, what, "Mend rests_on or provided.")
        if bool(entry.sets) == (entry.ends is not None):
            self._wrong(place, "an act either sets facts or ends something.", "Write sets, or ends.")
        if entry.reaches == "transfer" and (entry.roles or entry.established is not None or entry.ends == "destination"):
            self._wrong(place, "this act speaks of a destination and reaches the transfer.", "Write reaches: destination.")
        for vocabulary, terms in {"regimes": entry.regimes, "place_roles": entry.roles}.items():
            for term in terms:
                if term not in self.words.lists.get(vocabulary, {}):
                    self._wrong(place, f"{term!r} is in no vocabulary.", nearest(term, self.words.lists.get(vocabulary, {})))
        sets = tuple(s for fact, value in entry.sets.items() if (s := self._setting([*place, "sets"], fact, value)))
        effort = self.efforts.get(entry.effort, Effort(entry.effort, 1, "", ""))
        return Act(
            entry.id, entry.title, entry.says, effort, entry.rests_on, entry.provided or "", tuple(entry.cites),
            self.condition(place, entry.applies_if), sets, tuple(entry.regimes), entry.reaches, tuple(entry.roles),
            entry.established, entry.ends,
        )  # fmt: skip

    def _setting(self, place: list[int | str], name: str, value: Any) -> Setting | None:
        fact = FACTS.get(name)
        if fact is None:
            return self._wrong(place, f"the fact {name!r} is not in model/facts.py.", nearest(name, FACTS))
        match fact.kind, value:
            case _, {"as": str() as other} if len(value) == 1:
                if other not in FACTS or FACTS[other].kind is not fact.kind:
                    return self._wrong(place, f"{other!r} is no {fact.kind} that {name} could be as.", nearest(other, FACTS))
                return Setting(name, "as", other)
            case Kind.TERMS, {**given} if len(given) == 1 and (how := next(iter(given))) in ("add", "drop"):
                terms = given[how]
                if isinstance(terms, list) and terms and all(isinstance(t, str) and self._is_term(place, fact, t) for t in terms):
                    return Setting(name, how, tuple(terms))
            case (Kind.FLAG, bool()) | (Kind.COUNT, int()) if isinstance(value, bool) == (fact.kind is Kind.FLAG):
                return Setting(name, "is", value)
            case Kind.TERM, str():
                return Setting(name, "is", value) if self._is_term(place, fact, value) else None
        return self._wrong(
            place,
            f"{value!r} is no value for {name}, a {fact.kind}.",
            "Write its value, {as: fact}, {add: [...]} or {drop: [...]}.",
        )

    def _is_term(self, place: list[int | str], fact: Fact, term: str) -> bool:
        allowed = fact.terms or tuple(self.words.lists.get(fact.vocabulary, ()))
        if allowed and term not in allowed:
            self._wrong(place, f"{term!r} is no term of {fact.name}.", nearest(term, allowed))
            return False
        return True

    def _wrong(self, place: list[int | str], what: str, mend: str) -> None:
        self.problems.append(Problem(self._where(place), what, mend))

    def _where(self, place: list[int | str]) -> str:
        return f"{self.name}, line {line_of(self.raw, place)}"
