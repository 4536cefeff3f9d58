"""A made-up register extract of any size, the same in every run: parties, places, mechanisms, verdicts of three regimes."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from transfer_register.model.transfer import Mechanism
from transfer_register.model.vocabulary import Words, read_words
from transfer_register.reports.making import Making
from transfer_register.reports.register_of_transfers.document import Options
from transfer_register.reports.snapshot import Cited, LeftOut, Leg, Picture, Seen, Snapshot, Verdict

PROJECT = Path(__file__).parents[2]
ON = date(2026, 11, 22)
MAKING = Making(datetime(2026, 11, 22, 18, 4, tzinfo=UTC), "L. Hartwig", 18443, "9f2c" * 16, "2026-11-22T17:31:05.250Z")
OPTIONS = Options(
    organisation="Aurelia Medica SE (demo)",
    document_number="RX-2026-007",
    addressee="the supervisory authority of the establishment",
    classification="For the authority",
    request_reference="LDA-1085.4-9917/26-I",
    request_on=date(2026, 11, 10),
    request_basis="Art. 58(1)(a) and (e) GDPR",
    request_time_limit=date(2026, 12, 8),
    request_asked="All transfers to third countries, with recipient, country, mechanism and safeguards",
    prepared_by="Lena Hartwig, data protection officer",
    contact="Lena Hartwig, data protection officer",
    signers=(("Lena Hartwig", "Group data protection officer"), ("", "")),
)
_CHECKED = date(2026, 10, 5)
_EUR_LEX = "https://eur-lex.europa.eu/eli/dec_impl"
_GDPR = "Regulation (EU) 2016/679 (GDPR)"
# id, title, act, article, regime, cascade, in force since, confidence, address; made up for the tests where it matters to none.
_PROVISIONS = (
    ("eu.adequacy.us.dpf", "EU-US Data Privacy Framework", "Implementing Decision (EU) 2023/1795", "1", "EU", "adequacy",
     date(2023, 7, 10), "verified", f"{_EUR_LEX}/2023/1795/oj"),
    ("eu.adequacy.gb", "United Kingdom", "Implementing Decision (EU) 2021/1772", "1", "EU", "adequacy",
     date(2021, 6, 28), "verified", f"{_EUR_LEX}/2021/1772/oj"),
    ("eu.adequacy.jp", "Japan", "Implementing Decision (EU) 2019/419", "1", "EU", "adequacy", date(2019, 1, 23), "verified", ""),
    ("eu.adequacy.ch", "Switzerland", "Decision 2000/518/EC", "1", "EU", "adequacy", date(2000, 7, 26), "memory", ""),
    ("eu.safeguard.scc", "standard contractual clauses", _GDPR, "46(2)(c)", "EU", "safeguard", date(2021, 6, 27), "memory", ""),
    ("uk.safeguard.addendum", "UK Addendum", "UK GDPR", "46(2)(d)", "UK", "safeguard", date(2022, 3, 21), "uncertain", ""),
)  # fmt: skip
PROVISIONS = {
    id: Cited(id, title, act, article, regime, "ground", cascade, since, None, _CHECKED, confidence, url)
    for id, title, act, article, regime, cascade, since, confidence, url in _PROVISIONS
}
_RECIPIENTS = (
    ("US", "Northwind Cloud Inc. (demo)", "Sequoia Talent LLC (demo)", "Zephyr Mail Inc. (demo)", "Bluepeak Systems Inc. (demo)"),
    ("GB", "Meridian Trials Ltd (demo)", "Harbour Analytics Ltd (demo)"),
    ("IN", "Kestrel Support Services Pvt. Ltd. (demo)", "Tamarind Software Pvt. Ltd. (demo)"),
    ("JP", "Aurora Clinical KK (demo)",),
    ("CH", "Helvion Data AG (demo)", "Limmat Research AG (demo)"),
    ("PH", "Lotus BPO Corp. (demo)",),
    ("BR", "Aurelia Medica do Brasil Ltda. (demo)",),
    ("TR", "Işıltı Klinik Araştırma A.Ş. (demo)",),
    ("SG", "Orchid Data Services Pte. Ltd. (demo)",),
    ("CN", "Beijing Huakang Research Co., Ltd. (demo)",),
    ("AE", "Gulf Care FZ-LLC (demo)",),
    ("AU", "Southern Cross Biostatistics Pty Ltd (demo)",),
    ("ZA", "Protea Clinical (Pty) Ltd (demo)",),
)  # fmt: skip
_WEIGHTS = (14, 7, 9, 3, 5, 3, 3, 3, 4, 2, 2, 2, 1)
_EXPORTERS = (
    ("Aurelia Medica SE (demo)", "DE"),
    ("Aurelia Medica France SAS (demo)", "FR"),
    ("Aurelia Medica UK Ltd (demo)", "GB"),
)
_ROLES = ("processor", "processor", "controller", None)
_ADEQUATE = {"US": "eu.adequacy.us.dpf", "GB": "eu.adequacy.gb", "JP": "eu.adequacy.jp", "CH": "eu.adequacy.ch"}
_ACTIVITIES = (
    (("human_resources",), "Applicant management", ("applicants",), ("name", "email_address", "employment_data")),
    (("human_resources",), "Central personnel administration", ("employees",), ("name", "payment_data", "employment_data")),
    (("service_improvement",), "Monitoring of studies", ("customers", "partner_contacts"), ("name", "health", "genetic")),
    (("legal_compliance",), "Whistleblowing channel; legal hold", ("employees", "customers"), ("message_content", "criminal")),
    (("technical_support", "fulfilling_requests"), "Support", ("customers",), ("name", "phone_number", "message_content")),
    (("security_antifraud",), "Monitoring", ("employees", "website_visitors"), ("login_information", "online_identifiers")),
    (("marketing",), None, ("prospects", "customers"), ("name", "email_address", "online_identifiers")),
    (("hosting", "synchronising_content"), "Storage and backup", ("customers",), ("name", "email_address", "photos")),
)  # fmt: skip


@cache
def words() -> Words:
    return read_words(PROJECT / "data" / "vocabulary")


def snapshot(number: int = 60, pictures: tuple[Picture, ...] = ()) -> Snapshot:
    chance = random.Random(7)
    transfers = tuple(_seen(index, chance) for index in range(1, number + 1))
    return Snapshot(
        on=ON,
        law_on=date(2026, 11, 15),
        known_on=None,
        law_digest="5b1e77a90c43d2f8",
        scope="All transfers",
        transfers=transfers,
        provisions=PROVISIONS,
        words=words(),
        left_out=(LeftOut(17, "they ended before this day"),),
        pictures=pictures,
    )


def _seen(index: int, chance: random.Random) -> Seen:
    place, *names = chance.choices(_RECIPIENTS, _WEIGHTS)[0]
    purposes, text, subjects, categories = chance.choice(_ACTIVITIES)
    exporter, home = chance.choices(_EXPORTERS, (6, 3, 1))[0]
    day = date(2022, 1, 1) + timedelta(days=chance.randrange(1500))
    fate = chance.random()
    mechanisms: tuple[Mechanism, ...] | None = None
    verdicts: list[Verdict] = []
    if place in _ADEQUATE and fate < 0.85:
        verdicts.append(Verdict("EU", "permitted", _ADEQUATE[place], ("eu.safeguard.scc",) if fate < 0.2 else (), (), place))
        mechanisms = None if fate < 0.6 else ()
    elif fate < 0.72:
        mechanisms = (
            Mechanism(tool="scc", module=chance.choice((1, 2, 3)), signed_on=day, reference=f"D-{chance.randrange(9999):04d}"),
        )
        verdicts.append(Verdict("EU", "permitted", "eu.safeguard.scc", (), (), place))
    elif fate < 0.9:
        ask = (
            ("transfer.tools", "tia.exists")
            if place != "US"
            else ("importer.dpf.eu.active", "importer.dpf.eu.covers_hr", "transfer.tools")
        )
        verdicts.append(Verdict("EU", "unknown", None, (), ask, place))
    else:
        mechanisms = ()
        verdicts.append(Verdict("EU", "breached", None, (), (), place))
    if home == "GB":
        found = "permitted" if mechanisms else "unknown"
        verdicts.append(
            Verdict(
                "UK",
                found,
                "uk.safeguard.addendum" if mechanisms else None,
                (),
                () if mechanisms else ("uk_addendum.signed",),
                place,
            )
        )
    rank = list(words().lists["verdicts"])
    worst = min((one.verdict for one in verdicts), key=rank.index)
    grounds = tuple(one.ground for one in verdicts if one.ground)
    legs = [Leg(place, roles=("processing", "storage")[: chance.randrange(1, 3)], verdict=worst, grounds=grounds)]
    if chance.random() < 0.2:
        other = chance.choice(_RECIPIENTS)[0]
        if other != place:
            legs.append(Leg(other, roles=("support_access",), verdict="permitted"))
    if chance.random() < 0.04:
        legs.append(Leg(scope="global", roles=("support_access",), verdict="unknown"))
    special = {"health", "genetic", "criminal"} & set(categories)
    facts: dict[str, object] = {}
    if mechanisms:
        facts = {
            "tia.exists": True,
            "tia.dated_on": day + timedelta(days=20),
            "tia.result": chance.choice(("may_proceed", "needs_measures")),
        }
    if chance.random() < 0.5:
        facts |= {"measures.encrypted_in_transit": True, "measures.keys_in_eea": chance.random() < 0.5}
    return Seen(
        id=f"TR-{index:05d}", exporter=exporter, importer=chance.choice(names), exporter_country=home, importer_country=place,
        importer_kind="service_provider", exporter_role="controller", importer_role=chance.choice(_ROLES),
        purposes=purposes, purpose_text=text, data_subjects=subjects, data_categories=categories, special=bool(special),
        mechanisms=mechanisms, facts=facts, persons=chance.choice((None, 1200, 54000)),
        flags=("mechanism_missing",) if mechanisms is None else (),
        valid_from=day if chance.random() < 0.9 else None, review_on=date(2026, 9, 1) + timedelta(days=chance.randrange(400)),
        owner=chance.choice(("J. Okafor", "M. Silva", None)), verdict=worst, verdicts=tuple(verdicts), legs=tuple(legs),
    )  # fmt: skip
