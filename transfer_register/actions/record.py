"""Recording by hand: add and change parties and transfers, answer what the law asks, take a record away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from transfer_register.actions.check import NotRecorded, check_party, check_transfer
from transfer_register.errors import Refused, Stale
from transfer_register.exhibits.record_words import fact_value
from transfer_register.exhibits.style import day
from transfer_register.model.facts import FACTS, STATED_ON_PARTY, Fact, home_of
from transfer_register.model.party import Party
from transfer_register.model.transfer import Transfer
from transfer_register.register.accept import STATED_OF
from transfer_register.register.answer import Recorded
from transfer_register.register.register import Register
from transfer_register.register.writing import Writing

State = dict[str, Any]


def save_party(
    register: Register,
    state: State,
    *,
    actor: str,
    at: datetime,
    id: str | None = None,
    version: int | None = None,
    why: str | None = None,
) -> str:
    """Records a party, new without `id`. Raises `NotRecorded` with every problem, `Stale` when `version` is not the newest."""
    if problems := check_party(register, state):
        raise NotRecorded(problems)
    with register.batch(actor, at, why) as writing:
        return _write(writing, "party", state, id, version)


def save_transfer(
    register: Register,
    state: State,
    *,
    actor: str,
    at: datetime,
    id: str | None = None,
    version: int | None = None,
    why: str | None = None,
    new_parties: Mapping[str, State] | None = None,
) -> str:
    """Records a transfer, new without `id`, and with it the parties of it that are new, by side (exporter, importer).

    All of it is written or nothing. Raises `NotRecorded` with every problem, `Stale` when `version` is not the newest.
    """
    new_parties = new_parties or {}
    state = {**state, **dict.fromkeys(new_parties, "new")}
    problems = [problem for party in new_parties.values() for problem in check_party(register, party)]
    if problems := problems + check_transfer(register, state, new_parties):
        raise NotRecorded(problems)
    with register.batch(actor, at, why) as writing:
        sides = {side: _write(writing, "party", party, None, None) for side, party in new_parties.items()}
        return _write(writing, "transfer", state | sides, id, version)


def take_away(register: Register, id: str, version: int, *, actor: str, at: datetime, why: str | None = None) -> None:
    """Ends a record; its past stays. Raises `Stale` when `version` is not the newest, `Refused` while others rest on it."""
    if id in register.parties():
        used = register.ask("SELECT count(*) FROM transfer WHERE exporter = $id OR importer = $id", {"id": id}).rows[0][0]
        if used:
            raise Refused(f"{id} stands in {used} transfers; change or end those first.")
    with register.batch(actor, at, why) as writing:
        writing.end(id, version)


def answer(
    register: Register,
    transfer_id: str,
    fact: str,
    value: Any,
    *,
    seen: Any,
    actor: str,
    at: datetime,
    why: str | None = None,
) -> str:
    """States one fact that the law asks for, where it belongs: on the importer, the exporter or the transfer.

    `value` None takes the statement back: the fact is unknown again. `seen` is what the person saw stated before. Returns
    the id of the record. Raises `Stale` when somebody else answered otherwise meanwhile, naming who and what, and `Refused`
    for a fact that follows from other fields, naming it.
    """
    try:
        home, name = home_of(fact)
    except KeyError:
        raise Refused(f"There is no fact {fact}.") from None
    if home == "derived" and name not in STATED_OF["transfer"]:
        raise Refused(f"“{FACTS[fact].label}” follows from the record itself; edit the transfer.")
    asked = STATED_ON_PARTY[name] if home in ("importer", "exporter") else FACTS[fact]
    value, seen = _as_recorded(value), _as_recorded(seen)
    # Read and written in one turn, so that nobody's answer can come in between.
    with register.batch(actor, at, why) as writing:
        found = register.record(transfer_id)
        if found is None or found.kind != "transfer":
            raise Refused(f"There is no transfer {transfer_id}.")
        record = found if home in ("transfer", "derived") else register.record(found.state[home])
        stated = dict(record.state.get("facts") or {})
        if stated.get(name) == value:
            return record.id
        if stated.get(name) != seen:
            raise Stale(_answered(register, record, asked, seen))
        facts = {**stated, name: value} if value is not None else {key: known for key, known in stated.items() if key != name}
        state = {**record.state, "facts": facts}
        check = check_party if record.kind == "party" else check_transfer
        if problems := check(register, state):
            raise NotRecorded(problems)
        return _write(writing, record.kind, state, record.id, record.version)


def _write(writing: Writing, kind: str, state: State, id: str | None, version: int | None) -> str:
    value = (Party if kind == "party" else Transfer).model_validate(state)
    normal = value.model_dump(mode="json", exclude_none=True, exclude_defaults=False)
    if id is None:
        return writing.new(kind, normal)
    if version is None:
        raise Refused(f"To change {id}, say which version of it you saw.")
    writing.change(id, normal, version)
    return id


def _as_recorded(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return list(value) or None
    return value.isoformat() if isinstance(value, date) else value


def _answered(register: Register, record: Recorded, fact: Fact, seen: Any) -> str:
    """Who answered what since it was seen."""
    versions = register.history(record.id)
    values = [((each.state or {}).get("facts") or {}).get(fact.name) for each in versions]
    newest = next(each for each in reversed(range(len(versions))) if each == 0 or values[each] != values[each - 1])
    by = versions[newest]
    at = datetime.fromisoformat(by.at)
    told = fact_value(register.words, fact, values[newest]), fact_value(register.words, fact, seen)
    return (
        f"{by.actor} answered “{fact.label}” with “{told[0]}” on {day(at.date())} at {at:%H:%M} UTC, while you saw “{told[1]}”. "
        "Your answer is not recorded. Look at the newer one, and answer again if you still see it otherwise."
    )
