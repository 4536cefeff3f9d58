"""What the document of one assessment is made from: the assessment, its kit and view, and what both speak of, in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from transfer_register.assessment.conclude import Proposed
from transfer_register.assessment.gap import Gaps
from transfer_register.assessment.questionnaire import Question, Questionnaire, View
from transfer_register.model.assessment import Assessment
from transfer_register.model.vocabulary import Words


@dataclass(frozen=True)
class Law:
    """A law of the destination: `outcome` met, unknown or not_met says whether it reaches the importer."""

    id: str
    title: str
    says: str
    outcome: str
    cite: str
    confidence: str


@dataclass(frozen=True)
class Flow:
    """A transfer that is covered: its sentence, and its verdicts as (regime, verdict)."""

    id: str
    sentence: str
    verdicts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Measure:
    """A supplementary measure of the law files, in words; `threats` are labels."""

    title: str
    category: str
    threats: tuple[str, ...]
    conditions: tuple[str, ...]
    cite: str


@dataclass(frozen=True)
class Event:
    """One version of the record: when, who, and what became of it."""

    version: int
    on: date
    by: str
    what: str


@dataclass(frozen=True)
class Paper:
    """Everything that the document shows. `asked` are the questions of all its views; `evidence` gives the words for a file by
    its id; `changes` are reasons for a review that came up since it was handed in."""

    id: str
    version: int
    assessment: Assessment
    kit: Questionnaire
    view: View
    words: Words
    on: date
    law_on: date
    flows: tuple[Flow, ...]
    asked: tuple[Question, ...]
    gaps: Gaps
    laws: tuple[Law, ...] = ()
    measures: dict[str, Measure] = field(default_factory=dict)
    proposed: dict[str, Proposed] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    changes: tuple[str, ...] = ()
    history: tuple[Event, ...] = ()
    evidence: dict[str, str] = field(default_factory=dict)

    @property
    def destination(self) -> str:
        code = self.assessment.destination
        return self.words.label("countries", code) if code else "Destination not stated"

    def law(self, id: str) -> Law | None:
        return next((law for law in self.laws if law.id == id), None)
