"""The register as linked data: words of DPV 2.3 that exist, shapes that hold, nothing dropped, and the same rows read back."""

from __future__ import annotations

import csv
import socket
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import orjson
import pytest
from pyshacl import validate
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF

from tests.reports import example
from tests.reports.test_hostile_text import HOSTILE
from transfer_register.errors import FileUnreadable, Refused
from transfer_register.intake.bring_in import preview
from transfer_register.model.transfer import Mechanism
from transfer_register.reports import report
from transfer_register.reports.linked_transfers import reading
from transfer_register.reports.linked_transfers.terms import FOLDER
from transfer_register.reports.linked_transfers.terms import context as context_of
from transfer_register.reports.linked_transfers.transfers import ASKED
from transfer_register.reports.snapshot import Leg, Seen, Snapshot, Verdict
from transfer_register.reports.withholding import Hidden, Profile, withhold
from transfer_register.reports.withholding_fields import LABELS
from transfer_register.reports.withholding_fields import TERM as TERM_WITHHELD


def context() -> dict:
    return context_of(example.OPTIONS.organisation)


DPV = Namespace("https://w3id.org/dpv#")
GDPR = Namespace("https://w3id.org/dpv/legal/eu/gdpr#")
TR = Namespace(context()["tr"])
TRANSFER, TERM = Namespace(context()["transfer"]["@id"]), Namespace(context()["term"]["@id"])
VENDORED = Path("/work/shared/inputs/vocab/dpv-2.3/original")
SHAPES = Graph().parse(FOLDER / "shapes.ttl")

BARE = Seen("T-1", "Acme SE", "Beta Inc.", "p-1", "p-2")
FULL = Seen(
    "T-2", "Acme SE", "Pier LLC", "p-1", "p-3", "DE", "US", "service_provider", "controller", "processor",
    purposes=("marketing", "something_new"), purpose_text="Letters to customers", activity="Campaigns", nature="Sending",
    frequency="continuous", legal_bases=("consent",), data_subjects=("customers",), data_categories=("name", "health"),
    special=True, mechanisms=(
        Mechanism(tool="scc", module=2, signed_on=date(2024, 5, 1), reference="D-1"), Mechanism(tool="privacy_shield"),
        Mechanism(tool="bcr_c", valid_to=date(2025, 1, 1)), Mechanism(tool="idta"),
    ),
    measures=("tech.uc1", "locked cupboard"), facts={
        "tia.exists": True, "tia.dated_on": date(2024, 6, 1), "measures.in_place": ["tech.uc1"], "nobody.knows": None,
    },
    systems=("Mailer",), persons=1200, retention="6 months", follows="T-1", flags=("mechanism_missing",),
    valid_from=date(2024, 5, 1), valid_to=date(2027, 5, 1), review_on=date(2026, 12, 1), owner="Privacy office",
    verdict="unknown", verdicts=(
        Verdict("EU", "unknown", None, ("eu.safeguard.scc",), ("tia.result",), "US"),
        Verdict("UK", "permitted", "uk.safeguard.addendum", country="US"),
    ),
    legs=(
        Leg("US", roles=("processing",), verdict="permitted", grounds=("uk.safeguard.addendum",)), Leg("XK", verdict="unknown"),
        Leg("FR", verdict="not_restricted"), Leg(group="APAC", verdict="unknown", asked=False), Leg(scope="global"),
    ),
)  # fmt: skip
NO_MECHANISM = replace(FULL, id="T-3", mechanisms=(), measures=(), facts={"tia.exists": False}, verdicts=(), verdict="not_judged")
EVERYTHING = Profile(id="all", label="All", says="", hides=(Hidden(fields=tuple(LABELS), reason="A test."),))


def snapshot(*transfers: Seen) -> Snapshot:
    return replace(example.snapshot(0), transfers=transfers)


def written(taken: Snapshot) -> bytes:
    document = report.build("register_of_transfers", taken, example.OPTIONS)
    return report.render(document, "jsonld", example.MAKING, taken)


def graph_of(data: bytes) -> Graph:
    return Graph().parse(data=data, format="json-ld")


@pytest.fixture(scope="module")
def wild() -> bytes:
    return written(snapshot(BARE, FULL, NO_MECHANISM))


@pytest.fixture(scope="module")
def graph(wild: bytes) -> Graph:
    return graph_of(wild)


def node(data: bytes, id: str) -> dict:
    return next(one for one in orjson.loads(data)["@graph"] if one["@id"] == id)


def broken(graph: Graph) -> str:
    conforms, _, text = validate(graph, shacl_graph=SHAPES)
    return "" if conforms else text


