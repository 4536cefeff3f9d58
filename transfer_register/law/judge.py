"""The law of a day as SQL that judges: facts in, findings out.

Set-based, and in few steps, because a database plans a hundred small questions slower than it answers them: every test of the
law becomes a column once; from these, each regime gets a list of outcomes for every pattern; the list becomes rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from transfer_register.law.condition import (
    NEVER,
    Condition,
    Constant,
    Test,
    asked_facts,
    condition_sql,
    literal,
    literals,
    tests_of,
)
from transfer_register.law.in_force import DESTINATION, MEASURES, TOOLS, InForce, LawState
from transfer_register.law.judged import judged_columns
from transfer_register.law.provision import LOOKING_BACK, ProvisionKind
from transfer_register.model.facts import JUDGED

_FIRST = tuple(kind for kind in ProvisionKind if kind not in LOOKING_BACK)
_FORBIDDING = (ProvisionKind.GATE, *LOOKING_BACK)
_COLUMNS = "pattern, regime, provision, kind, outcome, ask"


def findings_sql(
    state: LawState, relation: str, *, regimes: Iterable[str] | None = None, everything: bool = False, stated: Iterable[str] = ()
) -> str:
    """What each provision says: (pattern, regime, provision, kind, outcome, ask).

    `relation` has `pattern` and every fact of FACTS as columns. A pattern has rows only under regimes that bind its
    exporter, or may bind it: one of kind `binding`, and one for each provision that applies. Provisions that do not apply
    give no row; requirements and duties give one only where they are known to apply, exposures only where they are met or
    may be, measures only where they are recorded; `everything` gives those rows too.
    `stated` names the judged facts that the relation has as columns; what they say stands before what is judged.
    """
    chosen = state.regimes if regimes is None else tuple(regimes)
    writers = [
        _Writer(state, relation, regime, str(number), everything, frozenset(stated)) for number, regime in enumerate(chosen)
    ]
    steps = [step for writer in writers for step in writer.steps()]
    results = [name for writer in writers for name in writer.results]
    if not results:
        return f"SELECT pattern, '' AS regime, '' AS provision, '' AS kind, '' AS outcome, [''] AS ask FROM {relation} LIMIT 0"
    return "WITH " + ",\n".join(steps) + "\n" + "\nUNION ALL ".join(f"SELECT {_COLUMNS} FROM {name}" for name in results)


@dataclass
class _Tests:
    """Every test of the law, and the column that holds what it says; every fact, and the column that says it is unknown."""

    names: dict[Test, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)

    def write(self, condition: Condition) -> str:
        if isinstance(condition, Test):
            return self.names.setdefault(condition, f"t{len(self.names) + 1}")
        return condition_sql(condition, write=self.write)

    def unknown(self, fact: str) -> str:
        """The column that holds the name of a fact where it is unknown; nobody is asked for what the judge finds out."""
        return "NULL" if fact in JUDGED else self.asked.setdefault(fact, f"n{len(self.asked) + 1}")

    def columns(self) -> str:
        tests = [f"{condition_sql(test)} AS {name}" for test, name in self.names.items() if test.fact not in JUDGED]
        asked = [f"CASE WHEN {_column(fact)} IS NULL THEN {literal(fact)} END AS {name}" for fact, name in self.asked.items()]
        return "".join(f", {text}" for text in tests + asked)


@dataclass
class _Writer:
    """Writes the steps for one regime: whom it binds, what carries and forbids, what that means, what is required."""

    state: LawState
    relation: str
    regime: str
    suffix: str
    everything: bool
    stated: frozenset[str]
    tests: _Tests = field(default_factory=_Tests)
    results: list[str] = field(default_factory=list)

    def steps(self) -> list[str]:
        bound, carried, judged, seen, required = (
            f"{name}_{self.suffix}" for name in ("bound", "carried", "judged", "seen", "required")
        )
        binds = [self.tests.write(p.requires) for p in self.state.of(self.regime, ProvisionKind.BINDING)]
        first, groups = self._said(carried, self.state.of(self.regime, *_FIRST), bound)
        steps = list(first)
        if later := self.state.of(self.regime, *LOOKING_BACK):
            inner, _ = self._said(required, later, seen)
            found = ", ".join(f"{text} AS {_column(name)}" for name, text in judged_columns(groups, self.state).items())
            steps.append(f"{judged} AS (SELECT pattern, {found} FROM {f'{carried}_decided' if groups else bound})")
            steps.append(
                f"{seen} AS (SELECT f.*, unrestricted{self._judged(later)} FROM {bound} f JOIN {judged} j USING (pattern))"
            )
            steps += inner
        said = "".join(f", {_column(name)}" for name in sorted(self.stated))
        columns = f"pattern, {_column(DESTINATION)} AS place{self.tests.columns()}{said}"
        # a regime without a rule on whom it binds binds nobody; only single rules are asked without one
        bind = f"({' OR '.join(binds) or ('TRUE' if self.everything else 'FALSE')}) IS DISTINCT FROM FALSE"
        return [f"{bound} AS MATERIALIZED (SELECT * FROM (SELECT {columns} FROM {self.relation}) WHERE {bind})", *steps]

    def _judged(self, requirements: list[InForce]) -> str:
        """The columns of the tests that look at what the grounds of this regime say."""
        found = {test: None for p in requirements for part in (p.applies, p.requires) for test in tests_of(part)}
        columns = ""
        for test in found:
            if test.fact in JUDGED:
                value = _column(test.fact)
                value = f"coalesce(f.{value}, j.{value})" if test.fact in self.stated else f"j.{value}"
                columns += f", {condition_sql(test).replace(_column(test.fact), value)} AS {self.tests.write(test)}"
        return columns

    def _said(self, name: str, provisions: list[InForce], relation: str) -> tuple[list[str], list[tuple[int, list[InForce]]]]:
        """The outcome of every distinct pair of conditions for each pattern, then a row for each that speaks.

        The second answer are the provisions that share a pair, numbered as the columns a<n> (applies) and d<n> (does its
        work) of the first step.
        """
        alike: dict[tuple, list[InForce]] = {}
        for p in provisions:
            if p.applies != NEVER or self.everything:
                own = p.provision
                key = (p.kind, own.cascade, own.tools, bool(own.destinations), own.even_unrestricted, p.applies, p.requires)
                key += (p.ends, own.role, own.threats, own.measure and own.measure.cures)
                alike.setdefault(key, []).append(p)
        if not alike:
            return [], []
        self.results.append(name)
        groups = list(enumerate(alike.values(), start=1))
        decided = ", ".join(f"{self.tests.write(g[0].applies)} AS a{n}, {self._decides(g[0])} AS d{n}" for n, g in groups)
        outcomes = ",\n".join(self._outcome(g, n) for n, g in groups)
        asks = ",\n".join(self._ask(g[0], n) for n, g in groups)
        steps = [
            f"{name}_decided AS MATERIALIZED (SELECT *, {decided} FROM {relation})",
            f"{name}_said AS (SELECT pattern, place, [{outcomes}] AS outcomes,\n[{asks}] AS asks FROM {name}_decided)",
            f"{name}_rows AS (SELECT pattern, place, unnest(outcomes) AS outcome, unnest(asks) AS ask, "
            f"generate_subscripts(outcomes, 1) AS number FROM {name}_said)",
            f"{name} AS (SELECT pattern, {literal(self.regime)} AS regime, provision, kind, outcome, "
            f"list_filter(ask, lambda fact: fact IS NOT NULL) AS ask FROM {name}_rows "
            f"JOIN (VALUES {_named(groups)}) AS named(number, provision, kind, code) USING (number) "
            f"WHERE outcome IS NOT NULL AND (code IS NULL OR code = place))",
        ]
        return steps, groups

    def _decides(self, p: InForce) -> str:
        """True where the provision does its work: a ground is met, a rule is broken."""
        negated = "NOT " if p.kind in _FORBIDDING else ""
        return f"({self.tests.write(p.applies)} AND {negated}{self.tests.write(p.requires)})"

    def _outcome(self, alike: list[InForce], number: int) -> str:
        """NULL where the provisions say nothing."""
        one, silent = alike[0], []
        if one.provision.destinations:
            codes = sorted({code for p in alike for code in p.provision.destinations})
            silent.append(f"(place IN ({literals(codes)})) IS NOT TRUE")
        if not self.everything:
            silent.append(f"a{number} IS {'NOT TRUE' if one.kind in LOOKING_BACK else 'FALSE'}")
            if one.kind in LOOKING_BACK and not one.provision.even_unrestricted:
                silent.append("unrestricted")
            if one.kind is ProvisionKind.EXPOSURE:
                silent.append(f"d{number} IS FALSE")
            if one.kind is ProvisionKind.MEASURE:
                # a measure speaks where it is recorded; a mark of failure, which nobody records, where measures are spoken of
                recorded = self._recorded(one.requires, MEASURES)
                unspoken = f"(d{number} IS NULL AND {self.tests.unknown(MEASURES)} IS NOT NULL)"
                silent += [f"{recorded} IS NOT TRUE"] if recorded else [f"d{number} IS FALSE", unspoken]
        hush = f"WHEN {' OR '.join(silent)} THEN NULL " if silent else ""
        done, otherwise = "met", "'not_met'"
        if one.kind in _FORBIDDING:
            done, otherwise = "breached", "'met'"
        elif one.kind is ProvisionKind.GROUND and one.provision.tools:
            # a tool that was recorded and does not hold is a breach; one that nobody chose is none
            otherwise = f"CASE WHEN a{number} THEN 'breached' ELSE 'not_met' END"
        return (
            f"CASE {hush}WHEN a{number} IS FALSE THEN 'not_applicable' WHEN d{number} THEN '{done}' "
            f"WHEN d{number} IS NULL THEN 'unknown' ELSE {otherwise} END"
        )

    def _ask(self, p: InForce, number: int) -> str:
        """One thing after the other: whether the tool is used at all, whether the provision applies, what it requires."""
        applies, requires = (asked_facts(part, self.tests.write, self.tests.unknown) for part in (p.applies, p.requires))
        stages = f"CASE WHEN a{number} IS NULL THEN {_list(applies)} ELSE {_list(requires)} END"
        if p.provision.tools and not isinstance(p.applies, Constant):
            stages = f"CASE WHEN {self._recorded(p.applies, TOOLS)} IS NULL THEN [{literal(TOOLS)}] ELSE {stages} END"
        return f"CASE WHEN d{number} IS NULL THEN {stages} ELSE []::VARCHAR[] END"

    def _recorded(self, condition: Condition, fact: str) -> str | None:
        """The column of the first test of a list of what was recorded, as of tools or measures."""
        test = next((test for test in tests_of(condition) if test.fact == fact), None)
        return test and self.tests.write(test)


def _column(name: str) -> str:
    return f'"{name}"'


def _list(texts: list[str]) -> str:
    return f"[{', '.join(texts)}]" if texts else "[]::VARCHAR[]"


def _named(groups: list[tuple[int, list[InForce]]]) -> str:
    rows = [(number, p, code) for number, alike in groups for p in alike for code in p.provision.destinations or (None,)]
    return ", ".join(
        f"({number}, {literal(p.id)}, {literal(p.kind)}, {'NULL::VARCHAR' if code is None else literal(code)})"
        for number, p, code in rows
    )
