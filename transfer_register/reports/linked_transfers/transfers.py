"""Transfers, their parties and the law they were judged by, as nodes. What nobody stated is named under `notStated`."""

from __future__ import annotations

from datetime import date

from transfer_register.model.transfer import Mechanism
from transfer_register.reports import blocks as b
from transfer_register.reports.linked_transfers.terms import Node, Terms, iri, said
from transfer_register.reports.register_of_transfers.saying import MEASURES
from transfer_register.reports.snapshot import Cited, Leg, Seen, Snapshot, Verdict

# What a transfer is asked for: without it the node says that it was not stated. The shapes ask for the same.
ASKED = (
    "data", "dataSubject", "exporterRole", "frequency", "impactAssessment", "importerRole", "measure", "mechanism", "nature",
    "owner", "personsPerYear", "processingBasis", "purpose", "reviewOn", "specialCategories", "storageCondition", "system",
    "validFrom",
)  # fmt: skip
_OF_LAW = ("title", "act", "inForceFrom", "confidence")
# What is left out where a field was withheld (reports/withholding_fields.py), which is not the same as not stated.
_WITHHELD = {
    "activity": ("title",),
    "answers": ("fact",),
    "assessment": ("impactAssessment",),
    "flags": ("doubt",),
    "measures": ("measure",),
    "mechanisms": ("legalBasis",),
    "owner": ("owner",),
    "persons": ("personsPerYear",),
    "purpose_text": ("inWords",),
    "retention": ("storageCondition",),
    "review_on": ("reviewOn",),
    "systems": ("system",),
    "verdicts": ("thirdCountry",),
}
_DETAILS = ("condition", "raw", "reference", "signedOn", "validFrom", "validTo")
# What names a recipient by its role, for readers who look for no exporter and importer.
_BY_ROLE = {"controller": "recipientController", "processor": "recipientProcessor"}
# Verdicts by which a destination is a third country: the law restricts what goes there, or may.
_RESTRICTED = frozenset({"breached", "unknown", "permitted"})


def present(node: Node) -> Node:
    """The node without what is empty: None, and lists and texts of nothing. No and 0 are something."""
    return {key: value for key, value in node.items() if value is not None and value not in ("", [])}


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _none(seen: Seen) -> list[str]:
    """What somebody said that there is none of."""
    none = {"impactAssessment": seen.facts.get("tia.exists") is False, "mechanism": seen.mechanisms == ()}
    return [name for name, is_none in none.items() if is_none]


