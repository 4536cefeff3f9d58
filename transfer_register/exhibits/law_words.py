"""The law in words: a condition as a person reads it, what a provision is, how it ended, and how sure the register is of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any as Value

from transfer_register.exhibits import style
from transfer_register.law.condition import All, Any, Condition, Constant, Doubt, Group, Not, Test, known_facts
from transfer_register.law.provision import DatedGroup, Due, Lapse, Provision, Version
from transfer_register.model.facts import COUNTED_FROM, Fact, Kind
from transfer_register.model.vocabulary import Words

# What a provision is, in the order in which a jurist looks: whom the law binds, what it restricts, what carries, what is owed.
# A ground goes by its step of the cascade.
KINDS = {
    "binding": "Whom it binds",
    "scope": "Outside the rules",
    "adequacy": "Adequacy",
    "safeguard": "Safeguard",
    "derogation": "Derogation",
    "gate": "Prohibition",
    "requirement": "Requirement",
    "duty": "Duty",
    "exposure": "Destination's law",
    "measure": "Measure",
}
# How far a wording was checked, wherever it was not checked in full.
DOUBTS = {
    "memory": "not verified, from memory",
    "uncertain": "not verified, uncertain",
    "secondary": "not verified, from a secondary source",
    "partly": "read in part",
}
CONFIDENCE = {"verified": "Verified", "memory": "From memory", "uncertain": "Uncertain"}
PAGES = {"official": "Official", "secondary": "Secondary", "memory": "From memory"}
SEVERITIES = {"block": "Bars a ground", "error": "Required", "warn": "To look at", "info": "Note"}
WHEN = {"before": "Before the transfer", "after": "After", "standing": "At all times", "on_request": "On request"}

_ENDED = {
    "declared_invalid": "declared invalid",
    "annulled": "annulled",
    "expired": "expired",
    "repealed": "repealed",
    "extended": "extended by another act",
    "renewed": "renewed by another act",
    "withdrawn": "withdrawn",
    "replaced": "replaced",
    "sunset": "ended on its scheduled day",
    "membership": "ended by accession",
}
_REACH = {
    "back_in_time": "with effect back in time",
    "forward_only": "for the time after it only",
    "deferred": "with a delay",
    "continuous": "without a break",
}
_SIDES = {"importer": "Recipient", "exporter": "Exporter"}
# Members of a group that are named; the others are counted.
_MOST = 6


@dataclass(frozen=True)
class Line:
    """One line of a condition; `depth` says how far it stands in."""

    depth: int
    text: str


def kind_of(provision: Provision) -> str:
    """The key of KINDS for a provision."""
    return provision.cascade or str(provision.kind)


def name(provision: Provision, words: Words) -> str:
    """The title as it can stand alone: `Japan` of a list of states becomes `Japan, adequacy under UK GDPR`."""
    if provision.cascade != "adequacy" or not provision.destinations:
        return provision.title
    return f"{provision.title}, adequacy under {style.listed([words.label('regimes', each) for each in provision.regimes])}"


def names(provisions: Mapping[str, Provision], words: Words) -> dict[str, str]:
    """Id of every provision to its name, for the sentence of a filter."""
    return {id: name(provision, words) for id, provision in provisions.items()}


def place(version: Version) -> str:
    """`Regulation (EU) 2016/679, Article 45`."""
    article = version.source.article or ""
    if article[:1].isdigit():
        several = any(sign in article for sign in ",;") or " to " in article
        article = f"Articles {article}" if several else f"Article {article}"
    return ", ".join(part for part in (version.source.act, article) if part)


def period(version: Version) -> str:
    """`10 July 2023 to 27 December 2031`, `since 10 July 2023`, `until 24 May 2018`, `at all times`."""
    match version.first, version.last:
        case None, None:
            return "at all times"
        case first, None:
            return f"since {style.day(first)}"
        case None, last:
            return f"until {style.day(last)}"
        case first, last:
            return f"{style.day(first)} to {style.day(last)}"


def ended(lapse: Lapse) -> str:
    """`declared invalid by CJEU C-362/14 Schrems, 2015-10-06, with effect back in time`."""
    reach = _REACH.get(lapse.effect or "", "")
    by = lapse.by.strip().rstrip(".")
    return f"{_ENDED.get(lapse.how, lapse.how.replace('_', ' '))}: {by}{f'; {reach}' if reach else ''}"


def due(rule: Due) -> str:
    """`10 years after the clauses were concluded`, as near to words as the fact's label allows."""
    fact = ({**known_facts(), **COUNTED_FROM}).get(rule.fact)
    of = lower(fact.label) if fact else rule.fact
    years, months = divmod(rule.months, 12)
    spans = [style.counted(n, unit) for n, unit in ((years, "year"), (months, "month"), (rule.days, "day")) if n]
    if not spans:
        return f"on the day: {of}"
    return f"{' and '.join(spans)} {'before' if rule.before else 'after'}: {of}"


