"""The terms of our vocabularies as nodes of linked data, and the IRIs of what has no term in the Data Privacy Vocabulary."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson

from transfer_register.model.vocabulary import Term, Words
from transfer_register.reports.text_gate import clean

Node = dict[str, Any]
FOLDER = Path(__file__).parent.parent.parent.parent / "data" / "linked"

# What a term is in DPV where the vocabulary names no term of DPV for it.
_CLASS = {
    "purposes": "dpv:Purpose",
    "data_categories": "dpv:PersonalData",
    "data_subjects": "dpv:DataSubject",
    "measures": "dpv:TechnicalOrganisationalMeasure",
    "countries": "dpv:Location",
    "groups": "dpv:Location",
    "reaches": "dpv:Location",
    "legal_bases": "dpv:LegalBasis",
}
# The term that stands in every vocabulary of a snapshot from which something was taken out (reports/withholding_fields.py).
WITHHELD = "withheld"
# What a leg has as its reach when no country was named.
_REACHES = {"global": "Anywhere", "undetermined": "Stated and not understood"}


@cache
def words_of_context() -> dict[str, Any]:
    """The context as it stands in its file."""
    return orjson.loads((FOLDER / "context.json").read_bytes())


def context(organisation: str) -> dict[str, Any]:
    """The context, which stands in every file; nothing of it is fetched.

    Numbers of transfers and parties begin at 1 in every register: their names are those of the organisation's register only.
    """
    base = f"https://transfer-register.example/of/{quote(said(organisation), safe='')}"
    own = {name: {"@id": f"{base}/{name}/", "@prefix": True} for name in ("party", "record", "transfer")}
    return words_of_context() | own


def said(words: object) -> str:
    """A text as a file can hold it: without control characters and lone surrogates."""
    return clean(str(words), Counter())


def iri(prefix: str, *parts: str) -> str:
    """A short IRI; what others wrote is escaped, so that no name can break out of it."""
    escaped = (quote(said(part), safe="") for part in parts)
    # A part of dots only would be taken for a way up.
    return f"{prefix}:{'/'.join(part if part.strip('.') else part.replace('.', '%2E') for part in escaped)}"


class Terms:
    """Gives the IRI of a term, and keeps which were given: `nodes` describes them, so that the file explains itself."""

    def __init__(self, words: Words):
        self._words = words
        self._used: dict[str, Node] = {}

    def nodes(self) -> list[Node]:
        return list(self._used.values())

    def of(self, vocabulary: str, id: str) -> str:
        """The IRI of a term; one that is in no list stands with its id as its name rather than lost."""
        at = iri("term", vocabulary, id)
        if at not in self._used:
            self._used[at] = self._node(at, vocabulary, id)
        return at

    def all_of(self, vocabulary: str, ids: tuple[str, ...]) -> list[str]:
        return sorted({self.of(vocabulary, id) for id in ids})

    def place(self, country: str | None, group: str | None, scope: str | None) -> str | None:
        """Where something is: a country of DPV's list where it is in it, else a place of our own; None where nobody said."""
        if country is not None:
            return self.country(country)
        if group is not None:
            return self.of("groups", group)
        return None if scope is None else self.of("reaches", scope)

    def country(self, id: str) -> str:
        known = self.known("countries", id)
        return known.dpv if known and known.dpv else self.of("countries", id)

    def known(self, vocabulary: str, id: str) -> Term | None:
        return self._words.lists.get(vocabulary, {}).get(id)

    def _node(self, at: str, vocabulary: str, id: str) -> Node:
        known = self.known(vocabulary, id)
        kinds = {"tr:Term"}
        node: Node = {"@id": at, "identifier": said(id), "vocabulary": vocabulary}
        if vocabulary == "transfer_tools":
            # A tool that no longer carries anything, or never did, is no legal basis. Which one it is under the GDPR stands
            # beside it: the GDPR need not be the law that binds the exporter.
            if known is None or "dead" not in known.marks:
                kinds.add("dpv:DataTransferLegalBasis")
            if known and known.dpv:
                node["closeMatch"] = known.dpv
        else:
            kinds |= {kind for kind in (_CLASS.get(vocabulary), known.dpv if known else None) if kind}
            if vocabulary == "measures" and known:
                kinds.add("eu-gdpr:SupplementaryMeasure")
        node["@type"] = sorted(kinds)
        node["label"] = known.label if known else said(_REACHES.get(id, id) if vocabulary == "reaches" else id)
        if id == WITHHELD:  # its label is in the language of the paper, and says in no list what language that is
            node["label"] = {"@value": node["label"]}
        if known and known.source:
            node["source"] = known.source
        return node
