"""The words of the register: lists of terms with their meaning and source, read from data/vocabulary."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from transfer_register import strict_yaml
from transfer_register.errors import NotLaw, Problem
from transfer_register.model import speech
from transfer_register.model.indicators import Governance


class Term(BaseModel):
    """One word: `id` in files and tables, `label` on screens and in reports, `says` its meaning, `source` who says so.

    `dpv` is the term of the W3C Data Privacy Vocabulary where there is one. `marks` are properties that other files
    test, such as `special` for a special category of data (GDPR 9) or `workers` for people in an employment context.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    label: str
    says: str = ""
    source: str = ""
    dpv: str | None = None
    marks: tuple[str, ...] = ()
    shape: str | None = None
    rank: int | None = None


class _TermFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: str
    says: str = ""
    terms: list[Term]


@dataclass(frozen=True)
class Words:
    """Every list of terms, by the name of its file; the order of a file is the order on screens.

    `governance` is what is published of the countries among them; empty where nobody read it, and then unknown.
    """

    lists: dict[str, dict[str, Term]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    governance: Governance = field(default_factory=Governance)

    def label(self, vocabulary: str, term: str | None) -> str:
        """The word for a term; a term that is in no list is shown as it stands rather than lost."""
        if term is None:
            return ""
        known = self.lists[vocabulary].get(term)
        return _spoken(vocabulary, known) if known else term

    def labels(self, vocabulary: str) -> dict[str, str]:
        """Term id to label, in the order of the file."""
        return {term.id: _spoken(vocabulary, term) for term in self.lists[vocabulary].values()}

    def marked(self, vocabulary: str, mark: str) -> list[str]:
        """The ids of the terms that carry a mark."""
        return [term.id for term in self.lists[vocabulary].values() if mark in term.marks]


def _spoken(vocabulary: str, term: Term) -> str:
    return speech.country(term.id, term.label) if vocabulary == "countries" else speech.term(vocabulary, term.label)


def read_words(folder: Path) -> Words:
    """All vocabularies in a folder. Raises `NotLaw` with every problem at once."""
    lists: dict[str, dict[str, Term]] = {}
    titles: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        content = strict_yaml.read(path)
        if not isinstance(content, dict) or "terms" not in content:
            continue  # a table of another shape (headings, aliases), read by who needs it
        try:
            file = _TermFile.model_validate(content)
        except ValidationError as error:
            problems += [Problem(path.name, f"{'.'.join(map(str, e['loc']))}: {e['msg']}") for e in error.errors()]
            continue
        terms: dict[str, Term] = {}
        for term in file.terms:
            if term.id in terms:
                problems.append(Problem(path.name, f"the term {term.id} stands twice.", "Keep one."))
            terms[term.id] = term
        lists[path.stem], titles[path.stem] = terms, file.title
    if problems:
        raise NotLaw(problems)
    return Words(lists, titles)
