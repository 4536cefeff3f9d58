"""What the journal accepts: a record of its kind, facts of their kind, and no name that leads nowhere.

Screens and intake say every mistake at once, in the words of their forms, before they write. This is the last gate behind
them: it holds in the single order of the journal, where two people may have written at the same moment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, ValidationError

from transfer_register.errors import Refused
from transfer_register.model.announcement import Announcement
from transfer_register.model.assessment import Assessment
from transfer_register.model.contact import ContactRecord
from transfer_register.model.distinct import Distinct
from transfer_register.model.event import Event
from transfer_register.model.evidence import EvidenceRecord
from transfer_register.model.export import Export
from transfer_register.model.facts import DERIVED, STATED_ON_PARTY, STATED_ON_TRANSFER, Fact, Kind
from transfer_register.model.party import Party
from transfer_register.model.profile import Profile
from transfer_register.model.review import Card, Review
from transfer_register.model.saved_filter import SavedFilter
from transfer_register.model.transfer import Transfer

State = dict[str, Any]

# What may be stated of a transfer: its own facts, and the derived ones that a person may know better (facts.sql).
STATED_OF = {"party": STATED_ON_PARTY, "transfer": {**STATED_ON_TRANSFER, "onward.exists": DERIVED["onward.exists"]}}
_MODELS: dict[str, type[BaseModel]] = {
    "party": Party, "transfer": Transfer, "contact": ContactRecord, "profile": Profile, "announcement": Announcement,
    "distinct": Distinct, "assessment": Assessment, "evidence": EvidenceRecord, "event": Event, "review": Review, "card": Card,
    "filter": SavedFilter, "export": Export,
}  # fmt: skip

# What is done with a record that still names another one: a person must not stay where nobody would look for them.
_MEND = {"CO": "Erase"}


def accepted(kind: str, state: State) -> State:
    """The state in its normal form (days as text, unknown fields left out). Raises `Refused` when it is no such record."""
    model = _MODELS.get(kind)
    if model is None:
        return state
    try:
        record = model.model_validate(state)
    except ValidationError as error:
        wrong = "; ".join(f"{' '.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise Refused(f"This is no {kind} that can be recorded ({wrong}). Nothing was written.") from None
    normal = record.model_dump(mode="json", exclude_none=True)
    if "facts" not in normal:
        return normal
    facts = {name: value for name, value in normal["facts"].items() if value is not None}
    for name, value in facts.items():
        _check_fact(kind, name, value)
    return {**normal, "facts": facts}


def _check_fact(kind: str, name: str, value: Any) -> None:
    fact = STATED_OF[kind].get(name)
    if fact is None:
        raise Refused(f"There is no fact {name} of a {kind}; model/facts.py lists them. Nothing was written.")
    if not fits(fact, value):
        raise Refused(f"{fact.label} ({name}): {value!r} is no {fact.kind.value}. Nothing was written.")


def fits(fact: Fact, value: Any) -> bool:
    """Is the value of the fact's kind? Days are ISO text, as they are recorded."""
    match fact.kind:
        case Kind.FLAG:
            return isinstance(value, bool)
        case Kind.COUNT:
            return isinstance(value, int) and not isinstance(value, bool)
        case Kind.TERM:
            return isinstance(value, str)
        case Kind.TERMS:
            return isinstance(value, list) and all(isinstance(term, str) for term in value)
        case Kind.DAY:
            try:
                return isinstance(value, str) and bool(date.fromisoformat(value))
            except ValueError:
                return False


def check_names(
    written: Mapping[str, tuple[str, State | None]],
    state_of: Callable[[str], State | None],
    named_by: Callable[[list[str]], list[tuple[str, str]]],
    was_there: Callable[[str], bool],
) -> None:
    """No record may name a party or a transfer that is not there, and no transfer follows itself. Raises `Refused`.

    `written` holds the last state of every record of this writing, by id, with its kind; `state_of` gives the state of any
    record as it will be; `named_by` gives (record, what it names) of the records written so far that name one of some ids;
    `was_there` says of an id whether there ever was such a record: what a file supported may end, and the file still shows it.
    """
    for id, (kind, state) in written.items():
        if kind == "transfer" and state is not None:
            for field in ("exporter", "importer", "follows"):
                name = state.get(field)
                if name is not None and state_of(name) is None:
                    raise Refused(f"{id} names {name} as {field}, and there is no such record. Nothing was written.")
            _check_line(id, state, state_of)
        if kind == "announcement" and state is not None and state_of(state["vendor"]) is None:
            raise Refused(f"{id} is announced by {state['vendor']}, and there is no such record. Nothing was written.")
        if kind == "evidence" and state is not None:
            for name in (each["record"] for each in state["supports"] if not was_there(each["record"])):
                raise Refused(f"{id} supports {name}, and there never was such a record. Nothing was written.")
        if kind == "contact" and state_of(state["party"]) is None and "ground" not in state:
            raise Refused(f"{id} is a contact of {state['party']}, and there is no such record. Nothing was written.")
    ended = [id for id, (_, state) in written.items() if state is None]
    for named, name in named_by(ended) if ended else ():
        if named not in written:
            mend = _MEND.get(named.partition("-")[0], "Change or take away")
            raise Refused(f"{name} is still named by {named}. {mend} {named} first. Nothing was written.")


def _check_line(id: str, state: State, state_of: Callable[[str], State | None]) -> None:
    """The transfers that this one carries onward, up to the first, must not lead back to it."""
    seen, before = {id}, state.get("follows")
    while before is not None:
        if before in seen:
            raise Refused(f"{id} would follow itself, by way of {before}. Nothing was written.")
        seen.add(before)
        found = state_of(before)
        before = found.get("follows") if found else None
