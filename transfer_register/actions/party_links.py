"""What names a party in the register, and how each such record reads when it names another party instead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

import orjson

from transfer_register.actions.bulk import ChangedSince
from transfer_register.errors import Refused
from transfer_register.exhibits.style import counted, listed
from transfer_register.register.accept import State
from transfer_register.register.register import Register

# Every record that names a party: its transfers, the parties that belong to it, and what else is said of it. An erased contact
# is left out: nothing of it can be changed any more.
_NAMING = """
SELECT id, 'transfer' AS kind, version, state FROM transfer WHERE exporter = $party OR importer = $party
UNION ALL SELECT id, 'party', version, state FROM party WHERE parent = $party
UNION ALL
SELECT id, kind, version, state FROM other_history
WHERE live AND to_sequence IS NULL AND CASE kind
    WHEN 'contact' THEN state ->> '$.party' = $party AND state ->> '$.ground' IS NULL
    WHEN 'announcement' THEN state ->> '$.vendor' = $party
    WHEN 'profile' THEN state ->> '$.exporter' = $party
    WHEN 'distinct' THEN list_contains(from_json(state -> '$.parties', '["VARCHAR"]'), $party)
    WHEN 'evidence' THEN list_contains(json_extract_string(state, '$.supports[*].record'), $party)
END
ORDER BY kind, id
"""
_FLOWS = """
SELECT id, exporter, importer, list_sort(purposes), lower(trim(coalesce(purpose_text, ''))) FROM transfer
WHERE exporter IN (SELECT unnest($parties)) OR importer IN (SELECT unnest($parties)) ORDER BY id
"""
_WRITTEN_SINCE = """
SELECT record, max(version), arg_max(actor, version) FROM change
WHERE sequence > $seen AND record IN (SELECT unnest($ids)) GROUP BY record ORDER BY record
"""
# The field of each kind that holds a party.
_FIELD = {"contact": "party", "announcement": "vendor", "profile": "exporter", "party": "parent"}
SIDES = ("exporter", "importer")
_NAMED = 5


@dataclass(frozen=True)
class Link:
    """A record that names a party, as it stands."""

    id: str
    kind: str
    version: int
    state: State


def party_state(register: Register, id: str) -> tuple[int, State]:
    """Version and state of a party. Raises `Refused` where there is none, or where it was taken away, by whom and when."""
    found = register.record(id)
    if found is not None and found.kind == "party":
        return found.version, found.state
    versions = register.history(id)
    if versions and versions[-1].kind == "party":
        last = versions[-1]
        raise Refused(f"{id} was taken away by {last.actor} at {last.at}. Choose a party that is in the register.")
    raise Refused(f"There is no party {id}. Nothing was written.")


def links(register: Register, party: str) -> tuple[Link, ...]:
    """Every record that names a party, by kind."""
    rows = register.ask(_NAMING, {"party": party}).rows
    return tuple(Link(id, kind, version, orjson.loads(state)) for id, kind, version, state in rows)


def renamed(link: Link, old: str, new: str) -> State:
    """The state of a record that names `new` where it named `old`."""
    match link.kind:
        case "transfer":
            return link.state | {side: new for side in SIDES if link.state[side] == old}
        case "distinct":
            return link.state | {"parties": sorted(new if id == old else id for id in link.state["parties"])}
        case "evidence":
            supports = [each | {"record": new} if each["record"] == old else each for each in link.state["supports"]]
            return link.state | {"supports": [each for at, each in enumerate(supports) if each not in supports[:at]]}
        case kind:
            return link.state | {_FIELD[kind]: new}


def to_itself(states: Collection[tuple[str, State]]) -> tuple[str, ...]:
    """The transfers, by (id, state), in which one party would send to itself."""
    return tuple(id for id, state in states if state["exporter"] == state["importer"])


def refuse_to_itself(transfers: Collection[str], name: str) -> None:
    """Raises `Refused` where there is such a transfer; `name` is the party at both ends."""
    if transfers:
        which = listed(list(transfers), most=_NAMED)
        it = "it" if len(transfers) == 1 else "them"
        raise Refused(
            f"{which} would go from {name} to {name}, and nobody transfers "
            f"data to itself. Change or take away {it} first. Nothing was written."
        )


def same_flows(register: Register, old: str, new: str) -> tuple[tuple[str, ...], ...]:
    """Transfers that say the same exporter, importer and purpose once `old` is `new`, and did not before; by groups of ids."""
    groups: dict[tuple, list[tuple[str, bool]]] = defaultdict(list)
    for id, exporter, importer, *purpose in register.ask(_FLOWS, {"parties": [old, new]}).rows:
        sides = tuple(new if side == old else side for side in (exporter, importer))
        groups[(*sides, repr(purpose))].append((id, old in (exporter, importer)))
    return tuple(tuple(id for id, _ in group) for group in groups.values() if len({moves for _, moves in group}) == 2)


def refuse_changed(register: Register, known: int, seen: dict[str, int], now: dict[str, int]) -> None:
    """Raises `ChangedSince` where records of a preview have other versions now, or other records have come or gone."""
    ids = sorted(id for id in seen.keys() | now.keys() if seen.get(id) != now.get(id))
    if ids:
        raise ChangedSince(register.ask(_WRITTEN_SINCE, {"seen": known, "ids": ids}).rows or [(id, 0, "others") for id in ids])


def with_more(state: State, names: Iterable[str], domains: Iterable[str], identifiers: Iterable[State]) -> State:
    """A party with further names, websites and identifiers; what it has already, written with other capitals too, comes once."""
    own = {_same(state["name"])}
    return state | {
        "aliases": _each_once([*(state.get("aliases") or ()), *names], _same, own),
        "domains": _each_once([*(state.get("domains") or ()), *domains], _same),
        "identifiers": _each_once([*(state.get("identifiers") or ()), *identifiers], lambda each: repr(sorted(each.items()))),
    }


def _each_once(values: Iterable[Any], same: Callable[[Any], str], known: Collection[str] = ()) -> list[Any]:
    found: dict[str, Any] = {}
    for value in values:
        found.setdefault(same(value), value)
    return [value for key, value in found.items() if key not in known]


def _same(text: str) -> str:
    return " ".join(text.casefold().split())


def told(count: dict[str, int]) -> str:
    """`3 transfers and 1 contact`: how many records of each kind; empty where there are none."""
    nouns = {
        "transfer": ("transfer", ""), "contact": ("contact", ""), "announcement": ("announcement", ""),
        "profile": ("profile", ""),
        "evidence": ("file of evidence", "files of evidence"), "party": ("party that belongs to it", "parties that belong to it"),
    }  # fmt: skip
    said = [counted(count[kind], *nouns[kind]) for kind in nouns if count.get(kind)]
    return " and ".join([*([listed(said[:-1])] if said[1:] else []), *said[-1:]])
