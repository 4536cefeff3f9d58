"""Cleans text before any renderer sees it: what cannot be shown, or shows something else than it is, becomes visible.

PDF/A stops on characters that its fonts lack, Word on control characters, and direction overrides turn a visible name
round. Nothing here raises; every replacement is counted, so that the document can say what was replaced.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import replace

from transfer_register.model.speech import say, says
from transfer_register.reports import blocks as b
from transfer_register.reports import picture
from transfer_register.reports.content import mapped

# Invisible signs that only part or join; a reader misses nothing when they go.
_DROPPED = frozenset({0x00AD, 0x200B, 0x2060, 0xFEFF, 0x034F, 0x180E})
# Signs that join or turn letters within a word, which some scripts need.
_KEPT = frozenset({0x200C, 0x200D, 0x200E, 0x200F})
_NEW_LINE = {0x000D: "\n", 0x0085: "\n", 0x2028: "\n", 0x2029: "\n", 0x000B: "\n", 0x000C: "\n"}
_SHOWN = {"Cf", "Co", "Cs", "Cn"}


def shown(code: int) -> str:
    """How a character that cannot be shown is written: [U+1F600]."""
    return f"[U+{code:04X}]"


def clean(words: str, replaced: Counter[int]) -> str:
    """The text in NFC, without control characters; overrides, private use and unassigned ones as their code."""
    if words.isascii() and words.isprintable():
        return words
    written = words.replace("\r\n", "\n")
    out = []
    for sign in written:
        code = ord(sign)
        if sign == "\n" or sign == "\t" or code in _KEPT:
            out.append(sign)
            continue
        kind = unicodedata.category(sign)
        if code in _NEW_LINE:
            out.append(_NEW_LINE[code])
        elif kind == "Cc" or code in _DROPPED:
            replaced[code] += 1
        elif kind in _SHOWN:
            replaced[code] += 1
            out.append(shown(code))
        else:
            out.append(sign)
    return unicodedata.normalize("NFC", "".join(out))


def drawable(words: str, cover: frozenset[int], replaced: Counter[int]) -> str:
    """The text with every character outside `cover` (what the fonts hold) as its code."""
    if words.isascii():
        return words
    out = []
    for sign in words:
        code = ord(sign)
        if code in cover or code in _KEPT or sign in "\n\t":
            out.append(sign)
        else:
            replaced[code] += 1
            out.append(shown(code))
    return "".join(out)


def clean_document(document: b.Document) -> b.Document:
    """The document with clean text and pictures; it says how often which character was replaced."""
    replaced: Counter[int] = Counter()

    def change(words: str) -> str:
        return clean(words, replaced)

    cleaned = mapped(document, change, lambda svg: picture.clean(svg, change))
    return replace(cleaned, replaced=tuple(sorted(replaced.items())))


def drawable_document(document: b.Document, cover: frozenset[int]) -> b.Document:
    """The document as the fonts can show it; what they lack is added to what was replaced."""
    replaced: Counter[int] = Counter(dict(document.replaced))

    def change(words: str) -> str:
        return drawable(words, cover, replaced)

    shown_ = mapped(document, change, lambda svg: picture.clean(svg, change))
    return replace(shown_, replaced=tuple(sorted(replaced.items())))


def sentence(replaced: tuple[tuple[int, int], ...]) -> str:
    """What was replaced, for the document itself."""
    if not replaced:
        return say("None")
    codes = ", ".join(f"U+{code:04X} ({number})" for code, number in replaced)
    total = sum(number for _, number in replaced)
    return says("{n} character that cannot be shown: {codes}", "{n} characters that cannot be shown: {codes}", total, codes=codes)
