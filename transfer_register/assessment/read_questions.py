"""Reads assessments/<kit>/questions.yaml, and says everything that is wrong with them at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from transfer_register import strict_yaml
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
from transfer_register.assessment.questionnaire_file import QuestionEntry, QuestionsFile, ViewEntry, shape
from transfer_register.errors import NotLaw, Problem
from transfer_register.law.condition import Condition
from transfer_register.law.grammar import Reader, nearest
from transfer_register.law.law_file import line_of
from transfer_register.model.facts import FACTS, STATED_ON_TRANSFER, Fact
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
        file, found = shape(self._raw, self._name)
        self._problems += found
        if file is None:
            return None
        self._check(file)
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
            tuple(Result(r.regime, r.view, r.exists, r.dated_on, r.result, dict(r.values)) for r in file.results),
            dict(file.review_months), self._condition(file.needed_if, "needed_if"), file.keep_years,
        )  # fmt: skip

    def _view(self, entry: ViewEntry, at: int) -> View:
        return View(
            entry.id, entry.title, entry.short, entry.says, tuple(entry.regimes), tuple(entry.cites),
            tuple(Part(part.title, tuple(part.questions)) for part in entry.parts), entry.finding,
            tuple(
                Rule(r.then, self._condition(r.condition, "views", at, "rules", n, "if"), r.because)
                for n, r in enumerate(entry.rules)
            ),
            entry.informs, entry.calculates,
        )  # fmt: skip

    def _condition(self, raw: object, *place: Any) -> Condition:
        reader = Reader(self._name, self._words, more=self._answers)
        condition = reader.condition(raw, line_of(self._raw, list(place)))
        self._problems += reader.problems
        return condition

    def _wrong(self, place: list[Any], what: str, mend: str = "") -> None:
        self._problems.append(Problem(f"{self._name}, line {line_of(self._raw, place)}", what, mend))

    def _check(self, file: QuestionsFile) -> None:
        """Names that lead nowhere, and names that stand twice."""
        if file.id != self._folder:
            self._wrong(["id"], f"the id {file.id!r} is not the name of the folder.", f"Write {self._folder}.")
        sections, depths = [each.id for each in file.sections], [each.id for each in file.depths]
        questions, views = [each.id for each in file.questions], [each.id for each in file.views]
        for name, ids in (("sections", sections), ("depths", depths), ("questions", questions), ("views", views)):
            for at, id in enumerate(ids):
                if id in ids[:at]:
                    self._wrong([name, at], f"{id} stands twice.", "Keep one.")
        for at, entry in enumerate(file.questions):
            self._check_question(["questions", at], entry, sections, depths)
        asked = {id for view in file.views for part in view.parts for id in part.questions}
        for at, view in enumerate(file.views):
            self._check_view(["views", at], view, file)
        for at, id in enumerate(questions):
            if id not in asked:
                self._wrong(["questions", at], f"no view asks {id}.", "Put it into a part of a view, or take it out.")
        self._check_results(file, views)

    def _check_question(self, place: list[Any], entry: QuestionEntry, sections: list[str], depths: list[str]) -> None:
        self._known(place, "section", entry.section, sections)
        if entry.depth is not None:
            self._known(place, "depth", entry.depth, depths)
        if entry.filled_by is not None:
            self._known(place, "filling", entry.filled_by, self._fillings)
        if entry.vocabulary is not None:
            self._known(place, "vocabulary", entry.vocabulary, self._words.lists)
        for name in entry.facts:
            self._known(place, "fact", name, FACTS)
        options = [option.id for option in entry.options]
        if len(set(options)) != len(options):
            self._wrong(place, f"{entry.id} has an option twice.", "Keep one.")
        if (entry.kind in ("term", "terms") or entry.each == "option") and not (options or entry.vocabulary):
            self._wrong(place, f"{entry.id} has no options.", "List them, or name a vocabulary.")
        for refusal in entry.refuses:
            self._known(place, "option", refusal.option, options)

    def _check_view(self, place: list[Any], view: ViewEntry, file: QuestionsFile) -> None:
        questions = {entry.id: entry for entry in file.questions}
        for part in view.parts:
            for id in part.questions:
                self._known(place, "question", id, questions)
        if view.finding is None:
            if view.rules:
                self._wrong(place, f"the view {view.id} has rules and nothing that holds its finding.", "Name finding.")
            return
        self._known(place, "question", view.finding, questions)
        options = [option.id for option in questions[view.finding].options] if view.finding in questions else []
        for rule in view.rules:
            self._known(place, "option", rule.then, options)

    def _check_results(self, file: QuestionsFile, views: list[str]) -> None:
        for at, result in enumerate(file.results):
            self._known(["results", at], "view", result.view, views)
            for name in (result.exists, result.dated_on, result.result):
                self._known(["results", at], "fact", name, STATED_ON_TRANSFER)

    def _known(self, place: list[Any], what: str, name: str, names: Collection[str]) -> None:
        if name not in names:
            self._wrong(place, f"there is no {what} {name!r}.", nearest(name, names))


def _question(entry: QuestionEntry, **more: Any) -> Question:
    return Question(
        entry.id, entry.section, entry.asks, entry.kind, entry.help, entry.each,
        tuple(Option(o.id, o.label, o.says, o.tone) for o in entry.options), entry.vocabulary, entry.why, entry.sources,
        entry.filled_by, entry.computed, tuple(entry.facts), depth=entry.depth, reused=entry.reused,
        cites=tuple(entry.cites), **more,
    )  # fmt: skip
