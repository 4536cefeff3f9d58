"""Reads linked data of ours back into rows, through the graph that everybody else reads; nothing is fetched."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import unquote

import orjson
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS
from rdflib.term import Node

from transfer_register.errors import FileUnreadable
from transfer_register.reports.blanks import without_blanks
from transfer_register.reports.linked_transfers.graph import graph_hash
from transfer_register.reports.linked_transfers.terms import context, said, words_of_context
from transfer_register.reports.snapshot import Seen, Snapshot

_DPV, _TR, _LOC = (words_of_context()[prefix] for prefix in ("dpv", "tr", "loc"))


@dataclass(frozen=True)
class Row:
    """What a transfer says of itself. Parties are (id, name); `places` are codes, groups or reaches, "" where none was stated.

    `mechanisms` is None where nobody said, empty where somebody said none; it holds ids of transfer_tools.yaml. `verdicts` are
    (regime, verdict, ground or ""). Lists are in the order of the alphabet.
    """

    id: str
    exporter: tuple[str, str]
    importer: tuple[str, str]
    places: tuple[str, ...]
    purposes: tuple[str, ...]
    data_categories: tuple[str, ...]
    data_subjects: tuple[str, ...]
    measures: tuple[str, ...]
    mechanisms: tuple[str, ...] | None
    retention: str | None
    verdict: str
    verdicts: tuple[tuple[str, str, str], ...]


def row_of(seen: Seen) -> Row:
    """The row of a transfer of a snapshot, for comparing; without what was withheld from it."""

    def texts(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted({said(one) for one in values}))

    legs = {said(leg.country or leg.group or leg.scope or "") for leg in seen.legs} or {""}
    return Row(
        id=said(seen.id),
        exporter=("" if "exporter" in seen.withheld else said(seen.exporter_id), said(seen.exporter)),
        importer=("" if "importer" in seen.withheld else said(seen.importer_id), said(seen.importer)),
        places=tuple(sorted(legs)),
        purposes=texts(seen.purposes),
        data_categories=texts(seen.data_categories),
        data_subjects=texts(seen.data_subjects),
        measures=() if "measures" in seen.withheld else texts(seen.measures),
        mechanisms=None if seen.mechanisms is None else tuple(sorted(said(one.tool) for one in seen.mechanisms)),
        retention=said(seen.retention) if seen.retention and "retention" not in seen.withheld else None,
        verdict=seen.verdict,
        verdicts=tuple(sorted((one.regime, one.verdict, one.ground or "") for one in seen.verdicts)),
    )


def rows_of(snapshot: Snapshot) -> tuple[Row, ...]:
    rows = (row_of(seen) for seen in without_blanks(snapshot).transfers)
    if any(one.field == "transfer.number" for one in snapshot.withheld):
        rows = (replace(row, exporter=("", row.exporter[1]), importer=("", row.importer[1])) for row in rows)
    return tuple(rows)


def read(data: bytes) -> tuple[Row, ...]:
    """The rows of a file, by id. Raises `FileUnreadable` where it is no JSON, leaves its context elsewhere, or was changed."""
    if not is_whole(data):
        raise FileUnreadable("This file is not as it was written: what it holds does not give the hash that it names.")
    graph = Graph().parse(data=data, format="json-ld")
    found = [_row(graph, node) for node in graph.subjects(RDF.type, URIRef(f"{_DPV}CrossBorderTransfer"))]
    return tuple(sorted(found, key=lambda row: row.id))


def is_whole(data: bytes) -> bool:
    """Does the content give the hash that the file names? Raises `FileUnreadable` where it is no file of ours."""
    try:
        content = orjson.loads(data)
        nodes = content["@graph"]
        (publisher,) = [node["publisher"] for node in nodes if node["@type"] == "dpv:DataTransferRecord"]
        is_inline = content["@context"] == context(publisher)
        named = [node["graphHash"] for node in nodes if node["@type"] == "tr:Making"]
    except (ValueError, KeyError, TypeError):
        raise FileUnreadable("This is no linked data that this register wrote.") from None
    if not is_inline:
        raise FileUnreadable("The context of this file is not the one that this register writes; nothing is fetched.")
    return named == [graph_hash(nodes)]


def _row(graph: Graph, node: Node) -> Row:
    def ids(name: str) -> tuple[str, ...]:
        return tuple(sorted(_id(graph, value) for value in graph.objects(node, URIRef(name))))

    tools = ids_at(graph, node, "mechanism", "tool")
    stated = f"{_TR}statedNone", f"{_TR}mechanism"
    is_none = (node, URIRef(stated[0]), URIRef(stated[1])) in graph
    storage = graph.value(node, URIRef(f"{_DPV}hasStorageCondition"))
    destinations = graph.objects(node, URIRef(f"{_TR}destination"))
    places = {_id(graph, graph.value(one, URIRef(f"{_TR}place"))) for one in destinations}
    return Row(
        id=str(graph.value(node, DCTERMS.identifier)),
        exporter=_party(graph, node, "hasDataExporter"),
        importer=_party(graph, node, "hasDataImporter"),
        places=tuple(sorted(places)),
        purposes=ids(f"{_DPV}hasPurpose"),
        data_categories=ids(f"{_DPV}hasPersonalData"),
        data_subjects=ids(f"{_DPV}hasDataSubject"),
        measures=ids(f"{_DPV}hasTechnicalOrganisationalMeasure"),
        mechanisms=tools if tools or is_none else None,
        retention=None if storage is None else str(graph.value(storage, RDFS.label)),
        verdict=_id(graph, graph.value(node, URIRef(f"{_TR}verdict"))),
        verdicts=tuple(sorted(_verdict(graph, one) for one in graph.objects(node, URIRef(f"{_TR}saysOfIt")))),
    )


def ids_at(graph: Graph, node: Node, first: str, then: str) -> tuple[str, ...]:
    """The ids behind two steps of our namespace; the same id may come twice."""
    steps = graph.objects(node, URIRef(f"{_TR}{first}"))
    return tuple(sorted(_id(graph, value) for one in steps for value in graph.objects(one, URIRef(f"{_TR}{then}"))))


def _party(graph: Graph, node: Node, name: str) -> tuple[str, str]:
    party = graph.value(node, URIRef(f"{_DPV}{name}"))
    return str(graph.value(party, DCTERMS.identifier) or ""), str(graph.value(party, URIRef(f"{_DPV}hasName")))


def _verdict(graph: Graph, node: Node) -> tuple[str, str, str]:
    regime, verdict, ground = (graph.value(node, URIRef(f"{_TR}{name}")) for name in ("regime", "verdict", "restsOn"))
    return _id(graph, regime), _id(graph, verdict), _id(graph, ground)


def _id(graph: Graph, value: Node | None) -> str:
    """The id of a term of ours, else the code of a country; "" for nothing."""
    if value is None:
        return ""
    if (named := graph.value(value, DCTERMS.identifier)) is not None:
        return str(named)
    return unquote(str(value).removeprefix(_LOC))
