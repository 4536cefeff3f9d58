"""Prefixes that a Turtle file uses and does not declare: well-known ones are taken, others stand for themselves; all is told."""

from __future__ import annotations

import re

from transfer_register.intake.tables import RowProblem

# Prefixes that examples use without saying so.
WELL_KNOWN = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "dcterms": "http://purl.org/dc/terms/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "time": "http://www.w3.org/2006/time#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "dpv": "https://w3id.org/dpv#",
    "dpv-gdpr": "https://w3id.org/dpv/dpv-gdpr#",
    "dpv-pd": "https://w3id.org/dpv/dpv-pd#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "legal-eu": "https://w3id.org/dpv/legal/eu#",
    "loc": "https://w3id.org/dpv/loc#",
    "pd": "https://w3id.org/dpv/pd#",
    "tech": "https://w3id.org/dpv/tech#",
    "risk": "https://w3id.org/dpv/risk#",
    "dpcat": "https://w3id.org/dpcat#",
}
_ASIDE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
    r'|<[^<>\s"{}|^`\\]*>|#[^\n]*',
    re.DOTALL,
)
_DECLARED = re.compile(r"(?:@prefix|\bPREFIX)\s+([\w.-]*):", re.IGNORECASE)
_USED = re.compile(r"(?<![\w.:@-])((?:[^\W\d_][\w-]*)?):(?=[\w\s;,.\]%-])")


def with_prefixes(text: str, problems: list[RowProblem], base: str) -> str:
    """The text with the prefixes it uses and does not declare, on its first line so that every line keeps its number."""
    plain = _ASIDE.sub(lambda match: " <> " if match.group().startswith("<") else " ", text)
    declared = set(_DECLARED.findall(plain))
    missing = sorted({prefix for prefix in _USED.findall(plain) if prefix not in declared and prefix != "_"})
    if not missing:
        return text
    known = [prefix for prefix in missing if prefix in WELL_KNOWN]
    other = [prefix for prefix in missing if prefix not in WELL_KNOWN]
    said = []
    if known:
        said.append(f"well-known ones were taken for {', '.join(known)}")
    if other:
        said.append(f"{', '.join(prefix or '(blank)' for prefix in other)} stand for names of this file only")
    problems.append(
        RowProblem(1, None, f"prefixes are used and not declared: {'; '.join(said)}. Add the @prefix lines to the file.")
    )
    lines = [f"@prefix {prefix}: <{WELL_KNOWN.get(prefix, f'{base}{prefix}#')}> ." for prefix in missing]
    return " ".join(lines) + " " + text
