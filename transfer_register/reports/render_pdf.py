"""A document as PDF/A-3a and PDF/UA-1: set by typst from typst/report.typ, with its canonical JSON attached."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import orjson

from transfer_register.reports import blocks as b
from transfer_register.reports.content import canonical, filled, mapped, plain
from transfer_register.reports.font_cover import cover
from transfer_register.reports.making import Making
from transfer_register.reports.text_gate import drawable_document
from transfer_register.reports.tones import TONES
from transfer_register.reports.typesetting import typeset

MOST_ROWS = 2000
_MOST_LINKED = 800_000  # bytes of content, some 450 transfers, up to which references are links
STANDARDS = ["a-3a", "ua-1"]
_TEMPLATE = Path(__file__).parent / "typst" / "report.typ"
# Words longer than a narrow column may break after so many signs; plain words are parted by their syllables first.
_LONG = re.compile(r"\S{23,}|(?=\S*[^\s\w])\S{17,}")
# In a language that is parted by its syllables, only what is no plain word.
_NO_WORD = re.compile(r"(?=\S*[^\s\w()/,.-])\S{17,}|(?=\S*\d)\S{23,}")
_PIECE = re.compile(r"(\S{12})(?=\S)")


def render(document: b.Document, making: Making) -> bytes:
    """The PDF. Characters that the fonts lack are written as their code, and the document says so."""
    content = canonical(document)
    hash = hashlib.sha256(content).hexdigest()
    shown = drawable_document(document, cover())
    complete = mapped(
        filled(shown, making.facts(shown, hash)), _breakable if document.meta.lang.startswith("en") else _breakable_but_words
    )
    tree = plain(b.Document(complete.meta, complete.blocks), pictures=True)
    tree["hash"] = hash
    inputs = {
        "document": orjson.dumps(tree).decode(),
        "tones": orjson.dumps(TONES).decode(),
        "linked": "yes" if len(content) < _MOST_LINKED else "no",
        "attached": content.decode(),
        "attached_name": f"{_file_safe(document.meta.number)}.json",
    }
    made = typeset(_TEMPLATE.read_text(encoding="utf-8"), inputs, format="pdf", at=making.at, standards=STANDARDS)
    return made if made.endswith(b"\n") else made + b"\n"  # a later signature must not follow %%EOF on its line


def _breakable(words: str) -> str:
    return _LONG.sub(lambda long: _PIECE.sub("\\1\u200b", long.group()), words) if len(words) > 16 else words


def _breakable_but_words(words: str) -> str:
    return _NO_WORD.sub(lambda long: _PIECE.sub("\\1\u200b", long.group()), words) if len(words) > 16 else words


def _file_safe(words: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", words).strip("-.") or "document"
