"""The content of a document as canonical JSON, and after it, under `made`, when, by whom and at which head it was made."""

from __future__ import annotations

import orjson

from transfer_register.reports import blocks as b
from transfer_register.reports.content import canonical, content_hash
from transfer_register.reports.making import PROGRAM, Making, moment_text


def render(document: b.Document, making: Making) -> bytes:
    """The bytes that are attached to the PDF, with `,"made":{...}` before the last brace: without it, their hash is the same."""
    made = {
        "at": moment_text(making.at),
        "by": making.by,
        "content_hash": content_hash(document),
        "journal": {"sequence": making.journal_entry, "hash": making.journal_hash, "at": making.journal_at},
        "program": PROGRAM,
    }
    return canonical(document)[:-1] + b',"made":' + orjson.dumps(made) + b"}"
