"""Every fact that law and assessments may ask about: its name, its kind, where it is stated or how it is derived.

A law that asks for something never recorded needs a new fact: one line here. Facts of a party are stated once on the
party and seen from a transfer as `exporter.<name>` and `importer.<name>`. Facts of a transfer are stated on it. Derived
facts follow from what is recorded and are computed in register/sql/facts.sql, never stated. A fact that nobody stated is
unknown: NULL, neither false nor zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a fact's value is; `sql` is its DuckDB type."""

    FLAG = "flag"
    TERM = "term"
    TERMS = "terms"
    COUNT = "count"
    DAY = "day"

    @property
    def sql(self) -> str:
        return {"flag": "BOOLEAN", "term": "VARCHAR", "terms": "VARCHAR[]", "count": "BIGINT", "day": "DATE"}[self.value]


@dataclass(frozen=True)
class Fact:
    """One fact. `question` is what a person is asked; `terms` the closed list of values where there is one."""

    name: str
    kind: Kind
    label: str
    question: str = ""
    terms: tuple[str, ...] = ()


def _flag(name: str, label: str, question: str = "") -> Fact:
    return Fact(name, Kind.FLAG, label, question or f"{label}?")


PARTY_FACTS: tuple[Fact, ...] = (
    _flag("dpf.eu.active", "Active in the EU-US Data Privacy Framework",
          "Is this exact legal entity listed as active in the EU-US Data Privacy Framework?"),
    _flag("dpf.eu.covers_hr", "Framework entry (EU-US) covers HR data"),
    _flag("dpf.eu.covers_non_hr", "Framework entry (EU-US) covers non-HR data"),
    _flag("dpf.uk_ext.active", "Active in the UK Extension to the Framework",
          "Is this exact legal entity listed as active in the UK Extension?"),
    _flag("dpf.uk_ext.covers_hr", "Framework entry (UK Extension) covers HR data"),
    _flag("dpf.uk_ext.covers_non_hr", "Framework entry (UK Extension) covers non-HR data"),
    _flag("dpf.ch.active", "Active in the Swiss-US Data Privacy Framework",
          "Is this exact legal entity listed as active in the Swiss-US Data Privacy Framework?"),
    _flag("dpf.ch.covers_hr", "Framework entry (Swiss-US) covers HR data"),
    _flag("dpf.ch.covers_non_hr", "Framework entry (Swiss-US) covers non-HR data"),
    Fact("dpf.checked_on", Kind.DAY, "Framework list looked at on", "On which day was the Framework list looked at?"),
    Fact("subject_to", Kind.TERMS, "Data protection acts it is subject to",
         "Which of these acts is the recipient subject to?",
         ("CA-PIPEDA", "CA-QC-PRIVATE", "CA-BC-PIPA", "CA-AB-PIPA", "CA-ON-PHIPA", "CA-NB-PHIPAA", "CA-NL-PHIA",
          "CA-NS-PHIA", "JP-APPI", "KR-PIPA", "BR-LGPD")),
    Fact("org_code", Kind.TERM, "International or Union body", "Which international or Union body is it?",
         ("XX-EPO", "XX-EUI", "XX-EEAI")),
    Fact("entity_type", Kind.TERM, "Kind of body", "What kind of body is it?",
         ("private_company", "public_authority", "nonprofit", "international_organisation", "natural_person",
          "danish_state_authority_in_faroes")),
    _flag("is_public_body", "Public authority or body"),
    _flag("processing_subject_to_gdpr", "Its own processing is subject to the GDPR",
          "Is the recipient's own processing of these data subject to the GDPR (Article 3(2))?"),
    _flag("processing_subject_to_uk_gdpr", "Its own processing is subject to the UK GDPR",
          "Is the recipient's own processing of these data subject to the UK GDPR?"),
    _flag("bound_by_bcr_c", "Bound by the group's BCR for controllers"),
    _flag("bound_by_bcr_p", "Bound by the group's BCR for processors"),
    _flag("bound_by_uk_bcr_c", "Bound by UK BCR for controllers"),
    _flag("bound_by_uk_bcr_p", "Bound by UK BCR for processors"),
    _flag("third_country_parent", "Parent company in a third country"),
    _flag("under_problem_law", "Under a law that lets authorities reach the data beyond what is necessary",
          "Is the recipient, or a provider it depends on, under a law that gives authorities excessive access?"),
    _flag("jp_carve_out", "Acting for a purpose left out of the Japan decision"),
    _flag("kr_fsc_supervised", "Supervised by the Korean Financial Services Commission"),
    _flag("safe_harbor.active", "Active in US Safe Harbour (until 2015)"),
    _flag("safe_harbor_ch.active", "Active in Swiss-US Safe Harbour (until 2015)"),
    _flag("privacy_shield.active", "Active in EU-US Privacy Shield (until 2020)"),
    _flag("privacy_shield_ch.active", "Active in Swiss-US Privacy Shield (until 2020)"),
)

