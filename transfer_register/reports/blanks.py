"""Takes texts that show nothing (spaces, control characters) for what they are: not stated."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from transfer_register.reports.snapshot import Seen, Snapshot
from transfer_register.reports.text_gate import clean

_TEXTS = ("purpose_text", "activity", "nature", "retention", "follows", "owner")
_LISTS = ("measures", "flags")
_NAMES = ("exporter", "importer")


def without_blanks(snapshot: Snapshot) -> Snapshot:
    """The snapshot in which every text shows something or is absent, its transfers by number."""
    return replace(snapshot, transfers=tuple(_told(seen) for seen in sorted(snapshot.transfers, key=lambda seen: seen.id)))


def _told(seen: Seen) -> Seen:
    changed: dict[str, object] = {name: None for name in _TEXTS if is_blank(getattr(seen, name))}
    changed |= {name: "Name not stated" for name in _NAMES if is_blank(getattr(seen, name))}
    for name in _LISTS:
        held = getattr(seen, name)
        if any(map(is_blank, held)):
            changed[name] = tuple(words for words in held if not is_blank(words))
    return replace(seen, **changed) if changed else seen


def is_blank(words: str | None) -> bool:
    """Does a text that is there show nothing?"""
    return words is not None and not (words.isalnum() or clean(words, Counter()).strip())
