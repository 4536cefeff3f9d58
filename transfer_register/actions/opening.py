"""Opening a register: reads the law, the words and the kits of this installation, then the journal."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from pathlib import Path

import platformdirs

from transfer_register.assessment.fillings import FILLINGS
from transfer_register.assessment.kit import Kits, read_kits
from transfer_register.assessment.questionnaire import Questionnaires
from transfer_register.assessment.read_questions import read_questionnaires
from transfer_register.law.library import Library, read_library
from transfer_register.model.indicators import read_governance
from transfer_register.model.vocabulary import Words, read_words
from transfer_register.register.register import Register, Tell

PROJECT = Path(__file__).resolve().parents[2]


@cache
def words() -> Words:
    """The vocabularies of this installation, with the figures of its countries."""
    return replace(read_words(PROJECT / "data" / "vocabulary"), governance=read_governance(PROJECT / "data" / "indicators"))


@cache
def law() -> Library:
    """The law of this installation. Raises `NotLaw` with every problem at once."""
    return read_library(PROJECT / "data" / "law", words())


@cache
def kits() -> Kits:
    """The assessments of this installation."""
    return read_kits(PROJECT / "assessments", words())


@cache
def questionnaires() -> Questionnaires:
    """What the assessments of this installation ask. Raises `NotLaw` with every problem at once."""
    return read_questionnaires(PROJECT / "assessments", words(), law().provisions, FILLINGS)


def open_register(where: Path | str, tell: Tell = lambda sentence, share: None) -> Register:
    """The register in a folder or a PostgreSQL, made if it is not there; `tell` is told how far its projection is made anew.

    Raises `TransferRegisterError` where the place holds something else, or cannot be reached.
    """
    return Register.open(where, law(), kits(), words(), local=local_folder(), tell=tell)


def local_folder() -> Path:
    """Where this machine keeps the projections of registers in PostgreSQL: `TRANSFER_REGISTER_LOCAL`, else its user's cache."""
    return Path(os.environ.get("TRANSFER_REGISTER_LOCAL") or platformdirs.user_cache_dir("transfer-register", appauthor=False))
