"""A trial: what law and kit would say of transfers if acts were done, judged as the real record is. Nothing is written.

Transfers that neither the law, nor the kit, nor an act can tell apart are one case, tried once for all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import pyarrow

from transfer_register.assessment.act import Act, Acts
from transfer_register.assessment.edition import Edition
from transfer_register.law.condition import Test, condition_sql, facts_of, literals, tests_of
from transfer_register.model.facts import FACTS
from transfer_register.register.alike import told_apart
from transfer_register.register.fact_columns import quoted
from transfer_register.register.locked_duckdb import connect
from transfer_register.register.outcome import Outcome, Verdict, Wanted
from transfer_register.register.statements import sql
from transfer_register.register.trial_acts import done_sql, kept_apart, looked_at
from transfer_register.register.trial_judges import Judges

# So many cases are tried in one go: enough to fill the cores, few enough for memory.
_AT_ONCE = 20_000


def legs_sql(judges: Judges, acts: Acts) -> str:
    """The question for the legs of a trial: `$sight`, `$filter`; see sql/trial_legs.sql."""
    place = {name: number for number, name in enumerate(FACTS, start=1)}
    columns = []
    for name in sorted(judges.facts | acts.facts):
        kind = FACTS[name].kind.sql
        # Text of JSON stands between quotes; everything else is what it says.
        value = f"facts[{place[name]}]" if kind.endswith("[]") else f"(facts[{place[name]}] ->> '$')"
        columns.append(f"{value}::{kind} AS {quoted(name)}")
    return sql("trial_legs").format(columns=", ".join(columns))


class Trial:
    """One trial over the legs of some transfers. `cases` are their transfers, sorted, by the number of the case."""

    def __init__(
        self, legs: pyarrow.Table, judges: Judges, acts: Acts, ranks: dict[str, int], edition: Edition | None, scored: bool
    ):  # fmt: skip
        """`legs` is the answer to `legs_sql`; `ranks` says how bad a verdict is, 1 the worst.

        Without `scored` there are fewer cases, and nobody asks for the risk left.
        """
        self.acts, self.ranks, self.edition, self._judges, self._scored = (
            acts,
            ranks,
            edition,
            judges,
            scored and edition is not None,
        )
        self._open_band = edition.band(None) if edition else ""
        self._facts = sorted(judges.facts | acts.facts)
        self._connection = connect(None, before="PRAGMA disable_optimizer;")
        self._run = self._connection.execute
        # Two keys: patterns alike for the law are judged once, and those alike for the edition scored once.
        self._law_key = _key(judges.law_tests, judges.destinations)
        self._kit_key = _key(judges.kit_tests) if self._scored else "NULL"
        self._act_key = _key([test for condition in acts.conditions for test in tests_of(condition)])
        self._run("CREATE TABLE rank (verdict VARCHAR, rank INTEGER)")
        self._connection.executemany("INSERT INTO rank VALUES (?, ?)", list(ranks.items()))
        self._run("CREATE TABLE said_verdict (key UHUGEINT, regime VARCHAR, verdict VARCHAR, ground VARCHAR, ask VARCHAR[])")
        self._run("CREATE TABLE said_breach (key UHUGEINT, regime VARCHAR, provision VARCHAR)")
        self._run("CREATE TABLE said_score (key UHUGEINT, score_low DOUBLE, score DOUBLE, band VARCHAR)")
        self._run("CREATE TABLE judged (key UHUGEINT)")
        self._run("CREATE TABLE scored (key UHUGEINT)")
        self._found: dict[Wanted, Outcome] = {}
        self.importers: dict[str, str] = {}
        self.cases: dict[int, tuple[str, ...]] = {}
        self._make_cases(legs)

    def close(self) -> None:
        self._connection.close()

    def tried(self, wanted: Iterable[Wanted]) -> dict[Wanted, Outcome]:
        """What is said of each case after each set of acts, done in the order of the file."""
        each = list(dict.fromkeys(wanted))
        fresh = [one for one in each if one not in self._found]
        for at in range(0, len(fresh), _AT_ONCE):
            self._found.update(self._some(fresh[at : at + _AT_ONCE]))
        return {one: self._found[one] for one in each}

    def relevant(self) -> list[Act]:
        """The proposed acts that may change what is asked for: a fact that law, edition or another such act looks at."""
        looked_at = {test.fact for test in (*self._judges.law_tests, *(self._judges.kit_tests if self._scored else ()))}
        looked_at = looked_at.union(*(facts_of(act.applies_if) for act in self.acts.proposed))
        return [act for act in self.acts.proposed if act.ends or looked_at & {setting.fact for setting in act.sets}]

    def reasons(self, cases: Collection[int]) -> dict[int, str]:
        """Why nothing mends these cases: of the reasons that hold of a restricted destination as recorded, the first."""
        each = ", ".join(f"({condition_sql(reason.applies_if)}) IS TRUE" for reason in self.acts.reasons)
        rows = self._run(
            f"SELECT number, min(list_position([{each}], TRUE)) FROM leg WHERE list_contains($cases, number) GROUP BY number",
            {"cases": list(cases)},
        ).fetchall()
        return {case: self.acts.reasons[place - 1].says for case, place in rows if place}

    def _make_cases(self, legs: pyarrow.Table) -> None:
        """Makes `leg`: the legs of one transfer of each case, with the number of the case."""
        self._connection.register("legs", legs)
        key = _number([self._law_key, self._kit_key, self._act_key, *kept_apart(self.acts), "restricted"])
        self._run(
            "CREATE TEMP TABLE keyed AS "
            f"SELECT transfer, any_value(importer) AS importer, list_sort(list({key})) AS keys FROM legs GROUP BY transfer"
        )
        rows = self._run(
            "SELECT list(transfer ORDER BY transfer), list(importer ORDER BY transfer) FROM keyed GROUP BY keys "
            "ORDER BY min(transfer)"
        ).fetchall()
        for number, (transfers, importers) in enumerate(rows):
            self.cases[number] = tuple(transfers)
            self.importers.update(zip(transfers, importers, strict=True))
        examples = pyarrow.table(
            {"number": pyarrow.array(self.cases, pyarrow.int64()), "transfer": [ids[0] for ids in self.cases.values()]},
            schema=pyarrow.schema({"number": pyarrow.int64(), "transfer": pyarrow.string()}),
        )
        self._connection.register("examples", examples)
        columns = ", ".join(["leg", "roles", "established", "restricted", *map(quoted, self._facts)])
        self._run(f"CREATE TABLE leg AS SELECT number, {columns} FROM legs JOIN examples USING (transfer)")
        self._differing = self._found_differing()
        self._connection.unregister("legs")
        self._connection.unregister("examples")

    def _found_differing(self) -> frozenset[str]:
        """The facts that differ between the legs of some transfer, or may once an act is done at one of them."""
        named = sorted(self.acts.facts)
        kinds = [f"count(DISTINCT coalesce({quoted(name)}::VARCHAR, '')) > 1 AS d{n}" for n, name in enumerate(named)]
        whole = ", ".join(f"coalesce(bool_or(d{number}), FALSE)" for number in range(len(named)))
        [differ] = self._run(
            f"SELECT {whole} FROM (SELECT {', '.join(kinds)} FROM legs GROUP BY transfer HAVING count(*) > 1)"
        ).fetchall()
        set_there = {setting.fact for act in self.acts if act.reaches == "destination" for setting in act.sets}
        return frozenset(name for name, differs in zip(named, differ, strict=True) if differs) | set_there

    def _some(self, wanted: list[Wanted]) -> Iterator[tuple[Wanted, Outcome]]:
        asked = pyarrow.table(
            {
                "item": pyarrow.array(range(len(wanted)), pyarrow.int64()),
                "number": pyarrow.array([case for case, _ in wanted], pyarrow.int64()),
                "acts": pyarrow.array([sorted(acts) for _, acts in wanted], pyarrow.list_(pyarrow.string())),
            }
        )
        self._connection.register("asked", asked)
        named = frozenset().union(*(acts for _, acts in wanted))
        acts = [act for act in self.acts if act.id in named]
        narrow = [quoted(name) for name in sorted(looked_at(acts))]
        columns = ", ".join(["number", "leg", "roles", "established", "restricted", *narrow])
        tried = f"SELECT item, acts, []::VARCHAR[] AS done, FALSE AS gone, {columns} FROM asked JOIN leg USING (number)"
        for act in acts:
            tried = done_sql(act, tried, self._differing)
        left = ", ".join(["number", "leg", "roles", "established", "restricted", *narrow])
        self._run(
            f"CREATE OR REPLACE TEMP TABLE tried AS SELECT *, {self._law_key} AS law_key, {self._kit_key} AS kit_key "
            f"FROM (SELECT t.* EXCLUDE (acts), leg.* EXCLUDE ({left}) FROM ({tried}) AS t JOIN leg USING (number, leg))"
        )
        self._connection.unregister("asked")
        self._judge()
        if self._scored:
            self._score()
        for item, *said in self._outcomes():
            yield wanted[item], self._outcome(*said)

    def _judge(self) -> None:
        """Judges what came out and was not judged before."""
        if given := self._fresh("law_key", "judged"):
            verdicts, breached = self._judges.judge(given)
            self._keep("said_verdict", "regime, verdict, ground, ask", verdicts)
            self._keep("said_breach", "regime, provision", breached)
            self._run("INSERT INTO judged SELECT key FROM fresh")

    def _score(self) -> None:
        """Scores what came out and was not scored before."""
        if given := self._fresh("kit_key", "scored"):
            self._keep("said_score", "score_low, score, band", self._judges.score(given))
            self._run("INSERT INTO scored SELECT key FROM fresh")

    def _fresh(self, key: str, known: str) -> pyarrow.Table | None:
        """One pattern for each new key; None where there is none. Makes `fresh`: the number of each key."""
        self._run(
            f"CREATE OR REPLACE TEMP TABLE fresh AS SELECT {key} AS key, min(rowid) AS place, "
            f"row_number() OVER (ORDER BY {key})::UBIGINT AS pattern FROM tried "
            f"WHERE NOT gone AND {key} NOT IN (FROM {known}) GROUP BY {key}"
        )
        columns = ", ".join(["pattern", *map(quoted, sorted(self._judges.facts))])
        given = self._connection.sql(f"SELECT {columns} FROM tried JOIN fresh ON tried.rowid = fresh.place").to_arrow_table()
        return given if given.num_rows else None

    def _keep(self, table: str, columns: str, answers: list[pyarrow.Table]) -> None:
        for rows in answers:
            self._connection.register("arriving", rows)
            self._run(f"INSERT INTO {table} SELECT key, {columns} FROM arriving JOIN fresh USING (pattern)")
            self._connection.unregister("arriving")

    def _outcomes(self) -> list[tuple]:
        """(item, verdicts, deciding score, acts done, bars that hold, ended); see sql/trial_outcomes.sql."""
        breached = "coalesce(list_has_any(breach.provisions, [{}]), FALSE)"
        bars = [
            f"bool_or(({condition_sql(bar.applies_if)}) IS TRUE AND {breached.format(literals(bar.findings))})"
            for bar in self.acts.bars
        ]
        return self._run(sql("trial_outcomes").replace("{bars}", ", ".join(bars))).fetchall()

    def _outcome(
        self, verdicts: list[dict] | None, score: dict | None, done: list[str], barred: list[bool], ended: bool
    ) -> Outcome:
        score = score or {"low": None, "high": None, "band": self._open_band}
        said = {v["regime"]: Verdict(v["verdict"], v["ground"], tuple(dict.fromkeys(v["ask"]))) for v in verdicts or ()}
        order = tuple(act.id for act in self.acts if act.id in done)
        holding = tuple(place for place, holds in enumerate(barred) if holds)
        return Outcome(said, score["low"], score["high"], score["band"], order, holding, ended)


def _key(tests: Iterable[Test], destinations: Collection[str] = ()) -> str:
    """A number that is another one where one of the tests, or a destination, tells two patterns apart."""
    return _number([text.rpartition(" AS ")[0] for text in told_apart(tests, destinations)] or ["0"])


def _number(columns: list[str]) -> str:
    return f"md5_number(to_json(row({', '.join(columns)})))"
