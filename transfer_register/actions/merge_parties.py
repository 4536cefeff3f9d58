"""Merging two parties that are one: what names the one that goes names the one that stays, and all of it can be taken back.

A preview is the whole truth of what would happen, and writing is one batch or nothing. (Two changes of one record are merged
in `merge.py`; this has nothing to do with it.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from transfer_register.actions.check import NotRecorded, check_party
from transfer_register.actions.party_links import (
    Link,
    links,
    party_state,
    refuse_changed,
    refuse_to_itself,
    renamed,
    same_flows,
    to_itself,
    told,
    with_more,
)  # fmt: skip
from transfer_register.errors import Refused
from transfer_register.register import contacts
from transfer_register.register.accept import State
from transfer_register.register.register import Register

# How a batch of this kind is told from others in its details.
ACT = "merge_parties"
# What a party says once, in the order of the form; facts follow, each by itself (`facts.<name>`).
FIELDS = ("country", "kind", "parent", "address", "regimes", "valid_from", "valid_to", "note")
# A first or last day that nobody stated is open, which is an answer: no blank to be filled.
OPEN = ("valid_from", "valid_to")


class Side(StrEnum):
    """Whose value stays."""

    KEPT = "kept"
    GONE = "gone"


@dataclass(frozen=True)
class Differing:
    """A field, or a fact (`facts.<name>`), in which the two differ; `proposed` is whose value stays unless somebody chooses.

    `contradicts` where both state something; otherwise one of them is blank (None).
    """

    field: str
    kept: Any
    gone: Any
    proposed: Side

    @property
    def contradicts(self) -> bool:
        return self.kept is not None and self.gone is not None


@dataclass(frozen=True)
class MergePreview:
    """What a merge would do while the register stands as it did at journal entry `known`; `seen` has every version it rests on.

    `links` are the records that will name the party that stays. `told_apart` are records that said that these two are two: they
    end. `same_flows` are groups of transfers that become alike; each stays a transfer. `blocked` are transfers that would go from
    the party to itself: while there is one, nothing is merged. `unreadable` are contacts whose person is not kept as recorded.
    """

    kept: str
    gone: str
    kept_state: State
    gone_state: State
    differing: tuple[Differing, ...]
    links: tuple[Link, ...]
    told_apart: tuple[Link, ...]
    same_flows: tuple[tuple[str, ...], ...]
    blocked: tuple[str, ...]
    unreadable: tuple[str, ...]
    known: int
    seen: dict[str, int]

    def counts(self) -> Counter[str]:
        """Records that will name the party that stays, by kind."""
        return Counter(link.kind for link in self.links)

    def sentence(self) -> str:
        """`Larkspur Inc. becomes a name of Larkspur Cloud Inc.; 3 transfers and 1 contact will name it from then on`."""
        kept, gone = self.kept_state["name"], self.gone_state["name"]
        moved = told(self.counts())
        rest = f"{moved} will name {kept} from then on" if moved else "no transfer, contact or other record names it"
        return f"{gone} becomes a name of {kept}; {rest}"


@dataclass(frozen=True)
class Merged:
    """What was written."""

    batch: str
    kept: str
    gone: str
    transfers: tuple[str, ...]


def preview(register: Register, kept: str, gone: str) -> MergePreview:
    """What merging `gone` into `kept` would do; nothing is written.

    Raises `Refused` for one party twice, or one that is not there.
    """
    if kept == gone:
        raise Refused(f"{kept} is one party already. Choose two.")
    known = register.known(None)
    (kept_version, kept_state), (gone_version, gone_state) = party_state(register, kept), party_state(register, gone)
    found = links(register, gone)
    pair = sorted((kept, gone))
    already = {tuple(link.state["parties"]) for link in links(register, kept) if link.kind == "distinct"}
    # That the two are two is no longer so; and what is said of one and a third party is said once.
    apart = [link for link in found if link.kind == "distinct"]
    ends = [link for link in apart if link.state["parties"] == pair or tuple(renamed(link, gone, kept)["parties"]) in already]
    stays = tuple(link for link in found if link not in ends and link.id != kept)
    transfers = [(link.id, renamed(link, gone, kept)) for link in stays if link.kind == "transfer"]
    people = [(link.id, contacts.person_of(register, link.id, link.version)) for link in stays if link.kind == "contact"]
    unreadable = tuple(id for id, person in people if isinstance(person, str))
    return MergePreview(
        kept, gone, kept_state, gone_state, _differing(kept, gone, kept_state, gone_state), stays, tuple(ends),
        same_flows(register, gone, kept), to_itself(transfers), unreadable, known,
        {kept: kept_version, gone: gone_version} | {link.id: link.version for link in found if link.id != kept},
    )  # fmt: skip


def merged_state(preview: MergePreview, chosen: Mapping[str, Side] | None = None) -> State:
    """The party that stays, as it will be; `chosen` says for fields of `preview.differing` whose value stays.

    Names, websites and identifiers of both are kept. Raises `Refused` for a field in which the two do not differ.
    """
    chosen = chosen or {}
    known = {each.field for each in preview.differing}
    if wrong := sorted(chosen.keys() - known):
        differ = f"They differ in {', '.join(sorted(known))}." if known else "They differ in nothing."
        raise Refused(f"{', '.join(wrong)}: there is nothing to choose. {differ} Nothing was written.")
    kept, gone = preview.kept_state, preview.gone_state
    state = {**kept, "facts": dict(kept.get("facts") or {})}
    for each in preview.differing:
        value = each.gone if chosen.get(each.field, each.proposed) is Side.GONE else each.kept
        inside, name = (
            (state["facts"], each.field.removeprefix("facts.")) if each.field.startswith("facts.") else (state, each.field)
        )
        inside.pop(name, None)
        if value is not None:
            inside[name] = value
    if state.get("parent") in (preview.kept, preview.gone):
        del state["parent"]
    return with_more(state, [gone["name"], *gone.get("aliases", ())], gone.get("domains", ()), gone.get("identifiers", ()))


def apply(
    register: Register, preview: MergePreview, *, actor: str, at: datetime, why: str, chosen: Mapping[str, Side] | None = None
) -> Merged:
    """Writes a preview as one batch, which `undo` takes back.

    Raises `Refused` without a reason, while a transfer would go from the party to itself, or where a contact cannot be moved;
    `NotRecorded` where what was chosen does not go together; `ChangedSince` when a record of the preview was changed since, or
    one more names the party that goes.
    """
    if not why.strip():
        raise Refused("Say why they are one: the reason is kept in the history of both. Nothing was written.")
    refuse_to_itself(preview.blocked, preview.kept_state["name"])
    if preview.unreadable:
        raise Refused(
            f"What is kept of {', '.join(preview.unreadable)} is not what was recorded. Run verify. Nothing was written."
        )
    state = merged_state(preview, chosen)
    if problems := check_party(register, state):
        raise NotRecorded(problems)
    people = {each.id: contacts.person_of(register, each.id, each.version) for each in preview.links if each.kind == "contact"}
    transfers = tuple(each.id for each in preview.links if each.kind == "transfer")
    names = preview.kept_state["name"], preview.gone_state["name"]
    details = {
        "act": ACT, "kept": preview.kept, "ended": preview.gone, "kept_name": names[0], "ended_name": names[1],
        "taken_from_ended": sorted(each.field for each in preview.differing if _taken(each, chosen)),
    } | {f"{kind}s" if kind != "party" else "parties": count for kind, count in sorted(preview.counts().items())}  # fmt: skip
    with register.batch(actor, at, why.strip(), title=f"{names[1]} merged into {names[0]}", details=details) as writing:
        # Nobody else writes until this block ends, so what is found now is all there is to find.
        refuse_changed(register, preview.known, preview.seen, _seen_now(register, preview))
        for each in preview.links:
            if each.kind == "contact":
                contacts.change(writing, each.id, each.state["role"], people[each.id], each.version, party=preview.kept)
            else:
                writing.change(each.id, renamed(each, preview.gone, preview.kept), each.version)
        for each in preview.told_apart:
            writing.end(each.id, each.version)
        writing.change(preview.kept, state, preview.seen[preview.kept])
        writing.end(preview.gone, preview.seen[preview.gone])
    return Merged(writing.batch_id, preview.kept, preview.gone, transfers)


def _seen_now(register: Register, preview: MergePreview) -> dict[str, int]:
    """The versions of all that the preview rests on; a party that was taken away has its last one."""
    parties = {id: register.history(id)[-1].version for id in (preview.kept, preview.gone)}
    return parties | {link.id: link.version for link in links(register, preview.gone) if link.id != preview.kept}


def _taken(each: Differing, chosen: Mapping[str, Side] | None) -> bool:
    return (chosen or {}).get(each.field, each.proposed) is Side.GONE


def _differing(kept: str, gone: str, mine: State, theirs: State) -> tuple[Differing, ...]:
    names = [f"facts.{name}" for name in dict.fromkeys([*(mine.get("facts") or {}), *(theirs.get("facts") or {})])]
    found = []
    for field in (*FIELDS, *names):
        one, other = (_value(state, field) for state in (mine, theirs))
        if field == "parent":
            # A party cannot belong to itself.
            one, other = (None if value in (kept, gone) else value for value in (one, other))
        if one != other:
            fills = one is None and field not in OPEN
            found.append(Differing(field, one, other, Side.GONE if fills else Side.KEPT))
    return tuple(found)


def _value(state: State, field: str) -> Any:
    inside, name = (state.get("facts") or {}, field.removeprefix("facts.")) if field.startswith("facts.") else (state, field)
    value = inside.get(name)
    return None if value in ("", []) else value
