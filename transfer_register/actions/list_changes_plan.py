"""What one difference of a vendor's list does to the register on the effective day: which transfer ends, which begins."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from transfer_register.actions.list_changes_act import ProposedAct, State, act_of, carried
from transfer_register.actions.list_changes_recorded import Flows, Found
from transfer_register.exhibits import record_words
from transfer_register.exhibits.style import day, listed
from transfer_register.intake.carried import as_recorded, carried_over
from transfer_register.intake.list_difference import Difference, FieldChange, field_changes
from transfer_register.intake.list_words import meant
from transfer_register.intake.match import PlannedParties
from transfer_register.intake.plan import DECIDE
from transfer_register.intake.preview_row import PreviewRow
from transfer_register.intake.recorded_rows import as_row
from transfer_register.intake.states import transfer_state
from transfer_register.intake.taking import Taking
from transfer_register.model.vocabulary import Words


@dataclass(frozen=True)
class Planner:
    """Plans difference by difference. `chosen` and `settled` are answers of a person, by the key of a difference.

    `still` are (party, purpose) of the rows that are new: what went under another name of the same party did not go.
    """

    words: Words
    flows: Flows
    known: PlannedParties
    taking: Taking
    exporter: str
    files: tuple[str, str]
    recorded: bool
    chosen: Mapping[str, tuple[str, ...]]
    settled: Collection[str]
    names: Mapping[str, str]
    still: Collection[tuple[str, str]] = ()

    def planned(self, difference: Difference) -> ProposedAct:
        """The act of one difference."""
        match difference.kind:
            case "reworded":
                return act_of(difference, "none", "ready", "Only the wording changed: nothing follows for the register.")
            case "added":
                return self._added(difference)
            case "removed" if (self._importer(difference), meant(difference.old_row.purpose)) in self.still:
                says = "The list calls it by another name now. Nothing ends."
                return act_of(difference, "none", "ready", says)
            case "removed":
                return self._ended(difference, self._meant(difference), ())
        if not difference.stated:
            silent = listed([change.heading.lower() for change in difference.fields.values()])
            return act_of(difference, "none", "ready", f"The list no longer says: {silent}. What is recorded stays.")
        if set(difference.stated) <= {"establishment"}:
            why = "A seat holds for all transfers of a party. Look at the party, and change it there."
            return act_of(difference, "none", "blocked", "Only the seat changed: no transfer ends or begins.", (why,))
        if difference.new_row.places.scope == "none":
            return self._ended(difference, self._meant(difference), ("the list now says that there is no transfer",))
        return self._changed(difference)

    # What was added

    def _added(self, difference: Difference) -> ProposedAct:
        row = difference.new_row
        importer, why = self.known.importer(row)
        if row.places.scope == "none":
            return act_of(difference, "none", "ready", "The list says that there is no transfer.")
        there = self.flows.in_force(importer, row.purpose)
        chosen = self.chosen.get(difference.key)
        if chosen is None and there:
            alike = [id for id in there if not self._beside(id, row)]
            if alike:
                return self._holds_already(difference, alike[0])
            why = (*why, "the register has such a transfer already: say whether this is another one")
            says = f"The register already holds a transfer to {difference.recipient} for this purpose, and it says otherwise."
            return act_of(difference, "none", "blocked", says, why, candidates=tuple(map(self.flows.candidate, there)))
        if chosen:
            return self._replaced(difference, chosen[0], self._beside(chosen[0], row), why, only_added=True)
        return self._begin(difference, self._state(row, importer), (*why, *self._doubts(difference)))

    def _beside(self, id: str, row: PreviewRow) -> dict[str, FieldChange]:
        transfer = self.flows.transfers[id][0]
        changes = field_changes(as_row(transfer, self.flows.parties[transfer.importer], row), row, self.words, recorded=True)
        return {name: change for name, change in changes.items() if name != "establishment"}

    def _holds_already(self, difference: Difference, id: str) -> ProposedAct:
        first = self.flows.transfers[id][0].valid_from
        since = f" since {day(first)}" if first and first < self.flows.effective_on else f" from {day(first)} on" if first else ""
        says = f"The register holds it already{since}."
        if first and first > self.flows.effective_on:
            why = (f"{id} begins on {day(first)}, after the effective day: change its first day by hand",)
            return act_of(difference, "unchanged", "blocked", says, why)
        return act_of(difference, "unchanged", "ready", says, candidates=(self.flows.candidate(id),))

    # What was removed

    def _ended(self, difference: Difference, found: Found, why: tuple[str, ...]) -> ProposedAct:
        chosen = self.chosen.get(difference.key)
        ids = chosen if chosen is not None else (found.sure,) if found.sure else ()
        if not ids:
            return self._nothing_to_end(difference, found, why, chosen)
        self.flows.taken.update(ids)
        why = (*why, *(found.why if chosen is None else ()), *self.flows.followed(ids))
        if problem := self.flows.cannot_end(ids):
            return act_of(difference, "end", "blocked", problem, why)
        open_ids = [id for id in ids if not self.flows.ends_already(id)]
        if not open_ids:
            return act_of(difference, "unchanged", "ready", f"The transfer to {difference.recipient} ends that way already.")
        title = f"{difference.recipient}: " + ("the transfer ends" if len(open_ids) == 1 else f"{len(open_ids)} transfers end")
        return self._with_ends(
            act_of(difference, "end", "decide" if why else "ready", f"{title} on {day(self.flows.last_day)}.", why), open_ids
        )

    def _nothing_to_end(self, difference: Difference, found: Found, why: tuple, chosen: tuple | None) -> ProposedAct:
        name = difference.recipient
        if chosen is not None:
            return act_of(difference, "none", "ready", f"None of the recorded transfers to {name} is meant.", why)
        if found.asked:
            candidates = tuple(map(self.flows.candidate, found.asked))
            says = f"The register has {len(candidates)} transfers to {name} that may be meant. Choose."
            return act_of(difference, "end", "blocked", says, (*why, *found.why), candidates=candidates)
        if found.ended:
            last = self.flows.transfers[found.ended[-1]][0].valid_to
            return act_of(difference, "unchanged", "ready", f"The transfer to {name} ended on {day(last)} already.", why)
        if found.later:
            return act_of(difference, "end", "blocked", self.flows.cannot_end(found.later) or "", why)
        says = f"The register holds no transfer to {name} that could end."
        return act_of(difference, "none", "blocked", says, (*why, *found.why))

    # What changed

    def _changed(self, difference: Difference) -> ProposedAct:
        found = self._meant(difference)
        chosen = self.chosen.get(difference.key)
        why = found.why if chosen is None else ()
        id = next(iter(chosen), None) if chosen is not None else found.sure
        if id is not None:
            return self._replaced(difference, id, difference.stated, why, only_added=self.recorded)
        importer, doubts = self.known.importer(difference.new_row)
        if chosen is None and found.asked:
            says = f"The register has {len(found.asked)} transfers to {difference.recipient} that may be meant. Choose."
            return act_of(difference, "replace", "blocked", says, why, candidates=tuple(map(self.flows.candidate, found.asked)))
        if chosen is None and found.later and not self._begun_as(difference, importer):
            return act_of(difference, "replace", "blocked", self.flows.cannot_end(found.later) or "", why)
        why = (*why, *doubts, *(("the register holds no such transfer: a new one would begin",) if chosen is None else ()))
        return self._begin(difference, self._state(difference.new_row, importer), (*why, *self._doubts(difference)))

    def _begun_as(self, difference: Difference, importer: str) -> bool:
        return bool(self.flows.begun(importer, difference.new_row.purpose))

    def _replaced(
        self, difference: Difference, id: str, changes: dict[str, FieldChange], why: tuple[str, ...], *, only_added: bool
    ) -> ProposedAct:
        self.flows.taken.add(id)
        recorded = self.flows.state(id)
        new = self._state(difference.new_row, recorded["importer"])
        old = {} if only_added else self._state(difference.old_row, recorded["importer"])
        state = carried_over(recorded, old, new, changes, only_added=only_added)
        if as_recorded(state) == as_recorded(recorded):
            return self._holds_already(difference, id)
        if problem := self.flows.cannot_end((id,)):
            return act_of(difference, "replace", "blocked", problem, why)
        last = recorded.get("valid_to") if not self.flows.ends_already(id) else None
        state |= {"valid_from": self.flows.effective_on.isoformat(), "valid_to": last, "origin": new["origin"]}
        state = {name: value for name, value in state.items() if value is not None}
        fields = tuple(
            each for each in record_words.differences(self.words, dict(self.names), recorded, state) if each.field != "valid_to"
        )
        act = self._begin(difference, state, (*why, *self._doubts(difference), *self._purposes(recorded, changes)))
        act = replace(act, fields=fields, carried=tuple(carried(recorded, fields)))
        if act.act != "begin" or self.flows.ends_already(id):
            return act
        reasons = (*act.why, *self.flows.followed((id,)))
        says = (
            f"{difference.recipient}: the transfer as it is ends on {day(self.flows.last_day)}; as changed it begins on "
            f"{day(self.flows.effective_on)}."
        )
        decision = "decide" if reasons else "ready"
        return self._with_ends(replace(act, act="replace", says=says, why=reasons, decision=decision), [id])

    def _begin(self, difference: Difference, state: State, why: tuple[str, ...]) -> ProposedAct:
        begun = [id for id in self.flows.begun(state["importer"], state.get("purpose_text")) if id not in self.flows.taken]
        same = [id for id in begun if as_recorded(self.flows.state(id)) == as_recorded(state)]
        if same:
            self.flows.taken.add(same[0])
            return self._holds_already(difference, same[0])
        if begun and difference.key not in self.chosen:
            says = f"A transfer to {difference.recipient} begins on that day already, and is recorded otherwise."
            reason = "edit it, or leave this out"
            return act_of(difference, "none", "blocked", says, (*why, reason), candidates=tuple(map(self.flows.candidate, begun)))
        says = f"A new transfer to {difference.recipient} begins on {day(self.flows.effective_on)}."
        act = act_of(difference, "begin", "decide" if why else "ready", says, tuple(dict.fromkeys(why)))
        return replace(act, state=state, first_day=self.flows.effective_on)

    # What all of them need

    def _importer(self, difference: Difference) -> str:
        if difference.recorded in self.flows.transfers:
            return self.flows.transfers[difference.recorded][0].importer
        return self.known.importer(difference.old_row)[0]

    def _meant(self, difference: Difference) -> Found:
        row, importer = difference.old_row, self._importer(difference)
        why = () if difference.recorded in self.flows.transfers else self.known.importer(row)[1]
        found = self.flows.meant(importer, row.purpose, row.recipient.product, self._state(row, importer), difference.recorded)
        return replace(found, why=(*why, *found.why))

    def _state(self, row: PreviewRow, importer: str) -> State:
        return transfer_state(row, self.exporter, importer, self.taking, *self.files)

    def _doubts(self, difference: Difference) -> tuple[str, ...]:
        """Doubts of the new row that a person should decide, unless the old row had them or a person settled them."""
        if difference.key in self.settled:
            return ()
        before = difference.old_row.flags if difference.old_row else ()
        doubts = [flag for flag in difference.flags if flag in DECIDE and flag not in before]
        if difference.new_row.places.unresolved:
            doubts.append("country_undetermined")
        return tuple(self.words.label("flags", flag) for flag in dict.fromkeys(doubts))

    def _purposes(self, recorded: State, changes: dict[str, FieldChange]) -> tuple[str, ...]:
        if "purpose" not in changes or not recorded.get("purposes"):
            return ()
        terms = listed([self.words.label("purposes", term) for term in recorded["purposes"]])
        return (f"the purpose is worded anew; look whether the recorded terms still hold: {terms}",)

    def _with_ends(self, act: ProposedAct, ids: Collection[str]) -> ProposedAct:
        last = self.flows.last_day
        ending = tuple((id, self.flows.transfers[id][1], self.flows.state(id) | {"valid_to": last.isoformat()}) for id in ids)
        return replace(act, ends=tuple(map(self.flows.candidate, ids)), last_day=last, ending=ending)
