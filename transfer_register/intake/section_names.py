"""The recipients that one part of a record names: ticked boxes, bullets, or names behind the colon of a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from transfer_register.intake.cells import cell
from transfer_register.intake.gazetteer import gazetteer, words_of
from transfer_register.intake.parties import legal_form, read_recipient, relation_of
from transfer_register.intake.party_words import is_legal_form
from transfer_register.intake.record_words import record_words, says_nobody
from transfer_register.intake.tables import RowProblem

_BOX = re.compile(r"^(?:\[(?P<mark>[^\[\]]?)\](?!\()|(?P<sign>[☐☑☒✓✔✗✘□■]))\s*(?P<rest>.*)", re.DOTALL)
_TICKED = frozenset("xX✓✔☑☒■*")
_COMMA = re.compile(r"\s*[,;\n]\s*(?![^()]*\))")
_LEAD = re.compile(r":\s+")
_MOST_WORDS = 8


@dataclass(frozen=True)
class Part:
    """One sub-heading of a record with what stands under it: (is it an item, its text, its line)."""

    heading: str
    field: str | None
    line: int
    body: tuple[tuple[bool, str, int], ...]

    @property
    def counted(self) -> list[tuple[bool, str, int]]:
        """The body without boxes that are not ticked; the boxes themselves are taken off."""
        kept = []
        for item, text, line in self.body:
            box = _BOX.match(text.strip()) if item else None
            if box is None:
                kept.append((item, text.strip(), line))
            elif (box.group("mark") or box.group("sign") or "") in _TICKED:
                kept.append((item, box.group("rest").strip(), line))
        return kept

    @property
    def said(self) -> str:
        return "\n".join(text for _, text, _ in self.counted if text)


@dataclass(frozen=True)
class Named:
    """One name with the line it stands on, what is doubtful about it, and the words of its relation."""

    name: str
    line: int
    doubts: tuple[str, ...] = ()
    relation: str = ""


def names_in(part: Part, problems: list[RowProblem]) -> list[Named]:
    """The names under a sub-heading; a sentence that names nobody for sure becomes a problem."""
    relation = relation_word(part.heading)
    found: list[Named] = []
    for item, text, line in part.counted:
        if not text or says_nobody(text) or read_recipient(text) is None:
            continue
        names = [text] if item and _COMMA.search(text) is None else _split(text)
        for name in names:
            if read_recipient(name) is None:
                continue
            if not _may_be_name(name):
                what = f"“{name}” names no recipient for sure; it was left out. Write each name on a line of its own."
                problems.append(RowProblem(line, part.heading, what))
                continue
            doubts = ("name_unclear",) if joins_names(name) else ()
            found.append(Named(name, line, doubts, relation))
    return found


@lru_cache(maxsize=10_000)
def relation_word(heading: str) -> str:
    """The words of a heading that say how its members are related to the exporter, such as "Filiales"; empty without any."""
    words = cell(heading).text.split()
    for length in (3, 2, 1):
        for at in range(len(words) - length + 1):
            text = " ".join(words[at : at + length]).strip(" .,:;()")
            for form in (text, text.removesuffix("s"), text.removesuffix("en"), text.removesuffix("n")):
                if len(form) > 3 and relation_of(form) == ("affiliate", None):
                    return form
    return ""


def single_country(name: str) -> str | None:
    """The one country whose name stands in the name of a recipient, or None."""
    words = words_of(name)
    names = gazetteer()
    found = set()
    at = 0
    while at < len(words):
        for length in range(min(names.longest.get(words[at], 1), len(words) - at), 0, -1):
            known = names.names.get(words[at : at + length])
            if known and known.kind == "country":
                if known.use == "alone" and " ".join(words[at : at + length]).upper() not in name:
                    continue
                found.add(known.value[0])
                at += length - 1
                break
        at += 1
    return found.pop() if len(found) == 1 else None


def _split(text: str) -> list[str]:
    said = _LEAD.split(text, maxsplit=1)[-1] if _LEAD.search(text) else text
    names: list[str] = []
    for piece in _COMMA.split(said.strip().removesuffix(".") if not legal_form(said.strip()) else said.strip()):
        if names and is_legal_form(piece):
            names[-1] = f"{names[-1]}, {piece}"  # "Acme, Inc." is one name
        elif piece:
            names.append(piece)
    return names


def _may_be_name(text: str) -> bool:
    words = text.split()
    return len(words) <= _MOST_WORDS and (words[0][0].isupper() or words[0][0].isdigit() or any(map(str.isupper, text)))


def joins_names(name: str) -> bool:
    """Whether a name holds a word such as "and", so that it may be two names."""
    words = words_of(name)[1:-1]
    return any((word,) in record_words()["joints"] for word in words)
