"""JSON-LD: the rows behind a document in the words of the W3C Data Privacy Vocabulary 2.3, with the context in the file.

Licence of the vocabulary: see NOTICE. Unlike the other formats it is made of the rows, which hold more than the pages show.
"""

from __future__ import annotations

from transfer_register.reports import blocks as b
from transfer_register.reports.linked_transfers import graph
from transfer_register.reports.making import Making
from transfer_register.reports.snapshot import Snapshot

OF_ROWS = True


def render(document: b.Document, making: Making, snapshot: Snapshot) -> bytes:
    """The bytes of the file; `snapshot` is what the document was built from."""
    return graph.written(snapshot, document, making)
