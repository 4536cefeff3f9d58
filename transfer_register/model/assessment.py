"""An assessment: what a kit asks about transfers of one kind, the answers, what was concluded, and who approved it.

A documented assessment of law and practice of the destination is owed under clause 14(d) of the standard contractual clauses
(Implementing Decision (EU) 2021/914), as the data protection test under UK GDPR 46(1A), and as the impact assessment under
PIPL 55; which kit asks what stands in assessments/<kit>/questions.yaml.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

# draft: being written; in_review: handed in, waiting for somebody else; approved: signed, in the version that was read;
# superseded: a later assessment was approved in its place.
State = Literal["draft", "in_review", "approved", "superseded"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Strict):
    """What an answer rests on: `title`, an address to read it at, its day, and the file of it (an id EV-...)."""

    title: str = Field(min_length=1)
    url: str | None = None
    dated_on: date | None = None
    evidence: str | None = None


class Answer(_Strict):
    """The answer to one question. `value` has the form of the question's kind; a question that is asked for each law, each
    category of data and so on has a value for each of them, by its id.

    `unknown` says that somebody looked and could not find out, which is not the same as no answer. `filled` says that it was
    taken over as the register knew it, from the records `taken_from`, and nobody changed it. `sure` is how sure the author is.
    """

    value: Any = None
    unknown: bool = False
    why: str | None = None
    sources: tuple[Source, ...] = ()
    sure: Literal["sure", "fairly", "unsure"] | None = None
    filled: bool = False
    taken_from: tuple[str, ...] = ()
    by: str | None = None
    on: date | None = None


class ChosenMeasure(_Strict):
    """A supplementary measure, by its id in data/law. `confirmed` are the conditions, in words, that were confirmed to hold.

    `owner` is a function or a party, no person.
    """

    id: str
    state: Literal["planned", "in_place"]
    confirmed: tuple[str, ...] = ()
    owner: str | None = None
    due_on: date | None = None
    evidence: tuple[str, ...] = ()
    note: str | None = None


class Proviso(_Strict):
    """A condition on which the transfer may go on: one line of the ledger. `number` names it for good."""

    number: int
    says: str = Field(min_length=1)
    owner: str | None = None
    due_on: date | None = None
    evidence: tuple[str, ...] = ()
    met_on: date | None = None
    met_by: str | None = None
    note: str | None = None


class Finding(_Strict):
    """What one view concludes. `proposed` is what its rules say of the answers; where `found` differs from it, `why` says why."""

    found: str
    proposed: str | None = None
    why: str | None = None
    by: str | None = None
    on: date | None = None


class Approval(_Strict):
    """Who approved which version, and when. `function` is in which function; `paper` the signed paper on file (an id EV-...)."""

    version: int
    by: str
    on: date
    function: str = Field(min_length=1)
    note: str | None = None
    paper: str | None = None


class Assessment(_Strict):
    """One assessment. `kit` names its folder of assessments/, `edition` the day of the wording that was answered.

    `views` are the forms in which it is read and concluded, the first one leading; `regimes` those for which it is made.
    `transfers` are of one kind: what is answered holds for each of them, towards `destination` (a country). `authors` wrote on
    it since the last approval. `findings` are by view. `rests_on` is what of the record and of the law it rests on, as it was
    when it was handed in: a change of any of it calls for a review. `score` is that of its transfers on that day.
    """

    kit: str
    edition: date
    title: str = Field(min_length=1)
    transfers: tuple[str, ...] = Field(min_length=1)
    destination: str | None = None
    regimes: tuple[str, ...] = ()
    views: tuple[str, ...] = Field(min_length=1)
    depth: str | None = None
    depth_why: str | None = None
    state: State = "draft"
    answers: dict[str, Answer] = Field(default_factory=dict)
    measures: tuple[ChosenMeasure, ...] = ()
    findings: dict[str, Finding] = Field(default_factory=dict)
    provisos: tuple[Proviso, ...] = ()
    authors: tuple[str, ...] = ()
    submitted_by: str | None = None
    submitted_on: date | None = None
    sent_back: str | None = None
    approval: Approval | None = None
    rests_on: dict[str, Any] = Field(default_factory=dict)
    score: dict[str, Any] | None = None
    score_reviewed: str | None = None
    review_on: date | None = None
    review_why: str | None = None
    supersedes: str | None = None
    note: str | None = None
