"""Takes a cell apart that holds more than a name: the address that follows the legal form, another name behind "d/b/a"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from transfer_register.intake.addresses import is_address, read_address
from transfer_register.intake.gazetteer import gazetteer

# Legal forms as they are written, at the end of a name; those of two letters only before a number, for words begin like them.
_LONG = (
    r"Inc\.?|L\.L\.C\.|LLC\.?|Ltd\.?|Limited|GmbH|Corp\.?|Corporation|PBC|P\.B\.C\.|S\.?A\.?S\.?|S\.?r\.?l\.?|SRL|PLC|plc|ApS|LLP"
    r"|Company"
)
_SHORT = r"B\.?V\.?|N\.?V\.?|S\.?A\.?|A\.?B\.?|A\.?S\.?|A\.?G\.?|Oy|OÜ|SE|LP|L\.P\.|PC|Co\."
_GLUED = re.compile(rf"(?<=[\s,])(?:(?:{_LONG})(?=\d|[A-ZÀ-Þ][a-zà-ÿ])|(?:{_SHORT})(?=\d))")
_APART = re.compile(rf"(?<=[\s,])(?:{_LONG}|{_SHORT})(?=[\s,])")
# Where two words were joined when a page was copied: Street|San, 94110|USA, Tower|60.
_JOINTS = re.compile(r"(?<=[a-zà-ÿ.])(?=[A-ZÀ-Þ])|(?<=\d)(?=[A-Z][a-z]|USA\b|UK\b|U\.S)|(?<=[a-z]{3})(?=\d)")
_OTHER_NAME = re.compile(
    r"^(?P<name>.+?)[\s,]*(?<![^\W\d_])"
    r"(?:d/b/a|a/k/a|f/k/a|t/a|dba|aka|doing business as|also known as|formerly known as|trading as)[\s:]+(?P<other>\S.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class NameAndAddress:
    """`address` has a comma where words were joined; `glued` tells that no blank stood between the two."""

    name: str
    address: str
    glued: bool


def name_and_address(text: str) -> NameAndAddress | None:
    """The name up to its legal form and the address behind it, where what follows is an address for sure; else None."""
    if not any(sign.isdigit() for sign in text):
        return None
    for match in _GLUED.finditer(text):
        rest = _JOINTS.sub(", ", text[match.end() :].strip(" ,"))
        if any(sign.isdigit() for sign in rest) and _has_country(rest):
            return NameAndAddress(text[: match.end()].strip(), rest, True)
    for match in _APART.finditer(text):
        rest = text[match.end() :].strip(" ,")
        if is_address(rest, gazetteer()) and _has_country(rest):
            return NameAndAddress(text[: match.end()].strip(), rest, False)
    return None


def _has_country(address: str) -> bool:
    reading = read_address(address, gazetteer())
    return len(reading.places) == 1 and not reading.unresolved


def other_name(text: str) -> tuple[str, str] | None:
    """(name, other name) of "Orbit Inc. d/b/a Halyard", or None."""
    match = _OTHER_NAME.match(text)
    return (match.group("name").strip(" ,("), match.group("other").strip(" )")) if match else None
