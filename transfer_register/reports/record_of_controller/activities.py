"""Which activities a record holds: the transfers of an exporter under the activity that was named, else under their purposes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from unicodedata import normalize

from transfer_register.model.speech import say
from transfer_register.model.vocabulary import Words
from transfer_register.reports.blanks import is_blank
from transfer_register.reports.snapshot import LeftOut, Seen, Snapshot

CONTROLLERS = ("controller", "joint_controller")
PROCESSORS = ("processor", "sub_processor")


@dataclass(frozen=True)
class Activity:
    """Transfers of one exporter with one activity. `number` counts through the document; `named`: somebody recorded its name,
    else it is made of the purposes."""

    number: int
    name: str
    named: bool
    transfers: tuple[Seen, ...]


@dataclass(frozen=True)
class Keeper:
    """Who keeps a record: an exporter, with what it does."""

    id: str
    name: str
    country: str | None
    activities: tuple[Activity, ...]

    @property
    def transfers(self) -> tuple[Seen, ...]:
        return tuple(seen for activity in self.activities for seen in activity.transfers)


def shown(words: str | None) -> str | None:
    """A text that shows something, else None."""
    return None if words is None or is_blank(words) else words


def by_exporter(snapshot: Snapshot, roles: tuple[str, ...]) -> list[tuple[str, list[Seen]]]:
    """Exporter (its id) and the transfers that it makes in one of the roles, by name."""
    held: dict[str, list[Seen]] = {}
    for seen in snapshot.transfers:
        if seen.exporter_role in roles:
            held.setdefault(seen.exporter_id or seen.exporter, []).append(seen)
    return sorted(held.items(), key=lambda one: (_sorted_as(one[1][0].exporter), one[0]))


def _sorted_as(name: str) -> str:
    """A name without case and accents."""
    return normalize("NFKD", name).encode("ascii", "ignore").decode().casefold() or name


def keepers(snapshot: Snapshot) -> tuple[Keeper, ...]:
    """Every controller with its activities, by name; what is bound by no law that was asked comes last."""
    found, number = [], 0
    ordered = sorted(by_exporter(snapshot, CONTROLLERS), key=lambda one: not any(seen.verdicts for seen in one[1]))
    for id, transfers in ordered:
        activities = []
        for (named, name), held in _grouped(transfers, snapshot.words):
            number += 1
            activities.append(Activity(number, name, named, tuple(held)))
        found.append(Keeper(id, transfers[0].exporter, transfers[0].exporter_country, tuple(activities)))
    return tuple(found)


def _grouped(transfers: list[Seen], words: Words) -> list[tuple[tuple[bool, str], list[Seen]]]:
    groups: dict[tuple[bool, str], list[Seen]] = {}
    for seen in transfers:
        # A name that was taken out is the same word everywhere, and must not bring strangers together.
        name = None if "activity" in seen.withheld else shown(seen.activity)
        groups.setdefault((bool(name), name or _by_purpose(seen, words)), []).append(seen)
    return sorted(groups.items(), key=lambda one: (not one[0][0], one[0][1].casefold(), one[0][1]))


def _by_purpose(seen: Seen, words: Words) -> str:
    if seen.purposes:
        return "; ".join(words.label("purposes", one) for one in seen.purposes)
    return seen.purpose_text or say("Activity and purpose not stated")


def without_role(snapshot: Snapshot) -> tuple[Seen, ...]:
    """The transfers of which nobody said in which role the exporter acts."""
    return tuple(seen for seen in snapshot.transfers if seen.exporter_role not in (*CONTROLLERS, *PROCESSORS))


def narrowed(snapshot: Snapshot, without: tuple[str, ...], why: str) -> Snapshot:
    """The snapshot without the transfers whose exporter has one of these roles; it says that they are left out, and why."""
    kept = tuple(seen for seen in snapshot.transfers if seen.exporter_role not in without)
    left = LeftOut(len(snapshot.transfers) - len(kept), why)
    return replace(snapshot, transfers=kept, left_out=(*snapshot.left_out, left))
