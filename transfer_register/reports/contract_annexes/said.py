"""What a reader answers, and what it is asked with: one contract, and of it a party, a flow or a sub-processor."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from transfer_register.model.speech import say
from transfer_register.model.vocabulary import Words
from transfer_register.reports import blocks as b
from transfer_register.reports.contract_annexes.options import Options
from transfer_register.reports.contract_annexes.packs import Flow, Pack
from transfer_register.reports.snapshot import Known, Seen, Snapshot
from transfer_register.reports.wording import listed


@dataclass(frozen=True)
class Said:
    """What the register says of one entry. `is_open`: something is recorded, and it does not complete the entry."""

    cell: b.Cell
    is_open: bool = False


@dataclass(frozen=True)
class Asked:
    """`flow` is asked for in a description, `party` in a table of the parties, `sub` (onward transfers to one recipient) in the
    list of sub-processors."""

    pack: Pack
    snapshot: Snapshot
    options: Options
    tool: str
    flow: Flow | None = None
    party: Known | None = None
    sub: tuple[Seen, ...] = ()

    @property
    def words(self) -> Words:
        return self.snapshot.words

    @property
    def transfers(self) -> tuple[Seen, ...]:
        """Those of the flow where one is asked for, else of the whole contract."""
        return self.flow.transfers if self.flow else self.pack.transfers

    @property
    def is_exporter(self) -> bool:
        return self.party is self.pack.exporter


Reader = Callable[[Asked], Said | None]


def said(*lines: str | b.Line, is_open: bool = False) -> Said:
    """An answer of these lines."""
    return Said(b.cell(*lines), is_open)


def spread(asked: Asked, values: Iterable[tuple[str, str]], missing: Iterable[str] = ()) -> Said | None:
    """One answer from (value in words, number of a transfer) pairs: the value alone where all have it; else each value with its
    transfers, which is open. `missing` are transfers of which nothing is stated; None where there is no value."""
    held: dict[str, list[str]] = {}
    for value, id in values:
        held.setdefault(value, []).append(id)
    unsaid = list(missing)
    if not held:
        return None
    if len(held) == 1 and not unsaid:
        return said(next(iter(held)))
    lines = [say("{value} ({transfers})", value=value, transfers=listed(ids)) for value, ids in held.items()]
    if unsaid:
        lines.append(say("Not stated ({transfers})", transfers=listed(unsaid)))
    return said(*lines, is_open=True)
