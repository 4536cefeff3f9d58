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

# Every version of a record. Entries are found by a number made of the id, and states by the entry that brought them: a scan
# of numbers costs a tenth of one of texts.
_VERSIONS = """
WITH found AS MATERIALIZED (SELECT sequence FROM change WHERE record_key = hash($id::VARCHAR) AND sequence <= $known)
SELECT
    c.sequence, c.recorded_at, c.actor, c.batch, c.record, c.kind, c.version, c.act, c.why,
    coalesce(p.state, t.state, o.state), c.hash
FROM found
JOIN change AS c ON c.sequence = found.sequence
LEFT JOIN party_history AS p ON p.from_sequence = found.sequence
LEFT JOIN transfer_history AS t ON t.from_sequence = found.sequence
LEFT JOIN other_history AS o ON o.from_sequence = found.sequence
WHERE c.record = $id
ORDER BY c.version
"""
_PARTIES_SINCE = "SELECT coalesce(max(from_sequence), 0) FROM party_history WHERE from_sequence <= $known"
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


def parties_since(ask: Ask, known: int) -> int:
    """The entry by which the parties of entry `known` stood as they do then."""
    return ask(_PARTIES_SINCE, {"known": known}).rows[0][0]


def parties_at(ask: Ask, known: int) -> dict[str, Party]:
    """Every party as it stood at entry `known`, by id."""
    return {id: Party.model_validate_json(state) for id, state in ask(_PARTIES, {"known": known}).rows}
