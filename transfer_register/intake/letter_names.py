"""Who receives and where, in a letter: rows that the plain text reader finds, and names that a sentence calls sub-processors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transfer_register.errors import FileUnreadable
from transfer_register.intake import bring_in
from transfer_register.intake.letter_days import days_in
from transfer_register.intake.letter_words import labelled, letter_words, plain_text
from transfer_register.intake.parties import read_recipient
from transfer_register.intake.place_reading import PlaceReading
from transfer_register.intake.places import read_place

_LONGEST_NAME = 80
# A name: words that begin with a capital letter or a figure, and the small words between them.
_NAME = re.compile(r"[A-ZÀ-ÞĀ-Ž0-9][^\s,;:()]*(?:\s+(?:(?:of|and|de|der|für|und|&|-)\s+)?[A-ZÀ-ÞĀ-Ž0-9&][^\s,;:()]*)*")
# Words with which a sentence begins, and no name.
_ARTICLES = re.compile(r"^(?:(?:The|Our|From|On|As|Please|With|Die|Der|Das|Ab|Zum|Mit|Unser|Wir|We)(?:\s+|$))+")
_PLACE_ENDS = re.compile(r"[.;()]|\s(?:and|und|which|who|as|als|for|to|with|from|on|ab|zum|fur|für|ein|effective|will|wird)\s")


def vendor_of(parts: list[str]) -> Iterator[tuple[str, str]]:
    """(name, sentence) of who writes, from the head of a mail."""
    for sentence in parts:
        label = labelled(sentence)
        if label and plain_text(label[0]) in letter_words().labels["vendor"]:
            name = re.sub(r"<[^<>]*>|\S+@\S+", "", label[1]).strip(" \"',")
            if read_recipient(name):
                yield name, sentence
                return


def names_in(text: str, parts: list[str]) -> Iterator[tuple[str, str]]:
    """(name, sentence) of everyone who is said to receive data; a short form of a name that is said in full is no other one."""
    found: dict[str, str] = {}
    for name, sentence in (*_called(parts), *_listed(text, parts)):
        found.setdefault(name, sentence)
    for name, sentence in found.items():
        if not any(each.startswith(f"{name} ") for each in found):
            yield name, sentence


def countries_in(text: str, parts: list[str]) -> Iterator[tuple[str, str, str]]:
    """(country, words, sentence) of where they are: places of the rows, those right behind a name ("Acme Ltd, India, as ..."),
    and those behind words such as "located in"."""
    found: dict[str, tuple[str, str, str]] = {}
    for row in _rows(text):
        raw = next((row.raw[row.headings[name]] for name in ("location", "place") if name in row.headings), "")
        for code in _codes(row.places):
            found.setdefault(code, (code, raw or _sentence(row.recipient.name, parts), _sentence(row.recipient.name, parts)))
    for name, sentence in _called(parts):
        for words in _behind(name, sentence):
            for code in _codes(read_place(words)):
                found.setdefault(code, (code, words, sentence))
    for sentence in parts:
        plain = plain_text(sentence)
        for match in letter_words().located.finditer(plain):
            rest = sentence[match.end() :].strip()
            words = _PLACE_ENDS.split(rest)[0].strip(" ,.")
            for code in _codes(read_place(words)) if words else ():
                found.setdefault(code, (code, words, sentence))
    yield from found.values()


def purposes_in(parts: list[str]) -> Iterator[tuple[str, str]]:
    """(purpose, sentence) of sentences that name a recipient: the words behind "for", behind the name."""
    said = letter_words().purposes
    for name, sentence in _called(parts):
        after = sentence.find(name) + len(name)
        begin = said["begin"].search(plain_text(sentence), after)
        if begin is None:
            continue
        words = re.split(r"[.,;:()]", sentence[begin.end() :])[0]
        end = said["end"].search(plain_text(words))
        if purpose := " ".join(words[: end.start() if end else None].split()):
            yield purpose, sentence


def _behind(name: str, sentence: str) -> list[str]:
    """What stands in apposition right behind a name, piece by piece: `Bengaluru, India`, then its last word."""
    rest = sentence[sentence.find(name) + len(name) :]
    if bracket := re.match(r"\s*\(([^()]{2,60})\)", rest):
        return [bracket[1], bracket[1].rpartition(",")[2].strip()]
    match = re.match(r"\s*,\s*([^,;:()]{2,40})\s*(?=[,;.]|$)", rest)
    return [match[1].strip()] if match else []


def _codes(reading: PlaceReading) -> list[str]:
    return [*dict.fromkeys(place.iso2 for place in reading.places), *([reading.establishment] if reading.establishment else [])]


def _called(parts: list[str]) -> Iterator[tuple[str, str]]:
    """Names between "we will add" and "as a sub-processor", and behind "new sub-processor:"."""
    said = letter_words().recipients
    for sentence in parts:
        plain = plain_text(sentence)
        for behind in said["behind"].finditer(plain):
            before = [match for match in said["before"].finditer(plain, 0, behind.start())]
            if before:
                part = sentence[before[-1].end() : behind.start()]
                yield from ((name, sentence) for name in _names(part))
        for passive in said["passive"].finditer(plain):
            yield from ((name, sentence) for name in _names(re.split(r"[;:]", sentence[: passive.start()])[-1]))
        for named in said["named"].finditer(plain):
            yield from ((name, sentence) for name in _names(sentence[named.end() :])[:1])


def _names(part: str) -> list[str]:
    """The names in a part of a sentence: the first, and those joined to it; what stands in apposition is none."""
    for hit in reversed(days_in(part)):
        part = part[: hit.begin] + "," + part[hit.end :]
    found = []
    for piece in re.split(r"\s+(?:and|und|sowie)\s+(?=[A-ZÀ-Þ])|\s*/\s*", part):
        match = next((each for each in _NAME.finditer(piece) if not _ARTICLES.fullmatch(each.group())), None)
        if match and len(name := _ARTICLES.sub("", match.group()).strip(" .,")) <= _LONGEST_NAME and read_recipient(name):
            found.append(name)
    return found


def _listed(text: str, parts: list[str]) -> Iterator[tuple[str, str]]:
    for row in _rows(text):
        yield row.recipient.name, _sentence(row.recipient.name, parts)


def _rows(text: str) -> list:
    """Rows of recipients that the text holds as a list; running text holds none."""
    head = letter_words().head
    kept = (line for line in text.split("\n") if not ((label := labelled(line)) and plain_text(label[0]) in head))
    try:
        read = bring_in.preview("\n".join(kept).encode(), "letter.txt")
    except FileUnreadable:
        return []
    return [row for row in read.rows if row.recipient and (row.places.places or row.places.groups or row.purpose)]


def _sentence(name: str, parts: list[str]) -> str:
    return next((sentence for sentence in parts if name in sentence), name)