def test_the_file_gives_the_same_rows_back(wild):
    assert reading.read(wild) == reading.rows_of(snapshot(BARE, FULL, NO_MECHANISM))
    many = example.snapshot(60)
    assert reading.read(written(many)) == reading.rows_of(many)


def test_every_field_of_a_transfer_is_in_the_file(wild):
    blank = {"transfers": (), "facts": {}, "special": None, "verdict": "breached"}
    for one in fields(Seen):
        empty = blank.get(one.name, one.default if isinstance(one.default, str | tuple | frozenset | None) else None)
        if one.name in ("id", "exporter", "importer"):
            empty = "Another"
        if one.name == "withheld":
            continue
        assert getattr(FULL, one.name) != empty, f"the example says nothing for {one.name}"
        assert written(snapshot(BARE, replace(FULL, **{one.name: empty}), NO_MECHANISM)) != wild, one.name


def test_what_nobody_stated_is_said_and_the_transfer_stays(wild, graph):
    said = node(wild, "transfer:T-1")
    assert said["notStated"] == list(ASKED)
    (destination,) = said["destination"]
    assert destination["notStated"] == ["place"]
    assert not {"place"} & set(destination)
    assert not {"location", "thirdCountry"} & set(said)
    assert (TRANSFER["T-1"], TR.notStated, DPV.hasPurpose) in graph
    assert (URIRef(f"{context()['party']['@id']}p-2"), TR.notStated, DPV.hasCountry) in graph


def test_none_is_not_the_same_as_not_stated(wild):
    said = node(wild, "transfer:T-3")
    assert said["statedNone"] == ["impactAssessment", "mechanism"]
    assert "mechanism" not in said["notStated"]
    assert "legalBasis" not in said
    assert "notStated" not in node(wild, "transfer:T-2")


def test_a_purpose_or_a_measure_in_other_words_is_stated():
    said = node(written(snapshot(replace(BARE, purpose_text="Letters", facts={"measures.keys_in_eea": True}))), "transfer:T-1")
    assert not {"purpose", "measure"} & set(said["notStated"])
    assert not broken(graph_of(written(snapshot(replace(BARE, purpose_text="Letters", facts={"measures.keys_in_eea": True})))))


def test_the_same_number_in_another_register_is_another_transfer():
    taken, other = snapshot(BARE), replace(example.OPTIONS, organisation="Quay AG")
    data = report.render(report.build("register_of_transfers", taken, other), "jsonld", example.MAKING, taken)
    assert TRANSFER["T-1"] not in set(graph_of(data).subjects())
    assert reading.read(data) == reading.rows_of(taken)


def test_transfers_are_said_in_the_words_of_dpv(graph):
    at = TRANSFER["T-2"]
    assert (at, RDF.type, DPV.CrossBorderTransfer) in graph
    record = graph.value(at, DCTERMS.isPartOf)
    assert (record, RDF.type, DPV.DataTransferRecord) in graph
    loc = context()["loc"]
    # The destination within the Union is a place and no third country; what is no country is a place too.
    assert set(graph.objects(at, DPV.hasThirdCountry)) == {URIRef(f"{loc}US"), TERM["countries/XK"]}
    assert set(graph.objects(at, DPV.hasLocation)) == {
        URIRef(f"{loc}US"), URIRef(f"{loc}FR"), TERM["countries/XK"], TERM["groups/APAC"], TERM["reaches/global"],
    }  # fmt: skip
    assert (graph.value(at, DPV.hasDataImporter), RDF.type, DPV.DataImporter) in graph
    assert graph.value(at, DPV.hasDataProcessor) == graph.value(at, DPV.hasDataImporter)
    assert {kind for one in graph.objects(at, DPV.hasPurpose) for kind in graph.objects(one, RDF.type)} == {
        DPV.Purpose, DPV.Marketing, TR.Term,
    }  # fmt: skip
    assert graph.value(at, DPV.hasImpactAssessment)


def test_a_provision_of_the_gdpr_is_a_legal_basis_only_where_the_gdpr_was_judged(graph):
    """Ended tools and dead ones are mechanisms that were stated, and no basis."""
    assert set(graph.objects(TRANSFER["T-2"], DPV.hasLegalBasis)) == {GDPR["A46-2-c"], TERM["transfer_tools/idta"]}
    british = replace(FULL, verdicts=(Verdict("UK", "permitted", "uk.safeguard.addendum"),))
    found = graph_of(written(snapshot(british)))
    assert GDPR["A46-2-c"] not in set(found.objects(TRANSFER["T-2"], DPV.hasLegalBasis))
    assert reading.read(written(snapshot(british)))[0].mechanisms == ("bcr_c", "idta", "privacy_shield", "scc")


