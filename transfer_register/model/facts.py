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
    """One fact. `question` is what a person is asked; `terms` the closed list of values where there is one.

    `vocabulary` names the list in data/vocabulary that holds the values instead of `terms`. `kept_here` says of a list that the
    register keeps what it names, so that it is empty, never unknown, where nothing is recorded.
    """

    name: str
    kind: Kind
    label: str
    question: str = ""
    terms: tuple[str, ...] = ()
    vocabulary: str = ""
    kept_here: bool = False


def _flag(name: str, label: str, question: str = "") -> Fact:
    return Fact(name, Kind.FLAG, label, question or f"{label}?")


# What an assessment may conclude. Each law has an assessment of its own: what one concludes never answers for another.
_RESULTS = ("may_proceed", "needs_measures", "suspend", "open")

PARTY_FACTS: tuple[Fact, ...] = (
    _flag(
        "dpf.eu.active",
        "Active in the EU-US Data Privacy Framework",
        "Is this exact legal entity listed as active in the EU-US Data Privacy Framework?",
    ),
    _flag("dpf.eu.covers_hr", "Framework entry (EU-US) covers HR data"),
    _flag("dpf.eu.covers_non_hr", "Framework entry (EU-US) covers non-HR data"),
    _flag(
        "dpf.uk_ext.active",
        "Active in the UK Extension to the Framework",
        "Is this exact legal entity listed as active in the UK Extension?",
    ),
    _flag("dpf.uk_ext.covers_hr", "Framework entry (UK Extension) covers HR data"),
    _flag("dpf.uk_ext.covers_non_hr", "Framework entry (UK Extension) covers non-HR data"),
    _flag(
        "dpf.ch.active",
        "Active in the Swiss-US Data Privacy Framework",
        "Is this exact legal entity listed as active in the Swiss-US Data Privacy Framework?",
    ),
    _flag("dpf.ch.covers_hr", "Framework entry (Swiss-US) covers HR data"),
    _flag("dpf.ch.covers_non_hr", "Framework entry (Swiss-US) covers non-HR data"),
    Fact("dpf.checked_on", Kind.DAY, "Framework list looked at on", "On which day was the Framework list looked at?"),
    Fact(
        "subject_to",
        Kind.TERMS,
        "Data protection acts it is subject to",
        "Which of these acts is the recipient subject to?",
        (
            "CA-PIPEDA",
            "CA-QC-PRIVATE",
            "CA-BC-PIPA",
            "CA-AB-PIPA",
            "CA-ON-PHIPA",
            "CA-NB-PHIPAA",
            "CA-NL-PHIA",
            "CA-NS-PHIA",
            "JP-APPI",
            "KR-PIPA",
            "BR-LGPD",
        ),
    ),
    Fact(
        "org_code",
        Kind.TERM,
        "Named body",
        "Is it one of these bodies, and which?",
        ("XX-EPO", "XX-EUI", "XX-EEAI", "US-CBP", "CA-CBSA"),
    ),
    Fact(
        "entity_type",
        Kind.TERM,
        "Kind of body",
        "What kind of body is it?",
        (
            "private_company",
            "public_authority",
            "nonprofit",
            "international_organisation",
            "natural_person",
            "danish_state_authority_in_faroes",
        ),
    ),
    _flag("is_public_body", "Public authority or body"),
    _flag(
        "processing_subject_to_gdpr",
        "Its own processing is subject to the GDPR",
        "Is the recipient's own processing of these data subject to the GDPR (Article 3(2))?",
    ),
    _flag(
        "processing_subject_to_uk_gdpr",
        "Its own processing is subject to the UK GDPR",
        "Is the recipient's own processing of these data subject to the UK GDPR?",
    ),
    _flag("bound_by_bcr_c", "Bound by the group's BCR for controllers"),
    _flag("bound_by_bcr_p", "Bound by the group's BCR for processors"),
    _flag("bound_by_uk_bcr_c", "Bound by UK BCR for controllers"),
    _flag("bound_by_uk_bcr_p", "Bound by UK BCR for processors"),
    _flag("third_country_parent", "Parent company in a third country"),
    _flag(
        "under_problem_law",
        "Under a law that lets authorities reach the data beyond what is necessary",
        "Is the recipient, or a provider it depends on, under a law that gives authorities excessive access?",
    ),
    _flag("jp_carve_out", "Acting for a purpose left out of the Japan decision"),
    _flag("kr_fsc_supervised", "Supervised by the Korean Financial Services Commission"),
    Fact(
        "sector",
        Kind.TERM,
        "Sector",
        "In which sector is it?",
        (
            "bank",
            "insurer",
            "telecom_common_carrier",
            "nonprofit",
            "government",
            "credit_union",
            "credit_bureau",
            "data_broker",
            "ad_tech",
            "other",
        ),
    ),
    _flag(
        "us_ecsp",
        "Electronic communication service provider (US)",
        "Is it an electronic communication service provider in the sense of 50 U.S.C. 1881 (telecoms, mail, messaging, cloud, "
        "hosting)?",
    ),
    _flag(
        "us_access_to_transmission_equipment",
        "Has access to equipment that carries or stores communications (US)",
        "Does it provide a service with access to equipment on which communications are carried or stored (as widened in April "
        "2024)?",
    ),
    _flag("us_ecs_or_rcs", "Electronic communication or remote computing service under US jurisdiction"),
    _flag("us_parent_controls_data", "A US parent has possession, custody or control of the data"),
    _flag("cn_network_operator", "Network operator (China)"),
    _flag("in_telecom_entity", "Telecom entity (India)"),
    _flag("gb_telecom_operator", "Telecommunications or postal operator (United Kingdom)"),
    _flag("il_telecom_licensee", "Telecom licensee (Israel)"),
    _flag("adheres_to_transfer_code", "Adheres to an approved code of conduct for transfers"),
    _flag("binding_commitments", "Has given binding and enforceable commitments"),
    Fact(
        "cert.transfer_scheme",
        Kind.TERM,
        "Certificate for transfers",
        "Under which approved scheme is it certified?",
        ("EUROPRIVACY_TRANSFER", "OTHER"),
    ),
    _flag("cert.valid", "Certificate valid"),
    _flag("is_federal_body", "Swiss federal body"),
    _flag("public_authority_in_public_powers", "Public authority exercising public powers"),
    _flag("safe_harbor.active", "Active in US Safe Harbour (until 2015)"),
    _flag("safe_harbor_ch.active", "Active in Swiss-US Safe Harbour (until 2015)"),
    _flag("privacy_shield.active", "Active in EU-US Privacy Shield (until 2020)"),
    _flag("privacy_shield_ch.active", "Active in Swiss-US Privacy Shield (until 2020)"),
)

