"""A sight that followed the journal step by step is the same as one made anew from the whole journal."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.register.conftest import party
from transfer_register.errors import Refused
from transfer_register.register.register import Register
from transfer_register.register.writing import Writing

FIRST = datetime(2026, 3, 1, 12, tzinfo=UTC)
COUNTRIES = ("DE", "US", "JP", "GB", None)
PARTY_FACTS = ({}, {"dpf.eu.active": True}, {"dpf.eu.active": False})
PLACES = ((), ({"country": "US"},), ({"country": "FR"}, {"country": "US", "role": "remote_access"}), ({"scope": "global"},))
MECHANISMS = (None, [], [{"tool": "scc", "module": 2, "signed_on": "2025-01-01"}], [{"tool": "scc", "valid_to": "2026-06-30"}])
VALID = ((None, None), ("2026-07-01", None), (None, "2026-06-30"))

number = st.integers(min_value=0, max_value=59)
step = st.tuples(
    st.sampled_from(["party", "transfer", "change party", "change transfer", "end", "restore"]), number, number, number
)
acts = st.lists(st.lists(step, min_size=1, max_size=5), min_size=2, max_size=4)

# What is the same however the sight was made; the numbers of patterns are not.
QUESTIONS = (
    "SELECT * EXCLUDE (scored_by) FROM transfers_on($sight)",
    "SELECT leg.* EXCLUDE (pattern), digest FROM legs_on($sight) AS leg JOIN pattern USING (pattern)",
    "FROM verdicts_on($sight)",
    "FROM findings_on($sight)",
    "FROM contributions_on($sight)",
    "FROM facts_on($sight)",
)
HISTORIES = ("party_history", "transfer_history", "other_history", "change")


def pick(known: list[str], which: int) -> str | None:
    return known[which % len(known)] if known else None


def transfer_state(parties: list[str], transfers: list[str], a: int, b: int, c: int) -> dict | None:
    if not parties:
        return None
    first, last = VALID[a % len(VALID)]
    state = {
        "exporter": pick(parties, a), "importer": pick(parties, b), "places": PLACES[c % len(PLACES)], "valid_from": first,
        "valid_to": last, "mechanisms": MECHANISMS[b % len(MECHANISMS)], "persons": c % 2 or None,
        "follows": pick(transfers, c) if c % 3 == 0 else None,
    }  # fmt: skip
    return {name: value for name, value in state.items() if value is not None}


class Acting:
    """Interprets steps: numbers choose among the records there are."""

    def __init__(self, register: Register):
        self.register = register

    def act(self, steps: list[tuple], at: datetime) -> None:
        rows = self.register.ask(
            "SELECT record, max(version) FROM change WHERE kind IN ('party', 'transfer') GROUP BY 1 ORDER BY 1", {}
        ).rows
        versions = dict(rows)
        try:
            with self.register.batch("Ada", at, title="batch" if len(steps) > 2 else None) as writing:
                for step in steps:
                    self._step(writing, versions, *step)
        except Refused:
            return  # the act would have left a name that leads nowhere

    def _step(self, writing: Writing, versions: dict[str, int], what: str, a: int, b: int, c: int) -> None:
        parties = [id for id in versions if id.startswith("PA")]
        transfers = [id for id in versions if id.startswith("TR")]
        fresh_party = party(f"P{a}", COUNTRIES[b % len(COUNTRIES)], facts=PARTY_FACTS[c % len(PARTY_FACTS)])
        state = transfer_state(parties, transfers, a, b, c)
        match what:
            case "party":
                versions[writing.new("party", fresh_party)] = 1
            case "transfer" if state:
                versions[writing.new("transfer", state)] = 1
            case "change party" | "restore" if id := pick(parties, a):
                versions[id] = writing.change(id, fresh_party, versions[id])
            case "change transfer" if (id := pick(transfers, a)) and state:
                versions[id] = writing.change(id, state, versions[id])
            case "end" if id := pick(transfers + parties, a):
                writing.end(id, versions[id])
                versions[id] += 1


def answers(register: Register, sights: list[int]) -> list[list[tuple]]:
    found = [register.ask(question, {"sight": sight}).rows for sight in sights for question in QUESTIONS]
    found += [register.ask(f"FROM {history}", {}).rows for history in HISTORIES]
    return [sorted(rows, key=repr) for rows in found]


def look(register: Register) -> list[int]:
    return [
        register.sight(date(2026, 6, 1)),
        register.sight(date(2026, 7, 1), law_on=date(2027, 1, 1)),
        register.sight(date(2026, 6, 1), known_on=date(2026, 3, 2)),
    ]


@settings(
    max_examples=int(os.environ.get("REGISTER_EXAMPLES", "5")), deadline=None, derandomize=True,
    suppress_health_check=list(HealthCheck), phases=(Phase.generate,),
)  # fmt: skip
@given(acts)
def test_following_step_by_step_equals_making_anew(law, kits, words, acts):
    with tempfile.TemporaryDirectory() as folder:
        followed = Register.open(Path(folder), law, kits, words)
        acting = Acting(followed)
        with followed.batch("Ada", FIRST) as writing:
            for country in COUNTRIES:
                writing.new("party", party(f"In {country}", country))
        for place, steps in enumerate(acts):
            acting.act(steps, FIRST + timedelta(hours=9 * place))
            sights = look(followed)
        anew = Register.open(Path(folder), law, kits, words)
        assert anew.current.projection.in_memory
        assert answers(followed, sights) == answers(anew, look(anew))
        assert followed.verify().ok
        anew.close()
        followed.close()