TRANSFER_FACTS: tuple[Fact, ...] = (
    _flag("tia.exists", "Transfer impact assessment on file",
          "Is there a documented transfer impact assessment for this transfer?"),
    Fact("tia.dated_on", Kind.DAY, "Assessment dated", "On which day was the assessment made or last reviewed?"),
    Fact("tia.result", Kind.TERM, "Result of the assessment", "What did the assessment conclude?",
         ("may_proceed", "needs_measures", "suspend", "open")),
    _flag("tra.exists", "UK transfer risk assessment on file",
          "Is there a documented UK transfer risk assessment (data protection test)?"),
    _flag("ch.adaptations_done", "Swiss adaptations of the clauses made"),
    _flag("art28_contract.exists", "Processor contract on file", "Is there a processor contract (GDPR 28(3))?"),
    _flag("mechanism.authorisation_granted", "Authorised by the supervisory authority"),
    _flag("mechanism.fdpic_notified", "Notified to the FDPIC beforehand"),
    _flag("data.hr_context", "Data of the company's own workers",
          "Are these data about the exporter's own past or present workers, collected in the employment relationship?"),
    _flag("data.journalistic", "Gathered for journalism"),
    _flag("data.children", "Data of children"),
    _flag("data.guardian_consent", "Consent of a parent or guardian verified"),
    _flag("data.special_stated", "Special categories stated"),
    _flag("flow.direct_from_data_subject", "Given directly by the data subject on their own initiative"),
    _flag("flow.transit_only", "Mere transit without access"),
    _flag("flow.public_publication", "Published electronically to the public"),
    _flag("flow.occasional", "Occasional"),
    _flag("flow.repetitive", "Repetitive"),
    _flag("importer.is_exporters_controller", "The recipient is the controller for whom the exporter processes"),
    _flag("processing.automated_transfer", "Transferred by automated means"),
    _flag("processing.automated_after_transfer", "Processed by automated means after the transfer"),
    _flag("transfer.under_led", "Transfer under Directive (EU) 2016/680"),
    _flag("measures.encrypted_in_transit", "Encrypted in transit"),
    _flag("measures.encrypted_at_rest", "Encrypted at rest"),
    _flag("measures.keys_in_eea", "Keys held by the exporter, or in the EEA or an adequate country"),
    _flag("measures.pseudonymised", "Pseudonymised, the key kept by the exporter"),
    _flag("measures.clear_text_access", "The recipient needs the data in the clear",
          "Does the recipient need access to the data in the clear?"),
    _flag("measures.access_requests_challenged", "Recipient bound to challenge access requests and to report them"),
    _flag("derogation.explicit_consent", "Explicit consent given"),
    _flag("derogation.risks_explained", "Risks of the transfer explained before consent"),
    _flag("derogation.contract_necessary", "Necessary for a contract with the data subject"),
    _flag("derogation.contract_in_interest_necessary", "Necessary for a contract in the data subject's interest"),
    _flag("derogation.public_interest_in_union_or_ms_law", "Public interest recognised in Union or Member State law"),
    _flag("derogation.legal_claim_necessary", "Necessary for a legal claim"),
    _flag("derogation.vital_interest", "Necessary for vital interests"),
    _flag("derogation.incapable_of_consent", "Data subject incapable of giving consent"),
)

