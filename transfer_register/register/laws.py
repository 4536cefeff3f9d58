"""The laws and editions compiled in this process: planning one costs a second or two, so registers share them."""

from __future__ import annotations

from collections import OrderedDict
from threading import RLock

from transfer_register.assessment.edition import Edition
from transfer_register.law.in_force import LawState
from transfer_register.register.judging import Law
from transfer_register.register.scoring import Scoring

# How many laws are kept compiled, for sights that were given up and are asked again; and how many keep room to judge in.
_KEPT = 24
_AT_WORK = 3


class Laws:
    """Safe for many threads: a law judges on benches of which each is used by one at a time."""

    def __init__(self) -> None:
        self._lock = RLock()
        # Those used last, by fingerprint; and the fingerprint of each state met, beside it the state itself, so that its id is
        # not given to another.
        self._laws: OrderedDict[str, Law] = OrderedDict()
        self._met: dict[int, tuple[LawState, str]] = {}
        self._scorings: dict[str, Scoring] = {}

    def __contains__(self, fingerprint: str) -> bool:
        return fingerprint in self._laws

    def __getitem__(self, fingerprint: str) -> Law:
        return self._laws[fingerprint]

    def fingerprint(self, state: LawState) -> str:
        """The name of the law of a day, which is compiled where it is new."""
        with self._lock:
            if id(state) not in self._met or self._met[id(state)][1] not in self._laws:
                law = Law(state)
                self._laws.setdefault(law.fingerprint, law)
                self._met[id(state)] = (state, law.fingerprint)
                while len(self._laws) > _KEPT:
                    self._rest(self._laws.popitem(last=False)[1])
                self._met = {place: met for place, met in self._met.items() if met[1] in self._laws}
            return self._met[id(state)][1]

    def at_work(self, fingerprint: str) -> Law:
        """A law to judge by; only those used last keep their benches."""
        with self._lock:
            self._laws.move_to_end(fingerprint)
            for law in list(self._laws.values())[:-_AT_WORK]:
                self._rest(law)
            return self._laws[fingerprint]

    def _rest(self, law: Law) -> None:
        """Gives back the room of the benches that no law at work has too; they are made again when they are needed."""
        at_work = {benches for other in list(self._laws.values())[-_AT_WORK:] for benches in other.benches}
        for benches in law.benches:
            if benches not in at_work:
                benches.close()

    def scoring(self, edition: Edition) -> Scoring:
        """An edition compiled; those of one digest score alike."""
        with self._lock:
            if edition.digest not in self._scorings:
                self._scorings[edition.digest] = Scoring(edition)
            return self._scorings[edition.digest]


LAWS = Laws()
