"""Names on the web: which one an address tells, and which tell nothing of who somebody is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transfer_register.intake.web_names import domain_of, is_host_name, resembles, website_of, websites


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://www.orbit.example/terms?a=1#b", "orbit.example"),
        ("http://trust.eu.orbit.example:8443", "orbit.example"),
        ("ORBIT.example", "orbit.example"),
        ("privacy@mail.orbit.example", "orbit.example"),
        ("https://orbit.co.uk", "orbit.co.uk"),
        ("https://shop.orbit.com.br/x", "orbit.com.br"),
        ("https://orbit.uk.com", "orbit.uk.com"),
        ("https://MÜNSTER.example", "münster.example"),
        ("https://xn--mnster-3ya.example", "münster.example"),
        ("co.uk", None),
        ("uk.com", None),
        ("localhost", None),
        ("https://192.0.2.7/x", None),
        ("http://[::1", None),
        ("ftp://orbit.example", None),
        ("javascript:alert(1)", None),
        ("Orbit Ltd", None),
        ("-orbit.example", None),
        ("xn--a.example", None),
        ("", None),
    ],
)
def test_an_address_tells_the_name_that_somebody_registered(address: str, domain: str | None):
    assert domain_of(address) == domain


@pytest.mark.parametrize(
    ("cell", "name", "found"),
    [
        ("https://orbit.example", "Orbit Ltd", ("orbit.example",)),
        ("orbit.example (formerly halyard.example)", "Orbit Ltd", ("orbit.example",)),
        ("halyard.example", "Orbit Ltd", ("halyard.example",)),
        ("info@orbit.example", "Orbit Ltd", ("orbit.example",)),
        ("orbit@gmail.com", "Orbit Ltd", ()),
        ("https://www.linkedin.com/company/orbit", "Orbit Ltd", ()),
        ("https://github.com/orbit", "Orbit Ltd", ()),
        ("https://www.google.com/forms/d/1", "Orbit Ltd", ()),
        ("https://orbit.notion.site/privacy", "Orbit Ltd", ()),
        ("https://apps.apple.com/app/orbit", "Orbit Ltd", ()),
        ("https://trust.vanta.com/orbit", "Orbit Ltd", ()),
        ("https://github.com", "GitHub, Inc.", ("github.com",)),
        ("https://www.linkedin.com", "LinkedIn Ireland UC", ("linkedin.com",)),
        ("n/a", "Orbit Ltd", ()),
        ("#orbit", "Orbit Ltd", ()),
    ],
)
def test_a_column_of_websites_tells_domains_but_no_place_where_many_publish(cell: str, name: str, found: tuple[str, ...]):
    assert websites([cell], "", [name]) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("[Orbit](https://docs.orbit.example/dpa)", ("orbit.example",)),
        ('<a href="https://orbit.example">Orbit</a>', ("orbit.example",)),
        ("[Orbit](https://harbour.example/vendors/orbit)", ()),
        ("[Orbit](orbit.html)", ()),
        ("[Orbit](#orbit)", ()),
        ("Orbit", ()),
    ],
)
def test_a_link_in_the_name_counts_only_where_it_is_the_vendors_own(cell: str, found: tuple[str, ...]):
    assert websites([], cell, ["Orbit"]) == found


@pytest.mark.parametrize(
    ("domain", "name", "alike"),
    [
        ("orbit.example", "Orbit Cloud GmbH", True),
        ("orbitcloud.example", "Orbit Cloud GmbH", True),
        ("orbit-cloud.example", "Orbit Cloud GmbH", True),
        ("orbitpayments.example", "Orbit", True),
        ("lmh.example", "Larkspur Media House", True),
        ("larkspur.example", "Orbit Cloud GmbH", False),
        ("to.example", "Orbit Tools", False),
    ],
)
def test_a_domain_reads_like_a_name_or_not(domain: str, name: str, alike: bool):
    assert resembles(domain, name) is alike


def test_what_is_pasted_as_a_website_is_kept_as_its_name():
    assert website_of(" https://www.Orbit.example/start ") == "orbit.example"
    assert website_of("our website") == "our website"


@given(st.text(max_size=40))
def test_whatever_is_read_is_a_host_name_of_its_own(text: str):
    domain = domain_of(text)
    assert domain is None or (is_host_name(domain) == domain and domain_of(domain) == domain)
