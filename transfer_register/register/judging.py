"""Judging patterns of facts by a law: each pattern once, whoever has it, and by two laws that agree on it but once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pyarrow
from pyarrow import compute

from transfer_register.law.condition import Condition, Test, tests_of
from transfer_register.law.in_force import DESTINATION, MEASURES, TOOLS, InForce, LawState
from transfer_register.law.judge import findings_sql
from transfer_register.law.provision import ProvisionKind
from transfer_register.law.verdict import verdicts_sql
from transfer_register.register.alike import FEW, Patterns
from transfer_register.register.bench import Benches, Part, Step, parts_of, shared_benches, side_by_side
from transfer_register.register.judged_rows import insert_rows, name_of
from transfer_register.register.projection import Projection

_FINDING = "pattern UBIGINT, regime VARCHAR, provision VARCHAR, kind VARCHAR, outcome VARCHAR, ask VARCHAR[]"
_VERDICT = "pattern UBIGINT, regime VARCHAR, verdict VARCHAR, ground VARCHAR, fallbacks VARCHAR[], ask VARCHAR[], ends DATE"

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


# Which of the patterns under way a law has not judged; and of these, those of which another law says something else under a
# regime (sql/differing.sql).
_UNJUDGED = "NOT EXISTS (FROM judged AS j WHERE j.law = $law AND j.pattern = f.pattern)"
_DIFFERING = f"f.pattern IN (SELECT pattern FROM differing WHERE regime = $regime) AND {_UNJUDGED}"
_KNOWN_CASES = (
    "SELECT pattern FROM case_verdict WHERE law = $law AND regime = $regime AND pattern IN (SELECT pattern FROM under_way)"
)


class Law:
    """The law of a day, compiled, with benches for each regime so that they are judged side by side."""

    def __init__(self, state: LawState):
        self.state = state
        # Whom a regime binds is asked first and of all together: the rest of a regime is long, and few exporters have several.
        binding = replace(state, provisions=tuple(p for p in state.provisions if p.kind is ProvisionKind.BINDING))
        self._binding = shared_benches("unjudged", (Step("bound", _FINDING, findings_sql(binding, "unjudged")),))
        self._regimes: dict[str, Benches] = {}
        for regime in state.regimes:
            # Its own provisions only, so that the text is that of any other law with the same ones.
            own = replace(state, provisions=tuple(state.of(regime)))
            findings = Step("fresh_finding", _FINDING, findings_sql(own, "unjudged", regimes=[regime]))
            self._regimes[regime] = shared_benches(
                "unjudged", (findings, Step("fresh_verdict", _VERDICT, verdicts_sql(own, "fresh_finding")))
            )
        self._provisions = [_provision_row(place, p) for place, p in enumerate(state.provisions)]
        # Names everything it says, its sources too, as this program compiles it.
        self.fingerprint = name_of(state.digest, repr([b.steps for b in self.benches]), repr(self._provisions))

    @property
    def benches(self) -> tuple[Benches, ...]:
        """All that it judges on; another law may share some of them."""
        return (self._binding, *self._regimes.values())

    def facts(self, regimes: Collection[str]) -> frozenset[str]:
        """The facts that some of its regimes look at."""
        return frozenset({TOOLS, MEASURES, DESTINATION}).union(*(self._regimes[regime].facts for regime in regimes))

    def number(self, projection: Projection) -> int:
        """The number of this law in the projection, where it is entered when it is new."""
        known = projection.first("SELECT law FROM law WHERE fingerprint = $name", {"name": self.fingerprint})
        if known:
            return known[0]
        [number] = projection.first("SELECT coalesce(max(law), 0) + 1 FROM law")
        entered = {"law": number, "state": self.state.digest, "name": self.fingerprint}
        projection.connection.execute("INSERT INTO law VALUES ($law, $state, $name)", entered)
        insert_rows(projection, "law_provision", "law", number, pyarrow.Table.from_pylist(self._provisions, _PROVISION))
        return number

    def judge(self, projection: Projection, number: int) -> None:
        """Judges the patterns under way that this law has not judged."""
        patterns = Patterns(projection, _UNJUDGED, {"law": number})
        if patterns.count:
            few = patterns.count <= FEW
            self._keep(
                projection, number, self._few(projection, number, patterns) if few else self._many(projection, number, patterns)
            )
            projection.connection.execute("INSERT INTO judged SELECT $law, pattern FROM under_way", {"law": number})

    def prepare(self, regime: str) -> None:
        """Has a bench for a regime ready: planning it takes longer than anything else where little is to be judged."""
        self._regimes[regime].prepare()

    def judge_differing(self, projection: Projection, number: int, regimes: Collection[str]) -> None:
        """Judges, under some regimes, the patterns under way of which a law that bound the same exporters said something else."""
        parts = []
        for regime in regimes:
            patterns = Patterns(projection, _DIFFERING, {"law": number, "regime": regime})
            if patterns.count > FEW:
                self._alike(patterns, regime)
            else:
                patterns.each_for_itself()
            parts += self._examples(projection, number, regime, patterns)
        self._keep(projection, number, parts)

    def _few(self, projection: Projection, number: int, patterns: Patterns) -> list[Part]:
        """What is to be judged where each pattern is judged for itself."""
        given = patterns.facts(sorted(frozenset().union(*(benches.facts for benches in self.benches))))
        bound = self._binding.run(given)["bound"]
        alike = bound.select(["regime", "pattern"]).append_column("judged_as", bound["pattern"])
        insert_rows(projection, "judged_alike", "law", number, alike)
        parts = []
        for regime in self._regimes:
            whose = bound.filter(compute.equal(bound["regime"], regime))["pattern"]
            if len(whose):
                own = given.filter(compute.is_in(given["pattern"], whose.combine_chunks()))
                parts += self._unknown(projection, number, regime, own)
        return parts

    def _many(self, projection: Projection, number: int, patterns: Patterns) -> list[Part]:
        """What is to be judged where one pattern is judged for all that the law of a regime cannot tell from it."""
        parts = []
        for regime in self._regimes:
            self._alike(patterns, regime, [p.requires for p in self.state.of(regime, ProvisionKind.BINDING)])
            parts += self._examples(projection, number, regime, patterns)
        return parts

    def _alike(self, patterns: Patterns, regime: str, bound: Collection[Condition] = ()) -> None:
        provisions = self.state.of(regime)
        named = {code for p in provisions for code in p.provision.destinations}
        tests = [test for p in provisions for part in (p.applies, p.requires) for test in tests_of(part)]
        patterns.alike([*tests, Test(TOOLS, "known", True), Test(MEASURES, "known", True)], bound, named)

    def _examples(self, projection: Projection, number: int, regime: str, patterns: Patterns) -> list[Part]:
        """Notes who is judged by whom, and gives those who are judged."""
        projection.connection.execute(
            "INSERT INTO judged_alike SELECT $law, $regime, pattern, judged_as FROM alike", {"law": number, "regime": regime}
        )
        return self._unknown(projection, number, regime, patterns.examples(self._regimes[regime].facts))

    def _unknown(self, projection: Projection, number: int, regime: str, examples: pyarrow.Table) -> list[Part]:
        """Those that were never judged, for themselves or for others who look different now."""
        asked = {"law": number, "regime": regime}
        known = projection.connection.sql(_KNOWN_CASES, params=asked).to_arrow_table()["pattern"]
        if len(known):
            examples = examples.filter(compute.invert(compute.is_in(examples["pattern"], known.combine_chunks())))
        return parts_of(self._regimes[regime], examples)

    def _keep(self, projection: Projection, number: int, parts: list[Part]) -> None:
        for judged in side_by_side(parts):
            insert_rows(projection, "case_finding", "law", number, judged["fresh_finding"])
            insert_rows(projection, "case_verdict", "law", number, judged["fresh_verdict"])


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
