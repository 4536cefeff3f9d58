"""A writing: the changes of one act, put into the journal together or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from transfer_register.errors import Refused, Stale
from transfer_register.register.accept import State, accepted, check_names
from transfer_register.register.journal import SCHEMA, Draft, Entry, Kept, Turn, canonical, link, moment

# How the ids of each kind are written; a setting has a fixed id.
_ID_SHAPES = {
    "party": ("PA-", 4), "transfer": ("TR-", 5), "batch": ("BA-", 4), "contact": ("CO-", 4), "profile": ("PR-", 3),
    "announcement": ("AN-", 4), "distinct": ("DI-", 4), "assessment": ("AS-", 4),
    "evidence": ("EV-", 4), "event": ("EN-", 4), "review": ("RE-", 4), "card": ("RC-", 5),
    "filter": ("FI-", 3), "export": ("EX-", 5),
}  # fmt: skip
SETTING = "organisation"
# What of a transfer names other records (`accept.check_names`).
_NAMES = ("exporter", "importer", "follows")


class Writing:
    """Takes changes one by one. `batch_id` is the id of the batch they belong to, None for a single edit."""

    def __init__(self, turn: Turn, actor: str, at: datetime, why: str | None):
        self.batch_id: str | None = None
        self._turn, self._actor, self._at, self._why = turn, actor, moment(at), why
        self._drafts: list[Draft] = []
        # id -> (kind, version, state) as it will be; of a transfer that was written only what it names.
        # Filled from the journal when a record is first looked at.
        self._records: dict[str, tuple[str, int, State | None]] = {}
        self._written: set[str] = set()
        self._erased: set[str] = set()
        self._numbers: dict[str, int] = {}

    def open_batch(self, title: str, details: State | None, undoes: str | None) -> None:
        """Begins with a record of the batch itself; everything after it belongs to the batch."""
        state = {"title": title, "why": self._why, "details": details, "undoes": undoes}
        self.batch_id = self.new("batch", {name: value for name, value in state.items() if value is not None})

    def new(self, kind: str, state: State) -> str:
        """Records something for the first time and returns its id. Raises `Refused` for what is no such record."""
        state = accepted(kind, state)
        id = SETTING if kind == "setting" else self._next_id(kind)
        if kind == "setting" and self._find(id):
            raise Refused(f"{id} is recorded already: change it, with the version you saw. Nothing was written.")
        self._write(id, kind, 1, "create", state)
        return id

    def change(self, id: str, state: State, version: int) -> int:
        """Gives a record a new state, and returns its new version; a record that was taken away is restored.

        `version` is the one the change was made from. Raises `Stale` when it is not the newest, `Refused` for an unknown id.
        """
        kind, newest, before = self.seen(id, version)
        self._write(id, kind, newest + 1, "restore" if before is None else "change", accepted(kind, state))
        return newest + 1

    def end(self, id: str, version: int) -> None:
        """Takes a record away; its past stays. Raises `Stale` when `version` is not the newest, `Refused` for an unknown id."""
        kind, newest, before = self.seen(id, version)
        if before is None:
            raise Refused(f"{id} was taken away already. Nothing was written.")
        if kind == "contact":
            raise Refused(f"{id} is a contact: erase it, with a ground. Nothing was written.")
        self._write(id, kind, newest + 1, "end", None)

    def erase(self, id: str, state: State, version: int) -> int:
        """Writes down that what a record stood for is gone for ever, and what is still said of it; returns its new version.

        What was kept of it beside the journal is dropped by the caller (`drop`). Raises as `change` does.
        """
        kind, newest, _ = self.seen(id, version)
        self._write(id, kind, newest + 1, "erase", accepted(kind, state))
        return newest + 1

    def keep(self, shelf: str, id: str, body: bytes) -> None:
        """Keeps something beside the journal that may be erased, in the same turn as the entries of this writing."""
        self._turn.keep(shelf, Kept(id, self._at, self._actor, body))

    def drop(self, shelf: str, id: str) -> None:
        """Forgets what is kept there."""
        self._turn.drop(shelf, id)

    def finish(self, named_by: Callable[[list[str]], list[tuple[str, str]]]) -> Entry | None:
        """Appends everything, which the turn commits, and returns the last entry. Raises `Refused` where a name leads nowhere
        (`accept.check_names`)."""
        written = {id: (self._records[id][0], self._records[id][2]) for id in self._written}
        check_names(written, self._state_of, named_by, lambda id: self._find(id) is not None)
        entries = link(self._drafts, self._turn.head(), self._at, self._actor, self.batch_id)
        self._turn.append(entries)
        self._drafts = []
        return entries[-1] if entries else None

    def seen(self, id: str, version: int) -> tuple[str, int, State | None]:
        """Kind, version and state of a record that is about to change. Raises `Stale` and `Refused` as `change` does."""
        found = self._find(id)
        if found is None:
            raise Refused(f"There is no record {id}. Nothing was written.")
        if found[1] != version:
            raise Stale(self._stale(id, version, found[1]))
        if id in self._erased:
            raise Refused(f"{id} was erased, and nothing of it can be changed any more. Nothing was written.")
        return found

    def _stale(self, id: str, version: int, newest: int) -> str:
        by = self._turn.newest(id)
        who = f" by {by.actor} at {by.at}" if by and by.version == newest else ""
        return (
            f"{id} was changed{who} since you opened it (you saw version {version}, it is now version {newest}). "
            "Nothing was written. Open it again and repeat your change."
        )

    def _find(self, id: str) -> tuple[str, int, State | None] | None:
        if id not in self._records:
            entry = self._turn.newest(id)
            if entry is None:
                return None
            self._records[id] = (entry.kind, entry.version, entry.state)
            if entry.act == "erase":
                self._erased.add(id)
        return self._records[id]

    def _state_of(self, id: str) -> State | None:
        found = self._find(id)
        return found[2] if found else None

    def coming(self, kind: str) -> str:
        """The id that the next new record of a kind will get: for a file that names it, and whose hash the record holds."""
        prefix, digits = _ID_SHAPES[kind]
        if kind not in self._numbers:
            last = self._turn.last_created(kind)
            self._numbers[kind] = int(last.removeprefix(prefix)) if last else 0
        return f"{prefix}{self._numbers[kind] + 1:0{digits}d}"

    def _next_id(self, kind: str) -> str:
        id = self.coming(kind)
        self._numbers[kind] += 1
        return id

    def _write(self, id: str, kind: str, version: int, act: str, state: State | None) -> None:
        # Of a long list of transfers only what is looked at again is kept; the whole is in the drafts.
        kept = {name: state[name] for name in _NAMES if name in state} if kind == "transfer" and state is not None else state
        self._records[id] = (kind, version, kept)
        self._written.add(id)
        if act == "erase":
            self._erased.add(id)
        body = {"act": act, "schema": SCHEMA, "why": self._why, "state": state}
        try:
            self._drafts.append(Draft(id, kind, version, canonical(body)))
        except ValueError as error:
            raise Refused(f"{id} holds what cannot be recorded ({error}). Nothing was written.") from None