# Computed in register/sql/facts.sql from what is recorded; a law file may ask for them, nobody states them.
DERIVED_FACTS: tuple[Fact, ...] = (
    Fact("transfer.date", Kind.DAY, "Day of the transfer"),
    Fact("exporter.country", Kind.TERM, "Exporter's country", "Where is the exporter established?"),
    Fact("exporter.regimes", Kind.TERMS, "Regimes declared for the exporter"),
    Fact("exporter.role", Kind.TERM, "Exporter's role", "In which role does the exporter act?",
         ("controller", "joint_controller", "processor", "sub_processor")),
    Fact("importer.role", Kind.TERM, "Recipient's role", "In which role does the recipient act?",
         ("controller", "joint_controller", "processor", "sub_processor")),
    Fact("importer.kind", Kind.TERM, "Kind of recipient", "What kind of recipient is it?"),
    Fact("importer.country", Kind.TERM, "Destination", "In which country are the data received or reached?"),
    Fact("importer.group", Kind.TERM, "Destination named as a group"),
    Fact("importer.scope", Kind.TERM, "Reach of the destination", "", ("listed", "global", "undetermined", "unknown")),
    _flag("importer.same_legal_entity", "Same legal entity", "Is the recipient the same legal entity as the exporter?"),
    _flag("flow.remote_access", "Reached by remote access", "Is there access from this country?"),
    Fact("data.categories", Kind.TERMS, "Categories of data", "Which categories of personal data are transferred?"),
    Fact("data.subjects", Kind.TERMS, "Data subjects", "Whose data are transferred?"),
    _flag("data.has_special_categories", "Special categories of data", "Are special categories of data among them?"),
    Fact("processing.purposes", Kind.TERMS, "Purposes", "For which purposes?"),
    Fact("transfer.tools", Kind.TERMS, "Transfer tools recorded",
         "Which mechanism does the transfer rest on: none, clauses, binding rules, a derogation?"),
    Fact("transfer.persons", Kind.COUNT, "Persons a year", "How many persons a year does it concern?"),
    _flag("onward.exists", "Transferred onward", "Does the recipient transfer the data onward?"),
    Fact("scc.module", Kind.COUNT, "Module of the clauses", "Which module of the standard contractual clauses?"),
    Fact("scc.concluded_on", Kind.DAY, "Clauses concluded on", "On which day were the clauses concluded?"),
    _flag("uk_addendum.signed", "UK Addendum signed", "Is the UK Addendum to the clauses signed?"),
    _flag("idta.signed", "IDTA signed", "Is the UK International Data Transfer Agreement signed?"),
    Fact("tia.age_days", Kind.COUNT, "Age of the assessment in days"),
    Fact("dpf.days_since_check", Kind.COUNT, "Days since the Framework list was looked at"),
)


def _seen_from_a_transfer() -> dict[str, Fact]:
    seen = {fact.name: fact for fact in DERIVED_FACTS + TRANSFER_FACTS}
    for side in ("exporter", "importer"):
        for fact in PARTY_FACTS:
            seen[f"{side}.{fact.name}"] = fact
    return seen


# Name as law files cite it -> fact. Where a party's fact is meant, the value is the fact as stated on the party.
FACTS: dict[str, Fact] = _seen_from_a_transfer()

STATED_ON_PARTY: dict[str, Fact] = {fact.name: fact for fact in PARTY_FACTS}
STATED_ON_TRANSFER: dict[str, Fact] = {fact.name: fact for fact in TRANSFER_FACTS}
DERIVED: dict[str, Fact] = {fact.name: fact for fact in DERIVED_FACTS}


def home_of(name: str) -> tuple[str, str]:
    """Where a fact is stated: ("importer" | "exporter" | "transfer" | "derived", its name there)."""
    if name in DERIVED:
        return "derived", name
    if name in STATED_ON_TRANSFER:
        return "transfer", name
    side, _, rest = name.partition(".")
    if side in ("importer", "exporter") and rest in STATED_ON_PARTY:
        return side, rest
    raise KeyError(name)
