"""The register at the end of one day beside the register at the end of another: what differs, who did it, when and why.

Days are UTC and mean what was recorded by their end. Screens, reports and commands ask here, so that they say the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

import orjson

from transfer_register.exhibits import difference, difference_words, exhibit
from transfer_register.exhibits.differing import Act, Change, Counts, Narrowed, Step, Turn, VerdictChange
from transfer_register.model.filter import Filter

if TYPE_CHECKING:
    from transfer_register.register.register import Register

EVERY = difference.EVERY

_NAMES = """
SELECT id, max_by(name, version) AS name FROM party_history
WHERE live AND from_sequence <= $upto AND id IN (SELECT unnest($ids::VARCHAR[])) GROUP BY id
"""
_STILL_KEPT = "SELECT count(*) FROM sight WHERE sight IN (SELECT unnest($sights::INTEGER[]))"
# How often a question is put again whose views were given up meanwhile.
_PATIENCE = 5


class TwoDays:
    """Two days of one register. Days in the wrong order have nothing between them.

    A day that is `today`, or later, is not over: all that is recorded belongs to it, whatever day UTC has.
    """

    def __init__(self, register: Register, first: date, last: date, *, today: date, narrowed: Narrowed | None = None):
        self.first, self.last = first, last
        self.narrowed = narrowed or Narrowed()
        self.after, self.upto = (register.known(None if day >= today else day) for day in (first, last))
        self._register = register

    def counts(self, narrowed: Narrowed | None = None) -> Counts:
        """How much differs, whatever was done to it; another narrowing than the own may be given."""
        rows = self._rows("difference_counts", **self._usual(narrowed or self.narrowed))
        found: dict[str, Counter] = defaultdict(Counter)
        for row in rows:
            found[row["counted"]][(row["kind"], row["value"])] += row["records"]
        actors = {name: number for (_, name), number in sorted(found["actor"].items(), key=lambda one: (-one[1], one[0][1]))}
        return Counts(found["what"], found["step"], actors, found["act"].total())

    def changes(self, limit: int = EVERY, offset: int = 0) -> tuple[list[Change], int]:
        """The records that differ, the one touched last first, and how many there are in all."""
        asked = {"whats": _some(self.narrowed.whats), "limit": limit, "offset": offset}
        rows = self._rows("difference", **self._usual(self.narrowed), **asked)
        if not rows:
            return [], 0
        steps = defaultdict(list)
        ids = None if limit == EVERY else [row["record"] for row in rows]
        # Of a record that is meant every step is told, also those that the search or the choice of people leave aside.
        for row in self._rows("difference_steps", **self._usual(Narrowed()), records=ids):
            steps[row["record"]].append(_step(row))
        return self._told(rows, steps), rows[0]["total"]

    def acts(self, limit: int = EVERY, offset: int = 0, most: int = EVERY) -> tuple[list[Act], int]:
        """The acts, the last first, each with its first `most` changes; and how many acts there are in all."""
        rows = self._rows("difference_acts", **self._usual(self.narrowed), **self._steps_meant(), limit=limit, offset=offset)
        if not rows:
            return [], 0
        changes = self._of_acts(None if limit == EVERY else [row["done_as"] for row in rows], most, 0)
        return [_act(row, changes[row["done_as"]]) for row in rows], rows[0]["total"]

    def act(self, id: str, limit: int, offset: int) -> Act | None:
        """One act with some of its changes; None where there is none between these days."""
        rows = self._rows("difference_acts", **self._usual(self.narrowed), **self._steps_meant(), acts=[id])
        return _act(rows[0], self._of_acts([id], limit, offset)[id]) if rows else None

    def in_force(self, limit: int = EVERY, offset: int = 0) -> tuple[list[Turn], Counter[str]]:
        """What came into force and went out of it although nobody touched it, the last day first; and counts of all."""
        usual = self._usual(self.narrowed)
        del usual["actors"]
        asked = {"first": self.first, "last": self.last, "limit": limit, "offset": offset}
        rows = self._rows("difference_in_force", **usual, **asked)
        names = self._names(id for row in rows for id in difference_words.named(row))
        told = [
            Turn(row["record"], row["kind"], row["what"], difference_words.title(row, names), row["day"],
                 row["recorded_at"], row["actor"])
            for row in rows
        ]  # fmt: skip
        came, went = (rows[0]["came"], rows[0]["went"]) if rows else (0, 0)
        return told, Counter(came_into_force=came, went_out_of_force=went)

    def verdicts(self, limit: int = EVERY, offset: int = 0, filter: Filter | None = None) -> tuple[list[VerdictChange], int, int]:
        """What differs in verdict or ground on transfers of both days, each judged as known on its day by the law of its day.

        Gives some, how many there are in all, and how many of all are other verdicts, not only other grounds. Up to three
        views of the whole register are judged, which takes its time the first time.
        """
        for _ in range(_PATIENCE):
            later, earlier, between = self._sights()
            asked = {"earlier": earlier, "between": between, "after": self.after, "upto": self.upto}
            answer = exhibit.ask(
                self._register, "difference_verdicts", later, filter or Filter(), **asked, limit=limit, offset=offset
            )
            needed = {sight for sight in (earlier, between) if sight is not None}
            if self._register.ask(_STILL_KEPT, {"sights": list(needed)}).rows[0][0] == len(needed):
                break
        rows = answer.dicts()
        total, differ = (rows[0]["total"], rows[0]["differ"]) if rows else (0, 0)
        told = [
            VerdictChange(
                row["transfer"], f"{row['exporter_name']} to {row['importer_name']}", row["regime"], row["was"], row["now"],
                row["ground_was"], row["ground_now"], row["because"],
            )
            for row in rows
        ]  # fmt: skip
        return told, total, differ

    def _sights(self) -> tuple[int, int, int | None]:
        register = self._register
        # A day by whose end everything is recorded shares its view with the other screens.
        whole = register.known(None)
        known_first, known_last = (
            None if known == whole else day for day, known in ((self.first, self.after), (self.last, self.upto))
        )
        earlier = register.sight(self.first, self.first, known_first)
        # Events that were recorded in between are law that came, as new files of law are.
        law = register.law_known(known_first)
        same_law = law.in_force(self.first).digest == register.law_known(known_last).in_force(self.last).digest
        between = None if same_law else register.sight(self.last, self.first, known_last, law)
        return register.sight(self.last, self.last, known_last), earlier, between

    def _of_acts(self, ids: list[str] | None, most: int, offset: int) -> dict[str, list[Change]]:
        asked = {"acts": ids, "most": most, "offset": offset}
        rows = self._rows("difference_steps", **self._usual(self.narrowed), **self._steps_meant(), **asked)
        found = defaultdict(list)
        for row, change in zip(rows, self._told(rows, None), strict=True):
            found[row["done_as"]].append(change)
        return found

    def _told(self, rows: list[dict[str, Any]], steps: dict[str, list[Step]] | None) -> list[Change]:
        for row in rows:
            for side in ("was", "now"):
                row[side] = orjson.loads(row[side]) if row[side] else None
        names = self._names(id for row in rows for id in difference_words.named(row))
        words = self._register.words
        return [
            Change(
                row["record"], row["kind"], row["what"], difference_words.title(row, names),
                tuple(difference_words.fields(words, names, row["kind"], row["was"], row["now"])),
                tuple(steps[row["record"]]) if steps is not None else (_step(row),),
            )
            for row in rows
        ]  # fmt: skip

    def _names(self, ids: Any) -> dict[str, str]:
        wanted = sorted({id for id in ids if id})
        return dict(self._register.ask(_NAMES, {"upto": self.upto, "ids": wanted}).rows) if wanted else {}

    def _usual(self, narrowed: Narrowed) -> dict[str, Any]:
        return {
            "after": self.after, "upto": self.upto, "kinds": _some(narrowed.kinds), "actors": _some(narrowed.actors),
            "search": narrowed.search or None,
        }  # fmt: skip

    def _steps_meant(self) -> dict[str, Any]:
        # A single step leaves nothing as before: that is told of records only.
        return {"whats": _some(what for what in self.narrowed.whats if what != "as_before")}

    def _rows(self, name: str, **asked: Any) -> list[dict[str, Any]]:
        return exhibit.ask(self._register, name, 0, **asked).dicts()


def _some(values: Any) -> list[str] | None:
    return list(values) or None


def _step(row: dict[str, Any]) -> Step:
    return Step(row["recorded_at"], row["actor"], row["why"], row["batch"], row["what"])


def _act(row: dict[str, Any], changes: list[Change]) -> Act:
    counts = {what: row[what] for what in ("added", "changed", "ended") if row[what]}
    return Act(
        row["done_as"], row["batch"], row["title"] or "", row["recorded_at"], row["actor"], row["why"], row["records"], counts,
        tuple(changes),
    )  # fmt: skip
