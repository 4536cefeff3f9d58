"""Which recorded transfers a row of a list means: those of its exporter and recipient, by purpose, product and days."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from transfer_register.exhibits.style import day, listed
from transfer_register.intake.carried import as_recorded
from transfer_register.intake.list_words import meant
from transfer_register.intake.recorded_rows import noted_lines
from transfer_register.model.party import Party
from transfer_register.model.transfer import Transfer
from transfer_register.register.register import Register

_TRANSFERS = "SELECT id, state, version FROM transfer WHERE exporter = $exporter ORDER BY id"
_FOLLOWERS = "SELECT follows, id FROM transfer WHERE list_contains($ids, follows) ORDER BY id"


@dataclass(frozen=True)
class Candidate:
    """A recorded transfer in words."""

    id: str
    title: str
    period: str


@dataclass(frozen=True)
class Found:
    """What a row means: `sure` is the one, `asked` are several of which a person must choose, `ended` those that ended before.

    `later` begin on the effective day or after it. `why` are reasons to look first.
    """

    sure: str | None = None
    asked: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


@dataclass
class Flows:
    """The recorded transfers of an exporter beside the effective day; a transfer is meant by one row only."""

    transfers: dict[str, tuple[Transfer, int]]
    parties: Mapping[str, Party]
    effective_on: date
    taken: set[str] = field(default_factory=set)
    followers: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, register: Register, exporter: str | None, parties: Mapping[str, Party], effective_on: date) -> Flows:
        """Those of an exporter as they stand; none of one that the register does not know."""
        rows = register.ask(_TRANSFERS, {"exporter": exporter}).rows if exporter else []
        transfers = {id: (Transfer.model_validate_json(state), version) for id, state, version in rows}
        flows = cls(transfers, parties, effective_on)
        for follows, id in register.ask(_FOLLOWERS, {"ids": list(transfers)}).rows if transfers else ():
            flows.followers.setdefault(follows, []).append(id)
        return flows

    @property
    def last_day(self) -> date:
        """The day before the effective day."""
        return self.effective_on - timedelta(days=1)

    def state(self, id: str) -> dict[str, Any]:
        return self.transfers[id][0].model_dump(mode="json", exclude_none=True)

    def candidate(self, id: str) -> Candidate:
        transfer = self.transfers[id][0]
        names = [self.parties[side].name if side in self.parties else side for side in (transfer.exporter, transfer.importer)]
        days = (("from", transfer.valid_from), ("until", transfer.valid_to))
        period = " ".join(f"{word} {day(value)}" for word, value in days if value)
        purpose = f": {transfer.purpose_text}" if transfer.purpose_text else ""
        return Candidate(id, f"{names[0]} to {names[1]}{purpose}", f"in force {period}" if period else "")

    def meant(self, importer: str, purpose: str | None, product: str | None, old: dict[str, Any], known: str | None) -> Found:
        """What a row of the old side means; `known` is the transfer where the old side is the register itself."""
        every = [id for id, (transfer, _) in self.transfers.items() if transfer.importer == importer and id not in self.taken]
        if known is not None:
            every = [id for id in every if id == known]
        ended = [id for id in every if self._ended(id)]
        later = [id for id in every if self._later(id)]
        running = [id for id in every if id not in later and not (self._ended_before(id))]
        named = [id for id in running if known or meant(self.transfers[id][0].purpose_text) == meant(purpose)]
        words = (tuple(id for id in ended if self._purpose(id, purpose)), tuple(later))
        if len(named) > 1:
            named = self._nearest(named, product, old)
        if len(named) == 1:
            return Found(named[0], (), *words)
        if len(named) > 1:
            return Found(None, tuple(named), *words, ("the register has several such transfers",))
        if words[0] or not running:
            return Found(None, (), *words)
        if len(running) == 1:
            recorded = self.transfers[running[0]][0].purpose_text
            why = f"the register gives its purpose as “{recorded}”" if recorded else "the register does not say its purpose"
            return Found(running[0], (), *words, (why,))
        return Found(None, tuple(running), *words, ("the register has several transfers to it, none for this purpose",))

    def in_force(self, importer: str, purpose: str | None) -> list[str]:
        """Those to a recipient for a purpose that hold on the effective day, or begin later."""
        return [
            id
            for id, (transfer, _) in self.transfers.items()
            if transfer.importer == importer
            and self._purpose(id, purpose)
            and (transfer.valid_to is None or transfer.valid_to >= self.effective_on)
        ]

    def begun(self, importer: str, purpose: str | None) -> list[str]:
        """Those that begin on the effective day itself."""
        return [id for id in self.in_force(importer, purpose) if self.transfers[id][0].valid_from == self.effective_on]

    def ends_already(self, id: str) -> bool:
        """Whether it ends the day before the effective day, as it stands."""
        return self.transfers[id][0].valid_to == self.last_day

    def followed(self, ids: Collection[str]) -> tuple[str, ...]:
        """What carries some transfers onward, as a reason to look."""
        followers = [each for id in ids for each in self.followers.get(id, ())]
        if not followers:
            return ()
        return (f"{listed(followers, 3)} carries it onward, and would follow a transfer that has ended",)

    def cannot_end(self, ids: Collection[str]) -> str | None:
        """Why one of them cannot end the day before the effective day; None where all can."""
        for id in ids:
            first = self.transfers[id][0].valid_from
            if first is not None and first > self.last_day:
                return f"{id} begins on {day(first)} only, and cannot end before it begins. Change it by hand."
        return None

    def _purpose(self, id: str, purpose: str | None) -> bool:
        return meant(self.transfers[id][0].purpose_text) == meant(purpose)

    def _ended(self, id: str) -> bool:
        last = self.transfers[id][0].valid_to
        return last is not None and last <= self.last_day

    def _ended_before(self, id: str) -> bool:
        last = self.transfers[id][0].valid_to
        return last is not None and last < self.last_day

    def _later(self, id: str) -> bool:
        first = self.transfers[id][0].valid_from
        return first is not None and first >= self.effective_on

    def _nearest(self, ids: list[str], product: str | None, old: dict[str, Any]) -> list[str]:
        """Of several for one purpose those of the product, and of those the one that says what the old row says."""
        products = [id for id in ids if meant(noted_lines(self.transfers[id][0].note).get("Product")) == meant(product)]
        ids = products or ids
        said = as_recorded(old)
        alike = [id for id in ids if all(as_recorded(self.state(id)).get(name) == value for name, value in said.items())]
        return alike[:1] if alike else ids
