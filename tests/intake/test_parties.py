"""Names of recipients: what a bracket means, legal forms, names that look alike."""

from __future__ import annotations

import pytest

from transfer_register.intake.parties import core_name, legal_form_conflicts, party_key, read_recipient, relation_of, role_of
from transfer_register.intake.places import read_place


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Microsoft (Azure)", {"name": "Microsoft", "product": "Azure"}),
        ("NexMo Inc (aka Vonage)", {"name": "NexMo Inc", "alias": "Vonage"}),
        ("Twilio     (SendGrid)", {"name": "Twilio", "product": "SendGrid"}),
        ("Segment (Twilio)", {"name": "Segment", "parent": "Twilio"}),
        ("Amazon Web Services Inc (AWS)", {"name": "Amazon Web Services Inc", "alias": "AWS"}),
        ("Google Cloud Platform (GCP)", {"name": "Google Cloud Platform", "alias": "GCP"}),
        ("Sentry (Functional Software, Inc.)", {"name": "Sentry", "alias": "Functional Software, Inc."}),
        ("Beacon (part of Harbour Group)", {"name": "Beacon", "parent": "Harbour Group"}),
        ("OpenAI (EU-Endpoint)", {"name": "OpenAI", "note": "EU-Endpoint"}),
        ("Google (Ireland)", {"name": "Google (Ireland)"}),
        ("npm Inc \t", {"name": "npm Inc"}),
        ("**Hetzner Online GmbH**", {"name": "Hetzner Online GmbH"}),
        ("[Google Inc.](https://example.org)*", {"name": "Google Inc.", "footnote": True}),
        ("Agolia SAS", {"name": "Agolia SAS", "suggest": "Algolia SAS"}),
        ("Twillio Inc.", {"name": "Twillio Inc.", "suggest": "Twilio Inc."}),
        ("Github, Inc.", {"name": "Github, Inc."}),
        ("Orbit Inc.d/b/a Halyard", {"name": "Orbit Inc.", "alias": "Halyard"}),
        ("Orbit, doing business as Halyard", {"name": "Orbit", "alias": "Halyard"}),
        ("Orbit (Coming Soon)", {"name": "Orbit", "note": "Coming Soon"}),
        ("Orbit (Optional)", {"name": "Orbit", "note": "Optional"}),
        ("Orbit Holding Company", {"name": "Orbit Holding Company"}),
    ],
)
def test_a_name_and_its_bracket(text, said):
    assert read_recipient(text).as_dict() == said


@pytest.mark.parametrize("text", ["", "  ", "n/a", "Nil ", "-", "none", "***"])
def test_a_cell_that_names_nobody_is_no_recipient(text):
    assert read_recipient(text) is None


@pytest.mark.parametrize(
    ("text", "relation", "group"),
    [
        ("Orbit Affiliates", "affiliate", "Orbit"),
        ("oRbit Subsidiary", "affiliate", "oRbit"),
        ("Halyard, Inc. affiliates", "affiliate", "Halyard, Inc."),
        ("Parent company", "affiliate", None),
    ],
)
def test_a_group_of_companies_is_no_name_and_is_flagged(text, relation, group):
    recipient = read_recipient(text)
    assert (recipient.name, recipient.relation, recipient.group) == (text, relation, group)
    assert "name_unclear" in recipient.flags


@pytest.mark.parametrize(
    ("text", "name", "country", "glued"),
    [
        ("Orbit AI, LLC12 Harbour StreetSan Francisco, CA 94110USA", "Orbit AI, LLC", "US", True),
        ("Halyard Labs LimitedQuay Tower60 North Dock, DublinIreland", "Halyard Labs Limited", "IE", True),
        ("Fjord AS0155 Oslo, Norway", "Fjord AS", "NO", True),
        ("Muster GmbH, Industriestr. 25, 91710 Gunzenhausen, Germany", "Muster GmbH", "DE", False),
        ("Larkspur, Inc. 1 Main Street, Austin, TX 78701, USA", "Larkspur, Inc.", "US", False),
    ],
)
def test_an_address_that_follows_the_legal_form_is_the_seat(text, name, country, glued):
    recipient = read_recipient(text)
    assert recipient.name == name
    assert read_place(recipient.more, "address").establishment == country
    assert ("name_unclear" in recipient.flags) is glued


@pytest.mark.parametrize(
    "text", ["Orbit Ltd, Hosting 24 GmbH, Germany", "Company 2000 Inc. 24/7 support", "Orbit Inc.4th floor", "Halyard ABBott 12"]
)
def test_what_is_no_address_for_sure_stays_in_the_name(text):
    assert (read_recipient(text).name, read_recipient(text).more) == (text, None)


def test_a_sentence_in_the_place_of_a_name_is_kept_and_flagged():
    text = "The members of the board and whoever is asked by them to look into the matter at hand"
    assert (read_recipient(text).name, read_recipient(text).flags) == (text, ("name_unclear",))


def test_an_unclear_bracket_is_kept_and_flagged():
    recipient = read_recipient("Self-hosted (Bugsink)")
    assert recipient.product == "Bugsink"
    assert recipient.flags == ("name_unclear",)


@pytest.mark.parametrize(
    ("name", "country", "conflict"),
    [
        ("GitHub India Pty Ltd", "IN", True),
        ("GitHub Australia Pty Ltd", "AU", False),
        ("Discord Netherlands BV", "US", True),
        ("Agolia SAS", "IN", True),
        ("Plausible Insights OÜ", "EE", False),
        ("Hewlett-Packard Limited", "US", False),
        ("Harbour GmbH", None, False),
    ],
)
def test_a_legal_form_of_another_country_is_remarked(name, country, conflict):
    assert legal_form_conflicts(name, country) is conflict


def test_the_same_name_in_other_writing_is_the_same_party_and_another_legal_form_is_not():
    assert party_key("OpenAI, L.L.C.") == party_key("OpenAI LLC") == party_key("openai llc")
    assert party_key("Google LLC") != party_key("Google Inc.")
    assert core_name("Google LLC") == core_name("Google, Inc.") == "Google"


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("GitHub Subsidiary", ("affiliate", "GitHub")),
        ("Operating affiliate", ("affiliate", None)),
        ("Group company", ("affiliate", None)),
        ("Tochtergesellschaft", ("affiliate", None)),
        ("Hosting for group companies", None),
        ("Support", None),
    ],
)
def test_a_relation_is_no_purpose(text, relation):
    assert relation_of(text) == relation


def test_roles_are_read_in_several_languages():
    assert [role_of(text) for text in ("Processor", "Auftragsverarbeiter", "sous-traitant ultérieur", "Hosting")] == [
        "processor",
        "processor",
        "sub_processor",
        None,
    ]
