"""What a cell says once its markup is taken off: text, links, e-mail addresses; nothing else is changed."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache

_LINE_BREAK = re.compile(r"<br\s*/?\s*>", re.IGNORECASE)
_BLOCK_END = re.compile(r"</(?:div|p|li|tr|h[1-6])\s*>", re.IGNORECASE)
_ANCHOR = re.compile(
    r"<a\b[^<>]{0,500}?href\s*=\s*[\"']?([^\"'\s<>]{1,500})[\"']?[^<>]{0,500}>(.*?)</a\s*>", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>|<!--.{0,2000}?-->", re.DOTALL)
_ONLY_LINKS = re.compile(r"\(\s*(?:\[[^\[\]]*\]\([^()]*\)[\s,;|]*)+\)")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\(\s*<?([^()\s>]*)>?[^()]*\)")
_EMAIL = re.compile(r"(?:mailto:)?([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})")
_ADDRESS_LINK = re.compile(r"<?(https?://[^\s<>\"')\]]+|www\.[^\s<>\"')\]]+)>?")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1|`([^`\n]+)`|~~(.+?)~~|(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|])")
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff]"
)
# A raised mark: the number or sign of a footnote.
_RAISED = re.compile(r"\s*<sup\b[^<>]{0,200}>([^<>]{0,20})</sup\s*>", re.IGNORECASE)
# Struck-out words say no longer what they said.
_STRUCK = re.compile(
    r"<(?P<tag>del|s|strike)\b[^<>]{0,200}>.{0,2000}?</(?P=tag)\s*>|~~(?=\S).{1,2000}?(?<=\S)~~", re.IGNORECASE | re.DOTALL
)
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# What stands beyond this in one cell is not read (it stays in the raw text): no place or name is that long.
LONGEST = 8_000
_FLAG = re.compile(r"[\U0001F1E6-\U0001F1FF]{2}")


@dataclass(frozen=True)
class Cell:
    """`text` has one line a line of the cell; `links` are (label, address); `markup` tells of tags other than a line break."""

    text: str
    links: tuple[tuple[str, str], ...] = ()
    emails: tuple[str, ...] = ()
    markup: bool = False


@lru_cache(maxsize=50_000)
def cell(raw: str) -> Cell:
    """The content of a raw cell (Markdown, HTML or plain text)."""
    links: list[tuple[str, str]] = []

    def keep(match: re.Match[str]) -> str:
        label, address = match.group(1), match.group(2)
        if not address.startswith("mailto:"):
            links.append((_TAG.sub("", label).strip(), html.unescape(address)))
            return label
        return f"{label} {address.removeprefix('mailto:')}"

    whole = visible(raw[:LONGEST])
    text = _STRUCK.sub(" ", _RAISED.sub(lambda match: raised(match.group(1)), whole))
    changed = text != whole
    text = _ANCHOR.sub(lambda match: keep(_Swapped(match)), text)
    text = _LINE_BREAK.sub("\n", text)
    without = _TAG.sub("", _BLOCK_END.sub("\n", text))
    markup = without != text or bool(links) or changed
    text = html.unescape(without)
    text = _IMAGE.sub("", text)
    text = _ONLY_LINKS.sub(lambda match: _drop(match, links), text)
    text = _LINK.sub(keep, text)
    emails = tuple(dict.fromkeys(_EMAIL.findall(text)))
    text = _EMAIL.sub("", text)
    for address in _ADDRESS_LINK.findall(text):
        links.append(("", address.rstrip(".,;")))
    text = _ADDRESS_LINK.sub("", text)
    text = _EMPHASIS.sub(lambda match: next((part for part in match.groups()[1:] if part), ""), text)
    text = _ESCAPED.sub(r"\1", text)
    if any(sign.isalpha() for sign in _FLAG.sub("", text)):
        text = _FLAG.sub(" ", text)
    else:
        text = _FLAG.sub(lambda match: "".join(chr(ord(sign) - 0x1F1E6 + 65) for sign in match.group()) + ", ", text)
    lines = (" ".join(line.split()) for line in re.split(r"[\r\n\x85\u2028\u2029]+", text))
    return Cell("\n".join(line for line in lines if line), tuple(dict.fromkeys(links)), emails, markup)


def raised(text: str) -> str:
    """A raised text as signs that stay apart from the word before: small numbers as such, a letter as a star."""
    text = text.strip().strip("[]() ")
    return text.translate(_SUPERSCRIPTS) if not text.isalpha() else ("*" if len(text) == 1 else text)


def visible(text: str) -> str:
    """The text without control characters and marks that nobody sees."""
    return _UNSEEN.sub("", text)


class _Swapped:
    """An HTML link seen as a Markdown one: label first, then address."""

    def __init__(self, match: re.Match[str]):
        self._match = match

    def group(self, which: int) -> str:
        return self._match.group(3 - which)


def _drop(match: re.Match[str], links: list[tuple[str, str]]) -> str:
    links.extend((label, address) for label, address in _LINK.findall(match.group()))
    return ""
