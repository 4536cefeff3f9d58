"""One example extract with pictures, built and rendered once for all tests."""

from __future__ import annotations

from functools import cache

import pytest

from tests.reports import example
from transfer_register.reports import blocks as b
from transfer_register.reports import report
from transfer_register.reports.snapshot import Picture

MAP = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 460" width="1000" height="460" font-family="IBM Plex Sans">'
    '<rect width="1000" height="435" fill="#fbfbfa"/><path d="M480 120L700 300" stroke="#0072B2" stroke-width="3"/>'
    '<circle cx="700" cy="300" r="4" fill="#0072B2"/><text x="708" y="303" font-size="10.5">India · 9</text></svg>'
)


@pytest.fixture(scope="session")
def document() -> b.Document:
    pictures = (Picture("map", MAP, "Destinations and number of transfers."),)
    return report.build("register_of_transfers", example.snapshot(60, pictures), example.OPTIONS)


@pytest.fixture(scope="session")
def made(document: b.Document):
    """A function from the name of a format to the file."""
    return cache(lambda format: report.render(document, format, example.MAKING))
