"""Names of recipients: what a bracket means, legal forms, names that look alike."""

from __future__ import annotations

import pytest

from transfer_register.intake.parties import core_name, legal_form_conflicts, party_key, read_recipient, relation_of, role_of


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
    ],
)
def test_a_name_and_its_bracket(text, said):
    assert read_recipient(text).as_dict() == said


@pytest.mark.parametrize("text", ["", "  ", "n/a", "Nil ", "-", "none", "***"])
def test_a_cell_that_names_nobody_is_no_recipient(text):
    assert read_recipient(text) is None


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
