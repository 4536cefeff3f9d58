"""The shape of a questions.yaml."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field

from transfer_register.assessment.shape import Strict

README = "assessments/README.md"

Kind = Literal["flag", "text", "count", "number", "share", "day", "term", "terms", "measures"]
Each = Literal["law", "data_category", "option"]
Said = Literal["required", "optional", "none"]


class OptionEntry(Strict):
    id: str
    label: str = Field(min_length=1)
    says: str = ""
    tone: Literal["good", "open", "bad"] | None = None
    settles: bool = False


class RefusalEntry(Strict):
    option: str
    condition: Any = Field(alias="if")
    because: str = Field(min_length=1)


class QuestionEntry(Strict):
    id: str
    section: str
    asks: str = Field(min_length=1)
    help: str = ""
    kind: Kind
    each: Each | None = None
    options: list[OptionEntry] = Field(default_factory=list)
    vocabulary: str | None = None
    why: Said = "optional"
    sources: Said = "optional"
    filled_by: str | None = None
    computed: bool = False
    facts: list[str] = Field(default_factory=list)
    asked_if: Any = "always"
    depth: str | None = None
    reused: bool = False
    refuses: list[RefusalEntry] = Field(default_factory=list)
    cites: list[str] = Field(default_factory=list)
    rows_where: dict[str, list[str]] = Field(default_factory=dict)


class SectionEntry(Strict):
    id: str
    title: str = Field(min_length=1)
    says: str = ""


class DepthEntry(Strict):
    id: str
    label: str = Field(min_length=1)
    says: str = Field(min_length=1)
    condition: Any = Field(alias="if")


class RuleEntry(Strict):
    then: str | None
    condition: Any = Field(alias="if")
    because: str = Field(min_length=1)


class PartEntry(Strict):
    title: str = Field(min_length=1)
    questions: list[str] = Field(min_length=1)


class ViewEntry(Strict):
    id: str
    title: str = Field(min_length=1)
    short: str = Field(min_length=1)
    says: str = Field(min_length=1)
    regimes: list[str]
    cites: list[str] = Field(min_length=1)
    informs: list[str] = Field(default_factory=list)
    finding: str | None = None
    parts: list[PartEntry] = Field(min_length=1)
    rules: list[RuleEntry] = Field(default_factory=list)
    calculates: Literal["probability"] | None = None


class DecisionEntry(Strict):
    question: str
    values: dict[str, str] = Field(min_length=1)


class ResultEntry(Strict):
    regime: str
    question: str
    exists: str
    dated_on: str
    result: str
    values: dict[str, str] = Field(min_length=1)
    decided: DecisionEntry | None = None


class QuestionsFile(Strict):
    id: str
    title: str = Field(min_length=1)
    short: str = Field(min_length=1)
    says: str = Field(min_length=1)
    first: date = Field(alias="from")
    regimes: list[str]
    needed_if: Any = "never"
    review_months: dict[str, int]
    keep_years: int | None = None
    rows_if_none: dict[Each, str] = Field(default_factory=dict)
    depths: list[DepthEntry] = Field(min_length=1)
    sections: list[SectionEntry] = Field(min_length=1)
    questions: list[QuestionEntry] = Field(min_length=1)
    views: list[ViewEntry] = Field(min_length=1)
    results: list[ResultEntry] = Field(default_factory=list)
