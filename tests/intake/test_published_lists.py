"""Real lists, where they are there: ../shared/inputs. None of them is part of this repository."""

from __future__ import annotations

import pytest

from tests.intake.files import PUBLISHED
from transfer_register.intake.bring_in import preview_file
from transfer_register.intake.compare import compare
from transfer_register.intake.plan import plan
from transfer_register.intake.taking import Taking

pytestmark = pytest.mark.skipif(not (PUBLISHED / "lists").exists(), reason="the published lists are not in this checkout")
LISTS = PUBLISHED / "lists"


@pytest.mark.parametrize(
    ("file", "rows"),
    [
        ("01_github_2026-03.md", 30),
        ("02_37signals/basecamp.md", 11),
        ("02_37signals/company.md", 14),
        ("05_zed.md", 11),
        ("07_pulumi.md", 44),
        ("12_controlshift.md", 9),
        ("15_prairielearn.mdx", 12),
        ("16_ai-vendors-scrape.dev.csv", 343),
        ("18_pdfshift.md", 6),
        ("19_seatable_de_v1-1-5.md", 6),
        ("24_pollination.md", 5),
        ("25_careai_de.md", 10),
        ("27_aspose.md", 4),
        ("29_digidem_sv_mailjet.md", 2),
        ("31_pydantic-logfire.md", 8),
        ("33_phasetwo_stub.mdx", 0),
        ("36_domu-match_excerpt.md", 8),
        ("versions/lynox_2026-05-23.md", 10),
        ("../lists_derived/github_vendors_and_affiliates.xlsx", 30),
        ("../lists_derived/lynox_2026-05_utf16_tab.txt", 10),
        ("../lists_derived/gdpr-tracker_flat_bom.dev.csv", 61),
    ],
)
def test_every_recipient_of_a_list_is_a_row(file, rows):
    assert len(preview_file(LISTS / file).rows) == rows


def test_github_gives_thirty_rows_twenty_eight_recipients_thirty_transfers():
    shown = preview_file(LISTS / "01_github_2026-03.md")
    planned = plan(shown, Taking(exporter="PA-0001"))
    assert (len(shown.rows), len(planned.parties), len(planned.transfers)) == (30, 28, 30)
    assert {transfer.act for transfer in planned.transfers} == {"create"}
    microsoft = [row for row in shown.rows if row.recipient.name == "Microsoft"]
    assert len(microsoft) == 3
    assert all("aggregate_rows" in row.flags for row in microsoft)


def test_the_workbook_of_the_same_list_says_the_same():
    def said(file):
        return [
            (row.recipient, [(place.iso2, place.role) for place in row.places.places], row.establishment, row.purpose)
            for row in preview_file(LISTS / file).rows
        ]

    assert said("01_github_2026-03.md") == said("../lists_derived/github_vendors_and_affiliates.xlsx")


def test_two_versions_of_the_list_differ_in_five_recipients():
    difference = compare(
        preview_file(LISTS / "versions" / "github_2025-08-29.md"), preview_file(LISTS / "versions" / "github_2026-03-11.md")
    )
    names = {kind: [entry["recipient"] for entry in entries] for kind, entries in difference.items()}
    assert names["added"] == ["Elasticsearch, Inc.", "FullStory, Inc.", "Tines Automation Inc."]
    assert names["removed"] == ["CoreWeave, Inc."]
    assert names["changed"] == ["Microsoft"]
    assert difference["changed"][0]["fields"]["places"]["added"] == [{"iso2": "CA", "role": "processing"}]
    assert len(names["unchanged"]) == 26
