"""What a kit asks: questions, the views that order them, and the rules by which each view concludes from the answers.

Read from assessments/<kit>/questions.yaml and refused where it is not exact. A question is asked once; a view picks, orders and
titles questions, and has a conclusion of its own. Conditions are those of the law (law/condition.py), on recorded facts and on
the answers themselves, which are named `answer.<question>`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from transfer_register.law.condition import ALWAYS, NEVER, Condition
from transfer_register.model.facts import Fact
from transfer_register.model.facts import Kind as FactKind

ANSWER = "answer."
# Kind of an answer -> kind of the fact that conditions see. A share (0 to 1) is seen in hundredths; of a number, which may be a
# fraction, conditions see only whether it is known.
_FACTS = {
    "flag": FactKind.FLAG, "text": FactKind.TERM, "count": FactKind.COUNT, "number": FactKind.COUNT, "share": FactKind.COUNT,
    "day": FactKind.DAY, "term": FactKind.TERM, "terms": FactKind.TERMS, "measures": FactKind.TERMS,
}  # fmt: skip


@dataclass(frozen=True)
class Option:
    """One value that an answer may have. `tone` says how it bears on the conclusion: good, open or bad.

    Of a question that is asked for each law: a law answered with an option that `settles` leaves no gap (threatening.py).
    """

    id: str
    label: str
    says: str = ""
    tone: str | None = None
    settles: bool = False


@dataclass(frozen=True)
class Refusal:
    """An option that cannot be chosen where `condition` is known to hold, `because` of what."""

    option: str
    condition: Condition
    because: str


@dataclass(frozen=True)
class Question:
    """One question. `kind` is flag, text, count, number, share, day, term, terms or measures (which are chosen in a list of their
    own: `Assessment.measures`; its options name a category of measures); `each` "law", "data_category" or "option" where
    it is asked for each of them, so that its answer has a value for each. `rows_where` leaves out the rows for which another
    question has an answer that is not among those it names: ((question, answers), ...).

    `why` and `sources` say whether a reason and sources are required, optional or none. `filled_by` names what the register
    fills it with (fillings.py), and a `computed` answer is always that; `facts` are the recorded facts that it repeats. It is
    asked where `asked_if` is not known to be false, from `depth` on (None: always). A `reused` answer speaks of the country and
    holds for other assessments of it.
    """

    id: str
    section: str
    asks: str
    kind: str
    help: str = ""
    each: str | None = None
    options: tuple[Option, ...] = ()
    vocabulary: str | None = None
    why: str = "optional"
    sources: str = "optional"
    filled_by: str | None = None
    computed: bool = False
    facts: tuple[str, ...] = ()
    asked_if: Condition = ALWAYS
    depth: str | None = None
    reused: bool = False
    refuses: tuple[Refusal, ...] = ()
    cites: tuple[str, ...] = ()
    rows_where: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def option(self, id: str) -> Option | None:
        return next((option for option in self.options if option.id == id), None)

    @property
    def fact(self) -> Fact:
        """The answer as conditions see it: a question asked for each of several is a list of all that was answered."""
        kind = FactKind.TERMS if self.each and self.kind in ("term", "flag") else _FACTS[self.kind]
        terms = tuple(option.id for option in self.options) if self.each != "option" else ()
        if self.each and self.kind == "flag":
            terms = ("yes", "no")
        return Fact(f"{ANSWER}{self.id}", kind, self.asks, self.asks, terms, self.vocabulary or "")


@dataclass(frozen=True)
class Section:
    id: str
    title: str
    says: str = ""


@dataclass(frozen=True)
class Depth:
    """How deep an assessment goes. The first whose condition is known to hold is proposed; the last one holds always."""

    id: str
    label: str
    says: str
    condition: Condition


@dataclass(frozen=True)
class Rule:
    """`then` is what a view finds where `condition` holds, `because` of what; None: it finds nothing, and `because` says why."""

    then: str | None
    condition: Condition
    because: str


@dataclass(frozen=True)
class Part:
    title: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class View:
    """A form of the assessment. `finding` is the question that holds its conclusion; its `rules` propose it, in their order.

    For the regimes of `informs` it only informs, and never holds the finding. `calculates` names a calculation that it shows.
    """

    id: str
    title: str
    short: str
    says: str
    regimes: tuple[str, ...]
    cites: tuple[str, ...]
    parts: tuple[Part, ...]
    finding: str | None = None
    rules: tuple[Rule, ...] = ()
    informs: tuple[str, ...] = ()
    calculates: str | None = None

    @property
    def questions(self) -> tuple[str, ...]:
        """Every question of the view once, in its order."""
        return tuple(dict.fromkeys(id for part in self.parts for id in part.questions))

    def concludes(self, regimes: Collection[str]) -> bool:
        """Does its finding count for some of these regimes, or does it only inform them?"""
        return self.finding is not None and bool((set(self.regimes) - set(self.informs)) & set(regimes))


@dataclass(frozen=True)
class Result:
    """What approval writes on each transfer for a regime: the facts that say that there is an assessment, its day and its
    result, which follows from the answer to `question` (the finding of a view, or of several) by `values`.

    Where the answer to `decision` is one of `decided`, that is the result: who suspends a transfer has not found that it may go.
    """

    regime: str
    question: str
    exists: str
    dated_on: str
    result: str
    values: dict[str, str]
    decision: str | None = None
    decided: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Questionnaire:
    """One kit's questions. `valid_from` is the day of its wording; `review_months` says by band after how many months an
    assessment is looked at again; `needed_if` is the condition on recorded facts under which a transfer needs it, beside what
    assessments/needed.yaml says of the law. `rows_if_none` is, by what questions are asked for, the title of the one row that
    stands where the register knows none: nothing is fine because nobody looked."""

    id: str
    title: str
    short: str
    says: str
    valid_from: date
    regimes: tuple[str, ...]
    depths: tuple[Depth, ...]
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    views: tuple[View, ...]
    results: tuple[Result, ...]
    review_months: dict[str, int]
    needed_if: Condition = NEVER
    keep_years: int | None = None
    rows_if_none: dict[str, str] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def views_by_id(self) -> dict[str, View]:
        return {view.id: view for view in self.views}

    def __getitem__(self, question: str) -> Question:
        return self.by_id[question]

    def views_for(self, regimes: tuple[str, ...]) -> tuple[View, ...]:
        """The views that speak for some of these regimes, in the order of the file."""
        return tuple(view for view in self.views if set(view.regimes) & set(regimes))

    def deeper(self, depth: str | None, than: str | None) -> bool:
        """Is a question of depth `than` asked at `depth`? Depths stand from the lightest to the fullest."""
        if than is None or depth is None:
            return True
        order = [each.id for each in self.depths]
        return order.index(depth) >= order.index(than)


@dataclass(frozen=True)
class Questionnaires:
    """Every kit that asks questions, by id; and which provisions of the law call for it, by kit and regime."""

    kits: dict[str, Questionnaire]
    needed_by: dict[str, dict[str, tuple[str, ...]]]

    def __iter__(self) -> Iterator[Questionnaire]:
        return iter(self.kits.values())

    def __getitem__(self, kit: str) -> Questionnaire:
        return self.kits[kit]