TRANSFER_FACTS: tuple[Fact, ...] = (
    _flag(
        "tia.exists", "Transfer impact assessment on file", "Is there a documented transfer impact assessment for this transfer?"
    ),
    Fact(
        "tia.dated_on",
        Kind.DAY,
        "Assessment dated",
        "On which day was the transfer impact assessment (EU) made or last reviewed?",
    ),
    Fact(
        "tia.result",
        Kind.TERM,
        "Result of the assessment",
        "What did the transfer impact assessment (EU) conclude?",
        _RESULTS,
    ),
    _flag(
        "tra.exists",
        "UK transfer risk assessment on file",
        "Is there a documented UK transfer risk assessment (data protection test)?",
    ),
    Fact(
        "tra.dated_on",
        Kind.DAY,
        "UK risk assessment dated",
        "On which day was the UK transfer risk assessment made or last reviewed?",
    ),
    Fact(
        "tra.result",
        Kind.TERM,
        "Result of the UK risk assessment",
        "What did the UK transfer risk assessment conclude, whatever was found for the EU?",
        _RESULTS,
    ),
    _flag("tra.law_changed_since", "Law of the destination changed since the UK risk assessment"),
    _flag(
        "tia_ch.exists",
        "Assessment for Switzerland on file",
        "Is there a documented assessment for Switzerland: one of its own, or the EU assessment where it covers Swiss law?",
    ),
    Fact(
        "tia_ch.dated_on",
        Kind.DAY,
        "Assessment for Switzerland dated",
        "On which day was the assessment for Switzerland, or the EU assessment that covers it, made or last reviewed?",
    ),
    Fact(
        "tia_ch.result",
        Kind.TERM,
        "Result of the assessment for Switzerland",
        "What did the assessment for Switzerland, or the EU assessment that covers it, conclude under Swiss law?",
        _RESULTS,
    ),
    _flag("tia_ch.law_changed_since", "Law of the destination changed since the assessment for Switzerland"),
    _flag(
        "pipia.exists",
        "PIPIA on file (China)",
        "Is there a documented personal information protection impact assessment (PIPIA) for this transfer?",
    ),
    Fact("pipia.dated_on", Kind.DAY, "PIPIA dated", "On which day was the PIPIA made or last reviewed?"),
    Fact("pipia.result", Kind.TERM, "Result of the PIPIA", "What did the PIPIA conclude?", _RESULTS),
    _flag("ch.adaptations_done", "Swiss adaptations of the clauses made"),
    _flag("art28_contract.exists", "Processor contract on file", "Is there a processor contract (GDPR 28(3))?"),
    _flag("mechanism.authorisation_granted", "Authorised by the supervisory authority"),
    _flag("mechanism.fdpic_notified", "Notified to the FDPIC beforehand"),
    _flag(
        "data.hr_context",
        "Data of the company's own workers",
        "Are these data about the exporter's own past or present workers, collected in the employment relationship?",
    ),
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
    _flag(
        "measures.clear_text_access",
        "The recipient needs the data in the clear",
        "Does the recipient need access to the data in the clear?",
    ),
    _flag("measures.access_requests_challenged", "Recipient bound to challenge access requests and to report them"),
    _flag("derogation.explicit_consent", "Explicit consent given"),
    _flag("derogation.risks_explained", "Risks of the transfer explained before consent"),
    _flag("derogation.contract_necessary", "Necessary for a contract with the data subject"),
    _flag("derogation.contract_in_interest_necessary", "Necessary for a contract in the data subject's interest"),
    _flag("derogation.public_interest_in_union_or_ms_law", "Public interest recognised in Union or Member State law"),
    _flag("derogation.legal_claim_necessary", "Necessary for a legal claim"),
    _flag("derogation.vital_interest", "Necessary for vital interests"),
    _flag("derogation.incapable_of_consent", "Data subject incapable of giving consent"),
    _flag("derogation.public_register", "From a public register"),
    _flag("derogation.entire_register_or_category", "The whole register or whole categories of it"),
    _flag("derogation.no_art45_46", "Neither adequacy nor a safeguard can be used"),
    _flag("derogation.no_other_derogation", "No other derogation can be used"),
    _flag("derogation.limited_number_of_subjects", "Concerns a limited number of data subjects"),
    _flag("derogation.compelling_interest", "Compelling legitimate interest of the controller"),
    _flag("derogation.interests_not_overridden", "Not overridden by the interests of the data subjects"),
    _flag("derogation.all_circumstances_assessed", "All circumstances of the transfer assessed"),
    _flag("derogation.suitable_safeguards", "Suitable safeguards provided"),
    _flag("derogation.made_accessible_by_data_subject", "Made generally accessible by the data subject"),
    _flag("derogation.public_interest_in_uk_law", "Public interest recognised in the law of the United Kingdom"),
    _flag("derogation.overriding_public_interest", "Overriding public interest (Swiss law)"),
    _flag("instrument.legally_binding", "The instrument between the bodies is legally binding and enforceable"),
    _flag("cli.authority_informed", "Supervisory authority informed of the transfer"),
    _flag("cli.data_subject_informed", "Data subjects informed of the transfer and of the interests"),
    _flag("cli.in_art30_record", "Assessment and safeguards written in the record of processing"),
    _flag(
        "counsel.destination_covered",
        "Counsel: destination shares the status of its parent state",
        "The status of this destination is not settled. Has counsel found that this transfer shares the status of the parent "
        "state, or is covered by its adequacy?",
    ),
    _flag("data.flagged_sensitive_to_importer", "Recipient told which data are sensitive"),
    _flag("data.processed_for_external_controller", "Processed for a controller outside the group"),
    _flag("importer.location_in_occupied_territory", "Recipient in a territory under occupation"),
    _flag("importer.all_processing_countries_listed", "Every country of storage, support and access listed"),
    _flag("importer.cert.covers_this_transfer", "Certificate covers this transfer"),
    _flag("importer.notified_inability_to_comply", "Recipient said that it cannot comply with the clauses"),
    _flag("exporter.combines_eu_data", "Exporter combines the data with data it collected in the EU"),
    _flag("flow.systematic", "Systematic"),
    _flag("scc.annex_1a", "Annex I.A (parties) filled in"),
    _flag("scc.annex_1b", "Annex I.B (description of the transfer) filled in"),
    _flag("scc.annex_1c", "Annex I.C (supervisory authority) filled in"),
    _flag("scc.annex_1c_matches_representative", "Annex I.C names the authority of the representative"),
    _flag("scc.annex_2", "Annex II (technical and organisational measures) filled in"),
    _flag("scc.annex_3", "Annex III (sub-processors) filled in"),
    _flag("scc.text_modified", "Text of the clauses changed"),
    _flag("scc.governing_law_is_eu_ms", "Governed by the law of a Member State"),
    _flag("scc.forum_is_eu_ms", "Courts of a Member State competent"),
    Fact(
        "scc.instrument",
        Kind.TERM,
        "Decision that holds the clauses",
        "Which decision holds the signed clauses?",
        ("2021/914", "2021/915"),
    ),
    Fact(
        "scc.clause9_option",
        Kind.TERM,
        "Sub-processors authorised",
        "How are sub-processors authorised (clause 9)?",
        ("specific", "general"),
    ),
    Fact("scc.clause9_notice_days", Kind.COUNT, "Notice of new sub-processors in days", "How many days of notice (clause 9)?"),
    _flag("scc.sensitive_safeguards_described", "Safeguards for sensitive data described in Annex I.B"),
    _flag("scc.docking_used", "A party joined by the docking clause"),
    _flag("scc.docked_parties_in_annex", "Parties that joined are named in Annex I.A"),
    _flag("scc.audit_rights_exercised", "Audit made, or report of a third party on file"),
    _flag("scc.controller_instructions_passed_on", "Instructions of the controller passed on"),
    _flag("scc.copy_available", "Copy of the clauses ready for data subjects"),
    Fact("idta.version", Kind.TERM, "Version of the IDTA", "Which version of the IDTA is signed?"),
    Fact("uk_addendum.version", Kind.TERM, "Version of the UK Addendum", "Which version of the Addendum is signed?"),
    _flag("bcr.aligned_with_rec_1_2022", "BCR aligned with EDPB Recommendations 1/2022"),
    _flag("bcr.uk_approved", "BCR approved for the United Kingdom"),
    _flag("bcr.approved_by_fdpic_or_listed_state", "BCR approved by the FDPIC or by the authority of a listed state"),
    _flag("chain.subprocessor_outside", "Sub-processor outside the area"),
    _flag("chain.tia_of_processor_seen", "Assessment made by the processor seen"),
    _flag("onward.all_hops_covered", "Every onward transfer has a mechanism"),
    _flag("mechanism.authorised_before_gdpr", "Authorised under Directive 95/46/EC"),
    _flag("safeguard.feasible", "An appropriate safeguard is feasible"),
    _flag("treaty.covers_transfer", "A treaty gives protection for this transfer"),
    _flag("tia.law_changed_since", "Law of the destination changed since the assessment"),
    _flag("uk.art49a_restriction_applies", "Restricted by regulations under UK GDPR Article 49A"),
    _flag("foreign_order.international_agreement", "The foreign order rests on an international agreement"),
    _flag("foreign_order.other_chapter_v_ground", "Another ground of Chapter V carries the answer to the foreign order"),
    _flag("chain.uses_us_ecsp", "The recipient relies on an electronic communication service provider of the US"),
    _flag("flow.crosses_us_or_transit_reach", "The data cross the United States, or lines that its services can reach"),
    Fact(
        "measures.in_place",
        Kind.TERMS,
        "Supplementary measures in place",
        "Which supplementary measures, all that there are, are in place?",
        vocabulary="measures",
    ),
    _flag("measures.keys_held_under_problem_law", "Keys held by a body under the same problem law"),
    Fact(
        "evidence.on_file",
        Kind.TERMS,
        "Evidence on file",
        "Which of these, all that there are, are on file for this transfer?",
        vocabulary="evidence",
    ),
    _flag("notice.countries_named", "Privacy notice names the countries"),
    _flag("notice.transfer_described", "Privacy notice describes the transfer and its safeguard"),
    _flag("ropa.third_country_named", "Record of processing names the third country"),
    Fact("bcr.updated_on", Kind.DAY, "Binding rules updated on", "On which day was the authority last told of changes?"),
    _flag(
        "bcr.update_current",
        "Yearly update of the binding rules given",
        "Has the authority been told of this year's changes to the binding rules and their members?",
    ),
)

