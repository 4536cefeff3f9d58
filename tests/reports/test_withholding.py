"""What is kept back is not there: not in its field, not in a text that repeats it, not in a picture; and it is said so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.reports import example
from tests.reports.reading import bare, docx_text, html_text
from transfer_register.errors import NotLaw, Refused
from transfer_register.model.contact import Person
from transfer_register.model.transfer import Mechanism
from transfer_register.reports import report
from transfer_register.reports.content import flat
from transfer_register.reports.register_of_transfers.document import Options
from transfer_register.reports.snapshot import Known, LeftOut, Leg, Picture, Seen, Snapshot, Verdict
from transfer_register.reports.withholding import preview, profile, profiles, withheld_lines, withhold

SECRET = Mechanism(tool="scc", module=2, signed_on=date(2022, 2, 14), reference="DEAL-77", raw="see the deal of 2022")
FACTS = {"tia.exists": True, "tia.result": "may_proceed", "measures.pseudonymised": True, "flow.systematic": True}
ONE = Seen(
    id="TR-00001", exporter="Acme SE", importer="Kestrel Ltd", exporter_id="PA-1", importer_id="PA-2", exporter_country="DE",
    importer_country="IN", purposes=("technical_support",), activity="Helpdesk 7",
    purpose_text="Night shift, run by KESTREL  LTD",
    data_subjects=("customers",), data_categories=("name",), mechanisms=(SECRET,), measures=("tech.hyok",), facts=FACTS,
    systems=("Kestrel Ltd desk",), persons=54321, retention="Two years", flags=("name_unclear",), valid_from=date(2024, 5, 2),
    review_on=date(2027, 1, 9), owner="Department Blue", verdict="breached", legs=(Leg("IN", verdict="breached"),),
    verdicts=(Verdict("EU", "breached", None, (), ("tia.exists",), "IN"),),
)  # fmt: skip
TWO = replace(
    ONE, id="TR-00002", importer="Aurora KK", importer_id="PA-3", importer_country="JP", follows=None, systems=(),
    mechanisms=None,
    legs=(Leg("JP", verdict="permitted", grounds=("eu.adequacy.jp", "eu.safeguard.scc")),), verdict="permitted",
    verdicts=(Verdict("EU", "permitted", "eu.adequacy.jp", ("eu.safeguard.scc",), (), "JP"),), purpose_text=None,
)  # fmt: skip
ONWARD = replace(ONE, id="TR-00003", exporter="Kestrel Ltd", exporter_id="PA-2", importer="Sub Corp", importer_id="PA-4",
                 follows="TR-00001")  # fmt: skip
PARTIES = {
    "PA-1": Known("PA-1", "Acme SE", contacts={"dpo": (Person(name="Function of Acme", email="dpo@acme.example"),)}),
    "PA-2": Known("PA-2", "Kestrel Ltd", aliases=("Kes",), identifiers=(("lei", "LEI-55"),), address="1 High Street",
                  contacts={"dpo": (Person(name="Desk of Kestrel", note="slow to answer"),)}),
}  # fmt: skip
PICTURE = Picture("map", "<svg><text>Kestrel Ltd</text></svg>", "Where Kestrel Ltd stands.")


def snapshot(*transfers: Seen, **more: object) -> Snapshot:
    return Snapshot(
        on=example.ON, law_on=example.ON, known_on=None, law_digest="5b1e", words=example.words(),
        transfers=transfers or (ONE, TWO, ONWARD), provisions=example.PROVISIONS, left_out=(LeftOut(1, "after Kestrel Ltd"),),
        **{"parties": PARTIES, "pictures": (PICTURE,), "scope": "Transfers to Kestrel Ltd"} | more,
    )  # fmt: skip


def kept(profile_id: str, reader: str = "", **more: object) -> Snapshot:
    return withhold(snapshot(**more), profile(profile_id), reader)


def test_the_five_profiles_and_full_takes_nothing_out():
    assert list(profiles()) == ["full", "authority", "public", "works_council", "vendor"]
    assert kept("full") == snapshot()
    assert preview(snapshot(), profile("full")) == []


def test_the_public_sees_no_owner_no_number_no_verdict_and_still_who_where_and_on_what():
    first = kept("public").transfers[0]
    assert (first.id, first.owner, first.persons, first.review_on, first.verdict) == ("1", "Withheld", None, None, "withheld")
    assert (first.importer, first.importer_country, first.purposes) == ("Kestrel Ltd", "IN", ("technical_support",))
    assert first.mechanisms == (Mechanism(tool="scc", module=2, reference="Withheld"),)
    assert first.facts == {}
    assert {"owner", "persons", "review_on", "verdicts", "assessment", "measures"} <= first.withheld
    assert kept("public").transfers[2].follows == "1"


def test_adequacy_stays_for_the_public_and_no_other_ground_that_would_tell_the_verdict():
    second = kept("public").transfers[1]
    assert second.verdicts == (Verdict("EU", "withheld", "eu.adequacy.jp", (), (), "JP"),)
    assert second.legs[0].grounds == ("eu.adequacy.jp",)


def test_what_nobody_stated_stays_not_stated():
    bare_one = Seen(id="TR-9", exporter="Acme SE", importer="Kestrel Ltd")
    (left,) = withhold(snapshot(bare_one), profile("public")).transfers
    assert (left.owner, left.systems, left.measures, left.mechanisms) == (None, (), (), None)
    assert left.withheld == {"verdicts"}


def test_a_vendor_sees_its_own_name_and_part_and_of_the_others_neither():
    left = kept("vendor", "PA-2")
    assert [seen.importer for seen in left.transfers] == ["Kestrel Ltd", "Withheld", "Withheld"]
    assert left.transfers[0].measures == ("tech.hyok",)
    assert left.transfers[1].measures == ("withheld",)
    assert left.transfers[2].exporter == "Kestrel Ltd"  # the reader itself
    assert left.parties["PA-2"].name == "Kestrel Ltd"


def test_without_a_reader_every_recipient_is_another_and_leaks_nowhere():
    left = kept("vendor")
    assert {seen.importer for seen in left.transfers} == {"Withheld"}
    assert left.transfers[2].exporter == "Withheld"
    assert "kestrel" not in repr((left.transfers, left.parties, left.scope, left.left_out, left.pictures)).lower()
    assert left.parties["PA-2"].aliases == ()
    assert left.parties["PA-1"].contacts["dpo"][0].name == "Function of Acme"


def test_a_word_that_a_department_shares_with_a_name_leaves_the_name_and_a_longer_word_alone():
    seen = replace(ONE, importer="Sales Partner GmbH", owner="Sales", retention="As Salesforce keeps it", systems=("For Sales",))
    (left,) = withhold(snapshot(seen), profile("works_council")).transfers
    assert (left.importer, left.retention, left.systems) == ("Sales Partner GmbH", "As Salesforce keeps it", ("For Withheld",))


def test_that_nobody_judged_is_withheld_too():
    unjudged = Seen(id="TR-00005", exporter="Acme Pty", importer="Kiwi Ltd", legs=(Leg("NZ", verdict="not_judged"),))
    built = report.build("register_of_transfers", withhold(snapshot(unjudged), profile("public")), Options("Acme SE"))
    assert "Not judged" not in str(built.blocks) + str([row for row in built.sheets[0].rows])


def test_answers_are_told_in_words():
    held = {one.label: one for one in preview(snapshot(), profile("public"))}
    assert held["Assessments of the destination"].examples[0] == "Transfer impact assessment on file: yes"


def test_a_picture_that_shows_a_secret_is_left_out_and_named():
    calm = replace(PICTURE, svg="<svg/>")
    assert kept("works_council", pictures=(calm,)).pictures == (calm,)
    hidden = replace(PICTURE, svg="<svg><text>Department Blue</text></svg>")
    left = kept("works_council", pictures=(hidden,))
    assert left.pictures == ()
    assert "Pictures" in [one.label for one in left.withheld]


def test_an_authority_sees_everything_but_notes():
    left = kept("authority")
    assert left.transfers[0].owner == "Department Blue"
    assert left.parties["PA-2"].contacts["dpo"][0].note == "Withheld"
    assert [one.field for one in left.withheld] == ["contact.note", "transfer.mechanism_words"]


def test_a_preview_counts_and_gives_examples():
    held = {one.label: one for one in preview(snapshot(), profile("public"))}
    assert (held["Owners"].number, held["Owners"].examples) == (3, ("Department Blue",))
    assert held["Numbers of the register"].examples == ("TR-00001", "TR-00002", "TR-00003")
    assert "individual people" in held["Owners"].reason


def test_the_control_says_what_was_kept_back_and_that_a_source_is_from_memory():
    told = flat(withheld_lines(kept("public")))
    assert "Owners: 3 values" in told
    assert "clauses 8.2(c) and 8.3; not verified: from memory" in told
    built = report.build("register_of_transfers", kept("public"), Options("Acme SE"))
    assert "Owners: 3 values" in str(built.blocks)
    assert "None" in str(report.build("register_of_transfers", snapshot(), Options("Acme SE")).blocks)


def test_hidden_cells_say_withheld_and_never_not_stated():
    built = report.build("register_of_transfers", kept("public"), Options("Acme SE"))
    sheet = built.sheets[0]
    for row in sheet.rows:
        cells = dict(zip((one.title for one in sheet.columns), row, strict=True))
        for title in ("Assessment", "Supplementary measures", "Persons a year", "Next review", "Owner", "Doubts of the reading"):
            assert cells[title] == "Withheld", title
        assert cells["Verdict"].word == "Withheld"
    assert "no verdict is open" not in str(built.blocks)
    assert "Next review not stated" not in str(built.blocks)


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        ("{fields: [transfer.shoe], reason: x}", "hides.0: Value error, there is no field transfer.shoe"),
        ("{fields: [transfer.owner], reason: x, why: y}", "hides.0.why"),
        ("{fields: [transfer.owner]}", "hides.0.reason"),
        ("{fields: [transfer.owner], reason: x, source: GDPR}", "a source needs its confidence"),
        ("{fields: [transfer.owner, transfer.owner], reason: x}", "transfer.owner is named twice"),
        ("{fields: [transfer.verdicts], reason: x}", "pictures show verdicts"),
    ],
)
def test_a_profile_that_is_wrong_is_refused_with_file_and_field(entry, wrong, tmp_path):
    file = tmp_path / "withholding.yaml"
    file.write_text(f"profiles:\n  - {{id: a, label: A, says: B, hides: [{entry}]}}\n")
    with pytest.raises(NotLaw, match=r"withholding\.yaml: profiles\.0") as error:
        profiles(file)
    assert wrong in str(error.value)


def test_a_profile_that_is_not_there_is_refused():
    with pytest.raises(Refused, match="public"):
        profile("everybody")


_names = some.text("abcdefghijklmnopqrstuvwxyz ÄÖéß&.'-", min_size=3, max_size=14).map(lambda words: f"Qx{words.strip()}xQ")


def _alike(words: str) -> str:
    return bare(words).casefold()


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    some.lists(_names, min_size=6, max_size=6, unique_by=_alike),
    some.integers(10**7, 10**9),
    some.sampled_from(("public", "works_council", "vendor")),
)
def test_no_hidden_value_stands_in_any_file(names, persons, chosen):
    owner, recipient, system, purpose, reference, retention = names
    seen = replace(
        ONE, importer=recipient, owner=owner, systems=(f"{system} of {recipient}", system), persons=persons,
        purpose_text=f"{purpose} by {owner.upper()}", retention=f"{retention}, asked of {owner}",
        mechanisms=(SECRET.model_copy(update={"reference": reference}),),
    )  # fmt: skip
    whole = snapshot(seen, TWO, scope=f"Recipient {recipient}, owner {owner}", pictures=())
    asked = profile(chosen)
    left = withhold(whole, asked)
    hides = {name for one in asked.hides for name in one.fields}
    held = {
        "transfer.owner": owner, "transfer.recipient": recipient, "transfer.systems": system, "transfer.purpose_text": purpose,
        "transfer.mechanism_details": reference, "transfer.retention": retention, "transfer.persons": f"{persons:,}",
    }  # fmt: skip
    built = report.build("register_of_transfers", left, Options("Acme SE"))
    files = {name: report.render(built, name, example.MAKING) for name in ("html", "json", "csv", "docx")}
    texts = [html_text(files["html"]), docx_text(files["docx"]), files["json"].decode(), files["csv"].decode()]
    for field, value in held.items():
        if field in hides:
            assert all(_alike(value) not in _alike(text) for text in texts), field
