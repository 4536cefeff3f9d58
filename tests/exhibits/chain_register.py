"""A small register whose transfers are carried onward in every way that a picture must survive."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from transfer_register.actions.opening import open_register
from transfer_register.register.register import Register

ON = date(2026, 11, 22)
_PARTIES = {
    "acme": ("Acme GmbH", "DE"), "north": ("Northwind SAS", "FR"), "cloud": ("Cloudworks Ltd", "IE"),
    "desk": ("Ardent Support Pvt. Ltd.", "IN"), "night": ("Manila Care Desk Inc.", "PH"), "ads": ("<b>&{a}|Ads</b> Inc.", "US"),
    "lab": ("Labelling Co.", "KE"), "gone": ("Former Vendor SA", "BR"),
}  # fmt: skip
_SCC = [{"tool": "scc", "module": 3, "signed_on": date(2025, 1, 10)}]
# Key -> exporter, importer, places, what it follows, facts, and more of the record.
_TRANSFERS: dict[str, tuple[str, str, list[str], str | None, dict[str, Any], dict[str, Any]]] = {
    # A line of three, with a party that gets its own data back.
    "a1": ("acme", "cloud", ["IE"], None, {"onward.exists": True}, {"data_categories": ["name", "health"]}),
    "a2": ("cloud", "desk", ["IN"], "a1", {}, {"data_categories": ["name"], "mechanisms": _SCC}),
    "a3": ("desk", "acme", ["DE"], "a2", {"onward.exists": False}, {"data_categories": ["name"]}),
    # Two recipients; of one it is said that it sends on, and nobody says to whom.
    "b1": ("north", "cloud", ["IE"], None, {}, {"data_categories": ["email_address"]}),
    "b2": ("cloud", "ads", ["US"], "b1", {"onward.exists": True}, {}),
    "b3": ("cloud", "lab", ["KE"], "b1", {"onward.exists": False}, {"mechanisms": []}),
    # One transfer, said to go onward.
    "c1": ("acme", "night", ["PH"], None, {"onward.exists": True}, {"data_categories": ["name"]}),
    # Carries onward what no longer holds.
    "d1": ("acme", "gone", ["BR"], None, {}, {"data_categories": ["name"], "valid_to": date(2026, 1, 31)}),
    "d2": ("gone", "lab", ["KE"], "d1", {}, {"data_categories": ["name"]}),
    # In no chain: said to go no further, and nobody said.
    "e1": ("acme", "desk", ["IN"], None, {"onward.exists": False}, {"data_categories": ["name"], "mechanisms": _SCC}),
    "e2": ("north", "night", [], None, {}, {"data_categories": ["email_address"]}),
}  # fmt: skip


def chain_register(folder: Path) -> tuple[Register, dict[str, str]]:
    """The register, and the id of each transfer by its key."""
    register = open_register(folder)
    ids: dict[str, str] = {}
    with register.batch("test", datetime(2026, 11, 1, tzinfo=UTC), title="Chains") as writing:
        parties = {key: writing.new("party", {"name": name, "country": country}) for key, (name, country) in _PARTIES.items()}
        for key, (exporter, importer, places, follows, facts, more) in _TRANSFERS.items():
            state: dict[str, Any] = {
                "exporter": parties[exporter], "importer": parties[importer], "exporter_role": "controller", "facts": facts,
                "importer_role": "processor", "places": [{"country": country} for country in places],
                "valid_from": date(2025, 1, 10),
            } | more  # fmt: skip
            if follows:
                state["follows"] = ids[follows]
            ids[key] = writing.new("transfer", state)
    return register, ids
