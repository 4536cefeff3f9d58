"""The bank of questions of this installation alone, and what its views conclude from a case of the table."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from transfer_register.assessment.conclude import rows_of, seen
from transfer_register.assessment.fillings import FILLINGS
from transfer_register.assessment.questionnaire import Questionnaire
from transfer_register.assessment.read_questions import read_questionnaires
from transfer_register.model.assessment import Answer
from transfer_register.model.vocabulary import read_words

ROOT = Path(__file__).resolve().parents[2]
WORDS = read_words(ROOT / "data" / "vocabulary")
KIT = "transfer_impact"
FILE = ROOT / "assessments" / KIT / "questions.yaml"
LAWS = ("us.fisa702", "us.cloud_act")
CATEGORIES = ("contact", "health")


def read(text: str, folder: Path) -> Questionnaire:
    """The kit that a text makes. Raises `NotLaw`."""
    (folder / KIT).mkdir(exist_ok=True)
    (folder / KIT / FILE.name).write_text(text, encoding="utf-8")
    return read_questionnaires(folder, WORDS, (), FILLINGS)[KIT]


@cache
def kit() -> Questionnaire:
    with TemporaryDirectory() as folder:
        (Path(folder) / KIT).mkdir()
        shutil.copy(FILE, Path(folder) / KIT)
        return read_questionnaires(Path(folder), WORDS, (), FILLINGS)[KIT]


def rows_in(case: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    return {"law": tuple(case.get("law", LAWS)), "data_category": tuple(case.get("data_category", CATEGORIES))}


def answers_in(case: dict[str, Any]) -> dict[str, Answer]:
    """The answers of a case; one that is written once for a question with rows is the answer for each of them."""
    answers = {}
    for id, value in case["answers"].items():
        question = kit()[id]
        if question.each and not isinstance(value, dict):
            value = dict.fromkeys(rows_of(question, rows_in(case)), value)
        if question.each and question.kind == "flag":
            value = {row: {"yes": True, "no": False}[said] for row, said in value.items()}
        if question.kind in ("share", "number"):  # fractions are text to strict_yaml
            value = {row: float(said) for row, said in value.items()} if question.each else float(value)
        answers[id] = Answer(value=value)
    return answers


def facts_in(case: dict[str, Any], answers: dict[str, Answer] | None = None) -> dict[str, Any]:
    return case.get("facts", {}) | seen(kit(), answers_in(case) if answers is None else answers, rows_in(case))
