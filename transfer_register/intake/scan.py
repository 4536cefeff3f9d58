"""Cuts the text of a place into pieces: names that the gazetteer knows, codes, separators, brackets, and the rest."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise

from transfer_register.intake.gazetteer import UNSPACED, WORD, Gazetteer, Name, fold

_MARKS = {
    ",": "sep",
    ";": "break",
    "/": "sep",
    "|": "sep",
    "\n": "line",
    "、": "sep",
    "，": "sep",
    "・": "sep",
    "•": "sep",
    "؛": "break",
    "،": "sep",
    "(": "open",
    ")": "close",
    "（": "open",
    "）": "close",
    "[": "open",
    "]": "close",
    "+": "and",
    "&": "and",
    "–": "dash",
    "—": "dash",
    ":": "colon",
    "→": "sep",
    "·": "sep",
    "=": "colon",
}
_MARK = re.compile("|".join(re.escape(mark) for mark in _MARKS) + r"|\.(?=\s+[A-Z]|\s*$)| - ")
_LONGEST_UNSPACED = 40
_GAP = re.compile(r"[^\S\n]*[-'’‘.·׳״]?[^\S\n]*\Z|:\Z")
_WIDE_GAP = re.compile(r"[\s,()/&'’.—–、・\-]*\Z")
_REGION = re.compile(r"(?<![\w-])[A-Za-z]{2,}(?:-[A-Za-z]{2,})*-?[A-Za-z]*\d{0,2}(?:-[a-z]+-?\d+)?[a-f]?(?![\w-])")


@dataclass(frozen=True)
class Piece:
    """One piece of a text: `kind` as in `gazetteer.Name.kind`, or a mark, code, number, region, other, bracket."""

    kind: str
    text: str
    start: int
    end: int
    name: Name | None = None
    inside: tuple[Piece, ...] = ()

    @property
    def value(self) -> tuple[str, ...]:
        return self.name.value if self.name else ()


def pieces_of(text: str, names: Gazetteer) -> tuple[str, tuple[Piece, ...]]:
    """The text in its normal form, and its pieces in order; brackets are pieces with pieces inside."""
    text = unicodedata.normalize("NFKC", text)
    regions = _regions(text, names)
    words = _words(text, names, regions)
    found: list[Piece] = list(regions)
    position = 0
    while position < len(words):
        piece, used = _match(text, words, position, names)
        found.append(piece)
        position += used
    taken = sorted((piece.start, piece.end) for piece in found)
    covered = {place for start, end in taken for place in range(start, end)}
    for mark in _MARK.finditer(text):
        if mark.start() not in covered:
            found.append(
                Piece(_MARKS.get(mark.group(), "dash" if mark.group() == " - " else "break"), mark.group(), *mark.span())
            )
    found.sort(key=lambda piece: (piece.start, piece.end))
    return text, _nest(text, _with_providers(text, found, names))


def _words(text: str, names: Gazetteer, regions: list[Piece]) -> list[tuple[str, int, int]]:
    """(folded word, start, end) of every word outside cloud regions; runs without blanks are cut at known names."""
    words: list[tuple[str, int, int]] = []
    for match in WORD.finditer(text):
        if any(region.start <= match.start() < region.end for region in regions):
            continue
        if not UNSPACED.match(match.group()):
            words.append((fold(match.group()), *match.span()))
            continue
        at, loose = match.start(), match.start()
        while at < match.end():
            for end in range(min(match.end(), at + _LONGEST_UNSPACED), at, -1):
                if fold(text[at:end]) in names.unspaced:
                    break
            else:
                at += 1
                continue
            if loose < at:
                words.append((fold(text[loose:at]), loose, at))
            words.append((fold(text[at:end]), at, end))
            at = loose = end
        if loose < match.end():
            words.append((fold(text[loose : match.end()]), loose, match.end()))
    return words


def _match(text: str, words: list[tuple[str, int, int]], position: int, names: Gazetteer) -> tuple[Piece, int]:
    """The longest name that begins at a word, or what the word is without one; and how many words it takes."""
    first, start, end = words[position]
    for length in range(min(names.longest.get(first, 0), len(words) - position), 0, -1):
        run = words[position : position + length]
        name = names.names.get(tuple(word for word, _, _ in run))
        if name is None:
            continue
        gap = _WIDE_GAP if name.bridges else _GAP
        if not all(gap.match(text[left[2] : right[1]]) for left, right in pairwise(run)):
            continue
        written = text[start : run[-1][2]]
        if name.use == "capitals" and not written.replace(".", "").isupper():
            continue
        if length == 1 and _is_code(written, names) and name.kind not in ("country", "group", "provider"):
            break  # IN, AT, NO: whether it is a code or a word is for who sees its neighbours
        return Piece(name.kind, written, start, run[-1][2], name), length
    written = text[start:end]
    if _is_code(written, names) or written in names.states:
        return Piece("code", written, start, end), 1
    return Piece("number" if any(sign.isdigit() for sign in written) else "other", written, start, end), 1


def _is_code(written: str, names: Gazetteer) -> bool:
    return written.isupper() and (written in names.alpha2 or written in names.alpha3)


def _regions(text: str, names: Gazetteer) -> list[Piece]:
    """Cloud regions such as eu-central-1, europe-west4 or westeurope; short codes count only after their provider."""
    found = []
    for match in _REGION.finditer(text):
        code = match.group().casefold()
        known = names.regions.get(code) or names.regions.get(code[:-1] if code[-1:].isalpha() and code[-2:-1].isdigit() else "")
        if not known:
            continue
        provider = _provider_before(text[: match.start()], names)
        long_enough = ("-" in code and any(sign.isdigit() for sign in code)) or len(code) >= 7
        if provider in known:
            countries = known[provider]
        elif long_enough and len(set(known.values())) == 1:
            countries = next(iter(known.values()))
        else:
            continue
        found.append(Piece("region", match.group(), match.start(), match.end(), Name("region", countries)))
    return found


def _provider_before(text: str, names: Gazetteer) -> str | None:
    words = [fold(word) for word in WORD.findall(text)[-4:] if fold(word) not in ("region", "regions", "in")]
    for length in (3, 2, 1):
        if provider := names.providers.get(" ".join(words[-length:])):
            return provider
    return None


def _with_providers(text: str, found: list[Piece], names: Gazetteer) -> list[Piece]:
    """A provider directly before a region belongs to its words; the words of an Azure region are one where Azure is named."""
    named = {piece.value[0] for piece in found if piece.kind == "provider"}
    merged: list[Piece] = []
    for piece in found:
        known = names.regions.get(fold(piece.text).replace(" ", ""), {}) if piece.kind == "group" else {}
        if countries := next((known[provider] for provider in named if provider in known and " " in piece.text), None):
            piece = replace(piece, kind="region", name=Name("region", countries))
        if piece.kind == "region" and merged and merged[-1].kind == "provider" and not text[merged[-1].end : piece.start].strip():
            before = merged.pop()
            piece = replace(piece, text=text[before.start : piece.end], start=before.start)
        merged.append(piece)
    return merged


def _nest(text: str, pieces: list[Piece]) -> tuple[Piece, ...]:
    """Brackets become pieces; one that is never closed ends with the text, a closing one alone is dropped."""
    levels: list[tuple[int, list[Piece]]] = [(0, [])]
    for piece in pieces:
        if piece.kind == "open" and len(levels) < 8:
            levels.append((piece.end, []))
        elif piece.kind == "close":
            if len(levels) > 1:
                begin, inside = levels.pop()
                levels[-1][1].append(Piece("bracket", text[begin : piece.start].strip(), begin, piece.end, inside=tuple(inside)))
        elif piece.kind != "open":
            levels[-1][1].append(piece)
    while len(levels) > 1:
        begin, inside = levels.pop()
        levels[-1][1].append(Piece("bracket", text[begin:].strip(), begin, len(text), inside=tuple(inside)))
    return tuple(levels[0][1])
