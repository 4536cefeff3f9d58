"""The entries that the register can fill, by the name under which a form asks for them."""

from __future__ import annotations

from transfer_register.reports.contract_annexes import read_choices, read_flows, read_measures, read_parties
from transfer_register.reports.contract_annexes.said import Asked, Reader

READERS: dict[str, Reader] = {
    **read_choices.READERS,
    **read_flows.READERS,
    **read_measures.READERS,
    **read_parties.READERS,
}

# The fields that may be kept back (reports/withholding_fields.py), and the entries that are read from them.
_READ_FROM = {
    "answers": (
        "docking", "authorisation", "notice", "governing_law", "courts", "linked", "combined", "swiss_recorded", "restrictions",
        "onward", "uk_gdpr_applies",
    ),
    "measures": ("technical", "organisational", "contractual", "transmission", "storage", "processing_security"),
    "mechanisms": ("start", "concluded", "term"),
    "review_on": ("review",),
}  # fmt: skip


def is_withheld(reads: str, asked: Asked) -> bool:
    """Was something taken out from which the entry would be read? Then it says so, and is not to be completed."""
    withheld = frozenset().union(*(seen.withheld for seen in asked.transfers))
    if reads == "uk_gdpr_applies":
        withheld = asked.pack.importer.withheld
    return any(reads in _READ_FROM.get(field, ()) for field in withheld)
