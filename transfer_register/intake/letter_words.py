"""The words by which letters are read, from data/vocabulary/letter_words.yaml; and a letter as sentences of plain words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from transfer_register import strict_yaml
from transfer_register.intake.gazetteer import fold

WORDS = Path(__file__).resolve().parents[2] / "data" / "vocabulary" / "letter_words.yaml"
# A mark of a sentence's end, and what may stand behind it.
_END = re.compile(r"(?<=[.!?;])\s+(?=[\"“„(]?[^\W_])")
# A run of words that never ends is read piece by piece.
_PIECE = re.compile(r".{1,1000}(?:\s|$)|\S{1,1000}")
_ITEM = re.compile(r"\s*(?:[•◦▪‣·*+-]|\(?\d{1,2}[.)])\s+\S")
_LABEL = re.compile(r"\s*\*{0,2}(?P<label>[^\W\d_][^:\n]{0,38}?)\*{0,2}\s*:\*{0,2}\s+(?P<text>\S.*)")


@dataclass(frozen=True)
class LetterWords:
    """Words of data/vocabulary/letter_words.yaml as patterns over plain text (`plain_text`)."""

    cues: dict[str, re.Pattern[str]]
    labels: dict[str, frozenset[str]]
    counted_from: dict[str, re.Pattern[str]]
    units: dict[str, str]
    months: dict[str, int]
    numbers: dict[str, int]
    recipients: dict[str, re.Pattern[str]]
    purposes: dict[str, re.Pattern[str]]
    located: re.Pattern[str]
    head: frozenset[str]
    abbreviations: frozenset[str]


@cache
def letter_words(path: Path = WORDS) -> LetterWords:
    """The words, read once."""
    content = strict_yaml.read(path)
    return LetterWords(
        cues={name: pattern(words) for name, words in content["cues"].items()},
        labels={name: frozenset(map(_key, words)) for name, words in content["labels"].items()},
        counted_from={name: pattern(words) for name, words in content["counted_from"].items()},
        units={_key(word): unit for unit, words in content["units"].items() for word in words},
        months={_key(word): int(number) for number, words in content["months"].items() for word in words},
        numbers={_key(word): int(number) for number, words in content["numbers"].items() for word in words},
        recipients={name: pattern(words) for name, words in content["recipients"].items()},
        purposes={name: pattern(words) for name, words in content["purposes"].items()},
        located=pattern(content["located"]),
        head=frozenset(map(_key, (*content["head"], *(word for words in content["labels"].values() for word in words)))),
        abbreviations=frozenset(map(_key, content["abbreviations"])),
    )


def pattern(words: list[str]) -> re.Pattern[str]:
    """Any of some words, the longest first; blanks stand for any blanks, * for any ending of a word."""
    parts = []
    for word in sorted(map(_key, words), key=len, reverse=True):
        stem = re.escape(word).replace(r"\ ", r"\s+").replace(r"\*", r"\w*")
        parts.append(stem + (r"(?!\w)" if word[-1].isalnum() else ""))
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})")


def _key(word: str) -> str:
    return plain_text(str(word))


def plain_text(text: str) -> str:
    """The text without case and accents, sign for sign: a place in it is the same place in the text."""
    return "".join(_plain_sign(sign) for sign in text)


def _plain_sign(sign: str) -> str:
    folded = fold(sign)
    return folded if len(folded) == 1 else sign.lower() if len(sign.lower()) == 1 else sign


def clean(text: str) -> str:
    """The text of a letter without marks of quoting, hard blanks and signs that are not seen."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").replace("’", "'"))
    lines = (re.sub(r"^(?:\s*>)+ ?", "", line) for line in text.split("\n"))
    return "\n".join("".join(sign for sign in line if sign.isprintable() or sign == "\t").rstrip() for line in lines)


def labelled(line: str) -> tuple[str, str] | None:
    """(label, text) of a line such as "Date: 20 November 2026"."""
    match = _LABEL.fullmatch(line)
    return (match["label"].strip(), match["text"].strip(" *")) if match else None


def sentences(text: str) -> list[str]:
    """The sentences of a clean text. Lines of one paragraph are one text; an item of a list and a labelled line stand alone."""
    found: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        run: list[str] = []
        for line in filter(str.strip, paragraph.split("\n")):
            if run and (_ITEM.match(line) or labelled(line)):
                found += _cut(" ".join(run))
                run = []
            run.append(line.strip())
            if labelled(line) and len(line) < 90:
                found += _cut(" ".join(run))
                run = []
        found += _cut(" ".join(run))
    return found


def _cut(text: str) -> list[str]:
    """One run of text in sentences; a day ("1. Dezember") and an abbreviation end none."""
    words = letter_words()
    parts: list[str] = []
    for part in _END.split(" ".join(text.split())):
        last = re.search(r"(\S+)\.$", parts[-1]) if parts else None
        word = plain_text(last[1]) if last else ""
        numbered = word.isdigit() and plain_text(part.split()[0]).strip(".,") in words.months
        if parts and last and (numbered or word.strip('("') in words.abbreviations):
            parts[-1] += f" {part}"
        else:
            parts.append(part)
    return [piece.strip() for part in parts for piece in _PIECE.findall(part) if piece.strip()]
