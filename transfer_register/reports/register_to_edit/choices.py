"""The choices that cells of the register to edit offer: the labels of every vocabulary, and what can be answered."""

from __future__ import annotations

from dataclasses import dataclass

from transfer_register.intake.own_columns import COLUMNS
from transfer_register.intake.own_words import FACTS
from transfer_register.model.facts import Fact, Kind
from transfer_register.model.vocabulary import Words


@dataclass(frozen=True)
class Choice:
    """One column of the sheet Choices; `area` is where its labels stand, for the lists of cells."""

    heading: str
    labels: tuple[str, ...]
    width: int
    area: str = ""
    vocabulary: str = ""


def choices(words: Words) -> list[Choice]:
    """Every vocabulary that a column names, then the questions of a transfer and of a party with their answers."""
    found: list[Choice] = []
    for kind, columns in COLUMNS.items():
        for column in columns:
            if not column.vocabulary or any(choice.vocabulary == column.vocabulary for choice in found):
                continue
            found.append(_choice(len(found), column.heading, words, column.vocabulary))
        if kind == "transfer":
            found.append(_choice(len(found), "Places: what happens there", words, "place_roles"))
            found.append(_choice(len(found), "Mechanisms", words, "transfer_tools"))
        elif "identifier_schemes" in words.lists:
            found.append(_choice(len(found), "Identifiers", words, "identifier_schemes"))
    for kind, title in (("transfer", "Answers of a transfer"), ("party", "Answers of a party")):
        found.append(Choice(title, tuple(f"{fact.label}: {_answers(fact, words)}" for fact in FACTS[kind].values()), 70))
    return found


def _choice(at: int, heading: str, words: Words, vocabulary: str) -> Choice:
    labels = tuple(words.labels(vocabulary).values())
    letter = chr(ord("A") + at)
    area = f"=Choices!${letter}$2:${letter}${len(labels) + 1}"
    return Choice(heading, labels, min(44, max(16, max(map(len, labels), default=16))), area, vocabulary)


def _answers(fact: Fact, words: Words) -> str:
    match fact.kind:
        case Kind.FLAG:
            return "yes or no"
        case Kind.DAY:
            return "a day"
        case Kind.COUNT:
            return "a number"
    several = ", several parted by +" if fact.kind is Kind.TERMS else ""
    if fact.terms:
        return ", ".join(words.label(fact.vocabulary or "fact_terms", term) for term in fact.terms) + several
    if fact.vocabulary in words.lists:
        return f"one of the list {words.titles[fact.vocabulary].lower()}{several}"
    return "words"
