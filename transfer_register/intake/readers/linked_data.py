"""Linked data: Turtle, N-Triples, JSON-LD and RDF/XML with records of processing in the words of DPV and DPCAT."""

from __future__ import annotations

from rdflib import Graph
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from transfer_register.intake.graph_file import line_of, parse_graph, syntax_of
from transfer_register.intake.graph_records import Records, local
from transfer_register.intake.tables import Content, RowProblem
from transfer_register.intake.text_file import beginning, decoded

SUFFIXES = (".ttl", ".jsonld", ".rdf", ".nt", ".n3", ".owl")
TITLE = "linked data (Turtle, JSON-LD, RDF/XML)"
_SHACL = "http://www.w3.org/ns/shacl#"
_VOCABULARY = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RDFS.Class, RDF.Property, SKOS.Concept, SKOS.ConceptScheme)


def recognises(head: bytes, name: str) -> bool:
    """Whether the first statement is one of Turtle, N-Triples, JSON-LD or RDF/XML."""
    text = beginning(head, name)
    if text is None:
        return False
    return syntax_of(text) is not None or name.casefold().endswith(SUFFIXES)


def read(data: bytes, name: str, sheet: str | None = None) -> Content:
    """One table of records and recipients. Raises FileUnreadable for text that is not of the syntax."""
    text, problems = decoded(data, name)
    file = parse_graph(text, name)
    problems += file.problems
    records = Records(file)
    table = records.table()
    if table is None:
        problems.append(RowProblem(None, None, _without_recipients(file.graph, records)))
        return Content((), tuple(problems))
    problems += records.problems
    if records.unnamed:
        titles = [f"“{records.title(node)}”" for node in records.unnamed]
        shown = ", ".join(titles[:10]) + (" and more" if len(titles) > 10 else "")
        count = "1 record names" if len(titles) == 1 else f"{len(titles)} records name"
        line = line_of(text, local(records.unnamed[0]))
        problems.append(
            RowProblem(
                line, "Recipient", f"{count} no recipient ({shown}) and gave no row. Add dpv:hasRecipient where data are sent."
            )
        )
    return Content((table,), tuple(problems))


def _without_recipients(graph: Graph, records: Records) -> str:
    """What a file without recipients is, in a sentence."""
    if not len(graph):
        return "the file declares prefixes and states nothing; nobody in it receives data. Bring in the file with the records."
    if any(_SHACL in str(property_) for property_ in graph.predicates()):
        return "this is a file of shapes (SHACL): rules for checking records, and no records. Bring in the file with the records."
    if records.unnamed:
        count = len(records.unnamed)
        kinds = "1 record of processing" if count == 1 else f"{count} records of processing"
        return f"the file holds {kinds}, and none names a recipient. Add dpv:hasRecipient where data are sent."
    subjects = set(graph.subjects(RDF.type))
    terms = {node for kind in _VOCABULARY for node in graph.subjects(RDF.type, kind)} | set(graph.subjects(SKOS.broader))
    if len(terms) * 2 >= len(subjects) or any(graph.subjects(RDF.type, OWL.Ontology)):
        return "this is a vocabulary: it defines terms and names nobody who receives data. Bring in the file with the records."
    if any(local(kind) in ("Catalog", "ROPA", "ROPACatalog") for kind in graph.objects(None, RDF.type)):
        return "this is a catalogue that points to records elsewhere and names nobody who receives data. Bring in the records."
    return "the file describes things, but no processing and nobody who receives data. Bring in the file with the records."
