"""Judging patterns of facts by a law, and scoring them by a kit: each pattern once, whoever has it."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property

import pyarrow
from pyarrow import compute

from transfer_register.assessment.kit import Kit
from transfer_register.assessment.score import contributions_sql, scores_sql
from transfer_register.law.in_force import InForce, LawState
from transfer_register.law.judge import findings_sql
from transfer_register.law.provision import ProvisionKind
from transfer_register.law.verdict import verdicts_sql
from transfer_register.register import fact_columns
from transfer_register.register.bench import Bench, Step
from transfer_register.register.projection import Projection

_FINDING = "pattern UBIGINT, regime VARCHAR, provision VARCHAR, kind VARCHAR, outcome VARCHAR, ask VARCHAR[]"
_VERDICT = "pattern UBIGINT, regime VARCHAR, verdict VARCHAR, ground VARCHAR, fallbacks VARCHAR[], ask VARCHAR[], ends DATE"
_CONTRIBUTION = "pattern UBIGINT, item VARCHAR, outcome VARCHAR, points DOUBLE"
_SCORE = "pattern UBIGINT, score DOUBLE, band VARCHAR"

_TEXT, _TEXTS = pyarrow.string(), pyarrow.list_(pyarrow.string())
_PROVISION = pyarrow.schema(
    {
        "regime": _TEXT, "provision": _TEXT, "kind": _TEXT, "cascade": _TEXT, "severity": _TEXT, "binding": _TEXT,
        "place": pyarrow.int32(), "title": _TEXT, "says": _TEXT, "tools": _TEXTS, "destinations": _TEXTS,
        "in_force_from": pyarrow.date32(), "in_force_until": pyarrow.date32(), "act": _TEXT, "article": _TEXT, "url": _TEXT,
        "confidence": _TEXT, "checked_on": pyarrow.date32(), "ends_on": pyarrow.date32(), "role": _TEXT, "bars": _TEXTS,
        "duty": _TEXT, "owed_to": _TEXT, "owed_when": _TEXT, "due_fact": _TEXT, "due_months": pyarrow.int32(),
        "due_days": pyarrow.int32(), "due_before": pyarrow.bool_(),
    }
)  # fmt: skip


# Which of the patterns under way a law has not judged; and which a kit has not scored although the law restricts them.
_UNJUDGED = """
SELECT DISTINCT pattern FROM fresh_fact WHERE pattern NOT IN (SELECT pattern FROM judged WHERE law = $law)
"""
_UNSCORED = """
SELECT DISTINCT pattern FROM fresh_fact
WHERE pattern NOT IN (SELECT pattern FROM pattern_score WHERE kit = $kit)
  AND pattern IN (SELECT pattern FROM pattern_verdict WHERE law = $law AND verdict <> 'not_restricted')