def test_the_file_says_its_days_its_law_and_its_hashes(wild):
    record, made = node(wild, "record:RX-2026-007/1.0"), node(wild, "record:RX-2026-007/1.0/making")
    assert (record["registerOn"], record["lawOn"], record["lawDigest"]) == ("2026-11-22", "2026-11-15", "5b1e77a90c43d2f8")
    assert record["leftOut"][0]["transfers"] == 17
    assert record["statedNone"] == ["knownOn"]
    taken = snapshot(BARE, FULL, NO_MECHANISM)
    paper = orjson.loads(
        report.render(report.build("register_of_transfers", taken, example.OPTIONS), "json", example.MAKING)
    )  # fmt: skip
    assert made["documentHash"] == paper["made"]["content_hash"]
    with pytest.raises(FileUnreadable, match="not as it was written"):
        reading.read(wild.replace(b"Acme SE", b"Acme AG"))


def test_what_is_known_of_the_law_goes_with_how_sure_it_is(wild):
    assert node(wild, "law:uk.safeguard.addendum")["confidence"] == "uncertain"
    lost = node(
        written(snapshot(replace(BARE, verdicts=(Verdict("EU", "permitted", "eu.nobody.knows"),)))), "law:eu.nobody.knows"
    )
    assert lost["notStated"] == ["title", "act", "inForceFrom", "confidence"]


def test_the_same_rows_give_the_same_bytes_whatever_their_order(wild):
    turned = replace(FULL, purposes=FULL.purposes[::-1], measures=FULL.measures[::-1], facts=dict(reversed(FULL.facts.items())))
    assert written(snapshot(NO_MECHANISM, FULL, BARE)) == wild
    # The hash of the paper, in the making, is another one: the paper keeps the order of what was stated.
    assert orjson.loads(written(snapshot(turned, BARE, NO_MECHANISM)))["@graph"][1:] == orjson.loads(wild)["@graph"][1:]


def test_the_context_is_in_the_file_and_nothing_is_fetched(wild, monkeypatch):
    def refuse(*_):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert orjson.loads(wild)["@context"] == context()
    assert len(graph_of(wild)) > 100


def test_the_shapes_hold(graph):
    assert not broken(graph)
    assert not broken(graph_of(written(example.snapshot(20))))
    assert not broken(graph_of(written(snapshot())))


def test_the_shapes_refuse_a_transfer_without_exporter(graph):
    changed = graph + Graph()
    changed.remove((TRANSFER["T-2"], DPV.hasDataExporter, None))
    assert "A transfer has one exporter." in broken(changed)


def test_the_shapes_refuse_silence(graph):
    """A category is taken away, and nothing is said of it; a place is taken away from its destination."""
    changed = graph + Graph()
    changed.remove((TRANSFER["T-2"], DPV.hasPersonalData, None))
    assert "T-2" in broken(changed)
    changed = graph + Graph()
    changed.remove((TRANSFER["T-1/destination/1"], TR.notStated, None))
    assert "destination/1" in broken(changed)


def kept_back() -> Snapshot:
    """Everything that can be taken out is taken out."""
    return withhold(snapshot(BARE, FULL, NO_MECHANISM), EVERYTHING)


def test_what_is_withheld_is_not_in_the_file_and_is_not_called_not_stated():
    data = written(kept_back())
    assert not broken(graph_of(data))
    secrets = (
        "Privacy office",
        "Pier LLC",
        "p-3",
        "Mailer",
        "6 months",
        "1200",
        "D-1",
        '2024-05-01"},',
        "Letters",
        "T-2",
        "locked",
    )
    assert [one for one in secrets if one.encode() in data] == []
    said = node(data, "transfer:of/RX-2026-007/1.0/2")
    assert {"owner", "storageCondition", "system", "personsPerYear", "measure", "thirdCountry"} <= set(said["withheld"])
    assert not set(said["withheld"]) & {*said, *said.get("notStated", ())}
    assert node(data, "record:RX-2026-007/1.0")["withheldField"]
    assert reading.read(data) == reading.rows_of(kept_back())


def test_without_the_numbers_of_the_register_no_number_of_a_party_is_left():
    rule = Profile(id="few", label="Few", says="", hides=(Hidden(fields=("transfer.number",), reason="A test."),))
    taken = withhold(snapshot(BARE, NO_MECHANISM, replace(FULL, follows="T-9")), rule)
    data = written(taken)
    assert [one for one in (b"p-1", b"p-2", b"p-3", b"T-") if one in data.replace(b"GMT-", b"")] == []
    assert b"Acme SE" in data
    follows = [node(data, f"transfer:of/RX-2026-007/1.0/{n}") for n in (2, 3)]
    assert follows[0]["withheld"] == ["follows"]
    assert follows[1]["follows"] == "transfer:of/RX-2026-007/1.0/1"
    assert not broken(graph_of(data))
    assert reading.read(data) == reading.rows_of(taken)


