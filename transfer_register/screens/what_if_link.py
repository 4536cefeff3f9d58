"""What is tried on the screen What if, as it stands in the address: events, a ready-made drill, the part that is looked at.

The address is the whole state, so that a link shows a colleague the same simulation; nothing of it is kept in the register.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from transfer_register.model.event import Event
from transfer_register.screens import address

EVENT, DRILL, ADD, OF, SHOW, RECORDED, ORDER = "event", "drill", "add", "of", "show", "recorded", "sort"
# So many characters of an event fit an address that mail programs and servers pass on whole.
MOST = 12_000
# What an unpacked file of law may hold, in characters: an address is typed by people, and must not fill the memory.
_MOST_LAW = 400_000


@dataclass(frozen=True)
class Tried:
    """What the address asks for; `unread` counts what it says and nobody understands."""

    drill: str | None
    events: tuple[Event, ...]
    unread: int = 0


def read() -> Tried:
    """The events of the address, in their order; what is no event is left aside and counted."""
    events, unread = [], 0
    for text in address.said(EVENT):
        try:
            events.append(unpacked(text))
        except ValueError:
            unread += 1
    return Tried(next(iter(address.said(DRILL)), None), tuple(events), unread)


def packed(event: Event) -> str:
    """An event as the address holds it. Files of law are pressed together."""
    said = event.model_dump(mode="json", exclude_defaults=True)
    for file in said.get("files", ()):
        file["text"] = base64.urlsafe_b64encode(zlib.compress(file["text"].encode(), 9)).decode()
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> Event:
    """The event of `packed`. Raises ValueError for anything else."""
    try:
        said: dict[str, Any] = json.loads(text)
        for file in said.get("files", ()):
            file["text"] = _law_text(file["text"])
        return Event.model_validate(said)
    except (ValidationError, TypeError, KeyError, AttributeError, binascii.Error, zlib.error) as error:
        raise ValueError("this is no event") from error


def _law_text(packed_text: str) -> str:
    reader = zlib.decompressobj()
    text = reader.decompress(base64.urlsafe_b64decode(packed_text), _MOST_LAW)
    if reader.unconsumed_tail:
        raise ValueError("this file of law is too long for an address")
    return text.decode()


def try_events(events: tuple[Event, ...], drill: str | None = None) -> None:
    """Puts events, or a drill, into the address; what was looked at before is let go."""
    address.say(EVENT, [packed(each) for each in events])
    address.say(DRILL, drill)
    for name in (ADD, OF):
        address.say(name, None)


def without(place: int) -> None:
    """Takes one event out of the address."""
    events = read().events
    try_events(events[:place] + events[place + 1 :])
