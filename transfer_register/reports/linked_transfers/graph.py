"""The whole file: the record with its days and its law, every transfer, and what they name. One node a line, in fixed order."""

from __future__ import annotations

import hashlib
from typing import Any

import orjson

from transfer_register.reports import blocks as b
from transfer_register.reports.blanks import without_blanks
from transfer_register.reports.content import content_hash
from transfer_register.reports.linked_transfers.terms import Node, context, iri, said
from transfer_register.reports.linked_transfers.transfers import Writer, day, present
from transfer_register.reports.making import PROGRAM, Making, moment_text
from transfer_register.reports.snapshot import Snapshot


def written(snapshot: Snapshot, document: b.Document, making: Making) -> bytes:
    """The bytes of the file: UTF-8, keys sorted, one node a line. The same rows, document and making give the same bytes.

    `document` is the paper of the same snapshot: its number, its version, and its hash, by which both are known to belong
    together.
    """
    nodes = nodes_of(snapshot, document)
    made = _made(document, making, nodes)
    lines = b",\n".join(map(_line, [made, *nodes]))
    return b'{"@context":' + _line(context(document.meta.organisation)) + b',\n"@graph":[\n' + lines + b"\n]}\n"


def nodes_of(snapshot: Snapshot, document: b.Document) -> list[Node]:
    """Everything but the making: the record, transfers by number, then parties, provisions and terms by IRI."""
    told = without_blanks(snapshot)
    record = iri("record", document.meta.number, document.meta.version)
    writer = Writer(told, record, document.meta)
    transfers = [writer.transfer(seen) for seen in told.transfers]
    provisions = writer.provisions()
    named = sorted((*writer.parties(), *provisions, *writer.terms.nodes()), key=lambda node: node["@id"])
    return [_record(record, snapshot, document.meta), *transfers, *named]


def graph_hash(nodes: list[dict[str, Any]]) -> str:
    """SHA-256, in hex, of the nodes other than the making, each as canonical JSON and a new line."""
    held = (node for node in nodes if node.get("@type") != "tr:Making")
    return hashlib.sha256(b"".join(_line(node) + b"\n" for node in held)).hexdigest()


def _line(node: Any) -> bytes:
    return orjson.dumps(node, option=orjson.OPT_SORT_KEYS)


def _record(at: str, snapshot: Snapshot, meta: b.Meta) -> Node:
    node = present(
        {
            "@id": at,
            "@type": "dpv:DataTransferRecord",
            "identifier": said(meta.number),
            "version": said(meta.version),
            "title": said(meta.title),
            "publisher": said(meta.organisation),
            "classification": said(meta.classification),
            "registerOn": day(snapshot.on),
            "knownOn": day(snapshot.known_on),
            "lawOn": day(snapshot.law_on),
            "lawDigest": snapshot.law_digest,
            "scope": said(snapshot.scope),
            "transfers": len(snapshot.transfers),
            "leftOut": [
                {"@id": f"{at}/left-out/{n}", "@type": "tr:LeftOut", "transfers": one.number, "why": said(one.why)}
                for n, one in enumerate(snapshot.left_out, 1)
                if one.number
            ],
            "withheldField": [
                present(
                    {
                        "@id": f"{at}/withheld/{n}",
                        "@type": "tr:WithheldField",
                        "identifier": one.field,
                        "title": said(one.label),
                        "values": one.number,
                        "why": said(one.reason),
                        "source": said(one.source),
                        "confidence": one.confidence,
                    }
                )
                for n, one in enumerate(snapshot.withheld, 1)
            ],
            "making": f"{at}/making",
        }
    )
    # No earlier day was chosen: all that was recorded when the file was made.
    return node if "knownOn" in node else node | {"statedNone": ["knownOn"]}


def _made(document: b.Document, making: Making, nodes: list[Node]) -> Node:
    return present(
        {
            "@id": nodes[0]["making"],
            "@type": "tr:Making",
            "generatedAt": moment_text(making.at),
            "by": said(making.by),
            "program": PROGRAM,
            "journalEntry": making.journal_entry,
            "journalHash": making.journal_hash,
            "journalAt": making.journal_at,
            "documentHash": content_hash(document),
            "graphHash": graph_hash(nodes),
        }
    )