"""


class Patterns:
    """The patterns under way with their facts, fetched when there is something to judge: for most edits there is not."""

    def __init__(self, projection: Projection):
        self._projection = projection

    def asked(self, question: str, parameters: dict[str, int]) -> pyarrow.Table:
        """The patterns that a question names, with their facts."""
        ids = [id for (id,) in self._projection.connection.execute(question, parameters).fetchall()]
        return self.of(pyarrow.array(ids, pyarrow.uint64())) if ids else pyarrow.table({"pattern": ids})

    def of(self, ids: pyarrow.Array) -> pyarrow.Table:
        return self._all.filter(compute.is_in(self._all["pattern"], ids))

    @cached_property
    def _all(self) -> pyarrow.Table:
        return self._projection.connection.sql(fact_columns.PATTERNS).to_arrow_table()


class Law:
    """The law of a day, compiled, with a bench for each regime so that they are judged side by side."""

    def __init__(self, state: LawState):
        self._state = state
        # Whom a regime binds is asked first and of all together: the rest of a regime is long, and few exporters have several.
        binding = replace(state, provisions=tuple(p for p in state.provisions if p.kind is ProvisionKind.BINDING))
        self._binding_steps = (Step("bound", _FINDING, findings_sql(binding, "unjudged")),)
        verdicts = verdicts_sql(state, "fresh_finding")
        self._steps = {
            regime: (
                Step("fresh_finding", _FINDING, findings_sql(state, "unjudged", regimes=[regime])),
                Step("fresh_verdict", _VERDICT, verdicts),
            )
            for regime in state.regimes
        }
        self._benches: dict[str, Bench] = {}
        self._provisions = [_provision_row(place, p) for place, p in enumerate(state.provisions)]
        # Names everything it says, its sources too, as this program compiles it.
        self.fingerprint = _name(state.digest, repr(self._binding_steps), repr(self._steps), repr(self._provisions))

    def number(self, projection: Projection) -> int:
        """The number of this law in the projection, where it is entered when it is new."""
        known = projection.first("SELECT law FROM law WHERE fingerprint = $name", {"name": self.fingerprint})
        if known:
            return known[0]
        [number] = projection.first("SELECT coalesce(max(law), 0) + 1 FROM law")
        entered = {"law": number, "state": self._state.digest, "name": self.fingerprint}
        projection.connection.execute("INSERT INTO law VALUES ($law, $state, $name)", entered)
        _insert(projection, "law_provision", "law", number, pyarrow.Table.from_pylist(self._provisions, _PROVISION))
        return number

    def judge(self, projection: Projection, number: int, patterns: Patterns) -> None:
        """Judges the patterns under way that this law has not judged."""
        unjudged = patterns.asked(_UNJUDGED, {"law": number})
        if unjudged.num_rows:
            bound = self._bench("", self._binding_steps).run(unjudged)["bound"]
            regimes = [(regime, bound.filter(compute.equal(bound["regime"], regime))["pattern"]) for regime in self._steps]
            parts = [(regime, patterns.of(ids.combine_chunks())) for regime, ids in regimes if len(ids)]
            with ThreadPoolExecutor(len(parts) or 1) as side_by_side:
                for judged in side_by_side.map(lambda part: self._bench(part[0], self._steps[part[0]]).run(part[1]), parts):
                    _insert(projection, "pattern_finding", "law", number, judged["fresh_finding"])
                    _insert(projection, "pattern_verdict", "law", number, judged["fresh_verdict"])
            _insert(projection, "judged", "law", number, unjudged.select(["pattern"]))

    def _bench(self, name: str, steps: tuple[Step, ...]) -> Bench:
        """Made when something must be judged: most looks at the register find everything judged before."""
        if name not in self._benches:
            self._benches[name] = Bench("unjudged", steps)
        return self._benches[name]

    def rest(self) -> None:
        """Gives back the room of the benches; they are made again when they are needed."""
        while self._benches:
            self._benches.popitem()[1].close()


class Scoring:
    """The kit that ranks transfers, compiled."""

    def __init__(self, kit: Kit):
        self._state = kit.digest
        self._steps = (
            Step("fresh_contribution", _CONTRIBUTION, contributions_sql(kit, "unscored")),
            Step("fresh_score", _SCORE, scores_sql(kit, "unscored")),
        )
        self.fingerprint = _name(kit.digest, repr(self._steps))

    def number(self, projection: Projection) -> int:
        """The number of this kit in the projection, where it is entered when it is new."""
        known = projection.first("SELECT kit FROM kit WHERE fingerprint = $name", {"name": self.fingerprint})
        if known:
            return known[0]
        [number] = projection.first("SELECT coalesce(max(kit), 0) + 1 FROM kit")
        entered = {"kit": number, "state": self._state, "name": self.fingerprint}
        projection.connection.execute("INSERT INTO kit VALUES ($kit, $state, $name)", entered)
        return number

    def score(self, projection: Projection, number: int, law: int, patterns: Patterns) -> None:
        """Scores the patterns under way that a law restricts and this kit has not scored."""
        unscored = patterns.asked(_UNSCORED, {"kit": number, "law": law})
        if unscored.num_rows:
            scored = self._bench.run(unscored)
            _insert(projection, "pattern_contribution", "kit", number, scored["fresh_contribution"])
            _insert(projection, "pattern_score", "kit", number, scored["fresh_score"])

    @cached_property
    def _bench(self) -> Bench:
        return Bench("unscored", self._steps)

    def rest(self) -> None:
        """Gives back the room of the bench; it is made again when it is needed."""
        if bench := self.__dict__.pop("_bench", None):
            bench.close()


def _insert(projection: Projection, table: str, key: str, number: int, rows: pyarrow.Table) -> None:
    with projection.table("arriving", rows):
        projection.connection.execute(
            f"INSERT INTO {table} BY NAME SELECT $number::INTEGER AS {key}, * FROM arriving", {"number": number}
        )


def _provision_row(place: int, p: InForce) -> dict:
    own, version = p.provision, p.version
    source, due = version.source, version.due
    return {
        "regime": p.regime, "provision": p.id, "kind": str(p.kind), "cascade": own.cascade, "severity": own.severity,
        "binding": own.binding, "place": place, "title": own.title, "says": own.says, "tools": list(own.tools),
        "destinations": list(own.destinations), "in_force_from": version.first, "in_force_until": version.last,
        "act": source.act, "article": source.article, "url": source.url, "confidence": source.confidence,
        "checked_on": source.checked_on, "ends_on": p.ends, "role": own.role, "bars": list(own.bars),
        "duty": own.duty, "owed_to": version.owed_to, "owed_when": version.when, "due_fact": due and due.fact,
        "due_months": due and due.months, "due_days": due and due.days, "due_before": due and due.before,
    }  # fmt: skip


def _name(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
