"""The page of sub-processors: who acts for customers, what is told of each, what changed; nothing internal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.reports import example
from transfer_register.model.transfer import Mechanism
from transfer_register.reports import blocks as b
from transfer_register.reports import report
from transfer_register.reports.content import flat
from transfer_register.reports.snapshot import Leg, Seen, Snapshot, Verdict
from transfer_register.reports.subprocessors.document import FORMATS, Options

DESK = Seen(
    id="TR-00071", exporter="Acme SE", importer="Manila Desk Inc.", exporter_role="processor", importer_role="sub_processor",
    exporter_country="DE", importer_country="PH", purposes=("technical_support",), purpose_text="Night shift, cheap",
    data_subjects=("customers",), data_categories=("name", "phone_number"), systems=("Ticket 7",), persons=54321,
    mechanisms=(Mechanism(tool="scc", module=3, signed_on=date(2025, 2, 1), reference="DEAL-77"),), owner="Department Blue",
    valid_from=date(2025, 3, 1), measures=("tech.hyok",), verdict="permitted",
    legs=(Leg("IE", roles=("storage",)), Leg("PH", roles=("remote_access",), verdict="permitted")),
    verdicts=(Verdict("EU", "permitted", "eu.safeguard.scc", (), (), "PH"),),
)  # fmt: skip
MORE = replace(
    DESK, id="TR-00072", purposes=("hosting",), valid_from=date(2026, 6, 1), valid_to=date(2027, 1, 31), legs=(Leg("JP"),)
)
CLOUD = Seen(
    id="TR-00073", exporter="Manila Desk Inc.", importer="Aurora KK", exporter_role="sub_processor", importer_role="processor",
    importer_country="JP", follows="TR-00071", purposes=("hosting",), legs=(Leg("JP", roles=("storage",), verdict="permitted"),),
    verdict="permitted", verdicts=(Verdict("EU", "permitted", "eu.adequacy.jp", (), (), "JP"),), valid_from=date(2020, 1, 1),
)  # fmt: skip
OWN = replace(DESK, id="TR-00074", importer="Payroll Inc.", exporter_role="controller", importer_role="processor")


def snapshot(*transfers: Seen) -> Snapshot:
    return Snapshot(
        on=example.ON, law_on=example.ON, known_on=None, law_digest="5b1e", scope="All transfers", transfers=transfers,
        provisions=example.PROVISIONS, words=example.words(),
    )  # fmt: skip


EVERY = snapshot(DESK, MORE, CLOUD, OWN)


def built(taken: Snapshot = EVERY, **options: str) -> b.Document:
    return report.build("subprocessors", taken, Options("Acme SE", **options))


def table(document: b.Document, caption: str) -> list[list[str]]:
    found = next(one for one in document.blocks if isinstance(one, b.Table) and one.caption == caption)
    return [[flat(cell) for cell in row.cells] for group in found.groups for row in group.rows]


def test_each_sub_processor_stands_once_with_the_seven_columns():
    assert table(built(), "Sub-processors") == [
        ["Aurora KK\nestablished in Japan\nengaged by Manila Desk Inc.", "Hosting and infrastructure", "Not stated", "Japan",
         "Not stated", "Japan", "1\u00a0Jan\u00a02020"],
        ["Manila Desk Inc.\nestablished in Philippines", "Technical support and hosting and infrastructure",
         "Name and phone number\nof: Customers", "Ireland", "Philippines", "Standard contractual clauses (2021)",
         "1\u00a0Mar\u00a02025"],
    ]  # fmt: skip


def test_processors_of_our_own_data_are_no_sub_processors():
    assert "Payroll" not in str(built())


def test_nothing_internal_stands_on_the_page():
    said = str(built())
    for internal in ("TR-000", "Department Blue", "54,321", "54321", "DEAL-77", "cheap", "Ticket 7", "tech.hyok", "Permitted"):
        assert internal not in said, internal
    assert said.count("Number of transfers") == 1  # in the facts of a cover, which a page does not have
    assert built().meta.form == "page"
    assert "Internal fields of the register are withheld" in said


def test_the_log_tells_starts_of_24_months_more_services_and_ends():
    assert table(built(), "Changes") == [
        ["31\u00a0Jan\u00a02027", "Ends", "Manila Desk Inc.", "Hosting and infrastructure"],
        ["1\u00a0Jun\u00a02026", "Engaged for more", "Manila Desk Inc.", "Hosting and infrastructure"],
        ["1\u00a0Mar\u00a02025", "Added", "Manila Desk Inc.", "Technical support"],
    ]


def test_a_start_that_nobody_stated_makes_no_since_and_no_added():
    taken = snapshot(replace(DESK, valid_from=None), MORE)
    ((*_, since),) = table(built(taken), "Sub-processors")
    assert since == "Not stated"
    assert [row[1] for row in table(built(taken), "Changes")] == ["Ends", "Engaged for more"]


def test_what_only_the_organisation_knows_is_to_be_completed_or_stands():
    assert str(built()).count("To be completed") == 5
    said = str(
        built(notice_period="30 days", how_to_object="In writing", how_to_subscribe="By feed", contact="Desk", at_home="None")
    )
    assert "To be completed" not in said
    assert "30 days" in said


def test_a_role_that_nobody_stated_is_said_and_not_listed():
    document = built(snapshot(replace(DESK, exporter_role=None, importer_role="processor")))
    assert "of some recipients it is not recorded whether they act for customers" in str(document)
    assert "No sub-processor abroad is recorded on this day." in str(document)
    assert "Manila" not in str(document)


def test_the_source_that_was_not_read_says_so():
    assert "clause 9, modules 2 and 3 (not verified: from memory)" in str(built())


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_can_be_made_and_twice_the_same(format):
    first, second = (report.render(built(), format, example.MAKING) for _ in range(2))
    assert first == second
