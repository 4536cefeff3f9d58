"""The plan for taking a preview in: which parties are created or matched, which transfers are new, changed or as they were.

One party a name, one transfer a recipient and purpose: two flows are never made one. Nothing is written here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from transfer_register.intake.bring_in import STEP, Preview, Tell, silent
from transfer_register.intake.gazetteer import fold
from transfer_register.intake.match import PlannedParties, PlannedParty
from transfer_register.intake.preview_row import PreviewRow
from transfer_register.intake.states import transfer_state
from transfer_register.intake.taking import Taking
from transfer_register.model.party import Party
from transfer_register.model.transfer import Transfer

# Doubts on which a person should decide before the row is taken in.
DECIDE = frozenset(
    {
        "code_ambiguous",
        "name_typo_suspected",
        "positional_pairing",
        "same_flow_twice",
        "mechanism_not_understood",
        "mechanism_negated",
        "place_excluded",
        "partly_understood",
        "formula_in_cell",
        "inherited_from_above",
    }
)
# Doubts that leave something to be done afterwards.
TASKS = frozenset(
    {
        "location_missing",
        "processing_location_missing",
        "country_undetermined",
        "mechanism_missing",
        "mechanism_invalid",
        "mechanism_outdated",
        "dpf_certification_to_verify",
        "purpose_missing",
        "purpose_is_relationship",
        "onward_recipients_unknown",
        "to_be_confirmed",
        "legal_form_conflict",
        "identifier_wrong",
    }
)
# What of a transfer is compared with the one in the register, if the file says it.
_COMPARED = (
    "places",
    "mechanisms",
    "measures",
    "data_categories",
    "data_subjects",
    "retention",
    "activity",
    "nature",
    "frequency",
    "legal_bases",
    "owner",
    "exporter_role",
    "importer_role",
    "purposes",
)


@dataclass(frozen=True)
class PlannedTransfer:
    """One transfer: `act` is create, change, unchanged or leave_out; `decision` is ready, decide or blocked, with the reasons.

    `state` is the whole state to record; its `exporter` and `importer` are ids, or keys of planned parties that
    `Plan.state` replaces. `changes` holds field -> (recorded, in the file); `source` is that of the preview row.
    """

    act: str
    line: int
    recipient: str
    decision: str
    why: tuple[str, ...] = ()
    state: dict[str, Any] = field(default_factory=dict)
    id: str | None = None
    version: int | None = None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    source: tuple[int, int] = (0, 0)

    @property
    def tasks(self) -> tuple[str, ...]:
        """The flags that leave something to be done, terms of data/vocabulary/flags.yaml."""
        return tuple(flag for flag in self.state.get("flags", ()) if flag in TASKS)


@dataclass(frozen=True)
class Plan:
    """What taking a preview in would do, in the order of the file."""

    file: str
    sha256: str
    parties: tuple[PlannedParty, ...]
    transfers: tuple[PlannedTransfer, ...]

    def state(self, planned: PlannedTransfer, ids: Mapping[str, str]) -> dict[str, Any]:
        """The state of a planned transfer with the ids that its new parties were given (party key -> id)."""
        sides = {side: ids.get(planned.state[side], planned.state[side]) for side in ("exporter", "importer")}
        return planned.state | sides

    def counts(self) -> dict[str, int]:
        """How many of each act and decision, and how many parties are new."""
        counted = Counter(transfer.act for transfer in self.transfers) + Counter(transfer.decision for transfer in self.transfers)
        return dict(counted) | {"new_parties": sum(party.act == "create" for party in self.parties)}


def plan(
    preview: Preview,
    taking: Taking,
    parties: Mapping[str, Party] | None = None,
    transfers: Mapping[str, tuple[Transfer, int]] | None = None,
    tell: Tell = silent,
) -> Plan:
    """The plan against what is recorded: `parties` by id, `transfers` by id with their versions. `tell` is told how far it
    is, and may end it."""
    known = PlannedParties(parties or {}, taking)
    recorded: dict[tuple[str, str, str], list[str]] = {}
    for identity, (transfer, _) in (transfers or {}).items():
        recorded.setdefault((transfer.exporter, transfer.importer, _purpose_key(transfer.purpose_text)), []).append(identity)
    for row in preview.rows:
        known.meet(row)
    planned: list[PlannedTransfer] = []
    taken: dict[frozenset, int] = {}
    for at, row in enumerate(preview.rows):
        if not at % STEP:
            tell("Comparing with the register", at / len(preview.rows))
        planned.append(replace(_planned(row, preview, taking, known, recorded, transfers or {}, taken), source=row.source))
    return Plan(preview.file, preview.sha256, known.planned(), tuple(planned))


def _planned(
    row: PreviewRow, preview: Preview, taking: Taking, known: PlannedParties, recorded: dict, transfers: Mapping, taken: dict
) -> PlannedTransfer:
    name = row.recipient.name if row.recipient else ""
    exporter = known.exporter(row)
    if row.recipient is None:
        return PlannedTransfer("leave_out", row.line, name, "blocked", ("no recipient is named",))
    if exporter is None:
        return PlannedTransfer("leave_out", row.line, name, "blocked", ("it is not said who exports; choose the exporter",))
    if row.places.scope == "none":
        return PlannedTransfer("leave_out", row.line, name, "ready", ("the file says that there is no transfer",))
    importer, why = known.importer(row)
    doubts = [flag for flag in row.flags if flag in DECIDE]
    settled = tuple(doubts) if row.source in taking.settled else ()
    row = replace(row, flags=tuple(flag for flag in row.flags if flag not in settled)) if settled else row
    state = transfer_state(row, exporter, importer, taking, preview.file, preview.sha256)
    if settled:
        state["origin"]["settled"] = list(settled)
    same = _whole_key(state)
    if same in taken:
        return PlannedTransfer("unchanged", row.line, name, "ready", (f"the same as line {taken[same]}",), state)
    taken[same] = row.line
    reasons = [*why, *(() if settled else doubts)]
    if row.places.unresolved:
        reasons.append("country_undetermined")
    decision = "decide" if reasons else "ready"
    candidates = recorded.get((exporter, importer, _purpose_key(row.purpose)), [])
    if not candidates:
        return PlannedTransfer("create", row.line, name, decision, tuple(dict.fromkeys(reasons)), state)
    identity = min(candidates, key=lambda candidate: len(_changes(transfers[candidate][0], state, row)))
    candidates.remove(identity)
    old, version = transfers[identity]
    changes = _changes(old, state, row)
    whole = old.model_dump(mode="json", exclude_none=True)
    if not changes:
        return PlannedTransfer("unchanged", row.line, name, "ready", (), whole, identity, version)
    merged = (
        whole
        | {name: new for name, (_, new) in changes.items() if new is not None}
        | {"flags": state["flags"], "origin": state["origin"]}
    )
    return PlannedTransfer("change", row.line, name, decision, tuple(dict.fromkeys(reasons)), merged, identity, version, changes)


def _changes(old: Transfer, state: dict[str, Any], row: PreviewRow) -> dict[str, tuple[Any, Any]]:
    """The fields that the file states otherwise; what it does not state is no change."""
    recorded = old.model_dump(mode="json", exclude_none=True)
    changes = {}
    for name in _COMPARED:
        new, before = state.get(name), recorded.get(name)
        silent = not new and not (name == "mechanisms" and row.mechanisms.stated is not None)
        if not silent and _bare(name, new) != _bare(name, before):
            changes[name] = (before, new)
    return changes


def _bare(name: str, value: Any) -> Any:
    """A value for comparing: lists as sets, places and mechanisms without the words they were read from."""
    if name in ("places", "mechanisms") and value is not None:
        return {
            tuple(sorted((key, str(part)) for key, part in item.items() if key != "raw" and part is not None)) for item in value
        }
    return frozenset(value) if isinstance(value, list) else value


def _whole_key(state: dict[str, Any]) -> frozenset[tuple[str, Any]]:
    """What two rows share that say the same."""
    told = ((key, _bare(key, value)) for key, value in state.items() if key not in ("origin", "flags", "facts"))
    return frozenset((key, frozenset(value) if isinstance(value, set) else value) for key, value in told if value is not None)


def _purpose_key(text: str | None) -> str:
    return " ".join(fold(text or "").split()).strip(" .")