def test_the_file_holds_the_transfers_of_the_paper():
    taken = example.snapshot(60)
    sheet = report.build("register_of_transfers", taken, example.OPTIONS).sheets[0]
    data = written(taken)
    assert [row.id for row in reading.read(data)] == sorted(row[0] for row in sheet.rows)
    assert node(data, "record:RX-2026-007/1.0")["transfers"] == len(sheet.rows)


def test_every_word_of_our_own_is_explained(graph):
    explained = set(Graph().parse(FOLDER / "terms.ttl").subjects(RDF.type))
    used = {one for part in (graph, graph_of(written(kept_back()))) for triple in part for one in triple if one.startswith(TR)}
    named = {str(one["@id"] if isinstance(one, dict) else one) for one in context().values() if not isinstance(one, float)}
    used |= {TR[one.removeprefix("tr:")] for one in named if one.startswith("tr:")}
    assert used == explained
    verdicts = {str(one).rpartition("/")[2] for one in SHAPES.objects(None, RDF.first) if "/verdicts/" in str(one)}
    assert verdicts == {*example.words().lists["verdicts"], TERM_WITHHELD}


def named_in_data() -> set[str]:
    """The terms of DPV that we may use: the list of the writer, and those of the vocabularies."""
    lines = (FOLDER / "dpv_terms.txt").read_text("utf-8").splitlines()
    stated = {term.dpv for terms in example.words().lists.values() for term in terms.values() if term.dpv}
    spaces = context()
    return {line for line in lines if line[:1] != "#"} | {
        spaces[p] + name for p, _, name in (one.partition(":") for one in stated)
    }


def test_no_other_term_of_dpv_is_used(graph):
    for one in (graph, graph_of(written(example.snapshot(60)))):
        used = {str(part) for triple in one for part in triple if str(part).startswith("https://w3id.org/dpv")}
        assert used <= named_in_data()
    in_context = {one["@id"] if isinstance(one, dict) else one for one in context().values() if not isinstance(one, float)}
    assert {f"{DPV}{one[4:]}" for one in in_context if one.startswith("dpv:")} <= named_in_data()


@pytest.mark.skipif(not VENDORED.exists(), reason="the files of DPV 2.3 are not in the repository")
def test_every_term_of_dpv_exists_in_its_version_2_3():
    there = set()
    for path in sorted(VENDORED.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            there |= {row.get("iri") for row in csv.DictReader(file)}
    assert not named_in_data() - there


def test_the_intake_reads_the_file(wild):
    shown = {row.raw["Record IRI"].rpartition("/")[2]: row for row in preview(wild, "register.jsonld").rows}
    assert {id: (row.exporter, row.raw["Recipient"]) for id, row in shown.items()} == {
        "T-1": ("Acme SE", "Beta Inc."), "T-2": ("Acme SE", "Pier LLC"), "T-3": ("Acme SE", "Pier LLC"),
    }  # fmt: skip
    full = shown["T-2"]
    assert {"US", "FR"} <= {place.iso2 for place in full.places.places}
    assert {one.code for one in full.mechanisms.stated or ()} >= {"eu-gdpr:A46-2-c"}
    assert "Contact and marketing" in full.purpose
    assert set(full.data_categories) == {"Name", "Health data"}
    assert (full.role, full.retention) == ("processor", "6 months")
    assert not shown["T-1"].places.places


def test_the_words_of_others_are_only_text():
    usual = example.snapshot(len(HOSTILE))
    transfers = tuple(
        replace(
            one, id=f"T {n}/../<a>", exporter=bad, importer=bad, purpose_text=bad, retention=bad, measures=(bad,), follows=bad
        )
        for n, (one, bad) in enumerate(zip(usual.transfers, HOSTILE, strict=True))
    )
    taken = replace(usual, transfers=transfers)
    data = written(taken)
    assert reading.read(data) == reading.rows_of(taken)
    assert not broken(graph_of(data))
    assert not any("evil" in str(one) for one in graph_of(data).predicates())


def test_it_is_refused_without_the_rows_and_for_foreign_files():
    document = report.build("register_of_transfers", snapshot(BARE), example.OPTIONS)
    with pytest.raises(Refused, match="made of the transfers"):
        report.render(document, "jsonld", example.MAKING)
    for foreign in (b"{}", b"no json", b'{"@context": "https://w3id.org/dpv/context.jsonld", "@graph": []}'):
        with pytest.raises(FileUnreadable):
            reading.read(foreign)