def condition(stated: Condition, words: Words, groups: Mapping[str, DatedGroup], on: date) -> list[Line]:
    """A condition line by line, as it reads on a day; a heading such as `One of these` stands above what belongs to it."""
    return list(_lines(stated, words, groups, on, 0))


def _lines(stated: Condition, words: Words, groups: Mapping[str, DatedGroup], on: date, depth: int) -> list[Line]:
    match stated:
        case Constant(holds):
            return [Line(depth, "Always" if holds else "Never")]
        case Doubt(fact):
            return [Line(depth, f"{known_facts()[fact].label}: not known until stated anew")]
        case Test():
            return [Line(depth, _test(stated, words, groups, on))]
        case Not(Test() as test):
            return [Line(depth, _test(test, words, groups, on, negated=True))]
        case Not(All((Test(fact, "known", True), Test(same) as test))) if fact == same:
            # An exception that somebody has to claim: it speaks only where it is recorded.
            return [Line(depth, f"{_test(test, words, groups, on, negated=True)}, or not recorded")]
        case Not(part):
            return [
                Line(depth, "Not all of these:" if isinstance(part, All) else "None of these:"),
                *_within(part, words, groups, on, depth),
            ]
        case All(parts) if depth == 0:
            return [line for part in parts for line in _lines(part, words, groups, on, 0)]
        case All() | Any():
            head = "All of these:" if isinstance(stated, All) else "One of these:"
            return [Line(depth, head), *_within(stated, words, groups, on, depth)]
    raise AssertionError(stated)


def _within(stated: Condition, words: Words, groups: Mapping[str, DatedGroup], on: date, depth: int) -> list[Line]:
    parts = stated.parts if isinstance(stated, All | Any) else (stated,)
    return [line for part in parts for line in _lines(part, words, groups, on, depth + 1)]


def _test(test: Test, words: Words, groups: Mapping[str, DatedGroup], on: date, *, negated: bool = False) -> str:
    fact = known_facts()[test.fact]
    side, value = _SIDES.get(test.fact.partition(".")[0]), test.value
    label = f"{side}, {lower(fact.label)}" if side and not _tells_its_side(fact, side) else fact.label
    no = "not " if negated else ""
    match test.operator:
        case "is" if isinstance(value, bool):
            return f"{label}: {'yes' if value is not negated else 'no'}"
        case "known":
            return f"{label}: {'recorded' if value is not negated else 'not recorded'}"
        case "at_least":
            return f"{label}: {no}{style.number(value)} or more"
        case "at_most":
            return f"{label}: {no}{style.number(value)} at most"
        case "before" | "after":
            return f"{label}: {no}{test.operator} {style.day(value)}"
    among = " among them" if fact.kind is Kind.TERMS else ""
    return f"{label}: {no}{_values(fact, value, words, groups, on)}{among}"


def _tells_its_side(fact: Fact, side: str) -> bool:
    return side.lower() in fact.label.lower() or fact.name.startswith(("importer.", "exporter."))


def _values(fact: Fact, value: Value, words: Words, groups: Mapping[str, DatedGroup], on: date) -> str:
    if isinstance(value, Group):
        group = groups.get(value.name)
        members = group.on(on) if group else ()
        named = [term(fact, code, words) for code in members]
        title = f"“{group.title}”" if group else value.name
        return f"in {title} ({style.listed(named, most=_MOST) if named else 'nobody on this day'})"
    values = value if isinstance(value, tuple) else (value,)
    told = [style.number(each) if isinstance(each, int) else term(fact, each, words) for each in values]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} or {told[-1]}"


def term(fact: Fact, value: str, words: Words) -> str:
    """The word for a value of a fact; one that no list knows is shown without its underscores."""
    for vocabulary in (fact.vocabulary, "fact_terms", "roles"):
        if vocabulary in words.lists and value in words.lists[vocabulary]:
            return words.label(vocabulary, value)
    return value.replace("_", " ")


def lower(label: str) -> str:
    """A label within a sentence; one that begins with an abbreviation or with one letter keeps its capital."""
    return label[0].lower() + label[1:] if label[1:2].islower() and not _is_name(label) else label


def _is_name(label: str) -> bool:
    return label.split(" ")[0] in ("Annex", "Swiss", "Canada", "Korean", "Counsel:", "Module")
