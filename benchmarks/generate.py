"""A register of any size from a seed: skewed as real ones are, a few large recipients and a long tail of small ones."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

SEED = 20261122
EXPORTER_COUNTRIES = ("DE", "FR", "NL", "IE", "SE", "PL", "GB", "CH", "US", "IN")
# Destinations with a weight: most flows of a European group go to a handful of countries.
DESTINATIONS = {
    "US": 34, "IN": 12, "GB": 9, "DE": 7, "IE": 6, "NL": 4, "CH": 4, "SG": 3, "JP": 3, "CA": 3, "AU": 2, "BR": 2, "CN": 2,
    "KR": 2, "PH": 2, "MX": 1, "ZA": 1, "AE": 1, "IL": 1, "TR": 1, "VN": 1, "PL": 1, "NZ": 1, "AR": 1, "KE": 1, "UA": 1,
}  # fmt: skip
CATEGORIES = ("name", "email_address", "phone_number", "postal_address", "message_content", "employment_data", "photos", "health")
PURPOSES = ("hosting", "technical_support", "marketing", "human_resources", "security_antifraud", "fulfilling_requests")
SUBJECTS = ("customers", "employees", "prospects", "partner_contacts")


def parties(count: int, seed: int = SEED) -> list[dict[str, Any]]:
    """States of `count` parties; the first tenth are the group's own companies."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        own = number < max(1, count // 10)
        country = (
            EXPORTER_COUNTRIES[number % len(EXPORTER_COUNTRIES)]
            if own
            else chance.choices(list(DESTINATIONS), list(DESTINATIONS.values()))[0]
        )
        facts: dict[str, Any] = {}
        if country == "US" and chance.random() < 0.6:
            facts["dpf.eu.active"] = chance.random() < 0.7
            facts["dpf.eu.covers_non_hr"] = True
            facts["dpf.eu.covers_hr"] = chance.random() < 0.3
        if country in ("CA", "JP", "KR", "BR") and chance.random() < 0.5:
            facts["subject_to"] = [{"CA": "CA-PIPEDA", "JP": "JP-APPI", "KR": "KR-PIPA", "BR": "BR-LGPD"}[country]]
        if chance.random() < 0.5:
            facts["processing_subject_to_gdpr"] = chance.random() < 0.1
        kind = "affiliate" if own else chance.choice(("service_provider", "business_partner", "third_party_provider"))
        made.append({"name": f"Party {number:06d} (generated)", "country": country, "kind": kind, "facts": facts})
    return made


def transfers(count: int, party_ids: list[str], seed: int = SEED) -> Iterator[dict[str, Any]]:
    """States of `count` transfers between the parties; every tenth recipient draws half of them."""
    chance = random.Random(seed + 1)
    own = party_ids[: max(1, len(party_ids) // 10)]
    others = party_ids[len(own) :] or party_ids
    busy = others[: max(1, len(others) // 10)]
    for _ in range(count):
        places = chance.choices(list(DESTINATIONS), list(DESTINATIONS.values()), k=chance.choices((1, 2, 3), (70, 20, 10))[0])
        state: dict[str, Any] = {
            "exporter": chance.choice(own),
            "importer": chance.choice(busy if chance.random() < 0.5 else others),
            "exporter_role": chance.choices(("controller", "processor", None), (80, 10, 10))[0],
            "importer_role": chance.choices(("processor", "controller", "sub_processor", None), (60, 20, 10, 10))[0],
            "purposes": chance.sample(PURPOSES, 1),
            "data_categories": chance.sample(CATEGORIES, chance.randint(0, 5)),
            "data_subjects": chance.sample(SUBJECTS, chance.randint(0, 2)),
            "places": [{"country": country, "role": "processing"} for country in dict.fromkeys(places)],
            "persons": int(chance.lognormvariate(7, 2)),
            "facts": {},
        }
        roll = chance.random()
        if roll < 0.45:
            state["mechanisms"] = [{"tool": "scc", "module": chance.choice((1, 2, 2, 2, 3)), "signed_on": "2024-03-01"}]
            if chance.random() < 0.7:
                state["facts"]["tia.exists"] = chance.random() < 0.9
        elif roll < 0.55:
            state["mechanisms"] = []
        yield {key: value for key, value in state.items() if value is not None}
