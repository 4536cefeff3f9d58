"""For whom a processor makes its transfers: the controller, where the record says who it is; never guessed."""

from __future__ import annotations

from dataclasses import dataclass

from transfer_register.model.speech import say
from transfer_register.reports.record_of_controller.activities import CONTROLLERS, PROCESSORS, by_exporter, shown
from transfer_register.reports.snapshot import Seen, Snapshot

_MOST_HOPS = 20


@dataclass(frozen=True)
class Served:
    """The transfers that a processor makes for one controller with one category of processing. `controller` is the id of the
    party where it is known, else empty; `category` is None where nobody stated the nature of the processing."""

    controller: str
    name: str
    country: str | None
    category: str | None
    transfers: tuple[Seen, ...]


@dataclass(frozen=True)
class Processor:
    """Who keeps a record: an exporter that processes for others."""

    id: str
    name: str
    country: str | None
    served: tuple[Served, ...]

    @property
    def transfers(self) -> tuple[Seen, ...]:
        return tuple(seen for one in self.served for seen in one.transfers)


def processors(snapshot: Snapshot) -> tuple[Processor, ...]:
    """Every processor with whom it serves, by name."""
    transfers = {seen.id: seen for seen in snapshot.transfers}
    found = []
    for id, held in by_exporter(snapshot, PROCESSORS):
        groups: dict[tuple[str, str, str | None, str | None], list[Seen]] = {}
        for seen in held:
            groups.setdefault((*_controller(seen, transfers), shown(seen.nature)), []).append(seen)
        # Whom nobody named comes last.
        ordered = sorted(groups.items(), key=lambda one: (not one[0][0], one[0][1].casefold(), one[0][0], one[0][3] or ""))
        served = tuple(Served(*key, tuple(group)) for key, group in ordered)
        found.append(Processor(id, held[0].exporter, held[0].exporter_country, served))
    return tuple(found)


def _controller(seen: Seen, transfers: dict[str, Seen]) -> tuple[str, str, str | None]:
    """Id, name and country of the controller: the recipient, where it is recorded as the controller for whom the exporter
    processes; else the controller at the head of the chain that this transfer carries onward. Else nobody."""
    if seen.facts.get("importer.is_exporters_controller") is True:
        return seen.importer_id or seen.importer, seen.importer, seen.importer_country
    before = transfers.get(seen.follows or "")
    for _ in range(_MOST_HOPS):
        if before is None:
            break
        if before.exporter_role in CONTROLLERS:
            return before.exporter_id or before.exporter, before.exporter, before.exporter_country
        before = transfers.get(before.follows or "")
    if seen.facts.get("data.processed_for_external_controller") is True:
        return "", say("A controller outside the group, not named"), None
    return "", say("Controller withheld") if "answers" in seen.withheld else say("Controller not stated"), None
