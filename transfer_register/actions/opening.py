"""Opening a register: reads the law, the words and the kits of this installation, then the journal."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from transfer_register.assessment.kit import Kits, read_kits
from transfer_register.law.library import Library, read_library
from transfer_register.model.vocabulary import Words, read_words
from transfer_register.register.register import Register

PROJECT = Path(__file__).resolve().parents[2]


@cache
def words() -> Words:
    """The vocabularies of this installation."""
    return read_words(PROJECT / "data" / "vocabulary")


@cache
def law() -> Library:
    """The law of this installation. Raises `NotLaw` with every problem at once."""
    return read_library(PROJECT / "data" / "law", words())


@cache
def kits() -> Kits:
    """The assessments of this installation."""
    return read_kits(PROJECT / "assessments", words())


def open_register(path: Path | str) -> Register:
    """The register in a folder, made if it is not there. Raises `TransferRegisterError` where the folder holds something else."""
    return Register.open(Path(path), law(), kits(), words())
