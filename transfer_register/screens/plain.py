"""Text of other people on a page: what somebody recorded is shown as it stands, never read as Markdown or HTML."""

from __future__ import annotations

import re

import streamlit as st

from transfer_register.errors import TransferRegisterError

# What Markdown may read as more than a sign. A point matters inside a word (www.orbit.example) and behind a number that begins
# the text; a hyphen everywhere but inside a word. Labels are read aloud as they are written, so nothing else is escaped.
_MARKS = re.compile(r"([!#$&()*+:<=>@\[\\\]^_`{|}~]|\.(?=\S)|(?<!\w)-|-(?!\w))")
_NUMBERED = re.compile(r"^(\d+)\.")
_BLANKS = re.compile(r"\s+")


def plain(text: object) -> str:
    """The text for a place that reads Markdown: every mark escaped, on one line; None is the empty text."""
    if text is None:
        return ""
    return _NUMBERED.sub(r"\1\\.", _MARKS.sub(r"\\\1", _BLANKS.sub(" ", str(text))))


def shortened(text: str, length: int) -> str:
    """At most `length` characters, cut at a word where there is one, with an ellipsis in place of the rest."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    if text[length - 1] != " " and " " in cut[length // 2 :]:
        cut = cut[: cut.rfind(" ")]
    return cut.rstrip(" ,;") + "…"


def enumerated(parts: list[str], last: str = "and") -> str:
    """Parts as a sentence names them: `a`, `a and b`, `a, b and c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}" if parts else ""


def cannot(error: TransferRegisterError) -> None:
    """Says why an action was not done."""
    st.error(plain(str(error)), icon=":material/error:")
