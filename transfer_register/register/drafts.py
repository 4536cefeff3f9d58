"""Drafts: what somebody typed in a form and has not saved yet, kept beside the journal until it is saved, dropped or old.

Keeping one is a service, never a duty: while the journal is busy or away it is left for the next time, and nobody waits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

import orjson

from transfer_register.errors import TransferRegisterError
from transfer_register.register.register import Register

SHELF = "draft"
KEPT_FOR = timedelta(days=30)
# Seconds that a draft waits for somebody else's writing: a person who types must not notice it.
PATIENCE = 0.25


@dataclass(frozen=True)
class FormDraft:
    """One unsaved form of one person. `record` is None, and so is `version`, while the record is not there yet.

    `typed` is what stands in the form, as JSON holds it; `version` the one of the record that the edit began from.
    """

    id: str
    actor: str
    at: datetime
    kind: str
    record: str | None
    version: int | None
    typed: dict[str, Any]


def new_id(kind: str, record: str | None) -> str:
    """An id of its own for each form that is opened: two windows of one person must not write over each other's draft."""
    return f"{kind}.{record or 'new'}.{token_hex(6)}"


def keep_draft(register: Register, draft: FormDraft) -> bool:
    """Keeps a draft in the place of what it was before; False when it could not be kept just now."""
    body = {"kind": draft.kind, "record": draft.record, "version": draft.version, "typed": draft.typed}
    try:
        register.keep(SHELF, draft.id, orjson.dumps(body), draft.actor, draft.at, PATIENCE)
    except TransferRegisterError:
        return False
    return True


def drop_draft(register: Register, id: str) -> bool:
    """Forgets a draft; False when that could not be done just now."""
    try:
        register.drop(SHELF, id, PATIENCE)
    except TransferRegisterError:
        return False
    return True


def drafts_of(register: Register, actor: str, at: datetime) -> list[FormDraft]:
    """The drafts of a person, the newest first; empty while the journal is away. Those that are old are dropped, whosever."""
    try:
        kept = register.kept(SHELF).values()
    except TransferRegisterError:
        return []
    found = []
    for each in kept:
        told = datetime.fromisoformat(each.at)
        if at - told > KEPT_FOR:
            drop_draft(register, each.id)
        elif each.actor == actor:
            found.append(FormDraft(each.id, each.actor, told, **orjson.loads(each.body)))
    return sorted(found, key=lambda draft: draft.at, reverse=True)