# Computed in register/sql/facts.sql from what is recorded; a law file may ask for them, nobody states them.
DERIVED_FACTS: tuple[Fact, ...] = (
    Fact("transfer.date", Kind.DAY, "Day of the transfer"),
    Fact("exporter.country", Kind.TERM, "Exporter's country", "Where is the exporter established?", vocabulary="countries"),
    Fact("exporter.regimes", Kind.TERMS, "Regimes declared for the exporter", vocabulary="regimes"),
    Fact(
        "exporter.role",
        Kind.TERM,
        "Exporter's role",
        "In which role does the exporter act?",
        ("controller", "joint_controller", "processor", "sub_processor"),
    ),
    Fact(
        "importer.role",
        Kind.TERM,
        "Recipient's role",
        "In which role does the recipient act?",
        ("controller", "joint_controller", "processor", "sub_processor"),
    ),
    Fact("importer.kind", Kind.TERM, "Kind of recipient", "What kind of recipient is it?", vocabulary="recipient_kinds"),
    Fact(
        "importer.country", Kind.TERM, "Destination", "In which country are the data received or reached?", vocabulary="countries"
    ),
    Fact("importer.group", Kind.TERM, "Destination named as a group"),
    Fact("importer.scope", Kind.TERM, "Reach of the destination", "", ("listed", "global", "undetermined", "unknown")),
    _flag("importer.same_legal_entity", "Same legal entity", "Is the recipient the same legal entity as the exporter?"),
    _flag("flow.remote_access", "Reached by remote access", "Is there access from this country?"),
    Fact(
        "data.categories",
        Kind.TERMS,
        "Categories of data",
        "Which categories of personal data are transferred?",
        vocabulary="data_categories",
    ),
    Fact("data.subjects", Kind.TERMS, "Data subjects", "Whose data are transferred?", vocabulary="data_subjects"),
    _flag("data.has_special_categories", "Special categories of data", "Are special categories of data among them?"),
    Fact("processing.purposes", Kind.TERMS, "Purposes", "For which purposes?", vocabulary="purposes"),
    Fact(
        "transfer.tools",
        Kind.TERMS,
        "Transfer tools recorded",
        "Which mechanism does the transfer rest on: none, clauses, binding rules, a derogation?",
        vocabulary="transfer_tools",
    ),
    Fact("transfer.persons", Kind.COUNT, "Persons a year", "How many persons a year does it concern?"),
    _flag("onward.exists", "Transferred onward", "Does the recipient transfer the data onward?"),
    Fact("scc.module", Kind.COUNT, "Module of the clauses", "Which module of the standard contractual clauses?"),
    Fact("scc.concluded_on", Kind.DAY, "Clauses concluded on", "On which day were the clauses concluded?"),
    _flag("uk_addendum.signed", "UK Addendum signed", "Is the UK Addendum to the clauses signed?"),
    _flag("idta.signed", "IDTA signed", "Is the UK International Data Transfer Agreement signed?"),
    Fact("evidence.filed", Kind.TERMS, "Evidence filed", vocabulary="evidence", kept_here=True),
    Fact("tia.age_days", Kind.COUNT, "Age of the assessment in days"),
    Fact("tra.age_days", Kind.COUNT, "Age of the UK risk assessment in days"),
    Fact("tia_ch.age_days", Kind.COUNT, "Age of the assessment for Switzerland in days"),
    Fact("pipia.age_days", Kind.COUNT, "Age of the PIPIA in days"),
    Fact("dpf.days_since_check", Kind.COUNT, "Days since the Framework list was looked at"),
    # By the edges of data/indicators/governance.yaml; unknown where the margin holds the edge, or there is no figure.
    _flag("destination.governance_limited", "Governance of the destination limited"),
    _flag("destination.governance_weak", "Governance of the destination weak"),
    _flag("destination.governance_poor", "Governance of the destination poor"),
)

