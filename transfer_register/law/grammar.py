"""Reads a condition as it stands in a file, and says everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from transfer_register.errors import Problem
from transfer_register.law.condition import (
    ALWAYS,
    NEVER,
    OPERATORS,
    All,
    Any,
    Condition,
    Group,
    Not,
    Test,
    known_facts,
)
from transfer_register.model.facts import Fact
from transfer_register.model.vocabulary import Words


@dataclass
class Reader:
    """Reads conditions of one file. `groups` are the dated groups that `in` and `contains_any` may name.

    `codes` are terms that are allowed for a country beside those of the vocabulary; `more` are facts that only this file
    knows, such as the answers to its questions, by name. Problems are collected, not raised.
    """

    file: str
    words: Words
    groups: Collection[str] = ()
    codes: Collection[str] = ()
    problems: list[Problem] = field(default_factory=list)
    more: Mapping[str, Fact] = field(default_factory=dict)

    def condition(self, raw: object, line: int = 0) -> Condition:
        """The condition that a text means; where it means none, a problem is noted and `never` returned."""
        if raw == "always" or raw == {"always": True}:
            return ALWAYS
        if raw == "never" or raw == {"never": True}:
            return NEVER
        if not isinstance(raw, dict):
            return self._wrong(line, f"{raw!r} is no condition.", "Write always, never, all, any, not, or a fact.")
        line = getattr(raw, "line", line)
        if "fact" in raw:
            return self._test(raw, line)
        if len(raw) != 1 or next(iter(raw)) not in ("all", "any", "not"):
            return self._wrong(line, f"{_keys(raw)} is no condition.", "Write always, never, all, any, not, or a fact.")
        (word, inner), *_ = raw.items()
        if word == "not":
            return Not(self.condition(inner, line))
        if not isinstance(inner, list) or not inner:
            return self._wrong(line, f"{word} has no list of conditions.", "Write each condition behind a dash.")
        parts = tuple(self.condition(part, line) for part in inner)
        return All(parts) if word == "all" else Any(parts)

    def _test(self, raw: dict, line: int) -> Condition:
        name, operators = raw["fact"], [key for key in raw if key != "fact"]
        known = {**known_facts(), **self.more}
        fact = known.get(name)
        if fact is None:
            return self._wrong(line, f"the fact {name!r} is not in model/facts.py.", nearest(str(name), known))
        fitting = OPERATORS[fact.kind]
        if len(operators) != 1:
            return self._wrong(line, f"{name} has {len(operators)} operators.", f"Write one of {', '.join(fitting)}.")
        operator = operators[0]
        if operator not in fitting:
            return self._wrong(line, f"{operator!r} does not fit {name}, a {fact.kind}.", f"Use {', '.join(fitting)}.")
        value = self._value(fact, name, fitting[operator], raw[operator], line)
        return NEVER if value is None else Test(name, operator, value)

    def _value(self, fact: Fact, name: str, shape: str, raw: object, line: int) -> object:
        match shape, raw:
            case "flag", bool():
                return raw
            case "number", int() if not isinstance(raw, bool):
                return raw
            case "numbers", list() if raw and all(type(item) is int for item in raw):
                return tuple(raw)
            case "day", date():
                return raw
            case "text", str() | int() if not isinstance(raw, bool):
                return self._term(fact, name, str(raw), line)
            case "texts", {"group": str() as group} if len(raw) == 1:  # type: ignore[arg-type]
                if group in self.groups:
                    return Group(group)
                return self._nothing(line, f"the group {group!r} is in no law file.", nearest(group, self.groups))
            case "texts", list() if raw and all(isinstance(item, str) for item in raw):
                terms = tuple(self._term(fact, name, item, line) for item in raw)
                return None if None in terms else terms
        wanted = {"flag": "true or false", "number": "a whole number", "numbers": "a list of whole numbers"}
        wanted |= {"day": "a day as year-month-day", "text": "one term", "texts": "a list of terms, or a group"}
        return self._nothing(line, f"{raw!r} is no value for {name}.", f"Write {wanted[shape]}.")

    def _term(self, fact: Fact, name: str, term: str, line: int) -> str | None:
        allowed = fact.terms or tuple(self.words.lists.get(fact.vocabulary, ()))
        if fact.vocabulary == "countries" and allowed:
            allowed += tuple(self.codes)
        if not allowed or term in allowed:
            return term
        return self._nothing(line, f"{term!r} is no term of {name}.", nearest(term, allowed))

    def _wrong(self, line: int, what: str, mend: str) -> Condition:
        self._nothing(line, what, mend)
        return NEVER

    def _nothing(self, line: int, what: str, mend: str) -> None:
        self.problems.append(Problem(f"{self.file}, line {line}", what, mend))


def _keys(raw: dict) -> str:
    return "{" + ", ".join(str(key) for key in raw) + "}"


def nearest(wanted: str, names: Collection[str]) -> str:
    """The mend for a name that does not exist: the names that look like it."""
    near = get_close_matches(wanted, list(names), n=3, cutoff=0.5)
    return f"Did you mean {' or '.join(near)}?" if near else "Use a name of the list."


def parse_condition(
    raw: object, words: Words, file: str = "text", groups: Collection[str] = ()
) -> tuple[Condition, list[Problem]]:
    """A condition outside a law file, such as one of an assessment: the condition, and what is wrong with it."""
    reader = Reader(file, words, groups)
    return reader.condition(raw), reader.problems
