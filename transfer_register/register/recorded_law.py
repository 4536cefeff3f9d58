"""The law by which a register judges: that of the installation, with the events that are recorded in the register itself."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import orjson

from transfer_register.errors import TransferRegisterError
from transfer_register.law.amended import LAW_KINDS, Happened, amended
from transfer_register.law.in_force import Library
from transfer_register.model.event import Event
from transfer_register.model.vocabulary import Words
from transfer_register.register.answer import Answer
from transfer_register.register.journal import Head

Ask = Callable[[str, dict[str, Any]], Answer]

# How many laws are kept as libraries: that of now, and those of a few days on which less was known.
_KEPT = 4
# Of an event only what bears on the law is read: its tasks change every day, and leave the law as it is.
_EVENTS = """
SELECT id, state ->> '$.kind', state ->> '$.title', state ->> '$.effective_on', state -> '$.provisions', state -> '$.files',
    state ->> '$.country', state ->> '$.source'
FROM other_history
WHERE kind = 'event' AND live AND from_sequence <= $known AND (to_sequence IS NULL OR to_sequence > $known)
    AND list_contains($kinds, state ->> '$.kind')
ORDER BY id
"""


class RecordedLaw:
    """Safe for many threads: what is kept is put in place as a whole. `tell` is told, once, of an event that is left out."""

    def __init__(self, law: Library, words: Words, tell: Callable[[str], None]):
        self.installed = law
        self._words, self._tell = words, tell
        self._laws: OrderedDict[tuple[Happened, ...], Library] = OrderedDict()
        # The head of the journal when events were read last, and the law then.
        self._last: tuple[Head, Library] | None = None
        self._left_out: set[str | None] = set()

    def now(self, ask: Ask, head: Head) -> Library:
        """The law with every event that stands at the head of the journal."""
        last = self._last
        if last is None or last[0] != head:
            last = self._last = (head, self.at(ask, head.sequence))
        return last[1]

    def at(self, ask: Ask, known: int) -> Library:
        """The law with every event that was recorded by entry `known`, and not taken away by then."""
        return self._with(_recorded(ask, known))

    def _with(self, events: tuple[Happened, ...]) -> Library:
        if not events:
            return self.installed
        law = self._laws.get(events)
        if law is None:
            try:
                law = amended(self.installed, events, self._words)
            except TransferRegisterError:
                # Another version of the program may no longer read what this register recorded: the rest still judges.
                law = self._one_by_one(events)
            kept = [*self._laws.items(), (events, law)][-_KEPT:]
            self._laws = OrderedDict(kept)
        return law

    def _one_by_one(self, events: tuple[Happened, ...]) -> Library:
        good: list[Happened] = []
        for each in events:
            try:
                amended(self.installed, (*good, each), self._words)
            except TransferRegisterError as error:
                if each.id not in self._left_out:
                    self._left_out.add(each.id)
                    self._tell(f"{each.id} does not judge: {str(error).splitlines()[0]} Take it back, or record it anew.")
            else:
                good.append(each)
        return amended(self.installed, good, self._words)


def _recorded(ask: Ask, known: int) -> tuple[Happened, ...]:
    rows = ask(_EVENTS, {"known": known, "kinds": list(LAW_KINDS)}).rows
    return tuple(
        Happened(
            Event(
                kind=kind, title=title, effective_on=day, provisions=orjson.loads(provisions or "[]"),
                files=orjson.loads(files or "[]"), country=country, source=source,
            ),
            id,
        )
        for id, kind, title, day, provisions, files, country, source in rows
    )  # fmt: skip