class Writer:
    """Writes the nodes of one snapshot, and keeps the parties, terms and provisions that they name."""

    def __init__(self, snapshot: Snapshot, record: str, meta: b.Meta):
        self._snapshot = snapshot
        self._record = record
        self._meta = meta
        self._is_partial = bool(snapshot.withheld)
        # Numbers of parties are numbers of the register too.
        self._is_renumbered = any(one.field == "transfer.number" for one in snapshot.withheld)
        self._running: dict[str, int] = {}
        self._ids = {seen.id for seen in snapshot.transfers}
        self.terms = Terms(snapshot.words)
        self._parties: dict[str, Node] = {}
        self._named: set[str] = set()

    def parties(self) -> list[Node]:
        """The parties that were named, with what is not known of them."""
        return [node | ({} if "country" in node else {"notStated": ["country"]}) for node in self._parties.values()]

    def provisions(self) -> list[Node]:
        return [self._provision(id) for id in sorted(self._named)]

    def transfer(self, seen: Seen) -> Node:
        at, of = self._number(seen.id), self.terms.all_of
        legs = seen.legs or (Leg(),)
        importer = self._party(seen, "importer", seen.importer_kind)
        retention = said(seen.retention) if seen.retention else None
        places = {place for leg in legs if (place := self._place(leg))}
        node: Node = present(
            {
                "@id": at,
                "@type": "dpv:CrossBorderTransfer",
                "identifier": said(seen.id),
                "partOf": self._record,
                "title": said(seen.activity) if seen.activity else None,
                "exporter": self._party(seen, "exporter", None),
                "importer": importer,
                "exporterRole": self._role(seen.exporter_role),
                "importerRole": self._role(seen.importer_role),
                "purpose": of("purposes", seen.purposes),
                "inWords": said(seen.purpose_text) if seen.purpose_text else None,
                "data": of("data_categories", seen.data_categories),
                "dataSubject": of("data_subjects", seen.data_subjects),
                "specialCategories": seen.special,
                "processingBasis": of("legal_bases", seen.legal_bases),
                "nature": said(seen.nature) if seen.nature else None,
                "frequency": self.terms.of("frequencies", seen.frequency) if seen.frequency else None,
                "mechanism": [
                    self._mechanism(f"{at}/mechanism/{n}", one, "mechanisms" in seen.withheld)
                    for n, one in enumerate(seen.mechanisms or (), 1)
                ],
                "statedNone": _none(seen),
                "legalBasis": self._legal_bases(seen),
                "measure": of("measures", seen.measures),
                "destination": [self._destination(f"{at}/destination/{n}", leg) for n, leg in enumerate(legs, 1)],
                "location": sorted(places),
                "thirdCountry": sorted(
                    {self.terms.country(leg.country) for leg in legs if leg.country and leg.verdict in _RESTRICTED}
                ),
                "verdict": self.terms.of("verdicts", seen.verdict),
                "saysOfIt": [self._verdict(f"{at}/verdict/{n}", one) for n, one in enumerate(seen.verdicts, 1)],
                "fact": [self._fact(at, name, value) for name, value in sorted(seen.facts.items())],
                "impactAssessment": self._assessment(at, seen),
                "system": sorted({said(one) for one in seen.systems}),
                "personsPerYear": seen.persons,
                "storageCondition": {
                    "@id": f"{at}/storage", "@type": "dpv:StorageCondition", "label": {"@value": retention},
                } if retention else None,
                "follows": self._number(seen.follows) if seen.follows else None,
                "doubt": of("flags", seen.flags),
                "validFrom": day(seen.valid_from),
                "validTo": day(seen.valid_to),
                "reviewOn": day(seen.review_on),
                "owner": said(seen.owner) if seen.owner else None,
            }
        )  # fmt: skip
        if seen.importer_role in _BY_ROLE:
            node[_BY_ROLE[seen.importer_role]] = importer
        hidden = [name for field in seen.withheld for name in _WITHHELD.get(field, ())]
        if self._is_renumbered and seen.follows and seen.follows not in self._ids:
            hidden.append("follows")
        withheld = sorted(hidden)
        node = {key: value for key, value in node.items() if key not in withheld} | present({"withheld": withheld})
        answered = {*node, *node.get("statedNone", ()), *withheld}
        if any(name in seen.facts for name in MEASURES):
            answered.add("measure")
        if "inWords" in answered:
            answered.add("purpose")
        return node | present({"notStated": [name for name in ASKED if name not in answered]})

    def _place(self, leg: Leg) -> str | None:
        return self.terms.place(leg.country, leg.group, leg.scope)

    def _role(self, role: str | None) -> str | None:
        return self.terms.of("roles", role) if role else None

    def _number(self, id: str) -> str:
        """A transfer; running numbers, which stand where something was withheld, belong to this record only."""
        return iri("transfer", "of", self._meta.number, self._meta.version, id) if self._is_partial else iri("transfer", id)

    def _party(self, seen: Seen, side: str, kind: str | None) -> str:
        """Exporter or importer. One whose name was withheld stands for itself in every transfer, without its id."""
        id, name, country = getattr(seen, f"{side}_id"), getattr(seen, side), getattr(seen, f"{side}_country")
        if is_withheld := side in seen.withheld:
            at = iri("party", "withheld", self._meta.number, self._meta.version, seen.id, side)
        elif id and self._is_renumbered:
            running = self._running.setdefault(id, len(self._running) + 1)
            at = iri("party", "of", self._meta.number, self._meta.version, str(running))
        else:
            at = iri("party", id) if id else iri("party", "by-name", name)
        held = self._parties.setdefault(at, {"@id": at, "@type": [], "name": said(name)})
        held["@type"] = sorted({*held["@type"], f"dpv:Data{side.capitalize()}"})
        if is_withheld:
            held["withheld"] = ["name"]
        elif id and not self._is_renumbered:
            held["identifier"] = said(id)
        if country:
            held["country"] = self.terms.country(country)
        if kind:
            held["partyKind"] = self.terms.of("recipient_kinds", kind)
        return at

    def _destination(self, at: str, leg: Leg) -> Node:
        place = self._place(leg)
        return present(
            {
                "@id": at,
                "@type": "tr:Destination",
                "place": place,
                "notStated": None if place else ["place"],
                "placeRole": self.terms.all_of("place_roles", leg.roles),
                "verdict": self.terms.of("verdicts", leg.verdict) if leg.verdict else None,
                "restsOn": [self._law(ground) for ground in sorted(set(leg.grounds))],
                "inScope": leg.asked,
            }
        )

    def _mechanism(self, at: str, one: Mechanism, is_partial: bool) -> Node:
        node = present(
            {
                "@id": at,
                "@type": "tr:Mechanism",
                "tool": self.terms.of("transfer_tools", one.tool),
                "module": one.module,
                "signedOn": day(one.signed_on),
                "validFrom": day(one.valid_from),
                "validTo": day(one.valid_to),
                "reference": said(one.reference) if one.reference else None,
                "condition": said(one.condition) if one.condition else None,
                "raw": said(one.raw) if one.raw else None,
            }
        )
        if not is_partial:
            return node
        return {key: value for key, value in node.items() if key not in _DETAILS} | {"withheld": list(_DETAILS)}

    def _legal_bases(self, seen: Seen) -> list[str]:
        """What is recorded and holds on the day, as DPV names it: a provision of the GDPR only where the GDPR was judged."""
        found = set()
        under_gdpr = any(one.regime == "EU" for one in seen.verdicts)
        for one in seen.mechanisms or ():
            known = self.terms.known("transfer_tools", one.tool)
            begun = one.valid_from is None or one.valid_from <= self._snapshot.on
            ended = one.valid_to is not None and one.valid_to < self._snapshot.on
            if (known and "dead" in known.marks) or ended or not begun:
                continue
            found.add(known.dpv if known and known.dpv and under_gdpr else self.terms.of("transfer_tools", one.tool))
        return sorted(found)

    def _verdict(self, at: str, one: Verdict) -> Node:
        return present(
            {
                "@id": at,
                "@type": "tr:Verdict",
                "regime": self.terms.of("regimes", one.regime),
                "verdict": self.terms.of("verdicts", one.verdict),
                "place": self.terms.country(one.country) if one.country else None,
                "restsOn": self._law(one.ground) if one.ground else None,
                "fallback": [self._law(id) for id in sorted(set(one.fallbacks))],
                "ask": sorted({said(name) for name in one.ask}),
            }
        )

    def _assessment(self, at: str, seen: Seen) -> Node | None:
        if seen.facts.get("tia.exists") is not True:
            return None
        return {"@id": f"{at}/assessment", "@type": "dpv:DataTransferImpactAssessment"}

    @staticmethod
    def _fact(at: str, name: str, value: object) -> Node:
        node: Node = {"@id": f"{at}/fact/{iri('', name)[1:]}", "@type": "tr:Fact", "factName": said(name)}
        written: object
        if value is None:
            return node | {"notStated": ["value"]}
        if isinstance(value, date):
            written = {"@type": "xsd:date", "@value": value.isoformat()}
        elif isinstance(value, bool | int):
            written = value
        elif isinstance(value, str):
            written = said(value)
        else:
            written = {"@type": "@json", "@value": value}
        return node | {"value": written}

    def _law(self, id: str) -> str:
        self._named.add(id)
        return iri("law", id)

    def _provision(self, id: str) -> Node:
        cited = self._snapshot.provisions.get(id) or Cited(id, "", "", kind="", confidence="")
        is_adequacy = cited.cascade == "adequacy" and cited.regime == "EU"
        node = present(
            {
                "@id": iri("law", id),
                "@type": "tr:Provision",
                "identifier": said(id),
                "title": cited.title,
                "act": cited.act,
                "article": cited.article,
                "regime": self.terms.of("regimes", cited.regime) if cited.regime else None,
                "provisionKind": cited.kind,
                "cascade": cited.cascade,
                "closeMatch": "eu-gdpr:A45-3" if is_adequacy else None,
                "inForceFrom": day(cited.since),
                "inForceUntil": day(cited.until),
                "checkedOn": day(cited.checked_on),
                "confidence": cited.confidence,
                "seeAlso": cited.url if cited.url.startswith("https://") else None,
            }
        )
        return node | present({"notStated": [name for name in _OF_LAW if name not in node]})
