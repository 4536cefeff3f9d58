"""Finds the records of processing in a graph (DPV, DPCAT): one row for each record and recipient, with what is said of both."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, RDFS, SKOS
from rdflib.term import Node

from transfer_register.intake.graph_file import GraphFile, line_of
from transfer_register.intake.mechanisms import read_mechanisms
from transfer_register.intake.tables import RowProblem, SourceRow, SourceTable

_DPV = re.compile(r"https?://(?:w3id\.org/dpv|www\.w3\.org/ns/dpv|w3\.org/ns/dpv)\b")
# The role that a property gives the recipient it names; None where it gives none.
_RECIPIENT = {
    "hasRecipient": None,
    "hasRecipientThirdParty": "third party",
    "hasRecipientDataController": "controller",
    "hasRecipientDataProcessor": "processor",
    "hasDataProcessor": "processor",
    "hasDataSubProcessor": "sub-processor",
    "hasDataImporter": None,
}
_TYPE_ROLE = {"DataProcessor": "processor", "DataSubProcessor": "sub-processor", "DataController": "controller"}
_RECORD_TYPES = {
    "Process",
    "PersonalDataProcess",
    "PersonalDataHandling",
    "ROPARecord",
    "RecordOfProcessingActivity",
    "DataProcessingRecord",
}
_RECORD_MARKS = {"hasPurpose", "hasProcessing"}
_PARENT = {"hasProcess", "hasPersonalDataProcess", "hasPersonalDataHandling", "hasProcessing", "hasService"}
_SAFEGUARD = {"hasSafeguard", "hasDataTransferSafeguard", "hasDataTransferLegalBasis", "hasTransferLegalBasis"}
_MAYBE_SAFEGUARD = {"hasLegalBasis", "hasLegalMeasure", "hasContract"}
_MEASURES = {
    "hasTechnicalOrganisationalMeasure",
    "hasTechnicalOrganisationalMeasures",
    "hasTechnicalMeasure",
    "hasOrganisationalMeasure",
    "hasPhysicalMeasure",
}
# heading, field, properties of the record
_SAID = (
    ("Purpose", "purpose", {"hasPurpose"}),
    ("Categories of data", "data_categories", {"hasPersonalData", "hasPersonalDataCategory", "hasData"}),
    ("Data subjects", "data_subjects", {"hasDataSubject"}),
    ("Exporter", "exporter", {"hasDataExporter"}),
    ("Controller", "", {"hasDataController", "hasJointDataControllers", "hasResponsibleEntity"}),
    ("Retention", "retention", {"hasStorage", "hasStorageCondition", "hasDuration"}),
    ("Storage location", "storage_place", set()),
)
_TITLES = (DCTERMS.title, SKOS.prefLabel, RDFS.label, FOAF.name)
_NAMES = {"hasName", "title", "prefLabel", "label", "name", "legalName", "fn"}
_ARTICLE = re.compile(r"A(\d+)-(\d+)(?:-([a-z]))?")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass(frozen=True)
class Said:
    """Values of one column of a row: labels to be read, and the IRIs behind them."""

    labels: tuple[str, ...] = ()
    iris: tuple[str, ...] = ()


def local(node: Node) -> str:
    """The last part of an IRI."""
    return re.split(r"[#/:]", str(node).rstrip("#/:"))[-1] if isinstance(node, URIRef) else ""


def is_dpv(node: Node) -> bool:
    return isinstance(node, URIRef) and bool(_DPV.match(str(node)))


class Records:
    """Reads one graph. `table` is None where no record names a recipient; `unnamed` are the records that name none."""

    def __init__(self, file: GraphFile):
        self.graph: Graph = file.graph
        self.text = file.text
        self.problems: list[RowProblem] = []
        self.with_recipients = sorted(
            {
                node
                for node, property_, _ in self.graph.triples((None, None, None))
                if is_dpv(property_) and local(property_) in _RECIPIENT
            },
            key=lambda node: (self._line(node), str(node)),
        )
        self.unnamed = sorted(self._without_recipient(), key=lambda node: (self._line(node), str(node)))

    def table(self) -> SourceTable | None:
        rows = [(self._line(node), row) for node in self.with_recipients for row in self._rows(node)]
        headings: dict[str, str] = {}
        for _, row in rows:
            for heading, (field, said) in row.items():
                if said.labels:
                    headings.setdefault(heading, field)
                if said.iris and tuple(said.labels) != said.iris:
                    headings.setdefault(f"{heading} IRI", "")
        if not rows:
            return None
        cells = [SourceRow(line, tuple(_cell(row, heading) for heading in headings)) for line, row in rows]
        return SourceTable("", tuple(headings), tuple(cells), given=tuple(headings.items()))

    def _rows(self, node: Node) -> list[dict[str, tuple[str, Said]]]:
        recipients: dict[Node, list[str]] = {}
        for property_, value in sorted(self.graph.predicate_objects(node)):
            if is_dpv(property_) and local(property_) in _RECIPIENT:
                roles = recipients.setdefault(value, [])
                roles += [role for role in (_RECIPIENT[local(property_)],) if role and role not in roles]
        return [self._row(node, recipient, roles, len(recipients)) for recipient, roles in recipients.items()]

    def _row(self, node: Node, recipient: Node, roles: list[str], beside: int) -> dict[str, tuple[str, Said]]:
        types = {local(kind) for kind in self.graph.objects(recipient, RDF.type) if is_dpv(kind)}
        roles = roles or [role for kind, role in _TYPE_ROLE.items() if kind in types][:1]
        row = {
            "Recipient": ("recipient", self._said([recipient], spread=False)),
            "Record": ("", self._said([node], spread=False)),
            "Role": ("recipient_role", Said(tuple(roles))),
        }
        for heading, field, properties in _SAID:
            row[heading] = (field, self._said(self._values(node, properties), spread=field != "exporter"))
        row["Storage location"] = (
            "storage_place",
            self._said(
                [
                    place
                    for store in self._values(node, {"hasStorage", "hasStorageCondition"})
                    for place in self._own(store, {"hasLocation"})
                ],
                False,
            ),
        )
        row |= self._seat(recipient)
        row |= self._transfer(node, recipient, beside)
        return row

    def _seat(self, recipient: Node) -> dict[str, tuple[str, Said]]:
        contacts = [
            value
            for value in self._own(recipient, {"hasContact", "hasAddress"})
            if re.match(r"(?i)\s*(?:postal|registered|office|business)?\s*address\s*:", str(value))
        ]
        addresses = [value for value in self._own(recipient, {"hasAddress"}) if value not in contacts]
        shown = [Literal(re.sub(r"^[^:]*:\s*", "", str(value))) for value in contacts[:1]] or addresses
        return {
            "Location of the recipient": ("location", self._said(self._own(recipient, {"hasLocation"}), False)),
            "Country of the recipient": ("country", self._said(self._own(recipient, {"hasCountry"}), False)),
            "Address of the recipient": ("address", self._said(shown, False)),
        }

    def _transfer(self, node: Node, recipient: Node, beside: int) -> dict[str, tuple[str, Said]]:
        """Places and mechanisms of the record; places that several recipients share are kept as raw text, and told."""
        steps = [node, *(step for step in self._own(node, {"hasProcessing"}) if not self._names_recipient(step))]
        places = [place for step in steps for place in self._values(step, {"hasLocation"})]
        thirds = [place for step in steps for place in self._values(step, {"hasThirdCountry"})]
        shared = beside > 1 and len({*places, *thirds}) > 1
        if shared:
            what = f"{beside} recipients share several places, and it is not said which is whose; the places were kept as text."
            problem = RowProblem(self._line(node), None, what + " State the place at each recipient.")
            self.problems += [problem] if problem not in self.problems else []
        mechanisms = [value for step in (*steps, recipient) for value in self._values(step, _SAFEGUARD)]
        measures: list[Node] = []
        for step in steps:
            for value in self._values(step, _MAYBE_SAFEGUARD | _MEASURES):
                if self._is_mechanism(value):
                    mechanisms.append(value)
            measures += [value for value in self._values(step, _MEASURES) if value not in mechanisms]
        if beside > 1 and mechanisms:
            what = f"{beside} recipients share the safeguard of one record; check that it covers each of them."
            problem = RowProblem(self._line(node), "Mechanism", what)
            self.problems += [problem] if problem not in self.problems else []
        legal = [value for step in steps for value in self._values(step, {"hasLegalBasis"}) if value not in mechanisms]
        coverage = list(self.graph.objects(node, DCTERMS.spatial))
        return {
            "Location of processing" if not shared else "Location of the record": (
                "place" if not shared else "",
                self._said(places, False),
            ),
            "Third country" if not shared else "Third countries of the record": (
                "third_country" if not shared else "",
                self._said(thirds, False),
            ),
            "Mechanism": ("mechanism", self._said(mechanisms)),
            "Measures": ("measures", self._said(measures)),
            "Legal basis of processing": ("", self._said(legal)),
            "Coverage of the record": ("", self._said(coverage, False)),
        }

    def _is_mechanism(self, value: Node) -> bool:
        kinds = {local(kind) for kind in self.graph.objects(value, RDF.type)}
        if any("Transfer" in kind and ("Safeguard" in kind or "LegalBasis" in kind) for kind in kinds):
            return True
        return any(read_mechanisms(label).stated for label in self._said([value]).labels)

    def _own(self, node: Node, properties: set[str]) -> list[Node]:
        return sorted(
            value
            for property_, value in self.graph.predicate_objects(node)
            if local(property_) in properties and is_dpv(property_)
        )

    def _values(self, node: Node, properties: set[str]) -> list[Node]:
        """The values of a record; where it has none, those of the record that it is a part of."""
        if own := self._own(node, properties):
            return own
        for parent, property_ in self.graph.subject_predicates(node):
            if is_dpv(property_) and local(property_) in _PARENT and parent != node and (above := self._own(parent, properties)):
                return above
        return []

    def _names_recipient(self, node: Node) -> bool:
        return any(local(property_) in _RECIPIENT and is_dpv(property_) for property_ in self.graph.predicates(node))

    def _without_recipient(self) -> set[Node]:
        found = {
            node
            for node, kind in self.graph.subject_objects(RDF.type)
            if local(kind) in _RECORD_TYPES and "dp" in str(kind).casefold()
        } | {
            node
            for node, property_, _ in self.graph.triples((None, None, None))
            if is_dpv(property_) and local(property_) in _RECORD_MARKS
        }
        return {
            node
            for node in found
            if not self._names_recipient(node)
            and not isinstance(node, BNode)
            and not any(self._names_recipient(part) for part in self._own(node, _PARENT))
        }

    def _line(self, node: Node) -> int:
        while isinstance(node, BNode):
            node = next(iter(sorted(self.graph.subjects(None, node), key=lambda above: isinstance(above, BNode))), Literal(""))
        return line_of(self.text, local(node)) or 1

    def title(self, node: Node) -> str:
        return " ".join(self._said([node], spread=False).labels)

    def _said(self, nodes: list[Node], spread: bool = True) -> Said:
        labels = tuple(dict.fromkeys(label for node in nodes if (label := self._label(node, spread))))
        return Said(labels, tuple(dict.fromkeys(str(node) for node in nodes if isinstance(node, URIRef))))

    def _label(self, node: Node, spread: bool) -> str:
        """What a node is called: its title or label, English first; else the last part of its IRI; else what it is."""
        if isinstance(node, Literal):
            return str(node).strip()
        found = [
            (
                list(_TITLES).index(property_) if property_ in _TITLES else len(_TITLES),
                value.language not in ("en", None),
                str(value),
            )
            for property_, value in self.graph.predicate_objects(node)
            if isinstance(value, Literal) and local(property_) in _NAMES
        ]
        if found:
            return min(found)[2].strip()
        if isinstance(node, URIRef):
            return _term(local(node)) if spread else local(node)
        notes = [str(value) for value in (*self.graph.objects(node, SKOS.editorialNote), *self.graph.objects(node, RDFS.comment))]
        spans = [
            f"{value} {local(key)}"
            for key, value in self.graph.predicate_objects(node)
            if local(key) in ("years", "months", "weeks", "days")
        ]
        kinds = [_term(local(kind)) for kind in sorted(self.graph.objects(node, RDF.type)) if is_dpv(kind)]
        return "; ".join(notes or spans or kinds).strip()


def _term(name: str) -> str:
    """A term of a vocabulary in words; an article of law in the usual way of writing it."""
    if article := _ARTICLE.fullmatch(name):
        number, paragraph, letter = article.groups()
        return f"Art. {number}({paragraph})" + (f"({letter})" if letter else "")
    return _CAMEL.sub(" ", name)


def _cell(row: dict[str, tuple[str, Said]], heading: str) -> str:
    if heading in row:
        return "; ".join(row[heading][1].labels)
    said = row.get(heading.removesuffix(" IRI"))
    return " ".join(said[1].iris) if said and heading.endswith(" IRI") else ""
