"""Linked data: records of processing in Turtle, JSON-LD, N-Triples and RDF/XML; nothing is fetched and nothing crashes."""

from __future__ import annotations

import socket

import pytest

from transfer_register.errors import FileUnreadable
from transfer_register.intake.bring_in import preview

HEAD = """@prefix dpv: <https://w3id.org/dpv#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix eu-gdpr: <https://w3id.org/dpv/legal/eu/gdpr#> .
@prefix loc: <https://w3id.org/dpv/loc#> .
@prefix : <https://harbour.example/> .
"""
RECORD = """
:Payroll a dpv:Process ; dct:title "Payroll run" ;
  dpv:hasPurpose [ a dpv:Purpose ; dct:title "Paying salaries" ] ;
  dpv:hasPersonalData :BankAccount ; dpv:hasDataSubject dpv:Employee ;
  dpv:hasRecipient :Pier ; dpv:hasLegalBasis eu-gdpr:A46-2-c ; dpv:hasTechnicalMeasure dpv:Encryption .
:Pier a dpv:DataProcessor ; dct:title "Pier Pay Inc." ; dpv:hasLocation loc:US .
"""


def read(text, name="records.ttl"):
    return preview(text.encode(), name)


def said(shown):
    return " ".join(problem.what for problem in shown.problems)


def test_a_record_and_its_recipient_are_one_row_with_raw_iris():
    shown = read(HEAD + RECORD)
    (row,) = shown.rows
    assert (shown.reader, row.line, row.recipient.name, row.purpose) == ("linked_data", 8, "Pier Pay Inc.", "Paying salaries")
    assert [place.iso2 for place in row.places.places] == ["US"]
    assert [mechanism.code for mechanism in row.mechanisms.stated] == ["eu-gdpr:A46-2-c"]
    assert (row.data_categories, row.data_subjects, row.measures, row.role) == (
        ("Bank Account",),
        ("Employee",),
        ("Encryption",),
        "processor",
    )
    assert row.raw["Mechanism IRI"] == "https://w3id.org/dpv/legal/eu/gdpr#A46-2-c"


def test_places_that_several_recipients_share_are_kept_as_text_and_told():
    shown = read(HEAD + ":R a dpv:Process ; dpv:hasRecipient :A, :B ; dpv:hasLocation loc:US, loc:IE .")
    assert [(row.recipient.name, row.places.places) for row in shown.rows] == [("A", ()), ("B", ())]
    assert shown.rows[0].raw["Location of the record"] == "IE; US"
    assert "not said which is whose" in said(shown)


def test_a_snippet_without_prefixes_is_read_and_they_are_told():
    shown = read(
        "ex:T dpv:hasDataExporter ex:Acme ;\n  dpv:hasDataImporter ex:Beta ;\n  dpv:hasSafeguard eu-gdpr:SCCByCommission ."
    )
    assert [(row.recipient.name, row.exporter) for row in shown.rows] == [("Beta", "Acme")]
    assert [mechanism.code for mechanism in shown.rows[0].mechanisms.stated] == ["eu-gdpr:A46-2-c"]
    assert "prefixes are used and not declared" in said(shown)


def test_a_day_that_does_not_exist_stays_text_and_is_told_without_a_log(caplog):
    shown = read(HEAD + RECORD + ':Payroll dct:issued "2021-31-31"^^xsd:date .')
    assert len(shown.rows) == 1
    assert "“2021-31-31” is no valid date" in said(shown)
    assert not caplog.records


def test_records_that_name_no_recipient_are_counted():
    shown = read(HEAD + RECORD + ":Backup a dpv:Process ; dpv:hasPurpose dpv:Security .")
    assert "1 record names no recipient (“Backup”)" in said(shown)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix e: <https://e.example/> .\ne:S a sh:NodeShape ; sh:path e:p .",
            "SHACL",
        ),
        (HEAD + "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n: a owl:Ontology .", "vocabulary"),
        (HEAD, "states nothing"),
        (HEAD + ":A a dpv:Process ; dpv:hasPurpose dpv:Security .", "none names a recipient"),
    ],
)
def test_a_file_without_recipients_says_what_it_is(text, words):
    shown = read(text)
    assert shown.rows == ()
    assert words in said(shown)


def test_a_remote_context_is_never_fetched(monkeypatch):
    def refuse(*_):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    text = (
        '{"@context": ["https://w3id.org/dpv/context.jsonld", {"dpv": "https://w3id.org/dpv#"}], "@id": "https://h.example/R", '
    )
    text += '"dpv:hasRecipient": {"@id": "https://h.example/Quay"}, "dpv:hasThirdCountry": "Canada"}'
    shown = read(text, "records.jsonld")
    assert [(row.recipient.name, row.places.places[0].iso2) for row in shown.rows] == [("Quay", "CA")]
    assert "not fetched" in said(shown)


def test_named_graphs_of_json_ld_are_read():
    text = '{"@context": {"dpv": "https://w3id.org/dpv#"}, "@id": "https://h.example/G", "@graph": '
    text += '[{"@id": "https://h.example/R", "dpv:hasRecipient": {"@id": "https://h.example/Quay"}}]}'
    assert [row.recipient.name for row in read(text, "records.jsonld").rows] == ["Quay"]


def test_rdf_xml_and_n_triples_read_the_same():
    triples = "<https://h.example/R> <https://w3id.org/dpv#hasRecipient> <https://h.example/Quay> .\n"
    xml = (
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dpv="https://w3id.org/dpv#">'
    )
    xml += '<rdf:Description rdf:about="https://h.example/R"><dpv:hasRecipient rdf:resource="https://h.example/Quay"/>'
    xml += "</rdf:Description></rdf:RDF>"
    for text, name in ((triples, "r.nt"), (xml, "r.rdf")):
        assert [row.recipient.name for row in read(text, name).rows] == ["Quay"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (HEAD + ":A dpv:hasRecipient ;;; [", "a.ttl"),
        (HEAD + ":A dpv:hasRecipient " + "[ dpv:hasProcess " * 5000, "a.ttl"),
        ('{"@context": {' + '"a": {' * 50_000, "a.jsonld"),
        ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><a', "a.rdf"),
        ("plain words of no kind", "a.ttl"),
        ("   ", "a.ttl"),
    ],
)
def test_damaged_linked_data_is_refused_in_a_sentence(text, name):
    with pytest.raises(FileUnreadable, match=r"^a\."):
        read(text, name)
