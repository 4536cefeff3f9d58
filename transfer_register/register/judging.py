"""Judging patterns of facts by a law, and scoring them by an edition of a kit: each pattern once, whoever has it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pyarrow
from pyarrow import compute

from transfer_register.assessment.edition import Edition
from transfer_register.assessment.score import SCORE, scores_sql
from transfer_register.law.condition import Test, tests_of
from transfer_register.law.in_force import MEASURES, TOOLS, InForce, LawState
from transfer_register.law.judge import findings_sql
from transfer_register.law.provision import ProvisionKind
from transfer_register.law.verdict import verdicts_sql
from transfer_register.register.alike import FEW, Patterns
from transfer_register.register.bench import Benches, Step
from transfer_register.register.projection import Projection

_FINDING = "pattern UBIGINT, regime VARCHAR, provision VARCHAR, kind VARCHAR, outcome VARCHAR, ask VARCHAR[]"
_VERDICT = "pattern UBIGINT, regime VARCHAR, verdict VARCHAR, ground VARCHAR, fallbacks VARCHAR[], ask VARCHAR[], ends DATE"
_SCORE = f"pattern UBIGINT, {SCORE}"

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
_UNJUDGED = "NOT EXISTS (FROM judged AS j WHERE j.law = $law AND j.pattern = f.pattern)"
_UNSCORED = """NOT EXISTS (FROM scored_alike AS s WHERE s.kit = $kit AND s.pattern = f.pattern)
AND EXISTS (FROM pattern_verdict AS v WHERE v.law = $law AND v.pattern = f.pattern AND v.verdict <> 'not_restricted')"""
# How many patterns are judged in one go: enough to fill a core, few enough for memory.
_AT_ONCE = 20_000


class Law:
    """The law of a day, compiled, with a bench for each regime so that they are judged side by side."""

    def __init__(self, state: LawState):
        self.state = state
        # Whom a regime binds is asked first and of all together: the rest of a regime is long, and few exporters have several.
        binding = replace(state, provisions=tuple(p for p in state.provisions if p.kind is ProvisionKind.BINDING))
        self._binding = Benches("unjudged", (Step("bound", _FINDING, findings_sql(binding, "unjudged")),))
        verdicts = verdicts_sql(state, "fresh_finding")
        self._regimes = {
            regime: Benches(
                "unjudged",
                (
                    Step("fresh_finding", _FINDING, findings_sql(state, "unjudged", regimes=[regime])),
                    Step("fresh_verdict", _VERDICT, verdicts),
                ),
            )
            for regime in state.regimes
        }
        self._provisions = [_provision_row(place, p) for place, p in enumerate(state.provisions)]
        # Names everything it says, its sources too, as this program compiles it.
        steps = [benches.steps for benches in (self._binding, *self._regimes.values())]
        self.fingerprint = _name(state.digest, repr(steps), repr(self._provisions))

    def number(self, projection: Projection) -> int:
        """The number of this law in the projection, where it is entered when it is new."""
        known = projection.first("SELECT law FROM law WHERE fingerprint = $name", {"name": self.fingerprint})
        if known:
            return known[0]
        [number] = projection.first("SELECT coalesce(max(law), 0) + 1 FROM law")
        entered = {"law": number, "state": self.state.digest, "name": self.fingerprint}
        projection.connection.execute("INSERT INTO law VALUES ($law, $state, $name)", entered)
        _insert(projection, "law_provision", "law", number, pyarrow.Table.from_pylist(self._provisions, _PROVISION))
        return number

    def judge(self, projection: Projection, number: int) -> None:
        """Judges the patterns under way that this law has not judged."""
        patterns = Patterns(projection, _UNJUDGED, {"law": number})
        if patterns.count:
            parts = self._few(projection, number, patterns) if patterns.count <= FEW else self._many(projection, number, patterns)
            for judged in _side_by_side(parts):
                _insert(projection, "case_finding", "law", number, judged["fresh_finding"])
                _insert(projection, "case_verdict", "law", number, judged["fresh_verdict"])
            projection.connection.execute("INSERT INTO judged SELECT $law, pattern FROM under_way", {"law": number})

    def _few(self, projection: Projection, number: int, patterns: Patterns) -> list[tuple[Benches, pyarrow.Table]]:
        """What is to be judged where each pattern is judged for itself."""
        given = patterns.facts(sorted(self._binding.facts.union(*(benches.facts for benches in self._regimes.values()))))
        bound = self._binding.run(given)["bound"]
        alike = bound.select(["regime", "pattern"]).append_column("judged_as", bound["pattern"])
        _insert(projection, "judged_alike", "law", number, alike)
        chosen = [(b, bound.filter(compute.equal(bound["regime"], regime))["pattern"]) for regime, b in self._regimes.items()]
        return [(b, given.filter(compute.is_in(given["pattern"], ids.combine_chunks()))) for b, ids in chosen if len(ids)]

    def _many(self, projection: Projection, number: int, patterns: Patterns) -> list[tuple[Benches, pyarrow.Table]]:
        """What is to be judged where one pattern is judged for all that the law of a regime cannot tell from it."""
        parts = []
        for regime, benches in self._regimes.items():
            provisions = [p for p in self.state.provisions if p.regime == regime]
            bound = [p.requires for p in provisions if p.kind is ProvisionKind.BINDING]
            named = {code for p in provisions for code in p.provision.destinations}
            tests = [test for p in provisions for part in (p.applies, p.requires) for test in tests_of(part)]
            patterns.alike([*tests, Test(TOOLS, "known", True), Test(MEASURES, "known", True)], bound, named)
            projection.connection.execute(
                "INSERT INTO judged_alike SELECT $law, $regime, pattern, judged_as FROM alike", {"law": number, "regime": regime}
            )
            examples = patterns.examples(benches.facts)
            parts += [(benches, examples.slice(at, _AT_ONCE)) for at in range(0, examples.num_rows, _AT_ONCE)]
        return parts

    def rest(self) -> None:
        """Gives back the room of the benches; they are made again when they are needed."""
        for benches in (self._binding, *self._regimes.values()):
            benches.close()


def _side_by_side(parts: list[tuple[Benches, pyarrow.Table]]) -> Iterator[dict[str, pyarrow.Table]]:
    """Each part judged on its bench, as many at a time as there are processors."""
    if parts:
        with ThreadPoolExecutor(min(len(parts), os.cpu_count() or 1)) as threads:
            yield from threads.map(lambda part: part[0].run(part[1]), parts)


class Scoring:
    """An edition of the kit that ranks transfers, compiled."""

    def __init__(self, edition: Edition):
        self.edition = edition
        self._tests = [test for c in edition.contributions for part in (c.applies_if, c.condition) for test in tests_of(part)]
        self._benches = Benches("unscored", (Step("fresh_score", _SCORE, scores_sql(edition, "unscored")),))
        self.fingerprint = _name(edition.digest, repr(self._benches.steps))

    def number(self, projection: Projection) -> int:
        """The number of this edition in the projection, where it is entered when it is new."""
        known = projection.first("SELECT kit FROM kit WHERE fingerprint = $name", {"name": self.fingerprint})
        if known:
            return known[0]
        [number] = projection.first("SELECT coalesce(max(kit), 0) + 1 FROM kit")
        entered = {"kit": number, "state": self.edition.digest, "name": self.fingerprint}
        projection.connection.execute("INSERT INTO kit VALUES ($kit, $state, $name)", entered)
        items = [
            {"place": place, "item": c.id, "part": str(c.part), "points": float(c.points)}
            for place, c in enumerate(self.edition.contributions, start=1)
        ]
        _insert(projection, "kit_item", "kit", number, pyarrow.Table.from_pylist(items))
        return number

    def score(self, projection: Projection, number: int, law: int) -> None:
        """Scores the patterns under way that a law restricts and this edition has not scored."""
        patterns = Patterns(projection, _UNSCORED, {"kit": number, "law": law})
        if patterns.count:
            if patterns.count <= FEW:
                patterns.each_for_itself()
            else:
                patterns.alike(self._tests)
            examples = patterns.examples(self._benches.facts)
            parts = [(self._benches, examples.slice(at, _AT_ONCE)) for at in range(0, examples.num_rows, _AT_ONCE)]
            for scored in _side_by_side(parts):
                _insert(projection, "case_score", "kit", number, scored["fresh_score"])
            projection.connection.execute("INSERT INTO scored_alike SELECT $kit, pattern, judged_as FROM alike", {"kit": number})

    def rest(self) -> None:
        """Gives back the room of the bench; it is made again when it is needed."""
        self._benches.close()


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
