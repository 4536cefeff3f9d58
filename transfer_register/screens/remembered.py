"""Answers that were given are kept while the journal stays as it is: a page is drawn anew for every click, and most clicks
change nothing of what it asks.

An answer is kept under the last entry that the view knew when it was asked. It may know more than its key says, and never
less: what is recorded is seen at once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from weakref import WeakKeyDictionary

from transfer_register.register.answer import Answer
from transfer_register.register.register import Register

# For each register: so many answers, none of more rows.
_MOST, _ROWS = 200, 2_000
_KEPT: WeakKeyDictionary[Register, OrderedDict[Hashable, Answer]] = WeakKeyDictionary()
_LOCK = Lock()


def answer(register: Register, applied: int, asked: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The answer to what is `asked`, kept or from `ask`. `applied` is the last entry that the view knows for sure. Nobody
    may change an answer."""
    key = (applied, asked)
    with _LOCK:
        kept = _KEPT.setdefault(register, OrderedDict())
        found = kept.get(key)
        if found is not None:
            kept.move_to_end(key)
            return found
    found = ask()
    if len(found.rows) <= _ROWS:
        with _LOCK:
            kept[key] = found
            while len(kept) > _MOST:
                kept.popitem(last=False)
    return found
