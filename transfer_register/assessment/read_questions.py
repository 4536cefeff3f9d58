"""Reads assessments/<kit>/questions.yaml, and says everything that is wrong with them at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from transfer_register import strict_yaml
from transfer_register.assessment.check_questions import Check
from transfer_register.assessment.questionnaire import (
    Depth,
    Option,
    Part,
    Question,
    Questionnaire,
    Questionnaires,
    Refusal,
    Result,
    Rule,
    Section,
    View,
)
from transfer_register.assessment.questionnaire_file import README, QuestionEntry, QuestionsFile, ResultEntry, ViewEntry
from transfer_register.assessment.shape import shape
from transfer_register.errors import NotLaw, Problem
from transfer_register.law.condition import Condition
from transfer_register.law.grammar import Reader, nearest
from transfer_register.law.law_file import line_of
from transfer_register.model.facts import Fact
from transfer_register.model.vocabulary import Words

QUESTIONS, NEEDED = "questions.yaml", "needed.yaml"


def read_questionnaires(folder: Path, words: Words, provisions: Collection[str], fillings: Collection[str]) -> Questionnaires:
    """The kits of a folder that ask questions. `provisions` are the ids of the law, `fillings` the names of what the register
    can fill a question with. Raises `NotLaw` with every problem at once."""
    problems: list[Problem] = []
    kits: dict[str, Questionnaire] = {}
    for path in sorted(folder.glob(f"*/{QUESTIONS}")):
        kit = _Reading(path, words, fillings, problems).kit()
        if kit:
            kits[kit.id] = kit
    needed = _needed(folder / NEEDED, kits, provisions, problems)
    if problems:
        raise NotLaw(problems)
    return Questionnaires(kits, needed)


def _needed(
    path: Path, kits: Mapping[str, Questionnaire], provisions: Collection[str], problems: list[Problem]
) -> dict[str, dict[str, tuple[str, ...]]]:
    if not path.exists():
        return {}
    raw = strict_yaml.read(path, path.name)
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for kit, regimes in raw.items():
        if kit not in kits:
            problems.append(Problem(path.name, f"there is no kit {kit!r}.", nearest(str(kit), kits)))
            continue
        found[kit] = {regime: tuple(ids) for regime, ids in regimes.items()}
        for id in sorted({id for ids in found[kit].values() for id in ids} - set(provisions)):
            problems.append(Problem(path.name, f"the law has no provision {id!r}.", nearest(id, provisions)))
    return found


class _Reading:
    """The reading of one file."""

    def __init__(self, path: Path, words: Words, fillings: Collection[str], problems: list[Problem]):
        self._name, self._folder, self._path = f"{path.parent.name}/{path.name}", path.parent.name, path
        self._words, self._fillings, self._problems = words, fillings, problems
        self._raw: Any = None
        self._answers: dict[str, Fact] = {}

    def kit(self) -> Questionnaire | None:
        """The kit, or None where something is wrong with it."""
        before = len(self._problems)
        try:
            self._raw = strict_yaml.read(self._path, self._name)
        except NotLaw as error:
            self._problems += error.problems
            return None
        file, found = shape(self._raw, self._name, QuestionsFile, README)
        self._problems += found
        if file is None:
            return None
        self._problems += Check(self._raw, self._name, self._folder, self._words, self._fillings).problems_of(file)
        self._answers = {f"answer.{entry.id}": _question(entry).fact for entry in file.questions}
        kit = self._kit(file)
        return kit if len(self._problems) == before else None

    def _kit(self, file: QuestionsFile) -> Questionnaire:
        depths = tuple(
            Depth(entry.id, entry.label, entry.says, self._condition(entry.condition, "depths", at, "if"))
            for at, entry in enumerate(file.depths)
        )
        questions = tuple(
            _question(
                entry,
                asked_if=self._condition(entry.asked_if, "questions", at, "asked_if"),
                refuses=tuple(
                    Refusal(r.option, self._condition(r.condition, "questions", at, "refuses", n, "if"), r.because)
                    for n, r in enumerate(entry.refuses)
                ),
            )
            for at, entry in enumerate(file.questions)
        )
        return Questionnaire(
            file.id, file.title, file.short, file.says, file.first, tuple(file.regimes),
            depths,
            tuple(Section(s.id, s.title, s.says) for s in file.sections),
            questions,
            tuple(self._view(entry, at) for at, entry in enumerate(file.views)),
            tuple(map(_result, file.results)),
            dict(file.review_months), self._condition(file.needed_if, "needed_if"), file.keep_years,
            dict(file.rows_if_none),
        )  # fmt: skip

    def _view(self, entry: ViewEntry, at: int) -> View:
        return View(
            entry.id, entry.title, entry.short, entry.says, tuple(entry.regimes), tuple(entry.cites),
            tuple(Part(part.title, tuple(part.questions)) for part in entry.parts), entry.finding,
            tuple(
                Rule(r.then, self._condition(r.condition, "views", at, "rules", n, "if"), r.because)
                for n, r in enumerate(entry.rules)
            ),
            tuple(entry.informs), entry.calculates,
        )  # fmt: skip

    def _condition(self, raw: object, *place: Any) -> Condition:
        reader = Reader(self._name, self._words, more=self._answers)
        condition = reader.condition(raw, line_of(self._raw, list(place)))
        self._problems += reader.problems
        return condition


def _result(entry: ResultEntry) -> Result:
    decided = entry.decided
    return Result(
        entry.regime, entry.question, entry.exists, entry.dated_on, entry.result, dict(entry.values),
        decided.question if decided else None, dict(decided.values) if decided else {},
    )  # fmt: skip


def _question(entry: QuestionEntry, **more: Any) -> Question:
    return Question(
        entry.id, entry.section, entry.asks, entry.kind, entry.help, entry.each,
        tuple(Option(o.id, o.label, o.says, o.tone, o.settles) for o in entry.options), entry.vocabulary, entry.why,
        entry.sources, entry.filled_by, entry.computed, tuple(entry.facts), depth=entry.depth, reused=entry.reused,
        cites=tuple(entry.cites), rows_where=tuple((id, tuple(said)) for id, said in entry.rows_where.items()), **more,
    )  # fmt: skip
