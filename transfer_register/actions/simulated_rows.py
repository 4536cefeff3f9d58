"""What differs between two views of a register, as values: which transfers an event changes, and how much it harms each."""

from __future__ import annotations

from typing import Any

from transfer_register.actions.fix_plan import CARRIED
from transfer_register.actions.simulated import Affected
from transfer_register.exhibits import exhibit
from transfer_register.model.filter import Filter
from transfer_register.model.vocabulary import Words
from transfer_register.register.register import Register

# Below every verdict: a transfer that no regime speaks of is no worse than any other.
_SILENT = 100


def compared(register: Register, before: int, after: int, filter: Filter) -> tuple[Affected, ...]:
    """What differs between two views of one register, by harm; both must still be kept."""
    return affected_of(exhibit.ask(register, "simulated", after, filter, before=before).dicts(), register.words)


def affected_of(rows: list[dict[str, Any]], words: Words) -> tuple[Affected, ...]:
    """The answer of the exhibit `simulated` as values, the most harmed first."""
    ranks = {term.id: term.rank or 0 for term in words.lists["verdicts"].values()}
    found = [each for row in rows if (each := _affected(row, ranks))]
    found.sort(key=lambda each: _harm(each, ranks))
    return tuple(Affected(**{**vars(each), "harm": place}) for place, each in enumerate(found, start=1))


def _affected(row: dict[str, Any], ranks: dict[str, int]) -> Affected | None:
    """A row as a value; None where its facts differ and nothing that follows from them."""
    sides = {side: {said["regime"]: said for said in row[side] or ()} for side in ("before", "after")}
    before, after = ({regime: said["verdict"] for regime, said in sides[side].items()} for side in ("before", "after"))
    fell: dict[str, str] = {}
    alternatives: dict[str, str] = {}
    for each in row["fallen"] or ():
        fell.setdefault(each["regime"], each["fell"][0])
        if each["instead"] and after.get(each["regime"]) in CARRIED:
            alternatives.setdefault(each["regime"], each["instead"])
    if row["otherwise"]:
        for regime, said in sides["before"].items():
            now = sides["after"].get(regime)
            if said["verdict"] in CARRIED and said["ground"] and (now is None or now["ground"] != said["ground"]):
                fell.setdefault(regime, said["ground"])
                if now and now["verdict"] in CARRIED and now["ground"]:
                    alternatives.setdefault(regime, now["ground"])
    grounds = ({regime: said["ground"] for regime, said in sides[side].items()} for side in ("before", "after"))
    was, is_now = grounds
    if before == after and was == is_now and not fell and row["band_before"] == row["band_after"]:
        return None
    worse = any(ranks.get(after.get(regime), _SILENT) < ranks.get(verdict, 0) for regime, verdict in before.items())
    worse = worse or any(after[regime] not in CARRIED for regime in after.keys() - before.keys())
    return Affected(
        row["transfer"], row["exporter"], row["importer"], row["importer_name"], tuple(row["countries"] or ()),
        tuple(row["data_categories"] or ()), row["special"], row["workers"], row["persons"], before, after, fell, alternatives,
        row["band_before"], row["band_after"] or "", worse, 0,
    )  # fmt: skip


def _harm(each: Affected, ranks: dict[str, int]) -> tuple:
    """The most harmed first. What nobody said stands between yes and no, and an unsaid number of persons before none at all."""
    worst = min((ranks[verdict] for verdict in each.after.values()), default=_SILENT)
    said = {True: 0, None: 1, False: 2}
    persons = each.persons or 0
    unsaid = 0 if persons else 1 if each.persons is None else 2
    return not each.worse, worst, said[each.special], said[each.workers], unsaid, -persons, each.transfer
