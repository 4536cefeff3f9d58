"""What one difference of a vendor's list does to the register, as a person sees it before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from transfer_register.actions.list_changes_recorded import Candidate
from transfer_register.exhibits import record_words
from transfer_register.intake.list_difference import Difference

State = dict[str, Any]
ACTS = ("begin", "end", "replace", "unchanged", "none")
DECISIONS = ("ready", "decide", "blocked")


@dataclass(frozen=True)
class ProposedAct:
    """What one difference does. Only `blocked` is never written; `decide` is written unless it is left out.

    `ends` get their last day, `state` begins on `first_day` (its parties are ids, or keys of parties that are new);
    `fields` set the recorded transfer beside it, `carried` are the headings of what stays. `ending` are (id, version, state).
    """

    key: str
    difference: Difference
    act: str
    decision: str
    says: str
    why: tuple[str, ...] = ()
    ends: tuple[Candidate, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    last_day: date | None = None
    first_day: date | None = None
    fields: tuple[record_words.Difference, ...] = ()
    carried: tuple[str, ...] = ()
    state: State = field(default_factory=dict)
    ending: tuple[tuple[str, int, State], ...] = ()

    @property
    def writes(self) -> bool:
        return self.decision != "blocked" and bool(self.ending or self.state)

    @property
    def shown(self) -> tuple[Any, ...]:
        """What a person saw that would be written: when it is planned anew, it must be the same."""
        return self.act, self.decision == "blocked", tuple(id for id, _, _ in self.ending), self.state


def act_of(
    difference: Difference, act: str, decision: str, says: str, why: tuple[str, ...] = (), candidates: tuple[Candidate, ...] = ()
) -> ProposedAct:
    return ProposedAct(difference.key, difference, act, decision, says, tuple(dict.fromkeys(why)), candidates=candidates)


def carried(recorded: State, fields: tuple[record_words.Difference, ...]) -> list[str]:
    """The headings of what stays as it is recorded, facts in one word."""
    changed = {each.field for each in fields}
    headings = [
        heading
        for name, (heading, _) in record_words.FIELDS.items()
        if recorded.get(name) not in (None, [], "") and name not in changed
        and name not in ("exporter", "importer", "origin", "flags", "valid_from", "valid_to")
    ]  # fmt: skip
    if any(f"facts.{name}" not in changed for name in recorded.get("facts") or {}):
        headings.append("Facts stated")
    return headings
