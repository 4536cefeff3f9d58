"""Records one by one, as they stand now or stood at an entry of the journal, with every version of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from typing import Any

import orjson

from transfer_register.model.party import Party
from transfer_register.register.answer import Answer, Recorded, Version
from transfer_register.register.journal import moment

Ask = Callable[[str, dict[str, Any]], Answer]

# Every version of every record; `versions_of` narrows to one.
_VERSIONS = """
WITH state AS (
    SELECT id, version, state FROM party_history WHERE id = $id
    UNION ALL SELECT id, version, state FROM transfer_history WHERE id = $id
    UNION ALL SELECT id, version, state FROM other_history WHERE id = $id
)
SELECT c.sequence, c.recorded_at, c.actor, c.batch, c.record, c.kind, c.version, c.act, c.why, s.state, c.hash
FROM change AS c JOIN state AS s ON s.version = c.version
WHERE c.record = $id AND c.sequence <= $known
ORDER BY c.version
"""
_PARTIES = "SELECT id, state FROM parties_known($known) ORDER BY id"


def versions_of(ask: Ask, id: str, known: int) -> list[Version]:
    """Every version of a record up to entry `known`, oldest first; empty where there never was one."""
    return [
        Version(sequence, moment(at.replace(tzinfo=UTC)), *told, orjson.loads(state) if state and state != "null" else None, hash)
        for sequence, at, *told, state, hash in ask(_VERSIONS, {"id": id, "known": known}).rows
    ]


def record_at(ask: Ask, id: str, known: int) -> Recorded | None:
    """A record as it stood at entry `known`; None where there was none, or where it had been taken away."""
    last = next(reversed(versions_of(ask, id, known)), None)
    if last is None or last.state is None:
        return None
    return Recorded(last.kind, id, last.version, last.state, last.at, last.actor)


def parties_at(ask: Ask, known: int) -> dict[str, Party]:
    """Every party as it stood at entry `known`, by id."""
    return {id: Party.model_validate_json(state) for id, state in ask(_PARTIES, {"known": known}).rows}
