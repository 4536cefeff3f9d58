"""The facts as columns: made from model/facts.py, so that a new fact needs no other line here.

Stated facts are kept in one typed STRUCT a record; facts.sql computes the derived ones; a pattern is a row of all of them.
"""

from __future__ import annotations

import orjson

from transfer_register.model.facts import FACTS, home_of
from transfer_register.register.accept import STATED_OF


def quoted(name: str) -> str:
    """A fact's name as a column."""
    return f'"{name}"'


ALL = ", ".join(quoted(name) for name in FACTS)


def schema() -> str:
    """The types, the readers and the list of names that depend on which facts there are."""
    statements = []
    for kind, facts in STATED_OF.items():
        fields = ", ".join(f"{quoted(name)} {fact.kind.sql}" for name, fact in facts.items())
        shape = orjson.dumps(
            {name: ["VARCHAR"] if fact.kind.sql.endswith("[]") else fact.kind.sql for name, fact in facts.items()}
        )
        statements += [
            f"CREATE TYPE {kind}_facts AS STRUCT({fields});",
            f"CREATE MACRO stated_of_{kind}(state) AS from_json(json_extract(state, '$.facts'), '{shape.decode()}');",
        ]
    names = ", ".join(f"({place}, '{name}')" for place, name in enumerate(FACTS, start=1))
    statements.append(f"CREATE TABLE fact AS SELECT * FROM (VALUES {names}) AS fact(place, fact);")
    return "\n".join(statements)


def collect(derived: set[str]) -> str:
    """SQL that makes `stated_fact`: one row a leg with every fact and their digest. `derived` are the columns of facts.sql."""
    columns = ", ".join(f"{_source(name, derived)}::{fact.kind.sql} AS {quoted(name)}" for name, fact in FACTS.items())
    # A row written as JSON tells NULL from '' and a list from a text, so equal digests mean equal facts.
    return f"""
        CREATE OR REPLACE TEMP TABLE stated_fact AS
        SELECT *, to_json(row({ALL})) AS facts, md5_number(facts) AS digest
        FROM (
            SELECT leg.transfer, leg.leg, leg.country, {columns}
            FROM fresh_leg AS leg
            JOIN derived_fact AS derived ON derived.transfer = leg.transfer AND derived.leg = leg.leg
            JOIN fresh_transfer AS transfer ON transfer.id = leg.transfer
            LEFT JOIN fresh_party AS exporter ON exporter.id = transfer.exporter
            LEFT JOIN fresh_party AS importer ON importer.id = transfer.importer
        )"""


def _source(name: str, derived: set[str]) -> str:
    if name in derived:
        return f"derived.{quoted(name)}"
    home, stated = home_of(name)
    # A derived fact that facts.sql does not compute yet is unknown; a test names it.
    return "NULL" if home == "derived" else f"{home}.facts.{quoted(stated)}"