# Known only to the judge: what the grounds of one regime say, for requirements that look at them. No column, no form.
JUDGED_FACTS: tuple[Fact, ...] = (
    _flag("adequacy.available", "An adequacy decision of this regime covers the transfer"),
    _flag("safeguard.available", "A safeguard of this regime carries the transfer"),
    _flag("mechanism.satisfied", "Some ground of this regime carries the transfer"),
    Fact("mechanism.ends_on", Kind.DAY, "Last day on which a ground that carries is known to stand"),
    _flag("exposure.applies", "A law of the destination that may reach too far applies to the recipient"),
    _flag("exposure.uncured", "A threat from such a law that no measure in place can cure"),
    _flag("measure.technical", "A technical measure that can close a gap is in place"),
)

# Days of a transfer from which a due day may be counted. No condition looks at them, so they are no part of a pattern of
# facts: transfers that differ in nothing else are judged once.
COUNTED_FROM_FACTS: tuple[Fact, ...] = (
    Fact("transfer.starts_on", Kind.DAY, "First day of the transfer", "On which day does the transfer begin?"),
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
# Facts of a transfer that say of a measure that it is in place: pictures and filters name them beside recorded measures.
MEASURES: tuple[str, ...] = (
    "measures.encrypted_in_transit", "measures.encrypted_at_rest", "measures.keys_in_eea", "measures.pseudonymised",
    "measures.access_requests_challenged",
)  # fmt: skip
DERIVED: dict[str, Fact] = {fact.name: fact for fact in DERIVED_FACTS}
JUDGED: dict[str, Fact] = {fact.name: fact for fact in JUDGED_FACTS}
COUNTED_FROM: dict[str, Fact] = {fact.name: fact for fact in COUNTED_FROM_FACTS}


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
