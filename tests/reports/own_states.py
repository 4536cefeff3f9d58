"""States of records as wild as the journal accepts them, and files of them: for tests of the register's own spreadsheet."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as some

from transfer_register.actions.opening import words
from transfer_register.intake.own_row import Recorded, headings, row_of
from transfer_register.intake.own_words import FACTS, Labels
from transfer_register.model.facts import Kind
from transfer_register.register.accept import accepted
from transfer_register.reports.making import Making
from transfer_register.reports.register_to_edit import csv_file, workbook
from transfer_register.reports.register_to_edit.taking import Table, Taken

MAKING = Making(datetime(2026, 11, 23, 12, tzinfo=UTC), "L. Hartwig", 12, "ab" * 32, "2026-11-23T11:00:00Z")
MARK = "ab" * 8
NASTY = (
    "NA",
    "NO",
    "TRUE",
    "false",
    "=FALSE()",
    "=1+1",
    "+1",
    "-",
    "@x",
    "'",
    "''",
    "'=1",
    "'tis",
    "1e5",
    "1E5",
    "00123",
    "1-2",
    "3/4",
    "2026-03-01",
    "Mar 1",
    "10:30",
    "#N/A",
    "\t",
    "\tx",
    "\r\n",
    "a\r\nb\rc\n",
    " lead ",
    "a;b",
    "a: b",
    "(storage)",
    "none",
    "Germany",
    "_x0041_",
    "_x005F_x0041_",
    "_x000D_",
    "\x00",
    "a\x0bb\x7f",
    "\ufeff",
    "\u200b",
    "é",
    "Ωμέγα",
    "中文",
    "👩‍💻" * 3,
    "|x",
    "%x",
    "＝1",
    '"',
    'a"b',
    "a,b",
    "\u2028",
    "\ufffe",
    "long " * 8_000,
    "😀" * 20_000,
    "own1:",
    "Transfer ID",
    "[PA-0001]",
    "1,234.50",
    "€ 5",
)
texts = some.sampled_from(NASTY) | some.text(max_size=12)
names = texts.filter(bool)
days = some.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat) | some.just("2026-03-04")
ids = some.sampled_from(("PA-0001", "PA-0002", "PA-0003"))


def _terms(vocabulary: str) -> some.SearchStrategy[list[str]]:
    return some.lists(some.sampled_from(list(words().lists[vocabulary])) | texts, max_size=3)


def _maybe(**fields: some.SearchStrategy[Any]) -> some.SearchStrategy[dict[str, Any]]:
    return some.fixed_dictionaries({}, optional=fields)


def _facts(kind: str) -> some.SearchStrategy[dict[str, Any]]:
    values = {
        Kind.FLAG: some.booleans(),
        Kind.DAY: days,
        Kind.COUNT: some.integers(0, 10**9),
        Kind.TERM: texts,
        Kind.TERMS: some.lists(texts, max_size=3),
    }
    every = {name: values[fact.kind] for name, fact in FACTS[kind].items()}
    return some.lists(some.sampled_from(sorted(every)), max_size=4, unique=True).flatmap(
        lambda chosen: some.fixed_dictionaries({name: every[name] for name in chosen})
    )


countries = some.sampled_from(("DE", "NA", "NO", "US", "BQ", "CC")) | texts
places = some.lists(
    _maybe(
        country=countries,
        group=texts,
        scope=texts,
        role=some.sampled_from(("storage", "processing")) | texts,
        city=texts,
        region=texts,
        condition=texts,
        raw=texts,
    ),
    max_size=3,
)
mechanisms = some.lists(
    some.builds(
        lambda tool, more: {"tool": tool, **more},
        some.sampled_from(("scc", "scc", "bcr_c")) | texts,
        _maybe(
            module=some.integers(1, 4),
            signed_on=days,
            valid_from=days,
            valid_to=days,
            reference=texts,
            condition=texts,
            raw=texts,
        ),
    ),
    max_size=3,
)
origins = some.builds(
    lambda file, raw: {"file": file, "sha256": "0" * 64, "line": 7, "raw": raw},
    texts,
    some.dictionaries(texts, texts, max_size=2),
)
transfers = some.builds(
    lambda exporter, importer, more: accepted("transfer", {"exporter": exporter, "importer": importer, **more}),
    ids,
    ids,
    _maybe(
        exporter_role=some.sampled_from(("controller", "processor")),
        importer_role=texts,
        purposes=_terms("purposes"),
        purpose_text=texts,
        data_categories=_terms("data_categories"),
        data_subjects=_terms("data_subjects"),
        places=places,
        mechanisms=mechanisms,
        measures=_terms("measures"),
        persons=some.integers(0, 2**53 - 1),
        systems=some.lists(texts, max_size=3),
        retention=texts,
        activity=texts,
        nature=texts,
        frequency=some.sampled_from(("one_off", "continuous")) | texts,
        legal_bases=_terms("legal_bases"),
        follows=some.just("TR-00009"),
        facts=_facts("transfer"),
        flags=_terms("flags"),
        review_on=days,
        owner=texts,
        valid_from=days,
        valid_to=days,
        note=texts,
        origin=origins,
    ),
)
parties = some.builds(
    lambda name, more: accepted("party", {"name": name, **more}),
    names,
    _maybe(
        country=countries,
        kind=texts,
        parent=ids,
        aliases=some.lists(texts, max_size=3),
        address=texts,
        domains=some.lists(texts, max_size=2),
        identifiers=some.lists(some.builds(lambda scheme, value: {"scheme": scheme, "value": value}, names, names), max_size=2),
        regimes=_terms("regimes"),
        facts=_facts("party"),
        valid_from=days,
        valid_to=days,
        note=texts,
    ),
)


def table(kind: str, states: list[dict[str, Any]], named: dict[str, str]) -> Table:
    """The table of these states, which are given ids in their order."""
    labels = Labels(words(), named)
    shape = "TR-{:05d}" if kind == "transfer" else "PA-{:04d}"
    records = [Recorded(kind, shape.format(at), 3, state) for at, state in enumerate(states, 1)]
    rows = [row_of(labels, record, MARK) for record in records]
    return Table(kind, tuple(headings(kind, max((len(row.exact) for row in rows), default=1))), iter(rows), len(rows))


def workbook_of(transfers: list[dict[str, Any]], parties: list[dict[str, Any]], named: dict[str, str]) -> bytes:
    """A workbook with both tables."""
    taken = Taken(words(), "every transfer", table("transfer", transfers, named), table("party", parties, named))
    return workbook.written(taken, "Muster GmbH", MAKING)


def csv_of(kind: str, states: list[dict[str, Any]], named: dict[str, str]) -> bytes:
    """A CSV file of one table."""
    return csv_file.written(table(kind, states, named))
