"""A real register filled with random transfers of a seed, of any size: what the exhibits are tried on."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from transfer_register.actions.opening import open_register
from transfer_register.register.register import Register

ON = date(2026, 11, 22)
EXPORTERS = ("DE", "FR", "IE", "NL", "ES", "CH", "GB", "US")
DESTINATIONS = (
    "US", "IN", "GB", "CN", "JP", "BR", "SG", "PH", "AU", "CA", "MX", "ZA", "AE", "TR", "IL", "KR", "VN", "UA", "CH", "DE",
    "FR", "IE", "PL", "NZ", "TW", "HK", "MA", "KE", "NG", "EG", "AR", "CL", "CO", "CR", "MY", "TH", "ID", "RS", "XK", "JE",
)  # fmt: skip
TOOLS = ("scc", "bcr_c", "idta", "consent")
# A name that a careless drawing would read as markup.
MARKUP = "<b>&{a}|Ltd</b>"


def random_register(folder: Path, transfers: int = 0, seed: int = 7) -> Register:
    """A register in a folder with so many transfers between parties of its own."""
    register = open_register(folder)
    if transfers:
        with register.batch("test", datetime(2026, 11, 1, tzinfo=UTC), title="Random transfers") as writing:
            _fill(writing, register, random.Random(seed), transfers)
    return register


def _fill(writing: Any, register: Register, chance: random.Random, transfers: int) -> None:
    lists = {name: list(terms) for name, terms in register.words.lists.items()}
    exporters = [
        writing.new("party", {"name": f"Exporter {n} & Sons", "country": EXPORTERS[n % len(EXPORTERS)]})
        for n in range(min(24, 2 + transfers // 10))
    ]
    importers = [
        writing.new(
            "party",
            {
                "name": f"Recipient {n} {MARKUP}",
                "country": chance.choice((*DESTINATIONS, None)),
                "kind": chance.choice((*lists["recipient_kinds"], None)),
            },
        )
        for n in range(min(400, 3 + transfers // 3))
    ]
    # Drawn apart, so that everything else stays as it was without these.
    aside = random.Random(31)
    for number in range(transfers):
        signed = date(2023, 1, 1) + timedelta(days=chance.randrange(1000))
        tools = None if chance.random() < 0.15 else chance.sample(TOOLS, k=chance.choice((0, 1, 1, 2)))
        mechanism = {"module": 2, "signed_on": signed, "valid_to": signed + timedelta(days=1200)}
        state: dict[str, Any] = {
            "exporter": chance.choice(exporters),
            "importer": chance.choice(importers),
            "exporter_role": "controller",
            "importer_role": chance.choice(("controller", "processor")),
            "purposes": chance.sample(lists["purposes"][:9], k=chance.choice((0, 1, 1, 2))),
            "data_categories": chance.sample(lists["data_categories"][:18], k=chance.choice((0, 1, 2, 3, 4))),
            "data_subjects": chance.sample(lists["data_subjects"], k=1),
            "places": _places(chance),
            "mechanisms": None if tools is None else [{"tool": tool, **mechanism} for tool in tools],
            "persons": chance.choice((None, 40, 900, 12_000, 250_000)),
            "facts": {"tia.exists": True, "tia.result": "may_proceed"} if chance.random() < 0.5 else {},
            "review_on": date(2026, 1, 1) + timedelta(days=chance.randrange(700)) if chance.random() < 0.8 else None,
            "valid_from": signed,
            **_upkeep(aside, number),
        }
        writing.new("transfer", {name: value for name, value in state.items() if value is not None})


def _upkeep(chance: random.Random, number: int) -> dict[str, Any]:
    measures = chance.sample(("tech.uc1", "con.transparency", "Screens are read only"), k=chance.choice((0, 0, 1, 2)))
    systems = chance.sample(("HR, core", "CRM; new", "Mail", "100%"), k=chance.choice((0, 1, 1, 2)))
    return {"measures": measures, "systems": systems, "owner": ("Legal, Risk", "IT", None)[number % 3]}


def _places(chance: random.Random) -> list[dict[str, Any]]:
    weights = [1 / (1 + rank) for rank in range(len(DESTINATIONS))]
    if chance.random() < 0.08:
        return chance.choice(([], [{"scope": "global"}]))
    countries = dict.fromkeys(chance.choices(DESTINATIONS, weights, k=chance.choice((1, 1, 1, 2, 3))))
    places: list[dict[str, Any]] = [
        {"country": country, "role": chance.choice(("processing", "storage"))} for country in countries
    ]
    return [*places, {"group": "APAC"}] if chance.random() < 0.06 else places
