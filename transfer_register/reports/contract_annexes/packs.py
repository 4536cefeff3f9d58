"""Which transfers belong to one contract: a pair of exporter and importer with its module, and the flows of data between them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from transfer_register.model.transfer import Mechanism
from transfer_register.reports.blanks import is_blank
from transfer_register.reports.snapshot import Known, Seen, Snapshot

_CONTROLLERS = ("controller", "joint_controller")
_PROCESSORS = ("processor", "sub_processor")
# Which module fits which roles: eu.scc2021.m1 to m4, data/law/eu/safeguards.yaml.
_FITTING = {("c", "c"): 1, ("c", "p"): 2, ("p", "p"): 3, ("p", "c"): 4}


@dataclass(frozen=True)
class Flow:
    """Transfers that one description fits word for word: what differs in any of its entries is another flow."""

    transfers: tuple[Seen, ...]

    @property
    def first(self) -> Seen:
        """The transfer that speaks for all of them."""
        return self.transfers[0]


@dataclass(frozen=True)
class Pack:
    """One contract. `module` is that recorded, or where none is, the one that the roles call for (`is_module_recorded`: False);
    `onward` are the transfers of the filter that carry these onward."""

    exporter: Known
    importer: Known
    module: int | None
    is_module_recorded: bool
    flows: tuple[Flow, ...]
    onward: tuple[Seen, ...] = ()

    @property
    def transfers(self) -> tuple[Seen, ...]:
        """Every transfer of the contract, by number."""
        return tuple(sorted((seen for flow in self.flows for seen in flow.transfers), key=lambda seen: seen.id))


def packs(snapshot: Snapshot, tool: str, regime: str = "", *, all_transfers: bool = False) -> tuple[Pack, ...]:
    """The contracts of a snapshot by the names of their parties; a transfer that records two modules stands in two."""
    held: dict[tuple[str, str, int | None, bool], list[Seen]] = defaultdict(list)
    for seen in snapshot.transfers:
        recorded = mechanisms(seen, tool, snapshot.on)
        if not (all_transfers or recorded) or not _bound(seen, regime):
            continue
        # The IDTA is one form for every pair of roles; the other forms stand on a module of the clauses.
        modules = set() if tool == "idta" else {one.module for one in mechanisms(seen, "scc", snapshot.on) if one.module}
        for module in sorted(modules) or [None if tool == "idta" else fitting(seen)]:
            held[seen.exporter_id or seen.exporter, seen.importer_id or seen.importer, module, bool(modules)].append(seen)
    made = [_pack(snapshot, module, recorded, transfers) for (_, _, module, recorded), transfers in held.items()]
    return tuple(sorted(made, key=lambda one: (one.exporter.name, one.importer.name, one.module or 0, one.exporter.id)))


def mechanisms(seen: Seen, tool: str, on: date) -> tuple[Mechanism, ...]:
    """The mechanisms of a transfer with this tool that have not ended on a day."""
    return tuple(one for one in seen.mechanisms or () if one.tool == tool and not (one.valid_to and one.valid_to < on))


def fitting(seen: Seen) -> int | None:
    """The module that the roles of a transfer call for; None where a role is not stated."""
    return _FITTING.get((_side(seen.exporter_role), _side(seen.importer_role)))


def _side(role: str | None) -> str:
    return "c" if role in _CONTROLLERS else "p" if role in _PROCESSORS else ""


def _bound(seen: Seen, regime: str) -> bool:
    return not regime or seen.exporter_country == regime or any(one.regime == regime for one in seen.verdicts)


def _pack(snapshot: Snapshot, module: int | None, recorded: bool, transfers: list[Seen]) -> Pack:
    first, ids = transfers[0], {seen.id for seen in transfers}
    return Pack(
        exporter=_known(snapshot, first.exporter_id, first.exporter, first.exporter_country),
        importer=_known(snapshot, first.importer_id, first.importer, first.importer_country),
        module=module,
        is_module_recorded=recorded,
        flows=_flows(transfers),
        onward=tuple(seen for seen in snapshot.transfers if seen.follows in ids),
    )


def _known(snapshot: Snapshot, id: str, name: str, country: str | None) -> Known:
    party = snapshot.parties.get(id) or Known(id, name, country)
    return replace(party, name=name) if is_blank(party.name) or not party.name else party


def _flows(transfers: list[Seen]) -> tuple[Flow, ...]:
    held: dict[tuple[object, ...], list[Seen]] = defaultdict(list)
    for seen in transfers:
        held[_described(seen)].append(seen)
    return tuple(Flow(tuple(alike)) for alike in held.values())


def _described(seen: Seen) -> tuple[object, ...]:
    """All that a description of a transfer says, so that no two that differ are put into one."""
    stated = tuple(seen.facts.get(name) for name in FLOW_FACTS)
    return (
        seen.activity, seen.nature, seen.frequency, frozenset(seen.purposes), seen.purpose_text, frozenset(seen.data_subjects),
        frozenset(seen.data_categories), seen.special, seen.retention, seen.exporter_role, seen.importer_role, stated,
    )  # fmt: skip


# What is stated of a transfer and shown in its description.
FLOW_FACTS = (
    "flow.occasional", "flow.repetitive", "flow.systematic", "onward.exists", "data.special_stated",
    "scc.sensitive_safeguards_described",
)  # fmt: skip
