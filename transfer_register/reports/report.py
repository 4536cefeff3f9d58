"""The reports there are: the folders beside this file that hold a document.py. Builds one, and makes its files."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from transfer_register.errors import Refused
from transfer_register.model.speech import speaking
from transfer_register.reports import blocks as b
from transfer_register.reports.content import problems
from transfer_register.reports.making import Making
from transfer_register.reports.snapshot import Snapshot
from transfer_register.reports.text_gate import clean_document

_FOLDER = Path(__file__).parent


@cache
def names() -> tuple[str, ...]:
    """Every report of this folder."""
    return tuple(sorted(path.parent.name for path in _FOLDER.glob("*/document.py")))


def about(name: str) -> ModuleType:
    """The module of a report: TITLE, FORMATS, Options, build. Raises `Refused` where there is none."""
    if name not in names():
        raise Refused(f"There is no report {name!r}; there are {', '.join(names())}.")
    return import_module(f"transfer_register.reports.{name}.document")


def build(name: str, snapshot: Snapshot, options: object, language: str = "en") -> b.Document:
    """The document with clean text. A document that breaks the rules of the model is a bug (ValueError)."""
    with speaking(language):
        document = clean_document(about(name).build(snapshot, options))
    if wrong := problems(document):
        raise ValueError("\n".join(str(one) for one in wrong[:20]))
    return document


def render(document: b.Document, format: str, making: Making, taken: object = None) -> bytes:
    """The file in one format: pdf, docx, xlsx, html, csv, json or jsonld. The same document and making give the same bytes.

    `taken` is what the document was built from; jsonld is made of it, which takes a `Snapshot`.
    Raises `Refused` for an unknown format, and for a document that is too long for the format, or has no transfers for it.
    """
    module = renderer(format)
    if getattr(module, "OF_ROWS", False):
        if not isinstance(taken, Snapshot):
            raise Refused(f"{format} is made of the transfers behind a document, and this one was given without them.")
        return module.render(document, making, taken)
    rows = max((sum(len(g.rows) for g in block.groups) for block in document.blocks if isinstance(block, b.Table)), default=0)
    if rows > (most := getattr(module, "MOST_ROWS", rows)):
        raise Refused(f"{rows} rows are too many for {format}, which takes {most}. Narrow the filter, or take Excel or CSV.")
    return module.render(document, making)


def renderer(format: str) -> ModuleType:
    if not re.fullmatch("[a-z]+", format) or not (_FOLDER / f"render_{format}.py").exists():
        known = sorted(path.stem.removeprefix("render_") for path in _FOLDER.glob("render_*.py"))
        raise Refused(f"There is no format {format!r}; there are {', '.join(known)}.")
    return import_module(f"transfer_register.reports.render_{format}")


def file_name(document: b.Document, format: str) -> str:
    """`RX-2026-007-v1.0.pdf`: safe on every system."""
    number = re.sub(r"[^A-Za-z0-9._-]+", "-", document.meta.number).strip("-.") or "document"
    version = re.sub(r"[^A-Za-z0-9._-]+", "-", document.meta.version).strip("-.") or "1"
    return f"{number}-v{version}.{format}"
