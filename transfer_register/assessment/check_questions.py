"""What is wrong with a questions.yaml of the right shape: names that lead nowhere, stand twice, or do not fit each other."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from transfer_register.assessment.questionnaire_file import QuestionEntry, QuestionsFile, ResultEntry, ViewEntry
from transfer_register.errors import Problem
from transfer_register.law.grammar import nearest
from transfer_register.law.law_file import line_of
from transfer_register.model.facts import FACTS, STATED_ON_TRANSFER
from transfer_register.model.vocabulary import Words

_FLAG = ("yes", "no")


class Check:
    """The check of one file. `raw` is what was read, so that a problem names its line; `folder` is the folder it stands in."""

    def __init__(self, raw: Any, name: str, folder: str, words: Words, fillings: Collection[str]):
        self._raw, self._name, self._folder, self._words, self._fillings = raw, name, folder, words, fillings
        self._problems: list[Problem] = []

    def problems_of(self, file: QuestionsFile) -> list[Problem]:
        """Every problem, in the order of the file."""
        if file.id != self._folder:
            self._wrong(["id"], f"the id {file.id!r} is not the name of the folder.", f"Write {self._folder}.")
        for band in file.review_months:
            self._known(["review_months"], "band", band, self._words.lists["bands"])
        if file.depths[-1].condition != "always":
            self._wrong(["depths", len(file.depths) - 1], "the last depth does not hold always.", "Write if: always.")
        questions = {entry.id: entry for entry in file.questions}
        sections, depths = [each.id for each in file.sections], [each.id for each in file.depths]
        ids = {"sections": sections, "depths": depths, "questions": [each.id for each in file.questions],
               "views": [each.id for each in file.views]}  # fmt: skip
        for name, found in ids.items():
            for at, id in enumerate(found):
                if id in found[:at]:
                    self._wrong([name, at], f"{id} stands twice.", "Keep one.")
        for at, entry in enumerate(file.questions):
            self._check_question(["questions", at], entry, sections, depths)
            self._check_rows(["questions", at], entry, questions)
        asked = {id for view in file.views for part in view.parts for id in part.questions}
        for at, view in enumerate(file.views):
            self._check_view(["views", at], view, file.regimes, questions)
        for at, id in enumerate(ids["questions"]):
            if id not in asked:
                self._wrong(["questions", at], f"no view asks {id}.", "Put it into a part of a view, or take it out.")
        for at, result in enumerate(file.results):
            self._check_result(["results", at], result, file.regimes, questions)
        return self._problems

    def _check_question(self, place: list[Any], entry: QuestionEntry, sections: list[str], depths: list[str]) -> None:
        self._known(place, "section", entry.section, sections)
        if entry.depth is not None:
            self._known(place, "depth", entry.depth, depths)
        if entry.filled_by is not None:
            self._known(place, "filling", entry.filled_by, self._fillings)
        elif entry.computed:
            self._wrong(place, f"{entry.id} is computed, and nothing fills it.", "Name filled_by, or take computed out.")
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

    def _check_rows(self, place: list[Any], entry: QuestionEntry, questions: dict[str, QuestionEntry]) -> None:
        for id, wanted in entry.rows_where.items():
            self._known(place, "question", id, questions)
            if id not in questions:
                continue
            other = questions[id]
            if not entry.each or other.each != entry.each:
                self._wrong(place, f"{entry.id} and {id} are not asked for each of the same.", "Give both the same each.")
            for answer in wanted:
                self._known(place, "answer", answer, _FLAG if other.kind == "flag" else [each.id for each in other.options])

    def _check_view(self, place: list[Any], view: ViewEntry, regimes: list[str], questions: dict[str, QuestionEntry]) -> None:
        for regime in view.regimes:
            self._known(place, "regime", regime, regimes)
        for regime in view.informs:
            self._known(place, "regime", regime, view.regimes)
        for part in view.parts:
            for id in part.questions:
                self._known(place, "question", id, questions)
        if view.finding is None:
            if view.rules:
                self._wrong(place, f"the view {view.id} has rules and nothing that holds its finding.", "Name finding.")
            return
        self._known(place, "question", view.finding, [id for part in view.parts for id in part.questions])
        options = [option.id for option in questions[view.finding].options] if view.finding in questions else []
        for rule in view.rules:
            if rule.then is not None:
                self._known(place, "option", rule.then, options)

    def _check_result(
        self, place: list[Any], result: ResultEntry, regimes: list[str], questions: dict[str, QuestionEntry]
    ) -> None:
        self._known(place, "regime", result.regime, regimes)
        self._known(place, "question", result.question, questions)
        for name in (result.exists, result.dated_on, result.result):
            self._known(place, "fact", name, STATED_ON_TRANSFER)
        if result.question not in questions or result.result not in STATED_ON_TRANSFER:
            return
        options = self._values(place, questions[result.question], result, result.values)
        if decided := result.decided:
            self._known(place, "question", decided.question, questions)
            if decided.question in questions:
                self._values(place, questions[decided.question], result, decided.values)
        for option in options:
            if option not in result.values:
                self._wrong(place, f"nothing is said of the finding {option}.", "Add it to values.")

    def _values(self, place: list[Any], entry: QuestionEntry, result: ResultEntry, values: dict[str, str]) -> list[str]:
        """What is said of options must be said of those there are; gives them back."""
        options = [option.id for option in entry.options]
        for option, term in values.items():
            self._known(place, "option", option, options)
            self._known(place, "term", term, STATED_ON_TRANSFER[result.result].terms)
        return options

    def _wrong(self, place: list[Any], what: str, mend: str = "") -> None:
        self._problems.append(Problem(f"{self._name}, line {line_of(self._raw, place)}", what, mend))

    def _known(self, place: list[Any], what: str, name: str, names: Collection[str]) -> None:
        if name not in names:
            self._wrong(place, f"there is no {what} {name!r}.", nearest(name, names))
